//! How a register names what its rows point to, so that one knows which is meant: a household by
//! number, head and address, two people of one name by their group, a check by what was checked.

use crate::office::spec_of;
use crate::papers::{Gather, homes, namesakes};
use crate::problem::Problem;
use ledger::{Row, RowId, Spec, Type};
use print::documents::Audience;
use std::collections::{BTreeMap, BTreeSet};

type Names = BTreeMap<RowId, String>;

/// The names of what these rows point to.
pub(super) fn of(gather: &Gather<'_>, spec: &Spec, rows: &[&Row]) -> Result<Names, Problem> {
    let mut names = gather.names(spec, rows.iter().copied())?;
    for target in ["household", "inspection", "fund", "incident_log"] {
        let ids = pointed_at(spec, rows, target);
        if ids.is_empty() {
            continue;
        }
        match target {
            "inspection" => inspections(gather, &ids, &mut names)?,
            "fund" => funds(gather, &ids, &mut names)?,
            "incident_log" => lines_of_a_log(gather, &ids, &mut names)?,
            // The public edition names nobody so closely.
            _ if gather.audience == Audience::Public => {}
            _ => households(gather, &ids, &mut names)?,
        }
    }
    if gather.audience == Audience::Duty {
        namesakes::in_rows(gather, (spec, rows), &mut names)?;
    }
    Ok(names)
}

/// Rows of a ledger that these rows point to.
fn pointed_at(spec: &Spec, rows: &[&Row], target: &str) -> Vec<RowId> {
    let points_there =
        |kind: Type| matches!(kind, Type::Ref(name) | Type::Refs(name) if name == target);
    let fields = spec.fields.iter();
    let fields = fields.filter(|field| points_there(field.kind));
    let ids: BTreeSet<RowId> = fields
        .flat_map(|field| rows.iter().map(|row| row.get(field.name)))
        .flat_map(crate::office::references)
        .collect();
    ids.into_iter().collect()
}

/// 061 张满仓（2组13号）.
fn households(gather: &Gather<'_>, ids: &[RowId], names: &mut Names) -> Result<(), Problem> {
    let spec = spec_of("household")?;
    let homes = gather.office.store.rows(spec, ids)?;
    let rows: Vec<&Row> = homes.iter().map(|stored| &stored.row).collect();
    let heads = gather.names(spec, rows)?;
    for stored in &homes {
        let head: Option<RowId> = stored.row.text("head_id").parse().ok();
        let head = head
            .and_then(|id| heads.get(&id))
            .map_or("", String::as_str);
        let address = homes::address(gather.audience, &stored.row);
        let mut said = vec![stored.row.text("hh_no"), head];
        said.retain(|text| !text.is_empty());
        let said = said.join(" ");
        let said = match (said.is_empty(), address.is_empty()) {
            (true, _) => address,
            (false, true) => said,
            (false, false) => format!("{said}（{address}）"),
        };
        if !said.is_empty() {
            names.insert(stored.id, said);
        }
    }
    Ok(())
}

/// JC-2025-001 国海商店 2025-11-29.
fn inspections(gather: &Gather<'_>, ids: &[RowId], names: &mut Names) -> Result<(), Problem> {
    let spec = spec_of("inspection")?;
    let checks = gather.office.store.rows(spec, ids)?;
    let places = gather.names(spec, checks.iter().map(|stored| &stored.row))?;
    for stored in &checks {
        let row = &stored.row;
        let target = ["premises_id", "risk_point_id", "facility_id"]
            .into_iter()
            .find_map(|field| places.get(&row.text(field).parse().ok()?));
        let place = target.map_or(row.text("place"), String::as_str);
        let day = row.text("checked_at").get(..10).unwrap_or_default();
        let mut said = vec![row.text("inspection_no"), place, day];
        said.retain(|text| !text.is_empty());
        names.insert(stored.id, said.join(" "));
    }
    Ok(())
}

/// Money by what it is for, not by who handled it.
fn funds(gather: &Gather<'_>, ids: &[RowId], names: &mut Names) -> Result<(), Problem> {
    for stored in gather.office.store.rows(spec_of("fund")?, ids)? {
        names.insert(stored.id, stored.row.text("purpose").to_owned());
    }
    Ok(())
}

/// A line of a log by its time: the line itself stands in the same register.
fn lines_of_a_log(gather: &Gather<'_>, ids: &[RowId], names: &mut Names) -> Result<(), Problem> {
    for stored in gather.office.store.rows(spec_of("incident_log")?, ids)? {
        let at = stored.row.text("at").replace('T', " ");
        names.insert(stored.id, at.get(5..16).unwrap_or(&at).to_owned());
    }
    Ok(())
}
