//! A warning that comes from outside, a file of the authorities or the township's own, on its way
//! into the village's books: it is known already, it follows another, it completes one that was
//! typed in by hand, or it is new. What a person wrote stays.

use super::{Tonight, warning};
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, numbering};
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::{Change, Row, RowId, Spec};
use store::{Query, StoredRow};

/// Hours within which a warning typed in by hand is the one that is brought.
const SAME_HOURS: i64 = 12;

/// A warning from outside.
pub(super) struct Brought {
    /// What it says, as a record of the ledger.
    pub(super) said: Row,
    /// The identity it gets where it is new.
    pub(super) id: RowId,
    /// Numbers of the warnings it follows.
    pub(super) references: Vec<String>,
    /// The record it follows, where that is known otherwise.
    pub(super) earlier: Option<RowId>,
    /// Who says of it that it is an exercise: 文件自己, 乡镇.
    pub(super) source: &'static str,
}

impl Brought {
    fn is_cancel(&self) -> bool {
        self.said.text("msg_type") == "cancel"
    }

    fn follows(&self) -> bool {
        matches!(self.said.text("msg_type"), "update" | "cancel")
    }
}

/// Where it goes in the books.
pub(super) struct Plan {
    /// The warning it is.
    pub(super) known: Option<StoredRow>,
    /// The warning it follows.
    earlier: Option<StoredRow>,
    /// One that was typed in by hand and is the same.
    by_hand: Option<StoredRow>,
}

impl Plan {
    pub(super) fn of(tonight: &Tonight<'_>, brought: &Brought) -> Result<Self, Problem> {
        let number = brought.said.text("identifier");
        let known = match living(tonight, brought.id)? {
            Some(stored) => Some(stored),
            None => numbered(tonight, [number.to_owned()])?,
        };
        let earlier = earlier(tonight, brought)?;
        let by_hand = if brought.is_cancel() || earlier.is_some() {
            None
        } else {
            by_hand(tonight, brought)?
        };
        Ok(Self {
            known,
            earlier,
            by_hand,
        })
    }

    pub(super) fn changes(
        &self,
        tonight: &Tonight<'_>,
        brought: &Brought,
    ) -> Result<Vec<Change>, Problem> {
        if self.known.is_some() {
            return Ok(Vec::new());
        }
        let spec = spec_of("warning")?;
        let row = self.row(tonight, brought)?;
        refuse(&flags(tonight.desk, spec, &row))?;
        let (id, former) = match &self.by_hand {
            Some(stored) => (stored.id, stored.row.clone()),
            None => (brought.id, Row::default()),
        };
        let mut changes = vec![difference(spec, id, &former, &row)];
        changes.extend(self.lifted(spec, &row));
        Ok(changes)
    }

    /// The record as it will be.
    pub(super) fn row(&self, tonight: &Tonight<'_>, brought: &Brought) -> Result<Row, Problem> {
        let spec = spec_of("warning")?;
        let mut row = brought.said.clone();
        if let Some(earlier) = &self.earlier {
            row.set("earlier_id", earlier.id.to_string());
            fill_up(&mut row, &earlier.row, &["event_type"]);
            if brought.is_cancel() {
                fill_up(&mut row, &earlier.row, &["severity"]);
            }
        }
        if let Some(stored) = &self.by_hand {
            // What a person wrote stays; what is brought only adds.
            let mut kept = stored.row.clone();
            let names: Vec<&'static str> = spec.fields.iter().map(|field| field.name).collect();
            fill_up(&mut kept, &row, &names);
            row = kept;
        } else {
            row.set("received_at", tonight.desk.clock.moment());
            row.set("channel", "town");
        }
        if row.text("event_type").is_empty() {
            row.set("event_type", "other");
        }
        numbering::fill(tonight.desk, tonight.office, spec, &mut row)?;
        input::fill(tonight.desk, spec, &mut row);
        Ok(row)
    }

    /// A cancellation ends what it names.
    fn lifted(&self, spec: &Spec, row: &Row) -> Option<Change> {
        let earlier = self.earlier.as_ref()?;
        let ends = row.text("msg_type") == "cancel" && earlier.row.text("lifted_at").is_empty();
        let mut ended = earlier.row.clone();
        ended.set("lifted_at", row.text("send_time").to_owned());
        ends.then(|| difference(spec, earlier.id, &earlier.row, &ended))
    }

