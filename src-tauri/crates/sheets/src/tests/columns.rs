//! What a person says the columns are, and what the generic reader makes of cells.

use super::{context, grid};
use crate::intake::SkipKind;
use crate::{Reading, generic, likely, supplies};
use ledger::kinds;

fn mapped(intake_mapping: &[crate::header::Mapped]) -> Vec<(&str, &str)> {
    intake_mapping
        .iter()
        .map(|mapped| (mapped.letters.as_str(), mapped.field))
        .collect()
}

/// What a person said the columns are.
struct Said(&'static [(&'static str, &'static str)]);

impl crate::Labels for Said {
    fn items(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn columns(&self, _: &str) -> std::collections::BTreeMap<String, String> {
        let pairs = self.0.iter();
        pairs
            .map(|(letters, field)| ((*letters).to_owned(), (*field).to_owned()))
            .collect()
    }
}

fn said(columns: &'static [(&'static str, &'static str)]) -> crate::Context<'static> {
    crate::Context {
        labels: Box::leak(Box::new(Said(columns))),
        ..context()
    }
}

#[test]
fn what_a_person_says_the_columns_are_goes_before_what_was_recognised() {
    let spec = &kinds::team::SPEC;
    let grid = grid(&[
        &["队伍名称", "集结点", "说法", "备注"],
        &["应急队", "村部", "东头桥", "常备"],
    ]);
    let intake = generic(
        &grid,
        spec,
        &said(&[("B", "remark"), ("C", "rally_point"), ("D", "")]),
    );
    let intake = intake.unwrap();
    assert_eq!(
        mapped(&intake.mapping),
        [("A", "name"), ("B", "remark"), ("C", "rally_point")]
    );
    let left: Vec<&str> = intake
        .unmapped
        .iter()
        .map(|column| column.letters.as_str())
        .collect();
    assert_eq!(left, ["D"]);
    assert_eq!(
        intake.records[0].fields.values.text("rally_point"),
        "东头桥"
    );
    let unknown = generic(&grid, spec, &said(&[("A", "no_such_field")])).unwrap();
    assert_eq!(
        mapped(&unknown.mapping),
        [("B", "rally_point"), ("D", "remark")]
    );
}

#[test]
fn a_column_that_holds_name_and_phone_keeps_both_when_a_person_confirms_it() {
    let grid = grid(&[
        &["名称", "数量", "保管人及电话"],
        &["铁锹", "5", "郭福生 14200004763"],
    ]);
    let intake = supplies(&grid, &said(&[("C", "keeper_id")])).unwrap();
    assert_eq!(intake.records[0].keeper_name, "郭福生");
    assert_eq!(intake.records[0].keeper_phone, "14200004763");
}

#[test]
fn heads_that_nobody_knows_can_still_be_mapped_by_a_person() {
    let spec = &kinds::team::SPEC;
    let grid = grid(&[&["组织叫法", "碰头处", "说法"], &["应急队", "村部", "常备"]]);
    assert_eq!(Reading::Ledger(spec).fit(&grid), 0);
    let plain = generic(&grid, spec, &context()).unwrap();
    assert_eq!((plain.mapping.len(), plain.unmapped.len()), (0, 3));
    let named = generic(&grid, spec, &said(&[("A", "name")])).unwrap();
    assert_eq!(named.records[0].fields.values.text("name"), "应急队");
    assert_eq!(
        plain.signature, named.signature,
        "the same header, whatever is said of it"
    );
}

#[test]
fn every_wrong_cell_of_a_row_is_named() {
    let grid = grid(&[
        &["隐患描述", "级别", "期限", "整改资金"],
        &["护栏断了。", "特大", "下个月", "一百"],
    ]);
    let rejected = &generic(&grid, &kinds::hazard::SPEC, &context())
        .unwrap()
        .rejected[0];
    assert_eq!(rejected.column, "B 级别");
    let also: Vec<&str> = rejected
        .also
        .iter()
        .map(|(column, _)| column.as_str())
        .collect();
    assert_eq!(also, ["C 期限", "D 整改资金"]);
}

#[test]
fn strokes_mean_nothing_units_are_no_part_of_a_number_and_a_serial_is_a_moment() {
    let grid = grid(&[
        &["隐患描述", "发现时间", "期限", "整改资金", "复查人"],
        &["/", "46057.5", "/", "200元", "无"],
    ]);
    let intake = generic(&grid, &kinds::hazard::SPEC, &context()).unwrap();
    let more = &intake.records[0].fields;
    assert_eq!(
        more.values.text("description"),
        "/",
        "free words stand as written"
    );
    assert_eq!(more.values.text("found_at"), "2026-02-04T12:00+08:00");
    assert!(more.values.get("due_date").is_empty());
    assert_eq!(more.values.get("fund_yuan").int(), Some(20_000));
    assert_eq!(more.refs.get("reviewed_by"), None);
}

#[test]
fn an_example_line_that_was_partly_written_over_is_refused_and_not_lost() {
    let grid = grid(&[
        &["队伍名称", "集结点"],
        &["（示例）队伍名称", "（示例）集结点"],
        &["应急队", "（示例）集结点"],
    ]);
    let intake = generic(&grid, &kinds::team::SPEC, &context()).unwrap();
    assert_eq!(intake.skipped[1].kind, SkipKind::Example);
    assert_eq!(intake.rejected[0].row, 3);
    assert_eq!(intake.rejected[0].column, "B 集结点");
}

#[test]
fn a_likely_ledger_is_named_by_the_words_of_its_declaration() {
    let grid = grid(&[
        &["队伍名称", "队长", "集结点", "集结时限"],
        &["应急队", "", "", ""],
    ]);
    assert_eq!(likely(&grid).map(|spec| spec.name), Some("team"));
}
