//! The handoff between offices: cards and trust, packages out and in, and what was acknowledged.

use super::file::saved;
use super::join::letter_of;
use super::office_keys;
use crate::bridge::file::{Nothing, OfficeKind, SavedFile};
use crate::bridge::handoff::{
    AtPath, CardView, HandoffLog, HandoffState, OfficeLine, Trust, TrustCard, VerifiedPackage,
};
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, setting};
use crate::problem::Problem;
use crate::wording::{io_problem, rival_text};
use exchange::{Card, Certificate};
use ledger::ReplicaId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use store::{Adoption, Handoff};

mod came;
mod export;
mod import;
mod many;
mod receipts;

pub(crate) use came::{CarriedLine, came_from, missing_of};
pub(crate) use export::{export, export_many};
pub(crate) use import::import;
pub(crate) use many::import_many;
pub(crate) use receipts::peer_have;
use receipts::peer_haves;

/// Lines of the log that are shown.
const LOG_LINES: usize = 50;

/// This office's own card.
pub(crate) fn own_card(office: &Office) -> Result<Card, Problem> {
    let bytes = office.store.setting(setting::CARD)?.unwrap_or_default();
    let json = String::from_utf8(bytes).map_err(|error| Problem::internal("card", &error))?;
    Card::from_json(&json).map_err(|error| Problem::internal("card", &error))
}

/// The cards of the offices that are trusted, by code.
pub(crate) fn trusted(office: &Office) -> Result<BTreeMap<String, Card>, Problem> {
    let mut cards = BTreeMap::new();
    let cards_kept = office.store.office_cards()?.into_iter();
    // The own code stands there too once the own keys were changed on another laptop.
    for (code, json) in cards_kept.filter(|(code, _)| *code != office.code) {
        let card = Card::from_json(&json).map_err(|error| Problem::internal("card", &error))?;
        cards.insert(code, card);
    }
    Ok(cards)
}

/// The card of one other office, if it is trusted; no other card is read or checked.
pub(crate) fn trusted_card(office: &Office, code: &str) -> Result<Option<Card>, Problem> {
    if code == office.code {
        return Ok(None);
    }
    let json = office.store.office_card(code)?;
    let card = json.map(|json| Card::from_json(&json)).transpose();
    card.map_err(|error| Problem::internal("card", &error))
}

/// Names of the offices whose books are here, by area code.
pub(crate) fn area_names(office: &Office) -> Result<BTreeMap<String, String>, Problem> {
    let cards = office.store.office_cards()?.into_iter();
    let named = cards.filter_map(|(code, json)| Card::name_in(&json).map(|name| (code, name)));
    Ok(named
        .chain([(office.code.clone(), office.name.clone())])
        .collect())
}

/// Codes of the villages that are trusted, in their order.
pub(crate) fn villages(office: &Office) -> Result<Vec<String>, Problem> {
    let cards = trusted(office)?.into_values();
    let villages = cards.filter(|card| card.kind == exchange::OfficeKind::Village);
    Ok(villages.map(|card| card.code).collect())
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

fn kind(card: &Card) -> OfficeKind {
    match card.kind {
        exchange::OfficeKind::Village => OfficeKind::Village,
        exchange::OfficeKind::Town => OfficeKind::Town,
    }
}

fn card_view(card: &Card, trust: Trust) -> CardView {
    CardView {
        code: card.code.clone(),
        name: card.name.clone(),
        kind: kind(card),
        fingerprint: card.fingerprint(),
        trust,
        rival: String::new(),
        card: card.to_json(),
    }
}

/// How a card contradicts the one that is trusted, in words; empty if it does not.
fn contradiction(office: &Office, card: &Card) -> Result<String, Problem> {
    let cards = office_keys::cards(office)?;
    let known = cards.get(&card.code);
    let rival = known.and_then(|known| known.rival(card));
    Ok(rival.as_ref().map_or_else(String::new, rival_text))
}

/// Shows this office's card.
pub(crate) fn card(desk: &Desk, _: Nothing) -> Result<CardView, Problem> {
    desk.with_office(|office| Ok(card_view(&own_card(office)?, Trust::Own)))
}

/// Saves this office's card as a file.
pub(crate) fn save_card(desk: &Desk, request: AtPath) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        let card = own_card(office)?.to_json();
        crate::saving::put(Path::new(&request.path), card.as_bytes())?;
        saved(Path::new(&request.path))
    })
}

fn read_card_file(path: &str) -> Result<Card, Problem> {
    let json = std::fs::read_to_string(path).map_err(io_problem("read"))?;
    Ok(Card::from_json(&json)?)
}

