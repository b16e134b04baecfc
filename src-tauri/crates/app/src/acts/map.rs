//! 一张图 (domain §1 F29): the village's own picture with what matters on it. Where a record stands
//! is written like anything else, as an act; the picture lies among the photos.

use super::night;
use super::photos;
use crate::bridge::file::{Nothing, OfficeKind};
use crate::bridge::map::{
    BaseView, FitView, LayerView, MapView, MarkView, Place, PlaceMark, ReadMap, SetBasePicture,
    SignView, TakeOffMark,
};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id};
use crate::problem::Problem;
use ledger::kinds::{base_picture, map_mark, photo};
use ledger::{Act, Change, Deed, Row, RowId, Value};
use print::documents::poster::signs;
use sketch::{base_id, mark_id, row_of};
use std::collections::BTreeMap;

mod drawing;
mod fit;
pub(crate) mod layers;
pub(crate) mod range;
mod sketch;

pub(crate) use fit::Fit;
pub(crate) use sketch::{Base, Sketch};

use layers::{LAYERS, Record};

/// Shows a village's map.
pub(crate) fn view(desk: &Desk, request: ReadMap) -> Result<MapView, Problem> {
    desk.with_office(|office| {
        let area = request.area.unwrap_or_else(|| office.code.clone());
        picture(desk, office, &area)
    })
}

/// Chooses what the map is drawn upon. Marks stay where they are.
pub(crate) fn set_base(desk: &Desk, request: SetBasePicture) -> Result<MapView, Problem> {
    write(desk, |desk, office| {
        let (changes, salted) = match (&request.picture, &request.drawing) {
            (Some(data), None) => pictured(office, data, request.caption.as_deref())?,
            (None, Some(text)) => (vec![drawn(office, text, request.caption.as_deref())?], None),
            _ => return Err(Problem::new("choose_one_base", CHOOSE_ONE)),
        };
        let photos: Vec<&[u8]> = salted.iter().map(Vec::as_slice).collect();
        office.act_with_photos(desk, Act::ADD_PHOTO, (&changes, &photos))
    })
}

const CHOOSE_ONE: &str = "底图要么选一张图片，要么选一个图形文件，册子没有改动。请再选一次。";

/// Puts a record on the map or moves it.
pub(crate) fn place(desk: &Desk, request: PlaceMark) -> Result<MapView, Problem> {
    write(desk, |desk, office| {
        let (name, id) = mappable(office, &request.ledger, &request.id)?;
        let at = (request.place.across, request.place.down);
        let shape = request.shape.map(|shape| {
            let places = shape.iter().take(map_mark::MOST_PLACES);
            places.map(|at| (at.across, at.down)).collect()
        });
        let record = (request.ledger.as_str(), id, name.as_str());
        let change = placed(office, record, (at, shape))?;
        office.act(desk, Act::SAVE_RECORD, None, &[change])
    })
}

/// Takes a record off the map; the record itself stays.
pub(crate) fn take_off(desk: &Desk, request: TakeOffMark) -> Result<MapView, Problem> {
    write(desk, |desk, office| {
        let id = row_id(&request.id)?;
        let mark = mark_id(&office.code, &request.ledger, id);
        let Some(stored) = row_of(office, "map_mark", (&office.code, mark))? else {
            return Ok(());
        };
        let empty = ["across", "down", "shape"].map(|field| (field, Value::Null));
        let change = Change::put(&map_mark::SPEC, stored.id, empty);
        office.act(desk, Act::SAVE_RECORD, None, &[change])
    })
}

/// Puts every record whose longitude and latitude lie on the picture where it belongs.
pub(crate) fn place_by_coordinates(desk: &Desk, _: Nothing) -> Result<MapView, Problem> {
    write(desk, |desk, office| {
        let sketch = Sketch::of(office, &office.code)?;
        let mut changes = Vec::new();
        for (record, at) in sketch.by_coordinates() {
            let name = record.stored.row.text("name");
            let about = (record.layer.ledger, record.stored.id, name);
            changes.push(placed(office, about, (at, None))?);
        }
        if changes.is_empty() {
            let text = "没有能按经纬度放上去的记录，图没有改动。先在图上放好两处填过经纬度的地方。";
            return Err(Problem::new("nothing_to_place", text));
        }
        office.act(desk, Act::SAVE_RECORD, None, &changes)
    })
}

