//! 村级应急预案 on paper: the plan's sections with what the ledgers know, and the lists behind.

use super::gather::edition;
use super::words::Words;
use super::{
    Gather, Order, contacts, lacks, proven, registers, response_cards, shelters, supplies, texts,
    transfers,
};
use crate::acts::display::Display;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::{Row, RowId, Value};
use print::documents::day;
use print::documents::village_plan::{self, Block, Section, VillagePlan};
use print::page::Document;
use std::collections::BTreeMap;

/// What a plan is called that has no title yet.
const USUAL_TITLE: &str = "综合应急预案";

/// Annexed lists, in order: binding code and title.
const ANNEXES: [(&str, &str); 8] = [
    ("response_card", "各岗应急处置卡"),
    ("contact_list", "应急通讯录"),
    ("risk_point", "风险清单"),
    ("household", "危险区住户和转移安排"),
    ("team", "应急队伍"),
    ("supply_item", "应急物资"),
    ("shelter", "避难场所"),
    ("route", "转移路线"),
];

/// What the list of risk points says of each.
const RISKS: &[&str] = &[
    "name",
    "location",
    "level",
    "threat_hh",
    "threat_pop",
    "monitor_method",
    "monitor_person",
];

/// What the list of teams says of each: whoever reads it has to call them.
const TEAMS: &[&str] = &[
    "name",
    "kind",
    "leader_id",
    "电话=leader_id.phone",
    "#members",
    "rally_point",
    "rally_min",
];

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let chosen = chosen(gather, order)?;
    let id = chosen.as_ref().map(|plan| plan.id);
    let plan = chosen.map_or_else(Row::default, |plan| plan.row);
    let sections = match id {
        Some(id) => sections(gather, (id, &plan))?,
        None => Vec::new(),
    };
    let sections = said_or_missing(gather, (id, sections));
    let annexes = annexes(gather)?;
    let said = (
        plan.text("title"),
        plan.text("version"),
        &sections,
        &annexes,
    );
    let imprint = proven(gather, id, &said)?;
    let title = match plan.text("title") {
        "" => USUAL_TITLE,
        title => title.trim_start_matches(&imprint.village),
    };
    let input = VillagePlan {
        title: title.to_owned(),
        version: edition(plan.text("version")),
        office: gather.issuer(),
        issued_on: plan.text("approved_on").to_owned(),
        sections,
        annexes,
        imprint,
    };
    Ok(village_plan::lay_out(&input, gather.desk.fonts()?))
}

/// The sections, or in their place that nobody wrote them yet: the lists behind are of use without.
fn said_or_missing(
    gather: &Gather<'_>,
    (plan, sections): (Option<RowId>, Vec<Section>),
) -> Vec<Section> {
    if !sections.is_empty() {
        return sections;
    }
    let missing = match plan {
        None => "还没有预案：到“预案”里新增，写好正文再印。后面的名单已按台账印好。",
        Some(_) => "预案还没有正文：到“预案章节”里新增。后面的名单已按台账印好。",
    };
    gather.lacks.something(missing);
    vec![Section {
        title: "正文".to_owned(),
        blocks: vec![Block::Paragraph(missing.to_owned())],
    }]
}

/// The ordered plan, else the newest that is in force, else any, if there is one.
fn chosen(gather: &Gather<'_>, order: &Order) -> Result<Option<store::StoredRow>, Problem> {
    let mut plans = gather.rows("plan", &order.ids)?;
    plans.retain(|plan| plan.row.text("status") != "abolished");
    if plans.is_empty() && !order.ids.is_empty() {
        let text = "这份预案已经废止，没有印。请选现行的一份。";
        return Err(Problem::new("nothing_to_print", text));
    }
    plans.sort_by_key(|plan| {
        let in_force = matches!(plan.row.text("status"), "published" | "revising");
        (
            !in_force,
            std::cmp::Reverse(plan.row.text("approved_on").to_owned()),
        )
    });
    Ok(plans.into_iter().next())
}

