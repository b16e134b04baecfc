//! 物资储备表: what lies in which store, until when it keeps, and who has the key (domain §2.9).

mod shelf;

use crate::error::SheetError;
use crate::fields::More;
use crate::grid::Grid;
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, Rejected, RowReader, take_in};
use ledger::kinds::{supply_batch, supply_item};
use ledger::numbers;
use shelf::{Shelf, ends_on};

/// Decimal places of a quantity.
pub const QTY_SCALE: u8 = 3;

/// One line of a list of supplies: an item and what is in store of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyRecord {
    /// Row as seen in Excel.
    pub row: u32,
    /// 类别 as written; one that stands only in its first row holds for the rows below.
    pub class_text: String,
    /// Its code in `kit_class`, if one is meant.
    pub class: Option<String>,
    /// 名称.
    pub name: String,
    /// 规格.
    pub spec: String,
    /// Quantity in thousandths of the unit.
    pub qty: Option<i64>,
    /// 单位; that behind the number or in the head if it has no column.
    pub unit: String,
    /// Day it was made.
    pub made_on: Option<String>,
    /// Day until which it keeps; none if it keeps for ever or nobody wrote it down.
    pub expires_on: Option<String>,
    /// 保质期 in months, if it was given so.
    pub shelf_months: Option<i64>,
    /// 存放地点.
    pub place: String,
    /// Name of the keeper.
    pub keeper_name: String,
    /// His telephone number.
    pub keeper_phone: String,
    /// The other fields of the ledger `supply_item`.
    pub item: More,
    /// The other fields of the ledger `supply_batch`.
    pub batch: More,
}

const OWN: [&str; 11] = [
    "kit_class",
    "name",
    "spec",
    "qty",
    "unit",
    "made_on",
    "expires_on",
    "place",
    "keeper_id",
    "keeper_phone",
    "shelf_months",
];

const HEADINGS: &[Heading] = &[
    Heading::new(
        "name",
        &[
            "名称",
            "物资名称",
            "品名",
            "物品名称",
            "品目",
            "物资",
            "物资名称及规格",
            "物资种类",
            "装备名称",
        ],
    ),
    Heading::new(
        "qty",
        &[
            "数量",
            "库存",
            "库存数量",
            "现有数量",
            "储备数量",
            "实有数量",
            "现存数量",
            "入库数量",
        ],
    ),
    Heading::new(
        "place",
        &[
            "存放地点",
            "存放点",
            "存放位置",
            "储存地点",
            "储备地点",
            "仓库",
            "储备点",
        ],
    ),
    Heading::new(
        "expires_on",
        &[
            "保质期",
            "有效期",
            "有效期至",
            "到期日",
            "到期日期",
            "失效日期",
            "使用期限",
        ],
    ),
    Heading::person(
        "keeper_id",
        "keeper_phone",
        &[
            "保管人",
            "保管员",
            "管理人",
            "管理员",
            "责任人",
            "负责人",
            "保管责任人",
        ],
    ),
    Heading::new(
        "keeper_phone",
        &[
            "联系电话",
            "电话",
            "手机",
            "手机号码",
            "联系方式",
            "保管人电话",
            "保管员电话",
        ],
    ),
];

/// The words of this kind of sheet.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(
        HEADINGS,
        &[&["name"], &["qty", "spec", "unit", "kit_class"]],
    )
    .with_ledger(&supply_item::SPEC)
    .with_ledger(&supply_batch::SPEC)
    .carrying(&["kit_class"])
}

/// Takes in a list of supplies.
pub fn supplies(grid: &Grid, context: &Context<'_>) -> Result<Intake<SupplyRecord>, SheetError> {
    take_in(grid, &vocabulary(), context, record)
}

fn record(row: &mut RowReader<'_>) -> Result<SupplyRecord, Rejected> {
    let class = row.carried("kit_class");
    let name = row.name("name");
    if name.is_empty() {
        return Err(row.reject("name", "没有写名称，不知道是什么物资。"));
    }
    let (qty, unit) = amount(row)?;
    let made_on = row.day("made_on");
    let shelf = shelf_life(row);
    let expires_on = match &shelf {
        Shelf::Until(day) => Some(day.clone()),
        Shelf::Months(months) => row_end(row, made_on.as_deref(), *months),
        Shelf::Forever | Shelf::Unsaid => None,
    };
    Ok(SupplyRecord {
        row: row.number(),
        class_text: class.to_owned(),
        class: class_code(row, class),
        name,
        spec: row.text("spec").to_owned(),
        qty,
        unit,
        made_on,
        expires_on,
        shelf_months: if let Shelf::Months(months) = shelf {
            Some(months.into())
        } else {
            None
        },
        place: row.text("place").to_owned(),
        keeper_name: row.name("keeper_id"),
        keeper_phone: row.phone("keeper_phone"),
        item: row.more(&row.beside(&OWN, &supply_item::SPEC)),
        batch: row.more(&row.beside(&[&OWN[..], &["remark"]].concat(), &supply_batch::SPEC)),
    })
}

fn class_code(row: &mut RowReader<'_>, class: &str) -> Option<String> {
    if row.text("kit_class").is_empty() {
        return row.lists().code_within("kit_class", class);
    }
    row.code("kit_class", "kit_class")
}

/// 40部: the number and the unit behind it.
fn amount(row: &mut RowReader<'_>) -> Result<(Option<i64>, String), Rejected> {
    let text = row.text("qty");
    let split = text
        .find(|letter: char| !is_of_number(letter))
        .unwrap_or(text.len());
    let (number, behind) = text.split_at(split);
    let behind = behind.trim().trim_matches(['(', ')', '（', '）']);
    let column = row.text("unit");
    let unit = [column, behind, row.layout().unit("qty")]
        .into_iter()
        .find(|unit| !unit.is_empty())
        .unwrap_or_default();
    if text.is_empty() {
        row.note("qty", "数量空着，只建品目，不入库存。");
        return Ok((None, unit.to_owned()));
    }
    if row.is_filled("qty") {
        return Err(row.reject(
            "qty",
            "数量是合并的格子，已算在上面那一行，请分开写各有多少。",
        ));
    }
    let Some(qty) = numbers::decimal(number.trim(), QTY_SCALE) else {
        return Err(row.reject("qty", format!("数量“{text}”读不懂，请写数字。")));
    };
    if qty < 0 {
        return Err(row.reject("qty", format!("数量“{text}”小于零，请核对。")));
    }
    if !column.is_empty() && !behind.is_empty() && column != behind {
        row.note(
            "unit",
            format!("数量写的是“{text}”，单位写的是“{column}”，已按“{column}”记，请核对。"),
        );
    }
    Ok((Some(qty), unit.to_owned()))
}

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit()
        || ('０'..='９').contains(&letter)
        || matches!(letter, '.' | '．' | ',' | '，' | '-' | '－' | ' ')
}

fn shelf_life(row: &mut RowReader<'_>) -> Shelf {
    let (field, text) = match row.text("expires_on") {
        "" => ("shelf_months", row.text("shelf_months")),
        text => ("expires_on", text),
    };
    let read = Shelf::read(text, row.today());
    if read.is_none() {
        row.note(field, format!("保质期“{text}”读不懂，先空着，请补填。"));
    }
    read.unwrap_or(Shelf::Unsaid)
}

fn row_end(row: &mut RowReader<'_>, made_on: Option<&str>, months: u32) -> Option<String> {
    let end = made_on.and_then(|made_on| ends_on(made_on, months));
    if end.is_none() {
        row.note(
            "expires_on",
            "只写了保质期，没有生产日期，算不出到期日，请补填。",
        );
    }
    end
}
