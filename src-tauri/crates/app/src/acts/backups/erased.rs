//! What was destroyed goes out of the backups too (journal.md §4): those beside the file, in the
//! folders backups were written to and on the sticks that are plugged in are written anew; the
//! others are named to a person. None is ever deleted.
//!
//! The same brings backups under today's key of the file, so that whoever was taken out of it
//! opens none of them, and the former key can be forgotten.

use super::{backups_in, folder_of, standing_folders, watched};
use crate::acts::mode;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use store::{Access, Mending, Store, StoreError};

/// Where the file notes which backups were written elsewhere than beside it.
const PLACES: &str = "backup.places";
/// Places remembered: a station that writes one a week comes round in years.
const REMEMBERED: usize = 200;

/// A backup that was written elsewhere than beside the file.
#[derive(Serialize, Deserialize)]
struct Placed {
    path: String,
    at_ms: i64,
}

impl Placed {
    /// Takes the new name of a backup that got one.
    fn follow(&mut self, renamed: &[(PathBuf, PathBuf)]) {
        let own = PathBuf::from(&self.path);
        if let Some((_, path)) = renamed.iter().find(|(former, _)| *former == own) {
            self.path = path.display().to_string();
        }
    }
}

/// What became of the backups.
#[derive(Default)]
pub(crate) struct Followed {
    /// Names of those that were written anew.
    pub(crate) rewritten: Vec<String>,
    /// What may still hold what was destroyed, and what a person has to do about it.
    pub(crate) left: Vec<String>,
    /// All that were found.
    met: BTreeSet<PathBuf>,
    /// Those that got another name with it, the former one first.
    renamed: Vec<(PathBuf, PathBuf)>,
    /// Whether one may be written anew when it is tried once more.
    may_still_follow: bool,
}

/// Remembers a backup that lies elsewhere than beside the file.
pub(super) fn remember(office: &mut Office, path: &Path, at_ms: i64) -> Result<(), Problem> {
    let mut places = places(office)?;
    let path = path.display().to_string();
    places.retain(|placed| placed.path != path);
    places.push(Placed { path, at_ms });
    let begin = places.len().saturating_sub(REMEMBERED);
    put_places(office, places.get(begin..).unwrap_or_default())
}

fn put_places(office: &mut Office, places: &[Placed]) -> Result<(), Problem> {
    let bytes = serde_json::to_vec(places).map_err(|error| Problem::internal("note", &error))?;
    Ok(office.store.set_setting(PLACES, &bytes)?)
}

