//! Sheets that claim or hold what no village has.

use anyhow::Result;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Read;

/// What must come of a sheet.
enum Must {
    /// It is refused.
    Refuse,
    /// As many rows are read.
    Rows(usize),
    /// Either, in bounds.
    Bear,
}

/// A sheet, and what must come of it.
pub struct Made {
    /// What it does.
    pub name: &'static str,
    must: Must,
    /// Makes it.
    pub make: fn() -> Result<Vec<u8>>,
}

impl Made {
    const fn new(name: &'static str, must: Must, make: fn() -> Result<Vec<u8>>) -> Self {
        Self { name, must, make }
    }

    /// What came of it instead.
    pub fn unlike(&self, read: &Read) -> Option<String> {
        let is_so = match (&self.must, read) {
            (Must::Bear, _) | (Must::Refuse, Err(_)) => true,
            (Must::Rows(rows), Ok(read)) => rows == read,
            _ => false,
        };
        (!is_so).then(|| format!("{read:?} came of it"))
    }
}

pub(super) const SHEETS: &[Made] = &[
    Made::new("a billion empty rows claimed", Must::Rows(2), || {
        workbook(&Parts::claiming("A1:XFD1048576"))
    }),
    Made::new("a dimension of nonsense", Must::Bear, || {
        workbook(&Parts::claiming("ZZZ99999999999:A0"))
    }),
    Made::new("200,000 empty rows", Must::Rows(1), || {
        let mut rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".to_owned();
        for number in 2..200_000 {
            write!(rows, "<row r=\"{number}\"/>")?;
        }
        workbook(&Parts::of_rows(&rows))
    }),
    Made::new("a column beyond the last", Must::Refuse, || {
        workbook(&Parts::of_rows(
            "<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>",
        ))
    }),
    Made::new("entities that multiply", Must::Bear, || {
        workbook(&Parts {
            strings: laughs(),
            ..Parts::of_rows(SHARED)
        })
    }),
    Made::new("an entity from a file", Must::Bear, || {
        let strings = "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\
                       <sst><si><t>&x;</t></si></sst>";
        workbook(&Parts {
            strings: strings.to_owned(),
            ..Parts::of_rows(SHARED)
        })
    }),
    Made::new("a shared string that is not there", Must::Bear, || {
        workbook(&Parts::of_rows(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4000000000</v></c></row>",
        ))
    }),
    Made::new("a shared string 100,000 elements deep", Must::Bear, || {
        let strings = format!(
            "<sst><si>{}x{}</si></sst>",
            "<r>".repeat(100_000),
            "</r>".repeat(100_000)
        );
        workbook(&Parts {
            strings,
            ..Parts::of_rows(SHARED)
        })
    }),
    Made::new("styles that name themselves", Must::Bear, || {
        let styles = "<styleSheet><cellXfs count=\"4294967295\"><xf numFmtId=\"4294967295\" xfId=\"0\"/></cellXfs>\
                      <cellStyleXfs><xf xfId=\"0\"/></cellStyleXfs></styleSheet>";
        workbook(&Parts {
            styles: styles.to_owned(),
            ..Parts::of_rows("<row r=\"1\"><c r=\"A1\" s=\"4294967295\"><v>1</v></c></row>")
        })
    }),
    Made::new("formulas without values", Must::Bear, || {
        workbook(&Parts::of_rows(
            "<row r=\"1\"><c r=\"A1\"><f>A1</f></c><c r=\"B1\"><f t=\"shared\" si=\"9\"/></c></row>",
        ))
    }),
    Made::new("control characters in names", Must::Bear, || {
        workbook(&Parts {
            name: "&#0;&#7;&#x202e;..&#10;/表".to_owned(),
            ..Parts::of_rows(SHARED)
        })
    }),
    Made::new("a merge of the whole sheet", Must::Bear, || {
        let rows: String = (1..50_000)
            .map(|number| format!("<row r=\"{number}\"><c r=\"B{number}\"><v>1</v></c></row>"))
            .collect();
        let merge = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(20_000);
        workbook(&Parts {
            behind: format!("<mergeCells>{merge}</mergeCells>"),
            ..Parts::of_rows(&rows)
        })
    }),
    Made::new("60,000 parts", Must::Bear, many_parts),
    Made::new("an xls whose claim is a lie", Must::Refuse, || {
        let mut bytes = std::fs::read(acceptance::sheet("隐患台账.xls"))?;
        let record = bytes.windows(4).position(|four| four == [0, 2, 0x0e, 0]);
        let from = record.unwrap_or_default() + 8;
        bytes.splice(from..from + 4, [0xff; 4]);
        Ok(bytes)
    }),
    Made::new("an xls that ends above its beginning", Must::Refuse, || {
        let mut bytes = std::fs::read(acceptance::sheet("隐患台账.xls"))?;
        let record = bytes.windows(4).position(|four| four == [0, 2, 0x0e, 0]);
        let from = record.unwrap_or_default() + 4;
        bytes.splice(from..from + 8, [9, 0, 0, 0, 2, 0, 0, 0]);
        Ok(bytes)
    }),
    Made::new("thirty million commas", Must::Bear, || {
        Ok(vec![b','; 30 << 20])
    }),
    Made::new("zeros in a text", Must::Refuse, || {
        Ok("姓名,电话\0\n安小满,1\n".into())
    }),
    Made::new("a quote that never ends", Must::Bear, || {
        Ok([b"\"".to_vec(), "\n甲,乙".repeat(500_000).into_bytes()].concat())
    }),
];

