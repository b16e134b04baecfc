//! Before a merge, and back to before it.
//!
//! A merge is never taken back by a counter-act: what came in was signed by others. But the
//! backup made before it can become the file again, as a new replica, as long as nothing was
//! written by hand since; the merged file is laid aside under another name and the packages can
//! be read again. Merges that follow one another without a word written between them share one
//! backup: going back goes to before the first of them.

use super::{Note, make};
use crate::acts::file::state_of;
use crate::acts::replica;
use crate::bridge::backups::{MergeReturn, ReturnBeforeMerge};
use crate::desk::{AtHand, Desk};
use crate::office::{KEEPERS, Office, new_id};
use crate::problem::Problem;
use crate::wording::io_problem;
use ledger::ReplicaId;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the file notes the backup before its last merges.
const BEFORE: &str = "backup.before_merge";

/// The backup before the last merges.
#[derive(Serialize, Deserialize)]
struct Before {
    backup: Note,
    /// Names what this replica had written by hand.
    own: String,
    /// How many entries that were.
    written: u64,
    /// Packages taken in since.
    packages: u64,
}

/// Backs the file up before a merge, unless the last backup before one still says all that was
/// written here by hand.
pub(crate) fn before_merge(desk: &Desk, office: &mut Office) -> Result<(), Problem> {
    if desk.home().is_none() {
        return Ok(());
    }
    let own = office.store.own_heads()?;
    let before = read(office)?;
    if before.is_some_and(|before| before.own == own && Path::new(&before.backup.path).exists()) {
        return Ok(());
    }
    let backup = make(desk, office)?;
    let before = Before {
        backup: Note {
            at_ms: backup.facts.made_ms,
            path: backup.path.display().to_string(),
            entries: backup.facts.entries,
        },
        own,
        written: written(office)?,
        packages: 0,
    };
    write(office, &before)
}

/// Counts a package that was merged.
pub(crate) fn merged(office: &mut Office) -> Result<(), Problem> {
    match read(office)? {
        Some(mut before) => {
            before.packages += 1;
            write(office, &before)
        }
        None => Ok(()),
    }
}

/// The backup that rotation must leave alone.
pub(super) fn kept(office: &Office) -> Result<Option<PathBuf>, Problem> {
    Ok(read(office)?.map(|before| PathBuf::from(before.backup.path)))
}

fn read(office: &Office) -> Result<Option<Before>, Problem> {
    let bytes = office.store.setting(BEFORE)?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

fn write(office: &mut Office, before: &Before) -> Result<(), Problem> {
    let bytes = serde_json::to_vec(before).map_err(|error| Problem::internal("note", &error))?;
    Ok(office.store.set_setting(BEFORE, &bytes)?)
}

/// Entries this replica wrote, in all areas.
fn written(office: &Office) -> Result<u64, Problem> {
    let mut written = 0;
    for area in office.store.areas()? {
        written += office.store.have(&area)?.seq(office.store.replica());
    }
    Ok(written)
}

/// Goes back to before the last merges, or only tells whether that can be done.
pub(crate) fn return_before_merge(
    desk: &Desk,
    request: ReturnBeforeMerge,
) -> Result<MergeReturn, Problem> {
    let (before, found) = desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "回到合并前")?;
        let before = read(office)?;
        let found = look(desk, office, before.as_ref())?;
        Ok((before, found))
    })?;
    if request.plan {
        return Ok(found);
    }
    let before = before.ok_or_else(nothing_to_return_to)?;
    if found.written > 0 {
        return Err(Problem::new(
            "written_since_merge",
            format!(
                "合并以后在这台电脑上又写了{}笔，回到合并前会丢掉它们，所以没有做。请逐条改正，或先把这些抄下来。",
                found.written
            ),
        ));
    }
    if !found.possible {
        return Err(nothing_to_return_to());
    }
    go_back(desk, Path::new(&before.backup.path), found)
}

fn nothing_to_return_to() -> Problem {
    Problem::new(
        "nothing_to_return_to",
        "没有找到合并前的那份备份，册子没有改动。合并进来的内容可以逐条改正。",
    )
}

fn look(desk: &Desk, office: &Office, before: Option<&Before>) -> Result<MergeReturn, Problem> {
    let Some(before) = before else {
        return Ok(MergeReturn {
            possible: false,
            at: String::new(),
            packages: 0,
            written: 0,
            aside: None,
            state: None,
        });
    };
    let is_same = office.store.own_heads()? == before.own;
    let since = written(office)?.saturating_sub(before.written);
    let is_there = Path::new(&before.backup.path).exists();
    Ok(MergeReturn {
        possible: is_same && is_there && before.packages > 0,
        at: desk.clock.text_of(before.backup.at_ms),
        packages: before.packages,
        written: if is_same { 0 } else { since.max(1) },
        aside: None,
        state: None,
    })
}

fn go_back(desk: &Desk, backup: &Path, found: MergeReturn) -> Result<MergeReturn, Problem> {
    let mut at_hand = desk.at_hand();
    let (Some(office), Some(path)) = (at_hand.office.take(), at_hand.path.clone()) else {
        return Err(nothing_to_return_to());
    };
    let unprotected = office.unprotected;
    let aside = free_aside(desk, &path, "合并后");
    let replica = ReplicaId(new_id().0);
    let store = office.store.return_to(backup, &aside, replica)?;
    let mut office = Office::of(store, unprotected)?;
    replica::settle(desk, &mut office)?;
    *at_hand = AtHand {
        path: Some(path),
        office: Some(office),
    };
    desk.follow(at_hand.office.as_ref())?;
    Ok(MergeReturn {
        aside: Some(aside.display().to_string()),
        state: Some(state_of(desk, &at_hand)?),
        ..found
    })
}

/// Renames a file, its key file and its log, so that another can take its name. Nothing is
/// deleted.
pub(crate) fn lay_aside(desk: &Desk, path: &Path, why: &str) -> Result<PathBuf, Problem> {
    let aside = free_aside(desk, path, why);
    for ending in ["-wal", ".key", ""] {
        let beside = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        let from = beside(path);
        if from.exists() {
            fs::rename(from, beside(&aside)).map_err(io_problem("rename"))?;
        }
    }
    Ok(aside)
}

/// 栗溪村.损坏-20260712.yz, or the next number behind the day.
fn free_aside(desk: &Desk, path: &Path, why: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let day = desk.clock.today().format("%Y%m%d");
    let numbered = (2_u32..).map(|number| format!("{stem}.{why}-{day}-{number}.yz"));
    let mut names = std::iter::once(format!("{stem}.{why}-{day}.yz")).chain(numbered);
    let free = names.find_map(|name| {
        let path = path.with_file_name(name);
        (!path.exists()).then_some(path)
    });
    free.unwrap_or_else(|| path.with_extension(why))
}
