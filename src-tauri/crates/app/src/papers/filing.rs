//! The order of a stack of papers, one of each record: by number, or as it happened, so that a sheet
//! is found and filed without the program.

use ledger::{Field, Row, Spec, Type, Value};
use store::StoredRow;

/// Puts the rows of a ledger in the order in which their papers are filed; those of a ledger without
/// number, day or name of its own stay as they are.
pub(super) fn in_order(spec: &Spec, rows: &mut [StoredRow]) {
    let fields = filed_by(spec);
    if !fields.is_empty() {
        rows.sort_by_cached_key(|stored| key(&fields, &stored.row));
    }
}

/// The number that the program gave, else the moments of the list, else the name that only one record
/// has.
fn filed_by(spec: &Spec) -> Vec<&'static Field> {
    let title = spec.title.iter().filter_map(|name| spec.field(name));
    let number = title.clone().find(|field| field.automatic);
    if let Some(number) = number {
        return vec![number];
    }
    let columns = spec.columns.iter().filter_map(|name| spec.field(name));
    let is_moment = |field: &&Field| matches!(field.kind, Type::Date | Type::Time);
    if columns
        .clone()
        .next()
        .is_some_and(|first| is_moment(&first))
    {
        let codes = columns.filter(|field| is_moment(field) || matches!(field.kind, Type::Code(_)));
        return codes.collect();
    }
    let unique = spec.unique.iter().find(|names| names.len() == 1);
    let unique = unique.and_then(|names| spec.field(names.first()?));
    unique.into_iter().collect()
}

/// The first moment that is known, then what tells records of one moment apart.
fn key(fields: &[&Field], row: &Row) -> (String, Vec<String>) {
    let said: Vec<String> = fields
        .iter()
        .map(|field| natural(&text(row.get(field.name))))
        .collect();
    let first = said.iter().find(|text| !text.is_empty());
    (first.cloned().unwrap_or_default(), said.clone())
}

fn text(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        value => value.text().to_owned(),
    }
}

/// The text with its numbers at one length, so that 10 stands behind 9.
pub(super) fn natural(text: &str) -> String {
    const LENGTH: usize = 12;
    let mut natural = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit());
        let (digits, behind) = rest.split_at(end.unwrap_or(rest.len()));
        if digits.is_empty() {
            natural.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        } else {
            natural.extend(std::iter::repeat_n(
                '0',
                LENGTH.saturating_sub(digits.len()),
            ));
            natural.push_str(digits);
            rest = behind;
        }
    }
    natural
}

#[cfg(test)]
mod tests {
    use super::{filed_by, natural};

    #[test]
    fn papers_are_filed_by_number_or_as_it_happened() {
        let by = |ledger: &str| {
            let fields = filed_by(ledger::by_name(ledger).unwrap());
            fields.first().map(|field| field.name)
        };
        for (ledger, field) in [
            ("hazard", Some("hz_no")),
            ("warning", Some("warning_no")),
            ("incident", Some("inc_no")),
            ("destruction", Some("ds_no")),
            ("responsibility_letter", Some("letter_no")),
            ("risk_point", Some("rp_no")),
            ("duty_shift", Some("on_date")),
            ("supply_movement", Some("moved_at")),
            ("consultation", Some("held_at")),
            ("drill", Some("held_at")),
            ("situation_report", Some("as_of")),
            ("household", Some("hh_no")),
            ("monitor_point", Some("name")),
            ("response_card", None),
        ] {
            assert_eq!(by(ledger), field, "{ledger}");
        }
    }

    #[test]
    fn ten_comes_behind_nine() {
        assert!(natural("HZ-2026-9") < natural("HZ-2026-10"));
        assert!(natural("2组9号") < natural("2组10号"));
    }
}
