//! The township's desk (domain §2.16): its villages side by side, what each owes and what each was
//! asked. Villages stand in the order of their codes; nothing here ranks them (domain §1, F58).
//!
//! What is read of a whole village is kept, over closing too, until its books, the township's own
//! or the day change.

use super::handoff::office_lines;
use super::matters::questions_of;
use crate::acts::file::{has_extension, saved};
use crate::bridge::file::{Nothing, OfficeKind, SavedFile};
use crate::bridge::standing::Lamp;
use crate::bridge::township::{ExportTownship, TownshipDesk, VillageFigures, VillageLine};
use crate::clock;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use sheets::{Plain, PlainSheet};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) mod damage;
pub(crate) mod orders;
pub(crate) mod sent_down;
pub(crate) mod streams;
pub(crate) mod supervision;
mod village;

pub(crate) use village::Kept;

/// Shows the villages side by side.
pub(crate) fn desk(desk: &Desk, _: Nothing) -> Result<TownshipDesk, Problem> {
    desk.with_office(|office| {
        require_town(office)?;
        side_by_side(desk, office)
    })
}

/// Refuses what only a township does.
fn require_town(office: &Office) -> Result<(), Problem> {
    if office.kind == OfficeKind::Town {
        return Ok(());
    }
    Err(Problem::new(
        "not_a_township",
        "这是乡镇用的一页，村里用不着，什么也没有改动。乡镇交办的事在“今日”里看。",
    ))
}

fn side_by_side(desk: &Desk, office: &mut Office) -> Result<TownshipDesk, Problem> {
    let lines = office_lines(desk, office)?;
    let villages = lines
        .into_iter()
        .filter(|line| line.kind == OfficeKind::Village);
    let came = last_came(office)?;
    let orders = orders::standing(office)?;
    let conflicts = office.store.conflicts_by_area()?;
    let mut shown = Vec::new();
    for line in desk.each("正在看各村的册子", villages.collect::<Vec<_>>()) {
        let line = line?;
        let questions = questions_of(office, &line.code)?;
        let asked = orders.get(&line.code).copied().unwrap_or_default();
        let figures = VillageFigures {
            missing: line.missing,
            conflicts: conflicts.get(&line.code).copied().unwrap_or(0),
            questions,
            orders: asked.unanswered,
            supervised: asked.supervised,
            ..village::figures(desk, office, &line.code)?
        };
        let days = came.get(&line.code).map(|at_ms| days_since(desk, *at_ms));
        let (tone, word) = how_old(desk, days);
        shown.push(VillageLine {
            lamps: village::lamps(desk, office, &line.code)?,
            came: line.received,
            days,
            tone: tone.to_owned(),
            word: word.to_owned(),
            figures,
            code: line.code,
            name: line.name,
        });
    }
    village::keep(office)?;
    Ok(TownshipDesk {
        total: total(&shown),
        villages: shown,
    })
}

/// When the last package of each office was taken in.
fn last_came(office: &Office) -> Result<BTreeMap<String, i64>, Problem> {
    let mut came = BTreeMap::new();
    for line in office.store.handoffs(usize::MAX)? {
        if line.kind == super::handoff::RECEIVED {
            let newest = came.entry(line.office).or_insert(line.at_ms);
            *newest = line.at_ms.max(*newest);
        }
    }
    Ok(came)
}

fn days_since(desk: &Desk, at_ms: i64) -> i64 {
    let passed = desk.clock.wall().utc_ms.saturating_sub(at_ms);
    passed.max(0) / clock::DAY_MS
}

/// How the age of the last package is to be taken.
fn how_old(desk: &Desk, days: Option<i64>) -> (&'static str, &'static str) {
    let thresholds = desk.thresholds();
    match days {
        None => ("red", "没来过"),
        Some(days) if days > thresholds.value("village_lost_days") => ("red", "很久没来"),
        Some(days) if days > thresholds.value("village_silent_days") => ("yellow", "该来了"),
        Some(_) => ("green", "按时"),
    }
}

fn total(villages: &[VillageLine]) -> VillageFigures {
    let sum = |of: fn(&VillageFigures) -> u64| {
        let figures = villages.iter().map(|village| of(&village.figures));
        figures.sum()
    };
    VillageFigures {
        missing: sum(|figures| figures.missing),
        forks: sum(|figures| figures.forks),
        conflicts: sum(|figures| figures.conflicts),
        questions: sum(|figures| figures.questions),
        overdue: sum(|figures| figures.overdue),
        overdue_major: sum(|figures| figures.overdue_major),
        to_move: sum(|figures| figures.to_move),
        moved: sum(|figures| figures.moved),
        short: sum(|figures| figures.short),
        reports_due: sum(|figures| figures.reports_due),
        orders: sum(|figures| figures.orders),
        supervised: sum(|figures| figures.supervised),
    }
}

