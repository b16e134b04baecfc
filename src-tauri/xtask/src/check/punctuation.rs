//! Chinese text carries full-width punctuation.

use super::code::{Kind, pieces};
use super::sources::Source;

/// Half-width signs that have a full-width form.
const HALF_WIDTH: &[char] = &[',', ':', ';', '(', ')', '!', '?'];

/// On a line that says so, the text is quoted as others write it.
const EXEMPTION: &str = "half-width:";

/// Complains of lines of plain text.
pub fn in_text(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .flat_map(|source| match source.extension() {
            "md" => lines(&source.path, &without_targets(&source.text), 1),
            _ => lines(&source.path, &source.text, 1),
        })
        .collect()
}

/// Markdown as it is read: where a link leads is written in half width and shown to nobody.
fn without_targets(text: &str) -> String {
    let mut pieces = text.split("](");
    let first = pieces.next().unwrap_or_default().to_owned();
    let read = pieces.map(|piece| piece.split_once(')').map_or(piece, |(_, rest)| rest));
    read.fold(first, |whole, rest| whole + "]" + rest)
}

/// Complains of string literals in programs; what only tests read may quote as it likes.
pub fn in_code(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| !is_test(&source.path))
        .flat_map(literals)
        .collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.ends_with(".test.ts") || path.contains("/tests/")
}

fn literals(source: &Source) -> Vec<String> {
    let program = source.text.split("#[cfg(test)]").next().unwrap_or_default();
    let exempt = |line: usize| {
        let around = line.saturating_sub(2);
        program
            .lines()
            .skip(around)
            .take(2)
            .any(|line| line.contains(EXEMPTION))
    };
    pieces(program)
        .iter()
        .filter(|piece| piece.kind == Kind::Literal && !exempt(piece.line))
        .flat_map(|piece| lines(&source.path, piece.text, piece.line))
        .collect()
}

fn lines(path: &str, text: &str, first: usize) -> Vec<String> {
    let numbered = text.lines().zip(first..);
    numbered
        .filter(|(line, _)| is_mixed(line) && !line.contains(EXEMPTION))
        .map(|(line, number)| format!("{path}:{number}: {}", line.trim()))
        .collect()
}

fn is_mixed(line: &str) -> bool {
    let next = line.chars().skip(1);
    line.chars().zip(next).any(|(left, right)| {
        (is_chinese(left) && HALF_WIDTH.contains(&right))
            || (HALF_WIDTH.contains(&left) && is_chinese(right))
    })
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_width_sign_beside_chinese_is_reported_with_its_line() {
        let bad = [Source::sample(
            "assets/texts/a.txt",
            "一，二\n请先撤离!\n(三)",
        )];
        let expected = [
            "assets/texts/a.txt:2: 请先撤离!",
            "assets/texts/a.txt:3: (三)",
        ];
        assert_eq!(in_text(&bad), expected);
    }

    #[test]
    fn where_a_link_of_markdown_leads_is_no_text() {
        let page = "先[建册](01-first-day.md)，照[它](02.md)做\n请先撤离!\n";
        assert_eq!(
            in_text(&[Source::sample("assets/guide/a.md", page)]),
            ["assets/guide/a.md:2: 请先撤离!"]
        );
    }

    #[test]
    fn times_phones_and_codes_keep_their_own_signs() {
        let good = "时间 08:30，电话 142 0000 0001（公开），编号 990101:02。";
        assert_eq!(
            in_text(&[Source::sample("assets/texts/a.txt", good)]),
            Vec::<String>::new()
        );
    }

    #[test]
    fn in_a_program_only_what_a_person_will_read_counts() {
        let text =
            "// 注释, 不管\nconst A: &str = \"村民,请\";\n#[cfg(test)]\nconst B: &str = \"村,\";";
        let found = in_code(&[Source::sample("src-tauri/crates/app/src/a.rs", text)]);
        assert_eq!(found, ["src-tauri/crates/app/src/a.rs:2: \"村民,请\""]);
    }

    #[test]
    fn what_others_write_may_be_quoted_with_a_reason() {
        let text = "// half-width: as the county's sheets write it\nconst A: &str = \"金额(元)\";";
        assert_eq!(
            in_code(&[Source::sample("src-tauri/a.rs", text)]),
            Vec::<String>::new()
        );
    }
}
