//! Pictograms of the nine hazards and of the main acts, drawn for these papers: black shapes on
//! white, a hazard in a square, an act in a ring, so that a copy of a copy and an eye without colour
//! lose nothing.
//!
//! Each is a list of marks on a square of 100 by 100 units, `y` downwards.

mod acts;
mod marks;

pub use acts::Act;

use crate::page::{Item, Length, Paint};
use marks::Mark;
use serde::{Deserialize, Serialize};

/// An act with the words below its picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicturedAct {
    /// Its picture.
    pub picture: Act,
    /// Two to five characters: 往高处走.
    pub label: String,
}

/// A hazard that has a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pictogram {
    /// 暴雨山洪: a house up to its walls in water, under rain.
    Flood,
    /// 滑坡、崩塌、泥石流: rocks coming down a slope.
    Geological,
    /// 森林火灾: a tree beside a flame.
    ForestFire,
    /// 房屋火灾: a flame in a house.
    HouseFire,
    /// 台风雷电: wind and a flash.
    Typhoon,
    /// 低温冰雪: a snow crystal.
    Cold,
    /// 地震: a house torn apart above a shaken ground.
    Earthquake,
    /// 溺水: a head and an arm above the waves.
    Drowning,
    /// 燃气与一氧化碳: a gas bottle that leaks.
    Gas,
}

impl Pictogram {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Flood,
        Self::Geological,
        Self::ForestFire,
        Self::HouseFire,
        Self::Typhoon,
        Self::Cold,
        Self::Earthquake,
        Self::Drowning,
        Self::Gas,
    ];

    /// The picture of a code of the list `disaster_kind`.
    pub fn of(code: &str) -> Option<Self> {
        Some(match code {
            "flood" => Self::Flood,
            "geological" => Self::Geological,
            "forest_fire" => Self::ForestFire,
            "house_fire" => Self::HouseFire,
            "typhoon" => Self::Typhoon,
            "cold" => Self::Cold,
            "earthquake" => Self::Earthquake,
            "drowning" => Self::Drowning,
            "gas" => Self::Gas,
            _ => return None,
        })
    }

    fn marks(self) -> &'static [Mark] {
        match self {
            Self::Flood => marks::FLOOD,
            Self::Geological => marks::GEOLOGICAL,
            Self::ForestFire => marks::FOREST_FIRE,
            Self::HouseFire => marks::HOUSE_FIRE,
            Self::Typhoon => marks::TYPHOON,
            Self::Cold => marks::COLD,
            Self::Earthquake => marks::EARTHQUAKE,
            Self::Drowning => marks::DROWNING,
            Self::Gas => marks::GAS,
        }
    }

    /// The picture in its square frame, drawn relative to the frame's upper left corner.
    pub(super) fn draw(self, side: Length) -> Vec<Item> {
        let frame = side * 4 / 100;
        let mut items = vec![Item::Rect {
            x: frame / 2,
            y: frame / 2,
            width: side - frame,
            height: side - frame,
            paint: Paint::Stroke(frame),
        }];
        let marks = self.marks().iter();
        items.extend(marks.flat_map(|mark| mark.draw(side)));
        items
    }
}
