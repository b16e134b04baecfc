//! A package made to exhaust whoever opens it is refused by the limit it breaks, in little
//! memory and little time. All of them are signed and sealed by a laptop the township trusts.

mod inside;
mod outside;

use anyhow::{Context as _, Result};
use std::time::Duration;

use crate::handoff::Handoff;
use crate::measure::cost;
use crate::part::{Bound, Outcome, Part};

/// Each of the hostile packages, once.
pub const PART: Part = Part {
    name: "hostile_packages",
    what: "bombs, deep paths, huge counts and sizes are refused by their limit, in bounds",
    long: u64::MAX,
    short: u64::MAX,
    run,
};

/// Memory that opening one may take, beside what the program has.
const MEMORY: u64 = 96 << 20;
/// Time that opening one may take.
const TIME: Duration = Duration::from_secs(10);

/// A hostile package, and the code with which it is refused.
pub struct Case {
    name: &'static str,
    code: &'static str,
    make: fn(&Handoff) -> Result<Vec<u8>>,
}

impl Case {
    const fn new(
        name: &'static str,
        code: &'static str,
        make: fn(&Handoff) -> Result<Vec<u8>>,
    ) -> Self {
        Self { name, code, make }
    }
}

fn run(bound: &Bound) -> Result<Outcome> {
    let handoff = Handoff::new()?;
    let cases: Vec<&Case> = [outside::CASES, inside::CASES]
        .into_iter()
        .flatten()
        .collect();
    let mut outcome = Outcome::default();
    for (_, case) in bound.tries().zip(&cases) {
        let package = (case.make)(&handoff).context(case.name)?;
        let found = tried(&handoff, case, &package).context(case.name)?;
        outcome.count(found.map(|found| format!("{}: {found}", case.name)));
    }
    handoff.town.assert_sound();
    Ok(outcome)
}

fn tried(handoff: &Handoff, case: &Case, package: &[u8]) -> Result<Option<String>> {
    let code = handoff.code(package)?;
    if code != Some(case.code) {
        return Ok(Some(format!("{code:?} was answered, not {}", case.code)));
    }
    let (found, cost) = cost(|| handoff.refused(package));
    Ok(found?.or(cost.over(MEMORY, TIME)))
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_package_made_to_exhaust_the_township_is_refused_by_its_limit() {
        crate::part::hold(&PART);
    }
}
