//! What the township sent down beside its orders, seen in the village: warnings, wordings, plans.
//! Nothing of it enters the village's own ledgers by itself; a person takes it over, piece by
//! piece, and undo takes that back. A section that the village wrote itself is never replaced
//! unless that very section was taken.

use crate::acts::handoff::{area_names, came_from};
use crate::acts::night::town_warnings;
use crate::acts::record::{difference, flags, refuse};
use crate::acts::wording::sent_wordings;
use crate::acts::{input, numbering};
use crate::bridge::file::{Nothing, OfficeKind};
use crate::bridge::sent_down::{SentDown, SentPlan, SentSection, TakeSent};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id, spec_of};
use crate::problem::Problem;
use ledger::kinds::{plan, plan_section};
use ledger::{Act, Change, Deed, Row, RowId, Value};
use store::{Query, StoredRow};

/// States of a plan that still says something.
const IN_USE: [&str; 4] = ["draft", "reviewing", "published", "revising"];
/// States of a township's plan that is meant to be used.
const SENT: [&str; 2] = ["published", "revising"];

/// Lists what the township sent down.
pub(crate) fn sent_down(desk: &Desk, _: Nothing) -> Result<SentDown, Problem> {
    desk.with_office(|office| shown(desk, office))
}

/// The same for the open office; nothing at a township.
pub(crate) fn shown(desk: &Desk, office: &Office) -> Result<SentDown, Problem> {
    let Some(town) = town_of(office) else {
        return Ok(SentDown::default());
    };
    let came = came_from(desk, office, &town)?;
    Ok(SentDown {
        from: area_names(office)?.remove(&town).unwrap_or_default(),
        came: came
            .first()
            .map_or_else(String::new, |line| line.at.clone()),
        warnings: town_warnings(desk, office)?,
        wordings: sent_wordings(desk, office)?,
        plans: plans(office, &town)?,
    })
}

fn town_of(office: &Office) -> Option<String> {
    let is_village = office.kind == OfficeKind::Village;
    exchange::shared_area(&office.code).filter(|_| is_village)
}

fn plans(office: &Office, town: &str) -> Result<Vec<SentPlan>, Problem> {
    let sent = with_status(office, town, &SENT)?;
    sent.iter().map(|stored| view(office, stored)).collect()
}

fn with_status(office: &Office, area: &str, states: &[&str]) -> Result<Vec<StoredRow>, Problem> {
    let states = states.iter().copied().map(Value::from);
    let query = Query {
        area: Some(area.to_owned()),
        equals: vec![("status", states.collect())],
        ..Query::default()
    };
    Ok(office.store.list(&plan::SPEC, &query)?.rows)
}

/// The village's own plan that a plan of the township is a template for: the newest of its kind.
fn own_plan(office: &Office, sent: &Row) -> Result<Option<StoredRow>, Problem> {
    let mut own = with_status(office, &office.code, &IN_USE)?;
    own.retain(|stored| stored.row.text("kind") == sent.text("kind"));
    Ok(own.into_iter().max_by_key(|stored| stored.id))
}

fn sections(office: &Office, plan: &StoredRow) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: Some(plan.area.clone()),
        equals: vec![("plan_id", vec![plan.id.to_string().into()])],
        ..Query::default()
    };
    let mut sections = office.store.list(&plan_section::SPEC, &query)?.rows;
    sections.sort_by_key(|stored| (stored.row.get("seq").int(), stored.id));
    Ok(sections)
}

/// A template of the township beside what the village has.
struct Pair {
    own: Option<StoredRow>,
    own_sections: Vec<StoredRow>,
}

impl Pair {
    fn of(office: &Office, sent: &Row) -> Result<Self, Problem> {
        let own = own_plan(office, sent)?;
        let own_sections = own
            .as_ref()
            .map(|own| sections(office, own))
            .transpose()?
            .unwrap_or_default();
        Ok(Self { own, own_sections })
    }

    /// The village's section of the same heading.
    fn matching(&self, sent: &Row) -> Option<&StoredRow> {
        let heading = sent.text("heading").trim();
        let mut own = self.own_sections.iter();
        own.find(|stored| stored.row.text("heading").trim() == heading)
    }

    fn state(&self, sent: &Row) -> &'static str {
        match self.matching(sent) {
            None => "missing",
            Some(own) if own.row.text("body") == sent.text("body") => "same",
            Some(_) => "differs",
        }
    }

    /// The first number from the template's own on that no section of the village bears.
    fn free_seq(&self, wanted: i64, given: &[i64]) -> i64 {
        let taken = |seq: i64| {
            let mut own = self.own_sections.iter();
            given.contains(&seq) || own.any(|stored| stored.row.get("seq").int() == Some(seq))
        };
        (wanted..i64::MAX)
            .find(|seq| !taken(*seq))
            .unwrap_or(wanted)
    }
}

