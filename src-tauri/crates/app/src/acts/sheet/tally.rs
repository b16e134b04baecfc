//! What an import came to so far, and where in which sheet.

use crate::bridge::sheet::{ColumnChoice, ColumnView, RejectedRow, SheetOutcome};
use ledger::Change;
use sheets::{Fault, Grid, Intake, KEY_HEAD, Refused, Rejected, SkipKind};

/// Rows shown as they were understood.
const SAMPLE: usize = 8;

/// What an import came to so far.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) outcome: SheetOutcome,
    pub(super) changes: Vec<Change>,
    /// What a large sheet would change is not put together where only its plan is asked for.
    pub(super) purpose: Purpose,
    pub(super) done: Vec<TakenSheet>,
    pub(super) sheet: Option<TakenSheet>,
}

/// One sheet that was gone through.
#[derive(Default)]
pub(super) struct TakenSheet {
    /// What stands before the letters of its columns.
    pub(super) prefix: String,
    /// What tells its header from others; empty if it has none.
    pub(super) signature: String,
    name: String,
    header_row: u32,
    carried: Vec<u32>,
    rejected: Vec<Fault>,
    marked: Vec<Fault>,
}

/// What a sheet is gone through for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be taken in.
    #[default]
    Changes,
    /// To tell what that would do.
    Plan,
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Added,
    Changed,
    Unchanged,
}

impl Tally {
    /// Notes a change, unless only the plan is asked for.
    pub(super) fn write(&mut self, change: impl FnOnce() -> Change) {
        if self.purpose == Purpose::Changes {
            self.changes.push(change());
        }
    }

