//! A package in: verified whole, planned by a rehearsal of the very merge, then merged in one
//! transaction.

use super::{Carried, RECEIVED, area_name, area_names, log, own_card, profile_code, trusted};
use crate::bridge::handoff::{ImportPackage, LedgerCounts, MergeOutcome};
use crate::desk::Desk;
use crate::office::{CARRIERS, Office, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, Incoming, OfficeKeys, Opener};
use ledger::entry::Seen;
use ledger::{Digest, ReplicaId};
use std::fs::File;
use store::{Intent, Merge, ReceiveError};

/// Merges a package, or only tells what that would do.
pub(crate) fn import(desk: &Desk, request: ImportPackage) -> Result<MergeOutcome, Problem> {
    let mut file = File::open(&request.path).map_err(io_problem("read"))?;
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        let incoming = open(office, &mut file)?;
        let intent = if request.plan {
            Intent::Rehearse
        } else {
            Intent::Commit
        };
        let merge = merge(office, &incoming, intent)?;
        let acknowledged = acknowledged(office, &incoming)?;
        if !request.plan {
            remember(desk, office, &incoming, merge.entries)?;
            desk.follow(Some(office))?;
        }
        outcome(office, &incoming, (&merge, acknowledged))
    })
}

/// Opens and verifies all of a package with the keys of the office.
pub(super) fn open(office: &Office, file: &mut File) -> Result<Incoming, Problem> {
    let keys = office
        .store
        .setting(setting::OFFICE_KEYS)?
        .unwrap_or_default();
    let keys = OfficeKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))?;
    let own = own_card(office)?;
    let cards = trusted(office)?;
    let card_of = |code: &str| -> Option<Card> {
        if code == own.code {
            Some(own.clone())
        } else {
            cards.get(code).cloned()
        }
    };
    let known = |replica: ReplicaId, area: &str, seq: u64| -> Option<Digest> {
        office.store.digest_at(replica, area, seq).ok().flatten()
    };
    let opener = Opener {
        code: &office.code,
        keys: &keys,
        passphrase: None,
        card_of: &card_of,
        known: &known,
    };
    Ok(exchange::open(file, &opener)?)
}

fn merge(office: &mut Office, incoming: &Incoming, intent: Intent) -> Result<Merge, Problem> {
    let (mut entries, mut photos) = (incoming.entries()?, incoming.photos()?);
    office
        .store
        .receive_with_photos(&mut entries, &mut photos, intent)
        .map_err(|error| match error {
            ReceiveError::Source(refused) => Problem::from(refused),
            ReceiveError::Store(error) => error.into(),
        })
}

/// Own entries that the sender says it holds.
fn acknowledged(office: &Office, incoming: &Incoming) -> Result<u64, Problem> {
    let own = office.store.replica();
    let held = incoming.header.have.iter().map(|(_, have)| have.seq(own));
    Ok(held.sum())
}

/// Keeps what makes this package a receipt, and the signatures to be passed on.
fn remember(
    desk: &Desk,
    office: &mut Office,
    incoming: &Incoming,
    entries: u64,
) -> Result<(), Problem> {
    let header = &incoming.header;
    office
        .store
        .set_certificate(header.replica, &incoming.outer.certificate.to_bytes())?;
    for signature in &incoming.head_signatures {
        let author = signature.replica();
        office
            .store
            .set_certificate(author, &signature.certificate.to_bytes())?;
        office.store.set_head_signature(&store::HeadSignature {
            area: signature.area.clone(),
            head: Seen {
                replica: author,
                seq: signature.seq,
                digest: signature.digest,
            },
            signature: signature.to_bytes(),
        })?;
    }
    for (area, have) in &header.have {
        let bytes = exchange::have::to_bytes(have);
        office
            .store
            .set_peer_have(header.replica, area, header.counter, &bytes)?;
    }
    let profile = profile_code(header.profile).to_owned();
    let carried = Carried {
        profile,
        counter: header.counter,
        entries,
    };
    log(
        desk,
        office,
        (RECEIVED, &header.from, incoming.outer.digest),
        &carried,
    )
}

fn outcome(
    office: &Office,
    incoming: &Incoming,
    (merge, acknowledged): (&Merge, u64),
) -> Result<MergeOutcome, Problem> {
    let names = area_names(office)?;
    let name = |area: &str| names.get(area).cloned().unwrap_or_else(|| area.to_owned());
    let ledgers = merge.ledgers.iter().map(|(ledger, counts)| LedgerCounts {
        ledger: (*ledger).to_owned(),
        label: ledger::by_name(ledger)
            .map_or(*ledger, |spec| spec.label)
            .to_owned(),
        added: counts.added,
        changed: counts.changed,
        removed: counts.removed,
    });
    Ok(MergeOutcome {
        from: area_name(office, &incoming.header.from)?,
        from_code: incoming.header.from.clone(),
        profile: profile_code(incoming.header.profile).to_owned(),
        added: merge.rows.added,
        changed: merge.rows.changed,
        removed: merge.rows.removed,
        unchanged: merge.unchanged,
        conflicts: merge.conflicts.len() as u64,
        questions: merge.questions,
        gaps: merge
            .gaps
            .iter()
            .map(|gap| gap_text(&name(&gap.area), gap))
            .collect(),
        forks: merge
            .forks
            .iter()
            .map(|fork| {
                let area = name(&fork.area);
                format!(
                    "{area}有一台电脑的册子在第{}笔之后分成了两份，两份都留下了",
                    fork.seq
                )
            })
            .collect(),
        refused: Vec::new(),
        entries: merge.entries,
        photos: merge.photos,
        ledgers: ledgers.collect(),
        acknowledged,
    })
}

fn gap_text(area: &str, gap: &store::Gap) -> String {
    format!(
        "{area}的第{}到{}笔还没有送到，下次做驿包时会向对方要",
        gap.from_seq, gap.to_seq
    )
}
