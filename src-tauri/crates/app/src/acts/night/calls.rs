//! The 叫应 board: who answered, who is silent, who is next. An answer is due within minutes
//! (threshold `callout_answer_minutes`); after so many tries in vain (`callout_tries`) the next one
//! up is told and somebody goes to the door.

use super::targets::{self, Target};
use super::{Tonight, board, from_paper, small};
use crate::acts::record::{difference, flags, refuse};
use crate::acts::{input, prefill};
use crate::bridge::night::{CallBoard, CallTarget, RecordCall};
use crate::bridge::records::Values;
use crate::office::{new_id, spec_of};
use crate::problem::Problem;
use ledger::kinds::callout;
use ledger::{Change, Row};
use serde_json::json;
use store::StoredRow;

/// The board.
pub(super) fn board(tonight: &Tonight<'_>) -> Result<CallBoard, Problem> {
    let thresholds = tonight.desk.thresholds();
    let (minutes, most) = (
        thresholds.value("callout_answer_minutes"),
        thresholds.value("callout_tries"),
    );
    let everybody = targets::targets(tonight)?;
    let superiors = superiors(tonight, &everybody)?;
    let calls = tonight.of_tonight("callout")?;
    let judge = |target: &Target| {
        let tries = tries_of(target, &calls);
        line(tonight, (target, &superiors), &tries, (minutes, most))
    };
    let mut targets: Vec<CallTarget> = everybody.iter().map(judge).collect();
    let next = next(&targets, &calls, tonight);
    let count = |fits: &dyn Fn(&CallTarget) -> bool| {
        small(targets.iter().filter(|target| fits(target)).count())
    };
    let answered = count(&|target| target.state == "answered");
    let silent = count(&|target| target.tries > 0 && target.state != "answered");
    targets.sort_by_key(|target| urgency(&target.state));
    Ok(CallBoard {
        next,
        total: small(targets.len()),
        answered,
        silent,
        answer_minutes: small(minutes),
        tries: small(most),
        targets,
    })
}

fn urgency(state: &str) -> usize {
    let order = ["door", "overdue", "silent", "waiting", "answered"];
    order.iter().position(|known| *known == state).unwrap_or(0)
}

/// The tries to reach somebody, the first one first.
pub(super) fn tries_of<'a>(target: &Target, calls: &'a [StoredRow]) -> Vec<&'a Row> {
    let person = target.person.map(|id| id.to_string());
    let home = target.household.as_deref();
    let is_his = |row: &Row| match row.text("target_id") {
        "" => home.is_some() && home == Some(row.text("household_id")),
        called => Some(called) == person.as_deref(),
    };
    let mut tries: Vec<&Row> = calls
        .iter()
        .map(|call| &call.row)
        .filter(|row| is_his(row))
        .collect();
    tries.sort_by_key(|row| (row.text("called_at").to_owned(), row.get("attempt").int()));
    tries
}

fn line(
    tonight: &Tonight<'_>,
    (target, superiors): (&Target, &[String; 2]),
    tries: &[&Row],
    (minutes, most): (i64, i64),
) -> CallTarget {
    let first = tries
        .first()
        .map(|row| row.text("called_at"))
        .unwrap_or_default();
    let since = tonight.minutes_since(first);
    let last = tries
        .last()
        .map(|row| row.text("result"))
        .unwrap_or_default();
    let state = if tries.iter().any(|row| callout::is_answered(row)) {
        "answered"
    } else if callout::calls_for_the_door(tries, usize::try_from(most).unwrap_or(usize::MAX)) {
        "door"
    } else if since.is_some_and(|passed| passed >= minutes) {
        "overdue"
    } else if tries.is_empty() {
        "waiting"
    } else {
        "silent"
    };
    let [village, town] = superiors;
    let superior = if target.rank == 1 { town } else { village };
    CallTarget {
        key: target.key(),
        person: target.person.map(|id| id.to_string()),
        household: target.household.clone(),
        name: target.name.clone(),
        phone: target.phone.clone(),
        roles: target.roles.join("、"),
        group: target.group.clone(),
        rank: target.rank,
        tries: small(tries.len()),
        last: tonight.label("callout_result", last),
        minutes: since,
        state: state.to_owned(),
        superior: superior.clone(),
    }
}

