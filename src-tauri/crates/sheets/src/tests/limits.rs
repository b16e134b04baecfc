//! Damaged, malicious and huge files give an error, never a crash or an exhausted memory.

use super::{context, sample_path, workbook_with_part};
use crate::grid::read_bytes;
use crate::{SheetError, hazards, read};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;

fn bytes(name: &str) -> Vec<u8> {
    fs::read(sample_path(name)).unwrap()
}

/// A workbook whose only sheet has this `sheetData`.
fn workbook(sheet_data: &str) -> Vec<u8> {
    let head = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
    let claim = "<dimension ref=\"A1:XFD1048576\"/>";
    let sheet = format!("{head}{claim}<sheetData>{sheet_data}</sheetData></worksheet>");
    workbook_with("xl/worksheets/sheet1.xml", sheet.as_bytes())
}

/// A workbook one part of which is replaced.
fn workbook_with(part_name: &str, content: &[u8]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "甲").unwrap();
    workbook_with_part(&book.save_to_buffer().unwrap(), part_name, content)
}

#[test]
fn a_sheet_that_claims_a_billion_cells_costs_only_what_it_holds() {
    let corner = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                  <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let grid = read_bytes(&workbook(corner), "").unwrap().grids.remove(0);
    let rows: Vec<(u32, String)> = grid
        .rows
        .iter()
        .map(|row| (row.number, row.line()))
        .collect();
    assert_eq!(rows, [(1, "1".to_owned()), (1_048_576, "2".to_owned())]);
}

#[test]
fn a_small_file_that_inflates_without_end_is_refused() {
    let packed = workbook_with("xl/sharedStrings.xml", &vec![b' '; 130 << 20]);
    assert!(packed.len() < 1 << 20, "the file itself is small");
    let error = read_bytes(&packed, "").unwrap_err();
    assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
}

#[test]
fn an_xls_that_claims_too_many_cells_is_refused_before_they_are_laid_out() {
    // A last row far below, and a first row below the last.
    for (rows, what) in [([0, u32::MAX], "too many"), ([9, 2], "fewer than none")] {
        let error = read_bytes(&claiming(rows), "").unwrap_err();
        assert!(
            matches!(error, SheetError::TooLarge { .. }),
            "{what}: {error}"
        );
    }
    let read = read_bytes(&claiming([9, 0]), "").unwrap();
    assert_eq!(
        read.grids,
        read_bytes(&bytes("隐患台账.xls"), "").unwrap().grids
    );
}

/// An old workbook whose sheet claims this first row and this one behind the last.
fn claiming(rows: [u32; 2]) -> Vec<u8> {
    let mut old = bytes("隐患台账.xls");
    // The DIMENSIONS record: type 0x0200, 14 bytes, then the rows.
    let record = old
        .windows(4)
        .position(|four| four == [0x00, 0x02, 0x0e, 0x00])
        .unwrap();
    old[record + 4..record + 12].copy_from_slice(&rows.map(u32::to_le_bytes).concat());
    old
}

#[test]
fn more_rows_than_a_village_can_have_are_refused() {
    let text = "姓名,户号\n".repeat(crate::grid::MAX_ROWS + 1);
    let error = read_bytes(text.as_bytes(), "").unwrap_err();
    assert!(
        matches!(error, SheetError::TooLarge { what: "rows", .. }),
        "{error}"
    );
    let fits = "姓名,户号\n".repeat(200_000);
    assert_eq!(
        read_bytes(fits.as_bytes(), "").unwrap().grids[0].rows.len(),
        200_000
    );
}

