//! 月度形势分析报告 (domain §1 F30, §3.1): one month of the village on one or two pages, drawn from
//! the ledgers. What people think of it stands in the month's consultation (月研判) and is taken
//! from there; nothing is typed for the paper alone. Stocks and open hazards are those of the day
//! of printing, everything else is of the month.

use super::{Gather, Order, lacks, proven};
use crate::acts::handoff::area_names;
use crate::acts::picture::Picture;
use crate::acts::standing::rates;
use crate::bridge::standing::Rate;
use crate::office::spec_of;
use crate::problem::Problem;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use ledger::dates::day_of;
use ledger::rates::Period;
use ledger::{Row, RowId};
use print::documents::form::{self, Fact, Form, Manner, Part};
use print::page::Document;
use print::table::{Cell, Column, Table};
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Query, StoredRow};

mod night;
mod outlook;
mod routine;

/// Rows of a table; the report is a page or two.
const ROWS: usize = 8;
/// A consultation held up to this day of a month looks back on the month before.
const LOOKS_BACK_UNTIL: u32 = 10;

/// `assets/texts/monthly_report.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    title: String,
    /// How many had to leave, in the overview.
    evacuated: String,
    overview: SectionText,
    hazards: SectionText,
    warnings: SectionText,
    duty: SectionText,
    supplies: SectionText,
    drills: SectionText,
    ahead: SectionText,
    advice: SectionText,
    /// By name of a rate, what it counts.
    rates: BTreeMap<String, SectionText>,
}

/// Words of one section.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionText {
    title: String,
    text: String,
    empty: String,
}

impl SectionText {
    fn heading(&self) -> Part {
        Part::Heading(self.title.clone())
    }

    /// The sentence with what stands for the words in braces.
    fn filled(&self, words: &[(&str, String)]) -> Part {
        let mut text = self.text.clone();
        for (name, value) in words {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Part::Paragraph(text)
    }

    fn nothing(&self) -> Part {
        Part::Paragraph(self.empty.clone())
    }
}

/// A month of the books.
struct Report<'a> {
    gather: &'a Gather<'a>,
    picture: Picture<'a>,
    month: Period,
    rates: Vec<Rate>,
    consultation: Option<Row>,
    /// The consultation it was asked for by.
    chosen: Option<RowId>,
    texts: Texts,
}

pub(super) fn lay_out(gather: &Gather<'_>, order: &Order) -> Result<Document, Problem> {
    let picture = Picture::of(gather.desk, gather.office)?;
    let chosen = order
        .ids
        .first()
        .map(|id| consultation(&picture, *id))
        .transpose()?;
    let month = match &chosen {
        Some(row) => month_of_consultation(row, picture.today),
        None => month_before(picture.today),
    };
    let report = Report {
        rates: rates::all(&picture, month)?,
        consultation: match chosen {
            Some(row) => Some(row),
            None => consultation_of(&picture, month)?,
        },
        texts: gather.texts.file("monthly_report")?,
        chosen: order.ids.first().copied(),
        gather,
        picture,
        month,
    };
    let form = report.form()?;
    Ok(form::lay_out(&[form], gather.desk.fonts()?))
}

impl Report<'_> {
    fn form(&self) -> Result<Form, Problem> {
        let mut parts = night::overview(self)?;
        parts.extend(routine::hazards(self)?);
        parts.extend(night::warnings(self)?);
        parts.extend(routine::duty(self)?);
        parts.extend(routine::supplies(self)?);
        parts.extend(routine::drills(self)?);
        parts.extend(outlook::ahead(self));
        parts.extend(outlook::advice(self)?);
        let signers = ["填报", "审核", "签发"];
        parts.push(Part::Signatures(
            signers.map(|label| Fact::half(label, "")).to_vec(),
        ));
        let number = format!(
            "{} {}",
            self.gather.office.name,
            self.month.from.format("%Y年%-m月")
        );
        Ok(Form {
            imprint: proven(self.gather, self.chosen, &(&number, &parts))?,
            title: self.texts.title.clone(),
            number,
            manner: Manner::Formal,
            parts,
            ..Form::default()
        })
    }

    /// Rows of a ledger whose day lies in the month.
    fn within(&self, ledger: &str, day: &'static str) -> Result<Vec<StoredRow>, Problem> {
        rates::within(&self.picture, (ledger, day), self.month)
    }

    /// What is said of a ledger in which the month has nothing: that there was nothing, or that the
    /// village does not keep it, of which nothing can be said.
    fn nothing_of(&self, ledger: &str, text: &SectionText) -> Result<Part, Problem> {
        if self.keeps(ledger)? {
            return Ok(text.nothing());
        }
        let label = spec_of(ledger)?.label;
        Ok(Part::Paragraph(format!(
            "“{label}”台账里还没有登记，不知道有没有。"
        )))
    }

    /// Whether the village keeps a ledger; of one without any record nothing good can be said.
    fn keeps(&self, ledger: &str) -> Result<bool, Problem> {
        let is_kept = !self.picture.rows(ledger, any())?.is_empty();
        if !is_kept {
            let none = lacks::none_of(spec_of(ledger)?);
            self.gather.lacks.once(none);
        }
        Ok(is_kept)
    }

    /// 85.7%（7条到期，按期改好6条）, or what there was nothing of; none that this office does not
    /// reckon.
    fn rate(&self, name: &str) -> Option<Fact> {
        let rate = self.rates.iter().find(|rate| rate.name == name)?;
        let told = self.texts.rates.get(name)?;
        let value = if rate.denominator == 0 {
            told.empty.clone()
        } else {
            let made_of = told.text.replace("{应}", &rate.denominator.to_string());
            let made_of = made_of.replace("{已}", &rate.numerator.to_string());
            format!(
                "{}%（{made_of}）",
                per_cent(rate.numerator, rate.denominator)
            )
        };
        Some(Fact::half(told.title.as_str(), value))
    }

    /// Those of the named rates that this office reckons.
    fn rates(&self, names: &[&str]) -> Vec<Fact> {
        let rates = names.iter().filter_map(|name| self.rate(name));
        rates.collect()
    }

    fn label(&self, list: &str, row: &Row, field: &str) -> String {
        self.gather.label(list, row, field)
    }

    /// The table; at a township, which has many villages in one book, each row says of which.
    fn of_villages(&self, mut table: Table, rows: &[&StoredRow]) -> Result<Table, Problem> {
        if self.picture.is_village() {
            return Ok(table);
        }
        let names = area_names(self.gather.office)?;
        table.columns.insert(0, Column::text("村", Column::FITTED));
        for (cells, stored) in table.rows.iter_mut().zip(rows) {
            let name = names.get(&stored.area).map_or("", String::as_str);
            cells.insert(0, Cell::from(name));
        }
        Ok(table)
    }
}

