//! Registers that say more than their list on screen, or in another order. What is not here is
//! drawn from the declaration alone.

/// How the register of a ledger is drawn.
pub(super) struct Shape {
    ledger: &'static str,
    /// Paths as in the file of forms, `电话=leader_id.phone`; what begins with # is counted. Empty:
    /// the columns of the list on screen.
    pub(super) columns: &'static [&'static str],
    /// Fields it is ordered by; empty: the first of its columns that has an order of its own.
    pub(super) order: &'static [&'static str],
    /// What one record is counted as.
    pub(super) unit: &'static str,
    /// Whether the numbers of its rows may be added up.
    pub(super) sums: Sums,
}

/// Whether money and people of a register come to a sum.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sums {
    /// They do.
    Told,
    /// The same households and people come again and again: 人次, 户次.
    Times,
    /// They count the same again, or different things.
    None,
}

const PLAIN: Shape = Shape {
    ledger: "",
    columns: &[],
    order: &[],
    unit: "条",
    sums: Sums::Told,
};

static SHAPES: &[Shape] = &[
    Shape {
        ledger: "household",
        columns: &[
            "hh_no",
            "head_id",
            "电话=head_id.phone",
            "#home",
            "#people",
            "house_struct",
            "in_danger_zone",
            "escort_a",
        ],
        unit: "户",
        ..PLAIN
    },
    Shape {
        ledger: "person",
        columns: &[
            "group",
            "household_id",
            "name",
            "sex",
            "birth",
            "mobile",
            "residence",
            "mobility",
            "help_needed",
        ],
        order: &["group", "household_id", "birth"],
        unit: "人",
        ..PLAIN
    },
    Shape {
        ledger: "responder",
        columns: &[
            "person_id",
            "组别=person_id.group",
            "电话=person_id.phone",
            "team_ids",
            "roles",
            "skills",
            "presence",
            "status",
        ],
        unit: "人",
        ..PLAIN
    },
    Shape {
        ledger: "post",
        columns: &[
            "seq",
            "name",
            "a_id",
            "A角电话=a_id.phone",
            "b_id",
            "B角电话=b_id.phone",
            "duty",
        ],
        order: &["seq"],
        unit: "个岗",
        ..PLAIN
    },
    Shape {
        ledger: "team",
        columns: &[
            "name",
            "kind",
            "tier",
            "leader_id",
            "电话=leader_id.phone",
            "#members",
            "rally_point",
            "rally_min",
        ],
        unit: "支",
        ..PLAIN
    },
    Shape {
        ledger: "shelter",
        columns: &[
            "name",
            "space_type",
            "capacity",
            "bad_kinds",
            "keeper_a",
            "电话=keeper_a.phone",
            "key_place",
            "open_status",
        ],
        unit: "处",
        ..PLAIN
    },
    Shape {
        ledger: "supply_item",
        columns: &[
            "kit_class",
            "name",
            "spec",
            "mode",
            "#stock",
            "min_qty",
            "bin",
            "keeper_id",
        ],
        order: &["kit_class", "name", "spec"],
        unit: "种",
        sums: Sums::None,
    },
    Shape {
        ledger: "supply_batch",
        columns: &[
            "item_id",
            "lot",
            "qty",
            "#left",
            "made_on",
            "expires_on",
            "next_test",
            "place",
            "condition",
        ],
        order: &["item_id", "lot"],
        unit: "批",
        ..PLAIN
    },
    Shape {
        ledger: "supply_check",
        columns: &[
            "checked_on",
            "item_id",
            "batch_id",
            "book_qty",
            "real_qty",
            "#difference",
            "reason",
            "checked_by",
        ],
        order: &["checked_on", "item_id"],
        ..PLAIN
    },
    Shape {
        ledger: "supply_movement",
        columns: &[
            "moved_at",
            "kind",
            "物资和批号=batch_id",
            "qty",
            "counterparty",
            "purpose",
            "handled_by",
        ],
        order: &["moved_at", "batch_id"],
        ..PLAIN
    },
    Shape {
        ledger: "inspection",
        columns: &[
            "inspection_no",
            "checked_at",
            "checklist_id",
            "premises_id",
            "risk_point_id",
            "place",
            "#failed",
            "checked_by",
        ],
        unit: "次",
        ..PLAIN
    },
    Shape {
        ledger: "inspection_item",
        order: &["inspection_id", "seq"],
        unit: "项",
        ..PLAIN
    },
    Shape {
        ledger: "monitor_reading",
        order: &["read_at", "point_id"],
        ..PLAIN
    },
    Shape {
        ledger: "evac_entry",
        columns: &[
            "#event",
            "household_id",
            "place",
            "people",
            "status",
            "escort_id",
            "shelter_id",
            "arrived_at",
        ],
        order: &["warning_id", "incident_id", "household_id"],
        unit: "户次",
        // The same people are counted again at every event.
        sums: Sums::None,
    },
    Shape {
        ledger: "callout",
        order: &["called_at", "attempt"],
        ..PLAIN
    },
    Shape {
        ledger: "incident_log",
        order: &["incident_id", "at"],
        ..PLAIN
    },
    Shape {
        ledger: "fund",
        order: &["paid_on", "year"],
        unit: "笔",
        // Budget, income and spending are told apart above the table.
        sums: Sums::None,
        ..PLAIN
    },
    Shape {
        ledger: "training",
        order: &["held_on"],
        sums: Sums::Times,
        ..PLAIN
    },
    Shape {
        ledger: "drill",
        order: &["held_at", "planned_on"],
        sums: Sums::Times,
        ..PLAIN
    },
    Shape {
        ledger: "publicity",
        sums: Sums::Times,
        ..PLAIN
    },
    Shape {
        ledger: "grid",
        order: &["level", "name"],
        unit: "个",
        ..PLAIN
    },
    Shape {
        ledger: "duty_assignment",
        order: &["level", "group", "scope"],
        ..PLAIN
    },
    Shape {
        ledger: "duty_item",
        order: &["polarity", "post_id"],
        ..PLAIN
    },
    Shape {
        ledger: "annual_plan_item",
        order: &["plan_year", "due_date"],
        ..PLAIN
    },
    Shape {
        ledger: "situation_report",
        order: &["issue", "as_of"],
        unit: "期",
        // A later report says again what an earlier one said.
        sums: Sums::None,
        ..PLAIN
    },
    Shape {
        ledger: "insurance",
        // What is insured is not money that anybody has.
        sums: Sums::None,
        ..PLAIN
    },
    Shape {
        ledger: "casualty",
        unit: "人",
        ..PLAIN
    },
];

/// The shape of a ledger's register.
pub(super) fn of(ledger: &str) -> &'static Shape {
    let found = SHAPES.iter().find(|shape| shape.ledger == ledger);
    found.unwrap_or(&PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::registers::columns::Column;

    #[test]
    fn every_register_names_fields_that_there_are() {
        for shape in SHAPES {
            let spec = ledger::by_name(shape.ledger).unwrap();
            for path in shape.columns {
                assert!(Column::of(spec, path).is_some(), "{}.{path}", spec.name);
            }
            for name in shape.order {
                assert!(spec.field(name).is_some(), "{}.{name}", spec.name);
            }
        }
    }
}
