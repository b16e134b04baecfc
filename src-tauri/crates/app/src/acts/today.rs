//! 今日: what needs doing, drawn from the ledgers each time it is asked.

use super::alerts::{NOTICE_DAYS, is_open, when};
use crate::bridge::file::{Nothing, OfficeKind};
use crate::bridge::today::{DueLine, HandoffLine, Rate, Today};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use crate::stock::{self, ItemStock};
use chrono::{Datelike as _, Days, NaiveDate};
use ledger::dates::day_of;
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

mod lamps;
mod todos;

/// Lines of what falls due that fit the screen.
const DUE_LINES: usize = 8;

/// What the day's picture is drawn from, read once.
struct Books {
    today: NaiveDate,
    day: String,
    profile: Row,
    kind: OfficeKind,
    hazards: Vec<StoredRow>,
    households: Vec<StoredRow>,
    posts: Vec<StoredRow>,
    plans: Vec<StoredRow>,
    stocks: Vec<ItemStock>,
    names: BTreeMap<RowId, String>,
}

impl Books {
    fn read(desk: &Desk, office: &Office) -> Result<Self, Problem> {
        let hazards = office.seen("hazard")?;
        let households = danger_households(office)?;
        let mut names =
            office.names(spec_of("hazard")?, hazards.iter().map(|stored| &stored.row))?;
        let rows = households.iter().map(|stored| &stored.row);
        names.extend(office.names(spec_of("household")?, rows)?);
        let today = desk.clock.today();
        Ok(Self {
            today,
            day: today.format("%Y-%m-%d").to_string(),
            profile: office.profile()?,
            kind: office.kind,
            posts: office.all("post")?,
            plans: office.all("plan")?,
            stocks: stock::of_office(office)?,
            hazards,
            households,
            names,
        })
    }

    fn name(&self, row: &Row, field: &str) -> String {
        let id = row.text(field).parse().ok();
        id.and_then(|id: RowId| self.names.get(&id).cloned())
            .unwrap_or_default()
    }
}

fn danger_households(office: &Office) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: office.scope(),
        equals: vec![("in_danger_zone", vec![true.into()])],
        ..Query::default()
    };
    Ok(office.store.list(spec_of("household")?, &query)?.rows)
}

/// Shows what needs doing today.
pub(crate) fn today(desk: &Desk, _: Nothing) -> Result<Today, Problem> {
    desk.with_office(|office| {
        let books = Books::read(desk, office)?;
        let conflicts = office.store.conflicts(None, usize::MAX)?.len() as u64;
        let questions = super::matters::questions(office, None)?.len() as u64;
        let mut due = due_lines(&books);
        let due_total = due.len() as u64;
        due.truncate(DUE_LINES);
        Ok(Today {
            heading: heading(books.today),
            summary: summary(&books),
            todos: todos::first_three(&books, conflicts, questions),
            due,
            due_total,
            lamps: lamps::of(desk, &books)?,
            closing_rate: closing_rate(&books),
            handoff: handoff(desk, office)?,
            counts: counts(office)?,
            conflicts,
            questions,
        })
    })
}

fn heading(today: NaiveDate) -> String {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let weekday = today.weekday().num_days_from_monday() as usize;
    let weekday = DAYS.get(weekday).copied().unwrap_or_default();
    format!("{}月{}日 星期{weekday}", today.month(), today.day())
}

fn summary(books: &Books) -> String {
    let open = books
        .hazards
        .iter()
        .filter(|hazard| is_open(&hazard.row))
        .count();
    let season = season(books);
    format!(
        "{season}未销号隐患{open}处，危险区{}户。",
        books.households.len()
    )
}

/// 主汛期第42天, or nothing outside the seasons the profile names.
fn season(books: &Books) -> String {
    let day_in = |start: &str, end: &str| -> Option<i64> {
        let of_year = |text: &str| {
            NaiveDate::parse_from_str(&format!("{}-{text}", books.today.year()), "%Y-%m-%d").ok()
        };
        let (start, end) = (of_year(start)?, of_year(end)?);
        let is_in = start <= books.today && books.today <= end;
        is_in.then(|| books.today.signed_duration_since(start).num_days() + 1)
    };
    let text = |field| books.profile.text(field);
    if let Some(days) = day_in(text("flood_start"), text("flood_end")) {
        return format!("汛期第{days}天。");
    }
    match day_in(text("fire_start"), text("fire_end")) {
        Some(days) => format!("森林防火期第{days}天。"),
        None => String::new(),
    }
}

