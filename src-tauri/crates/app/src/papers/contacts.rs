//! 应急通讯录 on paper: whom to call, nearest duty first.

use super::gather::Named;
use super::{Gather, Order, filing, lacks, namesakes, proven};
use crate::acts::handoff::{self, area_names};
use crate::acts::night::is_group_head;
use crate::bridge::file::OfficeKind;
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::kinds::person::is_here;
use ledger::{Row, RowId};
use print::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use print::documents::pocket_list;
use print::documents::{Audience, Lettering};
use print::page::Document;
use std::collections::{BTreeMap, BTreeSet};

/// A line to write a number on.
const TO_WRITE: &str = "＿＿＿＿＿＿";

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
    match gather.office.kind {
        OfficeKind::Village => {
            groups.push(heads(gather)?);
            groups.extend(teams(gather)?);
            groups.push(escorts(gather)?);
        }
        OfficeKind::Town => {
            groups.push(villages(gather)?);
            groups.extend(teams(gather)?);
        }
    }
    groups.retain(|group| !group.contacts.is_empty());
    if gather.audience == Audience::Duty {
        tell_apart(gather, &mut groups)?;
    }
    Ok(groups)
}

/// Behind the names that several people of the list have, what tells them apart.
fn tell_apart(gather: &Gather<'_>, groups: &mut [ContactGroup]) -> Result<(), Problem> {
    let mut bearers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for contact in groups.iter().flat_map(|group| &group.contacts) {
        if !contact.person.is_empty() {
            let people = bearers.entry(&contact.name).or_default();
            people.insert(&contact.person);
        }
    }
    let mut apart: BTreeMap<String, String> = BTreeMap::new();
    for (_, people) in bearers.into_iter().filter(|(_, people)| people.len() > 1) {
        let ids = people.iter().filter_map(|id| id.parse().ok());
        let ids: Vec<RowId> = ids.collect();
        let people = gather.office.store.rows(spec_of("person")?, &ids)?;
        let rows: Vec<&Row> = people.iter().map(|stored| &stored.row).collect();
        let ids = people.iter().map(|stored| stored.id.to_string());
        apart.extend(ids.zip(namesakes::apart(&rows)));
    }
    for contact in groups.iter_mut().flat_map(|group| &mut group.contacts) {
        if let Some(apart) = apart.get(&contact.person) {
            contact.name = namesakes::with(&contact.name, apart);
        }
    }
    Ok(())
}

/// The heads of the groups: the first whom anybody looks for.
fn heads(gather: &Gather<'_>) -> Result<ContactGroup, Problem> {
    let mut heads = gather.office.all("person")?;
    heads.retain(|stored| is_group_head(&stored.row) && is_here(&stored.row));
    heads.sort_by_cached_key(|stored| filing::natural(stored.row.text("duty_title")));
    let contacts = heads.iter().map(|stored| {
        let person = gather.named_with_doubts(stored)?;
        Ok(of_person(gather, stored.row.text("duty_title"), &person))
    });
    Ok(ContactGroup {
        title: "各组组长".to_owned(),
        contacts: contacts.collect::<Result<_, Problem>>()?,
    })
}

fn contact(post: &str, name: &str, phone: &str) -> Contact {
    Contact {
        post: post.to_owned(),
        name: name.to_owned(),
        phone: phone.to_owned(),
        person: String::new(),
    }
}

/// A person, whose number the public edition withholds.
fn of_person(gather: &Gather<'_>, post: &str, person: &Named) -> Contact {
    Contact {
        person: person.id.clone(),
        ..contact(post, &person.name, &gather.phone(person))
    }
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
    let known = numbers.iter().filter_map(|(label, field)| {
        let number = match profile.text(field) {
            // Without these two nobody is reached: there is a line to write them on.
            "" if matches!(*field, "duty_phone" | "town_phone") => TO_WRITE,
            "" => return None,
            number => number,
        };
        Some(contact(label, "", number))
    });
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
                let label = format!("{}{role}", post.row.text("name"));
                contacts.push(of_person(gather, &label, &person));
            }
        }
    }
    Ok(ContactGroup {
        title: match gather.office.kind {
            OfficeKind::Village => "村指挥和各岗".to_owned(),
            OfficeKind::Town => "本单位各岗".to_owned(),
        },
        contacts,
    })
}

/// Whom a township calls in its villages: the line that is manned, and whoever has the first post.
fn villages(gather: &Gather<'_>) -> Result<ContactGroup, Problem> {
    let names = area_names(gather.office)?;
    let mut contacts = Vec::new();
    for area in handoff::villages(gather.office)? {
        let name = names.get(&area).map_or(area.as_str(), String::as_str);
        let line = match gather.office.profile_of(&area)?.text("duty_phone") {
            "" => TO_WRITE.to_owned(),
            number => number.to_owned(),
        };
        contacts.push(contact(&format!("{name}值守"), "", &line));
        let posts = gather.office.all_of(&area, "post")?.into_iter();
        let first = posts.min_by_key(|stored| stored.row.get("seq").int().unwrap_or(i64::MAX));
        for (field, role) in [("a_id", "A角"), ("b_id", "B角")] {
            let Some(post) = &first else { continue };
            if let Some(person) = gather.person(&post.row, field)? {
                let label = format!("{name}{}{role}", post.row.text("name"));
                contacts.push(of_person(gather, &label, &person));
            }
        }
    }
    Ok(ContactGroup {
        title: "各村".to_owned(),
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
        let lead = leader.as_ref().map(|leader| leader.person.clone());
        let others = others
            .into_iter()
            .filter(|other| Some(&other.person) != lead.as_ref());
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
