//! 协议储备: what shops have promised to deliver (domain §2.9). This version has no ledger for it;
//! [`Taken`](crate::Taken) lists its rows as refused, so that nobody believes they were taken in.

use crate::cell::one_word;
use crate::error::SheetError;
use crate::grid::Grid;
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, Record, take_in};

/// Why the rows of such a sheet are not taken in.
pub const NO_LEDGER: &str = "协议储备还没有对应的台账，这一行没有导入，请留好原表。";

/// One promise of a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementRecord {
    /// Row as seen in Excel.
    pub row: u32,
    /// 商户.
    pub vendor: String,
    /// 品种.
    pub items: String,
    /// Quantity as written.
    pub qty_text: String,
    /// Who is called.
    pub contact_name: String,
    /// Under which number.
    pub contact_phone: String,
}

impl Record for AgreementRecord {
    fn row(&self) -> u32 {
        self.row
    }
}

const HEADINGS: &[Heading] = &[
    Heading::new(
        "vendor",
        &[
            "商户",
            "商户名称",
            "协议单位",
            "供应商",
            "协议商户",
            "供货单位",
            "企业名称",
        ],
    ),
    Heading::new(
        "items",
        &["品种", "物资品种", "名称", "物资名称", "供应品种"],
    ),
    Heading::new("qty", &["数量", "协议数量", "储备数量"]),
    Heading::person(
        "contact_a",
        "contact_phone",
        &["联系人", "负责人", "联络人"],
    ),
    Heading::new(
        "contact_phone",
        &["电话", "联系电话", "手机", "手机号码", "联系方式"],
    ),
];

/// The words of this kind of sheet.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(HEADINGS, &[&["vendor"], &["items"]])
}

/// Takes in a list of agreements.
pub fn agreements(
    grid: &Grid,
    context: &Context<'_>,
) -> Result<Intake<AgreementRecord>, SheetError> {
    take_in(grid, &vocabulary(), context, |row| {
        let vendor = row.text("vendor");
        if vendor.is_empty() {
            return Err(row.reject("vendor", "没有写商户，不知道向谁要货。"));
        }
        Ok(AgreementRecord {
            row: row.number(),
            vendor: one_word(vendor),
            items: row.text("items").to_owned(),
            qty_text: row.text("qty").to_owned(),
            contact_name: row.name("contact_a"),
            contact_phone: row.phone("contact_phone"),
        })
    })
}
