//! 险情卡 on paper: for each of the nine hazards its signs, the first acts, what never to do.

use super::response_cards;
use super::{Gather, Order, imprint, texts};
use crate::problem::Problem;
use print::documents::pictogram::Pictogram;
use print::documents::response_card::{self, Phone, ResponseCard, ResponseCards, Stage};
use print::page::Document;

pub(super) fn lay_out(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let cards: Vec<ResponseCard> = texts::hazard_cards(gather)?
        .cards
        .into_iter()
        .map(card)
        .collect();
    let phones = phones(gather)?;
    let proof = gather.proof(None, &(&cards, &phones))?;
    let proven = |card| ResponseCard {
        proof: proof.clone(),
        ..card
    };
    let input = ResponseCards {
        imprint: imprint(gather),
        title: "险情卡".to_owned(),
        phones,
        cards: cards.into_iter().map(proven).collect(),
    };
    Ok(response_card::lay_out(&input, gather.desk.fonts()?))
}

/// The numbers on every card, and that of the forest fire brigade.
pub(super) fn phones(gather: &Gather<'_>) -> Result<Vec<Phone>, Problem> {
    let mut phones = response_cards::phones(gather)?;
    phones.push(Phone {
        label: "森林火警".to_owned(),
        number: "12119".to_owned(),
    });
    Ok(phones)
}

fn card(of: texts::HazardCard) -> ResponseCard {
    let stage = |title: &str, lines| Stage {
        title: title.to_owned(),
        lines,
    };
    ResponseCard {
        post: of.title,
        pictogram: Pictogram::of(&of.kind),
        acts: of.acts,
        stages: vec![stage("苗头", of.signs), stage("先做", of.first)],
        forbidden: of.forbidden,
        ..ResponseCard::default()
    }
}
