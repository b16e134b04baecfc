//! 人员: every resident, and what he or she needs to get away in time (domain §2.3, §8.2).
//! 未成年 and 老年 are computed from the birth, never stored. Lists print `help_needed`, never
//! the diagnosis.

use super::rules::{odd_phone, too_early};
use crate::check::Flag;
use crate::numbers;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;
use chrono::NaiveDate;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 3,
    name: "person",
    label: "人员",
    menu: Menu::Risk,
    title: &["name"],
    columns: &[
        "name",
        "sex",
        "birth",
        "group",
        "mobile",
        "residence",
        "mobility",
        "help_needed",
    ],
    chips: &[
        Chip {
            name: "resident",
            label: "在村常住",
            field: "residence",
            codes: &["resident", "renting"],
        },
        Chip {
            name: "away",
            label: "外出",
            field: "residence",
            codes: &["away", "studying"],
        },
        Chip {
            name: "carried",
            label: "行动不便",
            field: "mobility",
            codes: &["stretcher", "wheelchair", "supported"],
        },
        Chip {
            name: "cadres",
            label: "村干部",
            field: "is_cadre",
            codes: &["true"],
        },
    ],
    unique: &[&["id_no"], &["name", "birth", "household_id"]],
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "name", "姓名", Type::Text)
        .always()
        .personal()
        .synonyms(&["名字", "人员姓名", "家庭成员", "成员姓名"]),
    Field::new(2, "household_id", "所在户", Type::Ref("household"))
        .personal()
        .synonyms(&["户号", "户编号"]),
    Field::new(3, "relation", "与户主关系", Type::Code("relation"))
        .personal()
        .synonyms(&["关系", "家庭关系", "与户主的关系"]),
    Field::new(4, "sex", "性别", Type::Code("sex"))
        .personal()
        .hint("填了身份证号会自动带出。"),
    Field::new(5, "birth", "出生日期", Type::Date)
        .personal()
        .hint("填了身份证号会自动带出。")
        .synonyms(&["出生", "出生年月", "生日"]),
    Field::new(6, "id_no", "身份证号", Type::IdNo)
        .hint("18位；可以先不填，填了会自动得出性别和出生日期。")
        .secret()
        .synonyms(&["身份证号码", "身份证", "公民身份号码", "证件号码", "证件号"]),
    Field::new(7, "mobile", "联系电话", Type::Phone)
        .personal()
        .synonyms(&["手机", "手机号", "手机号码", "电话", "电话号码", "联系方式"]),
    Field::new(8, "group", "组别", Type::Text).synonyms(&[
        "村民小组",
        "小组",
        "组",
        "所在组",
        "自然村",
    ]),
    Field::new(9, "residence", "居住状态", Type::Code("residence"))
        .hint("外出、求学的平时不在家，转移时先打电话核实。")
        .personal()
        .cautious(&["resident", "renting", "studying", "away", "moved", "dead"])
        .synonyms(&["是否常住", "常住", "在村情况", "居住情况", "人户状态"]),
    Field::new(10, "mobility", "行动能力", Type::Code("mobility"))
        .hint("走不走得动：转移时按这个派担架、轮椅和人手。")
        .personal()
        .cautious(&["stretcher", "wheelchair", "supported", "independent"])
        .synonyms(&["行动情况", "自理能力"]),
    Field::new(11, "vulnerable", "弱势类别", Type::Codes("vulnerability"))
        .secret()
        .hint("有几样选几样，只用来定先转谁。")
        .synonyms(&["人员类别", "人群类别", "特殊人群", "弱势人员类别", "类型"]),
    Field::new(12, "help_needed", "要什么帮助", Type::Codes("help_needed"))
        .personal()
        .hint("转移清单上只印这一项，不印病名。"),
    Field::new(13, "medical_need", "必备药品和设备", Type::LongText)
        .hint("转移时一定要带上的，例如：降压药、制氧机。不写病名。")
        .secret()
        .synonyms(&["用药", "药品", "医疗需求"]),
    Field::new(14, "kin_contact", "亲属联系方式", Type::Text)
        .personal()
        .hint("在外子女的姓名和电话。")
        .synonyms(&["紧急联系人", "亲属电话", "联系亲属"]),
    Field::new(15, "is_party", "党员", Type::Bool)
        .personal()
        .synonyms(&["是否党员", "政治面貌"]),
    Field::new(16, "is_cadre", "村干部", Type::Bool).synonyms(&["是否村干部"]),
    Field::new(17, "duty_title", "职务", Type::Text)
        .hint("例如：村书记、3组组长、护林员。")
        .synonyms(&["村内职务", "担任职务"]),
    Field::new(18, "duty_name", "责任版姓名", Type::Text).automatic(),
    Field::new(19, "duty_phone", "工作电话", Type::Phone)
        .hint("当干部、有岗位的填；会写进责任版送乡镇，住户电话不会。")
        .synonyms(&["办公电话", "单位电话"]),
    Field::new(20, "notice_date", "告知日期", Type::Date)
        .personal()
        .hint("哪天告诉本人登记这些信息是为了防灾。"),
    Field::new(21, "consent_by", "同意人", Type::Text)
        .personal()
        .hint("不满十四岁由监护人同意，写监护人姓名。"),
    Field::new(23, "home_unit", "工作单位", Type::Text)
        .personal()
        .hint("双报到党员、下沉党员写他的单位。")
        .synonyms(&["所在单位", "单位"]),
    Field::new(24, "is_sent_down", "下沉党员", Type::Bool)
        .personal()
        .hint("单位派到村里帮着做事的党员。"),
    Field::new(25, "double_reported", "双报到党员", Type::Bool)
        .personal()
        .hint("在单位报到，也到村里报到的党员。")
        .synonyms(&["是否双报到"]),
    Field::new(26, "party_zone", "安全责任区", Type::Ref("grid"))
        .personal()
        .hint("党员管哪一片；每一户由谁包，记在户册里。")
        .synonyms(&["党员责任区", "责任区"]),
    Field::new(27, "zone_from", "责任区从哪天起", Type::Date).personal(),
    Field::new(28, "zone_to", "责任区到哪天止", Type::Date).personal(),
    Field::new(22, "remark", "备注", Type::LongText).personal(),
];

