//! What one act leaves in the journal and in the ledgers.

use super::support::{AREA, Replica, elements, put, restore, row, set, spec, text};
use crate::{Gone, Order, PeerHave, Query, StoreError};
use ledger::{Act, Change, Op, Value, Write};

#[test]
fn an_act_writes_only_what_changed() {
    let mut replica = Replica::new(1);
    let first = replica.act(&[Change::put(
        spec("person"),
        row(1),
        [("name", text("张三")), ("mobile", text("14200001234"))],
    )]);
    assert_eq!((first.entries.len(), first.last_seq), (1, 1));
    let same = replica.act(&[put("person", row(1), "name", text("张三"))]);
    assert_eq!(
        (same.entries.len(), same.last_seq),
        (0, 1),
        "nothing changed"
    );
    replica.act(&[Change::put(
        spec("person"),
        row(1),
        [("name", text("张三")), ("mobile", text("14200005678"))],
    )]);
    let past = replica.store.history(spec("person"), row(1)).unwrap();
    let mobile = spec("person").field("mobile").unwrap().number;
    assert_eq!(past.len(), 2);
    assert_eq!(
        past[0].writes,
        [(mobile, Write::Whole(text("14200005678")))],
        "newest first, and the name is not written again"
    );
    assert_eq!((past[0].seq, past[0].op), (2, Op::Put));
    replica.assert_sound();
}

#[test]
fn a_merge_group_is_written_whole_and_a_list_element_by_element() {
    let mut replica = Replica::new(1);
    replica.act(&[
        put("hazard", row(1), "status", text("found")),
        put("person", row(2), "vulnerable", set(&["a", "b"])),
    ]);
    replica.act(&[
        put("hazard", row(1), "status", text("confirmed")),
        put("person", row(2), "vulnerable", set(&["b", "c"])),
    ]);
    let group = spec("hazard").field("status").unwrap().group.unwrap();
    let hazard = &replica.store.history(spec("hazard"), row(1)).unwrap()[0];
    assert_eq!(
        hazard.writes.len(),
        spec("hazard").group(group).count(),
        "all fields of the group, empty ones too"
    );
    let person = &replica.store.history(spec("person"), row(2)).unwrap()[0];
    let Write::Elements { added, removed } = &person.writes[0].1 else {
        panic!("a list is written element by element");
    };
    assert_eq!((added.len(), removed.len()), (1, 1));
    assert_eq!(
        replica.value("person", row(2), "vulnerable"),
        set(&["b", "c"])
    );
    replica.assert_sound();
}

#[test]
fn a_removed_row_stays_readable_and_comes_back() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    replica.act(&[Change::remove(spec("person"), row(1))]);
    let stored = replica.store.row(spec("person"), row(1)).unwrap().unwrap();
    assert!(stored.gone, "removed");
    let listed = |gone| {
        let query = Query {
            gone,
            ..Query::default()
        };
        replica.store.count(spec("person"), &query).unwrap()
    };
    assert_eq!((listed(Gone::Hidden), listed(Gone::Only)), (0, 1));
    replica.act(&[restore("person", row(1))]);
    let stored = replica.store.row(spec("person"), row(1)).unwrap().unwrap();
    assert_eq!((stored.gone, stored.row.text("name")), (false, "张三"));
    replica.assert_sound();
}

#[test]
fn a_large_act_becomes_a_batch_of_entries() {
    let mut replica = Replica::new(1);
    let changes: Vec<Change> = (0..1200_u32)
        .map(|number| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&number.to_be_bytes());
            put(
                "person",
                ledger::RowId(id),
                "name",
                text(&format!("人{number}")),
            )
        })
        .collect();
    let receipt = replica.act(&changes);
    assert_eq!((receipt.entries.len(), receipt.last_seq), (3, 3));
    let entries = replica.entries();
    let parts: Vec<_> = entries
        .iter()
        .map(|entry| (entry.head.part, entry.head.parts))
        .collect();
    assert_eq!(parts, [(0, 3), (1, 3), (2, 3)]);
    let long = "字".repeat(20_000);
    let changes: Vec<Change> = (1..20)
        .map(|number| put("person", row(number), "remark", text(&long)))
        .collect();
    let receipt = replica.act(&changes);
    assert!(receipt.entries.len() > 4, "an entry holds at most 256 KiB");
    replica.assert_sound();
}

