//! Filling a form from the books, or leaving it empty for a hand.

use super::paths::{Path, Place, place};
use super::{FormKind, Notice, PartKind, TableKind};
use crate::acts::display::{Display, Sight};
use crate::acts::{night, photos};
use crate::office::spec_of;
use crate::papers::registers::edition_text;
use crate::papers::{Gather, doubts, lacks};
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use ledger::{Field, Privacy, Row, RowId, Spec, Value};
use print::documents::form::{Fact, Part, Photo};
use print::documents::{self, Audience};
use print::page::Picture;
use print::table::{Cell, Column, Table};
use std::collections::BTreeMap;
use store::{Order, Query, StoredRow};

/// The path of a row's own number, by which it is found again when it is keyed in.
pub(super) const NUMBER: &str = "#";
/// Lines of a text on a blank form that is all written by hand.
const TO_WRITE: usize = 3;
/// Empty items of a list on a blank form.
const BLANK_ITEMS: usize = 5;

/// What a form is filled from.
pub(super) struct Fill<'a> {
    gather: &'a Gather<'a>,
    spec: Option<&'static Spec>,
    row: Option<&'a StoredRow>,
    names: BTreeMap<RowId, String>,
    blank: bool,
}

impl<'a> Fill<'a> {
    /// From one record.
    pub(super) fn of_row(
        gather: &'a Gather<'a>,
        spec: &'static Spec,
        stored: &'a StoredRow,
    ) -> Result<Self, Problem> {
        Ok(Self {
            gather,
            spec: Some(spec),
            row: Some(stored),
            names: gather.names(spec, [&stored.row])?,
            blank: false,
        })
    }

    /// From no record: a form about a list, or a blank one.
    pub(super) fn empty(gather: &'a Gather<'a>, spec: Option<&'static Spec>, blank: bool) -> Self {
        Self {
            gather,
            spec,
            row: None,
            names: BTreeMap::new(),
            blank,
        }
    }

    /// The record it is about.
    pub(super) fn record(&self) -> Option<RowId> {
        self.row.map(|stored| stored.id)
    }

    pub(super) fn part(&self, kind: &FormKind, part: &PartKind) -> Result<Part, Problem> {
        Ok(match part {
            PartKind::Facts(paths) => Part::Facts(self.facts(paths)?),
            PartKind::Heading(text) => Part::Heading(text.clone()),
            PartKind::Text(text) if self.blank && is_all_one_path(text) => Part::Lines(TO_WRITE),
            PartKind::Text(text) => Part::Paragraph(self.filled(text)?),
            PartKind::Items(path) => Part::List(self.items(path)),
            PartKind::Notice => self.notice(&kind.notice)?,
            PartKind::Table(table) => Part::Table(self.table(table)?),
            PartKind::Photos(phase) => Part::Photos(self.photos(phase)?),
            PartKind::Lines(count) => Part::Lines(*count),
            PartKind::Sign(paths) => Part::Signatures(self.facts(paths)?),
            PartKind::Issued(day) => Part::Issued {
                office: self.gather.issuer(),
                day: self.value(day)?,
            },
            PartKind::Cut(text) => Part::Cut(text.clone()),
        })
    }

    /// A few photos of the record; they show what concerns villagers.
    fn photos(&self, phase: &str) -> Result<Vec<Photo>, Problem> {
        const MOST: usize = 4;
        let (Some(spec), Some(stored), Audience::Duty) =
            (self.spec, self.row, self.gather.audience)
        else {
            return Ok(Vec::new());
        };
        let label = self.gather.lists().label("photo_phase", phase).to_owned();
        let mut photos = photos::of_phase(self.gather.office, (spec, stored), phase)?;
        photos.truncate(MOST);
        let photo = |(row, picture): (Row, Picture)| {
            let said = [label.as_str(), row.text("taken_at"), row.text("caption")];
            let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
            Photo {
                caption: said.join("　"),
                picture,
            }
        };
        Ok(photos.into_iter().map(photo).collect())
    }

    fn notice(&self, notice: &Notice) -> Result<Part, Problem> {
        Ok(match notice {
            Notice::Text(text) => Part::Paragraph(self.filled(text)?),
            Notice::List(items) => {
                let items = items.iter().map(|item| self.filled(item));
                Part::List(items.collect::<Result<_, _>>()?)
            }
        })
    }

    fn facts(&self, paths: &[String]) -> Result<Vec<Fact>, Problem> {
        let fact = |path: &String| {
            let (is_full, path) = match path.strip_prefix('*') {
                Some(path) => (true, path),
                None => (false, path.as_str()),
            };
            let (mut label, value) = (self.label(path)?, self.value(path)?);
            if value.is_empty() {
                label.push_str(&self.unit_to_write_in(path, &label));
            }
            Ok(if is_full {
                Fact::full(label, value)
            } else {
                Fact::half(label, value)
            })
        };
        paths.iter().map(fact).collect()
    }

