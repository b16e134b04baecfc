//! 督办 on a hazard (domain §2.15): what the township may say about it, filled in from the record,
//! and what it said so far with the village's answers. The words go down to every village of the
//! township, so that they name a number, a kind and a term, and neither people nor the place.

use super::orders::{line, view};
use super::require_town;
use crate::acts::handoff::area_names;
use crate::bridge::township::{OfHazard, OrderLine, Supervision};
use crate::desk::Desk;
use crate::office::{Office, row_id};
use crate::problem::Problem;
use chrono::{Duration, NaiveDate};
use ledger::kinds::{hazard, town_order};
use ledger::{Row, Value, dates};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// Shows what was asked about a hazard, and proposes what may be.
pub(crate) fn supervision(desk: &Desk, request: OfHazard) -> Result<Supervision, Problem> {
    desk.with_office(|office| {
        require_town(office)?;
        let stored = office.row(office.spec(hazard::SPEC.name)?, row_id(&request.hazard)?)?;
        let names = area_names(office)?;
        let village = names.get(&stored.area).unwrap_or(&stored.area).clone();
        Ok(Supervision {
            content: content(desk, &stored.row),
            due_date: due_date(desk, &stored.row).to_string(),
            orders: orders(desk, office, (&stored, &names))?,
            village,
        })
    })
}

/// 隐患HZ-2026-012（道路，重大）：期限2026-07-01，已超11天，现在“整改中”。……
fn content(desk: &Desk, row: &Row) -> String {
    let lists = desk.lists();
    let label = |list: &str, field: &str| lists.label(list, row.text(field)).to_owned();
    let mut what = vec![label("hazard_kind", "kind"), label("hazard_grade", "grade")];
    what.retain(|word| !word.is_empty());
    let what = what.join("，");
    let what = if what.is_empty() {
        String::new()
    } else {
        format!("（{what}）")
    };
    let state = label("hazard_state", "status");
    format!(
        "隐患{}{what}：{}现在“{state}”。请抓紧整改，写清改到哪一步、哪天能改完，随驿包报上来。",
        row.text("hz_no"),
        term(desk.clock.today(), row),
    )
}

fn term(today: NaiveDate, row: &Row) -> String {
    let Some(day) = dates::day_of(row.text("due_date")) else {
        return "还没有定期限，".to_owned();
    };
    let late = today.signed_duration_since(day).num_days();
    if late > 0 {
        format!("期限{day}，已超{late}天，")
    } else {
        format!("期限{day}，")
    }
}

/// The hazard's own day where it is still to come, else some days from now.
fn due_date(desk: &Desk, row: &Row) -> NaiveDate {
    let today = desk.clock.today();
    let own = dates::day_of(row.text("due_date")).filter(|day| *day >= today);
    let days = desk.thresholds().value("supervision_days");
    own.unwrap_or_else(|| {
        let later = Duration::try_days(days).and_then(|days| today.checked_add_signed(days));
        later.unwrap_or(today)
    })
}

fn orders(
    desk: &Desk,
    office: &Office,
    (hazard, names): (&StoredRow, &BTreeMap<String, String>),
) -> Result<Vec<OrderLine>, Problem> {
    let about = Value::from(hazard.id.to_string());
    let query = Query {
        area: Some(office.code.clone()),
        equals: vec![("about_id", vec![about])],
        ..Query::default()
    };
    let mut given = office.store.list(&town_order::SPEC, &query)?.rows;
    given.sort_by_key(|order| std::cmp::Reverse(order.id));
    let line = |order: &StoredRow| -> Result<OrderLine, Problem> {
        Ok(OrderLine {
            answers: vec![view(desk, office, (&hazard.area, names), order.id)?],
            ..line(desk, order)
        })
    };
    given.iter().map(line).collect()
}
