//! Forms (表单): papers of one record or of a list, drawn from `assets/texts/forms.toml`. The file
//! says which fields stand on a form, in which order, with which words around them; the fields'
//! labels come from the declarations, so that what was written by hand in a night without power is
//! entered later in the same order. An office may word the notice of a form; a test holds every path in it.

mod counted;
mod events;
mod fill;
mod goods;
pub(super) mod paths;
mod roster;
#[cfg(test)]
mod tests;

use super::{Gather, Order, lacks, proven};
use crate::bridge::paper::PaperGroup;
use crate::office::spec_of;
use crate::problem::Problem;
use fill::Fill;
use print::documents::Lettering;
use print::documents::form::{self, Form, Manner, Part};
use print::documents::register::Orientation;
use print::page::Document;
use serde::Deserialize;
use store::StoredRow;

/// The forms of the file.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Forms {
    #[serde(rename = "form")]
    forms: Vec<FormKind>,
}

/// One form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one line of the file of forms"
)]
pub(crate) struct FormKind {
    /// Name in requests.
    pub(crate) name: String,
    /// Chinese title.
    pub(crate) title: String,
    /// Where it stands in the list of papers.
    pub(crate) group: PaperGroup,
    /// What it is for, in a sentence.
    pub(crate) purpose: String,
    /// Ledger of the record it is about; none for a form about a whole list.
    pub(crate) ledger: Option<String>,
    /// Path of its number, on the right below the title.
    #[serde(default)]
    number: String,
    /// What a loose sheet names the record by where it has no number: a text with `{paths}`.
    #[serde(default)]
    subject: String,
    /// The field with which the record is closed: from then on nothing is left to write on.
    #[serde(default)]
    settled: String,
    /// Whether it lies on its side.
    #[serde(default)]
    landscape: bool,
    /// Whether it is set as an official document, not as a working sheet.
    #[serde(default)]
    formal: bool,
    /// Whether it hangs where everybody reads it: names and numbers are masked in any case.
    #[serde(default)]
    pub(crate) posted: bool,
    /// Whether it is set in large letters.
    #[serde(default)]
    large: bool,
    /// Whether the transfers of each event stand on a form of their own.
    #[serde(default)]
    by_event: bool,
    /// What it says to its reader, as the books at hand word it.
    #[serde(default)]
    notice: Notice,
    /// What stands on it.
    parts: Vec<PartKind>,
}

/// The words of a form that an office may say otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Notice {
    /// A paragraph.
    Text(String),
    /// Numbered sentences.
    List(Vec<String>),
}

impl Default for Notice {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// One part of a form, as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum PartKind {
    /// Paths of facts; `*` before one gives it the whole width.
    Facts(Vec<String>),
    /// A heading.
    Heading(String),
    /// Running text; `{path}` is replaced by what stands there.
    Text(String),
    /// Running text of a record that is closed, and of one that is still open or of none.
    Told {
        /// What was done.
        done: String,
        /// What is to be done.
        open: String,
    },
    /// The lines of a field as a numbered list; a blank form has empty ones.
    Items(String),
    /// The notice of the form.
    Notice,
    /// What whoever is responsible for this kind of risk point does.
    Duty,
    /// Rows of a ledger.
    Table(Box<TableKind>),
    /// The photos of the record of these phases, side by side; none on the public edition and a blank form.
    Photos(Vec<String>),
    /// So many lines to write on.
    Lines(usize),
    /// Who signs.
    Sign(Vec<String>),
    /// 落款: the village committee, and the day that this path leads to.
    Issued(String),
    /// A line to tear along.
    Cut(String),
}

/// Rows of a ledger on a form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableKind {
    /// Their ledger.
    ledger: String,
    /// The field that points at the form's record; none for all rows.
    by: Option<String>,
    /// Whether its only row is the form's own record, of which a blank form has several.
    #[serde(default)]
    own: bool,
    /// Only rows whose field holds this code (or `true`).
    only: Option<(String, String)>,
    /// A day field: only rows from the first of this month on.
    since: Option<String>,
    /// Fields they are sorted by, with commas between them.
    #[serde(default)]
    order: String,
    /// Paths of the columns; `通知=` is an empty one to write in, `序=#` the number of the row.
    columns: Vec<String>,
    /// Empty rows behind them.
    #[serde(default)]
    blank: usize,
    /// Empty rows of a blank form, and where there is nothing else; as many as its page holds.
    #[serde(default = "a_page")]
    bare: usize,
    /// What a list without rows says, where to enter them.
    #[serde(default)]
    nothing: String,
    /// Heads of the columns by which the rows stand, in place of `order`.
    #[serde(default)]
    sort: Vec<String>,
    /// Columns of numbers that are summed below the table and carried from page to page.
    #[serde(default)]
    sums: Vec<String>,
}

