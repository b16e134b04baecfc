//! 照片: a picture laid beside a record, before and after. The row names it by the digest of its
//! salt and bytes; the bytes lie in the file beside the journal and travel with a package that may
//! carry the class (journal: photos at most 150 KB, without EXIF).

use crate::spec::{Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 82,
    name: "photo",
    label: "照片",
    menu: Menu::Hidden,
    title: &["caption"],
    columns: &["taken_at", "phase", "caption"],
    fields: &[
        Field::new(1, "about_ledger", "哪本台账", Type::Text)
            .always()
            .personal()
            .automatic(),
        Field::new(2, "about_id", "哪一条", Type::Text)
            .always()
            .personal()
            .automatic(),
        Field::new(3, "phase", "什么时候的样子", Type::Code("photo_phase"))
            .always()
            .personal(),
        Field::new(4, "taken_at", "拍摄时间", Type::Time).personal(),
        Field::new(5, "caption", "说明", Type::Text).personal(),
        Field::new(6, "digest", "照片摘要", Type::Text)
            .always()
            .personal()
            .automatic(),
    ],
    ..Spec::DEFAULT
};
