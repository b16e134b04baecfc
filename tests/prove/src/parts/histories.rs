//! Random histories of up to thirty replicas: whatever is written, carried, lost, copied,
//! restored, destroyed and revoked, the books come out equal and nothing written is lost (oracles
//! 1 to 6 and 8 of journal.md §7).

use anyhow::Result;

use crate::chance::Chance;
use crate::part::{Bound, Outcome, Part};
use crate::world::{Pool, Story, play, shrunk};

/// Histories of a village and its township.
pub const PART: Part = Part {
    name: "histories",
    what: "random histories of 3 to 30 replicas end in equal books, no written value lost",
    long: 1_000_000,
    short: 200,
    run: |bound| bound.on_every_core(|bound| share(bound, Story::of)),
};

/// Histories of three replicas and a few steps.
pub const SMALL: Part = Part {
    name: "small_histories",
    what: "short random histories of 3 replicas end in equal books, no written value lost",
    long: 100_000,
    short: 10_000,
    run: |bound| bound.on_every_core(|bound| share(bound, Story::small)),
};

/// Draws a story.
type Draw = fn(&mut Chance) -> Story;

/// Stories that are made short and told; behind them only their number counts.
const TOLD: usize = 3;

/// One worker's share of the histories.
fn share(bound: &Bound, draw: Draw) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut pool = Pool::new()?;
    let mut since = bound.from;
    for attempt in bound.tries() {
        let story = draw(&mut Chance::of(bound.seed, attempt));
        let found = play(&mut pool, &story).err();
        let has_failed = found.is_some();
        outcome
            .count(found.map(|what| told(bound, attempt, (&story, &what), outcome.failures.len())));
        if has_failed || pool.is_used_up() {
            check(bound, &mut pool, since..=attempt, &mut outcome);
            pool = Pool::new()?;
            since = attempt + bound.step as u64;
        }
    }
    check(bound, &mut pool, since..=bound.tries, &mut outcome);
    Ok(outcome)
}

/// Files that were good for many histories are folded again and compared.
fn check(
    bound: &Bound,
    pool: &mut Pool,
    tries: std::ops::RangeInclusive<u64>,
    outcome: &mut Outcome,
) {
    if let Err(error) = pool.check() {
        let (from, to) = (tries.start(), tries.end());
        outcome.failures.push(format!(
            "seed {} one of tries {from} to {to}: {error:#}",
            bound.seed
        ));
    }
}

fn told(bound: &Bound, attempt: u64, (story, what): (&Story, &str), before: usize) -> String {
    let head = format!("seed {} try {attempt}: {what}", bound.seed);
    if before >= TOLD {
        return head;
    }
    match shrunk(story) {
        Some((story, what)) => format!("{head}\n    made short ({what}): {story:#?}"),
        None => format!("{head}\n    it did not fail again"),
    }
}

#[cfg(test)]
mod tests {
    use super::{PART, SMALL};

    #[test]
    fn random_histories_end_in_equal_books_and_lose_nothing() {
        crate::part::hold(&PART);
    }

    #[test]
    fn ten_thousand_short_histories_end_in_equal_books_and_lose_nothing() {
        crate::part::hold_every_try(&SMALL);
    }
}
