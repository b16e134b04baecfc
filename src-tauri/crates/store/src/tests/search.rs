//! What is found, by whom, and that the index follows every way in which rows change.

use super::support::*;
use crate::{Gone, Order, Query, Search};
use ledger::{Act, Change, Privacy, RowId, Spec, Value};

fn everything(_: &Spec) -> bool {
    true
}

fn search(text: &str, sees: Privacy) -> Search<'_> {
    Search {
        text,
        sees,
        area: None,
        ledgers: &everything,
        limit: 20,
    }
}

fn found_by(replica: &Replica, text: &str, sees: Privacy) -> Vec<(&'static str, u8)> {
    let finds = replica.store.search(&search(text, sees)).unwrap();
    let rows = finds.rows.iter();
    rows.map(|(spec, stored)| (spec.name, stored.id.0[0]))
        .collect()
}

fn found(replica: &Replica, text: &str) -> Vec<(&'static str, u8)> {
    found_by(replica, text, Privacy::Personal)
}

fn person(number: u8, values: &[(&str, &str)]) -> Change {
    let values = values.iter().map(|(name, value)| (*name, text(value)));
    Change::put(spec("person"), row(number), values)
}

fn id(number: u8) -> Value {
    text(&row(number).to_string())
}

fn village() -> Replica {
    let mut replica = Replica::new(1);
    replica.act(&[
        person(
            1,
            &[
                ("name", "单桂花"),
                ("mobile", "142 0000 0871"),
                ("group", "3组"),
                ("id_no", "990101195001010014"),
                ("medical_need", "胰岛素"),
            ],
        ),
        person(2, &[("name", "单桂"), ("group", "5组")]),
        person(3, &[("name", "何单桂"), ("group", "3组")]),
        put("hazard", row(4), "description", text("3组桥头护栏松动")),
        Change::put(
            spec("household"),
            row(5),
            [
                ("head_id", id(1)),
                ("hh_no", text("H-005")),
                ("address", text("3组12号")),
            ],
        ),
    ]);
    replica
}

#[test]
fn somebody_is_found_by_name_pinyin_initials_and_the_end_of_his_telephone() {
    let replica = village();
    for typed in [
        "单桂花",
        "桂花",
        "花",
        "shanguihua",
        "guihua",
        "sgh",
        "0871",
        "14200000871",
        "1",
    ] {
        let found = found(&replica, typed);
        assert!(found.contains(&("person", 1)), "{typed}: {found:?}");
    }
    for typed in ["danguihua", "dgh", "1420000", "胰岛素", "990101", "0014 x"] {
        let found = found(&replica, typed);
        assert!(!found.contains(&("person", 1)), "{typed}: {found:?}");
    }
}

#[test]
fn whole_titles_come_before_beginnings_and_persons_before_other_ledgers() {
    let replica = village();
    assert_eq!(
        found(&replica, "单桂"),
        [
            ("person", 2),
            ("person", 1),
            ("person", 3),
            ("household", 5)
        ]
    );
}

#[test]
fn all_words_must_be_found_and_a_group_is_found_whole() {
    let replica = village();
    assert_eq!(
        found(&replica, "单桂 3组"),
        [("person", 1), ("person", 3), ("household", 5)]
    );
    assert_eq!(found(&replica, "单桂 5组"), [("person", 2)]);
    assert_eq!(found(&replica, "3组12号"), [("household", 5)]);
    assert!(
        !found(&replica, "组").contains(&("person", 1)),
        "组 is in every row"
    );
}

#[test]
fn the_end_of_an_identity_number_is_found_by_whoever_sees_it_behind_the_mask() {
    let replica = village();
    assert_eq!(found(&replica, "0014"), [("person", 1)]);
    assert!(
        found(&replica, "010014").is_empty(),
        "no more than the mask shows"
    );
    assert!(found_by(&replica, "0014", Privacy::Duty).is_empty());
}

#[test]
fn whoever_may_not_see_villagers_finds_none_by_what_he_may_not_see() {
    let replica = village();
    for typed in ["桂花", "sgh", "0871"] {
        let found = found_by(&replica, typed, Privacy::Duty);
        assert!(found.is_empty(), "{typed}: {found:?}");
    }
    assert_eq!(found_by(&replica, "护栏", Privacy::Duty), [("hazard", 4)]);
}

#[test]
fn a_removed_row_is_not_found_until_it_is_back_and_stands_among_the_removed() {
    let mut replica = village();
    replica.act(&[Change::remove(spec("person"), row(1))]);
    assert!(!found(&replica, "桂花").contains(&("person", 1)));
    let removed = Query {
        text: "桂花".to_owned(),
        gone: Gone::Only,
        ..Query::default()
    };
    let page = replica.store.list(spec("person"), &removed).unwrap();
    assert_eq!(page.rows.len(), 1, "the list of removed rows has it");
    replica.assert_sound();
    replica.act(&[restore("person", row(1))]);
    assert!(found(&replica, "桂花").contains(&("person", 1)));
    replica.assert_sound();
}

