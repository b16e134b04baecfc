//! Column widths, and the rows of a table set one under the other.

use super::{Align, Cell, Column, Table};
use crate::flow::{Flow, height, rule};
use crate::fonts::Fonts;
use crate::page::{Length, PT, Weight};
use crate::text::{Line, Setter, Style};

const TEXT: Style = Style::regular(950).leading(1350);
const PAD: Length = 350;
const HEAVY: Length = 150;
const MEDIUM: Length = 75;
const HAIR: Length = 30;
const NOTHING: &str = "（暂无记录）";

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    x: Length,
    width: Length,
    align: Align,
}

/// The lines of one cell in its style.
struct SetCell {
    slot: Slot,
    style: Style,
    lines: Vec<Line>,
}

type SetRow = Vec<SetCell>;

/// Fonts and the style of plain cells.
type Setting<'a> = (&'a Fonts, Style);

fn setting<'a>(flow: &Flow<'a>) -> Setting<'a> {
    (flow.fonts, flow.lettering.of(TEXT))
}

pub(super) fn draw(table: &Table, flow: &mut Flow<'_>) {
    let columns = all_columns(table);
    let slots = slots(table, &columns, flow);
    let setting = setting(flow);
    let heads: Vec<Cell> = columns.into_iter().map(|c| Cell::strong(c.label)).collect();
    let set = |row: &[Cell]| set_row(row, &slots, setting);
    let mut press = Press {
        head: set(&heads),
        flow,
    };
    let first = table.rows.first().map_or(0, |row| row_height(&set(row)));
    press.begin(first);
    for row in &table.rows {
        press.row(set(row));
    }
    if table.rows.is_empty() {
        press.flow.skip(PAD);
        press.flow.text(NOTHING, setting.1, PAD);
        press.flow.skip(PAD);
    }
    if !table.sums.is_empty() {
        press.close(MEDIUM);
        let sums: Vec<Cell> = table.sums.iter().map(|c| Cell::strong(&*c.text)).collect();
        press.row(set(&sums));
    }
    press.close(HEAVY);
}

/// The declared columns, and one without a head for every cell beyond them.
fn all_columns(table: &Table) -> Vec<Column> {
    let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns = table.columns.clone();
    while columns.len() < widest.max(1) {
        columns.push(Column::text("", 10));
    }
    columns
}

fn slots(table: &Table, columns: &[Column], flow: &Flow<'_>) -> Vec<Slot> {
    let least: Vec<Length> = (0..columns.len())
        .map(|at| least_width(table, columns, at, setting(flow)))
        .collect();
    let weights: Vec<u16> = columns.iter().map(|column| column.weight).collect();
    let mut x = flow.left();
    let widths = widths(&weights, &least, flow.width());
    let placed = columns.iter().zip(widths).map(|(column, width)| {
        let slot = Slot {
            x,
            width,
            align: column.align,
        };
        x += width;
        slot
    });
    placed.collect()
}

/// Width at which no word of a column has to be broken, within reason.
fn least_width(
    table: &Table,
    columns: &[Column],
    at: usize,
    (fonts, style): Setting<'_>,
) -> Length {
    const WITHIN_REASON: Length = 110 * PT;
    let head = columns.get(at).map(|column| Cell::strong(&*column.label));
    let cells = table.rows.iter().chain([&table.sums]);
    let words = cells
        .filter_map(|row| row.get(at))
        .chain(&head)
        .map(|cell| {
            let weight = cell.weight();
            Setter::new(fonts, Style { weight, ..style }).longest_word(&cell.text)
        });
    words.max().unwrap_or(0).min(WITHIN_REASON) + 2 * PAD
}

