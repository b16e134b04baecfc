//! A stick that is full, locked, pulled, failing or lying, at every step of writing a file to it.

use anyhow::{Context as _, Result};
use exchange::stick::{FileName, Progress, Stick, StickError};
use std::ops::ControlFlow;
use std::path::Path;

use crate::chance::Chance;
use crate::part::{Bound, Outcome, Part};
use model::{Fault, Model};

mod model;

/// One file onto one stick, with one fault at one step.
pub const PART: Part = Part {
    name: "stick_faults",
    what: "a stick full, locked, pulled, failing or lying at any step: earlier files intact, no half file, no false 可以拔出",
    long: 100_000,
    short: 300,
    run,
};

const DIR: &str = "/media/stick";
/// Larger than two of the blocks a file is written in.
const LONGEST: u64 = 600_000;

fn run(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let found = tried(&mut chance)?;
        outcome.count(found.map(|what| format!("seed {} try {attempt}: {what}", bound.seed)));
    }
    Ok(outcome)
}

/// What one try found wrong.
fn tried(chance: &mut Chance) -> Result<Option<String>> {
    let length = usize::try_from(chance.below(LONGEST))?;
    let content: Vec<u8> = (0..=250).cycle().take(length).collect();
    let name = name(chance).context("the names of this part are fit")?;
    let fault = Fault::of(chance, length as u64);
    let model = Model::new(fault.clone());
    let earlier = model.earlier(chance, &name);
    let stop_at = chance.below(12);
    let steps = std::cell::Cell::new(0);
    let watch = |_: Progress| {
        steps.set(steps.get() + 1);
        if fault == Fault::Stopped && steps.get() > stop_at {
            model.strike();
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let stick = Stick::at(Path::new(DIR)).watched(&watch).through(&model);
    let answer = stick.write(&name, &mut content.as_slice(), length as u64);
    let left = model.after(chance);
    let told = answer.as_ref().map(|done| done.path.clone());
    let what = [
        left.broken(&earlier),
        left.half(&earlier, &content),
        told.ok().and_then(|path| left.missing(&path, &content)),
        unexplained(&fault, &answer, &model),
        leftover(&fault, &answer, &left),
    ];
    let what: Vec<String> = what.into_iter().flatten().collect();
    Ok((!what.is_empty()).then(|| format!("{fault:?}: {} ({answer:?})", what.join("; "))))
}

fn name(chance: &mut Chance) -> Option<FileName> {
    match chance.below(3) {
        0 => FileName::package("栗溪村", "990101102203", "20260712").ok(),
        1 => FileName::exact("Beifen.yzbak").ok(),
        _ => FileName::numbered("Beifen.yzbak").ok(),
    }
}

/// An answer that does not say what the stick did.
fn unexplained<T>(fault: &Fault, answer: &Result<T, StickError>, model: &Model) -> Option<String> {
    let struck = model.has_struck();
    let fits = match answer {
        Ok(_) => !struck || matches!(fault, Fault::Slow),
        // The name was taken before the fault came to strike.
        Err(StickError::Taken { .. }) => model.is_crowded(),
        Err(error) => struck && fault.is_told_by(error),
    };
    (!fits).then(|| "the answer does not tell what happened".to_owned())
}

/// A stick that is still there keeps nothing unfinished, unless it refuses to remove.
fn leftover<T>(
    fault: &Fault,
    answer: &Result<T, StickError>,
    left: &model::Left,
) -> Option<String> {
    let may_stay = matches!(fault, Fault::Pulled { .. } | Fault::Failing { .. });
    (!may_stay && answer.is_err() && left.has_unfinished())
        .then(|| "an unfinished file stayed behind".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stick_that_fails_at_any_step_costs_no_earlier_file_and_leaves_no_half_one() {
        crate::part::hold(&PART);
    }

    #[test]
    fn a_writer_that_renames_before_it_syncs_is_found_out() {
        let mut found = 0;
        for attempt in 0..200 {
            let mut chance = Chance::of(1, attempt);
            let model = Model::new(Fault::Pulled { at: 3 });
            let _ = model.write_carelessly(&[7; 5_000]);
            let left = model.after(&mut chance);
            found += u32::from(left.half(&[], &[7; 5_000]).is_some());
        }
        assert!(found > 20, "the stick of this part loses nothing: {found}");
    }
}
