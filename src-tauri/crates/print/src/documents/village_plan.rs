//! 村级综合应急预案: cover, contents, sections and annexed lists (domain §3.3), for binding. The body
//! is an official document; each annex begins a page of its own, but for those that say nothing yet.

mod blocks;
mod front;

use super::contact_list::ContactGroup;
use super::formal::numeral;
use super::response_card::ResponseCard;
use super::supply_list::Supply;
use super::{Imprint, joined};
use crate::flow::{Flow, Running};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Size};
use crate::sheet::Sheet;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// Part of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading within the section; numbered （一）（二）.
    Heading(String),
    /// Running text.
    Paragraph(String),
    /// Numbered steps.
    List(Vec<String>),
    /// Bound rows of any ledger.
    Table(Table),
    /// Whom to call, with large numbers.
    Contacts(Vec<ContactGroup>),
    /// The cards of the posts as tables.
    Cards(Vec<ResponseCard>),
    /// The supply list.
    Supplies(Vec<Supply>),
}

/// A section or an annex.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Title without a number; sections become 一、二、, annexes 附件1, 附件2.
    pub title: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

impl Section {
    /// Whether a line is all it says: that its ledger is empty.
    fn is_a_line(&self) -> bool {
        matches!(self.blocks.as_slice(), [Block::Paragraph(_)])
    }
}

/// What goes into the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillagePlan {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// 综合应急预案.
    pub title: String,
    /// Number of the edition: 3.
    pub version: String,
    /// Who issues it: 栗溪村村民委员会.
    pub office: String,
    /// Day of issue as it shall be read.
    pub issued_on: String,
    /// The body.
    pub sections: Vec<Section>,
    /// The lists behind it.
    pub annexes: Vec<Section>,
}

impl VillagePlan {
    fn edition(&self) -> String {
        match self.version.as_str() {
            "" => String::new(),
            version => format!("第{version}版"),
        }
    }

    fn running(&self) -> Running {
        let name = format!("{}{}", self.imprint.village, self.title);
        Running {
            head_left: joined(&[&name, &self.edition()]),
            sheet: Sheet::Bound,
            ..self.imprint.running(&self.title)
        }
    }
}

/// Lays out the plan. The contents know the pages because the body is laid out twice: the first
/// time behind contents without numbers, which are just as long.
pub fn lay_out(input: &VillagePlan, fonts: &Fonts) -> Document {
    let titles = titles(input);
    let unnumbered: Vec<Bookmark> = titles
        .into_iter()
        .map(|title| Bookmark::new(title, 0))
        .collect();
    let first = set(input, &unnumbered, fonts);
    let entries = first.bookmarks().to_vec();
    set(input, &entries, fonts).finish()
}

fn set<'a>(input: &VillagePlan, entries: &[Bookmark], fonts: &'a Fonts) -> Flow<'a> {
    let mut flow = Flow::new(fonts, Size::A4, input.running());
    front::cover(input, &mut flow);
    flow.turn();
    front::contents(entries, &mut flow);
    flow.turn();
    let titles = titles(input);
    let sections = input.sections.iter().chain(&input.annexes);
    let mut is_below = false;
    for (at, (section, title)) in sections.zip(&titles).enumerate() {
        match at.checked_sub(input.sections.len()) {
            None => blocks::section(title, &mut flow),
            Some(_) if section.is_a_line() => {
                blocks::annex_of_a_line(title, is_below, &mut flow);
                is_below = true;
            }
            Some(annex) => {
                blocks::annex(annex + 1, &section.title, &mut flow);
                is_below = false;
            }
        }
        blocks::fill(&section.blocks, &mut flow);
    }
    flow
}

/// Numbered titles of sections and annexes.
fn titles(input: &VillagePlan) -> Vec<String> {
    let sections = input.sections.iter().zip(1..);
    let sections = sections.map(|(section, n)| format!("{}、{}", numeral(n), section.title));
    let annexes = input.annexes.iter().zip(1..);
    let annexes = annexes.map(|(annex, n)| format!("附件{n}　{}", annex.title));
    sections.chain(annexes).collect()
}
