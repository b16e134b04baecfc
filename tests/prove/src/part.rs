//! What a part of the proof is, how far it goes, and what it tells.

use anyhow::{Result, anyhow};
use std::iter::Sum;
use std::thread;
use std::time::Instant;

/// Workers at most: each keeps files of its own in memory.
const WORKERS: usize = 8;

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
#[derive(Clone)]
pub struct Bound {
    /// Number of the first try: a long proof may be made in several nights.
    pub from: u64,
    /// Number that no try reaches.
    pub tries: u64,
    /// From one try to the next: as many as there are workers.
    pub step: usize,
    /// When to stop, whatever was tried.
    pub until: Instant,
    /// Where the chance begins: the same seed makes the same tries.
    pub seed: u64,
}

impl Bound {
    /// The numbers of the tries, for as long as the bound allows.
    pub fn tries(&self) -> impl Iterator<Item = u64> + use<> {
        let until = self.until;
        let numbers = (self.from..self.tries).step_by(self.step);
        numbers.take_while(move |_| Instant::now() < until)
    }

    /// Has every core do its share of the tries.
    pub fn on_every_core(&self, work: impl Fn(&Self) -> Result<Outcome> + Sync) -> Result<Outcome> {
        let workers = thread::available_parallelism().map_or(1, |cores| cores.get().min(WORKERS));
        let shares: Vec<Self> = (0..workers)
            .map(|worker| Self {
                from: self.from + (worker * self.step) as u64,
                step: self.step * workers,
                ..self.clone()
            })
            .collect();
        let work = &work;
        let done: Vec<Result<Outcome>> = thread::scope(|scope| {
            let started: Vec<_> = shares
                .iter()
                .map(|share| scope.spawn(move || work(share)))
                .collect();
            let ended = started.into_iter().map(thread::ScopedJoinHandle::join);
            ended
                .map(|worker| worker.unwrap_or_else(|_| Err(anyhow!("a try panicked"))))
                .collect()
        });
        done.into_iter().sum()
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

impl Sum for Outcome {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), |mut whole, part| {
            whole.tried += part.tried;
            whole.failures.extend(part.failures);
            whole
        })
    }
}

impl Outcome {
    /// Counts a try, and what it found wrong. A night is long: that is said at once as well.
    #[expect(
        clippy::print_stderr,
        reason = "the table goes to standard output, at the end"
    )]
    pub fn count(&mut self, found: Option<String>) {
        self.tried += 1;
        if let Some(failure) = &found {
            eprintln!("{failure}");
        }
        self.failures.extend(found);
    }
}

/// Runs the short version in a test, which fails with what the part found.
#[cfg(test)]
pub fn hold(part: &Part) {
    let tried = held(part, 2);
    assert!(tried > 0, "{} tried nothing", part.name);
}

/// The same, and no try may be left out however busy the machine is.
#[cfg(test)]
pub fn hold_every_try(part: &Part) {
    assert_eq!(held(part, 30), part.short, "{}", part.name);
}

#[cfg(test)]
fn held(part: &Part, minutes: u64) -> u64 {
    let bound = Bound {
        from: 0,
        tries: part.short,
        step: 1,
        until: Instant::now() + std::time::Duration::from_mins(minutes),
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
    outcome.tried
}
