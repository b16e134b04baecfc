//! Lines and areas of a GeoJSON file (RFC 7946) as the base of a map. Only shapes are taken over,
//! no names; they are made simpler until they are small enough for the book.

use super::fit::real;
use crate::bridge::map::{Place, Stroke};
use crate::problem::Problem;
use ledger::Value;
use ledger::kinds::map_mark::{WHOLE, lines, place_of};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Most characters of the file.
const MOST_TEXT: usize = 8 * 1024 * 1024;
/// Most lines and areas taken over.
const MOST_STROKES: usize = 2_000;
/// Most places of one line before it is made simpler.
const MOST_PLACES: usize = 5_000;
/// Most bytes of the kept drawing; a field holds 64 KiB.
const MOST_KEPT: usize = 48 * 1024;
/// Width of a drawing; its height follows.
const WIDTH: f64 = 1_600.0;

/// A position: longitude and latitude.
type Position = (f64, f64);

/// A drawing as it is kept.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) strokes: Value,
    pub(super) width: i64,
    pub(super) height: i64,
    /// West, south, east, north, in millionths of a degree.
    pub(super) extent: [i64; 4],
}

/// Reads a GeoJSON text.
pub(super) fn read(text: &str) -> Result<Drawing, Problem> {
    if text.len() > MOST_TEXT {
        return Err(too_much());
    }
    let json: Json = serde_json::from_str(text).map_err(|_| not_a_drawing())?;
    let mut shapes = Vec::new();
    collect(&json, &mut shapes);
    if shapes.len() > MOST_STROKES {
        return Err(too_much());
    }
    let extent = extent(&shapes).ok_or_else(not_a_drawing)?;
    let frame = Frame::around(extent);
    let mut strokes: Vec<Stroke> = shapes
        .iter()
        .map(|(closed, line)| Stroke {
            closed: *closed,
            places: line.iter().map(|at| frame.place(*at)).collect(),
        })
        .collect();
    let mut least = 5;
    loop {
        for stroke in &mut strokes {
            stroke.places = simpler(&stroke.places, least);
        }
        strokes.retain(|stroke| stroke.places.len() > 1);
        let kept = kept(&strokes);
        if size(&kept) <= MOST_KEPT {
            return Ok(Drawing {
                strokes: kept,
                width: whole(frame.width),
                height: whole(frame.height),
                extent: extent.map(|degrees| whole(degrees * 1_000_000.0)),
            });
        }
        least *= 2;
        if least > WHOLE / 20 {
            return Err(too_much());
        }
    }
}

/// The strokes of a kept drawing.
pub(crate) fn strokes(value: &Value) -> Vec<Stroke> {
    let Value::Lines(kept) = value else {
        return Vec::new();
    };
    kept.iter()
        .filter_map(|line| {
            let (kind, places) = line.split_once(' ')?;
            let places = places.split(' ').filter_map(place_of);
            Some(Stroke {
                closed: kind == "area",
                places: places
                    .map(|(across, down)| Place { across, down })
                    .collect(),
            })
        })
        .collect()
}

fn kept(strokes: &[Stroke]) -> Value {
    let line = |stroke: &Stroke| {
        let places: Vec<(i64, i64)> = stroke
            .places
            .iter()
            .map(|at| (at.across, at.down))
            .collect();
        let Value::Lines(places) = lines(&places) else {
            return String::new();
        };
        let kind = if stroke.closed { "area" } else { "line" };
        format!("{kind} {}", places.join(" "))
    };
    Value::Lines(strokes.iter().map(line).collect())
}

fn size(kept: &Value) -> usize {
    let Value::Lines(lines) = kept else { return 0 };
    lines.iter().map(|line| line.len() + 6).sum()
}

/// Every line and ring of a GeoJSON value, however deep it lies.
fn collect(json: &Json, shapes: &mut Vec<(bool, Vec<Position>)>) {
    let kind = json.get("type").and_then(Json::as_str).unwrap_or_default();
    let inner = ["features", "geometries"].map(|name| json.get(name).and_then(Json::as_array));
    for part in inner.into_iter().flatten().flatten() {
        collect(part, shapes);
    }
    if let Some(geometry) = json.get("geometry") {
        collect(geometry, shapes);
    }
    if let (Some(coordinates), Some(closed)) = (json.get("coordinates"), closes(kind)) {
        rings(coordinates, closed, shapes);
    }
}

fn closes(kind: &str) -> Option<bool> {
    match kind {
        "LineString" | "MultiLineString" => Some(false),
        "Polygon" | "MultiPolygon" => Some(true),
        _ => None,
    }
}

fn rings(json: &Json, closed: bool, shapes: &mut Vec<(bool, Vec<Position>)>) {
    let Some(parts) = json.as_array() else { return };
    let line: Option<Vec<Position>> = parts.iter().map(position).collect();
    match line {
        Some(line) if line.len() > 1 => shapes.push((closed, line)),
        Some(_) => {}
        None => parts.iter().for_each(|part| rings(part, closed, shapes)),
    }
}

fn position(json: &Json) -> Option<Position> {
    let [longitude, latitude, ..] = json.as_array()?.as_slice() else {
        return None;
    };
    let (longitude, latitude) = (longitude.as_f64()?, latitude.as_f64()?);
    let is_on_earth = longitude.abs() <= 180.0 && latitude.abs() <= 85.0;
    is_on_earth.then_some((longitude, latitude))
}

