//! Two people of one name on one paper: each with what tells him from the other.

use super::Gather;
use crate::office::{references, spec_of};
use crate::problem::Problem;
use ledger::kinds::person::called_at;
use ledger::{Field, Row, RowId, Spec, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind the name of each of these people of one name: the group where that tells
/// them apart, else the end of the number they are called at.
pub(super) fn apart(bearers: &[&Row]) -> Vec<String> {
    let groups: Vec<String> = bearers
        .iter()
        .map(|person| person.text("group").to_owned())
        .collect();
    let different: BTreeSet<&String> = groups.iter().collect();
    if different.len() == groups.len() {
        return groups;
    }
    let end = |person: &&Row| {
        let number = called_at(person);
        match number.get(number.len().saturating_sub(4)..) {
            Some(end) if !end.is_empty() => format!("尾号{end}"),
            _ => person.text("duty_title").to_owned(),
        }
    };
    bearers.iter().map(end).collect()
}

/// Behind each name that several people have to whom these rows point: what tells them apart. The
/// head of a household stands beside his address, which does.
pub(super) fn in_rows(
    gather: &Gather<'_>,
    (spec, rows): (&Spec, &[&Row]),
    names: &mut BTreeMap<RowId, String>,
) -> Result<(), Problem> {
    let ids = people(spec, rows, |field| field.name != "head_id");
    for (name, ids) in shared(&ids, names) {
        let people = gather.office.store.rows(spec_of("person")?, &ids)?;
        let rows: Vec<&Row> = people.iter().map(|stored| &stored.row).collect();
        for (stored, apart) in people.iter().zip(apart(&rows)) {
            names.insert(stored.id, with(&name, &apart));
        }
    }
    Ok(())
}

/// On the public edition, behind each name that several people whom a record names have once it is
/// masked: his post.
pub(super) fn by_post(
    gather: &Gather<'_>,
    (spec, row): (&Spec, &Row),
    names: &mut BTreeMap<RowId, String>,
) -> Result<(), Problem> {
    for (name, ids) in shared(&people(spec, &[row], |_| true), names) {
        for stored in gather.office.store.rows(spec_of("person")?, &ids)? {
            let post = gather.open(stored.row.text("duty_title"));
            names.insert(stored.id, with(&name, &post));
        }
    }
    Ok(())
}

/// The people to whom these rows point in the fields that are meant.
fn people(spec: &Spec, rows: &[&Row], is_meant: impl Fn(&Field) -> bool) -> BTreeSet<RowId> {
    let to_people = |kind: Type| matches!(kind, Type::Ref("person") | Type::Refs("person"));
    let fields = spec.fields.iter();
    let fields = fields.filter(|field| to_people(field.kind) && is_meant(field));
    fields
        .flat_map(|field| rows.iter().flat_map(|row| references(row.get(field.name))))
        .collect()
}

/// The names that several of these people have, and who they are.
fn shared(
    ids: &BTreeSet<RowId>,
    names: &BTreeMap<RowId, String>,
) -> impl Iterator<Item = (String, Vec<RowId>)> + use<> {
    let mut bearers: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
    for id in ids {
        if let Some(name) = names.get(id) {
            bearers.entry(name.clone()).or_default().push(*id);
        }
    }
    bearers.into_iter().filter(|(_, ids)| ids.len() > 1)
}

/// The name with what tells it from the others of that name.
pub(super) fn with(name: &str, apart: &str) -> String {
    match apart {
        "" => name.to_owned(),
        apart => format!("{name}（{apart}）"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(group: &str, mobile: &str) -> Row {
        let mut row = Row::default();
        row.set("group", group);
        row.set("mobile", mobile);
        row
    }

    #[test]
    fn people_of_one_name_are_told_apart_by_group_and_else_by_number() {
        let (one, other) = (person("3组", "14200004024"), person("5组", "14200006902"));
        assert_eq!(apart(&[&one, &other]), ["3组", "5组"]);
        let other = person("3组", "14200006902");
        assert_eq!(apart(&[&one, &other]), ["尾号4024", "尾号6902"]);
        assert_eq!(with("陈建平", "3组"), "陈建平（3组）");
    }
}
