//! Numbers as people write them: decimals, telephone numbers, identity numbers, area codes.

use chrono::NaiveDate;

/// Half-width form of full-width digits, letters and marks; other characters stay.
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
            _ => letter,
        })
        .collect()
}

/// A whole number; thousands commas and full-width digits are understood.
pub fn whole(text: &str) -> Option<i64> {
    let plain = half_width(text).replace([',', ' '], "");
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    plain.parse().ok()
}

/// A decimal as a whole number of 10^-scale units, `None` if it has more digits than that.
pub fn decimal(text: &str, scale: u8) -> Option<i64> {
    let plain = half_width(text).replace([',', ' '], "");
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or((1, plain.as_str()), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    let scale = usize::from(scale);
    if whole.is_empty()
        || part.len() > scale
        || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    format!("{whole}{part:0<scale$}")
        .parse::<i64>()
        .ok()
        .map(|number| sign * number)
}

/// A scaled decimal as text, without needless zeros.
pub fn decimal_text(number: i64, scale: u8) -> String {
    let scale = usize::from(scale);
    let sign = if number < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", number.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    if part.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part}")
    }
}

/// A telephone number without spaces and with half-width digits; `.0` of a spreadsheet goes.
pub fn phone_text(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let plain: String = half_width(text).split_whitespace().collect();
    plain.strip_suffix(".0").unwrap_or(&plain).to_owned()
}

/// Whether a telephone number looks like one: a mobile, a landline or a short emergency number
/// (domain §2.1). Anything else is marked, never refused.
pub fn is_phone(text: &str) -> bool {
    const SHORT: [&str; 7] = ["110", "119", "120", "122", "12119", "12379", "12350"];
    if SHORT.contains(&text) {
        return true;
    }
    let digits: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let all_digits = digits.iter().all(u8::is_ascii_digit);
    match digits.as_slice() {
        [b'1', second, ..] if digits.len() == 11 => all_digits && (b'3'..=b'9').contains(second),
        [b'0', ..] => all_digits && (10..=12).contains(&digits.len()),
        _ => false,
    }
}

/// A telephone number in the groups in which it is read aloud: 142 0000 0871.
pub fn phone_groups(text: &str) -> String {
    match (text.len(), text.get(..3), text.get(3..7), text.get(7..)) {
        (11, Some(first), Some(second), Some(third))
            if text.bytes().all(|b| b.is_ascii_digit()) =>
        {
            format!("{first} {second} {third}")
        }
        _ => text.to_owned(),
    }
}

/// An identity number without blanks, half-width, with a capital X.
pub fn id_no_text(text: &str) -> String {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'X')
    {
        return text.to_owned();
    }
    half_width(text)
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '\'')
        .collect::<String>()
        .to_uppercase()
}

/// What is wrong with an identity number (GB 11643-1999).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdNoFault {
    /// Not 17 digits and a digit or X.
    Shape,
    /// A spreadsheet turned it into 3.4E+17; the digits are gone.
    Ruined,
    /// The day of birth does not exist or is in the future.
    Birth,
    /// The check digit does not fit.
    CheckDigit,
}

impl IdNoFault {
    /// The sentence shown beside the field.
    pub fn text(self) -> &'static str {
        match self {
            Self::Shape => "身份证号应为18位，请对照证件核对。",
            Self::Ruined => "身份证号在表格里变成了科学计数，后几位已丢失，请对照证件重填。",
            Self::Birth => "身份证号里的出生日期不对，请对照证件核对。",
            Self::CheckDigit => "身份证号校验位不对，可能抄错一位，请对照证件核对。",
        }
    }
}

/// Birth and sex as read from an identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdNo {
    /// Day of birth.
    pub birth: NaiveDate,
    /// Whether the 17th digit is odd (男).
    pub male: bool,
}

