//! 物资清单: what there is, how much of it, where, and what is short or expired, said in words.

use super::{Imprint, masthead, nothing_recorded};
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
    /// 低于最低: what can be used is less than should always be there.
    Low,
    /// 全部过期.
    Spoiled,
    /// 没有库存.
    Gone,
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
    /// 能用: what of it has not expired; this alone counts against the least quantity.
    pub usable: String,
    /// 最低: quantity that should always be there.
    pub least: String,
    /// 到期: nearest last day, as it shall be read.
    pub expiry: String,
    /// How much has expired, with its unit: 60升.
    pub spoiled: String,
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
    if input.supplies.is_empty() {
        nothing_recorded(&mut flow, (&input.imprint, TITLE));
        return flow.finish();
    }
    let summary = summary(&input.supplies);
    masthead(&mut flow, (&input.imprint, TITLE), &summary);
    table(&input.supplies).draw(&mut flow);
    flow.finish()
}

/// The list as a table, for this paper and for the annex of the village plan.
pub fn table(supplies: &[Supply]) -> Table {
    let text = |label| Column::text(label, Column::FITTED);
    let number = |label| Column::number(label, Column::FITTED);
    let unit = Column {
        align: Align::Centre,
        ..text("单位")
    };
    Table {
        columns: vec![
            text("类别"),
            text("名称"),
            text("规格"),
            unit,
            number("账面"),
            number("能用"),
            number("最低"),
            text("到期日"),
            text("库位"),
            text("保管员"),
        ],
        rows: supplies.iter().map(row).collect(),
        sums: Vec::new(),
    }
}

fn summary(supplies: &[Supply]) -> String {
    let count = |is_meant: fn(&Supply) -> bool| supplies.iter().filter(|s| is_meant(s)).count();
    let said = |counts: &[(&str, usize)]| {
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(what, count)| format!("{what}{count}种"))
            .collect();
        counts.join("，")
    };
    let short = [
        ("低于最低", count(|supply| supply.stock == Stock::Low)),
        ("全部过期", count(|supply| supply.stock == Stock::Spoiled)),
        ("没有库存", count(|supply| supply.stock == Stock::Gone)),
    ];
    let other = [
        (
            "账实不符",
            count(|supply| supply.stock == Stock::Mismatched),
        ),
        (
            "有过期的",
            count(|supply| supply.freshness == Freshness::Expired),
        ),
        (
            "即将到期",
            count(|supply| supply.freshness == Freshness::Soon),
        ),
    ];
    let number: usize = short.iter().map(|(_, count)| count).sum();
    let short = match number {
        0 => "都不低于最低储备。".to_owned(),
        number => format!("要补{number}种：{}。", said(&short)),
    };
    let other = match said(&other) {
        other if other.is_empty() => other,
        other => format!("{other}。过期的不算能用。"),
    };
    format!("共{}种。{short}{other}", supplies.len())
}

fn row(supply: &Supply) -> Vec<Cell> {
    let usable = match supply.stock {
        Stock::Enough => Cell::from(&*supply.usable),
        Stock::Low => marked(&supply.usable, "低于最低"),
        Stock::Spoiled => marked(&supply.usable, "全部过期"),
        Stock::Gone => marked(&supply.usable, "没有库存"),
        Stock::Mismatched => marked(&supply.usable, "账实不符"),
    };
    let expiry = match supply.freshness {
        Freshness::Good => Cell::from(&*supply.expiry),
        Freshness::Soon => marked(&supply.expiry, "即将到期"),
        Freshness::Expired => marked(&supply.expiry, &format!("{}已过期", supply.spoiled)),
    };
    vec![
        Cell::from(&*supply.class),
        Cell::strong(&*supply.name),
        Cell::from(&*supply.model),
        Cell::from(&*supply.unit),
        Cell::from(&*supply.booked),
        usable,
        Cell::from(&*supply.least),
        expiry,
        Cell::from(&*supply.place),
        Cell::from(&*supply.keeper),
    ]
}

fn marked(text: &str, mark: &str) -> Cell {
    Cell::strong(format!("{text}\n{mark}"))
}
