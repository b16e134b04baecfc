//! What stands on a village's map: gathered once for the screen and for the poster.

use super::drawing::strokes;
use super::fit::Fit;
use super::layers::{Record, coordinates, records};
use crate::bridge::map::Stroke;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::kinds::map_mark;
use ledger::{Row, RowId};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// What a map is drawn upon.
pub(crate) struct Base {
    /// The row of its picture; none for a drawing.
    pub(crate) photo: Option<StoredRow>,
    /// Its width, in dots or in units of the drawing.
    pub(crate) width: u32,
    /// Its height.
    pub(crate) height: u32,
    /// Lines and areas of a drawing.
    pub(crate) drawing: Vec<Stroke>,
    /// What is said about it.
    pub(crate) caption: String,
    /// West, south, east, north of a drawing, in millionths of a degree.
    extent: Option<[i64; 4]>,
}

/// A village's map.
pub(crate) struct Sketch {
    pub(crate) base: Option<Base>,
    /// Everything that can stand on it, in the order of the layers.
    pub(crate) records: Vec<Record>,
    /// Where the records stand.
    marks: BTreeMap<String, Row>,
    pub(crate) fit: Option<Fit>,
}

impl Sketch {
    /// The map of an area.
    pub(crate) fn of(office: &Office, area: &str) -> Result<Self, Problem> {
        let base = base(office, area)?;
        let mut sketch = Self {
            base,
            records: records(office, area)?,
            marks: marks(office, area)?,
            fit: None,
        };
        sketch.fit = sketch.fitted();
        Ok(sketch)
    }

    /// Where a record's mark stands.
    pub(crate) fn place(&self, record: &Record) -> Option<(i64, i64)> {
        map_mark::place(self.mark(record)?)
    }

    /// Its line or outline.
    pub(crate) fn shape(&self, record: &Record) -> Vec<(i64, i64)> {
        self.mark(record).map(map_mark::shape).unwrap_or_default()
    }

    fn mark(&self, record: &Record) -> Option<&Row> {
        let id = record.stored.id.to_string();
        let mark = self.marks.get(&id)?;
        (mark.text("about_ledger") == record.layer.ledger).then_some(mark)
    }

    /// Records that are not on the map and whose longitude and latitude lie on it, with the place.
    pub(crate) fn by_coordinates(&self) -> Vec<(&Record, (i64, i64))> {
        let Some(fit) = &self.fit else {
            return Vec::new();
        };
        let absent = self.records.iter().filter(|one| self.place(one).is_none());
        absent
            .filter_map(|one| Some((one, fit.spot(coordinates(&one.stored.row)?)?)))
            .collect()
    }

    /// A drawing knows its edges; a picture is fitted by the records that are known both ways.
    fn fitted(&self) -> Option<Fit> {
        let base = self.base.as_ref()?;
        let size = (base.width, base.height);
        if let Some([west, south, east, north]) = base.extent {
            let whole = map_mark::WHOLE;
            let corners = [
                ((west, north), (0, 0)),
                ((east, north), (whole, 0)),
                ((west, south), (0, whole)),
                ((east, south), (whole, whole)),
            ];
            return Fit::found(&corners, size);
        }
        let known = self
            .records
            .iter()
            .filter_map(|record| Some((coordinates(&record.stored.row)?, self.place(record)?)));
        Fit::found(&known.collect::<Vec<_>>(), size)
    }
}

/// The one row of an area's base picture.
pub(super) fn base_id(area: &str) -> RowId {
    RowId::fixed("base_picture", area, "")
}

/// The one row of a record's place on the map.
pub(super) fn mark_id(area: &str, ledger: &str, record: RowId) -> RowId {
    RowId::fixed("map_mark", area, &format!("{ledger}/{record}"))
}

/// A living row of one area.
pub(super) fn row_of(
    office: &Office,
    ledger: &str,
    (area, id): (&str, RowId),
) -> Result<Option<StoredRow>, Problem> {
    let stored = office.store.row(spec_of(ledger)?, id)?;
    Ok(stored.filter(|stored| !stored.gone && stored.area == area))
}

fn base(office: &Office, area: &str) -> Result<Option<Base>, Problem> {
    let Some(stored) = row_of(office, "base_picture", (area, base_id(area)))? else {
        return Ok(None);
    };
    let row = &stored.row;
    let photo = match row.text("photo_id").parse() {
        Ok(id) => row_of(office, "photo", (area, id))?,
        Err(_) => None,
    };
    let side = |field: &str| {
        row.get(field)
            .int()
            .and_then(|side| u32::try_from(side).ok())
    };
    let drawing = strokes(row.get("drawing"));
    let (Some(width @ 1..), Some(height @ 1..)) = (side("width"), side("height")) else {
        return Ok(None);
    };
    if photo.is_none() && drawing.is_empty() {
        return Ok(None);
    }
    let edges = ["west", "south", "east", "north"].map(|field| row.get(field).int());
    let extent = match edges {
        [Some(west), Some(south), Some(east), Some(north)] => Some([west, south, east, north]),
        _ => None,
    };
    Ok(Some(Base {
        photo,
        width,
        height,
        drawing,
        caption: row.text("caption").to_owned(),
        extent,
    }))
}

fn marks(office: &Office, area: &str) -> Result<BTreeMap<String, Row>, Problem> {
    let query = Query {
        area: Some(area.to_owned()),
        ..Query::default()
    };
    let rows = office.store.list(spec_of("map_mark")?, &query)?.rows;
    let by_record = |stored: StoredRow| (stored.row.text("about_id").to_owned(), stored.row);
    Ok(rows.into_iter().map(by_record).collect())
}
