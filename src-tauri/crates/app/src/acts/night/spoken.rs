//! What is said on the telephone, six sentences at most (wording library, 灾情初报). The sentences
//! are `assets/texts/spoken_report.toml`; a figure nobody knows is 正在核实, never nought (§8.2).

use super::{Tonight, board, warning};
use crate::problem::Problem;
use ledger::kinds::evac_entry;
use ledger::numbers::phone_groups;
use ledger::value::CHECKING;
use ledger::{Row, Value, dates};
use serde::Deserialize;

/// The sentences, with places in braces.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    who: String,
    warned: String,
    quiet: String,
    happened: String,
    what: String,
    people: String,
    contact: String,
    no_contact_lost: String,
    contact_unknown: String,
    moved: String,
    nobody_moved: String,
    needs: String,
    needs_unknown: String,
    support: String,
}

/// What to say now; `report` is the written one, if there is one.
pub(super) fn sentences(
    tonight: &Tonight<'_>,
    report: Option<&Row>,
) -> Result<Vec<String>, Problem> {
    let texts: Texts = tonight.desk.assets.toml("texts/spoken_report.toml")?;
    let empty = Row::default();
    let report = report.unwrap_or(&empty);
    let mut said = vec![who(tonight, &texts)?];
    match tonight.incidents.first() {
        Some(stored) => said.extend(happened(tonight, &texts, [&stored.row, report])),
        None => said.push(before_damage(tonight, &texts)),
    }
    said.push(moved(tonight, &texts));
    said.push(needs(&texts, report));
    Ok(said)
}

/// What is asked for; the place of the needs stays open.
pub(super) fn support(tonight: &Tonight<'_>, event: &Row) -> Result<String, Problem> {
    let texts: Texts = tonight.desk.assets.toml("texts/spoken_report.toml")?;
    let profile = tonight.office.profile()?;
    let at = match event.text("occurred_at") {
        "" => event.text("reported_at"),
        at => at,
    };
    let words = [
        ("time", time(at)),
        ("place", event.text("location").to_owned()),
        ("kind", tonight.label("incident_kind", event.text("kind"))),
        ("phone", phone_groups(profile.text("duty_phone"))),
    ];
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(place, word)| (*place, word.as_str()))
        .collect();
    Ok(fill(&texts.support, &words))
}

/// How far the transfer is, in the words of the report.
pub(super) fn progress(tonight: &Tonight<'_>) -> Result<String, Problem> {
    let texts: Texts = tonight.desk.assets.toml("texts/spoken_report.toml")?;
    Ok(moved(tonight, &texts))
}

fn fill(text: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(text.to_owned(), |text, (place, word)| {
        text.replace(&format!("{{{place}}}"), word)
    })
}

/// 竹坪镇栗溪村，我是李建国。
fn who(tonight: &Tonight<'_>, texts: &Texts) -> Result<String, Problem> {
    let profile = tonight.office.profile()?;
    let current = tonight.office.seat.current();
    let name = current.map_or("值班员", |user| user.name.as_str());
    let village = match profile.text("village_name") {
        "" => tonight.office.name.as_str(),
        village => village,
    };
    let words = [
        ("town", profile.text("town_name")),
        ("village", village),
        ("name", name),
    ];
    Ok(fill(&texts.who, &words))
}

fn before_damage(tonight: &Tonight<'_>, texts: &Texts) -> String {
    let Some(stored) = &tonight.warning else {
        return texts.quiet.clone();
    };
    let title = warning::title(tonight, &stored.row);
    let received = time(stored.row.text("received_at"));
    let words = [("time", received.as_str()), ("warning", title.as_str())];
    fill(&texts.warned, &words)
}

fn happened(tonight: &Tonight<'_>, texts: &Texts, [event, report]: [&Row; 2]) -> [String; 3] {
    let occurred = event.text("occurred_at");
    let at = if occurred.is_empty() {
        event.text("reported_at")
    } else {
        occurred
    };
    let about = event.get("about").is_true() || occurred.is_empty();
    let words = [
        ("time", time(at)),
        ("about", if about { "前后" } else { "" }.to_owned()),
        ("place", event.text("location").to_owned()),
        ("kind", tonight.label("incident_kind", event.text("kind"))),
        ("cuts", cuts(report)),
        ("dead", figure(event, report, "dead")),
        ("missing", figure(event, report, "missing")),
        ("injured", figure(event, report, "injured")),
        ("contact", contact(tonight, texts)),
    ];
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(place, word)| (*place, word.as_str()))
        .collect();
    [&texts.happened, &texts.what, &texts.people].map(|text| fill(text, &words))
}

