//! 口袋通讯录: eight small pages on one sheet of A4 on its side. The sheet is cut along its middle
//! line into two strips, each folded like a fan; a stranger who picks it up finds the numbers of
//! the whole country on the first page and every name with its number behind.

use super::contact_list::{Contact, ContactGroup, ContactList};
use super::{Audience, Setting, joined, proof, shrunk};
use crate::flow::{height, rule};
use crate::fonts::Fonts;
use crate::page::{Bookmark, Document, Item, Length, PT, Page, Size, mm};
use crate::text::{Setter, Style};
use ledger::numbers::phone_groups;

const TITLE: &str = "口袋通讯录";
const COLUMNS: Length = 4;
const PANELS: usize = 8;
const PANEL: Size = Size {
    width: Size::A4_LANDSCAPE.width / COLUMNS,
    height: Size::A4_LANDSCAPE.height / 2,
};
const INSET: Length = mm(6);
const WIDTH: Length = PANEL.width - 2 * INSET;
const HEIGHT: Length = PANEL.height - 2 * INSET - FOLIO.leading;
const VILLAGE: Style = Style::bold(18 * PT).leading(25 * PT);
const HEAD: Style = Style::bold(15 * PT).leading(22 * PT);
const SMALL: Style = Style::regular(750).leading(11 * PT);
const GROUP: Style = Style::bold(950).leading(14 * PT);
const NAME: Style = Style::bold(950).leading(12 * PT);
const POST: Style = Style::regular(650).leading(8 * PT);
const PHONE: Style = Style::bold(1050).leading(12 * PT);
const FOLIO: Style = Style::regular(650).leading(9 * PT);
const LEAST: Length = 550;
const MARK: Length = 30;
/// 119, 110, 120: what everybody can call everywhere.
const EVERYWHERE: [&str; 3] = ["火警 119", "报警 110", "急救 120"];
const FOLDING: &str = "沿中间横线剪开，两条各折成四页，叠齐订一针。";

/// Something on a small page that is not broken, from its upper left corner.
#[derive(Clone, Default)]
struct Piece {
    height: Length,
    items: Vec<Item>,
}

/// Lays out the list, eight small pages on a sheet.
pub fn lay_out(input: &ContactList, fonts: &Fonts) -> Document {
    let mut panels = vec![cover(input, fonts)];
    panels.extend(listed(&input.groups, fonts));
    let total = panels.len();
    for (panel, number) in panels.iter_mut().zip(1..) {
        panel.push(folio(number, total, fonts));
    }
    let sheets: Vec<Page> = panels.chunks(PANELS).map(sheet).collect();
    Document {
        title: format!("{}{TITLE}", input.imprint.village),
        bookmarks: vec![Bookmark::new(TITLE, 0)],
        pages: sheets,
    }
}

/// Whose it is, whom to call without looking further, and how it is folded.
fn cover(input: &ContactList, fonts: &Fonts) -> Vec<Item> {
    let imprint = &input.imprint;
    let edition = match imprint.audience {
        Audience::Duty => "",
        Audience::Public => "公开版",
    };
    let printed = match imprint.printed_at.as_str() {
        "" => String::new(),
        moment => format!("{moment} 打印"),
    };
    let mut y = 6 * PT;
    let mut items = Vec::new();
    let mut put = |text: &str, style: Style, gap: Length| {
        let piece = text_piece(text, style, fonts);
        items.extend(piece.items.into_iter().map(|item| item.shifted(0, y)));
        y += piece.height + gap;
    };
    put(&imprint.village, VILLAGE, 0);
    put(TITLE, HEAD, 8 * PT);
    for number in EVERYWHERE {
        put(number, VILLAGE, 0);
    }
    put(&joined(&[&printed, edition, imprint.mark()]), SMALL, 2 * PT);
    put(FOLDING, SMALL, 0);
    for lack in &imprint.lacks {
        put(lack, SMALL, 0);
    }
    let (letters, tall) = proof::letters(&imprint.proof, 4, (WIDTH - proof::room("x"), fonts));
    let top = HEIGHT - tall.max(proof::SIDE);
    items.extend(letters.into_iter().map(|item| item.shifted(0, top)));
    let corner = (WIDTH - proof::SIDE, HEIGHT - proof::SIDE);
    items.extend(proof::code(&imprint.proof, corner));
    items
}

/// Small pages of groups; a group that goes on repeats its title.
fn listed(groups: &[ContactGroup], fonts: &Fonts) -> Vec<Vec<Item>> {
    let mut pages = Pages {
        panels: Vec::new(),
        y: HEIGHT,
    };
    for group in groups {
        let mut title = heading(&group.title, fonts);
        let again = heading(&format!("{}（续）", group.title), fonts);
        for contact in &group.contacts {
            let line = row(contact, fonts);
            let is_first = title.height > 0;
            if pages.turned_for(title.height + line.height) && !is_first {
                title = again.clone();
            }
            pages.put(std::mem::take(&mut title));
            pages.put(line);
        }
    }
    pages.panels
}

