//! The parts of a form, set one under the other.

use super::room::ITEMS;
use super::{Fact, Part, Width};
use crate::documents::formal;
use crate::flow::{Flow, height, rule};
use crate::page::{Item, Length, PT, mm};
use crate::sheet::Sheet;
use crate::text::{Line, Setter, Style};

const LABEL: Style = Style::bold(950).leading(1350);
const VALUE: Style = Style::regular(11 * PT).leading(16 * PT);
const HEADING: Style = Style::bold(13 * PT).leading(20 * PT);
const BODY: Style = Style::regular(12 * PT).leading(20 * PT);
const SMALL: Style = Style::regular(9 * PT).leading(13 * PT);
/// Room of a line that is written on by hand.
const HAND: Length = mm(9);
const GUTTER: Length = 14 * PT;
const PAD: Length = 3 * PT;
const HAIR: Length = 30;
const DASH: Length = 4 * PT;
const AROUND_TABLE: Length = 10 * PT;
const ABOVE_SIGNATURES: Length = 10 * PT;

/// The working style of a text, or the one of official documents.
fn styled(working: Style, formal: Style, flow: &Flow<'_>) -> Style {
    match flow.sheet() {
        Sheet::Working => flow.style(working),
        Sheet::Formal | Sheet::Bound => formal,
    }
}

/// Draws a part; `headings` counts the headings up to it.
pub(super) fn draw(part: &Part, headings: usize, flow: &mut Flow<'_>) {
    draw_before(part, (headings, None), flow);
}

/// The same in front of an `end` of this height that never stands alone on a page.
pub(super) fn draw_before(
    part: &Part,
    (headings, end): (usize, Option<Length>),
    flow: &mut Flow<'_>,
) {
    if !matches!(part, Part::Signatures(_)) {
        flow.loosen();
    }
    match part {
        Part::Facts(facts) => self::facts(facts, flow),
        Part::Heading(text) => heading(text, headings, flow),
        Part::Paragraph(text) => {
            let body = styled(BODY, formal::BODY, flow);
            flow.bind();
            text.lines().for_each(|text| flow.paragraph(text, body));
        }
        Part::Level { pattern, title } => super::level::draw(*pattern, title, flow),
        Part::List(items) => list(items, flow),
        Part::Boxed { label, sentences } => super::boxed::draw(label, sentences, flow),
        Part::Pictures { hazard, acts } => super::pictures::draw(*hazard, acts, flow),
        Part::Table(table) => {
            flow.skip(AROUND_TABLE * 2 / 5);
            table.draw_before(end.map_or(0, |end| end + AROUND_TABLE), flow);
            flow.skip(AROUND_TABLE * 3 / 5);
        }
        Part::Photos(photos) => super::photos::draw(photos, flow),
        Part::Lines(count) => (0..*count).for_each(|_| hand_line(flow)),
        Part::Signatures(signers) => signatures(signers, flow),
        Part::Issued { office, day } => formal::issued(office, day, flow),
        Part::Cut(text) => cut(text, flow),
    }
}

/// A fact with its lines set: the label on the left, what it says beside it.
struct SetFact {
    styles: [Style; 2],
    label: Vec<Line>,
    value: Vec<Line>,
    indent: Length,
    width: Length,
    /// Room of what is written there.
    by_hand: Length,
}

impl SetFact {
    fn of(fact: &Fact, width: Length, flow: &Flow<'_>) -> Self {
        let label_style = styled(LABEL, formal::LABEL, flow);
        let value_style = styled(VALUE, formal::VALUE, flow);
        let styles = [label_style, value_style];
        let values = Setter::new(flow.fonts, value_style);
        let labels = Setter::new(flow.fonts, label_style);
        let beside = match values.width(&fact.value) {
            // A label stays in one line where that leaves a hand enough.
            0 if labels.width(&fact.label) <= width * 2 / 3 => width * 2 / 3,
            0 => width * 2 / 5,
            short => (width - short - 2 * PAD).max(width * 2 / 5),
        };
        let label = labels.lines(&fact.label, beside);
        let widest = label.iter().map(|line| line.width).max().unwrap_or(0);
        let indent = widest + 2 * PAD;
        let value = values.lines(&fact.value, width - indent);
        Self {
            styles,
            label,
            value,
            indent,
            width,
            by_hand: HAND * lines_by_hand(fact, flow),
        }
    }

