//! What a package would bring: which entries are new, which are known, which are missing. Pure;
//! the store rehearses the rest.

use crate::package::{Header, Profile, Range};
use ledger::{Have, Held, ReplicaId};
use std::collections::{BTreeMap, BTreeSet};

/// A run of numbers of one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Whose stream.
    pub replica: ReplicaId,
    /// First number.
    pub first: u64,
    /// Last number.
    pub last: u64,
}

/// What a package brings to one area of a receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// Entries the receiver does not have.
    pub new: Vec<Span>,
    /// Entries it has, of which classes withheld so far may come along.
    pub fuller: Vec<Span>,
    /// Entries it has, with every class of the profile.
    pub known: Vec<Span>,
    /// Entries that neither has come nor is here: to be asked for.
    pub missing: Vec<Span>,
}

/// Compares what a package holds of an area with what the receiver holds of it.
pub fn intake(header: &Header, area: &str, ours: &Have) -> Intake {
    let mut runs: BTreeMap<ReplicaId, BTreeSet<(u64, u64)>> = BTreeMap::new();
    let ranges = header.ranges.iter().filter(|range| range.area == area);
    for Range {
        replica,
        first,
        last,
        ..
    } in ranges
    {
        runs.entry(*replica).or_default().insert((*first, *last));
    }
    let theirs = header.have(area).cloned().unwrap_or_default();
    for held in &theirs.streams {
        runs.entry(held.replica).or_default();
    }
    let mut intake = Intake::default();
    for (replica, runs) in runs {
        let stream = Stream {
            replica,
            held: ours.seq(replica),
            whole: whole(ours, replica, header.profile),
            promised: theirs.seq(replica),
        };
        stream.sort_out(&runs, &mut intake);
    }
    intake
}

/// The number up to which this much of a stream counts as delivered in a profile. What was
/// acknowledged in `statistics` is still owed in `full`.
pub fn acknowledged(held: &Held, profile: Profile) -> u64 {
    let classes = profile.classes().iter();
    let least = classes.filter_map(|class| held.classes.get(*class as usize));
    least.min().copied().unwrap_or(0).min(held.seq)
}

fn whole(have: &Have, replica: ReplicaId, profile: Profile) -> u64 {
    let held = have.streams.iter().filter(|held| held.replica == replica);
    held.map(|held| acknowledged(held, profile))
        .min()
        .unwrap_or(0)
}

/// One stream: what is held of it here, what of that with every class, and what the sender
/// says it holds.
struct Stream {
    replica: ReplicaId,
    held: u64,
    whole: u64,
    promised: u64,
}

impl Stream {
    fn sort_out(&self, runs: &BTreeSet<(u64, u64)>, intake: &mut Intake) {
        let mut reached = self.held;
        for &(first, last) in runs {
            self.push(&mut intake.known, first, last.min(self.whole));
            let fuller = first.max(self.whole.saturating_add(1));
            self.push(&mut intake.fuller, fuller, last.min(self.held));
            let gap = reached.saturating_add(1);
            self.push(&mut intake.missing, gap, first.saturating_sub(1));
            self.push(&mut intake.new, first.max(gap), last);
            reached = reached.max(last);
        }
        self.push(
            &mut intake.missing,
            reached.saturating_add(1),
            self.promised,
        );
    }

    fn push(&self, spans: &mut Vec<Span>, first: u64, last: u64) {
        if first <= last {
            spans.push(Span {
                replica: self.replica,
                first,
                last,
            });
        }
    }
}

#[cfg(test)]
mod tests;
