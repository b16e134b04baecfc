//! Forms (表单): papers of one record or of a list, drawn from `assets/texts/forms.toml`. The file
//! says which fields stand on a form, in which order, with which words around them; the fields'
//! labels come from the declarations, so that what was written by hand in a night without power is
//! entered later in the same order. An office may reword the file; a test holds every path in it.

mod fill;
mod paths;
#[cfg(test)]
mod tests;

use super::{Gather, Order, imprint};
use crate::assets::Assets;
use crate::bridge::paper::PaperGroup;
use crate::office::spec_of;
use crate::problem::Problem;
use fill::Fill;
use ledger::Spec;
use print::documents::Lettering;
use print::documents::form::{self, Form};
use print::documents::register::Orientation;
use print::page::Document;
use serde::Deserialize;

/// The forms of the file.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Forms {
    #[serde(rename = "form")]
    forms: Vec<FormKind>,
}

/// One form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// Whether it lies on its side.
    #[serde(default)]
    landscape: bool,
    /// Whether it is set in large letters.
    #[serde(default)]
    large: bool,
    /// What stands on it.
    parts: Vec<PartKind>,
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
    /// The lines of a field as a numbered list; a blank form has five empty ones.
    Items(String),
    /// Fixed sentences as a numbered list.
    List(Vec<String>),
    /// Rows of a ledger.
    Table(TableKind),
    /// So many lines to write on.
    Lines(usize),
    /// Who signs.
    Sign(Vec<String>),
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
    /// Only rows whose field holds this code (or `true`).
    only: Option<(String, String)>,
    /// A day field: only rows from the first of this month on.
    since: Option<String>,
    /// Field they are sorted by.
    #[serde(default)]
    order: String,
    /// Paths of the columns; `通知=` is an empty one to write in.
    columns: Vec<String>,
    /// Empty rows behind them; on a blank form at least fifteen.
    #[serde(default)]
    blank: usize,
}

impl Forms {
    /// Reads the shipped forms.
    pub(crate) fn load(assets: &Assets) -> Result<Self, Problem> {
        assets.toml("texts/forms.toml")
    }

    /// Every form, in the order of the file.
    pub(crate) fn all(&self) -> &[FormKind] {
        &self.forms
    }

    /// The form of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&FormKind> {
        self.forms.iter().find(|form| form.name == name)
    }
}

/// Lays out a form for each row ordered, or once for a form without rows and for a blank one.
pub(super) fn lay_out(
    gather: &Gather<'_>,
    kind: &FormKind,
    order: &Order,
) -> Result<Document, Problem> {
    let forms = match &kind.ledger {
        Some(ledger) if !order.blank => {
            let spec = spec_of(ledger)?;
            let rows = gather.rows(ledger, &order.ids)?;
            if rows.is_empty() {
                return Err(nothing(kind, spec));
            }
            let filled = rows
                .iter()
                .map(|stored| form(gather, kind, &Fill::of_row(gather, spec, stored)?));
            filled.collect::<Result<Vec<_>, _>>()?
        }
        ledger => {
            let spec = ledger.as_deref().map(spec_of).transpose()?;
            vec![form(gather, kind, &Fill::empty(gather, spec, order.blank))?]
        }
    };
    Ok(form::lay_out(&forms, gather.desk.fonts()?))
}

fn nothing(kind: &FormKind, spec: &Spec) -> Problem {
    Problem::new(
        "nothing_to_print",
        format!(
            "“{}”里还没有记录，《{}》没有可印的。可以先印空白表，用手写。",
            spec.label, kind.title
        ),
    )
}

fn form(gather: &Gather<'_>, kind: &FormKind, fill: &Fill<'_>) -> Result<Form, Problem> {
    let parts = kind.parts.iter().map(|part| fill.part(part));
    Ok(Form {
        imprint: imprint(gather),
        title: kind.title.clone(),
        number: match kind.number.as_str() {
            "" => String::new(),
            path => fill.value(path)?,
        },
        orientation: if kind.landscape {
            Orientation::Landscape
        } else {
            Orientation::Portrait
        },
        lettering: if kind.large {
            Lettering::Large
        } else {
            Lettering::Usual
        },
        parts: parts.collect::<Result<_, _>>()?,
    })
}