/// Whom to tell of a silent villager, and whom of a silent cadre.
fn superiors(tonight: &Tonight<'_>, targets: &[Target]) -> Result<[String; 2], Problem> {
    let first = targets.first().filter(|target| target.rank == 1);
    let first = first.map(|target| format!("{} {}", target.name, target.phone));
    let profile = tonight.office.profile()?;
    let phone = ledger::numbers::phone_groups(profile.text("town_phone"));
    let town = format!("{} {phone}", profile.text("town_name"));
    Ok([first.unwrap_or_else(|| town.clone()), town])
}

/// Whoever is next: nobody twice while others have not been called at all, unless he has been
/// silent for as long as one try may take. The door is somebody else's errand.
fn next(targets: &[CallTarget], calls: &[StoredRow], tonight: &Tonight<'_>) -> Option<String> {
    let thresholds = tonight.desk.thresholds();
    let pause =
        thresholds.value("callout_answer_minutes") / thresholds.value("callout_tries").max(1);
    let last_try = |target: &CallTarget| {
        let his = calls.iter().map(|call| &call.row).filter(|row| {
            let named = [row.text("target_id"), row.text("household_id")];
            named.contains(&target.key.as_str())
        });
        his.map(|row| row.text("called_at"))
            .max()
            .unwrap_or_default()
    };
    let again = targets
        .iter()
        .filter(|target| matches!(target.state.as_str(), "silent" | "overdue"));
    let ripe = |target: &&CallTarget| {
        tonight
            .minutes_since(last_try(target))
            .is_some_and(|passed| passed > pause)
    };
    let due = again
        .clone()
        .filter(ripe)
        .min_by_key(|target| last_try(target));
    let fresh = targets.iter().find(|target| target.state == "waiting");
    due.or(fresh)
        .or_else(|| again.min_by_key(|target| last_try(target)))
        .map(|target| target.key.clone())
}

/// The call, and the household that is told by it of the transfer.
pub(super) fn written(tonight: &Tonight<'_>, request: &RecordCall) -> Result<Vec<Change>, Problem> {
    let spec = spec_of("callout")?;
    let row = called(tonight, request)?;
    refuse(&flags(tonight.desk, spec, &row))?;
    input::references_exist(tonight.office, spec, &Row::default(), &row)?;
    let mut changes = vec![difference(spec, new_id(), &Row::default(), &row)];
    if callout::is_answered(&row) {
        let home = request.household.as_deref().unwrap_or_default();
        let at = row.text("answered_at");
        changes.extend(board::told(tonight, home, at)?);
    }
    Ok(changes)
}

fn called(tonight: &Tonight<'_>, request: &RecordCall) -> Result<Row, Problem> {
    let spec = spec_of("callout")?;
    if request.person.is_none() && request.household.is_none() {
        let text = "没有选叫的是谁，没有记下。请先选一个人。";
        return Err(Problem::of_field("not_valid", "target_id", text));
    }
    let mut values = Values::from([
        ("target_id".to_owned(), json!(request.person)),
        ("household_id".to_owned(), json!(request.household)),
        ("result".to_owned(), json!(request.result)),
        ("method".to_owned(), json!(request.method)),
        ("called_at".to_owned(), json!(request.called_at)),
        ("answered_at".to_owned(), json!(request.answered_at)),
        ("action".to_owned(), json!(request.action)),
        ("about".to_owned(), json!(request.about.then_some(true))),
    ]);
    for moment in ["called_at", "answered_at"] {
        from_paper::happened(tonight, &mut values, moment);
    }
    let mut row = input::read(tonight.desk, spec, Row::default(), &values)?;
    if !row.get("called_at").is_empty() {
        row.set("keyed_at", tonight.desk.clock.moment());
    }
    if row.text("result") == "knocked" && row.get("method").is_empty() {
        row.set("method", "door");
    }
    tonight.name_event(&mut row);
    if row.text("target_id").is_empty() {
        let calls = tonight.of_tonight("callout")?;
        let home = row.text("household_id").to_owned();
        let tries = calls
            .iter()
            .filter(|call| call.row.text("household_id") == home);
        row.set(
            "attempt",
            i64::try_from(tries.count()).unwrap_or_default() + 1,
        );
    }
    prefill::fill(tonight.desk, tonight.office, spec, &mut row)?;
    input::note_moment(tonight.desk, spec, &mut row);
    // The key of a door says that somebody answered at it; a door that stayed shut is 未接.
    let answered = matches!(row.text("result"), "confirmed" | "knocked");
    if answered && row.get("answered_at").is_empty() {
        let at = row.get("called_at").clone();
        row.set("answered_at", at);
    }
    Ok(row)
}
