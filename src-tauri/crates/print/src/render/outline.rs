//! What printpdf does not let us say: the language, the outline in reading order, nothing but the
//! title about the file.

use super::RenderError;
use crate::page::{Bookmark, Document};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Completes the file.
pub(super) fn finish(file: &mut lopdf::Document, document: &Document) -> Result<(), RenderError> {
    let outline = outline(file, document);
    let catalog = file.catalog_mut().map_err(|_| RenderError::Write)?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    // A PDF/X version and days in 1970 are none of ours.
    let about = file.trailer.get(b"Info").and_then(Object::as_reference);
    let about = about.map_err(|_| RenderError::Write)?;
    let said = dictionary! { "Title" => text(&document.title), "Creator" => text("驿站") };
    file.set_object(about, said);
    "1.7".clone_into(&mut file.version);
    // printpdf counts up a random identifier; without one the same tree gives the same bytes.
    file.trailer.remove(b"ID");
    Ok(())
}

fn outline(file: &mut lopdf::Document, document: &Document) -> Option<ObjectId> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let root = file.new_object_id();
    let mut entries = level(file, &document.bookmarks, (root, &pages))?;
    entries.set("Type", "Outlines");
    file.set_object(root, entries);
    Some(root)
}

/// Writes the entries below a parent, and says where they begin and end and how many there are.
fn level(
    file: &mut lopdf::Document,
    bookmarks: &[Bookmark],
    (parent, pages): (ObjectId, &[ObjectId]),
) -> Option<Dictionary> {
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.new_object_id()).collect();
    for (at, (bookmark, id)) in bookmarks.iter().zip(&ids).enumerate() {
        let page = pages.get(bookmark.page).copied()?;
        let mut entry = dictionary! {
            "Parent" => parent,
            "Title" => text(&bookmark.title),
            "Dest" => vec![page.into(), "Fit".into()],
        };
        link(
            &mut entry,
            "Prev",
            at.checked_sub(1).and_then(|at| ids.get(at)),
        );
        link(&mut entry, "Next", ids.get(at + 1));
        if let Some(mut below) = level(file, &bookmark.below, (*id, pages)) {
            // Less than nothing: so many entries, hidden until the reader opens this one.
            below.set("Count", -count(&bookmark.below)?);
            entry.extend(&below);
        }
        file.set_object(*id, entry);
    }
    Some(dictionary! {
        "First" => *ids.first()?, "Last" => *ids.last()?, "Count" => count(bookmarks)?,
    })
}

fn count(bookmarks: &[Bookmark]) -> Option<i64> {
    i64::try_from(bookmarks.len()).ok()
}

fn link(entry: &mut Dictionary, key: &str, to: Option<&ObjectId>) {
    if let Some(id) = to {
        entry.set(key, *id);
    }
}

/// UTF-16 with a byte order mark, as titles are written in a file (ISO 32000-1 §7.9.2).
fn text(title: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(title.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}
