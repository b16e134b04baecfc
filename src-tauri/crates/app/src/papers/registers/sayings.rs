//! What a register says in other words than the list on screen, or louder: a paper cannot be
//! asked, so a blank that means something is said, and what must not be overlooked is in bold.

use crate::acts::alerts::is_open;
use ledger::{Field, Need, Row, Type, Value};
use print::table::Cell;

/// What there is to say of a value.
struct Saying {
    ledger: &'static str,
    field: &'static str,
    /// The code, `true`, `false` or a number; empty for no value.
    value: &'static str,
    /// Empty: what the screen says.
    text: &'static str,
    emphasis: Emphasis,
}

/// How loud it is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Emphasis {
    Plain,
    Strong,
}
use Emphasis::{Plain, Strong};

const fn say(place: [&'static str; 3], text: &'static str, emphasis: Emphasis) -> Saying {
    let [ledger, field, value] = place;
    Saying {
        ledger,
        field,
        value,
        text,
        emphasis,
    }
}

static SAYINGS: &[Saying] = &[
    say(["damaged_house", "final_damage", ""], "没核定", Plain),
    say(["donation", "published_on", ""], "还没公开", Strong),
    say(["drill", "status", "closed"], "已改完", Plain),
    say(["duty_assignment", "deputy_id", ""], "未定", Plain),
    say(["duty_item", "polarity", "negative"], "不准做", Strong),
    say(["duty_item", "polarity", "positive"], "应当做", Plain),
    say(["duty_shift", "leader_id", ""], "没排人", Strong),
    say(["duty_shift", "staff_id", ""], "没排人", Strong),
    say(["duty_shift", "status", "planned"], "已排", Plain),
    say(["duty_shift", "status", "vacant"], "", Strong),
    say(["evac_entry", "household_id", ""], "外来的人", Plain),
    say(["household", "in_danger_zone", "true"], "", Strong),
    say(["incident", "status", "reviewed"], "已复盘", Plain),
    say(["inspection_item", "result", "fail"], "", Strong),
    say(["monitor_reading", "finding", "abnormal"], "", Strong),
    say(["plan_section", "hazard_kind", ""], "各灾种通用", Plain),
    say(["person", "mobile", ""], "没登记", Plain),
    say(["post", "b_id", ""], "未定", Plain),
    say(["premises", "ext_expire", ""], "没填", Plain),
    say(["relief", "status", "posted"], "公示中", Plain),
    say(["relief", "status", "published"], "已公布", Plain),
    say(["risk_point", "threat_hh", "0"], "没有住户", Plain),
    say(["risk_point", "threat_hh", ""], "没数过", Plain),
    say(["risk_point", "threat_pop", "0"], "没有人住", Plain),
    say(["risk_point", "threat_pop", ""], "没数过", Plain),
    say(["route", "alt_route_id", ""], "没有备用", Plain),
    say(["shelter", "bad_kinds", ""], "没填", Plain),
    say(["task", "supervise_count", ""], "0次", Plain),
    say(["training", "held_on", ""], "还没定日子", Plain),
    say(["warning", "severity", "orange"], "", Strong),
    say(["warning", "severity", "red"], "", Strong),
];

/// The cell of a field as a paper says it, of which the screen says `shown`; `today` as stored.
pub(super) fn cell(
    (ledger, field): (&str, &Field),
    row: &Row,
    (shown, today): (String, &str),
) -> Cell {
    if let Some(cell) = of_several_fields((ledger, field), row, today) {
        return cell;
    }
    let value = value_word(row.get(field.name));
    let saying = SAYINGS.iter().find(|saying| {
        (saying.ledger, saying.field, saying.value) == (ledger, field.name, value.as_str())
    });
    match saying {
        None if value.is_empty() => Cell::from(gap(field, row)),
        None => Cell::from(shown),
        Some(saying) => {
            let text = match saying.text {
                "" => shown,
                text => text.to_owned(),
            };
            match saying.emphasis {
                Plain => Cell::from(text),
                Strong => Cell::strong(text),
            }
        }
    }
}

fn value_word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        // Only whether there is anything is asked of these.
        Value::Lines(lines) => lines.join("\n"),
        Value::Set(set) => set.iter().cloned().collect::<Vec<_>>().join("\n"),
    }
}

