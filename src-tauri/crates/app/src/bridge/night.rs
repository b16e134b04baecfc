//! Shapes of the night desk: one picture of the warning, the calls, the transfer, the log and the
//! report, and the few acts that change it.

use super::warning::{WarningAction, WarningStage};
use serde::Serialize;
use ts_rs::TS;

mod beside;
mod requests;
mod series;

pub use beside::{HelpLine, NightCard, NightHelp, PaperCall, PaperLists, PaperTransfer};
pub use requests::{
    AddOutsiders, AdvanceEvacuation, AskSupport, CountArrivals, DraftReport, KeyInTransfer,
    RecordCall, RedirectEvacuation, Redirection, StartEvacuation,
};
pub use series::{AskReports, AwaitedReport, ReportSeries, ReportSigner, SeriesReport};

/// Everything the night desk shows.
#[derive(Debug, Serialize, TS)]
pub struct NightDesk {
    /// The moment this was looked up.
    pub now: String,
    /// The warning in force.
    pub warning: Option<NightWarning>,
    /// Whom to call, and who has answered.
    pub calls: CallBoard,
    /// Who has to leave, and who is safe.
    pub evacuation: EvacuationBoard,
    /// Where they go.
    pub shelters: Vec<NightShelter>,
    /// The incident that goes on.
    pub incident: Option<NightIncident>,
    /// The last lines of the log, newest first.
    pub log: Vec<LogLine>,
    /// What is to be reported, and by when.
    pub report: NightReport,
    /// The incident that is over and has not been gone through yet.
    pub aftermath: Option<Aftermath>,
    /// What is not finished yet, one sentence each.
    pub still_open: Vec<String>,
}

/// The warning in force.
#[derive(Debug, Serialize, TS)]
pub struct NightWarning {
    /// Row id.
    pub id: String,
    /// Kind and level: 暴雨橙色预警.
    pub title: String,
    /// Code of the level.
    pub level: String,
    /// Who issued it and when it came, in words.
    pub source: String,
    /// Moment it was received.
    pub received_at: String,
    /// Whether the telephones are dead.
    pub comms_down: bool,
    /// What the village does at this colour, and what of it was noted as done.
    pub actions: Vec<WarningAction>,
    /// What holds whatever the colour.
    pub note: String,
    /// What this colour of this kind means; empty where no list says so.
    pub signal: String,
    /// The six stages with their times; none waits for another.
    pub stages: Vec<WarningStage>,
    /// What lies in the area that its file drew, one sentence each; empty where it drew none.
    pub reach: Vec<String>,
    /// What the law wants it to say and it does not say.
    pub unsaid: Vec<String>,
}

/// Whom to call.
#[derive(Debug, Serialize, TS)]
pub struct CallBoard {
    /// Everybody to be called: the silent ones first, those who answered last.
    pub targets: Vec<CallTarget>,
    /// Key of whoever is to be called next.
    pub next: Option<String>,
    /// How many are to be called.
    pub total: u32,
    /// How many answered.
    pub answered: u32,
    /// How many were called in vain.
    pub silent: u32,
    /// Minutes in which an answer is due.
    pub answer_minutes: u32,
    /// Tries after which somebody goes to the door.
    pub tries: u32,
}

/// Somebody to be called, once for all that he does.
#[derive(Debug, Serialize, TS)]
pub struct CallTarget {
    /// Identity on the board.
    pub key: String,
    /// The person.
    pub person: Option<String>,
    /// The household in danger he is called for, if he is.
    pub household: Option<String>,
    /// His name.
    pub name: String,
    /// His telephone, in groups; empty if none is known.
    pub phone: String,
    /// What he is called for: posts, group, households.
    pub roles: String,
    /// Group he lives in.
    pub group: String,
    /// 1 post, 2 head of a group, 3 escort, 4 household in danger.
    pub rank: u32,
    /// How often he was tried.
    pub tries: u32,
    /// What came of the last try.
    pub last: String,
    /// Minutes since the first try.
    pub minutes: Option<i64>,
    /// `waiting`, `silent`, `overdue`, `door` or `answered`.
    pub state: String,
    /// Whom to tell when he stays silent.
    pub superior: String,
}

/// Who has to leave.
#[derive(Debug, Serialize, TS)]
pub struct EvacuationBoard {
    /// The households and groups of outsiders on the list.
    pub entries: Vec<EvacuationLine>,
    /// How many stand where, in the order of the list of states.
    pub states: Vec<StateCount>,
    /// Households that have to leave.
    pub households_owed: u32,
    /// People that have to leave.
    pub people_owed: u32,
    /// Households of which everybody is safe.
    pub households_safe: u32,
    /// People that are safe.
    pub people_safe: u32,
    /// Danger zones from which people can be brought away.
    pub zones: Vec<Zone>,
    /// Groups with households in danger.
    pub groups: Vec<DangerGroup>,
    /// Households in danger that are not on the list.
    pub not_listed: u32,
}

