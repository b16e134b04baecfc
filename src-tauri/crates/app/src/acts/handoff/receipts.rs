//! Receipts: what each laptop of another office says it holds. Every package is one.

use super::{Carried, RECEIVED, area_for};
use crate::office::Office;
use crate::problem::Problem;
use chrono::TimeDelta;
use exchange::{Card, Incoming};
use ledger::{Have, ReplicaId};
use std::collections::BTreeSet;
use store::{Delivered, Handoff, PeerHave};

/// Days of silence after which a laptop is not waited for any more while others of its office are
/// heard: it was restored, or copied to another machine, and goes on as a new replica. Should it
/// speak after all, what it then says it holds counts again.
const SILENT_DAYS: i64 = 90;

/// What every replica of the other office holds of an area, as last heard: the least of them.
pub(crate) fn peer_have(office: &Office, code: &str, area: &str) -> Result<Have, Problem> {
    least(office, area, &told(office, code, area)?)
}

/// What need not be sent to the other office: the least that the laptops hold that it still uses.
pub(super) fn awaited_have(office: &Office, code: &str, area: &str) -> Result<Have, Problem> {
    let mut told = told(office, code, area)?;
    if told.len() > 1 {
        let heard = Heard::in_log(&office.store.handoffs_with(code, RECEIVED)?, code);
        told.retain(|one| heard.is_waited_for(one));
    }
    least(office, area, &told)
}

/// What another office holds of what these replicas wrote for it: in the books that go to it, and in
/// those of this office where they are others.
pub(super) fn delivered(
    office: &Office,
    to: &Card,
    known: (&Heard, &BTreeSet<ReplicaId>),
) -> Result<Delivered, Problem> {
    let area = area_for(office, to);
    let mut delivered = acknowledged(office, (&to.code, &area), known)?;
    if area != office.code {
        let shared = acknowledged(office, (&to.code, &office.code), known)?;
        delivered.held += shared.held;
        delivered.lacking.extend(shared.lacking);
    }
    Ok(delivered)
}

/// The same of one area: by the newest receipt, whichever laptop of the other office gave it.
fn acknowledged(
    office: &Office,
    (code, area): (&str, &str),
    (heard, writers): (&Heard, &BTreeSet<ReplicaId>),
) -> Result<Delivered, Problem> {
    let mut told = told(office, code, area)?;
    if let Some(last) = heard.last_of(&told) {
        told = vec![last];
    }
    let have = least(office, area, &told)?;
    Ok(office.store.delivered(area, &have, writers)?)
}

/// What each replica of the other office said last that it holds of an area.
pub(super) fn peer_haves(office: &Office, code: &str, area: &str) -> Result<Vec<Have>, Problem> {
    Ok(haves(&told(office, code, area)?))
}

/// The same as it came. A lost laptop acknowledges nothing any more; what it had is not waited for.
fn told(office: &Office, code: &str, area: &str) -> Result<Vec<PeerHave>, Problem> {
    let own = office.store.replica();
    let cut_off = office.store.cuts()?;
    let mut told = office.store.peer_haves(code, area)?;
    told.retain(|told| {
        let replica = told.replica;
        replica != own && cut_off.iter().all(|cut| cut.replica != replica)
    });
    Ok(told)
}

fn haves(told: &[PeerHave]) -> Vec<Have> {
    let read = |one: &PeerHave| exchange::have::from_bytes(&one.bytes);
    told.iter().filter_map(read).collect()
}

fn least(office: &Office, area: &str, told: &[PeerHave]) -> Result<Have, Problem> {
    let here = if told.len() > 1 {
        office.store.have(area)?
    } else {
        Have::default()
    };
    let least = haves(told)
        .into_iter()
        .reduce(|least, have| least.held_by_both(&have, &here));
    Ok(least.unwrap_or_default())
}

/// When which laptop of an office was heard, the newest first.
pub(super) struct Heard(Vec<(String, i64)>);

impl Heard {
    /// By the lines of the log, the newest first.
    pub(super) fn in_log(log: &[Handoff], code: &str) -> Self {
        let read = log.iter();
        let read = read.filter(|line| line.office == code && line.kind == RECEIVED);
        let heard = read.filter_map(|line| {
            let carried = serde_json::from_str::<Carried>(&line.detail).ok()?;
            Some((carried.replica?, line.at_ms))
        });
        Self(heard.collect())
    }

    fn last_of(&self, told: &[PeerHave]) -> Option<PeerHave> {
        let by = |replica: &String| told.iter().find(|one| one.replica.to_string() == *replica);
        self.0.iter().find_map(|(replica, _)| by(replica)).cloned()
    }

    /// A laptop that no line names was last heard before lines named any.
    fn is_waited_for(&self, one: &PeerHave) -> bool {
        let replica = one.replica.to_string();
        let own = self.0.iter().find(|(heard, _)| *heard == replica);
        let (newest, last) = (self.0.first(), own.or(self.0.last()));
        newest.zip(last).is_none_or(|((_, newest), (_, last))| {
            TimeDelta::milliseconds(newest - last) <= TimeDelta::days(SILENT_DAYS)
        })
    }
}

/// Believes what a package says its sender holds, if it is the newest of its laptop. A laptop that
/// was put back to an earlier day counts its packages from there again: it is believed anew as
/// soon as a number comes twice. A package that is read again says nothing new, and false is
/// answered.
pub(super) fn believe(office: &mut Office, incoming: &Incoming) -> Result<bool, Problem> {
    let header = &incoming.header;
    let read = office.store.handoffs_with(&header.from, RECEIVED)?;
    let digest = incoming.outer.digest.0;
    if read.iter().any(|line| line.package == digest) {
        return Ok(false);
    }
    let replica = header.replica.to_string();
    let is_counted_twice = read.iter().any(|line| {
        let carried = serde_json::from_str::<Carried>(&line.detail);
        carried.is_ok_and(|carried| {
            carried.counter == header.counter && carried.replica.as_ref() == Some(&replica)
        })
    });
    if is_counted_twice || office.store.has_forked(header.replica)? {
        office.store.forget_peer(header.replica)?;
    }
    for (area, have) in &header.have {
        office.store.set_peer_have(&PeerHave {
            office: header.from.clone(),
            area: area.clone(),
            replica: header.replica,
            counter: header.counter,
            bytes: exchange::have::to_bytes(have),
        })?;
    }
    Ok(true)
}