/// 7月12日3时20分.
fn time(moment: &str) -> String {
    let at = dates::moment_of(moment);
    at.map_or_else(
        || "时间正在核实".to_owned(),
        |at| at.format("%-m月%-d日%-H时%-M分").to_string(),
    )
}

/// The report says it better than the incident, if it says it.
fn figure(event: &Row, report: &Row, field: &str) -> String {
    let value = [report.get(field), event.get(field)]
        .into_iter()
        .find(|value| value.int().is_some())
        .unwrap_or(&Value::Null);
    match value.int() {
        Some(0) => "无".to_owned(),
        Some(number) => format!("{number}人"),
        None => "正在核实".to_owned(),
    }
}

/// 断路1处、断电正在核实: only what is broken or not known; nothing known at all is one word.
fn cuts(report: &Row) -> String {
    let kinds = [
        ("road_cuts", "断路"),
        ("power_cuts", "断电"),
        ("comm_cuts", "通信中断"),
    ];
    let told = kinds
        .iter()
        .filter_map(|(field, label)| match report.get(field) {
            Value::Int(0) => Some(format!("没有{label}")),
            Value::Int(number) => Some(format!("{label}{number}处")),
            Value::Text(text) if text == CHECKING => Some(format!("{label}正在核实")),
            _ => None,
        });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        "路、电、通信断没断，正在核实".to_owned()
    } else {
        told.join("，")
    }
}

/// Who cannot be reached is out of contact, which is not missing. While somebody has not been
/// told yet, nobody knows that all can be reached.
fn contact(tonight: &Tonight<'_>, texts: &Texts) -> String {
    let lost = tonight.entries.iter().map(|stored| &stored.row);
    let lost: Vec<u64> = lost
        .filter(|row| board::state_of(row) == "lost_contact")
        .map(evac_entry::people)
        .collect();
    if lost.is_empty() {
        let mut states = tonight
            .entries
            .iter()
            .map(|stored| board::state_of(&stored.row));
        let is_known = !tonight.entries.is_empty() && states.all(|state| state != "pending");
        let told = if is_known {
            &texts.no_contact_lost
        } else {
            &texts.contact_unknown
        };
        return told.clone();
    }
    let (households, people) = (lost.len().to_string(), lost.iter().sum::<u64>().to_string());
    let words = [
        ("households", households.as_str()),
        ("people", people.as_str()),
    ];
    fill(&texts.contact, &words)
}

/// 应转31户96人，已转29户93人，安置点61人，投亲靠友32人。
fn moved(tonight: &Tonight<'_>, texts: &Texts) -> String {
    let rows: Vec<&Row> = tonight.entries.iter().map(|stored| &stored.row).collect();
    if rows.is_empty() {
        return texts.nobody_moved.clone();
    }
    let owed = rows.iter().filter(|row| evac_entry::people_owed(row) > 0);
    let safe = owed
        .clone()
        .filter(|row| evac_entry::people_safe(row) >= evac_entry::people_owed(row));
    let people = |of: &dyn Fn(&Row) -> u64| rows.iter().map(|row| of(row)).sum::<u64>().to_string();
    let went = |kinds: &'static [&'static str]| {
        people(&|row| {
            let goes = kinds.contains(&row.text("destination"));
            if goes {
                evac_entry::people_safe(row)
            } else {
                0
            }
        })
    };
    let words = [
        ("owed_households", owed.clone().count().to_string()),
        ("safe_households", safe.count().to_string()),
        ("owed", people(&evac_entry::people_owed)),
        ("safe", people(&evac_entry::people_safe)),
        ("central", went(&["central"])),
        ("relatives", went(&["relatives", "own"])),
    ];
    let words: Vec<(&str, &str)> = words
        .iter()
        .map(|(place, word)| (*place, word.as_str()))
        .collect();
    fill(&texts.moved, &words)
}

fn needs(texts: &Texts, report: &Row) -> String {
    let next = report
        .text("next_report_at")
        .get(11..16)
        .unwrap_or("有变化马上");
    let needs = report.text("needs").trim_end_matches('。');
    let text = if needs.is_empty() {
        &texts.needs_unknown
    } else {
        &texts.needs
    };
    fill(text, &[("needs", needs), ("next", next)])
}