    /// What a path says; nothing where the books say nothing, and on a blank form only whose it is.
    pub(super) fn value(&self, path: &str) -> Result<String, Problem> {
        let path = Path::of(path);
        match (path.head, path.tail) {
            ("village", None) => return Ok(self.gather.office.name.clone()),
            ("issuer", None) => return Ok(self.gather.issuer()),
            ("village_profile", Some(field)) => {
                let profile = self.gather.office.profile()?;
                let text = profile.text(field);
                return Ok(if field.ends_with("phone") {
                    phone_groups(text)
                } else {
                    text.to_owned()
                });
            }
            ("", _) => return Ok(String::new()),
            _ if self.blank => return Ok(String::new()),
            ("today", None) => return Ok(self.gather.today()),
            _ => {}
        }
        let (Some(spec), Some(stored)) = (self.spec, self.row) else {
            return Ok(String::new());
        };
        self.said_with_doubts(spec, stored, &path)
    }

    /// What a path says of a row, and what is not certain of it.
    fn said_with_doubts(
        &self,
        spec: &'static Spec,
        stored: &StoredRow,
        path: &Path<'_>,
    ) -> Result<String, Problem> {
        let mut said = self.said(spec, &stored.row, path)?;
        let doubt = match place(spec, path) {
            Some(Place::Own(field)) => doubts::behind(self.gather, spec, (stored, field.name))?,
            Some(Place::Phone(_)) => self.doubt_of_way(spec, stored, path)?,
            Some(Place::Far(via, target, field)) => {
                let far = self
                    .gather
                    .stored_target(&stored.row, via.name, target.name)?;
                let far = far.map(|far| doubts::behind(self.gather, target, (&far, field.name)));
                far.transpose()?.unwrap_or_default() + &self.doubt_of_way(spec, stored, path)?
            }
            None => String::new(),
        };
        said.push_str(&doubt);
        Ok(said)
    }

    /// Where two sides point at different rows: what the row of the other side says.
    fn doubt_of_way(
        &self,
        spec: &'static Spec,
        stored: &StoredRow,
        path: &Path<'_>,
    ) -> Result<String, Problem> {
        let said = |row: &Row| self.said(spec, row, path);
        doubts::through(self.gather, spec, (stored, path.head), said)
    }

    /// What a path says of a row.
    fn said(&self, spec: &'static Spec, row: &Row, path: &Path<'_>) -> Result<String, Problem> {
        match place(spec, path) {
            Some(Place::Own(field)) => Ok(self.shown(spec, field, row)),
            Some(Place::Phone(field)) => {
                let person = self.gather.person(row, field.name)?;
                Ok(phone_groups(&person.unwrap_or_default().phone))
            }
            Some(Place::Far(via, target, field)) => {
                let far = self.gather.target(row, via.name, target.name)?;
                let Some(far) = far else {
                    return Ok(String::new());
                };
                let names = self.gather.names(target, [&far])?;
                Ok(self.text(target, field, &far, &names))
            }
            None => Ok(String::new()),
        }
    }

    fn shown(&self, spec: &'static Spec, field: &Field, row: &Row) -> String {
        self.text(spec, field, row, &self.names)
    }

    fn text(
        &self,
        spec: &Spec,
        field: &Field,
        row: &Row,
        names: &BTreeMap<RowId, String>,
    ) -> String {
        let display = Display {
            lists: &self.gather.lists(),
            names,
        };
        let shown = display.row(spec, row, Sight::Masked);
        let text = shown.get(field.name).cloned().unwrap_or_default();
        edition_text(self.gather.audience, field, text)
    }

    fn label(&self, path: &str) -> Result<String, Problem> {
        let path = Path::of(path);
        if let Some(label) = path.label {
            return Ok(label.to_owned());
        }
        if path.head == "village_profile" {
            let spec = spec_of("village_profile")?;
            let field = path.tail.and_then(|tail| spec.field(tail));
            return Ok(field.map_or_else(String::new, |field| field.label.to_owned()));
        }
        Ok(self
            .spec
            .map_or_else(String::new, |spec| label_in(spec, &path)))
    }

    /// （公顷）: what a hand has to reckon in, unless the label says it already.
    fn unit_to_write_in(&self, path: &str, label: &str) -> String {
        let path = Path::of(path);
        let own = self.spec.filter(|_| path.tail.is_none());
        match own.and_then(|spec| spec.field(path.head)) {
            Some(field) if !label.contains(field.unit) => format!("（{}）", field.unit),
            _ => String::new(),
        }
    }

