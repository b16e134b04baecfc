//! 请求支援: what is lacking, in a sentence that is proposed, noted beside the incident and in the
//! log, read out on the telephone and printed.

use super::{Tonight, log, spoken};
use crate::acts::record::{difference, flags, refuse};
use crate::bridge::night::AskSupport;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::Change;

/// The incident with what was asked for, and the line of the log.
pub(super) fn written(tonight: &Tonight<'_>, request: &AskSupport) -> Result<Vec<Change>, Problem> {
    let needs = request.needs.trim().trim_end_matches('。');
    let Some(incident) = tonight.incidents.first() else {
        let text = "还没有记突发事件，没有记下请求支援。先按“出事了”记一笔，再要人要东西。";
        return Err(Problem::new("no_incident", text));
    };
    if needs.is_empty() {
        let text = "还差一样：写明要什么、要多少。没有记下。";
        return Err(Problem::of_field("not_valid", "needs", text));
    }
    let text = spoken::support(tonight, &incident.row)?.replace("{needs}", needs);
    let spec = spec_of("incident")?;
    let mut row = incident.row.clone();
    let before = row.text("support_asked").to_owned();
    let asked = if before.is_empty() {
        text.clone()
    } else {
        format!("{before}{text}")
    };
    row.set("support_asked", asked);
    refuse(&flags(tonight.desk, spec, &row))?;
    Ok(vec![
        difference(spec, incident.id, &incident.row, &row),
        log::written(tonight, &format!("请求支援：{text}"))?,
    ])
}
