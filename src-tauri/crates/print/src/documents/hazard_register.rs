//! 隐患台账: what is wrong where, who mends it by when. A4 on its side. The grade is a word and a
//! mark (domain §3): ● 重大, ○ 一般.

use super::{Imprint, masthead, nothing_recorded};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, Size};
use crate::table::{Cell, Column, Table};
use ledger::numbers::phone_groups;
use serde::{Deserialize, Serialize};

const TITLE: &str = "隐患台账";

/// Grade of a hazard (domain §8.3: these two only).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 一般.
    #[default]
    General,
    /// 重大.
    Major,
    /// Not judged yet.
    Open,
}

/// Whether the day by which it had to be mended has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// It has not, or the hazard is closed.
    #[default]
    Kept,
    /// 已超期.
    Overdue,
}

/// One hazard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hazard {
    /// Whose it is, on the list of a township; empty on a village's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub village: String,
    /// 栗隐〔2026〕012号.
    pub number: String,
    /// How grave it is.
    pub grade: Grade,
    /// What is wrong.
    pub what: String,
    /// Where.
    pub place: String,
    /// Who mends it.
    pub owner: String,
    /// Telephone of who mends it.
    pub phone: String,
    /// By when, as it shall be read.
    pub due: String,
    /// Whether that day has passed.
    pub deadline: Deadline,
    /// 整改中.
    pub state: String,
}

/// What goes into the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HazardRegister {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// How many each village has, on the list of a township.
    #[serde(default)]
    pub by_village: String,
    /// The states in which a hazard can be, in the order in which it passes through them.
    #[serde(default)]
    pub states: Vec<String>,
    /// The hazards, in order.
    pub hazards: Vec<Hazard>,
}

/// Lays out the register.
pub fn lay_out(input: &HazardRegister, fonts: &Fonts) -> Document {
    let mut flow = Flow::new(fonts, Size::A4_LANDSCAPE, input.imprint.running(TITLE));
    if input.hazards.is_empty() {
        nothing_recorded(&mut flow, (&input.imprint, TITLE));
        return flow.finish();
    }
    let summary = summary(input) + &input.by_village;
    masthead(&mut flow, (&input.imprint, TITLE), &summary);
    let table = Table {
        columns: [
            "村",
            "编号",
            "级别",
            "隐患",
            "在哪里",
            "责任人",
            "电话",
            "期限",
            "状态",
        ]
        .map(|label| Column::text(label, Column::FITTED))
        .to_vec(),
        rows: input.hazards.iter().map(row).collect(),
        sums: Vec::new(),
    };
    // What an edition withholds leaves no empty column.
    table.without_mute_columns(|_| false).draw(&mut flow);
    flow.finish()
}

/// 共40条：重大2条，一般38条；超期5条。已发现3条，整改中9条……
fn summary(input: &HazardRegister) -> String {
    let hazards = &input.hazards;
    let count = |is_meant: fn(&Hazard) -> bool| hazards.iter().filter(|h| is_meant(h)).count();
    let open = match count(|hazard| hazard.grade == Grade::Open) {
        0 => String::new(),
        open => format!("，待定{open}条"),
    };
    let text = format!(
        "共{}条：重大{}条，一般{}条{open}；已超期{}条。",
        hazards.len(),
        count(|hazard| hazard.grade == Grade::Major),
        count(|hazard| hazard.grade == Grade::General),
        count(|hazard| hazard.deadline == Deadline::Overdue),
    );
    let mut states: Vec<(&str, usize)> = Vec::new();
    for hazard in hazards.iter().filter(|hazard| !hazard.state.is_empty()) {
        match states.iter_mut().find(|(state, _)| *state == hazard.state) {
            Some((_, count)) => *count += 1,
            None => states.push((&hazard.state, 1)),
        }
    }
    states.sort_by_key(|(state, _)| {
        let mut known = input.states.iter();
        known.position(|known| known == state)
    });
    let states: Vec<String> = states
        .iter()
        .map(|(state, n)| format!("{state}{n}条"))
        .collect();
    if states.is_empty() {
        return text;
    }
    format!("{text}其中{}。", states.join("，"))
}

/// What nobody decided yet, said in words.
fn or_open(text: &str) -> &str {
    if text.is_empty() { "未定" } else { text }
}

fn row(hazard: &Hazard) -> Vec<Cell> {
    let grade = match hazard.grade {
        Grade::Major => Cell::strong("● 重大"),
        Grade::General => Cell::from("○ 一般"),
        Grade::Open => Cell::from("待定"),
    };
    let due = match hazard.deadline {
        Deadline::Kept => Cell::from(or_open(&hazard.due)),
        Deadline::Overdue => Cell::strong(format!("{} 已超期", hazard.due)),
    };
    vec![
        Cell::from(&*hazard.village),
        Cell::from(&*hazard.number),
        grade,
        Cell::from(&*hazard.what),
        Cell::from(&*hazard.place),
        Cell::from(or_open(&hazard.owner)),
        Cell::from(phone_groups(&hazard.phone)),
        due,
        Cell::from(&*hazard.state),
    ]
}
