//! 一张图 of the demo: a base picture painted by the program, so that it is nobody's place, and
//! the places of `assets/demo/map.toml` upon it. Some are left off, on purpose.

use super::Village;
use crate::acts::map::base_rows;
use crate::problem::Problem;
use image::codecs::jpeg::JpegEncoder;
use ledger::kinds::map_mark;
use ledger::{Digest, RowId, Value};
use painting::Painting;
use serde::Deserialize;

mod painting;

/// Fine enough for a wall; the picture stays far below what a photo may weigh.
const QUALITY: u8 = 80;

/// The file of the demo's map.
#[derive(Deserialize)]
pub(in crate::demo) struct MapFile {
    size: (u32, u32),
    caption: String,
    area: Vec<AreaEntry>,
    line: Vec<LineEntry>,
    houses: Vec<HousesEntry>,
    place: Vec<PlaceEntry>,
}

#[derive(Deserialize)]
struct AreaEntry {
    paint: String,
    places: Vec<(i64, i64)>,
}

#[derive(Deserialize)]
struct LineEntry {
    paint: String,
    width: i64,
    places: Vec<(i64, i64)>,
}

#[derive(Deserialize)]
struct HousesEntry {
    at: (i64, i64),
    across: i64,
    down: i64,
}

#[derive(Deserialize)]
struct PlaceEntry {
    ledger: String,
    name: String,
    at: (i64, i64),
    #[serde(default)]
    shape: Vec<(i64, i64)>,
}

impl Village<'_> {
    /// The rows of the map; gives the picture behind its salt.
    pub(super) fn map(&mut self) -> Result<Vec<u8>, Problem> {
        let file = &self.catalogue.map;
        let code = self.ids.code.clone();
        // The same demo has the same picture on every machine, salt and all.
        let salt = Digest::of("yizhan/demo/map", &[code.as_bytes()]);
        let salt = salt.0.get(..ledger::kinds::photo::SALT).unwrap_or_default();
        let salted = [salt, &jpeg(file)?].concat();
        let picture = self.ids.named("photo", "map");
        let rows = base_rows((&code, picture), (&salted, file.size), Some(&file.caption));
        self.books.changes.extend(rows);
        for place in &file.place {
            self.map_mark(place)?;
        }
        Ok(salted)
    }

    fn map_mark(&mut self, place: &PlaceEntry) -> Result<(), Problem> {
        let about = self.ids.named(&place.ledger, &place.name);
        let meaning = format!("{}/{about}", place.ledger);
        let id = RowId::fixed("map_mark", &self.ids.code, &meaning);
        let row = [
            ("about_ledger", place.ledger.as_str().into()),
            ("about_id", about.to_string().into()),
            ("caption", place.name.as_str().into()),
            ("across", Value::Int(place.at.0)),
            ("down", Value::Int(place.at.1)),
            ("shape", map_mark::lines(&place.shape)),
        ];
        self.books.put("map_mark", id, row)
    }
}

fn jpeg(file: &MapFile) -> Result<Vec<u8>, Problem> {
    let mut painting = Painting::of(file.size);
    let (ponds, land): (Vec<_>, Vec<_>) = file.area.iter().partition(|area| area.paint == "water");
    for area in land {
        painting.fill(&area.places, &area.paint);
    }
    let (brooks, ways): (Vec<_>, Vec<_>) = file.line.iter().partition(|line| line.paint == "brook");
    for pond in &ponds {
        painting.shore(&pond.places);
    }
    for brook in &brooks {
        painting.banks(&brook.places, brook.width);
    }
    for pond in ponds {
        painting.pond(&pond.places);
    }
    for brook in brooks {
        painting.brook(&brook.places, brook.width);
    }
    for way in ways {
        painting.stroke(&way.places, way.width, &way.paint);
    }
    for row in &file.houses {
        painting.houses(row.at, (row.across, row.down));
    }
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&painting.picture)
        .map_err(|error| Problem::internal("demo", &error))?;
    Ok(bytes)
}
