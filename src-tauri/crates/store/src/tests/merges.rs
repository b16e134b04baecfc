//! Merging: rivals, causes that come late, batches, parts, forks.

use super::support::{AREA, Replica, elements, meet, pair, put, row, set, spec, text};
use crate::{Gap, Intent};
use ledger::{Act, Change, Entry, Privacy, ReplicaId, Value, Write};

#[test]
fn a_write_that_saw_the_other_replaces_it() {
    let (mut one, mut two) = pair();
    // A clock ten years slow changes nothing: causality decides.
    two.set_clock(1_460_000_000_000);
    two.act(&[put("person", row(1), "name", text("李四"))]);
    meet(&mut one, &mut two);
    assert_eq!(one.value("person", row(1), "name"), text("李四"));
    assert_eq!(one.store.conflicts(None, 9), Ok(vec![]));
}

#[test]
fn writes_that_had_not_seen_each_other_stand_side_by_side_until_answered() {
    let (mut one, mut two) = pair();
    one.act(&[put("person", row(1), "name", text("王五"))]);
    two.act(&[put("person", row(1), "name", text("李四"))]);
    let merge = one.hear(&two);
    assert_eq!(merge.conflicts.len(), 1, "the merge names the new conflict");
    meet(&mut one, &mut two);
    let conflicts = one.store.conflicts(Some(AREA), 9).unwrap();
    assert_eq!(conflicts.len(), 1);
    assert_eq!(
        (conflicts[0].sides.len(), conflicts[0].fields.as_slice()),
        (2, ["name"].as_slice())
    );
    let shown = &conflicts[0].sides[conflicts[0].shown];
    let name = spec("person").field("name").unwrap().number;
    assert_eq!(
        shown.writes,
        [(name, Write::Whole(one.value("person", row(1), "name")))],
        "what is shown is one of the sides, the same on both replicas"
    );
    assert_eq!(
        one.store
            .row(spec("person"), row(1))
            .unwrap()
            .unwrap()
            .disputed,
        1
    );

    let kept = one.value("person", row(1), "name");
    let saved = one.act(&[put("person", row(1), "name", kept.clone())]);
    assert_eq!(
        saved.entries.len(),
        0,
        "saving a form decides nothing by accident"
    );
    one.try_act(
        Act::ANSWER_CONFLICT,
        &[put("person", row(1), "name", kept.clone())],
    )
    .unwrap();
    meet(&mut one, &mut two);
    assert_eq!(
        two.store.conflicts(None, 9),
        Ok(vec![]),
        "answered, though the value stays"
    );
    assert_eq!(two.value("person", row(1), "name"), kept);
}

#[test]
fn equal_values_are_no_conflict() {
    let (mut one, mut two) = pair();
    one.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    two.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    meet(&mut one, &mut two);
    assert_eq!(one.store.conflicts(None, 9), Ok(vec![]));
}

#[test]
fn different_fields_of_a_row_merge_quietly() {
    let (mut one, mut two) = pair();
    one.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    two.act(&[put("person", row(1), "birth", text("1960-01-01"))]);
    meet(&mut one, &mut two);
    assert_eq!(one.store.conflicts(None, 9), Ok(vec![]));
    assert_eq!(one.value("person", row(1), "birth"), text("1960-01-01"));
    assert_eq!(two.value("person", row(1), "mobile"), text("14200001234"));
}

