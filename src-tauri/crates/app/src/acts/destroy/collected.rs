//! Which rows were collected for an incident, or are about a person: those that name it, and what
//! the duty shifts of those days handed on in free words, which may speak of villagers too.

use crate::office::{Office, spec_of};
use crate::problem::Problem;
use chrono::NaiveDate;
use ledger::spec::Type;
use ledger::{Privacy, Row, RowId, Spec, Value, dates};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// What is collected for an event: the ledger, whether it also names the warning, and why its
/// rows are usually kept.
const COLLECTED: [(&str, bool, &str); 5] = [
    ("evac_entry", true, ""),
    ("callout", true, ""),
    ("casualty", false, "evidence"),
    ("damaged_house", false, "relief"),
    ("relief", false, "relief"),
];

/// The ledger of duty shifts, which name no incident.
const SHIFTS: &str = "duty_shift";

/// A row that holds what concerns villagers.
pub(super) struct Collected {
    pub(super) spec: &'static Spec,
    pub(super) stored: StoredRow,
    /// Why rows of its ledger are usually kept; empty if they usually go.
    pub(super) keep: &'static str,
}

impl Collected {
    /// What names it; a shift is named by its day as well.
    pub(super) fn title(&self, office: &Office) -> Result<String, Problem> {
        let title = office.title(self.spec, &self.stored.row)?;
        if self.spec.name != SHIFTS {
            return Ok(title);
        }
        let day = self.stored.row.text("on_date");
        Ok(format!("{day} {title}").trim_end().to_owned())
    }

    /// Its free words that can be destroyed, by which somebody decides; nothing that is masked.
    pub(super) fn said(&self) -> String {
        let fields = self.spec.fields.iter();
        let free = fields.filter(|field| {
            matches!(field.kind, Type::Text | Type::LongText)
                && field.privacy == Privacy::Personal
                && !self.spec.confidential
                && !self.spec.title.contains(&field.name)
        });
        let said = free.map(|field| (field.label, self.stored.row.text(field.name)));
        let said = said.filter(|(_, text)| !text.is_empty());
        let said: Vec<String> = said
            .map(|(label, text)| format!("{label}：{text}"))
            .collect();
        said.join("；")
    }
}

/// Every row that was collected for the incident, or that is about the person.
pub(super) fn collected(
    office: &Office,
    row: &Row,
    person: Option<RowId>,
) -> Result<Vec<Collected>, Problem> {
    let mut rows: BTreeMap<(usize, RowId), Collected> = BTreeMap::new();
    let mut take = |place: usize, spec, keep, found: Vec<StoredRow>| {
        for stored in found
            .into_iter()
            .filter(|stored| concerns(spec, &stored.row))
        {
            let found = Collected { spec, stored, keep };
            rows.entry((place, found.stored.id)).or_insert(found);
        }
    };
    if let Ok(incident) = row.text("incident_id").parse::<RowId>() {
        let spec = spec_of("incident")?;
        let event = office.row(spec, incident)?;
        for (place, (ledger, by_warning, keep)) in COLLECTED.into_iter().enumerate() {
            let of = spec_of(ledger)?;
            take(
                place,
                of,
                keep,
                rows_of(office, of, ("incident_id", &incident.to_string()))?,
            );
            let warning = event.row.text("warning_id");
            if by_warning && !warning.is_empty() {
                take(
                    place,
                    of,
                    keep,
                    rows_of(office, of, ("warning_id", warning))?,
                );
            }
        }
        let shifts = shifts(office, &event.row)?;
        take(COLLECTED.len(), spec, "", vec![event]);
        take(COLLECTED.len() + 1, spec_of(SHIFTS)?, "", shifts);
    }
    if let Some(person) = person {
        let spec = spec_of("person")?;
        take(
            COLLECTED.len() + 2,
            spec,
            "",
            vec![office.row(spec, person)?],
        );
    }
    Ok(rows.into_values().collect())
}

/// The duty shifts from the eve of an incident to its end. Which of them speak of it nobody but a
/// person can tell, so each that says something in free words is put before one.
fn shifts(office: &Office, event: &Row) -> Result<Vec<StoredRow>, Problem> {
    let day = |moment: &str| Some(dates::moment_of(moment)?.date());
    let mut began: Vec<NaiveDate> = ["occurred_at", "reported_at"]
        .into_iter()
        .filter_map(|name| day(event.text(name)))
        .collect();
    if let Ok(warning) = event.text("warning_id").parse() {
        let warning = office.store.row(spec_of("warning")?, warning)?;
        began.extend(warning.and_then(|stored| day(stored.row.text("received_at"))));
    }
    let eve = began.into_iter().min().and_then(|day| day.pred_opt());
    let Some(eve) = eve else {
        return Ok(Vec::new());
    };
    let ended = day(event.text("ended_at")).and_then(|day| day.succ_opt());
    let query = Query {
        area: Some(office.code.clone()),
        since: vec![("on_date", Value::from(eve.to_string().as_str()))],
        before: ended
            .map(|after| ("on_date", Value::from(after.to_string().as_str())))
            .into_iter()
            .collect(),
        ..Query::default()
    };
    Ok(office.store.list(spec_of(SHIFTS)?, &query)?.rows)
}

fn rows_of(
    office: &Office,
    spec: &'static Spec,
    (field, id): (&'static str, &str),
) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        equals: vec![(field, vec![Value::from(id)])],
        ..Query::default()
    };
    Ok(office.store.list(spec, &query)?.rows)
}

/// Whether some value of the row can be destroyed.
fn concerns(spec: &Spec, row: &Row) -> bool {
    let mut fields = spec.fields.iter();
    fields.any(|field| {
        (spec.confidential || field.privacy >= Privacy::Personal) && !row.get(field.name).is_empty()
    })
}
