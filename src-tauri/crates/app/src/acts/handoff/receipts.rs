//! Receipts: what each laptop of another office says it holds. Every package is one.

use super::{Carried, RECEIVED};
use crate::office::Office;
use crate::problem::Problem;
use exchange::Incoming;

/// What every replica of the other office holds of an area, as last heard: the least of them.
pub(crate) fn peer_have(office: &Office, code: &str, area: &str) -> Result<ledger::Have, Problem> {
    let haves = peer_haves(office, code, area)?;
    let here = if haves.len() > 1 {
        office.store.have(area)?
    } else {
        ledger::Have::default()
    };
    let least = haves
        .into_iter()
        .reduce(|least, have| least.held_by_both(&have, &here));
    Ok(least.unwrap_or_default())
}

/// What each replica of the other office said last that it holds of an area.
pub(super) fn peer_haves(
    office: &Office,
    code: &str,
    area: &str,
) -> Result<Vec<ledger::Have>, Problem> {
    let own = office.store.replica();
    // A lost laptop acknowledges nothing any more; what it had is not waited for.
    let cut_off = office.store.cuts()?;
    let mut told = office.store.peer_haves(code, area)?;
    told.retain(|told| {
        let replica = told.replica;
        replica != own && cut_off.iter().all(|cut| cut.replica != replica)
    });
    let haves = told.iter();
    Ok(haves
        .filter_map(|told| exchange::have::from_bytes(&told.bytes))
        .collect())
}

/// Believes what a package says its sender holds, if it is the newest of its laptop. A laptop that
/// was put back to an earlier day counts its packages from there again: it is believed anew as
/// soon as a number comes twice. A package that is read again says nothing new.
pub(super) fn believe(office: &mut Office, incoming: &Incoming) -> Result<(), Problem> {
    let header = &incoming.header;
    let read = office.store.handoffs_with(&header.from, RECEIVED)?;
    let digest = incoming.outer.digest.0;
    if read.iter().any(|line| line.package == digest) {
        return Ok(());
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
        office.store.set_peer_have(&store::PeerHave {
            office: header.from.clone(),
            area: area.clone(),
            replica: header.replica,
            counter: header.counter,
            bytes: exchange::have::to_bytes(have),
        })?;
    }
    Ok(())
}
