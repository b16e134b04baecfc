//! How a ledger is declared: once, here, as data. Form, list, filter, Excel template, import,
//! export, register print, journal, merge, masks and TypeScript types are drawn from it.

use crate::check::{Flag, no_checks};
use crate::flow::Flow;
use crate::value::Row;
use serde::Serialize;

/// Privacy class of a field, from what anybody may know to what almost nobody may.
/// Free text is never [`Privacy::Open`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// 公开: figures, kinds, states, dates.
    Open,
    /// 责任: names and work phones of people on duty, places, wording.
    Duty,
    /// 个人: what concerns a villager.
    Personal,
    /// 机密: identity numbers, illness, informants.
    Secret,
}

impl Privacy {
    /// Every class, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::Duty, Self::Personal, Self::Secret];
}

/// When a field has to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Asked when the record is saved; without it nothing is saved.
    Always,
    /// The record is saved without it and the gap is shown (欠项).
    Later,
    /// May stay empty for ever.
    Optional,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "of")]
pub enum Type {
    /// One line of text.
    Text,
    /// Several lines of text, one value.
    LongText,
    /// An ordered list of short lines, one value.
    Lines,
    /// A whole number.
    Int,
    /// A decimal number kept as a whole number of 10^-n units.
    Decimal(u8),
    /// A reported figure, kept as a whole number of 10^-n units: a number, 无 (asked and
    /// confirmed, kept as 0) or 正在核实 ([`CHECKING`](crate::value::CHECKING)). Empty means that
    /// nobody asked yet; no default is ever 0 (domain §8.2).
    Figure(u8),
    /// Yes or no.
    Bool,
    /// A calendar day, `YYYY-MM-DD`.
    Date,
    /// A moment, ISO 8601 with offset.
    Time,
    /// A day of every year, `MM-DD`.
    MonthDay,
    /// One code of the named list.
    Code(&'static str),
    /// Any codes of the named list; merges element by element.
    Codes(&'static str),
    /// A row of the named ledger.
    Ref(&'static str),
    /// Any rows of the named ledger; merges element by element.
    Refs(&'static str),
    /// A telephone number; an unusual one is marked, never refused.
    Phone,
    /// A citizen's identity number (GB 11643); a wrong one is marked, never refused.
    IdNo,
    /// A 12-digit statistical code of a village or township.
    AreaCode,
}

impl Type {
    /// Whether the field is an unordered list whose elements merge one by one.
    pub const fn is_set(self) -> bool {
        matches!(self, Self::Codes(_) | Self::Refs(_))
    }
}

/// The four functions of a station (F5), and the books behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Menu {
    /// 风险联防联控.
    Risk,
    /// 事件协同处置.
    Response,
    /// 资源整合共享.
    Resource,
    /// 安全文化培育.
    Culture,
    /// Not in the menu: kept by the program itself.
    Hidden,
}

/// One field of a ledger.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Field {
    /// Number in the journal, never reused within the ledger.
    pub number: u16,
    /// Column name, the same in schema, JSON and TypeScript.
    pub name: &'static str,
    /// Chinese label on screen, sheet and paper.
    pub label: &'static str,
    /// What it holds.
    pub kind: Type,
    /// When it must be filled.
    pub need: Need,
    /// Of which records it is asked at all; see [`Field::later_if`].
    #[serde(skip)]
    pub applies: fn(&Row) -> bool,
    /// Who may see it.
    pub privacy: Privacy,
    /// Merge group: all fields of a group are written and merged as one unit.
    pub group: Option<&'static str>,
    /// Unit printed behind the value, empty if none.
    pub unit: &'static str,
    /// One plain sentence beside the field, empty if none.
    pub hint: &'static str,
    /// Other words that head this column in the offices' own spreadsheets.
    pub synonyms: &'static [&'static str],
    /// Codes from the most cautious on: shown while two replicas disagree.
    pub cautious: &'static [&'static str],
    /// Whether only the program writes it (numbers, states, times of steps).
    pub automatic: bool,
    /// Whether it is asked in 急时 too (domain §8.2); what must always be filled is asked anyway.
    pub tonight: bool,
    /// Whether a record entered without it is of the present moment: what is noted as it happens.
    pub now: bool,
}

impl Field {
    /// A field of the given kind: optional, class [`Privacy::Duty`], nothing else said.
    pub const fn new(number: u16, name: &'static str, label: &'static str, kind: Type) -> Self {
        Self {
            number,
            name,
            label,
            kind,
            need: Need::Optional,
            applies: of_every_record,
            privacy: Privacy::Duty,
            group: None,
            unit: "",
            hint: "",
            synonyms: &[],
            cautious: &[],
            automatic: false,
            tonight: false,
            now: false,
        }
    }