/// Checks an identity number against GB 11643 as of `today`.
pub fn id_no(text: &str, today: NaiveDate) -> Result<IdNo, IdNoFault> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if text.contains("E+") {
        return Err(IdNoFault::Ruined);
    }
    let digits: Vec<u32> = text
        .chars()
        .take(17)
        .map_while(|letter| letter.to_digit(10))
        .collect();
    let last = text.chars().nth(17).ok_or(IdNoFault::Shape)?;
    let has_shape = digits.len() == 17 && text.chars().count() == 18;
    if !has_shape || !(last.is_ascii_digit() || last == 'X') {
        return Err(IdNoFault::Shape);
    }
    let birth = text
        .get(6..14)
        .and_then(day_of_digits)
        .filter(|birth| *birth <= today)
        .ok_or(IdNoFault::Birth)?;
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = "10X98765432"
        .chars()
        .nth(usize::try_from(sum % 11).unwrap_or(0));
    if expected != Some(last) {
        return Err(IdNoFault::CheckDigit);
    }
    Ok(IdNo {
        birth,
        male: digits.last().is_some_and(|digit| digit % 2 == 1),
    })
}

/// The day that eight digits name: 19501114.
fn day_of_digits(digits: &str) -> Option<NaiveDate> {
    let number: u32 = digits.parse().ok()?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Whether the text is a 12-digit statistical area code of a township or village (domain §2.1).
pub fn is_area_code(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Code of the township a village code lies in: its first nine digits and `000`.
pub fn township_of(code: &str) -> String {
    format!("{}000", code.get(..9).unwrap_or(code))
}

/// Identity number with its middle hidden: 990101********0014.
pub fn masked_id_no(text: &str) -> String {
    match (text.get(..6), text.get(14..)) {
        (Some(head), Some(tail)) if text.len() == 18 => format!("{head}********{tail}"),
        _ => "*".repeat(text.chars().count()),
    }
}

/// Telephone number with its middle hidden: 142****0871.
pub fn masked_phone(text: &str) -> String {
    match (text.get(..3), text.get(7..)) {
        (Some(head), Some(tail)) if text.len() == 11 => format!("{head}****{tail}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 12).unwrap()
    }

    #[test]
    fn identity_numbers_follow_gb_11643() {
        for good in [
            "34052419800101001X",
            "990101195603120014",
            "99010120170523001X",
        ] {
            assert!(
                id_no(good, today()).is_ok(),
                "{good} has a right check digit"
            );
        }
        assert_eq!(
            id_no("340524198001010013", today()),
            Err(IdNoFault::CheckDigit)
        );
        assert_eq!(id_no("3.4E+17", today()), Err(IdNoFault::Ruined));
        assert_eq!(id_no("34052419801301001X", today()), Err(IdNoFault::Birth));
        assert_eq!(id_no("3405", today()), Err(IdNoFault::Shape));
        assert!(id_no("990101195603120014", today()).unwrap().male);
    }

    #[test]
    fn decimals_are_exact_and_come_back_as_written() {
        for (text, number) in [
            ("12.5", 12_500),
            ("0.001", 1),
            ("-3", -3_000),
            ("1,200", 1_200_000),
        ] {
            assert_eq!(decimal(text, 3), Some(number));
        }
        assert_eq!(
            decimal("1.2345", 3),
            None,
            "a digit that would be lost is refused"
        );
        assert_eq!(decimal_text(-12_500, 3), "-12.5");
        assert_eq!(decimal_text(7, 3), "0.007");
        assert_eq!(decimal("１２．５", 3), Some(12_500));
    }

    #[test]
    fn telephone_numbers_are_recognised_and_grouped() {
        assert!(is_phone("14200000871") && is_phone("0990-1234567") && is_phone("119"));
        assert!(!is_phone("12345") && !is_phone("1420000087"));
        assert_eq!(phone_groups("14200000871"), "142 0000 0871");
        assert_eq!(phone_text("14200000871.0"), "14200000871");
        assert_eq!(masked_phone("14200000871"), "142****0871");
    }
}
