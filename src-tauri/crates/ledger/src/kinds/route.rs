//! 转移路线: which way people go, how long it takes, where it is dangerous (domain §2.10). The
//! risk points it passes let the program see an alternate under the same slope (domain §8.5).

use super::rules::below_zero;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 16,
    name: "route",
    label: "转移路线",
    menu: Menu::Resource,
    title: &["name"],
    columns: &[
        "name",
        "from_area",
        "shelter_id",
        "walk_min",
        "rain_ok",
        "alt_route_id",
        "guide_id",
    ],
    chips: &[Chip {
        name: "rain_ok",
        label: "雨天可走",
        field: "rain_ok",
        codes: &["true"],
    }],
    unique: &[&["name"]],
    fields: &[
        Field::new(1, "name", "路线名称", Type::Text)
            .always()
            .synonyms(&["名称", "路线"]),
        Field::new(2, "from_area", "起点片区", Type::Text)
            .hint("从哪个组、哪一片出发。")
            .later()
            .synonyms(&["起点", "起"]),
        Field::new(3, "shelter_id", "终点安置点", Type::Ref("shelter"))
            .later()
            .synonyms(&["终点", "止", "安置点"]),
        Field::new(4, "length_m", "长度", Type::Int)
            .open()
            .unit("米"),
        Field::new(5, "walk_min", "步行", Type::Int)
            .open()
            .unit("分钟")
            .hint("带老人孩子、下雨天走一遍，量出来的时间。")
            .synonyms(&["步行时间", "步行分钟"]),
        Field::new(6, "hazard_spots", "途经险段", Type::Lines)
            .hint("一行一处：漫水桥、滚石段、没护栏的弯。"),
        Field::new(7, "risk_point_ids", "途经风险点", Type::Refs("risk_point")),
        Field::new(8, "rain_ok", "雨天可走", Type::Bool)
            .hint("下大雨时能不能走；要过沟、过坡脚的选否。")
            .open()
            .synonyms(&["雨天可用"]),
        Field::new(9, "alt_route_id", "备用路线", Type::Ref("route"))
            .later()
            .hint("路断了才走；不要选同一个山坡下的。")
            .synonyms(&["备选路线"]),
        Field::new(10, "guide_id", "引导员", Type::Ref("person"))
            .hint("带路的人，最好就住在这一片。")
            .synonyms(&["带路人"]),
        Field::new(11, "remark", "备注", Type::LongText),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    ["length_m", "walk_min"]
        .into_iter()
        .filter_map(|field| below_zero(row, field))
        .collect()
}

/// Whether the books say that a way cannot be walked in rain, so that nobody is sent there on a night
/// of rain (domain §8.5). Nobody said is not no.
pub fn is_closed_in_rain(way: &Row) -> bool {
    *way.get("rain_ok") == Value::Bool(false)
}

/// Whether two ways pass the same slope or the same bad spot: what cuts one is likely to cut the
/// other (domain §8.5).
pub fn shares_danger(way: &Row, other: &Row) -> bool {
    let points = matches!(
        (way.get("risk_point_ids"), other.get("risk_point_ids")),
        (Value::Set(ours), Value::Set(theirs)) if !ours.is_disjoint(theirs)
    );
    let spots = matches!(
        (way.get("hazard_spots"), other.get("hazard_spots")),
        (Value::Lines(ours), Value::Lines(theirs)) if ours.iter().any(|spot| theirs.contains(spot))
    );
    points || spots
}
