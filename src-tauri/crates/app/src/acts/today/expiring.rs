//! What expires or is due for a test or a review, as a table: ledger, day, threshold, words.
//! Supplies are counted by what is left of them and stand in `supplies`.

use super::due::{Due, EACH, Family, Tone};
use crate::acts::alerts::{Watched, when};
use crate::acts::picture::Picture;
use crate::acts::standing::rates;
use crate::bridge::today::DueLine;
use crate::office::spec_of;
use crate::problem::Problem;
use ledger::dates::day_of;
use ledger::rates::Period;
use ledger::{Row, Value};
use store::{Order, Query, StoredRow};

/// Rows of a ledger whose day comes.
struct Expiring {
    ledger: &'static str,
    /// Field that holds the day.
    day: &'static str,
    /// Threshold that says how early to speak.
    notice: &'static str,
    level: &'static str,
    /// What happens on the day, behind the row's title.
    says: &'static str,
    /// What is said of the day once it has passed.
    past: &'static str,
    rest: &'static str,
    /// Field that says where; may be empty.
    place: &'static str,
    /// Reference to who sees to it; may be empty.
    who: &'static str,
    /// Fields by which a newer row is known to have taken this one's place.
    renewed_by: &'static [&'static str],
    /// Which rows are meant at all.
    counts: fn(&Row) -> bool,
}

const BASE: Expiring = Expiring {
    ledger: "",
    day: "end_on",
    notice: "",
    level: "",
    says: "到期",
    past: "已过期",
    rest: "",
    place: "",
    who: "",
    renewed_by: &[],
    counts: |_| true,
};

static EXPIRING: &[Expiring] = &[
    Expiring {
        ledger: "facility",
        day: "next_test",
        notice: "test_notice_days",
        level: "设施",
        says: "该检测了",
        past: "已超期",
        rest: "处设施该检测",
        place: "location",
        who: "keeper_id",
        ..BASE
    },
    Expiring {
        ledger: "premises",
        day: "ext_expire",
        notice: "extinguisher_notice_days",
        level: "场所",
        says: "灭火器到期",
        rest: "处场所的灭火器到期",
        place: "address",
        who: "helper_id",
        counts: |row| row.text("trade_state") != "closed",
        ..BASE
    },
    Expiring {
        ledger: "qualification",
        day: "expires_on",
        notice: "certificate_notice_days",
        level: "证书",
        rest: "份证书到期",
        who: "person_id",
        renewed_by: &["person_id", "name"],
        ..BASE
    },
    Expiring {
        ledger: "responder",
        day: "insured_until",
        notice: "insurance_notice_days",
        level: "保险",
        says: "意外险到期",
        rest: "个人的意外险到期",
        counts: |row| row.text("status") != "left",
        ..BASE
    },
    Expiring {
        ledger: "insurance",
        notice: "insurance_notice_days",
        level: "保险",
        rest: "份保险到期",
        renewed_by: &["kind", "team_id", "shelter_id"],
        ..BASE
    },
    Expiring {
        ledger: "agreement",
        notice: "agreement_notice_days",
        level: "协议",
        rest: "份协议到期",
        renewed_by: &["vendor"],
        ..BASE
    },
    Expiring {
        ledger: "responsibility_letter",
        notice: "letter_notice_days",
        level: "责任书",
        rest: "份责任书到期",
        counts: |row| row.text("status") == "signed",
        ..BASE
    },
    Expiring {
        ledger: "plan",
        day: "next_review",
        notice: "plan_notice_days",
        level: "预案",
        says: "该评估了",
        past: "已超期",
        rest: "份预案该评估",
        counts: |row| row.text("status") != "abolished",
        ..BASE
    },
    Expiring {
        ledger: "task",
        day: "due_date",
        notice: "task_notice_days",
        level: "交办",
        says: "",
        past: "已超期",
        rest: "件交办事项快到期或已超期",
        who: "owner_id",
        counts: |row| row.text("status") != "closed",
        ..BASE
    },
    Expiring {
        ledger: "borrow",
        day: "due_back",
        notice: "task_notice_days",
        level: "借用",
        says: "该还了",
        past: "已超期",
        rest: "件借来的东西该还",
        counts: |row| matches!(row.text("status"), "" | "lent"),
        ..BASE
    },
    Expiring {
        ledger: "destruction",
        day: "due_date",
        notice: "task_notice_days",
        level: "销毁",
        says: "个人信息该销毁了",
        past: "已超期",
        rest: "批个人信息该销毁",
        who: "owner_id",
        counts: |row| row.text("status") != "done",
        ..BASE
    },
];

