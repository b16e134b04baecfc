//! A package for one area and one profile holds nothing of other areas or of higher classes
//! (journal.md §7, oracle 10): its payload is opened and searched byte by byte for what was
//! written elsewhere.

use acceptance::{Station, carry, introduce};
use anyhow::{Context as _, Result};
use ledger::Privacy;
use serde_json::{Map, Value, json};
use std::fs;

use crate::chance::Chance;
use crate::handoff::office_keys;
use crate::part::{Bound, Outcome, Part};
use forger::{Outside, secret_of, unlocked};

/// Packages of every profile, searched for what they must not hold and for what they must.
pub const PART: Part = Part {
    name: "other_content",
    what: "an opened package holds nothing of other areas or of classes beyond its profile",
    long: 400,
    short: 6,
    run,
};

/// Fields that hold a mark, of every class; a name goes with no duty, which would make it known.
const MARKED: [(&str, &str); 8] = [
    ("person", "name"),
    ("person", "kin_contact"),
    ("person", "medical_need"),
    ("person", "group"),
    ("hazard", "description"),
    ("hazard", "location"),
    ("tip_off", "content"),
    ("tip_off", "place"),
];

/// Profiles, each with the highest class it carries.
const PROFILES: [(&str, Privacy); 3] = [
    ("statistics", Privacy::Open),
    ("duty", Privacy::Duty),
    ("full", Privacy::Secret),
];

/// The neighbouring village, of which nothing may stand in what the first one gets.
const NEIGHBOUR: (&str, &str) = ("990101102204", "石桥村");

/// What was written somewhere, to be searched for.
struct Mark {
    text: String,
    class: Privacy,
}

struct Offices {
    village: Station,
    neighbour: Station,
    town: Station,
}

fn run(bound: &Bound) -> Result<Outcome> {
    let offices = Offices {
        village: Station::village(),
        neighbour: Station::office(NEIGHBOUR.0, NEIGHBOUR.1, "village"),
        town: Station::town(),
    };
    introduce(&offices.village, &offices.town);
    introduce(&offices.neighbour, &offices.town);
    let to_town = secret_of(&office_keys(&offices.town)?)?;
    let to_village = secret_of(&office_keys(&offices.village)?)?;
    let (mut own, mut foreign) = (Vec::new(), Vec::new());
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        write(&offices.village, &mut chance, &mut own)?;
        write(&offices.neighbour, &mut chance, &mut foreign)?;
        carry(&offices.neighbour, &offices.town);
        let profile = PROFILES.get(usize::try_from(chance.below(3))?);
        let profile = *profile.context("one of three")?;
        let up = opened(&offices.village, "990101102000", profile.0, &to_town)?;
        outcome.count(beyond(&up, &own, profile).map(|what| format!("try {attempt}: {what}")));
        let down = opened(&offices.town, "990101102203", profile.0, &to_village)?;
        outcome.count(elsewhere(&down, &foreign).map(|what| format!("try {attempt}: {what}")));
    }
    Ok(outcome)
}

/// Writes a record of each ledger with marks in its fields.
fn write(office: &Station, chance: &mut Chance, marks: &mut Vec<Mark>) -> Result<()> {
    for ledger in ["person", "hazard", "tip_off"] {
        let spec = ledger::by_name(ledger).context("an unknown ledger")?;
        let mut values = Map::new();
        for (_, name) in MARKED.iter().filter(|(of, _)| *of == ledger) {
            let field = spec.field(name).context("an unknown field")?;
            let text = format!("记号{:016x}", chance.next());
            values.insert((*name).to_owned(), Value::from(text.as_str()));
            marks.push(Mark {
                text,
                class: field.privacy,
            });
        }
        office.save(ledger, Value::Object(values));
    }
    Ok(())
}

/// The plain content of a package from an office.
fn opened(from: &Station, to: &str, profile: &str, secret: &str) -> Result<Vec<u8>> {
    let request = json!({ "to": to, "profile": profile, "path": from.path(".") });
    let written = from.call("export_package", request);
    let path = written.get("path").and_then(Value::as_str);
    let path = path.context("a package lies somewhere")?;
    let outside = Outside::of(&fs::read(path)?)?;
    fs::remove_file(path)?;
    unlocked(&outside.payload, secret)
}

/// What of higher classes stands in the village's own package, or what of its own does not.
fn beyond(payload: &[u8], own: &[Mark], (profile, highest): (&str, Privacy)) -> Option<String> {
    own.iter().find_map(|mark| {
        let is_there = holds(payload, &mark.text);
        let must_be = mark.class <= Privacy::Duty && mark.class <= highest;
        match is_there {
            true if mark.class > highest => Some(format!("{profile} holds class {:?}", mark.class)),
            false if must_be => Some(format!("{profile} lacks class {:?}", mark.class)),
            _ => None,
        }
    })
}

/// What of the neighbour stands in the village's package.
fn elsewhere(payload: &[u8], foreign: &[Mark]) -> Option<String> {
    let names = [NEIGHBOUR.0, NEIGHBOUR.1];
    let marks = foreign.iter().map(|mark| mark.text.as_str());
    let mut told = marks.chain(names).filter(|text| holds(payload, text));
    told.next().map(|_| "it tells of another area".to_owned())
}

fn holds(payload: &[u8], text: &str) -> bool {
    let text = text.as_bytes();
    payload.windows(text.len()).any(|bytes| bytes == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_holds_nothing_of_other_areas_or_higher_classes() {
        crate::part::hold(&PART);
    }

    #[test]
    fn a_mark_that_stands_in_a_payload_is_found() {
        let mark = |class| Mark {
            text: "记号0".to_owned(),
            class,
        };
        let payload = "……记号0……".as_bytes();
        assert!(beyond(payload, &[mark(Privacy::Secret)], PROFILES[1]).is_some());
        assert!(beyond(payload, &[mark(Privacy::Duty)], PROFILES[1]).is_none());
        assert!(beyond(&[], &[mark(Privacy::Duty)], PROFILES[1]).is_some());
        assert!(elsewhere(payload, &[mark(Privacy::Open)]).is_some());
    }
}
