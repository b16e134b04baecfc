//! What lost laptops wrote after they were lost: to be looked at, and admitted with a reason or
//! left. Only the office in whose books it would stand admits it.

use crate::acts::display::{Display, Sight, is_masked};
use crate::acts::handoff::{area_name, author_name, laptop_name};
use crate::acts::history::written;
use crate::bridge::file::Nothing;
use crate::bridge::office_keys::{AdmitQuarantined, QuarantinedAct, QuarantinedRow};
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::{KEEPERS, Office};
use crate::problem::Problem;
use ledger::{Act, Change, Op, ReplicaId, Row, Spec, Value};
use store::Quarantined;

/// Acts shown at once; the rest follow as these are admitted.
const SHOWN: usize = 200;

/// Shows what is in quarantine, in the order in which it was written.
pub(crate) fn list(desk: &Desk, _: Nothing) -> Result<Vec<QuarantinedAct>, Problem> {
    desk.with_office(|office| shown(desk, office))
}

fn shown(desk: &Desk, office: &Office) -> Result<Vec<QuarantinedAct>, Problem> {
    let mut acts = Vec::new();
    for area in office.store.areas()? {
        for entry in office.store.quarantined(Some(&area))?.iter().take(SHOWN) {
            acts.push(view(desk, office, &area, entry)?);
        }
    }
    Ok(acts)
}

fn view(
    desk: &Desk,
    office: &Office,
    area: &str,
    entry: &Quarantined,
) -> Result<QuarantinedAct, Problem> {
    let mut rows = Vec::new();
    for change in &entry.changes {
        let known = ledger::by_number(change.ledger).filter(|spec| office.knows_of(spec));
        if let Some(spec) = known {
            rows.push(row_view(desk, office, spec, change)?);
        }
    }
    let act = Act::by_number(entry.act);
    Ok(QuarantinedAct {
        area: area_name(office, area)?,
        ours: area == office.code,
        replica: entry.replica.to_string(),
        laptop: laptop_name(office, entry.replica)?,
        number: entry.seq,
        at: wall_text(&entry.wall),
        who: author_name(office, (entry.replica, &entry.actor))?,
        act: act.map_or("新版本程序的操作", |act| act.label).to_owned(),
        rows,
    })
}

fn row_view(
    desk: &Desk,
    office: &Office,
    spec: &'static Spec,
    change: &Change,
) -> Result<QuarantinedRow, Problem> {
    let before = office.store.row(spec, change.row)?;
    let before = before.map_or_else(Row::default, |stored| stored.row);
    let mut after = before.clone();
    let mut fields = Vec::new();
    for (number, write) in &change.writes {
        if let Some(field) = spec.field_by_number(*number) {
            let (was, is) = (
                before.get(field.name),
                written(before.get(field.name), write),
            );
            // A group is written whole, what is empty in it with the rest.
            if !(was.is_empty() && is.is_empty()) {
                fields.push(field);
            }
            after.set(field.name, is);
        }
    }
    let names = office.names(spec, [&after])?;
    let display = Display {
        lists: &desk.lists(),
        names: &names,
    };
    let texts = fields.into_iter().map(|field| {
        let value = after.get(field.name);
        let text = match value {
            value if is_masked(field, value, Sight::of(office)) => "（已填）".to_owned(),
            Value::Null => "（清空）".to_owned(),
            value => display.value(field, value),
        };
        format!("{}：{text}", field.label)
    });
    let text = match change.op {
        Op::Put => texts.collect::<Vec<_>>().join("；"),
        Op::Remove => "删除这一条".to_owned(),
        Op::Restore => "恢复这一条".to_owned(),
        Op::Destroy(_) => "销毁这一条里的个人信息".to_owned(),
    };
    Ok(QuarantinedRow {
        ledger_label: spec.label.to_owned(),
        title: office.title(spec, &after)?,
        text,
    })
}

/// Admits what a laptop in quarantine wrote, up to a number.
pub(crate) fn admit(
    desk: &Desk,
    request: AdmitQuarantined,
) -> Result<Vec<QuarantinedAct>, Problem> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Problem::of_field(
            "reason_missing",
            "reason",
            "请写一句为什么收下，比如同谁核对过。还没有收下。",
        ));
    }
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "收下隔离的记录")?;
        let own = office.store.quarantined(Some(&office.code))?;
        let replica: Option<ReplicaId> = request.replica.parse().ok();
        let end = own.iter().find(|entry| {
            Some(entry.replica) == replica && entry.seq == request.number
        });
        let end = end.ok_or_else(|| {
            Problem::new(
                "not_in_quarantine",
                "本单位隔离的记录里没有这一笔，什么也没有收下。别的单位的记录由那个单位收；也可能已经收过了，请重新打开看看。",
            )
        })?;
        let (replica, end) = (end.replica, (end.seq, end.digest));
        let change = store::admission(&office.code, replica, end, reason);
        office.act(desk, Act::ADMIT_QUARANTINED, None, &[change])?;
        super::forget_counted(office)?;
        desk.follow(Some(office))?;
        shown(desk, office)
    })
}
