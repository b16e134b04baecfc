//! Shapes of 今日, the first screen.

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
    /// What is overdue or falls due, most urgent first, at most eight.
    pub due: Vec<DueLine>,
    /// How many fall due in all.
    pub due_total: u64,
    /// The six lamps of readiness (六个一).
    pub lamps: Vec<Lamp>,
    /// Share of hazards closed among those due this month.
    pub closing_rate: Rate,
    /// What was carried to the other office, and when.
    pub handoff: HandoffLine,
    /// Rows per ledger, for the menu.
    pub counts: BTreeMap<String, u64>,
    /// Conflicts that wait for a person.
    pub conflicts: u64,
    /// Questions that wait for a person.
    pub questions: u64,
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
#[derive(Debug, Serialize, TS)]
pub struct DueLine {
    /// Level, as a word.
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
    /// Row id.
    pub id: String,
}

/// One lamp.
#[derive(Debug, Serialize, TS)]
pub struct Lamp {
    /// Stable name.
    pub name: String,
    /// What it stands for.
    pub label: String,
    /// `green`, `yellow` or `red`; the word behind it is in `text`.
    pub state: String,
    /// State in words with its figures.
    pub text: String,
    /// Ledger behind it.
    pub ledger: String,
}

/// A rate with its numerator and denominator.
#[derive(Debug, Serialize, TS)]
pub struct Rate {
    /// What it measures.
    pub label: String,
    /// Of what period.
    pub period: String,
    /// Numerator.
    pub numerator: u64,
    /// Denominator.
    pub denominator: u64,
    /// Whole percent; none where the denominator is empty, shown as —.
    pub percent: Option<u64>,
}

/// The last handoff.
#[derive(Debug, Serialize, TS)]
pub struct HandoffLine {
    /// Name of the other office; empty if none is known.
    pub office: String,
    /// When the last package was written, in words; empty if never.
    pub sent: String,
    /// Whether its receipt came back.
    pub acknowledged: bool,
    /// Entries written since, not yet acknowledged.
    pub pending: u64,
}
