//! Setting Chinese text: where a line may end ([`breaks`]), how wide it is and what space stands
//! between its characters ([`spacing`]), and the filling of a measure line by line.
//!
//! Nothing is ever cut off: what does not fit goes on to the next line, and a word longer than the
//! measure is broken between characters as a last resort.

pub(crate) mod breaks;
pub(crate) mod spacing;
#[cfg(test)]
pub(crate) mod tests;

use crate::fonts::{Face, Fonts};
use crate::page::{Family, Gap, Ink, Item, Length, Weight};
use breaks::Break;
use std::ops::Range;

/// Height of the ideographs' square above the baseline, in thousandths of the type size.
const ABOVE_BASELINE: i32 = 880;

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) size: Length,
    pub(crate) family: Family,
    pub(crate) weight: Weight,
    /// From one baseline to the next.
    pub(crate) leading: Length,
}

impl Style {
    /// Body text with 1.5 lines of leading.
    pub(crate) const fn regular(size: Length) -> Self {
        Self {
            size,
            family: Family::Sans,
            weight: Weight::Regular,
            leading: size * 3 / 2,
        }
    }

    /// Heading text with 1.4 lines of leading.
    pub(crate) const fn bold(size: Length) -> Self {
        Self {
            size,
            family: Family::Sans,
            weight: Weight::Bold,
            leading: size * 7 / 5,
        }
    }

    pub(crate) const fn leading(self, leading: Length) -> Self {
        Self { leading, ..self }
    }

    pub(crate) const fn of(self, family: Family) -> Self {
        Self { family, ..self }
    }

    pub(crate) const fn at(self, size: Length) -> Self {
        Self {
            size,
            leading: self.leading * size / self.size,
            ..self
        }
    }

    /// Baseline of a line below the upper edge of its leading, with the ideographs in the middle.
    pub(crate) const fn baseline(self) -> Length {
        (self.leading - self.size) / 2 + self.size * ABOVE_BASELINE / 1000
    }
}

/// One line, set but not yet placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) gaps: Vec<Gap>,
    /// Space behind every character but the last, in thousandths of the type size.
    pub(crate) tracking: i32,
    /// Of what is visible: without trailing blanks and the blank half of a last mark.
    pub(crate) width: Length,
}

impl Line {
    /// The line on a page, its baseline at `y`.
    pub(crate) fn place(self, x: Length, y: Length, style: Style) -> Item {
        Item::Text {
            x,
            y,
            size: style.size,
            family: style.family,
            weight: style.weight,
            ink: Ink::Black,
            text: self.text,
            gaps: self.gaps,
            tracking: self.tracking,
            width: self.width,
        }
    }
}

/// Sets texts in one style.
#[derive(Clone, Copy)]
pub(crate) struct Setter<'a> {
    fonts: &'a Fonts,
    face: &'a Face,
    pub(crate) style: Style,
}

impl<'a> Setter<'a> {
    pub(crate) fn new(fonts: &'a Fonts, style: Style) -> Self {
        Self {
            fonts,
            face: fonts.face(style.family, style.weight),
            style,
        }
    }

    /// The text in one line, however long; line feeds become blanks.
    pub(crate) fn line(&self, text: &str) -> Line {
        let letters = printable(&text.replace('\n', " "));
        self.measured(&letters)
    }

    /// Width of the text in one line.
    pub(crate) fn width(&self, text: &str) -> Length {
        self.line(text).width
    }

    /// The text in lines no wider than `measure`. An empty text has no line.
    pub(crate) fn lines(&self, text: &str, measure: Length) -> Vec<Line> {
        let paragraphs = text.lines();
        paragraphs
            .flat_map(|text| self.paragraph(text, measure, 0))
            .collect()
    }

    /// One paragraph in lines no wider than `measure`, the first one narrower by `indent`.
    pub(crate) fn paragraph(&self, text: &str, measure: Length, indent: Length) -> Vec<Line> {
        let letters = printable(text);
        let breaks = breaks::of(&letters);
        let mut room = self.thousandths(measure - indent);
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        while let Some(rest) = letters.get(start..).filter(|rest| !rest.is_empty()) {
            let allowed = breaks.get(start..).unwrap_or_default();
            let end = start + self.line_end(rest, allowed, room);
            spans.push(start..end);
            let after = letters.get(end..).unwrap_or_default();
            start = end + after.iter().take_while(|letter| **letter == ' ').count();
            room = self.thousandths(measure);
        }
        breaks::join_lone_last(&letters, &breaks, &mut spans);
        let lines = spans.into_iter().filter_map(|span| letters.get(span));
        lines.map(|letters| self.measured(letters)).collect()
    }

    /// A paragraph whose lines, but the last, are spread to the full measure where the spaces
    /// this takes are too small to be seen.
    pub(crate) fn justified(&self, text: &str, measure: Length, indent: Length) -> Vec<Line> {
        let mut lines = self.paragraph(text, measure, indent);
        let full = lines.len().saturating_sub(1);
        let mut room = measure - indent;
        for line in lines.iter_mut().take(full) {
            self.spread(line, room);
            room = measure;
        }
        lines
    }

