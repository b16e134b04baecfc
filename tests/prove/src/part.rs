//! What a part of the proof is, how far it goes, and what it tells.

use anyhow::Result;
use std::time::Instant;

/// One way of breaking a file, tried many times.
pub struct Part {
    /// Its name on the command line and in the table.
    pub name: &'static str,
    /// What it tries, in one line.
    pub what: &'static str,
    /// Tries of the long version.
    pub long: u64,
    /// Tries of the version that every test run makes.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests' own bound"))]
    pub short: u64,
    /// Tries it, until the bound.
    pub run: fn(&Bound) -> Result<Outcome>,
}

/// How far a part goes.
pub struct Bound {
    /// Tries at most.
    pub tries: u64,
    /// When to stop, whatever was tried.
    pub until: Instant,
    /// Where the chance begins: the same seed makes the same tries.
    pub seed: u64,
}

impl Bound {
    /// The numbers of the tries, for as long as the bound allows.
    pub fn tries(&self) -> impl Iterator<Item = u64> + use<> {
        let until = self.until;
        (0..self.tries).take_while(move |_| Instant::now() < until)
    }
}

/// What came of it.
#[derive(Default)]
pub struct Outcome {
    /// Tries made.
    pub tried: u64,
    /// What failed, one sentence each, with the seed that repeats it.
    pub failures: Vec<String>,
}

impl Outcome {
    /// Counts a try, and what it found wrong.
    pub fn count(&mut self, found: Option<String>) {
        self.tried += 1;
        self.failures.extend(found);
    }
}

/// Runs the short version in a test, which fails with what the part found.
#[cfg(test)]
pub fn hold(part: &Part) {
    let bound = Bound {
        tries: part.short,
        until: Instant::now() + std::time::Duration::from_mins(2),
        seed: 1,
    };
    let outcome = match (part.run)(&bound) {
        Ok(outcome) => outcome,
        Err(error) => panic!("{}: {error:#}", part.name),
    };
    assert!(
        outcome.failures.is_empty(),
        "{}: {:#?}",
        part.name,
        outcome.failures
    );
    assert!(outcome.tried > 0, "{} tried nothing", part.name);
}
