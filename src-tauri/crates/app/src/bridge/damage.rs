//! Shapes of the summed 灾情 report of a township: what its villages' reports of one disaster say
//! together, and what each of them says.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for the sum of one disaster; the newest one if nothing is said.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SumDamage {
    /// Code of the list `report_disaster`.
    #[serde(default)]
    #[ts(optional)]
    pub disaster_kind: Option<String>,
    /// Its first day, however it is written.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
    /// Its last day, however it is written.
    #[serde(default)]
    #[ts(optional)]
    pub to: Option<String>,
}

/// What the villages report together.
#[derive(Debug, Serialize, TS)]
pub struct DamageSum {
    /// The disasters that reports are about, the newest first.
    pub events: Vec<DamageEvent>,
    /// The one that is summed; none while nobody reported anything.
    pub chosen: Option<DamageEvent>,
    /// The reports that are counted: of each village the newest of each happening.
    pub reports: Vec<DamageReport>,
    /// Villages of which no report is counted.
    pub silent: Vec<SilentVillage>,
    /// The figures, under the headings of the paper.
    pub chapters: Vec<DamageChapter>,
}

/// One disaster.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DamageEvent {
    /// Code of its kind.
    pub disaster_kind: String,
    /// 洪涝灾害，7月12日至14日.
    pub label: String,
    /// Its first day, `YYYY-MM-DD`.
    pub from: String,
    /// Its last day, `YYYY-MM-DD`.
    pub to: String,
}

/// A report that is counted.
#[derive(Debug, Serialize, TS)]
pub struct DamageReport {
    /// Its row in the ledger `situation_report`.
    pub id: String,
    /// Area code of its village.
    pub code: String,
    /// Name of its village.
    pub village: String,
    /// 初报第1期.
    pub issue: String,
    /// Up to when it speaks, `YYYY-MM-DD HH:MM`; empty if it does not say.
    pub as_of: String,
    /// What to heed before its figures are relied on, one sentence each.
    pub notes: Vec<String>,
}

/// A village of which no report is counted.
#[derive(Debug, Serialize, TS)]
pub struct SilentVillage {
    /// Area code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Why: 没有报告, or a draft nobody signed.
    pub why: String,
    /// The draft; empty if there is none.
    pub draft: String,
}

/// Figures under one heading.
#[derive(Debug, Serialize, TS)]
pub struct DamageChapter {
    /// 人员, 房屋（村级初判）, 农业和设施.
    pub title: String,
    /// The figures somebody spoke of.
    pub figures: Vec<DamageFigure>,
}

/// One figure over all reports.
#[derive(Debug, Serialize, TS)]
pub struct DamageFigure {
    /// Field of the ledger.
    pub name: String,
    /// What is counted.
    pub label: String,
    /// The sum: 163人, 无, 正在核实.
    pub text: String,
    /// What the sum leaves out: 另有1村正在核实（黄土岭村）; empty if nothing.
    pub note: String,
    /// What each report says, in the order of [`DamageSum::reports`].
    pub parts: Vec<DamagePart>,
}

/// What one report says of a figure.
#[derive(Debug, Serialize, TS)]
pub struct DamagePart {
    /// The report.
    pub id: String,
    /// Name of its village.
    pub village: String,
    /// 52人, 无, 正在核实, 没填.
    pub text: String,
}
