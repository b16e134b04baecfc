//! The rows: what is started, what is looked at, and the budget (design §7).

/// A program one side of a row starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `bench ROW subject DIR`.
    Subject,
    /// `bench ROW reference DIR`.
    Reference,
    /// The store's example `bare`: its command, and the fixture it reads.
    Bare(&'static str, &'static str),
    /// The sheets' example `bare_read` on this fixture.
    BareRead(&'static str),
    /// Typst on the fixture `paper`.
    Typst,
    /// `yizhan demo`.
    Demo,
    /// The window on this fixture, until the first rows of 今日 are painted.
    Window(&'static str),
    /// A window of the same shell with one word in it.
    EmptyWindow,
}

/// What a figure must not pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// None: the figure is only told.
    Told,
    /// This much, in the figure's unit.
    AtMost(f64),
    /// So many times the reference.
    Times(f64),
    /// So many times the reference, or so much more than it, whichever allows more.
    TimesOrMore(f64, f64),
    /// Both: this much, and the larger of so many times the reference and so much more.
    AtMostAndTimesOrMore(f64, f64, f64),
}

/// One figure of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Its name in the report.
    pub name: &'static str,
    /// Its name in what the processes print; `wall` is the whole process.
    pub of: &'static str,
    /// Unit in the report.
    pub unit: &'static str,
    /// Units in one of what the processes print.
    pub scale: f64,
    /// What it must not pass.
    pub budget: Budget,
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its name on the command line.
    pub name: &'static str,
    /// What must be prepared.
    pub fixtures: &'static [&'static str],
    /// What is measured.
    pub subject: Side,
    /// What it is compared with.
    pub reference: Option<Side>,
    /// What is looked at.
    pub figures: &'static [Figure],
}

const MIB: f64 = 1.0 / 1024.0 / 1024.0;