#[test]
fn the_cautious_state_is_shown_while_two_disagree() {
    let mut one = Replica::new(1);
    let field = spec("person").field("residence").unwrap();
    let [careful, .., careless] = field.cautious else {
        panic!("the field names cautious values");
    };
    one.act(&[put("person", row(1), "residence", text("x"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    two.set_clock(2_000_000_000_000);
    one.act(&[put("person", row(1), "residence", text(careful))]);
    two.act(&[put("person", row(1), "residence", text(careless))]);
    meet(&mut one, &mut two);
    assert_eq!(
        one.value("person", row(1), "residence"),
        text(careful),
        "not the later one"
    );
}

#[test]
fn a_state_and_the_fields_of_its_steps_are_never_mixed() {
    let mut one = Replica::new(1);
    one.act(&[put("hazard", row(1), "status", text("confirmed"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    let step = |status: &str, result: &str| {
        let values = [("status", text(status)), ("fix_result", text(result))];
        Change::put(spec("hazard"), row(1), values)
    };
    one.act(&[step("reviewing", "已清理")]);
    two.act(&[step("closed", "已加固")]);
    meet(&mut one, &mut two);
    let shown = (
        one.value("hazard", row(1), "status"),
        one.value("hazard", row(1), "fix_result"),
    );
    assert_eq!(
        shown,
        (text("reviewing"), text("已清理")),
        "open beats closed, as one unit"
    );
    assert_eq!(one.store.conflicts(None, 9).unwrap().len(), 1);
}

#[test]
fn list_elements_merge_one_by_one() {
    let mut one = Replica::new(1);
    one.act(&[put("person", row(1), "vulnerable", set(&["a", "b"]))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    one.act(&[put("person", row(1), "vulnerable", set(&["a", "b", "c"]))]);
    two.act(&[put("person", row(1), "vulnerable", set(&["b", "d"]))]);
    meet(&mut one, &mut two);
    assert_eq!(
        one.value("person", row(1), "vulnerable"),
        set(&["b", "c", "d"])
    );
    assert_eq!(one.store.conflicts(None, 9), Ok(vec![]));

    two.act(&[elements("person", row(1), "vulnerable", "b", false)]);
    two.act(&[elements("person", row(1), "vulnerable", "b", true)]);
    one.act(&[elements("person", row(1), "vulnerable", "b", false)]);
    meet(&mut one, &mut two);
    let conflicts = one.store.conflicts(None, 9).unwrap();
    assert_eq!(conflicts.len(), 1, "in and out of one element");
    one.try_act(
        Act::ANSWER_CONFLICT,
        &[put(
            "person",
            row(1),
            "vulnerable",
            one.value("person", row(1), "vulnerable"),
        )],
    )
    .unwrap();
    meet(&mut one, &mut two);
    assert_eq!(two.store.conflicts(None, 9), Ok(vec![]));
}

#[test]
fn the_second_import_of_the_same_entries_changes_nothing() {
    let (one, _) = pair();
    let entries = one.entries();
    let mut town = Replica::new(9);
    let plan = town.receive(&entries, Intent::Rehearse);
    assert_eq!(town.entries().len(), 0, "a rehearsal changes nothing");
    let first = town.take(&entries);
    assert_eq!(first, plan, "the plan is exactly the import");
    assert_eq!(
        (first.entries, first.rows.added, first.unchanged),
        (1, 1, 0)
    );
    let (digest, second) = (town.digest(), town.take(&entries));
    assert_eq!(
        (second.entries, second.rows.added, second.unchanged),
        (0, 0, 1)
    );
    assert_eq!(second.rows, crate::Counts::default());
    assert_eq!(town.digest(), digest);
}

#[test]
fn rows_are_counted_once_however_many_entries_touch_them() {
    let (mut one, mut two) = pair();
    for name in ["甲", "乙", "丙"] {
        one.act(&[put("person", row(1), "name", text(name))]);
        one.act(&[put("person", row(2), "name", text(name))]);
    }
    one.act(&[put("person", row(3), "name", text("丁"))]);
    one.act(&[Change::remove(spec("person"), row(3))]);
    let merge = two.hear(&one);
    let counts = merge.ledgers["person"];
    assert_eq!((counts.added, counts.changed, counts.removed), (1, 1, 0));
    one.act(&[Change::remove(spec("person"), row(2))]);
    assert_eq!(two.hear(&one).rows.removed, 1);
}

#[test]
fn what_comes_before_its_cause_is_held_and_the_gap_is_named() {
    let mut one = Replica::new(1);
    for name in ["甲", "乙", "丙", "丁"] {
        one.act(&[put("person", row(1), "name", text(name))]);
    }
    let entries = one.entries();
    let mut two = Replica::new(2);
    let merge = two.take(&[entries[0].clone(), entries[3].clone()]);
    assert_eq!((merge.entries, merge.held), (1, 1));
    let gap = Gap {
        replica: ReplicaId([1; 16]),
        area: AREA.to_owned(),
        from_seq: 2,
        to_seq: 3,
    };
    assert_eq!(merge.gaps, [gap]);
    assert_eq!(
        two.value("person", row(1), "name"),
        text("甲"),
        "nothing is skipped"
    );
    assert_eq!(
        two.store.have(AREA).unwrap().streams[0].seq,
        1,
        "what is held is not claimed"
    );
    let merge = two.take(&[entries[2].clone(), entries[1].clone()]);
    assert_eq!((merge.entries, merge.held, merge.gaps.len()), (3, 0, 0));
    assert_eq!(two.digest(), one.digest());
    two.assert_sound();
}

#[test]
fn an_entry_waits_for_what_its_author_had_seen() {
    let (mut one, mut two) = pair();
    one.act(&[put("person", row(1), "name", text("甲"))]);
    two.hear(&one);
    two.act(&[put("person", row(1), "name", text("乙"))]);
    let mut town = Replica::new(9);
    let by_two: Vec<Entry> = two
        .entries()
        .into_iter()
        .filter(|entry| entry.head.replica == ReplicaId([2; 16]))
        .collect();
    let merge = town.take(&by_two);
    assert_eq!((merge.entries, merge.held), (0, 1));
    assert_eq!(
        (merge.gaps[0].replica, merge.gaps[0].to_seq),
        (ReplicaId([1; 16]), 2)
    );
    town.take(&one.entries());
    assert_eq!(town.digest(), two.digest(), "no false conflict");
    assert_eq!(town.store.conflicts(None, 9), Ok(vec![]));
}

#[test]
fn a_batch_is_folded_only_when_all_of_it_is_there() {
    let mut one = Replica::new(1);
    let changes: Vec<Change> = (0..1100_u32)
        .map(|number| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&number.to_be_bytes());
            put("person", ledger::RowId(id), "name", text("甲"))
        })
        .collect();
    one.act(&changes);
    one.act(&[put("household", row(1), "hh_no", text("001"))]);
    let entries = one.entries();
    assert_eq!(entries.len(), 4);
    for order in [[0, 1, 3, 2], [3, 2, 1, 0], [1, 0, 2, 3]] {
        let mut two = Replica::new(2);
        for (place, number) in order.into_iter().enumerate() {
            let merge = two.take(&[entries[number].clone()]);
            let rows = two
                .store
                .count(spec("person"), &crate::Query::default())
                .unwrap();
            let is_all = order[..=place].iter().filter(|number| **number < 3).count() == 3;
            assert_eq!(
                rows,
                if is_all { 1100 } else { 0 },
                "all or nothing: {merge:?}"
            );
        }
        assert_eq!(two.digest(), one.digest(), "order {order:?}");
        two.assert_sound();
    }
}

#[test]
fn withheld_classes_come_later_and_the_books_are_as_if_they_had_come_at_once() {
    let mut one = Replica::new(1);
    let values = |name: &str, residence: &str| {
        [
            ("name", text(name)),
            ("group", text("一组")),
            ("residence", text(residence)),
            ("id_no", text("1")),
        ]
    };
    one.act(&[Change::put(
        spec("person"),
        row(1),
        values("张三", "resident"),
    )]);
    one.act(&[put("person", row(1), "name", text("张三丰"))]);
    let mut town = Replica::new(9);
    town.take(&one.entries_up_to(Privacy::Duty));
    assert_eq!(town.value("person", row(1), "group"), text("一组"));
    assert_eq!(
        town.value("person", row(1), "name"),
        Value::Null,
        "withheld"
    );
    let have = town.store.have(AREA).unwrap();
    assert_eq!(have.streams[0].classes, [2, 2, 0, 0], "and owed");
    town.assert_sound();
    let owed: Vec<Entry> = one
        .store
        .entries_lacking(AREA, &have, Privacy::Secret)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(owed.len(), 2, "acknowledged in part, owed in full");
    let merge = town.take(&owed);
    assert_eq!(
        (merge.entries, merge.completed, merge.rows.changed),
        (0, 2, 1)
    );
    assert_eq!(town.digest(), one.digest());
    assert_eq!(
        town.store.have(AREA).unwrap().streams[0].classes,
        [2, 2, 2, 2]
    );
    town.assert_sound();
}
