//! 物资清单: what there is, how much of it, where, and what is short or expired, said in words.

use super::{Imprint, masthead};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, Size};
use crate::table::{Align, Cell, Column, Table};
use serde::{Deserialize, Serialize};

const TITLE: &str = "应急物资清单";

/// How the stock stands against its least quantity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stock {
    /// Enough.
    #[default]
    Enough,
    /// 低于最低.
    Low,
    /// 账实不符: more was taken out than was booked in (domain §8.3).
    Mismatched,
}

/// How the goods stand against their last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Freshness {
    /// Good, or without a last day.
    #[default]
    Good,
    /// 即将到期.
    Soon,
    /// 已过期.
    Expired,
}

/// One supply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supply {
    /// 类: 防汛.
    pub class: String,
    /// 名称.
    pub name: String,
    /// 规格.
    pub model: String,
    /// 单位.
    pub unit: String,
    /// 账面: quantity on the books.
    pub booked: String,
    /// 最低: quantity that should always be there.
    pub least: String,
    /// 到期: nearest last day, as it shall be read.
    pub expiry: String,
    /// 库位.
    pub place: String,
    /// 保管.
    pub keeper: String,
    /// Whether there is enough.
    pub stock: Stock,
    /// Whether it is still good.
    pub freshness: Freshness,
}

/// What goes into the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplyList {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// The supplies, in order.
    pub supplies: Vec<Supply>,
}

/// Lays out the list on A4.
pub fn lay_out(input: &SupplyList, fonts: &Fonts) -> Document {
    let mut flow = Flow::new(fonts, Size::A4, input.imprint.running(TITLE));
    let summary = summary(&input.supplies);
    masthead(&mut flow, (&input.imprint, TITLE), &summary);
    table(&input.supplies).draw(&mut flow);
    flow.finish()
}

/// The list as a table, for this paper and for the annex of the village plan.
pub fn table(supplies: &[Supply]) -> Table {
    let unit = Column {
        align: Align::Centre,
        ..Column::text("单位", 4)
    };
    Table {
        columns: vec![
            Column::text("类", 8),
            Column::text("名称", 11),
            Column::text("规格", 10),
            unit,
            Column::number("账面", 7),
            Column::number("最低", 5),
            Column::text("到期", 10),
            Column::text("库位", 11),
            Column::text("保管", 6),
        ],
        rows: supplies.iter().map(row).collect(),
        sums: Vec::new(),
    }
}

fn summary(supplies: &[Supply]) -> String {
    let count = |is_meant: fn(&Supply) -> bool| supplies.iter().filter(|s| is_meant(s)).count();
    format!(
        "共{}种；低于最低{}种，账实不符{}种；已过期{}种，即将到期{}种。",
        supplies.len(),
        count(|supply| supply.stock == Stock::Low),
        count(|supply| supply.stock == Stock::Mismatched),
        count(|supply| supply.freshness == Freshness::Expired),
        count(|supply| supply.freshness == Freshness::Soon),
    )
}

fn row(supply: &Supply) -> Vec<Cell> {
    let booked = match supply.stock {
        Stock::Enough => Cell::from(&*supply.booked),
        Stock::Low => marked(&supply.booked, "低于最低"),
        Stock::Mismatched => marked(&supply.booked, "账实不符"),
    };
    let expiry = match supply.freshness {
        Freshness::Good => Cell::from(&*supply.expiry),
        Freshness::Soon => marked(&supply.expiry, "即将到期"),
        Freshness::Expired => marked(&supply.expiry, "已过期"),
    };
    vec![
        Cell::from(&*supply.class),
        Cell::strong(&*supply.name),
        Cell::from(&*supply.model),
        Cell::from(&*supply.unit),
        booked,
        Cell::from(&*supply.least),
        expiry,
        Cell::from(&*supply.place),
        Cell::from(&*supply.keeper),
    ]
}

fn marked(text: &str, mark: &str) -> Cell {
    Cell::strong(format!("{text}\n{mark}"))
}
