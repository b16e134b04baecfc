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
}