fn view(office: &Office, sent: &StoredRow) -> Result<SentPlan, Problem> {
    let pair = Pair::of(office, &sent.row)?;
    let section = |stored: &StoredRow| SentSection {
        id: stored.id.to_string(),
        heading: stored.row.text("heading").to_owned(),
        body: stored.row.text("body").to_owned(),
        own: pair
            .matching(&stored.row)
            .map_or_else(String::new, |own| own.row.text("body").to_owned()),
        state: pair.state(&stored.row).to_owned(),
    };
    let own = pair.own.as_ref();
    Ok(SentPlan {
        id: sent.id.to_string(),
        title: sent.row.text("title").to_owned(),
        own: own.map_or_else(String::new, |own| own.id.to_string()),
        own_title: own.map_or_else(String::new, |own| own.row.text("title").to_owned()),
        sections: sections(office, sent)?.iter().map(section).collect(),
    })
}

/// Takes a whole plan of the township over: the sections the village has none of. What it wrote
/// itself stays as it is.
pub(crate) fn take_town_plan(desk: &Desk, request: TakeSent) -> Result<SentDown, Problem> {
    desk.with_office(|office| {
        let sent = sent_row(office, &plan::SPEC, &request.id)?;
        let pair = Pair::of(office, &sent.row)?;
        let mut missing = sections(office, &sent)?;
        missing.retain(|stored| pair.state(&stored.row) == "missing");
        take(desk, office, (&sent, &pair), &missing)
    })
}

/// Takes one section of the township's plan over, in place of the village's own of that heading.
pub(crate) fn take_town_section(desk: &Desk, request: TakeSent) -> Result<SentDown, Problem> {
    desk.with_office(|office| {
        let section = sent_row(office, &plan_section::SPEC, &request.id)?;
        let sent = sent_row(office, &plan::SPEC, section.row.text("plan_id"))?;
        let pair = Pair::of(office, &sent.row)?;
        take(desk, office, (&sent, &pair), &[section])
    })
}

fn sent_row(office: &Office, spec: &ledger::Spec, id: &str) -> Result<StoredRow, Problem> {
    let stored = office.row(spec, row_id(id)?)?;
    if town_of(office).as_deref() == Some(stored.area.as_str()) && !stored.gone {
        return Ok(stored);
    }
    let text = "这一份不是乡镇发下来的，什么也没有改动。请从“乡镇发来的”里选。";
    Err(Problem::new("not_sent_down", text))
}

/// Writes sections into the village's plan in one act, beginning a plan where there is none.
fn take(
    desk: &Desk,
    office: &mut Office,
    (sent, pair): (&StoredRow, &Pair),
    chosen: &[StoredRow],
) -> Result<SentDown, Problem> {
    office.require(desk, Deed::Write, &plan_section::SPEC)?;
    let mut changes = Vec::new();
    let id = if let Some(own) = &pair.own {
        own.id
    } else {
        let (id, change) = begun(desk, office, &sent.row)?;
        changes.push(change);
        id
    };
    let mut given = Vec::new();
    for section in chosen {
        changes.extend(taken(desk, (pair, id), &section.row, &mut given)?);
    }
    if !changes.is_empty() {
        office.act(desk, Act::SAVE_RECORD, None, &changes)?;
    }
    shown(desk, office)
}

/// A draft of the village's own with the template's name and kind.
fn begun(desk: &Desk, office: &Office, sent: &Row) -> Result<(RowId, Change), Problem> {
    let (spec, id) = (spec_of(plan::SPEC.name)?, new_id());
    office.require(desk, Deed::Write, spec)?;
    let mut row = Row::default();
    for field in ["title", "kind"] {
        row.set(field, sent.get(field).clone());
    }
    numbering::fill(desk, office, spec, &mut row)?;
    input::fill(desk, spec, &mut row);
    refuse(&flags(desk, spec, &row))?;
    Ok((id, difference(spec, id, &Row::default(), &row)))
}

fn taken(
    desk: &Desk,
    (pair, plan): (&Pair, RowId),
    sent: &Row,
    given: &mut Vec<i64>,
) -> Result<Option<Change>, Problem> {
    let spec = spec_of(plan_section::SPEC.name)?;
    if let Some(own) = pair.matching(sent) {
        let mut row = own.row.clone();
        for field in ["body", "hazard_kind", "bindings"] {
            row.set(field, sent.get(field).clone());
        }
        let change = (row != own.row).then(|| difference(spec, own.id, &own.row, &row));
        return Ok(change);
    }
    let mut row = sent.clone();
    row.set("plan_id", plan.to_string());
    let seq = pair.free_seq(sent.get("seq").int().unwrap_or(1), given);
    given.push(seq);
    row.set("seq", seq);
    refuse(&flags(desk, spec, &row))?;
    Ok(Some(difference(spec, new_id(), &Row::default(), &row)))
}
