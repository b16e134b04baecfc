//! The incident that goes on, what follows it, and what is not finished yet: asked before the desk goes back to 平时, and refused never.

use super::{Tonight, board, spoken};
use crate::bridge::night::{
    Aftermath, CallBoard, EvacuationBoard, IncidentTime, NightIncident, NightStep,
};
use crate::problem::Problem;
use ledger::kinds::incident;
use ledger::{Row, Value};
use store::{Order, Query};

/// Days for which an incident that is over still asks for its lesson on this desk.
const AFTERMATH_DAYS: i64 = 30;

/// The newest incident that goes on.
pub(super) fn incident(tonight: &Tonight<'_>) -> Result<Option<NightIncident>, Problem> {
    let Some(stored) = tonight.incidents.first() else {
        return Ok(None);
    };
    let row = &stored.row;
    Ok(Some(NightIncident {
        id: stored.id.to_string(),
        title: title(tonight, row),
        status_label: tonight.label("incident_state", row.text("status")),
        others: super::small(tonight.incidents.len().saturating_sub(1)),
        times: times(row),
        steps: steps(row),
        support: spoken::support(tonight, row)?,
        support_asked: row.text("support_asked").to_owned(),
    }))
}

/// The four times of 1-3-5-10: a record of what happened when, with nothing to be reached (F41).
fn times(row: &Row) -> Vec<IncidentTime> {
    let minutes = incident::response_minutes(row);
    let fields = ["t_dispatch", "t_arrive", "t_initial", "t_reinforce"];
    let fields = fields
        .into_iter()
        .filter_map(|name| incident::SPEC.field(name));
    fields
        .map(|field| IncidentTime {
            field: field.name.to_owned(),
            label: field.label.trim_end_matches("时间").to_owned(),
            at: super::clock_time(row.text(field.name)),
            minutes: minutes
                .iter()
                .find(|(noted, _)| noted.name == field.name)
                .map(|(_, minutes)| *minutes),
        })
        .collect()
}

fn steps(row: &Row) -> Vec<NightStep> {
    let flow = incident::SPEC.flow.into_iter();
    let steps = flow.flat_map(|flow| flow.steps_from(flow.state_of(row)));
    steps
        .map(|step| NightStep {
            name: step.name.to_owned(),
            label: step.label.to_owned(),
        })
        .collect()
}

/// The newest incident that is over and has not been gone through: what comes after the night.
pub(super) fn aftermath(tonight: &Tonight<'_>) -> Result<Option<Aftermath>, Problem> {
    let query = Query {
        equals: vec![("status", vec![Value::from("ended")])],
        sort: vec![("reported_at", Order::Descending)],
        limit: 1,
        ..Query::default()
    };
    let ended = tonight.rows("incident", query)?;
    let recent = ended.first().filter(|stored| {
        let minutes = tonight.minutes_since(stored.row.text("reported_at"));
        minutes.is_some_and(|passed| passed < AFTERMATH_DAYS * 24 * 60)
    });
    Ok(recent.map(|stored| Aftermath {
        id: stored.id.to_string(),
        title: title(tonight, &stored.row),
    }))
}

fn title(tonight: &Tonight<'_>, row: &Row) -> String {
    let kind = tonight.label("incident_kind", row.text("kind"));
    format!("{kind} · {}", row.text("location"))
}

/// One sentence for each thing that is open.
pub(super) fn still_open(
    tonight: &Tonight<'_>,
    calls: &CallBoard,
    evacuation: &EvacuationBoard,
) -> Result<Vec<String>, Problem> {
    let mut open = Vec::new();
    if let Some(warning) = &tonight.warning {
        let title = super::warning::title(tonight, &warning.row);
        open.push(format!("{title}还没有解除。"));
        let unanswered = calls.total.saturating_sub(calls.answered);
        if unanswered > 0 {
            open.push(format!("还有{unanswered}人没有叫应。"));
        }
    }
    let mut not_there = evacuation.households_owed;
    not_there = not_there.saturating_sub(evacuation.households_safe);
    let missing = evacuation
        .people_owed
        .saturating_sub(evacuation.people_safe);
    if missing > 0 {
        open.push(format!("转移还差{not_there}户{missing}人没有到。"));
    }
    let away = tonight.entries.iter().filter(|stored| {
        let state = board::state_of(&stored.row);
        matches!(state, "arrived" | "hospital")
    });
    let away = away.count();
    if away > 0 {
        open.push(format!("还有{away}户在外面安置，没有返家。"));
    }
    let incidents = tonight.incidents.len();
    if incidents > 0 {
        open.push(format!("有{incidents}起突发事件没有结束。"));
    }
    if !tonight.incidents.is_empty() && super::report::is_first_due(tonight)? {
        open.push("初报还没有报出去。".to_owned());
    }
    Ok(open)
}
