//! The streams a package holds: which runs of which, and whether every entry is vouched for by
//! its own author (journal.md §5).

use super::header::Range;
use crate::head_signature::HeadSignature;
use ledger::entry::Head;
use ledger::{Digest, ReplicaId};
use std::collections::{HashMap, HashSet};

/// A stream: replica and area.
pub(crate) type StreamKey = (ReplicaId, String);

/// What the receiver already holds of a stream at a number.
pub(crate) type Known<'a> = &'a dyn Fn(ReplicaId, &str, u64) -> Option<Digest>;

/// The entries of a package by streams, each in the order of the package.
#[derive(Default)]
pub(crate) struct Streams {
    links: HashMap<StreamKey, Vec<Link>>,
    count: u64,
}

struct Link {
    seq: u64,
    digest: Digest,
    prev: Option<Digest>,
}

impl Streams {
    /// Takes in the next entry.
    pub(crate) fn add(&mut self, head: &Head, digest: Digest) {
        let key = (head.replica, head.area.clone());
        self.links.entry(key).or_default().push(Link {
            seq: head.seq,
            digest,
            prev: head.prev,
        });
        self.count += 1;
    }

    /// How many entries were taken in.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The unbroken runs, in order.
    pub(crate) fn ranges(&self) -> Vec<Range> {
        let mut ranges: Vec<Range> = self.links.iter().flat_map(runs).collect();
        ranges.sort_unstable();
        ranges
    }

    /// The author of a stream with an entry that no signature reaches. An entry is reached if
    /// its author signed it, if a reached entry of the same stream names it as its predecessor,
    /// or if the receiver holds it already.
    pub(crate) fn foreign(
        &self,
        signatures: &[HeadSignature],
        known: Known<'_>,
    ) -> Option<ReplicaId> {
        let mut signed: HashMap<StreamKey, HashSet<(u64, Digest)>> = HashMap::new();
        for head in signatures {
            let key = (head.replica(), head.area.clone());
            signed
                .entry(key)
                .or_default()
                .insert((head.seq, head.digest));
        }
        self.links.iter().find_map(|(key, links)| {
            let held = |link: &Link| known(key.0, &key.1, link.seq) == Some(link.digest);
            let signed = signed.remove(key).unwrap_or_default();
            (!all_reached(links, signed, &held)).then_some(key.0)
        })
    }
}

/// Whether every entry of a stream is reached from the signed ones, or held. Successors stand
/// behind their predecessors, so one walk from the back reaches all that can be.
fn all_reached(
    links: &[Link],
    mut reached: HashSet<(u64, Digest)>,
    held: &dyn Fn(&Link) -> bool,
) -> bool {
    links.iter().rev().all(|link| {
        let is_reached = reached.contains(&(link.seq, link.digest)) || held(link);
        let before = link.seq.saturating_sub(1);
        reached.extend(link.prev.map(|prev| (before, prev)));
        is_reached
    })
}

fn runs((key, links): (&StreamKey, &Vec<Link>)) -> Vec<Range> {
    let (replica, area) = key;
    let mut runs: Vec<Range> = Vec::new();
    for link in links {
        let follows = |run: &&mut Range| Some(run.digest) == link.prev && run.last + 1 == link.seq;
        if let Some(run) = runs.iter_mut().find(follows) {
            run.last = link.seq;
            run.digest = link.digest;
        } else {
            runs.push(Range {
                area: area.clone(),
                replica: *replica,
                first: link.seq,
                last: link.seq,
                before: link.prev,
                digest: link.digest,
            });
        }
    }
    runs
}