/// Shares `total` by weight; a column that would fall below its least width gets that instead.
fn widths(weights: &[u16], least: &[Length], total: Length) -> Vec<Length> {
    let needed: Length = least.iter().sum();
    if needed >= total {
        return least.iter().map(|l| share(*l, needed, total)).collect();
    }
    let mut fixed = vec![false; weights.len()];
    loop {
        let free_width = total - sum(least, &fixed, true);
        let weights: Vec<Length> = weights.iter().map(|w| Length::from(*w).max(1)).collect();
        let free_weight = sum(&weights, &fixed, false).max(1);
        let widths: Vec<Length> = (weights.iter().zip(least).zip(&fixed))
            .map(|((weight, least), is_fixed)| match is_fixed {
                true => *least,
                false => share(*weight, free_weight, free_width),
            })
            .collect();
        let too_narrow = (widths.iter().zip(least)).position(|(width, least)| width < least);
        match too_narrow.and_then(|at| fixed.get_mut(at)) {
            Some(is_fixed) if !*is_fixed => *is_fixed = true,
            _ => return widths,
        }
    }
}

fn sum(lengths: &[Length], fixed: &[bool], of_fixed: bool) -> Length {
    let chosen = lengths.iter().zip(fixed);
    chosen
        .filter(|(_, f)| **f == of_fixed)
        .map(|(l, _)| l)
        .sum()
}

fn share(part: Length, whole: Length, total: Length) -> Length {
    let share = i64::from(part) * i64::from(total) / i64::from(whole.max(1));
    Length::try_from(share).unwrap_or(total)
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
            lines: Setter::new(fonts, style).lines(text, slot.width - 2 * PAD),
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
    head: SetRow,
}

impl Press<'_, '_> {
    /// Begins the table where its head and first row stand together.
    fn begin(&mut self, first: Length) {
        let head = self.head_height();
        self.flow.ensure((head + first).min(self.flow.full_room()));
        self.put_head();
    }

    fn head_height(&self) -> Length {
        row_height(&self.head) + HEAVY + MEDIUM
    }

    fn put_head(&mut self) {
        self.flow.rule(HEAVY);
        let tall = row_height(&self.head);
        for cell in &self.head {
            put_cell(self.flow, cell, &cell.lines);
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
        self.close(HEAVY);
        self.flow.turn();
        self.put_head();
    }

    fn row(&mut self, row: SetRow) {
        let tall = row_height(&row) + HAIR;
        if tall > self.flow.room() && self.flow.room() < self.fresh_room() {
            self.turn();
        }
        if tall > self.flow.room() {
            self.tall_row(row);
            return;
        }
        self.put_row(&row);
    }

    fn fresh_room(&self) -> Length {
        self.flow.full_room() - self.head_height()
    }

    /// A row taller than a page goes on below the head of the next one.
    fn tall_row(&mut self, mut row: SetRow) {
        let lines = (self.flow.room() - 2 * PAD - HAIR) / setting(self.flow).1.leading;
        let lines = usize::try_from(lines).unwrap_or(0).max(1);
        while row.iter().any(|cell| !cell.lines.is_empty()) {
            let part = row.iter_mut().map(|cell| SetCell {
                slot: cell.slot,
                style: cell.style,
                lines: cell.lines.drain(..lines.min(cell.lines.len())).collect(),
            });
            let part: SetRow = part.collect();
            if row_height(&part) + HAIR > self.flow.room() {
                self.turn();
            }
            self.put_row(&part);
        }
    }

    fn put_row(&mut self, row: &SetRow) {
        for cell in row {
            put_cell(self.flow, cell, &cell.lines);
        }
        self.flow.y += row_height(row);
        self.flow.rule(HAIR);
    }
}

fn put_cell(flow: &mut Flow<'_>, cell: &SetCell, lines: &[Line]) {
    let mut y = flow.y + PAD + cell.style.baseline();
    for line in lines {
        let room = cell.slot.width - 2 * PAD - line.width;
        let indent = match cell.slot.align {
            Align::Left => 0,
            // A number keeps its distance from the text of the next column.
            Align::Right => (room - PAD).max(0),
            Align::Centre => room / 2,
        };
        let x = cell.slot.x + PAD + indent;
        flow.put(line.clone().place(x, y, cell.style));
        y += cell.style.leading;
    }
}
