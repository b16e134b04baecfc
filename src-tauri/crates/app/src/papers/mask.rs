//! What the public edition says (公开版, domain §4, level L2): people as 张**, no telephone but
//! those of offices, no identity number, no illness, no child. A field is judged by its privacy
//! class; a free text is kept and only the people and numbers in it are masked, so that goods,
//! posts, shops and units stay. What is kept back whole says so: it is not missing.

mod people;

use crate::office::{Office, spec_of};
use crate::problem::Problem;
use chrono::{Months, NaiveDate};
use ledger::numbers::phone_groups;
use ledger::{Field, Privacy, Row, Spec, Type};
pub(crate) use people::masked_name;
use people::{is_unit, name_behind_title, name_of_household};
use print::table::{Cell, Table};
use std::collections::{BTreeMap, BTreeSet};
use store::Query;

/// What the public edition says in place of a number, an address or a text that it keeps back.
pub(super) const WITHHELD: &str = "不公开";
/// What it says of somebody who is named in a text and not yet fourteen.
const CHILD: &str = "一名孩子";

/// Texts that name people who need not stand in the books, or shops and units.
const NAMING: [&str; 24] = [
    "recipient",
    "town_person",
    "town_owner",
    "owner",
    "operator",
    "contact_a",
    "contact_b",
    "site_person",
    "other_attendees",
    "forced_order_by",
    "forced_by",
    "return_ok_by",
    "report_to",
    "first_name",
    "second_name",
    "party_b",
    "counterparty",
    "donor",
    "vendor",
    "trainer",
    "advisor",
    "given_by",
    "phoned_to",
    "stand_in",
];

/// Personal fields that say something for everybody once the people in them are masked: what is
/// still open on duty, what a household gets and why (救助条例 20).
const SPOKEN: [(&str, &str); 3] = [
    ("duty_shift", "open_matters"),
    ("relief", "reason"),
    ("relief", "people"),
];

/// Words of illness, disability and pregnancy: a text that holds one is kept back whole.
const DELICATE: [&str; 13] = [
    "病",
    "癌",
    "肿瘤",
    "透析",
    "残疾",
    "残障",
    "伤残",
    "瘫",
    "卧床",
    "孕",
    "吸氧",
    "胰岛素",
    "智障",
];
/// What sounds like illness and is none.
const NOT_ILL: [&str; 3] = ["病险", "病虫", "病害"];

/// Office telephones of the village, with the ledgers they stand in.
const OFFICE_LINES: [(&str, &str); 3] = [
    ("station", "duty_phone"),
    ("facility", "phone"),
    ("insurance", "claim_phone"),
];

/// Who and what is masked.
pub(crate) struct Mask {
    /// Known people by the first character of their names, the longest names first: the name and
    /// what stands for it.
    people: BTreeMap<char, Vec<(String, String)>>,
    /// Numbers that are nobody's own.
    offices: BTreeSet<String>,
}

impl Mask {
    /// Of the books at hand.
    pub(super) fn of(office: &Office, today: NaiveDate) -> Result<Self, Problem> {
        let known = office.store.list(spec_of("person")?, &Query::default())?;
        let known: Vec<&Row> = known.rows.iter().map(|stored| &stored.row).collect();
        let own = known.iter();
        let own = own.flat_map(|row| ["mobile", "duty_phone"].map(|field| digits(row.text(field))));
        let own: BTreeSet<String> = own.collect();
        let mut offices = BTreeSet::new();
        for (ledger, field) in OFFICE_LINES {
            let rows = office.all(ledger)?;
            offices.extend(rows.iter().map(|stored| digits(stored.row.text(field))));
        }
        offices.retain(|number| !own.contains(number));
        let profile = office.profile()?;
        let lines = spec_of("village_profile")?.fields.iter();
        let lines = lines.filter(|field| field.kind == Type::Phone);
        offices.extend(lines.map(|field| digits(profile.text(field.name))));
        offices.remove("");
        Ok(Self {
            people: by_first(&known, today),
            offices,
        })
    }

