//! What the program takes from a warning. What CAP wants is judged by `oasiscap`; what it leaves
//! open stays empty, and is asked of the person.

use crate::CapError;
use crate::dialect;
use crate::shape::Shape;
use crate::tree::Element;
use chrono::{DateTime, FixedOffset};
use oasiscap::v1dot2::{
    Alert, Certainty, Info, MessageType, Severity, Status as CapStatus, Urgency,
};

/// Most bytes of all shapes together; a field of the journal holds 64 KiB.
const MAX_DRAWN: usize = 40 * 1024;

/// A warning, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number at the sender.
    pub identifier: String,
    /// Who issued it, in words.
    pub sender: String,
    /// When it was issued.
    pub sent: DateTime<FixedOffset>,
    /// Whether it is meant.
    pub status: Status,
    /// Whether it begins, changes or ends something.
    pub message: Message,
    /// Numbers of the warnings it follows.
    pub references: Vec<String>,
    /// What it is about, in words or as a code.
    pub event: String,
    /// Codes of what it is about.
    pub event_codes: Vec<String>,
    /// How grave it is.
    pub colour: Colour,
    /// How soon, as CAP names it, in small letters.
    pub urgency: &'static str,
    /// How sure, as CAP names it, in small letters.
    pub certainty: &'static str,
    /// From when it holds.
    pub effective: Option<DateTime<FixedOffset>>,
    /// When the event begins.
    pub onset: Option<DateTime<FixedOffset>>,
    /// Until when it holds.
    pub expires: Option<DateTime<FixedOffset>>,
    /// Headline.
    pub headline: String,
    /// What to heed.
    pub description: String,
    /// What to do.
    pub instruction: String,
    /// Where, in words.
    pub area: String,
    /// Where, as polygons and circles.
    pub shapes: Vec<Shape>,
    /// How many polygons and circles could not be read, or were too many.
    pub unread: usize,
}

/// Whether a warning is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The real thing.
    Actual,
    /// 演练.
    Exercise,
    /// 测试, and messages between machines.
    Test,
    /// 草稿.
    Draft,
}

/// What a message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// 首次发布.
    Alert,
    /// 更新.
    Update,
    /// 解除.
    Cancel,
}

/// The four colours, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// 红色, `Extreme`.
    Red,
    /// 橙色, `Severe`.
    Orange,
    /// 黄色, `Moderate`.
    Yellow,
    /// 蓝色, `Minor`.
    Blue,
    /// None was named.
    Unknown,
}

/// The warning in an element.
pub(crate) fn of(root: &Element) -> Result<Notice, CapError> {
    if root.name != "alert" {
        return Err(CapError::NotAWarning);
    }
    require(root, "identifier", &["identifier"])?;
    require(root, "sender", &["sender", "senderName", "senderCode"])?;
    require(root, "sent", &["sent", "sendTime"])?;
    let canonical = dialect::canonical(root);
    let alert: Alert = canonical.parse().map_err(|_| unusable(&canonical))?;
    let told = dialect::told(root);
    let info = alert.info.first();
    let text = |name| told.map_or("", |told| told.first(&[name])).to_owned();
    let (shapes, unread) = told.map(shapes).unwrap_or_default();
    let sender = match text("senderName") {
        name if name.is_empty() => root
            .first(&["sender", "senderName", "senderCode"])
            .to_owned(),
        name => name,
    };
    Ok(Notice {
        identifier: alert.identifier.as_str().to_owned(),
        sender,
        sent: alert.sent.into(),
        status: status(alert.status),
        message: message(alert.message_type)?,
        references: references(root.first(&["references"])),
        event: told
            .map_or("", |told| told.first(&["event", "eventType"]))
            .to_owned(),
        event_codes: told.map(event_codes).unwrap_or_default(),
        colour: info.map_or(Colour::Unknown, |info| colour(info.severity)),
        urgency: info.map_or("unknown", |info| urgency(info.urgency)),
        certainty: info.map_or("unknown", |info| certainty(info.certainty)),
        effective: info.and_then(|info| moment(info, |info| info.effective)),
        onset: info.and_then(|info| moment(info, |info| info.onset)),
        expires: info.and_then(|info| moment(info, |info| info.expires)),
        headline: text("headline"),
        description: text("description"),
        instruction: text("instruction"),
        area: told.map(area).unwrap_or_default(),
        shapes,
        unread,
    })
}

