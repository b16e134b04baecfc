//! Destruction: what is named goes, here and wherever it arrives later, and everywhere the same.

use super::support::{AREA, Replica, meet, pair, put, restore, row, spec, text};
use crate::{CheckDepth, Query, StoreError};
use ledger::entry::Touch;
use ledger::{Act, Change, Digest, Entry, Leaf, Part, Privacy, RowId, Value};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn destroy(replica: &mut Replica, rows: &[(&str, RowId)]) {
    let stamp = replica.stamp(Act::DESTROY);
    let rows: Vec<_> = rows.iter().map(|(name, id)| (spec(name), *id)).collect();
    replica
        .store
        .destroy(AREA, &stamp, &rows, &[])
        .expect("what is named is destroyed");
}

fn leaves(entry: &Entry, class: Privacy) -> &[Leaf] {
    match &entry.parts[class as usize] {
        Part::Leaves(leaves) => leaves,
        Part::Withheld(_) => &[],
    }
}

fn digests(replica: &Replica) -> Vec<Digest> {
    replica.entries().iter().map(Entry::digest).collect()
}

#[test]
fn what_a_destroyed_row_held_of_a_villager_is_gone_and_its_chain_verifies() {
    let (mut one, _) = pair();
    one.act(&[put("person", row(2), "name", text("李四"))]);
    let before = digests(&one);
    destroy(&mut one, &[("person", row(1))]);
    assert_eq!(one.value("person", row(1), "name"), Value::Null);
    assert_eq!(one.value("person", row(2), "name"), text("李四"));
    let stored = one.store.row(spec("person"), row(1)).unwrap().unwrap();
    assert!(stored.destroyed.contains(&"name"), "已销毁 is shown");
    assert!(!stored.destroyed.contains(&"residence") || !stored.gone);
    assert_eq!(digests(&one)[..2], before[..], "the digests stay");
    assert!(matches!(
        leaves(&one.entries()[0], Privacy::Personal),
        [Leaf::Erased(_)]
    ));
    one.assert_sound();
}

#[test]
fn a_value_written_after_the_destruction_stays() {
    let (mut one, mut two) = pair();
    destroy(&mut one, &[("person", row(1))]);
    two.hear(&one);
    two.act(&[put("person", row(1), "name", text("王五"))]);
    meet(&mut one, &mut two);
    assert_eq!(one.value("person", row(1), "name"), text("王五"));
}

#[test]
fn a_write_that_had_not_seen_the_destruction_is_erased_when_it_arrives() {
    let (mut one, mut two) = pair();
    destroy(&mut one, &[("person", row(1))]);
    two.act(&[put("person", row(1), "name", text("张三丰"))]);
    one.hear(&two);
    assert_eq!(one.value("person", row(1), "name"), Value::Null);
    meet(&mut one, &mut two);
    assert_eq!(two.value("person", row(1), "name"), Value::Null);
    let texts = [("person", "张三"), ("person", "张三丰")];
    for (ledger, name) in texts {
        let found = two.store.list(spec(ledger), &Query::default()).unwrap();
        assert!(
            found
                .rows
                .iter()
                .all(|stored| stored.row.text("name") != name)
        );
    }
}

#[test]
fn old_packages_do_not_bring_back_what_was_destroyed() {
    let (mut one, _) = pair();
    let old = one.entries();
    destroy(&mut one, &[("person", row(1))]);
    let erased = one.entries();
    one.take(&old);
    assert_eq!(one.entries(), erased);
    let mut late = Replica::new(5);
    late.hear(&one);
    late.take(&old);
    assert_eq!(late.entries(), erased, "nor to who hears of it later");
    assert_eq!(late.digest(), one.digest());
    late.assert_sound();
}

#[test]
fn a_class_that_comes_later_is_erased_on_arrival() {
    let (mut one, _) = pair();
    let full = one.entries();
    let mut town = Replica::new(7);
    town.take(&one.entries_up_to(Privacy::Duty));
    destroy(&mut one, &[("person", row(1))]);
    town.take(&one.entries_up_to(Privacy::Duty));
    town.take(&full);
    assert_eq!(town.value("person", row(1), "name"), Value::Null);
    town.hear(&one);
    assert_eq!(town.digest(), one.digest());
    town.assert_sound();
}

