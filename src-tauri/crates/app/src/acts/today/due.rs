//! What is overdue or falls due, family by family: hazards, what expires, what is owed at its
//! time. Each family shows its most urgent lines and one line for the rest; families follow each
//! other by their most urgent line, so that what threatens people comes before what only expires.

use super::{expiring, hazards, owed, people, transfer};
use crate::acts::picture::Picture;
use crate::bridge::today::DueLine;
use crate::problem::Problem;
use chrono::NaiveDate;

/// Lines that fit the screen.
const LINES: usize = 16;
/// Lines a family shows before the rest is summed up.
pub(super) const EACH: usize = 3;

/// How loud a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Threatens people and is late.
    Red,
    /// Late, or threatens people.
    Yellow,
    /// Falls due.
    Plain,
}

impl Tone {
    fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Plain => "plain",
        }
    }

    /// Yellow once the day is past.
    pub(super) fn by_day(day: NaiveDate, today: NaiveDate) -> Self {
        if day < today {
            Self::Yellow
        } else {
            Self::Plain
        }
    }
}

/// A line with what it is sorted by.
pub(super) struct Due {
    /// How loud it is.
    pub(super) tone: Tone,
    /// When.
    pub(super) day: NaiveDate,
    /// What the screen shows; the tone is set at the end.
    pub(super) line: DueLine,
}

/// What falls due of one kind.
pub(super) struct Family {
    /// The lines shown.
    pub(super) shown: Vec<Due>,
    /// How many there are.
    pub(super) total: usize,
    /// What the others are: 条隐患, 份证书.
    pub(super) rest: &'static str,
    /// Ledger of the others.
    pub(super) ledger: &'static str,
    /// Filter under which the others are found.
    pub(super) chip: Option<&'static str>,
}

impl Family {
    /// A family of at most one or few lines, all of which are shown.
    pub(super) fn whole(shown: Vec<Due>) -> Self {
        Self {
            total: shown.len(),
            shown,
            rest: "",
            ledger: "",
            chip: None,
        }
    }

    /// Lines of several villages, the most urgent few of which are shown.
    pub(super) fn of_villages(
        mut found: Vec<Due>,
        (rest, ledger): (&'static str, &'static str),
    ) -> Self {
        let total = found.len();
        found.sort_by_key(|due| (due.tone, due.day));
        found.truncate(EACH);
        Self {
            shown: found,
            total,
            rest,
            ledger,
            chip: None,
        }
    }

    fn urgency(&self) -> Option<(Tone, NaiveDate)> {
        self.shown.iter().map(|due| (due.tone, due.day)).min()
    }

    fn lines(mut self) -> Vec<DueLine> {
        self.shown.sort_by_key(|due| (due.tone, due.day));
        let rest = self.total.saturating_sub(self.shown.len());
        let mut lines: Vec<DueLine> = self.shown.into_iter().map(Due::line).collect();
        if rest > 0 {
            lines.push(DueLine {
                tone: Tone::Plain.code().to_owned(),
                what: format!("还有{rest}{}", self.rest),
                ledger: self.ledger.to_owned(),
                chip: self.chip.map(str::to_owned),
                ..DueLine::default()
            });
        }
        lines
    }
}

impl Due {
    fn line(self) -> DueLine {
        DueLine {
            tone: self.tone.code().to_owned(),
            ..self.line
        }
    }
}

/// The lines of the screen, and how many fall due in all.
pub(super) fn lines(picture: &Picture<'_>) -> Result<(Vec<DueLine>, u64), Problem> {
    let mut families = vec![hazards::due(picture)?];
    families.extend(transfer::families(picture)?);
    families.extend(expiring::families(picture)?);
    families.extend(owed::families(picture)?);
    families.extend(people::families(picture)?);
    families.retain(|family| family.total > 0);
    families.sort_by_key(Family::urgency);
    let total: usize = families.iter().map(|family| family.total).sum();
    let lines = families.into_iter().flat_map(Family::lines).take(LINES);
    Ok((lines.collect(), total as u64))
}