fn due_lines(books: &Books) -> Vec<DueLine> {
    let mut lines: Vec<(NaiveDate, DueLine)> = Vec::new();
    for hazard in books.hazards.iter().filter(|hazard| is_open(&hazard.row)) {
        let Some(due) = day_of(hazard.row.text("due_date")) else {
            continue;
        };
        lines.push((due, hazard_line(books, hazard, due)));
    }
    for stock in &books.stocks {
        let Some(day) = stock.first_expiry().and_then(day_of) else {
            continue;
        };
        lines.push((day, supply_line(books, stock, day)));
    }
    for plan in &books.plans {
        let Some(day) = day_of(plan.row.text("next_review")) else {
            continue;
        };
        lines.push((day, plan_line(plan, books.today, day)));
    }
    lines.retain(|(_, line)| !line.when.is_empty());
    // What threatens people comes before what only expires.
    let rank = |tone: &str| {
        ["red", "yellow"]
            .iter()
            .position(|known| *known == tone)
            .unwrap_or(2)
    };
    lines.sort_by_key(|(day, line)| (rank(&line.tone), *day));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn hazard_line(books: &Books, hazard: &StoredRow, due: NaiveDate) -> DueLine {
    let is_major = hazard.row.text("grade") == "major";
    DueLine {
        level: if is_major { "重大" } else { "一般" }.to_owned(),
        tone: if is_major { "red" } else { "yellow" }.to_owned(),
        what: hazard.row.text("description").to_owned(),
        place: hazard.row.text("location").to_owned(),
        who: books.name(&hazard.row, "owner_id"),
        when: when(due, books.today, 7),
        ledger: "hazard".to_owned(),
        id: hazard.id.to_string(),
    }
}

fn supply_line(books: &Books, stock: &ItemStock, day: NaiveDate) -> DueLine {
    DueLine {
        level: "物资".to_owned(),
        tone: "plain".to_owned(),
        what: format!("{}到期", stock.item.row.text("name")),
        place: stock.item.row.text("bin").to_owned(),
        who: String::new(),
        when: when(day, books.today, NOTICE_DAYS),
        ledger: "supply_item".to_owned(),
        id: stock.item.id.to_string(),
    }
}

fn plan_line(plan: &StoredRow, today: NaiveDate, day: NaiveDate) -> DueLine {
    DueLine {
        level: "预案".to_owned(),
        tone: "plain".to_owned(),
        what: format!("{}该评估了", plan.row.text("title")),
        place: String::new(),
        who: String::new(),
        when: when(day, today, NOTICE_DAYS),
        ledger: "plan".to_owned(),
        id: plan.id.to_string(),
    }
}

/// Days of the period the closing rate looks back on.
const RATE_DAYS: u64 = 90;

/// 整改率: hazards closed among those whose term ended in the last ninety days (domain §2.14:
/// 到期已销号 / 到期应销号). What falls due later does not count yet.
fn closing_rate(books: &Books) -> Rate {
    let since = books
        .today
        .checked_sub_days(Days::new(RATE_DAYS))
        .unwrap_or(books.today);
    let since = since.format("%Y-%m-%d").to_string();
    let fell_due = |day: &str| since.as_str() <= day && day <= books.day.as_str();
    let due: Vec<&StoredRow> = books
        .hazards
        .iter()
        .filter(|hazard| fell_due(hazard.row.text("due_date")))
        .filter(|hazard| !matches!(hazard.row.text("status"), "rejected" | "duplicate"))
        .collect();
    let closed = due
        .iter()
        .filter(|hazard| hazard.row.text("status") == "closed")
        .count() as u64;
    let all = due.len() as u64;
    Rate {
        label: "隐患整改率".to_owned(),
        period: format!("近{RATE_DAYS}天到期应销号"),
        numerator: closed,
        denominator: all,
        percent: (closed * 100).checked_div(all),
    }
}

fn counts(office: &Office) -> Result<BTreeMap<String, u64>, Problem> {
    let count = |spec: &&'static ledger::Spec| {
        let query = Query {
            area: office.scope(),
            ..Query::default()
        };
        Ok((spec.name.to_owned(), office.store.count(spec, &query)?))
    };
    ledger::ALL.iter().map(count).collect()
}

fn handoff(desk: &Desk, office: &Office) -> Result<HandoffLine, Problem> {
    let lines = super::handoff::office_lines(desk, office)?;
    Ok(lines.into_iter().next().map_or_else(
        || HandoffLine {
            office: String::new(),
            sent: String::new(),
            acknowledged: false,
            pending: 0,
        },
        |line| HandoffLine {
            acknowledged: line.pending == 0 && !line.sent.is_empty(),
            office: line.name,
            sent: line.sent,
            pending: line.pending,
        },
    ))
}
