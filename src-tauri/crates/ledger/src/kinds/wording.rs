//! 用语: a passage of the texts on papers and screens as the township or the office words it. It
//! lies over the shipped files of `assets/texts`.

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 97,
    name: "wording",
    label: "用语",
    menu: Menu::Hidden,
    title: &["name"],
    columns: &["name", "lines"],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "哪一段", Type::Text).always(),
        Field::new(2, "lines", "怎么说", Type::Lines).always(),
    ],
    ..Spec::DEFAULT
};