/// Those that are large themselves, for the long version.
pub(super) const LARGE: &[Made] = &[
    Made::new("16,384 columns in 400 rows", Must::Refuse, || {
        let row: String = "<c><v>1</v></c>".repeat(16_384);
        let rows: String = (1..400)
            .map(|number| format!("<row r=\"{number}\">{row}</row>"))
            .collect();
        workbook(&Parts::of_rows(&rows))
    }),
    Made::new("one long string in 100,000 cells", Must::Refuse, || {
        let mut rows = String::new();
        for number in 1..100_000 {
            write!(
                rows,
                "<row r=\"{number}\"><c r=\"A{number}\" t=\"s\"><v>0</v></c></row>"
            )?;
        }
        let strings = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(10_000));
        workbook(&Parts {
            strings,
            ..Parts::of_rows(&rows)
        })
    }),
    Made::new("a part that inflates to 600 MiB", Must::Refuse, || {
        workbook(&Parts {
            behind: " ".repeat(600 << 20),
            ..Parts::of_rows(SHARED)
        })
    }),
    Made::new("a text line of 60 MiB", Must::Bear, || {
        Ok(vec![b'a'; 60 << 20])
    }),
    Made::new("a text of 65 MiB", Must::Refuse, || {
        Ok(vec![b','; 65 << 20])
    }),
];

/// A sheet whose one cell is the first shared string.
const SHARED: &str = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";

/// The billion laughs.
fn laughs() -> String {
    let mut entities = "<!ENTITY a0 \"哈\">".to_owned();
    for number in 1..10 {
        let ten = format!("&a{};", number - 1).repeat(10);
        // Writing to a String cannot fail.
        let _ = write!(entities, "<!ENTITY a{number} \"{ten}\">");
    }
    format!("<!DOCTYPE sst [{entities}]><sst><si><t>&a9;</t></si></sst>")
}

/// The parts of a workbook that differ.
struct Parts {
    name: String,
    claim: String,
    rows: String,
    behind: String,
    strings: String,
    styles: String,
}

impl Parts {
    fn of_rows(rows: &str) -> Self {
        Self {
            name: "表".to_owned(),
            claim: String::new(),
            rows: rows.to_owned(),
            behind: String::new(),
            strings: "<sst><si><t>甲</t></si></sst>".to_owned(),
            styles: "<styleSheet/>".to_owned(),
        }
    }

    /// Two far corners under a claimed dimension.
    fn claiming(dimension: &str) -> Self {
        let corners = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
                       <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
        Self {
            claim: format!("<dimension ref=\"{dimension}\"/>"),
            ..Self::of_rows(corners)
        }
    }
}

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet.
fn workbook(parts: &Parts) -> Result<Vec<u8>> {
    let Parts {
        name,
        claim,
        rows,
        behind,
        strings,
        styles,
    } = parts;
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations =
        |inner: &str| format!("<Relationships xmlns=\"{package}\">{inner}</Relationships>");
    let book = format!(
        "<workbook {MAIN} xmlns:r=\"{RELATIONS}\"><sheets>\
         <sheet name=\"{name}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let own = [
        relation(1, "worksheet", "worksheets/sheet1.xml"),
        relation(2, "sharedStrings", "sharedStrings.xml"),
        relation(3, "styles", "styles.xml"),
    ];
    let sheet =
        format!("<worksheet {MAIN}>{claim}<sheetData>{rows}</sheetData>{behind}</worksheet>");
    packed(&[
        (
            "_rels/.rels",
            &relations(&relation(1, "officeDocument", "xl/workbook.xml")),
        ),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relations(&own.concat())),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

fn packed(parts: &[(&str, &str)]) -> Result<Vec<u8>> {
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        packed.start_file(*name, SimpleFileOptions::default())?;
        packed.write_all(text.as_bytes())?;
    }
    Ok(packed.finish()?.into_inner())
}

fn many_parts() -> Result<Vec<u8>> {
    let book = workbook(&Parts::of_rows(SHARED))?;
    let mut packed = ZipWriter::new_append(Cursor::new(book))?;
    for number in 0..60_000 {
        packed.start_file(
            format!("xl/media/{number}.png"),
            SimpleFileOptions::default(),
        )?;
    }
    Ok(packed.finish()?.into_inner())
}
