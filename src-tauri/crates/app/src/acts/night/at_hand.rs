//! What is at hand when something happens: the post cards of this hazard, teams, who can do what,
//! people and things from outside, supplies; with whom to call for each.

use super::{Tonight, targets};
use crate::bridge::night::{HelpLine, NightCard, NightHelp};
use crate::office::{references, spec_of};
use crate::problem::Problem;
use crate::stock;
use ledger::numbers::phone_groups;
use ledger::{Row, RowId, Value};
use std::collections::{BTreeMap, BTreeSet};
use store::{Order, Query, StoredRow};

/// Everything at hand.
pub(super) fn help(tonight: &Tonight<'_>) -> Result<NightHelp, Problem> {
    let responders = responders(tonight)?;
    let posts = tonight.rows("post", by("seq"))?;
    let teams = tonight.rows("team", by("name"))?;
    let stocks = stock::of_office(tonight.office)?;
    let people = People::of(
        tonight,
        fields(&responders, "person_id")
            .chain(fields(&posts, "a_id"))
            .chain(fields(&teams, "leader_id"))
            .chain(
                stocks
                    .iter()
                    .flat_map(|one| references(one.item.row.get("keeper_id"))),
            ),
    )?;
    Ok(NightHelp {
        cards: cards(tonight, &posts, &people)?,
        teams: teams
            .iter()
            .map(|team| of_team(team, &responders, &people))
            .collect(),
        skills: skills(tonight, &responders, &people),
        resources: resources(tonight)?,
        supplies: supplies(tonight, &stocks, &people),
    })
}

fn by(field: &'static str) -> Query {
    Query {
        sort: vec![(field, Order::Ascending)],
        ..Query::default()
    }
}

fn fields<'a>(rows: &'a [StoredRow], field: &'a str) -> impl Iterator<Item = RowId> + 'a {
    rows.iter()
        .flat_map(move |stored| references(stored.row.get(field)))
}

/// Names and telephones of those who are spoken of.
struct People(BTreeMap<RowId, [String; 2]>);

impl People {
    fn of(tonight: &Tonight<'_>, ids: impl Iterator<Item = RowId>) -> Result<Self, Problem> {
        let spec = spec_of("person")?;
        let ids: Vec<RowId> = ids.collect::<BTreeSet<_>>().into_iter().collect();
        let mut people = BTreeMap::new();
        for stored in tonight.office.store.rows(spec, &ids)? {
            let name = tonight.office.title(spec, &stored.row)?;
            people.insert(stored.id, [name, targets::phone(tonight, &stored.row)]);
        }
        Ok(Self(people))
    }

    fn get(&self, row: &Row, field: &str) -> [String; 2] {
        let id = references(row.get(field)).into_iter().next();
        id.and_then(|id| self.0.get(&id).cloned())
            .unwrap_or_default()
    }
}

/// Whoever may be called to help: nobody who left, nobody who is away.
fn responders(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let mut responders = tonight.rows("responder", Query::default())?;
    responders.retain(|stored| {
        stored.row.text("status") != "left" && stored.row.text("presence") != "outside"
    });
    Ok(responders)
}

/// The cards of this hazard: what each post does when it happens, before it on the warning.
fn cards(
    tonight: &Tonight<'_>,
    posts: &[StoredRow],
    people: &People,
) -> Result<Vec<NightCard>, Problem> {
    let hazard = tonight.hazard();
    let block = if tonight.incidents.is_empty() {
        "on_warning"
    } else {
        "on_event"
    };
    let all = tonight.rows("response_card", Query::default())?;
    let of_post = |post: &StoredRow| {
        let id = post.id.to_string();
        let its = |kind: &str| {
            let mut cards = all.iter();
            cards
                .find(|card| card.row.text("post_id") == id && card.row.text("hazard_kind") == kind)
        };
        let card = its(hazard).or_else(|| its("any"))?;
        let [holder, phone] = people.get(&post.row, "a_id");
        Some(NightCard {
            id: card.id.to_string(),
            post: post.row.text("name").to_owned(),
            holder,
            phone,
            lines: lines(card.row.get(block)),
        })
    };
    let cards = posts.iter().filter_map(of_post);
    Ok(cards.filter(|card| !card.lines.is_empty()).collect())
}

fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Lines(lines) => lines.clone(),
        _ => Vec::new(),
    }
}

fn of_team(team: &StoredRow, responders: &[StoredRow], people: &People) -> HelpLine {
    let belongs = |stored: &&StoredRow| references(stored.row.get("team_ids")).contains(&team.id);
    let count = responders.iter().filter(belongs).count();
    let [who, phone] = people.get(&team.row, "leader_id");
    let rally = team.row.text("rally_point");
    HelpLine {
        what: team.row.text("name").to_owned(),
        detail: match rally {
            "" => format!("在村{count}人"),
            rally => format!("在村{count}人，{rally}集合"),
        },
        who,
        phone,
    }
}

fn skills(tonight: &Tonight<'_>, responders: &[StoredRow], people: &People) -> Vec<HelpLine> {
    let mut able: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
    for stored in responders {
        let Value::Set(skills) = stored.row.get("skills") else {
            continue;
        };
        for skill in skills {
            let who = people.get(&stored.row, "person_id");
            able.entry(skill.clone()).or_default().push(who);
        }
    }
    let line = |(skill, who): (String, Vec<[String; 2]>)| {
        let label = tonight.label("skill", &skill);
        who.into_iter().map(move |[who, phone]| HelpLine {
            what: label.clone(),
            detail: String::new(),
            who,
            phone,
        })
    };
    able.into_iter().flat_map(line).collect()
}

/// Those who are here soonest first.
fn resources(tonight: &Tonight<'_>) -> Result<Vec<HelpLine>, Problem> {
    let mut rows = tonight.rows("resource", Query::default())?;
    rows.sort_by_key(|stored| stored.row.get("minutes_away").int().unwrap_or(i64::MAX));
    let seen = tonight.office.sees() >= ledger::Privacy::Personal;
    let phone = |row: &Row| match row.text("phone_a") {
        phone if seen => phone_groups(phone),
        phone => ledger::numbers::masked_phone(phone),
    };
    let line = |stored: &StoredRow| {
        let row = &stored.row;
        let minutes = row.get("minutes_away").int();
        let parts = [
            targets::veiled(tonight, row.text("owner")),
            minutes.map_or_else(String::new, |minutes| format!("{minutes}分钟到")),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        HelpLine {
            what: row.text("name").to_owned(),
            detail: parts.join("，"),
            who: targets::veiled(tonight, row.text("contact_a")),
            phone: phone(row),
        }
    };
    Ok(rows.iter().map(line).collect())
}

/// What is there and has not expired.
fn supplies(tonight: &Tonight<'_>, stocks: &[stock::ItemStock], people: &People) -> Vec<HelpLine> {
    let today = tonight.desk.clock.today().format("%Y-%m-%d").to_string();
    let there = stocks.iter().filter(|stock| stock.usable(&today) > 0);
    let line = |stock: &stock::ItemStock| {
        let row = &stock.item.row;
        let [who, phone] = people.get(row, "keeper_id");
        let quantity = ledger::numbers::decimal_text(stock.usable(&today), 3);
        let parts = [
            format!("{quantity}{}", row.text("unit")),
            row.text("bin").to_owned(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        HelpLine {
            what: row.text("name").to_owned(),
            detail: parts.join("，"),
            who,
            phone,
        }
    };
    there.map(line).collect()
}
