//! The order of a register: as its shape says, else by the first column that has an order of its
//! own. Numbers inside a text count as numbers: 2组 stands before 10组.

use super::shapes;
use crate::lists::Lists;
use crate::papers::filing::natural;
use ledger::{Field, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;
use store::StoredRow;

/// Puts the rows of a ledger in the order of its shape; what lacks a value comes last.
pub(super) fn put(
    (spec, rows): (&'static Spec, &mut [StoredRow]),
    lists: &Lists,
    names: &BTreeMap<RowId, String>,
) {
    let fields = shapes::of(spec.name).order.iter();
    let fields: Vec<&Field> = fields.filter_map(|name| spec.field(name)).collect();
    let key = |row: &Row| -> Vec<(bool, String)> {
        let keys = fields.iter().map(|field| {
            let text = text(field, row.get(field.name), (lists, names));
            (text.is_empty(), natural(&text))
        });
        keys.collect()
    };
    rows.sort_by_cached_key(|stored| key(&stored.row));
}

/// What a value is ordered by: a code by its place in the list, a reference by what it names.
fn text(
    field: &Field,
    value: &Value,
    (lists, names): (&Lists, &BTreeMap<RowId, String>),
) -> String {
    match (field.kind, value) {
        (Type::Code(list), Value::Text(code)) => {
            let mut items = lists.items(list).iter();
            let place = items.position(|item| item.code == *code);
            place.map_or_else(String::new, |place| place.to_string())
        }
        (Type::Ref(_), Value::Text(id)) => {
            let name = id.parse().ok().and_then(|id: RowId| names.get(&id));
            name.cloned().unwrap_or_default()
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Int(number)) => number.to_string(),
        _ => String::new(),
    }
}
