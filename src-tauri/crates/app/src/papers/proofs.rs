//! Proofs (核对码): what is sealed into every paper, so that it can be told later whether it is ours
//! and whether it still says what the books say.
//!
//! The version of a paper is a digest of what it says, not a number of the journal: a paper draws
//! on many rows, and a row may change in what the paper does not show. To tell whether a paper is
//! the newest, the same paper is gathered again and the digests are compared. Village, edition and
//! time of printing are no part of the digest.

use super::Order;
use crate::acts::handoff::trusted;
use crate::desk::Desk;
use crate::office::{Office, setting};
use crate::problem::Problem;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use exchange::proof::{BLANK, CHOSEN, PUBLIC};
use exchange::{Card, OfficeKeys, Proof, shared_area};
use ledger::{Digest, RowId};
use print::documents::Audience;
use serde::Serialize;
use std::cell::RefCell;

const VERSION_TAG: &str = "yizhan/paper-version";

/// Seals the proofs of one paper, and remembers what it sealed.
pub(crate) struct Proofs {
    keys: OfficeKeys,
    township: Option<Card>,
    blank: Proof,
    made: RefCell<Vec<Proof>>,
}

impl Proofs {
    /// Of the named paper, printed now.
    pub(crate) fn of(
        desk: &Desk,
        office: &Office,
        (name, order): (&str, &Order),
    ) -> Result<Self, Problem> {
        let mut cards = trusted(office)?;
        let township = shared_area(&office.code).and_then(|code| cards.remove(&code));
        let bits = [
            (PUBLIC, order.audience == Audience::Public),
            (BLANK, order.blank),
            (CHOSEN, !order.ids.is_empty() || !order.areas.is_empty()),
        ];
        let edition = bits.iter().filter(|(_, is_so)| *is_so);
        Ok(Self {
            keys: office_keys(office)?,
            township,
            blank: Proof {
                office: office.code.clone(),
                document: Proof::document_of(name),
                record: [0; 4],
                edition: edition.map(|(bit, _)| bit).sum(),
                printed: minutes(desk.clock.now().naive_local()),
                version: [0; 4],
            },
            made: RefCell::default(),
        })
    }

    /// The proof of a paper, or of the part of it about one record, that says this.
    pub(crate) fn seal(
        &self,
        record: Option<RowId>,
        content: &impl Serialize,
    ) -> Result<String, Problem> {
        let said = serde_json::to_vec(content)
            .map_err(|error| Problem::internal("paper_version", &error))?;
        let [a, b, c, d, ..] = Digest::of(VERSION_TAG, &[&said]).0;
        let mut proof = Proof {
            version: [a, b, c, d],
            ..self.blank.clone()
        };
        if let Some(id) = record {
            proof.record = Proof::record_of(id);
            proof.edition &= !CHOSEN;
        }
        self.made.borrow_mut().push(proof.clone());
        let text = proof.sealed(&self.keys, self.township.as_ref());
        Ok(text.to_string())
    }

    /// What was sealed, in order.
    pub(crate) fn made(&self) -> Vec<Proof> {
        self.made.borrow().clone()
    }
}

/// The keys of the office whose file is open.
pub(crate) fn office_keys(office: &Office) -> Result<OfficeKeys, Problem> {
    let bytes = office.store.setting(setting::OFFICE_KEYS)?;
    OfficeKeys::from_bytes(&bytes.unwrap_or_default())
        .map_err(|error| Problem::internal("keys", &error))
}

/// Midnight from which proofs count the minutes.
fn beginning() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 1, 1)
        .unwrap_or_default()
        .and_time(chrono::NaiveTime::MIN)
}

fn minutes(at: NaiveDateTime) -> u32 {
    u32::try_from((at - beginning()).num_minutes()).unwrap_or(0)
}

/// The moment a proof names.
pub(crate) fn moment_of(proof: &Proof) -> NaiveDateTime {
    beginning() + TimeDelta::minutes(i64::from(proof.printed))
}
