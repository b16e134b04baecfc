//! Rules that several ledgers share.

use crate::check::Flag;
use crate::dates;
use crate::numbers;
use crate::value::Row;

/// Marks a telephone number that does not look like one (domain §2.1: warn, never block).
pub(super) fn odd_phone(row: &Row, field: &'static str) -> Option<Flag> {
    let phone = row.text(field);
    let odd = !phone.is_empty() && !numbers::is_phone(phone);
    odd.then(|| Flag::mark("odd_phone", field, "电话不像常见号码，请拨一次核对。"))
}

/// Refuses one person in two places that need two (domain §8.4: A≠B).
pub(super) fn one_person_twice(
    row: &Row,
    fields: [&'static str; 2],
    code: &'static str,
    text: &'static str,
) -> Option<Flag> {
    let [first, second] = fields;
    let same = !row.text(first).is_empty() && row.text(first) == row.text(second);
    same.then(|| Flag::refuse(code, second, text))
}

/// Marks two names of people outside the village's books that are the same.
pub(super) fn alike(
    row: &Row,
    [first, second]: [&'static str; 2],
    code: &'static str,
    text: &'static str,
) -> Option<Flag> {
    let same = !row.text(first).is_empty() && row.text(first) == row.text(second);
    same.then(|| Flag::mark(code, second, text))
}

/// Marks a day that lies before the day it cannot lie before.
pub(super) fn too_early(
    row: &Row,
    [field, than]: [&'static str; 2],
    code: &'static str,
    text: &'static str,
) -> Option<Flag> {
    let day = dates::day_of(row.text(field))?;
    let earliest = dates::day_of(row.text(than))?;
    (day < earliest).then(|| Flag::mark(code, field, text))
}

/// Marks a figure below zero.
pub(super) fn below_zero(row: &Row, field: &'static str) -> Option<Flag> {
    let negative = row.get(field).int().is_some_and(|number| number < 0);
    negative.then(|| Flag::mark("below_zero", field, "数字小于零，请核对。"))
}
