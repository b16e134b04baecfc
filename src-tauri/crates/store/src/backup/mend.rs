//! Backups that are written anew: older than a destruction they lose what it destroyed, older
//! than the file's key they get that and today's ways in (journal.md §4). A backup says in clear
//! which destructions and which key it is of, so those that are due are found without opening any.
//!
//! A backup under a former key opens because the file keeps that key until every backup it can
//! reach has the new one; then the former key is forgotten, and with it whatever a disk still
//! holds of the former pages.

use super::{Backup, BackupFacts, PageCopy, Watch, in_parts, read_facts, spread};
use crate::Store;
use crate::destroy::Destroyed;
use crate::error::StoreError;
use crate::keyfile::{Access, FileKey, KeyFile, check_value};
use crate::refold;
use crate::rekey;
use crate::whole_file::beside;
use ledger::Digest;
use std::path::{Path, PathBuf};

/// Brings backups of one file to where that file stands. Needs nothing of the file meanwhile.
pub struct Mending {
    file: String,
    /// Today's key first.
    keys: Vec<FileKey>,
    key_file: Vec<u8>,
    key: String,
    destroyed: Vec<Destroyed>,
    erased: String,
    /// Where the pages of a backup in parts are worked on.
    work: PathBuf,
}

impl Store {
    /// What backups of this file have to be brought to.
    pub fn mending(&self) -> Result<Mending, StoreError> {
        let key_file = KeyFile::beside(&self.path)?;
        let mut keys = vec![self.key.clone()];
        keys.extend(rekey::former_keys(&self.connection)?);
        let destroyed = self.all_destroyed()?;
        Ok(Mending {
            file: key_file.file_id().to_string(),
            keys,
            key_file: key_file.to_bytes()?,
            key: check_value(&self.key),
            erased: name_of(&destroyed),
            destroyed,
            work: beside(&self.path.with_extension("mend")),
        })
    }

    /// Names every destruction this file knows of.
    pub(super) fn erased(&self) -> Result<String, StoreError> {
        Ok(name_of(&self.all_destroyed()?))
    }

    /// Every destruction known, of all areas.
    pub fn all_destroyed(&self) -> Result<Vec<Destroyed>, StoreError> {
        let mut known = Vec::new();
        for area in self.areas()? {
            known.extend(self.destroyed(&area)?);
        }
        Ok(known)
    }
}

/// One name for a set of destructions; empty for none.
fn name_of(destroyed: &[Destroyed]) -> String {
    if destroyed.is_empty() {
        return String::new();
    }
    let named = destroyed.iter().map(|one| {
        let ledger = one.ledger.to_be_bytes();
        [&one.entry.0, ledger.as_slice(), &one.row.0, &[one.classes]].concat()
    });
    let mut named: Vec<Vec<u8>> = named.collect();
    named.sort_unstable();
    Digest::of("yizhan/backup-destroyed", &[&named.concat()]).to_string()
}

impl Mending {
    /// Whether a backup is of this file.
    pub fn is_of(&self, facts: &BackupFacts) -> bool {
        facts.file == self.file
    }

    /// Whether a backup is of this file and not as it has to be.
    pub fn concerns(&self, facts: &BackupFacts) -> bool {
        self.is_of(facts) && (&facts.key, &facts.erased) != (&self.key, &self.erased)
    }

    /// Whether the file still has the key that these backups are brought under.
    pub fn is_under_key_of(&self, store: &Store) -> bool {
        self.key == check_value(&store.key)
    }

    /// Writes a backup anew. The old one stays until the new one was read back; one in parts gets
    /// another name. `access` is tried where no key that is known opens it.
    pub fn mend(
        &self,
        path: &Path,
        access: Option<&Access>,
        watch: Watch<'_>,
    ) -> Result<Backup, StoreError> {
        self.rewrite((path, access), watch, &|_, _| Ok(()))
    }

    pub(super) fn rewrite(
        &self,
        (path, access): (&Path, Option<&Access>),
        watch: Watch<'_>,
        also: &dyn Fn(&mut Store, &mut BackupFacts) -> Result<(), StoreError>,
    ) -> Result<Backup, StoreError> {
        let facts = read_facts(path)?;
        if let Some(done) = in_parts::replacement(path, &facts, watch)? {
            in_parts::remove_parts(path)?;
            return Ok(done);
        }
        let mut anew = self.anew(path, facts)?;
        let key_file = spread(path, &anew.copy, watch)?;
        let mut inside = self.open(&anew.copy, &key_file, access)?;
        refold::catch_up(&mut inside.connection)?;
        self.erase(&mut inside)?;
        also(&mut inside, &mut anew.facts)?;
        let former = inside.key.clone();
        inside.close()?;
        rekey::change_file(&anew.copy, (&former, &anew.key))?;
        anew.facts.key.clone_from(&self.key);
        anew.facts.erased.clone_from(&self.erased);
        let renewed = anew.finish(watch)?;
        if renewed.path != path {
            in_parts::remove_parts(path)?;
        }
        Ok(renewed)
    }

    /// Where the pages are worked on, and where the backup of them goes.
    fn anew(&self, path: &Path, facts: BackupFacts) -> Result<PageCopy, StoreError> {
        let in_parts = in_parts::room(path)?;
        let (copy, path) = match in_parts {
            Some(_) => (self.work.clone(), in_parts::free_name(path)?),
            None => (beside(&beside(path)), path.to_owned()),
        };
        Ok(PageCopy {
            copy,
            path,
            room: in_parts.unwrap_or(u64::MAX),
            key: self.today()?.clone(),
            keys: self.key_file.clone(),
            facts,
        })
    }

    fn today(&self) -> Result<&FileKey, StoreError> {
        let today = self.keys.first();
        today.ok_or(StoreError::Damaged { what: "key file" })
    }

    fn open(
        &self,
        pages: &Path,
        key_file: &KeyFile,
        access: Option<&Access>,
    ) -> Result<Store, StoreError> {
        match (Store::open_by_any(pages, self.keys.clone()), access) {
            (Err(StoreError::Unreadable { .. }), Some(access)) => {
                Store::open_by_any(pages, key_file.open(access)?.keys)
            }
            (opened, _) => opened,
        }
    }

    /// Entries that waited for others go with what is erased: nobody knows yet whether they hold
    /// it, and a restored file asks for them again.
    fn erase(&self, inside: &mut Store) -> Result<(), StoreError> {
        if !self.destroyed.is_empty() {
            inside.connection.execute("DELETE FROM held", [])?;
            inside.forget(&self.destroyed)?;
        }
        rekey::forget_notes(&inside.connection)
    }
}
