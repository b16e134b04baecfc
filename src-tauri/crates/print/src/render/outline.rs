//! What printpdf does not let us say: the language, the outline in reading order, nothing but the
//! title about the file; and the bytes.

use super::RenderError;
use crate::page::Document;
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// Completes the file and writes it.
pub(super) fn finish(
    mut file: lopdf::Document,
    document: &Document,
) -> Result<Vec<u8>, RenderError> {
    let outline = outline(&mut file, document);
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
    file.compress();
    let mut bytes = Vec::new();
    // Readers count objects by the highest number; what was taken out above it is counted no more.
    file.max_id = file
        .objects
        .keys()
        .map(|(number, _)| *number)
        .max()
        .unwrap_or(0);
    file.save_to(&mut bytes).map_err(|_| RenderError::Write)?;
    Ok(bytes)
}

fn outline(file: &mut lopdf::Document, document: &Document) -> Option<ObjectId> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = document
        .bookmarks
        .iter()
        .map(|_| file.new_object_id())
        .collect();
    for (at, (bookmark, id)) in document.bookmarks.iter().zip(&ids).enumerate() {
        let page = pages.get(bookmark.page).copied()?;
        let mut entry = dictionary! {
            "Parent" => root,
            "Title" => text(&bookmark.title),
            "Dest" => vec![page.into(), "Fit".into()],
        };
        link(
            &mut entry,
            "Prev",
            at.checked_sub(1).and_then(|at| ids.get(at)),
        );
        link(&mut entry, "Next", ids.get(at + 1));
        file.set_object(*id, entry);
    }
    let (first, last) = (*ids.first()?, *ids.last()?);
    let count = i64::try_from(ids.len()).ok()?;
    let entries = dictionary! {
        "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count,
    };
    file.set_object(root, entries);
    Some(root)
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
