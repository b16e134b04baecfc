//! 岗位应急处置卡 on paper.

use super::gather::edition;
use super::texts::{self, PostCard, PostCards};
use super::{Gather, Order, doubts, imprint, lacks};
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::{Row, RowId, Value};
use print::documents::Audience;
use print::documents::response_card::{
    self, BY_HAND, Holder, Phone, ResponseCard, ResponseCards, Stage,
};
use print::page::Document;
use store::StoredRow;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let cards = if order.blank {
        samples(gather)?
    } else {
        proven_cards(gather, order)?
    };
    let input = ResponseCards {
        imprint: imprint(gather),
        title: "应急处置卡".to_owned(),
        phones: phones(gather)?,
        cards,
    };
    Ok(response_card::lay_out(&input, gather.desk.fonts()?))
}

/// The numbers on every card.
pub(super) fn phones(gather: &Gather<'_>) -> Result<Vec<Phone>, Problem> {
    let profile = gather.office.profile()?;
    let numbers = [
        (gather.duty_label(), "duty_phone"),
        ("镇应急办", "town_phone"),
    ];
    let known = numbers
        .iter()
        .filter(|(_, field)| !profile.get(field).is_empty());
    Ok(known
        .map(|(label, field)| Phone {
            label: (*label).to_owned(),
            number: profile.text(field).to_owned(),
        })
        .collect())
}

/// The ordered cards, or all of them in the order of their posts, without proofs of their own.
pub(super) fn cards(gather: &Gather<'_>, order: &Order) -> Result<Vec<ResponseCard>, Problem> {
    let cards = found(gather, order)?.into_iter();
    Ok(cards.map(|(_, card)| card).collect())
}

/// The same, each with its proof: cards are cut apart.
pub(super) fn proven_cards(
    gather: &Gather<'_>,
    order: &Order,
) -> Result<Vec<ResponseCard>, Problem> {
    let phones = phones(gather)?;
    let found = found(gather, order)?;
    if found.is_empty() {
        let none = lacks::none_of(spec_of("response_card")?);
        gather.lacks.everything(none);
    }
    let proven = found.into_iter().map(|(id, card)| {
        let proof = gather.proof(Some(id), &(&card, &phones))?;
        Ok(ResponseCard { proof, ..card })
    });
    proven.collect()
}

fn found(gather: &Gather<'_>, order: &Order) -> Result<Vec<(RowId, ResponseCard)>, Problem> {
    let texts = texts::post_cards(gather)?;
    let mut cards = Vec::new();
    for stored in gather.rows("response_card", &order.ids)? {
        let found = gather.stored_target(&stored.row, "post_id", "post")?;
        let post = found
            .as_ref()
            .map_or_else(Row::default, |post| post.row.clone());
        let place = post.get("seq").int().unwrap_or(i64::MAX);
        let mut card = card(gather, &stored.row, (&post, &texts))?;
        if let Some(post) = &found {
            doubt_holders(gather, &mut card, post)?;
        }
        doubt_lines(gather, &mut card, &stored)?;
        cards.push((place, (stored.id, card)));
    }
    cards.sort_by_key(|(place, _)| *place);
    Ok(cards.into_iter().map(|(_, found)| found).collect())
}

/// Behind who holds the post: that the two sides do not agree who does.
fn doubt_holders(
    gather: &Gather<'_>,
    card: &mut ResponseCard,
    post: &StoredRow,
) -> Result<(), Problem> {
    let mut doubts = doubts::of_row(gather, spec_of("post")?, post)?;
    card.post.extend(doubts.remove("name"));
    for (holder, field) in card.holders.iter_mut().zip(["a_id", "b_id"]) {
        if let Some(doubt) = doubts.remove(field) {
            holder.name = Some(holder.name.take().unwrap_or_default() + &doubt);
        }
    }
    Ok(())
}

/// Behind the lines of a block: what the other side wrote instead.
fn doubt_lines(
    gather: &Gather<'_>,
    card: &mut ResponseCard,
    stored: &StoredRow,
) -> Result<(), Problem> {
    let mut doubts = doubts::of_row(gather, spec_of("response_card")?, stored)?;
    for (title, field) in STAGES {
        let stage = card.stages.iter_mut().find(|stage| stage.title == title);
        if let (Some(stage), Some(doubt)) = (stage, doubts.remove(field)) {
            stage.lines.push(doubt);
        }
    }
    card.forbidden.extend(doubts.remove("forbidden"));
    for (text, field) in [(&mut card.watchword, "slogan"), (&mut card.carry, "carry")] {
        if let Some(doubt) = doubts.remove(field) {
            *text = Some(text.take().unwrap_or_default() + &doubt);
        }
    }
    Ok(())
}

