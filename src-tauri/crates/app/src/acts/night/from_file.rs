//! A warning file of the authorities, taken over from a stick. It is shown before anything is
//! written; what the law wants and it does not say is named, and asks nothing. An update or a
//! cancellation finds the warning it follows by its number; the same file twice is one warning;
//! one that was typed in by hand meanwhile is completed and not doubled.

use super::{Tonight, warning, write};
use crate::acts::display::{Display, Sight};
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, numbering};
use crate::bridge::night::NightDesk;
use crate::bridge::warning::{ReadWarningFile, WarningFact, WarningFile};
use crate::desk::Desk;
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use crate::wording::io_problem;
use cap::{Colour, Message, Notice, Status};
use chrono::{DateTime, FixedOffset};
use ledger::{Act, Change, Deed, Row, RowId, Spec, dates};
use std::fs::File;
use std::io::Read as _;
use store::{Query, StoredRow};

/// Hours within which a warning typed in by hand is the one that a file brings.
const SAME_HOURS: i64 = 12;

/// Shows what a warning file says and what taking it over would do.
pub(crate) fn read_warning_file(
    desk: &Desk,
    request: ReadWarningFile,
) -> Result<WarningFile, Problem> {
    let notice = read(&request)?;
    desk.with_office(|office| {
        office.require(desk, Deed::Write, office.spec("warning")?)?;
        shown(&Tonight::of(desk, office)?, &notice)
    })
}

/// Takes a warning file over.
pub(crate) fn take_warning_file(
    desk: &Desk,
    request: ReadWarningFile,
) -> Result<NightDesk, Problem> {
    let notice = read(&request)?;
    write(desk, "warning", Act::SAVE_RECORD, |tonight| {
        Plan::of(tonight, &notice)?.changes(tonight, &notice)
    })
}

fn read(request: &ReadWarningFile) -> Result<Notice, Problem> {
    let file = File::open(&request.path).map_err(io_problem("read"))?;
    let mut bytes = Vec::new();
    // One byte more than is taken tells that there is too much.
    let most = cap::MAX_BYTES as u64 + 1;
    file.take(most)
        .read_to_end(&mut bytes)
        .map_err(io_problem("read"))?;
    Ok(cap::read(&bytes)?)
}

/// Where a file goes in the books.
struct Plan {
    /// The warning of this very number.
    known: Option<StoredRow>,
    /// The warning it follows.
    earlier: Option<StoredRow>,
    /// One that was typed in by hand and is the same.
    by_hand: Option<StoredRow>,
}

impl Plan {
    fn of(tonight: &Tonight<'_>, notice: &Notice) -> Result<Self, Problem> {
        let known = numbered(tonight, [notice.identifier.clone()])?;
        let earlier = match notice.message {
            Message::Alert => None,
            Message::Update | Message::Cancel => numbered(tonight, notice.references.clone())?,
        };
        let by_hand = match notice.message {
            Message::Cancel => None,
            _ if earlier.is_some() => None,
            _ => by_hand(tonight, notice)?,
        };
        Ok(Self {
            known,
            earlier,
            by_hand,
        })
    }

    fn changes(&self, tonight: &Tonight<'_>, notice: &Notice) -> Result<Vec<Change>, Problem> {
        if self.known.is_some() {
            return Ok(Vec::new());
        }
        let spec = spec_of("warning")?;
        let row = self.row(tonight, notice)?;
        refuse(&flags(tonight.desk, spec, &row))?;
        let (id, former) = match &self.by_hand {
            Some(stored) => (stored.id, stored.row.clone()),
            None => (new_id(), Row::default()),
        };
        let mut changes = vec![difference(spec, id, &former, &row)];
        changes.extend(self.lifted(spec, &row));
        Ok(changes)
    }

