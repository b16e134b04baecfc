//! That lists which grow with people or days find an index for what they are sorted and filtered by.

use crate::file::SCHEMA;
use ledger::{ALL, Spec, Type};
use rusqlite::Connection;

/// Ledgers of thousands of rows a village.
const LARGE: [&str; 5] = [
    "person",
    "household",
    "hazard",
    "supply_batch",
    "supply_movement",
];

/// Ledgers that grow by the day, and what their lists are usually sorted by. The others have so
/// few rows that these are read and sorted.
const DAILY: [(&str, &str); 10] = [
    ("monitor_reading", "read_at"),
    ("inspection", "checked_at"),
    ("callout", "called_at"),
    ("duty_shift", "on_date"),
    ("visit_log", "visited_at"),
    ("incident_log", "at"),
    ("evac_entry", "group"),
    ("warning", "received_at"),
    ("supply_check", "checked_on"),
    ("task", "due_date"),
];

fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let steps = statement
        .query_map([], |row| row.get::<_, String>(3))
        .unwrap();
    steps.collect::<Result<Vec<_>, _>>().unwrap().join("; ")
}

fn schema() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    connection
}

fn assert_in_order(connection: &Connection, spec: &Spec, name: &str) {
    for way in ["", " DESC"] {
        let sql = format!(
            "SELECT rowid FROM \"{}\" WHERE \"{name}\" IS NOT NULL
             ORDER BY \"{name}\"{way}, _gone{way}, rowid{way}",
            spec.name
        );
        let plan = plan(connection, &sql);
        assert!(
            plan.contains("COVERING INDEX") && !plan.contains("TEMP B-TREE"),
            "{}: sorted by {name} without an index: {plan}",
            spec.name
        );
    }
}

#[test]
fn large_lists_are_met_in_the_order_of_an_index() {
    let connection = schema();
    for spec in ALL.iter().filter(|spec| LARGE.contains(&spec.name)) {
        let columns = spec.columns.iter().filter_map(|name| spec.field(name));
        let sorted = columns.filter(|field| {
            !matches!(
                field.kind,
                Type::LongText
                    | Type::Lines
                    | Type::Code(_)
                    | Type::Codes(_)
                    | Type::Bool
                    | Type::Ref(_)
                    | Type::Refs(_)
            )
        });
        for field in sorted {
            assert_in_order(&connection, spec, field.name);
        }
    }
}

#[test]
fn lists_that_grow_by_the_day_are_met_in_their_usual_order() {
    let connection = schema();
    for (ledger, field) in DAILY {
        let spec = ledger::by_name(ledger).unwrap();
        assert_in_order(&connection, spec, field);
    }
}

#[test]
fn the_filters_of_large_lists_are_answered_from_an_index() {
    let connection = schema();
    for spec in ALL.iter().filter(|spec| LARGE.contains(&spec.name)) {
        for chip in spec.chips {
            let sql = format!(
                "SELECT rowid FROM \"{}\" WHERE _gone = 0 AND \"{}\" IN (1, 'a')",
                spec.name, chip.field
            );
            let plan = plan(&connection, &sql);
            assert!(
                plan.contains("USING COVERING INDEX"),
                "{}: filtered by {} without an index: {plan}",
                spec.name,
                chip.field
            );
        }
    }
}

#[test]
fn a_filter_of_a_village_is_answered_from_the_part_of_an_index_where_its_rows_lie() {
    let connection = schema();
    for spec in ALL.iter().filter(|spec| LARGE.contains(&spec.name)) {
        for chip in spec.chips {
            let sql = format!(
                "SELECT rowid FROM \"{}\" WHERE _gone = 0 AND \"{}\" IN ('a')
                 AND rowid BETWEEN 1 AND 9",
                spec.name, chip.field
            );
            let plan = plan(&connection, &sql);
            let is_whole = plan.contains("=? AND rowid>? AND rowid<?");
            assert!(is_whole, "{}, {}: {plan}", spec.name, chip.field);
        }
    }
}

#[test]
fn people_are_named_without_their_rows() {
    let connection = schema();
    let sql = "SELECT id, name FROM person WHERE id = 'a' ORDER BY area LIMIT 1";
    let plan = plan(&connection, sql);
    let is_read_alone = plan.contains("COVERING INDEX person_by_id (id=?)");
    assert!(is_read_alone && !plan.contains("TEMP B-TREE"), "{plan}");
}

#[test]
fn the_greatest_number_of_an_area_is_found_without_those_of_others() {
    let connection = schema();
    for spec in ALL {
        let numbers = [
            "rp_no",
            "hz_no",
            "plan_no",
            "inspection_no",
            "borrow_no",
            "donation_no",
        ];
        let more = ["letter_no", "tip_no", "inc_no", "warning_no", "ds_no"];
        for name in numbers.into_iter().chain(more) {
            if spec.field(name).is_none_or(|field| !field.automatic) {
                continue;
            }
            let sql = format!(
                "SELECT \"{name}\" FROM \"{}\" WHERE area = 'a' AND _gone = 0
                 AND \"{name}\" >= 'b' AND \"{name}\" < 'c' ORDER BY \"{name}\" DESC LIMIT 1",
                spec.name
            );
            let plan = plan(&connection, &sql);
            let by_area = format!("COVERING INDEX {}_by_area (area=? AND _gone=?", spec.name);
            assert!(plan.contains(&by_area), "{}: {plan}", spec.name);
        }
    }
}

#[test]
fn a_village_s_rows_are_gathered_from_an_index_in_every_ledger() {
    let connection = schema();
    for spec in ALL {
        let sql = format!(
            "SELECT rowid FROM \"{}\" WHERE _gone = 0 AND area = 'a'",
            spec.name
        );
        let plan = plan(&connection, &sql);
        assert!(
            plan.contains("USING COVERING INDEX"),
            "{}: {plan}",
            spec.name
        );
    }
}
