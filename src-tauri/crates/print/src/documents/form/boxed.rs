//! What must never be done, in a heavy frame behind a black label, so that it stands out on a grey
//! copy too.

use crate::documents::press::white;
use crate::flow::{Flow, height};
use crate::page::{Item, Length, PT, Paint};
use crate::text::{Line, Setter, Style};

const BODY: Style = Style::bold(12 * PT).leading(20 * PT);
const PAD: Length = 7 * PT;
const FRAME: Length = 2 * PT;

/// The sentences, each a line or more of its own, kept on one page where they fit on one.
pub(super) fn draw(label: &str, sentences: &[String], flow: &mut Flow<'_>) {
    let style = flow.style(BODY);
    let setter = Setter::new(flow.fonts, style);
    let label = setter.lines(label, flow.width() / 5);
    let widest = label.iter().map(|line| line.width).max().unwrap_or(0);
    let strip = widest + 2 * PAD;
    let measure = flow.width() - strip - 2 * PAD;
    let lines = sentences
        .iter()
        .flat_map(|text| setter.lines(text, measure));
    let mut lines: Vec<Line> = lines.collect();
    flow.skip(8 * PT);
    while !lines.is_empty() {
        let tall = height(&lines, style).max(height(&label, style)) + 2 * PAD;
        flow.ensure(tall.min(flow.full_room()));
        let room = (flow.room() - 2 * PAD) / style.leading;
        let fitting = usize::try_from(room).unwrap_or(0).clamp(1, lines.len());
        let rest = lines.split_off(fitting);
        frame((&label, strip), lines, style, flow);
        lines = rest;
    }
    flow.skip(8 * PT);
}

/// The frame around the lines of one page, with its label in the middle of the strip.
fn frame((label, strip): (&[Line], Length), lines: Vec<Line>, style: Style, flow: &mut Flow<'_>) {
    let (x, y, width) = (flow.left(), flow.y, flow.width());
    let said = height(label, style);
    let tall = height(&lines, style).max(said) + 2 * PAD;
    let outline = |width, paint| Item::Rect {
        x,
        y,
        width,
        height: tall,
        paint,
    };
    flow.put(outline(width, Paint::Stroke(FRAME)));
    flow.put(outline(strip, Paint::Fill));
    let columns = [
        (label.to_vec(), x + PAD, y + (tall - said) / 2),
        (lines, x + strip + PAD, y + PAD),
    ];
    for ((lines, x, top), is_white) in columns.into_iter().zip([true, false]) {
        let baselines = (0..).map(|row| top + row * style.leading + style.baseline());
        for (line, baseline) in lines.into_iter().zip(baselines) {
            let item = line.place(x, baseline, style);
            flow.put(if is_white { white(item) } else { item });
        }
    }
    flow.y += tall;
}