#[test]
fn a_backup_older_than_the_destruction_can_be_told_of_it() {
    let (mut one, mut old) = pair();
    destroy(&mut one, &[("person", row(1))]);
    let known = one.store.destroyed(AREA).unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(old.store.forget(&known).unwrap(), 1);
    assert_eq!(old.value("person", row(1), "name"), Value::Null);
    meet(&mut one, &mut old);
    assert_eq!(old.store.forget(&known).unwrap(), 0, "it knows by now");
}

#[test]
fn nothing_of_what_was_destroyed_is_left_in_pages_log_or_search() {
    let mut one = Replica::new(1);
    let name = "甄蔽滅";
    one.act(&[
        Change::put(
            spec("person"),
            row(1),
            [("name", text(name)), ("mobile", text("14200007777"))],
        ),
        Change::put(
            spec("household"),
            row(2),
            [
                ("hh_no", text("001")),
                ("head_id", text(&row(1).to_string())),
            ],
        ),
    ]);
    one.store
        .keep_draft(&format!("u/person/{}", row(1)), name)
        .unwrap();
    assert!(plain(&mut one, name.as_bytes()) && plain(&mut one, b"14200007777"));
    destroy(&mut one, &[("person", row(1))]);
    assert!(!plain(&mut one, name.as_bytes()), "no page holds the name");
    assert!(
        !plain(&mut one, b"14200007777"),
        "no page holds the telephone"
    );
    let log = one.folder.path().join("栗溪村.yz-wal");
    let length = std::fs::metadata(log).map_or(0, |log| log.len());
    assert_eq!(length, 0, "the log is empty");
    one.assert_sound();
}

/// Whether the bytes stand in some page of the open file, a free one included.
fn plain(replica: &mut Replica, bytes: &[u8]) -> bool {
    let data = replica.store.pages().expect("every page in clear");
    data.windows(bytes.len()).any(|window| window == bytes)
}

#[test]
fn a_confidential_change_tells_nothing_in_its_head_and_nothing_to_lower_profiles() {
    let mut one = Replica::new(1);
    let tip = Change::put(
        spec("tip_off"),
        row(9),
        [
            ("tip_no", text("001")),
            ("kind", text("fire")),
            ("content", text("私藏烟花")),
        ],
    );
    one.act(&[tip, put("person", row(1), "name", text("张三"))]);
    let entry = one.entries().remove(0);
    assert_eq!(entry.head.touches[0], Touch::SEALED);
    let told = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|it| it == part);
    assert!(!told(&entry.head_bytes, &row(9).0), "not even the row");
    for class in [Privacy::Open, Privacy::Duty, Privacy::Personal] {
        for leaf in leaves(&entry, class) {
            let Leaf::Bytes(bytes) = leaf else { continue };
            assert!(!told(bytes, "001".as_bytes()) && !told(bytes, b"fire"));
        }
    }
    let mut town = Replica::new(7);
    town.take(&one.entries_up_to(Privacy::Personal));
    assert!(town.store.row(spec("tip_off"), row(9)).unwrap().is_none());
    assert_eq!(town.value("person", row(1), "name"), text("张三"));
    town.hear(&one);
    assert_eq!(town.value("tip_off", row(9), "kind"), text("fire"));
    assert_eq!(town.digest(), one.digest());
    town.assert_sound();
}