pub(super) fn families(picture: &Picture<'_>) -> Result<Vec<Family>, Problem> {
    let mut families = super::supplies::families(picture)?;
    for kind in EXPIRING {
        families.push(kind.family(picture)?);
    }
    Ok(families)
}

/// What comes in a period, in words: 3份证书到期.
pub(crate) fn falling(picture: &Picture<'_>, period: Period) -> Result<Vec<String>, Problem> {
    let mut found = Vec::new();
    for kind in EXPIRING {
        let mut rows = rates::within(picture, (kind.ledger, kind.day), period)?;
        rows.retain(|stored| (kind.counts)(&stored.row));
        let mut number = 0;
        for stored in &rows {
            number += usize::from(!kind.is_renewed(picture, stored)?);
        }
        if number > 0 {
            found.push(format!("{number}{}", kind.rest));
        }
    }
    Ok(found)
}

/// The day of a row that comes.
pub(crate) fn of_row(ledger: &str, row: &Row) -> Option<Watched> {
    let kind = EXPIRING.iter().find(|kind| kind.ledger == ledger)?;
    (kind.counts)(row).then_some(Watched {
        day: kind.day,
        notice: kind.notice,
        past: kind.past,
    })
}

impl Expiring {
    fn family(&self, picture: &Picture<'_>) -> Result<Family, Problem> {
        let notice = picture.thresholds.value(self.notice);
        let query = Query {
            before: vec![(self.day, picture.day_in(notice + 1).into())],
            sort: vec![(self.day, Order::Ascending)],
            ..Query::default()
        };
        let mut rows = picture.rows(self.ledger, query)?;
        rows.retain(|stored| (self.counts)(&stored.row));
        let mut current = Vec::new();
        for stored in rows {
            if !self.is_renewed(picture, &stored)? {
                current.push(stored);
            }
        }
        let shown = current.iter().take(EACH);
        let shown = shown.map(|stored| self.line(picture, stored, notice));
        Ok(Family {
            shown: shown.collect::<Result<_, _>>()?,
            total: current.len(),
            rest: self.rest,
            ledger: self.ledger,
            chip: None,
        })
    }

    /// Whether a newer row of the same holder runs longer.
    fn is_renewed(&self, picture: &Picture<'_>, stored: &StoredRow) -> Result<bool, Problem> {
        if self.renewed_by.is_empty() {
            return Ok(false);
        }
        let day = day_of(stored.row.text(self.day)).and_then(|day| day.succ_opt());
        let Some(later) = day.map(|day| day.format("%Y-%m-%d").to_string()) else {
            return Ok(false);
        };
        let same = |name: &&'static str| (*name, vec![stored.row.get(name).clone()]);
        let query = Query {
            area: Some(stored.area.clone()),
            equals: self.renewed_by.iter().map(same).collect(),
            since: vec![(self.day, Value::from(later))],
            ..Query::default()
        };
        Ok(picture.count(self.ledger, query)? > 0)
    }

    fn line(&self, picture: &Picture<'_>, stored: &StoredRow, notice: i64) -> Result<Due, Problem> {
        let row = &stored.row;
        let day = day_of(row.text(self.day)).unwrap_or(picture.today);
        let title = picture.office.title(spec_of(self.ledger)?, row)?;
        Ok(Due {
            tone: Tone::by_day(day, picture.today),
            day,
            line: DueLine {
                level: self.level.to_owned(),
                what: format!("{title}{}", self.says),
                place: row.text(self.place).to_owned(),
                who: picture.named(self.ledger, row, self.who)?,
                when: when(day, picture.today, notice),
                ledger: self.ledger.to_owned(),
                id: stored.id.to_string(),
                area: picture.area(&stored.area),
                ..DueLine::default()
            },
        })
    }
}
