//! Everything that can fail, ring by ring, from the quickest to the slowest.
//!
//! Each ring says one line and keeps a log in `target/test-logs`; all rings run even when one
//! fails; the last line tells how many tests and checks passed and failed.

mod counts;
mod rings;

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::process::tail;
use crate::setup::{Purpose, setup};
use crate::workspace::Workspace;
use counts::Counts;
use rings::{LONG, RINGS, Ring, Stage};

/// Lines of a failed ring's log worth showing.
const SHOWN: usize = 60;

/// Prepares the machine, then runs every ring.
pub fn test(workspace: &Workspace) -> Result<ExitCode> {
    setup(workspace, Purpose::Test)?;
    all(workspace, RINGS)
}

/// Runs the rings that read the sources: format, lints, rules.
pub fn check(workspace: &Workspace) -> Result<ExitCode> {
    setup(workspace, Purpose::Run)?;
    let reading = RINGS.iter().filter(|ring| ring.stage == Stage::Reading);
    all(workspace, reading)
}

/// Runs only the house rules, which takes a second.
pub fn rules(workspace: &Workspace) -> Result<ExitCode> {
    all(workspace, RINGS.first())
}

/// Runs what takes minutes.
pub fn long(workspace: &Workspace) -> Result<ExitCode> {
    all(workspace, [LONG])
}

fn all<'ring>(
    workspace: &Workspace,
    rings: impl IntoIterator<Item = &'ring Ring>,
) -> Result<ExitCode> {
    let logs = workspace.target.join("test-logs");
    fs::create_dir_all(&logs).with_context(|| format!("create {}", logs.display()))?;
    let sum = rings
        .into_iter()
        .map(|ring| run(workspace, ring, &logs))
        .sum::<Counts>();
    println!("{} passed, {} failed", sum.passed, sum.failed);
    Ok(if sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run(workspace: &Workspace, ring: &Ring, logs: &Path) -> Counts {
    let log = logs.join(ring.log);
    println!("  {} …", ring.name);
    let started = Instant::now();
    let counts = (ring.run)(workspace, &log).unwrap_or_else(|error| {
        println!("      {error:#}");
        Counts::failure()
    });
    let seconds = started.elapsed().as_secs();
    let verdict = if counts.failed == 0 { "✓" } else { "✗" };
    println!(
        "{verdict} {}: {} passed, {} failed ({seconds} s)",
        ring.name, counts.passed, counts.failed
    );
    if counts.failed > 0 {
        println!("{}\n  the whole log: {}", tail(&log, SHOWN), log.display());
    }
    counts
}
