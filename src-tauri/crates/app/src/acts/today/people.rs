//! Posts whose people cannot be reached or would be needed twice, and letters nobody has signed.

use super::due::{Due, EACH, Family, Tone};
use crate::acts::picture::{Picture, one_of};
use crate::bridge::today::DueLine;
use crate::office::references;
use crate::problem::Problem;
use ledger::Row;
use ledger::clashes::{Clash, clashes};
use ledger::kinds::person::out_of_reach;
use std::collections::BTreeSet;
use store::{Query, StoredRow};

pub(super) fn families(picture: &Picture<'_>) -> Result<Vec<Family>, Problem> {
    Ok(vec![
        cards(picture)?,
        needed_twice(picture)?,
        letters(picture)?,
    ])
}

/// A card whose A角 or B角 left, died or has no telephone: what its print warns of, by one rule.
fn cards(picture: &Picture<'_>) -> Result<Family, Problem> {
    let cards = picture.rows("response_card", Query::default())?;
    let posts: BTreeSet<_> = cards
        .iter()
        .flat_map(|card| references(card.row.get("post_id")))
        .collect();
    let mut found = Vec::new();
    for id in posts {
        let Some(post) = picture.target("post", id)?.filter(|post| !post.gone) else {
            continue;
        };
        if let Some(wrong) = unreachable(picture, &post)? {
            found.push((post, wrong));
        }
    }
    let shown = found.iter().take(EACH).map(|(post, wrong)| Due {
        tone: Tone::Yellow,
        day: picture.today,
        line: DueLine {
            level: "处置卡".to_owned(),
            what: format!("“{}”卡上的{wrong}", post.row.text("name")),
            ledger: "post".to_owned(),
            id: post.id.to_string(),
            area: picture.area(&post.area),
            ..DueLine::default()
        },
    });
    Ok(Family {
        shown: shown.collect(),
        total: found.len(),
        rest: "个岗位的卡上有人找不到",
        ledger: "post",
        chip: None,
    })
}

/// What is wrong with the people of a post, in words.
fn unreachable(picture: &Picture<'_>, post: &StoredRow) -> Result<Option<String>, Problem> {
    let mut wrong = Vec::new();
    for (field, role) in [("a_id", "A角"), ("b_id", "B角")] {
        // A post that was never given to anybody stands among what is still to be filled in.
        let Some(id) = references(post.row.get(field)).first().copied() else {
            continue;
        };
        let person = picture.target("person", id)?.filter(|person| !person.gone);
        let why = out_of_reach(person.as_ref().map(|person| &person.row));
        wrong.extend(why.map(|why| format!("{role}{why}")));
    }
    Ok((!wrong.is_empty()).then(|| wrong.join("，")))
}

/// Somebody who would be needed in two posts at once, with nobody to take either.
fn needed_twice(picture: &Picture<'_>) -> Result<Family, Problem> {
    let mut shown = Vec::new();
    for area in picture.keepers("post")? {
        let query = Query {
            area: Some(area.clone()),
            ..Query::default()
        };
        let posts = picture.rows("post", query)?;
        let rows: Vec<&Row> = posts.iter().map(|stored| &stored.row).collect();
        for clash in clashes(&rows).into_iter().filter(Clash::is_open) {
            shown.push(clash_line(picture, &area, &clash)?);
        }
    }
    Ok(Family::of_villages(shown, ("个人要顾几个岗位", "post")))
}

fn clash_line(picture: &Picture<'_>, area: &str, clash: &Clash) -> Result<Due, Problem> {
    let person = match clash.person.parse() {
        Ok(id) => picture.target("person", id)?,
        Err(_) => None,
    };
    let who = match person {
        Some(person) => picture.title("person", &person.row)?,
        None => String::new(),
    };
    Ok(Due {
        tone: Tone::Plain,
        day: picture.today,
        line: DueLine {
            level: "岗位".to_owned(),
            what: format!("{}同时要一个人顾，都没有替手", clash.uncovered.join("、")),
            who,
            ledger: "post".to_owned(),
            area: picture.area(area),
            ..DueLine::default()
        },
    })
}

/// Letters of responsibility that wait for a signature.
fn letters(picture: &Picture<'_>) -> Result<Family, Problem> {
    let mut shown = Vec::new();
    for area in picture.keepers("responsibility_letter")? {
        let unsigned = picture.count(
            "responsibility_letter",
            Query {
                area: Some(area.clone()),
                equals: vec![one_of("status", &["unsigned"])],
                ..Query::default()
            },
        )?;
        if unsigned == 0 {
            continue;
        }
        shown.push(Due {
            tone: Tone::Plain,
            day: picture.today,
            line: DueLine {
                level: "责任书".to_owned(),
                what: format!("{unsigned}份责任书还没有签"),
                ledger: "responsibility_letter".to_owned(),
                chip: Some("unsigned".to_owned()),
                area: picture.area(&area),
                ..DueLine::default()
            },
        });
    }
    let rest = ("个村有责任书没签", "responsibility_letter");
    Ok(Family::of_villages(shown, rest))
}
