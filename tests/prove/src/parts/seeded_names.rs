//! No name, phone or identity number of a villager stands in clear anywhere on the disk, in the
//! log or in a package; where a profile withholds them they are not even inside the package.

use acceptance::{Station, introduce};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

use crate::chance::Chance;
use crate::handoff::office_keys;
use crate::part::{Bound, Outcome, Part};
use forger::{Outside, secret_of, unlocked};
use log::Heard;
use needles::Needles;
use seeds::Villager;

mod log;
mod needles;
mod seeds;

/// Rounds of a village whose villagers are looked for in every byte it leaves behind.
pub const PART: Part = Part {
    name: "seeded_names",
    what: "500 names, phones and identity numbers stand in clear nowhere",
    long: 200,
    short: 1,
    run,
};

const VILLAGERS: usize = 500;
const PASSWORD: &str = "板栗树下的三口老井";
const MISTYPED: &str = "板栗树下的三口新井";
/// What each profile carries of a villager's name.
const PROFILES: [(&str, bool); 3] = [("statistics", false), ("duty", false), ("full", true)];

fn run(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let chance = Chance::of(bound.seed, attempt);
        let found = Round::begin(chance)?.played()?;
        outcome.count(found.map(|what| format!("seed {} round {attempt}: {what}", bound.seed)));
    }
    Ok(outcome)
}

/// One village, its township, and what was looked for.
struct Round {
    village: Station,
    town: Station,
    villagers: Vec<Villager>,
    needles: Needles,
    chance: Chance,
    heard: Heard,
}

impl Round {
    fn begin(mut chance: Chance) -> Result<Self> {
        let villagers = seeds::villagers(VILLAGERS, &mut chance);
        let (village, town) = (Station::village(), Station::town());
        introduce(&village, &town);
        let mut needles = Needles::of(&villagers)?;
        needles.add(PASSWORD, "a password")?;
        needles.add(MISTYPED, "a mistyped password")?;
        Ok(Self {
            village,
            town,
            villagers,
            needles,
            chance,
            heard: Heard::default(),
        })
    }

    /// Plays the round; tells where something was found, or that nothing could be.
    fn played(mut self) -> Result<Option<String>> {
        let heard = self.heard.clone();
        heard.while_listening(|| self.look_everywhere())
    }

    fn look_everywhere(&mut self) -> Result<Option<String>> {
        self.seed()?;
        if self.chance.below(3) == 0 {
            self.protect();
        }
        self.work()?;
        let folder = self.village.path("备份");
        fs::create_dir(&folder)?;
        self.village
            .call("backup_file", json!({ "folder": folder }));
        if let Some(place) = self.on_disk()? {
            return Ok(Some(place));
        }
        for (profile, carries) in PROFILES {
            if let Some(wrong) = self.package(profile, carries)? {
                return Ok(Some(wrong));
            }
        }
        self.village.call("lock_file", json!({}));
        if let Some(place) = self.on_disk()? {
            return Ok(Some(place));
        }
        let log = self.heard.text();
        Ok(self
            .needles
            .found_in(log.as_bytes())
            .map(|what| format!("{what} in the log")))
    }

    /// Takes the villagers in from a spreadsheet that then leaves the disk.
    fn seed(&self) -> Result<()> {
        let sheet = self.village.path("人员.csv");
        fs::write(&sheet, seeds::sheet(&self.villagers))?;
        let import = json!({ "ledger": "person", "path": sheet });
        let done = self.village.call("import_sheet", import);
        let added = done.get("added").and_then(Value::as_u64);
        anyhow::ensure!(
            added == Some(VILLAGERS as u64),
            "not all were taken in: {done}"
        );
        Ok(fs::remove_file(sheet)?)
    }

    /// Gives the file a password and a new key; before, its key stands in clear, on purpose.
    fn protect(&self) {
        let password = json!({ "password": PASSWORD });
        self.village.call("protect_file", password);
        let mistyped = json!({ "confirm": MISTYPED });
        self.village.refuse("new_recovery_code", mistyped);
    }