fn write(
    desk: &Desk,
    work: impl FnOnce(&Desk, &mut Office) -> Result<(), Problem>,
) -> Result<MapView, Problem> {
    desk.with_office(|office| {
        if office.kind == OfficeKind::Town {
            let text = "乡镇看各村的图，图由村里自己画，什么也没有改动。要改请告诉村里。";
            return Err(Problem::new("map_of_a_village", text));
        }
        office.require(desk, Deed::Write, &map_mark::SPEC)?;
        work(desk, office)?;
        picture(desk, office, &office.code)
    })
}

/// Name and id of a living record that can stand on the office's own map.
fn mappable(office: &Office, ledger: &str, id: &str) -> Result<(String, RowId), Problem> {
    let (spec, id) = (office.spec(ledger)?, row_id(id)?);
    let stored = office.row(spec, id)?;
    let fits = layers::layer_of(ledger, &stored.row).is_some();
    if stored.gone || stored.area != office.code || !fits {
        let text = "这条记录不能放到图上，图没有改动。请从图旁边的名单里选。";
        return Err(Problem::new("not_on_a_map", text));
    }
    Ok((stored.row.text("name").to_owned(), id))
}

type Spot = (i64, i64);

/// The row that says where a record stands; its shape stays unless another is told.
fn placed(
    office: &Office,
    (ledger, id, name): (&str, RowId, &str),
    (at, shape): (Spot, Option<Vec<Spot>>),
) -> Result<Change, Problem> {
    let mark = mark_id(&office.code, ledger, id);
    let stored = row_of(office, "map_mark", (&office.code, mark))?;
    let former = stored.map(|stored| map_mark::shape(&stored.row));
    let mut row = Row::default();
    row.set("about_ledger", ledger);
    row.set("about_id", id.to_string());
    row.set("caption", name);
    row.set("across", at.0);
    row.set("down", at.1);
    row.set(
        "shape",
        map_mark::lines(&shape.or(former).unwrap_or_default()),
    );
    let flags = (map_mark::SPEC.checks)(&row);
    if let Some(flag) = flags.first() {
        return Err(Problem::of_field(flag.code, flag.field, flag.text.clone()));
    }
    let fields = map_mark::SPEC.fields.iter();
    let values = fields.map(|field| (field.name, row.get(field.name).clone()));
    Ok(Change::put(&map_mark::SPEC, mark, values))
}

/// The rows of a picture chosen as the base, and the picture behind its salt.
fn pictured(
    office: &Office,
    data: &str,
    caption: Option<&str>,
) -> Result<(Vec<Change>, Option<Vec<u8>>), Problem> {
    let kept = photos::kept(data)?;
    let about = (office.code.as_str(), new_id());
    let rows = base_rows(about, (&kept.salted, kept.size), caption);
    Ok((rows, Some(kept.salted)))
}

/// The row of a base picture of an area and of the photo it is.
pub(crate) fn base_rows(
    (area, picture): (&str, RowId),
    (salted, size): (&[u8], (u32, u32)),
    caption: Option<&str>,
) -> Vec<Change> {
    let base = base_id(area);
    let photo = [
        ("about_ledger", base_picture::SPEC.name.into()),
        ("about_id", base.to_string().into()),
        ("phase", "other".into()),
        ("digest", photo::digest(salted).to_string().into()),
    ];
    let mut values = vec![
        ("photo_id", picture.to_string().into()),
        ("width", i64::from(size.0).into()),
        ("height", i64::from(size.1).into()),
    ];
    values.extend(["drawing", "west", "south", "east", "north"].map(|field| (field, Value::Null)));
    values.push(("caption", caption.unwrap_or_default().into()));
    vec![
        Change::put(&photo::SPEC, picture, photo),
        Change::put(&base_picture::SPEC, base, values),
    ]
}

/// The row of a drawing chosen as the base.
fn drawn(office: &Office, text: &str, caption: Option<&str>) -> Result<Change, Problem> {
    let drawing = drawing::read(text)?;
    let [west, south, east, north] = drawing.extent;
    let values = [
        ("photo_id", Value::Null),
        ("width", drawing.width.into()),
        ("height", drawing.height.into()),
        ("drawing", drawing.strokes),
        ("west", west.into()),
        ("south", south.into()),
        ("east", east.into()),
        ("north", north.into()),
        ("caption", caption.unwrap_or_default().into()),
    ];
    Ok(Change::put(
        &base_picture::SPEC,
        base_id(&office.code),
        values,
    ))
}