    /// The text in as few lines as the measure allows, all of about the same width, as a title is
    /// set.
    pub(crate) fn balanced(&self, text: &str, measure: Length) -> Vec<Line> {
        let widest = self.lines(text, measure);
        let most = widest.len();
        let step = (self.style.size / 2).max(1);
        let mut found = widest;
        let mut narrower = measure - step;
        while most > 1 && narrower > measure / 2 {
            let lines = self.lines(text, narrower);
            if lines.len() > most {
                break;
            }
            found = lines;
            narrower -= step;
        }
        found
    }

    /// Thin spaces keep their width, so that no extractor takes a widened one for a blank.
    fn spread(&self, line: &mut Line, room: Length) {
        const MOST: i32 = 160;
        let places = line.text.chars().count().saturating_sub(1);
        let thin = line.gaps.iter().filter(|gap| gap.em == spacing::THIN);
        let places = i32::try_from(places - thin.count().min(places)).unwrap_or(0);
        let tracking = self.thousandths(room - line.width) / places.max(1);
        if !(1..=MOST).contains(&tracking) {
            return;
        }
        for gap in line.gaps.iter_mut().filter(|gap| gap.em == spacing::THIN) {
            gap.em -= tracking;
        }
        line.tracking = tracking;
        let added = i64::from(tracking * places) * i64::from(self.style.size) / 1000;
        line.width += i32::try_from(added).unwrap_or(0);
    }

    /// Width of the longest part of the text that should not be broken.
    pub(crate) fn longest_word(&self, text: &str) -> Length {
        let letters = printable(&text.replace('\n', " "));
        let breaks = breaks::of(&letters);
        let mut widest = 0;
        let mut start = 0;
        for end in 1..=letters.len() {
            let may_end = breaks.get(end).is_none_or(|at| *at == Break::Allowed);
            if let Some(word) = letters.get(start..end).filter(|_| may_end) {
                widest = widest.max(self.measured(word).width);
                start = end;
            }
        }
        widest
    }

    fn line_end(&self, letters: &[char], breaks: &[Break], room: i32) -> usize {
        let mut used = 0;
        let mut candidate = None;
        let mut before = None;
        for (place, letter) in letters.iter().copied().enumerate() {
            used += before.map_or(0, |before| self.gap(before, letter)) + self.advance(letter);
            before = Some(letter);
            let visible = used - self.blank_tail(letter);
            if visible > room && letter != ' ' {
                return candidate.unwrap_or(place).max(1);
            }
            if breaks.get(place + 1) == Some(&Break::Allowed) {
                candidate = Some(place + 1);
            }
        }
        letters.len()
    }

    fn measured(&self, letters: &[char]) -> Line {
        let blanks = letters.iter().rev().take_while(|l| **l == ' ').count();
        let letters = letters.get(..letters.len() - blanks).unwrap_or_default();
        let mut gaps = Vec::new();
        let mut used = 0;
        for (place, letter) in letters.iter().enumerate() {
            used += self.advance(*letter);
            let after = place + 1;
            let em = letters
                .get(after)
                .map_or(0, |next| self.gap(*letter, *next));
            if em != 0 {
                gaps.push(Gap { after, em });
                used += em;
            }
        }
        used -= letters.last().map_or(0, |last| self.blank_tail(*last));
        Line {
            text: letters.iter().collect(),
            gaps,
            tracking: 0,
            width: self.points(used),
        }
    }

    /// Advance width in thousandths of the type size, of whichever face draws the character.
    fn advance(&self, letter: char) -> i32 {
        const IDEOGRAPH: i32 = 1000;
        let glyph = self.face.glyph(letter).or_else(|| {
            let Style { family, weight, .. } = self.style;
            self.fonts.drawn((family, weight), letter).1
        });
        glyph.map_or(IDEOGRAPH, |glyph| glyph.advance)
    }

    fn gap(&self, before: char, after: char) -> i32 {
        let is_full = |letter: char| self.advance(letter) >= spacing::FULL_WIDTH;
        spacing::between(before, after, is_full)
    }

    fn blank_tail(&self, letter: char) -> i32 {
        let is_full = self.advance(letter) >= spacing::FULL_WIDTH;
        if is_full && spacing::is_blank_behind(letter) {
            spacing::HALF
        } else {
            0
        }
    }

    fn thousandths(&self, length: Length) -> i32 {
        let size = i64::from(self.style.size.max(1));
        i32::try_from(i64::from(length) * 1000 / size).unwrap_or(i32::MAX)
    }

    /// Rounded up, so that a line set to a measure never reports more than the measure.
    fn points(&self, thousandths: i32) -> Length {
        let width = i64::from(thousandths.max(0)) * i64::from(self.style.size);
        i32::try_from((width + 999) / 1000).unwrap_or(i32::MAX)
    }
}

/// Without control characters; a tabulator is a blank.
fn printable(text: &str) -> Vec<char> {
    let letters = text.chars().map(|l| if l == '\t' { ' ' } else { l });
    letters.filter(|letter| !letter.is_control()).collect()
}