    /// Height of its lines; both columns stand on the value's baselines.
    fn said(&self) -> Length {
        let [_, style] = self.styles;
        height(&self.value, style).max(height(&self.label, style))
    }

    fn height(&self) -> Length {
        let said = self.said();
        (said + 2 * PAD).max(self.by_hand)
    }

    fn put(self, x: Length, tall: Length, flow: &mut Flow<'_>) {
        let said = self.said();
        let [label, value] = self.styles;
        // What is known stands on the line that its neighbour is written on.
        let top = if self.by_hand > HAND {
            flow.y + HAND - PAD - said
        } else if self.by_hand > 0 || tall == HAND {
            flow.y + tall - PAD - said
        } else {
            flow.y + PAD
        };
        let columns = [(self.label, x, label), (self.value, x + self.indent, value)];
        for (lines, x, style) in columns {
            let mut y = top + value.baseline();
            for line in lines {
                flow.put(line.place(x, y, style));
                y += value.leading;
            }
        }
        for line in 1..self.by_hand / HAND {
            let y = flow.y + line * HAND;
            flow.put(rule(x + self.indent, y, self.width - self.indent, HAIR));
        }
        flow.put(rule(x, flow.y + tall, self.width, HAIR));
    }
}

/// Lines that a hand gets for a fact.
fn lines_by_hand(fact: &Fact, flow: &Flow<'_>) -> Length {
    match fact.value.as_str() {
        "" if fact.is_for_a_text() => Length::try_from(flow.hand).unwrap_or(1),
        "" => 1,
        _ => 0,
    }
}

fn facts(facts: &[Fact], flow: &mut Flow<'_>) {
    let mut rows = fact_rows(facts, flow);
    // The first one does not stand alone below its heading.
    let first = rows.get(..2).unwrap_or(&rows).iter();
    let first: Length = first.map(|row| row_height(row) + HAIR).sum();
    if first <= flow.full_room() / 2 {
        flow.ensure(first);
    }
    let last = rows.pop();
    for row in rows {
        fact_row(row, flow);
    }
    if let Some(last) = last {
        flow.bind();
        fact_row(last, flow);
    }
    flow.skip(6 * PT);
}

/// Facts set in their rows: half ones in pairs.
fn fact_rows(facts: &[Fact], flow: &Flow<'_>) -> Vec<Vec<SetFact>> {
    let mut rows = Vec::new();
    let mut rest = facts;
    while let Some((first, after)) = rest.split_first() {
        let second = after
            .first()
            .filter(|fact| first.width == Width::Half && fact.width == Width::Half);
        let half = (flow.width() - GUTTER) / 2;
        // A fact without a neighbour leaves no gap beside it.
        let width = if second.is_none() { flow.width() } else { half };
        let row = [(first, width)]
            .into_iter()
            .chain(second.map(|fact| (fact, half)));
        let row = row.map(|(fact, width)| SetFact::of(fact, width, flow));
        rows.push(row.collect());
        rest = after
            .get(usize::from(second.is_some())..)
            .unwrap_or_default();
    }
    rows
}

fn row_height(row: &[SetFact]) -> Length {
    row.iter().map(SetFact::height).max().unwrap_or(0)
}

fn fact_row(row: Vec<SetFact>, flow: &mut Flow<'_>) {
    let tall = row_height(&row);
    if tall > flow.full_room() {
        for fact in row {
            long_fact(fact, flow);
        }
        return;
    }
    flow.ensure(tall + HAIR);
    let mut x = flow.left();
    for fact in row {
        let step = fact.width + GUTTER;
        fact.put(x, tall, flow);
        x += step;
    }
    flow.y += tall + HAIR;
}

/// A fact longer than a page goes on as running text.
fn long_fact(fact: SetFact, flow: &mut Flow<'_>) {
    let [label, value] = fact.styles;
    for (lines, style) in [(fact.label, label), (fact.value, value)] {
        for line in lines {
            flow.ensure(value.leading);
            let (x, y) = (flow.left(), flow.y + value.baseline());
            flow.put(line.place(x, y, style));
            flow.y += value.leading;
        }
    }
    flow.rule(HAIR);
}

