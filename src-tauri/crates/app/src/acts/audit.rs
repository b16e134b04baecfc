//! Seals: certificates and head signatures that stand in the file, verified anew. The store follows
//! the chains; who wrote them only the keys can tell. What is wrong is named by replica and area.

use super::office_keys;
use crate::office::Office;
use crate::problem::Problem;
use exchange::{Card, Certificate, HeadSignature};
use ledger::ReplicaId;
use std::collections::{BTreeMap, BTreeSet};

/// Refuses to merge onto a stream whose last entries are not what their digests say.
pub(crate) fn require_whole_tail(office: &Office) -> Result<(), Problem> {
    let broken = office.store.broken_tail()?;
    if broken.is_empty() {
        return Ok(());
    }
    let text = format!(
        "{}，没有合并，册子没有改动。请先在文件菜单里“检查”，再用最近的好备份恢复。",
        altered_text(&broken)
    );
    Err(Problem::new("chain_broken", text))
}

/// That the journal's last entries were tampered with, in words.
pub(crate) fn altered_text(broken: &[String]) -> String {
    let count = broken.len();
    format!("流水最后有{count}条对不上，像是被人动过")
}

/// What is wrong with certificates and head signatures.
pub(crate) fn seals(office: &Office) -> Result<Vec<String>, Problem> {
    let mut wrong = Vec::new();
    let cards = office_keys::cards(office)?;
    let certificates = certificates(office, &cards, &mut wrong)?;
    let mut areas: BTreeSet<String> = office.store.areas()?.into_iter().collect();
    areas.extend(office.store.signed_areas()?);
    for area in areas {
        heads(office, &area, &certificates, &mut wrong)?;
    }
    Ok(wrong)
}

/// The certificates that hold, by replica.
fn certificates(
    office: &Office,
    cards: &BTreeMap<String, Card>,
    wrong: &mut Vec<String>,
) -> Result<BTreeMap<ReplicaId, Certificate>, Problem> {
    let mut sound = BTreeMap::new();
    for (replica, bytes) in office.store.certificates()? {
        let known = Certificate::from_bytes(&bytes).filter(|certificate| {
            let card = cards.get(&certificate.office);
            certificate.replica == replica
                && certificate.is_consistent()
                && card.is_some_and(|card| card.standing(certificate).is_some())
        });
        match known {
            Some(certificate) => {
                sound.insert(replica, certificate);
            }
            None => wrong.push(format!("certificate {replica}: altered")),
        }
    }
    if !sound.contains_key(&office.store.replica()) {
        wrong.push(format!("certificate {}: absent", office.store.replica()));
    }
    Ok(sound)
}

/// Every signed head is an entry that came, signed by its author; and every other replica's
/// stream has one, because without it nothing of the stream would have been taken in.
fn heads(
    office: &Office,
    area: &str,
    certificates: &BTreeMap<ReplicaId, Certificate>,
    wrong: &mut Vec<String>,
) -> Result<(), Problem> {
    let mut signed = BTreeSet::new();
    let tips = office.store.heads(area)?;
    for kept in office.store.head_signatures(area)? {
        let replica = kept.head.replica;
        let known = HeadSignature::from_bytes(&kept.signature);
        let is_sound = known.is_some_and(|known| {
            let told = (
                known.replica(),
                known.seq,
                known.digest,
                known.area.as_str(),
            );
            told == (replica, kept.head.seq, kept.head.digest, area)
                && known.is_consistent()
                && certificates.contains_key(&replica)
        });
        if !is_sound {
            wrong.push(format!("head signature {replica} in {area}: altered"));
        } else if !office.store.has_come(&kept.head.digest)? {
            // The stream was cut off at its end.
            wrong.push(format!(
                "head signature {replica} in {area}: its entry is absent"
            ));
        }
        signed.insert(replica);
    }
    let own = office.store.replica();
    let others: BTreeSet<ReplicaId> = tips.iter().map(|tip| tip.replica).collect();
    for replica in others
        .difference(&signed)
        .filter(|replica| **replica != own)
    {
        // An earlier self of this file, before it was restored or copied, signed at its exports.
        if certificates
            .get(replica)
            .is_none_or(|known| known.office != office.code)
        {
            wrong.push(format!("head signature {replica} in {area}: absent"));
        }
    }
    Ok(())
}
