//! Whatever is put in comes out: from nothing to ten times the usual length, with rare characters
//! and words without an end, on every paper that is set in tables or running text.

use super::bounds::{act, fact, pattern, proven, table, text, within_area, within_margins};
use super::measure::{Edges, assert_apart, assert_in_order, assert_kept};
use crate::documents::bundle::{self, Bundle, Enclosed};
use crate::documents::form::{self, Fact, Form, Manner, Part};
use crate::documents::hazard_register::{self, Hazard, HazardRegister};
use crate::documents::pictogram::Pictogram;
use crate::documents::register::{self, Orientation, Register};
use crate::documents::supply_list::{self, Supply, SupplyList};
use crate::documents::village_plan::{self, Block, Section, VillagePlan};
use crate::page::{Document, Item, Page, mm};
use crate::table::{Cell, Column, Table};
use crate::text::tests::FONTS;
use proptest::collection::vec;
use proptest::prelude::*;

prop_compose! {
    fn hazard()(
        number in text(60),
        (what, place) in (text(300), text(200)),
        (owner, phone) in (text(40), text(40)),
        (due, state) in (text(30), text(40)),
    ) -> Hazard {
        Hazard { number, what, place, owner, phone, due, state, ..Hazard::default() }
    }
}

prop_compose! {
    fn supply()(
        (class, name, model) in (text(40), text(80), text(150)),
        (unit, booked, least) in (text(10), text(20), text(20)),
        (expiry, place, keeper) in (text(40), text(100), text(40)),
    ) -> Supply {
        Supply { class, name, model, unit, booked, least, expiry, place, keeper, ..Supply::default() }
    }
}

/// What no printer needs to reach: the number in the whole stands between margin and edge.
fn clear_of_the_edge(page: &Page, [left, top, right, bottom]: Edges) -> bool {
    let [width, height] = [page.size.width, page.size.height];
    left >= mm(5) && top >= mm(5) && right <= width - mm(5) && bottom <= height - mm(5)
}

/// A pouch without its pages' numbers in the whole, of which each page has one.
fn without_numbers(whole: &Document) -> Document {
    let mut bare = whole.clone();
    for page in &mut bare.pages {
        let items = page.items.len();
        page.items
            .retain(|item| !matches!(item, Item::Text { text, .. } if text.starts_with("袋内第")));
        assert_eq!(page.items.len() + 1, items);
    }
    bare
}

fn formal_part() -> BoxedStrategy<Part> {
    prop_oneof![
        vec(fact(), 0..8).prop_map(Part::Facts),
        text(120).prop_map(Part::Heading),
        text(1800).prop_map(Part::Paragraph),
        vec(text(240), 0..6).prop_map(Part::List),
        table().prop_map(Part::Table),
        (text(30), vec(text(240), 1..6))
            .prop_map(|(label, sentences)| Part::Boxed { label, sentences }),
        (pattern(), text(60)).prop_map(|(pattern, title)| Part::Level { pattern, title }),
        (0..12_usize).prop_map(Part::Lines),
        vec(fact(), 0..5).prop_map(Part::Signatures),
        (text(60), text(30)).prop_map(|(office, day)| Part::Issued { office, day }),
        text(30).prop_map(Part::Cut),
        vec(act(), 0..9).prop_map(|acts| Part::Pictures {
            hazard: Some(Pictogram::Flood),
            acts,
        }),
    ]
    .boxed()
}

/// What a part of a form says.
fn said(part: &Part) -> Vec<&str> {
    match part {
        Part::Facts(facts) | Part::Signatures(facts) => facts
            .iter()
            .flat_map(|fact: &Fact| [fact.label.as_str(), fact.value.as_str()])
            .collect(),
        Part::Heading(text) | Part::Paragraph(text) | Part::Cut(text) => vec![text],
        Part::List(items) => items.iter().map(String::as_str).collect(),
        Part::Boxed { sentences, .. } => sentences.iter().map(String::as_str).collect(),
        Part::Level { title, .. } => vec![title],
        Part::Table(table) => table_said(table),
        Part::Pictures { acts, .. } => acts.iter().map(|act| act.label.as_str()).collect(),
        Part::Issued { office, day } => vec![office, day],
        _ => Vec::new(),
    }
}

