//! A program killed in the middle of any kind of write leaves the books before or after it, with
//! all that it had said was done, and a whole file or none under every name it gives.
//!
//! The program is this one, started again ([`victim`]); the moment is drawn from the time the
//! same deed takes when nobody kills it.

use acceptance::desk;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::books::{self, DEEDS, Deed, FILE, State, scratch};
use crate::chance::Chance;
use crate::image::{Image, lay};
use crate::part::{Bound, Outcome, Part};
use victim::Victim;

pub mod victim;

/// Kills of every deed in turn.
pub const PART: Part = Part {
    name: "kills",
    what: "a program killed in any kind of write leaves the state before or after it",
    long: 40_000,
    short: 22,
    run,
};

/// A deed as it goes when nobody interferes.
struct Plan {
    deed: &'static Deed,
    /// From the opened books to the last word.
    takes: Duration,
    /// What the books say before, and how many entries each time adds.
    before: State,
    adds: u64,
}

fn run(bound: &Bound) -> Result<Outcome> {
    let image = books::prepare()?;
    let plans: Vec<Plan> = DEEDS
        .iter()
        .map(|deed| plan(deed, &image).with_context(|| deed.name))
        .collect::<Result<_>>()?;
    bound.on_every_core(|bound| share(bound, &plans, &image))
}

/// One worker's share of the kills.
fn share(bound: &Bound, plans: &[Plan], image: &Image) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let turn = usize::try_from(attempt)? % plans.len();
        let plan = plans.get(turn).context("a plan")?;
        let found = kill(plan, image, &mut chance).err();
        outcome.count(found.map(|what| format!("{} (try {attempt}): {what:#}", plan.deed.name)));
    }
    Ok(outcome)
}

fn plan(deed: &'static Deed, image: &Image) -> Result<Plan> {
    let folder = scratch()?;
    lay(image, folder.path())?;
    let before = said(folder.path())?;
    let victim = Victim::start(folder.path(), deed.name)?;
    let begun = Instant::now();
    let done = victim.outlive()?;
    let takes = begun.elapsed();
    ensure!(done > 0, "it was never done");
    let after = said(folder.path())?;
    Ok(Plan {
        deed,
        takes,
        before,
        adds: (after.entries - before.entries) / done,
    })
}

fn said(folder: &Path) -> Result<State> {
    books::state(&folder.join(FILE))?.context("the file is gone")
}

fn kill(plan: &Plan, image: &Image, chance: &mut Chance) -> Result<()> {
    let folder = scratch()?;
    lay(image, folder.path())?;
    let victim = Victim::start(folder.path(), plan.deed.name)?;
    let micros = u64::try_from(plan.takes.as_micros())?;
    thread::sleep(Duration::from_micros(chance.below(micros)));
    let done = victim.kill()?;
    judge(plan, folder.path(), done).with_context(|| format!("done {done} times"))
}

fn judge(plan: &Plan, folder: &Path, done: u64) -> Result<()> {
    let found = said(folder)?;
    let added = found.entries - plan.before.entries;
    let allowed = [done, done + 1].map(|times| times * plan.adds);
    ensure!(
        allowed.contains(&added),
        "{added} entries more, not one of {allowed:?}"
    );
    if added == 0 {
        ensure!(
            found == plan.before,
            "nothing was done, and it shows something else"
        );
    }
    let mut is_made = false;
    for name in whole_files(folder)? {
        is_made |= plan.deed.makes.is_some_and(|ending| name.ends_with(ending));
    }
    ensure!(
        is_made || done == 0 || plan.deed.makes.is_none(),
        "what it made is gone"
    );
    Ok(())
}

/// The names of what was made beside the books; a file that is half is an error.
fn whole_files(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for found in fs::read_dir(folder)? {
        let path = found?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        ensure!(is_whole(&path)?, "{name} is half");
        if !books::GIVEN.contains(&name.as_str()) {
            names.push(name);
        }
    }
    Ok(names)
}

fn is_whole(path: &Path) -> Result<bool> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    Ok(match ending.unwrap_or_default() {
        "xlsx" => ends_a_zip(&fs::read(path)?),
        "json" => serde_json::from_slice::<serde_json::Value>(&fs::read(path)?).is_ok(),
        "yzb" => {
            let request = json!({ "path": path });
            desk().call("verify_package", request).is_ok()
        }
        "yzbak" => restores(path)?,
        "yz" => books::state(path)?.is_some(),
        _ => true,
    })
}

/// Whether a zip's last record, which is written last, is there.
fn ends_a_zip(bytes: &[u8]) -> bool {
    let last = bytes.len().saturating_sub(22);
    bytes
        .get(last..)
        .is_some_and(|record| record.starts_with(b"PK\x05\x06"))
}

fn restores(backup: &Path) -> Result<bool> {
    let folder = scratch()?;
    let path = folder.path().join("看.yz");
    let request = json!({ "backup": backup, "path": path, "password": null });
    let is_restored = desk().call("restore_file", request).is_ok();
    Ok(is_restored && books::state(&path)?.is_some())
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_program_killed_in_any_write_leaves_the_state_before_or_after() {
        crate::part::hold(&PART);
    }
}