    /// What a field says in public.
    pub(super) fn field(&self, spec: &Spec, field: &Field, text: String) -> String {
        let is_spoken = SPOKEN.contains(&(spec.name, field.name));
        match field.kind {
            _ if text.is_empty() || text == WITHHELD => text,
            // Nobody's own number is told, not even where it is the office's line as well.
            Type::Phone if spec.name == "person" => WITHHELD.to_owned(),
            Type::Phone => self.phone(&text),
            _ if field.name == "name" && field.privacy == Privacy::Personal => masked_name(&text),
            // What a field points to is masked where it is named: a household by its head.
            Type::Ref(_) | Type::Refs(_) if field.privacy < Privacy::Secret => self.text(&text),
            Type::Text if names_people(field) => self.naming(&text),
            _ if is_spoken && !is_delicate(&text) => self.text(&text),
            _ if field.privacy >= Privacy::Personal => WITHHELD.to_owned(),
            Type::Text | Type::LongText | Type::Lines => self.text(&text),
            _ => text,
        }
    }

    /// A telephone: that of an office, or that it is not told.
    pub(super) fn phone(&self, text: &str) -> String {
        match digits(text) {
            number if number.is_empty() => String::new(),
            number if self.offices.contains(&number) => phone_groups(&number),
            _ => WITHHELD.to_owned(),
        }
    }

