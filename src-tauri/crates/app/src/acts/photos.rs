//! Photos beside a record, before and after (domain §2.3): a row of the ledger 照片 names the
//! digest of salt and bytes; the bytes lie beside the journal.

use super::display::{Display, Sight};
use super::input;
use super::record::{flags, owned, refuse, view};
use crate::bridge::photos::{AddPhoto, PhotoView, Picture, ReadPhoto};
use crate::bridge::records::{Record, Values};
use crate::desk::Desk;
use crate::office::{Office, new_id, row_id, spec_of};
use crate::problem::Problem;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ledger::kinds::base_picture;
use ledger::kinds::photo::{self, SALT};
use ledger::{Act, Change, Privacy, Row, RowId, Spec, Value};
use print::page;
use std::collections::BTreeMap;
use store::{Query, StoredRow};

mod fit;

/// Lays a photo beside a record: the row and its picture in one act.
pub(crate) fn add(desk: &Desk, request: AddPhoto) -> Result<Record, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let about = office.spec(&request.ledger)?;
        if !about.photos {
            let text = format!("“{}”不放照片，册子没有改动。", about.label);
            return Err(Problem::new("no_photos_here", text));
        }
        let stored = office.row(about, id)?;
        owned(office, &stored)?;
        if stored.gone {
            let text = "这条记录已经删除，没有放进照片。要添加照片，请先点“恢复”。";
            return Err(Problem::new("record_gone", text));
        }
        let kept = kept(&request.data)?;
        let change = row(desk, (id, &request), &kept.salted)?;
        office.act_with_photos(desk, Act::ADD_PHOTO, (&[change], &[&kept.salted]))?;
        view(desk, office, about, id, Sight::of(office))
    })
}

/// A picture as it is kept.
pub(crate) struct Kept {
    /// Its bytes behind their random salt.
    pub(crate) salted: Vec<u8>,
    /// Its width and height in dots.
    pub(crate) size: (u32, u32),
}

/// Makes a picture that came in base64 fit to be kept.
pub(crate) fn kept(data: &str) -> Result<Kept, Problem> {
    let jpeg = fit::fit(&decoded(data)?)?;
    let size = fit::size(&jpeg);
    Ok(Kept {
        salted: salted(&jpeg)?,
        size: size.ok_or_else(|| Problem::internal("picture", &"no size"))?,
    })
}

fn decoded(data: &str) -> Result<Vec<u8>, Problem> {
    // Four letters carry three bytes; what is longer than any picture is not decoded at all.
    let most = fit::RAW_MAX / 3 * 4 + 8;
    STANDARD
        .decode(data.get(..most).unwrap_or(data))
        .map_err(|_| {
            Problem::of_field(
                "not_a_photo",
                "data",
                "照片没有传全，册子没有改动。请重新选一次。",
            )
        })
}

/// The picture behind its random salt.
fn salted(jpeg: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|error| Problem::internal("salt", &error))?;
    Ok([&salt, jpeg].concat())
}

/// The row of a photo beside the record `about`.
fn row(
    desk: &Desk,
    (about, request): (RowId, &AddPhoto),
    salted: &[u8],
) -> Result<Change, Problem> {
    let typed = [
        ("phase", Some(request.phase.clone())),
        ("caption", request.caption.clone()),
        ("taken_at", request.taken_at.clone()),
    ];
    let typed: Values = typed
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text?.into())))
        .collect();
    let mut row = input::read(desk, &photo::SPEC, Row::default(), &typed)?;
    row.set("about_ledger", request.ledger.as_str());
    row.set("about_id", about.to_string());
    row.set("digest", photo::digest(salted).to_string());
    refuse(&flags(desk, &photo::SPEC, &row))?;
    let fields = photo::SPEC.fields.iter();
    let values = fields.map(|field| (field.name, row.get(field.name).clone()));
    Ok(Change::put(
        &photo::SPEC,
        new_id(),
        values.filter(|(_, value)| !value.is_empty()),
    ))
}

