//! What a slip says of a household: its people, its risk, its way out, who comes.

use crate::lists::Lists;
use crate::papers::Gather;
use crate::papers::gather::{Named, WITHHELD};
use crate::papers::texts::Slip;
use crate::papers::words::Words;
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use ledger::{Row, Value};
use print::documents::Audience;
use std::collections::BTreeMap;

/// A household as its slip shows it.
#[derive(Default)]
pub(super) struct Household {
    /// What stands for the words of the text.
    pub(super) words: Words,
    /// What is missing, in sentences.
    pub(super) gaps: Vec<String>,
}

/// Reads what the books say of a household and its people.
pub(super) fn read(
    gather: &Gather<'_>,
    row: &Row,
    (people, text): (&[Row], &Slip),
) -> Result<Household, Problem> {
    let mut household = blank(gather, text)?;
    let words = &mut household.words;
    home(gather, row, words)?;
    inhabitants(gather, people, words);
    number(gather, row, (&text.number_pattern, words));
    let risk = gather
        .target(row, "risk_point_id", "risk_point")?
        .unwrap_or_default();
    self::risk(gather, row, (&risk, words))?;
    way(gather, [row, &risk], &mut household)?;
    escorts(gather, row, &mut household)?;
    Ok(household)
}

/// A household of which nothing is known but the village it is in.
pub(super) fn blank(gather: &Gather<'_>, text: &Slip) -> Result<Household, Problem> {
    let mut household = Household::default();
    offices(gather, &mut household.words)?;
    let rule = gather.office.profile()?.text("alarm_signal").to_owned();
    let rule = rule.trim_end_matches(['。', '；']);
    household.words.say("锣声规矩", rule);
    household.words.say("锣声规矩", text.signal.usual.as_str());
    Ok(household)
}

fn home(gather: &Gather<'_>, row: &Row, words: &mut Words) -> Result<(), Problem> {
    words.say("户主", gather.person_name(row, "head_id")?);
    let address = match (gather.audience, row.text("address")) {
        (Audience::Public, _) => row.text("group").to_owned(),
        (Audience::Duty, address) if address.contains(row.text("group")) => address.to_owned(),
        (Audience::Duty, address) => format!("{}{address}", row.text("group")),
    };
    words.say("住址", address);
    Ok(())
}

/// How many there are, how many must be carried, and what help they need.
fn inhabitants(gather: &Gather<'_>, people: &[Row], words: &mut Words) {
    if people.is_empty() {
        return;
    }
    words.say("人数", people.len().to_string());
    let carried = people.iter().filter(|person| is_carried(person));
    words.say("要背要抬人数", carried.count().to_string());
    if gather.audience == Audience::Duty {
        words.say("帮助", help(&gather.lists(), people));
    }
}

fn is_carried(person: &Row) -> bool {
    let needs = match person.get("help_needed") {
        Value::Set(needs) => needs.contains("carry") || needs.contains("stretcher"),
        _ => false,
    };
    needs || person.text("mobility") == "stretcher"
}

/// 要背1人、要吸氧1人: the kinds of help, each with the number of people.
fn help(lists: &Lists, people: &[Row]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for person in people {
        if let Value::Set(needs) = person.get("help_needed") {
            for need in needs {
                *counts.entry(lists.label("help_needed", need)).or_default() += 1;
            }
        }
    }
    let said: Vec<String> = counts
        .into_iter()
        .map(|(need, count)| format!("{need}{count}人"))
        .collect();
    said.join("、")
}

fn number(gather: &Gather<'_>, row: &Row, (pattern, words): (&str, &mut Words)) {
    if row.text("hh_no").is_empty() {
        return;
    }
    let mut parts = Words::default();
    parts.say(
        "村字",
        gather.office.name.chars().take(1).collect::<String>(),
    );
    parts.say("年", gather.today().chars().take(4).collect::<String>());
    parts.say("序号", row.text("hh_no"));
    words.say("编号", parts.fill(pattern));
}

fn risk(gather: &Gather<'_>, row: &Row, (risk, words): (&Row, &mut Words)) -> Result<(), Problem> {
    words.say("风险点", risk.text("name"));
    words.say("风险点编号", risk.text("rp_no"));
    if let Some(metres) = row.get("risk_distance_m").int() {
        words.say("离屋米数", metres.to_string());
    }
    let watcher = gather.person(risk, "monitor_person")?;
    person(gather, watcher, ("监测人", words));
    Ok(())
}

/// The way of the household itself, else that of the risk point; so the shelter.
fn way(gather: &Gather<'_>, from: [&Row; 2], household: &mut Household) -> Result<(), Problem> {
    let first = |field, ledger| -> Result<Option<Row>, Problem> {
        let [own, risk] = from.map(|row| gather.target(row, field, ledger));
        Ok(own?.or(risk?))
    };
    let route = first("route_id", "route")?;
    let shelter = first("shelter_id", "shelter")?;
    if route.is_none() {
        household
            .gaps
            .push("还没有定转移路线，请尽快定。".to_owned());
    }
    let route = route.unwrap_or_default();
    let shelter = shelter.or(gather.target(&route, "shelter_id", "shelter")?);
    if shelter.is_none() {
        household.gaps.push("还没有定安置点，请尽快定。".to_owned());
    }
    let words = &mut household.words;
    words.say("路线", route.text("name"));
    if let Some(minutes) = route.get("walk_min").int() {
        words.say("步行分钟", minutes.to_string());
    }
    let alternate = gather.target(&route, "alt_route_id", "route")?;
    words.say("备用路线", alternate.unwrap_or_default().text("name"));
    words.say("安置点", shelter.unwrap_or_default().text("name"));
    Ok(())
}

fn escorts(gather: &Gather<'_>, row: &Row, household: &mut Household) -> Result<(), Problem> {
    for (label, field) in [("护送人", "escort_a"), ("替手", "escort_b")] {
        let helper = gather.person(row, field)?;
        match &helper {
            None => household.gaps.push(format!("{label}未定，请尽快指定。")),
            Some(helper) if helper.phone.is_empty() && gather.audience == Audience::Duty => {
                household
                    .gaps
                    .push(format!("{label}没有电话，请尽快补上。"));
            }
            Some(_) => {}
        }
        person(gather, helper, (label, &mut household.words));
    }
    Ok(())
}

fn person(gather: &Gather<'_>, named: Option<Named>, (label, words): (&str, &mut Words)) {
    let Some(named) = named else {
        return;
    };
    let phone = match gather.audience {
        Audience::Public => WITHHELD.to_owned(),
        Audience::Duty => phone_groups(&named.phone),
    };
    words.say(label, named.name);
    words.say(&format!("{label}电话"), phone);
}

fn offices(gather: &Gather<'_>, words: &mut Words) -> Result<(), Problem> {
    let profile = gather.office.profile()?;
    let numbers = [
        ("值守电话", "duty_phone"),
        ("乡镇应急办电话", "town_phone"),
        ("卫生院电话", "clinic_phone"),
    ];
    for (label, field) in numbers {
        words.say(label, phone_groups(profile.text(field)));
    }
    Ok(())
}
