//! What a replica holds of an area's streams and photos: the receipt that every package carries.

use crate::entry::Digest;
use crate::id::ReplicaId;
use std::collections::BTreeSet;

/// How far one stream is held without a gap. A forked stream stands here once per branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Whose stream.
    pub replica: ReplicaId,
    /// Last sequence number held, with everything before it.
    pub seq: u64,
    /// Digest of the entry at that number.
    pub digest: Digest,
    /// Per privacy class, the number up to which no leaf is missing.
    pub classes: [u64; 4],
}

/// What is held of one area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Have {
    /// One line per stream or branch, in order of replica and number.
    pub streams: Vec<Held>,
    /// Digests of the photos whose bytes are held.
    pub photos: BTreeSet<Digest>,
}

impl Have {
    /// How far the stream of this replica is held; 0 if nothing of it is. Of a forked stream
    /// the shortest branch counts, so that nothing is thought delivered that is not.
    pub fn seq(&self, replica: ReplicaId) -> u64 {
        let held = self.streams.iter().filter(|held| held.replica == replica);
        held.map(|held| held.seq).min().unwrap_or(0)
    }

    /// What both hold, as known here. Where a stream forked a number does not say which branch is
    /// held: only an end that both name counts, and what is sent once too often changes nothing.
    /// Of each class the lesser number counts.
    #[must_use]
    pub fn held_by_both(self, other: &Self, here: &Self) -> Self {
        let forked: BTreeSet<ReplicaId> = [&self, other, here]
            .into_iter()
            .flat_map(Self::forked)
            .collect();
        let both = |held: Held| {
            let is_forked = forked.contains(&held.replica);
            let ends = other.streams.iter();
            let ends = ends.filter(|end| end.replica == held.replica);
            let agreed =
                ends.filter(|end| end.digest == held.digest || (end.seq != held.seq && !is_forked));
            let least = agreed.min_by_key(|end| end.seq)?;
            Some(held.lesser(least))
        };
        Self {
            streams: self.streams.into_iter().filter_map(both).collect(),
            photos: self.photos.intersection(&other.photos).copied().collect(),
        }
    }

    /// The streams of which more than one branch stands here.
    fn forked(&self) -> impl Iterator<Item = ReplicaId> {
        let pairs = self.streams.iter().zip(self.streams.iter().skip(1));
        let twice = pairs.filter(|(one, next)| one.replica == next.replica);
        twice.map(|(one, _)| one.replica)
    }
}

impl Held {
    fn lesser(self, other: &Self) -> Self {
        let mut end = if other.seq < self.seq { *other } else { self };
        for (class, (one, two)) in end
            .classes
            .iter_mut()
            .zip(self.classes.iter().zip(other.classes))
        {
            *class = two.min(*one);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of the replica 1, held up to a number on a branch, with that much of the last class.
    fn held(branch: u8, seq: u64, personal: u64) -> Held {
        Held {
            replica: ReplicaId([1; 16]),
            seq,
            digest: Digest([branch * 16 + u8::try_from(seq).unwrap_or(0); 32]),
            classes: [seq, seq, personal, personal],
        }
    }

    fn have<const N: usize>(streams: [Held; N]) -> Have {
        Have {
            streams: streams.into(),
            photos: BTreeSet::new(),
        }
    }

    #[test]
    fn of_each_class_the_lesser_number_is_held_by_both() {
        let (whole, thin) = (have([held(0, 9, 9)]), have([held(0, 9, 2)]));
        let ahead = have([held(0, 12, 1)]);
        let here = ahead.clone();
        assert_eq!(whole.clone().held_by_both(&thin, &here), thin);
        assert_eq!(thin.clone().held_by_both(&whole, &here), thin);
        let both = have([held(0, 9, 1)]);
        assert_eq!(thin.clone().held_by_both(&ahead, &here), both);
        assert_eq!(ahead.held_by_both(&thin, &here), both);
    }

    #[test]
    fn of_a_forked_stream_only_an_end_that_both_name_counts() {
        let (one, two) = (have([held(0, 5, 5)]), have([held(1, 7, 7)]));
        let here = have([held(0, 5, 5), held(1, 7, 7)]);
        assert_eq!(one.clone().held_by_both(&two, &here), have([]));
        assert_eq!(two.held_by_both(&here, &here), have([held(1, 7, 7)]));
        let (one, two) = (have([held(0, 5, 5)]), have([held(1, 5, 5)]));
        assert_eq!(
            one.clone().held_by_both(&two, &one),
            have([]),
            "nobody knows of the fork yet"
        );
    }

    #[test]
    fn a_stream_one_of_them_never_heard_of_is_not_held_by_both() {
        let one = have([held(0, 5, 5)]);
        assert_eq!(one.clone().held_by_both(&have([]), &one), have([]));
        assert_eq!(have([]).held_by_both(&one, &one), have([]));
    }
}
