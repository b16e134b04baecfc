//! Which replica the file at hand is: a copied file, a restored backup and a stream that forked go
//! on as a new replica, before anything is written (journal.md §3 and §6).
//!
//! Nobody is asked and nobody has to trust anew: the new replica's key is certified by the office
//! key that lies in the file. What the file wrote before is signed one last time. The access log
//! names it.

use super::access::{self, Seen};
use super::join;
use crate::desk::Desk;
use crate::office::{Office, new_id};
use crate::problem::Problem;
use ledger::ReplicaId;
use store::{Home, Origin};

/// Makes a file that was just opened, or has just learnt something, the replica it has to be.
/// Tells whether it is a new one.
pub(crate) fn settle(desk: &Desk, office: &mut Office) -> Result<bool, Problem> {
    let home = desk.home();
    let is_copied = is_copied(office, home)?;
    let is_new = is_copied || office.store.has_forked(office.store.replica())?;
    if is_new {
        join::renew_replica(&mut office.store, ReplicaId(new_id().0))?;
        let seen = if is_copied {
            Seen::Copied
        } else {
            Seen::Forked
        };
        access::note(desk, office, seen)?;
    }
    match office.store.settle(home) {
        Err(error) if home.is_some() => tell(&error),
        other => other?,
    }
    Ok(is_new)
}

/// A folder that cannot be read says nothing against the file; a fork would still be noticed.
fn is_copied(office: &Office, home: Option<&Home>) -> Result<bool, Problem> {
    match office.store.origin(home) {
        Ok(origin) => Ok(origin == Origin::Copied),
        Err(error @ store::StoreError::Io { .. }) => {
            tell(&error);
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn tell(error: &store::StoreError) {
    tracing::warn!(%error, "the person's own folder");
}
