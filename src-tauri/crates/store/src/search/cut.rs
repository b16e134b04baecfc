//! Text cut into what the index keeps: every character of a script without spaces by itself, letters
//! and digits of ASCII in runs, small and half-width. Signs are left out; they only part words.

/// Ends every piece of text in the index, so that no search runs from one field into the next.
pub(crate) const END: &str = "\u{E000}";

/// Before words of a title: titles are asked before all else.
pub(crate) const TITLE: char = '.';
/// Before a whole title.
pub(crate) const WHOLE: char = '=';
/// Before a reading in letters.
pub(crate) const READING: char = '~';
/// Before the end of a telephone number, written from the last digit back.
pub(crate) const PHONE: char = '<';
/// Before the last four signs of an identity number.
pub(crate) const IDENTITY: char = '@';

/// Neighbouring tokens in pairs, which are met far less often than one character is. Every text is
/// kept both ways: single characters are asked for by themselves, several by their pairs.
pub(crate) fn pairs(tokens: &[String]) -> Vec<String> {
    tokens.windows(2).map(<[String]>::concat).collect()
}

/// Each token with its mark.
pub(crate) fn marked(mark: char, tokens: &[String]) -> Vec<String> {
    tokens
        .iter()
        .map(|token| format!("{mark}{token}"))
        .collect()
}

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut is_running = false;
    for letter in text.chars().map(narrow) {
        if letter.is_ascii_alphanumeric() {
            match tokens.last_mut().filter(|_| is_running) {
                Some(run) => run.push(letter),
                None => tokens.push(letter.to_string()),
            }
            is_running = true;
            continue;
        }
        is_running = false;
        if letter.is_alphanumeric() {
            tokens.push(letter.to_string());
        }
    }
    tokens
}

/// The tokens as one: what is found whole or by its beginning, such as a village group.
pub(crate) fn whole(text: &str) -> String {
    tokens(text).concat()
}

/// Full-width letters and digits as half-width ones, capitals as small ones.
fn narrow(letter: char) -> char {
    let narrow = match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        letter => letter,
    };
    narrow.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stand_alone_and_letters_and_digits_in_runs() {
        assert_eq!(tokens("3组12号，ＤＮ50"), ["3", "组", "12", "号", "dn50"]);
        assert_eq!(tokens("HZ-2026-003"), ["hz", "2026", "003"]);
        assert!(tokens("%“”").is_empty(), "signs alone name nothing");
    }
}
