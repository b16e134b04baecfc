//! One cell as clean text. Whatever a spreadsheet stores, from here on it is text that a person
//! would recognise, together with what the spreadsheet said it was.

use calamine::{DataType, ExcelDateTime};
use std::borrow::Cow;

/// What a cell holds. The text is clean (see [`clean`]) and never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number as a person would write it; of 16 digits or more in the form 9.9E+17, because
    /// Excel keeps 15 and the rest is lost.
    Number(String),
    /// A day `YYYY-MM-DD`, a moment `YYYY-MM-DDTHH:MM` or a time `HH:MM`.
    Date(String),
    /// A formula that failed, such as #REF!.
    Fault(String),
}

impl Cell {
    /// The text, whatever kind it is.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Date(text) | Self::Fault(text) => text,
        }
    }

    /// A cell of plain text; `None` if nothing is left after cleaning.
    pub fn plain(raw: &str) -> Option<Self> {
        let text = clean(raw);
        (!text.is_empty()).then(|| Self::Text(text.into_owned()))
    }

    /// A cell of a workbook; `None` if it is empty.
    pub(crate) fn of_workbook(value: &impl DataType) -> Option<Self> {
        if let Some(text) = value.get_string() {
            return Self::plain(text);
        }
        if let Some(moment) = value.get_datetime() {
            return Some(date_cell(moment));
        }
        if let Some(number) = value.get_float() {
            return Some(Self::Number(number_text(number)));
        }
        if let Some(number) = value.get_int() {
            return Some(Self::Number(whole_text(number)));
        }
        if let Some(yes) = value.get_bool() {
            return Some(Self::Text(if yes { "是" } else { "否" }.to_owned()));
        }
        if let Some(fault) = value.get_error() {
            return Some(Self::Fault(fault.to_string()));
        }
        let iso = value.get_datetime_iso().or(value.get_duration_iso())?;
        let text = clean(iso.trim_end_matches("T00:00:00"));
        (!text.is_empty()).then(|| Self::Date(text.into_owned()))
    }
}

fn date_cell(moment: ExcelDateTime) -> Cell {
    /// Serial number of the year 10000. A telephone number in a date column is beyond it.
    const END: f64 = 2_958_466.0;
    let serial = moment.as_f64();
    if !(0.0..END).contains(&serial) {
        return Cell::Number(number_text(serial));
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    Cell::Date(if moment.is_duration() || serial < 1.0 {
        format!("{hour:02}:{minute:02}")
    } else if hour == 0 && minute == 0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
    })
}

/// The first number Excel no longer keeps exactly.
const INEXACT: f64 = 1e15;

fn whole_text(number: i64) -> String {
    if number.unsigned_abs() < 1_000_000_000_000_000 {
        return number.to_string();
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "the digits beyond the 15th are not real"
    )]
    number_text(number as f64)
}

fn number_text(number: f64) -> String {
    if number.abs() >= INEXACT {
        return ruined_text(number);
    }
    if number.fract() == 0.0 {
        return format!("{number:.0}");
    }
    // Excel shows 15 digits; 0.1+0.2 is 0.3 to a person.
    let shown: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    shown.to_string()
}

/// 990101200509141509 typed as a number: 9.90101200509142E+17.
fn ruined_text(number: f64) -> String {
    let shown = format!("{number:.14e}");
    let (digits, exponent) = shown.split_once('e').unwrap_or((&shown, "0"));
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    format!("{digits}E+{exponent}")
}

/// Text without the noise of spreadsheets: blanks of every width and zero-width characters at both
/// ends, control characters, the apostrophe that once meant "this number is text". What stands
/// inside stays as it was typed.
pub fn clean(raw: &str) -> Cow<'_, str> {
    let trimmed = raw.trim_matches(is_edge);
    let trimmed = match trimmed.strip_prefix(['\'', '’', '`']) {
        Some(rest) if rest.chars().all(|letter| letter.is_ascii_alphanumeric()) => rest,
        _ => trimmed,
    };
    if !trimmed.chars().any(is_control) {
        return Cow::Borrowed(trimmed);
    }
    let lines = trimmed.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(
        lines
            .chars()
            .filter(|letter| !is_control(*letter))
            .collect(),
    )
}

/// A number that is an identity or a telephone number, without what cannot be seen.
pub fn visible(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .filter(|letter| !is_invisible(*letter))
        .collect()
}

fn is_edge(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter) || letter.is_control()
}

fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\n' | '\t')
}

fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// A name without blanks inside (姓 名, 张　三); a name in Latin letters keeps them.
pub fn one_word(name: &str) -> String {
    if !name.contains(|letter: char| letter.is_whitespace() || is_invisible(letter)) {
        return name.to_owned();
    }
    let name = visible(name);
    if name.is_ascii() {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    name.split_whitespace().collect()
}