#[test]
fn a_text_row_of_millions_of_columns_is_refused_before_they_are_kept() {
    let commas = ",".repeat(3_000_000);
    for text in [
        format!("姓名{commas}\n"),
        // Line breaks inside quotes do not end a row.
        format!("姓名,\"\n\"{}\n", ",\"\n\"".repeat(1_000_000)),
    ] {
        let error = read_bytes(text.as_bytes(), "").unwrap_err();
        assert!(
            matches!(
                error,
                SheetError::TooLarge {
                    what: "columns",
                    ..
                }
            ),
            "{error}"
        );
    }
    let rows = format!("{}\n", ",甲".repeat(60)).repeat(3_000);
    let read = read_bytes(rows.as_bytes(), "").unwrap();
    assert_eq!(read.grids[0].rows.len(), 3_000, "many short rows are none");
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_and_never_a_shorter_sheet() {
    for name in ["隐患台账.xlsx", "防汛物资储备表.xlsx", "隐患台账.xls"] {
        let whole = bytes(name);
        for share in 1..10 {
            let cut = &whole[..whole.len() * share / 10];
            assert!(read_bytes(cut, "").is_err(), "{name} cut at {share}/10");
        }
    }
    let utf_8 = "姓名,户号\n张三,1".as_bytes();
    assert!(
        read_bytes(&utf_8[..7], "").is_ok(),
        "a cut between letters cannot be seen"
    );
    let error = read_bytes(&utf_8[..4], "").unwrap_err();
    assert_eq!(
        error,
        SheetError::Broken { part: "text" },
        "a cut within a letter can"
    );
}

#[test]
fn what_is_no_spreadsheet_is_called_so() {
    for other in [
        "<html><table></table></html>",
        "<?xml version=\"1.0\"?><Workbook/>",
    ] {
        assert_eq!(read_bytes(other.as_bytes(), ""), Err(SheetError::NotASheet));
    }
    assert_eq!(
        read_bytes(b"\x89PNG\0\0\0\0", ""),
        Err(SheetError::NotASheet)
    );
    assert!(read_bytes(b"PK\x03\x04 not a zip", "").is_err());
    assert_eq!(read_bytes(b"", "空"), Err(SheetError::Empty));
    let bare = Workbook::new().save_to_buffer().unwrap();
    assert_eq!(read_bytes(&bare, ""), Err(SheetError::Empty));
}

#[test]
fn a_missing_file_names_path_and_operation() {
    let path = Path::new("没有这个文件.xlsx");
    let expected = SheetError::File {
        operation: "look at",
        path: path.to_owned(),
        kind: std::io::ErrorKind::NotFound,
    };
    assert_eq!(read(path), Err(expected));
}

#[test]
fn hidden_sheets_are_not_taken_for_tables() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "看得见").unwrap();
    let hidden = book.add_worksheet();
    hidden.write_string(0, 0, "看不见").unwrap();
    hidden.set_hidden(true);
    let grids = read_bytes(&book.save_to_buffer().unwrap(), "")
        .unwrap()
        .grids;
    assert_eq!(grids.len(), 1);
    assert_eq!(grids[0].rows[0].line(), "看得见");
}

#[test]
fn numbers_read_as_a_person_would_write_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let numbers = [
        12.0,
        3.5,
        0.1 + 0.2,
        14_200_000_871.0,
        990_101_200_509_141_509.0,
        1_234_567_890_123.45,
    ];
    for (row, number) in (0..).zip(numbers) {
        sheet.write_number(row, 0, number).unwrap();
    }
    let grid = read_bytes(&book.save_to_buffer().unwrap(), "")
        .unwrap()
        .grids
        .remove(0);
    let texts: Vec<String> = grid.rows.iter().map(crate::grid::GridRow::line).collect();
    let expected = [
        "12",
        "3.5",
        "0.3",
        "14200000871",
        "9.90101200509142E+17",
        "1234567890123.45",
    ];
    assert_eq!(texts, expected, "18 digits are ruined and say so");
}

#[test]
fn a_failed_formula_counts_as_empty_and_is_marked() {
    let data = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>隐患描述</t></is></c>\
                <c r=\"B1\" t=\"inlineStr\"><is><t>整改期限</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>护栏断了。</t></is></c>\
                <c r=\"B2\" t=\"e\"><v>#REF!</v></c></row>";
    let grid = read_bytes(&workbook(data), "").unwrap().grids.remove(0);
    let intake = hazards(&grid, &context()).unwrap();
    assert_eq!(intake.records[0].due_on, None);
    assert_eq!(intake.notes[0].column, "B 整改期限");
    assert_eq!(intake.notes[0].text, "公式出错（#REF!），当作空格。");
}
