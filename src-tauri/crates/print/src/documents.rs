//! The papers, one module each: what goes in, and how it is laid out. Masking is done before
//! (`app`); a paper only says which edition it is.

pub mod bundle;
pub mod contact_list;
pub mod form;
mod formal;
pub mod hazard_register;
pub mod pictogram;
pub mod pocket_list;
pub mod poster;
mod press;
pub(crate) mod proof;
pub mod recovery_sheet;
pub mod register;
pub mod response_card;
pub mod safety_slip;
pub mod supply_list;
pub mod village_plan;
pub mod wallet_card;

#[cfg(test)]
mod tests;

pub use formal::day;

use crate::flow::{Flow, Running};
use crate::page::{Length, PT};
use crate::sheet::Sheet;
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};

/// Who a paper is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 责任版: for people on duty.
    #[default]
    Duty,
    /// 公开版: for the notice board.
    Public,
}

/// Whether the books are a village's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// They are.
    #[default]
    Village,
    /// Invented for trying out; every page says 演示数据.
    Demonstration,
}

/// How large a paper is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lettering {
    /// As such papers are set.
    #[default]
    Usual,
    /// 大字版: no type below sixteen points, for old eyes; only the running lines stay small.
    Large,
}

impl Lettering {
    /// Least type of a large paper.
    const LARGE: Length = 16 * PT;

    /// The style as this lettering sets it; large lines stand no wider apart than old eyes need,
    /// so that what belongs on one page stays there.
    pub(crate) fn of(self, style: Style) -> Style {
        match self {
            Self::Usual => style,
            Self::Large => {
                let style = style.at(self.least(style.size));
                style.leading(style.leading.min(style.size * 3 / 2))
            }
        }
    }

    /// The least type, where the usual one is this.
    pub(crate) fn least(self, usual: Length) -> Length {
        match self {
            Self::Usual => usual,
            Self::Large => usual.max(Self::LARGE),
        }
    }
}

/// What every paper says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imprint {
    /// 栗溪村.
    pub village: String,
    /// Moment of printing as it shall be read: 2026-07-01 16:20.
    pub printed_at: String,
    /// Edition.
    pub audience: Audience,
    /// Own books or invented ones.
    pub origin: Origin,
    /// 核对码 of the whole paper, in groups with hyphens; empty where its parts have their own.
    #[serde(default)]
    pub proof: String,
    /// What the books have nothing of, a sentence each, with where to enter it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
}

impl Imprint {
    /// Foot line of a paper: 栗溪村 · 隐患台账 · 2026-07-01 16:20 打印 · 公开版.
    fn foot(&self, paper: &str) -> String {
        let printed = match self.printed_at.as_str() {
            "" => String::new(),
            moment => format!("{moment} 打印"),
        };
        let edition = match self.audience {
            Audience::Duty => "",
            Audience::Public => "公开版",
        };
        joined(&[&self.village, paper, &printed, edition])
    }

    fn mark(&self) -> &'static str {
        match self.origin {
            Origin::Village => "",
            Origin::Demonstration => "演示数据",
        }
    }

    fn running(&self, paper: &str) -> Running {
        Running {
            title: format!("{}{paper}", self.village),
            head_left: String::new(),
            continued: format!("{}{paper}（续）", self.village),
            head_right: self.mark().to_owned(),
            foot: self.foot(paper),
            sheet: Sheet::Working,
            proof: self.proof.clone(),
        }
    }
}

/// The parts that say something, with a middle dot between them.
fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}

const TITLE: Style = Style::bold(22 * PT).leading(30 * PT);
const SUMMARY: Style = Style::regular(1050).leading(16 * PT);
const LACK: Style = Style::bold(1050).leading(16 * PT);

/// Title of a one-subject paper, a thick rule, a sentence on what the paper holds, and what the
/// books have nothing of.
fn masthead(flow: &mut Flow<'_>, (imprint, paper): (&Imprint, &str), summary: &str) {
    flow.text(&format!("{}{paper}", imprint.village), TITLE, 0);
    flow.y += 3 * PT;
    flow.rule(3 * PT);
    flow.y += 5 * PT;
    let summary_style = flow.lettering.of(SUMMARY);
    flow.text(summary, summary_style, 0);
    for lack in &imprint.lacks {
        let style = flow.lettering.of(LACK);
        flow.text(lack, style, 0);
    }
    flow.y += 4 * PT;
}

/// A list in which nothing stands: its title and one sentence. Where it is entered the preview says;
/// on paper nobody can go there.
fn nothing_recorded(flow: &mut Flow<'_>, (imprint, paper): (&Imprint, &str)) {
    let said = Imprint {
        lacks: Vec::new(),
        ..imprint.clone()
    };
    let until = imprint.printed_at.split(' ').next().unwrap_or_default();
    let sentence = match until {
        "" => "还没有登记。".to_owned(),
        until => format!("到{}，没有登记。", day(until)),
    };
    masthead(flow, (&said, paper), &sentence);
}

/// The style at the largest size, from its own down to `least`, at which the text needs no more
/// than `most` lines; at `least` it may need more.
fn shrunk(text: &str, style: Style, setting: Setting<'_>) -> Style {
    let Setting {
        fonts,
        measure,
        least,
        most,
    } = setting;
    let mut style = style;
    while style.size > least && Setter::new(fonts, style).lines(text, measure).len() > most {
        style = style.at((style.size - 50).max(least));
    }
    style
}

/// The room a text has.
#[derive(Clone, Copy)]
struct Setting<'a> {
    fonts: &'a crate::Fonts,
    measure: Length,
    least: Length,
    most: usize,
}
