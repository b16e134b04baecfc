//! Another shelter, or another way: where a shelter does not hold against this hazard or is full,
//! and where the planned way is cut (domain §8.3, §8.5). The alternate is taken only then, and never
//! where rain closes it.

use super::shelters::Choice;
use super::{Tonight, shelters};
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::night::{RedirectEvacuation, Redirection};
use crate::office::{row_id, spec_of};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::kinds::route::is_closed_in_rain;
use ledger::{Change, Row, RowId, Value};
use store::StoredRow;

/// The entries as they go on from here.
pub(super) fn written(
    tonight: &Tonight<'_>,
    request: &RedirectEvacuation,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    let entries = request.ids.iter().map(|id| tonight.entry(id));
    let entries: Vec<&StoredRow> = entries.collect::<Result<_, _>>()?;
    let rows = match request.to {
        Redirection::Shelter => elsewhere(tonight, &entries, request.shelter.as_deref())?,
        Redirection::AlternateRoute => other_way(tonight, &entries)?,
    };
    let mut changes = Vec::new();
    for (stored, row) in entries.iter().zip(&rows) {
        refuse(&flags(tonight.desk, spec, row))?;
        if *row != stored.row {
            changes.push(difference(spec, stored.id, &stored.row, row));
        }
    }
    if changes.is_empty() {
        return Err(nowhere_else(request.to));
    }
    Ok(changes)
}

fn nowhere_else(to: Redirection) -> Problem {
    let text = match to {
        Redirection::Shelter => {
            "没有别的安置点能用，没有改。先把人带到最近的结实房子，再打电话问镇里安置到哪里。"
        }
        Redirection::AlternateRoute => {
            "这些户走的路没有雨天能走的备用路线，没有改。路断了就地找安全处等，派人去接，报镇里。"
        }
    };
    Problem::new("no_other_place", text)
}

/// To the shelter named, else to the one that holds most; the way that leads to the first goes.
fn elsewhere(
    tonight: &Tonight<'_>,
    entries: &[&StoredRow],
    named: Option<&str>,
) -> Result<Vec<Row>, Problem> {
    let named = named.map(row_id).transpose()?;
    let mut free = Choice::of(tonight)?;
    let redirected = entries.iter().map(|stored| {
        let mut row = stored.row.clone();
        let former: Option<RowId> = row.text("shelter_id").parse().ok();
        let people = evac_entry::people(&row);
        let found = named.or_else(|| free.instead(people, former));
        if let Some(shelter) = found.filter(|shelter| Some(*shelter) != former) {
            row.set("shelter_id", shelter.to_string());
            row.set("route_id", Value::Null);
        }
        row
    });
    Ok(redirected.collect())
}

/// By the alternate way, to where it leads if that holds.
fn other_way(tonight: &Tonight<'_>, entries: &[&StoredRow]) -> Result<Vec<Row>, Problem> {
    let spec = spec_of("route")?;
    let find = |id: &str| -> Result<Option<StoredRow>, Problem> {
        let id = id.parse::<RowId>().ok();
        let found = id
            .map(|id| tonight.office.store.row(spec, id))
            .transpose()?;
        Ok(found.flatten().filter(|stored| !stored.gone))
    };
    let mut rows = Vec::new();
    for stored in entries {
        let mut row = stored.row.clone();
        let planned = find(row.text("route_id"))?;
        let planned = planned.map(|way| way.row.text("alt_route_id").to_owned());
        let way = find(&planned.unwrap_or_default())?;
        if let Some(way) = way.filter(|way| !is_closed_in_rain(&way.row)) {
            row.set("route_id", way.id.to_string());
            lead(tonight, &way.row, &mut row)?;
        }
        rows.push(row);
    }
    Ok(rows)
}

fn lead(tonight: &Tonight<'_>, way: &Row, row: &mut Row) -> Result<(), Problem> {
    let end = way.text("shelter_id");
    let holds = shelters::all(tonight)?.iter().any(|shelter| {
        shelter.id.to_string() == end && evac_entry::may_propose(&shelter.row, tonight.hazard())
    });
    if holds {
        row.set("shelter_id", end.to_owned());
    }
    Ok(())
}
