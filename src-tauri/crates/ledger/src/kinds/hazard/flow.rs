//! The steps of a hazard as data (domain §8.3).

use crate::flow::{Flow, Guard, Step, may, must};
use crate::value::Row;

/// The flow.
pub(super) static FLOW: Flow = Flow {
    state: "status",
    states: "hazard_state",
    initial: "found",
    signed: &["close"],
    steps: STEPS,
};

const STEPS: &[Step] = &[
    Step {
        name: "confirm",
        label: "确认",
        from: &["found"],
        to: "confirmed",
        asks: &[
            must("kind"),
            must("grade"),
            must("owner_id"),
            must("requirement"),
            must("due_date"),
            may("supervisor_id"),
            may("listed_level"),
        ],
        guards: &[],
    },
    Step {
        name: "fix_on_spot",
        label: "立查立改",
        from: &["found"],
        to: "closed",
        asks: &[
            must("grade"),
            must("fix_result"),
            must("fixed_by"),
            may("kind"),
            must("fixed_at"),
            must("closed_at"),
        ],
        guards: &[ONLY_GENERAL_ON_SPOT],
    },
    Step {
        name: "reject",
        label: "不属实",
        from: &["found"],
        to: "rejected",
        asks: &[must("reject_reason")],
        guards: &[],
    },
    Step {
        name: "mark_duplicate",
        label: "重复",
        from: &["found", "confirmed"],
        to: "duplicate",
        asks: &[must("duplicate_of")],
        guards: &[],
    },
    Step {
        name: "control",
        label: "管控",
        from: &["confirmed"],
        to: "controlled",
        asks: &[must("interim_control")],
        guards: &[],
    },
    Step {
        name: "start_fix",
        label: "开始整改",
        from: &["confirmed", "controlled"],
        to: "rectifying",
        asks: &[must("owner_id"), must("due_date"), may("fund_yuan")],
        guards: &[ONLY_GENERAL_SKIPS_CONTROL, MAJOR_IS_CONTROLLED],
    },
    Step {
        name: "submit_fix",
        label: "整改完，报复查",
        from: &["rectifying"],
        to: "reviewing",
        asks: &[
            must("fix_result"),
            must("fixed_by"),
            may("no_photo_reason"),
            must("fixed_at"),
        ],
        guards: &[],
    },
    Step {
        name: "close",
        label: "复查合格，销号",
        from: &["reviewing"],
        to: "closed",
        asks: &[
            must("reviewed_by"),
            must("reviewed_at"),
            may("review_note"),
            may("similar_check"),
            may("similar_count"),
            may("lesson"),
            must("closed_at"),
        ],
        guards: &[ANOTHER_REVIEWS_MAJOR, SIMILAR_PLACES_CHECKED, LESSON_DRAWN],
    },
    Step {
        name: "send_back",
        label: "复查不合格，退回",
        from: &["reviewing"],
        to: "rectifying",
        asks: &[
            must("review_note"),
            may("reviewed_by"),
            may("reviewed_at"),
            may("due_date"),
            must("round"),
        ],
        guards: &[],
    },
    Step {
        name: "reopen",
        label: "反弹重开",
        from: &["closed"],
        to: "confirmed",
        asks: &[must("reopen_reason"), may("due_date"), must("round")],
        guards: &[],
    },
];

const ONLY_GENERAL_ON_SPOT: Guard = Guard {
    code: "only_general_on_spot",
    field: "grade",
    text: "只有一般隐患能立查立改；重大隐患请先确认、管控。",
    holds: |row| row.text("grade") == "general",
};

const ONLY_GENERAL_SKIPS_CONTROL: Guard = Guard {
    code: "only_general_skips_control",
    field: "grade",
    text: "重大隐患要先管控，再整改；级别没定的先定级别。",
    holds: |row| row.text("grade") == "general" || FLOW.state_of(row) == "controlled",
};

const MAJOR_IS_CONTROLLED: Guard = Guard {
    code: "major_is_controlled",
    field: "interim_control",
    text: "重大隐患整改前要有临时管控，请写明怎么防。",
    holds: |row| !is_major(row) || !row.text("interim_control").is_empty(),
};

const ANOTHER_REVIEWS_MAJOR: Guard = Guard {
    code: "another_reviews_major",
    field: "reviewed_by",
    text: "重大隐患的复查人不能是整改人，请换一位干部、组长、监督委员或乡镇人员。",
    holds: |row| !is_major(row) || !reviewer_is_fixer(row),
};

const SIMILAR_PLACES_CHECKED: Guard = Guard {
    code: "similar_places_checked",
    field: "similar_check",
    text: "重大、挂牌或反复的隐患，要写明举一反三查了哪里。",
    holds: |row| !needs_lesson(row) || !row.text("similar_check").is_empty(),
};

const LESSON_DRAWN: Guard = Guard {
    code: "lesson_drawn",
    field: "lesson",
    text: "重大、挂牌或反复的隐患，要写明复盘结论。",
    holds: |row| !needs_lesson(row) || !row.text("lesson").is_empty(),
};

const SOMEBODY_REVIEWED_MAJOR: Guard = Guard {
    code: "somebody_reviewed_major",
    field: "reviewed_by",
    text: "重大隐患销号要有复查人；当一般隐患立查立改的，请先反弹重开，再改级别。",
    holds: |row| !is_major(row) || !row.text("reviewed_by").is_empty(),
};

/// What a record in this state was let through by, and has to go on holding.
pub(super) fn kept(state: &str) -> &'static [Guard] {
    match state {
        "rectifying" | "reviewing" => &[MAJOR_IS_CONTROLLED],
        "closed" => &[
            SOMEBODY_REVIEWED_MAJOR,
            ANOTHER_REVIEWS_MAJOR,
            SIMILAR_PLACES_CHECKED,
            LESSON_DRAWN,
        ],
        _ => &[],
    }
}

/// Whether the hazard is 重大.
pub(super) fn is_major(row: &Row) -> bool {
    row.text("grade") == "major"
}

/// Whether 举一反三 and 复盘 are needed to close it: 重大, 挂牌 or a repeated one (domain §8.3).
pub fn needs_lesson(row: &Row) -> bool {
    let repeated = row.get("round").int().is_some_and(|round| round > 1);
    is_major(row) || repeated || !row.text("listed_level").is_empty()
}

/// Whether the one who reviewed it is the one who mended it.
pub fn reviewer_is_fixer(row: &Row) -> bool {
    !row.text("fixed_by").is_empty() && row.text("fixed_by") == row.text("reviewed_by")
}
