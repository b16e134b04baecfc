//! How an exercise went: what was done on the desk since it began, with the times, counted.

use super::{Tonight, board, calls, clock_time, open, warning};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::dates;
use ledger::kinds::{callout, evac_entry};
use std::collections::BTreeSet;
use store::{Order, Query, StoredRow};

/// What a drill record is filled with.
pub(crate) struct Course {
    /// What was played: 暴雨橙色预警; 急时台 where no warning was.
    pub(crate) about: String,
    /// Code of the list `disaster_kind`; empty if nothing says it.
    pub(crate) hazard: &'static str,
    /// When it began, as a stored moment.
    pub(crate) begun_at: String,
    /// Whoever was called and whoever was brought away.
    pub(crate) participants: i64,
    /// What happened when, one line each.
    pub(crate) milestones: Vec<String>,
    /// What was left open at the end.
    pub(crate) undone: Vec<String>,
}

/// What happened on this desk since a moment.
pub(crate) fn course(desk: &Desk, office: &Office, begun_at: &str) -> Result<Course, Problem> {
    let tonight = Tonight::of(desk, office)?;
    let played = Played::of(&tonight, begun_at)?;
    let about = match played.warnings.first() {
        Some(stored) => warning::title(&tonight, &stored.row),
        None => "急时台".to_owned(),
    };
    let calls = calls::board(&tonight)?;
    let evacuation = board::board(&tonight)?;
    Ok(Course {
        about,
        hazard: tonight.hazard(),
        begun_at: begun_at.to_owned(),
        participants: played.participants(),
        milestones: played.milestones(&tonight, begun_at),
        undone: open::still_open(&tonight, &calls, &evacuation)?,
    })
}

/// Records of the exercise itself; what was real before it began does not count.
struct Played {
    warnings: Vec<StoredRow>,
    calls: Vec<StoredRow>,
    moved: Vec<StoredRow>,
    incidents: Vec<StoredRow>,
}

impl Played {
    fn of(tonight: &Tonight<'_>, begun_at: &str) -> Result<Self, Problem> {
        let since = |ledger, moment| {
            let query = Query {
                since: vec![(moment, begun_at.into())],
                sort: vec![(moment, Order::Ascending)],
                ..Query::default()
            };
            tonight.rows(ledger, query)
        };
        let mut moved = since("evac_entry", "arrived_at")?;
        moved.retain(|stored| stored.row.text("status") == "arrived");
        Ok(Self {
            warnings: since("warning", "received_at")?,
            calls: since("callout", "called_at")?,
            moved,
            incidents: since("incident", "reported_at")?,
        })
    }

    fn participants(&self) -> i64 {
        let total = self.called(|_| true) as u64 + self.people();
        i64::try_from(total).unwrap_or(i64::MAX)
    }

    /// How many persons the calls that pass were for.
    fn called(&self, passes: impl Fn(&StoredRow) -> bool) -> usize {
        let targets = self.calls.iter().filter(|call| passes(call)).map(|call| {
            let person = call.row.text("target_id");
            (
                person,
                if person.is_empty() {
                    call.row.text("household_id")
                } else {
                    ""
                },
            )
        });
        targets.collect::<BTreeSet<_>>().len()
    }

    fn people(&self) -> u64 {
        let moved = self.moved.iter();
        moved
            .map(|stored| evac_entry::people_safe(&stored.row))
            .sum()
    }

    fn milestones(&self, tonight: &Tonight<'_>, begun_at: &str) -> Vec<String> {
        let mut events = vec![(begun_at.to_owned(), "开始演练。".to_owned())];
        for stored in &self.warnings {
            let title = warning::title(tonight, &stored.row);
            events.push((at(stored, "received_at"), format!("收到{title}。")));
        }
        events.extend(self.calling());
        for stored in &self.incidents {
            let place = stored.row.text("location");
            events.push((at(stored, "reported_at"), format!("{place}接报险情。")));
        }
        if let Some(last) = self.moved.last() {
            let (households, people) = (self.moved.len(), self.people());
            let text = format!("最后一户到安置点，共{households}户{people}人。");
            events.push((at(last, "arrived_at"), text));
        }
        // Within a minute they stay in the order in which a night goes.
        events.sort_by(|one, other| one.0.cmp(&other.0));
        let mut lines: Vec<String> = events.iter().map(|(at, text)| line(at, text)).collect();
        lines.push(end(tonight, begun_at));
        lines
    }

    fn calling(&self) -> Vec<(String, String)> {
        let Some((first, last)) = self.calls.first().zip(self.calls.last()) else {
            return Vec::new();
        };
        let is_answered = |call: &StoredRow| callout::is_answered(&call.row);
        let mut events = vec![(at(first, "called_at"), "打出第一个电话。".to_owned())];
        if let Some(answer) = self.calls.iter().find(|call| is_answered(call)) {
            events.push((at(answer, "called_at"), "第一个人回应。".to_owned()));
        }
        let (called, answered) = (self.called(|_| true), self.called(is_answered));
        let text = format!("叫应到此{called}人，{answered}人有回应。");
        events.push((at(last, "called_at"), text));
        events
    }
}

fn end(tonight: &Tonight<'_>, begun_at: &str) -> String {
    let begun = dates::moment_of(begun_at).unwrap_or(tonight.now);
    let minutes = (tonight.now - begun).num_minutes();
    let now = tonight.desk.clock.moment();
    line(&now, &format!("结束演练，用了{minutes}分钟。"))
}

fn at(stored: &StoredRow, moment: &str) -> String {
    stored.row.text(moment).to_owned()
}

fn line(moment: &str, text: &str) -> String {
    format!("{} {text}", clock_time(moment))
}
