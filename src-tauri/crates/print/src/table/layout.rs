//! The rows of a table set one under the other.

use super::carry::Carry;
use super::columns::{PAD, Setting, Slot, TEXT, all_columns, beside, setting, slots};
use super::upright;
use super::{Align, Cell, Table};
use crate::flow::{Flow, height, rule};
use crate::page::{Length, Weight};
use crate::text::{Line, Setter, Style};

const HEAVY: Length = 150;
const MEDIUM: Length = 75;
pub(super) const HAIR: Length = 30;
const NOTHING: &str = "（暂无记录）";

/// The lines of one cell in its style.
struct SetCell {
    slot: Slot,
    style: Style,
    lines: Vec<Line>,
}

type SetRow = Vec<SetCell>;

pub(super) fn draw(table: &Table, end: Length, flow: &mut Flow<'_>) {
    let columns = all_columns(table);
    let slots = slots(table, &columns, flow);
    let setting = setting(flow);
    let heads: Vec<Cell> = columns.into_iter().map(|c| Cell::strong(c.label)).collect();
    let mut press = Press {
        head: set_row(&heads, &slots, setting),
        carry: Carry::of(table),
        slots: &slots,
        flow,
    };
    let sums: Vec<Cell> = table.sums.iter().map(|c| Cell::strong(&*c.text)).collect();
    let rows = table
        .rows
        .iter()
        .chain(Some(&sums).filter(|sums| !sums.is_empty()));
    let rows: Vec<&[Cell]> = rows.map(Vec::as_slice).collect();
    press.begin(&rows);
    let last_two = rows.len().saturating_sub(2);
    for (at, row) in table.rows.iter().enumerate() {
        if at == last_two {
            press.keep_together(rows.get(at..).unwrap_or_default(), end);
        }
        press.row(row);
    }
    if table.rows.is_empty() {
        press.flow.skip(PAD);
        press.flow.text(NOTHING, setting.1, PAD);
        press.flow.skip(PAD);
    }
    if !table.sums.is_empty() {
        press.close(MEDIUM);
        press.row(&sums);
    }
    press.close(HEAVY);
}

fn set_row(row: &[Cell], slots: &[Slot], (fonts, text_style): Setting<'_>) -> SetRow {
    let cells = slots.iter().enumerate().map(|(at, slot)| {
        let weight = row.get(at).map_or(Weight::Regular, Cell::weight);
        let text = row.get(at).map_or("", |cell| cell.text.as_str());
        let style = Style {
            weight,
            ..text_style
        };
        SetCell {
            slot: *slot,
            style,
            lines: Setter::new(fonts, style).lines(text, slot.width - 2 * beside(style)),
        }
    });
    cells.collect()
}

/// Height of the table on one page, if it were as tall as it needs.
pub(super) fn whole_height(table: &Table, flow: &Flow<'_>) -> Length {
    let columns = all_columns(table);
    let slots = slots(table, &columns, flow);
    let heads: Vec<Cell> = columns.into_iter().map(|c| Cell::strong(c.label)).collect();
    let rows = table
        .rows
        .iter()
        .map(Vec::as_slice)
        .chain([heads.as_slice()]);
    let heights = rows.map(|row| row_height(&set_row(row, &slots, setting(flow))) + HAIR);
    heights.sum::<Length>() + HEAVY + MEDIUM
}

fn row_height(row: &SetRow) -> Length {
    let tall = |cell: &SetCell| height(&cell.lines, cell.style).max(cell.style.leading);
    row.iter().map(tall).max().unwrap_or(TEXT.leading) + 2 * PAD
}

struct Press<'p, 'f> {
    flow: &'p mut Flow<'f>,
    slots: &'p [Slot],
    head: SetRow,
    carry: Option<Carry>,
}

impl Press<'_, '_> {
    /// Begins the table where its head and first two rows stand together, or all three of three:
    /// none of them stands alone at the foot of a page.
    fn begin(&mut self, rows: &[&[Cell]]) {
        let first = if rows.len() == 3 { 3 } else { 2 };
        let first = rows.get(..first).unwrap_or(rows);
        let full = self.flow.full_room();
        let both = self.head_height() + self.tall(first);
        let one = self.head_height() + self.tall(first.get(..1).unwrap_or_default());
        let needed = if both <= full { both } else { one.min(full) };
        self.flow.ensure(needed);
        self.put_head();
    }

