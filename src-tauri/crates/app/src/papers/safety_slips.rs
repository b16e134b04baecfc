//! 防灾避险明白卡 on paper: one slip for every household of a danger zone. It says what help a
//! household needs, never why; who is missing is said in words, so that it is mended before a night.

mod household;

use super::words::Words;
use super::{Gather, Order, doubts, imprint, lacks, texts};
use crate::office::spec_of;
use crate::problem::Problem;
use household::Household;
use ledger::Row;
use print::documents::safety_slip::{self, Passage, SafetySlip, SafetySlips, Sentence};
use print::page::Document;
use std::collections::BTreeMap;
use texts::Slip;

/// Empty slips on a blank sheet.
const BLANK_SLIPS: usize = 2;

/// One slip of each household.
pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let text = texts::slip(gather)?;
    let slips = all(gather, order, &text)?;
    laid_out(gather, text, slips)
}

/// Each household's slip in as many copies as the law asks for, each marked with who keeps it.
pub(super) fn lay_out_copies(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let text = texts::slip(gather)?;
    let slips = all(gather, order, &text)?.into_iter();
    let copies = slips.flat_map(|slip| {
        let keepers = text.copies.iter();
        keepers.map(move |keeper| SafetySlip {
            number: format!("{keeper}\n{}", slip.number),
            ..slip.clone()
        })
    });
    let copies = copies.collect();
    laid_out(gather, text, copies)
}

/// The slips in order, or empty ones.
pub(super) fn all(
    gather: &Gather<'_>,
    order: &Order,
    text: &Slip,
) -> Result<Vec<SafetySlip>, Problem> {
    if order.blank {
        let slip = slip(text, &household::blank(gather, text)?);
        let proof = gather.proof(None, &slip)?;
        let blank = SafetySlip { proof, ..slip };
        return Ok(vec![blank; BLANK_SLIPS]);
    }
    slips(gather, order, text)
}

fn laid_out(gather: &Gather<'_>, text: Slip, slips: Vec<SafetySlip>) -> Result<Document, Problem> {
    let input = SafetySlips {
        imprint: imprint(gather),
        title: text.title,
        signatures: text.sign.lines,
        note: text.sign.note,
        slips,
    };
    let steps = gather.desk.steps("正在排版");
    safety_slip::lay_out_by_steps(&input, gather.desk.fonts()?, steps)
}

/// The ordered households, or every one of a danger zone, group by group.
fn slips(gather: &Gather<'_>, order: &Order, text: &Slip) -> Result<Vec<SafetySlip>, Problem> {
    let mut rows = gather.rows("household", &order.ids)?;
    if order.ids.is_empty() {
        rows.retain(|stored| stored.row.get("in_danger_zone").is_true());
    }
    rows.sort_by_key(|stored| {
        let key = |field| stored.row.text(field).to_owned();
        (key("group"), key("hh_no"))
    });
    if rows.is_empty() {
        gather.lacks.everything(lacks::NOBODY_IN_DANGER);
    }
    let members = members(gather)?;
    let none = Vec::new();
    let slips = gather.desk.each("正在排明白卡", &rows).map(|stored| {
        let stored = stored?;
        let people = members.get(&stored.id.to_string()).unwrap_or(&none);
        let household = household::read(gather, &stored.row, (people, text))?;
        let mut slip = slip(text, &household);
        let spec = spec_of("household")?;
        for (name, doubt) in doubts::of_row(gather, spec, stored)? {
            let label = spec.field(name).map_or(name, |field| field.label);
            slip.gaps.push(format!("{label}{doubt}"));
        }
        let proof = gather.proof(Some(stored.id), &slip)?;
        Ok(SafetySlip { proof, ..slip })
    });
    slips.collect()
}

/// Who lives in which household.
fn members(gather: &Gather<'_>) -> Result<BTreeMap<String, Vec<Row>>, Problem> {
    let mut members: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for stored in gather.office.all("person")? {
        let household = stored.row.text("household_id").to_owned();
        let is_here = !matches!(stored.row.text("residence"), "dead" | "moved" | "away");
        if is_here && !household.is_empty() {
            members.entry(household).or_default().push(stored.row);
        }
    }
    Ok(members)
}

fn slip(text: &Slip, household: &Household) -> SafetySlip {
    let words = &household.words;
    let mut facts = filled(&text.facts, words);
    if words.of("帮助").is_some() {
        facts.push(words.fill(&text.help_fact));
    }
    let sentence = |label: &str, text: &str| Sentence {
        label: label.to_owned(),
        text: words.fill(text),
    };
    SafetySlip {
        number: words.fill(&text.number),
        facts,
        gaps: household.gaps.clone(),
        passages: text
            .blocks
            .iter()
            .map(|block| passage(text, block, words))
            .collect(),
        help: Passage {
            title: text.help.title.clone(),
            note: text.help.note.clone(),
            lines: filled(&text.help.lines, words),
        },
        sentences: vec![
            sentence(&text.carry.title, &text.carry.text),
            sentence(&text.signal.title, &text.signal.text),
        ],
        forbidden: sentence(&text.forbidden.title, &text.forbidden.text),
        phones: filled(&text.phones.lines, words),
        proof: String::new(),
    }
}

/// A block; without an alternate route its line is exchanged for the one that says what to do then.
fn passage(text: &Slip, block: &texts::Block, words: &Words) -> Passage {
    const ALTERNATE: &str = "{备用路线}";
    let has_none = words.of("路线").is_some() && words.of("备用路线").is_none();
    let instead = &text.without_alternate;
    let lines = block.lines.iter().map(|line| {
        let is_cut = has_none && block.name == instead.block && line.contains(ALTERNATE);
        words.fill(if is_cut { &instead.line } else { line })
    });
    Passage {
        title: block.title.clone(),
        note: block.note.clone(),
        lines: lines.collect(),
    }
}

fn filled(lines: &[String], words: &Words) -> Vec<String> {
    lines.iter().map(|line| words.fill(line)).collect()
}
