//! Pictures go in as the JPEG they are, each once, however often it is shown.

use super::pt;
use crate::page::{Document, Item, Length, Picture};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, Op, PdfDocument, XObject, XObjectId,
    XObjectTransform,
};
use std::collections::BTreeMap;

/// The pictures of a paper with the names under which the file keeps them.
pub(super) struct Pictures<'a>(BTreeMap<&'a Picture, XObjectId>);

impl<'a> Pictures<'a> {
    /// Puts the pictures of the paper into the file.
    pub(super) fn of(document: &'a Document, pdf: &mut PdfDocument) -> Self {
        let mut known = BTreeMap::new();
        let items = document.pages.iter().flat_map(|page| &page.items);
        for item in items {
            let Item::Picture { picture, .. } = item else {
                continue;
            };
            let next = XObjectId(format!("Picture{}", known.len() + 1));
            known.entry(picture).or_insert(next);
        }
        let objects = known
            .iter()
            .map(|(picture, id)| (id.clone(), object(picture)));
        pdf.resources.xobjects.map.extend(objects);
        Self(known)
    }

    /// Draws the item if it is a picture. `height` is the page's.
    pub(super) fn draw(&self, item: &Item, height: Length, ops: &mut Vec<Op>) {
        let Item::Picture {
            x,
            y,
            width,
            height: tall,
            picture,
        } = item
        else {
            return;
        };
        let Some(id) = self.0.get(picture) else {
            return;
        };
        // A picture is a unit square to the file.
        let transform = XObjectTransform {
            translate_x: Some(pt(*x)),
            translate_y: Some(pt(height - y - tall)),
            scale_x: Some(pt(*width).0),
            scale_y: Some(pt(*tall).0),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        let id = id.clone();
        ops.push(Op::UseXobject { id, transform });
    }
}

fn object(picture: &Picture) -> XObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(picture.across))),
        ("Height", DictItem::Int(i64::from(picture.down))),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("DCTDecode")),
    ];
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict: dict.map(|(key, value)| (key.to_owned(), value)).into(),
            content: picture.jpeg.to_vec(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
}
