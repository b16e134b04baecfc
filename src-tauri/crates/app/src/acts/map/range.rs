//! Where a warning file says that it holds, beside the village's own map: its outline on the
//! picture, and which danger zones, households and hazards lie inside. Only what has a longitude
//! and latitude, or stands on a picture whose place on the earth is known, can be compared; what
//! cannot is counted and said. It is a help to look at and limits nobody who has to leave.

use super::Sketch;
use super::fit::Fit;
use super::layers::{Record, coordinates};
use crate::acts::night::WarnedArea;
use crate::bridge::map::{Place, RangeView};
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use cap::Position;
use ledger::Value;
use ledger::kinds::{hazard, map_mark};
use store::Query;

/// Zones and shelters that are named before the rest is only counted.
const NAMED: usize = 6;

/// How the records of one layer lie to the area of a warning.
#[derive(Default)]
struct Compared<'a> {
    inside: Vec<&'a Record>,
    outside: usize,
    /// Without longitude and latitude, and on no picture that has them.
    unknown: usize,
}

/// The area of a warning beside a village's map; none where its file drew none.
pub(crate) fn of(
    office: &Office,
    (sketch, area): (&Sketch, &str),
    warned: &WarnedArea,
) -> Result<Option<RangeView>, Problem> {
    if warned.shapes.is_empty() && warned.unread == 0 {
        return Ok(None);
    }
    let zones = compared(sketch, "risk_point", warned);
    let shelters = compared(sketch, "shelter", warned);
    let mut says = Vec::new();
    if !zones.inside.is_empty() {
        says.push(inside_words(office, area, &zones)?);
    }
    says.extend(zone_words(&zones, warned));
    if !shelters.inside.is_empty() {
        let names = named(&shelters.inside);
        says.push(format!("避难场所{names}也在范围里，用之前先看一看周围。"));
    }
    if warned.unread > 0 {
        let text = "文件里有{count}块范围读不出来，没比在里面的也可能受影响。";
        says.push(text.replace("{count}", &warned.unread.to_string()));
    }
    says.push("范围只作参考，该不该转按现场定。".to_owned());
    let fit = sketch.fit.as_ref();
    Ok(Some(RangeView {
        title: warned.title.clone(),
        on_map: fit.is_some(),
        covers: fit.is_some_and(|fit| covers(fit, warned)),
        shapes: fit.map(|fit| outlines(fit, warned)).unwrap_or_default(),
        says,
    }))
}

fn compared<'a>(sketch: &'a Sketch, layer: &str, warned: &WarnedArea) -> Compared<'a> {
    let mut compared = Compared::default();
    for record in sketch.records.iter().filter(|one| one.layer.name == layer) {
        let places = positions(sketch, record);
        let is_in = |place: &Position| warned.shapes.iter().any(|shape| shape.holds(*place));
        if places.iter().any(is_in) {
            compared.inside.push(record);
        } else if places.is_empty() {
            compared.unknown += 1;
        } else {
            compared.outside += 1;
        }
    }
    compared
}

/// Where a record is known to be: by its longitude and latitude, by its mark, by its outline.
fn positions(sketch: &Sketch, record: &Record) -> Vec<Position> {
    let told = coordinates(&record.stored.row);
    let fit = sketch.fit.as_ref();
    let drawn = fit.into_iter().flat_map(|fit| {
        let spots = sketch.place(record).into_iter().chain(sketch.shape(record));
        spots.map(|spot| fit.coordinates(spot))
    });
    let all = told.into_iter().chain(drawn);
    all.filter_map(|(east, north)| {
        Some(Position {
            east: east.try_into().ok()?,
            north: north.try_into().ok()?,
        })
    })
    .collect()
}

fn zone_words(zones: &Compared<'_>, warned: &WarnedArea) -> Vec<String> {
    let known = zones.inside.len() + zones.outside;
    if known == 0 {
        let area = if warned.area.is_empty() {
            String::new()
        } else {
            format!("“{}”", warned.area)
        };
        return vec![format!(
            "危险区都没有填经纬度，图也没有对上经纬度，比不出哪些在预警范围里。请照文字范围{area}判断。"
        )];
    }
    let mut says = Vec::new();
    if zones.inside.is_empty() {
        says.push(format!("能比的{known}处危险区都不在画出的预警范围里。"));
    }
    if zones.unknown > 0 {
        says.push(format!(
            "另有{}处危险区没有填经纬度，图上也比不出来，请照文字范围判断。",
            zones.unknown
        ));
    }
    says
}

/// Who lives in the zones inside, and what is not closed there.
fn inside_words(office: &Office, area: &str, zones: &Compared<'_>) -> Result<String, Problem> {
    let ids = zones.inside.iter().map(|zone| zone.stored.id.to_string());
    let ids: Vec<Value> = ids.map(Value::from).collect();
    let households = named_in(office, (area, "household"), &ids, &[])?;
    let open = hazard::OPEN_STATES.iter().copied().map(Value::from);
    let hazards = named_in(office, (area, "hazard"), &ids, &open.collect::<Vec<_>>())?;
    Ok(format!(
        "在预警范围里的危险区{}处：{}，住着{households}户，没销号的隐患{hazards}处。",
        ids.len(),
        named(&zones.inside),
    ))
}

/// How many living rows of a ledger name one of these zones; of these states, where any are told.
fn named_in(
    office: &Office,
    (area, ledger): (&str, &str),
    zones: &[Value],
    states: &[Value],
) -> Result<u64, Problem> {
    let spec = spec_of(ledger)?;
    if !office.knows_of(spec) {
        return Ok(0);
    }
    let mut equals = vec![("risk_point_id", zones.to_vec())];
    if !states.is_empty() {
        equals.push(("status", states.to_vec()));
    }
    let query = Query {
        area: Some(area.to_owned()),
        equals,
        ..Query::default()
    };
    Ok(office.store.count(spec, &query)?)
}

fn named(records: &[&Record]) -> String {
    let names = records.iter().take(NAMED);
    let names: Vec<&str> = names.map(|one| one.stored.row.text("name")).collect();
    let rest = if records.len() > NAMED { "等" } else { "" };
    format!("{}{rest}", names.join("、"))
}

fn outlines(fit: &Fit, warned: &WarnedArea) -> Vec<Vec<Place>> {
    let place = |corner: Position| {
        let (across, down) = fit.anywhere((corner.east.into(), corner.north.into()));
        Place { across, down }
    };
    let shapes = warned.shapes.iter();
    shapes
        .map(|shape| shape.outline().into_iter().map(place).collect())
        .collect()
}

/// Whether one shape holds the whole picture, so that no edge of it is to be seen.
fn covers(fit: &Fit, warned: &WarnedArea) -> bool {
    let whole = map_mark::WHOLE;
    let corners = [(0, 0), (whole, 0), (0, whole), (whole, whole)];
    warned.shapes.iter().any(|shape| {
        corners.iter().all(|corner| {
            let (east, north) = fit.coordinates(*corner);
            let place = i32::try_from(east).ok().zip(i32::try_from(north).ok());
            place.is_some_and(|(east, north)| shape.holds(Position { east, north }))
        })
    })
}
