//! 六个一: the six lamps of readiness, as data in `assets/lists/readiness.toml`.

use super::Books;
use crate::bridge::today::Lamp;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::stock::{ItemStock, Level};
use ledger::numbers::decimal_text;
use serde::Deserialize;

#[derive(Deserialize)]
struct Readiness {
    lamp: Vec<LampOrder>,
}

#[derive(Deserialize)]
struct LampOrder {
    name: String,
    label: String,
    source: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    kit_class: String,
}

/// The lamps as they stand.
pub(super) fn of(desk: &Desk, books: &Books) -> Result<Vec<Lamp>, Problem> {
    let readiness: Readiness = desk.assets.toml("lists/readiness.toml")?;
    Ok(readiness
        .lamp
        .into_iter()
        .map(|order| lamp(order, books))
        .collect())
}

fn lamp(order: LampOrder, books: &Books) -> Lamp {
    let (ledger, (state, text)) = if order.source == "escorts" {
        ("household", escorts(books))
    } else {
        ("supply_item", supplies(&order, books))
    };
    Lamp {
        name: order.name,
        label: order.label,
        state: state.to_owned(),
        text,
        ledger: ledger.to_owned(),
    }
}

fn escorts(books: &Books) -> (&'static str, String) {
    let all = books.households.len();
    let covered = books
        .households
        .iter()
        .filter(|hh| !hh.row.get("escort_a").is_empty())
        .count();
    match all - covered {
        _ if all == 0 => ("yellow", "还没登记危险区住户".to_owned()),
        0 => ("green", format!("就绪 {covered}/{all}户")),
        missing => ("red", format!("{missing}户没有包户人")),
    }
}

fn supplies(order: &LampOrder, books: &Books) -> (&'static str, String) {
    let is_meant = |stock: &&ItemStock| {
        let row = &stock.item.row;
        let by_word = order
            .words
            .iter()
            .any(|word| row.text("name").contains(word.as_str()));
        by_word || (!order.kit_class.is_empty() && row.text("kit_class") == order.kit_class)
    };
    let meant: Vec<&ItemStock> = books.stocks.iter().filter(is_meant).collect();
    let at = |level| {
        meant
            .iter()
            .filter(|stock| stock.level(&books.day) == level)
            .count()
    };
    match (meant.as_slice(), at(Level::Empty), at(Level::Low)) {
        ([], _, _) => ("red", "还没有登记".to_owned()),
        ([only], 0, 0) => {
            let unit = only.item.row.text("unit");
            (
                "green",
                format!("就绪 {}{unit}", decimal_text(only.usable(&books.day), 3)),
            )
        }
        (all, 0, 0) => ("green", format!("就绪 {}种", all.len())),
        (_, 0, low) => ("yellow", format!("{low}种低于最低")),
        (all, empty, _) if empty == all.len() => ("red", "没有可用的".to_owned()),
        (_, empty, _) => ("yellow", format!("{empty}种没有可用的")),
    }
}
