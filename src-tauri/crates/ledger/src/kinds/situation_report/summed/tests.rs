use super::*;
use crate::value::Value;

fn report(values: &[(&'static str, Value)]) -> Row {
    let mut row = Row::default();
    row.set("disaster_kind", "flood");
    for (name, value) in values {
        row.set(name, value.clone());
    }
    row
}

fn figure(reports: &[Row], name: &str) -> Summed {
    let reports: Vec<&Row> = reports.iter().collect();
    let mut all = summed(&reports).into_iter();
    all.find(|one| one.field.name == name).unwrap()
}

#[test]
fn a_figure_that_is_being_looked_into_is_named_and_never_counted_as_nought() {
    let reports = [
        report(&[("dead", 2.into())]),
        report(&[("dead", CHECKING.into())]),
        report(&[("dead", 0.into())]),
    ];
    let dead = figure(&reports, "dead");
    assert_eq!((dead.sum, dead.checking), (Some(2), vec![1]));
}

#[test]
fn where_nobody_told_a_number_there_is_no_sum() {
    let reports = [report(&[("missing", CHECKING.into())]), report(&[])];
    let missing = figure(&reports, "missing");
    assert_eq!((missing.sum, missing.checking), (None, vec![0]));
    assert_eq!(missing.unasked, [1]);
}

#[test]
fn a_figure_nobody_speaks_of_is_left_out_and_one_somebody_left_empty_says_so() {
    let reports = [
        report(&[("affected_pop", 163.into())]),
        report(&[("dead", 0.into())]),
    ];
    let rows: Vec<&Row> = reports.iter().collect();
    let told = summed(&rows);
    let names: Vec<&str> = told.iter().map(|one| one.field.name).collect();
    assert_eq!(names, ["dead", "affected_pop"], "in the order of the form");
    let people = figure(&reports, "affected_pop");
    assert_eq!((people.sum, people.unasked), (Some(163), vec![1]));
}

#[test]
fn every_figure_stands_under_a_heading() {
    let mut row = report(&[]);
    for field in figures() {
        row.set(field.name, 1);
    }
    for one in summed(&[&row]) {
        assert!(!one.chapter().is_empty(), "{}", one.field.name);
        assert!(one.is_whole());
    }
}

#[test]
fn a_sum_beyond_all_numbers_stops_at_the_greatest() {
    let reports = [
        report(&[("loss_total_wan", i64::MAX.into())]),
        report(&[("loss_total_wan", 1.into())]),
    ];
    assert_eq!(figure(&reports, "loss_total_wan").sum, Some(i64::MAX));
}

#[test]
fn a_draft_nobody_signed_or_told_by_telephone_is_no_report() {
    assert!(!is_out(&report(&[("status", "draft".into())])));
    assert!(!is_out(&report(&[("status", "reviewed".into())])));
    assert!(is_out(&report(&[("status", "issued".into())])));
    let told = [
        ("status", "draft".into()),
        ("phoned_at", "2026-07-12T03:50+08:00".into()),
    ];
    assert!(is_out(&report(&told)));
}

#[test]
fn the_final_report_is_the_newest_and_then_issue_and_hour_decide() {
    let first = report(&[
        ("issue", 1.into()),
        ("as_of", "2026-07-12T03:50+08:00".into()),
    ]);
    let second = report(&[
        ("issue", 2.into()),
        ("as_of", "2026-07-12T03:20+08:00".into()),
    ]);
    let last = report(&[("kind", "final".into())]);
    assert!(age(&first) < age(&second) && age(&second) < age(&last));
}

#[test]
fn reports_are_of_one_series_by_incident_then_process_then_day() {
    let of = |values: &[(&'static str, Value)]| series_of(&report(values)).to_owned();
    let day = ("start_at", Value::from("2026-07-12T03:20+08:00"));
    assert_eq!(of(std::slice::from_ref(&day)), "2026-07-12");
    assert_eq!(
        of(&[("process_no", "7·12暴雨".into()), day.clone()]),
        "7·12暴雨"
    );
    assert_eq!(
        of(&[("incident_id", "a".into()), ("process_no", "b".into())]),
        "a"
    );
}

#[test]
fn reports_of_one_kind_whose_days_lie_close_are_of_one_disaster() {
    let on = |kind: &str, start: &str, as_of: &str| {
        report(&[
            ("disaster_kind", kind.into()),
            ("start_at", format!("{start}T03:00+08:00").into()),
            ("as_of", format!("{as_of}T09:00+08:00").into()),
        ])
    };
    let reports = [
        on("flood", "2026-07-12", "2026-07-13"),
        on("flood", "2026-07-15", "2026-07-15"),
        on("flood", "2026-08-02", "2026-08-02"),
        on("drought", "2026-07-12", "2026-07-12"),
    ];
    let found = events(&reports, 3);
    let told: Vec<String> = found
        .iter()
        .map(|event| format!("{} {} {}", event.kind, event.days[0], event.days[1]))
        .collect();
    assert_eq!(
        told,
        [
            "flood 2026-08-02 2026-08-02",
            "flood 2026-07-12 2026-07-15",
            "drought 2026-07-12 2026-07-12",
        ]
    );
    assert!(found[1].concerns(&reports[0]) && !found[1].concerns(&reports[2]));
    assert!(!found[1].concerns(&reports[3]), "another kind");
}

#[test]
fn a_report_without_an_hour_of_its_own_lies_where_it_was_told_or_signed() {
    let told = report(&[("phoned_at", "2026-07-12T03:50+08:00".into())]);
    assert_eq!(days(&told).unwrap()[0].to_string(), "2026-07-12");
    assert_eq!(days(&report(&[])), None);
}
