//! Spreadsheets in and out. A sheet is one act: every row is taken in or listed with its
//! reason, and taking the same sheet in again adds nothing.

use super::file::{has_extension, saved};
use crate::bridge::file::SavedFile;
use crate::bridge::sheet::{ColumnView, ExportSheet, ImportSheet, RejectedRow, SheetOutcome};
use crate::desk::Desk;
use crate::lists::Lists;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use crate::wording::io_problem;
use ledger::{Act, Change, Field, Privacy, Row, Spec};
use sheets::{Context, Grid, Intake, Labels, Line, SkipKind};
use std::path::Path;

mod generic;
mod hazards;
mod people;
mod roster;
mod supplies;

/// Rows shown as they were understood.
const SAMPLE: usize = 8;

/// What an import came to so far.
#[derive(Default)]
struct Tally {
    outcome: SheetOutcome,
    changes: Vec<Change>,
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Unchanged,
}

impl Tally {
    fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Added => self.outcome.added += 1,
            Fate::Changed => self.outcome.changed += 1,
            Fate::Unchanged => self.outcome.unchanged += 1,
        }
    }

    /// Takes over what the sheet itself said: columns, rejected, skipped and marked rows.
    fn begin<T>(&mut self, intake: &Intake<T>, spec: &Spec) {
        let row = |row: u32, column: &str, reason: String| RejectedRow {
            sheet: intake.sheet.clone(),
            row: u64::from(row),
            column: column.to_owned(),
            reason,
        };
        let outcome = &mut self.outcome;
        outcome.rows += (intake.records.len() + intake.rejected.len()) as u64;
        let rejected = intake.rejected.iter();
        outcome
            .rejected
            .extend(rejected.map(|found| row(found.row, &found.column, found.reason.clone())));
        let notes = intake.notes.iter();
        outcome
            .marks
            .extend(notes.map(|note| row(note.row, &note.column, note.text.clone())));
        let skipped = intake.skipped.iter();
        outcome
            .skipped
            .extend(skipped.map(|line| row(line.row, "", skipped_as(line.kind).to_owned())));
        let label = |name: &str| {
            spec.field(name)
                .map_or_else(|| name.to_owned(), |field| field.label.to_owned())
        };
        outcome
            .columns
            .extend(intake.mapping.iter().map(|column| ColumnView {
                letter: column.letters.clone(),
                head: column.head.clone(),
                field: label(column.field),
            }));
        outcome
            .columns
            .extend(intake.unmapped.iter().map(|column| ColumnView {
                letter: column.letters.clone(),
                head: column.head.clone(),
                field: String::new(),
            }));
    }

    fn mark(&mut self, sheet: &str, row: u32, reason: impl Into<String>) {
        self.outcome.marks.push(RejectedRow {
            sheet: sheet.to_owned(),
            row: u64::from(row),
            column: String::new(),
            reason: reason.into(),
        });
    }

    fn sample(&mut self, heads: &[&str], cells: &[&str]) {
        if self.outcome.sample.is_empty() {
            self.outcome.sample_heads = heads.iter().map(ToString::to_string).collect();
        }
        if self.outcome.sample.len() < SAMPLE {
            self.outcome
                .sample
                .push(cells.iter().map(ToString::to_string).collect());
        }
    }
}

fn skipped_as(kind: SkipKind) -> &'static str {
    match kind {
        SkipKind::Title => "标题或填报栏",
        SkipKind::Heading => "表头",
        SkipKind::UnitRow => "单位行",
        SkipKind::TotalRow => "合计行",
        SkipKind::Footer => "落款或备注",
        SkipKind::BlankRow => "只有序号的空行",
    }
}

/// The code lists, and what names rows, as sheets show them.
struct SheetLabels<'a> {
    lists: &'a Lists,
    office: &'a Office,
}

impl Labels for SheetLabels<'_> {
    fn items(&self, list: &str) -> Vec<(String, String)> {
        let items = self.lists.items(list).iter();
        items
            .map(|item| (item.code.clone(), item.label.clone()))
            .collect()
    }

    fn aliases(&self, list: &str) -> Vec<(String, String)> {
        self.lists.aliases(list).to_vec()
    }

    fn title(&self, ledger: &str, id: &str) -> Option<String> {
        let spec = ledger::by_name(ledger)?;
        let stored = self.office.store.row(spec, id.parse().ok()?).ok()??;
        self.office.title(spec, &stored.row).ok()
    }
}

