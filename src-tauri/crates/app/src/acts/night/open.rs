//! What is not finished yet: asked before the desk goes back to 平时, and refused never.

use super::{Tonight, board};
use crate::bridge::night::{CallBoard, EvacuationBoard, NightIncident};
use crate::problem::Problem;

/// The newest incident that goes on.
pub(super) fn incident(tonight: &Tonight<'_>) -> Result<Option<NightIncident>, Problem> {
    let Some(stored) = tonight.incidents.first() else {
        return Ok(None);
    };
    let row = &stored.row;
    let kind = tonight.label("incident_kind", row.text("kind"));
    Ok(Some(NightIncident {
        id: stored.id.to_string(),
        title: format!("{kind} · {}", row.text("location")),
        status_label: tonight.label("incident_state", row.text("status")),
        others: super::small(tonight.incidents.len().saturating_sub(1)),
    }))
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
