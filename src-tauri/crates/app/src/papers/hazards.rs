//! 隐患台账 on paper.

use super::{Gather, Order, imprint};
use crate::acts::alerts::is_open;
use crate::problem::Problem;
use ledger::Row;
use print::documents::hazard_register::{self, Deadline, Grade, Hazard, HazardRegister};
use print::page::Document;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let mut rows = gather.rows("hazard", &order.ids)?;
    rows.sort_by_key(|stored| {
        let row = &stored.row;
        (
            !is_open(row),
            row.text("grade") != "major",
            row.text("due_date").to_owned(),
        )
    });
    let hazards = rows.iter().map(|stored| hazard(gather, &stored.row));
    let input = HazardRegister {
        imprint: imprint(gather),
        hazards: hazards.collect::<Result<_, _>>()?,
    };
    Ok(hazard_register::lay_out(&input, gather.desk.fonts()?))
}

/// One hazard, as this paper and the annex of the plan show it.
pub(super) fn hazard(gather: &Gather<'_>, row: &Row) -> Result<Hazard, Problem> {
    let owner = gather.person(row, "owner_id")?.unwrap_or_default();
    let due = row.text("due_date");
    let is_late = is_open(row) && !due.is_empty() && due < gather.today().as_str();
    Ok(Hazard {
        number: row.text("hz_no").to_owned(),
        grade: match row.text("grade") {
            "major" => Grade::Major,
            "general" => Grade::General,
            _ => Grade::Open,
        },
        what: row.text("description").to_owned(),
        place: row.text("location").to_owned(),
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
