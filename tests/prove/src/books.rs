//! The books that are broken: one small village, what can be done to it, and how it is told that
//! a file is whole.

use acceptance::{Station, export, introduce};
use anyhow::{Context as _, Result, bail, ensure};
use app::{Desk, Problem};
use ledger::Digest;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use store::{Access, CheckDepth, Store, StoreError};
use tempfile::TempDir;

use crate::image::{Image, image_of};

/// The village's file.
pub const FILE: &str = "栗溪村.yz";
const CODE: &str = "990101102203";
const SHEET: &str = "村民.csv";
const PACKAGE: &str = "来件.yzb";
const BACKUP: &str = "旧.yzbak";
/// What lies beside the file from the beginning.
pub const GIVEN: &[&str] = &[SHEET, PACKAGE, BACKUP];
/// More rows than one entry of the journal holds changes.
const ROWS: u32 = 600;

/// Something a person does that is written somewhere.
pub struct Deed {
    /// What it is called in a report.
    pub name: &'static str,
    /// How the name of the file it makes ends, if it makes one.
    pub makes: Option<&'static str>,
    /// The command and its request, for books in a folder.
    pub request: fn(&Path) -> (&'static str, Value),
}

/// Every kind of write.
pub const DEEDS: &[Deed] = &[
    Deed {
        name: "act",
        makes: None,
        request: |_| ("save_record", person("周德胜", "142 0000 0007")),
    },
    Deed {
        name: "sheet",
        makes: None,
        request: |folder| {
            let request = json!({ "ledger": "person", "path": folder.join(SHEET) });
            ("import_sheet", request)
        },
    },
    Deed {
        name: "merge",
        makes: None,
        request: |folder| ("import_package", json!({ "path": folder.join(PACKAGE) })),
    },
    Deed {
        name: "export",
        makes: Some(".yzb"),
        request: |folder| {
            (
                "export_package",
                json!({ "to": CODE, "path": folder.join("送出.yzb") }),
            )
        },
    },
    Deed {
        name: "backup",
        makes: Some(".yzbak"),
        request: |folder| ("backup_file", json!({ "folder": folder })),
    },
    Deed {
        name: "table",
        makes: Some(".xlsx"),
        request: |folder| {
            let request = json!({ "ledger": "person", "path": folder.join("名册.xlsx") });
            ("export_sheet", request)
        },
    },
    Deed {
        name: "card",
        makes: Some(".json"),
        request: |folder| ("save_card", json!({ "path": folder.join("名片.json") })),
    },
    Deed {
        name: "restore",
        makes: Some("恢复.yz"),
        request: |folder| {
            let (from, to) = (folder.join(BACKUP), folder.join("恢复.yz"));
            (
                "restore_file",
                json!({ "backup": from, "path": to, "password": null }),
            )
        },
    },
    Deed {
        name: "create",
        makes: Some("新村.yz"),
        request: |folder| {
            let request = json!({
                "path": folder.join("新村.yz"), "code": "990101102204", "name": "新村",
                "kind": "village", "password": null,
            });
            ("create_file", request)
        },
    },
    Deed {
        name: "close",
        makes: None,
        request: |_| ("lock_file", json!({})),
    },
];

impl Deed {
    /// Does it at a desk where the books of the folder are open.
    pub fn at(&self, desk: &Desk, folder: &Path) -> Result<Value, Problem> {
        let (command, request) = (self.request)(folder);
        desk.call(command, request)
    }
}

/// The deed of a name.
pub fn deed(name: &str) -> Result<&'static Deed> {
    let found = DEEDS.iter().find(|deed| deed.name == name);
    found.with_context(|| format!("no deed {name}"))
}

/// Somebody to be saved.
pub fn person(name: &str, mobile: &str) -> Value {
    json!({ "ledger": "person", "values": { "name": name, "mobile": mobile } })
}

/// A folder to be thrown away, in memory where the system has such a place.
pub fn scratch() -> Result<TempDir> {
    let memory = Path::new("/dev/shm");
    Ok(if memory.is_dir() {
        tempfile::tempdir_in(memory)?
    } else {
        tempfile::tempdir()?
    })
}

/// A closed village file with a sheet to import, a package to merge and a backup beside it.
pub fn prepare() -> Result<Image> {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    village.person("陈守田", "142 0000 0001");
    let second = village.second_laptop();
    for (place, name) in ["吴桂花", "郑有根", "何秀兰"].iter().enumerate() {
        second.person(name, &format!("142 0000 001{place}"));
    }
    let package = export(&second, &village);
    let backup = village.call("backup_file", json!({ "folder": second.path("") }));
    village.call("lock_file", json!({}));
    let folder = scratch()?;
    let taken = |from: &Path, name: &str| fs::copy(from, folder.path().join(name));
    let backup = backup.get("path").and_then(Value::as_str);
    taken(&package, PACKAGE)?;
    taken(Path::new(backup.unwrap_or_default()), BACKUP)?;
    taken(&village.file, FILE)?;
    taken(
        &village.file.with_extension("yz.key"),
        &format!("{FILE}.key"),
    )?;
    fs::write(folder.path().join(SHEET), sheet()?)?;
    image_of(folder.path())
}

fn sheet() -> Result<String> {
    let mut sheet = "\u{feff}姓名,联系电话\n".to_owned();
    for row in 0..ROWS {
        writeln!(sheet, "村民{row},142 0001 {row:04}")?;
    }
    Ok(sheet)
}

/// Opens the books of a folder.
pub fn choose(desk: &Desk, folder: &Path) -> Result<()> {
    desk.call("choose_file", json!({ "path": folder.join(FILE) }))?;
    Ok(())
}

/// The ways in that a proof gives a file.
pub const WAYS: [Access<'static>; 3] = [
    Access::Open,
    Access::Password("栗溪村的第一句话"),
    Access::Password("栗溪村的第二句话"),
];

/// What a file says, as far as two of them can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Which of [`WAYS`] opens it.
    pub way: usize,
    /// Entries of its journal.
    pub entries: u64,
    /// What its ledgers show.
    pub shown: Digest,
}

/// Opens a file as after a power cut and looks through all of it: pages, chains, photos, and
/// every ledger folded again. None if no such file is there.
pub fn state(file: &Path) -> Result<Option<State>> {
    if !file.try_exists()? {
        return Ok(None);
    }
    let (way, mut store) = opened(file)?;
    let found = store.check(CheckDepth::Rebuild)?;
    ensure!(found.ok, "it is not whole: {:?}", found.differences);
    let mut shown = Vec::new();
    for area in store.areas()? {
        shown.push(store.state_digest(&area)?.0);
    }
    store.close()?;
    Ok(Some(State {
        way,
        entries: found.entries,
        shown: Digest::of("prove/state", &[&shown.concat()]),
    }))
}

/// Opens a file by whichever way in it has now; there must be one.
fn opened(file: &Path) -> Result<(usize, Store)> {
    for (way, access) in WAYS.iter().enumerate() {
        match Store::open(file, access) {
            Err(StoreError::NoSuchSlot | StoreError::WrongPassword) => {}
            store => return Ok((way, store.context("it does not open")?)),
        }
    }
    bail!("no key opens it")
}
