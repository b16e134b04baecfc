//! How well a sheet's header fits: whether one of the readers that know what offices keep
//! understands it, and which ledger it most likely belongs to.

use crate::grid::Grid;
use crate::header::{Vocabulary, fit};
use crate::{generic, hazards, people, supplies};
use ledger::{ALL, Menu, Spec};

/// How a sheet can be read.
#[derive(Clone, Copy, Debug)]
pub enum Reading {
    /// As 隐患台账.
    Hazards,
    /// As 村民花名册.
    People,
    /// As 物资储备表.
    Supplies,
    /// By the words of a ledger's declaration.
    Ledger(&'static Spec),
}

impl Reading {
    /// What knows most of the sheets offices keep of a ledger.
    pub fn of(spec: &'static Spec) -> Self {
        match spec.name {
            "hazard" => Self::Hazards,
            "person" | "household" => Self::People,
            "supply_item" | "supply_batch" => Self::Supplies,
            _ => Self::Ledger(spec),
        }
    }

    /// How many fields the sheet's header names in these words; none if they do not suffice.
    pub fn fit(self, grid: &Grid) -> usize {
        fit(grid, &self.vocabulary())
    }

    fn vocabulary(self) -> Vocabulary {
        match self {
            Self::Hazards => hazards::vocabulary(),
            Self::People => people::vocabulary(),
            Self::Supplies => supplies::vocabulary(),
            Self::Ledger(spec) => generic::vocabulary(spec),
        }
    }
}

/// The ledger whose words name the most columns of a sheet.
pub fn likely(grid: &Grid) -> Option<&'static Spec> {
    let shown = ALL.iter().copied().filter(|spec| spec.menu != Menu::Hidden);
    let fits = shown.map(|spec| {
        let own = Reading::Ledger(spec).fit(grid);
        ((own.max(Reading::of(spec).fit(grid)), own), spec)
    });
    let best = fits.rev().max_by_key(|(fit, _)| *fit);
    best.filter(|((fit, _), _)| *fit > 0).map(|(_, spec)| spec)
}
