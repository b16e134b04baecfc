//! The guard against losing much of a ledger at once (整本删除): what would take more of it than the
//! thresholds allow is done only after somebody agreed to the very number.

use super::handoff::area_name;
use crate::bridge::handoff::MassRemoval;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::{Problem, ProblemField};
use ledger::{Change, Op};
use std::collections::BTreeMap;
use store::{Query, Removal, RemovalLimit};

/// How much may go without a question.
pub(crate) fn limit(desk: &Desk) -> RemovalLimit {
    let thresholds = desk.thresholds();
    RemovalLimit {
        percent: thresholds.value("mass_removal_percent").unsigned_abs(),
        rows: thresholds.value("mass_removal_rows").unsigned_abs(),
    }
}

/// What changes to the own books would take out of each ledger.
pub(crate) fn by_changes(office: &Office, changes: &[Change]) -> Result<Vec<Removal>, Problem> {
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.op == Op::Remove) {
        *counts.entry(change.ledger).or_default() += 1;
    }
    let mut removals = Vec::new();
    for (number, removed) in counts {
        let Some(spec) = ledger::by_number(number) else {
            continue;
        };
        let query = Query {
            area: Some(office.code.clone()),
            ..Query::default()
        };
        removals.push(Removal {
            area: office.code.clone(),
            ledger: spec.name,
            removed,
            of: office.store.count(spec, &query)?,
        });
    }
    Ok(removals)
}

/// Refuses what takes too much, unless somebody agreed to exactly as many.
pub(crate) fn require(
    desk: &Desk,
    removals: &[Removal],
    agreed: Option<u64>,
) -> Result<(), Problem> {
    let passed = passed(desk, removals);
    let sum: u64 = passed.iter().map(|removal| removal.removed).sum();
    if passed.is_empty() || agreed == Some(sum) {
        return Ok(());
    }
    let losses = passed.iter().map(|removal| {
        let label = ledger::by_name(removal.ledger).map_or(removal.ledger, |spec| spec.label);
        format!("“{label}”{}条里的{}条", removal.of, removal.removed)
    });
    let losses = losses.collect::<Vec<_>>().join("、");
    let message = format!(
        "这一步会删去{losses}，多得不寻常，所以先停下来问一声，什么也没有改动。请先弄清为什么要删；确实要删，再写明删去{sum}条，照此办理。"
    );
    Err(Problem {
        code: "mass_removal",
        message,
        fields: vec![ProblemField {
            field: "confirm_removals".to_owned(),
            text: sum.to_string(),
        }],
    })
}

/// The ledgers that would lose too much, as a plan tells them.
pub(crate) fn views(
    desk: &Desk,
    office: &Office,
    removals: &[Removal],
) -> Result<Vec<MassRemoval>, Problem> {
    let views = passed(desk, removals).into_iter().map(|removal| {
        let label = ledger::by_name(removal.ledger).map_or(removal.ledger, |spec| spec.label);
        Ok(MassRemoval {
            ledger: removal.ledger.to_owned(),
            label: label.to_owned(),
            area: area_name(office, &removal.area)?,
            removed: removal.removed,
            of: removal.of,
        })
    });
    views.collect()
}

fn passed<'a>(desk: &Desk, removals: &'a [Removal]) -> Vec<&'a Removal> {
    let limit = limit(desk);
    let removals = removals.iter();
    removals
        .filter(|removal| limit.is_passed(removal.removed, removal.of))
        .collect()
}
