//! Photos into a package: those of major hazards first, then the newest, until it is full; the
//! rest goes with the next one, because the receipt does not name them (journal.md §5).

use super::super::receipts::awaited_have;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use exchange::{Card, Packer};
use ledger::RowId;
use std::collections::BTreeSet;
use store::Photo;

/// What became of the photos.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Photos {
    /// In the package.
    pub(super) packed: u64,
    /// Not, for want of room.
    pub(super) left: u64,
}

/// Adds the photos of these areas that the other office lacks.
pub(super) fn pack(
    office: &Office,
    packer: &mut Packer<'_>,
    (areas, to): (&[String], &Card),
) -> Result<Photos, Problem> {
    let mut photos = Photos::default();
    for area in areas {
        let held = awaited_have(office, &to.code, area)?;
        let mut lacking = office.store.photos_lacking(area, &held)?;
        let major = major_hazards(office, &lacking)?;
        lacking.sort_by_key(|photo| !major.contains(&photo.about_id));
        for photo in lacking {
            let digest = photo.digest.to_string();
            if photos.left == 0
                && let Some(bytes) = office.store.photo(&digest)?
                && packer.add_photo(&bytes)?
            {
                photos.packed += 1;
            } else {
                photos.left += 1;
            }
        }
    }
    Ok(photos)
}

/// Of what these photos show, the hazards of grade 重大, by id.
fn major_hazards(office: &Office, photos: &[Photo]) -> Result<BTreeSet<String>, Problem> {
    let shown: BTreeSet<RowId> = photos
        .iter()
        .filter_map(|photo| photo.about_id.parse().ok())
        .collect();
    let shown: Vec<RowId> = shown.into_iter().collect();
    let hazards = office.store.rows(spec_of("hazard")?, &shown)?;
    let major = hazards
        .iter()
        .filter(|hazard| hazard.row.text("grade") == "major");
    Ok(major.map(|hazard| hazard.id.to_string()).collect())
}
