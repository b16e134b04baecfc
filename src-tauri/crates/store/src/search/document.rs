//! What a row is found by, as the index keeps it.
//!
//! Titles and whatever else is short text, telephones by their ends, identity numbers by their
//! last four signs, and what names the row that the first reference among the columns points to.
//! Two privacy classes stand in columns of their own, so that nobody finds what he may not see;
//! of secret fields nothing is kept but the end of an identity number, which its mask shows.

use super::cut::{self, END, IDENTITY, PHONE, READING, TITLE, WHOLE};
use super::reading::{self, Voice};
use ledger::{Field, Privacy, Row, RowId, Spec, Type, Value};
use std::collections::BTreeSet;

/// Columns of the index, in its order.
pub(crate) const COLUMNS: [&str; 5] = ["title", "rest", "p_title", "p_rest", "tail"];
/// Digits from which a number in a text may be a telephone's.
const PHONE_DIGITS: usize = 7;
/// Signs of an identity number, and those of them that are kept.
const ID_SIGNS: (usize, usize) = (18, 14);

/// A row as the index keeps it: the text of each of [`COLUMNS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document(pub(crate) [String; COLUMNS.len()]);

/// Part of what names a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Naming {
    text: String,
    privacy: Privacy,
    voice: Voice,
}

/// Where a piece of text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Rest,
}

impl Document {
    /// What the row is found by; `named` names the row that it refers to first.
    pub(crate) fn of(spec: &Spec, row: &Row, named: &[Naming]) -> Self {
        let mut writer = Writer::default();
        let part = if is_named_by_reference(spec, row) {
            Part::Title
        } else {
            Part::Rest
        };
        for naming in named {
            writer.side(naming.privacy).naming(part, naming);
        }
        for naming in own_title(spec, row) {
            writer.side(naming.privacy).naming(Part::Title, &naming);
        }
        for field in spec.fields.iter().filter(|field| is_searched(spec, field)) {
            writer.field(spec, field, row);
        }
        writer.document()
    }
}

/// Whether the index keeps anything of the field.
pub(crate) fn is_searched(spec: &Spec, field: &Field) -> bool {
    let is_shown = || spec.title.contains(&field.name) || spec.columns.contains(&field.name);
    match field.kind {
        Type::IdNo => true,
        Type::Text | Type::Phone | Type::AreaCode => field.privacy < Privacy::Secret,
        Type::LongText | Type::Lines => field.privacy < Privacy::Secret && is_shown(),
        _ => false,
    }
}

/// The field whose row names this one, or helps to find it: the first reference among the columns.
pub(crate) fn first_reference(spec: &Spec) -> Option<(&'static Field, &'static Spec)> {
    let mut fields = spec.columns.iter().filter_map(|name| spec.field(name));
    fields.find_map(|field| match field.kind {
        Type::Ref(target) => Some((field, ledger::by_name(target)?)),
        _ => None,
    })
}

/// The row that the first reference points to, if it points anywhere.
pub(crate) fn referred(spec: &Spec, row: &Row) -> Option<(&'static Spec, RowId)> {
    let (field, target) = first_reference(spec)?;
    Some((target, row.text(field.name).parse().ok()?))
}

/// Whether what it refers to is part of the row's own title: where its title fields alone do not
/// tell rows apart, or there are none.
pub(crate) fn is_named_by_reference(spec: &Spec, row: &Row) -> bool {
    spec.unique.is_empty() || row.title(spec).is_empty()
}

/// The parts of the row's own title.
pub(crate) fn own_title(spec: &Spec, row: &Row) -> Vec<Naming> {
    let fields = spec.title.iter().filter_map(|name| spec.field(name));
    let fields = fields.filter(|field| field.privacy < Privacy::Secret);
    let namings = fields.map(|field| Naming {
        text: row.text(field.name).to_owned(),
        privacy: field.privacy,
        voice: voice(field),
    });
    namings.filter(|naming| !naming.text.is_empty()).collect()
}

