//! Taking the last act back, and the log that only grows.

use super::support::{AREA, Replica, elements, pair, put, restore, row, spec, text};
use crate::{AccessLine, Query, Undo, counter_id};
use ledger::{ALL, Act, Change, Row, RowId, Value};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::BTreeMap;

/// Every living row of every ledger.
fn living(replica: &Replica) -> BTreeMap<(u16, RowId), Row> {
    let rows = ALL.iter().flat_map(|spec| {
        let page = replica.store.list(spec, &Query::default()).unwrap();
        let rows = page.rows.into_iter();
        rows.map(|stored| ((spec.number, stored.id), stored.row))
    });
    rows.collect()
}

/// Takes the last act back, as the desk does; gives how many changes that took.
fn undo(replica: &mut Replica) -> usize {
    let last = replica.store.last_act(AREA).unwrap().expect("a last act");
    let Undo::Changes(changes) = replica.store.undo(AREA, last.id).unwrap() else {
        panic!("nobody wrote since");
    };
    let mut stamp = replica.stamp(Act::UNDO_ACT);
    stamp.act_id = counter_id(last.id);
    replica.store.act(AREA, &stamp, &changes).unwrap();
    changes.len()
}

fn last(replica: &Replica) -> Option<RowId> {
    let last = replica.store.last_act(AREA).unwrap();
    last.map(|last| last.id)
}

#[test]
fn a_row_that_came_goes_and_one_that_went_comes_back() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let before = living(&replica);
    replica
        .try_act(
            Act::REMOVE_RECORD,
            &[Change::remove(spec("person"), row(1))],
        )
        .unwrap();
    undo(&mut replica);
    assert_eq!(living(&replica), before, "the removed row is back");
    undo(&mut replica);
    assert_eq!(living(&replica), BTreeMap::new(), "the new row is gone");
    assert_eq!(last(&replica), None, "there is nothing before it");
    replica.assert_sound();
}

#[test]
fn undoing_twice_goes_one_act_further_back_even_on_one_field() {
    let mut replica = Replica::new(1);
    for name in ["张三", "李四", "王五"] {
        replica.act(&[put("person", row(1), "name", text(name))]);
    }
    undo(&mut replica);
    assert_eq!(replica.value("person", row(1), "name"), text("李四"));
    undo(&mut replica);
    assert_eq!(replica.value("person", row(1), "name"), text("张三"));
    replica.act(&[put("person", row(1), "name", text("赵六"))]);
    undo(&mut replica);
    assert_eq!(
        replica.value("person", row(1), "name"),
        text("张三"),
        "what was done after an undo is the last act again"
    );
    replica.assert_sound();
}

#[test]
fn what_somebody_else_wrote_since_is_never_undone() {
    let (mut one, mut two) = pair();
    one.act(&[
        put("person", row(1), "mobile", text("14200000871")),
        put("person", row(2), "name", text("李四")),
    ]);
    let ours = last(&one).unwrap();
    two.hear(&one);
    two.act(&[put("person", row(1), "mobile", text("14200000872"))]);
    one.hear(&two);
    let before = one.digest();
    let person = spec("person").number;
    assert_eq!(
        one.store.undo(AREA, ours).unwrap(),
        Undo::Overtaken(vec![(person, row(1))]),
        "the row is named, and nothing of the act is taken back"
    );
    assert_eq!(one.digest(), before);
}

#[test]
fn what_somebody_else_wrote_in_other_fields_does_not_stand_in_the_way() {
    let (mut one, mut two) = pair();
    one.act(&[put("person", row(1), "mobile", text("14200000871"))]);
    two.act(&[put("person", row(1), "residence", text("away"))]);
    one.hear(&two);
    undo(&mut one);
    assert_eq!(one.value("person", row(1), "mobile"), Value::Null);
    assert_eq!(one.value("person", row(1), "residence"), text("away"));
    one.assert_sound();
}

#[test]
fn a_decision_between_rivals_a_foreign_act_and_an_old_one_are_not_undone() {
    let (mut one, mut two) = pair();
    assert_eq!(
        last(&two),
        None,
        "what another copy did is not ours to undo"
    );
    one.act(&[put("person", row(1), "name", text("李四"))]);
    let early = last(&one).unwrap();
    two.act(&[put("person", row(1), "name", text("王五"))]);
    one.hear(&two);
    assert!(
        matches!(one.store.undo(AREA, early).unwrap(), Undo::Overtaken(_)),
        "a field in dispute is left to a person"
    );
    one.try_act(
        Act::ANSWER_CONFLICT,
        &[put("person", row(1), "name", text("王五"))],
    )
    .unwrap();
    assert_eq!(last(&one), None);
    assert_eq!(one.store.undo(AREA, early).unwrap(), Undo::Gone);
}

