//! 灾情报告: 初报, 续报 and 核报 of one disaster, with every indicator of the statistics rules
//! (应急〔2020〕19号; domain §2.13, §8.2, §8.6). The village reports; the township is the statistical
//! unit. Each figure is a number, 无 or 正在核实; an empty one was never asked. What a figure does
//! not agree with is marked and nothing holds up the 初报, least of all the list of the dead.

use crate::spec::{Chip, Menu, Spec};

mod checks;
mod fields;
mod flow;
mod series;
mod summed;

pub use series::{carried_on, falling, rewritten, unlisted};
pub use summed::{CHAPTERS, Event, Summed, age, days, events, is_out, series_of, summed, unspoken};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 54,
    name: "situation_report",
    label: "灾情报告",
    menu: Menu::Response,
    title: &["location", "process_no"],
    columns: &[
        "as_of",
        "kind",
        "issue",
        "disaster_kind",
        "location",
        "affected_pop",
        "dead",
        "missing",
        "avoid_transfer",
        "status",
    ],
    chips: &[
        Chip {
            name: "unsent",
            label: "没报出去",
            field: "status",
            codes: &["draft", "reviewed", "issued"],
        },
        Chip {
            name: "first",
            label: "初报",
            field: "kind",
            codes: &["first"],
        },
        Chip {
            name: "final",
            label: "核报",
            field: "kind",
            codes: &["final"],
        },
    ],
    photos: true,
    fields: fields::FIELDS,
    flow: Some(&flow::FLOW),
    checks: checks::checks,
    ..Spec::DEFAULT
};
