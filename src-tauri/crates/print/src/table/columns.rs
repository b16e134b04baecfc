//! Columns of a table: how wide each is, and where it stands.

use super::{Align, Cell, Column, Table};
use super::{fitted, upright};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Length, PT};
use crate::text::{Setter, Style};

pub(super) const TEXT: Style = Style::regular(950).leading(1350);
pub(super) const PAD: Length = 350;

/// Where a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) x: Length,
    pub(super) width: Length,
    pub(super) align: Align,
    /// Whether an upright rule stands on its left.
    pub(super) is_ruled: bool,
}

/// Fonts and the style of plain cells.
pub(super) type Setting<'a> = (&'a Fonts, Style);

pub(super) fn setting<'a>(flow: &Flow<'a>) -> Setting<'a> {
    (flow.fonts, flow.style(TEXT))
}

/// The declared columns, and one without a head for every cell beyond them.
pub(super) fn all_columns(table: &Table) -> Vec<Column> {
    let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns = table.columns.clone();
    while columns.len() < widest.max(1) {
        columns.push(Column::text("", 10));
    }
    columns
}

pub(super) fn slots(table: &Table, columns: &[Column], flow: &Flow<'_>) -> Vec<Slot> {
    let least = least_widths(table, columns, flow);
    let weights: Vec<u16> = columns.iter().map(|column| column.weight).collect();
    let mut x = flow.left();
    let is_fitted = weights.iter().all(|weight| *weight == Column::FITTED);
    let widths = if is_fitted && least.iter().sum::<Length>() < flow.width() {
        fitted::widths(&natural_widths(table, columns, flow), &least, flow.width())
    } else {
        widths(&weights, (&least, one_character(flow)), flow.width())
    };
    let ruled = upright::before(table, columns.len());
    let placed = (columns.iter().zip(widths).zip(ruled)).map(|((column, width), is_ruled)| {
        let slot = Slot {
            x,
            width,
            align: column.align,
            is_ruled,
        };
        x += width;
        slot
    });
    placed.collect()
}

/// What is kept in one piece where there is room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A number, a word.
    Word,
    /// A whole line too, if it is short: 低于最低, 责任人.
    ShortLine,
    /// Every line.
    Line,
}

/// Room on each side of a cell: columns of large letters stand further apart.
pub(super) fn beside(style: Style) -> Length {
    PAD * style.size / TEXT.size
}

/// Width of a column that holds one character; a narrower one would lay it on its neighbour.
fn one_character(flow: &Flow<'_>) -> Length {
    let style = setting(flow).1;
    style.size + 2 * beside(style)
}

/// Least widths of all columns: short lines in one piece if that leaves room for everything.
fn least_widths(table: &Table, columns: &[Column], flow: &Flow<'_>) -> Vec<Length> {
    let setting = setting(flow);
    let of = |piece| -> Vec<Length> {
        let places = 0..columns.len();
        places
            .map(|at| least_width(table, (columns, at), piece, setting))
            .collect()
    };
    let roomy = of(Piece::ShortLine);
    if roomy.iter().sum::<Length>() <= flow.width() {
        return roomy;
    }
    of(Piece::Word)
}

/// Widths at which every line of a column stands in one piece.
fn natural_widths(table: &Table, columns: &[Column], flow: &Flow<'_>) -> Vec<Length> {
    let places = 0..columns.len();
    let width = |at| least_width(table, (columns, at), Piece::Line, setting(flow));
    places.map(width).collect()
}

/// Width at which no piece of a column has to be broken, within reason.
fn least_width(
    table: &Table,
    (columns, at): (&[Column], usize),
    piece: Piece,
    (fonts, style): Setting<'_>,
) -> Length {
    const WITHIN_REASON: Length = 110 * PT;
    let head = columns.get(at).map(|column| Cell::strong(&*column.label));
    let cells = table.rows.iter().chain([&table.sums]);
    let widths = cells
        .filter_map(|row| row.get(at))
        .chain(&head)
        .map(|cell| {
            let weight = cell.weight();
            let setter = Setter::new(fonts, Style { weight, ..style });
            let lines = cell.text.lines();
            let widest = lines.map(|line| piece_width(&setter, line, piece)).max();
            widest.unwrap_or(0)
        });
    let widest = widths.max().unwrap_or(0);
    let within = match piece {
        Piece::Line => widest,
        Piece::Word | Piece::ShortLine => widest.min(WITHIN_REASON),
    };
    within + 2 * beside(style)
}

fn piece_width(setter: &Setter<'_>, line: &str, piece: Piece) -> Length {
    const SHORT: usize = 4;
    let is_short = piece == Piece::ShortLine && line.chars().nth(SHORT).is_none();
    let is_whole = is_short || piece == Piece::Line;
    if is_whole {
        setter.width(line)
    } else {
        setter.longest_word(line)
    }
}

/// Shares `total` by weight; a column that would fall below its least width gets that instead.
/// Where even these do not fit, each column keeps `one` character and a part of what is left.
fn widths(weights: &[u16], (least, one): (&[Length], Length), total: Length) -> Vec<Length> {
    let needed: Length = least.iter().sum();
    if needed >= total {
        let count = Length::try_from(least.len()).unwrap_or(1).max(1);
        let one = one.min(total / count);
        let beyond = |least: &Length| (least - one).max(0);
        let wanted: Length = least.iter().map(beyond).sum();
        let left = total - count * one;
        let shares = least.iter().map(|l| one + share(beyond(l), wanted, left));
        return shares.collect();
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
