//! 待核答复: a person's answer to a question the program derived from the books. The question is
//! its stable key; with an answer it is settled (journal: every broken rule is one question).

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 17,
    name: "ruling",
    label: "待核答复",
    menu: Menu::Hidden,
    title: &["question"],
    columns: &["question", "answer", "reason"],
    unique: &[&["question"]],
    fields: &[
        Field::new(1, "question", "问题", Type::Text).always(),
        Field::new(2, "answer", "答复", Type::Code("ruling_answer")).open(),
        Field::new(3, "reason", "理由", Type::LongText),
    ],
    ..Spec::DEFAULT
};