fn require(root: &Element, element: &'static str, names: &[&str]) -> Result<(), CapError> {
    if root.first(names).is_empty() {
        return Err(CapError::Missing { element });
    }
    Ok(())
}

/// Which of the elements that every warning has is not as the standard wants it.
fn unusable(canonical: &str) -> CapError {
    if canonical.contains("<sent>") {
        CapError::NotAWarning
    } else {
        CapError::Missing { element: "sent" }
    }
}

fn moment(
    info: &Info,
    of: impl Fn(&Info) -> Option<oasiscap::DateTime>,
) -> Option<DateTime<FixedOffset>> {
    of(info).map(Into::into)
}

fn status(status: CapStatus) -> Status {
    match status {
        CapStatus::Actual => Status::Actual,
        CapStatus::Exercise => Status::Exercise,
        CapStatus::System | CapStatus::Test => Status::Test,
        CapStatus::Draft => Status::Draft,
    }
}

fn message(message: MessageType) -> Result<Message, CapError> {
    match message {
        MessageType::Alert => Ok(Message::Alert),
        MessageType::Update => Ok(Message::Update),
        MessageType::Cancel => Ok(Message::Cancel),
        MessageType::Ack | MessageType::Error => Err(CapError::NotAWarning),
    }
}

fn colour(severity: Severity) -> Colour {
    match severity {
        Severity::Extreme => Colour::Red,
        Severity::Severe => Colour::Orange,
        Severity::Moderate => Colour::Yellow,
        Severity::Minor => Colour::Blue,
        Severity::Unknown => Colour::Unknown,
    }
}

fn urgency(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Immediate => "immediate",
        Urgency::Expected => "expected",
        Urgency::Future => "future",
        Urgency::Past => "past",
        Urgency::Unknown => "unknown",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Observed => "observed",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
        Certainty::Unlikely => "unlikely",
        Certainty::Unknown => "unknown",
    }
}

/// Numbers of earlier warnings: `sender,number,time` apart by blanks, or the numbers alone.
fn references(text: &str) -> Vec<String> {
    // The national platform writes its times with a blank in them, so that triples fall apart.
    let pieces = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '，' | ';' | '；'));
    let pieces = pieces.filter(|piece| !piece.is_empty());
    pieces.map(str::to_owned).collect()
}

fn event_codes(info: &Element) -> Vec<String> {
    let standard = info.all("eventCode").map(|code| code.first(&["value"]));
    let national = info.all("eventType").map(Element::text);
    let codes = standard.chain(national).filter(|code| !code.is_empty());
    codes.map(str::to_owned).collect()
}

/// The polygons and circles of a warning, as many as a record can hold, and how many are lacking.
fn shapes(info: &Element) -> (Vec<Shape>, usize) {
    let drawn = info.all("area").flat_map(|area| {
        let polygons = area.all("polygon");
        polygons.chain(area.all("circle")).map(Element::text)
    });
    let (mut shapes, mut unread, mut size) = (Vec::new(), 0, 0);
    for text in drawn.filter(|text| !text.is_empty()) {
        match Shape::read(text).filter(|_| size + text.len() <= MAX_DRAWN) {
            Some(shape) => {
                size += text.len();
                shapes.push(shape);
            }
            None => unread += 1,
        }
    }
    (shapes, unread)
}

fn area(info: &Element) -> String {
    let areas = info.all("area").map(|area| area.first(&["areaDesc"]));
    let named: Vec<&str> = areas.filter(|area| !area.is_empty()).collect();
    named.join("；")
}
