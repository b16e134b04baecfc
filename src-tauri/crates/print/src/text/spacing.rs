//! Space between two characters of a Chinese line: a thin one where ideographs meet Latin letters
//! or digits, half an em less where two punctuation marks meet that each bring their own blank.

/// Space between an ideograph and a Latin letter or digit, in thousandths of the type size. Just
/// under the tenth of an em from which text extractors believe in a typed blank: what a reader
/// copies out of the paper is what was put in.
pub(super) const THIN: i32 = 95;

/// The blank half of a full-width mark, in thousandths of the type size.
pub(crate) const HALF: i32 = 500;

/// Whether a full-width mark brings half an em of its own blank.
pub(crate) fn is_mark(letter: char) -> bool {
    is_blank_behind(letter) || is_blank_before(letter)
}

/// Advance from which a mark counts as full-width, in thousandths of the type size.
pub(super) const FULL_WIDTH: i32 = 900;

const BLANK_BEHIND: &str = "，。、：；！？）》」』”’】〕〉";
const BLANK_BEFORE: &str = "（《「『“‘【〔〈";

/// Whether a full-width mark is drawn in the left half of its square.
pub(super) fn is_blank_behind(letter: char) -> bool {
    BLANK_BEHIND.contains(letter)
}

fn is_blank_before(letter: char) -> bool {
    BLANK_BEFORE.contains(letter)
}

/// Whether the character is a Chinese ideograph.
pub(crate) fn is_ideograph(letter: char) -> bool {
    matches!(letter,
        '\u{2e80}'..='\u{2fdf}' | '々' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_western(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '%' | '°' | '\u{c0}'..='\u{24f}')
}

/// Space to add between two neighbours in thousandths of the type size, negative to take away.
/// `is_full` tells whether the face draws a mark as wide as an ideograph.
pub(super) fn between(before: char, after: char, is_full: impl Fn(char) -> bool) -> i32 {
    let is_seam = is_ideograph(before) && is_western(after);
    if is_seam || (is_western(before) && is_ideograph(after)) {
        return THIN;
    }
    if !(is_mark(before) && is_mark(after) && is_full(before) && is_full(after)) {
        return 0;
    }
    if is_blank_behind(before) || is_blank_before(after) {
        -HALF
    } else {
        0
    }
}
