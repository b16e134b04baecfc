//! Paths in the file of forms: `owner_id`, `owner_id.phone`, `village_profile.duty_phone`, with a
//! label of the form's own before an equals sign: `电话=owner_id.phone`, and behind a bar what is
//! printed where the books say nothing: `escort_b|未定`. `@people` is what the program counts.

use ledger::{Field, Spec, Type};

/// A path, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::papers) struct Path<'a> {
    /// The label before the equals sign, if there is one.
    pub(in crate::papers) label: Option<&'a str>,
    /// First name; empty for a place to write in.
    pub(in crate::papers) head: &'a str,
    /// Name behind the dot.
    pub(in crate::papers) tail: Option<&'a str>,
    /// What is printed in place of nothing, in bold.
    pub(in crate::papers) otherwise: &'a str,
}

impl<'a> Path<'a> {
    pub(in crate::papers) fn of(text: &'a str) -> Self {
        let (label, path) = match text.split_once('=') {
            Some((label, path)) => (Some(label), path),
            None => (None, text),
        };
        let (path, otherwise) = path.split_once('|').unwrap_or((path, ""));
        let (head, tail) = match path.split_once('.') {
            Some((head, tail)) => (head, Some(tail)),
            None => (path, None),
        };
        Self {
            label,
            head,
            tail,
            otherwise,
        }
    }

    /// What is counted: `people` of `@people`.
    pub(in crate::papers) fn counted(&self) -> Option<&'a str> {
        self.head.strip_prefix('@')
    }
}

/// Where a path leads in a row of a ledger.
pub(in crate::papers) enum Place {
    /// A field of the row.
    Own(&'static Field),
    /// The work phone of the person a field points to.
    Phone(&'static Field),
    /// A field of the row that a field points to.
    Far(&'static Field, &'static Spec, &'static Field),
}

/// Finds where head and tail lead, starting from `spec`.
pub(in crate::papers) fn place(spec: &'static Spec, path: &Path<'_>) -> Option<Place> {
    let own = spec.field(path.head)?;
    let Some(tail) = path.tail else {
        return Some(Place::Own(own));
    };
    let Type::Ref(target) = own.kind else {
        return None;
    };
    if (target, tail) == ("person", "phone") {
        return Some(Place::Phone(own));
    }
    let target = ledger::by_name(target)?;
    Some(Place::Far(own, target, target.field(tail)?))
}
