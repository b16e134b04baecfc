//! What a replica knew when it wrote. Order is causality only; no clock decides.

use std::collections::BTreeMap;

/// How much of every strand was known: strand number to the last sequence number seen of it.
///
/// A strand is a stream (one replica's entries in one area) or, after a fork, one branch of it;
/// the numbers are local to a file and never travel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge(pub BTreeMap<i64, u64>);

impl Knowledge {
    /// Whether the entry `seq` of `strand` lies in this history.
    pub fn covers(&self, strand: i64, seq: u64) -> bool {
        self.0.get(&strand).is_some_and(|seen| *seen >= seq)
    }

    /// Takes in one more entry.
    pub fn learn(&mut self, strand: i64, seq: u64) {
        let seen = self.0.entry(strand).or_insert(seq);
        *seen = (*seen).max(seq);
    }

    /// Takes in all that another history holds.
    pub fn join(&mut self, other: &Self) {
        for (strand, seq) in &other.0 {
            self.learn(*strand, *seq);
        }
    }
}