    /// What is done with villagers: changed, removed, looked for, typed half, photographed, refused.
    fn work(&mut self) -> Result<()> {
        for _ in 0..12 {
            let villager = self.chance.below(VILLAGERS as u64);
            let villager = self.villagers.get(usize::try_from(villager)?);
            let villager = villager.context("a villager of the seeds")?;
            let found = self
                .village
                .call("search", json!({ "text": villager.name }));
            let id = found.pointer("/found/0/id").cloned();
            match (self.chance.below(5), id) {
                (0, _) => self.half_typed(villager),
                (1, _) => self.refused(villager),
                (2, Some(id)) => self.removed(&id),
                (_, Some(id)) => self.changed(villager, &id),
                (_, None) => {}
            }
        }
        self.photographed()
    }

    fn half_typed(&self, villager: &Villager) {
        let values = json!({ "name": villager.name, "id_no": villager.id_no });
        let draft = json!({ "key": "person/new", "values": values });
        self.village.call("keep_draft", draft);
    }

    fn refused(&self, villager: &Villager) {
        let values = json!({ "name": "", "mobile": villager.mobile, "id_no": villager.id_no });
        let save = json!({ "ledger": "person", "values": values });
        self.village.refuse("save_record", save);
    }

    fn removed(&self, id: &Value) {
        let record = self.village.read("person", id);
        let form = record.get("form");
        let remove = json!({ "ledger": "person", "id": id, "form": form });
        self.village.call("remove_record", remove);
    }

    fn changed(&self, villager: &Villager, id: &Value) {
        let words = format!("{}的药放在门后", villager.name);
        let values = json!({ "medical_need": words });
        self.village.change("person", id, values);
    }

    fn photographed(&self) -> Result<()> {
        let villager = self.villagers.first().context("a villager")?;
        let hazard = self
            .village
            .save("hazard", json!({ "description": "屋后落石" }));
        let photo = json!({
            "ledger": "hazard", "id": hazard.get("id"), "phase": "before",
            "caption": format!("{}家屋后", villager.name), "data": seeds::picture(),
        });
        self.village.call("add_photo", photo);
        Ok(())
    }

    /// Looks through every file of the village's folder and every file the program holds open.
    fn on_disk(&self) -> Result<Option<String>> {
        let folder = self.village.file.parent().context("the file's folder")?;
        let mut files = files_under(folder)?;
        files.extend(open_files());
        for path in files {
            let Ok(bytes) = fs::read(&path) else { continue };
            if let Some(what) = self.needles.found_in(&bytes) {
                return Ok(Some(format!("{what} in {}", path.display())));
            }
        }
        Ok(None)
    }

    /// A package shows nobody; opened it holds villagers exactly where its profile carries them.
    fn package(&self, profile: &str, carries: bool) -> Result<Option<String>> {
        let path = self.village.path(&format!("{profile}.yzb"));
        let order = json!({ "to": "990101102000", "profile": profile, "path": path });
        let written = self.village.call("export_package", order);
        let path = written.get("path").and_then(Value::as_str);
        let bytes = fs::read(path.context("the package's path")?)?;
        if let Some(what) = self.needles.found_in(&bytes) {
            return Ok(Some(format!("{what} in a package of profile {profile}")));
        }
        let secret = secret_of(&office_keys(&self.town)?)?;
        let tar = unlocked(&Outside::of(&bytes)?.payload, &secret)?;
        let found = self.needles.found_in(&tar);
        Ok(match (found, carries) {
            (Some(what), false) => Some(format!("{what} inside a package of profile {profile}")),
            (None, true) => Some(format!("nobody is found inside profile {profile}")),
            _ => None,
        })
    }
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// Regular files that this program holds open, those without a name as well; only where the
/// system tells.
fn open_files() -> Vec<PathBuf> {
    let Ok(descriptors) = fs::read_dir("/proc/self/fd") else {
        return Vec::new();
    };
    let paths = descriptors.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    paths.filter(|path| path.is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn no_villager_stands_in_clear_anywhere_on_the_disk() {
        crate::part::hold(&PART);
    }
}