    /// A free text in which the people of the books and all numbers but the offices' are masked.
    pub(super) fn text(&self, text: &str) -> String {
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let taken = if let Some((name, shown)) = self.person_at(rest, letter) {
                said.push_str(shown);
                name.len()
            } else if letter.is_ascii_digit() {
                let (number, shown) = self.number_at(rest);
                said.push_str(&shown);
                number
            } else {
                said.push(letter);
                letter.len_utf8()
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        said
    }

    /// Who of the books is named at the head of a text, and what stands for him.
    fn person_at(&self, rest: &str, letter: char) -> Option<(&str, &str)> {
        let mut named = self.people.get(&letter)?.iter();
        let found = named.find(|(name, _)| rest.starts_with(name.as_str()));
        found.map(|(name, shown)| (name.as_str(), shown.as_str()))
    }

    fn is_known(&self, name: &str) -> bool {
        let first = name.chars().next();
        let people = first.and_then(|first| self.people.get(&first));
        people.is_some_and(|people| people.iter().any(|(known, _)| known == name))
    }

    /// How long the number at the head of a text is, and what is said of it.
    fn number_at(&self, rest: &str) -> (usize, String) {
        if let Some(number) = identity(rest) {
            return (number, WITHHELD.to_owned());
        }
        if let Some(number) = telephone(rest) {
            let text = rest.get(..number).unwrap_or_default();
            let is_office = self.offices.contains(&digits(text));
            let said = if is_office { text } else { WITHHELD };
            return (number, said.to_owned());
        }
        let run: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (run.len(), run)
    }

    /// A text that names people or units: people outside the books are known by how they are named.
    fn naming(&self, text: &str) -> String {
        const BETWEEN: [char; 11] = ['、', '，', '；', ',', ';', '（', '）', '(', ')', '/', ' '];
        let pieces = text.split_inclusive(BETWEEN);
        let said = pieces.map(|piece| {
            let named = piece.trim_end_matches(BETWEEN);
            let mark = piece.strip_prefix(named).unwrap_or_default();
            self.piece(named) + mark
        });
        said.collect()
    }

    fn piece(&self, piece: &str) -> String {
        let known = self.text(piece);
        if self.is_known(piece) {
            return masked_name(piece);
        }
        if known != piece {
            return known;
        }
        if let Some(name) = name_of_household(piece) {
            return piece.replacen(name, &masked_name(name), 1);
        }
        if is_unit(piece) {
            return known;
        }
        let (title, name) = name_behind_title(piece);
        match name {
            "" => known,
            name => format!("{title}{}", masked_name(name)),
        }
    }
}

/// The table without the columns that this edition keeps back as a whole; `is_kept_back` tells
/// which may be.
pub(super) fn without_withheld(mut table: Table, is_kept_back: impl Fn(usize) -> bool) -> Table {
    let says = |cell: &Cell| !cell.text.is_empty() && cell.text != WITHHELD;
    let mut kept = Vec::new();
    for at in 0..table.columns.len() {
        let is_said = table.rows.iter().any(|row| row.get(at).is_some_and(says));
        kept.push(is_said || !is_kept_back(at));
        let cells = table.rows.iter_mut().filter_map(|row| row.get_mut(at));
        cells
            .filter(|_| !is_said)
            .for_each(|cell| cell.text.clear());
    }
    table.without_mute_columns(|at| kept.get(at).copied().unwrap_or(true))
}

/// Whether a whole column of this field may be kept back.
pub(super) fn is_kept_back(field: &Field) -> bool {
    field.privacy >= Privacy::Personal || field.kind == Type::Phone
}

fn names_people(field: &Field) -> bool {
    NAMING.contains(&field.name) && field.privacy < Privacy::Secret
}

fn is_delicate(text: &str) -> bool {
    let text = NOT_ILL
        .iter()
        .fold(text.to_owned(), |text, harmless| text.replace(harmless, ""));
    DELICATE.iter().any(|word| text.contains(word))
}

/// People by the first character of their names, with what stands for each.
fn by_first(known: &[&Row], today: NaiveDate) -> BTreeMap<char, Vec<(String, String)>> {
    const GROWN: Months = Months::new(14 * 12);
    let grown = today.checked_sub_months(GROWN).unwrap_or(today);
    let grown = grown.format("%Y-%m-%d").to_string();
    let mut people: BTreeMap<char, Vec<(String, String)>> = BTreeMap::new();
    for row in known {
        let name = row.text("name");
        let Some(first) = name.chars().next().filter(|_| name.chars().count() > 1) else {
            continue;
        };
        let shown = match row.text("birth") {
            birth if birth > grown.as_str() => CHILD.to_owned(),
            _ => masked_name(name),
        };
        let entry = (name.to_owned(), shown);
        people.entry(first).or_default().push(entry);
    }
    for names in people.values_mut() {
        // Of a child and a grown-up of one name the grown-up is who is named in a text.
        let key = |(name, shown): &(String, String)| {
            (std::cmp::Reverse(name.len()), name.clone(), shown == CHILD)
        };
        names.sort_by_key(key);
        names.dedup_by(|one, kept| one.0 == kept.0);
    }
    people
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Length of an identity number at the head of a text.
fn identity(text: &str) -> Option<usize> {
    const BODY: usize = 17;
    let run = text.chars().take_while(char::is_ascii_digit).count();
    let check = text.chars().nth(run);
    match run {
        18 => Some(run),
        BODY if matches!(check, Some('X' | 'x')) => Some(run + 1),
        _ => None,
    }
}

/// Length of a telephone number at the head of a text, mobile or with an area code, in one piece or
/// in groups.
fn telephone(text: &str) -> Option<usize> {
    let mut number = String::new();
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_next_digit = letters
            .peek()
            .is_some_and(|(_, next)| next.is_ascii_digit());
        match letter {
            digit if digit.is_ascii_digit() => number.push(digit),
            ' ' | '-' if is_next_digit && may_part(&number) => continue,
            _ => break,
        }
        end = at + letter.len_utf8();
        if number.len() == 11 && number.starts_with('1') && !is_next_digit {
            break;
        }
    }
    let is_mobile = number.len() == 11 && number.starts_with('1');
    let is_landline = (10..=12).contains(&number.len()) && number.starts_with('0');
    (is_mobile || is_landline).then_some(end)
}

/// Whether a number may be parted behind these digits: 142 0000 0871, 0990-1234567.
fn may_part(number: &str) -> bool {
    match number.chars().next() {
        Some('0') => matches!(number.len(), 3 | 4),
        Some('1') => matches!(number.len(), 3 | 7),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
