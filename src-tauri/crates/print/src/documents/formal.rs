//! Official documents as GB/T 9704-2012 sets them: a title in 2号小标宋, running text in 3号仿宋 of
//! 28 characters a line and 22 lines a page, headings 一、 in 黑体, （一） in 楷体, 1. in the text's
//! own face, and at the end who issued it and when, four characters from the right edge.

use crate::flow::{Flow, height, rule};
use crate::page::{Family, Length, PT};
use crate::sheet::{FORMAL_LEADING, FORMAL_SIZE};
use crate::text::{Line, Setter, Style};

/// Running text.
pub(super) const BODY: Style = Style::regular(FORMAL_SIZE)
    .of(Family::Serif)
    .leading(FORMAL_LEADING);
/// 一、 and 附件1.
pub(super) const SECTION: Style = Style::bold(FORMAL_SIZE).leading(FORMAL_LEADING);
/// （一）.
pub(super) const HEADING: Style = Style::bold(FORMAL_SIZE)
    .of(Family::Script)
    .leading(FORMAL_LEADING);
/// The title: 2号小标宋.
pub(super) const TITLE: Style = Style::bold(22 * PT).of(Family::Title).leading(32 * PT);
/// What a field of a form says.
pub(super) const VALUE: Style = Style::regular(12 * PT).of(Family::Serif).leading(18 * PT);
/// Name of a field.
pub(super) const LABEL: Style = Style::bold(1050).leading(15 * PT);

/// The title in the middle, its lines of about the same length.
pub(super) fn title(text: &str, flow: &mut Flow<'_>) {
    centred(text, TITLE, flow);
}

/// Lines of about the same length in the middle of the frame.
pub(super) fn centred(text: &str, style: Style, flow: &mut Flow<'_>) {
    let width = flow.width();
    for line in Setter::new(flow.fonts, style).balanced(text, width) {
        let indent = (width - line.width) / 2;
        flow.lines(vec![line], style, [indent, indent]);
    }
}

/// A numbered heading, two characters from the edge as all headings are.
pub(super) fn heading(text: &str, style: Style, flow: &mut Flow<'_>) {
    flow.heading(text, style, 2 * style.size);
}

/// Numbered points, each a paragraph of its own.
pub(super) fn points(items: &[String], flow: &mut Flow<'_>) {
    // A number tells one item from the next.
    if let [item] = items {
        return flow.paragraph(item, BODY);
    }
    for (item, number) in items.iter().zip(1..) {
        flow.paragraph(&format!("{number}.{item}"), BODY);
        if item.is_empty() {
            to_write_on(flow);
        }
    }
}

/// A line behind the number at the pen.
fn to_write_on(flow: &mut Flow<'_>) {
    const HAIR: Length = 30;
    let indent = 4 * BODY.size;
    let (x, width) = (flow.left() + indent, flow.width() - indent);
    let under = BODY.leading - BODY.baseline() - 2 * PT;
    flow.put(rule(x, flow.y - under, width, HAIR));
}

/// Who issued it and when: below each other at the right, the shorter in the middle of the longer,
/// and never alone on a page.
pub(super) fn issued(office: &str, day: &str, flow: &mut Flow<'_>) {
    let measure = flow.width() - 4 * BODY.size;
    let setter = Setter::new(flow.fonts, BODY);
    let lines: Vec<Line> = [office.to_owned(), self::day(day)]
        .iter()
        .flat_map(|text| setter.lines(text, measure))
        .collect();
    let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
    flow.skip(BODY.leading);
    flow.ensure(height(&lines, BODY).min(flow.full_room()));
    for line in lines {
        let indent: Length = measure - widest + (widest - line.width) / 2;
        flow.lines(vec![line], BODY, [indent, indent]);
    }
}

/// 2026-05-06 as official documents write it: 2026年5月6日. What is no such day stays as it is.
pub fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str| part.parse::<u32>().ok();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => match (number(month), number(day)) {
            (Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// Chinese numeral from 一 to 九十九; Arabic beyond.
pub(super) fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: usize| DIGITS.get(n).copied().unwrap_or_default();
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{day, numeral};

    #[test]
    fn days_are_written_as_in_official_documents() {
        assert_eq!(day("2026-05-06"), "2026年5月6日");
        for other in ["", "2026年5月6日", "5-6", "2026-五-6", "汛前"] {
            assert_eq!(day(other), other);
        }
    }

    #[test]
    fn numerals_are_chinese_up_to_ninety_nine() {
        let said: Vec<String> = [1, 10, 12, 20, 21, 99, 100].map(numeral).to_vec();
        assert_eq!(
            said,
            ["一", "十", "十二", "二十", "二十一", "九十九", "100"]
        );
    }
}