/// Whether somebody can still be counted on: neither dead nor moved away. Papers name nobody else.
pub fn is_here(person: &Row) -> bool {
    !matches!(person.text("residence"), "dead" | "moved")
}

/// Whether somebody counts as in the village, and so is brought away with his household: 常住, 租住,
/// or nobody said. Whoever is away or studies elsewhere is asked by telephone first.
pub fn is_at_home(person: &Row) -> bool {
    matches!(person.text("residence"), "" | "resident" | "renting")
}

/// The number under which somebody is called on duty: the work phone, else his own.
pub fn called_at(person: &Row) -> &str {
    match person.text("duty_phone") {
        "" => person.text("mobile"),
        phone => phone,
    }
}

/// Why a card that names this person is of no use, in words; nothing where it is. Nobody stands
/// for a person who is not in the books any more.
pub fn out_of_reach(person: Option<&Row>) -> Option<&'static str> {
    match person {
        None => Some("已不在册"),
        Some(person) if person.text("residence") == "dead" => Some("已去世"),
        Some(person) if !is_here(person) => Some("已迁出"),
        Some(person) if called_at(person).is_empty() => Some("没有电话"),
        Some(_) => None,
    }
}

/// A day after every birth, because this rule knows no clock: whether a birth lies in the
/// future is asked where today is known.
const END_OF_TIME: NaiveDate = NaiveDate::MAX;

fn checks(row: &Row) -> Vec<Flag> {
    let phones = ["mobile", "duty_phone"];
    let odd = phones.into_iter().filter_map(|field| odd_phone(row, field));
    let zone = too_early(
        row,
        ["zone_to", "zone_from"],
        "zone_ends_before_start",
        "责任区结束日期早于开始日期，请核对。",
    );
    odd.chain(wrong_id_no(row)).chain(zone).collect()
}

fn wrong_id_no(row: &Row) -> Vec<Flag> {
    let text = row.text("id_no");
    if text.is_empty() {
        return Vec::new();
    }
    let id_no = match numbers::id_no(text, END_OF_TIME) {
        Ok(id_no) => id_no,
        Err(fault) => return vec![Flag::mark("wrong_id_no", "id_no", fault.text())],
    };
    let other_birth = !row.text("birth").is_empty() && row.text("birth") != id_no.birth.to_string();
    let read_sex = if id_no.male { "male" } else { "female" };
    let other_sex = !row.text("sex").is_empty() && row.text("sex") != read_sex;
    let flags = [
        other_birth.then(|| {
            Flag::mark(
                "birth_differs",
                "birth",
                "出生日期和身份证号对不上，请对照证件核对。",
            )
        }),
        other_sex.then(|| {
            Flag::mark(
                "sex_differs",
                "sex",
                "性别和身份证号对不上，请对照证件核对。",
            )
        }),
    ];
    flags.into_iter().flatten().collect()
}