fn heading(text: &str, headings: usize, flow: &mut Flow<'_>) {
    match flow.sheet() {
        Sheet::Working => {
            flow.skip(6 * PT);
            flow.heading(text, flow.style(HEADING), 0);
        }
        Sheet::Formal | Sheet::Bound => {
            let text = format!("{}、{text}", formal::numeral(headings));
            formal::heading(&text, formal::SECTION, flow);
        }
    }
}

fn list(items: &[String], flow: &mut Flow<'_>) {
    let all_by_hand = items.iter().all(String::is_empty) && flow.hand == 1;
    let least = items.get(..ITEMS).filter(|_| all_by_hand);
    let items = least.unwrap_or(items);
    if flow.sheet() != Sheet::Working {
        return formal::points(items, flow);
    }
    let body = flow.style(BODY);
    let hang = body.size * 7 / 4;
    for (item, number) in items.iter().zip(1..) {
        if number == items.len() {
            flow.bind();
        }
        flow.ensure(if item.is_empty() { HAND } else { body.leading });
        let label = Setter::new(flow.fonts, body).line(&format!("{number}."));
        let (x, y) = (flow.left(), flow.y + body.baseline());
        if item.is_empty() {
            let down = HAND - body.leading;
            flow.put(label.place(x, y + down, body));
            flow.y += HAND;
            flow.put(rule(x + hang, flow.y, flow.width() - hang, HAIR));
        } else {
            flow.item(label, item, (body, hang));
        }
    }
}

fn hand_line(flow: &mut Flow<'_>) {
    flow.ensure(HAND);
    flow.y += HAND - HAIR;
    flow.rule(HAIR);
}

/// Height of the signatures below what is signed.
pub(super) fn signed(signers: &[Fact], flow: &Flow<'_>) -> Option<Length> {
    let rows = signature_rows(signers, flow).into_iter();
    let signed: Length = rows.map(|row| row_height(&row) + HAIR).sum();
    (signed > 0).then_some(signed + ABOVE_SIGNATURES)
}

/// Signatures stand side by side, and never alone on a page without need.
fn signatures(signers: &[Fact], flow: &mut Flow<'_>) {
    flow.ensure_bound(signed(signers, flow).unwrap_or(0));
    flow.skip(ABOVE_SIGNATURES);
    for row in signature_rows(signers, flow) {
        fact_row(row, flow);
    }
}

/// Up to three in a row; two where a label would leave no line to write on.
fn signature_rows(signers: &[Fact], flow: &Flow<'_>) -> Vec<Vec<SetFact>> {
    let style = styled(LABEL, formal::LABEL, flow);
    let labels = Setter::new(flow.fonts, style);
    let widest = signers.iter().map(|fact| labels.width(&fact.label)).max();
    let third = (flow.width() - 2 * GUTTER) / 3;
    let is_wide = widest.unwrap_or(0) > third * 2 / 3;
    let in_a_row = if is_wide { 2 } else { 3 };
    let row = |row: &[Fact]| {
        let count = Length::try_from(row.len()).unwrap_or(1).max(1);
        let width = (flow.width() - (count - 1) * GUTTER) / count;
        let facts = row.iter().map(|fact| SetFact::of(fact, width, flow));
        facts.collect()
    };
    signers.chunks(in_a_row).map(row).collect()
}

/// A dashed line across the page with a word in its middle.
fn cut(text: &str, flow: &mut Flow<'_>) {
    flow.skip(10 * PT);
    flow.ensure(SMALL.leading * 4);
    let word = Setter::new(flow.fonts, SMALL).line(text);
    let (left, width) = (flow.left(), flow.width());
    let (from, to) = (
        (width - word.width) / 2 - 6 * PT,
        (width - word.width) / 2 + word.width + 6 * PT,
    );
    let y = flow.y + SMALL.leading / 2;
    let mut x = 0;
    while x + DASH <= width {
        if x + DASH <= from || x >= to {
            flow.put(Item::Line {
                x: left + x,
                y,
                to_x: left + x + DASH,
                to_y: y,
                thickness: 2 * HAIR,
            });
        }
        x += 2 * DASH;
    }
    let x = left + (width - word.width) / 2;
    flow.put(word.place(x, flow.y + SMALL.baseline(), SMALL));
    flow.y += SMALL.leading + 8 * PT;
}
