//! 照片: a picture laid beside a record, before and after. The row names it by the digest of its
//! salt and bytes; the bytes lie in the file beside the journal and travel with a package that may
//! carry the class (journal.md §5: photos at most 150 KB, without EXIF).

use crate::check::Flag;
use crate::entry::Digest;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

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
    checks,
    ..Spec::DEFAULT
};

/// Random bytes before those of a picture: whoever has the same picture cannot tell by its digest.
pub const SALT: usize = 16;
/// Most bytes of a picture, without its salt: 150 KB.
pub const MAX_BYTES: usize = 150 * 1024;
/// Domain tag of [`digest`].
pub const TAG: &str = "yizhan/photo";

/// The digest that names a picture, of its salt and bytes.
pub fn digest(salted: &[u8]) -> Digest {
    Digest::of(TAG, &[salted])
}

fn checks(row: &Row) -> Vec<Flag> {
    let lacking = row.text("digest").is_empty().then(|| {
        let text = "照片要在记录下面的“照片”里添加，不能只写说明。";
        Flag::refuse("no_picture", "digest", text)
    });
    lacking.into_iter().collect()
}