#[test]
fn confidential_rows_are_written_undone_disputed_and_found_like_any_other() {
    let mut one = Replica::new(1);
    one.act(&[put("tip_off", row(9), "content", text("甲"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    one.act(&[put("tip_off", row(9), "content", text("乙"))]);
    let last = one.store.last_act(AREA).unwrap().expect("it can be undone");
    assert_eq!(last.rows, [(spec("tip_off").number, row(9))]);
    two.act(&[put("tip_off", row(9), "content", text("丙"))]);
    meet(&mut one, &mut two);
    assert_eq!(one.store.conflicts(None, 9).unwrap().len(), 1);
    assert_eq!(one.store.history(spec("tip_off"), row(9)).unwrap().len(), 3);
    one.act(&[Change::remove(spec("tip_off"), row(9))]);
    meet(&mut one, &mut two);
    assert!(
        two.store
            .row(spec("tip_off"), row(9))
            .unwrap()
            .unwrap()
            .gone
    );
    two.act(&[restore("tip_off", row(9))]);
    meet(&mut one, &mut two);
}

#[test]
fn a_destroyed_confidential_row_leaves_only_that_it_was_destroyed() {
    let mut one = Replica::new(1);
    one.act(&[put("tip_off", row(9), "content", text("甲乙丙丁戊"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    destroy(&mut one, &[("tip_off", row(9))]);
    let head = one.entries().remove(1).head;
    assert_eq!(head.touches, [Touch::SEALED]);
    two.act(&[put("tip_off", row(9), "content", text("已庚辛"))]);
    meet(&mut one, &mut two);
    let mut late = Replica::new(3);
    late.hear(&two);
    assert_eq!(late.digest(), one.digest());
    assert!(!plain(&mut one, "甲乙丙丁戊".as_bytes()) && !plain(&mut two, "已庚辛".as_bytes()));
    late.assert_sound();
}

/// A step of a random history over three villages and a listening township.
#[derive(Clone, Debug)]
enum Step {
    Name(usize, u8, u8),
    Tip(usize, u8, u8),
    Both(usize, u8),
    Remove(usize, u8),
    Destroy(usize, u8),
    DestroyTip(usize, u8),
    Hear(usize, usize),
    HearLess(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (who, id, value) = (0..3_usize, 0..3_u8, 0..4_u8);
    prop_oneof![
        3 => (who.clone(), id.clone(), value.clone()).prop_map(|(w, i, v)| Step::Name(w, i, v)),
        2 => (who.clone(), id.clone(), value).prop_map(|(w, i, v)| Step::Tip(w, i, v)),
        1 => (who.clone(), id.clone()).prop_map(|(w, i)| Step::Both(w, i)),
        1 => (who.clone(), id.clone()).prop_map(|(w, i)| Step::Remove(w, i)),
        2 => (who.clone(), id.clone()).prop_map(|(w, i)| Step::Destroy(w, i)),
        1 => (who, id).prop_map(|(w, i)| Step::DestroyTip(w, i)),
        4 => (0..4_usize, 0..4_usize).prop_map(|(to, from)| Step::Hear(to, from)),
        1 => (0..4_usize, 0..4_usize).prop_map(|(to, from)| Step::HearLess(to, from)),
    ]
}

fn played(steps: &[Step]) -> (Vec<Replica>, BTreeMap<Digest, Entry>) {
    let mut all: Vec<Replica> = [1, 2, 3, 9].map(Replica::new).into();
    let mut written = BTreeMap::new();
    for step in steps {
        take_step(&mut all, step);
        for entry in all.iter().flat_map(Replica::entries) {
            written.entry(entry.digest()).or_insert(entry);
        }
    }
    (all, written)
}

/// Writes, unless the value's last change was withheld from this replica: then nobody writes over it.
fn write(replica: &mut Replica, changes: &[Change]) {
    match replica.try_act(Act::SAVE_RECORD, changes) {
        Ok(_) | Err(StoreError::Withheld { .. }) => {}
        Err(error) => panic!("the act is written: {error}"),
    }
}

fn take_step(all: &mut [Replica], step: &Step) {
    let name = |value: u8| text(["赵", "钱", "孙", "李"][usize::from(value)]);
    match *step {
        Step::Name(who, id, value) => {
            write(
                &mut all[who],
                &[put("person", row(id), "name", name(value))],
            );
        }
        Step::Tip(who, id, value) => {
            write(
                &mut all[who],
                &[put("tip_off", row(id), "content", name(value))],
            );
        }
        Step::Both(who, id) => {
            write(
                &mut all[who],
                &[
                    put("person", row(id), "mobile", text("14200001111")),
                    put("person", row(id), "id_no", text("990101")),
                    put("person", row((id + 1) % 3), "name", name(id)),
                ],
            );
        }
        Step::Remove(who, id) => {
            write(&mut all[who], &[Change::remove(spec("person"), row(id))]);
        }
        Step::Destroy(who, id) => destroy(&mut all[who], &[("person", row(id))]),
        Step::DestroyTip(who, id) => destroy(&mut all[who], &[("tip_off", row(id))]),
        Step::Hear(to, from) | Step::HearLess(to, from) if to == from => {}
        Step::Hear(to, from) => {
            let entries = all[from].entries();
            all[to].take(&entries);
        }
        Step::HearLess(to, from) => {
            let entries = all[from].entries_up_to(Privacy::Duty);
            all[to].take(&entries);
        }
    }
}

/// The leaves that must be gone, by the definition: by entry, change and class.
fn doomed(written: &BTreeMap<Digest, Entry>) -> BTreeSet<(Digest, usize, Privacy)> {
    let mut doomed = BTreeSet::new();
    for (destroyer, entry) in written {
        for destroyed in entry.touches().unwrap() {
            if destroyed.op != Touch::DESTROY {
                continue;
            }
            for (digest, other) in written {
                if has_seen(written, *digest, *destroyer) {
                    continue;
                }
                for (place, touch) in other.touches().unwrap().into_iter().enumerate() {
                    let same = (touch.ledger, touch.row) == (destroyed.ledger, destroyed.row);
                    for class in [Privacy::Personal, Privacy::Secret] {
                        if same && touch.holds(class) && destroyed.names(class) {
                            doomed.insert((*digest, place, class));
                        }
                    }
                }
            }
        }
    }
    doomed
}

fn has_seen(written: &BTreeMap<Digest, Entry>, who: Digest, what: Digest) -> bool {
    let mut open = vec![who];
    let mut met = BTreeSet::new();
    while let Some(next) = open.pop() {
        if next == what {
            return true;
        }
        if met.insert(next)
            && let Some(entry) = written.get(&next)
        {
            open.extend(entry.head.prev);
            open.extend(entry.head.seen.iter().map(|seen| seen.digest));
        }
    }
    false
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Oracle 8 over random histories: in whatever order destructions, rival edits and old copies
    /// arrive, exactly the leaves that had not seen one are gone, everywhere, and all agree.
    #[test]
    fn destruction_converges_in_any_order(steps in proptest::collection::vec(step(), 4..22)) {
        let (mut all, written) = played(&steps);
        let doomed = doomed(&written);
        for _ in 0..2 {
            for to in 0..all.len() {
                for from in 0..all.len() {
                    if to != from {
                        let entries = all[from].entries();
                        all[to].take(&entries);
                    }
                }
            }
        }
        // The first copies come once more: packages from before the destruction.
        let first: Vec<Entry> = written.values().cloned().collect();
        all[3].take(&first);
        let digest = all[0].digest();
        for replica in &mut all {
            prop_assert_eq!(replica.digest(), digest);
            let report = replica.store.check(CheckDepth::Rebuild).unwrap();
            prop_assert!(report.ok, "{report:?}");
            for entry in replica.entries() {
                let original = &written[&entry.digest()];
                for place in 0..entry.head.touches.len() {
                    for class in [Privacy::Personal, Privacy::Secret] {
                        let number = original.leaf_number(place, class).unwrap();
                        let Some(number) = number else { continue };
                        let is_gone = matches!(leaves(&entry, class)[number], Leaf::Erased(_));
                        let key = (entry.digest(), place, class);
                        let original_gone =
                            matches!(leaves(original, class)[number], Leaf::Erased(_));
                        prop_assert_eq!(is_gone, doomed.contains(&key) || original_gone);
                    }
                }
            }
        }
    }
}
