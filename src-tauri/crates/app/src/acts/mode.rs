//! 平时 and 急时 (domain §1 F3, §8.2): the switch of this machine. In 急时 a record may be saved
//! with the fields that are asked tonight; what it lacks is due within a day of the return.

use super::file::state_of;
use crate::bridge::file::{FileState, SetMode};
use crate::clock;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use chrono::{DateTime, Duration, FixedOffset};
use store::Store;

/// Setting that is `1` while it is 急时.
const URGENT: &str = "mode.urgent";
/// Setting that holds the moment of the last return to 平时.
const RETURNED: &str = "mode.returned_at";

/// Turns the desk to 急时 or back.
pub(crate) fn set(desk: &Desk, request: SetMode) -> Result<FileState, Problem> {
    desk.with_office(|office| {
        let was_urgent = is_urgent(office)?;
        let flag: &[u8] = if request.urgent { b"1" } else { b"" };
        office.store.set_setting(URGENT, flag)?;
        if was_urgent && !request.urgent {
            let moment = desk.clock.now().to_rfc3339();
            office.store.set_setting(RETURNED, moment.as_bytes())?;
        }
        Ok(())
    })?;
    state_of(desk, &desk.at_hand())
}

/// Begins a file in 急时: the copy of an exercise.
pub(super) fn begin_urgent(store: &mut Store) -> Result<(), Problem> {
    Ok(store.set_setting(URGENT, b"1")?)
}

/// Whether it is 急时 at this desk.
pub(crate) fn is_urgent(office: &Office) -> Result<bool, Problem> {
    let flag = office.store.setting(URGENT)?.unwrap_or_default();
    Ok(!flag.is_empty())
}

/// By when what the last 急时 left open is to be filled in: nothing while it is 急时, and nothing
/// where it never was.
pub(crate) fn gaps_due(
    desk: &Desk,
    office: &Office,
) -> Result<Option<DateTime<FixedOffset>>, Problem> {
    if is_urgent(office)? {
        return Ok(None);
    }
    let returned = office.store.setting(RETURNED)?.unwrap_or_default();
    let returned = std::str::from_utf8(&returned).ok().and_then(clock::moment);
    let hours = desk.thresholds().value("gap_due_hours");
    Ok(returned.and_then(|at| at.checked_add_signed(Duration::hours(hours))))
}
