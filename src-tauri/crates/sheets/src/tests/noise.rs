//! The noise of real sheets, one kind a test.

use super::{context, grid};
use crate::cell::{Cell, clean, one_word};
use crate::grid::{letters, read_bytes};
use crate::intake::SkipKind;
use crate::{Reading, SheetError, hazards, people, supplies};

const ROLL: [&str; 6] = [
    "户号",
    "姓名",
    "与户主关系",
    "身份证号",
    "联系电话",
    "人员类别",
];

#[test]
fn blanks_of_every_width_tabs_and_invisible_letters_go() {
    assert_eq!(clean("\u{feff}\u{a0}\t张三\u{3000} "), "张三");
    assert_eq!(
        clean("'14200000871"),
        "14200000871",
        "the apostrophe that meant text"
    );
    assert_eq!(clean("一行\r\n二行"), "一行\n二行");
    assert_eq!(one_word("张　三"), "张三");
    assert_eq!(
        one_word("Anna  Li"),
        "Anna Li",
        "a Latin name keeps its blank"
    );
}

#[test]
fn heads_are_known_whatever_their_blanks_width_and_brackets() {
    let grid = grid(&[
        &[
            "户 号",
            "姓　名",
            "【性别】",
            "身份证号码(18位)",
            "联系电话：",
            "＊人员类别",
        ],
        &["1", "张三", "男", "", "", ""],
    ]);
    let intake = people(&grid, &context()).unwrap();
    let fields: Vec<&str> = intake.mapping.iter().map(|mapped| mapped.field).collect();
    assert_eq!(
        fields,
        ["hh_no", "name", "sex", "id_no", "mobile", "vulnerable"]
    );
}

#[test]
fn a_sheet_without_a_header_says_what_it_saw() {
    let grid = grid(&[&["甲", "乙"], &["1", "2"]]);
    let error = hazards(&grid, &context()).unwrap_err();
    let seen = vec!["甲 乙".to_owned(), "1 2".to_owned()];
    let sheet = "表".to_owned();
    assert_eq!(error, SheetError::NoHeader { sheet, seen });
    assert!(
        !error.to_string().contains('甲'),
        "cell contents stay out of logs"
    );
    assert_eq!(Reading::Hazards.fit(&grid), 0);
}

#[test]
fn units_totals_footers_blank_numbers_and_repeated_heads_are_skipped_and_named() {
    let grid = grid(&[
        &["物资清单"],
        &["序号", "名称", "数量", "单位"],
        &["", "", "（件）", ""],
        &["1", "铁锹", "5", "把"],
        &["2", "", "", ""],
        &["序号", "名称", "数量", "单位"],
        &["3", "雨衣", "7", "件"],
        &["合 计", "", "12", ""],
        &["填报人：王某", "", "审核人：李某", ""],
    ]);
    let intake = supplies(&grid, &context()).unwrap();
    let rows: Vec<u32> = intake.records.iter().map(|record| record.row).collect();
    assert_eq!(rows, [4, 7]);
    let skipped: Vec<(u32, SkipKind)> = intake
        .skipped
        .iter()
        .map(|row| (row.row, row.kind))
        .collect();
    let expected = [
        (1, SkipKind::Title),
        (2, SkipKind::Heading),
        (3, SkipKind::UnitRow),
        (5, SkipKind::BlankRow),
        (6, SkipKind::Heading),
        (8, SkipKind::TotalRow),
        (9, SkipKind::Footer),
    ];
    assert_eq!(skipped, expected);
}

