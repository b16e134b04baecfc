//! That pages of a sorted list are the same however much of its order was met before.

use super::support::{Replica, put, row, spec, text};
use crate::{Gone, Order, Query};
use ledger::{Act, Change, Op, RowId};
use std::collections::{BTreeMap, BTreeSet};

const PEOPLE: u8 = 90;
const FIRST: &str = "990101102201";
const SECOND: &str = "990101102202";

fn person(number: u8, mobile: &str) -> Change {
    let group = format!("{}组", number % 3 + 1);
    let values = [("mobile", text(mobile)), ("group", text(&group))];
    Change::put(spec("person"), row(number), values)
}

/// People whose telephones are in another order than they came in.
fn village() -> Replica {
    let mut replica = Replica::new(1);
    let people = (1..=PEOPLE).map(|number| {
        let place = u32::from(number) * 37 % 91;
        person(number, &format!("1420000{place:04}"))
    });
    replica.act(&people.collect::<Vec<_>>());
    replica
}

/// A page, or the whole list where no row is the last of a page.
fn listed(
    replica: &Replica,
    (group, way): (Option<&str>, Order),
    (offset, limit): (usize, usize),
) -> Vec<RowId> {
    let equals = group.map(|group| ("group", vec![text(group)]));
    let query = Query {
        equals: equals.into_iter().collect(),
        sort: vec![("mobile", way)],
        offset,
        limit,
        ..Query::default()
    };
    let page = replica.store.list(spec("person"), &query).unwrap();
    page.rows.iter().map(|stored| stored.id).collect()
}

fn page(replica: &Replica, view: (Option<&str>, Order), offset: usize) -> Vec<RowId> {
    listed(replica, view, (offset, 7))
}

#[test]
fn a_page_is_the_same_whether_its_order_was_met_before_or_not() {
    let replica = village();
    let views = [
        (None, Order::Ascending),
        (Some("2组"), Order::Ascending),
        (Some("3组"), Order::Descending),
        (None, Order::Descending),
    ];
    for view in views {
        // One statement sorts the whole list, whatever was met.
        let whole = listed(&replica, view, (0, 0));
        assert!(whole.len() >= 30, "there is something to turn pages in");
        // Some from the middle, what lies before it, then to the end and beyond.
        for offset in [14, 0, 21, 7, 28, 84, 35, 91] {
            let end = whole.len().min(offset + 7);
            let expected = whole.get(offset..end).unwrap_or_default();
            assert_eq!(page(&replica, view, offset), expected, "{view:?} {offset}");
        }
    }
}

#[test]
fn what_was_met_is_forgotten_once_something_was_written() {
    let mut replica = village();
    let view = (None, Order::Ascending);
    let first = page(&replica, view, 0);
    let moved = *first.first().unwrap();
    replica.act(&[put("person", moved, "mobile", text("14200009999"))]);
    assert_eq!(page(&replica, view, 0).first(), first.get(1));
    let last = usize::from(PEOPLE) - 1;
    assert_eq!(page(&replica, view, last), [moved]);
}

/// People of two villages in one file: first all of one, then by turns; one of them removed.
fn township() -> Replica {
    let mut replica = Replica::new(2);
    let people = |numbers: std::ops::Range<u8>| -> Vec<Change> {
        let mobile = |number| format!("1420000{:04}", u32::from(number) * 37 % 91 / 3);
        let people = numbers.map(|number| person(number, &mobile(number)));
        people.collect()
    };
    let removed = Change {
        ledger: spec("person").number,
        row: row(7),
        op: Op::Remove,
        writes: BTreeMap::new(),
    };
    let acts = [
        (FIRST, people(1..60)),
        (SECOND, people(60..120)),
        (FIRST, people(120..150)),
        (SECOND, people(150..160)),
        (FIRST, vec![removed]),
    ];
    for (area, changes) in acts {
        let stamp = replica.stamp(Act::SAVE_RECORD);
        replica.store.act(area, &stamp, &changes).unwrap();
    }
    replica
}

/// All pages of a list, one after the other.
fn turned(replica: &Replica, query: &Query) -> Vec<RowId> {
    let pages = (0..200).step_by(7).map(|offset| {
        let query = Query {
            offset,
            limit: 7,
            ..query.clone()
        };
        let page = replica.store.list(spec("person"), &query).unwrap();
        assert_eq!(Ok(page.total), replica.store.count(spec("person"), &query));
        page.rows.into_iter().map(|stored| stored.id)
    });
    pages.flatten().collect()
}

#[test]
fn a_village_s_pages_hold_its_rows_and_no_others_wherever_they_lie() {
    let replica = township();
    for (area, gone) in [
        (FIRST, Gone::Hidden),
        (SECOND, Gone::Hidden),
        (FIRST, Gone::Only),
    ] {
        for equals in [
            vec![],
            vec![("group", vec![text("2组")])],
            vec![("group", vec![text("2组"), text("3组")])],
        ] {
            let query = Query {
                area: Some(area.to_owned()),
                gone,
                equals,
                sort: vec![("mobile", Order::Ascending)],
                ..Query::default()
            };
            let everywhere = Query {
                area: None,
                ..query.clone()
            };
            let all = replica
                .store
                .list(spec("person"), &everywhere)
                .unwrap()
                .rows;
            let own = all.iter().filter(|stored| stored.area == area);
            let own: BTreeSet<RowId> = own.map(|stored| stored.id).collect();
            let turned = turned(&replica, &query);
            assert_eq!(turned.len(), own.len(), "no row stands on two pages");
            assert_eq!(
                turned.into_iter().collect::<BTreeSet<_>>(),
                own,
                "{query:?}"
            );
            let whole = replica.store.list(spec("person"), &query).unwrap().rows;
            assert_eq!(
                whole
                    .iter()
                    .map(|stored| stored.id)
                    .collect::<BTreeSet<_>>(),
                own
            );
        }
    }
}

#[test]
fn equal_rows_stand_the_same_way_on_pages_that_were_met_and_on_pages_that_were_sorted() {
    for way in [Order::Ascending, Order::Descending] {
        let query = Query {
            area: Some(SECOND.to_owned()),
            sort: vec![("mobile", way)],
            ..Query::default()
        };
        // Nobody met anything: few rows are sorted. After all of the order was met: nothing is read.
        let sorted = township();
        let by_sorting = turned(&sorted, &query);
        let walked = township();
        turned(
            &walked,
            &Query {
                area: None,
                ..query.clone()
            },
        );
        assert_eq!(turned(&walked, &query), by_sorting, "{way:?}");
    }
}

#[test]
fn a_village_s_text_finds_its_own_rows() {
    let replica = township();
    let query = Query {
        area: Some(SECOND.to_owned()),
        text: "2组".to_owned(),
        ..Query::default()
    };
    let own = turned(
        &replica,
        &Query {
            sort: vec![("mobile", Order::Ascending)],
            ..query.clone()
        },
    );
    let whole = replica.store.list(spec("person"), &query).unwrap().rows;
    assert!(own.len() > 20 && whole.iter().all(|stored| stored.area == SECOND));
    assert_eq!(own.len(), whole.len());
}