fn places(office: &Office) -> Result<Vec<Placed>, Problem> {
    let bytes = office.store.setting(PLACES)?.unwrap_or_default();
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// Writes every backup anew that can be reached, and names the others. `access` is tried on those
/// whose key the file does not know any more.
pub(crate) fn follow(
    desk: &Desk,
    office: &mut Office,
    access: Option<&Access<'_>>,
) -> Result<Followed, Problem> {
    let mending = office.store.mending()?;
    let mut places = places(office)?;
    let mut folders = standing_folders(desk, office.store.path())?;
    let written_to = places.iter().map(|placed| Path::new(&placed.path).parent());
    folders.extend(written_to.flatten().map(Path::to_owned));
    let mut followed = mend_in(desk, (&mending, access), &folders);
    if !followed.renamed.is_empty() {
        for placed in &mut places {
            placed.follow(&followed.renamed);
        }
        put_places(office, &places)?;
    }
    let beside = folder_of(office.store.path());
    let missing = missing(&places, &followed.met, &beside);
    let away = missing.into_iter().map(|placed| away(desk, placed));
    followed.left.extend(away);
    followed.left.extend(laid_aside(office.store.path()));
    if !followed.may_still_follow {
        office.store.forget_former_keys()?;
    }
    Ok(followed)
}

/// Keeps the backups beside the file up with it: a merge may have destroyed something, or
/// somebody been taken out. The file is not held meanwhile; on the night of a storm it waits.
pub(super) fn keep_up(desk: &Desk) -> Result<(), Problem> {
    let due = desk.with_office(|office| {
        if desk.home().is_none() || office.exercise.is_some() || mode::is_urgent(office)? {
            return Ok(None);
        }
        let folder = folder_of(office.store.path());
        Ok(Some((office.store.mending()?, folder)))
    })?;
    let Some((mending, folder)) = due else {
        return Ok(());
    };
    let followed = mend_in(desk, (&mending, None), &[folder]);
    if followed.may_still_follow {
        return Ok(());
    }
    desk.with_office(|office| {
        if mending.is_under_key_of(&office.store) {
            office.store.forget_former_keys()?;
        }
        Ok(())
    })
}

/// Writes the backups of these folders anew that are not as they have to be.
fn mend_in(
    desk: &Desk,
    (mending, access): (&Mending, Option<&Access<'_>>),
    folders: &[PathBuf],
) -> Followed {
    // One at a time: the working copy of a backup has one name.
    let _alone = desk.mending.lock().unwrap_or_else(PoisonError::into_inner);
    let mut backups: Vec<_> = folders
        .iter()
        .flat_map(|folder| backups_in(folder))
        .filter(|(_, facts)| mending.is_of(facts))
        .collect();
    backups.sort_by(|(one, _), (other, _)| one.cmp(other));
    backups.dedup_by(|(one, _), (other, _)| one == other);
    let mut followed = Followed::default();
    for (path, facts) in backups {
        let name = name_of(&path);
        followed.met.insert(path.clone());
        if !mending.concerns(&facts) {
            continue;
        }
        match mending.mend(&path, access, &|progress| watched::shown(desk, progress)) {
            Ok(renewed) => {
                followed.rewritten.push(name_of(&renewed.path));
                if renewed.path != path {
                    followed.met.insert(renewed.path.clone());
                    followed.renamed.push((path, renewed.path));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "a backup could not be written anew");
                let (why, is_hopeless) = trouble(&error);
                followed.may_still_follow |= !is_hopeless;
                let text = format!(
                    "备份“{name}”没能改写（{why}），里面可能还有该销毁的内容，请找到它删掉。"
                );
                followed.left.push(text);
            }
        }
    }
    followed
}

/// Why a backup could not be written anew, and whether that will not change.
fn trouble(error: &StoreError) -> (&'static str, bool) {
    match error {
        StoreError::Damaged { .. } | StoreError::NotOurs { .. } => ("已经损坏", true),
        StoreError::Unreadable { .. }
        | StoreError::WrongPassword
        | StoreError::WrongRecoveryCode
        | StoreError::NoSuchSlot => ("用的是以前的密码", true),
        _ => ("那个盘写不进去", false),
    }
}

/// Backups that were written elsewhere and that nobody met. A stick may be plugged in under
/// another name; the copy beside the file, from which one on a stick was made, is not the one.
fn missing<'a>(places: &'a [Placed], met: &BTreeSet<PathBuf>, beside: &Path) -> Vec<&'a Placed> {
    let known: BTreeSet<&Path> = places
        .iter()
        .map(|placed| Path::new(&placed.path))
        .collect();
    let moved: BTreeSet<String> = met
        .iter()
        .filter(|path| path.parent() != Some(beside) && !known.contains(path.as_path()))
        .map(|path| name_of(path))
        .collect();
    let missing = places.iter().filter(|placed| {
        let path = Path::new(&placed.path);
        !met.contains(path) && !moved.contains(&name_of(path))
    });
    missing.collect()
}

fn away(desk: &Desk, placed: &Placed) -> String {
    let path = Path::new(&placed.path);
    let folder = path.parent().unwrap_or(path).display();
    let (name, at) = (name_of(path), desk.clock.text_of(placed.at_ms));
    format!("备份“{name}”（{at}存在{folder}）现在够不着，里面可能还有该销毁的内容，请找到它删掉。")
}

/// Earlier states of the same file that were laid aside under another name, never deleted.
fn laid_aside(file: &Path) -> Vec<String> {
    let own = Store::file_id(file).ok();
    let folder = file.parent().unwrap_or(Path::new("."));
    let beside = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut others: Vec<PathBuf> = beside
        .map(|found| found.path())
        .filter(|path| path != file && path.extension().is_some_and(|ending| ending == "yz"))
        .filter(|path| own.is_some() && Store::file_id(path).ok() == own)
        .collect();
    others.sort();
    let told = others.iter().map(|path| {
        let name = name_of(path);
        format!("旁边改了名放着的旧册子“{name}”里可能还有该销毁的内容，核对不用了，请连同它的 .key 文件删掉。")
    });
    told.collect()
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
