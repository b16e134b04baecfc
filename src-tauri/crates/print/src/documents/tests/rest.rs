//! Nothing leaves its frame on the rest of the shelf either: what is folded, glued, hung on a wall,
//! set in large letters or lies on its side; and no layout goes unmeasured.

use super::bounds::{fact, proven, slip, table, text, within_margins, within_slip};
use super::measure::{Edges, assert_apart, assert_in_order};
use crate::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use crate::documents::form::{self, Form, Part};
use crate::documents::pocket_list;
use crate::documents::poster::{self, Base, Bearing, Format, Mark, Poster, Stroke};
use crate::documents::recovery_sheet::{self, RecoverySheet};
use crate::documents::register::Orientation;
use crate::documents::safety_slip::{self, SafetySlips};
use crate::documents::supply_list::Supply;
use crate::documents::village_plan::{self, Block, Section, VillagePlan};
use crate::documents::{Imprint, Lettering};
use crate::page::{Length, PT, Page, Size, mm};
use crate::text::tests::FONTS;
use proptest::collection::vec;
use proptest::prelude::*;
use std::path::Path;

/// Clear of every fold, of the cut and of the edges, on one small page only.
fn within_panel(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    const CLEAR: Length = 10 * PT;
    let is_inside = |from: Length, to: Length, panel: Length| {
        let place = from.rem_euclid(panel);
        place >= CLEAR && place + to - from <= panel - CLEAR
    };
    is_inside(left, right, page.size.width / 4) && is_inside(top, bottom, page.size.height / 2)
}

/// What lies across the seam stands on both halves, so that only the outer edges bound it.
fn within_sheet(page: &Page, [_, top, _, bottom]: Edges) -> bool {
    top >= mm(5) && bottom <= page.size.height - mm(5)
}

fn lacks() -> impl Strategy<Value = Vec<String>> {
    vec(text(60), 0..3)
}

fn lacking(lacks: Vec<String>) -> Imprint {
    Imprint { lacks, ..proven() }
}

fn groups(longest: usize) -> impl Strategy<Value = Vec<ContactGroup>> {
    let contact = (text(longest), text(longest), text(longest));
    let contact = contact.prop_map(|(post, name, phone)| Contact {
        post,
        name,
        phone,
        ..Contact::default()
    });
    let group = (text(longest), vec(contact, 0..30));
    let group = group.prop_map(|(title, contacts)| ContactGroup { title, contacts });
    vec(group, 0..5)
}

prop_compose! {
    fn supply()(
        (class, name, model) in (text(40), text(80), text(150)),
        (booked, place, keeper) in (text(20), text(100), text(40)),
    ) -> Supply {
        Supply { class, name, model, booked, place, keeper, ..Supply::default() }
    }
}

const LAYERS: [(&str, &str); 3] = [
    ("risk_point", "风险点和危险区"),
    ("route", "转移路线"),
    ("shelter", "避难场所"),
];

fn place() -> impl Strategy<Value = Option<(i64, i64)>> {
    prop_oneof![
        1 => Just(None),
        // Many in one building, some at the edge.
        2 => Just(Some((5000, 5000))),
        1 => Just(Some((0, 10_000))),
        4 => (0..=10_000_i64, 0..=10_000_i64).prop_map(Some),
    ]
}

/// What is drawn by chance of a sign: its layer, three texts, and where it lies.
type Drawn = (usize, String, String, String, Option<(i64, i64)>);

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let mark = (0..LAYERS.len(), text(80), text(60), text(40), place());
    vec(mark, 0..30).prop_map(|marks| {
        let numbered = marks.into_iter().zip(1..);
        let mark = |((layer, name, note, keeper, place), number): (Drawn, u32)| Mark {
            layer: LAYERS[layer].0.to_owned(),
            number,
            name,
            note,
            keeper,
            phone: "142 0000 0001".to_owned(),
            place,
            ..Mark::default()
        };
        numbered.map(mark).collect()
    })
}

fn base() -> impl Strategy<Value = Base> {
    let stroke = Stroke {
        closed: true,
        places: vec![(500, 500), (9000, 700), (8000, 9000)],
    };
    prop_oneof![
        Just(Base::Missing),
        (400..2000_u32, 400..2000_u32).prop_map(move |size| Base::Drawing {
            size,
            strokes: vec![stroke.clone()],
        }),
    ]
}

