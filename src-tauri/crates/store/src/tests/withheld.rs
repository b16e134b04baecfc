//! A partial copy never lies: what a withheld class may have changed is marked until it comes
//! (journal.md §3, oracle 3).

use super::support::{AREA, Replica, elements, put, row, spec, text};
use crate::{Query, StoreError};
use ledger::{Change, Entry, Have, Privacy, RowId, Spec, Value};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::BTreeSet;

/// Marked fields of a row.
fn marked(replica: &Replica, ledger: &str, id: RowId) -> BTreeSet<&'static str> {
    let stored = replica.store.row(spec(ledger), id).unwrap();
    stored.map_or_else(BTreeSet::new, |stored| {
        stored.withheld.into_iter().collect()
    })
}

fn owed(from: &Replica, to: &Replica, class: Privacy) -> Vec<Entry> {
    let have = to.store.have(AREA).unwrap();
    let lacking = from.store.entries_lacking(AREA, &have, class).unwrap();
    lacking.collect::<Result<_, _>>().unwrap()
}

/// A village that wrote a person, and a township that holds all of it.
fn village_and_town() -> (Replica, Replica) {
    let mut village = Replica::new(1);
    let values = [
        ("name", text("张三")),
        ("group", text("一组")),
        ("mobile", text("14200001234")),
    ];
    village.act(&[Change::put(spec("person"), row(1), values)]);
    let mut town = Replica::new(9);
    town.take(&village.entries());
    (village, town)
}

#[test]
fn a_known_value_that_a_withheld_write_may_have_changed_is_marked() {
    let (mut village, mut town) = village_and_town();
    assert_eq!(marked(&town, "person", row(1)), BTreeSet::new());
    village.act(&[put("person", row(1), "mobile", text("14200005678"))]);
    let thin = owed(&village, &town, Privacy::Duty);
    town.take(&thin);
    assert_eq!(
        town.value("person", row(1), "mobile"),
        text("14200001234"),
        "what was known is still shown"
    );
    let fields = marked(&town, "person", row(1));
    assert!(
        fields.contains("mobile") && fields.contains("name"),
        "the head names the class only"
    );
    assert!(
        !fields.contains("group") && !fields.contains("id_no"),
        "other classes are whole: {fields:?}"
    );
    town.assert_sound();
}

#[test]
fn the_mark_goes_when_the_class_comes_later() {
    let (mut village, mut town) = village_and_town();
    village.act(&[put("person", row(1), "mobile", text("14200005678"))]);
    let thin = owed(&village, &town, Privacy::Open);
    town.take(&thin);
    let full = owed(&village, &town, Privacy::Secret);
    assert_eq!(full.len(), 1, "acknowledged in part, owed in full");
    town.take(&full);
    assert_eq!(town.value("person", row(1), "mobile"), text("14200005678"));
    assert_eq!(marked(&town, "person", row(1)), BTreeSet::new());
    assert_eq!(town.digest(), village.digest());
    town.assert_sound();
}

#[test]
fn a_later_write_that_had_seen_the_withheld_one_takes_the_mark_off_its_field_alone() {
    let (mut village, mut town) = village_and_town();
    village.act(&[put("person", row(1), "mobile", text("14200005678"))]);
    let thin = owed(&village, &town, Privacy::Duty);
    town.take(&thin);
    village.act(&[put("person", row(1), "mobile", text("14200009999"))]);
    let all = village.entries();
    town.take(&all[2..]);
    assert_eq!(town.value("person", row(1), "mobile"), text("14200009999"));
    let fields = marked(&town, "person", row(1));
    assert!(!fields.contains("mobile"), "whatever it was, it is covered");
    assert!(
        fields.contains("name"),
        "the withheld write may have been to the name"
    );
    town.assert_sound();
}

#[test]
fn a_write_that_had_not_seen_the_withheld_one_leaves_the_mark() {
    let (mut village, mut town) = village_and_town();
    let mut other = Replica::new(2);
    other.take(&village.entries());
    village.act(&[put("person", row(1), "mobile", text("14200005678"))]);
    other.act(&[put("person", row(1), "mobile", text("14200009999"))]);
    let (thin, full) = (
        owed(&village, &town, Privacy::Duty),
        owed(&other, &town, Privacy::Secret),
    );
    town.take(&thin);
    town.take(&full);
    assert!(marked(&town, "person", row(1)).contains("mobile"));
    let mut later = Replica::new(8);
    later.take(&town.entries());
    let digest = later.digest();
    assert_eq!(
        digest,
        town.digest(),
        "the mark does not depend on the order of arrival"
    );
    later.assert_sound();
}

