//! Invented books of the size the budgets name (design §7): VILLAGE has 5,000 residents, 2,000
//! hazards and 3,000 lots, with the households and items they refer to; TOWNSHIP is 30 of them.

use crate::chance::Chance;
use anyhow::{Context as _, Result};
use ledger::{Change, RowId, Spec, Value};

/// Villages of a TOWNSHIP.
pub const VILLAGES: u64 = 30;
/// Residents of a VILLAGE.
pub const RESIDENTS: u64 = 5_000;
/// Hazards of a VILLAGE.
pub const HAZARDS: u64 = 2_000;
/// Lots of a VILLAGE.
pub const LOTS: u64 = 3_000;
const HOUSEHOLDS: u64 = 1_600;
const ITEMS: u64 = 60;

/// Surnames, also what searches begin with.
pub const SURNAMES: [&str; 16] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "何",
];
/// Characters of given names.
pub const GIVEN: [&str; 24] = [
    "桂", "花", "立", "新", "建", "国", "秀", "英", "明", "芳", "志", "强", "玉", "兰", "海", "燕",
    "春", "梅", "伟", "丽", "军", "静", "德", "福",
];
/// Words of hazards, also what searches ask for.
pub const FAULTS: [&str; 8] = [
    "山塘坝脚渗水",
    "电线老化打火",
    "路灯不亮",
    "后山落石",
    "消防通道堆物",
    "桥栏杆松动",
    "液化气瓶放卧室",
    "排水沟堵塞",
];
/// Where hazards are.
pub const PLACES: [&str; 8] = [
    "村口",
    "晒谷场",
    "小卖部后门",
    "桥头",
    "老祠堂",
    "学校门口",
    "水库边",
    "三岔路口",
];
/// Things in store, also what searches ask for.
pub const STORED: [&str; 10] = [
    "手电筒",
    "雨衣",
    "铁锹",
    "编织袋",
    "救生衣",
    "灭火器",
    "矿泉水",
    "方便面",
    "棉被",
    "对讲机",
];

/// The ledger of this name.
pub fn spec(name: &str) -> Result<&'static Spec> {
    ledger::by_name(name).with_context(|| format!("there is no ledger {name}"))
}

/// Code of the township.
pub const TOWN: &str = "990101102000";

/// Code of a village, counted from 1.
pub fn code(village: u64) -> String {
    format!("990101102{:03}", 200 + village)
}

/// Village groups, also what lists are filtered by.
pub fn group(number: u64) -> String {
    format!("{}组", number % 8 + 1)
}

/// The row of this number, with an id that grows as a program's own ids do (UUID version 7).
pub fn id(ledger: &Spec, village: u64, number: u64) -> RowId {
    let order = u64::from(ledger.number) * 1_000_000 + number;
    let time = 1_780_000_000_000 + village * 100_000_000 + order;
    let chance = Chance::new(time).bits();
    let high = (u128::from(time) << 80) | (0x7 << 76) | (u128::from(chance & 0xfff) << 64);
    let low = (0b10 << 62) | u128::from(chance >> 2);
    RowId((high | low).to_be_bytes())
}

/// One ledger's rows of a village.
struct Shelf {
    spec: &'static Spec,
    village: u64,
    chance: Chance,
}

impl Shelf {
    fn new(ledger: &str, village: u64) -> Result<Self> {
        let spec = spec(ledger)?;
        let chance = Chance::new(village * 1_000 + u64::from(spec.number));
        Ok(Self {
            spec,
            village,
            chance,
        })
    }

    fn reference(&self, ledger: &str, number: u64) -> Result<Value> {
        Ok(id(spec(ledger)?, self.village, number).to_string().into())
    }

