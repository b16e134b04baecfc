//! Fuzzes whatever comes from outside (`tests/fuzz`), each target for a bounded time.
//!
//! A crash, an input that takes longer than [`SECONDS_AN_INPUT`] or more memory than [`MEGABYTES`]
//! fails the command and is kept in `tests/fuzz/artifacts`. What was learnt stays in
//! `tests/fuzz/corpus`, where the next run goes on. libFuzzer wants a nightly compiler and
//! cargo-fuzz; without them nothing is tried and nothing counts as held.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail, ensure};

use crate::process::{logged, run, succeeds, tail};
use crate::workspace::Workspace;

/// Seconds a target is tried when nothing else was asked for.
const SECONDS: u64 = 180;
/// What one input may take, in an optimised build.
const SECONDS_AN_INPUT: u64 = 5;
/// What one input may take beside the program.
const MEGABYTES: u64 = 512;
/// Bytes of the longest input that is tried.
const LONGEST: u64 = 65_536;
/// The target that takes the whole program, which is built for no other.
const WHOLE: &str = "command";
/// Lines of a failed target's log worth showing.
const SHOWN: usize = 25;

/// What was asked for.
struct Order {
    seconds: u64,
    targets: Vec<String>,
}

/// Builds the named targets, or all, and tries each from its seeds and what was learnt before.
pub fn fuzz(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let order = order(&targets(workspace)?, arguments)?;
    if let Some(missing) = missing() {
        println!("not tried: {missing}");
        return Ok(ExitCode::FAILURE);
    }
    // The very versions of the libraries that the program is built of.
    let (lock, own) = ("Cargo.lock", "tests/fuzz/Cargo.lock");
    fs::copy(workspace.path(lock), workspace.path(own)).with_context(|| format!("copy {lock}"))?;
    let mut failed = 0;
    for target in &order.targets {
        run(&mut cargo_fuzz(workspace, "build", target))?;
        failed += usize::from(!tried(workspace, target, order.seconds)?);
    }
    println!("{} held, {failed} failed", order.targets.len() - failed);
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The targets there are, which are the files of their folder.
fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.path("tests/fuzz/targets");
    let files = fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))?;
    let mut names = Vec::new();
    for file in files {
        let path = file?.path();
        names.extend(
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned()),
        );
    }
    names.sort();
    Ok(names)
}

fn order(known: &[String], arguments: &[String]) -> Result<Order> {
    let mut order = Order {
        seconds: SECONDS,
        targets: Vec::new(),
    };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--seconds" {
            let number = words.next().context("a number is missing")?;
            order.seconds = number
                .parse()
                .with_context(|| format!("{number} is not a number"))?;
        } else if known.contains(word) {
            order.targets.push(word.clone());
        } else {
            bail!(
                "there is no target `{word}`; there are {}",
                known.join(", ")
            );
        }
    }
    // To libFuzzer no seconds are no bound.
    ensure!(order.seconds > 0, "a target needs at least a second");
    if order.targets.is_empty() {
        order.targets = known.to_vec();
    }
    Ok(order)
}

/// What has to be installed first, in one line.
fn missing() -> Option<&'static str> {
    let has = |words: &[&str]| succeeds(nightly().args(words));
    if !has(&["--version"]) {
        Some("a nightly compiler is missing; `rustup toolchain install nightly` brings it")
    } else if !has(&["fuzz", "--version"]) {
        Some("cargo-fuzz is missing; `cargo install cargo-fuzz` brings it")
    } else {
        None
    }
}

/// The nightly cargo, without what the stable one that runs us left in the environment.
fn nightly() -> Command {
    let mut cargo = Command::new("rustup");
    cargo.args(["run", "nightly", "cargo"]).env_remove("CARGO");
    cargo
}

/// cargo-fuzz on a target. No sanitizer: but for SQLite and what libraries bring, all of it is safe Rust.
fn cargo_fuzz(workspace: &Workspace, verb: &str, target: &str) -> Command {
    let mut command = nightly();
    command
        .current_dir(&workspace.root)
        .args([
            "fuzz",
            verb,
            "--fuzz-dir",
            "tests/fuzz",
            "--sanitizer",
            "none",
        ])
        .arg("--target-dir")
        .arg(workspace.target.join("fuzz"));
    if target == WHOLE {
        command.args(["--features", "desk"]);
    }
    command.arg(target);
    command
}

/// Tries a target, says what came of it, and tells whether it held.
fn tried(workspace: &Workspace, target: &str, seconds: u64) -> Result<bool> {
    let below = |folder: &str| workspace.path(&format!("tests/fuzz/{folder}/{target}"));
    let (corpus, seeds) = (below("corpus"), below("seeds"));
    fs::create_dir_all(&corpus).with_context(|| format!("create {}", corpus.display()))?;
    let logs = workspace.target.join("test-logs");
    fs::create_dir_all(&logs).with_context(|| format!("create {}", logs.display()))?;
    let log = logs.join(format!("fuzz-{target}.log"));
    let mut fuzz = cargo_fuzz(workspace, "run", target);
    fuzz.args([&corpus, &seeds]).arg("--");
    fuzz.args(bounds(seconds));
    println!("  {target} …");
    let is_held = logged(&mut fuzz, &log)?;
    let verdict = if is_held { "✓" } else { "✗" };
    println!("{verdict} {target}: {} inputs tried", count(&log));
    if !is_held {
        println!("{}\n  the whole log: {}", tail(&log, SHOWN), log.display());
    }
    Ok(is_held)
}

/// The bounds in libFuzzer's words.
fn bounds(seconds: u64) -> [String; 5] {
    [
        format!("-max_total_time={seconds}"),
        format!("-timeout={SECONDS_AN_INPUT}"),
        format!("-rss_limit_mb={MEGABYTES}"),
        format!("-max_len={LONGEST}"),
        "-print_final_stats=1".to_owned(),
    ]
}

/// How many inputs a log tells of.
fn count(log: &Path) -> u64 {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let told = text
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    told.and_then(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Result<Order> {
        let known = ["package", "sheet"].map(str::to_owned);
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        order(&known, &words)
    }

    #[test]
    fn without_a_name_every_target_is_tried() {
        let order = asked(&["--seconds", "7"]).unwrap();
        assert_eq!(order.targets, ["package", "sheet"]);
        assert_eq!(order.seconds, 7);
    }

    #[test]
    fn an_unknown_target_is_named_with_those_there_are() {
        let error = asked(&["paper"]).err().unwrap().to_string();
        assert!(
            error.contains("`paper`") && error.contains("package, sheet"),
            "{error}"
        );
    }

    #[test]
    fn no_seconds_are_refused_because_libfuzzer_would_never_stop() {
        assert!(asked(&["--seconds", "0"]).is_err());
    }
}
