//! Broken rules after a merge: one question each, closed by an answer.

use super::support::{AREA, Replica, put, row, set, spec, text};
use crate::{Question, StoreError};
use ledger::{Change, RowId, Value};

fn questions(replica: &Replica) -> Vec<Question> {
    replica.store.questions(AREA, 100).expect("questions")
}

fn rules(replica: &Replica) -> Vec<(&'static str, &'static str)> {
    let questions = questions(replica).into_iter();
    questions
        .map(|question| (question.rule, question.field))
        .collect()
}

fn answer(replica: &mut Replica, key: &str) {
    let id = RowId::fixed("ruling", AREA, key);
    let values = [("question", text(key)), ("answer", text("keep"))];
    replica.act(&[Change::put(spec("ruling"), id, values)]);
}

#[test]
fn a_leader_removed_elsewhere_is_one_question_and_an_answer_closes_it() {
    let mut village = Replica::new(1);
    village.act(&[put("person", row(1), "name", text("张三"))]);
    let mut township = Replica::new(2);
    township.hear(&village);
    let household = put("household", row(2), "head_id", text(&row(1).to_string()));
    township.act(&[household]);
    village.act(&[Change::remove(spec("person"), row(1))]);
    let merge = township.hear(&village);
    assert_eq!(merge.questions, 1, "the merge says that a question came up");
    assert_eq!(rules(&township), [("dangling_reference", "head_id")]);
    let key = questions(&township)[0].key.clone();
    answer(&mut township, &key);
    assert_eq!(rules(&township), [], "answered");
    let again = township.hear(&village);
    assert_eq!((again.questions, again.entries), (0, 0));
}

#[test]
fn a_reference_inside_a_list_is_looked_at_too() {
    let mut replica = Replica::new(1);
    let team = row(7).to_string();
    replica.act(&[put("responder", row(1), "team_ids", set(&[&team]))]);
    assert_eq!(rules(&replica), [("dangling_reference", "team_ids")]);
    replica.act(&[put("team", row(7), "name", text("抢险队"))]);
    assert_eq!(rules(&replica), []);
}

#[test]
fn the_same_number_given_twice_is_one_question_however_many_share_it() {
    let mut replicas = [Replica::new(1), Replica::new(2), Replica::new(3)];
    for (number, replica) in (1..).zip(&mut replicas) {
        replica.act(&[put("household", row(number), "hh_no", text("012"))]);
    }
    let [mut one, two, three] = replicas;
    one.hear(&two);
    let pair = questions(&one);
    assert_eq!(rules(&one), [("repeated", "hh_no")]);
    one.hear(&three);
    let three = questions(&one);
    assert_eq!(rules(&one), [("repeated", "hh_no")]);
    assert_eq!((three[0].row, three[0].others.len()), (row(1), 2));
    assert_ne!(pair[0].key, three[0].key, "a third one is a new question");
    one.act(&[put("household", row(9), "address", text("一组"))]);
    assert_eq!(rules(&one).len(), 1, "empty numbers are no repetition");
}

#[test]
fn an_identity_number_that_lost_its_digits_makes_nobody_the_same() {
    let mut one = Replica::new(1);
    let give = |place: u8, number: &str| [put("person", row(place), "id_no", text(number))];
    for (place, number) in [(1, "9.90E+17"), (2, "9.90E+17")] {
        one.act(&give(place, number));
    }
    assert_eq!(rules(&one), []);
    for place in [5, 6] {
        one.act(&give(place, "990101199001010018"));
    }
    assert_eq!(rules(&one), [("repeated", "id_no")]);
}

#[test]
fn a_row_removed_here_and_written_there_lives_and_asks() {
    let mut one = Replica::new(1);
    one.act(&[put("person", row(1), "name", text("张三"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    one.act(&[Change::remove(spec("person"), row(1))]);
    two.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    one.hear(&two);
    two.hear(&one);
    for replica in [&one, &two] {
        let stored = replica.store.row(spec("person"), row(1)).unwrap().unwrap();
        assert!(!stored.gone, "an unseen write keeps the row alive");
        assert_eq!(rules(replica), [("revived", "")]);
        assert_eq!(
            replica.store.conflicts(None, 9),
            Ok(vec![]),
            "no conflict besides"
        );
    }
    assert_eq!(questions(&one)[0].key, questions(&two)[0].key);
    one.act(&[Change::remove(spec("person"), row(1))]);
    assert_eq!(rules(&one), [], "removed by one who had seen both");
    one.assert_sound();
}

fn movement(replica: &mut Replica, number: u8, kind: &str, quantity: i64) {
    let values = [
        ("kind", text(kind)),
        ("batch_id", text(&row(50).to_string())),
        ("qty", Value::Int(quantity)),
    ];
    replica.act(&[Change::put(spec("supply_movement"), row(number), values)]);
}

#[test]
fn stock_is_the_sum_of_movements_and_may_go_below_zero() -> Result<(), StoreError> {
    let mut one = Replica::new(1);
    one.act(&[put("supply_batch", row(50), "lot", text("一批"))]);
    movement(&mut one, 51, "in_purchase", 10_000);
    let mut two = Replica::new(2);
    two.hear(&one);
    movement(&mut one, 52, "out_use", 7_000);
    movement(&mut two, 53, "out_lend", 6_000);
    one.hear(&two);
    assert_eq!(one.store.stock(AREA, None)?.get(&row(50)), Some(&-3_000));
    assert_eq!(
        one.store.stock(AREA, Some(&[row(50)]))?,
        one.store.stock(AREA, None)?
    );
    assert_eq!(
        rules(&one),
        [("negative_stock", "qty")],
        "shown and asked, not clamped"
    );
    let key = questions(&one)[0].key.clone();
    answer(&mut one, &key);
    assert_eq!(rules(&one), []);
    movement(&mut one, 54, "out_use", 1_000);
    assert_eq!(rules(&one).len(), 1, "another balance is another question");
    movement(&mut one, 55, "in_return", i64::MAX);
    movement(&mut one, 56, "in_return", i64::MAX);
    assert_eq!(
        one.store.stock(AREA, None)?.get(&row(50)),
        Some(&i64::MAX),
        "no overflow"
    );
    Ok(())
}

#[test]
fn one_person_as_both_a_and_b_is_a_question() {
    let mut replica = Replica::new(1);
    let person = row(1).to_string();
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let values = [("a_id", text(&person)), ("b_id", text(&person))];
    replica.act(&[Change::put(spec("post"), row(2), values)]);
    assert_eq!(rules(&replica), [("same_person_twice_roles", "b_id")]);
}
