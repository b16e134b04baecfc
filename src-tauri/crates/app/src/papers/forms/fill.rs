//! Filling a form from the books, or leaving it empty for a hand.

mod facts;
mod table;

use super::counted::{self, Counted};
use super::events::Event;
use super::goods::{self, Left};
use super::paths::{Path, Place, place};
use super::{FormKind, Notice, PartKind};
use crate::acts::display::{Display, Sight};
use crate::acts::photos;
use crate::office::spec_of;
use crate::papers::gather::WITHHELD;
use crate::papers::{Gather, doubts, namesakes};
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use ledger::{Field, Privacy, Row, RowId, Spec, Type, Value};
use print::documents::form::{Part, Photo};
use print::documents::{self, Audience};
use print::page::Picture;
use print::table::Cell;
use std::collections::BTreeMap;
use store::StoredRow;

/// A box to tick.
pub(super) const BOX: char = '□';
/// The path of a row's own number, by which it is found again when it is keyed in.
pub(super) const NUMBER: &str = "#";
/// Lines of a text on a blank form that is all written by hand.
const TO_WRITE: usize = 3;
/// Length of a line that a hand writes a word on, and of one for a sentence.
const A_WORD: usize = 6;
const A_SENTENCE: usize = 14;
/// Empty items of a list on a blank form.
const BLANK_ITEMS: usize = 8;

/// What a form is filled from.
pub(super) struct Fill<'a> {
    gather: &'a Gather<'a>,
    spec: Option<&'static Spec>,
    row: Option<&'a StoredRow>,
    names: BTreeMap<RowId, String>,
    blank: bool,
    event: Option<&'a Event>,
    counted: Counted,
    left: Left,
}

impl<'a> Fill<'a> {
    /// From one record.
    pub(super) fn of_row(
        gather: &'a Gather<'a>,
        spec: &'static Spec,
        stored: &'a StoredRow,
    ) -> Result<Self, Problem> {
        let mut names = gather.names(spec, [&stored.row])?;
        if gather.audience == Audience::Public {
            namesakes::by_post(gather, (spec, &stored.row), &mut names)?;
        }
        Ok(Self {
            gather,
            spec: Some(spec),
            row: Some(stored),
            names,
            ..Self::empty(gather, Some(spec), false)
        })
    }

    /// From the rows of a list that belong to one event.
    pub(super) fn of_event(gather: &'a Gather<'a>, event: &'a Event) -> Self {
        Self {
            event: Some(event),
            ..Self::empty(gather, None, false)
        }
    }

    /// From no record: a form about a list, or a blank one.
    pub(super) fn empty(gather: &'a Gather<'a>, spec: Option<&'static Spec>, blank: bool) -> Self {
        Self {
            gather,
            spec,
            row: None,
            names: BTreeMap::new(),
            blank,
            event: None,
            counted: Counted::default(),
            left: Left::default(),
        }
    }

    /// The record it is about.
    pub(super) fn record(&self) -> Option<RowId> {
        self.row.map(|stored| stored.id)
    }

    pub(super) fn part(&self, kind: &FormKind, part: &PartKind) -> Result<Part, Problem> {
        Ok(match part {
            PartKind::Facts(paths) => Part::Facts(self.facts(kind, paths)?),
            PartKind::Heading(text) => Part::Heading(text.clone()),
            PartKind::Text(text) if self.blank && is_all_one_path(text) => Part::Lines(TO_WRITE),
            PartKind::Text(text) => Part::Paragraph(self.filled(text)?),
            PartKind::Told { done, open } => {
                let said = if self.is_closed(kind) { done } else { open };
                Part::Paragraph(self.filled(said)?)
            }
            PartKind::Items(path) => Part::List(self.items(path)),
            PartKind::Notice => self.notice(&kind.notice)?,
            PartKind::Duty => Part::List(counted::duty(self.gather, self.row)?),
            PartKind::Table(table) if self.is_closed(kind) => {
                let mut table = self.table(table)?;
                let is_said = |row: &Vec<Cell>| row.iter().any(|cell| !cell.text.is_empty());
                table.rows.retain(is_said);
                Part::Table(table)
            }
            PartKind::Table(table) => Part::Table(self.table(table)?),
            PartKind::Photos(phases) => Part::Photos(self.photos(phases)?),
            PartKind::Lines(count) => Part::Lines(*count),
            PartKind::Sign(paths) => Part::Signatures(self.signers(kind, paths)?),
            PartKind::Issued(_) if self.blank => Part::Issued {
                office: self.gather.issuer(),
                day: counted::A_DAY.to_owned(),
            },
            PartKind::Issued(day) => Part::Issued {
                office: self.gather.issuer(),
                day: self.value(day)?,
            },
            PartKind::Cut(text) => Part::Cut(text.clone()),
        })
    }

