//! 应急物资清单 on paper.

use super::{Gather, Order, doubts, lacks, proven};
use crate::office::spec_of;
use crate::problem::Problem;
use crate::stock::{self, ItemStock, Level};
use chrono::Days;
use ledger::numbers::decimal_text;
use print::documents::supply_list::{self, Freshness, Stock, Supply, SupplyList};
use print::page::Document;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let mut supplies = all(gather)?;
    if !order.ids.is_empty() {
        supplies.retain(|(id, _)| order.ids.contains(id));
    }
    let supplies: Vec<Supply> = supplies.into_iter().map(|(_, supply)| supply).collect();
    if supplies.is_empty() {
        let none = lacks::none_of(spec_of("supply_item")?);
        gather.lacks.everything(none);
    }
    let input = SupplyList {
        imprint: proven(gather, None, &supplies)?,
        supplies,
    };
    Ok(supply_list::lay_out(&input, gather.desk.fonts()?))
}

/// Every supply, by class in the order of the list and then by name.
pub(super) fn all(gather: &Gather<'_>) -> Result<Vec<(ledger::RowId, Supply)>, Problem> {
    let mut stocks = stock::of_office(gather.office)?;
    let lists = gather.lists();
    let classes = lists.items("kit_class");
    let place = |class: &str| {
        classes
            .iter()
            .position(|item| item.code == class)
            .unwrap_or(usize::MAX)
    };
    stocks.sort_by_key(|stock| {
        let row = &stock.item.row;
        (
            place(row.text("kit_class")),
            row.text("name").to_owned(),
            row.text("spec").to_owned(),
        )
    });
    stocks
        .iter()
        .map(|stock| Ok((stock.item.id, doubted(gather, stock)?)))
        .collect()
}

/// One supply, with what is not certain of it.
fn doubted(gather: &Gather<'_>, stock: &ItemStock) -> Result<Supply, Problem> {
    let mut supply = supply(gather, stock)?;
    let mut doubts = doubts::of_row(gather, spec_of("supply_item")?, &stock.item)?;
    for (name, text) in [
        ("name", &mut supply.name),
        ("spec", &mut supply.model),
        ("unit", &mut supply.unit),
        ("min_qty", &mut supply.least),
        ("bin", &mut supply.place),
        ("keeper_id", &mut supply.keeper),
    ] {
        text.extend(doubts.remove(name));
    }
    Ok(supply)
}

fn supply(gather: &Gather<'_>, stock: &ItemStock) -> Result<Supply, Problem> {
    let today = gather.desk.clock.today();
    let notice = gather.desk.thresholds().value("supply_notice_days");
    let soon = today
        .checked_add_days(Days::new(notice.unsigned_abs()))
        .unwrap_or(today);
    let soon = soon.format("%Y-%m-%d").to_string();
    let today = gather.today();
    let row = &stock.item.row;
    let expiry = stock.first_expiry().unwrap_or("");
    Ok(Supply {
        class: gather.label("kit_class", row, "kit_class"),
        name: name(gather, stock),
        model: row.text("spec").to_owned(),
        unit: row.text("unit").to_owned(),
        booked: decimal_text(stock.total(), 3),
        usable: decimal_text(stock.usable(&today), 3),
        least: row
            .get("min_qty")
            .int()
            .map_or_else(String::new, |min| decimal_text(min, 3)),
        expiry: expiry.to_owned(),
        place: row.text("bin").to_owned(),
        keeper: gather.person_name(row, "keeper_id")?,
        spoiled: format!(
            "{}{}",
            decimal_text(stock.spoiled(&today), 3),
            row.text("unit")
        ),
        stock: match stock.level(&today) {
            _ if stock.is_mismatched() => Stock::Mismatched,
            Level::Fair | Level::Enough => Stock::Enough,
            Level::Low => Stock::Low,
            Level::Empty if stock.total() > 0 => Stock::Spoiled,
            Level::Empty => Stock::Gone,
        },
        freshness: match expiry {
            "" => Freshness::Good,
            day if day < today.as_str() => Freshness::Expired,
            day if day <= soon.as_str() => Freshness::Soon,
            _ => Freshness::Good,
        },
    })
}

/// The name of an item; whoever misses it on the shelf sees that it was only agreed.
fn name(gather: &Gather<'_>, stock: &ItemStock) -> String {
    let row = &stock.item.row;
    if stock.is_in_the_store_room() {
        return row.text("name").to_owned();
    }
    let mode = gather.label("reserve_mode", row, "mode");
    let mode = mode.split('（').next().unwrap_or_default();
    format!("{}（{mode}）", row.text("name"))
}
