//! The handoff between offices: cards and trust, packages out and in, and what was acknowledged.

use super::join::letter_of;
use super::office_keys;
use crate::bridge::file::{Nothing, OfficeKind};
use crate::bridge::handoff::{AtPath, HandoffLog, HandoffState, OfficeLine, VerifiedPackage};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, Certificate};
use ledger::ReplicaId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use store::{Delivered, Handoff};

mod came;
mod cards;
mod export;
mod import;
mod many;
mod receipts;

pub(crate) use came::{CarriedLine, came_from, missing_of};
pub(crate) use cards::{
    card, own_card, read_card, save_card, trust, trusted, trusted_card, villages,
};
pub(crate) use export::{export, export_many};
pub(crate) use import::import;
pub(crate) use many::import_many;
pub(crate) use receipts::peer_have;
use receipts::peer_haves;

/// Lines of the log that are shown.
const LOG_LINES: usize = 50;

/// Names of the offices whose books are here, by area code.
pub(crate) fn area_names(office: &Office) -> Result<BTreeMap<String, String>, Problem> {
    let cards = office.store.office_cards()?.into_iter();
    let named = cards.filter_map(|(code, json)| Card::name_in(&json).map(|name| (code, name)));
    Ok(named
        .chain([(office.code.clone(), office.name.clone())])
        .collect())
}

/// Name of the office whose books these are; its code where no card is known.
pub(crate) fn area_name(office: &Office, area: &str) -> Result<String, Problem> {
    let names = area_names(office)?;
    Ok(names.get(area).cloned().unwrap_or_else(|| area.to_owned()))
}

/// Who wrote, as office, laptop and person: 栗溪村（本机）应急管理员.
pub(crate) fn author_name(
    office: &Office,
    (replica, actor): (ReplicaId, &str),
) -> Result<String, Problem> {
    let place = laptop_name(office, replica)?;
    Ok(format!("{place} {}", office.actor_name(actor)?))
}

/// Which laptop of which office: 栗溪村（本机）, 栗溪村另一台电脑（WK号）.
pub(crate) fn laptop_name(office: &Office, replica: ReplicaId) -> Result<String, Problem> {
    if replica == office.store.replica() {
        return Ok(format!("{}（本机）", office.name));
    }
    let certificate = office.store.certificate(replica)?;
    let code = certificate
        .as_deref()
        .and_then(Certificate::from_bytes)
        .map(|known| known.office);
    let is_first = office.store.is_first(replica, &office.code)?;
    let mark = if is_first {
        "第一台".to_owned()
    } else {
        format!("{}号", letter_of(replica))
    };
    match code {
        Some(code) if code == office.code => Ok(format!("{}另一台电脑（{mark}）", office.name)),
        Some(code) => area_name(office, &code),
        None => Ok(format!("另一台电脑（{mark}）")),
    }
}

/// Shows what was carried where, and what was acknowledged.
pub(crate) fn state(desk: &Desk, _: Nothing) -> Result<HandoffState, Problem> {
    desk.with_office(|office| {
        let names = area_names(office)?;
        let log = office.store.handoffs(LOG_LINES)?;
        let log = log
            .iter()
            .map(|line| log_line(desk, &names, line))
            .collect();
        Ok(HandoffState {
            offices: office_lines(desk, office)?,
            log,
        })
    })
}

/// What the log keeps of a package beside its identity.
#[derive(Serialize, Deserialize)]
struct Carried {
    profile: String,
    counter: u64,
    entries: u64,
    /// Number of the last entry that stood in the file by then; of packages that came, and of
    /// earlier versions, nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_entry: Option<i64>,
    /// Which replica wrote a package that came; nothing of one that was read again, or by an
    /// earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replica: Option<String>,
}

/// Names of the two directions in the log.
const SENT: &str = "export";
pub(crate) const RECEIVED: &str = "import";

/// Notes in the log that a package went out or came in.
fn log(
    desk: &Desk,
    office: &mut Office,
    (kind, other, package): (&str, &str, ledger::Digest),
    carried: &Carried,
) -> Result<(), Problem> {
    let detail =
        serde_json::to_string(carried).map_err(|error| Problem::internal("log", &error))?;
    office.store.log_handoff(&Handoff {
        at_ms: desk.clock.wall().utc_ms,
        kind: kind.to_owned(),
        office: other.to_owned(),
        package: package.0.to_vec(),
        detail,
    })?;
    Ok(())
}

