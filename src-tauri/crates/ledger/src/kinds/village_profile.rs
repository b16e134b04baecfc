//! 村情: what an office is and whom it calls (domain §2.2).

use super::rules::{below_zero, odd_phone};
use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 1,
    name: "village_profile",
    label: "村情",
    menu: Menu::Response,
    single: true,
    title: &["village_name"],
    columns: &["village_name", "duty_phone", "town_phone"],
    fields: &[
        Field::new(1, "village_name", "村名", Type::Text)
            .always()
            .open(),
        Field::new(2, "village_code", "区划代码", Type::AreaCode)
            .always()
            .open()
            .automatic(),
        Field::new(3, "town_name", "乡镇", Type::Text)
            .later()
            .open(),
        Field::new(4, "duty_phone", "值守电话", Type::Phone).later(),
        Field::new(5, "town_phone", "乡镇应急办电话", Type::Phone).later(),
        Field::new(6, "county_name", "县（市、区）", Type::Text).open(),
        Field::new(7, "reg_households", "户籍户数", Type::Int)
            .open()
            .unit("户"),
        Field::new(8, "reg_pop", "户籍人口", Type::Int)
            .open()
            .unit("人"),
        Field::new(9, "resident_pop", "常住人口", Type::Int)
            .open()
            .unit("人"),
        Field::new(10, "area_km2", "面积", Type::Decimal(2))
            .open()
            .unit("平方公里"),
        Field::new(11, "farmland_mu", "耕地", Type::Decimal(2))
            .open()
            .unit("亩"),
        Field::new(12, "forest_mu", "林地", Type::Decimal(2))
            .open()
            .unit("亩"),
        Field::new(13, "flood_start", "汛期开始", Type::MonthDay).open(),
        Field::new(14, "flood_end", "汛期结束", Type::MonthDay).open(),
        Field::new(15, "fire_start", "森林防火期开始", Type::MonthDay).open(),
        Field::new(16, "fire_end", "森林防火期结束", Type::MonthDay).open(),
        Field::new(
            17,
            "main_disasters",
            "主要灾害",
            Type::Codes("disaster_kind"),
        )
        .open(),
        Field::new(18, "past_disasters", "历史灾害", Type::Lines)
            .hint("一行一次：哪年哪月、什么灾、损失多少。"),
        Field::new(19, "village_groups", "村民小组", Type::Lines)
            .hint("一行一个组，例如 3组（沟西）。"),
        Field::new(20, "dead_zones", "无信号的地方", Type::Lines)
            .hint("手机打不通、喇叭听不到的地方，到时要派人去喊。"),
        Field::new(21, "alarm_signal", "锣声规矩", Type::Text)
            .later()
            .hint("全村只用一个规矩，会印在明白卡上；不响不等于解除。"),
        Field::new(22, "clinic_phone", "卫生院电话", Type::Phone).later(),
        Field::new(23, "police_phone", "派出所电话", Type::Phone),
        Field::new(24, "fire_station_phone", "消防站电话", Type::Phone),
    ],
    checks,
    ..Spec::DEFAULT
};

fn checks(row: &Row) -> Vec<Flag> {
    let phones = [
        "duty_phone",
        "town_phone",
        "clinic_phone",
        "police_phone",
        "fire_station_phone",
    ];
    let figures = ["reg_households", "reg_pop", "resident_pop"];
    let odd = phones.into_iter().filter_map(|field| odd_phone(row, field));
    let negative = figures
        .into_iter()
        .filter_map(|field| below_zero(row, field));
    odd.chain(negative).collect()
}