/// The same naming where the reference itself is more private than what it names.
pub(crate) fn at_least(namings: Vec<Naming>, privacy: Privacy) -> Vec<Naming> {
    let raised = namings.into_iter().map(|naming| Naming {
        privacy: naming.privacy.max(privacy),
        ..naming
    });
    raised
        .filter(|naming| naming.privacy < Privacy::Secret)
        .collect()
}

fn voice(field: &Field) -> Voice {
    if field.label.ends_with("姓名") {
        Voice::Name
    } else {
        Voice::Text
    }
}

/// What is found of one privacy class: words in their order, and keys that have none and are in
/// no title.
#[derive(Default)]
struct Side {
    title: Vec<String>,
    rest: Vec<String>,
    keys: BTreeSet<String>,
}

impl Side {
    fn naming(&mut self, part: Part, naming: &Naming) {
        let mut readings = BTreeSet::new();
        reading::keys(&naming.text, naming.voice, &mut readings);
        self.keys
            .extend(readings.iter().map(|reading| format!("{READING}{reading}")));
        if part == Part::Rest {
            return self.words(&naming.text);
        }
        let tokens = cut::tokens(&naming.text);
        let whole = tokens.concat();
        self.keys.insert(format!("{WHOLE}{whole}"));
        let pairs = cut::pairs(&tokens);
        for words in [tokens, pairs] {
            self.title.extend(cut::marked(TITLE, &words));
            self.title.push(END.to_owned());
        }
    }

    fn words(&mut self, text: &str) {
        let tokens = cut::tokens(text);
        for token in &tokens {
            self.phone(token);
        }
        let pairs = cut::pairs(&tokens);
        for words in [tokens, pairs] {
            self.rest.extend(words);
            self.rest.push(END.to_owned());
        }
    }

    fn phone(&mut self, digits: &str) {
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && digits.len() >= PHONE_DIGITS {
            let tail: String = [PHONE].into_iter().chain(digits.chars().rev()).collect();
            self.keys.extend(tail.get(..2).map(str::to_owned));
            self.keys.insert(tail);
        }
    }

    fn columns(self) -> [String; 2] {
        let rest: Vec<String> = self.rest.into_iter().chain(self.keys).collect();
        [self.title.join(" "), rest.join(" ")]
    }
}

#[derive(Default)]
struct Writer {
    duty: Side,
    personal: Side,
    tail: String,
}

impl Writer {
    fn side(&mut self, privacy: Privacy) -> &mut Side {
        if privacy < Privacy::Personal {
            &mut self.duty
        } else {
            &mut self.personal
        }
    }

    /// A field that is not of the title; those are written first, whole.
    fn field(&mut self, spec: &Spec, field: &Field, row: &Row) {
        match row.get(field.name) {
            value if field.kind == Type::IdNo => self.identity(value.text()),
            _ if spec.title.contains(&field.name) => {}
            Value::Lines(lines) => lines.iter().for_each(|line| self.text(field, line)),
            value => self.text(field, value.text()),
        }
    }

    fn text(&mut self, field: &Field, text: &str) {
        if text.is_empty() {
            return;
        }
        let side = self.side(field.privacy);
        if field.name == "group" {
            // It stands in almost every row; cut up, every row would be found by 组.
            side.keys.insert(cut::whole(text));
        } else if field.kind == Type::Phone {
            side.phone(&cut::whole(text));
        } else if voice(field) == Voice::Name {
            let (text, privacy, voice) = (text.to_owned(), field.privacy, Voice::Name);
            let naming = Naming {
                text,
                privacy,
                voice,
            };
            side.naming(Part::Rest, &naming);
        } else {
            side.words(text);
        }
    }

    fn identity(&mut self, text: &str) {
        let text = cut::whole(text);
        if let Some(last_four) = text.get(ID_SIGNS.1..).filter(|_| text.len() == ID_SIGNS.0) {
            self.tail = format!("{IDENTITY}{last_four}");
        }
    }

    fn document(self) -> Document {
        let [title, rest] = self.duty.columns();
        let [p_title, p_rest] = self.personal.columns();
        Document([title, rest, p_title, p_rest, self.tail])
    }
}
