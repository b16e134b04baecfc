//! 绿蓝黄红: the first rule that holds gives the colour and says why.

use super::readiness::ColourRule;
use crate::acts::picture::{Picture, one_of};
use crate::bridge::standing::{Lamp, Status};
use crate::problem::Problem;
use ledger::Value;
use ledger::kinds::hazard::OPEN_STATES;
use store::Query;

pub(super) fn of(
    rules: &[ColourRule],
    picture: &Picture<'_>,
    lamps: &[Lamp],
) -> Result<Status, Problem> {
    for rule in rules {
        let number = count(&rule.count, picture, lamps)?;
        if number >= rule.least {
            let why = rule.why.replace("{n}", &number.to_string());
            return Ok(status(&rule.tone, format!("{why}。")));
        }
    }
    Ok(status("green", "六盏灯都亮着，没有超期的隐患。".to_owned()))
}

fn status(tone: &str, why: String) -> Status {
    let label = match tone {
        "red" => "红",
        "yellow" => "黄",
        "blue" => "蓝",
        _ => "绿",
    };
    Status {
        tone: tone.to_owned(),
        label: label.to_owned(),
        why,
    }
}

fn count(what: &str, picture: &Picture<'_>, lamps: &[Lamp]) -> Result<u64, Problem> {
    let lit = |state: &str| lamps.iter().filter(|lamp| lamp.state == state).count() as u64;
    match what {
        "overdue" => overdue(picture, Vec::new()),
        "overdue_major" => overdue(picture, vec![one_of("grade", &["major"])]),
        "uncovered" => Ok(picture.escorts.uncovered.count),
        "red_lamps" => Ok(lit("red")),
        "yellow_lamps" => Ok(lit("yellow")),
        "blue_lamps" => Ok(lit("blue")),
        "late_signatures" => {
            let late = picture.spoken.iter().filter(|said| said.is_overdue);
            Ok(late.count() as u64)
        }
        other => {
            tracing::warn!(other, "readiness.toml counts something unknown");
            Ok(0)
        }
    }
}

fn overdue(
    picture: &Picture<'_>,
    mut equals: Vec<(&'static str, Vec<Value>)>,
) -> Result<u64, Problem> {
    equals.push(one_of("status", OPEN_STATES));
    let query = Query {
        equals,
        before: vec![("due_date", picture.day().into())],
        ..Query::default()
    };
    picture.count("hazard", query)
}
