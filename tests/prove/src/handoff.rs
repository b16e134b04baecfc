//! A village's package before its township, and what the township makes of altered ones.

use acceptance::{Station, export, introduce};
use anyhow::{Context as _, Result, anyhow};
use app::Problem;
use exchange::{Passphrase, open_invite};
use serde_json::json;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::SystemTime;

use forger::{Hand, Inside, Outside, secret_of, unlocked};

/// A township that trusts two villages, and two packages of the first village.
pub struct Handoff {
    /// The receiving township.
    pub town: Station,
    /// A package of the village, as it lies on the stick.
    pub package: Vec<u8>,
    /// An earlier one.
    pub earlier: Vec<u8>,
    /// A package of another village that the township trusts as well.
    pub others: Vec<u8>,
    /// Another laptop of the same village, whose word counts.
    pub insider: Hand,
    /// A laptop of the other village, whose word counts for its own village only.
    pub neighbour: Hand,
    /// Nobody the township knows, under the village's code.
    pub stranger: Hand,
    /// What opens packages for the township.
    pub secret: String,
    path: PathBuf,
}

/// What the files of an office look like from outside.
#[derive(PartialEq, Eq)]
pub struct Look([Option<(u64, Option<SystemTime>)>; 2]);

impl Handoff {
    /// Makes the offices and the packages.
    pub fn new() -> Result<Self> {
        let (village, town) = (Station::village(), Station::town());
        let neighbour = Station::office("990101102204", "石桥村", "village");
        introduce(&village, &town);
        introduce(&neighbour, &town);
        village.person("陈守田", "142 0000 0001");
        neighbour.person("安小满", "142 0000 0002");
        let earlier = fs::read(export(&village, &town))?;
        village.save("hazard", json!({ "description": "山塘坝脚渗水" }));
        let package = fs::read(export(&village, &town))?;
        let others = fs::read(export(&neighbour, &town))?;
        let (own, foreign) = (office_keys(&village)?, office_keys(&neighbour)?);
        let unknown = exchange::OfficeKeys::generate()?;
        Ok(Self {
            package,
            earlier,
            others,
            insider: Hand::of(&own, "990101102203", 31),
            neighbour: Hand::of(&foreign, "990101102204", 32),
            stranger: Hand::of(&unknown, "990101102203", 33),
            secret: secret_of(&office_keys(&town)?)?,
            path: town.path("收到.yzb"),
            town,
        })
    }

    /// The package's outside and, opened, its inside.
    pub fn apart(&self) -> Result<(Outside, Inside)> {
        let outside = Outside::of(&self.package)?;
        let inside = Inside::of(&unlocked(&outside.payload, &self.secret)?)?;
        Ok((outside, inside))
    }

    /// What is wrong with how the township took this package, which it must refuse; nothing if
    /// it refused it in words and left its file alone.
    pub fn refused(&self, package: &[u8]) -> Result<Option<String>> {
        let before = look(&self.town);
        let found = match self.attempt(package, "import_package")? {
            Ok(()) => Some("it was accepted".to_owned()),
            Err(problem) => unfit(&problem),
        };
        let touched = (look(&self.town) != before).then(|| "the file was touched".to_owned());
        Ok(found.or(touched))
    }

    /// The code with which the township refuses this package, if it does.
    pub fn code(&self, package: &[u8]) -> Result<Option<&'static str>> {
        let answer = self.attempt(package, "verify_package")?;
        Ok(answer.err().map(|problem| problem.code))
    }

    fn attempt(&self, package: &[u8], command: &str) -> Result<Result<(), Problem>> {
        fs::write(&self.path, package)?;
        let import = || {
            // What anybody can do without a key must bear it as well.
            let _ = exchange::inspect(&mut std::io::Cursor::new(package));
            self.town.desk.call(command, json!({ "path": self.path }))
        };
        let answer = catch_unwind(AssertUnwindSafe(import));
        answer
            .map(|answer| answer.map(drop))
            .map_err(|_| anyhow!("the program panicked"))
    }

    /// What the township's books hold, to be compared at the end.
    pub fn books(&self) -> [u64; 2] {
        ["person", "hazard"].map(|ledger| self.town.count(ledger))
    }
}

/// An office's file and its log as they lie on the disk.
pub fn look(station: &Station) -> Look {
    let mut log = station.file.clone().into_os_string();
    log.push("-wal");
    let of = |path: PathBuf| {
        let metadata = fs::metadata(path).ok();
        metadata.map(|found| (found.len(), found.modified().ok()))
    };
    Look([of(station.file.clone()), of(log.into())])
}

/// What is wrong with a refusal: not in words, or not foreseen.
pub fn unfit(problem: &Problem) -> Option<String> {
    let is_said = problem
        .message
        .chars()
        .filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter))
        .count()
        >= 6;
    let is_foreseen = problem.code != "internal";
    (!is_said || !is_foreseen).then(|| format!("it was refused by {problem}"))
}

/// An office's keys, out of an invitation for a second laptop.
pub fn office_keys(station: &Station) -> Result<exchange::OfficeKeys> {
    let path = station.path("邀请.yzj");
    let told = station.call("invite_laptop", json!({ "path": path }));
    let words = told.get("passphrase").and_then(|words| words.as_str());
    let passphrase = Passphrase::read(words.context("no passphrase was told")?)?;
    Ok(open_invite(&fs::read(path)?, &passphrase)?.keys)
}
