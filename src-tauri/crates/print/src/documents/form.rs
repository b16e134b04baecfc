//! 表单: one filled or empty form of a station: facts with lines to write on, running text, tables
//! with blank rows, signatures. Most papers of domain §3.1 are such forms; what they say comes from
//! `app`, in the order in which it is entered again after a night without power.

mod boxed;
mod level;
mod parts;
mod photos;
mod pictures;
mod room;

pub use level::Pattern;

use super::pictogram::{Pictogram, PicturedAct};
use super::register::Orientation;
use super::{Imprint, Lettering, formal};
use crate::flow::{Flow, Running, Spacing};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, PT, Picture};
use crate::sheet::Sheet;
use crate::table::Table;
use crate::text::breaks::BLANK;
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

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

/// How a form is set out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// A sheet to work with: dense, narrow margins.
    #[default]
    Working,
    /// 公文: an official document as GB/T 9704 sets it.
    Formal,
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
    /// Whether what is written there is long: a hand gets several lines where the page has room.
    #[serde(default)]
    pub is_long: bool,
}

impl Fact {
    /// A fact on half the width.
    pub fn half(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// A fact across the page.
    pub fn full(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            width: Width::Full,
            ..Self::half(label, value)
        }
    }

    fn is_for_a_text(&self) -> bool {
        self.is_long && self.value.is_empty()
    }
}

/// A photo with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Photo {
    /// 整改前，2026-07-01 16:20.
    pub caption: String,
    /// What is shown.
    pub picture: Picture,
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
    /// A heading that names a level of warning.
    Level {
        /// What stands for its colour.
        pattern: Pattern,
        /// 红色预警.
        title: String,
    },
    /// Numbered items.
    List(Vec<String>),
    /// What must never be done, in a heavy frame.
    Boxed {
        /// 严禁, 不能做.
        label: String,
        /// What, a sentence each.
        sentences: Vec<String>,
    },
    /// The picture of a hazard and the acts it asks for, side by side.
    Pictures {
        /// Its picture.
        hazard: Option<Pictogram>,
        /// What to do, in pictures.
        acts: Vec<PicturedAct>,
    },
    /// A table; rows of empty cells are tall enough to write in.
    Table(Table),
    /// Photos, two side by side.
    #[serde(skip_deserializing)]
    Photos(Vec<Photo>),
    /// So many empty lines to write on.
    Lines(usize),
    /// Who signs, side by side: 填报, 审核, 签发; a name known already stands behind its label.
    Signatures(Vec<Fact>),
    /// 落款: who issued it, and the day below.
    Issued {
        /// 栗溪村村民委员会.
        office: String,
        /// Day as it shall be read.
        day: String,
    },
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
    /// What the record is known by where it has no number: a day, a name. A loose sheet says it.
    #[serde(default)]
    pub subject: String,
    /// Which way the paper lies.
    pub orientation: Orientation,
    /// As a working sheet or as an official document.
    pub manner: Manner,
    /// How large it is set.
    pub lettering: Lettering,
    /// What it says.
    pub parts: Vec<Part>,
}

/// Lays out forms one after the other on A4: each is a paper of its own, with its own numbers and,
/// among several, its own entry of the outline.
pub fn lay_out(forms: &[Form], fonts: &Fonts) -> Document {
    match lay_out_by_steps(forms, fonts, |_, _| Ok::<_, Infallible>(())) {
        Ok(document) => document,
    }
}

/// The same, each form a `step`, told by its place and the number of all; an error from there ends
/// the work.
pub fn lay_out_by_steps<E>(
    forms: &[Form],
    fonts: &Fonts,
    mut step: impl FnMut(usize, usize) -> Result<(), E>,
) -> Result<Document, E> {
    let Some((first, others)) = forms.split_first() else {
        return Ok(one(&Form::default(), fonts));
    };
    let mut whole = one(first, fonts);
    if others.is_empty() {
        return Ok(whole);
    }
    whole.bookmarks = vec![entry(first, 0)];
    for (form, at) in others.iter().zip(1..) {
        step(at, forms.len())?;
        whole.bookmarks.push(entry(form, whole.pages.len()));
        whole.pages.extend(one(form, fonts).pages);
    }
    Ok(whole)
}

fn entry(form: &Form, page: usize) -> Bookmark {
    Bookmark::new(super::joined(&[&form.title, form.known_by()]), page)
}

impl Form {
    fn known_by(&self) -> &str {
        // A number that a hand writes is known to nobody yet.
        match self.number.as_str() {
            "" => &self.subject,
            number if number.contains(BLANK) => &self.subject,
            number => number,
        }
    }

    /// What every page repeats: a sheet that came loose names the form and the record.
    fn running(&self) -> Running {
        let known_by = match self.known_by() {
            "" => String::new(),
            known_by => format!(" {known_by}"),
        };
        let running = self.imprint.running(&format!("{}{known_by}", self.title));
        Running {
            title: format!("{}{}", self.imprint.village, self.title),
            continued: match self.manner {
                Manner::Working => running.continued.clone(),
                // Nothing but the text stands above an official document: its foot says it.
                Manner::Formal => String::new(),
            },
            sheet: match self.manner {
                Manner::Working => Sheet::Working,
                Manner::Formal => Sheet::Formal,
            },
            ..running
        }
    }
}

fn one(form: &Form, fonts: &Fonts) -> Document {
    let usual = room::fitted(form, (fonts, Spacing::Usual));
    if !usual.ends_on_a_bare_page() {
        return usual.finish();
    }
    let close = room::fitted(form, (fonts, Spacing::Close));
    if close.page() < usual.page() {
        close.finish()
    } else {
        usual.finish()
    }
}

fn draw(form: &Form, flow: &mut Flow<'_>) {
    let title = format!("{}{}", form.imprint.village, form.title);
    match form.manner {
        Manner::Working => formal::centred(&title, TITLE, flow),
        Manner::Formal => formal::title(&title, flow),
    }
    let style = match form.manner {
        Manner::Working => flow.style(NUMBER),
        Manner::Formal => formal::VALUE,
    };
    let width = flow.width();
    for line in Setter::new(flow.fonts, style).lines(&form.number, width) {
        let indent = width - line.width;
        flow.lines(vec![line], style, [indent, indent]);
    }
    flow.y += 4 * PT;
    for lack in &form.imprint.lacks {
        match form.manner {
            Manner::Working => parts::draw(&Part::Paragraph(lack.clone()), 0, flow),
            // It is no part of the official text and must not turn its page.
            Manner::Formal => flow.text(lack, flow.style(NUMBER), 0),
        }
    }
    let mut headings = 0;
    let nexts = form.parts.iter().skip(1).map(Some).chain([None]);
    for (part, next) in form.parts.iter().zip(nexts) {
        if let Part::Heading(_) = part {
            headings += 1;
        }
        let end = match next {
            Some(Part::Signatures(signers)) => parts::signed(signers, flow),
            _ => None,
        };
        parts::draw_before(part, (headings, end), flow);
    }
}
