//! 危险区住户和转移安排, as the plan annexes it: who is brought where, by whom, on which way. People
//! are counted as on every list of the transfer.

use super::homes::{Homes, address};
use super::{Gather, namesakes};
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::{Row, RowId};
use print::documents::Audience;
use print::table::{Cell, Column, Table};
use std::collections::BTreeMap;
use store::StoredRow;

/// An arrangement that nobody made yet.
const OPEN: &str = "没定";

/// How many households and people these are, and what is arranged for each, in their order.
pub(super) fn arranged(
    gather: &Gather<'_>,
    households: &[StoredRow],
) -> Result<(String, Table), Problem> {
    let homes = Homes::of(gather)?;
    let table = table(gather, &homes, households)?;
    Ok((total(gather, &homes, households), table))
}

fn table(gather: &Gather<'_>, homes: &Homes, households: &[StoredRow]) -> Result<Table, Problem> {
    let names = Names {
        people: people(gather, households)?,
        routes: named(gather, "route")?,
        shelters: named(gather, "shelter")?,
    };
    let rows = households
        .iter()
        .map(|stored| row(gather, (homes, &names), stored));
    let rows = rows.collect::<Result<Vec<_>, Problem>>()?;
    let columns = vec![
        Column::text("户主", 8),
        Column::text("住址", 9),
        Column::number("几人", 4),
        Column::text("要帮", 11),
        Column::text("电话", 11),
        Column::text("护送人、替手", 8),
        Column::text("走哪条路", 10),
        Column::text("到哪里", 9),
    ];
    let table = Table {
        columns,
        rows,
        ..Table::default()
    };
    Ok(match gather.audience {
        Audience::Public => table.without_mute_columns(|_| false),
        Audience::Duty => table,
    })
}

/// 共31户96人, and how many households are not among these people.
fn total(gather: &Gather<'_>, homes: &Homes, households: &[StoredRow]) -> String {
    let total = homes.total(households);
    if let Some(lack) = total.lack() {
        gather.lacks.once(lack);
    }
    let people = total.people.map(|people| format!("{people}人"));
    let uncounted = match total.unknown {
        0 => String::new(),
        unknown => format!("其中{unknown}户没登记几口人，没有算进人数。"),
    };
    let people = people.unwrap_or_default();
    format!("共{}户{people}。{uncounted}", households.len())
}

/// What people, ways and shelters are called.
struct Names {
    people: BTreeMap<RowId, String>,
    routes: BTreeMap<RowId, String>,
    shelters: BTreeMap<RowId, String>,
}

fn people(
    gather: &Gather<'_>,
    households: &[StoredRow],
) -> Result<BTreeMap<RowId, String>, Problem> {
    let spec = spec_of("household")?;
    let rows: Vec<&Row> = households.iter().map(|stored| &stored.row).collect();
    let mut names = gather.names(spec, rows.iter().copied())?;
    if gather.audience == Audience::Duty {
        namesakes::in_rows(gather, (spec, &rows), &mut names)?;
    }
    Ok(names)
}

fn named(gather: &Gather<'_>, ledger: &str) -> Result<BTreeMap<RowId, String>, Problem> {
    let rows = gather.office.all(ledger)?.into_iter();
    Ok(rows
        .map(|stored| (stored.id, stored.row.text("name").to_owned()))
        .collect())
}

fn row(
    gather: &Gather<'_>,
    (homes, names): (&Homes, &Names),
    stored: &StoredRow,
) -> Result<Vec<Cell>, Problem> {
    let household = &stored.row;
    let home = homes.home(stored);
    let people = home.people().map(|people| people.to_string());
    let helps = match gather.audience {
        Audience::Duty => home.helps(&gather.lists()),
        Audience::Public => String::new(),
    };
    let person = |field| named_in(&names.people, household, field);
    let escorts = ["escort_a", "escort_b"].map(|field| person(field).unwrap_or("未定"));
    let escorts = escorts.join("\n");
    Ok(vec![
        person("head_id").unwrap_or_default().into(),
        address(gather.audience, household).into(),
        people.unwrap_or_default().into(),
        helps.into(),
        home.phone(gather, stored)?.into(),
        if escorts.contains("未定") {
            Cell::strong(escorts)
        } else {
            escorts.into()
        },
        place(&names.routes, household, "route_id"),
        place(&names.shelters, household, "shelter_id"),
    ])
}

fn place(names: &BTreeMap<RowId, String>, household: &Row, field: &str) -> Cell {
    named_in(names, household, field).map_or_else(|| Cell::strong(OPEN), Cell::from)
}

/// The name of what a field of the household points to.
fn named_in<'n>(
    names: &'n BTreeMap<RowId, String>,
    household: &Row,
    field: &str,
) -> Option<&'n str> {
    let id: RowId = household.text(field).parse().ok()?;
    names.get(&id).map(String::as_str)
}
