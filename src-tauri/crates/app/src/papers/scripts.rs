//! What is read aloud and what hangs on the wall of the office: 广播稿 with places left for the
//! warning at hand, and what each colour of a warning asks for. In large letters: they are read at
//! night, by a lamp.

use super::words::Words;
use super::{Gather, Order, proven, texts};
use crate::problem::Problem;
use print::documents::Lettering;
use print::documents::form::{self, Form, Part, Pattern};
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
    let scripts = large(gather, "广播稿", parts)?;
    Ok(form::lay_out(&[scripts], gather.desk.fonts()?))
}

/// 预警行动: the four colours on one page for the wall, what moves nobody on another.
pub(super) fn warning_board(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let text = texts::warning_actions(gather)?;
    let mut colours = vec![Part::Paragraph(text.note)];
    colours.extend(text.levels.into_iter().flat_map(level));
    let others = text.without_transfer.into_iter().flat_map(level);
    let boards = [
        large(gather, "预警行动", colours)?,
        large(gather, "预警行动（不用转移的）", others.collect())?,
    ];
    Ok(form::lay_out(&boards, gather.desk.fonts()?))
}

fn level(level: texts::WarningLevel) -> [Part; 2] {
    let title = level.title;
    let heading = match Pattern::of(&level.code) {
        Some(pattern) => Part::Level { pattern, title },
        None => Part::Heading(title),
    };
    [heading, Part::List(level.actions)]
}

fn large(gather: &Gather<'_>, title: &str, parts: Vec<Part>) -> Result<Form, Problem> {
    Ok(Form {
        imprint: proven(gather, None, &parts)?,
        title: title.to_owned(),
        lettering: Lettering::Large,
        parts,
        ..Form::default()
    })
}
