//! A failing story made short: steps are dropped for as long as it still fails.

use std::time::{Duration, Instant};

use super::{Pool, Story, play};

/// Salts are drawn anew each time, and with them which of two equal clocks is later: a story may
/// fail only sometimes.
const TIMES: usize = 3;
/// How long to try.
const PATIENCE: Duration = Duration::from_mins(1);

/// The shortest story found that still fails, and how it fails.
pub fn shrunk(story: &Story) -> Option<(Story, String)> {
    let mut found = (story.clone(), fails(story)?);
    let started = Instant::now();
    let mut place = found.0.steps.len();
    while place > 0 && started.elapsed() < PATIENCE {
        place -= 1;
        let mut shorter = found.0.clone();
        shorter.steps.remove(place);
        if let Some(what) = fails(&shorter) {
            found = (shorter, what);
        }
    }
    Some(found)
}

fn fails(story: &Story) -> Option<String> {
    let mut pool = Pool::new().ok()?;
    (0..TIMES).find_map(|_| {
        let played = play(&mut pool, story);
        let checked = || pool_check(&mut pool);
        played.err().or_else(checked)
    })
}

fn pool_check(pool: &mut Pool) -> Option<String> {
    pool.check().err().map(|error| format!("{error:#}"))
}
