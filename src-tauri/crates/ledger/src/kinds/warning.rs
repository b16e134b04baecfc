//! 预警: what the village received, never what it issues; the fields of CAP 1.2 and
//! GB/T 35965.1 (domain §2.11). At night the kind, the level and the channel are enough. The six
//! stages (F34) are moments beside each other: none of them waits for another, and verification
//! never holds up the calling (domain §8.3).

use super::rules::too_early;
use crate::check::Flag;
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 48,
    name: "warning",
    label: "预警",
    menu: Menu::Response,
    title: &["warning_no", "headline"],
    columns: &[
        "received_at",
        "event_type",
        "severity",
        "headline",
        "channel",
        "sender",
        "expires",
    ],
    chips: &[
        Chip {
            name: "orange_red",
            label: "橙色、红色",
            field: "severity",
            codes: &["orange", "red"],
        },
        Chip {
            name: "exercise",
            label: "演练的",
            field: "status",
            codes: &["exercise", "test"],
        },
    ],
    unique: &[&["identifier"]],
    photos: true,
    fields: FIELDS,
    checks,
    ..Spec::DEFAULT
};

/// What a warning has to say by law, 突发事件应对法 64: kind, level, start, area, what to heed,
/// what to do, who issued it and when.
pub const REQUIRED_BY_LAW: &[&str] = &[
    "event_type",
    "severity",
    "onset",
    "area_desc",
    "description",
    "instruction",
    "sender",
    "send_time",
];

/// The moments of the six stages of F34, in order.
pub const STAGES: &[&str] = &[
    "verified_at",
    "called_at",
    "answered_at",
    "supervised_at",
    "summed_up_at",
    "evaluated_at",
];

const FIELDS: &[Field] = &[
    Field::new(1, "warning_no", "编号", Type::Text)
        .open()
        .automatic(),
    Field::new(2, "event_type", "类别", Type::Code("warning_kind"))
        .hint("照收到的写；村里只收预警，不发布预警。")
        .always()
        .open()
        .synonyms(&["预警类别", "预警类型", "灾种"]),
    Field::new(3, "severity", "级别", Type::Code("warning_level"))
        .hint("蓝、黄、橙、红，红的最急；村里到哪一色做什么，照本村的规定。")
        .later()
        .open()
        .tonight()
        .cautious(&["red", "orange", "yellow", "blue", "unknown"])
        .synonyms(&["预警级别", "预警等级", "颜色"]),
    Field::new(4, "channel", "渠道", Type::Code("warning_channel"))
        .later()
        .open()
        .tonight()
        .synonyms(&["接收渠道", "接收方式"]),
    Field::new(5, "received_at", "收到时间", Type::Time)
        .now()
        .later()
        .open()
        .synonyms(&["接收时间", "接报时间"]),
    Field::new(6, "received_by", "接收人", Type::Ref("person")).later(),
    Field::new(7, "headline", "标题", Type::Text).synonyms(&["预警标题"]),
    Field::new(8, "sender", "发布单位", Type::Text)
        .later()
        .synonyms(&["发布机构"]),
    Field::new(9, "send_time", "发布时间", Type::Time)
        .later()
        .open(),
    Field::new(10, "onset", "起始时间", Type::Time)
        .later()
        .open()
        .synonyms(&["开始时间"]),
    Field::new(11, "area_desc", "可能影响范围", Type::Text)
        .later()
        .synonyms(&["影响范围", "影响区域"]),
    Field::new(12, "description", "警示事项", Type::LongText)
        .later()
        .hint("预警里怎么说的，照抄。")
        .synonyms(&["预警内容", "内容"]),
    Field::new(13, "instruction", "应采取的措施", Type::LongText)
        .later()
        .synonyms(&["防御指南", "防范措施"]),
    Field::new(14, "effective", "生效时间", Type::Time).open(),
    Field::new(15, "expires", "失效时间", Type::Time)
        .open()
        .synonyms(&["有效期至", "截止时间"]),
    Field::new(16, "lifted_at", "解除时间", Type::Time).open(),
    Field::new(17, "status", "性质", Type::Code("warning_status"))
        .open()
        .cautious(&["actual", "exercise", "test", "draft"])
        .hint("不选就当实际预警；演练、测试的不算进叫应率。"),
    Field::new(18, "msg_type", "信息类型", Type::Code("warning_message")).open(),
    Field::new(19, "earlier_id", "接着哪一条", Type::Ref("warning"))
        .later_if(follows_another)
        .hint("更新、解除的，选原来那一条。"),
    Field::new(20, "urgency", "紧急程度", Type::Code("warning_urgency")).open(),
    Field::new(21, "certainty", "把握程度", Type::Code("warning_certainty")).open(),
    Field::new(22, "identifier", "发布编码", Type::Text)
        .hint("预警信息上的三十一位编码；没有就空着。")
        .synonyms(&["预警编号", "预警标识"]),
    Field::new(23, "comms_down", "通信中断", Type::Bool)
        .open()
        .tonight()
        .hint("打不通电话了就选是：改敲门、喇叭、敲锣。"),
    Field::new(24, "verified_at", "核实时间", Type::Time)
        .open()
        .hint("边核实边叫应，不等。"),
    Field::new(25, "verified_note", "怎么核实的", Type::Text)
        .hint("打电话问过谁、看过哪个平台。没核实也可以先叫应。"),
    Field::new(26, "called_at", "叫应时间", Type::Time).open(),
    Field::new(27, "answered_at", "回应时间", Type::Time)
        .open()
        .hint("不填就取第一个人接通确认的时间。"),
    Field::new(28, "supervised_at", "督导时间", Type::Time).open(),
    Field::new(29, "supervision", "督导情况", Type::LongText),
    Field::new(30, "summed_up_at", "总结时间", Type::Time).open(),
    Field::new(31, "summary", "总结", Type::LongText),
    Field::new(32, "evaluated_at", "评估时间", Type::Time).open(),
    Field::new(33, "evaluation", "评估意见", Type::LongText),
    Field::new(34, "remark", "备注", Type::LongText),
    // A polygon or a circle a line, as CAP writes them; they are drawn on the map.
    Field::new(35, "area_shapes", "画出的范围", Type::Lines).automatic(),
];

