//! 图上位置: where a record stands on the village's own map (一张图), as parts of the width and the
//! height of its 底图, so that a larger or smaller copy of the picture changes nothing. One row for
//! each record. A route has its line, a danger zone its outline; both are places one after another.

use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The whole width, or the whole height, of the base picture.
pub const WHOLE: i64 = 10_000;
/// Most places of a line or an outline.
pub const MOST_PLACES: usize = 200;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 91,
    name: "map_mark",
    label: "图上位置",
    menu: Menu::Hidden,
    title: &["caption"],
    columns: &["caption", "across", "down"],
    fields: &[
        Field::new(1, "about_ledger", "哪本台账", Type::Text)
            .always()
            .automatic(),
        Field::new(2, "about_id", "哪一条", Type::Text)
            .always()
            .automatic(),
        Field::new(3, "caption", "放上去时的名称", Type::Text).automatic(),
        Field::new(4, "across", "从左边起", Type::Decimal(4))
            .open()
            .automatic()
            .group("place"),
        Field::new(5, "down", "从上边起", Type::Decimal(4))
            .open()
            .automatic()
            .group("place"),
        Field::new(6, "shape", "线或范围", Type::Lines)
            .automatic()
            .group("place"),
    ],
    checks,
    ..Spec::DEFAULT
};

/// Where the mark of a record stands; none if it was taken off the map.
pub fn place(row: &Row) -> Option<(i64, i64)> {
    Some((row.get("across").int()?, row.get("down").int()?))
}

/// The line or the outline of a record; what is no place is left out.
pub fn shape(row: &Row) -> Vec<(i64, i64)> {
    places(row.get("shape"))
}

/// Places that are kept one a line.
pub fn places(value: &Value) -> Vec<(i64, i64)> {
    let Value::Lines(lines) = value else {
        return Vec::new();
    };
    lines.iter().filter_map(|line| place_of(line)).collect()
}

/// A place that is kept as `across,down`.
pub fn place_of(text: &str) -> Option<(i64, i64)> {
    let (across, down) = text.split_once(',')?;
    Some((across.parse().ok()?, down.parse().ok()?))
}

/// Places as they are kept.
pub fn lines(places: &[(i64, i64)]) -> Value {
    let lines = places
        .iter()
        .map(|(across, down)| format!("{across},{down}"));
    Value::Lines(lines.collect())
}

fn checks(row: &Row) -> Vec<Flag> {
    let is_off = |place: &(i64, i64)| [place.0, place.1].iter().any(|part| !on_map(*part));
    let off = place(row).is_some_and(|place| is_off(&place)) || shape(row).iter().any(is_off);
    let off = off.then(|| {
        let text = "这个位置在底图外面，请放到图里面。";
        Flag::refuse("off_the_map", "across", text)
    });
    off.into_iter().collect()
}

fn on_map(part: i64) -> bool {
    (0..=WHOLE).contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_outside_the_picture_is_refused_and_one_on_its_edge_is_not() {
        let mut row = Row::default();
        row.set("across", Value::Int(WHOLE));
        row.set("down", Value::Int(0));
        assert_eq!(checks(&row), []);
        row.set("down", Value::Int(-1));
        assert_eq!(checks(&row).len(), 1);
        row.set("down", Value::Int(0));
        row.set("shape", lines(&[(0, 0), (WHOLE + 1, 5)]));
        assert_eq!(checks(&row).len(), 1);
    }

    #[test]
    fn a_shape_is_read_back_as_it_was_kept() {
        let mut row = Row::default();
        row.set("shape", lines(&[(12, 3400), (9999, 0)]));
        assert_eq!(shape(&row), [(12, 3400), (9999, 0)]);
    }
}