fn picture(desk: &Desk, office: &Office, area: &str) -> Result<MapView, Problem> {
    let sketch = Sketch::of(office, area)?;
    let tonight = if area == office.code {
        night::people_by_zone(desk, office)?
    } else {
        BTreeMap::new()
    };
    let shown = layers::shown(desk, office, &sketch.records)?;
    let mut marks: Vec<MarkView> = Vec::new();
    let mut number = 0;
    for record in &sketch.records {
        let place = sketch.place(record);
        number += u32::from(place.is_some());
        let words = shown.get(&record.stored.id).cloned().unwrap_or_default();
        let mut mark = mark_of(&sketch, record, &words);
        mark.number = place.map_or(0, |_| number);
        let people = tonight.get(&record.stored.id).copied();
        (mark.owed, mark.safe) = people.unwrap_or_default();
        marks.push(mark);
    }
    let warned = night::warned_area(desk, office)?;
    let range = warned.map(|warned| range::of(office, (&sketch, area), &warned));
    let unplaced = marks.iter().filter(|mark| mark.place.is_none()).count();
    let of_village = office.kind == OfficeKind::Village && area == office.code;
    Ok(MapView {
        area: area.to_owned(),
        base: base_view(office, &sketch)?,
        layers: layer_views(&marks),
        range: range.transpose()?.flatten(),
        unplaced: small(unplaced),
        by_coordinates: small(sketch.by_coordinates().len()),
        fit: sketch.fit.as_ref().map(fit_view),
        may_edit: of_village && office.seat.role().may(Deed::Write, &map_mark::SPEC),
        marks,
    })
}

fn mark_of(sketch: &Sketch, record: &Record, shown: &BTreeMap<String, String>) -> MarkView {
    let at = |(across, down)| Place { across, down };
    MarkView {
        ledger: record.layer.ledger.to_owned(),
        id: record.stored.id.to_string(),
        layer: record.layer.name.to_owned(),
        number: 0,
        name: shown.get("name").cloned().unwrap_or_default(),
        say: layers::say(record.layer, shown),
        alert: layers::alert(&record.stored.row).to_owned(),
        place: sketch.place(record).map(at),
        shape: sketch.shape(record).into_iter().map(at).collect(),
        draws: record.layer.draws.word(),
        owed: 0,
        safe: 0,
    }
}

fn layer_views(marks: &[MarkView]) -> Vec<LayerView> {
    let layers = LAYERS.iter().map(|layer| {
        let own = || marks.iter().filter(|mark| mark.layer == layer.name);
        LayerView {
            name: layer.name.to_owned(),
            label: layer.label.to_owned(),
            sign: sign_view(layer.name),
            count: small(own().count()),
            placed: small(own().filter(|mark| mark.place.is_some()).count()),
        }
    });
    layers.filter(|layer| layer.count > 0).collect()
}

fn sign_view(layer: &str) -> SignView {
    let sign = signs::of(layer);
    SignView {
        corners: sign.corners.to_vec(),
        solid: sign.tone == signs::Tone::Solid,
        middle: sign.middle,
    }
}

fn base_view(office: &Office, sketch: &Sketch) -> Result<Option<BaseView>, Problem> {
    let Some(base) = &sketch.base else {
        return Ok(None);
    };
    let here = match &base.photo {
        Some(photo) => office.store.has_photo(photo.row.text("digest"))?,
        None => true,
    };
    Ok(Some(BaseView {
        photo: base.photo.as_ref().map(|photo| photo.id.to_string()),
        here,
        width: base.width,
        height: base.height,
        drawing: base.drawing.clone(),
        caption: base.caption.clone(),
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "metres and degrees of a village, which saturate at worst"
)]
fn fit_view(fit: &Fit) -> FitView {
    FitView {
        points: small(fit.points),
        metres: fit.width().round() as u32,
        north: fit.north().round() as i32,
        off: fit.off.round() as u32,
    }
}

/// A count for a screen.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The picture of the base, if it is one and is in this file.
pub(crate) fn base_jpeg(office: &Office, base: &Base) -> Result<Option<Vec<u8>>, Problem> {
    let Some(photo) = &base.photo else {
        return Ok(None);
    };
    let salted = office.store.photo(photo.row.text("digest"))?;
    Ok(salted.and_then(|salted| salted.get(photo::SALT..).map(<[u8]>::to_vec)))
}
