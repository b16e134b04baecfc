//! Shapes of 今日, the first screen.

use super::standing::{Lamp, Rate};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What needs doing today.
#[derive(Debug, Serialize, TS)]
pub struct Today {
    /// 7月12日 星期日.
    pub heading: String,
    /// One sentence on the season and the state of the books.
    pub summary: String,
    /// The (at most) three things to do first.
    pub todos: Vec<Todo>,
    /// What is overdue or falls due, family by family, the most urgent first; at most sixteen.
    pub due: Vec<DueLine>,
    /// How many fall due in all.
    pub due_total: u64,
    /// Records that were saved with less than they need (欠项), newest first; at most eight.
    pub gaps: Vec<GapLine>,
    /// How many such records there are.
    pub gaps_total: u64,
    /// The six lamps of readiness (六个一).
    pub lamps: Vec<Lamp>,
    /// The rates of the last months.
    pub rates: Vec<Rate>,
    /// What was carried to the other office, and when.
    pub handoff: HandoffLine,
    /// Rows per ledger, for the menu.
    pub counts: BTreeMap<String, u64>,
    /// Conflicts that wait for a person.
    pub conflicts: u64,
    /// Questions that wait for a person.
    pub questions: u64,
    /// The five first steps of an office, in their order.
    pub walk: Vec<WalkStep>,
}

/// One of the five first steps.
#[derive(Debug, Serialize, TS)]
pub struct WalkStep {
    /// Which.
    pub name: WalkStepName,
    /// Whether the file shows that it was taken.
    pub done: bool,
}

/// The five first steps of an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WalkStepName {
    /// The file was made.
    Create,
    /// The profile says what every paper prints.
    Profile,
    /// People were imported, or typed.
    Import,
    /// A paper was printed.
    Print,
    /// A package was handed over.
    Handoff,
}

/// One thing to do.
#[derive(Debug, Serialize, TS)]
pub struct Todo {
    /// What, in a short sentence.
    pub title: String,
    /// Why, and who.
    pub detail: String,
    /// What the button says.
    pub action: String,
    /// Where the button leads: ledger, and row if there is one.
    pub ledger: String,
    /// Row id.
    pub id: Option<String>,
    /// Filter of the ledger's list, where no single row is meant.
    pub chip: Option<String>,
}

/// One line of what falls due.
#[derive(Debug, Default, Serialize, TS)]
pub struct DueLine {
    /// Level or family, as a word.
    pub level: String,
    /// Tone of the level: `red`, `yellow` or `plain`.
    pub tone: String,
    /// What.
    pub what: String,
    /// Where.
    pub place: String,
    /// Who answers for it.
    pub who: String,
    /// 超1天, 今天, 后天, 18天.
    pub when: String,
    /// Ledger of the record.
    pub ledger: String,
    /// Row id; empty where the line stands for several.
    pub id: String,
    /// Filter of the ledger's list, where the line stands for several.
    pub chip: Option<String>,
    /// Name of the village, in a township.
    pub area: String,
}

/// A record that lacks something.
#[derive(Debug, Serialize, TS)]
pub struct GapLine {
    /// Its ledger.
    pub ledger: String,
    /// What the ledger is called.
    pub ledger_label: String,
    /// Row id.
    pub id: String,
    /// What names it.
    pub title: String,
    /// What it lacks: 级别、责任人.
    pub missing: String,
    /// By when it is to be filled in, if 急时 left it open: 明天, 超2天.
    pub when: String,
}

/// The last handoff.
#[derive(Debug, Serialize, TS)]
pub struct HandoffLine {
    /// Name of the other office; empty if none is known.
    pub office: String,
    /// When the last package was written, in words; empty if never.
    pub sent: String,
    /// Whether the receipt of all that it carried came back.
    pub acknowledged: bool,
    /// Own entries that are not acknowledged.
    pub pending: u64,
    /// Of those, entries that were written since.
    pub unsent: u64,
}
