//! What is read aloud and what hangs on the wall of the office: 广播稿 with places left for the
//! warning at hand, and what each colour of a warning asks for. In large letters: they are read at
//! night, by a lamp.

use super::words::Words;
use super::{Gather, Order, proven, texts};
use crate::problem::Problem;
use print::documents::Lettering;
use print::documents::form::{self, Form, Part};
use print::page::Document;

/// 广播稿.
pub(super) fn broadcasts(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let text = texts::broadcasts(gather)?;
    let mut words = Words::default();
    words.say("村名", gather.office.name.as_str());
    let mut parts = Vec::new();
    for script in &text.scripts {
        parts.push(Part::Heading(script.title.clone()));
        parts.push(Part::Paragraph(words.fill(&script.template)));
        if let Some(slope) = &script.slope_template {
            parts.push(Part::Heading(format!("{}（{}）", script.title, text.slope)));
            parts.push(Part::Paragraph(words.fill(slope)));
        }
    }
    large(gather, "广播稿", parts)
}

/// 预警行动.
pub(super) fn warning_board(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let text = texts::warning_actions(gather)?;
    let mut parts = vec![Part::Paragraph(text.note)];
    for level in text.levels.into_iter().chain(text.without_transfer) {
        parts.push(Part::Heading(level.title));
        parts.push(Part::List(level.actions));
    }
    large(gather, "预警行动", parts)
}

fn large(gather: &Gather<'_>, title: &str, parts: Vec<Part>) -> Result<Document, Problem> {
    let form = Form {
        imprint: proven(gather, None, &parts)?,
        title: title.to_owned(),
        lettering: Lettering::Large,
        parts,
        ..Form::default()
    };
    Ok(form::lay_out(&[form], gather.desk.fonts()?))
}