#[test]
fn a_list_stays_marked_because_its_unseen_elements_are_not_known() {
    let (mut village, mut town) = village_and_town();
    village.act(&[elements("person", row(1), "vulnerable", "a", true)]);
    let thin = owed(&village, &town, Privacy::Duty);
    town.take(&thin);
    village.act(&[elements("person", row(1), "vulnerable", "b", true)]);
    let all = village.entries();
    town.take(&all[2..]);
    assert!(marked(&town, "person", row(1)).contains("vulnerable"));
    town.take(&all);
    assert_eq!(marked(&town, "person", row(1)), BTreeSet::new());
    assert_eq!(town.digest(), village.digest());
}

#[test]
fn nobody_writes_over_a_value_that_was_withheld_from_him() {
    let (mut village, _) = village_and_town();
    let mut second = Replica::new(2);
    second.take(&village.entries());
    village.act(&[put("person", row(1), "mobile", text("14200005678"))]);
    second.take(&owed(&village, &second, Privacy::Duty));
    let over = second.try_act(
        ledger::Act::SAVE_RECORD,
        &[put("person", row(1), "mobile", text("14200009999"))],
    );
    assert!(
        matches!(
            over,
            Err(StoreError::Withheld {
                ledger: "person",
                ..
            })
        ),
        "{over:?}"
    );
    second.act(&[put("person", row(1), "group", text("二组"))]);
    second.take(&owed(&village, &second, Privacy::Secret));
    second.act(&[put("person", row(1), "mobile", text("14200009999"))]);
    village.hear(&second);
    assert_eq!(
        village.value("person", row(1), "mobile"),
        text("14200009999")
    );
    assert_eq!(village.store.conflicts(None, 9), Ok(vec![]));
}

#[test]
fn a_confidential_change_that_did_not_come_marks_the_confidential_rows_it_may_have_changed() {
    let tip = |number, what: &str| put("tip_off", row(number), "content", text(what));
    let (mut village, _) = village_and_town();
    village.act(&[tip(1, "一处")]);
    let mut second = Replica::new(2);
    second.take(&village.entries());
    village.act(&[tip(1, "一处，又报")]);
    second.take(&owed(&village, &second, Privacy::Duty));
    assert_eq!(second.value("tip_off", row(1), "content"), text("一处"));
    assert!(marked(&second, "tip_off", row(1)).contains("content"));
    assert_eq!(marked(&second, "person", row(1)), BTreeSet::new());
    let over = second.try_act(ledger::Act::SAVE_RECORD, &[tip(1, "两处")]);
    assert!(matches!(over, Err(StoreError::Withheld { .. })), "{over:?}");
    second.act(&[tip(2, "另一件")]);
    assert_eq!(
        marked(&second, "tip_off", row(2)),
        BTreeSet::new(),
        "nobody can have changed a row that was not there yet"
    );
    second.assert_sound();
    second.take(&owed(&village, &second, Privacy::Secret));
    assert_eq!(
        second.value("tip_off", row(1), "content"),
        text("一处，又报")
    );
    assert_eq!(marked(&second, "tip_off", row(1)), BTreeSet::new());
    second.assert_sound();
    village.hear(&second);
    assert_eq!(village.digest(), second.digest());
}

/// Fields of every class, alone, in a list and in a group of several classes.
const FIELDS: [(&str, &str); 10] = [
    ("person", "name"),
    ("person", "mobile"),
    ("person", "group"),
    ("person", "residence"),
    ("person", "id_no"),
    ("person", "vulnerable"),
    ("hazard", "status"),
    ("hazard", "fix_result"),
    ("hazard", "grade"),
    ("hazard", "description"),
];

const CLASSES: [Privacy; 4] = Privacy::ALL;

#[derive(Clone, Debug)]
enum Step {
    Write(usize, u8, usize, u8),
    Remove(usize, u8),
    Hear(usize, usize),
    /// A package of a profile for the township; some of it may be lost on the way.
    Send(usize, usize, u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..3_usize, 0..2_u8, 0..FIELDS.len(), 0..3_u8)
            .prop_map(|(who, id, field, value)| Step::Write(who, id, field, value)),
        1 => (0..3_usize, 0..2_u8).prop_map(|(who, id)| Step::Remove(who, id)),
        2 => (0..3_usize, 0..3_usize).prop_map(|(to, from)| Step::Hear(to, from)),
        4 => (0..3_usize, 0..4_usize, 0..4_u8).prop_map(|(from, class, lost)| Step::Send(from, class, lost)),
    ]
}

fn write(field: usize, id: u8, value: u8) -> Change {
    let (ledger, field) = FIELDS[field];
    let code = |codes: [&str; 3]| text(codes[usize::from(value)]);
    match field {
        "vulnerable" => elements(
            ledger,
            row(id),
            field,
            ["a", "b", "c"][usize::from(value)],
            value != 1,
        ),
        "residence" => put(ledger, row(id), field, code(["resident", "away", "moved"])),
        "status" => put(
            ledger,
            row(id),
            field,
            code(["found", "confirmed", "closed"]),
        ),
        _ => put(ledger, row(id), field, code(["甲", "乙", "丙"])),
    }
}

