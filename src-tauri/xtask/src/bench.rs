//! Holds the program to the budgets of design §7.
//!
//! Every run is a fresh process of a release build, subject and reference in turn; of the runs the
//! median counts for times, the worst for counts. A row without its budget fails the command, but
//! only after every row was measured and printed.

mod measure;
mod report;
mod rows;
mod typst;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use crate::process::{cargo, run as start};
use crate::setup::{Purpose, setup};
use crate::workspace::Workspace;

use measure::Bench;
use report::Verdict;
use rows::{ROWS, Row, Side};

/// Runs of each side.
const ROUNDS: usize = 9;
/// Runs of each side with `--quick`.
const QUICK_ROUNDS: usize = 3;

/// What was asked for.
struct Order {
    json: bool,
    rounds: usize,
    rows: Vec<&'static Row>,
}

/// Measures the named rows, or all.
pub fn bench(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    let order = order(arguments)?;
    if !workspace.path("assets/fonts/NotoSerifSC-Bold.ttf").exists() {
        setup(workspace, Purpose::Run)?;
    }
    let has_window = order
        .rows
        .iter()
        .any(|row| matches!(row.subject, Side::Window(_)));
    if has_window {
        setup(workspace, Purpose::Test)?;
    }
    build(workspace)?;
    if has_window {
        build_window(workspace)?;
    }
    let folder = workspace.target.join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    let mut bench = Bench::new(workspace, folder)?;
    let mut verdicts = Vec::new();
    for row in &order.rows {
        if !order.json {
            println!("measuring {}, {} runs", row.name, order.rounds);
        }
        verdicts.extend(measured(&mut bench, row, order.rounds)?);
    }
    if order.rows.len() == ROWS.len() {
        verdicts.extend(rows::UNMEASURED.iter().map(Verdict::unmeasured));
    }
    if order.json {
        println!("{}", report::json(&verdicts));
    } else {
        println!("\n{}", report::table(&verdicts));
    }
    let held = verdicts.iter().all(|verdict| verdict.ok != Some(false));
    Ok(if held {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn order(arguments: &[String]) -> Result<Order> {
    let mut order = Order {
        json: false,
        rounds: ROUNDS,
        rows: Vec::new(),
    };
    for argument in arguments {
        match argument.as_str() {
            "--json" => order.json = true,
            "--quick" => order.rounds = QUICK_ROUNDS,
            name => match ROWS.iter().find(|row| row.name == name) {
                Some(row) => order.rows.push(row),
                None => bail!("there is no row `{name}`; there are {}", names()),
            },
        }
    }
    if order.rows.is_empty() {
        order.rows.extend(ROWS);
    }
    Ok(order)
}

fn names() -> String {
    let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
    names.join(", ")
}

fn build(workspace: &Workspace) -> Result<()> {
    let packages = ["bench", "cli", "store", "sheets"];
    start(
        cargo()
            .current_dir(&workspace.root)
            .args(["build", "--release", "--quiet", "--bins"])
            .args(["--example", "bare", "--example", "bare_read"])
            .args(packages.iter().flat_map(|package| ["--package", package])),
    )
}

fn build_window(workspace: &Workspace) -> Result<()> {
    start(
        cargo()
            .current_dir(&workspace.root)
            .args([
                "build",
                "--release",
                "--quiet",
                "--package",
                "yizhan-desktop",
            ])
            .args(["--bins", "--example", "empty_window"]),
    )
}

/// Runs the two sides of a row in turn.
fn measured(bench: &mut Bench<'_>, row: &Row, rounds: usize) -> Result<Vec<Verdict>> {
    for fixture in row.fixtures {
        bench.prepare(fixture)?;
    }
    let (mut subject, mut reference) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        subject.push(bench.run(row.name, row.subject)?);
        if let Some(side) = row.reference {
            reference.push(bench.run(row.name, side)?);
        }
    }
    let verdict = |figure| Verdict::of(figure, &subject, &reference);
    row.figures.iter().map(verdict).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_row_is_named_with_those_there_are() {
        let error = order(&["speed".to_owned()]).err().unwrap().to_string();
        assert!(
            error.contains("`speed`") && error.contains("import_rows"),
            "{error}"
        );
    }

    #[test]
    fn quick_means_fewer_runs_of_the_rows_named() {
        let words = ["--quick", "--json", "act"].map(str::to_owned);
        let order = order(&words).unwrap();
        assert_eq!((order.rounds, order.json), (QUICK_ROUNDS, true));
        let names: Vec<&str> = order.rows.iter().map(|row| row.name).collect();
        assert_eq!(names, ["act"]);
    }
}
