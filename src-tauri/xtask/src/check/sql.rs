//! Only `store` holds SQL, and no statement there replaces a row.

use super::code::{Kind, pieces};
use super::sources::Source;

/// Where statements may stand.
const HOME: &str = "src-tauri/crates/store/";

/// The whole schema, and this file, which must name what it looks for.
const ALSO: &[&str] = &["schema.sql", "src-tauri/xtask/src/check/sql.rs"];

/// How a statement begins, and what it goes on with.
const STATEMENTS: &[(&str, &str)] = &[
    ("select ", " from "),
    ("insert ", "into "),
    ("update ", " set "),
    ("delete from ", ""),
    ("create table ", ""),
    ("create index ", ""),
    ("alter table ", ""),
    ("drop table ", ""),
    ("pragma ", ""),
];

/// Complains of statements outside `store`.
pub fn abroad(sources: &[Source]) -> Vec<String> {
    let foreign =
        |source: &&Source| !source.path.starts_with(HOME) && !ALSO.contains(&source.path.as_str());
    let files = sources
        .iter()
        .filter(foreign)
        .filter(|source| source.extension() == "sql");
    let rust = sources
        .iter()
        .filter(foreign)
        .filter(|source| source.extension() == "rs");
    files
        .map(|source| source.path.clone())
        .chain(rust.flat_map(statements))
        .collect()
}

/// Complains of statements that overwrite a row silently: delete triggers do not fire for them.
pub fn replacing(sources: &[Source]) -> Vec<String> {
    let home = sources
        .iter()
        .filter(|source| source.path.starts_with(HOME));
    home.filter(|source| !source.path.contains("tests") && replaces(source))
        .map(|source| source.path.clone())
        .collect()
}

fn replaces(source: &Source) -> bool {
    let is_replacing = |text: &str| {
        let text = text.to_lowercase();
        text.contains("or replace") || text.contains("replace into")
    };
    if source.extension() == "sql" {
        return is_replacing(&source.text);
    }
    let program = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let pieces = pieces(program);
    pieces
        .iter()
        .any(|piece| piece.kind == Kind::Literal && is_replacing(piece.text))
}

fn statements(source: &Source) -> Vec<String> {
    pieces(&source.text)
        .iter()
        .filter(|piece| piece.kind == Kind::Literal && is_statement(piece.text))
        .map(|piece| format!("{}:{}: {}", source.path, piece.line, piece.text))
        .collect()
}

fn is_statement(literal: &str) -> bool {
    let text = literal
        .trim_start_matches(['r', '#', '"', ' ', '\n'])
        .to_lowercase();
    STATEMENTS.iter().any(|(begins, goes_on)| {
        text.strip_prefix(begins)
            .is_some_and(|rest| rest.contains(goes_on.trim_start()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_outside_store_is_reported() {
        let text = "fn rows() { ask(\"SELECT name FROM resident\") }";
        let bad = [
            Source::sample("src-tauri/crates/app/src/a.rs", text),
            Source::sample("src-tauri/crates/app/src/a.sql", "anything"),
        ];
        let found = abroad(&bad);
        assert_eq!(
            found,
            [
                "src-tauri/crates/app/src/a.sql",
                "src-tauri/crates/app/src/a.rs:1: \"SELECT name FROM resident\"",
            ]
        );
    }

    #[test]
    fn store_may_hold_statements_and_prose_is_none() {
        let home = Source::sample("src-tauri/crates/store/src/a.rs", "x(\"SELECT a FROM b\")");
        let prose = Source::sample("src-tauri/crates/app/src/a.rs", "x(\"update the page\")");
        assert_eq!(abroad(&[home, prose]), Vec::<String>::new());
    }

    #[test]
    fn replacing_a_row_is_reported_even_in_store() {
        let path = "src-tauri/crates/store/src/a.rs";
        let bad = Source::sample(path, "x(\"INSERT OR REPLACE INTO entry VALUES (1)\")");
        let good = Source::sample("src-tauri/crates/store/src/b.rs", "x(\"INSERT INTO a\")");
        assert_eq!(replacing(&[bad, good]), [path]);
    }
}
