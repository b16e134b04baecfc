//! What two reports of one disaster, or a report and its list of casualties, say about each other.
//! A falling or leaping figure is kept and its reason is asked (domain §8.3).

use super::SPEC;
use crate::check::Flag;
use crate::spec::{Field, Type};
use crate::value::Row;

/// Figures that go down in the ordinary course of things, beside all that are 实时.
const FALL_NORMALLY: &[&str] = &["missing", "out_of_contact"];

/// States in which the report has a signature.
pub(super) const SIGNED: &[&str] = &["issued", "sent"];

pub(super) fn figures() -> impl Iterator<Item = &'static Field> {
    let fields = SPEC.fields.iter();
    fields.filter(|field| matches!(field.kind, Type::Figure(_)))
}

fn falls_normally(name: &str) -> bool {
    name.ends_with("_now") || FALL_NORMALLY.contains(&name)
}

fn is_explained(row: &Row) -> bool {
    !row.text("change_reason").is_empty()
}

/// What has to be explained when `next` follows `previous`: a cumulative figure that fell, and one
/// that grew by more than `percent` (threshold `figure_change_percent`). A written 变动说明 answers
/// for all of them.
pub fn falling(previous: &Row, next: &Row, percent: i64) -> Vec<Flag> {
    if is_explained(next) {
        return Vec::new();
    }
    let changed = |field: &'static Field| {
        let before = previous.get(field.name).int()?;
        let after = next.get(field.name).int()?;
        moved(field, [before, after], percent)
    };
    figures().filter_map(changed).collect()
}

fn moved(field: &'static Field, [before, after]: [i64; 2], percent: i64) -> Option<Flag> {
    let label = field.label;
    if after < before {
        return (!falls_normally(field.name)).then(|| {
            let text = format!("“{label}”比上一期少了，请在变动说明里写明原因（核减、重复等）。");
            Flag::mark("cumulative_fell", field.name, text)
        });
    }
    let grown = after.saturating_sub(before).saturating_mul(100);
    let leapt = before > 0 && grown > before.saturating_mul(percent);
    leapt.then(|| {
        let text = format!("“{label}”比上一期多了{percent}%以上，请在变动说明里写明原因。");
        Flag::mark("figure_leapt", field.name, text)
    })
}

/// Figures that the next report goes on from: everything counted so far, and nothing of the hour.
pub fn carried_on() -> impl Iterator<Item = &'static str> {
    let names = figures().map(|field| field.name);
    names.filter(|name| !falls_normally(name))
}

/// Figures changed under a signature that is already there: they are not saved without a reason
/// of their own, for the one who signed answers for them (统计法). What happened since belongs into
/// the next report.
pub fn rewritten(before: &Row, after: &Row) -> Vec<Flag> {
    let said_more = after.text("change_reason") != before.text("change_reason");
    if !SIGNED.contains(&before.text("status")) || is_explained(after) && said_more {
        return Vec::new();
    }
    let changed = figures().filter(|field| before.get(field.name) != after.get(field.name));
    changed
        .map(|field| {
            let text = format!(
                "报告已经签发，“{}”又改了：先在变动说明里写明原因；新的情况写进下一期。",
                field.label
            );
            Flag::refuse("changed_after_signing", field.name, text)
        })
        .collect()
}

/// Dead or missing who are not yet on the list of casualties, of which so many are `listed` as
/// dead and as missing. It never holds up the 初报.
pub fn unlisted(report: &Row, listed: [u64; 2]) -> Vec<Flag> {
    ["dead", "missing"]
        .into_iter()
        .zip(listed)
        .filter_map(|(name, listed)| {
            let reported = u64::try_from(report.get(name).int()?).ok()?;
            let owed = reported.checked_sub(listed).filter(|owed| *owed > 0)?;
            let label = SPEC.field(name)?.label;
            let text = format!("“{label}”还有{owed}人没有登进一览表；先报出去，随后补登。");
            Some(Flag::mark("casualties_unlisted", name, text))
        })
        .collect()
}
