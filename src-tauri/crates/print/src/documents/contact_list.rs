//! 应急通讯录: whom to call, in two columns of blocks, numbers large enough for a lamp-lit night.

use super::{Imprint, Lettering, Setting, masthead, shrunk};
use crate::flow::{Flow, height, rule};
use crate::fonts::Fonts;
use crate::page::{Document, Item, Length, PT, Size};
use crate::text::{Line, Setter, Style};
use ledger::numbers::phone_groups;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;

const TITLE: &str = "应急通讯录";
const GROUP: Style = Style::bold(12 * PT).leading(18 * PT);
const POST: Style = Style::regular(850).leading(11 * PT);
const NAME: Style = Style::bold(13 * PT).leading(17 * PT);
const PHONE: Style = Style::bold(15 * PT).leading(17 * PT);
const LEAST: Length = 8 * PT;
const GUTTER: Length = 22 * PT;
const PAD: Length = 3 * PT;
/// Between a name and the post beside it.
const APART: Length = 6 * PT;
const HEAVY: Length = 150;
const HAIR: Length = 30;

/// Somebody who can be called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What for: 总指挥, 供电所抢修.
    pub post: String,
    /// Who.
    pub name: String,
    /// Number; without one the paper says so.
    pub phone: String,
    /// Who it is, whatever he is called here: by it people are counted. Empty for a line of an
    /// office.
    #[serde(skip)]
    pub person: String,
}

/// A block of contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactGroup {
    /// 上级, 村指挥, 转移安置组, 包户, 外援.
    pub title: String,
    /// Who is in it.
    pub contacts: Vec<Contact>,
}

/// What goes into the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactList {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// How large it is set; a large one has one column.
    pub lettering: Lettering,
    /// The blocks, in order.
    pub groups: Vec<ContactGroup>,
}

/// Lays out the list on A4.
pub fn lay_out(input: &ContactList, fonts: &Fonts) -> Document {
    let mut flow = Flow::new(fonts, Size::A4, input.imprint.running(TITLE));
    flow.lettering = input.lettering;
    masthead(&mut flow, (&input.imprint, TITLE), &summary(input));
    draw(&input.groups, &mut flow);
    flow.finish()
}

/// Sets the blocks in columns at the pen of `flow`: two, or one in large letters.
pub(super) fn draw(groups: &[ContactGroup], flow: &mut Flow<'_>) {
    let (width, columns) = match flow.lettering {
        Lettering::Usual => {
            let half = (flow.width() - GUTTER) / 2;
            (half, vec![0, half + GUTTER])
        }
        Lettering::Large => (flow.width(), vec![0]),
    };
    let press = Press {
        fonts: flow.fonts,
        lettering: flow.lettering,
        width,
    };
    let pieces = groups.iter().flat_map(|group| press.block(group));
    let pieces: Vec<Piece> = pieces.collect();
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let tall = match columns.len() {
            1 => flow.room(),
            _ => column_height(rest, flow.room()),
        };
        let (top, mut lowest) = (flow.y, flow.y);
        for x in columns.iter().copied() {
            let is_stuck = x == 0 && flow.room() >= flow.full_room();
            let count = fitting(rest, tall).max(usize::from(is_stuck));
            let (column, after) = rest.split_at(count.min(rest.len()));
            lowest = lowest.max(put(column, x, flow));
            flow.y = top;
            rest = after;
        }
        flow.y = lowest;
        if !rest.is_empty() {
            flow.turn();
        }
    }
}

fn summary(input: &ContactList) -> String {
    let contacts = || input.groups.iter().flat_map(|group| &group.contacts);
    let mute = contacts()
        .filter(|contact| contact.phone.is_empty())
        .count();
    let gap = match mute {
        0 => String::new(),
        count => format!("其中{count}人没有电话，请尽快补上。"),
    };
    let people = contacts().filter(|contact| !contact.name.is_empty());
    // An edition that masks its people calls two of them by one name.
    let people: BTreeSet<_> = people
        .map(|contact| match contact.person.as_str() {
            "" => (&contact.name, &contact.phone),
            _ => (&contact.person, &contact.person),
        })
        .collect();
    let count = match people.len() {
        0 => String::new(),
        count => format!("共{count}人。"),
    };
    format!("{count}{gap}火警119　报警110　急救120")
}

/// A title or a contact: what is drawn relative to its upper left corner.
#[derive(Clone)]
struct Piece {
    height: Length,
    items: Vec<Item>,
    role: Role,
}

#[derive(Clone)]
enum Role {
    /// Never the last of a column.
    Title,
    /// At the head of a column it repeats this title.
    Contact(Rc<Piece>),
}

impl Piece {
    /// The title to be repeated above it, if it begins a column.
    fn repeated(&self) -> Option<&Piece> {
        match &self.role {
            Role::Title => None,
            Role::Contact(title) => Some(title),
        }
    }
}

/// Sets pieces of one width.
struct Press<'a> {
    fonts: &'a Fonts,
    lettering: Lettering,
    width: Length,
}

