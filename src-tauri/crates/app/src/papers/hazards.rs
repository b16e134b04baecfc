//! 隐患台账 on paper.

use super::{Gather, Order, doubts, lacks, proven};
use crate::acts::alerts::is_open;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::Row;
use print::documents::hazard_register::{self, Deadline, Grade, Hazard, HazardRegister};
use print::page::Document;
use store::StoredRow;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let spec = spec_of("hazard")?;
    let mut rows = gather.listed(spec, order)?;
    rows.sort_by_key(|stored| {
        let row = &stored.row;
        (
            stored.area.clone(),
            !is_open(row),
            row.text("grade") != "major",
            row.text("due_date").to_owned(),
        )
    });
    let villages = gather.villages()?;
    let hazards = rows.iter().map(|stored| {
        Ok(Hazard {
            village: villages.get(&stored.area).cloned().unwrap_or_default(),
            ..marked(gather, stored)?
        })
    });
    let hazards: Vec<Hazard> = hazards.collect::<Result<_, Problem>>()?;
    if hazards.is_empty() {
        let none = lacks::none_listed(spec, gather.office.kind);
        gather.lacks.everything(none);
    }
    let lists = gather.lists();
    let states = lists.items("hazard_state").iter();
    let input = HazardRegister {
        states: states.map(|state| state.label.clone()).collect(),
        imprint: proven(gather, None, &hazards)?,
        by_village: gather.by_village(&rows, (order, "条"))?,
        hazards,
    };
    Ok(hazard_register::lay_out(&input, gather.desk.fonts()?))
}

/// One hazard, with what is not certain of it.
fn marked(gather: &Gather<'_>, stored: &StoredRow) -> Result<Hazard, Problem> {
    let mut hazard = hazard(gather, &stored.row)?;
    let mut doubts = doubts::of_row(gather, spec_of("hazard")?, stored)?;
    // The states are counted by their words; what is not certain of one stands beside the hazard.
    if let Some(doubt) = doubts.remove("status") {
        hazard.what = format!("{}［状态{doubt}］", hazard.what);
    }
    for (name, text) in [
        ("hz_no", &mut hazard.number),
        ("description", &mut hazard.what),
        ("location", &mut hazard.place),
        ("owner_id", &mut hazard.owner),
        ("due_date", &mut hazard.due),
    ] {
        text.push_str(doubts.get(name).map_or("", String::as_str));
    }
    Ok(hazard)
}

/// One hazard, as this paper and the annex of the plan show it.
pub(super) fn hazard(gather: &Gather<'_>, row: &Row) -> Result<Hazard, Problem> {
    let owner = gather.person(row, "owner_id")?.unwrap_or_default();
    let due = row.text("due_date");
    let is_late = is_open(row) && !due.is_empty() && due < gather.today().as_str();
    Ok(Hazard {
        village: String::new(),
        number: row.text("hz_no").to_owned(),
        grade: match row.text("grade") {
            "major" => Grade::Major,
            "general" => Grade::General,
            _ => Grade::Open,
        },
        what: gather.open(row.text("description")),
        place: gather.open(row.text("location")),
        owner: owner.name,
        phone: owner.phone,
        due: due.to_owned(),
        deadline: if is_late {
            Deadline::Overdue
        } else {
            Deadline::Kept
        },
        state: gather.label("hazard_state", row, "status"),
    })
}