/// Plays the steps on three laptops; gives them and the township that heard of them.
fn play(steps: &[Step]) -> (Vec<Replica>, Replica) {
    let mut laptops: Vec<Replica> = (1..4).map(Replica::new).collect();
    let mut town = Replica::new(9);
    for step in steps {
        match *step {
            Step::Write(who, id, field, value) => {
                laptops[who].act(&[write(field, id, value)]);
            }
            Step::Remove(who, id) => {
                laptops[who].act(&[Change::remove(spec("person"), row(id))]);
            }
            Step::Hear(to, from) if to != from => {
                let entries = owed(&laptops[from], &laptops[to], Privacy::Secret);
                laptops[to].take(&entries);
            }
            Step::Hear(..) => {}
            Step::Send(from, class, lost) => {
                let mut entries = owed(&laptops[from], &town, CLASSES[class]);
                entries.truncate(entries.len().saturating_sub(usize::from(lost)));
                town.take(&entries);
            }
        }
    }
    (laptops, town)
}

/// The same entries as the partial copy has folded, with nothing withheld.
fn filled(laptops: &[Replica], town: &Replica) -> Replica {
    let heard: BTreeSet<_> = town.entries().iter().map(Entry::digest).collect();
    let mut full = Replica::new(7);
    for laptop in laptops {
        let mut entries = laptop.entries();
        entries.retain(|entry| heard.contains(&entry.digest()));
        full.take(&entries);
    }
    full
}

/// Fields with rivals that are in the open.
fn disputed(replica: &Replica, ledger: &Spec, id: RowId) -> BTreeSet<&'static str> {
    let conflicts = replica.store.conflicts(Some(AREA), 1000).unwrap();
    let ours = conflicts.into_iter();
    let ours = ours.filter(|conflict| conflict.row == id && conflict.ledger == ledger.name);
    ours.flat_map(|conflict| conflict.fields).collect()
}

fn assert_never_lies(partial: &Replica, full: &Replica) {
    for name in ["person", "hazard"] {
        let (spec, mut seen) = (spec(name), 0);
        for gone in [crate::Gone::Hidden, crate::Gone::Only] {
            let query = Query {
                gone,
                ..Query::default()
            };
            for stored in full.store.list(spec, &query).unwrap().rows {
                seen += 1;
                let here = partial
                    .store
                    .row(spec, stored.id)
                    .unwrap()
                    .expect("the head says that it is");
                assert_eq!(here.gone, stored.gone, "heads tell what exists");
                let disputed = disputed(partial, spec, stored.id);
                for field in spec.fields {
                    let is_marked =
                        here.withheld.contains(&field.name) || disputed.contains(field.name);
                    let (ours, theirs): (&Value, &Value) =
                        (here.row.get(field.name), stored.row.get(field.name));
                    assert!(
                        is_marked || ours == theirs,
                        "{name}.{}: {ours:?}, in full {theirs:?}",
                        field.name
                    );
                }
                assert_eq!(
                    stored.withheld,
                    Vec::<&str>::new(),
                    "nothing is withheld from the full copy"
                );
            }
        }
        let all = partial.store.count(spec, &Query::default()).unwrap()
            + partial
                .store
                .count(
                    spec,
                    &Query {
                        gone: crate::Gone::Only,
                        ..Query::default()
                    },
                )
                .unwrap();
        assert_eq!(all, seen);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        max_shrink_iters: 300,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_copy_with_fewer_parts_never_shows_unmarked_what_the_full_one_does_not(
        steps in prop::collection::vec(step(), 1..30),
    ) {
        let (laptops, mut town) = play(&steps);
        let full = filled(&laptops, &town);
        assert_never_lies(&town, &full);
        town.assert_sound();
        let mut again = Replica::new(8);
        let mut backwards = town.entries();
        backwards.reverse();
        again.take(&backwards);
        prop_assert_eq!(again.digest(), town.digest(), "equal entries and parts, equal marks");
        // Everything that was permitted arrives in the end, and no mark stays.
        for laptop in &laptops {
            let entries = laptop.store.entries_lacking(AREA, &Have::default(), Privacy::Secret).unwrap();
            let entries: Vec<Entry> = entries.collect::<Result<_, _>>().unwrap();
            town.take(&entries);
        }
        let mut whole = Replica::new(7);
        for laptop in &laptops {
            whole.take(&laptop.entries());
        }
        prop_assert_eq!(town.digest(), whole.digest());
        town.assert_sound();
    }
}
