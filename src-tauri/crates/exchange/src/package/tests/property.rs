//! Whatever is written arrives, in every profile.

use super::*;
use ledger::{Change, Op, RowId, Type, Write, kinds};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn value(kind: Type) -> BoxedStrategy<Value> {
    match kind {
        Type::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Type::Int | Type::Decimal(_) => any::<i64>().prop_map(Value::Int).boxed(),
        kind if kind.is_set() => proptest::collection::btree_set("[a-z]{1,4}", 0..4)
            .prop_map(Value::Set)
            .boxed(),
        _ => "\\PC{0,40}".prop_map(Value::from).boxed(),
    }
}

fn change() -> impl Strategy<Value = Change> {
    let spec = proptest::sample::select(kinds::ALL.to_vec());
    spec.prop_flat_map(|spec| {
        let field = proptest::sample::select(spec.fields.to_vec());
        let write = field.prop_flat_map(|field| {
            value(field.kind).prop_map(move |value| (field.number, Write::Whole(value)))
        });
        let writes = proptest::collection::vec(write, 0..6);
        let op = proptest::sample::select(vec![Op::Put, Op::Remove, Op::Restore]);
        (writes, any::<[u8; 16]>(), op).prop_map(move |(writes, row, op)| Change {
            ledger: spec.number,
            row: RowId(row),
            op,
            writes: BTreeMap::from_iter(writes),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_written_arrives(
        acts in proptest::collection::vec(proptest::collection::vec(change(), 0..4), 0..8),
        profile in proptest::sample::select(Profile::ALL.to_vec()),
    ) {
        let mut story = Story::new();
        let mut author = Author::new(story.village.certificate.replica, VILLAGE);
        story.entries = acts.iter().map(|changes| author.write(changes)).collect();
        story.heads = author.tip.iter().map(|_| signed(&story.village, &author, VILLAGE)).collect();
        let incoming = story.open(&story.package(profile)).unwrap();
        let arrived = collect(&incoming);
        prop_assert_eq!(arrived.len(), story.entries.len());
        for (sent, arrived) in story.entries.iter().zip(&arrived) {
            prop_assert_eq!(sent.digest(), arrived.digest());
            prop_assert_eq!(&sent.head, &arrived.head);
            for class in Privacy::ALL.into_iter().filter(|class| profile.holds(*class)) {
                let place = class as usize;
                prop_assert_eq!(&sent.parts[place], &arrived.parts[place], "{:?}", class);
            }
        }
    }
}
