//! A disk that fills up, turns read-only or breaks at any write is told in words, leaves the
//! books as they were, and once it is mended the same desk does the same again.

use acceptance::desk;
use anyhow::{Context as _, Result, ensure};
use app::{Desk, Problem};
use serde_json::{Value, json};
use std::path::Path;

use crate::books::{self, DEEDS, Deed, FILE, scratch};
use crate::disk::{Fault, Trouble, Watch};
use crate::image::{Image, lay};
use crate::part::{Bound, Outcome, Part};

/// Every call of every deed, with every fault.
pub const PART: Part = Part {
    name: "full_disk",
    what: "a full, read-only or broken disk at any write is told and leaves the file intact",
    long: u64::MAX,
    short: 45,
    run,
};

const FAULTS: [Fault; 3] = [Fault::Full, Fault::ReadOnly, Fault::Broken];

/// A deed, and where the disk fails it.
struct Point {
    deed: &'static Deed,
    trouble: Trouble,
}

fn run(bound: &Bound) -> Result<Outcome> {
    let image = books::prepare()?;
    let desk = desk();
    let points = points(&desk, &image)?;
    let mut outcome = Outcome::default();
    // The short version spreads its tries over all points.
    let all = points.len() as u64;
    let tries = bound.tries.min(all);
    for attempt in bound.tries().take_while(|attempt| *attempt < tries) {
        let place = usize::try_from(attempt * all / tries)?;
        let point = points.get(place).context("a point")?;
        let found = judge(&desk, &image, point).err();
        outcome.count(found.map(|what| {
            let Trouble { fault, after } = point.trouble;
            format!(
                "{} with {fault:?} after {after} calls: {what:#}",
                point.deed.name
            )
        }));
    }
    Ok(outcome)
}

/// Counts the calls of every deed on a sound disk.
fn points(desk: &Desk, image: &Image) -> Result<Vec<Point>> {
    let mut points = Vec::new();
    for deed in DEEDS {
        let folder = scratch()?;
        lay(image, folder.path())?;
        let watch = Watch::on(folder.path())?;
        books::choose(desk, folder.path())?;
        let opening = watch.calls();
        deed.at(desk, folder.path())?;
        let calls = watch.calls() - opening;
        watch
            .finish()
            .with_context(|| format!("watching {}", deed.name))?;
        for fault in FAULTS {
            let troubles = (0..calls).map(|after| Trouble { fault, after });
            points.extend(troubles.map(|trouble| Point { deed, trouble }));
        }
    }
    desk.call("lock_file", json!({}))?;
    Ok(points)
}

fn judge(desk: &Desk, image: &Image, point: &Point) -> Result<()> {
    let folder = scratch()?;
    lay(image, folder.path())?;
    let watch = Watch::on(folder.path())?;
    books::choose(desk, folder.path())?;
    let before = entries(desk)?;
    watch.break_at(point.trouble);
    let answer = point.deed.at(desk, folder.path());
    watch.mend();
    if let Err(problem) = &answer {
        told(problem, point.trouble.fault)?;
        if point.deed.name != "close" {
            ensure!(
                entries(desk)? == before,
                "it failed and was done all the same"
            );
        }
        let again = point.deed.at(desk, folder.path());
        if !is_named_already(&again, point.trouble.fault) {
            again.context("on the mended disk it does not work")?;
        }
    }
    drop(watch);
    desk.call("lock_file", json!({}))?;
    whole(folder.path())
}

/// A disk that broke or turned read-only right after the last rename keeps the whole file that
/// was told as failed: nothing could take its name away any more.
fn is_named_already(again: &Result<Value, Problem>, fault: Fault) -> bool {
    let is_taken = matches!(again, Err(problem) if problem.code == "file_exists");
    is_taken && fault != Fault::Full
}

/// Entries of the file that lies open at the desk.
fn entries(desk: &Desk) -> Result<u64> {
    let checked = desk.call("check_file", json!({}))?;
    ensure!(checked.get("ok") == Some(&Value::Bool(true)), "{checked}");
    checked
        .get("entries")
        .and_then(Value::as_u64)
        .context("entries")
}

/// Whether the problem names what is wrong with the disk.
fn told(problem: &Problem, fault: Fault) -> Result<()> {
    let codes: &[&str] = match fault {
        // SQLite does not say why it could not open or write a file; the words then name both.
        Fault::Full => &["disk_full", "disk_failed", "stick_full"],
        Fault::ReadOnly => &["disk_read_only", "disk_failed", "stick_read_only"],
        Fault::Broken => &["disk_failed", "file_failed", "stick_gone", "stick_failing"],
    };
    ensure!(
        codes.contains(&problem.code),
        "it is told as {}: {problem}",
        problem.code
    );
    Ok(())
}

/// Every file of ours that lies there is whole.
fn whole(folder: &Path) -> Result<()> {
    for name in [FILE, "恢复.yz", "新村.yz"] {
        books::state(&folder.join(name)).with_context(|| name.to_owned())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_failing_disk_is_told_and_leaves_the_file_intact() {
        crate::part::hold(&PART);
    }
}
