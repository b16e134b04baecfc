//! 应急处置卡, 险情卡: one post or hazard on a card of A6, four cards on an A4 sheet with cut marks
//! (domain §2.7, §3.2). What does not fit at the least size goes on to a second card.

mod acts;
pub(super) mod body;
mod face;
pub(super) mod sheet;

use super::Imprint;
use super::pictogram::{Pictogram, PicturedAct};
use crate::fonts::Fonts;
use crate::page::Document;
use serde::{Deserialize, Serialize};

/// Somebody who holds a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// A角, B角.
    pub role: String,
    /// Who; nobody yet is said in words.
    pub name: Option<String>,
    /// Number; none is said in words.
    pub phone: Option<String>,
}

/// In place of a name or a number that a hand writes in.
pub const BY_HAND: &str = "＿＿＿＿";

impl Holder {
    /// Whether name and number are written by hand: a blank card.
    pub fn is_to_be_written(&self) -> bool {
        self.name.as_deref() == Some(BY_HAND)
    }

    /// What is wrong with the holder, in one sentence.
    pub fn gap(&self) -> Option<String> {
        let is_empty = |text: &Option<String>| text.as_ref().is_none_or(String::is_empty);
        if is_empty(&self.name) {
            Some(format!("{}未定，请尽快指定。", self.role))
        } else if is_empty(&self.phone) {
            Some(format!("{}没有电话，请尽快补上。", self.role))
        } else {
            None
        }
    }
}

/// One of ①平时 ②接到预警 ③发生时 ④灾后.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name.
    pub title: String,
    /// What to do, at best five lines of twenty-two characters.
    pub lines: Vec<String>,
}

/// A number on every card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// Whose: 村值守, 镇应急办.
    pub label: String,
    /// The number.
    pub number: String,
}

/// One card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseCard {
    /// Post in large letters: 转移责任人.
    pub post: String,
    /// Hazard in the box: 暴雨山洪; empty for a card of all hazards.
    pub hazard: String,
    /// Picture beside the title, on a card of a hazard.
    pub pictogram: Option<Pictogram>,
    /// The main acts in pictures, at best four; left out where the words would get too small.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<PicturedAct>,
    /// Who holds the post, at best two; none for a card of a hazard.
    pub holders: Vec<Holder>,
    /// What to do when.
    pub stages: Vec<Stage>,
    /// 口令: what to call out.
    pub watchword: Option<String>,
    /// 携带: what to take along.
    pub carry: Option<String>,
    /// 严禁: what never to do.
    pub forbidden: Vec<String>,
    /// 核对码 of the card, in groups with hyphens; empty for none.
    #[serde(default)]
    pub proof: String,
    /// Number of the edition: 3.
    pub version: String,
}

/// What goes into the cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseCards {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// What the cards are called: 应急处置卡, 避险卡.
    pub title: String,
    /// Numbers beside 119, 110 and 120, which every card has.
    pub phones: Vec<Phone>,
    /// The cards, in order.
    pub cards: Vec<ResponseCard>,
}

/// Lays out the cards, four on a sheet of A4.
pub fn lay_out(input: &ResponseCards, fonts: &Fonts) -> Document {
    sheet::lay_out(input, fonts)
}
