//! Which kind of sheet a grid is: the kind whose words name the most of its columns.

use crate::agreements::{self, AgreementRecord, NO_LEDGER, agreements};
use crate::error::SheetError;
use crate::grid::Grid;
use crate::hazards::{self, HazardRecord, hazards};
use crate::header::{Vocabulary, fit};
use crate::intake::{Context, Intake};
use crate::people::{self, PersonRecord, people};
use crate::supplies::{self, SupplyRecord, supplies};
use serde::Serialize;

/// A kind of sheet that is known beyond its ledger's own labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// 隐患台账.
    Hazards,
    /// 村民花名册.
    People,
    /// 物资储备表.
    Supplies,
    /// 协议储备.
    Agreements,
}

impl SheetKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::Hazards,
        Self::People,
        Self::Supplies,
        Self::Agreements,
    ];

    fn vocabulary(self) -> Vocabulary {
        match self {
            Self::Hazards => hazards::vocabulary(),
            Self::People => people::vocabulary(),
            Self::Supplies => supplies::vocabulary(),
            Self::Agreements => agreements::vocabulary(),
        }
    }
}

/// The kind of a sheet; `None` if its header is none of them.
pub fn recognise(grid: &Grid) -> Option<SheetKind> {
    let fits = SheetKind::ALL.map(|kind| (fit(grid, &kind.vocabulary()), kind));
    let best = fits.into_iter().rev().max_by_key(|(fit, _)| *fit);
    best.filter(|(fit, _)| *fit > 0).map(|(_, kind)| kind)
}

/// A sheet taken in as what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// 隐患台账.
    Hazards(Intake<HazardRecord>),
    /// 村民花名册.
    People(Intake<PersonRecord>),
    /// 物资储备表.
    Supplies(Intake<SupplyRecord>),
    /// 协议储备: every row is rejected, because this version has no ledger for it.
    Agreements(Intake<AgreementRecord>),
}

/// Recognises a sheet and takes it in.
pub fn take_in(grid: &Grid, context: &Context<'_>) -> Result<Taken, SheetError> {
    match recognise(grid) {
        Some(SheetKind::People) => people(grid, context).map(Taken::People),
        Some(SheetKind::Supplies) => supplies(grid, context).map(Taken::Supplies),
        Some(SheetKind::Agreements) => {
            let refused = agreements(grid, context)?.refuse_all(NO_LEDGER);
            Ok(Taken::Agreements(refused))
        }
        // An unknown sheet yields the error that shows its first rows.
        Some(SheetKind::Hazards) | None => hazards(grid, context).map(Taken::Hazards),
    }
}
