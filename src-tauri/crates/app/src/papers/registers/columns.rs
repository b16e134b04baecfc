//! The columns of a register: fields of the ledger, of what they point to, and what is counted.

use super::counted::{self, Counted};
use crate::papers::forms::paths::{Path, Place, place};
use crate::papers::mask::is_kept_back;
use ledger::{Field, Spec, Type};
use print::table;

/// One column.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) label: &'static str,
    pub(super) source: Source,
}

/// Where its cells come from.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// A field of the row.
    Own(&'static Field),
    /// The telephone of the person a field points to.
    Phone(&'static Field),
    /// A field of the row that a field points to.
    Far(&'static Field, &'static Spec, &'static Field),
    /// Counted once for the whole register.
    Counted(&'static Counted),
}

impl Column {
    /// The column of a path, `电话=leader_id.phone`; what begins with # is counted.
    pub(super) fn of(spec: &'static Spec, text: &'static str) -> Option<Self> {
        if let Some(name) = text.strip_prefix('#') {
            let counted = counted::named(spec.name, name)?;
            return Some(Self {
                label: counted.label,
                source: Source::Counted(counted),
            });
        }
        let path = Path::of(text);
        let (label, source) = match place(spec, &path)? {
            Place::Own(field) => (field.label, Source::Own(field)),
            Place::Phone(field) => ("电话", Source::Phone(field)),
            Place::Far(via, target, field) => (field.label, Source::Far(via, target, field)),
        };
        Some(Self {
            label: path.label.unwrap_or(label),
            source,
        })
    }

    /// The field of the row it is drawn from; empty where there is none.
    pub(super) fn field(&self) -> &'static str {
        match self.source {
            Source::Own(field) => field.name,
            Source::Phone(_) | Source::Far(..) | Source::Counted(_) => "",
        }
    }

    /// Whether it holds numbers to call of the rows themselves.
    pub(super) fn is_phone(&self) -> bool {
        matches!(self.source, Source::Own(field) if field.kind == Type::Phone)
    }

    /// Whether the public edition keeps it back.
    pub(super) fn is_kept_back(&self) -> bool {
        match self.source {
            Source::Own(field) | Source::Far(_, _, field) => is_kept_back(field),
            Source::Phone(_) => true,
            Source::Counted(_) => false,
        }
    }

    /// How it is set: numbers under one another, but for years and running numbers, which are
    /// names.
    pub(super) fn set(&self) -> table::Column {
        let is_number = match self.source {
            Source::Own(field) | Source::Far(_, _, field) => match field.kind {
                Type::Decimal(_) | Type::Figure(_) => true,
                Type::Int => !matches!(field.unit, "" | "年"),
                _ => false,
            },
            Source::Phone(_) => false,
            Source::Counted(counted) => counted.is_number,
        };
        if is_number {
            table::Column::number(self.label, table::Column::FITTED)
        } else {
            table::Column::text(self.label, table::Column::FITTED)
        }
    }

    /// Whether its numbers come to a sum that means something: money, people, households, rooms.
    pub(super) fn is_summed(&self) -> bool {
        match self.source {
            Source::Own(field) => matches!(field.unit, "元" | "人" | "户" | "间"),
            Source::Counted(counted) => counted.is_summed,
            Source::Phone(_) | Source::Far(..) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use print::table::Align;

    #[test]
    fn a_year_is_a_name_and_what_is_counted_a_number() {
        let spec = ledger::by_name("training").unwrap();
        let align = |name| Column::of(spec, name).unwrap().set().align;
        assert_eq!(align("plan_year"), Align::Left);
        assert_eq!(align("attendee_count"), Align::Right);
    }

    #[test]
    fn a_day_to_be_written_by_hand_has_nearly_the_room_of_a_text() {
        let spec = ledger::by_name("supply_batch").unwrap();
        let weight = |name| crate::papers::registers::weight(spec.field(name).unwrap());
        assert!(weight("expires_on") + 1 >= weight("lot"));
    }
}
