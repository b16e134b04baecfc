//! 灾情汇总 (domain §2.13, §8.6: the township is the statistical unit): the newest report of each
//! village about one disaster, and each figure summed over them. Nothing is stored: the sum follows
//! from the reports, and stands beside what it leaves out. A village without a report is named.

use super::require_town;
use crate::acts::handoff::{area_names, villages};
use crate::bridge::damage::{DamageSum, SumDamage};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::kinds::situation_report::{
    self, Event, Summed, age, days, events, is_out, series_of, summed,
};
use ledger::{Row, RowId, dates};
use std::collections::{BTreeMap, BTreeSet};
use store::{Query, StoredRow};

mod sheet;
mod told;

pub(super) use sheet::sheet;
pub(crate) use told::{Told, event_label, issue_label, value};

/// What a sum says of a village that reported nothing.
const NO_REPORT: &str = "没有报告";
/// What it says of one whose only report nobody signed or told by telephone.
const DRAFT_ONLY: &str = "只有草稿，没签发也没电话报，没有算进去";

/// A report that is counted.
pub(crate) struct Counted {
    /// The report.
    pub(crate) stored: StoredRow,
    /// Name of its village.
    pub(crate) village: String,
    /// Fields of which two sides say different things, or a later change did not come along.
    doubtful: BTreeSet<&'static str>,
    /// What to heed before its figures are relied on.
    pub(crate) notes: Vec<String>,
}

/// A village of which no report is counted.
pub(crate) struct Silent {
    /// Area code.
    pub(crate) code: String,
    /// Name.
    pub(crate) name: String,
    /// A report nobody signed or told by telephone.
    pub(crate) draft: Option<RowId>,
}

impl Silent {
    /// Why nothing of it is counted.
    pub(crate) fn why(&self) -> &'static str {
        if self.draft.is_some() {
            DRAFT_ONLY
        } else {
            NO_REPORT
        }
    }
}

/// One disaster, as the villages reported it.
pub(crate) struct Damage {
    /// Every disaster that reports are about, the newest first.
    pub(crate) events: Vec<Event>,
    /// The one that is summed; none while nobody reported anything.
    pub(crate) event: Option<Event>,
    /// The reports that are counted, village by village.
    pub(crate) counted: Vec<Counted>,
    /// The villages of which none is.
    pub(crate) silent: Vec<Silent>,
}

impl Damage {
    /// The sum of one disaster; of the newest if none is chosen.
    pub(crate) fn of(desk: &Desk, office: &Office, chosen: Option<Event>) -> Result<Self, Problem> {
        let books = Reported::read(office)?;
        let events = books.events(desk);
        let event = chosen.or_else(|| events.first().cloned());
        let told = event.as_ref().map_or_else(Vec::new, |event| {
            let about = |stored: &&StoredRow| event.concerns(&stored.row);
            books.reports.iter().filter(about).collect()
        });
        books.summed_up(office, (events, event), &told)
    }

    /// The sum of these very reports.
    pub(crate) fn of_reports(desk: &Desk, office: &Office, ids: &[RowId]) -> Result<Self, Problem> {
        let books = Reported::read(office)?;
        let named = |stored: &&StoredRow| ids.contains(&stored.id);
        let told: Vec<&StoredRow> = books.reports.iter().filter(named).collect();
        let spans = || told.iter().filter_map(|stored| days(&stored.row));
        let event = told.first().and_then(|first| {
            Some(Event {
                kind: first.row.text("disaster_kind").to_owned(),
                days: [
                    spans().map(|[from, _]| from).min()?,
                    spans().map(|[_, to]| to).max()?,
                ],
            })
        });
        let alike = |event: &Event| {
            let kind = |stored: &&StoredRow| stored.row.text("disaster_kind") == event.kind;
            told.iter().copied().filter(kind).collect()
        };
        let told = event.as_ref().map_or_else(Vec::new, alike);
        books.summed_up(office, (books.events(desk), event), &told)
    }

    /// The figures somebody spoke of.
    pub(crate) fn sums(&self) -> Vec<Summed> {
        let reports: Vec<&Row> = self.counted.iter().map(|one| &one.stored.row).collect();
        summed(&reports)
    }
}

/// What the villages reported, and who they are.
struct Reported {
    villages: Vec<String>,
    names: BTreeMap<String, String>,
    reports: Vec<StoredRow>,
}

impl Reported {
    fn read(office: &Office) -> Result<Self, Problem> {
        require_town(office)?;
        let spec = office.spec(situation_report::SPEC.name)?;
        let villages = villages(office)?;
        let mut reports = Vec::new();
        for village in &villages {
            let query = Query {
                area: Some(village.clone()),
                ..Query::default()
            };
            reports.extend(office.store.list(spec, &query)?.rows);
        }
        Ok(Self {
            names: area_names(office)?,
            villages,
            reports,
        })
    }

