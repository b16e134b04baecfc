//! 使用人: who works at the desks of this office, and in which role. The PIN never travels: it
//! stays on the machine where it was chosen.

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 80,
    name: "desk_user",
    label: "使用人",
    menu: Menu::Hidden,
    title: &["name"],
    columns: &["name", "role", "in_use"],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "姓名", Type::Text).always(),
        Field::new(2, "role", "角色", Type::Code("desk_role"))
            .always()
            .open(),
        Field::new(3, "person_id", "册子里是谁", Type::Ref("person")),
        Field::new(4, "in_use", "在用", Type::Bool).open(),
    ],
    ..Spec::DEFAULT
};
