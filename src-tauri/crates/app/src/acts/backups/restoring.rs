//! A backup becomes a file again: a new replica of the office, told of every destruction before a
//! row of it is shown. A damaged file of that name is laid aside, never deleted.

use super::going_back;
use crate::acts::file::{lay_open, new_file};
use crate::acts::replica;
use crate::bridge::backups::{RestoreFile, RestoredFile};
use crate::bridge::secret::Secret;
use crate::desk::Desk;
use crate::office::{Office, new_id};
use crate::problem::Problem;
use ledger::ReplicaId;
use std::path::Path;
use store::{Access, Store, verify_backup};

/// Makes a new file from a backup, as a new replica of the office. A damaged file of that name is
/// laid aside once the backup was read whole and its key tried.
pub(crate) fn restore(desk: &Desk, request: RestoreFile) -> Result<RestoredFile, Problem> {
    let backup = Path::new(&request.backup);
    let password = request.password.as_ref().map(Secret::as_str);
    let (path, mut access) = new_file(&request.path, password)?;
    if let Some(code) = &request.recovery_code {
        access = Access::Recovery(code.as_str());
    }
    let destroyed = known_destructions(desk)?;
    let mut aside = None;
    if request.set_aside && path.exists() {
        verify_backup(backup, &access)?;
        close_if_at_hand(desk, &path)?;
        aside = Some(going_back::lay_aside(desk, &path, "损坏")?);
    }
    let mut salvaged = 0;
    let replica = ReplicaId(new_id().0);
    let store = Store::restore_furnished(backup, &path, (&access, replica), |mut store| {
        if let Some(aside) = &aside {
            // What cannot be read any more comes back from the township.
            salvaged = store
                .salvage(aside, &access)
                .map_or(0, |merge| merge.entries);
        }
        // A backup may be older than a destruction; nothing has a name before it is carried out.
        store.forget(&destroyed)?;
        let mut office = Office::of(store, matches!(access, Access::Open))?;
        replica::settle(desk, &mut office)?;
        Ok::<_, Problem>(office.store)
    })?;
    Ok(RestoredFile {
        state: lay_open(desk, path, (store, &access))?,
        salvaged,
        aside: aside.map(|aside| aside.display().to_string()),
    })
}

/// Every destruction that the file at hand knows of.
fn known_destructions(desk: &Desk) -> Result<Vec<store::Destroyed>, Problem> {
    let at_hand = desk.at_hand();
    let known = at_hand
        .office
        .as_ref()
        .map(|office| office.store.all_destroyed());
    Ok(known.transpose()?.unwrap_or_default())
}

fn close_if_at_hand(desk: &Desk, path: &Path) -> Result<(), Problem> {
    let mut at_hand = desk.at_hand();
    if at_hand.path.as_deref() == Some(path)
        && let Some(office) = at_hand.office.take()
    {
        office.store.close()?;
    }
    Ok(())
}
