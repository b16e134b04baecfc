//! The shipped forms name what exists.

use super::fill::{BOX, NUMBER};
use super::paths::{Path, Place, place};
use super::{FormKind, Forms, Notice, PartKind, TableKind};
use crate::assets::Assets;
use crate::passages::Passages;
use ledger::{Spec, Type, by_name};
use std::collections::BTreeSet;

fn forms() -> Forms {
    let passages = Passages::load(&Assets::find(None).unwrap()).unwrap();
    passages.file("forms").unwrap()
}

fn leads_somewhere(spec: Option<&'static Spec>, path: &str) -> bool {
    let path = Path::of(path.trim_start_matches('*'));
    match (path.head, path.tail) {
        ("", None) => path.label.is_some(),
        ("today" | "village" | "issuer" | NUMBER, None) => true,
        (counted, None) if counted.starts_with('@') => true,
        (choices, None) if choices.contains(BOX) => true,
        ("village_profile", Some(field)) => {
            by_name("village_profile").unwrap().field(field).is_some()
        }
        _ => spec.is_some_and(|spec| place(spec, &path).is_some()),
    }
}

fn holes(text: &str) -> Vec<String> {
    let places = text.split('{').skip(1);
    places
        .map(|rest| rest.split_once('}').unwrap().0.to_owned())
        .collect()
}

fn said(notice: &Notice) -> Vec<String> {
    match notice {
        Notice::Text(text) => holes(text),
        Notice::List(texts) => texts.iter().flat_map(|text| holes(text)).collect(),
    }
}

fn paths_of(part: &PartKind) -> Vec<String> {
    match part {
        PartKind::Facts(paths) | PartKind::Sign(paths) => paths.clone(),
        PartKind::Items(path) | PartKind::Issued(path) => vec![path.clone()],
        PartKind::Text(text) => holes(text),
        PartKind::Told { done, open } => [holes(done), holes(open)].concat(),
        PartKind::Heading(_)
        | PartKind::Notice
        | PartKind::Duty
        | PartKind::Photos(_)
        | PartKind::Lines(_)
        | PartKind::Cut(_)
        | PartKind::Table(_) => Vec::new(),
    }
}

fn assert_table(form: &FormKind, table: &TableKind) {
    let spec = by_name(&table.ledger).unwrap_or_else(|| panic!("{}: {}", form.name, table.ledger));
    for path in &table.columns {
        assert!(leads_somewhere(Some(spec), path), "{}: {path}", form.name);
    }
    if let Some(by) = &table.by {
        let points_at = spec.field(by).map(|field| field.kind);
        let own = form.ledger.as_deref().unwrap();
        assert!(
            matches!(points_at, Some(Type::Ref(target)) if target == own),
            "{}: {by} does not point at {own}",
            form.name
        );
    }
    let is_own = form.ledger.as_deref() == Some(table.ledger.as_str());
    assert!(!table.own || is_own, "{}: {}", form.name, table.ledger);
    let named = table
        .only
        .iter()
        .map(|(field, _)| field)
        .chain(&table.since)
        .map(String::as_str)
        .chain(table.order.split(',').filter(|order| !order.is_empty()));
    for head in &table.sort {
        let is_column = |path: &String| {
            let path = Path::of(path);
            let own = place(spec, &path).and_then(|place| match place {
                Place::Own(field) | Place::Far(_, _, field) => Some(field.label),
                Place::Phone(_) => None,
            });
            path.label.or(own) == Some(head)
        };
        assert!(table.columns.iter().any(is_column), "{}: {head}", form.name);
    }
    for field in named {
        assert!(spec.field(field).is_some(), "{}: {field}", form.name);
    }
}

#[test]
fn every_path_of_a_form_leads_to_a_field() {
    for form in forms().all() {
        let spec = form
            .ledger
            .as_deref()
            .map(|ledger| by_name(ledger).unwrap_or_else(|| panic!("{}: {ledger}", form.name)));
        assert!(
            form.number.is_empty() || leads_somewhere(spec, &form.number),
            "{}",
            form.name
        );
        assert!(
            form.settled.is_empty() || spec.unwrap().field(&form.settled).is_some(),
            "{}",
            form.name
        );
        for path in said(&form.notice).into_iter().chain(holes(&form.subject)) {
            assert!(leads_somewhere(spec, &path), "{}: {path}", form.name);
        }
        for part in &form.parts {
            for path in paths_of(part) {
                assert!(leads_somewhere(spec, &path), "{}: {path}", form.name);
            }
            if let PartKind::Table(table) = part {
                assert_table(form, table);
            }
        }
    }
}

/// The fields of the form's own record that are written on it, from top to bottom.
fn written(form: &FormKind) -> Vec<&str> {
    let paths = form.parts.iter().flat_map(|part| match part {
        PartKind::Facts(paths) => paths.iter().map(String::as_str).collect(),
        PartKind::Items(path) => vec![path.as_str()],
        _ => Vec::new(),
    });
    let paths = paths.map(|path| Path::of(path.trim_start_matches('*')));
    let own = paths.filter(|path| path.tail.is_none() && !path.head.is_empty());
    own.map(|path| path.head).collect()
}

#[test]
fn what_was_written_by_hand_is_entered_from_top_to_bottom_of_the_paper() {
    let mut checked = 0;
    for form in forms().all() {
        let Some(spec) = form.ledger.as_deref().and_then(by_name) else {
            continue;
        };
        let place = |name: &str| spec.fields.iter().position(|field| field.name == name);
        let on_paper: Vec<usize> = written(form).into_iter().filter_map(place).collect();
        assert!(
            on_paper.is_sorted(),
            "{}: on the screen its fields stand as {:?}",
            form.name,
            spec.fields
                .iter()
                .map(|field| field.name)
                .collect::<Vec<_>>()
        );
        checked += usize::from(on_paper.len() > 2);
    }
    assert!(checked > 8, "{checked} forms");
}

#[test]
fn forms_have_names_and_titles_of_their_own() {
    let forms = forms();
    let names: BTreeSet<&str> = forms.all().iter().map(|form| form.name.as_str()).collect();
    let titles: BTreeSet<&str> = forms.all().iter().map(|form| form.title.as_str()).collect();
    assert_eq!(
        (names.len(), titles.len()),
        (forms.all().len(), forms.all().len())
    );
}

#[test]
fn a_path_may_have_a_label_of_its_own_and_go_through_a_reference() {
    let path = Path::of("电话=owner_id.phone");
    assert_eq!(
        (path.label, path.head, path.tail),
        (Some("电话"), "owner_id", Some("phone"))
    );
    assert_eq!(Path::of("通知=").head, "", "a place to write in");
}
