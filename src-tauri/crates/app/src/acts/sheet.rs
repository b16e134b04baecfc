//! Spreadsheets in and out. A sheet is one act: every row is taken in or listed with its
//! reason, and taking the same sheet in again adds nothing.

use super::access;
use super::file::{has_extension, saved};
use crate::bridge::file::{OfficeKind, SavedFile};
use crate::bridge::sheet::{ExportSheet, ImportSheet, SaveRejected, SheetOutcome};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use labels::{Known, KnownSheet, Mapping};
use ledger::{Act, Deed, Field, Menu, Privacy, Row, Spec};
use names::Names;
use sheets::{Book, Context, Grid, Line, Reading};
use std::cell::Cell;
use std::path::Path;
use tally::{Purpose, Tally};

mod books;
mod generic;
mod hazards;
mod labels;
mod names;
mod people;
mod references;
mod roster;
mod stale;
pub(crate) mod statistics;
mod supplies;
mod tally;
mod villages;

/// What going through the rows of a sheet is called while it takes.
const STEP: &str = "正在核对表格里的行";

/// Reads a spreadsheet into a ledger, or only tells what that would do.
pub(crate) fn import(desk: &Desk, request: ImportSheet) -> Result<SheetOutcome, Problem> {
    desk.step("正在读表格", 0, 0)?;
    let book = sheets::read(Path::new(&request.path))?;
    desk.with_office(|office| {
        let spec = shown(office, &request.ledger)?;
        let said = request.mapping.as_ref();
        let purpose = if request.plan {
            Purpose::Plan
        } else {
            Purpose::Changes
        };
        let tally = read(desk, office, (spec, &book), (said, purpose))?;
        if request.plan {
            return Ok(tally.outcome);
        }
        if !tally.changes.is_empty() {
            desk.step("正在写入册子", 0, 0)?;
            office.act(desk, Act::IMPORT_SHEET, None, &tally.changes)?;
        }
        for sheet in said.iter().flat_map(|_| tally.sheets()) {
            let header = (sheet.signature.as_str(), sheet.prefix.as_str());
            labels::remember(office, spec, header, said.unwrap_or(&Mapping::new()))?;
        }
        Ok(tally.outcome)
    })
}

/// Writes the rows of a spreadsheet that an import does not take in, or marks, to be mended.
pub(crate) fn save_rejected(desk: &Desk, request: SaveRejected) -> Result<SavedFile, Problem> {
    let book = sheets::read(Path::new(&request.path))?;
    let bytes = desk.with_office(|office| {
        let spec = shown(office, &request.ledger)?;
        let said = (request.mapping.as_ref(), Purpose::Plan);
        let tally = read(desk, office, (spec, &book), said)?;
        if tally.outcome.rejected.is_empty() && tally.outcome.marks.is_empty() {
            return Err(Problem::new(
                "nothing_rejected",
                "这张表没有出错的行，也没有要核对的行，不用另存。",
            ));
        }
        let refused = tally.refused(&book.grids);
        Ok(sheets::rejects(&refused, desk.clock.today())?)
    })?;
    write(&request.to, &bytes)
}

/// A ledger of the menu that whoever works now knows of.
fn shown(office: &Office, ledger: &str) -> Result<&'static Spec, Problem> {
    let spec = office.spec(ledger)?;
    if spec.menu == Menu::Hidden {
        return Err(Problem::new(
            "unknown_ledger",
            "这本台账由程序自己记，不能用表格导入导出。",
        ));
    }
    Ok(spec)
}

