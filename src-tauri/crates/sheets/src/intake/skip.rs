//! Tells rows without a record from data rows.

use super::SkipKind;
use crate::export::EXAMPLE;
use crate::grid::GridRow;
use crate::header::{Layout, SERIAL, Vocabulary, key};

const TOTALS: [&str; 7] = [
    "合计",
    "总计",
    "小计",
    "共计",
    "总合计",
    "本页合计",
    "本页小计",
];
const FOOTERS: [&str; 17] = [
    "填报人",
    "填表人",
    "填报单位",
    "填报日期",
    "填表日期",
    "制表人",
    "制表",
    "制表日期",
    "审核人",
    "审核",
    "负责人",
    "单位负责人",
    "报送人",
    "注",
    "备注",
    "说明",
    "填表说明",
];

/// What a row has of a template's example line.
#[derive(Default)]
pub(super) struct Example {
    /// Whether it is just that line.
    pub(super) is_whole: bool,
    /// A field that still holds a word of it, though others were written over.
    pub(super) left_over: Option<&'static str>,
}

/// Looks for the words of a template's example line. Only free words count: codes, numbers and days
/// of the example may well be meant.
pub(super) fn example(row: &GridRow, layout: &Layout, vocabulary: &Vocabulary) -> Example {
    if !row
        .cells()
        .any(|(_, cell)| cell.text().starts_with(EXAMPLE))
    {
        return Example::default();
    }
    let wordy = |field: &str| vocabulary.is_wordy(field);
    let cells = layout.mapped.iter().filter(|mapped| wordy(mapped.field));
    let cells = cells.filter_map(|mapped| Some((mapped.field, row.cell(mapped.column)?.text())));
    let (example, own): (Vec<_>, Vec<_>) = cells.partition(|(_, text)| text.starts_with(EXAMPLE));
    Example {
        is_whole: own.is_empty() && !example.is_empty(),
        left_over: example.first().map(|(field, _)| *field),
    }
}

/// What a row is if it holds no record.
pub(super) fn kind(index: usize, row: &GridRow, layout: &Layout) -> Option<SkipKind> {
    if index < layout.start {
        return Some(SkipKind::Title);
    }
    if index < layout.body || layout.is_repeated(row) {
        return Some(SkipKind::Heading);
    }
    if index < layout.body + 2 && is_unit_row(row) {
        return Some(SkipKind::UnitRow);
    }
    if is_blank(row, layout) {
        return Some(SkipKind::BlankRow);
    }
    let first = row.cells().next().map_or("", |(_, cell)| cell.text());
    if is_total(first) {
        return Some(SkipKind::TotalRow);
    }
    is_footer(first).then_some(SkipKind::Footer)
}

/// Nothing but a running number and what merged cells above lend it.
fn is_blank(row: &GridRow, layout: &Layout) -> bool {
    let serial = layout.column(SERIAL).map(|mapped| mapped.column);
    row.cells()
        .all(|(column, _)| Some(column) == serial || row.is_filled(column))
}

/// （户） under 数量, or the columns' numbers 1, 2, 3.
fn is_unit_row(row: &GridRow) -> bool {
    let is_unit = |text: &str| text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let is_numbered = row.cells().count() > 2
        && row.cells().zip(1_u32..).all(|((_, cell), place)| {
            let letter = ["甲", "乙", "丙", "丁"].contains(&cell.text());
            letter || key(cell.text()) == place.to_string()
        });
    is_numbered || row.cells().all(|(_, cell)| is_unit(cell.text()))
}

fn is_total(first: &str) -> bool {
    /// 合计：35处, but not a sentence that happens to begin so.
    const LONGEST: usize = 12;
    if !first.starts_with(['合', '总', '小', '共', '本']) {
        return false;
    }
    let word = key(first);
    word.chars().count() <= LONGEST && TOTALS.iter().any(|total| word.starts_with(total))
}

fn is_footer(first: &str) -> bool {
    let Some((head, _)) = first.split_once(['：', ':']) else {
        return false;
    };
    let head = key(head);
    let head = head.trim_end_matches(|last: char| last.is_ascii_digit());
    FOOTERS.contains(&head)
}
