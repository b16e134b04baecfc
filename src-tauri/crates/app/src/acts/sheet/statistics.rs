//! The statistics of the office as a plain workbook, for a township that has no program: what the
//! profile `statistics` of a package holds, readable in any spreadsheet.
//!
//! Only fields of class `open` go along, and of references only those to rows that are called by
//! open fields: a name must not slip in as what somebody is called.

use super::with_known;
use crate::acts::file::{has_extension, saved};
use crate::acts::stick;
use crate::bridge::file::SavedFile;
use crate::bridge::handoff::AtPath;
use crate::desk::Desk;
use crate::office::{CARRIERS, Office, spec_of};
use crate::problem::Problem;
use exchange::FileName;
use ledger::{Field, Menu, Privacy, Spec, Type};
use sheets::{Line, Page};
use std::path::Path;

/// Writes the statistics into a folder, under a name of their own, or into the file that was named.
pub(crate) fn export(desk: &Desk, request: AtPath) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        let (folder, name) = target(desk, office, Path::new(&request.path))?;
        let pages = pages(desk, office)?;
        let day = desk.clock.today().format("%Y年%-m月%-d日");
        let title = format!("{}（{}）统计，{day}", office.name, office.code);
        let bytes = with_known(desk, office, spec_of("village_profile")?, |context| {
            Ok(sheets::book(&title, &pages, context)?)
        })?;
        let written = stick::write(desk, (folder, &name), &bytes)?;
        saved(&written.path)
    })
}

fn target<'a>(
    desk: &Desk,
    office: &Office,
    path: &'a Path,
) -> Result<(&'a Path, FileName), Problem> {
    if path.is_dir() {
        let office_name = exchange::stick::safe_name(&office.name);
        let day = desk.clock.today().format("%Y%m%d");
        let name = format!("{office_name}_{}_{day}_统计.xlsx", office.code);
        return Ok((path, FileName::numbered(&name)?));
    }
    let (Some(folder), Some(name), true) =
        (path.parent(), path.file_name(), has_extension(path, "xlsx"))
    else {
        let text = "请选U盘上的文件夹，或给一个以 .xlsx 结尾的文件名。没有写文件。";
        return Err(Problem::of_field("not_valid", "path", text));
    };
    Ok((folder, FileName::exact(&name.to_string_lossy())?))
}

/// Every ledger of the menu that has rows and something open in them.
fn pages(desk: &Desk, office: &Office) -> Result<Vec<Page>, Problem> {
    let is_told = |spec: &&'static Spec| spec.menu != Menu::Hidden && !spec.confidential;
    let specs: Vec<&'static Spec> = ledger::ALL.iter().copied().filter(is_told).collect();
    let mut pages = Vec::new();
    for spec in desk.each("正在汇总各本台账", specs) {
        let spec = spec?;
        let fields: Vec<&'static Field> =
            spec.fields.iter().filter(|field| is_open(field)).collect();
        let line = |stored: store::StoredRow| Line {
            key: String::new(),
            values: stored.row,
        };
        let lines: Vec<Line> = office.all(spec.name)?.into_iter().map(line).collect();
        if !fields.is_empty() && !lines.is_empty() {
            pages.push(Page {
                spec,
                fields,
                lines,
            });
        }
    }
    Ok(pages)
}

fn is_open(field: &Field) -> bool {
    let names_openly = match field.kind {
        Type::Ref(target) | Type::Refs(target) => is_called_openly(target),
        _ => true,
    };
    field.privacy == Privacy::Open && names_openly
}

/// Whether what a row is called is open to everybody, and does not come from yet another row.
fn is_called_openly(target: &str) -> bool {
    let Some(spec) = ledger::by_name(target) else {
        return false;
    };
    let mut title = spec.title.iter().filter_map(|name| spec.field(name));
    !spec.title.is_empty()
        && !spec.unique.is_empty()
        && title.all(|field| field.privacy == Privacy::Open)
}
