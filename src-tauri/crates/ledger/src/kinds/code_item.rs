//! 选项: a code the township or the office adds to a list, or calls otherwise. It lies over
//! `assets/lists/codes.toml`, so that lists are edited without touching the program's files.

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 83,
    name: "code_item",
    label: "选项",
    menu: Menu::Hidden,
    title: &["label"],
    columns: &["list", "code", "label"],
    unique: &[&["list", "code"]],
    fields: &[
        Field::new(1, "list", "哪张表", Type::Text).always(),
        Field::new(2, "code", "代码", Type::Text).always(),
        Field::new(3, "label", "叫法", Type::Text).always(),
    ],
    ..Spec::DEFAULT
};
