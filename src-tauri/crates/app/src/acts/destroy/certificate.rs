//! The certificate: what went, what stayed and why, who signed, who may still hold a copy.

use super::Decided;
use crate::acts::handoff::{area_for, laptop_name, peer_have, trusted};
use crate::acts::office_keys::own_replicas;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::Value;

/// What the row of the destruction says once it is carried out.
pub(super) fn of(
    desk: &Desk,
    office: &Office,
    decided: &Decided,
    [first, second]: [String; 2],
) -> Result<Vec<(&'static str, Value)>, Problem> {
    let count = |counts: u32| Value::Int(counts.into());
    let unheard: Vec<String> = holders(office)?.into_iter().map(|(name, _)| name).collect();
    Ok(vec![
        ("destroyed", count(decided.gone.values().sum())),
        ("destroyed_of", decided.gone_text().as_str().into()),
        ("kept", count(decided.kept.values().sum())),
        ("kept_of", decided.kept_text().as_str().into()),
        ("first_name", first.as_str().into()),
        ("second_name", second.as_str().into()),
        ("done_at", desk.clock.moment().as_str().into()),
        ("unheard", unheard.join("、").as_str().into()),
        (
            "out_of_reach",
            out_of_reach(office)?.join("\n").as_str().into(),
        ),
        ("status", "done".into()),
    ])
}

/// Who may hold a copy of the books, with what each is known to hold: offices that packages went to
/// or came from, and the other laptops of this one. Where this office ever was another replica, or
/// has another laptop, its log is not the whole: any office it trusts may have been given a package.
pub(super) fn holders(office: &Office) -> Result<Vec<(String, ledger::Have)>, Problem> {
    let log = office.store.handoffs(usize::MAX)?;
    let is_log_whole = own_replicas(office)?.len() <= 1;
    let mut holders = Vec::new();
    for (code, card) in trusted(office)? {
        let may_hold = !is_log_whole || log.iter().any(|line| line.office == code);
        if may_hold && area_for(office, &card) == office.code {
            holders.push((card.name, peer_have(office, &code, &office.code)?));
        }
    }
    let own = office.store.replica();
    for told in office.store.peer_haves(&office.code, &office.code)? {
        if told.replica != own {
            let have = exchange::have::from_bytes(&told.bytes).unwrap_or_default();
            holders.push((laptop_name(office, told.replica)?, have));
        }
    }
    Ok(holders)
}

/// What no program reaches: paper, spreadsheets, telephones.
fn out_of_reach(office: &Office) -> Result<Vec<String>, Problem> {
    let (_, lines) = office.store.accesses(0, u32::MAX)?;
    let count = |kind: &str| lines.iter().filter(|line| line.kind == kind).count();
    let mut said = Vec::new();
    for (count, what, rest) in [
        (count("print"), "印过", "次带个人信息的纸，请收回销毁"),
        (count("export"), "导出过", "次表格，请在各台电脑和U盘上删掉"),
        (count("archive"), "导出过", "次档案，请核对存放的地方"),
    ] {
        if count > 0 {
            said.push(format!("{what}{count}{rest}。"));
        }
    }
    said.push("手机里的照片、群里的名单，请当事人自己删。".to_owned());
    Ok(said)
}
