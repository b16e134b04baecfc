//! Whatever is put in, nothing leaves the page or its card and no text lies on another.

use super::measure::{Edges, assert_in_order};
use super::{PROOF, imprint};
use crate::documents::Imprint;
use crate::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use crate::documents::form::{self, Fact, Form, Part, Pattern};
use crate::documents::pictogram::{Act, PicturedAct};
use crate::documents::register::{self, Orientation, Register};
use crate::documents::response_card::{self, Holder, Phone, ResponseCard, ResponseCards, Stage};
use crate::documents::safety_slip::{self, Passage, SafetySlip, SafetySlips, Sentence};
use crate::documents::village_plan::{self, Block, Section, VillagePlan};
use crate::documents::wallet_card;
use crate::page::{Length, PT, Page, Size, mm};
use crate::table::{Align, Cell, Column, Table};
use crate::text::tests::FONTS;
use proptest::collection::vec;
use proptest::prelude::*;

pub(super) fn within_margins(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let Size { width, height } = page.size;
    left >= mm(18) && right <= width - mm(18) && top >= mm(7) && bottom <= height - mm(9)
}

/// Within the type area of an official document from left to right, and clear of the edges.
pub(super) fn within_area(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let Size { width, height } = page.size;
    left >= mm(28) && right <= width - mm(26) && top >= mm(7) && bottom <= height - mm(9)
}

/// Clear of the cuts by 6 mm, on one card only.
fn within_card(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let is_inside = |from: Length, to: Length, card: Length| {
        let place = from.rem_euclid(card);
        place >= mm(6) - PT / 2 && place + to - from <= card - mm(6) + PT / 2
    };
    is_inside(left, right, page.size.width / 2) && is_inside(top, bottom, page.size.height / 2)
}

/// Clear of the cut by 7 mm, on one half of the sheet only.
pub(super) fn within_slip(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let slip = page.size.width / 2;
    let place = left.rem_euclid(slip);
    let across = place >= mm(7) - PT / 2 && place + right - left <= slip - mm(7) + PT / 2;
    across && top >= mm(7) - PT / 2 && bottom <= page.size.height - mm(7) + PT / 2
}

/// Clear of edge and fold by 3 mm, on one face only.
fn within_face(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let [margin_x, margin_y] = [
        (page.size.width - 2 * mm(85)) / 2,
        (page.size.height - 5 * mm(54)) / 2,
    ];
    let is_inside = |from: Length, to: Length, face: Length| {
        let place = from.rem_euclid(face);
        place >= mm(3) - PT / 2 && place + to - from <= face - mm(3) + PT / 2
    };
    is_inside(left - margin_x, right - margin_x, mm(85))
        && is_inside(top - margin_y, bottom - margin_y, mm(54))
}

/// Usual texts up to this length, now and then rare characters or a word without an end.
pub(super) fn text(longest: usize) -> BoxedStrategy<String> {
    let usual = "[一山洪转移责任人，。；：（）“”《》A-Za-z0-9 ·—…]";
    let of = |letters: &str| {
        proptest::string::string_regex(&format!("{letters}{{0,{longest}}}")).unwrap()
    };
    prop_oneof![
        8 => of(usual),
        1 => of("[䶮㛃𬜬𠮷𱁬☐한]"),
        1 => of("[A-Za-z0-9]"),
    ]
    .boxed()
}

pub(super) fn proven() -> Imprint {
    Imprint {
        proof: PROOF.to_owned(),
        ..imprint()
    }
}

fn proof() -> BoxedStrategy<String> {
    prop_oneof![Just(String::new()), Just(PROOF.to_owned())].boxed()
}

fn phone() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        Just("14200000871".to_owned()),
        text(20)
    ]
    .boxed()
}

prop_compose! {
    fn holder()(role in text(6), name in text(30), phone in phone()) -> Holder {
        Holder { role, name: Some(name), phone: Some(phone) }
    }
}

prop_compose! {
    fn stage()(title in text(20), lines in vec(text(60), 0..7)) -> Stage {
        Stage { title, lines }
    }
}

pub(super) fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        Just(Pattern::Solid),
        Just(Pattern::Hatched),
        Just(Pattern::Hollow),
        Just(Pattern::Dotted),
    ]
}

prop_compose! {
    pub(super) fn act()(at in 0..Act::ALL.len(), label in text(30)) -> PicturedAct {
        PicturedAct { picture: Act::ALL[at], label }
    }
}

prop_compose! {
    fn card()(
        post in text(50),
        hazard in text(30),
        holders in vec(holder(), 0..3),
        stages in vec(stage(), 0..6),
        (watchword, carry, acts) in (text(80), text(80), vec(act(), 0..7)),
        forbidden in vec(text(60), 0..6),
        proof in proof(),
    ) -> ResponseCard {
        ResponseCard {
            post,
            hazard,
            pictogram: None,
            acts,
            holders,
            stages,
            watchword: Some(watchword),
            carry: Some(carry),
            forbidden,
            proof,
            version: "3".to_owned(),
        }
    }
}

prop_compose! {
    fn passage()(title in text(30), note in text(20), lines in vec(text(80), 0..6)) -> Passage {
        Passage { title, note, lines }
    }
}

prop_compose! {
    fn sentence()(label in text(8), text in text(90)) -> Sentence {
        Sentence { label, text }
    }
}

