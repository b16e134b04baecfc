//! Invented villagers, each with a name, a phone and an identity number that nobody else has.

use crate::chance::Chance;
use std::fmt::Write as _;

const FAMILIES: [&str; 20] = [
    "陈", "李", "王", "赵", "孙", "周", "吴", "郑", "冯", "蒋", "沈", "韩", "杨", "朱", "秦", "许",
    "何", "吕", "施", "孔",
];
const GIVEN: [&str; 25] = [
    "守田", "秀英", "桂花", "铁柱", "小满", "玉兰", "长根", "水生", "金凤", "大山", "春生", "秋菊",
    "石头", "满仓", "冬梅", "有福", "来娣", "炳坤", "月娥", "茂林", "阿宝", "顺喜", "荷香", "永年",
    "凤仙",
];
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Somebody who lives in the village.
pub struct Villager {
    /// Name.
    pub name: String,
    /// Phone.
    pub mobile: String,
    /// Identity number.
    pub id_no: String,
}

/// So many villagers, none like another.
pub fn villagers(count: usize, chance: &mut Chance) -> Vec<Villager> {
    let shift = chance.below(10_000);
    let people = FAMILIES
        .iter()
        .flat_map(|family| GIVEN.iter().map(move |given| format!("{family}{given}")));
    let people = people.take(count).zip(1_u64..);
    people
        .map(|(name, number)| Villager {
            name,
            mobile: format!("1420000{:04}", (shift + number) % 10_000),
            id_no: id_no(number, shift),
        })
        .collect()
}

/// An identity number of a place that does not exist, with the check letter it would have.
fn id_no(number: u64, shift: u64) -> String {
    let (year, month) = (1950 + number % 60, 1 + shift % 12);
    let digits = format!(
        "990101{year}{month:02}{:02}{:03}",
        1 + number % 28,
        number % 1000
    );
    let sum: u32 = digits
        .chars()
        .zip(WEIGHTS)
        .filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight))
        .sum();
    let check = CHECKS.get(sum as usize % 11).copied().unwrap_or('X');
    format!("{digits}{check}")
}

/// The villagers as a spreadsheet.
pub fn sheet(villagers: &[Villager]) -> String {
    let mut sheet = String::from("姓名,联系电话,身份证号\n");
    for villager in villagers {
        let Villager {
            name,
            mobile,
            id_no,
        } = villager;
        // Writing to a string cannot fail.
        let _ = writeln!(sheet, "{name},{mobile},{id_no}");
    }
    sheet
}

/// A picture of one white dot, as PNG in base64.
pub fn picture() -> &'static str {
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
}
