//! Whatever stands in a sheet or file: nothing panics, and every row is accounted for.

use super::{context, grid, sample_path};
use crate::grid::{Grid, read_bytes};
use crate::{generic, hazards, people, supplies};
use ledger::kinds;
use proptest::prelude::*;
use std::sync::LazyLock;

static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let names = [
        "隐患台账.xlsx",
        "隐患台账.xls",
        "防汛物资储备表.xlsx",
        "村民花名册-GB18030.csv",
    ];
    names
        .map(|name| std::fs::read(sample_path(name)).unwrap())
        .into()
});

/// Heads, values as they occur, and anything.
fn cell() -> impl Strategy<Value = String> {
    let known = [
        "",
        "",
        "",
        "序号",
        "组别",
        "隐患描述",
        "隐患基本情况",
        "整改情况",
        "整改期限",
        "责任人",
        "保管人及电话",
        "户号",
        "姓 名",
        "与户主关系",
        "身份证号码",
        "名称",
        "数量（件）",
        "单位",
        "保质期",
        "户主",
        "1组",
        "合计",
        "小计：3",
        "填报人：",
        "2026.1.8",
        "46057",
        "9.90E+17",
        "40部",
        "-1",
        "24个月",
        "（户）",
        "990101195603120014",
        "已整改",
        "重大",
        "\u{3000}",
        "\u{a0}\t",
        "#REF!",
    ];
    prop_oneof![
        4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => ".{0,12}",
    ]
}

fn any_grid() -> impl Strategy<Value = Grid> {
    proptest::collection::vec(proptest::collection::vec(cell(), 0..8), 0..14).prop_map(|rows| {
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        grid(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    })
}

/// How many rows each reader accounts for, of those that find a header.
fn rows_of(grid: &Grid) -> Vec<usize> {
    let context = context();
    let counts = [
        hazards(grid, &context).map(|intake| intake.rows()),
        people(grid, &context).map(|intake| intake.rows()),
        supplies(grid, &context).map(|intake| intake.rows()),
        generic(grid, &kinds::person::SPEC, &context).map(|intake| intake.rows()),
    ];
    counts.into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_row_is_a_record_a_rejection_or_a_skipped_row(grid in any_grid()) {
        let rows = grid.rows.len();
        for count in rows_of(&grid) {
            prop_assert_eq!(count, rows);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes, "");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_file_with_flipped_bytes_is_read_or_refused(
        file in 0..4_usize,
        flips in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = FILES[file].clone();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(book) = read_bytes(&bytes, "") {
            for grid in &book.grids {
                rows_of(grid);
            }
        }
    }
}
