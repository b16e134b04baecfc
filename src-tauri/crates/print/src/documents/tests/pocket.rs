//! 口袋通讯录: eight small pages of a sheet, none across a fold or the cut.

use super::{PROOF, imprint, says};
use crate::documents::Imprint;
use crate::documents::contact_list::{Contact, ContactGroup, ContactList};
use crate::documents::pocket_list;
use crate::page::{Document, Item, Length, PT, Size};
use crate::render;
use crate::text::tests::FONTS;

/// Clear of every fold, of the cut and of the edges.
const CLEAR: Length = 10 * PT;

fn contacts(count: usize, name: &str) -> ContactList {
    let contact = |number: usize| Contact {
        post: format!("包{number}户"),
        name: format!("{name}{number}"),
        phone: if number == 3 {
            String::new()
        } else {
            format!("142{number:08}")
        },
        ..Contact::default()
    };
    ContactList {
        imprint: Imprint {
            proof: PROOF.to_owned(),
            ..imprint()
        },
        groups: vec![ContactGroup {
            title: "危险区包户人".to_owned(),
            contacts: (0..count).map(contact).collect(),
        }],
        ..ContactList::default()
    }
}

fn assert_folds(document: &Document) {
    let panel = (Size::A4_LANDSCAPE.width / 4, Size::A4_LANDSCAPE.height / 2);
    for page in &document.pages {
        assert_eq!(page.size, Size::A4_LANDSCAPE);
        for item in &page.items {
            let (x, y, to_x, top) = match item {
                Item::Text {
                    x, y, width, size, ..
                } => (*x, *y, x + width, y - size),
                Item::Qr { x, y, side, .. } => (*x, y + side, x + side, *y),
                _ => continue,
            };
            let left = x.rem_euclid(panel.0);
            assert!(
                left >= CLEAR && left + (to_x - x) <= panel.0 - CLEAR,
                "across a fold: {item:?}"
            );
            let above = top.rem_euclid(panel.1);
            assert!(
                above >= CLEAR && above + (y - top) <= panel.1 - CLEAR / 2,
                "across the cut: {item:?}"
            );
        }
    }
}

#[test]
fn nobody_is_lost_and_nothing_lies_across_a_fold_or_the_cut() {
    for count in [0, 1, 7, 90, 400] {
        let document = pocket_list::lay_out(&contacts(count, "何"), &FONTS);
        assert_folds(&document);
        for number in 0..count {
            assert!(
                says(&document, &format!("何{number}")),
                "{number} of {count}"
            );
        }
        assert!(render(&document, &FONTS).is_ok());
    }
    let long = "阿依古丽·买买提热合木提江".repeat(4);
    assert_folds(&pocket_list::lay_out(&contacts(40, &long), &FONTS));
}

#[test]
fn a_small_village_has_its_list_on_one_sheet() {
    let document = pocket_list::lay_out(&contacts(60, "何"), &FONTS);
    assert_eq!(document.pages.len(), 1);
    assert!(says(&document, "危险区包户人（续）"));
    assert!(says(&document, "没有电话"));
    assert!(says(&document, "火警 119"));
}
