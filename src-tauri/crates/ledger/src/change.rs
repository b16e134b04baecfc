//! What a person did (an act) and what it changed, before it becomes an entry of the journal.

use crate::id::RowId;
use crate::spec::{Field, Privacy, Spec};
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a change does to the existence of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Writes fields; the row exists.
    Put,
    /// The row goes.
    Remove,
    /// The row comes back.
    Restore,
    /// What the row holds in these privacy classes is destroyed (journal.md §4): bit n is class
    /// n. Whether the row exists is not touched.
    Destroy(u8),
}

/// What is written to one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// The whole value.
    Whole(Value),
    /// Elements of an unordered list that come in and go out.
    Elements {
        /// Come in.
        added: BTreeSet<String>,
        /// Go out.
        removed: BTreeSet<String>,
    },
}

/// A change to one row: only the fields that changed, by their numbers in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Ledger number.
    pub ledger: u16,
    /// Row.
    pub row: RowId,
    /// What happens to the row.
    pub op: Op,
    /// What is written, by field number.
    pub writes: BTreeMap<u16, Write>,
}

impl Change {
    /// A put of the named fields; names the ledger does not declare are left out.
    pub fn put<'a>(
        spec: &Spec,
        row: RowId,
        values: impl IntoIterator<Item = (&'a str, Value)>,
    ) -> Self {
        let writes = values
            .into_iter()
            .filter_map(|(name, value)| Some((spec.field(name)?.number, Write::Whole(value))))
            .collect();
        Self {
            ledger: spec.number,
            row,
            op: Op::Put,
            writes,
        }
    }

    /// A removal of the row.
    pub fn remove(spec: &Spec, row: RowId) -> Self {
        Self {
            ledger: spec.number,
            row,
            op: Op::Remove,
            writes: BTreeMap::new(),
        }
    }

    /// A destruction of all that the row holds of what concerns villagers.
    pub fn destroy(spec: &Spec, row: RowId) -> Self {
        Self {
            ledger: spec.number,
            row,
            op: Op::Destroy(DESTRUCTIBLE),
            writes: BTreeMap::new(),
        }
    }
}

/// The classes whose leaves stand alone and can be destroyed: personal and secret.
pub const DESTRUCTIBLE: u8 = 1 << Privacy::Personal as u8 | 1 << Privacy::Secret as u8;

/// The unit that merges as one: what two writes must share to be rivals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Register {
    /// Whether the row exists.
    Existence,
    /// One plain field, by number.
    Field(u16),
    /// All fields of a merge group, by the group's name.
    Group(&'static str),
    /// One element of an unordered list: field number and element.
    Element(u16, String),
}

impl Register {
    /// The register a whole write to this field belongs to.
    pub fn of(field: &Field) -> Self {
        field.group.map_or(Self::Field(field.number), Self::Group)
    }
}

impl fmt::Display for Register {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Existence => out.write_str("exists"),
            Self::Field(number) => write!(out, "{number}"),
            Self::Group(name) => write!(out, "@{name}"),
            Self::Element(number, element) => write!(out, "{number}[{element}]"),
        }
    }
}

/// The kinds of acts. The number goes into the journal and is never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    /// Number in the journal.
    pub number: u16,
    /// Identifier.
    pub name: &'static str,
    /// What the history shows.
    pub label: &'static str,
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $number:literal $label:literal;)*) => {
        impl Act {
            $($(#[$doc])* pub const $name: Self =
                Self { number: $number, name: stringify!($name), label: $label };)*
            /// Every act this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}
acts! {
    /// An office came into being with its profile.
    CREATE_OFFICE = 1 "建立村册";
    /// A record was written.
    SAVE_RECORD = 2 "保存";
    /// A record was removed.
    REMOVE_RECORD = 3 "删除";
    /// A removed record came back.
    RESTORE_RECORD = 4 "恢复";
    /// A record took a step of its flow.
    ADVANCE_RECORD = 5 "办理";
    /// Rows of a spreadsheet were taken in.
    IMPORT_SHEET = 6 "导入表格";
    /// Supplies came in: a batch and its first movement.
    RECEIVE_SUPPLY = 7 "物资入库";
    /// A person decided between rival values.
    ANSWER_CONFLICT = 8 "定夺冲突";
    /// A person answered an open question.
    ANSWER_QUESTION = 9 "答复待核";
    /// The fictional books were written.
    FILL_DEMO = 10 "写入演示数据";
    /// The last act of this desk was taken back by a counter-act.
    UNDO_ACT = 11 "撤销";
    /// A photo was laid beside a record.
    ADD_PHOTO = 12 "添加照片";
    /// Somebody who may sign put his name to a step, or confirmed what he had said.
    SIGN_STEP = 13 "签批";
    /// A checklist was gone through, with the hazards it found.
    RECORD_INSPECTION = 14 "记一次检查";
    /// Who works at this desk, and in which role, was set.
    SET_USER = 15 "设置使用人";
    /// What a lost laptop wrote was looked at and admitted after all.
    ADMIT_QUARANTINED = 16 "收下隔离的记录";
    /// What concerns villagers was destroyed, because the law demands it.
    DESTROY = 20 "销毁";
}

impl Act {
    /// The act of this number, if this version knows it.
    pub fn by_number(number: u16) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.number == number)
    }
}
