//! 台账: any ledger as a table.

use super::{Imprint, masthead, nothing_recorded};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, Size};
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Which way the paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// On its side, for many columns.
    Landscape,
}

/// What goes into a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// Name of the ledger: 避难场所台账.
    pub title: String,
    /// Below the title: how many there are, and what must not be overlooked; may be empty.
    pub summary: String,
    /// Which way the paper lies.
    pub orientation: Orientation,
    /// The rows.
    pub table: Table,
}

/// Lays out the register on A4.
pub fn lay_out(input: &Register, fonts: &Fonts) -> Document {
    let size = match input.orientation {
        Orientation::Portrait => Size::A4,
        Orientation::Landscape => Size::A4_LANDSCAPE,
    };
    let mut flow = Flow::new(fonts, size, input.imprint.running(&input.title));
    if input.table.rows.is_empty() {
        nothing_recorded(&mut flow, (&input.imprint, &input.title));
        return flow.finish();
    }
    masthead(&mut flow, (&input.imprint, &input.title), &input.summary);
    input.table.draw(&mut flow);
    flow.finish()
}