#[test]
fn a_large_import_is_one_act_and_goes_as_one() {
    let mut replica = Replica::new(1);
    let people = (0..1300_u32).map(|number| {
        let mut id = [0; 16];
        id[..4].copy_from_slice(&number.to_be_bytes());
        put("person", RowId(id), "name", text("张三"))
    });
    let people: Vec<Change> = people.collect();
    let receipt = replica.try_act(Act::IMPORT_SHEET, &people).unwrap();
    assert!(receipt.entries.len() > 1, "a batch of entries");
    assert_eq!(undo(&mut replica), 1300);
    assert_eq!(living(&replica), BTreeMap::new());
    replica.assert_sound();
}

fn deed() -> impl Strategy<Value = (Act, Vec<Change>)> {
    let element = |number: u8| ["a", "b", "c"][usize::from(number % 3)];
    let saved = |changes: Vec<Change>| (Act::SAVE_RECORD, changes);
    (0..6_u8, 0..3_u8, 0..3_u8).prop_map(move |(kind, id, value)| match kind {
        0 => saved(vec![
            put("person", row(id), "name", text(element(value))),
            put(
                "person",
                row(id),
                "residence",
                text(["resident", "away", ""][usize::from(value)]),
            ),
        ]),
        1 => saved(vec![elements(
            "person",
            row(id),
            "vulnerable",
            element(value),
            value > 0,
        )]),
        2 => (
            Act::ADVANCE_RECORD,
            vec![put(
                "hazard",
                row(id),
                "status",
                text(["found", "confirmed", "closed"][usize::from(value)]),
            )],
        ),
        3 => (
            Act::REMOVE_RECORD,
            vec![Change::remove(spec("person"), row(id))],
        ),
        4 => (Act::RESTORE_RECORD, vec![restore("person", row(id))]),
        _ => saved(vec![
            put("person", row(id), "name", text(element(value))),
            Change::remove(spec("person"), row((id + 1) % 3)),
            put("hazard", row(value), "description", text("漏水")),
        ]),
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_was_done_undoing_it_leads_back_to_the_books_before(
        deeds in prop::collection::vec(deed(), 1..10),
    ) {
        let mut replica = Replica::new(1);
        let mut states = Vec::new();
        for (act, changes) in &deeds {
            let before = living(&replica);
            let receipt = replica.try_act(*act, changes).unwrap();
            if !receipt.entries.is_empty() {
                states.push(before);
            }
        }
        while let Some(before) = states.pop() {
            let last = replica.store.last_act(AREA).unwrap();
            prop_assert!(last.is_some(), "each act can be taken back in its turn");
            undo(&mut replica);
            prop_assert_eq!(living(&replica), before);
        }
        replica.assert_sound();
    }
}

#[test]
fn the_access_log_only_grows() {
    let mut replica = Replica::new(1);
    let line = |reason: &str| AccessLine {
        at_ms: 1_780_000_000_000,
        actor: "officer".to_owned(),
        kind: "reveal".to_owned(),
        subject: "person".to_owned(),
        row: row(1).to_string(),
        fields: vec!["id_no".to_owned()],
        reason: reason.to_owned(),
    };
    for reason in ["核对", "报险"] {
        replica.store.log_access(&line(reason)).unwrap();
    }
    let (total, lines) = replica.store.accesses(0, 1).unwrap();
    assert_eq!((total, lines), (2, vec![line("报险")]), "newest first");
    for statement in [
        "UPDATE access_log SET reason = ''",
        "DELETE FROM access_log",
        "REPLACE INTO access_log SELECT id, at_ms, '', kind, subject, \"row\", fields, reason FROM access_log",
    ] {
        let refused = replica.store.connection.execute_batch(statement);
        assert!(refused.is_err(), "the fence must stop: {statement}");
    }
}

#[test]
fn a_half_typed_form_is_kept_until_it_is_dropped() {
    let mut replica = Replica::new(1);
    replica.store.keep_draft("hazard/new", "{}").unwrap();
    replica.store.keep_draft("hazard/new", "{\"a\":1}").unwrap();
    assert_eq!(
        replica.store.draft("hazard/new").unwrap().as_deref(),
        Some("{\"a\":1}")
    );
    replica.store.drop_draft("hazard/new").unwrap();
    assert_eq!(replica.store.draft("hazard/new").unwrap(), None);
}
