//! 大字版: what is given to old people, set in no type below sixteen points, one household or one
//! hazard on a page of its own.

use super::safety_slips::all;
use super::{Gather, Order, hazard_cards, imprint, proven, texts};
use crate::problem::Problem;
use ledger::numbers::phone_groups;
use print::documents::form::{self, Fact, Form, Part};
use print::documents::pictogram::Pictogram;
use print::documents::safety_slip::{Passage, SafetySlip, Sentence};
use print::documents::{Imprint, Lettering};
use print::page::Document;

/// 避险明白卡 on a whole page.
pub(super) fn slips(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let text = texts::slip(gather)?;
    let mut slips = all(gather, order, &text)?;
    if order.blank {
        // A sheet holds one of these, not two.
        slips.truncate(1);
    }
    if slips.is_empty() {
        let bare = Form {
            imprint: imprint(gather),
            title: text.title,
            lettering: Lettering::Large,
            ..Form::default()
        };
        return Ok(form::lay_out(&[bare], gather.desk.fonts()?));
    }
    let form = |slip: SafetySlip| Form {
        imprint: Imprint {
            proof: slip.proof.clone(),
            // What an officer has to mend is no matter of this household.
            lacks: Vec::new(),
            ..imprint(gather)
        },
        title: text.title.clone(),
        number: slip.number.clone(),
        lettering: Lettering::Large,
        parts: parts_of(slip, &text.sign.lines),
        ..Form::default()
    };
    let forms: Vec<Form> = slips.into_iter().map(form).collect();
    let steps = gather.desk.steps("正在排版");
    form::lay_out_by_steps(&forms, gather.desk.fonts()?, steps)
}

fn parts_of(slip: SafetySlip, signers: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = slip.facts.into_iter().map(Part::Paragraph).collect();
    parts.extend(slip.gaps.into_iter().map(Part::Paragraph));
    let passages = slip.passages.into_iter().chain([slip.help]);
    parts.extend(passages.flat_map(passage));
    let is_said = |sentence: &Sentence| !sentence.text.is_empty();
    let said = slip.sentences.into_iter().filter(is_said);
    let said = said.map(|sentence| format!("{}：{}", sentence.label, sentence.text));
    parts.extend(said.map(Part::Paragraph));
    let forbidden = Some(slip.forbidden).filter(is_said);
    parts.extend(forbidden.map(|Sentence { label, text }| Part::Boxed {
        label,
        sentences: vec![in_one_line(text)],
    }));
    parts.extend(phones(&slip.phones).into_iter().map(Part::Paragraph));
    let signers = signers.iter().map(|signer| Fact::half(signer, ""));
    parts.push(Part::Signatures(signers.collect()));
    parts
}

/// Sentences that stand apart, in one line where the frame holds them.
fn in_one_line(text: String) -> String {
    // Half the widths of an ideograph beside the label of a frame.
    const FULL: usize = 52;
    let joined = text.replace('\n', "");
    if width(&joined) <= FULL { joined } else { text }
}

fn width(text: &str) -> usize {
    let wide = |letter: char| if letter.is_ascii() { 1 } else { 2 };
    text.chars().map(wide).sum()
}

/// Telephones in as few lines as hold them, each number beside the name it belongs to.
fn phones(lines: &[String]) -> Vec<String> {
    const APART: char = '　';
    // Half the widths of an ideograph: what a line of sixteen points holds behind its indent.
    const FULL: usize = 54;
    let mut set: Vec<String> = Vec::new();
    for line in lines {
        let can_be_split = width(line) > FULL;
        let pieces = line.split(|letter| can_be_split && letter == APART);
        for piece in pieces {
            match set.last_mut() {
                Some(last) if width(last) + 2 + width(piece) <= FULL => {
                    last.push(APART);
                    last.push_str(piece);
                }
                _ => set.push(piece.to_owned()),
            }
        }
    }
    set
}

fn passage(passage: Passage) -> Vec<Part> {
    if passage.lines.is_empty() {
        return Vec::new();
    }
    let title = match passage.note.as_str() {
        "" => passage.title,
        note => format!("{}（{note}）", passage.title),
    };
    // No numbers: what to do where the way is cut is no step after the others.
    let lines = passage.lines.into_iter().map(Part::Paragraph);
    std::iter::once(Part::Heading(title)).chain(lines).collect()
}

/// Whom to call, as on every card.
fn numbers(gather: &Gather<'_>) -> Result<Vec<Fact>, Problem> {
    let known = hazard_cards::phones(gather)?.into_iter();
    let known = known.map(|phone| Fact::half(phone.label, phone_groups(&phone.number)));
    let everywhere = [("火警", "119"), ("报警", "110"), ("急救", "120")];
    let everywhere = everywhere.map(|(label, number)| Fact::half(label, number));
    Ok(known.chain(everywhere).collect())
}

/// 险情卡, each on a page.
pub(super) fn hazards(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let cards = texts::hazard_cards(gather)?.cards.into_iter();
    let numbers = numbers(gather)?;
    let form = |card: texts::HazardCard| -> Result<Form, Problem> {
        let said = [("苗头", card.signs), ("先做", card.first)].into_iter();
        let said =
            said.flat_map(|(title, lines)| [Part::Heading(title.to_owned()), Part::List(lines)]);
        let pictures = Part::Pictures {
            hazard: Pictogram::of(&card.kind),
            acts: card.acts,
        };
        let forbidden = Part::Boxed {
            label: "严禁".to_owned(),
            sentences: card.forbidden,
        };
        let numbers = Part::Facts(numbers.clone());
        let parts = std::iter::once(pictures).chain(said);
        let parts: Vec<Part> = parts.chain([forbidden, numbers]).collect();
        Ok(Form {
            imprint: proven(gather, None, &(&card.title, &parts))?,
            title: format!("险情卡：{}", card.title),
            lettering: Lettering::Large,
            parts,
            ..Form::default()
        })
    };
    let forms = cards.map(form).collect::<Result<Vec<_>, _>>()?;
    Ok(form::lay_out(&forms, gather.desk.fonts()?))
}
