//! A package cut off anywhere is refused, and nothing of it is applied.

use acceptance::{Station, export, introduce};
use anyhow::Result;
use serde_json::json;
use std::fs;
use std::path::Path;

use crate::part::{Bound, Outcome, Part};

/// Every length of a real package, the whole one excepted.
pub const PART: Part = Part {
    name: "truncations",
    what: "a package cut off at every length is refused and applies nothing",
    long: u64::MAX,
    short: 200,
    run,
};

fn run(bound: &Bound) -> Result<Outcome> {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("陈守田", "142 0000 0001");
    let whole = fs::read(export(&village, &town))?;
    let cut = town.path("cut.yzb");
    let before = town.count("person");
    let mut outcome = Outcome::default();
    // The short version spreads its tries over the whole length.
    let length = whole.len() as u64;
    let tries = bound.tries.min(length);
    for attempt in bound.tries().take_while(|attempt| *attempt < tries) {
        let kept = usize::try_from(attempt * length / tries)?;
        fs::write(&cut, whole.get(..kept).unwrap_or_default())?;
        outcome.count(accepted(&town, &cut, before).map(|what| format!("{kept} bytes: {what}")));
    }
    Ok(outcome)
}

fn accepted(town: &Station, package: &Path, before: u64) -> Option<String> {
    let answer = town
        .desk
        .call("import_package", json!({ "path": package, "plan": false }));
    if answer.is_ok() {
        return Some("it was imported".to_owned());
    }
    (town.count("person") != before).then(|| "some of it was applied".to_owned())
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn a_package_cut_off_anywhere_applies_nothing() {
        crate::part::hold(&PART);
    }
}