#[test]
fn an_act_is_whole_or_not_at_all() {
    let mut replica = Replica::new(1);
    let refused = replica.try_act(
        Act::SAVE_RECORD,
        &[
            put("person", row(1), "name", text("张三")),
            put("person", row(1), "name", Value::Int(3)),
        ],
    );
    let name = spec("person").field("name").unwrap().number;
    assert_eq!(
        refused,
        Err(StoreError::Unfit {
            ledger: "person",
            field: name
        })
    );
    assert_eq!(replica.store.row(spec("person"), row(1)), Ok(None));
    assert_eq!(replica.entries().len(), 0, "nothing is left of it");
}

#[test]
fn one_act_is_one_commit_of_few_pages() {
    let mut replica = Replica::new(1);
    for number in 1..100 {
        replica.act(&[put("person", row(number), "name", text("张三"))]);
    }
    let frames = |sql: &str| {
        let connection = &replica.store.connection;
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(1))
            .unwrap()
    };
    frames("PRAGMA wal_checkpoint(TRUNCATE)");
    replica.act(&[
        put("person", row(200), "name", text("李四")),
        put("household", row(201), "hh_no", text("012")),
    ]);
    let connection = &replica.store.connection;
    let frames: i64 = connection
        .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1))
        .unwrap();
    assert!(frames <= 24, "budget: 24 frames an act, was {frames}");
}

#[test]
fn a_form_is_stale_as_soon_as_somebody_else_wrote_the_row() {
    let mut replica = Replica::new(1);
    replica.act(&[put("person", row(1), "name", text("张三"))]);
    let form = |replica: &Replica| replica.store.form(spec("person"), row(1)).unwrap();
    let loaded = form(&replica);
    replica.act(&[put("person", row(2), "name", text("李四"))]);
    assert_eq!(form(&replica), loaded, "another row does not matter");
    replica.act(&[put("person", row(1), "mobile", text("14200001234"))]);
    assert_ne!(form(&replica), loaded);
    let mut other = Replica::new(2);
    other.hear(&replica);
    assert_eq!(
        form(&other),
        form(&replica),
        "the same writes, the same token"
    );
}

/// 张三 of 1960, 李四 of 1990, 张五% of 2010.
fn three_people() -> Replica {
    let mut replica = Replica::new(1);
    let people = [
        ("张三", "1960-01-01", "a"),
        ("李四", "1990-05-01", "b"),
        ("张五%", "2010-01-01", "a"),
    ];
    for (number, (name, birth, need)) in (1..).zip(people) {
        let values = [
            ("name", text(name)),
            ("birth", text(birth)),
            ("help_needed", set(&[need, "z"])),
        ];
        replica.act(&[Change::put(spec("person"), row(number), values)]);
    }
    replica
}

fn youngest_first() -> Query {
    Query {
        area: Some(AREA.to_owned()),
        sort: vec![("birth", Order::Descending)],
        ..Query::default()
    }
}

fn names(replica: &Replica, query: &Query) -> Vec<String> {
    let page = replica.store.list(spec("person"), query).unwrap();
    let rows = page.rows.iter();
    rows.map(|found| found.row.text("name").to_owned())
        .collect()
}

#[test]
fn lists_are_sorted_searched_and_cut_into_pages() {
    let replica = three_people();
    let query = youngest_first();
    assert_eq!(names(&replica, &query), ["张五%", "李四", "张三"]);
    let page = Query {
        offset: 1,
        limit: 1,
        ..query.clone()
    };
    let found = replica.store.list(spec("person"), &page).unwrap();
    assert_eq!((found.total, found.rows.len()), (3, 1));
    let search = |text: &str| {
        let text = text.to_owned();
        names(
            &replica,
            &Query {
                text,
                ..query.clone()
            },
        )
    };
    assert_eq!(search("张"), ["张五%", "张三"]);
    assert_eq!(search("五%"), ["张五%"], "a sign is passed over");
    assert!(search("%").is_empty(), "signs alone name nobody");
    assert!(search("\" OR *").is_empty(), "nor do they ask anything");
    let elsewhere = Query {
        area: Some("990101102999".to_owned()),
        ..query.clone()
    };
    assert_eq!(names(&replica, &elsewhere).len(), 0);
}

