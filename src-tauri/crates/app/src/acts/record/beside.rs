//! What is wrong with a record beside other records: the report before it, the shelter it goes to,
//! the person it names. The rules are the domain's; here are the rows they look at.

use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::kinds::{evac_entry, hazard, incident, person, relief, situation_report, warning};
use ledger::{Flag, Row, RowId, Spec, Value, clashes, eligibility};
use store::{Query, StoredRow};

/// Marks on a record that other records give rise to.
pub(super) fn beside(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    stored: &StoredRow,
) -> Result<Vec<Flag>, Problem> {
    let books = Books {
        office,
        area: &stored.area,
    };
    match spec.name {
        "situation_report" => report(desk, &books, stored),
        "evac_entry" => transfer(&books, &stored.row),
        "callout" => call(desk, &books, &stored.row),
        "responder" => responder(desk, &books, &stored.row),
        "post" => post(&books, &stored.row),
        "hazard" => mended(&books, stored),
        _ => Ok(Vec::new()),
    }
}

/// What stops a changed record from becoming another one: figures under a signature, what the
/// steps of a hazard asked for, names under what was handed out.
pub(crate) fn rewritten(spec: &Spec, former: &Row, row: &Row) -> Vec<Flag> {
    match spec.name {
        "situation_report" => situation_report::rewritten(former, row),
        "hazard" => hazard::rewritten(former, row),
        "relief" => relief::rewritten(former, row),
        _ => Vec::new(),
    }
}

/// The living rows of the area a record belongs to.
struct Books<'office> {
    office: &'office Office,
    area: &'office str,
}

impl Books<'_> {
    fn with(
        &self,
        ledger: &str,
        equals: &[(&'static str, &str)],
    ) -> Result<Vec<StoredRow>, Problem> {
        let equals = equals.iter();
        let query = Query {
            area: Some(self.area.to_owned()),
            equals: equals
                .map(|(field, value)| (*field, vec![Value::from(*value)]))
                .collect(),
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
}

fn report(desk: &Desk, books: &Books<'_>, stored: &StoredRow) -> Result<Vec<Flag>, Problem> {
    let row = &stored.row;
    let incident = row.text("incident_id");
    let mut flags = moved(desk, books, stored)?;
    if !incident.is_empty() {
        let listed = books.with("casualty", &[("incident_id", incident)])?;
        let count = |kind: &str| {
            let of_kind = listed.iter().filter(|one| one.row.text("kind") == kind);
            of_kind.count() as u64
        };
        let listed = [count("dead"), count("missing")];
        flags.extend(situation_report::unlisted(row, listed));
    }
    Ok(flags)
}

/// Figures of a report that want their reason beside the report before it.
pub(crate) fn moved_figures(
    desk: &Desk,
    office: &Office,
    stored: &StoredRow,
) -> Result<Vec<Flag>, Problem> {
    let books = Books {
        office,
        area: &stored.area,
    };
    moved(desk, &books, stored)
}

fn moved(desk: &Desk, books: &Books<'_>, stored: &StoredRow) -> Result<Vec<Flag>, Problem> {
    let Some(previous) = previous_report(books, stored)? else {
        return Ok(Vec::new());
    };
    let percent = desk.thresholds().value("figure_change_percent");
    Ok(situation_report::falling(&previous, &stored.row, percent))
}

/// Whoever reviews what was mended sees how it looks now, or why nobody could show it (domain
/// §2.4, 整改中 → 待复查).
fn mended(books: &Books<'_>, stored: &StoredRow) -> Result<Vec<Flag>, Problem> {
    let is_reviewed = stored.row.text("status") == "reviewing";
    if !is_reviewed || !stored.row.text("no_photo_reason").is_empty() {
        return Ok(Vec::new());
    }
    let id = stored.id.to_string();
    let shows = [("about_id", id.as_str()), ("phase", "after")];
    if !books.with("photo", &shows)?.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Flag::mark(
        "mended_unseen",
        "no_photo_reason",
        "还没有整改后的照片，也没写无法拍照的原因。请补一张“整改后”的照片，或写一句为什么拍不了。",
    )])
}

/// The newest report of the same disaster that is older than this one.
fn previous_report(books: &Books<'_>, stored: &StoredRow) -> Result<Option<Row>, Problem> {
    let of_same = ["incident_id", "process_no"]
        .into_iter()
        .find(|field| !stored.row.text(field).is_empty());
    let Some(field) = of_same else {
        return Ok(None);
    };
    let reports = books.with("situation_report", &[(field, stored.row.text(field))])?;
    let age = |row: &Row| (row.get("issue").int(), row.text("as_of").to_owned());
    let own = age(&stored.row);
    let older = reports
        .into_iter()
        .filter(|other| other.id != stored.id && age(&other.row) < own);
    Ok(older
        .max_by_key(|other| age(&other.row))
        .map(|other| other.row))
}

fn transfer(books: &Books<'_>, row: &Row) -> Result<Vec<Flag>, Problem> {
    let mut flags = Vec::new();
    if let Some(shelter) = books.named("shelter", row.text("shelter_id"))? {
        let hazard = hazard_fled(books.office, row)?.unwrap_or_default();
        let occupants = occupants(books, row)?;
        flags.extend(evac_entry::shelter_flags(row, &shelter, hazard, occupants));
    }
    let household = row.text("household_id");
    if !household.is_empty() {
        let people = books.with("person", &[("household_id", household)])?;
        let at_home = people
            .iter()
            .filter(|stored| person::is_at_home(&stored.row));
        let residents = at_home.count() as u64;
        flags.extend(evac_entry::more_than_residents(row, residents));
    }
    Ok(flags)
}

/// The hazard of the warning or the incident that people flee.
pub(crate) fn hazard_fled(office: &Office, row: &Row) -> Result<Option<&'static str>, Problem> {
    let books = Books { office, area: "" };
    let incident = books.named("incident", row.text("incident_id"))?;
    if let Some(hazard) = incident.and_then(|row| incident::disaster_of(row.text("kind"))) {
        return Ok(Some(hazard));
    }
    let warning = books.named("warning", row.text("warning_id"))?;
    Ok(warning.and_then(|row| warning::disaster_of(row.text("event_type"))))
}

