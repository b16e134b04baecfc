//! Cards of offices: the own one, those of others, and whom to trust.

use crate::acts::file::saved;
use crate::acts::office_keys;
use crate::bridge::file::{Nothing, OfficeKind, SavedFile};
use crate::bridge::handoff::{AtPath, CardView, Trust, TrustCard};
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, setting};
use crate::problem::Problem;
use crate::wording::{io_problem, rival_text};
use exchange::Card;
use std::collections::BTreeMap;
use std::path::Path;
use store::Adoption;

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

/// Codes of the villages that are trusted, in their order.
pub(crate) fn villages(office: &Office) -> Result<Vec<String>, Problem> {
    let cards = trusted(office)?.into_values();
    let villages = cards.filter(|card| card.kind == exchange::OfficeKind::Village);
    Ok(villages.map(|card| card.code).collect())
}

pub(super) fn kind(card: &Card) -> OfficeKind {
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
