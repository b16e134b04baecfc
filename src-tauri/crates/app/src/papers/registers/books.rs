//! What a register looks up, read once for all its rows, and the cells drawn from it.

use super::columns::{Column, Source};
use super::counted::Counted;
use super::{names, sayings, units};
use crate::acts::alerts::{Watched, watched, when};
use crate::acts::display::{Display, Sight};
use crate::lists::Lists;
use crate::papers::mask::is_kept_back;
use crate::papers::{Gather, doubts};
use crate::problem::Problem;
use ledger::dates::day_of;
use ledger::kinds::person::is_here;
use ledger::numbers::phone_groups;
use ledger::{Field, Row, RowId, Spec, Type};
use print::documents::Audience;
use print::table::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::StoredRow;

/// A day that must not be overlooked: its field, the words, and whether it has passed.
type Alert = (&'static str, &'static str, bool);

/// Everything the cells of one register are drawn from; the rows are of one area.
pub(super) struct Books<'a> {
    gather: &'a Gather<'a>,
    spec: &'static Spec,
    columns: &'a [Column],
    lists: Arc<Lists>,
    names: BTreeMap<RowId, String>,
    /// Rows that are read through a field, by their identity.
    far: BTreeMap<RowId, StoredRow>,
    /// By column, what was counted.
    counted: BTreeMap<usize, BTreeMap<RowId, String>>,
    units: BTreeMap<RowId, String>,
    /// Of readings, which line they have reached, in words.
    lines: BTreeMap<RowId, &'static str>,
    today: String,
}

impl<'a> Books<'a> {
    pub(super) fn read(
        gather: &'a Gather<'a>,
        (spec, columns): (&'static Spec, &'a [Column]),
        rows: &[StoredRow],
    ) -> Result<Self, Problem> {
        let plain: Vec<&Row> = rows.iter().map(|stored| &stored.row).collect();
        let mut counted = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            if let Source::Counted(what) = column.source {
                counted.insert(at, what.of(gather, rows)?);
            }
        }
        Ok(Self {
            gather,
            spec,
            columns,
            lists: gather.lists(),
            names: names::of(gather, spec, &plain)?,
            far: far(gather, columns, &plain)?,
            counted,
            units: units::of(gather, spec.name, rows)?,
            lines: units::lines_reached(gather, spec.name, rows)?,
            today: gather.today(),
        })
    }

    /// The cells of a row, with what is not certain and what must not be overlooked.
    pub(super) fn cells(&self, stored: &StoredRow) -> Result<Vec<Cell>, Problem> {
        let display = Display {
            lists: &self.lists,
            names: &self.names,
        };
        let mut shown = display.row(self.spec, &stored.row, Sight::Printed);
        let doubts = doubts::of_row(self.gather, self.spec, stored)?;
        let alert = alert(self.gather, self.spec, &stored.row);
        let mut cells = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            cells.push(match column.source {
                Source::Own(field) => {
                    let text = shown.remove(field.name).unwrap_or_default();
                    let cell = self.own(field, stored, text);
                    let mut cell = match alert {
                        Some(alert) if alert.0 == field.name => marked(&cell, alert),
                        _ => cell,
                    };
                    doubts::mark(&mut cell, doubts.get(field.name));
                    cell
                }
                Source::Phone(field) => self.phone(&stored.row, field)?,
                Source::Far(via, target, field) => {
                    self.through((via, target, field), &stored.row)?
                }
                Source::Counted(what) => self.counted(what, (at, stored.id)),
            });
        }
        Ok(cells)
    }

    /// The cell of what was counted.
    fn counted(&self, what: &Counted, (at, id): (usize, RowId)) -> Cell {
        let said = self.counted.get(&at).and_then(|said| said.get(&id));
        let said = said.map_or("", String::as_str);
        if what.is_loud(said) {
            Cell::strong(said)
        } else {
            Cell::from(said)
        }
    }

    /// The cell of a field of the row itself.
    fn own(&self, field: &'static Field, stored: &StoredRow, mut shown: String) -> Cell {
        if units::is_elsewhere(self.spec.name, field.name) && !shown.is_empty() {
            shown.push_str(self.units.get(&stored.id).map_or("", String::as_str));
        }
        if matches!(field.kind, Type::Lines) {
            shown = shown.replace('\n', "、");
        }
        if let Some(line) = self.lines.get(&stored.id).filter(|_| field.name == "value") {
            return Cell::strong(format!("{shown} {line}"));
        }
        let shown = self.gather.shown(self.spec, field, shown);
        if self.gather.audience == Audience::Public && is_kept_back(field) {
            return Cell::from(shown);
        }
        sayings::cell((self.spec.name, field), &stored.row, (shown, &self.today))
    }

    /// The number of the person a field points to.
    fn phone(&self, row: &Row, field: &Field) -> Result<Cell, Problem> {
        let person = self
            .target(row, field)
            .filter(|stored| is_here(&stored.row));
        let Some(person) = person else {
            return Ok(Cell::from(""));
        };
        let named = self.gather.named_with_doubts(person)?;
        Ok(Cell::from(
            match (self.gather.audience, named.phone.as_str()) {
                (Audience::Public, _) => String::new(),
                (Audience::Duty, "") => "没有电话".to_owned(),
                (Audience::Duty, phone) => phone_groups(phone),
            },
        ))
    }

    /// A field of the row that a field points to.
    fn through(
        &self,
        (via, target, field): (&Field, &'static Spec, &'static Field),
        row: &Row,
    ) -> Result<Cell, Problem> {
        let Some(far) = self.target(row, via) else {
            return Ok(Cell::from(""));
        };
        let display = Display {
            lists: &self.lists,
            names: &self.names,
        };
        let mut shown = display.row(target, &far.row, Sight::Printed);
        let text = shown.remove(field.name).unwrap_or_default();
        let mut cell = Cell::from(self.gather.shown(target, field, text));
        let doubts = doubts::of_row(self.gather, target, far)?;
        doubts::mark(&mut cell, doubts.get(field.name));
        Ok(cell)
    }

    fn target(&self, row: &Row, via: &Field) -> Option<&StoredRow> {
        let id: RowId = row.text(via.name).parse().ok()?;
        self.far.get(&id)
    }
}

