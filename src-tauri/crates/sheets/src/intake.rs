//! What a sheet gave: every row is a record, a rejection or a skipped row, and nothing is dropped
//! without a word.

mod skip;

use crate::cell::{Cell, one_word, visible};
use crate::error::SheetError;
use crate::fields::{More, Reader, open_field, take};
use crate::grid::{Grid, GridRow};
use crate::header::{Layout, Mapped, SERIAL, Unmapped, Vocabulary, find};
use crate::labels::{Labels, Lists};
use chrono::NaiveDate;
use ledger::{Field, Spec, numbers};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// What the caller knows and a sheet does not say.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The present day.
    pub today: NaiveDate,
    /// What codes are called.
    pub labels: &'a dyn Labels,
}

/// One sheet taken in. The rows of the grid are exactly the records, the rejected and the skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake<T> {
    /// Name of the sheet.
    pub sheet: String,
    /// Last row of the header, as seen in Excel.
    pub header_row: u32,
    /// What tells the header from others.
    pub signature: String,
    /// What its columns may be said to be: fields and what they are called.
    pub choices: Vec<(&'static str, &'static str)>,
    /// Which column fills which field.
    pub mapping: Vec<Mapped>,
    /// Columns that are not taken in.
    pub unmapped: Vec<Unmapped>,
    /// Columns whose empty cells mean what stands above, counted from 0.
    pub carried: Vec<u32>,
    /// What was understood.
    pub records: Vec<T>,
    /// Rows that were not taken in, and why.
    pub rejected: Vec<Rejected>,
    /// Rows that hold no record.
    pub skipped: Vec<Skipped>,
    /// What a person should look at in rows that were taken in.
    pub notes: Vec<Note>,
}

/// A row that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Row as seen in Excel.
    pub row: u32,
    /// Letters and head of the column, empty if no single one is to blame.
    pub column: String,
    /// Why, in Chinese.
    pub reason: String,
    /// What else is wrong in the row: columns and reasons.
    pub also: Vec<(String, String)>,
}

/// Something to look at in a row that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Row as seen in Excel.
    pub row: u32,
    /// Letters and head of the column.
    pub column: String,
    /// What was found and what was done, in Chinese.
    pub text: String,
}

/// A row that holds no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Row as seen in Excel.
    pub row: u32,
    /// What it is instead.
    pub kind: SkipKind,
}

/// What a row without a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipKind {
    /// A title or a reporting line above the header.
    Title,
    /// The header, or its repetition on a later page.
    Heading,
    /// Units or column numbers under the header.
    UnitRow,
    /// 合计, 小计, 总计.
    TotalRow,
    /// 填报人, 审核人, 注.
    Footer,
    /// A running number with nothing behind it.
    BlankRow,
    /// The example line of a template.
    Example,
}

impl<T> Intake<T> {
    /// How many rows of the sheet are accounted for.
    pub fn rows(&self) -> usize {
        self.records.len() + self.rejected.len() + self.skipped.len()
    }
}

