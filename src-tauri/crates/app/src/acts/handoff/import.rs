//! A package in: verified whole, planned by a rehearsal of the very merge, then merged in one
//! transaction.

use super::{Carried, RECEIVED, area_name, area_names, laptop_name, log, profile_code, receipts};
use crate::acts::office_keys::{self, News};
use crate::acts::removals;
use crate::acts::{backups, replica};
use crate::bridge::handoff::{ImportPackage, LedgerCounts, MergeOutcome};
use crate::desk::Desk;
use crate::office::{CARRIERS, Office, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, HeadSignature, Incoming, OfficeKeys, Opener};
use ledger::entry::Seen;
use ledger::{Digest, ReplicaId};
use std::cell::Cell;
use std::fs::File;
use store::{Arrival, Intent, Merge, ReceiveError, Removal};

/// Said once to the laptop whose own stream forked.
const NEW_REPLICA: &str = "另有一份拷贝和这台电脑用过同一个副本，两边写的都留下了；这台电脑从现在起作为新副本记账，以后打印的编号后面换新字母";

/// Merges a package, or only tells what that would do.
pub(crate) fn import(desk: &Desk, request: ImportPackage) -> Result<MergeOutcome, Problem> {
    let mut file = File::open(&request.path).map_err(io_problem("read"))?;
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        crate::acts::audit::require_whole_tail(office)?;
        let purpose = if request.plan {
            Purpose::Tell
        } else {
            Purpose::Merge(request.confirm_removals)
        };
        let mut outcome = take(desk, office, &mut file, purpose)?;
        if !request.plan {
            conclude(desk, office, &mut outcome)?;
        }
        Ok(outcome)
    })
}

/// Why a package is read.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Only to tell what it would do.
    Tell,
    /// To merge it, with so many removals as somebody agreed to.
    Merge(Option<u64>),
    /// To merge it within something that is taken back whole.
    Rehearse,
}

/// Takes one package in, or rehearses it; what follows from a merge is [`conclude`]'s.
pub(super) fn take(
    desk: &Desk,
    office: &mut Office,
    file: &mut File,
    purpose: Purpose,
) -> Result<MergeOutcome, Problem> {
    desk.step("正在验看驿包", 0, 0)?;
    let incoming = open(office, file)?;
    let news = office_keys::heard(office, &incoming)?;
    if matches!(purpose, Purpose::Merge(_)) {
        backups::before_merge(desk, office)?;
    }
    let newest = Cell::new(None);
    let package = Package {
        incoming: &incoming,
        news: &news,
        newest: &newest,
    };
    // The merge and what makes the package a receipt: both or neither.
    let merge = store::together(
        office,
        |office| &mut office.store,
        |office| merge_and_remember(desk, office, &package, purpose),
    )?;
    let acknowledged = acknowledged(office, &incoming)?;
    let mut outcome = outcome(desk, office, &incoming, (&merge, acknowledged))?;
    outcome.written = newest
        .get()
        .map_or_else(String::new, |ms| desk.clock.text_of(ms));
    outcome.key_changes = news.changes;
    outcome.rival_cards = news.rivals;
    Ok(outcome)
}

/// Goes on with what was merged: lists and thresholds that came along hold from now on, and a
/// laptop whose own stream forked becomes a new replica.
pub(super) fn conclude(
    desk: &Desk,
    office: &mut Office,
    outcome: &mut MergeOutcome,
) -> Result<(), Problem> {
    desk.follow(Some(office))?;
    if office.store.is_key_due()? {
        // What was destroyed is overwritten in the log only, until that is written back.
        office.store.truncate_log()?;
    }
    if replica::settle(desk, office)? {
        outcome.forks.push(NEW_REPLICA.to_owned());
    }
    Ok(())
}

/// A package that is verified.
struct Package<'a> {
    incoming: &'a Incoming,
    news: &'a News,
    /// When the newest of its entries was written, by the clock of whoever wrote it.
    newest: &'a Cell<Option<i64>>,
}

fn merge_and_remember(
    desk: &Desk,
    office: &mut Office,
    package: &Package<'_>,
    purpose: Purpose,
) -> Result<Merge, Problem> {
    let (intent, agreed) = match purpose {
        Purpose::Tell => (Intent::Rehearse, None),
        Purpose::Merge(agreed) => (Intent::CommitWithin(removals::limit(desk)), agreed),
        Purpose::Rehearse => (Intent::CommitWithin(removals::limit(desk)), None),
    };
    let merge = match merge(desk, office, package, intent)? {
        Ok(merge) => merge,
        Err(removals) => {
            removals::require(desk, &removals, agreed)?;
            merge_agreed(desk, office, package)?
        }
    };
    if !matches!(purpose, Purpose::Tell) {
        remember(desk, office, package, merge.entries)?;
        backups::merged(office)?;
    }
    Ok(merge)
}

/// Opens and verifies all of a package with the keys of the office.
pub(super) fn open(office: &Office, file: &mut File) -> Result<Incoming, Problem> {
    let keys = office
        .store
        .setting(setting::OFFICE_KEYS)?
        .unwrap_or_default();
    let keys = OfficeKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))?;
    let cards = office_keys::cards(office)?;
    let card_of = |code: &str| -> Option<Card> { cards.get(code).cloned() };
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

