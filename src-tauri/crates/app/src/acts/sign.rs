//! Names put to steps (domain §2.15, §8.4): by day with the signer's PIN, by night by word of
//! mouth (who, how, when), to be confirmed within a day. Who fills in and who signs may be one
//! person. At a one-person desk nobody signs.

use super::users::{at_work, check_pin};
use crate::bridge::sign::{OralConsent, Signature, SignedView};
use crate::desk::Desk;
use crate::lists::Lists;
use crate::office::{Office, User, new_id, row_id, spec_of};
use crate::problem::Problem;
use chrono::{DateTime, FixedOffset, TimeDelta};
use ledger::{Change, Deed, Flow, Row, RowId, Spec, Step, Value};
use store::{Order, Query, StoredRow};

/// The ledger of names put to steps.
pub(crate) const LEDGER: &str = "sign_off";

/// Whether a step is signed at this desk.
pub(crate) fn is_asked(office: &Office, flow: &Flow, step: &str) -> bool {
    office.seat.is_shared() && flow.signed.contains(&step)
}

/// The row that keeps the name put to a step of a record.
pub(crate) fn of_step(
    desk: &Desk,
    office: &mut Office,
    (about, id, step): (&Spec, RowId, &Step),
    sign: Option<&Signature>,
) -> Result<Change, Problem> {
    let sign = sign.ok_or_else(|| {
        needed(
            "signer",
            format!("“{}”要签批，还没有办理。请选签批人。", step.label),
        )
    })?;
    let signer = signer(desk, office, about, sign)?;
    let given = match (&sign.pin, &sign.oral) {
        (Some(pin), None) => {
            check_pin(desk, office, signer.id, pin)?;
            Given {
                way: "pin",
                note: "",
                at: desk.clock.moment(),
                status: "signed",
            }
        }
        (None, Some(oral)) => spoken(desk, oral)?,
        _ => {
            let text = "请本人输PIN；本人不在时填口头同意的情形。还没有办理。";
            return Err(needed("pin", text));
        }
    };
    let values = [
        ("about_ledger", Value::from(about.name)),
        ("about_id", Value::from(id.to_string())),
        ("step", Value::from(step.name)),
        ("step_label", Value::from(step.label)),
        ("signer", Value::from(signer.id.to_string())),
        ("way", Value::from(given.way)),
        ("oral_note", Value::from(given.note)),
        ("signed_at", Value::from(given.at)),
        ("status", Value::from(given.status)),
    ];
    Ok(Change::put(spec_of(LEDGER)?, new_id(), values))
}

/// How a name was given.
struct Given<'a> {
    way: &'static str,
    note: &'a str,
    at: String,
    status: &'static str,
}

fn needed(field: &str, text: impl Into<String>) -> Problem {
    Problem::of_field("needs_signature", field, text)
}

/// Who signs, if he may.
fn signer(desk: &Desk, office: &Office, about: &Spec, sign: &Signature) -> Result<User, Problem> {
    let user = at_work(&office.seat, row_id(&sign.signer)?)?;
    if user.role.may(Deed::Sign, about) {
        return Ok(user.clone());
    }
    let lists = desk.lists();
    let able = ledger::Role::ALL
        .into_iter()
        .filter(|role| role.may(Deed::Sign, about))
        .map(|role| lists.label("desk_role", role.code()).to_owned());
    let able = able.collect::<Vec<_>>().join("或");
    let text = format!("选的这个人不能签批，还没有办理。请选{able}。");
    Err(Problem::of_field("not_your_role", "signer", text))
}

fn spoken<'a>(desk: &Desk, oral: &'a OralConsent) -> Result<Given<'a>, Problem> {
    let note = oral.how.trim();
    if note.is_empty() {
        let text = "请写清口头同意的情形：打电话还是当面、谁在场。还没有办理。";
        return Err(needed("how", text));
    }
    let typed = Some(oral.at.trim()).filter(|at| !at.is_empty());
    let at = typed
        .and_then(|at| ledger::dates::moment(at, desk.clock.today()))
        .filter(|at| moment(at).is_some_and(|at| at <= desk.clock.now()));
    let at = at.ok_or_else(|| {
        let text = "请填口头同意的时间，例如 3:20，不能晚于现在。还没有办理。";
        needed("at", text)
    })?;
    Ok(Given {
        way: "oral",
        note,
        at,
        status: "oral",
    })
}

fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    // A stored moment has no seconds; RFC 3339 wants them.
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").ok()
}

/// Checks that whoever said yes now confirms it himself.
pub(crate) fn confirm(
    desk: &Desk,
    office: &mut Office,
    said: &Row,
    sign: Option<&Signature>,
) -> Result<(), Problem> {
    let sign = sign.ok_or_else(|| needed("signer", "请当时口头同意的本人输PIN确认。"))?;
    if sign.signer != said.text("signer") {
        let text = "要由当时口头同意的本人确认，还没有确认。";
        return Err(Problem::of_field("not_your_role", "signer", text));
    }
    let user = at_work(&office.seat, row_id(&sign.signer)?)?.id;
    let pin = sign
        .pin
        .as_deref()
        .ok_or_else(|| needed("pin", "请本人输PIN确认。还没有确认。"))?;
    check_pin(desk, office, user, pin)
}

/// Names put to the steps of a record, newest first.
pub(crate) fn of_record(
    desk: &Desk,
    office: &Office,
    (ledger, id): (&Spec, RowId),
) -> Result<Vec<SignedView>, Problem> {
    let spec = spec_of(LEDGER)?;
    let query = Query {
        equals: vec![
            ("about_id", vec![Value::from(id.to_string())]),
            ("about_ledger", vec![Value::from(ledger.name)]),
        ],
        sort: vec![("signed_at", Order::Descending)],
        ..Query::default()
    };
    let found = office.store.list(spec, &query)?.rows;
    let lists = desk.lists();
    found
        .iter()
        .map(|stored| signed_view(office, &lists, stored))
        .collect()
}

fn signed_view(office: &Office, lists: &Lists, stored: &StoredRow) -> Result<SignedView, Problem> {
    let text = |name| stored.row.text(name).to_owned();
    let at = text("signed_at");
    Ok(SignedView {
        id: stored.id.to_string(),
        form: office.store.form(spec_of(LEDGER)?, stored.id)?.to_string(),
        step_label: text("step_label"),
        signer: office.actor_name(stored.row.text("signer"))?,
        signer_id: text("signer"),
        way_label: lists.label("sign_way", stored.row.text("way")).to_owned(),
        way: text("way"),
        oral_note: text("oral_note"),
        at: at.get(..16).unwrap_or(&at).replace('T', " "),
        status_label: lists
            .label("sign_state", stored.row.text("status"))
            .to_owned(),
        status: text("status"),
    })
}

/// Something that was agreed by word of mouth and waits to be confirmed.
pub(crate) struct Unconfirmed {
    /// Ledger of the record it is about.
    pub(crate) ledger: String,
    /// The record.
    pub(crate) about: String,
    /// What was agreed.
    pub(crate) step_label: String,
    /// Who agreed, by name.
    pub(crate) signer: String,
    /// Whether a day has gone by.
    pub(crate) is_overdue: bool,
}

/// What was agreed by word of mouth in the office's own books and waits to be confirmed, the
/// oldest first.
pub(crate) fn unconfirmed(desk: &Desk, office: &Office) -> Result<Vec<Unconfirmed>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        equals: vec![("status", vec![Value::from("oral")])],
        sort: vec![("signed_at", Order::Ascending)],
        ..Query::default()
    };
    let now = desk.clock.now();
    // Domain §8.4.
    let within = TimeDelta::hours(desk.thresholds().value("oral_confirm_hours"));
    let found = office.store.list(spec_of(LEDGER)?, &query)?.rows;
    found
        .iter()
        .map(|stored| {
            let text = |name| stored.row.text(name).to_owned();
            let since = moment(stored.row.text("signed_at"));
            Ok(Unconfirmed {
                ledger: text("about_ledger"),
                about: text("about_id"),
                step_label: text("step_label"),
                signer: office.actor_name(stored.row.text("signer"))?,
                is_overdue: since.is_some_and(|since| now - since > within),
            })
        })
        .collect()
}
