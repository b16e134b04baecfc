//! A package that was changed anywhere, by anybody, is refused in words and leaves no trace.
//!
//! Three kinds of hands change it: a bad stick or a thief, who see bytes ([`bytes`]); somebody
//! who knows the container and has keys of his own ([`outside`]); and a laptop of the very village,
//! who opens the encryption, changes what is inside and seals it again ([`inside`]).

mod bytes;
mod inside;
mod outside;

use anyhow::{Context as _, Result, ensure};

use crate::chance::Chance;
use crate::handoff::Handoff;
use crate::part::{Bound, Outcome, Part};

/// A hundred thousand changed packages.
pub const PART: Part = Part {
    name: "mutations",
    what: "a package changed anywhere, by anybody, is refused in words and applies nothing",
    long: 100_000,
    short: 204,
    run,
};

/// One way of changing a package.
pub struct Way {
    name: &'static str,
    change: fn(&Handoff, &mut Chance) -> Result<Vec<u8>>,
}

impl Way {
    const fn new(name: &'static str, change: fn(&Handoff, &mut Chance) -> Result<Vec<u8>>) -> Self {
        Self { name, change }
    }
}

fn run(bound: &Bound) -> Result<Outcome> {
    let handoff = Handoff::new()?;
    let ways: Vec<&Way> = [bytes::WAYS, outside::WAYS, inside::WAYS]
        .into_iter()
        .flatten()
        .collect();
    let books = handoff.books();
    let unchanged = inside::unchanged(&handoff)?;
    ensure!(
        handoff.code(&handoff.package)?.is_none() && handoff.code(&unchanged)?.is_none(),
        "what nobody changed must be accepted, or a refusal proves nothing: {:?}",
        handoff.code(&unchanged)?
    );
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let place = usize::try_from(attempt)? % ways.len();
        let way = ways.get(place).context("there is a way")?;
        let mut chance = Chance::of(bound.seed, attempt);
        let changed = (way.change)(&handoff, &mut chance).context(way.name)?;
        let found = if changed == handoff.package {
            None
        } else {
            handoff.refused(&changed).context(way.name)?
        };
        outcome.count(found.map(|found| format!("try {attempt}, {}: {found}", way.name)));
    }
    if handoff.books() != books {
        outcome.count(Some("the books changed".to_owned()));
    }
    handoff.town.assert_sound();
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_package_changed_anywhere_by_anybody_applies_nothing() {
        crate::part::hold(&PART);
    }
}