/// Takes in a sheet row by row. `read` makes a record of a row or says why not.
pub(crate) fn take_in<T>(
    grid: &Grid,
    vocabulary: &Vocabulary,
    context: &Context<'_>,
    mut read: impl FnMut(&mut RowReader<'_>) -> Result<T, Rejected>,
) -> Result<Intake<T>, SheetError> {
    let mut layout = find(grid, vocabulary)?;
    layout.assign(&context.labels.columns(&layout.signature()), vocabulary);
    let lists = Lists::new(context.labels);
    let mut intake = empty(grid, &layout, vocabulary);
    let mut carried = HashMap::new();
    for (index, row) in grid.rows.iter().enumerate() {
        let example = skip::example(row, &layout, vocabulary);
        let kind = skip::kind(index, row, &layout);
        if let Some(kind) = kind.or(example.is_whole.then_some(SkipKind::Example)) {
            let row = row.number;
            intake.skipped.push(Skipped { row, kind });
            continue;
        }
        carry(&mut carried, row, &layout, vocabulary.carried);
        let mut reader = RowReader {
            row,
            layout: &layout,
            reader: Reader {
                lists: &lists,
                today: context.today,
            },
            carried: &carried,
            notes: Vec::new(),
        };
        reader.note_faults();
        let read = match example.left_over {
            Some(field) => Err(reader.reject(field, STILL_EXAMPLE)),
            None => read(&mut reader),
        };
        match read {
            Ok(record) => {
                intake.notes.append(&mut reader.notes);
                intake.records.push(record);
            }
            Err(rejected) => intake.rejected.push(rejected),
        }
    }
    Ok(intake)
}

/// Why a row is refused in which somebody wrote over a part of the example line.
const STILL_EXAMPLE: &str = "这一格还是示例里的字，请改成实际内容或清空。";

fn empty<T>(grid: &Grid, layout: &Layout, vocabulary: &Vocabulary) -> Intake<T> {
    let header = layout.body.checked_sub(1);
    let header = header.and_then(|last| grid.rows.get(last));
    let carried = vocabulary.carried.iter();
    let carried = carried.filter_map(|field| layout.column(field));
    Intake {
        sheet: grid.sheet.clone(),
        header_row: header.map_or(0, |row| row.number),
        signature: layout.signature(),
        choices: vocabulary.choices().to_vec(),
        mapping: layout.mapped.clone(),
        unmapped: layout.unmapped.clone(),
        carried: carried.map(|mapped| mapped.column).collect(),
        records: Vec::new(),
        rejected: Vec::new(),
        skipped: Vec::new(),
        notes: Vec::new(),
    }
}

fn carry<'a>(
    carried: &mut HashMap<&'static str, &'a str>,
    row: &'a GridRow,
    layout: &Layout,
    fields: &[&'static str],
) {
    for field in fields {
        let text = layout
            .column(field)
            .map_or("", |mapped| row.text(mapped.column));
        if !text.is_empty() {
            carried.insert(field, text);
        }
    }
}

/// One row under its layout.
pub(crate) struct RowReader<'a> {
    row: &'a GridRow,
    layout: &'a Layout,
    reader: Reader<'a>,
    carried: &'a HashMap<&'static str, &'a str>,
    notes: Vec<Note>,
}

