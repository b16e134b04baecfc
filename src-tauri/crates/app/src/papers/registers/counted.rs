//! What a register says of a row that no field holds, worked out once for all its rows: how many
//! live in a household, what is left of a batch, what a count was short of.

use super::books::area;
use crate::papers::Gather;
use crate::papers::homes::{self, Homes};
use crate::problem::Problem;
use crate::stock::{self, ItemStock};
use ledger::kinds::supply_check;
use ledger::numbers::decimal_text;
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::StoredRow;

/// By row, what is said of it.
type Said = BTreeMap<RowId, String>;

/// One thing that is counted.
pub(super) struct Counted {
    ledger: &'static str,
    name: &'static str,
    pub(super) label: &'static str,
    /// Whether it stands under the others as a number.
    pub(super) is_number: bool,
    /// Whether it comes to a sum.
    pub(super) is_summed: bool,
    of: fn(&Gather<'_>, &[StoredRow]) -> Result<Said, Problem>,
}

static COUNTED: &[Counted] = &[
    Counted {
        ledger: "household",
        name: "home",
        label: "住址",
        is_number: false,
        is_summed: false,
        of: homes_stand,
    },
    Counted {
        ledger: "household",
        name: "people",
        label: "在家几人",
        is_number: true,
        is_summed: true,
        of: people_at_home,
    },
    Counted {
        ledger: "team",
        name: "members",
        label: "人数",
        is_number: true,
        is_summed: false,
        of: members,
    },
    Counted {
        ledger: "supply_batch",
        name: "left",
        label: "现有",
        is_number: true,
        is_summed: false,
        of: left,
    },
    Counted {
        ledger: "supply_item",
        name: "stock",
        label: "现有能用",
        is_number: true,
        is_summed: false,
        of: usable,
    },
    Counted {
        ledger: "supply_check",
        name: "difference",
        label: "差",
        is_number: false,
        is_summed: false,
        of: difference,
    },
    Counted {
        ledger: "inspection",
        name: "failed",
        label: "不合格",
        is_number: true,
        is_summed: false,
        of: failed,
    },
    Counted {
        ledger: "evac_entry",
        name: "event",
        label: "哪次",
        is_number: false,
        is_summed: false,
        of: event,
    },
];

impl Counted {
    /// Whether what is said must not be overlooked: what is missing, what was not in order.
    pub(super) fn is_loud(&self, said: &str) -> bool {
        match self.name {
            "difference" => said.starts_with(['少', '多']),
            "stock" => said.contains(' '),
            "failed" => {
                said.ends_with('项') && said.starts_with(|letter: char| letter.is_ascii_digit())
            }
            _ => false,
        }
    }

    /// What is said of each of the rows.
    pub(super) fn of(&self, gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
        (self.of)(gather, rows)
    }
}

/// The one of this name.
pub(super) fn named(ledger: &str, name: &str) -> Option<&'static Counted> {
    COUNTED
        .iter()
        .find(|counted| (counted.ledger, counted.name) == (ledger, name))
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the others of the table read the books"
)]
fn homes_stand(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let address = |stored: &StoredRow| (stored.id, homes::address(gather.audience, &stored.row));
    Ok(rows.iter().map(address).collect())
}

fn people_at_home(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let homes = Homes::of_area(gather, area(gather, rows))?;
    let people = |stored: &StoredRow| match homes.home(stored).people() {
        Some(count) => (stored.id, format!("{count}人")),
        None => (stored.id, "没登记".to_owned()),
    };
    Ok(rows.iter().map(people).collect())
}

fn members(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let mut count: BTreeMap<RowId, usize> = BTreeMap::new();
    for responder in gather.office.all_of(area(gather, rows), "responder")? {
        if responder.row.text("status") != "left" {
            for team in crate::office::references(responder.row.get("team_ids")) {
                *count.entry(team).or_default() += 1;
            }
        }
    }
    let said = |stored: &StoredRow| {
        let count = count.get(&stored.id).copied().unwrap_or(0);
        (stored.id, format!("{count}人"))
    };
    Ok(rows.iter().map(said).collect())
}

fn left(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let left = gather.office.store.stock(area(gather, rows), None)?;
    let units = super::units::of(gather, "supply_batch", rows)?;
    let said = |stored: &StoredRow| {
        let left = left.get(&stored.id).copied().unwrap_or(0);
        let unit = units.get(&stored.id).map_or("", String::as_str);
        (stored.id, format!("{}{unit}", decimal_text(left, 3)))
    };
    Ok(rows.iter().map(said).collect())
}

/// What there is of an item and has not expired, and what there is to be said of that.
fn usable(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let today = gather.today();
    let stocks = stock::of_area(gather.office, area(gather, rows))?;
    let said = |stock: &ItemStock| {
        let usable = decimal_text(stock.counted(&today)?, 3);
        let unit = stock.item.row.text("unit");
        let alert = stock.alert(&today).map(|alert| format!(" {alert}"));
        let alert = alert.unwrap_or_default();
        Some((stock.item.id, format!("{usable}{unit}{alert}")))
    };
    Ok(stocks.iter().filter_map(said).collect())
}

/// 少1把, 多2把, 相符.
fn difference(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let units = super::units::of(gather, "supply_check", rows)?;
    let said = |stored: &StoredRow| {
        let unit = units.get(&stored.id).map_or("", String::as_str);
        let text = match supply_check::difference(&stored.row) {
            None => "没有账面数".to_owned(),
            Some(0) => "相符".to_owned(),
            Some(less) if less < 0 => format!("少{}{unit}", decimal_text(-less, 3)),
            Some(more) => format!("多{}{unit}", decimal_text(more, 3)),
        };
        (stored.id, text)
    };
    Ok(rows.iter().map(said).collect())
}

/// 2项; 全合格 where every item is in order, 没有检查项 where none was kept.
fn failed(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let mut items: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for item in gather
        .office
        .all_of(area(gather, rows), "inspection_item")?
    {
        let of = items
            .entry(item.row.text("inspection_id").to_owned())
            .or_default();
        of.0 += 1;
        of.1 += usize::from(item.row.text("result") == "fail");
    }
    let said = |stored: &StoredRow| {
        let text = match items.get(&stored.id.to_string()) {
            None => "没有检查项".to_owned(),
            Some((_, 0)) => "全合格".to_owned(),
            Some((_, failed)) => format!("{failed}项"),
        };
        (stored.id, text)
    };
    Ok(rows.iter().map(said).collect())
}

/// Number and day of the warning or the event for which somebody was brought away.
fn event(gather: &Gather<'_>, rows: &[StoredRow]) -> Result<Said, Problem> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (ledger, number, day) in [
        ("warning", "warning_no", "received_at"),
        ("incident", "inc_no", "occurred_at"),
    ] {
        for stored in gather.office.all_of(area(gather, rows), ledger)? {
            let day = stored.row.text(day).get(5..10).unwrap_or_default();
            let name = format!("{} {day}", stored.row.text(number));
            names.insert(stored.id.to_string(), name.trim().to_owned());
        }
    }
    let name = |row: &Row| {
        let ids = ["warning_id", "incident_id"].map(|field| row.text(field));
        let found = ids.into_iter().find_map(|id| names.get(id));
        found.cloned().unwrap_or_else(|| "没写哪次".to_owned())
    };
    let said = rows.iter().map(|stored| (stored.id, name(&stored.row)));
    Ok(said.collect())
}
