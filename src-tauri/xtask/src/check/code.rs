//! Tells code, comments and string literals of Rust apart, and of TypeScript nearly so: well
//! enough for house rules.

/// What a piece of a program is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word of code: keyword or name.
    Word,
    /// Anything else of code, one character.
    Sign,
    /// A string or character literal with its quotes.
    Literal,
    /// A comment.
    Comment,
}

/// A piece of a program.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'text> {
    /// Line it begins on, counted from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub text: &'text str,
}

/// Cuts a text into its pieces; joined, they are the text again.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut rest, mut line, mut pieces) = (text, 1, Vec::new());
    while let Some(first) = rest.chars().next() {
        let (kind, length) = next(rest, first);
        let Some((piece, after)) = rest.split_at_checked(length) else {
            break;
        };
        pieces.push(Piece {
            line,
            kind,
            text: piece,
        });
        line += piece.matches('\n').count();
        rest = after;
    }
    pieces
}

fn next(rest: &str, first: char) -> (Kind, usize) {
    if rest.starts_with("//") {
        return (Kind::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, block_comment(rest));
    }
    // Rust has no back quotes outside comments; TypeScript has.
    if matches!(first, '"' | '`') {
        return (Kind::Literal, quoted(rest, first));
    }
    if first == '\'' {
        return character(rest).map_or((Kind::Sign, 1), |length| (Kind::Literal, length));
    }
    let word = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    match rest.split_at_checked(word) {
        Some(("r" | "br" | "cr", after)) => {
            raw(after).map_or((Kind::Word, word), |length| (Kind::Literal, word + length))
        }
        Some(("", _)) | None => (Kind::Sign, first.len_utf8()),
        Some(_) => (Kind::Word, word),
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_u32;
    for (at, _) in rest.match_indices('*') {
        let before = at.checked_sub(1).and_then(|at| rest.as_bytes().get(at));
        if before == Some(&b'/') {
            depth += 1;
        }
        if rest.as_bytes().get(at + 1) == Some(&b'/') {
            depth -= 1;
            if depth == 0 {
                return at + 2;
            }
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '\\' => escaped = !escaped,
            _ if character == quote && !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Length of a character literal; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices().skip(1);
    let (_, first) = characters.next()?;
    if first == '\\' {
        let close = characters
            .skip(1)
            .find(|(_, character)| *character == '\'')?;
        return Some(close.0 + 1);
    }
    let (at, second) = characters.next()?;
    (second == '\'').then_some(at + 1)
}

/// Length of `#"…"#` after its `r`.
fn raw(after: &str) -> Option<usize> {
    let hashes = after.find(|character| character != '#')?;
    let body = after.get(hashes..)?.strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let end = body.find(&close)?;
    Some(hashes + 1 + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: Kind, text: &str) -> Vec<&str> {
        pieces(text)
            .into_iter()
            .filter(|p| p.kind == kind)
            .map(|p| p.text)
            .collect()
    }

    #[test]
    fn literals_are_found_in_every_spelling() {
        let text = "let a = \"村\\\"\"; let b = r#\"屋\"檐\"#; let c = '\\''; let d = b\"x\";";
        let expected = ["\"村\\\"\"", "r#\"屋\"檐\"#", "'\\''", "\"x\""];
        assert_eq!(of(Kind::Literal, text), expected);
    }

    #[test]
    fn a_quote_in_a_comment_opens_nothing() {
        let text = "// it's \"open\nfn x() {} /* a /* nested \" */ one */ const Y: u8 = 1;";
        assert_eq!(of(Kind::Literal, text), Vec::<&str>::new());
        assert_eq!(of(Kind::Word, text), ["fn", "x", "const", "Y", "u8", "1"]);
    }

    #[test]
    fn template_strings_of_typescript_are_literals() {
        assert_eq!(
            of(Kind::Literal, "const a = `第 ${n} 页`;"),
            ["`第 ${n} 页`"]
        );
    }

    #[test]
    fn a_lifetime_is_not_a_character() {
        let text = "fn first<'a>(text: &'a str) -> char { 'x' }";
        assert_eq!(of(Kind::Literal, text), ["'x'"]);
    }

    #[test]
    fn nothing_is_lost_and_lines_are_counted() {
        let text = "fn a() {\n    \"多\n行\"\n}\n// end";
        let pieces = pieces(text);
        assert_eq!(pieces.iter().map(|p| p.text).collect::<String>(), text);
        let comment = pieces.last().unwrap();
        assert_eq!((comment.kind, comment.line), (Kind::Comment, 5));
    }
}
