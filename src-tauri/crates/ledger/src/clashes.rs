//! One person in two posts that are all needed at once. Clashes are shown, never forbidden: a
//! village has three cadres (domain §1 F13, §8.4).

use crate::value::Row;
use std::collections::{BTreeMap, BTreeSet};

/// A person who stands first in two or more posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Id of the person.
    pub person: String,
    /// Names of the posts, in order.
    pub posts: Vec<String>,
    /// Those of the posts that nobody else could take at that moment: without a B角 or 顺位三, or
    /// with one who has to be somewhere else as well.
    pub uncovered: Vec<String>,
}

impl Clash {
    /// Whether more than one of the posts falls to this person alone.
    pub fn is_open(&self) -> bool {
        self.uncovered.len() > 1
    }
}

/// Who is needed in two of these posts at once, by person.
pub fn clashes(posts: &[&Row]) -> Vec<Clash> {
    let mut held: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for post in posts.iter().filter(|post| !post.text("a_id").is_empty()) {
        held.entry(post.text("a_id")).or_default().push(post);
    }
    let busy: BTreeSet<&str> = held.keys().copied().collect();
    let twice = held.into_iter().filter(|(_, posts)| posts.len() > 1);
    twice
        .map(|(person, posts)| clash(person, &posts, &busy))
        .collect()
}

fn clash(person: &str, posts: &[&Row], busy: &BTreeSet<&str>) -> Clash {
    let has_deputy = |post: &Row| {
        let deputies = [post.text("b_id"), post.text("c_id")];
        deputies
            .iter()
            .any(|deputy| !deputy.is_empty() && !busy.contains(deputy))
    };
    let name = |post: &&Row| post.text("name").to_owned();
    let mut uncovered: Vec<String> = posts
        .iter()
        .filter(|post| !has_deputy(post))
        .map(name)
        .collect();
    let mut posts: Vec<String> = posts.iter().map(name).collect();
    posts.sort();
    uncovered.sort();
    Clash {
        person: person.to_owned(),
        posts,
        uncovered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(name: &str, [a, b]: [&str; 2]) -> Row {
        let mut row = Row::default();
        row.set("name", name);
        row.set("a_id", a);
        row.set("b_id", b);
        row
    }

    fn found(posts: &[Row]) -> Vec<Clash> {
        clashes(&posts.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_person_needed_in_two_posts_at_once_is_shown() {
        let posts = [
            post("预警员", ["p1", ""]),
            post("转移责任人", ["p1", ""]),
            post("物资保管员", ["p2", ""]),
        ];
        let all = found(&posts);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].person, "p1");
        assert_eq!(all[0].posts, ["转移责任人", "预警员"]);
        assert!(all[0].is_open(), "nobody else could take either");
    }

    #[test]
    fn a_free_deputy_covers_and_a_deputy_who_is_needed_elsewhere_does_not() {
        let covered = [post("预警员", ["p1", "p3"]), post("转移责任人", ["p1", ""])];
        let all = found(&covered);
        assert_eq!(all[0].uncovered, ["转移责任人"]);
        assert!(!all[0].is_open(), "he goes there, his deputy here");
        let busy = [
            post("预警员", ["p1", "p2"]),
            post("转移责任人", ["p1", "p2"]),
            post("物资保管员", ["p2", ""]),
        ];
        assert!(found(&busy)[0].is_open(), "p2 has to be at the store");
    }

    #[test]
    fn posts_that_nobody_or_different_people_hold_do_not_clash() {
        let posts = [
            post("甲", ["", ""]),
            post("乙", ["", ""]),
            post("丙", ["p1", ""]),
        ];
        assert!(found(&posts).is_empty());
    }
}
