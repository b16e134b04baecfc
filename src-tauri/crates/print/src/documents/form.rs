//! 表单: one filled or empty form of a station: facts with lines to write on, running text, tables
//! with blank rows, signatures. Most papers of domain §3.1 are such forms; what they say comes from
//! `app`, in the order in which it is entered again after a night without power.

mod parts;

use super::register::Orientation;
use super::{Imprint, Lettering};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, PT, Size};
use crate::table::Table;
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};

const TITLE: Style = Style::bold(20 * PT).leading(28 * PT);
const NUMBER: Style = Style::regular(1050).leading(16 * PT);

/// How much of the width a fact takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Width {
    /// Two stand side by side.
    #[default]
    Half,
    /// One across the page.
    Full,
}

/// A label and what stands behind it; without a value there is a line to write on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// 责任人.
    pub label: String,
    /// Its value, empty if it is written by hand.
    pub value: String,
    /// Half or full.
    pub width: Width,
}

impl Fact {
    /// A fact on half the width.
    pub fn half(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            width: Width::Half,
        }
    }

    /// A fact across the page.
    pub fn full(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            width: Width::Full,
            ..Self::half(label, value)
        }
    }
}

/// One part of a form, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Facts, half ones in pairs.
    Facts(Vec<Fact>),
    /// A heading.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Numbered items.
    List(Vec<String>),
    /// A table; rows of empty cells are tall enough to write in.
    Table(Table),
    /// So many empty lines to write on.
    Lines(usize),
    /// Who signs, side by side: 填报, 审核, 签发; a name known already stands behind its label.
    Signatures(Vec<Fact>),
    /// A line to cut or tear along, with what the part below it is: 回执.
    Cut(String),
}

/// What goes into a form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// 隐患整改告知单.
    pub title: String,
    /// Number on the right below the title: 栗隐〔2026〕012号; may be empty.
    pub number: String,
    /// Which way the paper lies.
    pub orientation: Orientation,
    /// How large it is set.
    pub lettering: Lettering,
    /// What it says.
    pub parts: Vec<Part>,
}

/// Lays out forms one after the other on A4, each beginning a page and the outline's entry of its
/// own. All of them share the first one's running lines.
pub fn lay_out(forms: &[Form], fonts: &Fonts) -> Document {
    let empty = Form::default();
    let first = forms.first().unwrap_or(&empty);
    let size = match first.orientation {
        Orientation::Portrait => Size::A4,
        Orientation::Landscape => Size::A4_LANDSCAPE,
    };
    let mut flow = Flow::new(fonts, size, first.imprint.running(&first.title));
    flow.lettering = first.lettering;
    for (at, form) in forms.iter().enumerate() {
        if at > 0 {
            flow.turn();
        }
        if forms.len() > 1 {
            flow.bookmark(&super::joined(&[&form.title, &form.number]));
        }
        draw(form, &mut flow);
    }
    flow.finish()
}

fn draw(form: &Form, flow: &mut Flow<'_>) {
    let setter = Setter::new(flow.fonts, TITLE);
    let title = format!("{}{}", form.imprint.village, form.title);
    for line in setter.lines(&title, flow.width()) {
        let x = flow.left() + (flow.width() - line.width) / 2;
        flow.put(line.place(x, flow.y + TITLE.baseline(), TITLE));
        flow.y += TITLE.leading;
    }
    if !form.number.is_empty() {
        let style = flow.lettering.of(NUMBER);
        let line = Setter::new(flow.fonts, style).line(&form.number);
        let x = flow.left() + (flow.width() - line.width).max(0);
        flow.put(line.place(x, flow.y + style.baseline(), style));
        flow.y += style.leading;
    }
    flow.y += 4 * PT;
    for part in &form.parts {
        parts::draw(part, flow);
    }
}
