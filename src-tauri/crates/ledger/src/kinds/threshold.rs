//! 门限: a number of days, minutes or percent that the township or the office sets otherwise. It
//! lies over `assets/lists/thresholds.toml`.

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 84,
    name: "threshold",
    label: "门限",
    menu: Menu::Hidden,
    title: &["name"],
    columns: &["name", "value"],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "名称", Type::Text).always(),
        Field::new(2, "value", "数值", Type::Int).always().open(),
    ],
    ..Spec::DEFAULT
};
