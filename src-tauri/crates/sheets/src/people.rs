//! 村民花名册: people and the households they live in (domain §2.3).
//!
//! A household is named by its number where its rows begin; the rows below that leave the number
//! empty belong to it, until somebody is 户主 again.

mod twice;

use crate::cell::visible;
use crate::error::SheetError;
use crate::fields::More;
use crate::grid::Grid;
use crate::header::{Heading, Vocabulary};
use crate::intake::{Context, Intake, Rejected, RowReader, take_in};
use ledger::Field;
use ledger::kinds::{household, person};
use ledger::numbers::{self, IdNoFault};
use std::collections::{BTreeSet, HashMap};
use twice::Seen;

/// One person of a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// Row as seen in Excel.
    pub row: u32,
    /// Row of the first person of the same household: the same for all who live together.
    pub household: u32,
    /// 户号, empty if the roll has none.
    pub household_no: String,
    /// 姓名.
    pub name: String,
    /// 与户主关系 as written.
    pub relation_text: String,
    /// Its code in `relation`.
    pub relation: Option<String>,
    /// Code in `sex`; from the identity number if the roll does not say.
    pub sex: Option<String>,
    /// Day of birth; from the identity number if the roll does not say.
    pub birth: Option<String>,
    /// 身份证号 as text, right or wrong.
    pub id_no: String,
    /// What is wrong with it.
    pub id_no_fault: Option<IdNoFault>,
    /// Telephone number.
    pub phone: String,
    /// 组别.
    pub group: String,
    /// Codes in `vulnerability`.
    pub tags: BTreeSet<String>,
    /// Code in `residence`.
    pub residence: Option<String>,
    /// The other fields of the ledger `person`.
    pub more: More,
    /// The fields of the ledger `household`.
    pub house: More,
}

const OWN: [&str; 11] = [
    "hh_no",
    "household_id",
    "name",
    "relation",
    "sex",
    "birth",
    "id_no",
    "mobile",
    "group",
    "vulnerable",
    "residence",
];

const HEADINGS: &[Heading] = &[
    Heading::new(
        "hh_no",
        &["户号", "户编号", "家庭编号", "户编码", "门户编号", "所在户"],
    ),
    Heading::person(
        "name",
        "mobile",
        &["姓名", "家庭成员姓名", "村民姓名", "成员"],
    ),
    Heading::new("relation", &["与户主关系", "户主关系", "家庭成员关系"]),
    Heading::new(
        "id_no",
        &["身份证号码", "身份证号", "居民身份证号码", "公民身份证号码"],
    ),
    Heading::new("mobile", &["联系电话", "本人电话", "手机号码"]),
    Heading::new(
        "vulnerable",
        &[
            "人员类别",
            "人员类型",
            "类别",
            "特殊群体",
            "特殊人群类别",
            "重点人群",
        ],
    ),
];

/// The words of this kind of sheet.
pub(crate) fn vocabulary() -> Vocabulary {
    Vocabulary::new(
        HEADINGS,
        &[
            &["name"],
            &["hh_no", "relation", "id_no", "sex", "birth", "residence"],
        ],
    )
    .with_ledger(&person::SPEC)
    .with_ledger(&household::SPEC)
    .carrying(&["hh_no"])
}

/// Takes in a roll of people.
pub fn people(grid: &Grid, context: &Context<'_>) -> Result<Intake<PersonRecord>, SheetError> {
    let mut households = Households::default();
    let mut seen = Seen::with_room(grid.rows.len());
    let mut beside = None;
    take_in(grid, &vocabulary(), context, |row| {
        let beside = beside.get_or_insert_with(|| Beside::of(row));
        let record = record(row, &mut households, beside)?;
        match seen.earlier(&record) {
            Some(first) => Err(row.reject(
                "name",
                format!(
                    "与第{first}行是同一个人，只导入第{first}行；如不是同一人，请改正后再导入。"
                ),
            )),
            None => Ok(record),
        }
    })
}

/// The fields of a roll that need no reading of their own.
struct Beside {
    person: Vec<&'static Field>,
    house: Vec<&'static Field>,
}

impl Beside {
    fn of(row: &RowReader<'_>) -> Self {
        let of_house = [&OWN[..], &["remark"]].concat();
        Self {
            person: row.beside(&OWN, &person::SPEC),
            house: row.beside(&of_house, &household::SPEC),
        }
    }
}

fn record(
    row: &mut RowReader<'_>,
    households: &mut Households,
    beside: &Beside,
) -> Result<PersonRecord, Rejected> {
    let name = row.name("name");
    if name.is_empty() {
        return Err(row.reject("name", "没有写姓名。"));
    }
    let relation = row.exact_code("relation", "relation");
    let (household, household_no) = households.place(row, relation.as_deref());
    let id_no = numbers::id_no_text(&visible(row.text("id_no")));
    let read = numbers::id_no(&id_no, row.today());
    let id_no_fault = read.err().filter(|_| !id_no.is_empty());
    if let Some(fault) = id_no_fault {
        row.note("id_no", fault.text());
    }
    let read_sex = read
        .ok()
        .map(|id_no| if id_no.male { "male" } else { "female" });
    let read_birth = read.ok().map(|id_no| id_no.birth.to_string());
    Ok(PersonRecord {
        row: row.number(),
        household,
        household_no,
        name,
        relation_text: row.text("relation").to_owned(),
        relation,
        sex: row.exact_code("sex", "sex").or(read_sex.map(str::to_owned)),
        birth: row.day("birth").or(read_birth),
        id_no,
        id_no_fault,
        phone: row.phone("mobile"),
        group: row.text("group").to_owned(),
        tags: tags(row),
        residence: row.exact_code("residence", "residence"),
        more: row.more(&beside.person),
        house: row.more(&beside.house),
    })
}

fn tags(row: &mut RowReader<'_>) -> BTreeSet<String> {
    let text = row.text("vulnerable");
    if matches!(
        text,
        "" | "无" | "/" | "普通" | "一般" | "一般人员" | "普通村民"
    ) {
        return BTreeSet::new();
    }
    row.codes("vulnerable", "vulnerability")
}

/// Which rows live together.
#[derive(Default)]
struct Households {
    current: Option<(u32, String)>,
    numbered: HashMap<String, u32>,
}

impl Households {
    /// First row and number of the household this row belongs to.
    fn place(&mut self, row: &mut RowReader<'_>, relation: Option<&str>) -> (u32, String) {
        let number = row.name("hh_no");
        let is_head = relation == Some("head");
        if !number.is_empty() {
            let first = *self.numbered.entry(number.clone()).or_insert(row.number());
            self.current = Some((first, number));
        } else if is_head || self.current.is_none() {
            if row.layout().column("hh_no").is_some() {
                row.note("hh_no", "没有写户号，按新的一户记，请补填。");
            }
            self.current = Some((row.number(), String::new()));
        }
        self.current.clone().unwrap_or_default()
    }
}
