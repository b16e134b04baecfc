//! What a new record takes over from those it names, so that nothing is typed twice: the report of
//! an incident its place and figures, a transfer the escort and the way out of its household, the
//! next section of a plan the text of the sample. Only what is still empty is filled, and everything
//! may be typed over.

use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{Deed, Row, RowId, Spec, Type, Value};
use store::{Query, StoredRow};

mod plan;
mod report;
mod transfer;

/// Fields that mean the same thing in every ledger that has them.
const SHARED: [&str; 7] = [
    "group",
    "location",
    "incident_id",
    "warning_id",
    "risk_point_id",
    "route_id",
    "shelter_id",
];

/// What is usually written next, beginning with a record of a ledger: ledgers and the field of
/// each that names the record.
pub(crate) fn begins(ledger: &str) -> &'static [(&'static str, &'static str)] {
    match ledger {
        "incident" => &[
            ("incident_log", "incident_id"),
            ("situation_report", "incident_id"),
            ("evac_entry", "incident_id"),
            ("callout", "incident_id"),
        ],
        "warning" => &[
            ("callout", "warning_id"),
            ("evac_entry", "warning_id"),
            ("incident", "warning_id"),
        ],
        "plan" => &[("plan_section", "plan_id")],
        "household" => &[("evac_entry", "household_id"), ("relief", "household_id")],
        "risk_point" => &[("hazard", "risk_point_id"), ("incident", "risk_point_id")],
        _ => &[],
    }
}

/// Fills a new record from the records it names. Whoever may not write it is told nothing.
pub(super) fn fill(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    row: &mut Row,
) -> Result<(), Problem> {
    if !office.seat.role().may(Deed::Write, spec) {
        return Ok(());
    }
    take_shared(office, spec, row)?;
    let books = Books { desk, office };
    match spec.name {
        "situation_report" => report::fill(&books, row),
        "evac_entry" => transfer::fill(&books, row),
        "callout" => call(&books, row),
        "relief" => relief(&books, row),
        "plan_section" => plan::fill(&books, row),
        _ => Ok(()),
    }
}

/// Takes over the fields that mean the same in the records named.
fn take_shared(office: &Office, spec: &'static Spec, row: &mut Row) -> Result<(), Problem> {
    for field in spec.fields {
        let Type::Ref(target) = field.kind else {
            continue;
        };
        let (target, Ok(id)) = (spec_of(target)?, row.text(field.name).parse::<RowId>()) else {
            continue;
        };
        let Some(named) = office.store.row(target, id)? else {
            continue;
        };
        let shared = SHARED.iter().filter_map(|name| {
            let (own, other) = (spec.field(name)?, target.field(name)?);
            (own.kind == other.kind).then_some(own.name)
        });
        for name in shared {
            fill_empty(row, name, named.row.get(name).clone());
        }
    }
    Ok(())
}

fn fill_empty(row: &mut Row, field: &'static str, value: impl Into<Value>) {
    if row.get(field).is_empty() {
        row.set(field, value);
    }
}

/// The living rows of the office's own books.
struct Books<'a> {
    desk: &'a Desk,
    office: &'a Office,
}

impl Books<'_> {
    fn with(
        &self,
        ledger: &str,
        (field, id): (&'static str, &str),
    ) -> Result<Vec<StoredRow>, Problem> {
        if id.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query {
            area: Some(self.office.code.clone()),
            equals: vec![(field, vec![Value::from(id)])],
            ..Query::default()
        };
        Ok(self.office.store.list(spec_of(ledger)?, &query)?.rows)
    }

    fn named(&self, ledger: &str, id: &str) -> Result<Option<Row>, Problem> {
        let Ok(id) = id.parse::<RowId>() else {
            return Ok(None);
        };
        let stored = self.office.store.row(spec_of(ledger)?, id)?;
        Ok(stored.map(|stored| stored.row))
    }

    /// Who of a household is in the village.
    fn at_home(&self, household: &str) -> Result<Vec<Row>, Problem> {
        let people = self
            .with("person", ("household_id", household))?
            .into_iter();
        let rows = people.map(|stored| stored.row);
        Ok(rows.filter(ledger::kinds::person::is_at_home).collect())
    }

    /// Who works here now, as a person of the books.
    fn who(&self) -> String {
        let current = self.office.seat.current();
        current.map_or_else(String::new, |user| user.person.clone())
    }
}

/// A call goes by what still works, and counts on from the tries before it.
fn call(books: &Books<'_>, row: &mut Row) -> Result<(), Problem> {
    fill_empty(row, "called_by", books.who());
    let warning = books.named("warning", row.text("warning_id"))?;
    let is_down = warning.is_some_and(|warning| warning.get("comms_down").is_true());
    fill_empty(row, "method", if is_down { "door" } else { "phone" });
    let target = row.text("target_id").to_owned();
    if let Some(person) = books.named("person", &target)? {
        fill_empty(row, "household_id", person.get("household_id").clone());
    }
    let event = ["warning_id", "incident_id"].map(|field| (field, row.text(field).to_owned()));
    let event = event.into_iter().find(|(_, id)| !id.is_empty());
    if let Some((field, id)) = event.filter(|_| !target.is_empty()) {
        let calls = books.with("callout", ("target_id", &target))?;
        let tries = calls.iter().filter(|call| call.row.text(field) == id);
        let next = i64::try_from(tries.count()).unwrap_or_default() + 1;
        fill_empty(row, "attempt", next);
    }
    Ok(())
}

fn relief(books: &Books<'_>, row: &mut Row) -> Result<(), Problem> {
    let people = books.at_home(row.text("household_id"))?.len();
    if people > 0 {
        fill_empty(row, "people", i64::try_from(people).unwrap_or_default());
    }
    Ok(())
}