fn log_line(desk: &Desk, names: &BTreeMap<String, String>, line: &Handoff) -> HandoffLog {
    let carried: Option<Carried> = serde_json::from_str(&line.detail).ok();
    HandoffLog {
        at: desk.clock.text_of(line.at_ms),
        direction: if line.kind == SENT {
            "送出"
        } else {
            "收到"
        }
        .to_owned(),
        office: names
            .get(&line.office)
            .cloned()
            .unwrap_or_else(|| line.office.clone()),
        content: carried.map_or_else(String::new, |carried| {
            format!("{}，{}笔", profile_name(&carried.profile), carried.entries)
        }),
    }
}

/// What a profile is called.
pub(crate) fn profile_name(profile: &str) -> &'static str {
    match profile {
        "statistics" => "统计版",
        "duty" => "责任版",
        _ => "转移版",
    }
}

/// How it stands with each trusted office, townships first.
pub(crate) fn office_lines(desk: &Desk, office: &Office) -> Result<Vec<OfficeLine>, Problem> {
    let log = office.store.handoffs(usize::MAX)?;
    let writers = office_keys::own_replicas(office)?;
    let cards = trusted(office)?.into_values();
    let lines = cards.map(|card| {
        let heard = receipts::Heard::in_log(&log, &card.code);
        let delivered = receipts::delivered(office, &card, (&heard, &writers))?;
        let log = log.iter().filter(|line| line.office == card.code);
        let log: Vec<&Handoff> = log.collect();
        office_line(desk, office, card, (&log, &delivered))
    });
    let mut lines = lines.collect::<Result<Vec<_>, Problem>>()?;
    lines.sort_by_key(|line| (line.kind == OfficeKind::Village, line.code.clone()));
    Ok(lines)
}

fn office_line(
    desk: &Desk,
    office: &Office,
    card: Card,
    (log, delivered): (&[&Handoff], &Delivered),
) -> Result<OfficeLine, Problem> {
    let last = |kind: &str| log.iter().find(|line| line.kind == kind);
    let at =
        |kind: &str| last(kind).map_or_else(String::new, |line| desk.clock.text_of(line.at_ms));
    let sent = last(SENT).map(|line| serde_json::from_str::<Carried>(&line.detail).ok());
    // A line of an earlier version does not tell how much went: all of it waits for a receipt.
    let carried = sent.map_or(0, |sent| {
        sent.and_then(|carried| carried.last_entry)
            .unwrap_or(i64::MAX)
    });
    let unsent = delivered.lacking.iter().filter(|entry| **entry > carried);
    Ok(OfficeLine {
        kind: cards::kind(&card),
        fingerprint: card.fingerprint(),
        sent: at(SENT),
        received: at(RECEIVED),
        acknowledged: delivered.held,
        pending: delivered.lacking.len() as u64,
        unsent: unsent.count() as u64,
        missing: came::missing(office, (&card.code, &area_for(office, &card)))?,
        key_serial: card.serial(),
        keys_changed: card
            .rotations
            .last()
            .map_or_else(String::new, |change| desk.clock.text_of(change.wall_ms)),
        quarantined: office.store.quarantined(Some(&card.code))?.len() as u64,
        name: card.name,
        code: card.code,
    })
}

/// Whose books go to this office: a village's own, or at the township the village's.
pub(crate) fn area_for(office: &Office, other: &Card) -> String {
    match other.kind {
        exchange::OfficeKind::Village => other.code.clone(),
        exchange::OfficeKind::Town => office.code.clone(),
    }
}

/// Verifies a package, as far as the keys at hand allow.
pub(crate) fn verify(desk: &Desk, request: AtPath) -> Result<VerifiedPackage, Problem> {
    let mut file = File::open(&request.path).map_err(io_problem("read"))?;
    let mut at_hand = desk.at_hand();
    let Some(office) = at_hand.office.as_mut() else {
        let outer = exchange::inspect(&mut file)?;
        return Ok(VerifiedPackage {
            ok: true,
            scope: "outer".to_owned(),
            from: outer.from,
            to: outer.to,
            profile: None,
            entries: None,
        });
    };
    let incoming = import::open(office, &mut file)?;
    Ok(VerifiedPackage {
        ok: true,
        scope: "full".to_owned(),
        from: incoming.header.from.clone(),
        to: incoming.header.to.clone(),
        profile: Some(profile_code(incoming.header.profile).to_owned()),
        entries: Some(incoming.header.entries),
    })
}

/// Identifier of a profile.
pub(crate) fn profile_code(profile: exchange::Profile) -> &'static str {
    match profile {
        exchange::Profile::Statistics => "statistics",
        exchange::Profile::Duty => "duty",
        exchange::Profile::Full => "full",
    }
}
