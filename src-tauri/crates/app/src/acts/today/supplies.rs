//! Supplies that expire or are due for a test, and stock that does not agree with the books. What
//! nothing is left of is passed over. A township hears of its villages by number.

use super::due::{Due, EACH, Family, Tone};
use crate::acts::alerts::when;
use crate::acts::picture::Picture;
use crate::bridge::today::DueLine;
use crate::problem::Problem;
use crate::stock::ItemStock;
use ledger::Row;
use ledger::dates::day_of;
use store::{Query, StoredRow};

/// A day that batches have.
struct Dated {
    day: &'static str,
    notice: &'static str,
    level: &'static str,
    says: &'static str,
    rest: &'static str,
}

const EXPIRY: Dated = Dated {
    day: "expires_on",
    notice: "supply_notice_days",
    level: "物资",
    says: "到期",
    rest: "种物资到期",
};

const TEST: Dated = Dated {
    day: "next_test",
    notice: "test_notice_days",
    level: "检测",
    says: "该检测了",
    rest: "种物资该检测",
};

pub(super) fn families(picture: &Picture<'_>) -> Result<Vec<Family>, Problem> {
    if !picture.is_village() {
        return Ok(vec![of_villages(picture)?]);
    }
    Ok(vec![
        dated(picture, &EXPIRY)?,
        dated(picture, &TEST)?,
        mismatched(picture)?,
    ])
}

/// Items by the first of their batches whose day comes.
fn dated(picture: &Picture<'_>, kind: &Dated) -> Result<Family, Problem> {
    let notice = picture.thresholds.value(kind.notice);
    let mut found = Vec::new();
    for stock in &picture.stocks {
        let left = stock.batches.iter().filter(|(_, qty)| *qty > 0);
        let days = left.filter_map(|(batch, _)| day_of(batch.row.text(kind.day)));
        let Some(day) = days.min() else { continue };
        let when = when(day, picture.today, notice);
        if when.is_empty() {
            continue;
        }
        found.push((day, when, stock));
    }
    found.sort_by_key(|(day, _, _)| *day);
    let total = found.len();
    let shown = found.into_iter().take(EACH).map(|(day, when, stock)| {
        let row = &stock.item.row;
        let says = format!("{}{}", row.text("name"), kind.says);
        Ok(Due {
            tone: Tone::by_day(day, picture.today),
            day,
            line: DueLine {
                level: kind.level.to_owned(),
                when,
                ..line(picture, stock, says)?
            },
        })
    });
    Ok(Family {
        shown: shown.collect::<Result<_, Problem>>()?,
        total,
        rest: kind.rest,
        ledger: "supply_item",
        chip: None,
    })
}

/// 账实不符: more was taken out than was ever booked in (domain §8.3).
fn mismatched(picture: &Picture<'_>) -> Result<Family, Problem> {
    let stocks = picture.stocks.iter();
    let negative: Vec<&ItemStock> = stocks.filter(|stock| stock.is_mismatched()).collect();
    let shown = negative.iter().take(EACH).map(|stock| {
        let says = format!("{}账实不符，请去库里点一遍", stock.item.row.text("name"));
        Ok(Due {
            tone: Tone::Yellow,
            day: picture.today,
            line: DueLine {
                level: "物资".to_owned(),
                ..line(picture, stock, says)?
            },
        })
    });
    Ok(Family {
        shown: shown.collect::<Result<_, Problem>>()?,
        total: negative.len(),
        rest: "种物资账实不符",
        ledger: "supply_item",
        chip: None,
    })
}

fn line(picture: &Picture<'_>, stock: &ItemStock, what: String) -> Result<DueLine, Problem> {
    let row = &stock.item.row;
    Ok(DueLine {
        what,
        place: row.text("bin").to_owned(),
        who: picture.named("supply_item", row, "keeper_id")?,
        ledger: "supply_item".to_owned(),
        id: stock.item.id.to_string(),
        ..DueLine::default()
    })
}

/// One line for each village with batches that expire.
fn of_villages(picture: &Picture<'_>) -> Result<Family, Problem> {
    let notice = picture.thresholds.value(EXPIRY.notice);
    let mut shown = Vec::new();
    for area in picture.keepers("supply_batch")? {
        let query = Query {
            area: Some(area.clone()),
            before: vec![(EXPIRY.day, picture.day_in(notice + 1).into())],
            ..Query::default()
        };
        let batches = picture.rows("supply_batch", query)?;
        let ids: Vec<_> = batches.iter().map(|stored| stored.id).collect();
        let left = picture.office.store.stock(&area, Some(&ids))?;
        let is_left = |stored: &&StoredRow| left.get(&stored.id).is_some_and(|qty| *qty > 0);
        let days = batches
            .iter()
            .filter(is_left)
            .map(|stored| expiry(&stored.row));
        let days: Vec<_> = days.flatten().collect();
        let Some(first) = days.iter().min().copied() else {
            continue;
        };
        shown.push(Due {
            tone: Tone::by_day(first, picture.today),
            day: first,
            line: DueLine {
                level: "物资".to_owned(),
                what: format!("{}批物资到期", days.len()),
                when: when(first, picture.today, notice),
                ledger: "supply_batch".to_owned(),
                area: picture.area(&area),
                ..DueLine::default()
            },
        });
    }
    Ok(Family::of_villages(
        shown,
        ("个村有物资到期", "supply_batch"),
    ))
}

fn expiry(batch: &Row) -> Option<chrono::NaiveDate> {
    day_of(batch.text(EXPIRY.day))
}
