//! The facts of a form: what the books say; where they say nothing, why, or room for a hand. A record
//! that is closed leaves nothing to write on: what it does not say is said to be missing.

use super::{BOX, Fill, FormKind, Path, Place, documents, place};
use crate::acts::alerts::watched;
use crate::papers::gather::WITHHELD;
use crate::problem::Problem;
use chrono::NaiveDate;
use ledger::kinds::risk_point;
use ledger::{Field, Spec, Type};
use print::documents::Audience;
use print::documents::form::{Fact, Width};
use store::StoredRow;

/// What a closed record says where nothing was entered.
const LEFT_EMPTY: &str = "没有填";
/// Way and shelter of a risk point that nobody has to leave.
const NOBODY_THERE: &str = "没有住户";
/// Characters of the choices that stand behind a label, on half the width and across the page.
const BESIDE: [usize; 2] = [13, 30];

impl Fill<'_> {
    pub(super) fn facts(&self, kind: &FormKind, paths: &[String]) -> Result<Vec<Fact>, Problem> {
        let is_closed = self.is_closed(kind);
        // What is ticked by hand is decided before a record is closed.
        let asked = paths
            .iter()
            .filter(|path| !(is_closed && path.contains(BOX)));
        asked.map(|path| self.fact(kind, path)).collect()
    }

    /// Who signs: a name that the books know stands behind its label, else there is a line.
    pub(super) fn signers(&self, kind: &FormKind, paths: &[String]) -> Result<Vec<Fact>, Problem> {
        let signer = |path: &String| Ok(Fact::half(self.label(path)?, self.said_by(kind, path)?));
        paths.iter().map(signer).collect()
    }

    /// Whether nothing is written on the form by hand any more.
    pub(super) fn is_closed(&self, kind: &FormKind) -> bool {
        let said = |stored: &StoredRow| !stored.row.get(&kind.settled).is_empty();
        !kind.settled.is_empty() && self.row.is_some_and(said)
    }

    fn fact(&self, kind: &FormKind, path: &str) -> Result<Fact, Problem> {
        let (width, path) = match path.strip_prefix('*') {
            Some(path) => (Width::Full, path),
            None => (Width::Half, path),
        };
        let mut fact = Fact {
            label: self.label(path)?,
            value: self.said_by(kind, path)?,
            width,
            is_long: self.own_field(path).is_some_and(is_long),
        };
        if fact.value.is_empty() {
            fact.value = self.instead(kind, path, width);
        }
        if fact.value.is_empty() {
            fact.label
                .push_str(&self.unit_to_write_in(path, &fact.label));
        }
        fact.value.push_str(&self.overdue(path));
        Ok(fact)
    }

    /// What a path says, a day as this form writes days.
    fn said_by(&self, kind: &FormKind, path: &str) -> Result<String, Problem> {
        let said = self.value(path)?;
        Ok(if kind.formal {
            documents::day(&said)
        } else {
            said
        })
    }

    /// What stands where the books say nothing, or this edition does not say it: the reason, or the
    /// choices of a short list to tick.
    fn instead(&self, kind: &FormKind, path: &str, width: Width) -> String {
        if self.withholds(path) {
            return WITHHELD.to_owned();
        }
        let asked = Path::of(path);
        if asked.head.is_empty() || asked.head == "village_profile" {
            return String::new();
        }
        let is_closed = self.is_closed(kind);
        let holds = self.row.is_some() && (is_closed || kind.settled.is_empty());
        match (holds, asked.otherwise) {
            (true, otherwise) if !otherwise.is_empty() => otherwise.to_owned(),
            _ if self.asks_nobody_to_leave(asked.head) => NOBODY_THERE.to_owned(),
            _ if is_closed => LEFT_EMPTY.to_owned(),
            _ => self.choices(path, width).unwrap_or_default(),
        }
    }

    /// Whether a field says where people go from where nobody lives: a line there would look
    /// forgotten.
    fn asks_nobody_to_leave(&self, field: &str) -> bool {
        let is_risk_point = self
            .spec
            .is_some_and(|spec| spec.name == risk_point::SPEC.name);
        let nobody_there = |stored: &StoredRow| risk_point::nobody_there(&stored.row);
        is_risk_point
            && matches!(field, "route_id" | "shelter_id")
            && self.row.is_some_and(nobody_there)
    }

    /// Whether the books know what this path leads to and this edition does not say it.
    pub(super) fn withholds(&self, path: &str) -> bool {
        let (Some(spec), Some(stored), Audience::Public) =
            (self.spec, self.row, self.gather.audience)
        else {
            return false;
        };
        let Some(Place::Own(field) | Place::Phone(field) | Place::Far(field, ..)) =
            place(spec, &Path::of(path))
        else {
            return false;
        };
        !stored.row.get(field.name).is_empty()
    }

    /// □初报 □续报 □核报, where they are few and short enough for the line.
    fn choices(&self, path: &str, width: Width) -> Option<String> {
        let Type::Code(list) = self.own_field(path)?.kind else {
            return None;
        };
        let lists = self.gather.lists();
        let labels = lists.items(list).iter().map(|item| item.label.as_str());
        let boxes: Vec<String> = labels.map(|label| format!("{BOX}{label}")).collect();
        let choices = boxes.join(" ");
        let [half, full] = BESIDE;
        let most = if width == Width::Full { full } else { half };
        (boxes.len() > 1 && choices.chars().count() <= most).then_some(choices)
    }

    /// （公顷）: what a hand has to reckon in, unless the label says it already.
    fn unit_to_write_in(&self, path: &str, label: &str) -> String {
        match self.own_field(path) {
            Some(field) if !field.unit.is_empty() && !label.ends_with('）') => {
                format!("（{}）", field.unit)
            }
            _ => String::new(),
        }
    }

    /// How long ago a deadline or a date of expiry passed that still matters.
    fn overdue(&self, path: &str) -> String {
        let (Some(spec), Some(stored)) = (self.spec, self.row) else {
            return String::new();
        };
        if !self.is_past(spec, stored, &Path::of(path)) {
            return String::new();
        }
        let day = watched(spec.name, &stored.row).map(|watched| (watched.past, watched.day));
        let (past, day) = day.unwrap_or_default();
        let day: Option<NaiveDate> = stored.row.text(day).parse().ok();
        let days = day.map_or(0, |day| (self.gather.desk.clock.today() - day).num_days());
        format!("（{past}{days}天）")
    }

    /// Whether a path leads to a day that must not be overlooked and is past.
    pub(super) fn is_past(&self, spec: &'static Spec, stored: &StoredRow, path: &Path<'_>) -> bool {
        let Some(Place::Own(field)) = place(spec, path) else {
            return false;
        };
        let watched = watched(spec.name, &stored.row);
        let is_watched = watched.is_some_and(|watched| watched.day == field.name);
        let day = stored.row.text(field.name);
        is_watched && !day.is_empty() && day < self.gather.today().as_str()
    }

    /// The field of the form's own record that a path leads to.
    fn own_field(&self, path: &str) -> Option<&'static Field> {
        match place(self.spec?, &Path::of(path))? {
            Place::Own(field) => Some(field),
            _ => None,
        }
    }
}

fn is_long(field: &Field) -> bool {
    matches!(field.kind, Type::LongText | Type::Lines | Type::Refs(_))
}