prop_compose! {
    pub(super) fn slip()(
        number in text(40),
        facts in vec(text(60), 0..5),
        gaps in vec(text(40), 0..3),
        passages in vec(passage(), 0..4),
        help in passage(),
        sentences in vec(sentence(), 0..3),
        forbidden in sentence(),
        phones in vec(text(60), 0..4),
        proof in proof(),
    ) -> SafetySlip {
        SafetySlip { number, facts, gaps, passages, help, sentences, forbidden, phones, proof }
    }
}

prop_compose! {
    pub(super) fn table()(
        columns in vec((text(12), 1_u16..20, any::<bool>()), 1..8),
        rows in vec(vec(text(60), 0..8), 0..12),
    ) -> Table {
        let columns = columns.into_iter().map(|(label, weight, is_number)| Column {
            label,
            weight,
            align: if is_number { Align::Right } else { Align::Left },
        });
        let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::from).collect());
        Table { columns: columns.collect(), rows: rows.collect(), sums: Vec::new() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_leaves_a_card(cards in vec(card(), 1..3), label in text(12)) {
        let phones = vec![Phone { label, number: "14200002203".to_owned() }];
        let input = ResponseCards { imprint: proven(), title: "应急处置卡".to_owned(), phones, cards };
        assert_in_order(&response_card::lay_out(&input, &FONTS), within_card);
    }

    #[test]
    fn nothing_leaves_a_wallet_card(cards in vec(card(), 1..3), label in text(12)) {
        let phones = vec![Phone { label, number: "14200002203".to_owned() }];
        let input = ResponseCards { imprint: proven(), title: "应急处置卡".to_owned(), phones, cards };
        assert_in_order(&wallet_card::lay_out(&input, &FONTS), within_face);
    }

    #[test]
    fn nothing_leaves_a_slip(
        slips in vec(slip(), 1..4),
        signatures in vec(text(12), 0..4),
        note in text(40),
    ) {
        let title = "防灾避险明白卡".to_owned();
        let input = SafetySlips { imprint: proven(), title, signatures, note, slips };
        assert_in_order(&safety_slip::lay_out(&input, &FONTS), within_slip);
    }

    #[test]
    fn nothing_leaves_a_register(title in text(60), summary in text(120), table in table()) {
        for orientation in [Orientation::Portrait, Orientation::Landscape] {
            let (title, summary, table) = (title.clone(), summary.clone(), table.clone());
            let input = Register { imprint: proven(), title, summary, orientation, table };
            assert_in_order(&register::lay_out(&input, &FONTS), within_margins);
        }
    }

    #[test]
    fn nothing_leaves_a_contact_list(
        groups in vec((text(40), vec((text(40), text(40), phone()), 0..30)), 0..5),
    ) {
        let contact = |(post, name, phone)| Contact { post, name, phone, ..Contact::default() };
        let groups = groups.into_iter().map(|(title, contacts)| ContactGroup {
            title,
            contacts: contacts.into_iter().map(contact).collect(),
        });
        let input = ContactList { imprint: proven(), groups: groups.collect(), ..ContactList::default() };
        assert_in_order(&contact_list::lay_out(&input, &FONTS), within_margins);
    }

    #[test]
    fn nothing_leaves_a_plan(
        title in text(40),
        sections in vec((text(60), text(900), vec(text(90), 0..6)), 0..5),
        (card, table) in (card(), table()),
    ) {
        let sections = sections.into_iter().map(|(title, paragraph, list)| Section {
            title,
            blocks: vec![
                Block::Heading("监测".to_owned()),
                Block::Paragraph(paragraph),
                Block::List(list),
            ],
        });
        let annex = Section {
            title: "各岗应急处置卡".to_owned(),
            blocks: vec![Block::Cards(vec![card]), Block::Table(table)],
        };
        let input = VillagePlan {
            imprint: proven(),
            title,
            version: "3".to_owned(),
            sections: sections.collect(),
            annexes: vec![annex],
            ..VillagePlan::default()
        };
        assert_in_order(&village_plan::lay_out(&input, &FONTS), within_area);
    }
}

pub(super) fn fact() -> BoxedStrategy<Fact> {
    (text(20), text(400), any::<bool>())
        .prop_map(|(label, value, is_full)| {
            if is_full {
                Fact::full(label, value)
            } else {
                Fact::half(label, value)
            }
        })
        .boxed()
}

fn part() -> BoxedStrategy<Part> {
    prop_oneof![
        vec(fact(), 0..8).prop_map(Part::Facts),
        text(60).prop_map(Part::Heading),
        text(900).prop_map(Part::Paragraph),
        vec(text(120), 0..6).prop_map(Part::List),
        (text(12), vec(text(120), 0..6))
            .prop_map(|(label, sentences)| Part::Boxed { label, sentences }),
        (pattern(), text(60)).prop_map(|(pattern, title)| Part::Level { pattern, title }),
        (0..12_usize).prop_map(Part::Lines),
        vec(fact(), 0..5).prop_map(Part::Signatures),
        text(30).prop_map(Part::Cut),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_form_stays_within_its_margins_whatever_it_holds(
        parts in vec(part(), 0..9),
        title in text(60),
        number in text(30),
    ) {
        let form = Form { imprint: proven(), title, number, parts, ..Form::default() };
        let document = form::lay_out(&[form.clone(), form], &FONTS);
        assert_in_order(&document, within_margins);
    }
}