#[test]
fn lists_are_filtered_by_values_elements_and_dates() {
    let replica = three_people();
    let equals = |name, values: Vec<Value>| {
        let equals = vec![(name, values)];
        names(
            &replica,
            &Query {
                equals,
                ..youngest_first()
            },
        )
    };
    assert_eq!(
        equals("help_needed", vec![text("a")]),
        ["张五%", "张三"],
        "an element"
    );
    assert_eq!(
        equals("name", vec![text("李四"), text("张三")]),
        ["李四", "张三"]
    );
    assert_eq!(
        equals("mobile", vec![Value::Null]).len(),
        3,
        "empty ones can be asked for"
    );
    assert_eq!(equals("name", vec![]).len(), 0, "one of none is nothing");
    let before = vec![("birth", text("1991"))];
    let query = Query {
        before,
        ..youngest_first()
    };
    assert_eq!(names(&replica, &query), ["李四", "张三"]);
}

#[test]
fn the_greatest_number_counts_removed_rows_too() {
    let mut replica = Replica::new(1);
    replica.act(&[
        put("household", row(1), "hh_no", text("A007")),
        put("household", row(2), "hh_no", text("A012")),
        put("household", row(3), "hh_no", text("B099")),
    ]);
    replica.act(&[Change::remove(spec("household"), row(2))]);
    let greatest = replica
        .store
        .max_text(spec("household"), AREA, "hh_no", "A");
    assert_eq!(
        greatest,
        Ok(Some("A012".to_owned())),
        "a number is never given twice"
    );
    assert_eq!(
        replica
            .store
            .max_text(spec("household"), AREA, "hh_no", "C"),
        Ok(None)
    );
}

#[test]
fn what_the_machine_keeps_for_itself_is_kept() {
    let mut replica = Replica::new(1);
    let store = &mut replica.store;
    store.set_setting("office", b"one").unwrap();
    store.set_setting("office", b"two").unwrap();
    assert_eq!(store.setting("office"), Ok(Some(b"two".to_vec())));
    let peer = ledger::ReplicaId([9; 16]);
    let told = |counter, bytes: &[u8]| PeerHave {
        office: "990101102".to_owned(),
        area: AREA.to_owned(),
        replica: peer,
        counter,
        bytes: bytes.to_vec(),
    };
    assert_eq!(store.set_peer_have(&told(5, b"much")), Ok(true));
    assert_eq!(
        store.set_peer_have(&told(4, b"old")),
        Ok(false),
        "an older package"
    );
    assert_eq!(
        store.set_peer_have(&told(6, b"less")),
        Ok(true),
        "a restored backup"
    );
    let kept = store.peer_haves("990101102", AREA);
    assert_eq!(kept, Ok(vec![told(6, b"less")]));
    assert_eq!(store.peer_haves("990101103", AREA), Ok(vec![]));
    store.forget_peer(peer).unwrap();
    assert_eq!(store.peer_haves("990101102", AREA), Ok(vec![]));
}

#[test]
fn an_element_that_comes_and_goes_by_itself_leaves_the_others() {
    let mut replica = Replica::new(1);
    replica.act(&[elements("person", row(1), "vulnerable", "a", true)]);
    replica.act(&[elements("person", row(1), "vulnerable", "b", true)]);
    replica.act(&[elements("person", row(1), "vulnerable", "a", false)]);
    assert_eq!(replica.value("person", row(1), "vulnerable"), set(&["b"]));
    let nothing = replica.act(&[elements("person", row(1), "vulnerable", "a", false)]);
    assert_eq!(nothing.entries.len(), 0, "it was not in");
}