impl Press<'_> {
    fn block(&self, group: &ContactGroup) -> Vec<Piece> {
        let again = Rc::new(self.title(&format!("{}（续）", group.title)));
        let mut pieces = vec![self.title(&group.title)];
        let contacts: Vec<Told> = group.contacts.iter().map(|one| self.told(one)).collect();
        // Where there is room beside every name, no post takes a line of its own.
        let is_beside = contacts.iter().all(Told::fits_beside);
        pieces.extend(contacts.into_iter().map(|told| {
            let (height, items) = self.contact(told, is_beside);
            let role = Role::Contact(Rc::clone(&again));
            Piece {
                height,
                items,
                role,
            }
        }));
        pieces
    }

    fn title(&self, text: &str) -> Piece {
        let (fonts, width) = (self.fonts, self.width);
        let group = self.lettering.of(GROUP);
        let lines = Setter::new(fonts, group).lines(text, width);
        let mut items = Vec::new();
        let mut y = 7 * PT;
        for line in lines {
            items.push(line.place(0, y + group.baseline(), group));
            y += group.leading;
        }
        items.push(rule(0, y, width, HEAVY));
        Piece {
            height: y + HEAVY,
            items,
            role: Role::Title,
        }
    }

    /// What there is to be set of a contact, in lines.
    fn told(&self, contact: &Contact) -> Told {
        let (fonts, width) = (self.fonts, self.width);
        let [post_style, name_style, phone_style] =
            [POST, NAME, PHONE].map(|style| self.lettering.of(style));
        let phone = match contact.phone.as_str() {
            "" => "没有电话".to_owned(),
            number => phone_groups(number),
        };
        let half = width / 2;
        let setting = |measure, most| Setting {
            fonts,
            measure,
            least: self.lettering.least(LEAST),
            most,
        };
        let phone_style = shrunk(&phone, phone_style, setting(half, 1));
        let number = Setter::new(fonts, phone_style).lines(&phone, half);
        let number_width = number.iter().map(|line| line.width).max().unwrap_or(0);
        let measure = width - number_width - APART;
        // An office has no name: what it is stands in the name's place.
        let (post, name) = match contact.name.as_str() {
            "" => ("", contact.post.as_str()),
            name => (contact.post.as_str(), name),
        };
        let name_style = shrunk(name, name_style, setting(measure, 1));
        Told {
            post: (
                Setter::new(fonts, post_style).lines(post, measure),
                post_style,
            ),
            name: (
                Setter::new(fonts, name_style).lines(name, measure),
                name_style,
            ),
            number: (number, phone_style),
            measure,
        }
    }

    /// The post above the name or beside it on the left, the number on the right.
    fn contact(&self, told: Told, is_beside: bool) -> (Length, Vec<Item>) {
        let Told {
            post: (post, post_style),
            name: (name, name_style),
            number: (number, phone_style),
            ..
        } = told;
        let above = if is_beside {
            0
        } else {
            height(&post, post_style)
        };
        let left = above + height(&name, name_style);
        let tall = left.max(height(&number, phone_style));
        let mut items = Vec::new();
        let behind = name.first().map_or(0, |line| line.width + APART);
        let (x, baseline) = if is_beside {
            (behind, name_style.baseline())
        } else {
            (0, post_style.baseline())
        };
        let mut y = PAD;
        for line in post {
            items.push(line.place(x, y + baseline, post_style));
            y += post_style.leading;
        }
        let mut y = PAD + above;
        for line in name {
            items.push(line.place(0, y + name_style.baseline(), name_style));
            y += name_style.leading;
        }
        let mut y = PAD + tall - height(&number, phone_style);
        for line in number {
            let x = self.width - line.width;
            items.push(line.place(x, y + phone_style.baseline(), phone_style));
            y += phone_style.leading;
        }
        items.push(rule(0, tall + 2 * PAD, self.width, HAIR));
        (tall + 2 * PAD + HAIR, items)
    }
}

/// A contact in lines, each with its style.
struct Told {
    post: (Vec<Line>, Style),
    name: (Vec<Line>, Style),
    number: (Vec<Line>, Style),
    /// Width of what stands left of the number.
    measure: Length,
}

impl Told {
    fn fits_beside(&self) -> bool {
        match (self.post.0.as_slice(), self.name.0.as_slice()) {
            ([], _) => true,
            ([post], [name]) => name.width + APART + post.width <= self.measure,
            _ => false,
        }
    }
}

/// Least height at which two columns hold what is left, or all the room there is.
fn column_height(rest: &[Piece], room: Length) -> Length {
    let mut height = rest.iter().map(|piece| piece.height).sum::<Length>() / 2;
    while height < room {
        let first = fitting(rest, height);
        let second = fitting(rest.get(first..).unwrap_or_default(), height);
        if first + second == rest.len() {
            return height;
        }
        height += PT;
    }
    room
}

/// How many pieces fit, a title never being the last unless nothing follows.
fn fitting(pieces: &[Piece], room: Length) -> usize {
    let repeated = pieces.first().and_then(Piece::repeated);
    let mut used = repeated.map_or(0, |title| title.height);
    let fits = pieces.iter().take_while(|piece| {
        used += piece.height;
        used <= room
    });
    let count = fits.count();
    let last = count.checked_sub(1).and_then(|at| pieces.get(at));
    let is_title = last.is_some_and(|piece| piece.repeated().is_none());
    if count < pieces.len() && is_title {
        count - 1
    } else {
        count
    }
}

/// Puts a column and returns its lower end.
fn put(column: &[Piece], x: Length, flow: &mut Flow<'_>) -> Length {
    let (left, mut y) = (flow.left() + x, flow.y);
    let repeated = column.first().and_then(Piece::repeated);
    for piece in repeated.into_iter().chain(column) {
        for item in &piece.items {
            flow.put(item.clone().shifted(left, y));
        }
        y += piece.height;
    }
    y
}
