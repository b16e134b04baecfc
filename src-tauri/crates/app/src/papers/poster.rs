//! 防灾一张图 on paper: the map of the screen, with who answers for each place.

use super::gather::WITHHELD;
use super::{Gather, Order, proven, shelters, texts};
use crate::acts::map::layers::{self, Draws, LAYERS, Record};
use crate::acts::map::{self, Sketch};
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use print::documents::Audience;
use print::documents::poster::{self, Base, Bearing, Format, Mark, Poster, Shape, Stroke};
use print::page::{Document, Picture};

/// What a village says of its base picture stands below the legend.
const BASE: &str = "底图：";
/// The poster itself says so beside the map.
const NOTHING_DRAWN: &str =
    "图上还没有东西：先登记风险点、转移路线和避难场所，再到“一张图”里放上去。";

pub(super) fn lay_out(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let poster = content(gather)?;
    Ok(poster::lay_out(&poster, Format::A3, gather.desk.fonts()?))
}

pub(super) fn lay_out_halves(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let poster = content(gather)?;
    Ok(poster::lay_out(
        &poster,
        Format::TwoA4,
        gather.desk.fonts()?,
    ))
}

fn content(gather: &Gather<'_>) -> Result<Poster, Problem> {
    let sketch = Sketch::of(gather.office, &gather.office.code)?;
    let has = |name: &str| sketch.records.iter().any(|one| one.layer.name == name);
    let layers = LAYERS.iter().filter(|layer| has(layer.name));
    let layers = layers.map(|layer| (layer.name.to_owned(), layer.label.to_owned()));
    let marks = marks(gather, &sketch)?;
    let signals = signals(gather)?;
    if marks.is_empty() {
        gather.lacks.something(NOTHING_DRAWN);
    }
    let said: Vec<_> = marks
        .iter()
        .map(|mark| {
            (
                &mark.name,
                &mark.note,
                &mark.keeper,
                &mark.phone,
                mark.place,
            )
        })
        .collect();
    let caption = sketch.base.as_ref().map_or("", |base| &base.caption);
    Ok(Poster {
        imprint: proven(gather, None, &(said, &signals))?,
        base: base(gather, &sketch)?,
        base_says: match caption {
            "" => String::new(),
            caption => format!("{BASE}{}", gather.open(caption)),
        },
        bearing: sketch.fit.as_ref().map(bearing),
        layers: layers.collect(),
        marks,
        signals,
    })
}

fn base(gather: &Gather<'_>, sketch: &Sketch) -> Result<Base, Problem> {
    let Some(base) = &sketch.base else {
        return Ok(Base::Missing);
    };
    if !base.drawing.is_empty() {
        let strokes = base.drawing.iter().map(|stroke| Stroke {
            closed: stroke.closed,
            places: stroke
                .places
                .iter()
                .map(|at| (at.across, at.down))
                .collect(),
        });
        return Ok(Base::Drawing {
            size: (base.width, base.height),
            strokes: strokes.collect(),
        });
    }
    let jpeg = map::base_jpeg(gather.office, base)?;
    Ok(jpeg.map_or(Base::Missing, |jpeg| {
        Base::Picture(Picture {
            jpeg: jpeg.into(),
            across: base.width,
            down: base.height,
        })
    }))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "metres and degrees of a village, which saturate at worst"
)]
fn bearing(fit: &map::Fit) -> Bearing {
    Bearing {
        north: fit.north().round() as i32,
        metres: fit.width().round() as u32,
    }
}

fn marks(gather: &Gather<'_>, sketch: &Sketch) -> Result<Vec<Mark>, Problem> {
    let mut number = 0;
    let mut marks = Vec::new();
    for record in &sketch.records {
        let place = sketch.place(record);
        number += u32::from(place.is_some());
        let (keeper, phone) = keeper(gather, record)?;
        marks.push(Mark {
            layer: record.layer.name.to_owned(),
            number: place.map_or(0, |_| number),
            name: gather.open(record.stored.row.text("name")),
            note: note(gather, (record, sketch))?,
            keeper,
            phone,
            place,
            draws: match record.layer.draws {
                Draws::Nothing => Shape::None,
                Draws::Line => Shape::Line,
                Draws::Area => Shape::Area,
            },
            shape: sketch.shape(record),
        });
    }
    Ok(marks)
}

/// Who answers for a place. The telephone of a place itself, which rings for everybody, comes
/// before his. In public a masked name leads to nobody: his post stands there.
fn keeper(gather: &Gather<'_>, record: &Record) -> Result<(String, String), Problem> {
    let row = &record.stored.row;
    let person = gather.person(row, record.layer.keeper)?.unwrap_or_default();
    let own = ["duty_phone", "phone"].map(|field| row.text(field));
    let own = own.into_iter().find(|phone| !phone.is_empty());
    let own = own.map(|line| gather.line(line));
    let phone = match own.filter(|line| line != WITHHELD) {
        Some(line) => phone_groups(&line),
        None => phone_groups(&person.phone),
    };
    let keeper = match gather.audience {
        Audience::Duty => person.name,
        Audience::Public => gather.open(&person.duty),
    };
    Ok((keeper, phone))
}

/// What must be known of a place before anybody goes there; of a way where it leads, which may lie
/// beyond the map.
fn note(gather: &Gather<'_>, (record, sketch): (&Record, &Sketch)) -> Result<String, Problem> {
    let row = &record.stored.row;
    let mut said = Vec::new();
    if let Some(end) = gather.stored_target(row, "shelter_id", "shelter")?
        && record.layer.name == "route"
    {
        let mut others = sketch.records.iter();
        let drawn = others.find(|other| other.stored.id == end.id);
        let is_drawn = drawn.is_some_and(|other| sketch.place(other).is_some());
        let beyond = if is_drawn { "" } else { "图外的" };
        said.push(format!("到{beyond}{}", end.row.text("name")));
    }
    said.push(layers::alert(row).to_owned());
    let bad = shelters::forbidden(gather, row);
    if !bad.is_empty() {
        said.push(format!("不能用于{bad}"));
    }
    said.retain(|text| !text.is_empty());
    Ok(said.join("，"))
}

/// What the gong says, in the village's own rule (domain §8.5), a sentence each.
fn signals(gather: &Gather<'_>) -> Result<Vec<String>, Problem> {
    let signal = texts::slip(gather)?.signal;
    let profile = gather.office.profile()?;
    let rule = match profile.text("alarm_signal") {
        "" => signal.usual.as_str(),
        rule => rule,
    };
    let told = signal.text.replace("{锣声规矩}", rule);
    let sentences = told.trim_end_matches('。').split('；');
    // The numbers that hold everywhere stay on one line, apart from the village's own.
    let everywhere = "火警119，报警110，急救120";
    let call = match profile.text("duty_phone") {
        "" => vec![format!("有险情打：{everywhere}")],
        phone => vec![
            format!("有险情打：{}{}", gather.duty_label(), phone_groups(phone)),
            everywhere.to_owned(),
        ],
    };
    let said = sentences.map(str::to_owned).chain(call);
    Ok(said.map(|sentence| format!("{sentence}。")).collect())
}