prop_compose! {
    fn poster()(
        base in base(),
        base_says in text(60),
        north in -180..180_i32,
        metres in 30..9000_u32,
        has_bearing in any::<bool>(),
        marks in marks(),
        signals in vec(text(60), 0..6),
    ) -> Poster {
        Poster {
            imprint: proven(),
            base,
            base_says,
            bearing: has_bearing.then_some(Bearing { north, metres }),
            layers: LAYERS.map(|(name, label)| (name.to_owned(), label.to_owned())).into(),
            marks,
            signals,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_lies_across_a_fold_of_the_pocket_list(groups in groups(40), lacks in lacks()) {
        let input = ContactList { imprint: lacking(lacks), groups, ..ContactList::default() };
        assert_in_order(&pocket_list::lay_out(&input, &FONTS), within_panel);
    }

    #[test]
    fn nothing_leaves_a_large_contact_list(groups in groups(40), lacks in lacks()) {
        let lettering = Lettering::Large;
        let input = ContactList { imprint: lacking(lacks), groups, lettering };
        assert_in_order(&contact_list::lay_out(&input, &FONTS), within_margins);
    }

    #[test]
    fn no_words_of_a_poster_lie_on_others(poster in poster()) {
        assert_apart(&poster::lay_out(&poster, Format::A3, &FONTS), within_margins);
        assert_apart(&poster::lay_out(&poster, Format::TwoA4, &FONTS), within_sheet);
    }

    #[test]
    fn nothing_leaves_the_sheet_of_the_recovery_code(
        summary in text(400),
        notes in vec((text(60), vec(text(200), 0..5)), 0..6),
    ) {
        let groups = ["7K1Q0", "MXW1T", "7K1Q0", "MXW1T", "7K1Q0"].map(str::to_owned).into();
        let input = RecoverySheet { imprint: proven(), summary, groups, notes };
        assert_in_order(&recovery_sheet::lay_out(&input, &FONTS), within_margins);
    }

    #[test]
    fn nothing_leaves_a_form_that_is_large_or_lies_on_its_side(
        (facts, table) in (vec(fact(), 0..6), table()),
        (paragraph, list) in (text(600), vec(text(200), 0..5)),
        (title, lacks) in (text(60), lacks()),
    ) {
        let form = Form {
            imprint: lacking(lacks),
            title,
            parts: vec![
                Part::Facts(facts.clone()),
                Part::Paragraph(paragraph),
                Part::List(list),
                Part::Table(table),
                Part::Signatures(facts),
            ],
            ..Form::default()
        };
        let large = Form { lettering: Lettering::Large, ..form.clone() };
        let lying = Form { orientation: Orientation::Landscape, ..form };
        for form in [Form { orientation: Orientation::Landscape, ..large.clone() }, large, lying] {
            assert_in_order(&form::lay_out(&[form], &FONTS), within_margins);
        }
    }

    #[test]
    fn nothing_leaves_a_copy_of_a_slip(slips in vec(slip(), 1..3), keeper in text(20)) {
        let copies = slips.into_iter().map(|mut slip| {
            slip.number = format!("{keeper}\n{}", slip.number);
            slip
        });
        let input = SafetySlips {
            imprint: proven(),
            title: "防灾避险明白卡".to_owned(),
            slips: copies.collect(),
            ..SafetySlips::default()
        };
        assert_in_order(&safety_slip::lay_out(&input, &FONTS), within_slip);
    }

    #[test]
    fn nothing_leaves_the_lists_behind_a_plan(
        groups in groups(40),
        supplies in vec(supply(), 0..12),
    ) {
        let annex = |title: &str, block| Section { title: title.to_owned(), blocks: vec![block] };
        let input = VillagePlan {
            imprint: proven(),
            title: "综合应急预案".to_owned(),
            annexes: vec![
                annex("通讯录", Block::Contacts(groups)),
                annex("物资", Block::Supplies(supplies)),
            ],
            ..VillagePlan::default()
        };
        assert_in_order(&village_plan::lay_out(&input, &FONTS), super::bounds::within_area);
    }
}

#[test]
fn a_paper_that_only_says_what_is_missing_says_it_within_its_frame() {
    let lacks = vec!["“处置卡”还没有记录：到“处置卡”里新增。".to_owned()];
    let imprint = || lacking(lacks.clone());
    let slips = SafetySlips {
        imprint: imprint(),
        ..SafetySlips::default()
    };
    let cards = crate::documents::response_card::ResponseCards {
        imprint: imprint(),
        ..Default::default()
    };
    let whole = |page: &Page, [left, top, right, bottom]: Edges| {
        let Size { width, height } = page.size;
        left >= mm(5) && right <= width - mm(5) && top >= mm(5) && bottom <= height - mm(5)
    };
    for document in [
        safety_slip::lay_out(&slips, &FONTS),
        crate::documents::response_card::lay_out(&cards, &FONTS),
        crate::documents::wallet_card::lay_out(&cards, &FONTS),
    ] {
        assert_in_order(&document, whole);
        let said: String = document.texts().collect();
        assert!(said.contains(&lacks[0]), "{said}");
    }
}

/// The layouts are the modules of this folder; a paper of the shelf is one of them.
#[test]
fn every_layout_is_measured_with_random_contents() {
    const MEASURED: [&str; 3] = [
        include_str!("bounds.rs"),
        include_str!("kept.rs"),
        include_str!("rest.rs"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/documents");
    let mut layouts = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_layout = path.is_file()
            && std::fs::read_to_string(&path)
                .unwrap()
                .contains("pub fn lay_out(");
        if !is_layout {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let call = format!("{name}::lay_out(");
        assert!(
            MEASURED.iter().any(|tests| tests.contains(&call)),
            "{name} is measured by no test"
        );
        layouts += 1;
    }
    assert!(layouts >= 13, "only {layouts} layouts were found");
}
