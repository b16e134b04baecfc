//! The oracles of journal.md §7 over random histories: three village replicas, one of them
//! doubled by a copied file, and a township that only listens and forwards.

use super::model::{Model, disagree};
use super::support::{AREA, Replica, elements, put, restore, row, spec, text};
use crate::registers;
use ledger::{Act, Change, Entry, Register, Value};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

const ROWS: u8 = 3;

/// What one replica may do.
#[derive(Clone, Debug)]
enum Deed {
    Name(u8, u8),
    Residence(u8, u8),
    Element(u8, u8, bool),
    Status(u8, u8),
    Remove(u8),
    Restore(u8),
    Number(u8, u8),
    Two(u8, u8),
    Answer(u8, u8),
}

#[derive(Clone, Debug)]
enum Step {
    Act(usize, Deed, i64),
    Hear(usize, usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (id, value) = (0..ROWS, 0..3_u8);
    prop_oneof![
        3 => (id.clone(), value.clone()).prop_map(|(id, value)| Deed::Name(id, value)),
        2 => (id.clone(), value.clone()).prop_map(|(id, value)| Deed::Residence(id, value)),
        3 => (id.clone(), value.clone(), any::<bool>())
            .prop_map(|(id, value, is_in)| Deed::Element(id, value, is_in)),
        3 => (id.clone(), value.clone()).prop_map(|(id, value)| Deed::Status(id, value)),
        2 => id.clone().prop_map(Deed::Remove),
        1 => id.clone().prop_map(Deed::Restore),
        1 => (id.clone(), value.clone()).prop_map(|(id, value)| Deed::Number(id, value)),
        1 => (id.clone(), value.clone()).prop_map(|(id, value)| Deed::Two(id, value)),
        1 => (id, value).prop_map(|(id, value)| Deed::Answer(id, value)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let ten_years = 315_000_000_000_i64;
    prop_oneof![
        3 => (0..4_usize, deed(), -ten_years..ten_years)
            .prop_map(|(who, deed, clock)| Step::Act(who, deed, clock)),
        2 => (0..5_usize, 0..5_usize).prop_map(|(to, from)| Step::Hear(to, from)),
    ]
}

fn code(number: u8) -> Value {
    text(["resident", "away", "moved"][usize::from(number % 3)])
}

fn status(number: u8) -> Value {
    text(["found", "confirmed", "closed"][usize::from(number % 3)])
}

fn name(number: u8) -> Value {
    text(["张三", "李四", "王五"][usize::from(number % 3)])
}

fn changes(deed: &Deed) -> (Act, Vec<Change>) {
    let element = |value: u8| ["a", "b", "c"][usize::from(value % 3)];
    let saved = match deed {
        Deed::Name(id, value) => vec![put("person", row(*id), "name", name(*value))],
        Deed::Residence(id, value) => vec![put("person", row(*id), "residence", code(*value))],
        Deed::Element(id, value, is_in) => {
            vec![elements(
                "person",
                row(*id),
                "vulnerable",
                element(*value),
                *is_in,
            )]
        }
        Deed::Status(id, value) => vec![put("hazard", row(*id), "status", status(*value))],
        Deed::Remove(id) => vec![Change::remove(spec("person"), row(*id))],
        Deed::Restore(id) => vec![restore("person", row(*id))],
        Deed::Number(id, value) => {
            let head = text(&row(*value).to_string());
            let values = [("hh_no", text("012")), ("head_id", head)];
            vec![Change::put(spec("household"), row(*id), values)]
        }
        Deed::Two(id, value) => vec![
            put("person", row(*id), "name", name(*value)),
            put("person", row(*id), "name", name(value + 1)),
        ],
        Deed::Answer(id, value) => {
            return (
                Act::ANSWER_CONFLICT,
                vec![put("person", row(*id), "name", name(*value))],
            );
        }
    };
    (Act::SAVE_RECORD, saved)
}

/// Plays the steps on villages 1, 2, 3, a copy of village 1, and the township.
fn play(steps: &[Step]) -> Vec<Replica> {
    let mut replicas: Vec<Replica> = [1, 2, 3, 1, 9].map(Replica::new).into();
    for step in steps {
        match step {
            Step::Act(who, deed, clock) => {
                let (act, changes) = changes(deed);
                replicas[*who].set_clock(1_780_000_000_000 + clock);
                replicas[*who]
                    .try_act(act, &changes)
                    .expect("the act is written");
            }
            Step::Hear(to, from) if to != from => hear(&mut replicas, *to, *from),
            Step::Hear(..) => {}
        }
    }
    replicas
}

/// One package from one to the other, made up by what the other says it has.
fn hear(replicas: &mut [Replica], to: usize, from: usize) {
    let have = replicas[to].store.have(AREA).unwrap();
    let lacking = replicas[from]
        .store
        .entries_lacking(AREA, &have, ledger::Privacy::Secret)
        .unwrap();
    let lacking: Vec<Entry> = lacking.collect::<Result<_, _>>().unwrap();
    replicas[to].take(&lacking);
}

/// Oracle 2 and the definition of the fold: every write is shown, covered, or in the open.
fn assert_is_the_fold(replica: &Replica) {
    let model = Model::of(&replica.entries());
    let conflicts = replica.store.conflicts(Some(AREA), 1000).unwrap();
    let mut disputes = 0;
    for ((ledger, id, register), writes) in model.uncovered() {
        let spec = ledger::by_number(*ledger).unwrap();
        let stored = replica
            .store
            .row(spec, *id)
            .unwrap()
            .expect("a written row is there");
        let shown = &writes[registers::shown(spec, register, &writes)];
        let mut expected = stored.row.clone();
        registers::show(spec, &mut expected, register, &shown.written);
        assert_eq!(
            stored.row, expected,
            "{register}: the chosen write is what is shown"
        );
        if *register == Register::Existence {
            let is_alive = writes
                .iter()
                .any(|write| write.written == registers::Written::Exists(true));
            assert_eq!(!stored.gone, is_alive, "an unseen put keeps a row alive");
            continue;
        }
        let conflict = conflicts.iter().find(|conflict| {
            conflict.row == *id
                && conflict.ledger == spec.name
                && conflict.register == register.to_string()
        });
        assert_eq!(
            conflict.is_some(),
            disagree(&writes),
            "{register}: {writes:?}"
        );
        if let Some(conflict) = conflict {
            disputes += 1;
            let mut sides: Vec<_> = conflict.sides.iter().map(|side| side.entry).collect();
            sides.sort_unstable();
            let open: Vec<_> = writes.iter().map(|write| write.digest).collect();
            assert_eq!(sides, open, "every uncovered write is a side");
            let side = &conflict.sides[conflict.shown];
            assert_eq!(side.entry, shown.digest);
        }
    }
    assert_eq!(conflicts.len(), disputes, "no conflict that is none");
}

/// Oracle 4: each broken rule is exactly one question.
fn assert_questions_are_single(replica: &Replica) {
    let questions = replica.store.questions(AREA, 1000).unwrap();
    let mut keys: Vec<&str> = questions
        .iter()
        .map(|question| question.key.as_str())
        .collect();
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "a question has one key");
    let query = crate::Query::default();
    let households = replica.store.list(spec("household"), &query).unwrap();
    let repeated = households
        .rows
        .iter()
        .filter(|found| !found.row.text("hh_no").is_empty());
    let asked = questions
        .iter()
        .filter(|question| question.rule == "repeated")
        .count();
    assert_eq!(
        asked,
        usize::from(repeated.count() > 1),
        "one number, one question"
    );
    let dangling = households.rows.iter().filter(|found| {
        let head = found.row.text("head_id").parse().unwrap();
        let head = replica.store.row(spec("person"), head).unwrap();
        head.is_none_or(|head| head.gone)
    });
    let asked = questions
        .iter()
        .filter(|question| question.rule == "dangling_reference");
    assert_eq!(
        asked.count(),
        dangling.count(),
        "one missing head, one question"
    );
}

fn shuffled(entries: &[Entry], seed: u64) -> Vec<Entry> {
    let mut entries: Vec<(u64, Entry)> = (0..)
        .zip(entries)
        .map(|(place, entry): (u64, _)| {
            let digest =
                ledger::Digest::of("shuffle", &[&seed.to_be_bytes(), &place.to_be_bytes()]);
            let key = u64::from_be_bytes(digest.0[..8].try_into().unwrap());
            (key, entry.clone())
        })
        .collect();
    entries.sort_by_key(|(key, _)| *key);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn equal_entries_give_equal_books_in_which_nothing_written_is_lost(
        steps in prop::collection::vec(step(), 1..30),
        seed in any::<u64>(),
    ) {
        let mut replicas = play(&steps);
        for replica in &replicas {
            assert_is_the_fold(replica);
        }
        // Everybody tells everybody, three times: a fork is only seen when one branch comes back.
        for _ in 0..3 {
            for (to, from) in (0..25).map(|pair| (pair / 5, pair % 5)) {
                hear(&mut replicas, to, from);
            }
        }
        let digest = replicas[0].digest();
        for replica in &mut replicas {
            prop_assert_eq!(replica.digest(), digest, "equal entries, equal books");
            assert_is_the_fold(replica);
            assert_questions_are_single(replica);
            replica.assert_sound();
        }
        let rows: Vec<_> = (0..ROWS).map(row).collect();
        for (ledger, id) in ["person", "hazard"].iter().flat_map(|name| rows.iter().map(move |id| (spec(name), *id))) {
            let form = replicas[0].store.form(ledger, id);
            prop_assert_eq!(replicas[4].store.form(ledger, id), form, "the same uncovered writes");
        }
        let entries = replicas[0].entries();
        let mut newcomer = Replica::new(8);
        let shuffled = shuffled(&entries, seed);
        let (late, early) = shuffled.split_at(entries.len() / 3);
        newcomer.take(early);
        newcomer.take(early);
        newcomer.take(late);
        prop_assert_eq!(newcomer.digest(), digest, "any order, with repetitions and gaps");
        newcomer.assert_sound();
    }
}