/// One household, or people from outside, on the way.
#[derive(Debug, Serialize, TS)]
pub struct EvacuationLine {
    /// Row id.
    pub id: String,
    /// Group.
    pub group: String,
    /// The household, or where the outsiders are.
    pub who: String,
    /// How many have to leave.
    pub people: u32,
    /// How many are safe.
    pub safe: u32,
    /// Who is missing, where somebody is.
    pub missing: String,
    /// What help they need.
    pub help: String,
    /// Who brings them.
    pub escort: String,
    /// Who of the household has to leave, its head first; nobody is named of people from outside.
    pub members: Vec<NightMember>,
    /// Which way, and where to.
    pub way: String,
    /// The shelter they are in or meant for; empty where they go elsewhere.
    pub shelter: String,
    /// The way that is taken if the planned one is cut.
    pub alternate: String,
    /// Whether the alternate passes the same slope or the same bad spot.
    pub same_slope: bool,
    /// Code of the state.
    pub status: String,
    /// The state in words.
    pub status_label: String,
    /// What is wrong: home without leave, a shelter that does not hold.
    pub alert: String,
    /// Steps that may be taken now.
    pub steps: Vec<NightStep>,
}

/// Somebody of a household that has to leave.
#[derive(Debug, Serialize, TS)]
pub struct NightMember {
    /// The person.
    pub id: String,
    /// His name.
    pub name: String,
    /// How he has to be carried.
    pub help: String,
    /// Whether he is known to be in safety.
    pub safe: bool,
}

/// A step of a transfer.
#[derive(Debug, Serialize, TS)]
pub struct NightStep {
    /// Name in requests.
    pub name: String,
    /// What the button says.
    pub label: String,
}

/// How many are in a state.
#[derive(Debug, Serialize, TS)]
pub struct StateCount {
    /// Code of the state.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Households and groups of outsiders.
    pub households: u32,
    /// People.
    pub people: u32,
}

/// A danger zone.
#[derive(Debug, Serialize, TS)]
pub struct Zone {
    /// Row id of the risk point.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Households in it.
    pub households: u32,
}

/// A group with households in danger.
#[derive(Debug, Serialize, TS)]
pub struct DangerGroup {
    /// Its name.
    pub name: String,
    /// Households in danger.
    pub households: u32,
}

/// A shelter tonight.
#[derive(Debug, Serialize, TS)]
pub struct NightShelter {
    /// Row id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// People in it.
    pub occupants: u32,
    /// People on the list who are to come.
    pub coming: u32,
    /// How many it holds.
    pub capacity: Option<i64>,
    /// Whether it is open.
    pub open: bool,
    /// What is wrong with it tonight.
    pub alert: String,
}

/// The incident that goes on.
#[derive(Debug, Serialize, TS)]
pub struct NightIncident {
    /// Row id.
    pub id: String,
    /// Kind and place.
    pub title: String,
    /// State in words.
    pub status_label: String,
    /// How many other incidents are open.
    pub others: u32,
    /// The four times of 1-3-5-10.
    pub times: Vec<IncidentTime>,
    /// Steps that may be taken now.
    pub steps: Vec<NightStep>,
    /// What to say when help is asked for; `{needs}` stands where the needs are said.
    pub support: String,
    /// What was asked for already.
    pub support_asked: String,
}

/// One of the four times of an incident.
#[derive(Debug, Serialize, TS)]
pub struct IncidentTime {
    /// Field of the incident that holds its moment.
    pub field: String,
    /// What it is called.
    pub label: String,
    /// Clock time; empty if it was not noted.
    pub at: String,
    /// Minutes after the report.
    pub minutes: Option<i64>,
}

/// An incident that is over.
#[derive(Debug, Serialize, TS)]
pub struct Aftermath {
    /// Row id.
    pub id: String,
    /// Kind and place.
    pub title: String,
}

/// A line of the log.
#[derive(Debug, Serialize, TS)]
pub struct LogLine {
    /// Row id.
    pub id: String,
    /// Clock time.
    pub at: String,
    /// What was noted.
    pub text: String,
}

/// What is to be reported.
#[derive(Debug, Serialize, TS)]
pub struct NightReport {
    /// `transfer` before any damage, then `first`, then `follow_up`, `closed` after the 核报.
    pub stage: String,
    /// Clock time from which the time runs; empty where none does.
    pub started_at: String,
    /// Clock time by which it is due; empty where none is.
    pub due_at: String,
    /// Minutes left, below zero once it is late.
    pub minutes_left: Option<i64>,
    /// The written report at hand, if there is one.
    pub record: Option<String>,
    /// The written reports of the incident that goes on, and which one comes next.
    pub series: Option<ReportSeries>,
    /// Clock time at which the progress of the transfer was last reported; empty if it was not.
    pub progress_at: String,
    /// What to say on the telephone.
    pub sentences: Vec<String>,
}
