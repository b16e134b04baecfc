//! What a person says the columns are.

use super::{Layout, Mapped, Part, Unmapped, Vocabulary};
use std::collections::BTreeMap;

impl Layout {
    /// What tells this header from others: its heads, column by column.
    pub fn signature(&self) -> String {
        let heads = self.heads.iter().map(|(column, [upper, lower])| {
            let head = if lower.is_empty() { upper } else { lower };
            format!("{column}:{head}")
        });
        heads.collect::<Vec<_>>().join("|")
    }

    /// Takes over what a person said, by the letters of the columns: a field, or nothing. A column
    /// that was recognised as just that keeps its part of the cell.
    pub(crate) fn assign(&mut self, columns: &BTreeMap<String, String>, vocabulary: &Vocabulary) {
        for (letters, name) in columns {
            let is_so = |mapped: &Mapped| mapped.letters == *letters && mapped.field == name;
            if !self.mapped.iter().any(is_so) {
                self.free(|mapped| mapped.letters == *letters);
                self.place_at(letters, vocabulary.known(name));
            }
        }
        self.mapped.sort_by_key(|mapped| mapped.column);
        self.unmapped.sort_by_key(|unmapped| unmapped.column);
    }

    /// Makes columns mean nothing.
    fn free(&mut self, which: impl Fn(&Mapped) -> bool) {
        let freed: Vec<Mapped> = self.mapped.extract_if(.., |mapped| which(mapped)).collect();
        for Mapped {
            column,
            letters,
            head,
            ..
        } in freed
        {
            let is_known = self
                .unmapped
                .iter()
                .any(|unmapped| unmapped.column == column)
                || self.mapped.iter().any(|mapped| mapped.column == column);
            if !is_known {
                self.unmapped.push(Unmapped {
                    column,
                    letters,
                    head,
                });
            }
        }
    }

    fn place_at(&mut self, letters: &str, field: Option<&'static str>) {
        let Some(field) = field else {
            return;
        };
        let Some(place) = self
            .unmapped
            .iter()
            .position(|column| column.letters == letters)
        else {
            return;
        };
        let Unmapped {
            column,
            letters,
            head,
        } = self.unmapped.remove(place);
        self.free(|mapped| mapped.field == field);
        self.mapped.push(Mapped {
            column,
            letters,
            head,
            field,
            part: Part::Whole,
        });
    }
}
