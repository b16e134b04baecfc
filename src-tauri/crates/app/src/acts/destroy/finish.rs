//! After the destruction: a new key for the file, the backups written anew, and what became of
//! them on the certificate. The file notes the destruction until that is done, so whatever cuts
//! it off, it is taken up again with the next backup that is due.

use super::LEDGER;
use crate::acts::{backups, keys};
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, spec_of};
use crate::problem::Problem;
use ledger::{Act, Change, RowId, Spec};
use store::Access;

/// Where the file notes a destruction whose backups are still to be looked over: its row.
const UNFINISHED: &str = "destruction.unfinished";

/// Destroys these rows with the certificate, and sees to the rest as far as it can be done now.
pub(super) fn carry_out(
    desk: &Desk,
    office: &mut Office,
    (rows, certificate): (&[(&Spec, RowId)], Change),
    access: &Access<'_>,
) -> Result<(), Problem> {
    let id = certificate.row;
    office.store.set_setting(UNFINISHED, &id.0)?;
    if let Err(problem) = office.destroy(desk, rows, &[certificate]) {
        office.store.forget_setting(UNFINISHED)?;
        return Err(problem);
    }
    let renewed = keys::renew(desk, office, (&[], access));
    let finished = renewed.and_then(|()| finish(desk, office, (id, Some(access))));
    if let Err(problem) = finished {
        // What was to be destroyed is; the rest is taken up again.
        tracing::warn!(code = problem.code, "a destruction is not finished");
    }
    Ok(())
}

/// Goes on with what was cut off. Only whoever may destroy writes the certificate.
pub(crate) fn resume(desk: &Desk) -> Result<(), Problem> {
    desk.with_office(|office| match unfinished(office)? {
        Some(id) if KEEPERS.contains(&office.seat.role()) => finish(desk, office, (id, None)),
        _ => Ok(()),
    })
}

/// The destruction whose backups are still to be looked over.
pub(super) fn unfinished(office: &Office) -> Result<Option<RowId>, Problem> {
    let noted = office.store.setting(UNFINISHED)?;
    Ok(noted.and_then(|bytes| bytes.try_into().ok().map(RowId)))
}

/// Writes the backups anew and names on the certificate what became of them.
fn finish(
    desk: &Desk,
    office: &mut Office,
    (id, access): (RowId, Option<&Access<'_>>),
) -> Result<(), Problem> {
    let spec = spec_of(LEDGER)?;
    let stored = office.row(spec, id)?;
    if stored.row.text("status") == "done" {
        let followed = backups::follow(desk, office, access)?;
        let mut beyond = vec![stored.row.text("out_of_reach").to_owned()];
        beyond.extend(followed.left);
        let values = [
            ("backups", followed.rewritten.join("\n").as_str().into()),
            ("out_of_reach", beyond.join("\n").as_str().into()),
        ];
        let change = Change::put(spec, id, values);
        office.act(desk, Act::DESTROY, None, &[change])?;
    }
    Ok(office.store.forget_setting(UNFINISHED)?)
}
