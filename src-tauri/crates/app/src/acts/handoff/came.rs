//! What came from another office, package by package, and what it says it holds and is not here.

use super::{Carried, RECEIVED, log_line, peer_haves};
use crate::bridge::handoff::HandoffLog;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::ReplicaId;
use std::collections::BTreeMap;
use store::Handoff;

/// Entries of an area that the other office said it holds and that are not here.
pub(super) fn missing(office: &Office, (code, area): (&str, &str)) -> Result<u64, Problem> {
    let spans = lacking(office, (code, area))?.into_values();
    Ok(spans.map(|(from, to)| to - from + 1).max().unwrap_or(0))
}

/// Which numbers of which laptop of a village its own packages name and are not here.
pub(crate) fn missing_of(
    office: &Office,
    village: &str,
) -> Result<BTreeMap<ReplicaId, (u64, u64)>, Problem> {
    lacking(office, (village, village))
}

fn lacking(
    office: &Office,
    (code, area): (&str, &str),
) -> Result<BTreeMap<ReplicaId, (u64, u64)>, Problem> {
    let ours = office.store.have(area)?;
    let mut spans: BTreeMap<ReplicaId, (u64, u64)> = BTreeMap::new();
    for held in peer_haves(office, code, area)?
        .iter()
        .flat_map(|have| &have.streams)
    {
        let here = ours.seq(held.replica);
        // Of a forked stream the number here is that of the shortest branch.
        if held.seq > here && !office.store.has_entry(&held.digest)? {
            let span = spans.entry(held.replica).or_insert((here + 1, held.seq));
            span.1 = span.1.max(held.seq);
        }
    }
    Ok(spans)
}

/// A package that came, as the log tells it.
pub(crate) struct CarriedLine {
    /// When it was taken in.
    pub(crate) at: String,
    /// Profile and how many entries.
    pub(crate) content: String,
    /// The number its laptop gave it; 0 if the log does not say.
    pub(crate) number: u64,
}

/// The packages of an office that were taken in, the newest first.
pub(crate) fn came_from(
    desk: &Desk,
    office: &Office,
    code: &str,
) -> Result<Vec<CarriedLine>, Problem> {
    let names = BTreeMap::new();
    let log = office.store.handoffs_with(code, RECEIVED)?;
    let line = |line: &Handoff| {
        let carried: Option<Carried> = serde_json::from_str(&line.detail).ok();
        let HandoffLog { at, content, .. } = log_line(desk, &names, line);
        CarriedLine {
            number: carried.map_or(0, |carried| carried.counter),
            at,
            content,
        }
    };
    Ok(log.iter().map(line).collect())
}