/// Small pages being filled.
struct Pages {
    panels: Vec<Vec<Item>>,
    y: Length,
}

impl Pages {
    /// Goes on to a new page where this much room is not left, and tells so.
    fn turned_for(&mut self, needed: Length) -> bool {
        let is_full = self.y + needed > HEIGHT;
        if is_full {
            self.panels.push(Vec::new());
            self.y = 0;
        }
        is_full
    }

    fn put(&mut self, piece: Piece) {
        if let Some(panel) = self.panels.last_mut() {
            let items = piece.items.into_iter();
            panel.extend(items.map(|item| item.shifted(0, self.y)));
            self.y += piece.height;
        }
    }
}

fn heading(text: &str, fonts: &Fonts) -> Piece {
    let mut piece = text_piece(text, GROUP, fonts);
    piece.items.push(rule(0, piece.height, WIDTH, 100));
    piece.height += 3 * PT;
    piece
}

/// Name above post on the left, the number on the right.
fn row(contact: &Contact, fonts: &Fonts) -> Piece {
    let phone = match contact.phone.as_str() {
        "" => "没有电话".to_owned(),
        number => phone_groups(number),
    };
    let setting = |measure| Setting {
        fonts,
        measure,
        least: LEAST,
        most: 1,
    };
    let half = WIDTH * 11 / 20;
    let phone_style = shrunk(&phone, PHONE, setting(half));
    let number = Setter::new(fonts, phone_style).lines(&phone, half);
    let taken = number.iter().map(|line| line.width).max().unwrap_or(0);
    let measure = WIDTH - taken - 4 * PT;
    let mut items = Vec::new();
    let mut y = PT;
    // An office has no name: what it is stands in the name's place.
    let said = match contact.name.as_str() {
        "" => [(&contact.post, NAME), (&contact.name, POST)],
        _ => [(&contact.name, NAME), (&contact.post, POST)],
    };
    for (text, style) in said {
        if text.is_empty() {
            continue;
        }
        let style = shrunk(text, style, setting(measure));
        for line in Setter::new(fonts, style).lines(text, measure) {
            items.push(line.place(0, y + style.baseline(), style));
            y += style.leading;
        }
    }
    let mut down = PT;
    for line in number {
        let x = WIDTH - line.width;
        items.push(line.place(x, down + phone_style.baseline(), phone_style));
        down += phone_style.leading;
    }
    let tall = y.max(down) + PT;
    items.push(rule(0, tall, WIDTH, 25));
    Piece {
        height: tall + 25,
        items,
    }
}

fn text_piece(text: &str, style: Style, fonts: &Fonts) -> Piece {
    let setting = Setting {
        fonts,
        measure: WIDTH,
        least: LEAST,
        most: 2,
    };
    let style = shrunk(text, style, setting);
    let lines = Setter::new(fonts, style).lines(text, WIDTH);
    let tall = height(&lines, style);
    let baselines = (0..).map(|line| line * style.leading + style.baseline());
    let placed = lines.into_iter().zip(baselines);
    Piece {
        height: tall,
        items: placed.map(|(line, y)| line.place(0, y, style)).collect(),
    }
}

fn folio(number: usize, total: usize, fonts: &Fonts) -> Item {
    let line = Setter::new(fonts, FOLIO).line(&format!("{number} / {total}"));
    let x = (WIDTH - line.width) / 2;
    line.place(x, HEIGHT + FOLIO.baseline(), FOLIO)
}

fn sheet(panels: &[Vec<Item>]) -> Page {
    let corners = (0..2).flat_map(|row| (0..COLUMNS).map(move |column| (column, row)));
    let mut items = marks();
    for (panel, (column, row)) in panels.iter().zip(corners) {
        let (x, y) = (column * PANEL.width + INSET, row * PANEL.height + INSET);
        items.extend(panel.iter().cloned().map(|item| item.shifted(x, y)));
    }
    Page {
        size: Size::A4_LANDSCAPE,
        items,
    }
}

/// A dashed line to cut along, and short strokes where the strips are folded.
fn marks() -> Vec<Item> {
    const DASH: Length = 4 * PT;
    const STROKE: Length = mm(3);
    let line = |(x, y): (Length, Length), (to_x, to_y): (Length, Length)| Item::Line {
        x,
        y,
        to_x,
        to_y,
        thickness: MARK,
    };
    let (width, height) = (Size::A4_LANDSCAPE.width, Size::A4_LANDSCAPE.height);
    let middle = PANEL.height;
    let mut items = Vec::new();
    let mut x = mm(5);
    while x + DASH <= width - mm(5) {
        items.push(line((x, middle), (x + DASH, middle)));
        x += 2 * DASH;
    }
    for column in 1..COLUMNS {
        let x = column * PANEL.width;
        for from in [mm(4), middle - STROKE, middle, height - mm(4) - STROKE] {
            items.push(line((x, from), (x, from + STROKE)));
        }
    }
    items
}
