//! Figures that do not agree with each other. All are marks: a figure that was really reported is
//! kept, and the person is asked (domain §2.13, §8.3, §8.6).

use super::SPEC;
use crate::check::Flag;
use crate::kinds::rules::{below_zero, too_early};
use crate::spec::Type;
use crate::value::Row;

/// The first can never be more than the second; the rule's name and the sentence.
type AtMost = ([&'static str; 2], &'static str, &'static str);

const AT_MOST: &[AtMost] = &[
    (
        ["severe_injured", "injured"],
        "severe_above_injured",
        "重伤多于受伤，请核对；重伤也算在受伤里。",
    ),
    (
        ["collapsed_home_rooms", "collapsed_rooms"],
        "homes_above_rooms",
        "倒塌的住房间数多于倒塌房屋总间数，请核对。",
    ),
    (
        ["severe_home_rooms", "severe_rooms"],
        "homes_above_rooms",
        "严重损坏的住房间数多于总间数，请核对。",
    ),
    (
        ["general_home_rooms", "general_rooms"],
        "homes_above_rooms",
        "一般损坏的住房间数多于总间数，请核对。",
    ),
    (
        ["crop_damaged_ha", "crop_affected_ha"],
        "crops_out_of_order",
        "成灾面积大于受灾面积，请核对。",
    ),
    (
        ["crop_lost_ha", "crop_damaged_ha"],
        "crops_out_of_order",
        "绝收面积大于成灾面积，请核对。",
    ),
    (
        ["resettle_now", "resettle_cum"],
        "now_above_total",
        "实时安置人数多于累计，请核对。",
    ),
    (
        ["central_now", "central_cum"],
        "now_above_total",
        "实时集中安置人数多于累计，请核对。",
    ),
    (
        ["scatter_now", "scatter_cum"],
        "now_above_total",
        "实时分散安置人数多于累计，请核对。",
    ),
    (
        ["need_relief_now", "need_relief_cum"],
        "now_above_total",
        "实时需救助人数多于累计，请核对。",
    ),
];

/// 集中 and 分散 make up 转移安置, and only that: never 避险转移.
const PLACEMENTS: [[&str; 3]; 2] = [
    ["central_cum", "scatter_cum", "resettle_cum"],
    ["central_now", "scatter_now", "resettle_now"],
];

const LOSSES: [&str; 6] = [
    "loss_home",
    "loss_agri",
    "loss_biz",
    "loss_infra",
    "loss_public",
    "loss_other",
];

pub(super) fn checks(row: &Row) -> Vec<Flag> {
    let figures = SPEC.fields.iter();
    let figures = figures.filter(|field| matches!(field.kind, Type::Figure(_)));
    let negative = figures.filter_map(|field| below_zero(row, field.name));
    let at_most = AT_MOST.iter().filter_map(|rule| above(row, rule));
    let placements = PLACEMENTS.iter().filter_map(|sum| placement(row, *sum));
    let backwards = too_early(
        row,
        ["as_of", "start_at"],
        "as_of_before_start",
        "截至时间早于发生时间，请核对。",
    );
    negative
        .chain(at_most)
        .chain(placements)
        .chain(losses(row))
        .chain(backwards)
        .chain(still_checking(row))
        .collect()
}

fn above(row: &Row, ([part, whole], code, text): &AtMost) -> Option<Flag> {
    let (number, most) = (row.get(part).int()?, row.get(whole).int()?);
    (number > most).then(|| Flag::mark(code, part, *text))
}

fn placement(row: &Row, [central, scatter, all]: [&'static str; 3]) -> Option<Flag> {
    let number = |name: &str| row.get(name).int();
    let sum = number(central)?.checked_add(number(scatter)?)?;
    (sum != number(all)?).then(|| {
        Flag::mark(
            "placement_sum",
            all,
            "集中安置加分散安置应等于紧急转移安置人口，请核对。",
        )
    })
}

fn losses(row: &Row) -> Option<Flag> {
    let total = row.get("loss_total_wan").int()?;
    let parts = LOSSES.iter().filter_map(|name| row.get(name).int());
    let sum = parts.fold(0_i64, i64::saturating_add);
    (sum > total).then(|| {
        Flag::mark(
            "losses_above_total",
            "loss_total_wan",
            "各项损失加起来多于直接经济损失，请核对。",
        )
    })
}

/// A 核报 says what is known for good.
fn still_checking(row: &Row) -> Option<Flag> {
    if row.text("kind") != "final" {
        return None;
    }
    let field = SPEC.fields.iter().find(|field| {
        matches!(field.kind, Type::Figure(_)) && row.text(field.name) == crate::value::CHECKING
    })?;
    let text = format!("核报里“{}”还写着正在核实，请核清了再报。", field.label);
    Some(Flag::mark("still_checking", field.name, text))
}
