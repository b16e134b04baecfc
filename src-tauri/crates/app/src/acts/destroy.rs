//! Destroying what concerns villagers once the law asks for it (突发事件应对法 §84, §85; 个人信息保护法
//! §47): the end of an incident opens it, with who sees to it and until when; every row that was
//! collected goes or is kept with a reason; two people put their names to it; the row of the
//! ledger 个人信息销毁 is the certificate. With it the file gets a new key and the backups are written
//! anew ([`finish`]). Nothing is decided for anybody: a row that nobody decided on
//! stops the whole.

use super::keys;
use super::numbering;
use super::record::owned;
use super::users::{at_work, check_pin};
use crate::bridge::destroy::{
    CarryOutDestruction, DestructionLine, DestructionPlan, DestructionView, KeepReason,
    OfficeHeard, PlanDestruction,
};
use crate::bridge::file::Nothing;
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, row_id, spec_of};
use crate::problem::Problem;
use chrono::Days;
use collected::{Collected, collected};
use ledger::{Act, Change, Have, Row, RowId, Spec, Value};
use std::collections::BTreeMap;
use store::{Order, Query, StoredRow};

mod certificate;
mod collected;
mod finish;

pub(super) use finish::resume;

const LEDGER: &str = "destruction";
const REASONS: &str = ledger::kinds::destruction::KEEP_REASONS;

/// The row that asks for the destruction of what an incident had collected, unless there is one.
pub(crate) fn opened(
    desk: &Desk,
    office: &Office,
    (incident, row): (RowId, &Row),
) -> Result<Option<Change>, Problem> {
    let spec = spec_of(LEDGER)?;
    let id = RowId::fixed(LEDGER, &office.code, &incident.to_string());
    if office.store.row(spec, id)?.is_some() {
        return Ok(None);
    }
    let days = u64::try_from(desk.thresholds().value("destroy_days")).unwrap_or(0);
    let due = desk.clock.today().checked_add_days(Days::new(days));
    let mut values = Row::default();
    values.set("basis", "event_over");
    values.set("incident_id", incident.to_string());
    values.set("owner_id", row.text("commander_id"));
    values.set(
        "due_date",
        due.map(|due| due.to_string()).unwrap_or_default(),
    );
    values.set("status", "due");
    numbering::fill(desk, office, spec, &mut values)?;
    let fields = spec.fields.iter();
    let filled = fields.map(|field| (field.name, values.get(field.name).clone()));
    let filled = filled.filter(|(_, value)| !value.is_empty());
    Ok(Some(Change::put(spec, id, filled)))
}

/// Proposes what goes and what stays.
pub(crate) fn plan(desk: &Desk, request: PlanDestruction) -> Result<DestructionPlan, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "销毁个人信息")?;
        let stored = office.row(spec_of(LEDGER)?, id)?;
        let person = request.person.as_deref().map(row_id).transpose()?;
        let rows = collected(office, &stored.row, person)?;
        let lines = rows.iter().map(|found| line(office, found));
        let reasons = desk.lists();
        let reasons = reasons.all().get(REASONS).into_iter().flatten();
        Ok(DestructionPlan {
            id: request.id.clone(),
            number: stored.row.text("ds_no").to_owned(),
            incident: incident_title(office, &stored.row)?,
            rows: lines.collect::<Result<_, _>>()?,
            reasons: reasons
                .map(|item| KeepReason {
                    code: item.code.clone(),
                    label: item.label.clone(),
                })
                .collect(),
            signed: office.seat.is_shared(),
            confirmed: !office.unprotected,
        })
    })
}

fn photos_of(office: &Office, (spec, id): (&Spec, RowId)) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        equals: vec![
            ("about_id", vec![Value::from(id.to_string())]),
            ("about_ledger", vec![Value::from(spec.name)]),
        ],
        ..Query::default()
    };
    Ok(office.store.list(spec_of("photo")?, &query)?.rows)
}

