//! The journal under stress: forks, contradictions, unknown values, damage.

use super::support::{AREA, Replica, meet, pair, put, row, spec, text};
use ledger::{Act, Change, Entry, Leaf, Part, ReplicaId, Value};

#[test]
fn two_histories_of_one_stream_both_count_and_the_fork_is_named() {
    let mut one = Replica::new(1);
    one.act(&[put("person", row(1), "name", text("张三"))]);
    let mut twin = Replica::new(1);
    twin.hear(&one);
    one.act(&[put("person", row(1), "name", text("李四"))]);
    twin.act(&[put("person", row(1), "name", text("王五"))]);
    twin.act(&[put("person", row(2), "name", text("赵六"))]);
    let merge = one.hear(&twin);
    assert_eq!(merge.forks.len(), 1);
    assert_eq!(
        (merge.forks[0].replica, merge.forks[0].seq),
        (ReplicaId([1; 16]), 1)
    );
    meet(&mut one, &mut twin);
    assert_eq!(
        one.store.conflicts(None, 9).unwrap().len(),
        1,
        "both are concurrent"
    );
    assert_eq!(
        one.store.have(AREA).unwrap().streams.len(),
        2,
        "once per branch"
    );
    assert_eq!(
        one.store.heads(AREA).unwrap(),
        twin.store.heads(AREA).unwrap()
    );
    one.act(&[put("person", row(1), "name", text("孙七"))]);
    meet(&mut one, &mut twin);
    assert_eq!(
        twin.store.conflicts(None, 9),
        Ok(vec![]),
        "one write that saw both"
    );
    let mut town = Replica::new(9);
    let mut entries = one.entries();
    entries.reverse();
    town.take(&entries);
    assert_eq!(town.digest(), one.digest());
}

#[test]
fn an_entry_that_contradicts_its_chain_never_folds_and_never_stops_a_merge() {
    let (mut one, mut two) = pair();
    let mut bad = {
        one.act(&[put("person", row(1), "name", text("李四"))]);
        one.entries().pop().unwrap().head
    };
    bad.seq = 7;
    let changes = [put("person", row(1), "name", text("王五"))];
    let bad = Entry::write(bad, &changes, &mut || [0; 16]).unwrap();
    let before = two.digest();
    let merge = two.take(&[bad]);
    assert_eq!((merge.entries, merge.held), (0, 1));
    assert_eq!(two.digest(), before);
    meet(&mut one, &mut two);
}

#[test]
fn a_value_of_another_kind_stays_in_the_journal_and_out_of_the_books() {
    let (mut one, mut two) = pair();
    let mut head = one.entries().pop().unwrap().head;
    head.prev = Some(one.store.heads(AREA).unwrap()[0].digest);
    head.seq = 2;
    let changes = [Change::put(
        spec("person"),
        row(1),
        [("name", Value::Int(7)), ("mobile", text("14200001234"))],
    )];
    let odd = Entry::write(head, &changes, &mut || [0; 16]).unwrap();
    let merge = two.take(std::slice::from_ref(&odd));
    assert_eq!((merge.entries, merge.rows.changed), (1, 1));
    assert_eq!(two.value("person", row(1), "name"), text("张三"));
    assert_eq!(two.value("person", row(1), "mobile"), text("14200001234"));
    let kept = two.entries().pop().unwrap();
    assert_eq!(kept, odd, "passed on byte for byte");
    one.take(&[odd]);
    meet(&mut one, &mut two);
}

#[test]
fn areas_never_meet() {
    let (mut one, mut two) = pair();
    let stamp = two.stamp(Act::SAVE_RECORD);
    let change = put("person", row(1), "name", text("外村人"));
    two.store.act("990101102999", &stamp, &[change]).unwrap();
    assert_eq!(
        two.store.areas(),
        Ok(vec![AREA.to_owned(), "990101102999".to_owned()])
    );
    assert_eq!(
        two.value("person", row(1), "name"),
        text("张三"),
        "the same id, another row"
    );
    assert_eq!(two.digest(), one.digest());
    meet(&mut one, &mut two);
    let entries = two.entries();
    assert!(
        entries.iter().all(|entry| entry.head.area == AREA),
        "one area at a time"
    );
}

#[test]
fn a_flipped_bit_in_the_journal_is_found() {
    let (mut one, _) = pair();
    one.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    let connection = &one.store.connection;
    connection
        .execute_batch("UPDATE person SET name = 'forged'")
        .unwrap();
    let report = one.store.check(crate::CheckDepth::Rebuild).unwrap();
    assert_eq!(
        report.differences.len(),
        1,
        "the row that is not the journal's: {report:?}"
    );
    let connection = &one.store.connection;
    connection
        .execute_batch(
            "DROP TRIGGER leaf_is_only_ever_erased;
             UPDATE leaf SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE entry = 2;",
        )
        .unwrap();
    let report = one.store.check(crate::CheckDepth::Quick).unwrap();
    assert_eq!((report.ok, report.entries), (false, 2));
    assert_eq!(report.differences, ["entry 2: chain"]);
    let report = one.store.check(crate::CheckDepth::Rebuild).unwrap();
    assert_eq!(
        report.differences,
        ["entry 2: chain"],
        "a journal that lies is no measure of the rows"
    );
}

#[test]
fn an_erased_leaf_keeps_the_chain_and_is_passed_on_erased() {
    let (one, mut two) = pair();
    let connection = &one.store.connection;
    let mut entry = one.entries().remove(0);
    let Part::Leaves(leaves) = &mut entry.parts[2] else {
        panic!("all classes are here");
    };
    leaves[0] = Leaf::Erased(leaves[0].digest());
    let Leaf::Erased(digest) = leaves[0] else {
        unreachable!()
    };
    connection
        .execute(
            "UPDATE leaf SET bytes = NULL, erased = ?1 WHERE class = 2",
            [digest.0],
        )
        .unwrap();
    assert_eq!(one.entries(), [entry]);
    assert_eq!(two.hear(&one).entries, 0, "the same identity");
    let mut town = Replica::new(9);
    town.hear(&one);
    assert_eq!(town.value("person", row(1), "name"), Value::Null);
    town.assert_sound();
}
