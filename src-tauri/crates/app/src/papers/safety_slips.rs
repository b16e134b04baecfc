//! 防灾避险明白卡 on paper: one slip for every household of a danger zone. It says what help a
//! household needs, never why; who is missing is said in words, so that it is mended before a night.

mod household;

use super::homes::Homes;
use super::words::Words;
use super::{Gather, Order, doubts, imprint, lacks, texts};
use crate::office::spec_of;
use crate::problem::Problem;
use household::{Household, Sources};
use print::documents::safety_slip::{self, Passage, SafetySlip, SafetySlips, Sentence};
use print::page::Document;
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
        let kinds = texts::risk_words(gather)?;
        let slip = slip(text, &household::blank(gather, (text, kinds.of("")))?);
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
    let homes = Homes::of(gather)?;
    let kinds = texts::risk_words(gather)?;
    let slips = gather.desk.each("正在排明白卡", &rows).map(|stored| {
        let stored = stored?;
        let of = Sources {
            text,
            kinds: &kinds,
            home: homes.home(stored),
        };
        let household = household::read(gather, &stored.row, &of)?;
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
    // What is not to be done stays beside its 不: a line ends between the sentences.
    let apart = |label: &str, text: &str| sentence(label, &text.replace('；', "；\n"));
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
            apart(&text.carry.title, &text.carry.text),
            sentence(&text.signal.title, &text.signal.text),
        ],
        forbidden: apart(&text.forbidden.title, &household.forbidden),
        phones: filled(&text.phones.lines, words),
        proof: String::new(),
    }
}

/// A block. Without an alternate route its line is exchanged for the one that says what to do then;
/// signs of a place are said where somebody wrote some.
fn passage(text: &Slip, block: &texts::Block, words: &Words) -> Passage {
    const ALTERNATE: &str = "{备用路线}";
    const OWN_SIGNS: &str = "{本处前兆}";
    let has_none = words.of("路线").is_some() && words.of("备用路线").is_none();
    let instead = &text.without_alternate;
    let mut lines = Vec::new();
    for line in &block.lines {
        let is_cut = has_none && block.name == instead.block && line.contains(ALTERNATE);
        if words.of("本处前兆").is_none() && line.contains(OWN_SIGNS) {
            continue;
        }
        let said = words.fill(if is_cut { &instead.line } else { line });
        lines.extend(said.lines().map(str::to_owned));
    }
    Passage {
        title: block.title.clone(),
        note: block.note.clone(),
        lines,
    }
}

fn filled(lines: &[String], words: &Words) -> Vec<String> {
    lines.iter().map(|line| words.fill(line)).collect()
}