const fn figure(
    name: &'static str,
    of: &'static str,
    unit: (&'static str, f64),
    budget: Budget,
) -> Figure {
    let (unit, scale) = unit;
    Figure {
        name,
        of,
        unit,
        scale,
        budget,
    }
}

const MS: (&str, f64) = ("ms", 1_000.0);
const SECONDS: (&str, f64) = ("s", 1.0);
const KIB_AS_MIB: (&str, f64) = ("MiB", 1.0 / 1024.0);
const BYTES_AS_MIB: (&str, f64) = ("MiB", MIB);

use Budget::{AtMost, AtMostAndTimesOrMore, Times, TimesOrMore, Told};

/// Every row, in the order of design §7.
pub const ROWS: &[Row] = &[
    Row {
        name: "act",
        fixtures: &["village"],
        subject: Side::Subject,
        reference: Some(Side::Bare("commit", "village.yz")),
        figures: &[
            figure("act", "seconds", MS, TimesOrMore(2.0, 1.0)),
            figure("act_wal_frames", "frames", ("frames", 1.0), AtMost(24.0)),
        ],
    },
    Row {
        name: "import_rows",
        fixtures: &["people"],
        subject: Side::Subject,
        reference: Some(Side::Bare("insert", "people.yz")),
        figures: &[figure("import_rows", "seconds", SECONDS, Times(3.0))],
    },
    Row {
        name: "page",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: Some(Side::Reference),
        figures: &[figure(
            "page",
            "seconds",
            MS,
            AtMostAndTimesOrMore(50.0, 2.0, 5.0),
        )],
    },
    Row {
        name: "page_store",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: Some(Side::Reference),
        figures: &[figure(
            "page_store",
            "seconds",
            MS,
            AtMostAndTimesOrMore(50.0, 2.0, 5.0),
        )],
    },
    Row {
        name: "chips",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: None,
        figures: &[figure("chips", "seconds", MS, AtMost(50.0))],
    },
    Row {
        name: "search",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: Some(Side::Reference),
        figures: &[figure(
            "search",
            "seconds",
            MS,
            AtMostAndTimesOrMore(50.0, 2.0, 5.0),
        )],
    },
    Row {
        name: "paper_table",
        fixtures: &["paper"],
        subject: Side::Subject,
        reference: Some(Side::Typst),
        figures: &[
            figure("paper_table", "wall", MS, Times(0.2)),
            figure("paper_table_size", "bytes", BYTES_AS_MIB, Times(1.5)),
        ],
    },
    Row {
        name: "paper_card",
        fixtures: &[],
        subject: Side::Subject,
        reference: None,
        figures: &[figure("paper_card", "wall", MS, AtMost(100.0))],
    },
    Row {
        name: "emergency_bag",
        fixtures: &["demo"],
        subject: Side::Subject,
        reference: None,
        figures: &[
            figure("emergency_bag", "seconds", SECONDS, AtMost(3.0)),
            figure("emergency_bag_size", "bytes", ("MB", 1e-6), AtMost(10.0)),
        ],
    },
    Row {
        name: "household_cards",
        fixtures: &["demo"],
        subject: Side::Subject,
        reference: None,
        figures: &[
            figure("household_cards", "seconds", SECONDS, AtMost(3.0)),
            figure("household_memory", "memory_kib", KIB_AS_MIB, AtMost(200.0)),
        ],
    },
    Row {
        name: "sheet_import",
        fixtures: &["sheet"],
        subject: Side::Subject,
        reference: Some(Side::BareRead("people.xlsx")),
        figures: &[figure("sheet_import", "seconds", SECONDS, Times(3.0))],
    },
    Row {
        name: "sheet_command",
        fixtures: &["village", "sheet"],
        subject: Side::Subject,
        reference: Some(Side::BareRead("people.xlsx")),
        figures: &[figure("sheet_command", "seconds", SECONDS, Times(3.0))],
    },
    Row {
        name: "export_10000",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: None,
        figures: &[
            figure("export_10000", "seconds", SECONDS, AtMost(1.0)),
            figure("export_10000_size", "bytes", ("MB", 1e-6), AtMost(1.0)),
        ],
    },
    Row {
        name: "export_10",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: Some(Side::Reference),
        figures: &[
            figure("export_10", "seconds", MS, Times(1.3)),
            figure(
                "export_10_read",
                "read",
                BYTES_AS_MIB,
                AtMostAndTimesOrMore(2.0, 1.3, 0.0),
            ),
        ],
    },
    Row {
        name: "merge_30",
        fixtures: &["township"],
        subject: Side::Subject,
        reference: Some(Side::Bare("insert", "township.yz")),
        figures: &[
            figure("merge_30", "seconds", SECONDS, Times(6.0)),
            figure("merge_30_memory", "memory_kib", KIB_AS_MIB, AtMost(256.0)),
        ],
    },
    Row {
        name: "unlock",
        fixtures: &["locked"],
        subject: Side::Subject,
        reference: None,
        figures: &[figure("unlock", "seconds", SECONDS, AtMost(1.0))],
    },
    Row {
        name: "demo",
        fixtures: &[],
        subject: Side::Demo,
        reference: None,
        figures: &[figure("demo", "wall", SECONDS, AtMost(20.0))],
    },
    Row {
        name: "window",
        fixtures: &["village"],
        subject: Side::Window("village.yz"),
        reference: Some(Side::EmptyWindow),
        figures: &[
            figure("window", "seconds", MS, Times(1.5)),
            figure("window_idle", "memory_kib", KIB_AS_MIB, Told),
        ],
    },
];

/// Budgets that nothing measures yet, and why.
pub const UNMEASURED: &[(&str, &str)] = &[(
    "act_fsync",
    "counting syncs needs a tracer, which a plain machine lacks",
)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_of_times_has_something_to_be_compared_with() {
        for row in ROWS {
            let is_alone = |figure: &&Figure| {
                row.reference.is_none() && !matches!(figure.budget, AtMost(_) | Told)
            };
            assert_eq!(row.figures.iter().find(is_alone), None, "{}", row.name);
        }
    }

    #[test]
    fn no_two_figures_share_a_name() {
        let mut names: Vec<&str> = ROWS
            .iter()
            .flat_map(|row| row.figures)
            .map(|f| f.name)
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
