//! PAPER: the papers a station prints, from plain input to PDF.
//!
//! A paper is made in two steps. [`documents`] lay an input out as a page tree ([`page`]), plain
//! data in which every line of text already has its place; [`render`] writes the tree as PDF.
//! Between them stand [`fonts`] (the two faces and their widths), the setting of Chinese text,
//! [`table`]s and the filling of pages.
//!
//! Invariants: no text is ever cut off, it shrinks to a stated size and then flows on; the same
//! input gives the same bytes, because time comes in as text; black on white only, so that a mono
//! laser printer loses nothing. What a reader may see is decided before (`app` masks); nothing
//! here reads a clock, a ledger row or any file but the fonts.

pub mod documents;
mod exercise;
mod flow;
pub mod fonts;
pub mod page;
pub mod render;
mod sheet;
pub mod table;
mod text;

pub use exercise::mark_exercise;
pub use fonts::{FontError, Fonts};
pub use page::Document;
pub use render::{RenderError, render, render_by_steps};