fn sections(gather: &Gather<'_>, (id, plan): (RowId, &Row)) -> Result<Vec<Section>, Problem> {
    let words = words(gather, plan)?;
    let id = id.to_string();
    let mut rows = gather.office.all("plan_section")?;
    rows.retain(|section| section.row.text("plan_id") == id);
    rows.sort_by_key(|section| section.row.get("seq").int().unwrap_or(i64::MAX));
    rows.iter()
        .map(|section| self::section(gather, &words, &section.row))
        .collect()
}

fn section(gather: &Gather<'_>, words: &Words, row: &Row) -> Result<Section, Problem> {
    let mut blocks = body(&gather.open(&words.fill(row.text("body"))));
    if let Value::Set(bindings) = row.get("bindings") {
        for (binding, title) in ANNEXES {
            if bindings.contains(binding) {
                let place = ANNEXES
                    .iter()
                    .position(|(code, _)| *code == binding)
                    .unwrap_or(0)
                    + 1;
                blocks.push(Block::Paragraph(format!("见附件{place}“{title}”。")));
            }
        }
        if bindings.contains("post") {
            blocks.push(posts(gather)?);
        }
    }
    Ok(Section {
        title: gather.open(row.text("heading")),
        blocks,
    })
}

/// Paragraphs; a line that begins with （一） is a heading, lines that begin with a dash a list.
fn body(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("· ")) {
            items.push(item.to_owned());
            continue;
        }
        if !items.is_empty() {
            blocks.push(Block::List(std::mem::take(&mut items)));
        }
        match heading(line) {
            Some(heading) => blocks.push(Block::Heading(heading.to_owned())),
            None => blocks.push(Block::Paragraph(line.to_owned())),
        }
    }
    if !items.is_empty() {
        blocks.push(Block::List(items));
    }
    blocks
}

/// The heading behind a number in brackets, which the paper gives anew.
fn heading(line: &str) -> Option<&str> {
    let (number, heading) = line.strip_prefix('（')?.split_once('）')?;
    number
        .chars()
        .all(|letter| "一二三四五六七八九十".contains(letter))
        .then_some(heading)
}

fn posts(gather: &Gather<'_>) -> Result<Block, Problem> {
    let mut rows = gather.office.all("post")?;
    rows.sort_by_key(|post| post.row.get("seq").int().unwrap_or(i64::MAX));
    let columns = ["name", "a_id", "b_id", "duty"];
    Ok(Block::Table(registers::table(
        gather,
        (spec_of("post")?, &columns),
        &rows,
    )?))
}

fn annexes(gather: &Gather<'_>) -> Result<Vec<Section>, Problem> {
    ANNEXES
        .iter()
        .map(|(binding, title)| {
            Ok(Section {
                title: (*title).to_owned(),
                blocks: annex(gather, binding)?,
            })
        })
        .collect()
}

fn annex(gather: &Gather<'_>, binding: &str) -> Result<Vec<Block>, Problem> {
    let all = Order {
        audience: gather.audience,
        ..Order::default()
    };
    let block = match binding {
        "response_card" => {
            let cards = response_cards::cards(gather, &all)?;
            or_missing(binding, (cards.is_empty(), Block::Cards(cards)))
        }
        "contact_list" => Ok(Block::Contacts(contacts::groups(gather)?)),
        "supply_item" => {
            let supplies = supplies::all(gather)?.into_iter().map(|(_, supply)| supply);
            let supplies: Vec<_> = supplies.collect();
            or_missing(binding, (supplies.is_empty(), Block::Supplies(supplies)))
        }
        "household" => return moved(gather, &all),
        ledger => {
            let spec = spec_of(ledger)?;
            let rows = registers::in_order(gather, spec, &all)?;
            let columns = match ledger {
                "risk_point" => RISKS,
                "team" => TEAMS,
                _ => spec.columns,
            };
            let table = registers::table(gather, (spec, columns), &rows)?;
            or_missing(ledger, (rows.is_empty(), Block::Table(table)))
        }
    };
    Ok(vec![block?])
}

