//! Sections: headings, running text, steps, bound lists.

use super::Block;
use crate::documents::formal::{self, BODY, HEADING, SECTION, numeral};
use crate::documents::response_card::{Holder, ResponseCard};
use crate::documents::{contact_list, joined, supply_list};
use crate::flow::{Flow, Spacing};
use crate::page::PT;
use crate::table::{Cell, Column, Table};
use ledger::numbers::phone_groups;

/// Head of an annex: its number at the left, its title in the middle.
pub(super) fn annex(number: usize, title: &str, flow: &mut Flow<'_>) {
    flow.turn();
    flow.bookmark(&format!("附件{number}　{title}"));
    flow.heading(&format!("附件{number}"), SECTION, 0);
    formal::title(title, flow);
    flow.y += 6 * PT;
}

/// Head of an annex that says nothing yet: a page of its own only for the first of several.
pub(super) fn annex_of_a_line(title: &str, is_below: bool, flow: &mut Flow<'_>) {
    if is_below {
        flow.skip(BODY.leading / 2);
    } else {
        flow.turn();
    }
    flow.heading(title, SECTION, 0);
    flow.bookmark_heading(title);
}

/// Title of a section of the body, which the outline leads to on whatever page it ends up.
pub(super) fn section(title: &str, flow: &mut Flow<'_>) {
    formal::heading(title, SECTION, flow);
    flow.bookmark_heading(title);
}

/// What stands in a section or an annex.
pub(super) fn fill(blocks: &[Block], flow: &mut Flow<'_>) {
    let mut headings = 0;
    for block in blocks {
        if let Block::Heading(_) = block {
            headings += 1;
        }
        self::block(block, headings, flow);
    }
}

fn block(block: &Block, headings: usize, flow: &mut Flow<'_>) {
    match block {
        Block::Heading(text) => {
            formal::heading(&format!("（{}）{text}", numeral(headings)), HEADING, flow);
        }
        Block::Paragraph(text) => text.lines().for_each(|text| flow.paragraph(text, BODY)),
        Block::List(items) => formal::points(items, flow),
        Block::Table(table) => bound(table, flow),
        Block::Contacts(groups) => contact_list::draw(groups, flow),
        Block::Cards(cards) => {
            // Two of them share a page.
            flow.spacing = Spacing::Close;
            for one in cards {
                card(one, flow);
            }
            flow.spacing = Spacing::Usual;
        }
        Block::Supplies(supplies) => bound(&supply_list::table(supplies), flow),
    }
}

fn bound(table: &Table, flow: &mut Flow<'_>) {
    flow.skip(3 * PT);
    table.draw(flow);
    flow.skip(10 * PT);
}

/// The card as a table: who, then what to do when.
fn card(card: &ResponseCard, flow: &mut Flow<'_>) {
    let holders = Some(self::holders(&card.holders)).filter(|_| !card.holders.is_empty());
    let stages = card.stages.iter();
    let stages = stages.map(|stage| row(&stage.title, &stage.lines.join("\n")));
    let extras = [("口令", &card.watchword), ("携带", &card.carry)];
    let extras = extras.into_iter().filter_map(|(label, text)| {
        let text = text.as_deref().filter(|text| !text.is_empty());
        text.map(|text| row(label, text))
    });
    let forbidden = Some(card.forbidden.join("\n")).filter(|text| !text.is_empty());
    let forbidden = forbidden.map(|text| vec![Cell::strong("严禁"), Cell::strong(text)]);
    let table = Table {
        columns: vec![
            Column::text("岗位", 14),
            Column::text(&joined(&[&card.post, &card.hazard]), 86),
        ],
        rows: holders
            .into_iter()
            .chain(stages)
            .chain(extras)
            .chain(forbidden)
            .collect(),
        sums: Vec::new(),
    };
    flow.skip(3 * PT);
    table.draw_whole(flow);
    flow.skip(10 * PT);
}

/// Who holds the post, one behind the other; in bold where somebody or a number is missing.
fn holders(holders: &[Holder]) -> Vec<Cell> {
    let gaps = holders.iter().any(|holder| holder.gap().is_some());
    let said = holders.iter().map(|holder| {
        let name = holder.name.as_deref().unwrap_or_default();
        let phone = phone_groups(holder.phone.as_deref().unwrap_or_default());
        match holder.gap() {
            Some(gap) => joined(&[name, &gap]),
            None => format!("{}　{name}　{phone}", holder.role),
        }
    });
    let said = said.collect::<Vec<_>>().join("　　");
    let said = if gaps {
        Cell::strong(said)
    } else {
        Cell::from(said)
    };
    vec![Cell::from("责任人"), said]
}

fn row(label: &str, text: &str) -> Vec<Cell> {
    vec![Cell::from(label), Cell::from(text)]
}