fn extent(shapes: &[(bool, Vec<Position>)]) -> Option<[f64; 4]> {
    let mut places = shapes.iter().flat_map(|(_, line)| line);
    let first = *places.next()?;
    let start = [first.0, first.1, first.0, first.1];
    let [west, south, east, north] = places.fold(start, |[west, south, east, north], (x, y)| {
        [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
    });
    let is_village = east - west > 0.000_1 && north - south > 0.000_1;
    // A margin, so that nothing lies on the very edge.
    let margin = (east - west).max(north - south) / 30.0;
    is_village.then_some([west - margin, south - margin, east + margin, north + margin])
}

/// What turns positions into places.
struct Frame {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn around([west, south, east, north]: [f64; 4]) -> Self {
        let narrower = south.to_radians().cos();
        let (across, down) = (east - west, north - south);
        Self {
            west,
            north,
            across,
            down,
            width: WIDTH,
            height: WIDTH * down / (across * narrower),
        }
    }

    fn place(&self, (longitude, latitude): Position) -> Place {
        let part = |share: f64| whole(share * real(WHOLE)).clamp(0, WHOLE);
        Place {
            across: part((longitude - self.west) / self.across),
            down: part((self.north - latitude) / self.down),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "sizes and degrees are far below the range"
)]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// Without the places that lie nearer than `least` to the line between their neighbours that stay
/// (Douglas and Peucker).
fn simpler(places: &[Place], least: i64) -> Vec<Place> {
    let mut places = places.to_vec();
    places.dedup();
    let step = places.len().div_ceil(MOST_PLACES).max(1);
    let end = places.last().copied();
    let mut places: Vec<Place> = places.into_iter().step_by(step).collect();
    places.extend(end.filter(|end| places.last() != Some(end)));
    let mut stay: BTreeSet<usize> = [0, places.len().saturating_sub(1)].into();
    let mut spans = vec![(0, places.len().saturating_sub(1))];
    while let Some((from, to)) = spans.pop() {
        let Some(at) = farthest(&places, (from, to), least) else {
            continue;
        };
        stay.insert(at);
        spans.extend([(from, at), (at, to)]);
    }
    let stay = stay.into_iter().filter_map(|at| places.get(at).copied());
    stay.collect()
}

/// The place between two that lies farthest from the line between them, if it is far enough.
fn farthest(places: &[Place], (from, to): (usize, usize), least: i64) -> Option<usize> {
    let ends = (*places.get(from)?, *places.get(to)?);
    let between = places.get(from + 1..to)?.iter().zip(from + 1..);
    let far = between.map(|(place, at)| (distance(*place, ends), at));
    let (far, at) = far.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (far > real(least)).then_some(at)
}

fn distance(place: Place, (from, to): (Place, Place)) -> f64 {
    let leg = (real(to.across - from.across), real(to.down - from.down));
    let arm = (
        real(place.across - from.across),
        real(place.down - from.down),
    );
    let length = leg.0.hypot(leg.1);
    if length < 1.0 {
        return arm.0.hypot(arm.1);
    }
    (leg.0 * arm.1 - leg.1 * arm.0).abs() / length
}

fn not_a_drawing() -> Problem {
    Problem::of_field(
        "not_a_drawing",
        "drawing",
        "这个文件里没有能画的线和面，册子没有改动。请选 GeoJSON 文件（.geojson 或 .json），里面要有经纬度的线或面。",
    )
}

fn too_much() -> Problem {
    Problem::of_field(
        "drawing_too_large",
        "drawing",
        "这个图形文件太大，没有导入，册子没有改动。请先只留本村范围的线和面，再选一次。",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(coordinates: &Json) -> String {
        json!({ "type": "Feature", "properties": { "name": "村道" },
            "geometry": { "type": "LineString", "coordinates": coordinates } })
        .to_string()
    }

    #[test]
    fn lines_and_areas_are_taken_over_and_names_are_not() {
        let text = json!({ "type": "FeatureCollection", "features": [
            { "type": "Feature", "properties": { "name": "某人家的田" }, "geometry":
                { "type": "Polygon", "coordinates":
                    [[[110.0, 30.0], [110.02, 30.0], [110.02, 30.01], [110.0, 30.0]]] } },
            { "type": "Feature", "geometry":
                { "type": "MultiLineString", "coordinates": [[[110.0, 30.0], [110.01, 30.01]]] } },
            { "type": "Feature", "geometry": { "type": "Point", "coordinates": [110.0, 30.0] } },
        ] });
        let drawing = read(&text.to_string()).unwrap();
        let strokes = strokes(&drawing.strokes);
        let closed: Vec<bool> = strokes.iter().map(|stroke| stroke.closed).collect();
        assert_eq!(closed, [true, false]);
        assert!(!format!("{:?}", drawing.strokes).contains("某人"));
        let [west, south, east, north] = drawing.extent;
        assert!(
            west < 110_000_000 && east > 110_020_000 && south < 30_000_000 && north > 30_010_000
        );
    }

    #[test]
    fn a_line_with_too_many_places_is_made_simpler_until_it_fits() {
        let wavy: Vec<Json> = (0..60_000)
            .map(|at| {
                let at = f64::from(at);
                json!([110.0 + at / 3e6, 30.0 + (at / 40.0).sin() / 5e3])
            })
            .collect();
        let drawing = read(&line(&Json::from(wavy))).unwrap();
        assert!(size(&drawing.strokes) <= MOST_KEPT);
        assert!(
            strokes(&drawing.strokes)
                .iter()
                .any(|stroke| stroke.places.len() > 50)
        );
    }

    #[test]
    fn what_holds_no_line_is_refused_in_words() {
        for text in ["", "{}", "[1,2", r#"{"type":"Point","coordinates":[1,2]}"#] {
            assert_eq!(read(text).unwrap_err().code, "not_a_drawing", "{text}");
        }
        let beyond = line(&json!([[500.0, 30.0], [501.0, 31.0]]));
        assert_eq!(read(&beyond).unwrap_err().code, "not_a_drawing");
    }
}
