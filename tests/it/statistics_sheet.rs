//! The statistics as a plain workbook: counts and open fields, and nobody in it.

use acceptance::Station;
use serde_json::json;
use std::path::Path;

/// Every cell of a workbook, as text.
fn cells(path: &Path) -> Vec<String> {
    let book = sheets::read(path).unwrap();
    let rows = book.grids.iter().flat_map(|grid| &grid.rows);
    rows.map(sheets::grid::GridRow::line).collect()
}

#[test]
fn a_township_without_the_program_gets_figures_and_states_and_no_name_and_no_telephone() {
    let village = Station::village();
    let person = village.person("周志强", "14200000871");
    village.save(
        "hazard",
        json!({ "description": "周志强家护栏松动", "location": "周志强家门前", "found_by": person }),
    );
    let written = village.call("export_statistics", json!({ "path": village.path(".") }));
    let path = Path::new(written["path"].as_str().unwrap());
    assert!(path.ends_with("栗溪村_990101102203_20260712_统计.xlsx"));
    let text = cells(path).join("\n");
    assert!(text.contains("隐患"), "{text}");
    for secret in ["周志强", "14200000871", "门前"] {
        assert!(!text.contains(secret), "{secret} stands in {text}");
    }
    let again = village.call("export_statistics", json!({ "path": village.path(".") }));
    assert!(
        again["path"].as_str().unwrap().ends_with("统计_02.xlsx"),
        "the first is as it was"
    );
}