fn table_said(table: &Table) -> Vec<&str> {
    let heads = table.columns.iter().map(|column| column.label.as_str());
    let cells = table.rows.iter().flatten();
    heads.chain(cells.map(|cell| cell.text.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_in_an_official_document(
        parts in vec(formal_part(), 0..9),
        (title, number) in (text(150), text(120)),
    ) {
        let form = Form {
            imprint: proven(),
            title,
            number,
            parts,
            manner: Manner::Formal,
            ..Form::default()
        };
        let document = form::lay_out(std::slice::from_ref(&form), &FONTS);
        assert_in_order(&document, within_area);
        let mut wanted = vec![form.title.as_str(), form.number.as_str()];
        wanted.extend(form.parts.iter().flat_map(said));
        assert_kept(&document, &wanted);
    }

    #[test]
    fn nothing_is_lost_in_a_working_form(parts in vec(formal_part(), 0..9), number in text(120)) {
        let form = Form { imprint: proven(), number, parts, ..Form::default() };
        let document = form::lay_out(std::slice::from_ref(&form), &FONTS);
        assert_in_order(&document, within_margins);
        let mut wanted = vec![form.number.as_str()];
        wanted.extend(form.parts.iter().flat_map(said));
        assert_kept(&document, &wanted);
    }

    #[test]
    fn nothing_is_lost_in_a_register(title in text(150), summary in text(400), table in table()) {
        let input = Register {
            imprint: proven(),
            title,
            summary,
            orientation: Orientation::Landscape,
            table,
        };
        let document = register::lay_out(&input, &FONTS);
        let mut wanted = vec![input.title.as_str()];
        // A register without rows says that there are none, and nothing else.
        if !input.table.rows.is_empty() {
            wanted.push(input.summary.as_str());
            wanted.extend(table_said(&input.table));
        }
        assert_kept(&document, &wanted);
    }

    #[test]
    fn nothing_is_lost_in_the_hazards(hazards in vec(hazard(), 0..12)) {
        let input = HazardRegister { imprint: proven(), hazards, ..HazardRegister::default() };
        let document = hazard_register::lay_out(&input, &FONTS);
        assert_in_order(&document, within_margins);
        let of = |hazard: &Hazard| {
            let Hazard { number, what, place, owner, phone, due, state, .. } = hazard.clone();
            [number, what, place, owner, phone, due, state].concat()
        };
        let wanted: Vec<String> = input.hazards.iter().map(of).collect();
        assert_kept(&document, &wanted.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_lost_in_the_supplies(supplies in vec(supply(), 0..12)) {
        let input = SupplyList { imprint: proven(), supplies };
        let document = supply_list::lay_out(&input, &FONTS);
        assert_in_order(&document, within_margins);
        let of = |supply: &Supply| {
            let Supply { class, name, model, unit, booked, least, expiry, place, keeper, .. } =
                supply.clone();
            [class, name, model, unit, booked, least, expiry, place, keeper].concat()
        };
        let wanted: Vec<String> = input.supplies.iter().map(of).collect();
        assert_kept(&document, &wanted.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_lost_in_a_plan(
        sections in vec((text(200), text(300), text(2000), vec(text(300), 0..6)), 0..5),
        (title, office, day) in (text(100), text(100), text(40)),
    ) {
        let section = |(title, heading, paragraph, list)| Section {
            title,
            blocks: vec![Block::Heading(heading), Block::Paragraph(paragraph), Block::List(list)],
        };
        let sections: Vec<Section> = sections.into_iter().map(section).collect();
        let input = VillagePlan {
            imprint: proven(),
            title,
            office,
            issued_on: day,
            annexes: sections.clone(),
            sections,
            ..VillagePlan::default()
        };
        let document = village_plan::lay_out(&input, &FONTS);
        assert_in_order(&document, within_area);
        let both = input.sections.iter().chain(&input.annexes);
        let wanted = both.flat_map(|section| {
            let blocks = section.blocks.iter().flat_map(|block| match block {
                Block::Heading(text) | Block::Paragraph(text) => vec![text.as_str()],
                Block::List(items) => items.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            });
            blocks.chain([section.title.as_str()])
        });
        let own = [input.title.as_str(), input.office.as_str(), input.issued_on.as_str()];
        assert_kept(&document, &wanted.chain(own).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_lost_in_the_contents_of_a_pouch(
        titles in vec(text(120), 0..40),
        missing in vec(text(200), 0..6),
    ) {
        let enclosed = |title: &String| Enclosed {
            title: title.clone(),
            document: register::lay_out(&Register::default(), &FONTS),
        };
        let papers = titles.iter().map(enclosed).collect();
        let whole = Bundle {
            imprint: proven(),
            title: "应急文件袋".to_owned(),
            papers,
            missing: missing.clone(),
        };
        let document = bundle::lay_out(whole, &FONTS);
        assert_apart(&document, clear_of_the_edge);
        assert_in_order(&without_numbers(&document), within_margins);
        let wanted: Vec<&str> = titles.iter().chain(&missing).map(String::as_str).collect();
        assert_kept(&document, &wanted);
    }
}

#[test]
fn thousands_of_rows_stay_in_order_on_a_bounded_number_of_pages() {
    let row = |n: usize| {
        let cells = [
            n.to_string(),
            "何桂花".to_owned(),
            "3组沟西小路口第二户".to_owned(),
        ];
        cells.map(Cell::from).to_vec()
    };
    let columns = vec![
        Column::number("序", 1),
        Column::text("户主", 3),
        Column::text("住址", 6),
    ];
    let table = Table {
        columns,
        rows: (1..=3000).map(row).collect(),
        sums: Vec::new(),
    };
    let input = Register {
        imprint: proven(),
        table,
        ..Register::default()
    };
    let document = register::lay_out(&input, &FONTS);
    assert!(
        (75..=130).contains(&document.pages.len()),
        "{} pages",
        document.pages.len()
    );
    assert_in_order(&document, within_margins);
    assert_kept(&document, &table_said(&input.table));
}
