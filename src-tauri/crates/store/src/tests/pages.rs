//! That pages of a sorted list are the same however much of its order was met before.

use super::support::{Replica, put, row, spec, text};
use crate::{Order, Query};
use ledger::{Change, RowId};

const PEOPLE: u8 = 90;

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