/// Merges, or gives the ledgers that would lose more than the intent allows.
fn merge(
    desk: &Desk,
    office: &mut Office,
    package: &Package<'_>,
    intent: Intent,
) -> Result<Result<Merge, Vec<Removal>>, Problem> {
    let Package {
        incoming,
        news,
        newest,
    } = package;
    let total = incoming.header.entries;
    let entries = desk.counted(("正在逐笔合并", total), incoming.entries()?);
    let mut entries = entries.inspect(|entry| {
        let wall = entry.as_ref().ok().map(|entry| entry.head.wall.utc_ms);
        newest.set(newest.get().max(wall));
    });
    let mut photos = desk.counted(("正在收照片", 0), incoming.photos()?);
    let arrival = Arrival {
        entries: &mut entries,
        photos: &mut photos,
        adoption: Some(&news.adoption),
    };
    let merged = office.store.take_in(arrival, intent);
    match merged {
        Ok(merge) => Ok(Ok(merge)),
        Err(ReceiveError::TooManyRemoved(removals)) => Ok(Err(removals)),
        Err(ReceiveError::Source(problem)) => Err(problem),
        Err(ReceiveError::Store(error)) => Err(error.into()),
    }
}

/// Merges what somebody agreed to.
fn merge_agreed(desk: &Desk, office: &mut Office, package: &Package<'_>) -> Result<Merge, Problem> {
    merge(desk, office, package, Intent::Commit)?
        .map_err(|_| Problem::internal("merge", &"a limit where there is none"))
}

/// How much of what this office wrote the sender says it holds.
fn acknowledged(office: &Office, incoming: &Incoming) -> Result<u64, Problem> {
    let writers = office_keys::own_replicas(office)?;
    let have = incoming.header.have.iter();
    have.map(|(area, have)| Ok(office.store.delivered(area, have, &writers)?.held))
        .sum()
}

/// Keeps what makes this package a receipt, and the signatures to be passed on.
fn remember(
    desk: &Desk,
    office: &mut Office,
    Package { incoming, news, .. }: &Package<'_>,
    entries: u64,
) -> Result<(), Problem> {
    let header = &incoming.header;
    let own = office.store.replica();
    for signature in &incoming.head_signatures {
        let author = signature.replica();
        // The own one comes back from every office; it is made anew for every package.
        if author == own || is_replaced(office, news, signature)? {
            continue;
        }
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
    let is_new = receipts::believe(office, incoming)?;
    let profile = profile_code(header.profile).to_owned();
    let carried = Carried {
        profile,
        counter: header.counter,
        entries,
        last_entry: None,
        replica: is_new.then(|| header.replica.to_string()),
    };
    log(
        desk,
        office,
        (RECEIVED, &header.from, incoming.outer.digest),
        &carried,
    )
}

/// Whether a signature is kept already whose author took newer keys than this one bears.
fn is_replaced(office: &Office, news: &News, arrived: &HeadSignature) -> Result<bool, Problem> {
    let card = news.cards.get(&arrived.certificate.office);
    let mut kept = office.store.head_signatures(&arrived.area)?.into_iter();
    let kept = kept.find(|kept| kept.head.replica == arrived.replica());
    let kept = kept.and_then(|kept| HeadSignature::from_bytes(&kept.signature));
    let kept = kept.map(|kept| kept.certificate);
    Ok(kept.as_ref() != Some(&arrived.certificate)
        && office_keys::keeps(card, kept.as_ref(), &arrived.certificate))
}

fn outcome(
    desk: &Desk,
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
        written: String::new(),
        added: merge.rows.added,
        changed: merge.rows.changed,
        removed: merge.rows.removed,
        unchanged: merge.unchanged,
        conflicts: merge.conflicts.len() as u64,
        questions: merge.questions,
        gaps: merge
            .gaps
            .iter()
            .map(|gap| gap_text(office, &name(&gap.area), gap))
            .collect::<Result<_, _>>()?,
        held: merge.held,
        withheld: merge.withheld,
        mass_removals: removals::views(desk, office, &merge.removals)?,
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
        key_changes: Vec::new(),
        rival_cards: Vec::new(),
        quarantined: merge.quarantined,
        released: merge.released,
        entries: merge.entries,
        photos: merge.photos,
        ledgers: ledgers.collect(),
        acknowledged,
    })
}

/// Which numbers of which laptop are missing; of a laptop nobody here knows, only the village.
fn gap_text(office: &Office, area: &str, gap: &store::Gap) -> Result<String, Problem> {
    let laptop = laptop_name(office, gap.replica)?;
    let numbers = if gap.from_seq == gap.to_seq {
        format!("第{}笔", gap.from_seq)
    } else {
        format!("第{}到{}笔", gap.from_seq, gap.to_seq)
    };
    Ok(format!(
        "{area}的册子里，{laptop}写的{numbers}还没有送到，下次做驿包时会自动向对方要"
    ))
}