/// The blocks of a card, each the field of its lines.
const STAGES: [(&str, &str); 4] = [
    ("平时", "before"),
    ("接到预警", "on_warning"),
    ("发生时", "on_event"),
    ("灾后", "after"),
];

/// A card for each kind of post as it is worded, its people still to be written in.
fn samples(gather: &Gather<'_>) -> Result<Vec<ResponseCard>, Problem> {
    let texts = texts::post_cards(gather)?;
    let card = |text: &PostCard| ResponseCard {
        post: text.title.clone(),
        acts: text.acts.clone(),
        holders: ["A角", "B角"].map(unnamed).into(),
        stages: stages(|field| text.stage(field).to_vec()),
        ..ResponseCard::default()
    };
    let cards: Vec<ResponseCard> = texts.cards.iter().map(card).collect();
    let proof = gather.proof(None, &cards)?;
    let proven = |card| ResponseCard {
        proof: proof.clone(),
        ..card
    };
    Ok(cards.into_iter().map(proven).collect())
}

/// A place to write a name and a number in.
fn unnamed(role: &str) -> Holder {
    Holder {
        role: role.to_owned(),
        name: Some(BY_HAND.to_owned()),
        phone: Some(BY_HAND.to_owned()),
    }
}

fn stages(lines: impl Fn(&str) -> Vec<String>) -> Vec<Stage> {
    let stages = STAGES.map(|(title, field)| Stage {
        title: title.to_owned(),
        lines: lines(field),
    });
    let said = |stage: &Stage| !stage.lines.is_empty();
    stages.into_iter().filter(said).collect()
}

/// What the card itself does not say of a block is said as that kind of post is worded.
fn card(
    gather: &Gather<'_>,
    row: &Row,
    (post, texts): (&Row, &PostCards),
) -> Result<ResponseCard, Problem> {
    let mut kinds = texts.cards.iter();
    let usual = kinds.find(|text| text.kind == post.text("kind"));
    let said = |field: &str| match lines(gather, row, field) {
        own if !own.is_empty() => own,
        _ => usual.map_or_else(Vec::new, |text| text.stage(field).to_vec()),
    };
    let carry = lines(gather, row, "carry");
    let watchword = row.text("slogan").to_owned();
    Ok(ResponseCard {
        post: post.text("name").to_owned(),
        hazard: gather.label("disaster_kind", row, "hazard_kind"),
        pictogram: None,
        acts: usual.map_or_else(Vec::new, |text| text.acts.clone()),
        holders: vec![
            holder(gather, post, ("A角", "a_id"))?,
            holder(gather, post, ("B角", "b_id"))?,
        ],
        stages: stages(said),
        watchword: (!watchword.is_empty()).then_some(watchword),
        carry: (!carry.is_empty()).then(|| carry.join("、")),
        forbidden: lines(gather, row, "forbidden"),
        proof: String::new(),
        version: edition(row.text("version")),
    })
}

/// The names are looked up at printing, so that a card is never older than the books.
fn holder(gather: &Gather<'_>, post: &Row, (role, field): (&str, &str)) -> Result<Holder, Problem> {
    let person = gather.person(post, field)?;
    // A number that this edition withholds is not a missing one.
    let withheld = gather.audience == Audience::Public && person.is_some();
    let text = |text: String| (!text.is_empty()).then_some(text);
    let (name, phone) = person.map_or((None, None), |person| {
        (text(person.name), text(person.phone))
    });
    let phone = if withheld {
        Some("电话不公开".to_owned())
    } else {
        phone
    };
    Ok(Holder {
        role: role.to_owned(),
        name,
        phone,
    })
}

fn lines(gather: &Gather<'_>, row: &Row, field: &str) -> Vec<String> {
    match row.get(field) {
        Value::Lines(lines) => lines.iter().map(|line| gather.open(line)).collect(),
        _ => Vec::new(),
    }
}