/// The households of the danger zones in the order of 转移清单, with how many there are.
fn moved(gather: &Gather<'_>, all: &Order) -> Result<Vec<Block>, Problem> {
    let mut rows = registers::in_order(gather, spec_of("household")?, all)?;
    rows.retain(|household| household.row.get("in_danger_zone").is_true());
    rows.sort_by_key(|household| household.row.text("group").to_owned());
    if rows.is_empty() {
        return Ok(vec![Block::Paragraph(lacks::NOBODY_IN_DANGER.to_owned())]);
    }
    let (total, table) = transfers::arranged(gather, &rows)?;
    Ok(vec![Block::Paragraph(total), Block::Table(table)])
}

/// The list, or in its place that its ledger is empty.
fn or_missing(ledger: &str, (is_empty, list): (bool, Block)) -> Result<Block, Problem> {
    if !is_empty {
        return Ok(list);
    }
    Ok(Block::Paragraph(lacks::none_of(spec_of(ledger)?)))
}

/// What stands for the words in braces of a section: {村名}, {值守电话}, {总指挥}.
fn words(gather: &Gather<'_>, plan: &Row) -> Result<Words, Problem> {
    let profile = gather.office.profile()?;
    let spec = spec_of("village_profile")?;
    let names = BTreeMap::new();
    let display = Display {
        lists: &gather.lists(),
        names: &names,
    };
    let mut words = Words::default();
    for field in spec.fields {
        let text = match profile.get(field.name) {
            Value::Lines(lines) => lines.join("、"),
            // The text around the hole says 户 and 人 itself.
            Value::Int(number) => number.to_string(),
            value => display.value(field, value),
        };
        words.say(field.label, text);
    }
    for (label, text) in computed(gather, plan)? {
        words.say(&label, text);
    }
    Ok(words)
}

/// The words that no single field holds.
fn computed(gather: &Gather<'_>, plan: &Row) -> Result<Vec<(String, String)>, Problem> {
    let risks = gather.office.all("risk_point")?;
    let sum = |field| {
        risks
            .iter()
            .filter_map(|risk| risk.row.get(field).int())
            .sum::<i64>()
    };
    let listed = |ledger| -> Result<String, Problem> {
        let rows = gather.office.all(ledger)?;
        let names: Vec<&str> = rows.iter().map(|stored| stored.row.text("name")).collect();
        Ok(names.join("、"))
    };
    let mut words = vec![
        ("风险点数", risks.len().to_string()),
        ("威胁户数", sum("threat_hh").to_string()),
        ("威胁人数", sum("threat_pop").to_string()),
        ("安置点名单", shelters::listed(gather)?),
        ("队伍名单", listed("team")?),
        ("锣声规矩", texts::slip(gather)?.signal.usual),
        ("版本", plan.text("version").to_owned()),
        ("批准日期", day(plan.text("approved_on"))),
    ];
    for post in gather.office.all("post")? {
        match post.row.text("kind") {
            "commander" => {
                words.push(("总指挥", holder(gather, &post.row, "a_id")?));
                words.push(("总指挥替手", holder(gather, &post.row, "b_id")?));
            }
            "informant" => words.push(("灾害信息员", holder(gather, &post.row, "a_id")?)),
            _ => {}
        }
    }
    Ok(words
        .into_iter()
        .map(|(label, text)| (label.to_owned(), text))
        .collect())
}

/// Name and phone of who holds a post.
fn holder(gather: &Gather<'_>, post: &Row, field: &str) -> Result<String, Problem> {
    let person = gather.person(post, field)?.unwrap_or_default();
    Ok(match person.phone.as_str() {
        "" => person.name,
        phone => format!(
            "{}（{}）",
            person.name,
            ledger::numbers::phone_groups(phone)
        ),
    })
}