#[test]
fn a_row_without_what_names_it_is_refused_with_its_column() {
    let grid = grid(&[
        &["名称", "数量", "单位"],
        &["", "5", "把"],
        &["铁锹", "若干", "把"],
        &["雨衣", "-3", "件"],
    ]);
    let intake = supplies(&grid, &context()).unwrap();
    let reasons: Vec<(u32, &str, &str)> = intake
        .rejected
        .iter()
        .map(|row| (row.row, row.column.as_str(), row.reason.as_str()))
        .collect();
    let expected = [
        (2, "A 名称", "没有写名称，不知道是什么物资。"),
        (3, "B 数量", "数量“若干”读不懂，请写数字。"),
        (4, "B 数量", "数量“-3”小于零，请核对。"),
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn a_unit_behind_the_number_or_in_the_head_is_used_and_a_second_one_is_marked() {
    let grid = grid(&[
        &["名称", "数量（把）", "单位"],
        &["铁锹", "1,200", ""],
        &["水泥", "2.5吨", ""],
        &["雨衣", "30套", "件"],
    ]);
    let intake = supplies(&grid, &context()).unwrap();
    let amounts: Vec<(Option<i64>, &str)> = intake
        .records
        .iter()
        .map(|line| (line.qty, line.unit.as_str()))
        .collect();
    let expected = [
        (Some(1_200_000), "把"),
        (Some(2_500), "吨"),
        (Some(30_000), "件"),
    ];
    assert_eq!(amounts, expected);
    assert_eq!(intake.notes.len(), 1, "30套 beside 件 is marked");
}

#[test]
fn the_same_person_without_an_identity_number_is_found_by_name_household_and_birth() {
    let grid = grid(&[
        &["户号", "姓名", "与户主关系", "出生日期", "身份证号"],
        &["1", "张三", "户主", "1980.1.1", ""],
        &["2", "张三", "户主", "1980.1.1", ""],
        &["1", "张 三", "户主", "1980-01-01", ""],
        &["1", "李四", "配偶", "", "9.9E+17"],
        &["1", "王五", "之子", "", "9.9E+17"],
    ]);
    let intake = people(&grid, &context()).unwrap();
    let rows: Vec<u32> = intake.records.iter().map(|person| person.row).collect();
    assert_eq!(
        rows,
        [2, 3, 5, 6],
        "ruined numbers that look alike are two people"
    );
    assert_eq!(intake.rejected[0].row, 4);
    assert!(intake.rejected[0].reason.contains("第2行"));
}

#[test]
fn a_household_holds_on_until_there_is_a_head_again() {
    let grid = grid(&[
        &ROLL,
        &["1", "张三", "户主", "", "", ""],
        &["", "李四", "配偶", "", "", ""],
        &["", "王五", "户主", "", "", ""],
        &["1", "赵六", "之子", "", "", ""],
    ]);
    let intake = people(&grid, &context()).unwrap();
    let lives: Vec<(u32, &str)> = intake
        .records
        .iter()
        .map(|person| (person.household, person.household_no.as_str()))
        .collect();
    assert_eq!(lives, [(2, "1"), (2, "1"), (4, ""), (2, "1")]);
    assert_eq!(
        intake.notes.len(),
        1,
        "a household without a number is marked"
    );
}

#[test]
fn sex_and_birth_come_from_the_identity_number_where_the_roll_is_silent() {
    let grid = grid(&[&ROLL, &["1", "张三", "户主", "'990101195603120014", "", ""]]);
    let person = &people(&grid, &context()).unwrap().records[0];
    assert_eq!(person.sex.as_deref(), Some("male"));
    assert_eq!(person.birth.as_deref(), Some("1956-03-12"));
    assert_eq!(
        person.id_no, "990101195603120014",
        "the apostrophe is no part of it"
    );
}

#[test]
fn unknown_words_odd_phones_and_unreadable_dates_are_marked_and_the_row_is_kept() {
    let grid = grid(&[
        &[
            "隐患描述",
            "类别",
            "发现时间",
            "整改责任人",
            "联系电话",
            "整改情况",
        ],
        &["护栏断了。", "护栏类", "上个月", "张三", "1420000", "再说"],
    ]);
    let intake = hazards(&grid, &context()).unwrap();
    let hazard = &intake.records[0];
    assert_eq!(
        (hazard.kind.as_deref(), hazard.kind_text.as_str()),
        (None, "护栏类")
    );
    assert_eq!(hazard.found_on, None);
    assert_eq!(
        hazard.state, "confirmed",
        "what is unclear counts as not yet put right"
    );
    let columns: Vec<&str> = intake
        .notes
        .iter()
        .map(|note| note.column.as_str())
        .collect();
    assert_eq!(
        columns,
        ["B 类别", "C 发现时间", "E 联系电话", "F 整改情况"]
    );
}

#[test]
fn progress_is_read_cautiously() {
    let progress = [
        ("已完成整改，未销号", "reviewing"),
        ("已整改，已销号", "closed"),
        ("完成80%", "rectifying"),
        ("尚未整改", "confirmed"),
        ("正在整改，未完成", "rectifying"),
        ("经查不属实", "rejected"),
        ("整改到位", "reviewing"),
        ("已设警示牌", "controlled"),
    ];
    for (text, state) in progress {
        let grid = grid(&[&["隐患描述", "整改情况"], &["护栏断了。", text]]);
        let intake = hazards(&grid, &context()).unwrap();
        assert_eq!(intake.records[0].state, state, "{text}");
    }
}

#[test]
fn other_columns_of_the_ledger_are_taken_in_too_and_unknown_ones_are_listed() {
    let grid = grid(&[
        &[
            "隐患描述",
            "整改资金",
            "整改要求",
            "复查人",
            "天气",
            "整改情况",
        ],
        &[
            "护栏断了。",
            "1,200.50",
            "焊好护栏。",
            "李四",
            "晴",
            "未整改",
        ],
    ]);
    let intake = hazards(&grid, &context()).unwrap();
    let more = &intake.records[0].more;
    assert_eq!(more.values.get("fund_yuan").int(), Some(120_050));
    assert_eq!(more.values.text("requirement"), "焊好护栏。");
    assert_eq!(more.refs["reviewed_by"], ["李四"]);
    let unmapped: Vec<&str> = intake
        .unmapped
        .iter()
        .map(|column| column.head.as_str())
        .collect();
    assert_eq!(unmapped, ["天气"]);
}

#[test]
fn text_files_are_read_in_utf_16_with_tabs_and_semicolons_and_blank_lines() {
    let text = "姓名\t户号\r\n\r\n张三\t1\r\n\"李\n四\"\t1\r\n王五\t2";
    let mut utf_16: Vec<u8> = vec![0xff, 0xfe];
    utf_16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let rows = |bytes: &[u8]| {
        let grid = read_bytes(bytes, "册").unwrap().grids.remove(0);
        grid.rows
            .iter()
            .map(|row| (row.number, row.line()))
            .collect::<Vec<_>>()
    };
    let expected = [
        (1, "姓名 户号"),
        (3, "张三 1"),
        (4, "李\n四 1"),
        (5, "王五 2"),
    ]
    .map(|(number, line)| (number, line.to_owned()));
    assert_eq!(
        rows(&utf_16),
        expected,
        "rows are numbered as Excel shows them"
    );
    assert_eq!(rows(text.replace('\t', ";").as_bytes()), expected);
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    assert_eq!(rows(&gb), expected);
}

#[test]
fn two_phone_columns_and_a_column_without_a_head_do_not_mislead() {
    let grid = grid(&[
        &["姓名", "户号", "联系电话", "联系电话", ""],
        &["张三", "1", "14200000871", "14200000872", "多余"],
    ]);
    let intake = people(&grid, &context()).unwrap();
    assert_eq!(
        intake.records[0].phone, "14200000871",
        "the first column counts"
    );
    let unmapped: Vec<&str> = intake
        .unmapped
        .iter()
        .map(|column| column.letters.as_str())
        .collect();
    assert_eq!(unmapped, ["D", "E"], "the others are listed");
}

#[test]
fn two_heads_in_one_are_parted_whatever_stands_between_name_and_number() {
    let grid = grid(&[
        &["名称", "数量", "保管员/联系电话"],
        &["铁锹", "5", "郭福生（14200004763）"],
        &["雨衣", "5", "吴玉兰14200000451"],
        &["喇叭", "5", "村委会"],
    ]);
    let intake = supplies(&grid, &context()).unwrap();
    let keepers: Vec<(&str, &str)> = intake
        .records
        .iter()
        .map(|line| (line.keeper_name.as_str(), line.keeper_phone.as_str()))
        .collect();
    assert_eq!(
        keepers,
        [
            ("郭福生", "14200004763"),
            ("吴玉兰", "14200000451"),
            ("村委会", "")
        ]
    );
}

#[test]
fn a_two_row_header_without_merged_cells_is_found_too() {
    let grid = grid(&[
        &["隐患基本情况", "", "整改情况", ""],
        &["隐患描述", "类别", "责任人", "整改情况"],
        &["护栏断了。", "道路", "张三", "整改中"],
    ]);
    let intake = hazards(&grid, &context()).unwrap();
    assert_eq!(intake.header_row, 2);
    assert_eq!(intake.records[0].owner_name, "张三");
    assert_eq!(intake.records[0].state, "rectifying");
}

#[test]
fn a_merged_amount_is_not_counted_twice() {
    let mut grid = grid(&[
        &["名称", "数量", "单位"],
        &["铁锹", "5", "把"],
        &["雨衣", "", "件"],
    ]);
    grid.rows[2].put(1, Cell::Number("5".to_owned()));
    grid.rows[2].fill(1);
    let intake = supplies(&grid, &context()).unwrap();
    assert_eq!(intake.records.len(), 1);
    assert_eq!(
        (intake.rejected[0].row, intake.rejected[0].column.as_str()),
        (3, "B 数量")
    );
}

#[test]
fn columns_have_the_letters_excel_gives_them() {
    let places = [
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (701, "ZZ"),
        (702, "AAA"),
        (16_383, "XFD"),
    ];
    for (column, name) in places {
        assert_eq!(letters(column), name);
    }
}
