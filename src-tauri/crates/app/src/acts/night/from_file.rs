//! A warning file of the authorities, taken over from a stick. It is shown before anything is
//! written; what the law wants and it does not say is named, and asks nothing. An update or a
//! cancellation finds the warning it follows by its number; the same file twice is one warning;
//! one that was typed in by hand meanwhile is completed and not doubled.

use super::brought::{Brought, Plan};
use super::{Tonight, warning, write};
use crate::acts::display::{Display, Sight};
use crate::bridge::night::NightDesk;
use crate::bridge::warning::{ReadWarningFile, WarningFact, WarningFile};
use crate::desk::Desk;
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use crate::wording::io_problem;
use cap::{Colour, Message, Notice, Status};
use chrono::{DateTime, FixedOffset};
use ledger::{Act, Deed, Row, Value, dates};
use std::fs::File;
use std::io::Read as _;

/// Stands for a polygon or a circle that could not be read.
const UNREAD: &str = "?";

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
        let brought = brought(tonight.desk, &notice);
        Plan::of(tonight, &brought)?.changes(tonight, &brought)
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

fn shown(tonight: &Tonight<'_>, notice: &Notice) -> Result<WarningFile, Problem> {
    let spec = spec_of("warning")?;
    let brought = brought(tonight.desk, notice);
    let plan = Plan::of(tonight, &brought)?;
    let row = plan.row(tonight, &brought)?;
    let names = tonight.office.names(spec, [&brought.said])?;
    let lists = tonight.desk.lists();
    let display = Display {
        lists: &lists,
        names: &names,
    };
    let mut texts = display.row(spec, &brought.said, Sight::Clear);
    let facts = spec.fields.iter().filter_map(|field| {
        let text = texts.remove(field.name).filter(|text| !text.is_empty())?;
        let text = match field.name {
            "area_shapes" => drawn(notice),
            _ => text,
        };
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
        effects: plan.effects(tonight, &brought),
        known: plan.known.is_some(),
    })
}

/// The area in numbers, which nobody reads, as a sentence.
fn drawn(notice: &Notice) -> String {
    let (read, unread) = (notice.shapes.len(), notice.unread);
    let lacking = match unread {
        0 => String::new(),
        unread => format!("，另有{unread}块读不出来，以文字范围为准"),
    };
    format!("文件画了{read}块范围，收下以后在一张图上看{lacking}。")
}

/// The file as a warning that comes from outside.
fn brought(desk: &Desk, notice: &Notice) -> Brought {
    Brought {
        said: said(desk, notice),
        id: new_id(),
        references: notice.references.clone(),
        earlier: None,
        source: "文件自己",
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
    let shapes = notice.shapes.iter().map(ToString::to_string);
    // What could not be read stays as a line that is no shape, so that it goes on being told.
    let unread = std::iter::repeat_n(UNREAD.to_owned(), notice.unread);
    row.set("area_shapes", Value::Lines(shapes.chain(unread).collect()));
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
