//! 一张图: the village's map for the wall, with a legend, what the gong says, and who answers for
//! each numbered place. On A3, or on two A4 to be glued. What does not fit beside the map follows
//! on further sheets; without a base picture the places stand on white, or a sentence tells what to
//! do first.

use super::Imprint;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, Item, Length, PT, Picture, Size, mm};
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};

mod chart;
pub mod signs;
mod stands;
mod tiles;

const TITLE: &str = "防灾一张图";
const NAME: Style = Style::bold(26 * PT).leading(32 * PT);
const HEAD: Style = Style::bold(12 * PT).leading(16 * PT);
const BODY: Style = Style::regular(10 * PT).leading(1300);
/// The same where many places are to be named.
const CLOSE: Style = Style::regular(950).leading(1150);
const STRONG: Style = Style::bold(12 * PT).leading(1600);
/// Least height below the map that is used for columns.
const BELOW: Length = mm(25);
/// Columns of a sheet: the map takes the room of all but the last.
const COLUMNS: Length = 3;
const BETWEEN: Length = mm(5);

/// What a map is drawn upon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// Nothing was chosen yet, or the picture is in another file.
    #[default]
    Missing,
    /// A picture.
    Picture(Picture),
    /// Lines and areas.
    Drawing {
        /// Width and height in its own units.
        size: (u32, u32),
        /// Its lines and areas.
        strokes: Vec<Stroke>,
    },
}

/// A line or an area of a drawing, in ten-thousandths of its width and height.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stroke {
    /// Whether it is an area.
    pub closed: bool,
    /// Its places.
    pub places: Vec<(i64, i64)>,
}

/// How the map lies on the earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bearing {
    /// Degrees, clockwise, from upward to north.
    pub north: i32,
    /// Metres from the left to the right edge.
    pub metres: u32,
}

/// What a record draws beside its sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Nothing.
    #[default]
    None,
    /// A route.
    Line,
    /// A danger zone.
    Area,
}

/// Something that stands on the map, or should.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Its layer, which is the name of its sign.
    pub layer: String,
    /// Its number; 0 where it has no place.
    pub number: u32,
    /// What it is called.
    pub name: String,
    /// What must be known of it: 停用, 不能用于山洪.
    pub note: String,
    /// Who answers for it; on the public edition his post.
    pub keeper: String,
    /// His telephone.
    pub phone: String,
    /// Where it stands, in ten-thousandths of width and height.
    pub place: Option<(i64, i64)>,
    /// What it draws beside its sign.
    pub draws: Shape,
    /// The places of that.
    pub shape: Vec<(i64, i64)>,
}

/// What goes onto the poster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poster {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// What the map is drawn upon.
    pub base: Base,
    /// What the village says of that, for the legend: 底图：有波纹的是溪。
    pub base_says: String,
    /// How it lies on the earth, if that is known.
    pub bearing: Option<Bearing>,
    /// Layers that have something: name and what it is called.
    pub layers: Vec<(String, String)>,
    /// Everything that can stand on the map, by layer.
    pub marks: Vec<Mark>,
    /// What is heard and what it means, a sentence each: 急促锣声，马上走。
    pub signals: Vec<String>,
}

/// The format of the poster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One A3 on its side.
    A3,
    /// Two upright A4 to be glued.
    TwoA4,
}

/// How much of the room the map takes, in hundredths, and how its places are named below and beside
/// it: the map as large as lets every place be named on the same sheet, at last a little smaller.
const TRIED: [(Length, Style); 9] = [
    (100, BODY),
    (94, BODY),
    (88, BODY),
    (82, BODY),
    (88, CLOSE),
    (82, CLOSE),
    (79, CLOSE),
    (76, CLOSE),
    (70, CLOSE),
];

/// Lays out the poster. Where the names do not fit beside the largest map, the map gives way; where
/// no map that can still be read leaves them room, they go on behind the largest.
pub fn lay_out(input: &Poster, format: Format, fonts: &Fonts) -> Document {
    let sheets = |manner| sheets(input, (format, manner), fonts);
    let mut tried = TRIED.into_iter().map(sheets);
    let fitting = tried.find(|document| document.pages.len() == 1);
    let document = fitting.unwrap_or_else(|| sheets((100, BODY)));
    match format {
        Format::A3 => document,
        Format::TwoA4 => tiles::halved(document, fonts),
    }
}

