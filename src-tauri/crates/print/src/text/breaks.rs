//! Where a line may end: the opportunities of UAX #14, tailored to Chinese typesetting (禁则, as in
//! the W3C's Requirements for Chinese Text Layout) and to what an officer must read in one piece: a
//! number with its unit, a telephone number, a document number.

use super::spacing::is_ideograph;
use std::ops::Range;
use unicode_linebreak::linebreaks;

/// Whether a line may end in front of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Break {
    /// It may.
    Allowed,
    /// It may not, unless a single word is wider than the measure.
    Forbidden,
}

const NO_START: &str = "，。、：；！？）》」』”’】〕〉％…—·～℃‰％";
/// A place to write in, which is as long as a hand needs only in one piece.
pub(crate) const BLANK: char = '＿';
const NO_END: &str = "（《「『“‘【〔〈";
/// What may follow a number and belongs to it.
const UNITS: &str = "户人名米公平立毫厘千小分秒时日月年元万亿级间处台件个次遍号条张页组份天周岁村\
    只辆口头亩吨斤克升度支把桶箱盒卷顶床艘块路群片栋层座点版期项家股眼步里倍成℃㎡";
/// Units of more than one character, which stay together behind a number.
const LONG_UNITS: [&str; 17] = [
    "公里",
    "公顷",
    "公斤",
    "公分",
    "平方米",
    "平方公里",
    "立方米",
    "毫米",
    "毫升",
    "厘米",
    "千米",
    "千克",
    "千瓦",
    "小时",
    "分钟",
    "个月",
    "米/秒",
];

/// For each character of one paragraph, whether a line may end in front of it.
pub(crate) fn of(letters: &[char]) -> Vec<Break> {
    let text: String = letters.iter().collect();
    let mut opportunities = linebreaks(&text).map(|(byte, _)| byte).peekable();
    let mut byte = 0;
    let mut breaks = Vec::with_capacity(letters.len());
    for (place, letter) in letters.iter().enumerate() {
        while opportunities.next_if(|at| *at < byte).is_some() {}
        let is_usual = opportunities.peek() == Some(&byte);
        breaks.push(tailored(letters, place, is_usual));
        byte += letter.len_utf8();
    }
    breaks
}

/// A last line of one character is ugly and overlooked: takes one more word down to it.
pub(super) fn join_lone_last(letters: &[char], breaks: &[Break], lines: &mut [Range<usize>]) {
    const SHORTEST: usize = 3;
    let [.., before, last] = lines else { return };
    let tail = letters.get(last.clone()).unwrap_or_default();
    let is_lone = tail
        .iter()
        .filter(|letter| !NO_START.contains(**letter))
        .count()
        < 2;
    let mut places = (before.start + SHORTEST..before.end).rev();
    let place = places.find(|at| breaks.get(*at) == Some(&Break::Allowed));
    if let Some(place) = place.filter(|at| is_lone && last.end - at <= before.len() / 2 + 1) {
        before.end = place;
        last.start = place;
    }
}

fn tailored(letters: &[char], place: usize, is_usual: bool) -> Break {
    let (Some(before), Some(after)) = (previous(letters, place, 1), letters.get(place).copied())
    else {
        return Break::Forbidden;
    };
    if !(is_usual || is_beside_quote(before, after)) {
        return Break::Forbidden;
    }
    let is_kept = NO_START.contains(after)
        || NO_END.contains(before)
        || is_in_number(letters, place, before, after)
        || is_in_document_number(letters, place, before, after)
        || (before, after) == (BLANK, BLANK);
    if is_kept {
        Break::Forbidden
    } else {
        Break::Allowed
    }
}

fn previous(letters: &[char], place: usize, back: usize) -> Option<char> {
    letters.get(place.checked_sub(back)?).copied()
}

/// UAX #14 never breaks beside quotation marks, because it cannot tell the opening from the
/// closing one; Chinese ones are told apart by their shape.
fn is_beside_quote(before: char, after: char) -> bool {
    let is_chinese = |letter: char| is_ideograph(letter) || NO_START.contains(letter);
    ("“‘".contains(after) && is_chinese(before)) || ("”’".contains(before) && is_ideograph(after))
}

/// 栗隐〔2026〕012号 stays in one piece, with up to four characters in front of the bracket.
fn is_in_document_number(letters: &[char], place: usize, before: char, after: char) -> bool {
    const LONGEST_NAME: usize = 4;
    let tail = letters.get(place..).unwrap_or_default();
    let name = tail
        .iter()
        .take_while(|letter| is_ideograph(**letter))
        .count();
    let is_before_bracket = name < LONGEST_NAME && tail.get(name) == Some(&'〔');
    (is_before_bracket && is_ideograph(before)) || (before == '〕' && after.is_ascii_digit())
}

fn is_in_number(letters: &[char], place: usize, before: char, after: char) -> bool {
    if before == '第' && after.is_ascii_digit() {
        return true;
    }
    if before == ' ' {
        return is_in_spaced_number(letters, place, after);
    }
    let is_first_of_unit = before.is_ascii_digit() && UNITS.contains(after);
    let is_in_date = "年月".contains(before)
        && after.is_ascii_digit()
        && previous(letters, place, 2).is_some_and(|letter| letter.is_ascii_digit());
    is_first_of_unit || is_in_date || is_in_long_unit(letters, place)
}

/// Within 平方公里 of 3平方公里.
fn is_in_long_unit(letters: &[char], place: usize) -> bool {
    const LONGEST_UNIT: usize = 4;
    let from = place.saturating_sub(LONGEST_UNIT + 1);
    let near = letters.get(from..place).unwrap_or_default();
    if !near.iter().any(char::is_ascii_digit) {
        return false;
    }
    LONG_UNITS.iter().any(|unit| {
        (1..unit.chars().count()).any(|into| {
            let start = place.checked_sub(into);
            let found = start
                .and_then(|start| letters.get(start..))
                .unwrap_or_default();
            let is_unit = unit
                .chars()
                .eq(found.iter().copied().take(unit.chars().count()));
            is_unit && previous(letters, place, into + 1).is_some_and(is_digit_or_blank)
        })
    })
}

fn is_digit_or_blank(letter: char) -> bool {
    letter.is_ascii_digit() || letter == ' '
}

/// At the blank within 142 0000 0871 and within 12 户.
fn is_in_spaced_number(letters: &[char], place: usize, after: char) -> bool {
    let head = letters.get(..place.saturating_sub(1)).unwrap_or_default();
    let tail = letters.get(place..).unwrap_or_default();
    let digits_before = head.iter().rev().take_while(|l| l.is_ascii_digit()).count();
    let digits_after = tail.iter().take_while(|l| l.is_ascii_digit()).count();
    let is_telephone = matches!(digits_before, 3 | 4) && digits_after == 4;
    let is_unit = digits_before > 0 && UNITS.contains(after);
    is_telephone || is_unit
}
