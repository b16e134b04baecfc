//! What somebody did on a watched disk, step by step, and what each step left.

use acceptance::desk;
use anyhow::{Context as _, Result, ensure};
use app::Desk;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use store::{Access, Store, StoreError};

use crate::books::{self, FILE, State, WAYS, deed, person, scratch};
use crate::disk::{Log, Watch};
use crate::image::{Image, image_of, lay};

/// Steps done one after another.
pub struct Session {
    /// What it is called in a report.
    pub name: &'static str,
    /// All that was done to the disk.
    pub log: Log,
    /// The file that is judged.
    file: &'static str,
    /// What it said before the first step and after each.
    states: Vec<Option<State>>,
    /// Finished files that lay beside it, likewise.
    finished: Vec<BTreeSet<PathBuf>>,
    /// Everything, at the end.
    last: Image,
}

type Step = fn(&Desk, &Path) -> Result<()>;

/// An ordinary day: acts small and large, a merge, a backup, closing and opening again.
const DAY: &[Step] = &[
    |desk, folder| books::choose(desk, folder),
    |desk, _| save(desk, "周德胜"),
    |desk, _| save(desk, "吴大明"),
    |desk, folder| done(desk, folder, "sheet"),
    |desk, _| save(desk, "郑小满"),
    |desk, folder| done(desk, folder, "merge"),
    |desk, folder| done(desk, folder, "backup"),
    |desk, folder| done(desk, folder, "export"),
    |desk, folder| done(desk, folder, "close"),
    |desk, folder| books::choose(desk, folder),
    |desk, _| save(desk, "孙长河"),
    |desk, folder| done(desk, folder, "table"),
    |desk, folder| done(desk, folder, "close"),
];

/// The first opening by a version that folds by other rules.
const REFOLD: &[Step] = &[
    |desk, folder| books::choose(desk, folder),
    |desk, _| save(desk, "周德胜"),
    |desk, folder| done(desk, folder, "close"),
];

/// A new file, written in at once.
const CREATE: &[Step] = &[
    |desk, folder| done(desk, folder, "create"),
    |desk, _| save(desk, "周德胜"),
];

/// A file made of a backup, written in at once.
const RESTORE: &[Step] = &[
    |desk, folder| done(desk, folder, "restore"),
    |desk, _| save(desk, "周德胜"),
];

/// A password, another one, and a new key for the file itself.
const KEYS: &[Step] = &[
    |_, folder| with_store(folder, 0, |store| store.change_password(&WAYS[1])),
    |_, folder| with_store(folder, 1, |store| store.change_password(&WAYS[2])),
    |_, folder| with_store(folder, 2, |store| store.renew_key(&[], &WAYS[2])),
];

/// Changes of the keys, done.
pub fn of_keys(image: &Image) -> Result<Vec<Session>> {
    Ok(vec![Session::of(("keys", FILE), image, KEYS)?])
}

/// Every other session, done.
pub fn of_books(image: &Image) -> Result<Vec<Session>> {
    Ok(vec![
        Session::of(("day", FILE), image, DAY)?,
        Session::of(("refold", FILE), &stale(image)?, REFOLD)?,
        Session::of(("create", "新村.yz"), image, CREATE)?,
        Session::of(("restore", "恢复.yz"), image, RESTORE)?,
    ])
}

fn save(desk: &Desk, name: &str) -> Result<()> {
    desk.call("save_record", person(name, "142 0000 0007"))?;
    Ok(())
}

fn done(desk: &Desk, folder: &Path, name: &str) -> Result<()> {
    deed(name)?.at(desk, folder)?;
    Ok(())
}

fn with_store(
    folder: &Path,
    way: usize,
    work: impl FnOnce(&mut Store) -> Result<(), StoreError>,
) -> Result<()> {
    let access = WAYS.get(way).context("a way in")?;
    let mut store = Store::open(&folder.join(FILE), access)?;
    work(&mut store)?;
    Ok(store.close()?)
}

/// The books as a version with other rules of folding left them.
fn stale(image: &Image) -> Result<Image> {
    let folder = scratch()?;
    lay(image, folder.path())?;
    let mut store = Store::open(&folder.path().join(FILE), &Access::Open)?;
    store.set_setting("store.fold", b"other rules")?;
    store.close()?;
    image_of(folder.path())
}

impl Session {
    fn of(
        (name, file): (&'static str, &'static str),
        image: &Image,
        steps: &[Step],
    ) -> Result<Self> {
        let folder = scratch()?;
        lay(image, folder.path())?;
        let desk = desk();
        let watch = Watch::on(folder.path())?;
        for step in steps {
            step(&desk, folder.path()).with_context(|| format!("session {name}"))?;
            watch.acknowledge();
        }
        desk.call("lock_file", json!({}))?;
        Self::told((name, file), watch.finish()?)
    }

    fn told((name, file): (&'static str, &'static str), log: Log) -> Result<Self> {
        let mut session = Self {
            name,
            file,
            states: Vec::new(),
            finished: Vec::new(),
            last: log.image_at(log.len()),
            log,
        };
        let steps = [vec![0], session.log.acknowledged()].concat();
        for changes in steps {
            let image = session.log.image_at(changes);
            session.states.push(session.state(&image)?);
            let finished = image.keys().filter(|name| is_finished(name));
            session.finished.push(finished.cloned().collect());
        }
        Ok(session)
    }

    /// Whether what is left after a cut holds every acknowledged step and no half of the next.
    pub fn judge(&self, changes: usize, survivor: &Image) -> Result<()> {
        let acknowledged = self.log.acknowledged();
        let steps = acknowledged.iter().filter(|at| **at < changes).count();
        for (name, bytes) in survivor.iter().filter(|(name, _)| is_finished(name)) {
            let whole = self.last.get(name);
            ensure!(
                whole.is_none_or(|whole| whole == bytes),
                "{} is half",
                name.display()
            );
        }
        for name in self.finished.get(steps).into_iter().flatten() {
            ensure!(survivor.contains_key(name), "{} is gone", name.display());
        }
        let state = self.state(survivor)?;
        let allowed = self.states.get(steps..).unwrap_or_default();
        let is_one = allowed.iter().take(2).any(|allowed| *allowed == state);
        ensure!(
            is_one,
            "after {steps} steps it says {state:?}, not {allowed:?}"
        );
        Ok(())
    }

    fn state(&self, image: &Image) -> Result<Option<State>> {
        let folder = scratch()?;
        lay(image, folder.path())?;
        books::state(&folder.path().join(self.file))
    }
}

/// Whether a file of this name was written once and for all: not the database and its key, not
/// what is still being worked on.
fn is_finished(name: &Path) -> bool {
    let name = name.to_string_lossy();
    let endings = [".yzbak", ".yzb", ".xlsx", ".json", ".pdf"];
    endings.iter().any(|ending| name.ends_with(ending)) && !name.contains(".part")
}
