//! The fictional village in `assets/demo` fits the declarations and tells one consistent story.

use super::{codes, ledger, tables, text, toml_asset};
use crate::kinds::hazard::OPEN_STATES;
use crate::spec::{Spec, Type};
use std::collections::BTreeSet;

fn number(table: &toml::Table, name: &str) -> Option<i64> {
    table.get(name)?.as_integer()
}

fn names(of: &[toml::Table]) -> BTreeSet<&str> {
    of.iter().map(|table| text(table, "name")).collect()
}

/// The codes a field of the demo holds, one or several.
fn held(value: &toml::Value) -> Vec<&str> {
    match value {
        toml::Value::Array(items) => items.iter().filter_map(toml::Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

fn assert_codes(spec: &Spec, table: &toml::Table) {
    for field in spec.fields {
        let (Type::Code(list) | Type::Codes(list)) = field.kind else {
            continue;
        };
        let Some(value) = table.get(field.name) else {
            continue;
        };
        let known = codes(list);
        for code in held(value) {
            assert!(known.contains(code), "{}.{}: {code}", spec.name, field.name);
        }
    }
}

#[test]
fn codes_of_the_demo_are_codes_of_the_lists() {
    let village = toml_asset("demo/village.toml");
    assert_codes(
        ledger("village_profile"),
        village["profile"].as_table().unwrap(),
    );
    assert_codes(ledger("plan"), village["plan"].as_table().unwrap());
    for name in ["risk_point", "shelter", "route", "post", "team"] {
        for table in tables(&village, name) {
            assert_codes(ledger(name), &table);
        }
    }
    for table in tables(&toml_asset("demo/supplies.toml"), "item") {
        assert_codes(ledger("supply_item"), &table);
    }
    let states = codes("hazard_state");
    for table in tables(&toml_asset("demo/hazards.toml"), "hazard") {
        assert_codes(ledger("hazard"), &table);
        assert!(states.contains(text(&table, "state")));
    }
    let point_states = codes("risk_point_state");
    for table in tables(&village, "risk_point") {
        assert!(point_states.contains(text(&table, "state")));
    }
}

/// Every row of the files that tell rows one by one, with its ledger.
fn told() -> Vec<(&'static Spec, toml::Table)> {
    let files = ["station", "risk", "response", "culture"];
    let files = files.map(|menu| toml_asset(&format!("demo/{menu}.toml")));
    let mut rows = Vec::new();
    for file in files {
        for name in file.keys() {
            let spec = ledger(name);
            rows.extend(tables(&file, name).into_iter().map(|row| (spec, row)));
        }
    }
    rows
}

#[test]
fn rows_told_one_by_one_hold_fields_and_codes_of_their_ledgers() {
    for (spec, row) in told() {
        assert_codes(spec, &row);
        for name in row.keys() {
            let is_known = spec.field(name).is_some() || ["key", "faults"].contains(&name.as_str());
            assert!(is_known, "{}.{name}", spec.name);
        }
        for field in spec.fields {
            let is_asked = field.need == crate::spec::Need::Always;
            assert!(
                !is_asked || row.contains_key(field.name),
                "{} lacks {}",
                spec.name,
                field.name
            );
        }
    }
}

#[test]
fn rows_told_one_by_one_name_rows_that_are_told() {
    let ledgers = [
        "station",
        "grid",
        "monitor_point",
        "premises",
        "checklist",
        "agreement",
    ];
    let also = [
        "consultation",
        "incident",
        "situation_report",
        "drill",
        "fund",
    ];
    let rows = told();
    let called = |row: &toml::Table| {
        let name = row.get("key").or_else(|| row.get("name"))?;
        name.as_str().map(str::to_owned)
    };
    for (spec, row) in &rows {
        for field in spec.fields {
            let (Type::Ref(of) | Type::Refs(of)) = field.kind else {
                continue;
            };
            let is_told = ledgers.contains(&of) || also.contains(&of);
            for name in row.get(field.name).map(held).unwrap_or_default() {
                let mut same = rows.iter().filter(|(spec, _)| spec.name == of);
                let is_there = same.any(|(_, row)| called(row).as_deref() == Some(name));
                assert!(is_there || !is_told, "{}.{}: {name}", spec.name, field.name);
            }
        }
    }
}

#[test]
fn a_year_has_thirty_six_warnings_most_of_them_in_summer() {
    let year = toml_asset("demo/year.toml");
    let alerts = tables(&year, "alert");
    let of = |level: &str| {
        let same = alerts.iter().filter(|alert| text(alert, "level") == level);
        same.count()
    };
    assert_eq!(["blue", "yellow", "orange", "red"].map(of), [14, 15, 6, 1]);
    let kinds = codes("warning_kind");
    let said: BTreeSet<String> = tables(&year, "alert_text")
        .iter()
        .map(|said| text(said, "kind").to_owned())
        .collect();
    for alert in &alerts {
        let kind = text(alert, "kind");
        assert!(kinds.contains(kind) && said.contains(kind), "{kind}");
    }
    let summer = alerts.iter().filter(|alert| {
        let day = text(alert, "day");
        ["06-", "07-", "08-", "flood"]
            .iter()
            .any(|start| day.starts_with(start))
    });
    assert_eq!(summer.count(), 22, "60 per cent");
    assert_eq!(tables(&year, "evacuation").len(), 4);
}

#[test]
fn the_demo_has_the_size_the_books_are_planned_for() {
    let village = toml_asset("demo/village.toml");
    let sizes = [
        ("group", 8),
        ("risk_point", 16),
        ("shelter", 4),
        ("route", 9),
        ("post", 7),
        ("team", 3),
    ];
    for (name, expected) in sizes {
        assert_eq!(tables(&village, name).len(), expected, "{name}");
    }
    assert_eq!(tables(&toml_asset("demo/supplies.toml"), "item").len(), 80);
    assert_eq!(tables(&toml_asset("demo/hazards.toml"), "hazard").len(), 40);
    let households: i64 = tables(&village, "group")
        .iter()
        .filter_map(|group| number(group, "households"))
        .sum();
    assert_eq!(households, 300);
}

#[test]
fn thirty_one_households_with_ninety_six_people_live_in_danger() {
    let points = tables(&toml_asset("demo/village.toml"), "risk_point");
    let sum = |name: &str| -> i64 { points.iter().filter_map(|point| number(point, name)).sum() };
    assert_eq!(
        (sum("threat_hh"), sum("threat_pop")),
        (31, 96),
        "domain §8.7"
    );
}

#[test]
fn ways_out_lead_to_places_that_exist_and_are_fit() {
    let village = toml_asset("demo/village.toml");
    let shelters = tables(&village, "shelter");
    let routes = tables(&village, "route");
    let points = tables(&village, "risk_point");
    let (shelter_names, route_names, point_names) =
        (names(&shelters), names(&routes), names(&points));
    for route in &routes {
        let name = text(route, "name");
        assert!(shelter_names.contains(text(route, "shelter")), "{name}");
        assert!(route_names.contains(text(route, "alternate")), "{name}");
        assert_ne!(
            text(route, "alternate"),
            name,
            "a way is no alternate to itself"
        );
        assert!(
            held(&route["risk_points"])
                .iter()
                .all(|point| point_names.contains(point)),
            "{name}"
        );
    }
    for point in points
        .iter()
        .filter(|point| number(point, "threat_hh") > Some(0))
    {
        let name = text(point, "name");
        assert!(route_names.contains(text(point, "route")), "{name}");
        let goal = text(point, "shelter");
        let shelter = shelters
            .iter()
            .find(|shelter| text(shelter, "name") == goal)
            .unwrap();
        let unfit = held(&shelter["bad_kinds"]);
        assert!(
            !unfit.contains(&"flood"),
            "{name}: heavy rain sends people to {goal}"
        );
    }
    let refused = shelters
        .iter()
        .filter(|shelter| held(&shelter["bad_kinds"]).contains(&"flood"));
    assert!(
        refused.count() > 0,
        "one shelter must never be proposed in a flood"
    );
}

#[test]
fn hazards_of_the_demo_show_every_state_that_is_worked_on() {
    let hazards = tables(&toml_asset("demo/hazards.toml"), "hazard");
    let points = tables(&toml_asset("demo/village.toml"), "risk_point");
    let count = |state: &str| {
        hazards
            .iter()
            .filter(|hazard| text(hazard, "state") == state)
            .count()
    };
    let counts = [
        "found",
        "confirmed",
        "controlled",
        "rectifying",
        "reviewing",
        "closed",
    ]
    .map(count);
    assert_eq!(
        counts,
        [3, 5, 9, 9, 3, 11],
        "three of them handed over, and still watched"
    );
    let handed = hazards
        .iter()
        .filter(|hazard| hazard.contains_key("transfer_to"));
    assert_eq!(handed.count(), 3);
    let major = hazards
        .iter()
        .filter(|hazard| text(hazard, "grade") == "major");
    assert_eq!(major.count(), 2);
    for hazard in &hazards {
        if let Some(point) = hazard.get("risk_point") {
            assert!(names(&points).contains(point.as_str().unwrap()), "{point}");
        }
    }
}

#[test]
fn five_hazards_are_overdue_and_nine_of_eleven_were_closed_in_time() {
    let hazards = tables(&toml_asset("demo/hazards.toml"), "hazard");
    let is_open = |hazard: &&toml::Table| OPEN_STATES.contains(&text(hazard, "state"));
    let overdue = hazards.iter().filter(is_open).filter(|hazard| {
        let due = number(hazard, "due_days");
        due.is_some() && due < number(hazard, "found_days_ago")
    });
    assert_eq!(overdue.count(), 5);
    let closed: Vec<_> = hazards
        .iter()
        .filter(|hazard| text(hazard, "state") == "closed")
        .collect();
    let in_time = closed
        .iter()
        .filter(|hazard| number(hazard, "closed_days") <= number(hazard, "due_days"));
    assert_eq!((in_time.count(), closed.len()), (9, 11));
    for hazard in &closed {
        let age = number(hazard, "found_days_ago");
        assert!(
            number(hazard, "closed_days") <= age,
            "nothing is closed tomorrow"
        );
    }
}

#[test]
fn names_of_the_demo_hold_rare_characters_and_no_repetition() {
    let file = toml_asset("demo/names.toml");
    assert_eq!(file["surnames"].as_array().unwrap().len(), 30);
    let rare = held(&file["rare"]["given"]);
    assert!(
        rare.contains(&"𬜬"),
        "a character beyond the basic plane must survive everything"
    );
    for sex in ["male", "female"] {
        for time in ["before_1970", "before_2000", "since_2000"] {
            let given = held(&file[sex][time]);
            let distinct: BTreeSet<_> = given.iter().collect();
            assert_eq!(distinct.len(), given.len(), "{sex} {time}");
            assert!(given.len() >= 10, "{sex} {time}");
        }
    }
}