fn follows_another(row: &Row) -> bool {
    matches!(row.text("msg_type"), "update" | "cancel")
}

/// Whether it is about the real weather: a warning that says nothing else is.
pub fn is_actual(row: &Row) -> bool {
    matches!(row.text("status"), "" | "actual")
}

/// The hazard, as shelters and cards name it (list `disaster_kind`), that a warning of this kind
/// is about; none where nobody has to leave home.
pub fn disaster_of(event_type: &str) -> Option<&'static str> {
    match event_type {
        "rainstorm" | "flash_flood" | "thunder_gale" => Some("flood"),
        "geological" => Some("geological"),
        "typhoon" | "gale" | "lightning" | "hail" => Some("typhoon"),
        "snowstorm" | "cold_wave" | "icing" => Some("cold"),
        "forest_fire" => Some("forest_fire"),
        "earthquake" => Some("earthquake"),
        _ => None,
    }
}

/// What the law wants a warning to say and this one does not say yet.
pub fn unsaid(row: &Row) -> Vec<&'static Field> {
    let named = REQUIRED_BY_LAW.iter();
    let fields = named.filter_map(|name| SPEC.field(name));
    fields
        .filter(|field| row.get(field.name).is_empty())
        .collect()
}

fn checks(row: &Row) -> Vec<Flag> {
    let backwards = too_early(
        row,
        ["expires", "onset"],
        "expires_before_onset",
        "失效时间早于起始时间，请核对。",
    );
    [backwards, odd_identifier(row), unlawfully_brief(row)]
        .into_iter()
        .flatten()
        .collect()
}

fn unlawfully_brief(row: &Row) -> Option<Flag> {
    if row.text("event_type").is_empty() || row.text("msg_type") == "cancel" {
        return None;
    }
    let missing = unsaid(row);
    let first = missing.first()?;
    let labels: Vec<&str> = missing.iter().map(|field| field.label).collect();
    Some(Flag::mark(
        "warning_incomplete",
        first.name,
        format!(
            "先叫人，回头再补：突发事件应对法第六十四条要的{}还没有。",
            labels.join("、")
        ),
    ))
}

/// `ZZZZZZDDDUUUXX_YYYYMMDDhhmmss_N` of the authorities, or `LOCAL-…` of the village.
fn odd_identifier(row: &Row) -> Option<Flag> {
    let text = row.text("identifier");
    let parts: Vec<&str> = text.split('_').collect();
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let official = matches!(parts.as_slice(), [code, moment, serial]
        if digits(code, 14) && digits(moment, 14) && digits(serial, 1));
    let odd = !text.is_empty() && !text.starts_with("LOCAL-") && !official;
    odd.then(|| {
        Flag::mark(
            "odd_identifier",
            "identifier",
            "发布编码不像三十一位的预警编码，请对照原文核对。",
        )
    })
}
