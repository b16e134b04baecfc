//! Names that say nothing are not given.

use super::code::{Kind, pieces};
use super::sources::Source;

/// Words that could stand in any name, and so tell nothing.
const EMPTY: &[&str] = &[
    "manager",
    "helper",
    "helpers",
    "util",
    "utils",
    "service",
    "handler",
    "handlers",
    "processor",
    "data",
    "info",
    "common",
    "misc",
];

/// A name of this many words is a test's sentence.
const SENTENCE: usize = 6;

/// Words after which a name is given, in Rust and in TypeScript.
const DECLARING: &[&str] = &[
    "struct",
    "enum",
    "trait",
    "fn",
    "mod",
    "type",
    "class",
    "interface",
    "function",
];

/// Complains of files and declarations whose name holds an empty word.
pub fn empty(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(of_source).collect()
}

fn of_source(source: &Source) -> Vec<String> {
    let file = is_empty(source.stem()).then(|| format!("{}: the file's name", source.path));
    file.into_iter().chain(declared(source)).collect()
}

fn declared(source: &Source) -> Vec<String> {
    let mut pieces = pieces(&source.text);
    pieces.retain(|piece| !piece.text.trim().is_empty());
    let next = pieces.iter().skip(1);
    pieces
        .iter()
        .zip(next)
        .filter(|(keyword, name)| keyword.kind == Kind::Word && name.kind == Kind::Word)
        .filter(|(keyword, name)| DECLARING.contains(&keyword.text) && is_empty(name.text))
        .map(|(_, name)| format!("{}:{}: {}", source.path, name.line, name.text))
        .collect()
}

fn is_empty(name: &str) -> bool {
    let segments = segments(name);
    let says_nothing = |segment: &String| EMPTY.contains(&segment.as_str());
    segments.len() < SENTENCE && segments.iter().any(says_nothing)
}

/// The words a name is made of: `rowHandler`, `row_handler` and `row-handler` are row, handler.
fn segments(name: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    for character in name.chars() {
        if !character.is_alphanumeric() || character.is_uppercase() {
            segments.push(String::new());
        }
        if let Some(last) = segments.last_mut().filter(|_| character.is_alphanumeric()) {
            last.extend(character.to_lowercase());
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_word_is_found_in_every_way_of_writing() {
        let rust = "struct RowManager;\nfn date_utils() {}\nmod common;";
        let found = empty(&[Source::sample("src-tauri/a.rs", rust)]);
        let expected = [
            "src-tauri/a.rs:1: RowManager",
            "src-tauri/a.rs:2: date_utils",
            "src-tauri/a.rs:3: common",
        ];
        assert_eq!(found, expected);
        let script = empty(&[Source::sample(
            "ui/src/row-helper.ts",
            "function saveHandler() {}",
        )]);
        assert_eq!(
            script,
            [
                "ui/src/row-helper.ts: the file's name",
                "ui/src/row-helper.ts:1: saveHandler"
            ]
        );
    }

    #[test]
    fn words_that_merely_contain_one_are_fine() {
        let good = "struct Metadata; fn the_page_says_whose_data_it_shows() {} fn inform() {} class=data // the struct Manager of others\nfn utility() {}";
        assert_eq!(
            empty(&[Source::sample("src-tauri/a.rs", good)]),
            Vec::<String>::new()
        );
    }
}