/// Goes through every sheet of a file and changes nothing.
fn read(
    desk: &Desk,
    office: &Office,
    (spec, book): (&'static Spec, &Book),
    (said, purpose): (Option<&Mapping>, Purpose),
) -> Result<Tally, Problem> {
    office.require(desk, Deed::Write, spec)?;
    let lists = desk.lists();
    let known = Known {
        office,
        lists: &lists,
        names: Names::new(office),
        spec,
        said,
    };
    let mut tally = Tally {
        purpose,
        ..Tally::default()
    };
    tally.outcome.asides = book.asides.iter().map(sheets::Aside::text).collect();
    let some_fit = book.grids.iter().any(|grid| fits(spec, grid));
    for grid in &book.grids {
        tally.turn_to(grid);
        if some_fit && !fits(spec, grid) {
            pass_by(grid, &mut tally);
            continue;
        }
        if !some_fit && let Some(other) = sheets::likely(grid) {
            let text = format!("这张表像是“{}”的表，也许要到那本台账里导入。", other.label);
            tally.outcome.asides.push(text);
        }
        take_in(desk, &known, grid, &mut tally)?;
    }
    if tally.outcome.rows == 0 {
        return Err(Problem::new(
            "sheet_no_rows",
            "表里只有表头，没有要导入的行。册子没有改动；请填好再导入。",
        ));
    }
    Ok(tally)
}

/// What reads a sheet: our own by the declaration, those that offices keep by whoever knows them.
fn reading(spec: &'static Spec, grid: &Grid) -> Reading {
    let (own, kept) = (Reading::Ledger(spec), Reading::of(spec));
    // A filled template of people names households that may not be in the books yet.
    let is_template = spec.name != "person" && sheets::is_template(grid, spec);
    if sheets::has_keys(grid) || is_template || kept.fit(grid) == 0 {
        own
    } else {
        kept
    }
}

fn fits(spec: &'static Spec, grid: &Grid) -> bool {
    reading(spec, grid).fit(grid) > 0
}

/// Lists the rows of a sheet of another kind, beside one that fits: none is dropped silently.
fn pass_by(grid: &Grid, tally: &mut Tally) {
    let reason = match sheets::likely(grid) {
        Some(spec) => format!(
            "这一页像是“{}”的表，没有导入。请到那本台账里导入。",
            spec.label
        ),
        None => "这一页没有认出表头，没有导入。".to_owned(),
    };
    tally.pass_by(grid, &reason);
}

fn take_in(desk: &Desk, known: &Known<'_>, grid: &Grid, tally: &mut Tally) -> Result<(), Problem> {
    let prefix = tally.prefix().to_owned();
    let sheet = KnownSheet {
        known,
        prefix: &prefix,
        recalled: Cell::new(false),
    };
    let context = Context {
        today: desk.clock.today(),
        labels: &sheet,
    };
    match reading(known.spec, grid) {
        Reading::Hazards => hazards::take_in(desk, known.office, (grid, &context), tally),
        Reading::People => people::take_in(desk, known.office, (grid, &context), tally),
        Reading::Supplies => supplies::take_in(desk, known.office, (grid, &context), tally),
        Reading::Ledger(_) => generic::take_in(desk, &sheet, (grid, &context), tally),
    }?;
    tally.outcome.recalled |= sheet.recalled.get();
    Ok(())
}

/// Writes a ledger as a spreadsheet; each row carries by what it is known again. What is secret
/// goes along only for a reason, which is noted.
pub(crate) fn export(desk: &Desk, request: ExportSheet) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        let spec = shown(office, &request.ledger)?;
        let reason = request.reason.as_deref().map(str::trim);
        let reason = reason.filter(|reason| !reason.is_empty());
        if reason.is_some() {
            office.require(desk, Deed::Unmask, spec)?;
        }
        let limit = reason.map_or(office.sees().min(Privacy::Personal), |_| Privacy::Secret);
        let is_seen = |field: &&Field| field.privacy <= limit;
        let fields: Vec<&Field> = spec.fields.iter().filter(is_seen).collect();
        let bytes = match office.kind {
            OfficeKind::Village => workbook(desk, office, spec, &fields)?,
            OfficeKind::Town => villages::workbook(desk, office, spec, &fields)?,
        };
        let written = write(&request.path, &bytes)?;
        if let Some(reason) = reason {
            note_access(desk, office, spec, reason)?;
        }
        Ok(written)
    })
}

fn workbook(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    fields: &[&Field],
) -> Result<Vec<u8>, Problem> {
    let mut lines = Vec::new();
    for stored in office.all(spec.name)? {
        let form = office.store.form(spec, stored.id)?;
        lines.push(Line {
            key: generic::key(stored.id, form),
            values: stored.row,
        });
    }
    workbook_of(desk, office, (spec, fields), &lines)
}

/// These lines as a workbook.
pub(crate) fn workbook_of(
    desk: &Desk,
    office: &Office,
    (spec, fields): (&'static Spec, &[&Field]),
    lines: &[Line],
) -> Result<Vec<u8>, Problem> {
    with_known(desk, office, spec, |context| {
        Ok(sheets::export(spec, fields, lines, context)?)
    })
}

fn note_access(desk: &Desk, office: &mut Office, spec: &Spec, reason: &str) -> Result<(), Problem> {
    let secret = spec
        .fields
        .iter()
        .filter(|field| field.privacy == Privacy::Secret);
    let fields: Vec<&str> = secret.map(|field| field.name).collect();
    let seen = access::Seen::Export {
        spec,
        fields: &fields,
        reason,
    };
    access::note(desk, office, seen)
}

/// Writes an empty spreadsheet of a ledger with its pull-down lists and an example line.
pub(crate) fn template(desk: &Desk, request: ExportSheet) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        let spec = shown(office, &request.ledger)?;
        let bytes = with_known(desk, office, spec, |context| {
            Ok(sheets::template(spec, context)?)
        })?;
        write(&request.path, &bytes)
    })
}

fn with_known<T>(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    work: impl FnOnce(&Context<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let lists = desk.lists();
    let known = Known {
        office,
        lists: &lists,
        names: Names::new(office),
        spec,
        said: None,
    };
    let context = Context {
        today: desk.clock.today(),
        labels: &known,
    };
    work(&context)
}

fn write(path: &str, bytes: &[u8]) -> Result<SavedFile, Problem> {
    if !has_extension(Path::new(path), "xlsx") {
        return Err(Problem::of_field(
            "not_valid",
            "path",
            "文件名请以 .xlsx 结尾，没有写文件。",
        ));
    }
    crate::saving::put(Path::new(path), bytes)?;
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
