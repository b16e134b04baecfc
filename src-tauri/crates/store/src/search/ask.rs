//! What somebody typed, as a question to the index. Words between blanks must all be found.

use super::cut::{self, IDENTITY, PHONE, READING, TITLE, WHOLE};
use super::reading::SHORT;
use ledger::Privacy;

/// Words looked at; what is typed after them is not.
const WORDS: usize = 8;
/// Columns of the index that hold nothing beyond [`Privacy::Duty`].
const OF_DUTY: &str = "{title rest}";
/// Letters or digits from which a beginning stands for all words that begin so.
const BEGINNING: usize = 3;

/// What finds something, in the language of the index.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// What finds everything.
    pub(crate) all: String,
    /// What finds the same, the best first: whole titles, their beginnings, titles, the rest.
    pub(crate) ranked: Vec<String>,
}

/// The question a text is, to whoever may see up to this class. None where nothing was typed
/// that the index could know.
pub(crate) fn question(text: &str, sees: Privacy) -> Option<Question> {
    let words = text.split_whitespace().take(WORDS);
    let words: Vec<Word> = words.filter_map(|word| Word::of(word, sees)).collect();
    let within = |question: String| {
        if sees < Privacy::Personal {
            format!("{OF_DUTY} : ({question})")
        } else {
            question
        }
    };
    let both = |word: &Word| format!("({} OR {})", word.in_title, word.elsewhere);
    let together = |ways: Vec<String>| within(ways.join(" AND "));
    let all = together(words.iter().map(both).collect());
    let ranked = match words.as_slice() {
        [] => return None,
        [word] => vec![
            within(word.whole_title.clone()),
            within(word.starts_title.clone()),
            within(word.in_title.clone()),
            within(word.elsewhere.clone()),
        ],
        words => {
            let titles = words.iter().map(|word| word.in_title.clone()).collect();
            vec![together(titles), all.clone()]
        }
    };
    Some(Question { all, ranked })
}

/// A typed word, in the ways in which it may be meant.
struct Word {
    whole_title: String,
    starts_title: String,
    in_title: String,
    elsewhere: String,
}

impl Word {
    fn of(word: &str, sees: Privacy) -> Option<Self> {
        let tokens = cut::tokens(word);
        let (last, before) = tokens.split_last()?;
        let whole = tokens.concat();
        let is_begun = last.is_ascii() && (!before.is_empty() || last.len() >= BEGINNING);
        let mut others = Vec::new();
        let words = if before.is_empty() {
            others.extend(alone(last, sees));
            tokens
        } else {
            others.push(format!("\"{whole}\" *"));
            cut::pairs(&tokens)
        };
        let elsewhere = [vec![phrase(&words, is_begun)], others].concat();
        let in_title = phrase(&cut::marked(TITLE, &words), is_begun);
        let starts_title = match words.as_slice() {
            [one] if one.chars().count() == 1 => format!("{{title p_title}} : ^ {in_title}"),
            _ => format!("\"{WHOLE}{whole}\" *"),
        };
        Some(Self {
            whole_title: format!("\"{WHOLE}{whole}\""),
            starts_title,
            in_title,
            elsewhere: elsewhere.join(" OR "),
        })
    }
}

/// Tokens that follow one another; the last one may only have been begun.
fn phrase(tokens: &[String], is_begun: bool) -> String {
    let beginning = if is_begun { " *" } else { "" };
    format!("\"{}\"{beginning}", tokens.join(" "))
}

/// What else one run of letters or digits may be. Readings have their short beginnings in the
/// index, telephones their last digit.
fn alone(token: &str, sees: Privacy) -> Vec<String> {
    let mut ways = Vec::new();
    let key = |key: String, is_kept: bool| format!("\"{key}\"{}", if is_kept { "" } else { " *" });
    if token.bytes().all(|byte| byte.is_ascii_lowercase()) {
        ways.push(key(format!("{READING}{token}"), token.len() <= SHORT));
    }
    if token.bytes().all(|byte| byte.is_ascii_digit()) {
        let back: String = token.chars().rev().collect();
        ways.push(key(format!("{PHONE}{back}"), token.len() == 1));
    }
    if token.len() == 4 && token.is_ascii() && sees >= Privacy::Personal {
        ways.push(format!("\"{IDENTITY}{token}\""));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, sees: Privacy) -> String {
        question(text, sees).map_or_else(String::new, |question| question.all)
    }

    #[test]
    fn words_are_asked_for_together_and_in_every_way_they_may_be_meant() {
        let asked = [
            ("王 桂", r#"(".王" OR "王") AND (".桂" OR "桂")"#),
            ("王桂花", r#"(".王桂 .桂花" OR "王桂 桂花" OR "王桂花" *)"#),
            ("组1", r#"(".组1" * OR "组1" * OR "组1" *)"#),
            ("wgh", r#"(".wgh" * OR "wgh" * OR "~wgh")"#),
            ("wanggu", r#"(".wanggu" * OR "wanggu" * OR "~wanggu" *)"#),
            ("7", r#"(".7" OR "7" OR "<7")"#),
            ("0871", r#"(".0871" * OR "0871" * OR "<1780" * OR "@0871")"#),
            ("HZ-20", r#"(".hz20" * OR "hz20" * OR "hz20" *)"#),
        ];
        for (text, question) in asked {
            assert_eq!(all(text, Privacy::Personal), question, "{text}");
        }
    }

    #[test]
    fn one_word_is_asked_for_in_titles_first() {
        let question = question("王桂", Privacy::Personal).unwrap();
        let ranked = [
            r#""=王桂""#,
            r#""=王桂" *"#,
            r#"".王桂""#,
            r#""王桂" OR "王桂" *"#,
        ];
        assert_eq!(question.ranked, ranked);
    }

    #[test]
    fn whoever_sees_less_asks_fewer_columns() {
        assert_eq!(
            all("0871", Privacy::Duty),
            r#"{title rest} : ((".0871" * OR "0871" * OR "<1780" *))"#
        );
    }

    #[test]
    fn signs_are_no_question_and_quote_nothing() {
        assert_eq!(question("\"* %", Privacy::Personal), None);
        assert_eq!(
            all("\"王\" OR", Privacy::Personal),
            r#"(".王" OR "王") AND (".or" OR "or" OR "~or")"#
        );
    }
}
