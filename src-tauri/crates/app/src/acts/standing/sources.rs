//! What lamps and self-checks look at, by the name that `readiness.toml` gives it. Each says what
//! it found in words with figures; nothing on the books is red for a lamp and unknown for a check.

use super::readiness::Order;
use super::yearly::{self, Yearly};
use crate::acts::picture::{Picture, one_of};
use crate::problem::Problem;
use crate::stock::{ItemStock, Level};
use chrono::Days;
use ledger::Value;
use ledger::numbers::decimal_text;
use std::collections::BTreeSet;
use store::{Query, StoredRow};

/// State of a lamp, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Light {
    /// Ready.
    Green,
    /// Enough, but below the target.
    Blue,
    /// Something lacks.
    Yellow,
    /// Nothing is there.
    Red,
}

impl Light {
    /// As screens name it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// What was found.
pub(super) struct Finding {
    /// How it stands.
    pub(super) light: Light,
    /// In words with figures.
    pub(super) text: String,
    /// Ledger behind it.
    pub(super) ledger: &'static str,
    /// Whether nothing is on the books to tell by.
    pub(super) is_unknown: bool,
}

fn found(ledger: &'static str, light: Light, text: impl Into<String>) -> Finding {
    Finding {
        light,
        text: text.into(),
        ledger,
        is_unknown: false,
    }
}

fn nothing(ledger: &'static str, text: &str) -> Finding {
    Finding {
        is_unknown: true,
        ..found(ledger, Light::Red, text)
    }
}

/// Looks where the order says.
pub(super) fn look(order: &Order, picture: &Picture<'_>) -> Result<Finding, Problem> {
    match order.source.as_str() {
        "escorts" => Ok(escorts(picture)),
        "supply" => Ok(supplies(picture, |stock| is_meant(order, stock))),
        "store" => Ok(supplies(picture, |_| true)),
        "plan" => plan(picture),
        "team" => team(picture),
        "risk_points" => risk_points(picture),
        "routes" => routes(picture),
        "posts" => posts(picture),
        "duty" => duty(picture),
        "drill" => year(picture, &["drill"]),
        "training" => year(picture, &["drill", "training"]),
        "station" => station(picture),
        "program" => Ok(found("village_profile", Light::Green, "已用上本程序")),
        other => {
            tracing::warn!(other, "readiness.toml names an unknown source");
            Ok(nothing("", "不知道看哪里"))
        }
    }
}

fn escorts(picture: &Picture<'_>) -> Finding {
    let all = picture.escorts.households;
    match picture.escorts.uncovered.count {
        _ if all == 0 => Finding {
            light: Light::Yellow,
            ..nothing("household", "还没登记危险区住户")
        },
        0 if picture.escorts.single.count > 0 => {
            let text = format!("{}户只有A角", picture.escorts.single.count);
            found("household", Light::Blue, text)
        }
        0 => found("household", Light::Green, format!("就绪 {all}/{all}户")),
        missing => found("household", Light::Red, format!("{missing}户没有包户人")),
    }
}

fn is_meant(order: &Order, stock: &ItemStock) -> bool {
    let row = &stock.item.row;
    let has_word = |word: &String| row.text("name").contains(word.as_str());
    let is_of_class = !order.kit_class.is_empty() && row.text("kit_class") == order.kit_class;
    is_of_class || order.words.iter().any(has_word)
}

fn supplies(picture: &Picture<'_>, is_meant: impl Fn(&ItemStock) -> bool) -> Finding {
    let day = picture.day();
    let meant: Vec<&ItemStock> = picture
        .stocks
        .iter()
        .filter(|stock| is_meant(stock))
        .collect();
    let at = |level| {
        meant
            .iter()
            .filter(|stock| stock.level(&day) == level)
            .count()
    };
    let (empty, low, fair) = (at(Level::Empty), at(Level::Low), at(Level::Fair));
    let (light, text) = match (meant.as_slice(), empty, low, fair) {
        ([], ..) => return nothing("supply_item", "还没有登记"),
        (all, empty, ..) if empty == all.len() => (Light::Red, "没有可用的".to_owned()),
        (_, 0, 0, 0) => (Light::Green, ready(&meant, &day)),
        (_, 0, 0, fair) => (Light::Blue, format!("{fair}种没到目标")),
        (_, 0, low, _) => (Light::Yellow, format!("{low}种低于最低")),
        (_, empty, ..) => (Light::Yellow, format!("{empty}种没有可用的")),
    };
    found("supply_item", light, text)
}

fn ready(meant: &[&ItemStock], day: &str) -> String {
    match meant {
        [only] => {
            let unit = only.item.row.text("unit");
            format!("就绪 {}{unit}", decimal_text(only.usable(day), 3))
        }
        all => format!("就绪 {}种", all.len()),
    }
}

fn own(picture: &Picture<'_>, query: Query) -> Query {
    Query {
        area: Some(picture.own.clone()),
        ..query
    }
}

fn plan(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let all = picture.rows("plan", own(picture, Query::default()))?;
    let in_force =
        |stored: &&StoredRow| matches!(stored.row.text("status"), "published" | "revising");
    let Some(plan) = all.iter().find(in_force) else {
        return Ok(match all.len() {
            0 => nothing("plan", "还没有预案"),
            _ => found("plan", Light::Yellow, "还没有发布"),
        });
    };
    let review = plan.row.text("next_review");
    let is_due = !review.is_empty() && review < picture.day().as_str();
    Ok(if is_due {
        found("plan", Light::Blue, "已发布，该评估了")
    } else {
        found(
            "plan",
            Light::Green,
            format!("已发布 {}", plan.row.text("version")),
        )
    })
}

/// Teams together must have the people they need, each responder counted once.
fn team(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let teams = picture.rows("team", own(picture, Query::default()))?;
    if teams.is_empty() {
        return Ok(nothing("team", "还没有队伍"));
    }
    let mut responders = picture.rows("responder", own(picture, Query::default()))?;
    responders.retain(|stored| stored.row.text("status") != "left");
    let (mut short, mut leaderless) = (0, 0);
    for team in &teams {
        let id = team.id.to_string();
        let is_in = |stored: &&StoredRow| matches!(stored.row.get("team_ids"), Value::Set(teams) if teams.contains(&id));
        let size = responders.iter().filter(is_in).count();
        let least = team
            .row
            .get("min_size")
            .int()
            .unwrap_or(1)
            .max(1)
            .unsigned_abs();
        short += usize::from((size as u64) < least);
        leaderless += usize::from(team.row.get("leader_id").is_empty());
    }
    Ok(match (short, leaderless) {
        (0, 0) => {
            let text = format!("{}支 {}人", teams.len(), responders.len());
            found("team", Light::Green, text)
        }
        (0, some) => found("team", Light::Yellow, format!("{some}支没有队长")),
        (some, _) if some == teams.len() => found("team", Light::Red, "人数都不够"),
        (some, _) => found("team", Light::Yellow, format!("{some}支人数不够")),
    })
}

fn risk_points(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let query = Query {
        equals: vec![one_of("status", &["registered", "treating", "proposed"])],
        ..Query::default()
    };
    let points = picture.rows("risk_point", own(picture, query))?;
    let lacks = |field: &str| {
        points
            .iter()
            .filter(|point| point.row.get(field).is_empty())
            .count()
    };
    Ok(
        match (points.len(), lacks("monitor_person"), lacks("longitude")) {
            (0, ..) => nothing("risk_point", "还没登记风险点"),
            (all, 0, 0) => found("risk_point", Light::Green, format!("就绪 {all}处")),
            (_, 0, unplaced) => found("risk_point", Light::Blue, format!("{unplaced}处没有坐标")),
            (_, unwatched, _) => found(
                "risk_point",
                Light::Yellow,
                format!("{unwatched}处没有监测人"),
            ),
        },
    )
}

fn routes(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let routes = picture.count("route", own(picture, Query::default()))?;
    if routes == 0 {
        return Ok(nothing("route", "还没有转移路线"));
    }
    let query = Query {
        equals: vec![
            ("in_danger_zone", vec![true.into()]),
            ("route_id", vec![Value::Null]),
        ],
        ..Query::default()
    };
    Ok(match picture.count("household", own(picture, query))? {
        0 => found("route", Light::Green, format!("就绪 {routes}条")),
        without => found(
            "household",
            Light::Yellow,
            format!("危险区{without}户没定路线"),
        ),
    })
}

fn posts(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let all = picture.count("post", own(picture, Query::default()))?;
    let lacking = |field| {
        let query = Query {
            lacking: vec![field],
            ..Query::default()
        };
        picture.count("post", own(picture, query))
    };
    Ok(match (lacking("a_id")?, lacking("b_id")?) {
        _ if all == 0 => nothing("post", "还没有岗位"),
        (0, 0) => found("post", Light::Green, format!("{all}个岗位都有A角、B角")),
        (0, without) => found("post", Light::Blue, format!("{without}个岗位没有B角")),
        (without, _) => found("post", Light::Yellow, format!("{without}个岗位没有A角")),
    })
}

/// The days ahead on which somebody is on duty.
fn duty(picture: &Picture<'_>) -> Result<Finding, Problem> {
    if yearly::is_untold(picture, "duty_shift")? {
        return Ok(nothing("duty_shift", "还没有排班"));
    }
    let ahead = picture.thresholds.value("duty_ahead_days");
    let query = Query {
        since: vec![("on_date", picture.day().into())],
        before: vec![("on_date", picture.day_in(ahead).into())],
        ..Query::default()
    };
    let rows = picture.rows("duty_shift", own(picture, query))?;
    let manned = rows
        .iter()
        .filter(|stored| stored.row.text("status") != "vacant");
    let days: BTreeSet<&str> = manned.map(|stored| stored.row.text("on_date")).collect();
    let open = ahead.unsigned_abs().saturating_sub(days.len() as u64);
    Ok(match open {
        0 => found("duty_shift", Light::Green, format!("往后{ahead}天都排了班")),
        open => found(
            "duty_shift",
            Light::Yellow,
            format!("往后{ahead}天有{open}天没排班"),
        ),
    })
}

/// Drills and trainings of the year: done when half the year's share is behind is not yet late.
fn year(picture: &Picture<'_>, ledgers: &[&str]) -> Result<Finding, Problem> {
    let duties = yearly::of_this_year(picture)?;
    let meant: Vec<&Yearly> = duties
        .iter()
        .filter(|duty| ledgers.contains(&duty.ledger))
        .collect();
    let ledger = meant.first().map_or("drill", |duty| duty.ledger);
    let untold = meant
        .iter()
        .map(|duty| yearly::is_untold(picture, duty.ledger))
        .collect::<Result<Vec<bool>, _>>()?;
    if untold.iter().all(|untold| *untold) {
        return Ok(nothing(ledger, "今年还没有"));
    }
    let lacking: Vec<String> = meant
        .iter()
        .filter(|duty| duty.lacking() > 0)
        .map(|duty| format!("{}还差{}次", duty.label, duty.lacking()))
        .collect();
    let done: Vec<String> = meant
        .iter()
        .map(|duty| format!("{}{}次", duty.label, duty.done))
        .collect();
    let soon = picture
        .today
        .checked_add_days(Days::new(90))
        .unwrap_or(picture.today);
    let is_late = meant
        .iter()
        .any(|duty| duty.lacking() > 0 && duty.due <= soon);
    Ok(match (lacking.is_empty(), is_late) {
        (true, _) => found(ledger, Light::Green, format!("今年{}", done.join("、"))),
        (false, true) => found(ledger, Light::Red, format!("今年{}", lacking.join("、"))),
        (false, false) => found(ledger, Light::Yellow, format!("今年{}", lacking.join("、"))),
    })
}

fn station(picture: &Picture<'_>) -> Result<Finding, Problem> {
    let stations = picture.rows("station", own(picture, Query::default()))?;
    let is_open = |stored: &&StoredRow| !stored.row.get("opened_on").is_empty();
    Ok(
        match (stations.len(), stations.iter().filter(is_open).count()) {
            (0, _) => nothing("station", "还没登记驿站"),
            (_, 0) => found("station", Light::Yellow, "还没有挂牌日期"),
            (_, open) => found("station", Light::Green, format!("{open}处已挂牌")),
        },
    )
}