    /// A few photos of the record, those of each phase beside those of the next, so that before and
    /// after stand side by side; they show what concerns villagers.
    fn photos(&self, phases: &[String]) -> Result<Vec<Photo>, Problem> {
        const MOST: usize = 4;
        let phases = phases.iter().map(|phase| self.photos_of(phase));
        let phases = phases.collect::<Result<Vec<_>, _>>()?;
        let mut phases: Vec<_> = phases.into_iter().map(Vec::into_iter).collect();
        let mut photos = Vec::new();
        for _ in 0..MOST {
            photos.extend(phases.iter_mut().filter_map(Iterator::next));
        }
        Ok(photos)
    }

    fn photos_of(&self, phase: &str) -> Result<Vec<Photo>, Problem> {
        let (Some(spec), Some(stored), Audience::Duty) =
            (self.spec, self.row, self.gather.audience)
        else {
            return Ok(Vec::new());
        };
        let label = self.gather.lists().label("photo_phase", phase).to_owned();
        let photos = photos::of_phase(self.gather.office, (spec, stored), phase)?;
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

    /// The number below the title; on a blank form a line for it where its receipt asks for it.
    pub(super) fn number(&self, kind: &FormKind) -> Result<String, Problem> {
        let asked = format!("{{{}}}", kind.number);
        let is_asked =
            |part: &PartKind| matches!(part, PartKind::Text(text) if text.contains(&asked));
        if self.blank && kind.parts.iter().any(is_asked) {
            let line = "＿".repeat(A_WORD);
            return Ok(format!("{}：{line}", self.label(&kind.number)?));
        }
        self.value(&kind.number)
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
            (choices, None) if choices.contains(BOX) => return Ok(choices.to_owned()),
            _ if self.blank && path.counted().is_some() => {
                return Ok(counted::to_write_in(path.counted().unwrap_or_default()).to_owned());
            }
            _ if self.blank => return Ok(String::new()),
            ("today", None) => return Ok(self.gather.today()),
            _ => {}
        }
        if let (Some(name), None) = (path.counted(), self.row) {
            return match self.event {
                Some(event) => Ok(event.said(name)),
                None => self.counted.of_all(self.gather, name),
            };
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
        match path.counted() {
            Some("booked") => return self.left.of_batch(self.gather, stored),
            Some(name @ ("goods" | "lot" | "qty")) => {
                return goods::moved(self.gather, name, &stored.row);
            }
            Some(name) => {
                let said = self.counted.of_row(self.gather, name, stored)?;
                return Ok(self.gather.open(&said));
            }
            None => {}
        }
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
                let phone = person.map(|person| self.gather.phone(&person));
                Ok(phone_groups(&phone.unwrap_or_default()))
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
        let shown = display.row(spec, row, Sight::Printed);
        let text = shown.get(field.name).cloned().unwrap_or_default();
        self.gather.shown(spec, field, text)
    }

    fn label(&self, path: &str) -> Result<String, Problem> {
        let path = Path::of(path);
        // The office's own line is a village's or a township's.
        if (path.head, path.tail) == ("village_profile", Some("duty_phone")) {
            return Ok(self.gather.duty_label().to_owned());
        }
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

    /// A text with what stands at its `{paths}`; a gap to write in where nothing does.
    pub(super) fn filled(&self, text: &str) -> Result<String, Problem> {
        let mut parts = text.split('{');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (path, rest) = part.split_once('}').unwrap_or((part, ""));
            match self.value(path)?.as_str() {
                "" if self.withholds(path) => filled.push_str(WITHHELD),
                "" => filled.push_str(&"＿".repeat(self.room_for(path))),
                value => filled.push_str(&documents::day(value)),
            }
            // What the books say may end its own sentence.
            if rest.starts_with('。') && filled.ends_with('。') {
                filled.pop();
            }
            filled.push_str(rest);
        }
        Ok(filled)
    }

    /// How long a line a hand needs for what a path would say.
    fn room_for(&self, path: &str) -> usize {
        let field = self.spec.and_then(|spec| spec.field(path));
        match field.map(|field| field.kind) {
            Some(Type::LongText) => A_SENTENCE,
            _ => A_WORD,
        }
    }

    fn items(&self, path: &str) -> Vec<String> {
        let open = |line: &String| self.gather.open(line);
        let lines = match self.row.map(|stored| stored.row.get(path)) {
            Some(_) if self.is_withheld(path) => vec![WITHHELD.to_owned()],
            Some(Value::Lines(lines)) => lines.iter().map(open).collect(),
            Some(Value::Text(text)) => text.lines().map(str::to_owned).map(|l| open(&l)).collect(),
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
}

/// Whether a text holds nothing but what one path says.
fn is_all_one_path(text: &str) -> bool {
    let path = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    path.is_some_and(|path| !path.contains(['{', '}']))
}

/// The label of where a path leads; the empty one of a place to write in has its own.
fn label_in(spec: &'static Spec, path: &Path<'_>) -> String {
    match place(spec, path) {
        Some(Place::Own(field) | Place::Far(_, _, field)) => field.label.to_owned(),
        Some(Place::Phone(_)) => "电话".to_owned(),
        None => String::new(),
    }
}
