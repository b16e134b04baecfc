//! The words that head columns, and how they are compared.

use super::SERIAL;
use ledger::numbers::half_width;
use ledger::{Spec, Type};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Words that stand for a telephone number behind 及, 和 or a stroke.
const PHONE_WORDS: [&str; 8] = [
    "电话",
    "联系电话",
    "联系方式",
    "手机",
    "手机号",
    "手机号码",
    "电话号码",
    "联络方式",
];

/// A field of a sheet kind and the words that head its column.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    /// Name of the field, that of the ledger where the ledger has it.
    pub field: &'static str,
    /// Words that head it.
    pub words: &'static [&'static str],
    /// For a person, the field of the person's telephone number.
    pub phone: Option<&'static str>,
}

impl Heading {
    /// A field headed by these words.
    pub const fn new(field: &'static str, words: &'static [&'static str]) -> Self {
        Self {
            field,
            words,
            phone: None,
        }
    }

    /// A person, whose telephone number may stand in the same column.
    pub const fn person(
        field: &'static str,
        phone: &'static str,
        words: &'static [&'static str],
    ) -> Self {
        Self {
            field,
            words,
            phone: Some(phone),
        }
    }
}

/// The words a sheet kind knows, and what its header must at least name.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    words: HashMap<String, &'static str>,
    labels: Vec<(&'static str, &'static str)>,
    wordy: HashSet<&'static str>,
    phones: HashMap<&'static str, &'static str>,
    /// Of each group at least one field must be headed.
    pub(super) required: &'static [&'static [&'static str]],
    /// Fields whose empty cells mean what stands above.
    pub(crate) carried: &'static [&'static str],
}

impl Vocabulary {
    /// The words of these headings; an earlier heading wins over a later one.
    pub fn new(headings: &[Heading], required: &'static [&'static [&'static str]]) -> Self {
        let mut vocabulary = Self {
            words: HashMap::new(),
            labels: Vec::new(),
            wordy: HashSet::new(),
            phones: HashMap::new(),
            required,
            carried: &[],
        };
        vocabulary.learn(SERIAL, &["序号", "顺序号", "序", "No", "行号"]);
        for heading in headings {
            vocabulary.offer(heading.field, heading.words.first().copied());
            vocabulary.learn(heading.field, heading.words);
            if let Some(phone) = heading.phone {
                vocabulary.phones.insert(heading.field, phone);
            }
        }
        vocabulary
    }

    /// Fields that offices write, or merge, once for several rows.
    pub fn carrying(mut self, fields: &'static [&'static str]) -> Self {
        self.carried = fields;
        self
    }

    /// Adds the labels and synonyms of a ledger's fields.
    pub fn with_ledger(mut self, spec: &Spec) -> Self {
        for field in spec.fields {
            self.offer(field.name, Some(field.label));
            self.learn(field.name, &[field.label]);
            let is_wordy = matches!(
                field.kind,
                Type::Text | Type::LongText | Type::Lines | Type::Ref(_) | Type::Refs(_)
            );
            if is_wordy {
                self.wordy.insert(field.name);
            }
        }
        for field in spec.fields {
            self.learn(field.name, field.synonyms);
        }
        self
    }

    fn offer(&mut self, field: &'static str, label: Option<&'static str>) {
        let Some(label) = label else {
            return;
        };
        match self.labels.iter_mut().find(|(known, _)| *known == field) {
            Some(known) => known.1 = label,
            None => self.labels.push((field, label)),
        }
    }

    /// What a column may be said to be: fields and what they are called.
    pub(crate) fn choices(&self) -> &[(&'static str, &'static str)] {
        &self.labels
    }

    /// The field of this name.
    pub(super) fn known(&self, name: &str) -> Option<&'static str> {
        let mut fields = self.labels.iter().map(|(field, _)| *field);
        fields.find(|field| *field == name)
    }

    /// Whether free words stand in the field.
    pub(crate) fn is_wordy(&self, field: &str) -> bool {
        self.wordy.contains(field)
    }

    fn learn(&mut self, field: &'static str, words: &[&str]) {
        for word in words {
            self.words.entry(key(word)).or_insert(field);
        }
    }

    fn field(&self, head: &str) -> Option<&'static str> {
        let found = self.words.get(&key(head));
        found
            .or_else(|| self.words.get(&key(&without_brackets(head))))
            .copied()
    }

    /// The fields a head names, and which part of the cell each of them is.
    pub(super) fn fields(&self, head: &str) -> Vec<(&'static str, Part)> {
        if let Some(field) = self.field(head) {
            return vec![(field, Part::Whole)];
        }
        let both = head
            .split_once(['及', '和', '与', '、', '/', '／', '＋', '+'])
            .and_then(|(first, second)| Some((self.field(first)?, key(second))))
            .filter(|(_, second)| PHONE_WORDS.contains(&second.as_str()));
        let phone = both
            .as_ref()
            .and_then(|(person, _)| self.phones.get(person));
        match (both.as_ref(), phone) {
            (Some((person, _)), Some(phone)) => {
                vec![(*person, Part::BeforeDigits), (*phone, Part::Digits)]
            }
            _ => Vec::new(),
        }
    }
}

/// Which part of a cell a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    Whole,
    /// What stands before the first digit: 郭福生 of 郭福生 14200004763.
    BeforeDigits,
    /// From the first digit on.
    Digits,
}

impl Part {
    /// This part of a cell's text.
    pub fn of(self, text: &str) -> &str {
        if self == Self::Whole {
            return text;
        }
        let split = text.find(|letter: char| letter.is_ascii_digit() || is_wide_digit(letter));
        let (name, digits) = text.split_at(split.unwrap_or(text.len()));
        let part = if self == Self::Digits { digits } else { name };
        part.trim_matches(|letter: char| {
            letter.is_whitespace() || "()（）:：,，、/".contains(letter)
        })
    }
}

fn is_wide_digit(letter: char) -> bool {
    ('０'..='９').contains(&letter)
}

/// What is compared: half-width, small letters, without blanks, brackets and punctuation.
pub fn key(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// 数量 of 数量（件）.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|letter| {
            let opens = matches!(letter, '(' | '（' | '[' | '【' | '〔' | '<' | '《');
            let closes = matches!(letter, ')' | '）' | ']' | '】' | '〕' | '>' | '》');
            depth += u32::from(opens);
            let is_outside = depth == 0;
            depth = depth.saturating_sub(u32::from(closes));
            is_outside
        })
        .collect()
}