    /// Turns the page before the last rows of a table where only the very last, or the `end` of the
    /// paper below them, would go on to the next: a row alone below a repeated head is overlooked.
    fn keep_together(&mut self, last: &[&[Cell]], end: Length) {
        let (both, room) = (self.tall(last) + end, self.room());
        let one = self.tall(last.get(..1).unwrap_or_default());
        if last.len() == 2 && one <= room && room < both && both <= self.fresh_room() {
            self.turn();
        }
    }

    /// Height of rows one under the other.
    fn tall(&self, rows: &[&[Cell]]) -> Length {
        let heights = rows.iter().map(|row| row_height(&self.set(row)) + HAIR);
        heights.sum()
    }

    fn head_height(&self) -> Length {
        row_height(&self.head) + HEAVY + MEDIUM
    }

    fn put_head(&mut self) {
        self.flow.rule(HEAVY);
        let tall = row_height(&self.head);
        for cell in &self.head {
            put_cell(self.flow, cell, tall);
        }
        self.flow.y += tall;
        self.flow.rule(MEDIUM);
    }

    /// Closes the table, or its part on this page, with a rule on top of the last hairline.
    fn close(&mut self, thickness: Length) {
        let (x, y, width) = (self.flow.left(), self.flow.y, self.flow.width());
        self.flow.put(rule(x, y - thickness, width, thickness));
    }

    fn turn(&mut self) {
        if let Some(carry) = &self.carry {
            let row = self.set(&carry.row("转下页"));
            self.put_row(&row);
        }
        self.close(HEAVY);
        self.flow.turn();
        self.put_head();
        if let Some(carry) = &self.carry {
            let row = self.set(&carry.row("承上页"));
            self.put_row(&row);
        }
    }

    fn set(&self, row: &[Cell]) -> SetRow {
        set_row(row, self.slots, setting(self.flow))
    }

    /// Room for rows: what is carried on stands below them.
    fn room(&self) -> Length {
        self.flow.room() - self.carried()
    }

    /// Height of the row of what was counted so far.
    fn carried(&self) -> Length {
        let row = self.carry.as_ref().map(|carry| carry.row("转下页"));
        row.map_or(0, |row| row_height(&self.set(&row)) + HAIR)
    }

    fn row(&mut self, cells: &[Cell]) {
        let row = self.set(cells);
        let tall = row_height(&row) + HAIR;
        if tall > self.room() && self.room() < self.fresh_room() {
            self.turn();
        }
        if tall > self.room() {
            self.tall_row(row);
        } else {
            self.put_row(&row);
        }
        if let Some(carry) = &mut self.carry {
            carry.add(cells);
        }
    }

    fn fresh_room(&self) -> Length {
        self.flow.full_room() - self.head_height() - 2 * self.carried()
    }

    /// A row taller than a page goes on below the head of the next one.
    fn tall_row(&mut self, mut row: SetRow) {
        let lines = (self.room() - 2 * PAD - HAIR) / setting(self.flow).1.leading;
        let lines = usize::try_from(lines).unwrap_or(0).max(1);
        while row.iter().any(|cell| !cell.lines.is_empty()) {
            let part = row.iter_mut().map(|cell| SetCell {
                slot: cell.slot,
                style: cell.style,
                lines: cell.lines.drain(..lines.min(cell.lines.len())).collect(),
            });
            let part: SetRow = part.collect();
            if row_height(&part) + HAIR > self.room() {
                self.turn();
            }
            self.put_row(&part);
        }
    }

    fn put_row(&mut self, row: &SetRow) {
        let tall = row_height(row);
        for cell in row {
            put_cell(self.flow, cell, tall);
        }
        self.flow.y += tall;
        self.flow.rule(HAIR);
    }
}

/// Puts a cell into a row of this height.
fn put_cell(flow: &mut Flow<'_>, cell: &SetCell, tall: Length) {
    if cell.slot.is_ruled {
        flow.put(upright::rule(cell.slot.x, flow.y, tall));
    }
    let pad = beside(cell.style);
    let mut y = flow.y + PAD + cell.style.baseline();
    for line in &cell.lines {
        let room = cell.slot.width - 2 * pad - line.width;
        let indent = match cell.slot.align {
            Align::Left => 0,
            // A number keeps its distance from the text of the next column.
            Align::Right => (room - pad).max(0),
            Align::Centre => room / 2,
        };
        let x = cell.slot.x + pad + indent;
        flow.put(line.clone().place(x, y, cell.style));
        y += cell.style.leading;
    }
}