    fn put<'v>(&self, number: u64, values: impl IntoIterator<Item = (&'v str, Value)>) -> Change {
        Change::put(self.spec, id(self.spec, self.village, number), values)
    }

    fn person(&mut self, number: u64) -> Result<Change> {
        let household = number % HOUSEHOLDS;
        let male = self.chance.below(2) == 1;
        let given = [self.chance.pick(&GIVEN), self.chance.pick(&GIVEN)].concat();
        let name = format!("{}{given}", self.chance.pick(&SURNAMES));
        let identity = Identity::of(self.village * 200_000 + number, male);
        let relation = if number < HOUSEHOLDS { "head" } else { "son" };
        let phone = format!("1420000{:04}", self.chance.below(10_000));
        let residence = self.chance.pick(&["resident", "resident", "away"]);
        let mobility =
            self.chance
                .pick(&["independent", "independent", "independent", "supported"]);
        let household_id = self.reference("household", household)?;
        let values = [
            ("name", Value::from(name)),
            ("household_id", household_id),
            ("relation", relation.into()),
            ("sex", if male { "male" } else { "female" }.into()),
            ("birth", identity.birth.into()),
            ("id_no", identity.number.into()),
            ("mobile", phone.into()),
            ("group", group(household).into()),
            ("residence", residence.into()),
            ("mobility", mobility.into()),
        ];
        Ok(self.put(number, values))
    }

    fn household(&mut self, number: u64) -> Result<Change> {
        let head = self.reference("person", number)?;
        let building = self
            .chance
            .pick(&["brick_concrete", "brick_wood", "earth_wood"]);
        let values = [
            (
                "hh_no",
                Value::from(format!("{}-{number:04}", code(self.village))),
            ),
            ("head_id", head),
            ("group", group(number).into()),
            (
                "address",
                format!("{}{}号", group(number), number + 1).into(),
            ),
            ("house_struct", building.into()),
            ("in_danger_zone", number.is_multiple_of(9).into()),
        ];
        Ok(self.put(number, values))
    }

    fn hazard(&mut self, number: u64) -> Result<Change> {
        let owner = self.reference("person", number)?;
        let status = self
            .chance
            .pick(&["found", "rectifying", "reviewing", "closed"]);
        let grade = self
            .chance
            .pick(&["general", "general", "general", "major"]);
        let kind = self.chance.pick(&["geological", "flood"]);
        let values = [
            (
                "hz_no",
                Value::from(format!("{}-2026-{number:04}", code(self.village))),
            ),
            ("description", self.chance.pick(&FAULTS).into()),
            ("location", self.chance.pick(&PLACES).into()),
            ("group", group(number).into()),
            ("src", "patrol".into()),
            ("found_at", format!("{}T08:30+08:00", self.day(2026)).into()),
            ("kind", kind.into()),
            ("grade", grade.into()),
            ("owner_id", owner),
            ("requirement", "限期整改，雨天专人看守。".into()),
            ("due_date", self.day(2026).into()),
            ("status", status.into()),
        ];
        Ok(self.put(number, values))
    }

    fn item(&mut self, number: u64) -> Change {
        let name = self.chance.pick(&STORED);
        self.put(
            number,
            [
                ("name", Value::from(name)),
                ("spec", format!("{}型", number + 1).into()),
                ("unit", "件".into()),
                ("kit_class", "tools".into()),
                ("mode", "physical".into()),
                ("min_qty", Value::Int(20_000)),
            ],
        )
    }

    fn lot(&mut self, number: u64) -> Result<Change> {
        let item = self.reference("supply_item", number % ITEMS)?;
        let quantity = i64::try_from(self.chance.below(50)).unwrap_or(0) * 1_000;
        let condition = self.chance.pick(&["usable", "usable", "usable", "to_test"]);
        let values = [
            ("item_id", item),
            ("lot", Value::from(format!("P{number:06}"))),
            ("qty", Value::Int(quantity)),
            ("made_on", self.day(2025).into()),
            ("expires_on", self.day(2028).into()),
            ("origin", "purchase".into()),
            ("place", self.chance.pick(&PLACES).into()),
            ("condition", condition.into()),
        ];
        Ok(self.put(number, values))
    }

    fn day(&mut self, year: u64) -> String {
        let month = self.chance.below(12) + 1;
        let day = self.chance.below(28) + 1;
        format!("{year}-{month:02}-{day:02}")
    }
}