    /// The record as it will be.
    fn row(&self, tonight: &Tonight<'_>, notice: &Notice) -> Result<Row, Problem> {
        let spec = spec_of("warning")?;
        let mut row = said(tonight.desk, notice);
        if let Some(earlier) = &self.earlier {
            row.set("earlier_id", earlier.id.to_string());
            fill_up(&mut row, &earlier.row, &["event_type"]);
            if notice.message == Message::Cancel {
                fill_up(&mut row, &earlier.row, &["severity"]);
            }
        }
        if let Some(stored) = &self.by_hand {
            // What a person wrote stays; the file only adds.
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
    fn effects(&self, tonight: &Tonight<'_>, notice: &Notice) -> Vec<String> {
        if self.known.is_some() {
            return vec!["这条预警已经在册子里，再读一次不会多出一条。".to_owned()];
        }
        let named = |stored: &StoredRow| warning::title(tonight, &stored.row);
        let mut effects = Vec::new();
        match (notice.message, &self.earlier) {
            (Message::Update, Some(earlier)) => {
                effects.push(format!(
                    "它更新的是“{}”，原来那条不再生效。",
                    named(earlier)
                ));
            }
            (Message::Cancel, Some(earlier)) => {
                effects.push(format!(
                    "它解除的是“{}”，收下就记上解除时间。",
                    named(earlier)
                ));
            }
            (Message::Alert, _) => {}
            (_, None) => effects.push(
                "它接着的那一条不在册子里，照样收下；原来那条如果还挂着，请点“已解除”。".to_owned(),
            ),
        }
        if let Some(stored) = &self.by_hand {
            let at = super::clock_time(stored.row.text("received_at"));
            effects.push(format!(
                "{at} 手工登记的就是这一条：只补没填的，已写的不动。"
            ));
        }
        match notice.status {
            Status::Actual => {}
            Status::Exercise => effects.push("文件自己写明是演练，不当真预警。".to_owned()),
            Status::Test => effects.push("文件自己写明是测试，不当真预警。".to_owned()),
            Status::Draft => effects.push("文件自己写明是草稿，还没有正式发布。".to_owned()),
        }
        effects
    }
}

fn shown(tonight: &Tonight<'_>, notice: &Notice) -> Result<WarningFile, Problem> {
    let spec = spec_of("warning")?;
    let plan = Plan::of(tonight, notice)?;
    let row = plan.row(tonight, notice)?;
    let said = said(tonight.desk, notice);
    let names = tonight.office.names(spec, [&said])?;
    let lists = tonight.desk.lists();
    let display = Display {
        lists: &lists,
        names: &names,
    };
    let mut texts = display.row(spec, &said, Sight::Clear);
    let facts = spec.fields.iter().filter_map(|field| {
        let text = texts.remove(field.name).filter(|text| !text.is_empty())?;
        Some(WarningFact {
            label: field.label.to_owned(),
            text,
        })
    });
    let unsaid = ledger::kinds::warning::unsaid(&row).into_iter();
    let is_end = notice.message == Message::Cancel;
    Ok(WarningFile {
        title: if is_end {
            format!("解除{}", warning::title(tonight, &row))
        } else {
            warning::title(tonight, &row)
        },
        level: row.text("severity").to_owned(),
        facts: facts.collect(),
        unsaid: unsaid
            .filter(|_| !is_end)
            .map(|field| field.label.to_owned())
            .collect(),
        effects: plan.effects(tonight, notice),
        known: plan.known.is_some(),
    })
}

/// A living warning of one of these numbers.
fn numbered(
    tonight: &Tonight<'_>,
    numbers: impl IntoIterator<Item = String>,
) -> Result<Option<StoredRow>, Problem> {
    let found = tonight.with("warning", "identifier", numbers)?;
    Ok(found.into_iter().max_by_key(newest))
}

fn newest(stored: &StoredRow) -> (String, RowId) {
    (stored.row.text("received_at").to_owned(), stored.id)
}

/// A warning without a number, of the same kind and colour, that came within hours.
fn by_hand(tonight: &Tonight<'_>, notice: &Notice) -> Result<Option<StoredRow>, Problem> {
    let said = said(tonight.desk, notice);
    let from = tonight.now - chrono::Duration::hours(SAME_HOURS);
    let query = Query {
        since: vec![(
            "received_at",
            from.format("%Y-%m-%dT%H:%M").to_string().into(),
        )],
        ..Query::default()
    };
    let mut recent = tonight.rows("warning", query)?;
    recent.retain(|stored| {
        let row = &stored.row;
        let is_open = row.text("identifier").is_empty() && row.text("lifted_at").is_empty();
        let is_same = ["event_type", "severity"]
            .iter()
            .all(|field| row.text(field) == said.text(field));
        is_open && is_same && ledger::kinds::warning::is_actual(row) == is_actual(notice)
    });
    Ok(recent.into_iter().max_by_key(newest))
}

fn is_actual(notice: &Notice) -> bool {
    notice.status == Status::Actual
}

/// Lays into a row what it does not say and the other does.
fn fill_up(row: &mut Row, other: &Row, fields: &[&'static str]) {
    for field in fields {
        if row.get(field).is_empty() {
            row.set(field, other.get(field).clone());
        }
    }
}

/// What the file says, as a record of the ledger.
fn said(desk: &Desk, notice: &Notice) -> Row {
    let mut row = Row::default();
    let texts = [
        ("identifier", &notice.identifier),
        ("sender", &notice.sender),
        ("headline", &notice.headline),
        ("description", &notice.description),
        ("instruction", &notice.instruction),
        ("area_desc", &notice.area),
    ];
    for (field, text) in texts {
        row.set(field, text.as_str());
    }
    let moments = [
        ("send_time", Some(notice.sent)),
        ("effective", notice.effective),
        ("onset", notice.onset),
        ("expires", notice.expires),
    ];
    for (field, at) in moments {
        let at = at.and_then(|at| stored_moment(desk, at));
        row.set(field, at.unwrap_or_default());
    }
    row.set("event_type", kind(desk, notice).unwrap_or_default());
    row.set("severity", level(notice.colour));
    row.set("status", status(notice.status));
    row.set("msg_type", message(notice.message));
    row.set("urgency", notice.urgency);
    row.set("certainty", notice.certainty);
    row
}

fn stored_moment(desk: &Desk, at: DateTime<FixedOffset>) -> Option<String> {
    let here = at.with_timezone(desk.clock.now().offset());
    dates::moment(
        &here.format("%Y-%m-%d %H:%M").to_string(),
        desk.clock.today(),
    )
}

/// Which of our kinds it is: by its code (the list of kinds knows the national ones as other
/// names), by its word, else by the first kind that its headline names.
fn kind(desk: &Desk, notice: &Notice) -> Option<String> {
    const LIST: &str = "warning_kind";
    let lists = desk.lists();
    let mut names = notice.event_codes.iter().chain([&notice.event]);
    let known = names.find_map(|name| lists.code(LIST, name));
    let in_words = || {
        let mut items = lists.items(LIST).iter().filter(|item| item.code != "other");
        let said = items.find(|item| {
            notice.event.contains(&item.label) || notice.headline.contains(&item.label)
        });
        said.map(|item| item.code.as_str())
    };
    known.or_else(in_words).map(str::to_owned)
}

fn level(colour: Colour) -> &'static str {
    match colour {
        Colour::Red => "red",
        Colour::Orange => "orange",
        Colour::Yellow => "yellow",
        Colour::Blue => "blue",
        Colour::Unknown => "unknown",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Exercise => "exercise",
        Status::Test => "test",
        Status::Draft => "draft",
    }
}

fn message(message: Message) -> &'static str {
    match message {
        Message::Alert => "alert",
        Message::Update => "update",
        Message::Cancel => "cancel",
    }
}
