//! Cover and contents.

use super::VillagePlan;
use crate::documents::{Setting, formal, shrunk};
use crate::flow::{Flow, rule};
use crate::page::{Bookmark, Family, Length, PT, mm};
use crate::text::{Setter, Style};

const VILLAGE: Style = Style::bold(28 * PT).of(Family::Title).leading(42 * PT);
const TITLE: Style = Style::bold(40 * PT).of(Family::Title).leading(58 * PT);
const EDITION: Style = Style::regular(16 * PT).of(Family::Serif).leading(26 * PT);
const CONTENTS: Style = Style::bold(22 * PT).of(Family::Title).leading(40 * PT);
const ENTRY: Style = Style::regular(14 * PT).of(Family::Serif).leading(24 * PT);
const NUMBER_WIDTH: Length = 36 * PT;

pub(super) fn cover(input: &VillagePlan, flow: &mut Flow<'_>) {
    flow.y = mm(72);
    centred(&input.imprint.village, VILLAGE, flow);
    centred(&input.title, TITLE, flow);
    flow.y += 8 * PT;
    flow.rule(2 * PT);
    flow.y += 10 * PT;
    centred(&input.edition(), EDITION, flow);
    flow.y = flow.y.max(mm(215));
    centred(&input.office, EDITION, flow);
    centred(&formal::day(&input.issued_on), EDITION, flow);
}

/// Large lines in the middle of the page.
fn centred(text: &str, style: Style, flow: &mut Flow<'_>) {
    let setting = Setting {
        fonts: flow.fonts,
        measure: flow.width(),
        least: 12 * PT,
        most: 1,
    };
    let style = shrunk(text, style, setting);
    for line in Setter::new(flow.fonts, style).lines(text, setting.measure) {
        flow.ensure(style.leading);
        let x = flow.left() + (setting.measure - line.width) / 2;
        let y = flow.y + style.baseline();
        flow.put(line.place(x, y, style));
        flow.y += style.leading;
    }
}

pub(super) fn contents(entries: &[Bookmark], flow: &mut Flow<'_>) {
    flow.bookmark("目录");
    centred("目　录", CONTENTS, flow);
    flow.rule(150);
    for entry in entries.iter().filter(|entry| entry.title != "目录") {
        self::entry(entry, flow);
    }
}

/// A title on the left, its page on the right, a hairline below to lead the eye.
fn entry(entry: &Bookmark, flow: &mut Flow<'_>) {
    let setter = Setter::new(flow.fonts, ENTRY);
    let lines = setter.lines(&entry.title, flow.width() - NUMBER_WIDTH);
    let number = setter.line(&(entry.page + 1).to_string());
    let (left, width) = (flow.left(), flow.width());
    for line in lines {
        flow.ensure(ENTRY.leading + PT);
        flow.put(line.place(left, flow.y + ENTRY.baseline(), ENTRY));
        flow.y += ENTRY.leading;
    }
    let y = flow.y - ENTRY.leading + ENTRY.baseline();
    flow.put(number.clone().place(left + width - number.width, y, ENTRY));
    flow.put(rule(left, flow.y, width, 30));
    flow.y += 30;
}