impl<'a> RowReader<'a> {
    /// The row as seen in Excel.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.reader.today
    }

    pub(crate) fn layout(&self) -> &'a Layout {
        self.layout
    }

    /// The cell of a field; a formula that failed counts as empty.
    fn cell(&self, field: &str) -> Option<(&'a Cell, &'a Mapped)> {
        let mapped = self.layout.column(field)?;
        let cell = self.row.cell(mapped.column)?;
        (!matches!(cell, Cell::Fault(_))).then_some((cell, mapped))
    }

    /// The text of a field, or an empty one.
    pub(crate) fn text(&self, field: &str) -> &'a str {
        self.cell(field)
            .map_or("", |(cell, mapped)| mapped.part.of(cell.text()))
    }

    /// The text of a field that, left empty, holds on from the row above.
    pub(crate) fn carried(&self, field: &str) -> &'a str {
        match self.text(field) {
            "" => self.carried.get(field).copied().unwrap_or_default(),
            text => text,
        }
    }

    /// A person's name, without blanks inside.
    pub(crate) fn name(&self, field: &str) -> String {
        one_word(self.text(field))
    }

    /// Whether the field's cell belongs to a merged cell that begins above.
    pub(crate) fn is_filled(&self, field: &str) -> bool {
        self.layout
            .column(field)
            .is_some_and(|mapped| self.row.is_filled(mapped.column))
    }

    /// A telephone number; an odd one is marked.
    pub(crate) fn phone(&mut self, field: &'static str) -> String {
        let phone = numbers::phone_text(&visible(self.text(field)));
        if !phone.is_empty() && !numbers::is_phone(&phone) {
            self.note(
                field,
                format!("电话“{phone}”不像一个号码，已照原样记下，请核对。"),
            );
        }
        phone
    }

    /// A day; one that cannot be read is marked and left empty.
    pub(crate) fn day(&mut self, field: &'static str) -> Option<String> {
        let (cell, _) = self.cell(field)?;
        let day = self.reader.day(cell);
        if day.is_none() {
            let text = cell.text();
            self.note(field, format!("日期“{text}”读不懂，先空着，请补填。"));
        }
        day
    }

    /// The code a field's text stands for or contains; a text that means none is marked.
    pub(crate) fn code(&mut self, field: &'static str, list: &'static str) -> Option<String> {
        let code = self.reader.lists.code_within(list, self.text(field));
        self.note_unless_code(field, code)
    }

    /// The code a field's text stands for, nothing less; any other text is marked.
    pub(crate) fn exact_code(&mut self, field: &'static str, list: &'static str) -> Option<String> {
        let code = self.reader.lists.code(list, self.text(field));
        self.note_unless_code(field, code)
    }

    fn note_unless_code(&mut self, field: &'static str, code: Option<String>) -> Option<String> {
        let text = self.text(field);
        if code.is_none() && !text.is_empty() {
            self.note(field, format!("“{text}”不在可选项里，先空着，请补选。"));
        }
        code
    }

    /// Several codes in one cell; a text with a word that means none is marked and left empty.
    pub(crate) fn codes(&mut self, field: &'static str, list: &'static str) -> BTreeSet<String> {
        let read = self.reader.codes(list, self.text(field));
        read.unwrap_or_else(|why| {
            self.note(field, format!("{why}这一格先空着，请补选。"));
            BTreeSet::new()
        })
    }

    pub(crate) fn lists(&self) -> &Lists<'a> {
        self.reader.lists
    }

    /// The fields of this ledger that the sheet has beside those with a reading of their own: the
    /// same for every row.
    pub(crate) fn beside(&self, own: &[&str], spec: &Spec) -> Vec<&'static Field> {
        let fields = self.layout.mapped.iter().map(|mapped| mapped.field);
        let others = fields.filter(|field| !own.contains(field));
        others.filter_map(|field| open_field(spec, field)).collect()
    }

    /// What stands in these fields; what cannot be read is marked and left empty.
    pub(crate) fn more(&mut self, fields: &[&'static Field]) -> More {
        let mut more = More::default();
        for field in fields {
            let text = self.text(field.name);
            if text.is_empty() {
                continue;
            }
            if let Err(why) = take(&mut more, field, text, &self.reader) {
                self.note(field.name, format!("{why}这一格先空着，请补填。"));
            }
        }
        more
    }

    /// Every field of this ledger, those the program writes included. What cannot be read is the
    /// reason to reject the row.
    pub(crate) fn all(&self, spec: &Spec) -> Result<More, Rejected> {
        let mut more = More::default();
        let mut wrong = Vec::new();
        for mapped in &self.layout.mapped {
            let text = self.text(mapped.field);
            let Some(field) = spec.field(mapped.field).filter(|_| !text.is_empty()) else {
                continue;
            };
            if let Err(why) = take(&mut more, field, text, &self.reader) {
                wrong.push((self.layout.place(mapped.field), why));
            }
        }
        let mut wrong = wrong.into_iter();
        match wrong.next() {
            None => Ok(more),
            Some((column, reason)) => Err(Rejected {
                row: self.row.number,
                column,
                reason,
                also: wrong.collect(),
            }),
        }
    }

    /// Marks something in this row.
    pub(crate) fn note(&mut self, field: &str, text: impl Into<String>) {
        self.notes.push(Note {
            row: self.row.number,
            column: self.layout.place(field),
            text: text.into(),
        });
    }

    /// Why this row is not taken in.
    pub(crate) fn reject(&self, field: &str, reason: impl Into<String>) -> Rejected {
        Rejected {
            row: self.row.number,
            column: self.layout.place(field),
            reason: reason.into(),
            also: Vec::new(),
        }
    }

    fn note_faults(&mut self) {
        let layout = self.layout;
        for mapped in layout.mapped.iter().filter(|mapped| mapped.field != SERIAL) {
            if let Some(Cell::Fault(fault)) = self.row.cell(mapped.column) {
                self.note(mapped.field, format!("公式出错（{fault}），当作空格。"));
            }
        }
    }
}
