//! 签批: a name put to a step. By day it is the signer's PIN; by night 口头同意 stands for it (who,
//! how, when) and is confirmed within 24 hours (domain §8.4).

use crate::flow::{Flow, Step, must};
use crate::spec::{Chip, Field, Menu, Spec, Type};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 81,
    name: "sign_off",
    label: "签批",
    menu: Menu::Hidden,
    title: &["step_label"],
    columns: &["signed_at", "step_label", "signer", "way", "status"],
    chips: &[Chip {
        name: "unconfirmed",
        label: "口头同意待确认",
        field: "status",
        codes: &["oral"],
    }],
    fields: &[
        Field::new(1, "about_ledger", "哪本台账", Type::Text)
            .always()
            .automatic(),
        Field::new(2, "about_id", "哪一条", Type::Text)
            .always()
            .automatic(),
        Field::new(3, "step", "哪一步", Type::Text)
            .always()
            .automatic(),
        Field::new(4, "step_label", "事项", Type::Text)
            .always()
            .automatic(),
        Field::new(5, "signer", "签批人", Type::Text)
            .always()
            .automatic(),
        Field::new(6, "way", "方式", Type::Code("sign_way"))
            .always()
            .open()
            .automatic(),
        Field::new(7, "oral_note", "口头同意的情形", Type::Text).automatic(),
        Field::new(8, "signed_at", "签批时间", Type::Time)
            .open()
            .automatic(),
        Field::new(9, "confirmed_at", "确认时间", Type::Time)
            .open()
            .automatic()
            .group("flow"),
        Field::new(10, "status", "状态", Type::Code("sign_state"))
            .open()
            .automatic()
            .group("flow")
            .cautious(&["oral", "confirmed", "signed"]),
    ],
    flow: Some(&FLOW),
    ..Spec::DEFAULT
};

static FLOW: Flow = Flow {
    state: "status",
    states: "sign_state",
    initial: "oral",
    signed: &["confirm"],
    steps: &[Step {
        name: "confirm",
        label: "确认口头同意",
        from: &["oral"],
        to: "confirmed",
        asks: &[must("confirmed_at")],
        guards: &[],
    }],
};