/// Heads of the desk's table, in the order of the screen.
const HEADS: [&str; 15] = [
    "村",
    "最近一次送来",
    "隔了几天",
    "来得怎样",
    "缺几笔",
    "分叉",
    "要定夺",
    "对不上",
    "超期隐患",
    "应转人数",
    "已转人数",
    "物资不足（种）",
    "欠报告",
    "没回音的交办",
    "督办没办完的",
];

/// Writes the villages side by side as a table.
pub(crate) fn export(desk: &Desk, request: ExportTownship) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        require_town(office)?;
        let path = Path::new(&request.path);
        if !has_extension(path, "xlsx") {
            let text = "文件名请以 .xlsx 结尾，没有写文件。";
            return Err(Problem::of_field("not_valid", "path", text));
        }
        let tables = [
            villages_sheet(&side_by_side(desk, office)?),
            damage_sheet(desk, office)?,
        ];
        let bytes = sheets::plain(desk.clock.today(), &tables)?;
        crate::saving::put(path, &bytes)?;
        saved(path)
    })
}

fn villages_sheet(shown: &TownshipDesk) -> PlainSheet {
    let lamps = shown
        .villages
        .first()
        .map(|village| village.lamps.as_slice());
    let labels = lamps.unwrap_or_default().iter();
    let labels = labels.map(|lamp| lamp.label.clone());
    PlainSheet {
        name: "各村情况".to_owned(),
        heads: HEADS.map(str::to_owned).into_iter().chain(labels).collect(),
        rows: shown.villages.iter().map(row).collect(),
    }
}

/// The sum of the newest disaster; heads alone where nobody reported one.
fn damage_sheet(desk: &Desk, office: &Office) -> Result<PlainSheet, Problem> {
    let damage = damage::Damage::of(desk, office, None)?;
    let (heads, rows) = damage::sheet(&desk.lists(), &damage);
    Ok(PlainSheet {
        name: "灾情汇总".to_owned(),
        heads,
        rows,
    })
}

fn row(village: &VillageLine) -> Vec<Plain> {
    let word = |text: &str| Plain::Word(text.to_owned());
    let figures = &village.figures;
    let days = village.days.and_then(|days| u64::try_from(days).ok());
    let counts = [
        figures.missing,
        figures.forks,
        figures.conflicts,
        figures.questions,
        figures.overdue,
        figures.to_move,
        figures.moved,
        figures.short,
        figures.reports_due,
        figures.orders,
        figures.supervised,
    ];
    let lamps = village.lamps.iter().map(|lamp| {
        let tone = lamp_word(&lamp.state);
        Plain::Word(format!("{tone}：{}", lamp.text))
    });
    [
        word(&village.name),
        word(&village.came),
        days.map_or_else(|| word(""), Plain::Count),
        word(&village.word),
    ]
    .into_iter()
    .chain(counts.map(Plain::Count))
    .chain(lamps)
    .collect()
}

fn lamp_word(state: &str) -> &'static str {
    match state {
        "green" => "绿",
        "blue" => "蓝",
        "yellow" => "黄",
        _ => "红",
    }
}

/// The lamps of all villages, each with how many villages show which colour: what 今日 and 站情 of
/// a township show. None while it holds no village's books.
pub(crate) fn lamps(desk: &Desk, office: &Office) -> Result<Vec<Lamp>, Problem> {
    let mut by_lamp: Vec<(Lamp, [u64; 4])> = Vec::new();
    for code in super::handoff::villages(office)? {
        for (place, lamp) in village::lamps(desk, office, &code)?.into_iter().enumerate() {
            let shade = match lamp.state.as_str() {
                "green" => 0,
                "blue" => 1,
                "yellow" => 2,
                _ => 3,
            };
            if place == by_lamp.len() {
                by_lamp.push((lamp, [0; 4]));
            }
            let counts = by_lamp.get_mut(place);
            if let Some(count) = counts.and_then(|(_, counts)| counts.get_mut(shade)) {
                *count += 1;
            }
        }
    }
    Ok(by_lamp.into_iter().map(summed).collect())
}

/// One lamp over the villages: the colour of the village that lacks most, and how many show which.
fn summed((lamp, counts): (Lamp, [u64; 4])) -> Lamp {
    let shades = ["green", "blue", "yellow", "red"].into_iter().zip(counts);
    let lit: Vec<(&str, u64)> = shades.filter(|(_, count)| *count > 0).collect();
    let state = lit.last().map_or("green", |(state, _)| state);
    let words = lit
        .iter()
        .map(|(state, count)| format!("{}{count}村", lamp_word(state)));
    Lamp {
        state: state.to_owned(),
        text: words.collect::<Vec<_>>().join("、"),
        ledger: "township".to_owned(),
        ..lamp
    }
}