#[test]
fn what_was_overwritten_is_not_found_and_a_new_name_reaches_the_rows_that_bear_it() {
    let mut replica = Replica::new(1);
    replica.act(&[
        put("supply_item", row(1), "name", text("手电筒")),
        Change::put(
            spec("supply_batch"),
            row(2),
            [("item_id", id(1)), ("lot", text("P7"))],
        ),
        put("supply_movement", row(3), "batch_id", id(2)),
    ]);
    let all = [
        ("supply_item", 1),
        ("supply_batch", 2),
        ("supply_movement", 3),
    ];
    assert_eq!(
        found(&replica, "手电"),
        all,
        "a movement by its batch's item"
    );
    replica.act(&[put("supply_item", row(1), "name", text("雨衣"))]);
    assert_eq!(found(&replica, "手电"), []);
    assert_eq!(found(&replica, "yuyi"), all);
    replica.assert_sound();
}

#[test]
fn a_row_is_found_by_a_name_that_came_after_it() {
    let mut replica = Replica::new(1);
    replica.act(&[put("responder", row(9), "person_id", id(1))]);
    replica.act(&[person(1, &[("name", "仇英")])]);
    assert_eq!(
        found(&replica, "qiuying"),
        [("person", 1), ("responder", 9)]
    );
    replica.assert_sound();
}

#[test]
fn a_merge_keeps_the_index_like_an_act() {
    let (mut one, mut two) = (village(), Replica::new(2));
    two.hear(&one);
    assert_eq!(found(&two, "单桂"), found(&one, "单桂"));
    one.act(&[person(1, &[("name", "解小军")])]);
    two.act(&[person(1, &[("name", "区大明")])]);
    meet(&mut one, &mut two);
    assert_eq!(
        found(&one, "xie"),
        found(&two, "xie"),
        "what is shown is what is found"
    );
    assert_eq!(found(&one, "ou"), found(&two, "ou"));
}

#[test]
fn an_older_file_is_indexed_when_it_is_opened() {
    let mut replica = village();
    let connection = &replica.store.connection;
    connection
        .execute_batch("DROP TABLE search; DROP TABLE search_wait; DELETE FROM setting WHERE name = 'store.fold'")
        .unwrap();
    crate::refold::run(&mut replica.store.connection).unwrap();
    assert!(found(&replica, "sgh").contains(&("person", 1)));
    replica.assert_sound();
}

#[test]
fn a_document_that_is_not_the_row_s_is_a_difference() {
    let mut replica = village();
    let forged = "UPDATE search SET rest = 'x' WHERE search MATCH 'p_title : \".花\"'";
    replica.store.connection.execute_batch(forged).unwrap();
    let report = replica.store.check(crate::CheckDepth::Rebuild).unwrap();
    assert!(!report.ok && report.differences.len() == 1, "{report:?}");
}

#[test]
fn pages_hold_the_same_rows_however_they_are_met() {
    let mut replica = Replica::new(1);
    let changes: Vec<Change> = (0..2_500_u32)
        .map(|number| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&number.to_be_bytes());
            let values = [
                ("name", text(["王一", "李二", "张三"][number as usize % 3])),
                ("birth", text(&format!("19{:02}-01-01", number % 97))),
                ("group", text(if number % 5 == 0 { "1组" } else { "2组" })),
            ];
            Change::put(spec("person"), RowId(id), values)
        })
        .collect();
    replica.try_act(Act::IMPORT_SHEET, &changes).unwrap();
    let query = |text: &str, group: Option<&str>| Query {
        area: Some(AREA.to_owned()),
        text: text.to_owned(),
        equals: group
            .map(|group| ("group", vec![Value::from(group)]))
            .into_iter()
            .collect(),
        sort: vec![("birth", Order::Descending)],
        ..Query::default()
    };
    // Few rows are read to be sorted, many are met in the order of the index.
    let few_and_many = [
        ("王", Some("1组")),
        ("王", None),
        ("", Some("2组")),
        ("", None),
    ];
    for (text, group) in few_and_many {
        let whole = replica
            .store
            .list(spec("person"), &query(text, group))
            .unwrap();
        let mut paged = Vec::new();
        for offset in (0..2_500).step_by(100) {
            let page = Query {
                offset,
                limit: 100,
                ..query(text, group)
            };
            let page = replica.store.list(spec("person"), &page).unwrap();
            assert_eq!(page.total, whole.total);
            paged.extend(page.rows);
        }
        let births = |rows: &[crate::StoredRow]| -> Vec<String> {
            rows.iter()
                .map(|row| row.row.text("birth").to_owned())
                .collect()
        };
        assert_eq!(births(&paged), births(&whole.rows), "{text} {group:?}");
        let mut ids: Vec<RowId> = paged.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len() as u64, whole.total, "no row twice, none left out");
    }
}
