//! 隐患台账 as offices keep it.

use super::STEP;
use super::roster::Roster;
use super::tally::{Fate, Tally};
use crate::acts::numbering::Numbers;
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row};
use sheets::{Context, Grid, HazardRecord};
use std::collections::HashMap;

/// Takes in one sheet of hazards. A hazard that is in the books already is left as it is: what
/// was done about it since is not overwritten by an old sheet.
pub(super) fn take_in(
    desk: &Desk,
    office: &Office,
    (grid, context): (&Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let spec = spec_of("hazard")?;
    let intake = sheets::hazards(grid, context)?;
    tally.begin(&intake);
    let mut roster = Roster::read(office)?;
    let mut numbers = Numbers::of(desk, office, spec)?;
    let mut known = known(office)?;
    for record in desk.each(STEP, &intake.records) {
        let record = record?;
        show(tally, record);
        let left = known.entry(identity_of(record)).or_default();
        if *left > 0 {
            *left -= 1;
            tally.count(Fate::Unchanged);
            continue;
        }
        let who = (
            record.owner_name.as_str(),
            record.owner_phone.as_str(),
            record.group.as_str(),
        );
        let owner = roster.meant(who, (tally, record.row))?;
        let mut row = hazard_row(record);
        row.set(
            "owner_id",
            owner.map_or_else(String::new, |id| id.to_string()),
        );
        numbers.give(&mut row);
        let values = row.0.iter().map(|(field, value)| (*field, value.clone()));
        tally.changes.push(Change::put(spec, new_id(), values));
        tally.count(Fate::Added);
    }
    Ok(())
}

fn show(tally: &mut Tally, record: &HazardRecord) {
    let heads = ["组别", "隐患", "类别", "发现时间", "责任人", "期限"];
    let cells = [
        record.group.as_str(),
        &record.description,
        &record.kind_text,
        record.found_on.as_deref().unwrap_or(""),
        &record.owner_name,
        record.due_on.as_deref().unwrap_or(""),
    ];
    tally.sample(&heads, &cells);
}

/// What makes two lines the same hazard: what, where and when found. The same thing found twice
/// on one day in one group counts as often as it stands there.
type Identity = (String, String, String);

fn identity_of(record: &HazardRecord) -> Identity {
    let day = record.found_on.clone().unwrap_or_default();
    (record.description.clone(), record.group.clone(), day)
}

fn known(office: &Office) -> Result<HashMap<Identity, usize>, Problem> {
    let mut known = HashMap::new();
    for stored in office.all("hazard")? {
        let row = &stored.row;
        let day = row.text("found_at").get(..10).unwrap_or("").to_owned();
        let identity = (
            row.text("description").to_owned(),
            row.text("group").to_owned(),
            day,
        );
        *known.entry(identity).or_default() += 1;
    }
    Ok(known)
}

fn hazard_row(record: &HazardRecord) -> Row {
    let mut row = record.more.values.clone();
    row.set("description", record.description.as_str());
    row.set("group", record.group.as_str());
    if row.get("location").is_empty() {
        row.set("location", record.group.as_str());
    }
    row.set("kind", record.kind.as_deref().unwrap_or(""));
    row.set("grade", record.grade.as_deref().unwrap_or(""));
    let found = record
        .found_on
        .as_ref()
        .map(|day| format!("{day}T00:00+08:00"));
    row.set("found_at", found.unwrap_or_default());
    row.set("due_date", record.due_on.as_deref().unwrap_or(""));
    row.set("status", record.state.as_str());
    let is_mended = matches!(record.state.as_str(), "reviewing" | "closed");
    if is_mended && row.get("fix_result").is_empty() {
        row.set("fix_result", record.progress_text.as_str());
    }
    row.set("remark", record.remark.as_str());
    row
}
