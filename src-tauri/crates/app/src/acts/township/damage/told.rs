//! The sum in words: what is known, and beside it what it leaves out. It is never a bare nought
//! while a village is still finding out.

use super::{Counted, Damage};
use crate::acts::display::Display;
use crate::bridge::damage::{
    DamageChapter, DamageEvent, DamageFigure, DamagePart, DamageReport, DamageSum, SilentVillage,
};
use crate::desk::Desk;
use crate::lists::Lists;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDate};
use ledger::kinds::situation_report::{CHAPTERS, Event, Summed};
use ledger::{Field, Row, Value};
use std::collections::BTreeMap;

/// Villages named one by one; of more only these and how many.
const NAMED: usize = 4;

/// A sum as it is shown.
pub(crate) struct Told {
    /// 163人, 无, 正在核实.
    pub(crate) text: String,
    /// What it leaves out; empty if nothing.
    pub(crate) note: String,
}

impl Damage {
    /// What is known of a figure, and what that leaves out.
    pub(crate) fn told(&self, lists: &Lists, one: &Summed) -> Told {
        let also = if one.sum.is_some() { "另有" } else { "" };
        let mut notes = Vec::new();
        for (places, word) in [(&one.checking, "正在核实"), (&one.unasked, "没填")] {
            let names = self.villages_at(places);
            if !names.is_empty() {
                let (count, listed) = (names.len(), listed(&names));
                notes.push(format!("{also}{count}村{word}（{listed}）"));
            }
        }
        let doubtful =
            |(_, one_report): &(usize, &Counted)| one_report.doubtful.contains(one.field.name);
        let places: Vec<usize> = self.places().filter(doubtful).map(|(at, _)| at).collect();
        let names = self.villages_at(&places);
        if !names.is_empty() {
            notes.push(format!("{}的数待定夺", listed(&names)));
        }
        Told {
            text: self.sum_text(lists, one),
            note: notes.join("，"),
        }
    }

    /// The sum; nought over some villages only is told as what these villages said.
    fn sum_text(&self, lists: &Lists, one: &Summed) -> String {
        match one.sum {
            None => "正在核实".to_owned(),
            Some(0) if !one.is_whole() => {
                let is_told = |(at, _): &(usize, &Counted)| {
                    !one.checking.contains(at) && !one.unasked.contains(at)
                };
                let places: Vec<usize> = self.places().filter(is_told).map(|(at, _)| at).collect();
                format!("{}村报无", self.villages_at(&places).len())
            }
            Some(sum) => value(lists, one.field, &Value::Int(sum)),
        }
    }

    fn places(&self) -> impl Iterator<Item = (usize, &Counted)> {
        self.counted.iter().enumerate()
    }

    /// Names of the villages whose reports stand at these places, each once.
    fn villages_at(&self, places: &[usize]) -> Vec<&str> {
        let reports = places.iter().filter_map(|place| self.counted.get(*place));
        let mut names: Vec<&str> = reports.map(|one| one.village.as_str()).collect();
        names.dedup();
        names
    }
}

/// 栗溪村、黄土岭村、石门坳村、竹园村等6村.
fn listed(names: &[&str]) -> String {
    let first: Vec<&str> = names.iter().copied().take(NAMED).collect();
    let first = first.join("、");
    if names.len() > NAMED {
        format!("{first}等{}村", names.len())
    } else {
        first
    }
}

/// A value of a figure as everywhere; one that was never asked says so.
pub(crate) fn value(lists: &Lists, field: &Field, value: &Value) -> String {
    let names = BTreeMap::new();
    let display = Display {
        lists,
        names: &names,
    };
    match display.value(field, value) {
        text if text.is_empty() => "没填".to_owned(),
        text => text,
    }
}

/// 洪涝灾害，7月12日至14日.
pub(crate) fn event_label(lists: &Lists, event: &Event) -> String {
    let kind = lists.label("report_disaster", &event.kind);
    let [from, to] = event.days;
    let day = |day: NaiveDate| format!("{}月{}日", day.month(), day.day());
    let days = match (
        from == to,
        from.month() == to.month() && from.year() == to.year(),
    ) {
        (true, _) => day(from),
        (_, true) => format!("{}至{}日", day(from), to.day()),
        _ => format!("{}至{}", day(from), day(to)),
    };
    format!("{kind}，{days}")
}

/// 续报第2期.
pub(crate) fn issue_label(lists: &Lists, report: &Row) -> String {
    let kind = lists.label("report_kind", report.text("kind"));
    let issue = report.get("issue").int();
    issue.map_or_else(|| kind.to_owned(), |issue| format!("{kind}第{issue}期"))
}

/// The sum as the screen shows it.
pub(super) fn view(desk: &Desk, damage: &Damage) -> Result<DamageSum, Problem> {
    let lists = desk.lists();
    let event = |event: &Event| DamageEvent {
        disaster_kind: event.kind.clone(),
        label: event_label(&lists, event),
        from: event.days[0].to_string(),
        to: event.days[1].to_string(),
    };
    let reports = damage.counted.iter().map(|one| report(&lists, one));
    let silent = damage.silent.iter().map(|one| SilentVillage {
        code: one.code.clone(),
        name: one.name.clone(),
        why: one.why().to_owned(),
        draft: one.draft.map_or_else(String::new, |id| id.to_string()),
    });
    Ok(DamageSum {
        events: damage.events.iter().map(event).collect(),
        chosen: damage.event.as_ref().map(event),
        reports: reports.collect(),
        silent: silent.collect(),
        chapters: chapters(&lists, damage),
    })
}

fn report(lists: &Lists, one: &Counted) -> DamageReport {
    let row = &one.stored.row;
    let as_of = row.text("as_of");
    DamageReport {
        id: one.stored.id.to_string(),
        code: one.stored.area.clone(),
        village: one.village.clone(),
        issue: issue_label(lists, row),
        as_of: as_of.get(..16).unwrap_or(as_of).replace('T', " "),
        notes: one.notes.clone(),
    }
}

fn chapters(lists: &Lists, damage: &Damage) -> Vec<DamageChapter> {
    let sums = damage.sums();
    let chapters = CHAPTERS.iter().map(|(title, _)| DamageChapter {
        title: (*title).to_owned(),
        figures: sums
            .iter()
            .filter(|one| one.chapter() == *title)
            .map(|one| figure(lists, damage, one))
            .collect(),
    });
    chapters
        .filter(|chapter| !chapter.figures.is_empty())
        .collect()
}

fn figure(lists: &Lists, damage: &Damage, one: &Summed) -> DamageFigure {
    let Told { text, note } = damage.told(lists, one);
    let parts = damage.counted.iter().map(|report| DamagePart {
        id: report.stored.id.to_string(),
        village: report.village.clone(),
        text: value(lists, one.field, report.stored.row.get(one.field.name)),
    });
    DamageFigure {
        name: one.field.name.to_owned(),
        label: one.field.label.to_owned(),
        text,
        note,
        parts: parts.collect(),
    }
}