/// The poster with a map of this share of the room, on as many sheets as it needs.
fn sheets(
    input: &Poster,
    (format, (share, body)): (Format, (Length, Style)),
    fonts: &Fonts,
) -> Document {
    let size = match format {
        Format::A3 => Size::A3_LANDSCAPE,
        Format::TwoA4 => tiles::SHEET,
    };
    let mut flow = Flow::new(fonts, size, input.imprint.running(TITLE));
    flow.text(&format!("{}{TITLE}", input.imprint.village), NAME, 0);
    flow.y += mm(2);
    let top = flow.y;
    let column = (flow.width() - (COLUMNS - 1) * BETWEEN) / COLUMNS;
    let room = Size {
        width: (flow.width() - column - BETWEEN) * share / 100,
        height: flow.room() * share / 100,
    };
    let chart = chart::draw(input, room, fonts);
    let left = flow.left();
    // A map that gave way stands in the middle of its room.
    let middle = (flow.width() - column - BETWEEN - chart.size.width) / 2;
    for item in chart.items {
        flow.put(item.shifted(left + middle, top));
    }
    flow.y = top;
    let mut columns = Columns {
        below: below(&flow, column, top + chart.size.height + BETWEEN),
        x: left + flow.width() - column,
        width: column,
        top,
        body,
        cells: cells(&input.marks, column),
        flow,
    };
    columns.legend(input);
    columns.signals(&input.signals);
    columns.table(input);
    columns.flow.finish()
}

/// Where columns begin in the room that a low map leaves below it, the last one first.
fn below(flow: &Flow<'_>, column: Length, top: Length) -> Vec<(Length, Length)> {
    if flow.room() - (top - flow.y) < BELOW {
        return Vec::new();
    }
    let columns = (0..COLUMNS - 1).rev();
    columns
        .map(|at| (flow.left() + at * (column + BETWEEN), top))
        .collect()
}

/// Columns of text beside the map, then below it and, once they are full, on further sheets.
struct Columns<'a> {
    flow: Flow<'a>,
    /// Where the columns begin that follow on this sheet, the last one first.
    below: Vec<(Length, Length)>,
    /// Left edge of this column.
    x: Length,
    /// Width of a column.
    width: Length,
    /// Upper edge of this column.
    top: Length,
    /// How rows are set.
    body: Style,
    /// Left edge and width of what they say.
    cells: Cells,
}

/// Number, name, who answers and telephone of a row.
type Cells = [(Length, Length); 4];

/// Where a row says what; what no row says leaves its room to the names.
fn cells(marks: &[Mark], column: Length) -> Cells {
    const GAP: Length = mm(1);
    let room = |is_said: bool, width: Length| if is_said { width + GAP } else { 0 };
    let phones = room(marks.iter().any(|mark| !mark.phone.is_empty()), mm(30));
    let keepers = room(marks.iter().any(|mark| !mark.keeper.is_empty()), mm(20));
    let names = column - mm(8) - phones - keepers;
    [
        (0, mm(8)),
        (mm(8), names),
        (mm(8) + names + GAP, keepers - GAP),
        (column + GAP - phones, phones - GAP),
    ]
}