    pub(super) fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Added => self.outcome.added += 1,
            Fate::Changed => self.outcome.changed += 1,
            Fate::Unchanged => self.outcome.unchanged += 1,
        }
    }

    /// Turns to the next sheet.
    pub(super) fn turn_to(&mut self, grid: &Grid) {
        self.done.extend(self.sheet.take());
        let prefix = if self.done.is_empty() {
            String::new()
        } else {
            format!("{}!", grid.sheet)
        };
        self.sheet = Some(TakenSheet {
            prefix,
            name: grid.sheet.clone(),
            ..TakenSheet::default()
        });
    }

    fn sheet(&mut self) -> &mut TakenSheet {
        self.sheet.get_or_insert_default()
    }

    /// The sheets gone through, in order.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &TakenSheet> {
        self.done.iter().chain(&self.sheet)
    }

    /// What stands before the letters of the columns of the sheet at hand.
    pub(super) fn prefix(&self) -> &str {
        self.sheet.as_ref().map_or("", |sheet| &sheet.prefix)
    }

    /// Takes over what the sheet itself said: columns, rejected, skipped and marked rows.
    pub(super) fn begin<T>(&mut self, intake: &Intake<T>) {
        self.outcome.rows += (intake.records.len() + intake.rejected.len()) as u64;
        let sheet = self.sheet();
        sheet.header_row = intake.header_row;
        sheet.signature.clone_from(&intake.signature);
        sheet.carried.clone_from(&intake.carried);
        self.tell_columns(intake);
        for rejected in &intake.rejected {
            self.reject(rejected.clone());
        }
        for note in &intake.notes {
            self.mark_cell((note.row, &note.column), note.text.clone());
        }
        for line in &intake.skipped {
            let row = self.row((line.row, ""), skipped_as(line.kind).to_owned());
            self.outcome.skipped.push(row);
        }
    }

    /// Lists every row of a sheet as not taken in, but for the first, which heads it.
    pub(super) fn pass_by(&mut self, grid: &Grid, reason: &str) {
        let mut rows = grid.rows.iter();
        if let Some(head) = rows.next() {
            self.sheet().header_row = head.number;
            let row = self.row((head.number, ""), skipped_as(SkipKind::Heading).to_owned());
            self.outcome.skipped.push(row);
        }
        for row in rows {
            self.outcome.rows += 1;
            self.reject(Rejected {
                row: row.number,
                column: String::new(),
                reason: reason.to_owned(),
                also: Vec::new(),
            });
        }
    }

    fn tell_columns<T>(&mut self, intake: &Intake<T>) {
        if self.outcome.choices.is_empty() {
            let offered = intake
                .choices
                .iter()
                .filter(|(_, label)| *label != KEY_HEAD);
            self.outcome.choices = offered
                .map(|(name, label)| ColumnChoice {
                    name: (*name).to_owned(),
                    label: (*label).to_owned(),
                })
                .collect();
        }
        let prefix = self.prefix().to_owned();
        let label = |name: &str| {
            let mut known = intake.choices.iter();
            let found = known.find(|(field, _)| *field == name);
            found
                .map_or("序号（不导入）", |(_, label)| label)
                .to_owned()
        };
        let view = |letters: &str, head: &str, name: &str| ColumnView {
            letter: format!("{prefix}{letters}"),
            head: head.to_owned(),
            field: if name.is_empty() {
                String::new()
            } else {
                label(name)
            },
            name: name.to_owned(),
        };
        let mapped = intake.mapping.iter();
        let mapped = mapped.map(|column| {
            (
                column.column,
                view(&column.letters, &column.head, column.field),
            )
        });
        let unmapped = intake.unmapped.iter();
        let unmapped =
            unmapped.map(|column| (column.column, view(&column.letters, &column.head, "")));
        let mut columns: Vec<(u32, ColumnView)> = mapped.chain(unmapped).collect();
        columns.sort_by_key(|(place, _)| *place);
        let columns = columns.into_iter().map(|(_, column)| column);
        self.outcome.columns.extend(columns);
    }

    fn row(&self, (row, column): (u32, &str), reason: String) -> RejectedRow {
        RejectedRow {
            sheet: self
                .sheet
                .as_ref()
                .map_or_else(String::new, |sheet| sheet.name.clone()),
            row: u64::from(row),
            column: column.to_owned(),
            reason,
        }
    }

    /// Lists a row that is not taken in: once, with everything that is wrong in it.
    pub(super) fn reject(&mut self, rejected: Rejected) {
        let others = rejected.also.iter();
        let others = others.map(|(column, reason)| format!("另外，{column}：{reason}"));
        let reason = std::iter::once(rejected.reason.clone())
            .chain(others)
            .collect();
        let row = self.row((rejected.row, &rejected.column), reason);
        self.outcome.rejected.push(row);
        let first = (rejected.column, rejected.reason);
        let faults = std::iter::once(first).chain(rejected.also);
        let faults = faults.map(|(column, reason)| Fault {
            row: rejected.row,
            column,
            reason,
        });
        self.sheet().rejected.extend(faults);
    }

    /// Marks a whole row that is taken in.
    pub(super) fn mark(&mut self, row: u32, reason: impl Into<String>) {
        self.mark_cell((row, ""), reason.into());
    }

    /// Marks a cell of a row that is taken in.
    pub(super) fn mark_cell(&mut self, (row, column): (u32, &str), reason: String) {
        let line = self.row((row, column), reason.clone());
        self.outcome.marks.push(line);
        self.sheet().marked.push(Fault {
            row,
            column: column.to_owned(),
            reason,
        });
    }

    /// Takes a mark back that came true further down.
    pub(super) fn unmark(&mut self, (row, column): (u32, &str)) {
        let name = self.sheet().name.clone();
        self.outcome.marks.retain(|mark| {
            mark.sheet != name || mark.row != u64::from(row) || mark.column != column
        });
        let sheet = self.sheet();
        sheet
            .marked
            .retain(|mark| mark.row != row || mark.column != column);
    }

    pub(super) fn sample(&mut self, heads: &[&str], cells: &[&str]) {
        if self.outcome.sample.is_empty() {
            self.outcome.sample_heads = heads.iter().map(ToString::to_string).collect();
        }
        if self.outcome.sample.len() < SAMPLE {
            self.outcome
                .sample
                .push(cells.iter().map(ToString::to_string).collect());
        }
    }

    /// The sheets with what did not go well in them.
    pub(super) fn refused<'a>(&'a self, grids: &'a [Grid]) -> Vec<Refused<'a>> {
        let refused = self.sheets().zip(grids).map(|(sheet, grid)| Refused {
            grid,
            header_row: sheet.header_row,
            carried: &sheet.carried,
            rejected: &sheet.rejected,
            marked: &sheet.marked,
        });
        refused.collect()
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
        SkipKind::Example => "模板里的示例",
    }
}