/// The day of a row that has passed or comes soon: its field, the words, and whether it is past.
pub(super) fn alert(gather: &Gather<'_>, spec: &Spec, row: &Row) -> Option<Alert> {
    let Watched { day, notice, past } = watched(spec.name, row)?;
    let on = day_of(row.text(day))?;
    let today = gather.desk.clock.today();
    let notice = gather.desk.thresholds().value(notice);
    match on < today {
        true => Some((day, past, true)),
        false if when(on, today, notice).is_empty() => None,
        false => Some((day, "快到了", false)),
    }
}

/// Whose books these rows are in, all of one area.
pub(super) fn area<'r>(gather: &'r Gather<'_>, rows: &'r [StoredRow]) -> &'r str {
    let first = rows.first().map(|stored| stored.area.as_str());
    first.unwrap_or(&gather.office.code)
}

/// The day with what there is to say of it; in bold once it has passed.
fn marked(cell: &Cell, (_, words, is_late): Alert) -> Cell {
    let text = format!("{} {words}", cell.text);
    if is_late {
        Cell::strong(text)
    } else {
        Cell::from(text)
    }
}

/// The rows that columns read through a field.
fn far(
    gather: &Gather<'_>,
    columns: &[Column],
    rows: &[&Row],
) -> Result<BTreeMap<RowId, StoredRow>, Problem> {
    let mut far = BTreeMap::new();
    for column in columns {
        let (via, target) = match column.source {
            Source::Phone(via) => (via, crate::office::spec_of("person")?),
            Source::Far(via, target, _) => (via, target),
            Source::Own(_) | Source::Counted(_) => continue,
        };
        let ids = rows
            .iter()
            .filter_map(|row| row.text(via.name).parse().ok());
        let ids: BTreeSet<RowId> = ids.collect();
        let ids: Vec<RowId> = ids.into_iter().collect();
        let found = gather.office.store.rows(target, &ids)?;
        far.extend(
            found
                .into_iter()
                .filter(|stored| !stored.gone)
                .map(|stored| (stored.id, stored)),
        );
    }
    Ok(far)
}