fn line(office: &Office, found: &Collected) -> Result<DestructionLine, Problem> {
    let key = (found.spec, found.stored.id);
    Ok(DestructionLine {
        ledger: found.spec.name.to_owned(),
        label: found.spec.label.to_owned(),
        id: found.stored.id.to_string(),
        title: found.title(office)?,
        said: found.said(),
        photos: u32::try_from(photos_of(office, key)?.len()).unwrap_or(u32::MAX),
        keep: found.keep.to_owned(),
    })
}

fn incident_title(office: &Office, row: &Row) -> Result<String, Problem> {
    let Ok(id) = row.text("incident_id").parse() else {
        return Ok(String::new());
    };
    let spec = spec_of("incident")?;
    let stored = office.store.row(spec, id)?;
    stored.map_or_else(
        || Ok(String::new()),
        |stored| office.title(spec, &stored.row),
    )
}

/// Destroys what these rows hold of what concerns villagers.
pub(crate) fn carry_out(
    desk: &Desk,
    request: CarryOutDestruction,
) -> Result<Vec<DestructionView>, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "销毁个人信息")?;
        let spec = spec_of(LEDGER)?;
        let stored = office.row(spec, id)?;
        owned(office, &stored)?;
        if stored.row.text("status") == "done" {
            let text = "这一批已经销毁过了，什么也没有改动。要再销毁，请在台账里新登记一批。";
            return Err(Problem::new("already_destroyed", text));
        }
        let decided = Decided::of(desk, office, &stored.row, &request)?;
        let names = signers(desk, office, &request)?;
        let access = keys::confirm_if_locked(desk, office, request.confirm.as_ref())?;
        // The copy of an interrupted exercise holds it all once more.
        super::exercise::drop_left(desk, office)?;
        let certificate = certificate::of(desk, office, &decided, names)?;
        let change = Change::put(spec, id, certificate);
        finish::carry_out(desk, office, (&decided.rows, change), &access)?;
        views(office, desk)
    })
}

/// What was decided, row by row.
struct Decided {
    rows: Vec<(&'static Spec, RowId)>,
    /// Rows that go, by ledger, without their photos.
    gone: BTreeMap<&'static str, u32>,
    /// Rows that stay, by ledger and reason.
    kept: BTreeMap<(&'static str, String), u32>,
}

impl Decided {
    fn of(
        desk: &Desk,
        office: &Office,
        row: &Row,
        request: &CarryOutDestruction,
    ) -> Result<Self, Problem> {
        let mut decided = Self {
            rows: Vec::new(),
            gone: BTreeMap::new(),
            kept: BTreeMap::new(),
        };
        let mut named = Vec::new();
        for one in &request.destroy {
            let (spec, id) = (office.spec(&one.ledger)?, row_id(&one.id)?);
            owned(office, &office.row(spec, id)?)?;
            let photo = spec_of("photo")?;
            let photos = photos_of(office, (spec, id))?;
            decided.rows.push((spec, id));
            decided
                .rows
                .extend(photos.iter().map(|stored| (photo, stored.id)));
            *decided.gone.entry(spec.label).or_default() += 1;
            named.push((spec.number, id));
        }
        let lists = desk.lists();
        for one in &request.keep {
            let (spec, id) = (office.spec(&one.ledger)?, row_id(&one.id)?);
            let reason = lists.label(REASONS, &one.reason).to_owned();
            if one.reason.is_empty() || reason == one.reason {
                let text = "留下的每一条都要选为什么留。什么也没有销毁。";
                return Err(Problem::of_field("keep_needs_reason", "reason", text));
            }
            *decided.kept.entry((spec.label, reason)).or_default() += 1;
            named.push((spec.number, id));
        }
        let proposed = collected(office, row, None)?;
        let open = proposed
            .iter()
            .filter(|found| !named.contains(&(found.spec.number, found.stored.id)))
            .count();
        if open > 0 {
            let text = format!("还有{open}条没有决定销毁还是保留。什么也没有销毁，请逐条选定。");
            return Err(Problem::new("not_decided", text));
        }
        Ok(decided)
    }

    fn gone_text(&self) -> String {
        let parts = self
            .gone
            .iter()
            .map(|(label, count)| format!("{label}{count}条"));
        parts.collect::<Vec<_>>().join("、")
    }

    fn kept_text(&self) -> String {
        let parts = self
            .kept
            .iter()
            .map(|((label, reason), count)| format!("{label}{count}条（{reason}）"));
        parts.collect::<Vec<_>>().join("、")
    }
}

/// The two who put their names to it: with their PIN where several work here, else as typed.
fn signers(
    desk: &Desk,
    office: &mut Office,
    request: &CarryOutDestruction,
) -> Result<[String; 2], Problem> {
    let two = || {
        let text = "销毁要两个人签字：一个经办，一个监督，不能是同一个人。什么也没有销毁。";
        Problem::of_field("needs_signature", "signer", text)
    };
    let mut names = Vec::new();
    if office.seat.is_shared() {
        for sign in &request.signatures {
            let user = at_work(&office.seat, row_id(&sign.signer)?)?.clone();
            let pin = sign.pin.as_deref().ok_or_else(two)?;
            check_pin(desk, office, user.id, pin)?;
            names.push(user.name);
        }
    } else {
        names.extend(request.names.iter().map(|name| name.trim().to_owned()));
    }
    let [first, second]: [String; 2] = names.try_into().map_err(|_| two())?;
    if first.is_empty() || second.is_empty() || first == second {
        return Err(two());
    }
    Ok([first, second])
}

/// Lists what is to be destroyed, and what was.
pub(crate) fn list(desk: &Desk, _: Nothing) -> Result<Vec<DestructionView>, Problem> {
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "看个人信息销毁")?;
        views(office, desk)
    })
}