    /// A text with what stands at its `{paths}`; a gap to write in where nothing does.
    fn filled(&self, text: &str) -> Result<String, Problem> {
        let mut parts = text.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (path, rest) = part.split_once('}').unwrap_or((part, ""));
            match self.value(path)?.as_str() {
                "" => filled.push_str("＿＿＿＿＿＿"),
                value => filled.push_str(&documents::day(value)),
            }
            filled.push_str(rest);
        }
        Ok(filled)
    }

    fn items(&self, path: &str) -> Vec<String> {
        let lines = match self.row.map(|stored| stored.row.get(path)) {
            Some(_) if self.is_withheld(path) => Vec::new(),
            Some(Value::Lines(lines)) => lines.clone(),
            Some(Value::Text(text)) => text.lines().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        if lines.is_empty() {
            return vec![String::new(); BLANK_ITEMS];
        }
        lines
    }

    /// Whether this edition keeps a field back.
    fn is_withheld(&self, name: &str) -> bool {
        let field = self.spec.and_then(|spec| spec.field(name));
        self.gather.audience == Audience::Public
            && field.is_some_and(|field| field.privacy >= Privacy::Personal)
    }

    fn table(&self, table: &TableKind) -> Result<Table, Problem> {
        let spec = spec_of(&table.ledger)?;
        let rows = if self.blank {
            Vec::new()
        } else {
            self.rows(spec, table)?
        };
        // What belongs to a record is often still to come; a list is what the paper is about.
        let is_bare = rows.is_empty() && !self.blank && table.by.is_none();
        if is_bare {
            self.gather.lacks.something(match table.nothing.as_str() {
                "" => lacks::none_of(spec),
                nothing => nothing.to_owned(),
            });
        }
        let names = self
            .gather
            .names(spec, rows.iter().map(|stored| &stored.row))?;
        let of_rows = Fill {
            gather: self.gather,
            spec: Some(spec),
            row: None,
            names,
            blank: false,
        };
        let paths: Vec<Path<'_>> = table.columns.iter().map(|path| Path::of(path)).collect();
        let cells = |(at, stored): (usize, &StoredRow)| -> Result<Vec<Cell>, Problem> {
            let said = paths.iter().map(|path| match path.head {
                NUMBER => Ok((at + 1).to_string()),
                _ => of_rows.said_with_doubts(spec, stored, path),
            });
            said.map(|said| Ok(Cell::from(said?))).collect()
        };
        let rows = rows.iter().enumerate().map(cells);
        let mut set = rows.collect::<Result<Vec<_>, _>>()?;
        let sums = Table::summed(&set, |at| {
            let path = table.columns.get(at);
            path.is_some_and(|path| table.sums.contains(path))
        });
        let blank = if self.blank || is_bare {
            table.bare
        } else {
            table.blank
        };
        set.extend(std::iter::repeat_n(
            vec![Cell::from(""); paths.len()],
            blank,
        ));
        let set = Table {
            columns: paths.iter().map(|path| column(spec, path)).collect(),
            rows: set,
            sums,
        };
        let to_write_on = |at: usize| paths.get(at).is_some_and(|path| path.head.is_empty());
        Ok(match self.gather.audience {
            Audience::Public => set.without_mute_columns(to_write_on),
            Audience::Duty => set,
        })
    }

    fn rows(&self, spec: &'static Spec, table: &TableKind) -> Result<Vec<StoredRow>, Problem> {
        let mut equals = Vec::new();
        if let (Some(by), Some(stored)) = (&table.by, self.row)
            && let Some(field) = spec.field(by)
        {
            equals.push((field.name, vec![Value::from(stored.id.to_string())]));
        }
        if let Some((name, code)) = &table.only
            && let Some(field) = spec.field(name)
        {
            let value = match code.as_str() {
                "true" => Value::Bool(true),
                code => Value::from(code),
            };
            equals.push((field.name, vec![value]));
        }
        let order = table.order.split(',').filter_map(|name| spec.field(name));
        let sort = order.map(|field| (field.name, Order::Ascending));
        let query = Query {
            area: Some(self.gather.office.code.clone()),
            equals,
            sort: sort.collect(),
            ..Query::default()
        };
        let mut rows = self.gather.office.store.list(spec, &query)?.rows;
        if let Some(day) = table.since.as_deref().and_then(|name| spec.field(name)) {
            let month: String = self.gather.today().chars().take(7).collect();
            rows.retain(|stored| stored.row.text(day.name) >= month.as_str());
        }
        if table.tonight {
            let tonight = night::moved_tonight(self.gather.desk, self.gather.office)?;
            rows.retain(|stored| tonight.is_empty() || tonight.contains(&stored.id));
        }
        Ok(rows)
    }
}

/// The label of where a path leads; the empty one of a place to write in has its own.
fn label_in(spec: &'static Spec, path: &Path<'_>) -> String {
    match place(spec, path) {
        Some(Place::Own(field) | Place::Far(_, _, field)) => field.label.to_owned(),
        Some(Place::Phone(_)) => "电话".to_owned(),
        None => String::new(),
    }
}

fn column(spec: &'static Spec, path: &Path<'_>) -> Column {
    let label = path
        .label
        .map_or_else(|| label_in(spec, path), str::to_owned);
    let weight = match place(spec, path) {
        Some(Place::Own(field) | Place::Far(_, _, field)) => {
            crate::papers::registers::weight(field)
        }
        None if path.head == NUMBER => 3,
        Some(Place::Phone(_)) | None => 9,
    };
    Column::text(&label, weight)
}

/// Whether a text holds nothing but what one path says.
fn is_all_one_path(text: &str) -> bool {
    let path = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    path.is_some_and(|path| !path.contains(['{', '}']))
}
