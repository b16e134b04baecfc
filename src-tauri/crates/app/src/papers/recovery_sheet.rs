//! The sheet of the paper recovery code: what it is for, where to keep it, how to type it back.

use super::lacks::Lacks;
use super::proofs::Proofs;
use super::{Gather, Order, proven};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use print::documents::Audience;
use print::documents::recovery_sheet::{self, RecoverySheet};
use print::page::Document;
use serde::Deserialize;
use store::RecoveryCode;

/// Name of the sheet in its proof.
pub(crate) const NAME: &str = "recovery_sheet";

/// The wording of the sheet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    summary: String,
    changes_keys: String,
    opens_only: String,
    note: Vec<Note>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    heading: String,
    lines: Vec<String>,
}

/// Lays the code out on its sheet, which tells whether it also changes the office's keys.
pub(crate) fn recovery_sheet(
    desk: &Desk,
    office: &Office,
    (code, is_root): (&RecoveryCode, bool),
) -> Result<Document, Problem> {
    let wording: Wording = desk.assets.toml("texts/recovery_sheet.toml")?;
    let audience = Audience::Duty;
    let order = Order::default();
    let gather = Gather {
        desk,
        office,
        audience,
        texts: desk.passages(),
        proofs: Some(Proofs::of(desk, office, (NAME, &order))?),
        lacks: Lacks::default(),
        mask: None,
    };
    let purpose = if is_root {
        &wording.changes_keys
    } else {
        &wording.opens_only
    };
    let today = desk.clock.today().format("%Y年%-m月%-d日").to_string();
    let sheet = RecoverySheet {
        // Of the code itself not even a digest is kept.
        imprint: proven(&gather, None, &())?,
        summary: wording.summary.replace("{日期}", &today) + purpose,
        groups: code.to_string().split('-').map(str::to_owned).collect(),
        notes: wording
            .note
            .into_iter()
            .map(|note| (note.heading, note.lines))
            .collect(),
    };
    Ok(recovery_sheet::lay_out(&sheet, desk.fonts()?))
}
