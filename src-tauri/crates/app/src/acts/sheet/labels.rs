//! What the program knows and a sheet does not say: labels of codes, names of rows, and what a
//! person said the columns of a sheet are.

use super::names::Names;
use crate::lists::Lists;
use crate::office::Office;
use crate::problem::Problem;
use ledger::{Digest, Spec};
use sheets::Labels;
use std::cell::Cell;
use std::collections::BTreeMap;

/// What columns are, by their letters: a field, or nothing.
pub(super) type Mapping = BTreeMap<String, String>;

/// What is known while sheets of one ledger are read or written.
pub(super) struct Known<'a> {
    pub(super) office: &'a Office,
    pub(super) lists: &'a Lists,
    pub(super) names: Names<'a>,
    pub(super) spec: &'static Spec,
    /// What a person says now.
    pub(super) said: Option<&'a Mapping>,
}

/// What is known of one sheet.
pub(super) struct KnownSheet<'a> {
    pub(super) known: &'a Known<'a>,
    /// What stands before the letters of its columns.
    pub(super) prefix: &'a str,
    /// Whether its columns were read as a person said last time.
    pub(super) recalled: Cell<bool>,
}

impl Labels for Known<'_> {
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
        self.names.called(ledger, id)
    }
}

impl Labels for KnownSheet<'_> {
    fn items(&self, list: &str) -> Vec<(String, String)> {
        self.known.items(list)
    }

    fn aliases(&self, list: &str) -> Vec<(String, String)> {
        self.known.aliases(list)
    }

    fn columns(&self, signature: &str) -> Mapping {
        if let Some(said) = self.known.said {
            return of_sheet(said, self.prefix);
        }
        let recalled = recall(self.known.office, self.known.spec, signature);
        self.recalled.set(!recalled.is_empty());
        recalled
    }
}

/// The part of a mapping that is about one sheet.
fn of_sheet(said: &Mapping, prefix: &str) -> Mapping {
    let ours = said.iter().filter_map(|(letters, field)| {
        let letters = letters.strip_prefix(prefix)?;
        (!letters.contains('!')).then(|| (letters.to_owned(), field.clone()))
    });
    ours.collect()
}

fn setting(spec: &Spec, signature: &str) -> String {
    let digest = Digest::of("yizhan/sheet", &[signature.as_bytes()]).to_string();
    let short: String = digest.chars().take(16).collect();
    format!("sheet.mapping.{}.{short}", spec.name)
}

fn recall(office: &Office, spec: &Spec, signature: &str) -> Mapping {
    let stored = office.store.setting(&setting(spec, signature));
    let stored = stored.ok().flatten().unwrap_or_default();
    serde_json::from_slice(&stored).unwrap_or_default()
}

/// Keeps what a person said of a sheet for the next one with this header.
pub(super) fn remember(
    office: &mut Office,
    spec: &Spec,
    (signature, prefix): (&str, &str),
    said: &Mapping,
) -> Result<(), Problem> {
    let ours = of_sheet(said, prefix);
    let bytes = serde_json::to_vec(&ours).map_err(|error| Problem::internal("mapping", &error))?;
    office
        .store
        .set_setting(&setting(spec, signature), &bytes)?;
    Ok(())
}
