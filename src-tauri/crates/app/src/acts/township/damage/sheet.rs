//! The sum as a sheet: one line a figure, one column a report, numbers as numbers.

use super::told::value;
use super::{Damage, Told};
use crate::lists::Lists;
use ledger::kinds::situation_report::Summed;
use ledger::{Field, Type, Value};
use sheets::Plain;

/// Heads and lines of the sheet.
pub(in super::super) fn sheet(lists: &Lists, damage: &Damage) -> (Vec<String>, Vec<Vec<Plain>>) {
    let heads = ["指标", "单位", "合计", "没有算进合计的"].map(str::to_owned);
    let villages = damage.counted.iter().map(|one| one.village.clone());
    let silent = damage.silent.iter().map(|one| one.name.clone());
    let heads = heads.into_iter().chain(villages).chain(silent).collect();
    let sums = damage.sums();
    let lines = sums.iter().map(|one| line(lists, damage, one));
    (heads, lines.collect())
}

fn line(lists: &Lists, damage: &Damage, one: &Summed) -> Vec<Plain> {
    let Told { text, note } = damage.told(lists, one);
    let sum = match one.sum {
        Some(0) if !one.is_whole() => Plain::Word(text),
        Some(sum) => cell(lists, one.field, &Value::Int(sum)),
        None => Plain::Word(text),
    };
    let told = damage
        .counted
        .iter()
        .map(|report| cell(lists, one.field, report.stored.row.get(one.field.name)));
    let silent = damage
        .silent
        .iter()
        .map(|one| Plain::Word(one.why().to_owned()));
    [
        Plain::Word(one.field.label.to_owned()),
        Plain::Word(one.field.unit.to_owned()),
        sum,
        Plain::Word(note),
    ]
    .into_iter()
    .chain(told)
    .chain(silent)
    .collect()
}

/// A number as a number; 正在核实 and 没填 as words, never as nought.
fn cell(lists: &Lists, field: &Field, value: &Value) -> Plain {
    match (field.kind, value) {
        (Type::Figure(scale), Value::Int(number)) => Plain::Number(*number, scale),
        _ => Plain::Word(self::value(lists, field, value)),
    }
}