/// Whether there is any row at all.
fn any() -> Query {
    Query {
        limit: 1,
        ..Query::default()
    }
}

/// Columns of texts, each as wide as what it says needs.
fn fitted(labels: &[&str]) -> Vec<Column> {
    let column = |label: &&str| Column::text(label, Column::FITTED);
    labels.iter().map(column).collect()
}

/// Per cent with one decimal where it is no whole number; never 100 of what is not complete.
fn per_cent(numerator: u64, denominator: u64) -> String {
    let denominator = denominator.max(1);
    let thousandths = (numerator * 2000 + denominator) / (2 * denominator);
    let thousandths = if numerator < denominator {
        thousandths.min(999)
    } else {
        thousandths
    };
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// The month that is over.
fn month_before(today: NaiveDate) -> Period {
    let first = today.with_day(1).unwrap_or(today);
    whole_month(first.checked_sub_months(Months::new(1)).unwrap_or(first))
}

/// The month a day lies in.
fn whole_month(day: NaiveDate) -> Period {
    let from = day.with_day(1).unwrap_or(day);
    let next = from.checked_add_months(Months::new(1)).unwrap_or(from);
    Period {
        from,
        to: next.checked_sub_days(Days::new(1)).unwrap_or(next),
    }
}

/// The month a consultation looks back on: early in a month the one before, else its own.
fn month_of_consultation(row: &Row, today: NaiveDate) -> Period {
    let day = day_of(row.text("held_at")).unwrap_or(today);
    if day.day() <= LOOKS_BACK_UNTIL {
        month_before(day)
    } else {
        whole_month(day)
    }
}

fn consultation(picture: &Picture<'_>, id: RowId) -> Result<Row, Problem> {
    let stored = picture.target("consultation", id)?;
    stored
        .filter(|stored| !stored.gone)
        .map(|stored| stored.row)
        .ok_or_else(|| {
            Problem::new(
                "record_missing",
                "要印的会商不在册子里了，没有印。请回到列表再选。",
            )
        })
}

/// The newest 月研判 that looks back on the month.
fn consultation_of(picture: &Picture<'_>, month: Period) -> Result<Option<Row>, Problem> {
    let until = Days::new(u64::from(LOOKS_BACK_UNTIL));
    let reach = Period {
        from: month.from,
        to: month.to.checked_add_days(until).unwrap_or(month.to),
    };
    let mut rows = rates::within(picture, ("consultation", "held_at"), reach)?;
    rows.retain(|stored| {
        // What a village judged of itself is not what its township judges.
        stored.area == picture.own
            && stored.row.text("kind") == "monthly"
            && month_of_consultation(&stored.row, picture.today) == month
    });
    let newest = rows
        .into_iter()
        .max_by_key(|stored| stored.row.text("held_at").to_owned());
    Ok(newest.map(|stored| stored.row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        day_of(text).expect("the constant is a day")
    }

    #[test]
    fn a_rate_is_rounded_to_a_tenth_and_is_100_only_where_nothing_is_missing() {
        for (numerator, denominator, told) in [
            (6, 7, "85.7"),
            (2, 3, "66.7"),
            (7, 7, "100"),
            (1, 2, "50"),
            (1999, 2000, "99.9"),
        ] {
            assert_eq!(per_cent(numerator, denominator), told);
        }
    }

    #[test]
    fn the_report_is_of_the_last_month_that_is_over() {
        let month = month_before(day("2026-03-31"));
        assert_eq!(
            (month.from, month.to),
            (day("2026-02-01"), day("2026-02-28"))
        );
        let month = month_before(day("2026-01-01"));
        assert_eq!(
            (month.from, month.to),
            (day("2025-12-01"), day("2025-12-31"))
        );
    }

    #[test]
    fn a_consultation_early_in_a_month_looks_back_on_the_month_before() {
        let held = |at: &str| {
            let mut row = Row::default();
            row.set("held_at", at);
            month_of_consultation(&row, day("2026-07-12")).from
        };
        assert_eq!(held("2026-07-03T09:00+08:00"), day("2026-06-01"));
        assert_eq!(held("2026-07-28T09:00+08:00"), day("2026-07-01"));
    }
}
