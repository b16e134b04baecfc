//! A backup that was cut for a stick is written anew under another name.
//!
//! Several files cannot be replaced at once: new parts under the old names would be read together
//! with old ones after a power cut. So the new backup gets a name of its own, its first part last,
//! and only then the old one goes, its first part last. Whenever this is cut off, a whole backup
//! has its name; the next time goes on from there. The working copy lies beside the file, where
//! there is more room than on a stick.

use super::container::{part_of, read_facts, unpack};
use super::progress::Watch;
use super::{Backup, BackupFacts};
use crate::error::StoreError;
use crate::whole_file::publish;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What stands in the name of a backup that was written anew, before its number if there is one.
const MARK: &str = "（改写";
/// Names tried; a backup is not written anew so often.
const NAMES: u32 = 1000;

/// Bytes of one part of a backup that is in parts; none for a backup in one file.
pub(super) fn room(path: &Path) -> Result<Option<u64>, StoreError> {
    if !part_of(path, 2).exists() {
        return Ok(None);
    }
    let first = fs::metadata(path).map_err(StoreError::io(path, "read"))?;
    Ok(Some(first.len().max(1)))
}

/// The backup by which an earlier attempt replaced this one and was cut off before that went. A
/// backup that is whole in one file was never replaced so: the other is somebody's copy of it.
pub(super) fn replacement(
    path: &Path,
    facts: &BackupFacts,
    watch: Watch<'_>,
) -> Result<Option<Backup>, StoreError> {
    let is_whole = |path: &Path| unpack(path, &mut io::sink(), watch).is_ok();
    let mut others = names_after(path).take_while(|name| name.exists());
    let found = others.find(|other| {
        read_facts(other).is_ok_and(|found| is_of_one(&found, facts)) && is_whole(other)
    });
    let Some(other) = found else {
        return Ok(None);
    };
    if room(path)?.is_none() && is_whole(path) {
        return Ok(None);
    }
    Ok(Some(Backup {
        bytes: size(&other)?,
        facts: read_facts(&other)?,
        path: other,
    }))
}

/// The next name that neither a backup nor a part of one has.
pub(super) fn free_name(path: &Path) -> Result<PathBuf, StoreError> {
    let mut names = names_after(path);
    names
        .find(|name| !name.exists() && !part_of(name, 2).exists())
        .ok_or_else(|| StoreError::Exists {
            path: path.to_owned(),
        })
}

/// Gives the working parts their names, the first one last.
pub(super) fn publish_parts(part: &Path, path: &Path) -> Result<(), StoreError> {
    for number in (2..).take_while(|number| part_of(part, *number).exists()) {
        let named = part_of(path, number);
        fs::rename(part_of(part, number), &named).map_err(StoreError::io(&named, "rename"))?;
    }
    publish(part, path)
}

/// Removes a backup of our own with its further parts, the first one last: until then it is
/// recognised for what it is.
pub(super) fn remove_parts(path: &Path) -> Result<(), StoreError> {
    let further = (2..).take_while(|number| part_of(path, *number).exists());
    for number in further.collect::<Vec<u32>>().into_iter().rev() {
        let part = part_of(path, number);
        fs::remove_file(&part).map_err(StoreError::io(&part, "remove"))?;
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::io(path, "remove")(error))
        }
        _ => Ok(()),
    }
}

/// Whether two backups are of one moment of one file, whatever was destroyed in them since.
fn is_of_one(one: &BackupFacts, other: &BackupFacts) -> bool {
    (&one.file, &one.replica, one.made_ms) == (&other.file, &other.replica, other.made_ms)
        && (&one.heads, one.entries) == (&other.heads, other.entries)
}

fn size(path: &Path) -> Result<u64, StoreError> {
    let further = (2..).map(|number| part_of(path, number));
    let further = further.take_while(|part| part.exists());
    std::iter::once(path.to_owned())
        .chain(further)
        .map(|part| {
            let found = fs::metadata(&part).map_err(StoreError::io(&part, "read"))?;
            Ok(found.len())
        })
        .sum()
}

/// 旧.yzbak becomes 旧（改写）.yzbak, then 旧（改写2）.yzbak, and so on.
fn names_after(path: &Path) -> impl Iterator<Item = PathBuf> {
    let text = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (text(path.file_stem()), text(path.extension()));
    let (stem, first) = next_of(&stem);
    let (stem, path) = (stem.to_owned(), path.to_owned());
    (first..NAMES).map(move |number| {
        let number = if number == 1 {
            String::new()
        } else {
            number.to_string()
        };
        path.with_file_name(format!("{stem}{MARK}{number}）.{ending}"))
    })
}

/// The stem without its mark, and the number that comes next.
fn next_of(stem: &str) -> (&str, u32) {
    let marked = stem.strip_suffix('）');
    let marked = marked.and_then(|rest| rest.rsplit_once(MARK));
    match marked.map(|(stem, number)| (stem, number, number.parse::<u32>())) {
        Some((stem, "", _)) => (stem, 2),
        Some((stem, _, Ok(number))) => (stem, number.saturating_add(1)),
        _ => (stem, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_follows_the_one_before() {
        let next = |name: &str| names_after(Path::new(name)).next().unwrap();
        assert_eq!(next("旧.yzbak"), Path::new("旧（改写）.yzbak"));
        assert_eq!(next("旧（改写）.yzbak"), Path::new("旧（改写2）.yzbak"));
        assert_eq!(next("旧（改写9）.yzbak"), Path::new("旧（改写10）.yzbak"));
        assert_eq!(
            next("旧（改写乙）.yzbak"),
            Path::new("旧（改写乙）（改写）.yzbak")
        );
    }
}