    /// Without it nothing is saved.
    pub const fn always(mut self) -> Self {
        self.need = Need::Always;
        self
    }

    /// Saved without it, shown as a gap.
    pub const fn later(mut self) -> Self {
        self.need = Need::Later;
        self
    }

    /// Saved without it; shown as a gap only in records for which `applies` holds.
    pub const fn later_if(mut self, applies: fn(&Row) -> bool) -> Self {
        self.need = Need::Later;
        self.applies = applies;
        self
    }

    /// Anybody may know it.
    pub const fn open(mut self) -> Self {
        self.privacy = Privacy::Open;
        self
    }

    /// Concerns a villager.
    pub const fn personal(mut self) -> Self {
        self.privacy = Privacy::Personal;
        self
    }

    /// Identity number, illness, informant.
    pub const fn secret(mut self) -> Self {
        self.privacy = Privacy::Secret;
        self
    }

    /// Written and merged together with the other fields of this group.
    pub const fn group(mut self, group: &'static str) -> Self {
        self.group = Some(group);
        self
    }

    /// Unit behind the value.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// A plain sentence beside the field.
    pub const fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Column heads that mean this field in the offices' own sheets.
    pub const fn synonyms(mut self, synonyms: &'static [&'static str]) -> Self {
        self.synonyms = synonyms;
        self
    }

    /// Codes from the most cautious on.
    pub const fn cautious(mut self, codes: &'static [&'static str]) -> Self {
        self.cautious = codes;
        self
    }

    /// Written by the program only.
    pub const fn automatic(mut self) -> Self {
        self.automatic = true;
        self
    }

    /// Asked in 急时 too.
    pub const fn tonight(mut self) -> Self {
        self.tonight = true;
        self
    }

    /// The present moment, unless somebody types another.
    pub const fn now(mut self) -> Self {
        self.now = true;
        self
    }
}

fn of_every_record(_: &Row) -> bool {
    true
}

/// A ready-made filter above a list: the rows whose `field` is one of `codes`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Chip {
    /// Name in requests.
    pub name: &'static str,
    /// Chinese label.
    pub label: &'static str,
    /// Field that is looked at.
    pub field: &'static str,
    /// Codes (or `true`) that pass.
    pub codes: &'static [&'static str],
}

/// One ledger (台账).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent habit of a ledger, told by its name"
)]
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Spec {
    /// Number in the journal, never reused.
    pub number: u16,
    /// Table name, the same in schema, JSON and TypeScript.
    pub name: &'static str,
    /// Chinese name.
    pub label: &'static str,
    /// Where it stands in the menu.
    pub menu: Menu,
    /// Its fields, in the order of the form.
    pub fields: &'static [Field],
    /// Fields that together name a row to a person.
    pub title: &'static [&'static str],
    /// Fields shown as columns of the list.
    pub columns: &'static [&'static str],
    /// Filters above the list.
    pub chips: &'static [Chip],
    /// Field sets of which two rows must not hold the same values; a repetition is a question.
    pub unique: &'static [&'static [&'static str]],
    /// Whether an area has exactly one row of it, with a fixed id.
    pub single: bool,
    /// Whether a row, once written, is never written again: a mistake is put right by a new row.
    pub append_only: bool,
    /// Whether only those who may see everything know of its rows at all (举报, domain §1 F57).
    pub confidential: bool,
    /// Whether pictures may be taken for its rows.
    pub photos: bool,
    /// The steps a record goes through, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<&'static Flow>,
    /// Rules that look at one record.
    #[serde(skip)]
    pub checks: fn(&Row) -> Vec<Flag>,
}

impl Spec {
    /// What a declaration need not say.
    pub const DEFAULT: Self = Self {
        number: 0,
        name: "",
        label: "",
        menu: Menu::Hidden,
        fields: &[],
        title: &[],
        columns: &[],
        chips: &[],
        unique: &[],
        single: false,
        append_only: false,
        confidential: false,
        photos: false,
        flow: None,
        checks: no_checks,
    };

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field of this number in the journal.
    pub fn field_by_number(&self, number: u16) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.number == number)
    }

    /// Fields that this record still lacks (欠项), in declaration order.
    pub fn gaps<'a>(&self, row: &'a Row) -> impl Iterator<Item = &'static Field> + use<'a> {
        self.fields.iter().filter(|field| {
            field.need != Need::Optional && (field.applies)(row) && row.get(field.name).is_empty()
        })
    }

    /// Fields of the named merge group, in declaration order.
    pub fn group(&self, group: &str) -> impl Iterator<Item = &'static Field> {
        self.fields
            .iter()
            .filter(move |field| field.group == Some(group))
    }
}
