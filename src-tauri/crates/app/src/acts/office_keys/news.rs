//! What is known of offices' keys, and what a package brings of it.

use super::by_code;
use crate::acts::handoff::{own_card, trusted};
use crate::office::Office;
use crate::problem::Problem;
use crate::wording::rival_text;
use exchange::{Card, Certificate, Incoming, Standing};
use ledger::ReplicaId;
use std::collections::BTreeMap;
use store::{Adoption, Cut};

/// The cards by which an author's word is judged: of trusted offices, and the own one as far as
/// its keys were changed on any laptop.
pub(crate) fn cards(office: &Office) -> Result<BTreeMap<String, Card>, Problem> {
    let mut cards = trusted(office)?;
    let own = newest_own(office)?;
    cards.insert(own.code.clone(), own);
    Ok(cards)
}

/// The own card, as far as the own keys were changed on any laptop.
pub(crate) fn newest_own(office: &Office) -> Result<Card, Problem> {
    let own = own_card(office)?;
    let elsewhere = office.store.office_card(&own.code)?;
    let elsewhere = elsewhere.and_then(|json| Card::from_json(&json).ok());
    Ok(elsewhere.filter(|card| card.succeeds(&own)).unwrap_or(own))
}

/// What follows for this file from cards and certificates: how far each replica's word counts.
pub(crate) fn settled(
    office: &Office,
    cards: &BTreeMap<String, Card>,
    arrived: impl IntoIterator<Item = Certificate>,
) -> Result<Adoption, Problem> {
    let mut known: BTreeMap<ReplicaId, Certificate> = BTreeMap::new();
    for (replica, bytes) in office.store.certificates()? {
        known.extend(Certificate::from_bytes(&bytes).map(|known| (replica, known)));
    }
    let mut certificates = BTreeMap::new();
    for certificate in arrived {
        let card = cards.get(&certificate.office);
        let former = known.get(&certificate.replica);
        if keeps(card, former, &certificate) {
            continue;
        }
        certificates.insert(certificate.replica, certificate.to_bytes());
        known.insert(certificate.replica, certificate);
    }
    Ok(Adoption {
        certificates: certificates.into_iter().collect(),
        cuts: cuts(cards, known.values()),
        ..Adoption::default()
    })
}

/// Whether the certificate that is known stays: the arrived one is the same, or of keys that were
/// replaced since.
pub(crate) fn keeps(
    card: Option<&Card>,
    known: Option<&Certificate>,
    arrived: &Certificate,
) -> bool {
    let is_of_today =
        |certificate: &Certificate| card.is_some_and(|card| card.signing == certificate.office_key);
    known.is_some_and(|known| known == arrived || (is_of_today(known) && !is_of_today(arrived)))
}

fn cuts<'a>(
    cards: &BTreeMap<String, Card>,
    certificates: impl Iterator<Item = &'a Certificate>,
) -> Vec<Cut> {
    let mut cuts: BTreeMap<ReplicaId, Cut> = BTreeMap::new();
    let mut cut = |area: &str, replica, ends| {
        let cut = Cut {
            replica,
            area: area.to_owned(),
            ends,
        };
        cuts.insert(replica, cut);
    };
    for certificate in certificates {
        let card = cards.get(&certificate.office);
        if let Some(Standing::UpTo(ends)) = card.and_then(|card| card.standing(certificate)) {
            cut(&certificate.office, certificate.replica, ends);
        }
    }
    for (code, card) in cards {
        for (replica, ends) in card.lost() {
            cut(code, replica, ends);
        }
    }
    cuts.into_values().collect()
}

/// What a package brings of keys.
pub(crate) struct News {
    /// What is to be taken over with its entries.
    pub(crate) adoption: Adoption,
    /// The cards as they stand afterwards.
    pub(crate) cards: BTreeMap<String, Card>,
    /// Which offices changed their keys, in words.
    pub(crate) changes: Vec<String>,
    /// Cards that contradict the known ones, in words; none of them is taken over.
    pub(crate) rivals: Vec<String>,
}

/// What a verified package brings of keys: cards that follow the known ones, certificates, and
/// how far each replica's word counts with them.
pub(crate) fn heard(office: &Office, incoming: &Incoming) -> Result<News, Problem> {
    let mut cards = cards(office)?;
    let rivals = (incoming.cards.iter())
        .filter_map(|card| cards.get(&card.code)?.rival(card))
        .map(|rival| rival_text(&rival))
        .collect();
    let following = cards
        .values()
        .filter_map(|known| known.successor(&incoming.cards).cloned());
    let following = by_code(following);
    let changes = following.values().map(change).collect();
    let kept = following.values();
    let kept: Vec<(String, String)> = kept
        .map(|card| (card.code.clone(), card.to_json()))
        .collect();
    cards.extend(following);
    let heads = incoming.head_signatures.iter();
    let heads = heads.map(|head| head.certificate.clone());
    let arrived = heads.chain([incoming.outer.certificate.clone()]);
    let adoption = Adoption {
        cards: kept,
        ..settled(office, &cards, arrived)?
    };
    Ok(News {
        adoption,
        cards,
        changes,
        rivals,
    })
}

fn change(card: &Card) -> String {
    let name = &card.name;
    let lost = card.rotations.last().map_or(0, |last| {
        let lost = last.laptops.iter().filter(|it| it.lost_at.is_some());
        lost.count()
    });
    let lost = match lost {
        0 => String::new(),
        lost => format!("，并登记丢失{lost}台电脑"),
    };
    format!("{name}换了新钥匙{lost}，已由恢复码确认")
}
