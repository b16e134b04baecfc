//! The shelters tonight: who is there, who is to come, how many each holds. One that is forbidden
//! for this hazard is never put forward (domain §8.3); over-full is only told.

use super::{Tonight, board, small};
use crate::bridge::night::NightShelter;
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::{Order, Query, StoredRow};

/// Every shelter of the office.
pub(super) fn all(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        sort: vec![("capacity", Order::Descending)],
        ..Query::default()
    };
    tonight.rows("shelter", query)
}

/// Shelters that are wanted or open tonight; all that hold, before anybody is on the way.
pub(super) fn views(tonight: &Tonight<'_>) -> Result<Vec<NightShelter>, Problem> {
    let views = all(tonight)?
        .into_iter()
        .map(|stored| view(tonight, &stored));
    let views: Vec<NightShelter> = views.collect();
    let is_wanted = |view: &NightShelter| view.occupants + view.coming > 0 || view.open;
    if views.iter().any(is_wanted) {
        return Ok(views.into_iter().filter(is_wanted).collect());
    }
    Ok(views
        .into_iter()
        .filter(|view| view.alert.is_empty())
        .collect())
}

fn view(tonight: &Tonight<'_>, stored: &StoredRow) -> NightShelter {
    let id = stored.id.to_string();
    let here = tonight.entries.iter().map(|entry| &entry.row);
    let here = here.filter(|row| row.text("shelter_id") == id && goes_there(row));
    let (mut occupants, mut coming) = (0, 0);
    for row in here {
        match board::state_of(row) {
            "arrived" => occupants += evac_entry::people_safe(row),
            "pending" | "notified" | "moving" | "refused" => coming += evac_entry::people_owed(row),
            _ => {}
        }
    }
    let capacity = stored.row.get("capacity").int();
    NightShelter {
        id,
        name: stored.row.text("name").to_owned(),
        occupants: small(occupants),
        coming: small(coming),
        capacity,
        open: stored.row.text("open_status") == "open",
        alert: alert(tonight, &stored.row, [occupants, coming]),
    }
}

/// Who found a place with kin or elsewhere is not at the shelter that was planned for him.
fn goes_there(row: &Row) -> bool {
    matches!(row.text("destination"), "" | "central")
}

fn alert(tonight: &Tonight<'_>, shelter: &Row, [occupants, coming]: [u64; 2]) -> String {
    let capacity = shelter.get("capacity").int();
    let capacity = capacity.and_then(|places| u64::try_from(places).ok());
    if !evac_entry::may_propose(shelter, tonight.hazard()) {
        let text = if occupants > 0 {
            "防不了这次的灾，马上换点"
        } else {
            "这次不能用"
        };
        text.to_owned()
    } else if capacity.is_some_and(|places| occupants > places) {
        "住不下了，分一部分走".to_owned()
    } else if capacity.is_some_and(|places| occupants + coming > places) {
        "来的人多，会住不下".to_owned()
    } else {
        String::new()
    }
}

/// Where else people may go, with the places that are still free.
pub(super) struct Choice {
    free: BTreeMap<RowId, i64>,
}

impl Choice {
    /// Every shelter that may be put forward tonight.
    pub(super) fn of(tonight: &Tonight<'_>) -> Result<Self, Problem> {
        let hazard = tonight.hazard();
        let mut free = BTreeMap::new();
        for stored in all(tonight)? {
            if !evac_entry::may_propose(&stored.row, hazard) {
                continue;
            }
            let taken = view(tonight, &stored);
            let taken = i64::from(taken.occupants) + i64::from(taken.coming);
            free.insert(
                stored.id,
                stored.row.get("capacity").int().unwrap_or(0) - taken,
            );
        }
        Ok(Self { free })
    }

    /// Keeps places at the planned shelter.
    pub(super) fn reserve(&mut self, shelter: Option<RowId>, people: u64) {
        if let Some(free) = shelter.and_then(|id| self.free.get_mut(&id)) {
            *free -= i64::try_from(people).unwrap_or(i64::MAX);
        }
    }

    /// The one with most places left, other than `former`.
    pub(super) fn instead(&mut self, people: u64, former: Option<RowId>) -> Option<RowId> {
        let id = self
            .free
            .iter()
            .filter(|(id, _)| Some(**id) != former)
            .max_by_key(|(_, free)| **free)
            .map(|(id, _)| *id);
        self.reserve(id, people);
        id
    }
}
