//! A second file of the same books under another name, opened by the same key: the copy on which
//! an exercise is held. It is made whole or not at all, never over another file, and whoever may
//! open the one may open the other.

use crate::Store;
use crate::error::StoreError;
use crate::file::set_key;
use crate::founding;
use crate::keyfile;
use crate::refold;
use crate::whole_file::beside;
use rusqlite::Connection;
use rusqlite::backup::{Backup as Copy, StepResult};
use std::fs;
use std::path::Path;

impl Store {
    /// Copies the file as it stands to `path`, with its ways in. The copy has its name only once
    /// `furnish` has made it what it has to be; where that fails no file has the name.
    pub fn twin<E: From<StoreError>>(
        &self,
        path: &Path,
        furnish: impl FnOnce(Self) -> Result<Self, E>,
    ) -> Result<Self, E> {
        founding::require_free(path)?;
        let part = beside(path);
        founding::clear(&part)?;
        let twin = self
            .copy_to(&part)
            .map_err(E::from)
            .and_then(furnish)
            .and_then(|store| Ok(founding::name(store, path)?));
        if twin.is_err() {
            // Our own working files; where even that fails the next twin clears them.
            let _ = founding::clear(&part);
        }
        let mut twin = twin?;
        twin.holder = self.holder;
        Ok(twin)
    }

    fn copy_to(&self, part: &Path) -> Result<Self, StoreError> {
        let mut target = Connection::open(part)?;
        set_key(&target, &self.key)?;
        let done = Copy::new(&self.connection, &mut target)?.step(-1)?;
        if done != StepResult::Done {
            return Err(StoreError::Busy);
        }
        target.close().map_err(|(_, error)| error)?;
        let keys = keyfile::path_of(part);
        fs::copy(keyfile::path_of(&self.path), &keys).map_err(StoreError::io(&keys, "copy"))?;
        Self::open_by_key(part, self.key.clone())
    }

    /// Opens another file of the same key, in the name of whoever opened this one.
    pub fn open_twin(&self, path: &Path) -> Result<Self, StoreError> {
        fs::metadata(path).map_err(StoreError::io(path, "open"))?;
        let mut twin = Self::open_by_key(path, self.key.clone())?;
        if refold::is_due(&twin.connection)? {
            refold::run(&mut twin.connection)?;
        }
        twin.holder = self.holder;
        Ok(twin)
    }

    /// Closes a copy that has served and removes it with its key file. Only for a file that the
    /// program made itself, and that holds nothing but a copy.
    pub fn discard(self) -> Result<(), StoreError> {
        let path = self.path.clone();
        self.close()?;
        founding::clear(&path)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Access, Store, StoreError};
    use ledger::ReplicaId;

    const NAME: &str = "office.name";

    fn named(path: &std::path::Path) -> Store {
        let access = Access::Open;
        let (mut store, _) = Store::create(path, &access, ReplicaId([1; 16])).unwrap();
        store.set_setting(NAME, "栗溪村".as_bytes()).unwrap();
        store
    }

    #[test]
    fn a_twin_is_a_file_of_its_own_and_what_is_written_there_is_not_written_here() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yz");
        let store = named(&path);
        let other = folder.path().join("b.yz");
        let mut twin = store.twin(&other, Ok::<_, StoreError>).unwrap();
        assert_eq!(twin.setting(NAME).unwrap().unwrap(), "栗溪村".as_bytes());
        twin.set_setting(NAME, b"x").unwrap();
        assert_eq!(store.setting(NAME).unwrap().unwrap(), "栗溪村".as_bytes());
        twin.close().unwrap();
        let again = store.open_twin(&other).unwrap();
        assert_eq!(again.setting(NAME).unwrap().unwrap(), b"x");
        again.discard().unwrap();
        store.close().unwrap();
        let left = std::fs::read_dir(folder.path()).unwrap().flatten();
        let mut left: Vec<_> = left.map(|file| file.file_name()).collect();
        left.sort();
        assert_eq!(
            left,
            ["a.yz", "a.yz.key"].map(std::ffi::OsString::from).to_vec()
        );
    }

    #[test]
    fn a_twin_never_takes_the_place_of_a_file_and_a_failure_leaves_none() {
        let folder = tempfile::tempdir().unwrap();
        let store = named(&folder.path().join("a.yz"));
        let taken = folder.path().join("b.yz");
        std::fs::write(&taken, b"mine").unwrap();
        let refused = store.twin(&taken, Ok::<_, StoreError>);
        assert!(matches!(refused, Err(StoreError::Exists { .. })));
        assert_eq!(std::fs::read(&taken).unwrap(), b"mine");
        let free = folder.path().join("c.yz");
        let failed = store.twin(&free, |_| Err(StoreError::Busy));
        assert!(failed.is_err() && !free.exists());
    }
}
