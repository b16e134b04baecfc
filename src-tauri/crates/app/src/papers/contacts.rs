//! 应急通讯录 on paper: whom to call, nearest duty first.

use super::gather::{Named, WITHHELD};
use super::{Gather, Order, lacks, proven};
use crate::bridge::file::OfficeKind;
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::RowId;
use print::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use print::documents::pocket_list;
use print::documents::{Audience, Lettering};
use print::page::Document;
use std::collections::BTreeMap;

pub(super) fn lay_out(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    lettered(gather, Lettering::Usual)
}

/// In letters for old eyes.
pub(super) fn lay_out_large(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    lettered(gather, Lettering::Large)
}

/// Eight small pages on a sheet.
pub(super) fn lay_out_pocket(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let input = list(gather, Lettering::Usual)?;
    Ok(pocket_list::lay_out(&input, gather.desk.fonts()?))
}

fn lettered(gather: &Gather<'_>, lettering: Lettering) -> Result<Document, Problem> {
    let input = list(gather, lettering)?;
    Ok(contact_list::lay_out(&input, gather.desk.fonts()?))
}

fn list(gather: &Gather<'_>, lettering: Lettering) -> Result<ContactList, Problem> {
    let groups = groups(gather)?;
    tell_missing(gather)?;
    Ok(ContactList {
        imprint: proven(gather, None, &groups)?,
        lettering,
        groups,
    })
}

/// Says whose numbers a list has none of.
fn tell_missing(gather: &Gather<'_>) -> Result<(), Problem> {
    let profile = gather.office.profile()?;
    let is_unknown = |field: &str| profile.get(field).is_empty();
    if ["duty_phone", "town_phone"].into_iter().all(is_unknown) {
        gather.lacks.something(match gather.office.kind {
            OfficeKind::Village => "还没有村值守和镇应急办的电话：到“村情”里填。",
            OfficeKind::Town => "还没有本单位的值守电话：到“村情”里填，镇里的也填在那里。",
        });
    }
    if gather.office.all("post")?.is_empty() {
        let none = lacks::none_of(spec_of("post")?);
        gather.lacks.something(none);
    }
    Ok(())
}

/// The blocks, for this paper and the annex of the plan; empty ones are left out.
pub(super) fn groups(gather: &Gather<'_>) -> Result<Vec<ContactGroup>, Problem> {
    let mut groups = vec![superiors(gather)?, command(gather)?];
    groups.extend(teams(gather)?);
    groups.push(escorts(gather)?);
    groups.retain(|group| !group.contacts.is_empty());
    Ok(groups)
}

fn contact(post: &str, name: &str, phone: &str) -> Contact {
    Contact {
        post: post.to_owned(),
        name: name.to_owned(),
        phone: phone.to_owned(),
    }
}

/// A person, whose number the public edition withholds.
fn of_person(gather: &Gather<'_>, post: &str, person: &Named) -> Contact {
    let phone = match gather.audience {
        Audience::Public => WITHHELD,
        Audience::Duty => person.phone.as_str(),
    };
    contact(post, &person.name, phone)
}

/// Office numbers are nobody's own: they stand in every edition.
fn superiors(gather: &Gather<'_>) -> Result<ContactGroup, Problem> {
    let profile = gather.office.profile()?;
    let numbers = [
        (gather.duty_label(), "duty_phone"),
        ("镇应急办", "town_phone"),
        ("卫生院", "clinic_phone"),
        ("派出所", "police_phone"),
        ("消防站", "fire_station_phone"),
    ];
    let known = numbers
        .iter()
        .filter(|(_, field)| !profile.get(field).is_empty())
        .map(|(label, field)| contact(label, "", profile.text(field)));
    let emergency = [("火警", "119"), ("报警", "110"), ("急救", "120")]
        .map(|(label, number)| contact(label, "", number));
    Ok(ContactGroup {
        title: "值守和上级".to_owned(),
        contacts: known.chain(emergency).collect(),
    })
}

fn command(gather: &Gather<'_>) -> Result<ContactGroup, Problem> {
    let mut posts = gather.office.all("post")?;
    posts.sort_by_key(|stored| stored.row.get("seq").int().unwrap_or(i64::MAX));
    let mut contacts = Vec::new();
    for post in &posts {
        for (field, role) in [("a_id", "A角"), ("b_id", "B角")] {
            if let Some(person) = gather.person(&post.row, field)? {
                let label = format!("{} {role}", post.row.text("name"));
                contacts.push(of_person(gather, &label, &person));
            }
        }
    }
    Ok(ContactGroup {
        title: "村指挥和各岗".to_owned(),
        contacts,
    })
}

fn teams(gather: &Gather<'_>) -> Result<Vec<ContactGroup>, Problem> {
    let mut members: BTreeMap<RowId, Vec<Contact>> = BTreeMap::new();
    for responder in gather.office.all("responder")? {
        if responder.row.text("status") == "left" {
            continue;
        }
        let Some(person) = gather.person(&responder.row, "person_id")? else {
            continue;
        };
        for team in references(responder.row.get("team_ids")) {
            // What the block says, no row of it says again.
            let row = of_person(gather, "", &person);
            members.entry(team).or_default().push(row);
        }
    }
    let mut groups = Vec::new();
    for team in gather.office.all("team")? {
        let leader = gather.person(&team.row, "leader_id")?;
        let leader = leader.map(|person| of_person(gather, "队长", &person));
        let others = members.remove(&team.id).unwrap_or_default();
        let lead_name = leader.as_ref().map(|leader| leader.name.clone());
        let others = others
            .into_iter()
            .filter(|other| Some(&other.name) != lead_name.as_ref());
        groups.push(ContactGroup {
            title: team.row.text("name").to_owned(),
            contacts: leader.into_iter().chain(others).collect(),
        });
    }
    Ok(groups)
}

/// Everybody who is to fetch a household of a danger zone, with the number of households.
fn escorts(gather: &Gather<'_>) -> Result<ContactGroup, Problem> {
    let mut fetched: BTreeMap<String, usize> = BTreeMap::new();
    let mut people: BTreeMap<String, Contact> = BTreeMap::new();
    for household in gather.office.all("household")? {
        if !household.row.get("in_danger_zone").is_true() {
            continue;
        }
        if let Some(person) = gather.person(&household.row, "escort_a")? {
            let id = household.row.text("escort_a").to_owned();
            *fetched.entry(id.clone()).or_default() += 1;
            people.insert(id, of_person(gather, "", &person));
        }
    }
    let contacts = people.into_iter().map(|(id, person)| Contact {
        post: format!("包{}户", fetched.get(&id).copied().unwrap_or(0)),
        ..person
    });
    Ok(ContactGroup {
        title: "危险区包户人".to_owned(),
        contacts: contacts.collect(),
    })
}
