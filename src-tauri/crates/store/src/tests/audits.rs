//! The audit: whatever row of the journal is changed past its rules, the check names it.

use super::support::{AREA, Replica, meet, pair, put, row, spec, text};
use crate::{CheckDepth, Harm};
use ledger::{Act, Privacy};

/// Two replicas that wrote beside each other, a confidential row, a destruction, and a third that
/// got less of it.
fn written() -> (Replica, Replica) {
    let (mut one, mut two) = pair();
    one.act(&[put("tip_off", row(9), "content", text("甲"))]);
    two.act(&[put("person", row(2), "mobile", text("14200001234"))]);
    meet(&mut one, &mut two);
    let stamp = one.stamp(Act::DESTROY);
    let rows = [(spec("person"), row(2))];
    one.store
        .destroy(AREA, &stamp, &rows, &[])
        .expect("destroyed");
    one.act(&[put("person", row(3), "name", text("李四"))]);
    let mut town = Replica::new(7);
    town.take(&one.entries_up_to(Privacy::Duty));
    (one, town)
}

#[test]
fn one_row_altered_removed_or_put_in_is_named_whichever_it_is() {
    let (one, town) = written();
    for replica in [one, town] {
        let mut replica = replica;
        let mut harmed = 0;
        for number in 0..90 {
            let harm = [Harm::Alter, Harm::Remove, Harm::Insert][number % 3];
            let savepoint = "SAVEPOINT whole";
            replica
                .store
                .connection
                .execute_batch(savepoint)
                .expect("a savepoint");
            let number = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let done = replica.store.tamper(harm, number).expect("tampered");
            if let Some(done) = done {
                harmed += 1;
                let report = replica.store.check(CheckDepth::Rebuild).expect("it ends");
                assert!(!report.ok, "{done} ({number}) went unnoticed");
            }
            let back = "ROLLBACK TO whole; RELEASE whole";
            replica
                .store
                .connection
                .execute_batch(back)
                .expect("undone");
        }
        assert!(harmed > 40, "{harmed} rows were harmed");
        replica.assert_sound();
    }
}

#[test]
fn the_tail_of_a_stream_is_looked_at_without_the_rest() {
    let (mut one, _) = pair();
    one.act(&[put("person", row(2), "name", text("李四"))]);
    assert_eq!(one.store.broken_tail().unwrap(), Vec::<String>::new());
    let harm = "DROP TRIGGER leaf_is_only_ever_erased;
        UPDATE leaf SET bytes = CAST(x'00' || bytes AS BLOB) WHERE entry = 2";
    one.store.connection.execute_batch(harm).unwrap();
    assert_eq!(one.store.broken_tail().unwrap(), ["entry 2: chain"]);
}
