//! 大字版: what is given to old people, set in no type below sixteen points, one household or one
//! hazard on a page of its own.

use super::safety_slips::all;
use super::{Gather, Order, imprint, proven, texts};
use crate::problem::Problem;
use print::documents::form::{self, Fact, Form, Part};
use print::documents::safety_slip::{Passage, SafetySlip};
use print::documents::{Imprint, Lettering};
use print::page::Document;

/// 避险明白卡 on a whole page.
pub(super) fn slips(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let text = texts::slip(gather)?;
    let slips = all(gather, order, &text)?;
    if slips.is_empty() {
        return Err(Problem::new(
            "nothing_to_print",
            "还没有登记住在危险区的户，大字版没有可印的。请先在户册里勾选“在危险区”，或先印空白卡。",
        ));
    }
    let form = |slip: SafetySlip| Form {
        imprint: Imprint {
            proof: slip.proof.clone(),
            ..imprint(gather)
        },
        title: text.title.clone(),
        number: slip.number.clone(),
        lettering: Lettering::Large,
        parts: parts_of(slip, &text.sign.lines),
        ..Form::default()
    };
    let forms: Vec<Form> = slips.into_iter().map(form).collect();
    Ok(form::lay_out(&forms, gather.desk.fonts()?))
}

fn parts_of(slip: SafetySlip, signers: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = slip.facts.into_iter().map(Part::Paragraph).collect();
    parts.extend(slip.gaps.into_iter().map(Part::Paragraph));
    let passages = slip.passages.into_iter().chain([slip.help]);
    parts.extend(passages.flat_map(passage));
    let sentences = slip.sentences.into_iter().chain([slip.forbidden]);
    let said = sentences.filter(|sentence| !sentence.text.is_empty());
    let said = said.map(|sentence| format!("{}：{}", sentence.label, sentence.text));
    parts.extend(said.map(Part::Paragraph));
    parts.extend(slip.phones.into_iter().map(Part::Paragraph));
    let signers = signers.iter().map(|signer| Fact::half(signer, ""));
    parts.push(Part::Signatures(signers.collect()));
    parts
}

fn passage(passage: Passage) -> Vec<Part> {
    if passage.lines.is_empty() {
        return Vec::new();
    }
    let title = match passage.note.as_str() {
        "" => passage.title,
        note => format!("{}（{note}）", passage.title),
    };
    vec![Part::Heading(title), Part::List(passage.lines)]
}

/// 险情卡, each on a page.
pub(super) fn hazard_cards(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let cards = texts::hazard_cards(gather)?.cards.into_iter();
    let form = |card: texts::HazardCard| -> Result<Form, Problem> {
        let parts: Vec<Part> = [
            ("苗头", card.signs),
            ("先做", card.first),
            ("严禁", card.forbidden),
        ]
        .into_iter()
        .flat_map(|(title, lines)| [Part::Heading(title.to_owned()), Part::List(lines)])
        .collect();
        Ok(Form {
            imprint: proven(gather, None, &(&card.title, &parts))?,
            title: card.title,
            lettering: Lettering::Large,
            parts,
            ..Form::default()
        })
    };
    let forms = cards.map(form).collect::<Result<Vec<_>, _>>()?;
    Ok(form::lay_out(&forms, gather.desk.fonts()?))
}
