//! Shapes of the township's desk: its villages side by side, and what it asks of them.

use super::standing::Lamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The villages side by side, in the order of their codes and never of what they achieved.
#[derive(Debug, Serialize, TS)]
pub struct TownshipDesk {
    /// One line for each village.
    pub villages: Vec<VillageLine>,
    /// The same figures over all of them.
    pub total: VillageFigures,
}

/// How it stands with one village, as far as its packages tell.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VillageLine {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// When its last package was taken in, in words; empty if never.
    pub came: String,
    /// Days since then; none if never.
    pub days: Option<i64>,
    /// `green`, `yellow` or `red`.
    pub tone: String,
    /// The tone as a word: 按时, 该来了, 很久没来, 没来过.
    pub word: String,
    /// Its figures.
    pub figures: VillageFigures,
    /// Its six lamps.
    pub lamps: Vec<Lamp>,
}

/// What is counted of a village.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct VillageFigures {
    /// Entries that are known to be missing here.
    pub missing: u64,
    /// Laptops of which two histories exist.
    pub forks: u64,
    /// Rival values that wait for a person.
    pub conflicts: u64,
    /// Broken rules that wait for a person.
    pub questions: u64,
    /// Hazards past their day.
    pub overdue: u64,
    /// 重大 ones among them.
    pub overdue_major: u64,
    /// People who have to leave, of what goes on.
    pub to_move: u64,
    /// How many of them are in safety.
    pub moved: u64,
    /// Kinds of supplies below their minimum or used up.
    pub short: u64,
    /// Incidents that go on and of which a report is owed.
    pub reports_due: u64,
    /// Orders of the township that the village has not answered.
    pub orders: u64,
    /// Its hazards that the township supervises and that are not done.
    pub supervised: u64,
}

/// Writes the desk as a table.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportTownship {
    /// Where to, ending in `.xlsx`.
    pub path: String,
}

/// Asks something of villages.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GiveOrder {
    /// Code of the list `order_kind`.
    pub kind: String,
    /// What is to be done.
    pub content: String,
    /// Codes of the villages.
    pub villages: Vec<String>,
    /// By which day, however it is written; none if there is no day.
    #[serde(default)]
    #[ts(optional)]
    pub due_date: Option<String>,
    /// The hazard that is supervised: the order then goes to its village.
    #[serde(default)]
    #[ts(optional)]
    pub hazard: Option<String>,
}

/// What a village says to an order.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerOrder {
    /// The order.
    pub id: String,
    /// Step of the ledger `task`: `start`, `reply` or `close`.
    pub step: String,
    /// What was done; needed for all but `start`.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub reply: String,
}

/// The orders that are open: at the township those it gave, in a village those for it.
#[derive(Debug, Serialize, TS)]
pub struct Orders {
    /// The orders, by their day.
    pub orders: Vec<OrderLine>,
}

/// One order.
#[derive(Debug, Serialize, TS)]
pub struct OrderLine {
    /// Row id in the ledger `town_order`.
    pub id: String,
    /// 交办, 督办, 通知.
    pub kind: String,
    /// What is to be done.
    pub content: String,
    /// Its day; empty if it has none.
    pub due_date: String,
    /// 今天, 超2天, 9天; empty if it has no day.
    pub when: String,
    /// Whether the day is past.
    pub is_late: bool,
    /// What the township said since; may be empty.
    pub urging: String,
    /// The hazard that is supervised; empty if none.
    pub hazard: String,
    /// 已下达, 已办结, 已撤回.
    pub state: String,
    /// What each village answered.
    pub answers: Vec<OrderAnswer>,
}

/// What a village answered to an order.
#[derive(Debug, Serialize, TS)]
pub struct OrderAnswer {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// `none`, or a code of the list `task_state`.
    pub state: String,
    /// 没回音, 待办, 在办, 已回复, 已办结.
    pub label: String,
    /// What was done.
    pub reply: String,
    /// Its row in the village's ledger `task`; empty if there is none.
    pub task: String,
}

/// Asks about a hazard of a village.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OfHazard {
    /// The hazard.
    pub hazard: String,
}

/// What the township asked about a hazard, and what it may ask.
#[derive(Debug, Serialize, TS)]
pub struct Supervision {
    /// Name of its village.
    pub village: String,
    /// What is proposed to be said: number, kind and term, and nobody's name.
    pub content: String,
    /// The day that is proposed, `YYYY-MM-DD`.
    pub due_date: String,
    /// What was asked about it so far, open or not, the newest first.
    pub orders: Vec<OrderLine>,
}

/// Names a village.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OfVillage {
    /// Its area code.
    pub code: String,
}

/// What of a village's books is not here, and what parted in them.
#[derive(Debug, Serialize, TS)]
pub struct VillageBooks {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Its last packages, the newest first.
    pub packages: Vec<CamePackage>,
    /// Which of its packages came, by the numbers it gave them: 第1、2、4个; empty where several
    /// laptops number theirs.
    pub sequence: String,
    /// Numbers between these that never came; empty if none.
    pub absent: String,
    /// What is missing, laptop by laptop.
    pub gaps: Vec<BooksGap>,
    /// Laptops of which two histories exist.
    pub forks: Vec<BooksFork>,
    /// Rival values that wait for a person.
    pub conflicts: u64,
    /// Broken rules that wait for a person.
    pub questions: u64,
}

/// A package that was taken in.
#[derive(Debug, Serialize, TS)]
pub struct CamePackage {
    /// When.
    pub at: String,
    /// Profile and how many entries.
    pub content: String,
    /// The number its laptop gave it; 0 if that is not known.
    pub number: u64,
}

/// Entries that are known to exist and are not here.
#[derive(Debug, Serialize, TS)]
pub struct BooksGap {
    /// Which laptop wrote them.
    pub laptop: String,
    /// 第12到15笔.
    pub span: String,
    /// When the last entry before them was written; empty if nothing of this laptop is here.
    pub after: String,
}

/// A laptop of which two histories exist.
#[derive(Debug, Serialize, TS)]
pub struct BooksFork {
    /// Which laptop.
    pub laptop: String,
    /// The last number both histories share; 0 if none.
    pub shared: u64,
    /// The histories, each with what it wrote since.
    pub branches: Vec<BooksBranch>,
}

/// One history of a laptop.
#[derive(Debug, Serialize, TS)]
pub struct BooksBranch {
    /// How many entries it wrote since they parted.
    pub entries: u64,
    /// When the first of these was written.
    pub from: String,
    /// When the last.
    pub to: String,
}
