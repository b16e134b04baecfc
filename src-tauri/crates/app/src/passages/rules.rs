//! What wording must keep to: its measure, the words the program fills, the safety points, and
//! what one text never says together. All of it is data in `assets/texts/safety_points.toml`.

use super::Passage;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rules of the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    #[serde(rename = "point")]
    points: Vec<Point>,
    #[serde(rename = "apart")]
    aparts: Vec<Apart>,
}

/// Something passages must keep saying, in whatever words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point {
    /// Its name.
    pub(crate) id: String,
    /// What it says.
    pub(crate) says: String,
    /// Number of the safety correction it comes from (domain §8.5); 0 for a point of a card.
    #[serde(default)]
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "held against domain §8.5 by a test")
    )]
    pub(super) correction: u8,
    /// The passages that say it.
    pub(super) passages: Vec<String>,
    /// A line says it if it holds a word of each of these groups.
    pub(crate) words: Vec<Vec<String>>,
}

impl Point {
    /// Whether some line says it.
    pub(crate) fn is_kept(&self, lines: &[String]) -> bool {
        lines.iter().any(|line| self.is_said_by(line))
    }

    pub(super) fn is_said_by(&self, line: &str) -> bool {
        let says_one = |group: &Vec<String>| group.iter().any(|word| line.contains(word.as_str()));
        self.words.iter().all(says_one)
    }
}

/// Two things that one text never says together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Apart {
    says: String,
    chapter: String,
    either: Vec<String>,
    or: Vec<String>,
}

impl Apart {
    fn is_broken(&self, passage: &Passage, lines: &[String]) -> bool {
        let says = |words: &[String]| {
            let mut words = words.iter();
            words.any(|word| lines.iter().any(|line| line.contains(word.as_str())))
        };
        passage.file == self.chapter && says(&self.either) && says(&self.or)
    }
}

/// What is wrong with a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing is said.
    Empty,
    /// More lines than there is room for.
    Lines,
    /// A line, counted from 1, of so many characters.
    Chars(usize, usize),
    /// A word in braces is gone, or one stands there that nobody fills.
    Places(Vec<String>),
    /// A safety point is not said any more: what it says.
    Lost(String),
    /// Two things stand together that must not.
    Together(String),
}

impl Rules {
    /// What a passage must keep saying.
    pub(super) fn points_of<'a>(&'a self, passage: &'a str) -> impl Iterator<Item = &'a Point> {
        let points = self.points.iter();
        points.filter(move |point| point.passages.iter().any(|name| name == passage))
    }

    /// The first thing that is wrong with lines for a passage.
    pub(super) fn fault(&self, passage: &Passage, lines: &[String]) -> Option<Fault> {
        measure(passage, lines)
            .or_else(|| holes(passage, lines))
            .or_else(|| {
                let mut points = self.points_of(&passage.name);
                let lost = points.find(|point| !point.is_kept(lines));
                lost.map(|point| Fault::Lost(point.says.clone()))
            })
            .or_else(|| {
                let mut aparts = self.aparts.iter();
                let broken = aparts.find(|apart| apart.is_broken(passage, lines));
                broken.map(|apart| Fault::Together(apart.says.clone()))
            })
    }

    #[cfg(test)]
    pub(super) fn points(&self) -> &[Point] {
        &self.points
    }
}

fn measure(passage: &Passage, lines: &[String]) -> Option<Fault> {
    if lines.is_empty() || lines.iter().any(|line| line.trim().is_empty()) {
        return Some(Fault::Empty);
    }
    if lines.len() > passage.most_lines {
        return Some(Fault::Lines);
    }
    let mut counts = lines.iter().map(|line| length(line)).zip(1..);
    let long = counts.find(|(count, _)| *count > passage.most_chars);
    long.map(|(count, number)| Fault::Chars(number, count))
}

/// Characters of a line; a word in braces counts without them.
fn length(line: &str) -> usize {
    line.chars()
        .filter(|letter| !matches!(letter, '{' | '}'))
        .count()
}

fn holes(passage: &Passage, lines: &[String]) -> Option<Fault> {
    let (wanted, found) = (passage.places(), places(lines));
    let differing: Vec<String> = wanted.symmetric_difference(&found).cloned().collect();
    (!differing.is_empty()).then_some(Fault::Places(differing))
}

/// Words in braces.
pub(super) fn places(lines: &[String]) -> BTreeSet<String> {
    let behind = lines.iter().flat_map(|line| line.split('{').skip(1));
    let words = behind.filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    words.collect()
}