fn views(office: &Office, desk: &Desk) -> Result<Vec<DestructionView>, Problem> {
    let spec = spec_of(LEDGER)?;
    let query = Query {
        area: office.scope(),
        sort: vec![("ds_no", Order::Descending)],
        ..Query::default()
    };
    let found = office.store.list(spec, &query)?.rows;
    let holders = certificate::holders(office)?;
    found
        .iter()
        .map(|stored| view(office, desk, stored, &holders))
        .collect()
}

fn view(
    office: &Office,
    desk: &Desk,
    stored: &StoredRow,
    holders: &[(String, Have)],
) -> Result<DestructionView, Problem> {
    let spec = spec_of(LEDGER)?;
    let row = &stored.row;
    let text = |name| row.text(name).to_owned();
    let lines = |name| row.text(name).lines().map(str::to_owned).collect();
    let count = |name| u32::try_from(row.get(name).int().unwrap_or(0)).unwrap_or(0);
    let past = office.store.history(spec, stored.id)?;
    let done = past.iter().find(|past| past.act == Act::DESTROY.number);
    let confirmed = |have: &Have| match done {
        Some(done) => office.store.is_delivered(&office.code, have, &done.entry),
        None => Ok(false),
    };
    let heard = holders.iter().map(|(name, have)| {
        Ok::<_, Problem>(OfficeHeard {
            name: name.clone(),
            confirmed: confirmed(have)?,
        })
    });
    let names = office.names(spec, [row])?;
    let owner = row.text("owner_id").parse().ok();
    let done_at = text("done_at");
    Ok(DestructionView {
        id: stored.id.to_string(),
        number: text("ds_no"),
        basis: desk
            .lists()
            .label("destroy_basis", row.text("basis"))
            .to_owned(),
        incident: incident_title(office, row)?,
        owner: owner
            .and_then(|id| names.get(&id).cloned())
            .unwrap_or_default(),
        due: text("due_date"),
        done: done.is_some() || row.text("status") == "done",
        done_at: done_at.get(..16).unwrap_or(&done_at).replace('T', " "),
        destroyed: count("destroyed"),
        kept: count("kept"),
        offices: if done.is_some() {
            heard.collect::<Result<_, _>>()?
        } else {
            Vec::new()
        },
        out_of_reach: lines("out_of_reach"),
        backups: lines("backups"),
        unfinished: finish::unfinished(office)? == Some(stored.id),
    })
}
