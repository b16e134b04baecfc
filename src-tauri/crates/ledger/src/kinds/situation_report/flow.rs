//! 草稿 → 审核 → 签发 → 报送. Whoever fills in may also check and sign (domain §8.4); at night the
//! check may come after, for the report goes out on a spoken word that is confirmed by day.

use crate::flow::{Flow, Step, may, must};

/// The flow.
pub(super) static FLOW: Flow = Flow {
    state: "status",
    states: "report_state",
    initial: "draft",
    signed: &["issue"],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    Step {
        name: "review",
        label: "审核",
        from: &["draft"],
        to: "reviewed",
        asks: &[must("reviewed_by"), may("reviewed_at")],
        guards: &[],
    },
    Step {
        name: "send_back",
        label: "退回修改",
        from: &["reviewed", "issued"],
        to: "draft",
        asks: &[must("return_reason")],
        guards: &[],
    },
    Step {
        name: "issue",
        label: "签发",
        from: &["draft", "reviewed"],
        to: "issued",
        asks: &[must("signed_by"), must("signed_at")],
        guards: &[],
    },
    Step {
        name: "send",
        label: "已报送",
        from: &["issued"],
        to: "sent",
        asks: &[may("sent_to"), may("sent_at")],
        guards: &[],
    },
];
