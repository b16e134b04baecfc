//! The rings: what each runs and how its result is read.
//!
//! All rings build the whole workspace in one profile, so that nothing is compiled twice.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::counts::{self, Counts};
use crate::check::{RULES, are_bindings_fresh};
use crate::process::{cargo, logged, npm, succeeds};
use crate::workspace::{Profile, Workspace};

/// What a ring needs to have been done before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It only reads the sources.
    Reading,
    /// It runs what was built.
    Running,
}

/// Runs a ring, writing its log.
type Run = fn(&Workspace, &Path) -> Result<Counts>;

/// One ring of checks or tests.
pub struct Ring {
    /// What the terminal says.
    pub name: &'static str,
    /// File name of its log.
    pub log: &'static str,
    /// What it needs.
    pub stage: Stage,
    /// Runs it.
    pub run: Run,
}

impl Ring {
    const fn reading(name: &'static str, log: &'static str, run: Run) -> Self {
        Self {
            name,
            log,
            stage: Stage::Reading,
            run,
        }
    }

    const fn running(name: &'static str, log: &'static str, run: Run) -> Self {
        Self {
            name,
            log,
            stage: Stage::Running,
            run,
        }
    }
}

/// Every ring, the quickest first.
pub const RINGS: &[Ring] = &[
    Ring::reading("house rules", "rules.log", rules),
    Ring::reading("format", "format.log", format),
    Ring::reading("lints", "lints.log", lints),
    Ring::reading("advisories", "advisories.log", advisories),
    Ring::running("Rust tests", "rust.log", rust),
    Ring::running("screen tests", "screens.log", screens),
    Ring::running("programs", "programs.log", programs),
    Ring::running("generated types", "types.log", types),
    Ring::running("browser flows", "browser.log", browser),
    Ring::running("flows by keyboard", "keyboard.log", keyboard),
    Ring::running("desktop window", "desktop.log", desktop),
];

/// What takes minutes and is run before a release: ten thousand random sequences of acts.
pub const LONG: &Ring = &Ring::running("random acts", "random.log", random);

fn random(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut tests = cargo();
    tests
        .current_dir(&workspace.root)
        .env("CARGO_TERM_COLOR", "never")
        .env("YIZHAN_LONG", "1")
        .args(["test", "-p", "acceptance", "--test", "it", "random::"]);
    let verdict = logged(&mut tests, log)?;
    Ok(counts::of_cargo(&read(log)?).judged(verdict))
}

fn rules(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut report = Vec::new();
    let mut verdicts = Vec::new();
    for rule in RULES {
        let complaints = rule.complaints(workspace)?;
        verdicts.push(Counts::of(complaints.is_empty()));
        report.extend(
            complaints
                .iter()
                .map(|complaint| format!("{}: {complaint}", rule.name)),
        );
    }
    fs::write(log, report.join("\n")).with_context(|| format!("write {}", log.display()))?;
    Ok(verdicts.into_iter().sum())
}

fn format(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut fmt = cargo();
    fmt.current_dir(&workspace.root)
        .args(["fmt", "--all", "--check", "--", "--color", "never"]);
    logged(&mut fmt, log).map(Counts::of)
}

fn lints(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut clippy = cargo();
    clippy
        .current_dir(&workspace.root)
        .args(["clippy", "--workspace", "--all-targets"]);
    logged(clippy.args(["--", "-D", "warnings"]), log).map(Counts::of)
}

/// Known holes in foreign libraries. The list of them is fetched from elsewhere, which not every
/// machine can reach: where it is missing, that is said and nothing is counted.
fn advisories(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let is_installed = succeeds(cargo().args(["audit", "--version"]));
    let list = std::env::home_dir().map(|home| home.join(".cargo/advisory-db"));
    if !is_installed || !list.is_some_and(|list| list.exists()) {
        let said = "not asked: cargo-audit or its list of advisories is not on this machine";
        println!("      {said}");
        fs::write(log, said).with_context(|| format!("write {}", log.display()))?;
        return Ok(Counts::default());
    }
    let mut audit = cargo();
    audit
        .current_dir(&workspace.root)
        .args(["audit", "--no-fetch"]);
    logged(&mut audit, log).map(Counts::of)
}

fn rust(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let nextest = succeeds(cargo().args(["nextest", "--version"]));
    let mut tests = cargo();
    tests
        .current_dir(&workspace.root)
        .env("CARGO_TERM_COLOR", "never");
    if nextest {
        tests.args([
            "nextest",
            "run",
            "--workspace",
            "--no-fail-fast",
            "--status-level=fail",
        ]);
    } else {
        tests.args([
            "test",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
        ]);
    }
    let verdict = logged(&mut tests, log)?;
    let text = read(log)?;
    let counts = if nextest {
        counts::of_nextest(&text)
    } else {
        counts::of_cargo(&text)
    };
    Ok(counts.judged(verdict))
}

fn screens(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let report = log.with_extension("json");
    // A report of an earlier run must not speak for this one.
    let _ = fs::remove_file(&report);
    let mut vitest = npm(&workspace.path("ui"));
    vitest.args(["test", "--", "--reporter=default", "--reporter=json"]);
    vitest.arg(format!("--outputFile.json={}", report.display()));
    let verdict = logged(&mut vitest, log)?;
    let text = fs::read_to_string(&report).unwrap_or_default();
    Ok(counts::of_vitest(&text).judged(verdict))
}

/// Builds the two programs that the outer rings run; with the tests' own features, so that no
/// library is compiled again.
fn programs(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut build = cargo();
    build
        .current_dir(&workspace.root)
        .args(["build", "--workspace", "--bins", "--tests"]);
    logged(&mut build, log).map(Counts::of)
}

fn types(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let is_fresh = are_bindings_fresh(workspace)?;
    let advice = if is_fresh {
        ""
    } else {
        "they are stale: cargo xtask bindings"
    };
    fs::write(log, advice).with_context(|| format!("write {}", log.display()))?;
    Ok(Counts::of(is_fresh))
}

fn browser(workspace: &Workspace, log: &Path) -> Result<Counts> {
    own(workspace, &mut flows(workspace), log)
}

/// The same flows without a mouse.
fn keyboard(workspace: &Workspace, log: &Path) -> Result<Counts> {
    own(workspace, flows(workspace).arg("--keyboard"), log)
}

fn flows(workspace: &Workspace) -> Command {
    let mut flows = Command::new("node");
    flows.arg(workspace.path("tests/browser/run.mjs"));
    flows
}

fn desktop(workspace: &Workspace, log: &Path) -> Result<Counts> {
    let mut window = Command::new("xvfb-run");
    window.args([
        "--auto-servernum",
        "--server-args=-screen 0 1366x768x24",
        "node",
    ]);
    window.arg(workspace.path("tests/desktop/run.mjs"));
    own(workspace, &mut window, log)
}

/// Runs one of our own runners, which find the programs through the environment.
fn own(workspace: &Workspace, runner: &mut Command, log: &Path) -> Result<Counts> {
    runner
        .current_dir(&workspace.root)
        .env("YIZHAN", workspace.program(Profile::Debug, "yizhan"))
        .env(
            "YIZHAN_DESKTOP",
            workspace.program(Profile::Debug, "yizhan-desktop"),
        );
    let verdict = logged(runner, log)?;
    Ok(counts::of_summary(&read(log)?).judged(verdict))
}

fn read(log: &Path) -> Result<String> {
    let bytes = fs::read(log).with_context(|| format!("read {}", log.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