/// More than any page holds.
const fn a_page() -> usize {
    40
}

impl Forms {
    /// Every form, in the order of the file.
    pub(crate) fn all(&self) -> &[FormKind] {
        &self.forms
    }

    /// The form of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&FormKind> {
        self.forms.iter().find(|form| form.name == name)
    }
}

/// Lays out a form for each row ordered, or once for a form without rows and for a blank one. Where
/// the books have no row yet it is a blank one that says so.
pub(super) fn lay_out(
    gather: &Gather<'_>,
    kind: &FormKind,
    order: &Order,
) -> Result<Document, Problem> {
    let forms = match &kind.ledger {
        Some(ledger) if !order.blank => {
            let spec = spec_of(ledger)?;
            let mut rows = gather.rows(ledger, &order.ids)?;
            let is_new = rows.is_empty();
            if order.ids.is_empty() {
                retain_usual(kind, &mut rows);
            }
            crate::acts::night::follow_stages(gather.office, spec, &mut rows)?;
            if rows.is_empty() {
                let none = if is_new {
                    lacks::none_of(spec)
                } else {
                    format!("“{}”里没有一条还要印的。", spec.label)
                };
                gather.lacks.something(none + "这是空白表，可以先手写。");
                let blank = form(gather, kind, &Fill::empty(gather, Some(spec), true))?;
                return Ok(form::lay_out(&[blank], gather.desk.fonts()?));
            }
            let filled = rows
                .iter()
                .map(|stored| form(gather, kind, &Fill::of_row(gather, spec, stored)?));
            filled.collect::<Result<Vec<_>, _>>()?
        }
        None if kind.by_event && !order.blank && events::any(gather)? => of_events(gather, kind)?,
        ledger => {
            let spec = ledger.as_deref().map(spec_of).transpose()?;
            vec![form(gather, kind, &Fill::empty(gather, spec, order.blank))?]
        }
    };
    let steps = gather.desk.steps("正在排版");
    form::lay_out_by_steps(&forms, gather.desk.fonts()?, steps)
}

/// A form for each event, with one proof for all: a sheet says only that it is one of them.
fn of_events(gather: &Gather<'_>, kind: &FormKind) -> Result<Vec<Form>, Problem> {
    let events = events::all(gather)?;
    let forms = events
        .iter()
        .map(|event| drawn(kind, &Fill::of_event(gather, event)));
    let mut forms: Vec<Form> = forms.collect::<Result<_, _>>()?;
    let said: Vec<_> = forms.iter().map(|form| &form.parts).collect();
    let imprint = proven(gather, None, &said)?;
    for form in &mut forms {
        form.imprint = imprint.clone();
    }
    Ok(forms)
}

/// Leaves out what a batch that nobody chose one by one goes without.
fn retain_usual(kind: &FormKind, rows: &mut Vec<StoredRow>) {
    if let Some((field, values)) = super::usually_only(&kind.name) {
        rows.retain(|stored| values.contains(stored.row.get(field)));
    }
}

fn form(gather: &Gather<'_>, kind: &FormKind, fill: &Fill<'_>) -> Result<Form, Problem> {
    let form = drawn(kind, fill)?;
    Ok(Form {
        imprint: proven(gather, fill.record(), &(&form.number, &form.parts))?,
        ..form
    })
}

/// A form that says nothing of itself yet.
fn drawn(kind: &FormKind, fill: &Fill<'_>) -> Result<Form, Problem> {
    let parts = kind.parts.iter().map(|part| fill.part(kind, part));
    let parts: Vec<Part> = parts.collect::<Result<_, _>>()?;
    let number = match kind.number.as_str() {
        "" => String::new(),
        _ => fill.number(kind)?,
    };
    Ok(Form {
        title: kind.title.clone(),
        number,
        subject: match fill.record() {
            Some(_) => fill.filled(&kind.subject)?,
            None => String::new(),
        },
        orientation: if kind.landscape {
            Orientation::Landscape
        } else {
            Orientation::Portrait
        },
        manner: if kind.formal {
            Manner::Formal
        } else {
            Manner::Working
        },
        lettering: if kind.large {
            Lettering::Large
        } else {
            Lettering::Usual
        },
        parts,
        ..Form::default()
    })
}