impl Columns<'_> {
    /// Goes on to the next column or sheet unless this much room is left.
    fn ensure(&mut self, height: Length) {
        // A low column below the map is passed over by what only a whole one holds.
        let is_whole = |flow: &Flow<'_>| flow.room() >= flow.full_room();
        while self.flow.room() < height && !(self.flow.y <= self.top && is_whole(&self.flow)) {
            self.go_on();
        }
    }

    fn go_on(&mut self) {
        if let Some((x, top)) = self.below.pop() {
            (self.x, self.top, self.flow.y) = (x, top, top);
            return;
        }
        self.flow.turn();
        (self.x, self.top) = (self.flow.left(), self.flow.y);
        let (left, top) = (self.x, self.top);
        let columns = (1..COLUMNS).rev();
        self.below = columns
            .map(|column| (left + column * (self.width + BETWEEN), top))
            .collect();
    }

    fn heading(&mut self, text: &str) {
        self.ensure(HEAD.leading + 4 * BODY.leading);
        if self.flow.y > self.top {
            self.flow.y += mm(2);
        }
        self.line(text, HEAD, 0);
        let rule = crate::flow::rule(self.x, self.flow.y, self.width, PT);
        self.flow.put(rule);
        self.flow.y += mm(1) + PT;
    }

    fn line(&mut self, text: &str, style: Style, indent: Length) {
        let setter = Setter::new(self.flow.fonts, style);
        for line in setter.lines(text, self.width - indent) {
            self.ensure(style.leading);
            let (x, y) = (self.x + indent, self.flow.y + style.baseline());
            self.flow.put(line.place(x, y, style));
            self.flow.y += style.leading;
        }
    }

    /// The signs in two columns, and what a zone and a route look like.
    fn legend(&mut self, input: &Poster) {
        const ROW: Length = mm(7);
        let layers = &input.layers;
        if layers.is_empty() {
            return;
        }
        self.heading("图例");
        for pair in layers.chunks(2) {
            self.ensure(ROW);
            for ((name, label), across) in pair.iter().zip([0, self.width / 2]) {
                let middle = (self.x + across + mm(3), self.flow.y + ROW / 2);
                let fonts = self.flow.fonts;
                let items = signs::draw(signs::of(name), "", (middle, mm(5)), fonts);
                for item in items {
                    self.flow.put(item);
                }
                let line = Setter::new(fonts, BODY).line(label);
                let (x, y) = (middle.0 + mm(5), middle.1 + BODY.size * 36 / 100);
                self.flow.put(line.place(x, y, BODY));
            }
            self.flow.y += ROW;
        }
        self.line("横线框是危险区，粗线是转移路线，箭头指安置点。", BODY, 0);
        self.line(&input.base_says, BODY, 0);
    }

    fn signals(&mut self, signals: &[String]) {
        if signals.is_empty() {
            return;
        }
        self.heading("听到什么，做什么");
        for sentence in signals {
            self.line(sentence, STRONG, 0);
        }
    }

    /// Number, name, who answers, telephone, layer by layer; what is not on the map yet last.
    fn table(&mut self, input: &Poster) {
        for (layer, label) in &input.layers {
            let own = input.marks.iter().filter(|mark| mark.layer == *layer);
            let own: Vec<&Mark> = own.filter(|mark| mark.place.is_some()).collect();
            if own.is_empty() {
                continue;
            }
            self.heading(label);
            let again = format!("{label}（续）");
            for mark in own {
                self.row(mark, &again);
            }
        }
        let absent = input.marks.iter().filter(|mark| mark.place.is_none());
        let absent: Vec<&str> = absent.map(|mark| mark.name.as_str()).collect();
        if !absent.is_empty() {
            self.heading(&format!("还有{}处没有放到图上", absent.len()));
            self.line(&absent.join("、"), BODY, 0);
        }
        if input.marks.is_empty() {
            self.heading("图上还没有东西");
            self.line(
                "先登记风险点、转移路线和避难场所，再到“一张图”里放上去。",
                BODY,
                0,
            );
        }
    }

    /// A row; at the head of another column the heading stands above it `again`.
    fn row(&mut self, mark: &Mark, again: &str) {
        let name = match mark.note.as_str() {
            "" => mark.name.clone(),
            note => format!("{}（{note}）", mark.name),
        };
        let number = mark.number.to_string();
        let texts = [number.as_str(), &name, &mark.keeper, &mark.phone];
        let body = self.body;
        let setter = Setter::new(self.flow.fonts, body);
        let cells: Vec<_> = texts
            .iter()
            .zip(self.cells)
            .map(|(text, (x, measure))| (x, setter.lines(text, measure)))
            .collect();
        let rows = cells
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(1);
        let apart = body.leading - body.size;
        let tall = body.leading * Length::try_from(rows).unwrap_or(1) + apart;
        self.ensure(tall);
        if self.flow.y <= self.top {
            self.heading(again);
            self.ensure(tall);
        }
        let (left, top) = (self.x, self.flow.y);
        for (x, lines) in cells {
            for (line, row) in lines.into_iter().zip(0..) {
                let y = top + PT + row * body.leading + body.baseline();
                self.flow.put(line.place(left + x, y, body));
            }
        }
        self.flow.put(Item::Line {
            x: left,
            y: top + tall,
            to_x: left + self.width,
            to_y: top + tall,
            thickness: PT / 4,
        });
        self.flow.y += tall;
    }
}