/// How many people of the same event are at the shelter of this entry, those of it included.
fn occupants(books: &Books<'_>, row: &Row) -> Result<u64, Problem> {
    let event = ["warning_id", "incident_id"].map(|field| (field, row.text(field)));
    let mut equals: Vec<(&'static str, &str)> =
        event.into_iter().filter(|(_, id)| !id.is_empty()).collect();
    equals.push(("shelter_id", row.text("shelter_id")));
    equals.push(("status", "arrived"));
    let there = books.with("evac_entry", &equals)?;
    let there: u64 = there
        .iter()
        .map(|entry| evac_entry::people_safe(&entry.row))
        .sum();
    Ok(if row.text("status") == "arrived" {
        there
    } else {
        there + evac_entry::people_owed(row)
    })
}

fn call(desk: &Desk, books: &Books<'_>, row: &Row) -> Result<Vec<Flag>, Problem> {
    let incident = books.named("incident", row.text("incident_id"))?;
    if !incident.is_some_and(|incident| incident::is_fire(incident.text("kind"))) {
        return Ok(Vec::new());
    }
    let Some(person) = books.named("person", row.text("target_id"))? else {
        return Ok(Vec::new());
    };
    let responders = books.with("responder", &[("person_id", row.text("target_id"))])?;
    let responder = responders.first().map(|stored| &stored.row);
    Ok(kept_from_fire(
        desk,
        [Some(&person), responder],
        "target_id",
    ))
}

fn responder(desk: &Desk, books: &Books<'_>, row: &Row) -> Result<Vec<Flag>, Problem> {
    if !row.get("fire_trained").is_true() {
        return Ok(Vec::new());
    }
    let person = books.named("person", row.text("person_id"))?;
    Ok(kept_from_fire(
        desk,
        [person.as_ref(), Some(row)],
        "fire_trained",
    ))
}

fn kept_from_fire(
    desk: &Desk,
    [person, responder]: [Option<&Row>; 2],
    field: &'static str,
) -> Vec<Flag> {
    let Some(person) = person else {
        return Vec::new();
    };
    let judged = eligibility::fire_eligibility(person, responder, desk.clock.today());
    let reason = judged.err();
    reason
        .map(|reason| Flag::mark("kept_from_fire", field, reason.text()))
        .into_iter()
        .collect()
}

fn post(books: &Books<'_>, row: &Row) -> Result<Vec<Flag>, Problem> {
    let first = row.text("a_id");
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let posts = books.with("post", &[])?;
    let posts: Vec<&Row> = posts.iter().map(|post| &post.row).collect();
    let clashes = clashes::clashes(&posts);
    let own = row.text("name");
    let open = clashes.into_iter().filter(|clash| {
        clash.person == first && clash.is_open() && clash.uncovered.iter().any(|name| name == own)
    });
    let flags = open.map(|clash| {
        let others: Vec<&str> = clash.uncovered.iter().map(String::as_str).collect();
        let text = format!(
            "这几个岗位同时要用人，A角都是同一个人，又没人能顶：{}。",
            others.join("、")
        );
        Flag::mark("post_clash", "a_id", text)
    });
    Ok(flags.collect())
}