/// What stands where nothing was entered that should be: 欠项 are no blanks on paper.
fn gap(field: &Field, row: &Row) -> &'static str {
    let is_owed = field.need == Need::Later && (field.applies)(row);
    match field.kind {
        _ if !is_owed => "",
        Type::Ref("person") => "未定",
        _ => "未登记",
    }
}

/// What depends on more than the value.
fn of_several_fields((ledger, field): (&str, &Field), row: &Row, today: &str) -> Option<Cell> {
    let is = |name: &str, code: &str| row.text(name) == code;
    let is_empty = row.get(field.name).is_empty();
    match (ledger, field.name) {
        ("duty_item", "share") if is("polarity", "negative") && is("share", "none") => {
            Some(Cell::strong("不准做"))
        }
        // A shift that is still to come is not missed, it is not manned yet.
        ("duty_shift", "status") if is("status", "vacant") && row.text("on_date") > today => {
            Some(Cell::strong("没排人"))
        }
        ("duty_shift", "leader_id" | "staff_id") if is_empty && is("status", "vacant") => {
            Some(Cell::from(""))
        }
        ("supply_batch", "condition") if is_past(row.text("expires_on"), today) => {
            Some(Cell::strong("已过期"))
        }
        // Whom the township sends has no deputy in the village.
        ("duty_assignment", "deputy_id") if is_empty && row.text("person_id").is_empty() => {
            Some(Cell::from(""))
        }
        ("inspection_item", "hazard_id") if is_empty && is("result", "fail") => {
            Some(Cell::strong("没有记成隐患"))
        }
        ("monitor_point", "prepare_line" | "leave_line")
            if is_empty && !matches!(row.text("what"), "rain" | "water_level" | "crack") =>
        {
            Some(Cell::from("看现象，不定数"))
        }
        ("hazard", "due_date" | "owner_id") if is_empty && is_open(row) => {
            Some(Cell::strong("未定"))
        }
        _ => None,
    }
}

fn is_past(day: &str, today: &str) -> bool {
    !day.is_empty() && day < today
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(ledger: &str, name: &str, values: &[(&'static str, &str)]) -> Cell {
        let spec = ledger::by_name(ledger).unwrap();
        let mut row = Row::default();
        for (name, value) in values {
            row.set(name, *value);
        }
        let shown = row.text(name).to_owned();
        cell(
            (ledger, spec.field(name).unwrap()),
            &row,
            (shown, "2026-07-12"),
        )
    }

    #[test]
    fn every_saying_is_of_a_field_that_there_is() {
        for saying in SAYINGS {
            let spec = ledger::by_name(saying.ledger).unwrap();
            assert!(
                spec.field(saying.field).is_some(),
                "{}.{}",
                spec.name,
                saying.field
            );
        }
    }

    #[test]
    fn what_must_not_be_done_is_not_called_somebody_s_no_duty() {
        let forbidden = [("polarity", "negative"), ("share", "none")];
        assert_eq!(
            said("duty_item", "share", &forbidden),
            Cell::strong("不准做")
        );
        let left = [("polarity", "positive"), ("share", "none")];
        assert_eq!(said("duty_item", "share", &left).text, "none");
    }

    #[test]
    fn a_shift_that_is_still_to_come_is_not_called_missed() {
        let on = |day| {
            said(
                "duty_shift",
                "status",
                &[("status", "vacant"), ("on_date", day)],
            )
        };
        assert_eq!(on("2026-07-13"), Cell::strong("没排人"));
        assert_eq!(
            on("2026-07-11"),
            Cell::strong("vacant"),
            "as the list says it"
        );
    }

    #[test]
    fn a_batch_past_its_day_is_not_called_usable() {
        let until = |day| {
            said(
                "supply_batch",
                "condition",
                &[("condition", "usable"), ("expires_on", day)],
            )
        };
        assert_eq!(until("2026-07-11"), Cell::strong("已过期"));
        assert_eq!(until("2026-07-12").text, "usable");
    }

    #[test]
    fn a_gap_is_said_in_words_and_what_may_stay_empty_is_not() {
        assert_eq!(said("household", "head_id", &[]).text, "未定");
        assert_eq!(said("household", "hh_no", &[]).text, "未登记");
        assert_eq!(said("household", "remark", &[]).text, "");
        let zone = [("in_danger_zone", "x")];
        assert_eq!(
            said("household", "escort_a", &zone).text,
            "",
            "asked only in a danger zone"
        );
    }
}
