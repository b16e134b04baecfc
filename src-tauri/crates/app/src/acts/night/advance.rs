//! Steps of the transfer, one entry or many at once. A single one may jump forward as it likes; of
//! many only those on their way are moved, so that 已到 for a group never says it of whoever
//! refused (domain §8.3).

use super::{Tonight, board};
use crate::acts::record::{difference, flags, refuse, refuse_automatic};
use crate::acts::{input, steps};
use crate::bridge::night::AdvanceEvacuation;
use crate::bridge::records::{AdvanceRecord, Values};
use crate::office::{row_id, spec_of};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::{Change, Refusal, Row, RowId, Spec};
use serde_json::json;
use store::StoredRow;

/// The states from which a step moves many at once.
fn along(step: &str) -> Option<&'static [&'static str]> {
    match step {
        "notify" => Some(&["pending"]),
        "set_off" => Some(&["pending", "notified"]),
        "arrive" => Some(&["pending", "notified", "moving"]),
        "return_home" => Some(&["arrived", "hospital", "in_place"]),
        _ => None,
    }
}

/// The entries moved on.
pub(super) fn written(
    tonight: &Tonight<'_>,
    request: &AdvanceEvacuation,
) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("evac_entry")?;
    refuse_automatic(spec, request.values.keys())?;
    let ids: Vec<RowId> = request
        .ids
        .iter()
        .map(|text| row_id(text))
        .collect::<Result<_, _>>()?;
    let entries = tonight
        .entries
        .iter()
        .filter(|stored| ids.contains(&stored.id));
    let moves = |stored: &&StoredRow| ids.len() == 1 || goes_along(&request.step, &stored.row);
    let entries: Vec<&StoredRow> = entries.filter(moves).collect();
    if entries.is_empty() {
        let text = "选的这些户现在走不了这一步，名单没有动。请看各户的状态，单独点那一户再办。";
        return Err(Problem::new("step_not_allowed", text));
    }
    let changes = entries.iter().map(|stored| {
        let next = moved(tonight, spec, stored, request)?;
        Ok(difference(spec, stored.id, &stored.row, &next))
    });
    changes.collect()
}

fn goes_along(step: &str, row: &Row) -> bool {
    let state = board::state_of(row);
    if let Some(states) = along(step) {
        return states.contains(&state);
    }
    let flow = evac_entry::SPEC.flow.into_iter();
    let mut steps = flow.flat_map(|flow| flow.steps_from(state));
    steps.any(|known| known.name == step)
}

/// An entry after a step.
pub(super) fn moved(
    tonight: &Tonight<'_>,
    spec: &'static Spec,
    stored: &StoredRow,
    request: &AdvanceEvacuation,
) -> Result<Row, Problem> {
    let desk = tonight.desk;
    let mut values = request.values.clone();
    if request.step == "arrive" {
        arrives(&stored.row, &mut values);
    }
    if request.step == "take_away" {
        taken_by(tonight, &stored.row, &mut values)?;
    }
    let asked = input::read(desk, spec, stored.row.clone(), &values)?;
    let step = AdvanceRecord {
        ledger: spec.name.to_owned(),
        id: stored.id.to_string(),
        step: request.step.clone(),
        values,
        form: String::new(),
        sign: None,
    };
    let asked = steps::prepare(desk, spec, &step, asked);
    let asked = by_itself(&request.step, &stored.row, asked);
    let unknown = || Refusal::UnknownStep(request.step.clone());
    let flow = spec.flow.ok_or_else(unknown);
    let next = flow.and_then(|flow| flow.advance(&asked, &request.step));
    let next = next.map_err(|refusal| refused(spec, &refusal))?;
    refuse(&flags(desk, spec, &next))?;
    input::references_exist(tonight.office, spec, &stored.row, &next)?;
    Ok(next)
}

/// Whoever arrives without another word has come to the shelter he was meant for.
fn arrives(row: &Row, values: &mut Values) {
    let says_where = values.contains_key("destination");
    if !says_where && row.text("destination").is_empty() && !row.text("shelter_id").is_empty() {
        values.insert("destination".to_owned(), json!("central"));
    }
}

/// Whoever was to bring them away did so, unless somebody else is named; who gave the order is
/// never guessed, and asked by day.
fn taken_by(tonight: &Tonight<'_>, row: &Row, values: &mut Values) -> Result<(), Problem> {
    if !values.contains_key("forced_by") && row.text("forced_by").is_empty() {
        let names = tonight.office.names(spec_of("evac_entry")?, [row])?;
        let escort = row.text("escort_id").parse().ok();
        if let Some(name) = escort.and_then(|id: RowId| names.get(&id)) {
            values.insert("forced_by".to_owned(), json!(name));
        }
    }
    Ok(())
}

/// The next talk with whoever refuses is counted; the order to take somebody away has its time.
fn by_itself(step: &str, before: &Row, mut row: Row) -> Row {
    if step == "refuse" && row.get("refuse_count") == before.get("refuse_count") {
        let talks = before.get("refuse_count").int().unwrap_or(0);
        row.set("refuse_count", talks.saturating_add(1));
    }
    row
}

fn refused(spec: &Spec, refusal: &Refusal) -> Problem {
    let label = |name: &str| {
        let field = spec.field(name);
        field.map_or_else(|| name.to_owned(), |field| field.label.to_owned())
    };
    match refusal {
        Refusal::Missing(name) => {
            let text = format!("这一步要先填“{}”，还没有办理。", label(name));
            Problem::of_field("step_needs_field", name, text)
        }
        _ => Problem::new(
            "step_not_allowed",
            "这一户现在的状态走不了这一步，名单没有动。请看它现在的状态再办。",
        ),
    }
}
