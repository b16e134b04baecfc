//! A sheet of any ledger, read by its declaration: what the program exported, its filled template,
//! or a sheet an office kept.
//!
//! An exported row is known again by its key: which record, and what of it the sheet showed. If the
//! record changed since, nothing of the row is written. Any other row tells of a record by what must
//! not be twice, else by its name, and only ever adds to it or changes what it says otherwise.

use super::books::Books;
use super::labels::{Known, KnownSheet};
use super::tally::{Fate, Tally};
use super::{STEP, references, stale, take_over};
use crate::acts::input;
use crate::acts::numbering::Numbers;
use crate::acts::record::{difference, flags, rewritten};
use crate::desk::Desk;
use crate::office::{new_id, references};
use crate::problem::Problem;
use ledger::{Change, Digest, Field, Need, Row, RowId, Spec, Value, Weight};
use sheets::{Context, GenericRecord, Grid, Intake, Rejected};
use std::collections::HashMap;
use target::{Shows, Target};

mod target;

/// By what an exported row is known again: which record, and what of it the sheet shows.
pub(super) fn key(id: RowId, form: Digest) -> String {
    let form: String = form.to_string().chars().take(16).collect();
    format!("{id}.{form}")
}

/// Takes in one sheet by the declaration of its ledger.
pub(super) fn take_in(
    desk: &Desk,
    sheet: &KnownSheet<'_>,
    (grid, context): (&Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let intake = sheets::generic(grid, sheet.known.spec, context)?;
    tally.begin(&intake);
    let mut taker = Taker::new(desk, sheet.known, &intake)?;
    for record in desk.each(STEP, &intake.records) {
        let record = record?;
        taker.show(record, tally);
        match taker.take(record, tally) {
            Ok(fate) => tally.count(fate),
            Err(Stop::Row(rejected)) => tally.reject(*rejected),
            Err(Stop::File(problem)) => return Err(problem),
        }
    }
    taker.link(tally)
}

/// Why a row was not taken in.
enum Stop {
    /// Something in the row.
    Row(Box<Rejected>),
    /// Something that keeps all rows out.
    File(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::File(problem)
    }
}

impl From<store::StoreError> for Stop {
    fn from(error: store::StoreError) -> Self {
        Self::File(error.into())
    }
}

/// What one row of a sheet says.
struct Told<'a> {
    record: &'a GenericRecord,
    /// Its values, references found.
    values: Row,
    /// What is to be marked in it, by field.
    marks: Vec<(&'static str, String)>,
}

/// Takes in the rows of one sheet.
struct Taker<'a> {
    desk: &'a Desk,
    known: &'a Known<'a>,
    spec: &'static Spec,
    books: Books,
    numbers: Numbers,
    places: HashMap<&'static str, String>,
    /// References to rows of this very ledger that may stand further down.
    open: Vec<(RowId, &'static Field, Vec<String>, u32)>,
}

impl<'a> Taker<'a> {
    fn new(
        desk: &'a Desk,
        known: &'a Known<'a>,
        intake: &Intake<GenericRecord>,
    ) -> Result<Self, Problem> {
        let spec = known.spec;
        let columns = intake.mapping.iter();
        let mapped: Vec<&'static str> = columns.clone().map(|column| column.field).collect();
        let places = columns.map(|column| {
            let place = format!("{} {}", column.letters, column.head);
            (column.field, place)
        });
        Ok(Self {
            desk,
            known,
            spec,
            books: Books::read(known.office, spec, &mapped)?,
            numbers: Numbers::of(desk, known.office, spec)?,
            places: places.collect(),
            open: Vec::new(),
        })
    }

    fn take(&mut self, record: &GenericRecord, tally: &mut Tally) -> Result<Fate, Stop> {
        let told = self.told(record, tally)?;
        let target = self.target(&told)?;
        let fate = self.write(&told, target, tally)?;
        for (field, text) in told.marks {
            tally.mark_cell((record.row, self.place(field)), text);
        }
        Ok(fate)
    }

    fn place(&self, field: &str) -> &str {
        self.places.get(field).map_or("", String::as_str)
    }

    fn stop(&self, row: u32, field: &str, reason: impl Into<String>) -> Stop {
        Stop::Row(Box::new(Rejected {
            row,
            column: self.place(field).to_owned(),
            reason: reason.into(),
            also: Vec::new(),
        }))
    }

    /// What a row says, its references found.
    fn told<'r>(&mut self, record: &'r GenericRecord, tally: &mut Tally) -> Result<Told<'r>, Stop> {
        let mut values = record.fields.values.clone();
        let mut marks = Vec::new();
        for (name, words) in &record.fields.refs {
            let Some(field) = self.spec.field(name) else {
                continue;
            };
            if let Some(same) = self.same_reference(record, field, words) {
                values.set(name, same);
                continue;
            }
            let found = references::resolve(&self.known.names, field, words, tally)?;
            values.set(name, found.value);
            for (word, meant) in found.missing {
                let text = references::missing_text(field, &word, meant);
                if field.need == Need::Always {
                    return Err(self.stop(record.row, name, text));
                }
                marks.push((*name, format!("{text}这一格先空着。")));
            }
        }
        Ok(Told {
            record,
            values,
            marks,
        })
    }

    /// The reference of an exported row that is called as the sheet says, even if others are too.
    fn same_reference(
        &self,
        record: &GenericRecord,
        field: &Field,
        words: &[String],
    ) -> Option<Value> {
        let (id, _) = record.key.split_once('.')?;
        let value = self.books.row(id.parse().ok()?)?.get(field.name);
        let target = references::target(field)?;
        let mut called: Vec<String> = references(value)
            .into_iter()
            .map(|id| id.to_string())
            .map(|id| self.known.names.called(target, &id).unwrap_or(id))
            .collect();
        let mut words = words.to_vec();
        called.sort_unstable();
        words.sort_unstable();
        (called == words).then(|| value.clone())
    }

    fn write(&mut self, told: &Told<'_>, target: Target, tally: &mut Tally) -> Result<Fate, Stop> {
        let at = told.record.row;
        let id = match target {
            Target::Record { id, .. } => id,
            Target::New if self.spec.single => self.single_id(),
            Target::New => new_id(),
        };
        let before = self.books.row(id).cloned().unwrap_or_default();
        let mut row = before.clone();
        let changed = self.lay_over(&mut row, told, target);
        self.defer(told, id);
        if let Target::Record { shows, .. } = target {
            if changed {
                self.may_change(at, (&before, &row), shows)?;
            }
            if shows == Shows::Now {
                self.mark_left_alone(told, &before, tally);
            }
        }
        match target {
            Target::New if !changed => return Err(self.stop(at, "", NOTHING_READ)),
            Target::Record { .. } if !changed => {
                self.books.meet(id, at, before);
                return Ok(Fate::Unchanged);
            }
            _ => {}
        }
        self.numbers.give(&mut row);
        input::fill(self.desk, self.spec, &mut row);
        self.check(at, [&before, &row], tally)?;
        tally.changes.push(difference(self.spec, id, &before, &row));
        self.known.names.add(self.spec, id, &row)?;
        self.books.meet(id, at, row);
        Ok(match target {
            Target::New => Fate::Added,
            Target::Record { .. } => Fate::Changed,
        })
    }

    /// Lays what the sheet says over a row. What only the program writes is believed of new rows:
    /// an office moves in with the numbers and states it has.
    fn lay_over(&self, row: &mut Row, told: &Told<'_>, target: Target) -> bool {
        let mut values = told.values.clone();
        if matches!(target, Target::Record { .. }) {
            let is_entered =
                |name: &str| self.spec.field(name).is_some_and(|field| !field.automatic);
            values.0.retain(|name, _| is_entered(name));
        }
        take_over(self.spec, row, &values)
    }

    /// Refuses to overwrite what changed since the export, or what is never written again.
    fn may_change(&self, at: u32, (before, after): (&Row, &Row), shows: Shows) -> Result<(), Stop> {
        if shows == Shows::Then {
            let place = |field: &str| self.place(field).to_owned();
            let rejected = stale::rejected(self.known, (at, before, after), place)?;
            return Err(Stop::Row(Box::new(rejected)));
        }
        if self.spec.append_only {
            let text = "这本台账只增不改。写错了请在程序里另记一条更正。";
            return Err(self.stop(at, "", text));
        }
        Ok(())
    }

    fn single_id(&self) -> RowId {
        RowId::fixed(self.spec.name, &self.known.office.code, "")
    }

    /// Refuses what could not be saved in a form either; marks what the rules find odd.
    fn check(&self, at: u32, [before, row]: [&Row; 2], tally: &mut Tally) -> Result<(), Stop> {
        let mut flags = flags(self.desk, self.spec, row);
        flags.extend(rewritten(self.spec, before, row));
        let mut refused = flags.iter().filter(|flag| flag.weight == Weight::Refuse);
        if let Some(first) = refused.next() {
            let others = refused.map(|flag| (self.place(flag.field).to_owned(), flag.text.clone()));
            return Err(Stop::Row(Box::new(Rejected {
                row: at,
                column: self.place(first.field).to_owned(),
                reason: first.text.clone(),
                also: others.collect(),
            })));
        }
        // What is only not filled yet is shown as a gap in the books, not row by row here.
        for flag in flags.iter().filter(|flag| flag.code != "missing") {
            tally.mark_cell((at, self.place(flag.field)), flag.text.clone());
        }
        Ok(())
    }

    /// Marks cells of an exported row that somebody emptied, or that only the program writes.
    fn mark_left_alone(&self, told: &Told<'_>, before: &Row, tally: &mut Tally) {
        let at = told.record.row;
        for field in self
            .spec
            .fields
            .iter()
            .filter(|field| self.places.contains_key(field.name))
        {
            let (now, sheet) = (before.get(field.name), told.values.get(field.name));
            let words = told.record.fields.refs.contains_key(field.name);
            if sheet.is_empty() && !now.is_empty() && !words {
                let text = format!(
                    "“{}”在表里空着，册子里的内容没有清掉；要清空请在程序里改。",
                    field.label
                );
                tally.mark_cell((at, self.place(field.name)), text);
            } else if field.automatic && !sheet.is_empty() && sheet != now {
                let text = format!("“{}”由程序填写，表里的改动没有采用。", field.label);
                tally.mark_cell((at, self.place(field.name)), text);
            }
        }
    }

    /// Keeps references to rows of this ledger for the end, when all rows of the sheet are known.
    fn defer(&mut self, told: &Told<'_>, id: RowId) {
        let refs = told.record.fields.refs.iter();
        for (name, words) in refs.filter(|(name, _)| told.values.get(name).is_empty()) {
            let own = self
                .spec
                .field(name)
                .filter(|field| references::target(field) == Some(self.spec.name));
            if let Some(field) = own {
                self.open.push((id, field, words.clone(), told.record.row));
            }
        }
    }

    /// Finds the references that pointed further down in the sheet.
    fn link(self, tally: &mut Tally) -> Result<(), Problem> {
        for (id, field, words, row) in &self.open {
            let found = references::resolve(&self.known.names, field, words, tally)?;
            if !found.value.is_empty() {
                tally.unmark((*row, self.place(field.name)));
                let value = [(field.name, found.value)];
                tally.changes.push(Change::put(self.spec, *id, value));
            }
        }
        Ok(())
    }

    fn show(&self, record: &GenericRecord, tally: &mut Tally) {
        let fields: Vec<&Field> = self
            .spec
            .fields
            .iter()
            .filter(|field| self.places.contains_key(field.name))
            .take(8)
            .collect();
        let heads: Vec<&str> = fields.iter().map(|field| field.label).collect();
        let cells: Vec<String> = fields
            .iter()
            .map(|field| match record.fields.refs.get(field.name) {
                Some(words) => words.join("、"),
                None => stale::shown(self.known, field, &record.fields.values),
            })
            .collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        tally.sample(&heads, &cells);
    }
}

/// Why a row is refused of which no cell belongs to a field.
const NOTHING_READ: &str = "这一行没有一格能对上栏目，请先给各列选好是什么。";
