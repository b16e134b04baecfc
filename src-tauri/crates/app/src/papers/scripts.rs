//! What is read aloud and what hangs on the wall of the office: 广播稿 with places left for the
//! warning at hand, and what each colour of a warning asks for. In large letters: they are read at
//! night, by a lamp.

use super::texts::Broadcasts;
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
    let mut add = |title: String, template: &str| {
        parts.push(Part::Heading(title));
        parts.push(Part::Paragraph(words.fill(template)));
        parts.extend(hint(&text, words.unfilled(template)));
    };
    for script in &text.scripts {
        add(script.title.clone(), &script.template);
        if let Some(slope) = &script.slope_template {
            add(format!("{}（{}）", script.title, text.slope), slope);
        }
    }
    let scripts = large(gather, "广播稿", parts)?;
    Ok(form::lay_out(&[scripts], gather.desk.fonts()?))
}

/// What is written on the lines of a script, one after the other: nobody thinks it up at night.
fn hint(text: &Broadcasts, unfilled: Vec<&str>) -> Option<Part> {
    let said = unfilled.into_iter().map(|word| {
        let hole = text.holes.get(word);
        hole.map_or(word, String::as_str)
    });
    let said: Vec<&str> = said.collect();
    (!said.is_empty()).then(|| Part::Paragraph(format!("{}{}。", text.to_write, said.join("，"))))
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