/// Reads a spreadsheet into a ledger, or only tells what that would do.
pub(crate) fn import(desk: &Desk, request: ImportSheet) -> Result<SheetOutcome, Problem> {
    let spec = spec_of(&request.ledger)?;
    let grids = sheets::read(Path::new(&request.path))?;
    desk.with_office(|office| {
        let mut tally = Tally::default();
        take_in(desk, office, (spec, &grids), &mut tally)?;
        if !request.plan && !tally.changes.is_empty() {
            office.act(desk, Act::IMPORT_SHEET, None, &tally.changes)?;
        }
        Ok(tally.outcome)
    })
}

/// Sheets of the file that are of another kind are listed row by row; only a file in which no
/// sheet fits is refused as a whole.
fn take_in(
    desk: &Desk,
    office: &Office,
    (spec, grids): (&'static Spec, &[Grid]),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let labels = SheetLabels {
        lists: &desk.lists,
        office,
    };
    let context = Context {
        today: desk.clock.today(),
        labels: &labels,
    };
    let mut fitting = 0;
    let mut last = None;
    for grid in grids {
        let taken = if generic::is_ours(grid) {
            generic::take_in(desk, office, (spec, grid, &context), tally)
        } else {
            match spec.name {
                "hazard" => hazards::take_in(desk, office, (grid, &context), tally),
                "person" | "household" => people::take_in(desk, office, (grid, &context), tally),
                "supply_item" | "supply_batch" => {
                    supplies::take_in(desk, office, (grid, &context), tally)
                }
                _ => generic::take_in(desk, office, (spec, grid, &context), tally),
            }
        };
        match taken {
            Ok(()) => fitting += 1,
            Err(problem) => last = Some(problem),
        }
    }
    match last {
        Some(problem) if fitting == 0 => Err(problem),
        _ => Ok(()),
    }
}

/// Writes a ledger as a spreadsheet: every field but secret ones, identity numbers only on
/// request of a later version; each row carries by what it is known again.
pub(crate) fn export(desk: &Desk, request: ExportSheet) -> Result<SavedFile, Problem> {
    let spec = spec_of(&request.ledger)?;
    desk.with_office(|office| {
        let fields: Vec<&Field> = spec
            .fields
            .iter()
            .filter(|field| field.privacy < Privacy::Secret)
            .collect();
        let mut lines = Vec::new();
        for stored in office.all(spec.name)? {
            let form = office.store.form(spec, stored.id)?;
            lines.push(Line {
                key: generic::key(stored.id, form),
                values: stored.row,
            });
        }
        let labels = SheetLabels {
            lists: &desk.lists,
            office,
        };
        let context = Context {
            today: desk.clock.today(),
            labels: &labels,
        };
        write(
            &request.path,
            &sheets::export(spec, &fields, &lines, &context)?,
        )
    })
}

/// Writes an empty spreadsheet of a ledger with its pull-down lists.
pub(crate) fn template(desk: &Desk, request: ExportSheet) -> Result<SavedFile, Problem> {
    let spec = spec_of(&request.ledger)?;
    desk.with_office(|office| {
        let labels = SheetLabels {
            lists: &desk.lists,
            office,
        };
        let context = Context {
            today: desk.clock.today(),
            labels: &labels,
        };
        write(&request.path, &sheets::template(spec, &context)?)
    })
}

fn write(path: &str, bytes: &[u8]) -> Result<SavedFile, Problem> {
    if !has_extension(Path::new(path), "xlsx") {
        return Err(Problem::of_field(
            "not_valid",
            "path",
            "文件名请以 .xlsx 结尾，没有写文件。",
        ));
    }
    std::fs::write(path, bytes).map_err(io_problem("write"))?;
    saved(Path::new(path))
}

/// Fields of `new` that are filled and differ, taken over into `row`; whether there were any.
fn take_over(spec: &Spec, row: &mut Row, new: &Row) -> bool {
    let mut changed = false;
    for field in spec.fields {
        let value = new.get(field.name);
        if !value.is_empty() && value != row.get(field.name) {
            row.set(field.name, value.clone());
            changed = true;
        }
    }
    changed
}