fn trust_of(office: &Office, card: &Card) -> Result<Trust, Problem> {
    let is_own = card.code == office.code;
    let cards = office_keys::cards(office)?;
    Ok(match cards.get(&card.code) {
        None => Trust::New,
        Some(known) if is_own && known.signing == card.signing => Trust::Own,
        Some(known) if known.fingerprint() == card.fingerprint() => Trust::Known,
        Some(known) if card.succeeds(known) => Trust::Renewed,
        Some(known) if known.succeeds(card) => Trust::Former,
        Some(_) => Trust::Changed,
    })
}

/// Reads another office's card and its fingerprint, trusting nothing yet.
pub(crate) fn read_card(desk: &Desk, request: AtPath) -> Result<CardView, Problem> {
    let card = read_card_file(&request.path)?;
    desk.with_office(|office| {
        Ok(CardView {
            rival: contradiction(office, &card)?,
            ..card_view(&card, trust_of(office, &card)?)
        })
    })
}

/// Trusts another office's card once its fingerprint was read out and compared.
pub(crate) fn trust(desk: &Desk, request: TrustCard) -> Result<CardView, Problem> {
    let card = read_card_file(&request.path)?;
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    if digits(&request.fingerprint) != digits(&card.fingerprint()) {
        return Err(Problem::of_field(
            "fingerprint_differs",
            "fingerprint",
            "指纹对不上，没有信任这张名片。请给对方打电话，让对方在自己的电脑上念一遍，再逐组核对。",
        ));
    }
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "信任别的单位")?;
        match trust_of(office, &card)? {
        Trust::New | Trust::Known | Trust::Renewed => {
            let mut cards = office_keys::cards(office)?;
            cards.insert(card.code.clone(), card.clone());
            let adoption = Adoption {
                cards: vec![(card.code.clone(), card.to_json())],
                ..office_keys::settled(office, &cards, [])?
            };
            office.store.adopt(&adoption)?;
            Ok(card_view(&card, Trust::Known))
        }
        Trust::Former => Err(Problem::new(
            "former_card",
            "这是对方换钥匙以前的旧名片，没有用它。本单位已经有对方的新名片；请把旧名片文件删掉，免得弄混。",
        )),
        Trust::Own => Err(Problem::new("own_card", "这是本单位自己的名片，不用信任。请选对方单位的名片。")),
        Trust::Changed => Err(changed(&contradiction(office, &card)?)),
        }
    })
}

/// A card that the trusted one does not lead to.
fn changed(rival: &str) -> Problem {
    if rival.is_empty() {
        return Problem::new(
            "changed_key",
            "这张名片和以前信任的不一样，也没有它的恢复码证明，没有换。可能有人冒充：请打电话（号码不要照名片上的）请对方念30个数字，同“已认识的单位”里的逐组核对；不一样就不要收这个U盘。",
        );
    }
    Problem::new("changed_key", format!("{rival}什么也没有改动。"))
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
    /// How many entries of this replica the other office may have had were written by then; of
    /// packages that came, and of earlier versions, nothing.
    written: Option<u64>,
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
    let mut lines = Vec::new();
    for (code, card) in trusted(office)? {
        let area = area_for(office, &card);
        let written = written_for(office, &card)?;
        let heard = receipts::Heard::in_log(&log, &code);
        let mut acknowledged = receipts::acknowledged(office, (&code, &area), &heard)?;
        if area != office.code {
            acknowledged += receipts::acknowledged(office, (&code, &office.code), &heard)?;
        }
        let pending = written.saturating_sub(acknowledged);
        let last = |kind: &str| {
            let mut lines = log.iter();
            lines.find(|line| line.office == code && line.kind == kind)
        };
        let at = |line: Option<&Handoff>| {
            line.map_or_else(String::new, |line| desk.clock.text_of(line.at_ms))
        };
        let sent = last(SENT);
        let carried = sent.and_then(|line| serde_json::from_str::<Carried>(&line.detail).ok());
        let carried = carried.and_then(|carried| carried.written);
        lines.push(OfficeLine {
            kind: kind(&card),
            fingerprint: card.fingerprint(),
            sent: at(sent),
            received: at(last(RECEIVED)),
            acknowledged,
            pending,
            unsent: carried.map_or(pending, |carried| {
                pending.min(written.saturating_sub(carried))
            }),
            missing: came::missing(office, (&code, &area))?,
            key_serial: card.serial(),
            keys_changed: card
                .rotations
                .last()
                .map_or_else(String::new, |change| desk.clock.text_of(change.wall_ms)),
            quarantined: office.store.quarantined(Some(&code))?.len() as u64,
            name: card.name,
            code,
        });
    }
    lines.sort_by_key(|line| (line.kind == OfficeKind::Village, line.code.clone()));
    Ok(lines)
}

/// Own entries that go to this office: those of its area, and of the own where that is another.
fn written_for(office: &Office, to: &Card) -> Result<u64, Problem> {
    let own = office.store.replica();
    let area = area_for(office, to);
    let mut written = office.store.have(&area)?.seq(own);
    if area != office.code {
        written += office.store.have(&office.code)?.seq(own);
    }
    Ok(written)
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
