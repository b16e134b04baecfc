//! Shapes of the village's own map (一张图). Places are parts of the base picture's width and
//! height, in ten-thousandths.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks for a village's map.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadMap {
    /// Area code of the village, for a township; the office's own if absent.
    #[serde(default)]
    #[ts(optional)]
    pub area: Option<String>,
}

/// A village's map.
#[derive(Debug, Serialize, TS)]
pub struct MapView {
    /// Area code of the village.
    pub area: String,
    /// What everything is drawn upon; none before it was chosen.
    pub base: Option<BaseView>,
    /// The layers that have something, in order.
    pub layers: Vec<LayerView>,
    /// Where the warning in force holds, if its file drew it.
    pub range: Option<RangeView>,
    /// Everything that can stand on the map, on it or not, in the order of the layers.
    pub marks: Vec<MarkView>,
    /// How many are not on it yet.
    pub unplaced: u32,
    /// How many of those could be put there by their longitude and latitude.
    pub by_coordinates: u32,
    /// How the picture lies on the earth, once that is known.
    pub fit: Option<FitView>,
    /// Whether whoever works now may change it.
    pub may_edit: bool,
}

/// What a map is drawn upon.
#[derive(Debug, Serialize, TS)]
pub struct BaseView {
    /// Row id of the picture in the ledger `photo`; none for a drawing.
    pub photo: Option<String>,
    /// Whether the picture's bytes are in this file.
    pub here: bool,
    /// Its width, in dots or in units of the drawing.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Lines and areas of a drawing.
    pub drawing: Vec<Stroke>,
    /// What is said about it; may be empty.
    pub caption: String,
}

/// A line or an area of a drawn base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Stroke {
    /// Whether it is an area.
    pub closed: bool,
    /// Its places.
    pub places: Vec<Place>,
}

/// A place on a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// From the left edge, in ten-thousandths of the width.
    #[ts(type = "number")]
    pub across: i64,
    /// From the upper edge, in ten-thousandths of the height.
    #[ts(type = "number")]
    pub down: i64,
}

/// How a picture lies on the earth.
#[derive(Debug, Serialize, TS)]
pub struct FitView {
    /// Places whose longitude and latitude are known as well.
    pub points: u32,
    /// Metres from its left to its right edge.
    pub metres: u32,
    /// Degrees, clockwise, from its upward direction to north.
    pub north: i32,
    /// How far the places are off at most, in metres.
    pub off: u32,
}

/// Where a warning holds, as its file drew it.
#[derive(Debug, Serialize, TS)]
pub struct RangeView {
    /// Kind and level of the warning.
    pub title: String,
    /// Whether it can be drawn: the picture's place on the earth is known.
    pub on_map: bool,
    /// Whether the whole picture lies in it, so that no edge is to be seen.
    pub covers: bool,
    /// Its outlines; their corners may lie beyond the picture.
    pub shapes: Vec<Vec<Place>>,
    /// What lies inside and what cannot be compared, one sentence each.
    pub says: Vec<String>,
}

/// One layer of the map.
#[derive(Debug, Serialize, TS)]
pub struct LayerView {
    /// Its name, which is also that of its sign.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Its sign.
    pub sign: SignView,
    /// How many records it has.
    pub count: u32,
    /// How many of them are on the map.
    pub placed: u32,
}

/// The shape that stands for a layer, the same on screen and paper.
#[derive(Debug, Serialize, TS)]
pub struct SignView {
    /// Its corners on a square of 100 by 100 units, across and down.
    pub corners: Vec<(i32, i32)>,
    /// Whether it is black with a white number, or white with a black one.
    pub solid: bool,
    /// Where the middle of its number lies, from its upper edge.
    pub middle: i32,
}

/// A record that can stand on the map.
#[derive(Debug, Serialize, TS)]
pub struct MarkView {
    /// Its ledger.
    pub ledger: String,
    /// Its row id.
    pub id: String,
    /// The layer it belongs to.
    pub layer: String,
    /// Its number on the map and on the poster; 0 if it is not on it.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// What matters about it, in few words.
    pub say: String,
    /// What is wrong with it tonight or at all; may be empty.
    pub alert: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// Its line or outline.
    pub shape: Vec<Place>,
    /// Whether its shape is a line, an outline, or it has none.
    #[ts(type = "'none' | 'line' | 'area'")]
    pub draws: &'static str,
    /// People who have to leave it tonight.
    pub owed: u32,
    /// How many of those are safe.
    pub safe: u32,
}

/// Chooses what the map is drawn upon: a picture or a drawing.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetBasePicture {
    /// A picture as it came, JPEG, PNG or WebP, in base64; it is made small here.
    #[serde(default)]
    #[ts(optional)]
    pub picture: Option<String>,
    /// The text of a GeoJSON file.
    #[serde(default)]
    #[ts(optional)]
    pub drawing: Option<String>,
    /// What is said about it.
    #[serde(default)]
    #[ts(optional)]
    pub caption: Option<String>,
}

/// Puts a record on the map or moves it.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlaceMark {
    /// Its ledger.
    pub ledger: String,
    /// Its row id.
    pub id: String,
    /// Where its mark stands.
    pub place: Place,
    /// Its line or outline; what it has stays if this is absent.
    #[serde(default)]
    #[ts(optional)]
    pub shape: Option<Vec<Place>>,
}

/// Takes a record off the map.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TakeOffMark {
    /// Its ledger.
    pub ledger: String,
    /// Its row id.
    pub id: String,
}
