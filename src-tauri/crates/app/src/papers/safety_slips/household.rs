//! What a slip says of a household: its people, its risk, its way out, who comes.

use crate::papers::gather::Named;
use crate::papers::homes::{Home, address};
use crate::papers::mask::WITHHELD;
use crate::papers::texts::{RiskKind, RiskWords, Slip};
use crate::papers::words::Words;
use crate::papers::{Gather, routes};
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use ledger::{Row, Value};
use print::documents::Audience;

/// A household as its slip shows it.
#[derive(Default)]
pub(super) struct Household {
    /// What stands for the words of the text.
    pub(super) words: Words,
    /// What is missing, in sentences.
    pub(super) gaps: Vec<String>,
    /// What never to do where this risk is.
    pub(super) forbidden: String,
}

/// What a slip is read from beside the household's own row.
pub(super) struct Sources<'a> {
    /// The wording of slips.
    pub(super) text: &'a Slip,
    /// What is said of each kind of risk.
    pub(super) kinds: &'a RiskWords,
    /// Who lives there.
    pub(super) home: Home<'a>,
}

/// Reads what the books say of a household and its people.
pub(super) fn read(gather: &Gather<'_>, row: &Row, of: &Sources<'_>) -> Result<Household, Problem> {
    let risk = gather
        .target(row, "risk_point_id", "risk_point")?
        .unwrap_or_default();
    let kind = of.kinds.of(risk.text("kind"));
    let mut household = blank(gather, (of.text, kind))?;
    let words = &mut household.words;
    words.say("户主", gather.person_name(row, "head_id")?);
    words.say("住址", address(gather.audience, row));
    inhabitants(gather, of.home, words);
    number(gather, row, (&of.text.number_pattern, words));
    self::risk(gather, row, (&risk, words))?;
    words.say("本处前兆", own_signs(&risk, kind));
    way(gather, [row, &risk], &mut household)?;
    escorts(gather, row, &mut household)?;
    Ok(household)
}

/// A household of which nothing is known but the village it is in, and the kind of risk.
pub(super) fn blank(
    gather: &Gather<'_>,
    (text, kind): (&Slip, &RiskKind),
) -> Result<Household, Problem> {
    let mut household = Household {
        forbidden: match kind.forbidden.as_str() {
            "" => text.forbidden.text.clone(),
            forbidden => forbidden.to_owned(),
        },
        ..Household::default()
    };
    let words = &mut household.words;
    words.say("前兆", kind.signs.as_str());
    words.say("险情来了", kind.away.join("\n"));
    offices(gather, words)?;
    let rule = gather.office.profile()?.text("alarm_signal").to_owned();
    let rule = rule.trim_end_matches(['。', '；']);
    words.say("锣声规矩", rule);
    words.say("锣声规矩", text.signal.usual.as_str());
    Ok(household)
}

/// How many there are, how many must be carried, and what help they need.
fn inhabitants(gather: &Gather<'_>, home: Home<'_>, words: &mut Words) {
    let Some(people) = home.people() else {
        return;
    };
    words.say("人数", people.to_string());
    words.say("要背要抬人数", home.carried().to_string());
    if gather.audience == Audience::Duty {
        words.say("帮助", home.helps(&gather.lists()));
    }
}

/// The signs that somebody wrote of the place, but for those that its kind says anyhow.
fn own_signs(risk: &Row, kind: &RiskKind) -> String {
    let Value::Lines(signs) = risk.get("signs") else {
        return String::new();
    };
    let signs = signs.iter().map(|sign| sign.trim_end_matches(['。', '；']));
    let own: Vec<&str> = signs.filter(|sign| !kind.signs.contains(sign)).collect();
    own.join("、")
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
    let has_route = route.is_some();
    let route = route.unwrap_or_default();
    let shelter = shelter.or(gather.target(&route, "shelter_id", "shelter")?);
    let open = match (has_route, shelter.is_some()) {
        (true, true) => "",
        (true, false) => "安置点",
        (false, true) => "转移路线",
        (false, false) => "转移路线和安置点",
    };
    if !open.is_empty() {
        let gap = format!("还没有定{open}，请尽快定。");
        household.gaps.push(gap);
    }
    let words = &mut household.words;
    words.say("路线", route.text("name"));
    if let Some(minutes) = route.get("walk_min").int() {
        words.say("步行分钟", minutes.to_string());
    }
    let alternate = routes::alternate(gather, &route)?;
    words.say("备用路线", alternate.unwrap_or_default().text("name"));
    words.say("安置点", shelter.unwrap_or_default().text("name"));
    Ok(())
}

fn escorts(gather: &Gather<'_>, row: &Row, household: &mut Household) -> Result<(), Problem> {
    let mut open = Vec::new();
    for (label, field) in [("护送人", "escort_a"), ("替手", "escort_b")] {
        let helper = gather.person(row, field)?;
        match &helper {
            None => open.push(label),
            Some(helper) if helper.phone.is_empty() && gather.audience == Audience::Duty => {
                household
                    .gaps
                    .push(format!("{label}没有电话，请尽快补上。"));
            }
            Some(_) => {}
        }
        person(gather, helper, (label, &mut household.words));
    }
    if !open.is_empty() {
        let gap = format!("{}未定，请尽快指定。", open.join("和"));
        household.gaps.push(gap);
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
