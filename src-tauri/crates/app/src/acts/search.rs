//! One search over every ledger that whoever works now may know of.

use super::list::named;
use crate::bridge::search::{Findings, Found, Search};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::Menu;
use store::Finds;

/// Finds where the request does not say.
const FINDS: u32 = 20;
/// Most finds.
const MAX_FINDS: u32 = 200;

/// Finds records by whatever is known of them.
pub(crate) fn search(desk: &Desk, request: Search) -> Result<Findings, Problem> {
    desk.with_office(|office| {
        let limit = match request.limit {
            0 => FINDS,
            limit => limit.min(MAX_FINDS),
        };
        let scope = office.scope();
        let finds = office.store.search(&store::Search {
            text: &request.text,
            sees: office.sees(),
            area: scope.as_deref(),
            ledgers: &|spec| spec.menu != Menu::Hidden && office.knows_of(spec),
            limit: limit as usize,
        })?;
        Ok(Findings {
            more: finds.has_more,
            found: found(desk, office, finds)?,
        })
    })
}

fn found(desk: &Desk, office: &Office, finds: Finds) -> Result<Vec<Found>, Problem> {
    let areas = super::handoff::area_names(office)?;
    let mut found = Vec::with_capacity(finds.rows.len());
    for (spec, stored) in finds.rows {
        let picks = named(desk, office, spec, std::slice::from_ref(&stored))?;
        let area = areas.get(&stored.area).cloned().unwrap_or(stored.area);
        found.extend(picks.into_iter().map(|pick| Found {
            ledger: spec.name.to_owned(),
            ledger_label: spec.label.to_owned(),
            id: pick.id,
            title: pick.label,
            hint: pick.hint,
            area: area.clone(),
        }));
    }
    Ok(found)
}