/// Gives the picture of a photo.
pub(crate) fn read(desk: &Desk, request: ReadPhoto) -> Result<Picture, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let stored = office.row(&photo::SPEC, id)?;
        // The village's own map hangs on the wall for everybody.
        let of_map = stored.row.text("about_ledger") == base_picture::SPEC.name;
        if is_masked(office) && !of_map {
            return Err(Problem::new(
                "photo_masked",
                "照片可能照到人，您的角色看不到。要看请找村书记或应急管理员。",
            ));
        }
        let about = spec_of(stored.row.text("about_ledger"))?;
        office.spec(about.name)?;
        let salted = office.store.photo(stored.row.text("digest"))?;
        let jpeg = salted.as_deref().and_then(|salted| salted.get(SALT..));
        let jpeg = jpeg.ok_or_else(|| {
            let text = "这张照片的图还没有随驿包送来，现在看不到。说明和时间都在册子里。";
            Problem::new("photo_elsewhere", text)
        })?;
        Ok(Picture {
            data: STANDARD.encode(jpeg),
            kind: "image/jpeg".to_owned(),
        })
    })
}

/// A photo shows what concerns villagers.
fn is_masked(office: &Office) -> bool {
    office.sees() < Privacy::Personal
}

/// The photos of one phase of a record that lie in this file, each with its row, oldest first.
pub(crate) fn of_phase(
    office: &Office,
    about: (&Spec, &StoredRow),
    phase: &str,
) -> Result<Vec<(Row, page::Picture)>, Problem> {
    let mut pictures = Vec::new();
    for stored in rows_of(office, about)? {
        if stored.row.text("phase") != phase {
            continue;
        }
        let salted = office.store.photo(stored.row.text("digest"))?;
        let Some(jpeg) = salted.as_deref().and_then(|salted| salted.get(SALT..)) else {
            continue;
        };
        let Some((across, down)) = fit::size(jpeg) else {
            continue;
        };
        let jpeg = jpeg.into();
        pictures.push((stored.row, page::Picture { jpeg, across, down }));
    }
    Ok(pictures)
}

fn rows_of(
    office: &Office,
    (ledger, record): (&Spec, &StoredRow),
) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: Some(record.area.clone()),
        equals: vec![
            ("about_id", vec![Value::from(record.id.to_string())]),
            ("about_ledger", vec![Value::from(ledger.name)]),
        ],
        ..Query::default()
    };
    let mut rows = office.store.list(&photo::SPEC, &query)?.rows;
    // A row's id tells when it came into being.
    rows.sort_by_key(|stored| stored.id);
    Ok(rows)
}

/// The photos of a record, in the order in which they were added.
pub(crate) fn of_record(
    desk: &Desk,
    office: &Office,
    (ledger, record): (&Spec, &StoredRow),
) -> Result<Vec<PhotoView>, Problem> {
    if !ledger.photos {
        return Ok(Vec::new());
    }
    let rows = rows_of(office, (ledger, record))?;
    rows.iter()
        .map(|stored| photo_view(desk, office, stored))
        .collect()
}

fn photo_view(desk: &Desk, office: &Office, stored: &StoredRow) -> Result<PhotoView, Problem> {
    let display = Display {
        lists: &desk.lists(),
        names: &BTreeMap::new(),
    };
    let mut shown = display.row(&photo::SPEC, &stored.row, Sight::of(office));
    let mut text = |name| shown.remove(name).unwrap_or_default();
    let phase = stored.row.text("phase");
    Ok(PhotoView {
        id: stored.id.to_string(),
        phase: phase.to_owned(),
        phase_label: desk.lists().label("photo_phase", phase).to_owned(),
        taken_at: text("taken_at"),
        caption: text("caption"),
        here: office.store.has_photo(stored.row.text("digest"))?,
        masked: is_masked(office),
    })
}
