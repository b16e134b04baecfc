//! Proofs that nothing is lost, nothing half done and nobody let in: each part tries one way of
//! breaking a file, many times, from a seed that repeats it.
//!
//! `prove [--json] [--seconds N] [--seed N] [--from N] [PART…]` runs the long versions, each part
//! bounded by its number of tries and by the seconds, and ends with failure if one try failed; the
//! tests of this package run short versions of the same parts. `--from` goes on behind the tries
//! of another night. `cargo xtask prove` builds a release and runs it.
#![expect(clippy::print_stdout, reason = "the table is this program's output")]
#![expect(
    clippy::indexing_slicing,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    clippy::format_collect,
    reason = "a part fails loudly where an answer lacks what it must have, ways of breaking share \
              one shape, and a watch is asked only while it is held"
)]

mod books;
mod chance;
#[cfg(target_os = "linux")]
mod disk;
mod handoff;
mod image;
mod measure;
mod part;
mod parts;
mod world;

use anyhow::{Context as _, Result, bail};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use part::{Bound, Outcome, Part};

/// Seconds a part may take when nothing else was asked for.
const SECONDS: u64 = 1_800;

/// What was asked for.
struct Order {
    json: bool,
    seconds: u64,
    seed: u64,
    from: u64,
    parts: Vec<&'static Part>,
}

fn main() -> Result<ExitCode> {
    if parts::kills::victim::serve()? {
        return Ok(ExitCode::SUCCESS);
    }
    let order = order(std::env::args().skip(1))?;
    let mut outcomes = Vec::new();
    for part in &order.parts {
        let outcome = tried(part, &order)?;
        if !order.json {
            println!("{}", line(part, &outcome));
            for failure in outcome.failures.iter().take(10) {
                println!("    {failure}");
            }
        }
        outcomes.push((*part, outcome));
    }
    if order.json {
        println!("{}", json(&outcomes));
    }
    let held = outcomes
        .iter()
        .all(|(_, outcome)| outcome.failures.is_empty());
    Ok(if held {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn tried(part: &Part, order: &Order) -> Result<Outcome> {
    let bound = Bound {
        from: order.from,
        tries: part.long,
        step: 1,
        until: Instant::now() + Duration::from_secs(order.seconds),
        seed: order.seed,
    };
    (part.run)(&bound).with_context(|| format!("prove {}", part.name))
}

fn line(part: &Part, outcome: &Outcome) -> String {
    format!(
        "{:<20} {:>9} tried {:>4} failed   {}",
        part.name,
        outcome.tried,
        outcome.failures.len(),
        part.what
    )
}

fn json(outcomes: &[(&Part, Outcome)]) -> serde_json::Value {
    outcomes
        .iter()
        .map(|(part, outcome)| {
            serde_json::json!({
                "name": part.name, "what": part.what, "tried": outcome.tried,
                "failures": outcome.failures.len(),
                "told": outcome.failures.iter().take(10).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn order(words: impl Iterator<Item = String>) -> Result<Order> {
    let mut order = Order {
        json: false,
        seconds: SECONDS,
        seed: 1,
        from: 0,
        parts: Vec::new(),
    };
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => order.json = true,
            "--seconds" => order.seconds = number(words.next())?,
            "--seed" => order.seed = number(words.next())?,
            "--from" => order.from = number(words.next())?,
            name => order.parts.push(parts::named(name)?),
        }
    }
    if order.parts.is_empty() {
        order.parts = parts::ALL.iter().collect();
    }
    if order.seconds == 0 {
        bail!("a part needs at least a second");
    }
    Ok(order)
}

fn number(word: Option<String>) -> Result<u64> {
    let word = word.context("a number is missing")?;
    word.parse()
        .with_context(|| format!("{word} is not a number"))
}