    /// What taking it over does, one sentence each.
    pub(super) fn effects(&self, tonight: &Tonight<'_>, brought: &Brought) -> Vec<String> {
        if self.known.is_some() {
            return vec!["这条预警已经在册子里，再读一次不会多出一条。".to_owned()];
        }
        let mut effects: Vec<String> = self.following(tonight, brought).into_iter().collect();
        if let Some(stored) = &self.by_hand {
            let at = super::clock_time(stored.row.text("received_at"));
            effects.push(format!(
                "{at} 手工登记的就是这一条：只补没填的，已写的不动。"
            ));
        }
        let played = match brought.said.text("status") {
            "exercise" => "写明是演练，不当真预警。",
            "test" => "写明是测试，不当真预警。",
            "draft" => "写明是草稿，还没有正式发布。",
            _ => return effects,
        };
        effects.push(format!("{}{played}", brought.source));
        effects
    }

    fn following(&self, tonight: &Tonight<'_>, brought: &Brought) -> Option<String> {
        let Some(earlier) = &self.earlier else {
            let text = "它接着的那一条不在册子里，照样收下；原来那条如果还挂着，请点“已解除”。";
            return brought.follows().then(|| text.to_owned());
        };
        let named = warning::title(tonight, &earlier.row);
        Some(if brought.is_cancel() {
            format!("它解除的是“{named}”，收下就记上解除时间。")
        } else {
            format!("它更新的是“{named}”，原来那条不再生效。")
        })
    }
}

/// The warning of this identity in the village's own books.
fn living(tonight: &Tonight<'_>, id: RowId) -> Result<Option<StoredRow>, Problem> {
    let stored = tonight.office.store.row(spec_of("warning")?, id)?;
    Ok(stored.filter(|stored| !stored.gone && stored.area == tonight.office.code))
}

fn earlier(tonight: &Tonight<'_>, brought: &Brought) -> Result<Option<StoredRow>, Problem> {
    if !brought.follows() {
        return Ok(None);
    }
    let by_number = numbered(tonight, brought.references.clone())?;
    match (by_number, brought.earlier) {
        (None, Some(id)) => living(tonight, id),
        (found, _) => Ok(found),
    }
}

/// A living warning of one of these numbers.
fn numbered(
    tonight: &Tonight<'_>,
    numbers: impl IntoIterator<Item = String>,
) -> Result<Option<StoredRow>, Problem> {
    let numbers = numbers.into_iter().filter(|number| !number.is_empty());
    let found = tonight.with("warning", "identifier", numbers)?;
    Ok(found.into_iter().max_by_key(newest))
}

fn newest(stored: &StoredRow) -> (String, RowId) {
    (stored.row.text("received_at").to_owned(), stored.id)
}

/// A warning without a number, of the same kind and colour, that came within hours.
fn by_hand(tonight: &Tonight<'_>, brought: &Brought) -> Result<Option<StoredRow>, Problem> {
    let said = &brought.said;
    let from = tonight.now - chrono::Duration::hours(SAME_HOURS);
    let query = Query {
        since: vec![(
            "received_at",
            from.format("%Y-%m-%dT%H:%M").to_string().into(),
        )],
        ..Query::default()
    };
    let is_actual = ledger::kinds::warning::is_actual;
    let mut recent = tonight.rows("warning", query)?;
    recent.retain(|stored| {
        let row = &stored.row;
        let is_open = row.text("identifier").is_empty() && row.text("lifted_at").is_empty();
        let is_same = ["event_type", "severity"]
            .iter()
            .all(|field| row.text(field) == said.text(field));
        is_open && is_same && is_actual(row) == is_actual(said)
    });
    Ok(recent.into_iter().max_by_key(newest))
}

/// Lays into a row what it does not say and the other does.
fn fill_up(row: &mut Row, other: &Row, fields: &[&'static str]) {
    for field in fields {
        if row.get(field).is_empty() {
            row.set(field, other.get(field).clone());
        }
    }
}
