//! 岗位口袋卡 on paper: the posts' cards as large as a bank card.

use super::response_cards::{phones, proven_cards};
use super::{Gather, Order, imprint};
use crate::problem::Problem;
use print::documents::response_card::ResponseCards;
use print::documents::wallet_card;
use print::page::Document;

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let cards = proven_cards(gather, order)?;
    let input = ResponseCards {
        imprint: imprint(gather),
        title: "应急处置卡".to_owned(),
        phones: phones(gather)?,
        cards,
    };
    Ok(wallet_card::lay_out(&input, gather.desk.fonts()?))
}