    fn events(&self, desk: &Desk) -> Vec<Event> {
        let gap = desk.thresholds().value("damage_gap_days");
        let out = self.reports.iter().map(|stored| &stored.row);
        events(out.filter(|row| is_out(row)), gap)
    }

    fn summed_up(
        &self,
        office: &Office,
        (events, event): (Vec<Event>, Option<Event>),
        told: &[&StoredRow],
    ) -> Result<Damage, Problem> {
        let (mut counted, mut silent) = (Vec::new(), Vec::new());
        for code in &self.villages {
            let name = self.names.get(code).unwrap_or(code);
            let own = told.iter().copied().filter(|stored| stored.area == *code);
            let own: Vec<&StoredRow> = own.collect();
            let newest = newest(&own);
            if newest.is_empty() {
                let draft = own.first().map(|stored| stored.id);
                silent.push(Silent {
                    code: code.clone(),
                    name: name.clone(),
                    draft,
                });
            }
            for stored in &newest {
                counted.push(Counted {
                    doubtful: doubtful(office, stored)?,
                    notes: notes(stored, &newest, &own),
                    village: name.clone(),
                    stored: (*stored).clone(),
                });
            }
        }
        Ok(Damage {
            events,
            event,
            counted,
            silent,
        })
    }
}

/// Of each happening in a village the newest report somebody answers for.
fn newest<'r>(own: &[&'r StoredRow]) -> Vec<&'r StoredRow> {
    let mut newest: BTreeMap<&str, &StoredRow> = BTreeMap::new();
    for stored in own.iter().copied().filter(|stored| is_out(&stored.row)) {
        let held = newest.entry(series_of(&stored.row)).or_insert(stored);
        if (age(&held.row), held.id) < (age(&stored.row), stored.id) {
            *held = stored;
        }
    }
    newest.into_values().collect()
}

fn doubtful(office: &Office, stored: &StoredRow) -> Result<BTreeSet<&'static str>, Problem> {
    let mut names: BTreeSet<&'static str> = stored.withheld.iter().copied().collect();
    if stored.disputed > 0 {
        let spec = &situation_report::SPEC;
        let conflicts = office.store.conflicts_of(spec, stored.id)?.into_iter();
        names.extend(conflicts.flat_map(|conflict| conflict.fields));
    }
    Ok(names)
}

/// What to heed: two happenings of one village, a newer draft, rival values.
fn notes(stored: &StoredRow, newest: &[&StoredRow], own: &[&StoredRow]) -> Vec<String> {
    let mut notes = Vec::new();
    if newest.len() > 1 {
        notes.push(format!(
            "这个村有{}场的报告，都加进去了；是同一场的，请村里改成同一个灾害过程。",
            newest.len()
        ));
    }
    let is_newer_draft = |other: &&&StoredRow| {
        !is_out(&other.row)
            && series_of(&other.row) == series_of(&stored.row)
            && age(&other.row) > age(&stored.row)
    };
    if own.iter().any(|other| is_newer_draft(&other)) {
        notes.push("还有一期新的没签发也没电话报，没有算进去。".to_owned());
    }
    if stored.disputed > 0 {
        notes.push("里面有两边填得不一样的，待定夺。".to_owned());
    }
    notes
}

/// Shows the sum of one disaster.
pub(crate) fn damage(desk: &Desk, request: SumDamage) -> Result<DamageSum, Problem> {
    desk.with_office(|office| {
        let event = chosen(desk, office, &request)?;
        told::view(desk, &Damage::of(desk, office, event)?)
    })
}

/// The disaster that was asked for: the newest of its kind, or that of the days that were named.
fn chosen(desk: &Desk, office: &Office, request: &SumDamage) -> Result<Option<Event>, Problem> {
    let Some(kind) = &request.disaster_kind else {
        return Ok(None);
    };
    let [from, to] = [("from", &request.from), ("to", &request.to)]
        .map(|(field, text)| day(desk, field, text.as_deref()));
    let (from, to) = (from?, to?);
    let (Some(from), Some(to)) = (from.or(to), to.or(from)) else {
        let events = Reported::read(office)?.events(desk);
        return Ok(events.into_iter().find(|event| event.kind == *kind));
    };
    if to < from {
        let text = "截止的那天早于开始的那天，没有汇总。请改一改。";
        return Err(Problem::of_field("not_valid", "to", text));
    }
    Ok(Some(Event {
        kind: kind.clone(),
        days: [from, to],
    }))
}

fn day(
    desk: &Desk,
    field: &'static str,
    text: Option<&str>,
) -> Result<Option<chrono::NaiveDate>, Problem> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let day = dates::read_day(text, desk.clock.today());
    day.map(Some).ok_or_else(|| {
        let text = "看不懂这个日期，没有汇总。可以写 7.12、20260712、昨天。";
        Problem::of_field("not_valid", field, text)
    })
}
