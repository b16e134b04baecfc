//! Sections: headings, running text, steps, bound lists.

use super::{Block, numeral};
use crate::documents::response_card::ResponseCard;
use crate::documents::{contact_list, joined, supply_list};
use crate::flow::Flow;
use crate::page::{Length, PT};
use crate::table::{Cell, Column, Table};
use crate::text::{Setter, Style};
use ledger::numbers::phone_groups;

const SECTION: Style = Style::bold(16 * PT).leading(26 * PT);
const HEADING: Style = Style::bold(13 * PT).leading(22 * PT);
const BODY: Style = Style::regular(12 * PT).leading(20 * PT);
/// Two characters at the beginning of a paragraph.
const FIRST_LINE: Length = 2 * BODY.size;

pub(super) fn section(title: &str, blocks: &[Block], flow: &mut Flow<'_>) {
    flow.skip(14 * PT);
    // A title and a few lines below it stay together.
    flow.ensure(SECTION.leading + 4 * BODY.leading);
    flow.bookmark(title);
    flow.text(title, SECTION, 0);
    flow.y += 4 * PT;
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
        Block::Heading(text) => heading(&format!("（{}）{text}", numeral(headings)), flow),
        Block::Paragraph(text) => text.lines().for_each(|text| paragraph(text, flow)),
        Block::List(items) => list(items, flow),
        Block::Table(table) => bound(table, flow),
        Block::Contacts(groups) => contact_list::draw(groups, flow),
        Block::Cards(cards) => cards.iter().for_each(|card| self::card(card, flow)),
        Block::Supplies(supplies) => bound(&supply_list::table(supplies), flow),
    }
}

fn heading(text: &str, flow: &mut Flow<'_>) {
    flow.skip(5 * PT);
    flow.ensure(HEADING.leading + 2 * BODY.leading);
    flow.text(text, HEADING, 0);
}

fn paragraph(text: &str, flow: &mut Flow<'_>) {
    let setter = Setter::new(flow.fonts, BODY);
    let lines = setter.justified(text, flow.width(), FIRST_LINE);
    let mut indent = FIRST_LINE;
    for line in lines {
        flow.ensure(BODY.leading);
        let (x, y) = (flow.left() + indent, flow.y + BODY.baseline());
        flow.put(line.place(x, y, BODY));
        flow.y += BODY.leading;
        indent = 0;
    }
}

/// Steps with hanging numbers.
fn list(items: &[String], flow: &mut Flow<'_>) {
    for (item, number) in items.iter().zip(1..) {
        flow.ensure(BODY.leading);
        let label = Setter::new(flow.fonts, BODY).line(&format!("{number}."));
        let (x, y) = (flow.left() + FIRST_LINE, flow.y + BODY.baseline());
        flow.put(label.place(x - PT, y, BODY));
        let hang = FIRST_LINE + BODY.size * 7 / 4;
        if item.is_empty() {
            flow.y += BODY.leading;
        } else {
            flow.text(item, BODY, hang);
        }
    }
}

fn bound(table: &Table, flow: &mut Flow<'_>) {
    flow.skip(3 * PT);
    table.draw(flow);
    flow.skip(10 * PT);
}

/// The card as a table: who, then what to do when.
fn card(card: &ResponseCard, flow: &mut Flow<'_>) {
    let holders = card.holders.iter().map(|holder| {
        let name = holder.name.as_deref().unwrap_or_default();
        let phone = phone_groups(holder.phone.as_deref().unwrap_or_default());
        let said = match holder.gap() {
            Some(gap) => Cell::strong(joined(&[name, &gap])),
            None => Cell::from(format!("{name}　{phone}")),
        };
        vec![Cell::from(&*holder.role), said]
    });
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

fn row(label: &str, text: &str) -> Vec<Cell> {
    vec![Cell::from(label), Cell::from(text)]
}
