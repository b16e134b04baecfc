//! What happened in the month: an overview, then the warnings with who answered and who was
//! brought away.

use super::{ROWS, Report, any};
use crate::problem::Problem;
use ledger::kinds::{callout, evac_entry};
use ledger::value::CHECKING;
use ledger::{Row, Value};
use print::documents::form::Part;
use print::table::{Cell, Table};
use std::collections::BTreeSet;
use store::{Query, StoredRow};

pub(super) fn overview(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let incidents = report.within("incident", "occurred_at")?;
    let found = report.within("hazard", "found_at")?.len();
    let closed = report.within("hazard", "closed_at")?.len();
    let open = super::routine::open_hazards(report)?;
    let month = report.month.from.format("%-m月").to_string();
    let words = [
        ("月份", month.clone()),
        ("预警数", real_warnings(report)?.len().to_string()),
        ("事件数", incidents.len().to_string()),
        ("转移情况", moved(report)),
        ("伤亡情况", casualties(&incidents)),
        ("新隐患数", found.to_string()),
        ("销号数", closed.to_string()),
        ("未销号数", open.all.len().to_string()),
        ("重大数", open.major().count().to_string()),
        ("超期数", open.overdue().count().to_string()),
    ];
    let text = &report.texts.overview;
    let mut is_kept = false;
    for ledger in ["warning", "incident", "hazard"] {
        is_kept |= !report.picture.rows(ledger, any())?.is_empty();
    }
    let said = if is_kept {
        text.filled(&words)
    } else {
        // Nothing entered is not nothing that happened.
        Part::Paragraph(text.empty.replace("{月份}", &month))
    };
    Ok(vec![text.heading(), said])
}

/// 应转移96人，已到93人。 Nothing where nobody had to leave.
fn moved(report: &Report<'_>) -> String {
    let mut rates = report.rates.iter();
    let evacuated = rates.find(|rate| rate.name == "evacuated" && rate.denominator > 0);
    evacuated.map_or_else(String::new, |rate| {
        let text = report.texts.evacuated.as_str();
        text.replace("{应转人数}", &rate.denominator.to_string())
            .replace("{已到人数}", &rate.numerator.to_string())
    })
}

/// 死亡1人，受伤正在核实。 Nothing where no incident has a figure: a gap is never a zero (§8.2).
fn casualties(incidents: &[StoredRow]) -> String {
    let figures = [("dead", "死亡"), ("missing", "失踪"), ("injured", "受伤")];
    let told: Vec<String> = figures
        .iter()
        .filter_map(|(field, label)| figure(incidents, field).map(|told| format!("{label}{told}")))
        .collect();
    if told.is_empty() {
        return String::new();
    }
    format!("{}。", told.join("，"))
}

fn figure(incidents: &[StoredRow], field: &str) -> Option<String> {
    let values = || incidents.iter().map(|stored| stored.row.get(field));
    if values().any(|value| value.text() == CHECKING) {
        return Some("正在核实".to_owned());
    }
    let numbers: Vec<i64> = values().filter_map(Value::int).collect();
    let sum: i64 = numbers.iter().sum();
    match (numbers.is_empty(), sum) {
        (true, _) => None,
        (false, 0) => Some("无".to_owned()),
        (false, sum) => Some(format!("{sum}人")),
    }
}

fn real_warnings(report: &Report<'_>) -> Result<Vec<StoredRow>, Problem> {
    let mut warnings = report.within("warning", "received_at")?;
    warnings.retain(|stored| matches!(stored.row.text("status"), "" | "actual"));
    Ok(warnings)
}

pub(super) fn warnings(report: &Report<'_>) -> Result<Vec<Part>, Problem> {
    let text = &report.texts.warnings;
    let warnings = real_warnings(report)?;
    let mut parts = vec![text.heading()];
    if warnings.is_empty() {
        parts.push(report.nothing_of("warning", text)?);
        return Ok(parts);
    }
    let rates = ["answered", "answered_in_time", "evacuated"];
    parts.push(Part::Facts(report.rates(&rates)));
    let first: Vec<&StoredRow> = warnings.iter().take(ROWS).collect();
    let rows = first.iter().map(|stored| row(report, stored));
    let table = Table {
        columns: super::fitted(&["收到时间", "预警", "渠道", "叫应", "转移"]),
        rows: rows.collect::<Result<_, _>>()?,
        sums: Vec::new(),
    };
    parts.push(Part::Table(report.of_villages(table, &first)?));
    Ok(parts)
}

fn row(report: &Report<'_>, stored: &StoredRow) -> Result<Vec<Cell>, Problem> {
    let row = &stored.row;
    let kind = report.label("warning_kind", row, "event_type");
    let level = report.label("warning_level", row, "severity");
    let at = row.text("received_at");
    Ok(vec![
        Cell::from(at.get(5..16).unwrap_or(at).replace('T', " ")),
        Cell::from(format!("{kind}{level}")),
        Cell::from(report.label("warning_channel", row, "channel")),
        Cell::from(answered(&of_warning(report, stored, "callout")?)),
        Cell::from(brought_away(&of_warning(report, stored, "evac_entry")?)),
    ])
}

fn of_warning(
    report: &Report<'_>,
    warning: &StoredRow,
    ledger: &str,
) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        equals: vec![("warning_id", vec![warning.id.to_string().into()])],
        ..Query::default()
    };
    report.picture.rows(ledger, query)
}

/// 应叫12人，答12人.
fn answered(callouts: &[StoredRow]) -> String {
    let who = |row: &Row| {
        (
            row.text("target_id").to_owned(),
            row.text("household_id").to_owned(),
        )
    };
    let called: BTreeSet<_> = callouts.iter().map(|stored| who(&stored.row)).collect();
    let reached = callouts
        .iter()
        .filter(|stored| callout::is_answered(&stored.row));
    let reached: BTreeSet<_> = reached.map(|stored| who(&stored.row)).collect();
    match called.len() {
        0 => "没有叫应".to_owned(),
        all => format!("应叫{all}人，答{}人", reached.len()),
    }
}

/// 应转96人，已到93人.
fn brought_away(entries: &[StoredRow]) -> String {
    let owed: u64 = entries
        .iter()
        .map(|stored| evac_entry::people_owed(&stored.row))
        .sum();
    let safe: u64 = entries
        .iter()
        .map(|stored| evac_entry::people_safe(&stored.row))
        .sum();
    match owed {
        0 => "没有转移".to_owned(),
        owed => format!("应转{owed}人，已到{safe}人"),
    }
}
