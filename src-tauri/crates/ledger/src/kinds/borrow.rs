//! 借用补偿: a thing of somebody's that was used in need, how it came back, and what was paid
//! (domain §1 F52, §2.9). Only the county and above may requisition (应对法 12): the village acts
//! for it and names the order, or borrows with the owner's consent.

use super::rules::{below_zero, odd_phone, too_early};
use crate::check::Flag;
use crate::flow::{Flow, Guard, Step, may, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};
use crate::value::Row;

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 35,
    name: "borrow",
    label: "借用补偿",
    menu: Menu::Resource,
    title: &["borrow_no", "item"],
    columns: &[
        "borrow_no",
        "item",
        "owner",
        "basis",
        "borrowed_at",
        "due_back",
        "compensation_yuan",
        "status",
    ],
    chips: &[
        Chip {
            name: "lent",
            label: "没有还",
            field: "status",
            codes: &["lent"],
        },
        Chip {
            name: "unsettled",
            label: "没有结清",
            field: "status",
            codes: &["returned", "lost"],
        },
    ],
    unique: &[&["borrow_no"]],
    photos: true,
    fields: FIELDS,
    flow: Some(&FLOW),
    checks,
    ..Spec::DEFAULT
};

const FIELDS: &[Field] = &[
    Field::new(1, "borrow_no", "编号", Type::Text)
        .open()
        .automatic()
        .synonyms(&["借用编号"]),
    Field::new(2, "item", "物品", Type::Text)
        .always()
        .synonyms(&["物品名称", "借用物品", "名称"]),
    Field::new(3, "owner", "物主", Type::Text)
        .always()
        .personal()
        .synonyms(&["所有人", "姓名", "单位"]),
    Field::new(4, "owner_phone", "物主电话", Type::Phone)
        .personal()
        .synonyms(&["电话", "联系电话", "手机"]),
    Field::new(5, "household_id", "哪一户的", Type::Ref("household")).personal(),
    Field::new(6, "quantity", "数量", Type::Decimal(1)).open(),
    Field::new(7, "unit", "单位名", Type::Text).hint("例如：台、辆、桶。"),
    Field::new(8, "condition_before", "借时什么样", Type::Text)
        .later()
        .hint("好的坏的都写清，最好拍张照片。")
        .synonyms(&["物品状况", "借出状况"]),
    Field::new(9, "purpose", "用来干什么", Type::Text)
        .later()
        .synonyms(&["用途"]),
    Field::new(10, "basis", "凭什么借", Type::Code("borrow_basis"))
        .later()
        .open()
        .synonyms(&["依据"]),
    Field::new(11, "order_no", "批文号", Type::Text)
        .hint("县级以上政府征用决定的文号，村里只是代办。")
        .synonyms(&["依据批文号", "征用文号"]),
    Field::new(12, "handled_by", "经办人", Type::Ref("person"))
        .later()
        .synonyms(&["经办"]),
    Field::new(13, "borrowed_at", "借用时间", Type::Time)
        .later()
        .open()
        .synonyms(&["借用日期", "征用时间"]),
    Field::new(14, "due_back", "说好哪天还", Type::Date)
        .open()
        .synonyms(&["归还期限"]),
    Field::new(15, "owner_signed", "物主签了字", Type::Bool).open(),
    Field::new(16, "returned_at", "归还时间", Type::Time)
        .open()
        .group("flow")
        .synonyms(&["归还日期"]),
    Field::new(17, "damage", "损坏情况", Type::LongText)
        .group("flow")
        .hint("完好归还的不填。")
        .synonyms(&["毁损情况", "毁损"]),
    Field::new(18, "compensation_yuan", "补偿金额", Type::Decimal(2))
        .open()
        .group("flow")
        .unit("元")
        .synonyms(&["补偿", "补偿款"]),
    Field::new(19, "settlement", "怎么结清的", Type::LongText)
        .personal()
        .group("flow")
        .hint("给了多少、修好了没有、物主怎么说。"),
    Field::new(20, "settled_at", "结清时间", Type::Time)
        .open()
        .automatic()
        .group("flow"),
    Field::new(21, "status", "状态", Type::Code("borrow_state"))
        .open()
        .automatic()
        .group("flow")
        .cautious(&["lost", "lent", "returned", "settled"]),
    Field::new(22, "remark", "备注", Type::LongText),
];

static FLOW: Flow = Flow {
    state: "status",
    states: "borrow_state",
    initial: "lent",
    signed: &["settle"],
    steps: &[
        Step {
            name: "give_back",
            label: "已归还",
            from: &["lent", "lost"],
            to: "returned",
            asks: &[must("returned_at"), may("damage")],
            guards: &[],
        },
        Step {
            name: "report_loss",
            label: "毁了、丢了",
            from: &["lent"],
            to: "lost",
            asks: &[must("damage")],
            guards: &[],
        },
        Step {
            name: "settle",
            label: "结清",
            from: &["returned", "lost"],
            to: "settled",
            asks: &[
                may("compensation_yuan"),
                may("settlement"),
                must("settled_at"),
            ],
            guards: &[DAMAGE_IS_ANSWERED],
        },
    ],
};

const DAMAGE_IS_ANSWERED: Guard = Guard {
    code: "damage_is_answered",
    field: "settlement",
    text: "东西有损坏，请写明补了多少钱，或者怎么结清的。",
    holds: |row| {
        row.text("damage").is_empty()
            || !row.text("settlement").is_empty()
            || !row.get("compensation_yuan").is_empty()
    },
};

fn checks(row: &Row) -> Vec<Flag> {
    let back = too_early(
        row,
        ["returned_at", "borrowed_at"],
        "returned_before_borrowed",
        "归还时间早于借用时间，请核对。",
    );
    [
        unauthorised(row),
        back,
        odd_phone(row, "owner_phone"),
        below_zero(row, "quantity"),
        below_zero(row, "compensation_yuan"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Without an order of the county a thing may only be borrowed by agreement or consent.
fn unauthorised(row: &Row) -> Option<Flag> {
    let by_leave = matches!(row.text("basis"), "agreement" | "consent");
    let without_order = !by_leave && row.text("order_no").is_empty();
    (without_order && !row.text("item").is_empty()).then(|| {
        Flag::mark(
            "borrowed_without_order",
            "order_no",
            "没有批文号：征用要有县级以上的决定；没有决定的，须物主同意或有协议。",
        )
    })
}
