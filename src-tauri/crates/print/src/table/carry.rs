//! Sums that go along: where a table with sums is broken between pages, its part ends with what
//! was counted so far (转下页) and the next one begins with it (承上页).

use super::{Cell, Table};

/// What the numbers came to so far, in the columns that have a sum.
#[derive(Clone, Debug)]
pub(super) struct Carry {
    sums: Vec<Option<Amount>>,
    /// Units of the sums, which may be others than those of the rows: 户次 of so many times 户.
    units: Vec<String>,
}

/// A number with its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Amount {
    thousandths: i64,
    /// 人 or 元; empty for a plain number, and as long as nothing was counted.
    unit: String,
}

impl Carry {
    /// Nothing counted yet; none for a table without a number below it.
    pub(super) fn of(table: &Table) -> Option<Self> {
        let start = |cell: &Cell| Amount::read(&cell.text).map(|_| Amount::default());
        let sums: Vec<Option<Amount>> = table.sums.iter().map(start).collect();
        let unit = |cell: &Cell| Amount::read(&cell.text).map_or(String::new(), |sum| sum.unit);
        let units = table.sums.iter().map(unit).collect();
        let carry = Self { sums, units };
        carry.sums.iter().any(Option::is_some).then_some(carry)
    }

    /// Counts a row. A column in which units mix has no sum.
    pub(super) fn add(&mut self, row: &[Cell]) {
        for (sum, cell) in self.sums.iter_mut().zip(row) {
            if let Some(amount) = Amount::read(&cell.text) {
                *sum = sum.take().and_then(|sum| sum.plus(amount));
            }
        }
    }

    /// The row that tells it, its label in the first column without a sum.
    pub(super) fn row(&self, label: &str) -> Vec<Cell> {
        let labelled = self.sums.iter().position(Option::is_none);
        let cells = self.sums.iter().enumerate().map(|(at, sum)| match sum {
            Some(sum) => Cell::strong(match self.units.get(at) {
                Some(unit) => sum.counted_in(unit),
                None => sum.shown(),
            }),
            None if Some(at) == labelled => Cell::strong(label),
            None => Cell::from(""),
        });
        cells.collect()
    }
}

impl Amount {
    /// A number of at most three decimals, and a unit behind it.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
        let end = rest.find(|letter| !is_number(letter)).unwrap_or(rest.len());
        let (number, unit) = rest.split_at(end);
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let is_part = !part.is_empty() && part.len() <= 3;
        if !is_part || unit.chars().any(|letter| letter.is_ascii_digit()) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<3}").parse().ok()?;
        let thousandths = whole.checked_mul(1000)?.checked_add(part)?;
        Some(Self {
            thousandths: thousandths * sign,
            unit: unit.to_owned(),
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        let is_first = self == Self::default();
        let thousandths = self.thousandths.checked_add(other.thousandths)?;
        (is_first || self.unit == other.unit).then_some(Self {
            thousandths,
            unit: other.unit,
        })
    }

    fn shown(&self) -> String {
        self.counted_in(&self.unit)
    }

    fn counted_in(&self, unit: &str) -> String {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let size = self.thousandths.unsigned_abs();
        let number = format!("{sign}{}.{:03}", size / 1000, size % 1000);
        let number = number.trim_end_matches('0').trim_end_matches('.');
        format!("{number}{unit}")
    }
}

/// See [`Table::summed`].
pub(super) fn summed(rows: &[Vec<Cell>], is_meant: impl Fn(usize) -> bool) -> Vec<Cell> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let sums: Vec<Option<Amount>> = (0..columns)
        .map(|at| (is_meant(at) && is_told(rows, at)).then(Amount::default))
        .collect();
    if rows.is_empty() || sums.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut carry = Carry {
        sums,
        units: Vec::new(),
    };
    for row in rows {
        carry.add(row);
    }
    carry.row("合计")
}

/// Whether any row has a number in this column.
fn is_told(rows: &[Vec<Cell>], at: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(at));
    cells.any(|cell| Amount::read(&cell.text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_sums_tells_what_the_meant_columns_come_to() {
        let rows = [
            ["何桂花", "3人", "1200.50", "3床"],
            ["唐石生", "5人", "待定", "2顶"],
        ];
        let rows: Vec<Vec<Cell>> = rows.map(|row| row.map(Cell::from).to_vec()).to_vec();
        let sums = summed(&rows, |at| at > 0);
        let said: Vec<&str> = sums.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(said, ["合计", "8人", "1200.5", ""]);
        assert!(summed(&[], |_| true).is_empty());
        assert!(summed(&rows, |_| false).is_empty());
        assert!(
            summed(&rows, |at| at == 0).is_empty(),
            "nothing was counted"
        );
    }

    #[test]
    fn what_goes_along_has_the_unit_of_the_sum_below() {
        let rows = vec![vec![Cell::from("大喇叭"), Cell::from("300户")]; 2];
        let sums = vec![Cell::strong("合计"), Cell::strong("600户次")];
        let table = Table {
            rows,
            sums,
            ..Table::default()
        };
        let mut carry = Carry::of(&table).unwrap();
        carry.add(&table.rows[0]);
        let said = carry.row("转下页");
        assert_eq!(said[1].text, "300户次");
    }

    #[test]
    fn numbers_are_counted_with_their_unit_and_words_are_not() {
        let shown = |text| Amount::read(text).map(|amount| amount.shown());
        for (text, wanted) in [
            ("12.5", "12.5"),
            ("-3人", "-3人"),
            ("0.050公顷", "0.05公顷"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(wanted));
        }
        for text in [
            "",
            "人",
            "1.2345",
            "五",
            "-",
            "3组2户",
            "99999999999999999999",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
