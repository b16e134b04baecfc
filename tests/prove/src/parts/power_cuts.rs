//! A power cut at any write or sync leaves the books before or after what was being done, with
//! all that was acknowledged.
//!
//! Each session is done once on a watched disk. A cut is then a place in its log and a draw of
//! what survives of the writes that no sync had made to last: kept, lost or torn, sector by
//! sector, lengths and names too. Only the survivor is opened, so that thousands of cuts cost
//! thousands of openings and no more.

mod session;

use anyhow::{Context as _, Result};

use crate::books;
use crate::chance::Chance;
use crate::disk::Syncs;
use crate::part::{Bound, Outcome, Part};
use session::Session;

/// Cuts of everything but the keys.
pub const PART: Part = Part {
    name: "power_cuts",
    what: "after a power cut at any write nothing acknowledged is lost and nothing is half done",
    long: 40_000,
    short: 24,
    run: |bound| {
        cuts(
            bound,
            Syncs::Heeded,
            &session::of_books(&books::prepare()?)?,
        )
    },
};

/// Cuts while the keys change. A part of its own: every opening stretches a password.
pub const KEYS: Part = Part {
    name: "key_cuts",
    what: "after a power cut in any change of the keys there is a key that opens the file",
    long: 2_000,
    short: 6,
    run: |bound| cuts(bound, Syncs::Heeded, &session::of_keys(&books::prepare()?)?),
};

fn cuts(bound: &Bound, syncs: Syncs, sessions: &[Session]) -> Result<Outcome> {
    bound.on_every_core(|bound| share(bound, syncs, sessions))
}

/// One worker's share of the cuts.
fn share(bound: &Bound, syncs: Syncs, sessions: &[Session]) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let turn = usize::try_from(attempt)? % sessions.len();
        let session = sessions.get(turn).context("a session")?;
        let changes = usize::try_from(chance.below(session.log.len() as u64 + 1))?;
        let survivor = session.log.survivor(changes, syncs, &mut chance);
        let found = session.judge(changes, &survivor).err();
        outcome.count(found.map(|what| {
            let name = session.name;
            format!("{name} cut after {changes} changes (try {attempt}): {what:#}")
        }));
    }
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::{Bound, KEYS, PART, Syncs, books, cuts, session};
    use std::time::{Duration, Instant};

    #[test]
    fn a_power_cut_at_any_write_loses_nothing_acknowledged() {
        crate::part::hold(&PART);
    }

    #[test]
    fn a_power_cut_in_a_change_of_keys_leaves_a_key_that_opens() {
        crate::part::hold(&KEYS);
    }

    #[test]
    fn a_disk_that_lies_about_syncs_is_found_out() {
        let bound = Bound {
            from: 0,
            tries: 60,
            step: 1,
            until: Instant::now() + Duration::from_mins(2),
            seed: 1,
        };
        let sessions = session::of_books(&books::prepare().unwrap()).unwrap();
        let outcome = cuts(&bound, Syncs::Ignored, &sessions).unwrap();
        assert!(
            outcome.failures.len() > 3,
            "without syncs the same cuts lose acknowledged acts: {:?}",
            outcome.failures
        );
    }
}
