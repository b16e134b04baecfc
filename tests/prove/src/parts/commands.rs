//! Whatever JSON a command is sent, it answers or refuses in words; what it refused it did not
//! do, and no file of the person is overwritten.
//!
//! Requests are grown from the declared shapes ([`shapes`]), so that most reach what a command
//! does, and then spoilt ([`values`]). They are sent as text, as a browser would send them.

mod shapes;
mod values;

use acceptance::Station;
use anyhow::{Context as _, Result, ensure};
use app::Desk;
use serde_json::{Value, json};
use std::cell::Cell;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crate::chance::Chance;
use crate::handoff::{look, unfit};
use crate::part::{Bound, Outcome, Part};
use shapes::Shapes;
use values::Pool;

/// A hundred thousand requests.
pub const PART: Part = Part {
    name: "commands",
    what: "any JSON at any command is answered or refused in words, and no file is lost",
    long: 100_000,
    short: 400,
    run,
};

/// Requests after which the file is folded again.
const FOLDED: u64 = 2_000;

/// Commands that are only asked now and then, because a password takes a second.
const SLOW: [&str; 4] = ["create_file", "unlock_file", "restore_file", "join_office"];

/// An office, and what lies beside its file that nobody may overwrite.
struct Scene {
    station: Station,
    own: Vec<(PathBuf, Vec<u8>)>,
    pool: Pool,
    shapes: Shapes,
    entries: Cell<u64>,
    is_shut: Cell<bool>,
}

/// How many entries the journal of the file at hand has.
fn entries(desk: &Desk) -> Result<u64> {
    let checked = desk.call("check_file", json!({}))?;
    ensure!(checked.get("ok") == Some(&json!(true)), "{checked}");
    let entries = checked.get("entries").and_then(Value::as_u64);
    entries.context("the entries are not counted")
}

impl Scene {
    fn new() -> Result<Self> {
        let station = Station::village();
        station.person("安小满", "142 0000 0001");
        station.save("hazard", json!({ "description": "山塘坝脚渗水" }));
        let own = [
            "花名册.xlsx",
            "合同.pdf",
            "名片.json",
            "照片.jpg",
            "旧备份.yzbak",
        ];
        let own: Vec<(PathBuf, Vec<u8>)> = own
            .map(|name| (station.path(name), format!("own {name}").into_bytes()))
            .into();
        for (path, bytes) in &own {
            fs::write(path, bytes)?;
        }
        let shapes = Shapes::read(&app::bridge::typescript::bindings());
        ensure!(shapes.commands.len() > 40, "the shapes were not understood");
        let pool = Pool::new(&station, &own);
        let entries = Cell::new(entries(&station.desk)?);
        Ok(Self {
            station,
            own,
            pool,
            shapes,
            entries,
            is_shut: Cell::new(false),
        })
    }

    fn request(&self, chance: &mut Chance) -> (&str, String) {
        let place = chance.below(self.shapes.commands.len() as u64);
        let found = self
            .shapes
            .commands
            .get(usize::try_from(place).unwrap_or(0));
        let (name, shape) = found.map_or(("today", &shapes::Shape::Any), |(name, shape)| {
            (name.as_str(), shape)
        });
        let is_skipped = SLOW.contains(&name) && chance.below(20) > 0;
        let name = if is_skipped { "today" } else { name };
        let value = self.pool.grown(&self.shapes, (shape, ""), chance);
        (name, values::spoilt(&value, chance))
    }

    /// Sends a request and says what was wrong with the answer.
    fn sent(&self, name: &str, text: &str) -> Result<Option<String>> {
        let Ok(payload) = serde_json::from_str::<Value>(text) else {
            // No JSON: the door refuses it before any command sees it.
            return Ok(None);
        };
        let desk = &self.station.desk;
        let before = (look(&self.station), self.entries.get());
        let answer = catch_unwind(AssertUnwindSafe(|| desk.call(name, payload)));
        let refusal = match answer {
            Err(_) => Some("it panicked".to_owned()),
            Ok(Ok(_)) => None,
            Ok(Err(ref problem)) => unfit(problem),
        };
        let is_refused = matches!(answer, Ok(Err(_)));
        let lost = self.lost()?;
        let is_open = self
            .reopened(desk)
            .with_context(|| format!("after {name} {text}"))?;
        if !is_open {
            self.is_shut.set(true);
            return Ok(refusal.or(lost));
        }
        // The log of who saw what may grow, the books may not.
        if look(&self.station) != before.0 {
            self.entries.set(entries(desk)?);
        }
        let wrote = is_refused && self.entries.get() != before.1;
        let wrote = wrote.then(|| "it was refused and wrote".to_owned());
        Ok(refusal.or(lost).or(wrote))
    }

    /// A file of the person that is no longer what it was.
    fn lost(&self) -> Result<Option<String>> {
        for (path, bytes) in &self.own {
            if fs::read(path).ok().as_ref() != Some(bytes) {
                fs::write(path, bytes)?;
                let name = path.file_name().unwrap_or_default();
                return Ok(Some(format!("{} was overwritten", name.to_string_lossy())));
            }
        }
        Ok(None)
    }

    /// A command may have locked the file or chosen another: the next one finds it open, unless one
    /// before gave it a password that nobody knows.
    fn reopened(&self, desk: &Desk) -> Result<bool> {
        let path = json!({ "path": self.station.file });
        let state = desk.call("file_state", json!({}))?;
        let is_open =
            state.get("stage") == Some(&json!("open")) && state.get("path") == path.get("path");
        if !is_open {
            let state = desk
                .call("choose_file", path)
                .context("the office's own file does not open any more")?;
            return Ok(state.get("stage") == Some(&json!("open")));
        }
        Ok(true)
    }
}

fn run(bound: &Bound) -> Result<Outcome> {
    let mut scene = Scene::new()?;
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let mut chance = Chance::of(bound.seed, attempt);
        let (name, text) = scene.request(&mut chance);
        let found = scene.sent(name, &text)?;
        outcome.count(found.map(|found| {
            let shown: String = text.chars().take(300).collect();
            format!("try {attempt}, {name} {shown}: {found}")
        }));
        if scene.is_shut.get() {
            scene = Scene::new()?;
        }
        if attempt % FOLDED == FOLDED - 1 {
            scene.station.assert_sound();
        }
    }
    scene.station.assert_sound();
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn any_json_at_any_command_is_answered_or_refused_in_words() {
        crate::part::hold(&PART);
    }
}
