//! What rows are called in a sheet, and who or what is meant by a word in it: the title, a number
//! or name that only one row has, or a name with what tells namesakes apart in brackets.

use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{Privacy, Row, RowId, Spec, Type};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The rows of the office's own books by what they are called, read once per ledger.
pub(super) struct Names<'a> {
    office: &'a Office,
    ledgers: RefCell<HashMap<&'static str, Rc<RefCell<Named>>>>,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// Just this row.
    One(RowId),
    /// One of several.
    Several,
    /// None in the books.
    Nothing,
}

/// The rows of one ledger.
struct Named {
    spec: &'static Spec,
    titles: HashMap<RowId, String>,
    words: HashMap<String, Vec<RowId>>,
    rows: HashMap<RowId, Row>,
}

impl<'a> Names<'a> {
    pub(super) fn new(office: &'a Office) -> Self {
        Self {
            office,
            ledgers: RefCell::default(),
        }
    }

    fn of(&self, ledger: &'static str) -> Result<Rc<RefCell<Named>>, Problem> {
        if let Some(known) = self.ledgers.borrow().get(ledger) {
            return Ok(Rc::clone(known));
        }
        let spec = spec_of(ledger)?;
        let mut named = Named {
            spec,
            titles: HashMap::new(),
            words: HashMap::new(),
            rows: HashMap::new(),
        };
        for stored in self.office.all(ledger)? {
            let title = self.office.title(spec, &stored.row)?;
            named.add(stored.id, title, stored.row);
        }
        let named = Rc::new(RefCell::new(named));
        self.ledgers.borrow_mut().insert(ledger, Rc::clone(&named));
        Ok(named)
    }

    /// Adds a row that is about to come in.
    pub(super) fn add(&self, spec: &'static Spec, id: RowId, row: &Row) -> Result<(), Problem> {
        let named = self.ledgers.borrow().get(spec.name).cloned();
        if let Some(named) = named {
            let title = self.office.title(spec, row)?;
            named.borrow_mut().add(id, title, row.clone());
        }
        Ok(())
    }

    /// Which row of a ledger a word means.
    pub(super) fn meant(&self, ledger: &'static str, word: &str) -> Result<Meant, Problem> {
        Ok(self.of(ledger)?.borrow().meant(word))
    }

    /// What a row is called, so that the word means this row alone wherever that can be done.
    pub(super) fn called(&self, ledger: &str, id: &str) -> Option<String> {
        let spec = ledger::by_name(ledger)?;
        let id: RowId = id.parse().ok()?;
        self.of(spec.name).ok()?.borrow().called(id)
    }
}

impl Named {
    fn add(&mut self, id: RowId, title: String, row: Row) {
        let mut words = vec![sheets::same(&title)];
        words.extend(handles(self.spec, &row).map(sheets::same));
        words.sort_unstable();
        words.dedup();
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            self.words.entry(word).or_default().push(id);
        }
        self.titles.insert(id, title);
        self.rows.insert(id, row);
    }

    fn with(&self, word: &str) -> &[RowId] {
        self.words
            .get(&sheets::same(word))
            .map_or(&[], Vec::as_slice)
    }

    fn meant(&self, word: &str) -> Meant {
        let titled = |id: &&RowId| self.titles.get(id).is_some_and(|title| title == word);
        match self.with(word) {
            [] => {}
            [only] => return Meant::One(*only),
            // A title goes before a part of another one.
            several => return one_of(several.iter().filter(titled), Meant::Several),
        }
        let Some((name, mark)) = word.trim_end_matches(['）', ')']).rsplit_once(['（', '('])
        else {
            return Meant::Nothing;
        };
        let marked = |id: &&RowId| {
            let row = self.rows.get(id);
            row.is_some_and(|row| {
                marks(self.spec, row).any(|text| sheets::same(text) == sheets::same(mark))
            })
        };
        one_of(self.with(name).iter().filter(marked), Meant::Nothing)
    }

    fn called(&self, id: RowId) -> Option<String> {
        let title = self.titles.get(&id)?;
        let namesakes = self.with(title);
        if self.meant(title) == Meant::One(id) || namesakes.len() < 2 {
            return Some(title.clone());
        }
        let row = self.rows.get(&id)?;
        let tells_apart = |mark: &&str| self.meant(&format!("{title}（{mark}）")) == Meant::One(id);
        let mark = marks(self.spec, row).find(tells_apart);
        Some(mark.map_or_else(|| title.clone(), |mark| format!("{title}（{mark}）")))
    }
}

fn one_of<'a>(mut ids: impl Iterator<Item = &'a RowId>, otherwise: Meant) -> Meant {
    match (ids.next(), ids.next()) {
        (Some(id), None) => Meant::One(*id),
        (Some(_), Some(_)) => Meant::Several,
        (None, _) => otherwise,
    }
}

/// Values by which people find a row besides its title: each part of the title, and what alone must
/// not be twice.
fn handles<'a>(spec: &'static Spec, row: &'a Row) -> impl Iterator<Item = &'a str> {
    let alone = spec.unique.iter().filter_map(|fields| match fields {
        [only] => Some(*only),
        _ => None,
    });
    let names = spec.title.iter().copied().chain(alone);
    names.filter_map(|name| {
        let field = spec.field(name)?;
        let is_word = !matches!(field.kind, Type::Code(_) | Type::Ref(_));
        is_word.then(|| row.text(name))
    })
}

/// What tells namesakes apart, in the order of the list: a phone, a group, a place.
fn marks<'a>(spec: &'static Spec, row: &'a Row) -> impl Iterator<Item = &'a str> {
    let fields = spec.columns.iter().filter_map(|name| spec.field(name));
    fields
        .filter(|field| {
            let is_plain = matches!(field.kind, Type::Text | Type::Phone | Type::Date);
            is_plain && field.privacy < Privacy::Secret && !spec.title.contains(&field.name)
        })
        .map(|field| row.text(field.name))
        .filter(|text| !text.is_empty())
}
