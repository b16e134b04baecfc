//! 岗位应急处置卡 on paper.

use super::gather::edition;
use super::{Gather, Order, imprint};
use crate::problem::Problem;
use ledger::{Row, Value};
use print::documents::Audience;
use print::documents::response_card::{self, Holder, Phone, ResponseCard, ResponseCards, Stage};
use print::page::Document;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let input = ResponseCards {
        imprint: imprint(gather),
        title: "应急处置卡".to_owned(),
        phones: phones(gather)?,
        cards: cards(gather, order)?,
    };
    Ok(response_card::lay_out(&input, gather.desk.fonts()?))
}

/// The numbers on every card.
pub(super) fn phones(gather: &Gather<'_>) -> Result<Vec<Phone>, Problem> {
    let profile = gather.office.profile()?;
    let numbers = [("村值守", "duty_phone"), ("镇应急办", "town_phone")];
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

/// The ordered cards, or all of them in the order of their posts.
pub(super) fn cards(gather: &Gather<'_>, order: &Order) -> Result<Vec<ResponseCard>, Problem> {
    let mut cards = Vec::new();
    for stored in gather.rows("response_card", &order.ids)? {
        let post = gather
            .target(&stored.row, "post_id", "post")?
            .unwrap_or_default();
        let place = post.get("seq").int().unwrap_or(i64::MAX);
        cards.push((place, card(gather, &stored.row, &post)?));
    }
    cards.sort_by_key(|(place, _)| *place);
    Ok(cards.into_iter().map(|(_, card)| card).collect())
}

fn card(gather: &Gather<'_>, row: &Row, post: &Row) -> Result<ResponseCard, Problem> {
    let stages = [
        ("平时", "before"),
        ("接到预警", "on_warning"),
        ("发生时", "on_event"),
        ("灾后", "after"),
    ];
    let stages = stages.map(|(title, field)| Stage {
        title: title.to_owned(),
        lines: lines(row, field),
    });
    let carry = lines(row, "carry");
    let watchword = row.text("slogan").to_owned();
    Ok(ResponseCard {
        post: post.text("name").to_owned(),
        hazard: gather.label("disaster_kind", row, "hazard_kind"),
        pictogram: None,
        holders: vec![
            holder(gather, post, ("A角", "a_id"))?,
            holder(gather, post, ("B角", "b_id"))?,
        ],
        stages: stages
            .into_iter()
            .filter(|stage| !stage.lines.is_empty())
            .collect(),
        watchword: (!watchword.is_empty()).then_some(watchword),
        carry: (!carry.is_empty()).then(|| carry.join("、")),
        forbidden: lines(row, "forbidden"),
        qr: None,
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

fn lines(row: &Row, field: &str) -> Vec<String> {
    match row.get(field) {
        Value::Lines(lines) => lines.clone(),
        _ => Vec::new(),
    }
}
