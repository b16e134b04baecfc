//! Receipts (回执): what other offices' replicas say they hold. Every package is one.

use ledger::{Have, ReplicaId};

/// What one replica said it holds of one area, in its package of this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Who says so.
    pub replica: ReplicaId,
    /// Number of the package.
    pub counter: u64,
    /// What it holds.
    pub have: Have,
}

impl Receipt {
    /// Which of two receipts of the same replica and area to believe: the one of the newer
    /// package, even if the figure went down, because then a backup was restored there. Never
    /// the larger figure (journal.md §5).
    pub fn newest(held: Option<Self>, arrived: Self) -> Self {
        match held {
            Some(held) if held.replica == arrived.replica && held.counter >= arrived.counter => {
                held
            }
            _ => arrived,
        }
    }

    /// Whether the other side holds less of some stream than this earlier receipt said: it was
    /// set back to a backup, and what it lost is owed again.
    pub fn fell_back(&self, newer: &Self) -> bool {
        let mut streams = self.have.streams.iter();
        streams.any(|held| newer.have.seq(held.replica) < self.have.seq(held.replica))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::{Digest, Held};

    fn receipt(counter: u64, seq: u64) -> Receipt {
        let held = Held {
            replica: ReplicaId([1; 16]),
            seq,
            digest: Digest([0; 32]),
            classes: [seq; 4],
        };
        Receipt {
            replica: ReplicaId([9; 16]),
            counter,
            have: Have {
                streams: vec![held],
                ..Have::default()
            },
        }
    }

    #[test]
    fn the_newest_receipt_is_believed_even_if_the_figure_went_down() {
        let (before, after) = (receipt(4, 100), receipt(5, 60));
        assert!(before.fell_back(&after), "a restored backup shows");
        assert_eq!(Receipt::newest(Some(before.clone()), after.clone()), after);
        assert_eq!(
            Receipt::newest(Some(after.clone()), before),
            after,
            "an old stick changes nothing"
        );
        assert_eq!(Receipt::newest(None, after.clone()), after);
    }

    #[test]
    fn the_same_package_twice_changes_nothing() {
        let held = receipt(5, 60);
        assert_eq!(Receipt::newest(Some(held.clone()), receipt(5, 60)), held);
        assert!(!held.fell_back(&receipt(6, 61)));
    }
}
