//! The hazards, each as far as it got.

use super::Village;
use crate::demo::catalogue::HazardEntry;
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::Value;

impl Village<'_> {
    pub(super) fn hazards(&mut self) -> Result<(), Problem> {
        let year = self.today.year();
        for (number, hazard) in self.catalogue.hazards.iter().enumerate() {
            let mut row = self.hazard_row(number, hazard);
            row.push(("hz_no", format!("HZ-{year}-{:03}", number + 1).into()));
            self.books
                .put("hazard", self.ids.of("hazard", number + 1), row)?;
        }
        Ok(())
    }

    /// What a hazard in this state has been given so far, and no more.
    fn hazard_row(&self, number: usize, hazard: &HazardEntry) -> Vec<(&'static str, Value)> {
        let order = [
            "found",
            "confirmed",
            "controlled",
            "rectifying",
            "reviewing",
            "closed",
        ];
        let stage = order
            .iter()
            .position(|state| *state == hazard.state)
            .unwrap_or(0);
        let found = hazard.found_days_ago;
        let mut row = vec![
            ("description", hazard.description.as_str().into()),
            ("location", hazard.location.as_str().into()),
            ("group", hazard.group.as_str().into()),
            (
                "risk_point_id",
                self.named_ref("risk_point", &hazard.risk_point),
            ),
            ("src", hazard.src.as_str().into()),
            ("found_by", self.cadre(number + 5)),
            ("found_at", self.books.moment(found, "09:30")),
            ("kind", hazard.kind.as_str().into()),
            ("grade", hazard.grade.as_str().into()),
            ("status", hazard.state.as_str().into()),
        ];
        if stage >= 1 {
            row.push(("owner_id", self.cadre(number + 1)));
            row.push(("requirement", hazard.requirement.as_str().into()));
            row.push(("due_date", self.books.day(found - hazard.due_days)));
            row.push(("transfer_to", hazard.transfer_to.as_str().into()));
        }
        if stage >= 2 {
            row.push(("interim_control", hazard.interim_control.as_str().into()));
        }
        if stage >= 3 && hazard.fund_yuan > 0 {
            row.push(("fund_yuan", Value::Int(hazard.fund_yuan * 100)));
        }
        row.extend(self.ending(number, hazard, stage));
        row
    }

    /// How a hazard was mended and closed, as far as it got.
    fn ending(
        &self,
        number: usize,
        hazard: &HazardEntry,
        stage: usize,
    ) -> Vec<(&'static str, Value)> {
        let found = hazard.found_days_ago;
        let mut row = Vec::new();
        let done = if hazard.closed_days > 0 {
            hazard.closed_days
        } else {
            hazard.due_days
        };
        if stage >= 4 {
            row.push(("fix_result", hazard.fix_result.as_str().into()));
            row.push(("fixed_by", self.cadre(number + 1)));
            row.push((
                "fixed_at",
                self.books.moment((found - done + 1).max(0), "16:00"),
            ));
        }
        if stage >= 5 {
            row.push(("reviewed_by", self.cadre(number + 2)));
            row.push(("reviewed_at", self.books.moment(found - done, "10:00")));
            row.push(("closed_at", self.books.moment(found - done, "10:20")));
            row.push(("similar_check", hazard.similar_check.as_str().into()));
            row.push(("lesson", hazard.lesson.as_str().into()));
        }
        row
    }
}