/// The books of a village as they came in: what was imported in one act each, then hazards as
/// twenty were found on each round.
pub fn village(village: u64) -> Result<Vec<Vec<Change>>> {
    let mut acts = vec![
        rows("household", village, HOUSEHOLDS)?,
        people(village, RESIDENTS)?,
        rows("supply_item", village, ITEMS)?,
        rows("supply_batch", village, LOTS)?,
    ];
    let hazards = rows("hazard", village, HAZARDS)?;
    acts.extend(hazards.chunks(20).map(<[Change]>::to_vec));
    Ok(acts)
}

/// Residents of a village.
pub fn people(village: u64, count: u64) -> Result<Vec<Change>> {
    rows("person", village, count)
}

fn rows(ledger: &str, village: u64, count: u64) -> Result<Vec<Change>> {
    let mut shelf = Shelf::new(ledger, village)?;
    (0..count)
        .map(|number| match ledger {
            "household" => shelf.household(number),
            "hazard" => shelf.hazard(number),
            "supply_item" => Ok(shelf.item(number)),
            "supply_batch" => shelf.lot(number),
            _ => shelf.person(number),
        })
        .collect()
}

/// One changed field in each of the first rows of a ledger.
pub fn edits(ledger: &str, field: &str, (village, count): (u64, u64)) -> Result<Vec<Change>> {
    let shelf = Shelf::new(ledger, village)?;
    let edit = |number| shelf.put(number, [(field, Value::from(format!("改{number:04}")))]);
    Ok((0..count).map(edit).collect())
}

/// A birth and the identity number that goes with it, of province 99, which does not exist.
struct Identity {
    birth: String,
    number: String,
}

impl Identity {
    fn of(person: u64, male: bool) -> Self {
        const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let (day, order) = (person % 28_000, person / 28_000 % 499);
        let (year, rest) = (1935 + day / 336, day % 336);
        let (month, day) = (rest / 28 + 1, rest % 28 + 1);
        let body = format!(
            "990101{year}{month:02}{day:02}{:03}",
            order * 2 + u64::from(male)
        );
        let digits = body.chars().filter_map(|digit| digit.to_digit(10));
        let sum: u32 = digits
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        let check = "10X98765432"
            .chars()
            .nth((sum % 11) as usize)
            .unwrap_or('1');
        Self {
            birth: format!("{year}-{month:02}-{day:02}"),
            number: format!("{body}{check}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_village_has_the_rows_the_budgets_name() {
        let changes: Vec<Change> = village(1).unwrap().concat();
        let count = |name| {
            let number = spec(name).unwrap().number;
            changes
                .iter()
                .filter(|change| change.ledger == number)
                .count() as u64
        };
        assert_eq!(
            (count("person"), count("hazard"), count("supply_batch")),
            (RESIDENTS, HAZARDS, LOTS)
        );
    }

    #[test]
    fn nobody_in_the_township_is_somebody_else() {
        let field = spec("person").unwrap().field("id_no").unwrap().number;
        let mut numbers = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for village in 1..=VILLAGES {
            for change in people(village, RESIDENTS).unwrap() {
                assert!(ids.insert(change.row), "two rows share an id");
                let number = format!("{:?}", change.writes.get(&field));
                assert!(
                    numbers.insert(number),
                    "two people share an identity number"
                );
            }
        }
    }

    #[test]
    fn every_person_passes_the_checks_of_the_ledger() {
        let spec = spec("person").unwrap();
        for change in people(3, 500).unwrap() {
            let mut row = ledger::Row::default();
            for (number, write) in &change.writes {
                if let (Some(field), ledger::Write::Whole(value)) =
                    (spec.field_by_number(*number), write)
                {
                    row.set(field.name, value.clone());
                }
            }
            assert_eq!(
                (spec.checks)(&row),
                Vec::new(),
                "the generator's people are marked"
            );
        }
    }
}
