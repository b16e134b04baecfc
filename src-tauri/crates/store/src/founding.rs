//! A new file that is there whole or not at all: made under a working name, given all it must
//! have, closed, and only then named.

use crate::Store;
use crate::error::StoreError;
use crate::keyfile::{self, Access};
use crate::recovery::RecoveryCode;
use crate::whole_file::{beside, publish};
use ledger::ReplicaId;
use std::fs;
use std::io;
use std::path::Path;

impl Store {
    /// Makes a new file as [`Store::create`] does, but gives it its name only once `furnish` has
    /// put into it what it cannot be without. Never overwrites anything; where it fails or is cut
    /// off, no file has the name.
    pub fn found<E: From<StoreError>>(
        path: &Path,
        access: &Access,
        replica: ReplicaId,
        furnish: impl FnOnce(Self, &RecoveryCode) -> Result<Self, E>,
    ) -> Result<(Self, RecoveryCode), E> {
        require_free(path)?;
        let part = beside(path);
        clear(&part)?;
        let founded = furnished(&part, access, replica, furnish).and_then(|(store, code)| {
            let named = name(store, path)?;
            Ok((named, code))
        });
        if founded.is_err() {
            // Our own working files; where even that fails the next founding clears them.
            let _ = clear(&part);
        }
        founded
    }
}

/// Refuses a name that a file or its key already has.
pub(crate) fn require_free(path: &Path) -> Result<(), StoreError> {
    for taken in [path.to_owned(), keyfile::path_of(path)] {
        if taken.exists() {
            return Err(StoreError::Exists { path: taken });
        }
    }
    Ok(())
}

fn furnished<E: From<StoreError>>(
    part: &Path,
    access: &Access,
    replica: ReplicaId,
    furnish: impl FnOnce(Store, &RecoveryCode) -> Result<Store, E>,
) -> Result<(Store, RecoveryCode), E> {
    let (store, code) = Store::create(part, access, replica)?;
    let store = furnish(store, &code)?;
    Ok((store, code))
}

/// Closes a finished file, gives it its name and opens it again. The key file goes first: without
/// its file it opens nothing, a file without its key is lost.
pub(crate) fn name(store: Store, path: &Path) -> Result<Store, StoreError> {
    let (part, key) = (store.path.clone(), store.key.clone());
    store.close()?;
    let (part_keys, keys) = (keyfile::path_of(&part), keyfile::path_of(path));
    let opened = publish(&part_keys, &keys)
        .and_then(|()| publish(&part, path))
        .and_then(|()| Store::open_by_key(path, key));
    if opened.is_err() {
        // Nobody was told of the names; a disk that lets nothing be written may let them go.
        for (from, to) in [(path, &part), (&keys, &part_keys)] {
            let _ = fs::rename(from, to);
        }
    }
    opened
}

/// Removes what an earlier founding or restore that was cut off left under the working names.
pub(crate) fn clear(part: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", ".key", ".key.part"] {
        let mut name = part.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io(Path::new(&name), "remove")(error));
            }
            _ => {}
        }
    }
    Ok(())
}
