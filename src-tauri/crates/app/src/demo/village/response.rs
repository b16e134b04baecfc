//! Who does what when it comes to it: posts, cards, teams, the plan.

use super::Village;
use crate::demo::books::text;
use crate::problem::Problem;
use chrono::{Datelike as _, Months};
use ledger::Value;
use std::collections::BTreeSet;

impl Village<'_> {
    pub(super) fn posts_and_cards(&mut self) -> Result<(), Problem> {
        let lines = |lines: &[String]| Value::Lines(lines.to_vec());
        for (number, post) in self.catalogue.village.post.iter().enumerate() {
            let id = self.ids.of("post", number + 1);
            // The clerk stands first in two posts and both deputies in a third, on purpose.
            let (a, b) = match text(post, "kind") {
                "announcer" => (2, 0),
                "keeper" => (2, 1),
                "medic" => (5, 3),
                _ => (number, number + 12),
            };
            let more = vec![
                ("seq", Value::Int(i64::try_from(number + 1).unwrap_or(0))),
                ("a_id", self.cadre(a)),
                ("b_id", self.cadre(b)),
            ];
            self.books.put_table("post", id, (post, more))?;
            let kind = text(post, "kind");
            let Some(card) = self.catalogue.cards.iter().find(|card| card.kind == kind) else {
                continue;
            };
            let forbidden = self
                .catalogue
                .forbidden
                .get("flood")
                .map_or(&[][..], Vec::as_slice);
            let row = vec![
                ("post_id", id.to_string().into()),
                ("hazard_kind", "flood".into()),
                ("before", lines(&card.before)),
                ("on_warning", lines(&card.on_warning)),
                ("on_event", lines(&card.on_event)),
                ("after", lines(&card.after)),
                ("forbidden", lines(forbidden)),
                ("carry", lines(&card.carry)),
                ("slogan", card.slogan.as_str().into()),
                ("version", "第3版".into()),
            ];
            self.books.put(
                "response_card",
                self.ids.of("response_card", number + 1),
                row,
            )?;
        }
        Ok(())
    }

    pub(super) fn teams(&mut self) -> Result<(), Problem> {
        const ROLES: [&str; 5] = [
            "first_responder",
            "monitor",
            "evacuation",
            "rescue",
            "medical",
        ];
        const SKILLS: [&str; 6] = [
            "first_aid",
            "chainsaw",
            "pump",
            "generator",
            "radio",
            "water",
        ];
        let mut next = 2;
        for (number, team) in self.catalogue.village.team.iter().enumerate() {
            let id = self.ids.of("team", number + 1);
            let more = vec![
                ("leader_id", self.cadre(next)),
                ("deputy_id", self.cadre(next + 1)),
            ];
            self.books.put_table("team", id, (team, more))?;
            let members = team
                .get("members")
                .and_then(toml::Value::as_integer)
                .unwrap_or(0);
            for _ in 0..members {
                let set = |code: Option<&&str>| {
                    Value::Set(code.iter().map(ToString::to_string).collect())
                };
                let mut team_ids = BTreeSet::from([id.to_string()]);
                // One of the militia is a first responder as well: needed in two teams at once.
                if number == 1 && next.is_multiple_of(9) {
                    team_ids.insert(self.ids.of("team", 1).to_string());
                }
                let row = vec![
                    ("person_id", self.cadre(next)),
                    ("team_ids", Value::Set(team_ids)),
                    ("roles", set(ROLES.get(next % ROLES.len()))),
                    ("skills", set(SKILLS.get(next % SKILLS.len()))),
                    ("is_militia", (number == 1 || next.is_multiple_of(4)).into()),
                    ("is_veteran", next.is_multiple_of(6).into()),
                    ("fire_trained", (number == 2).into()),
                    ("presence", "in_village".into()),
                    ("status", "registered".into()),
                ];
                self.books
                    .put("responder", self.ids.of("responder", next), row)?;
                next += 1;
            }
        }
        Ok(())
    }

    pub(super) fn plan(&mut self) -> Result<(), Problem> {
        let plan = &self.catalogue.village.plan;
        let approved = self.books.days_ago(plan.approved_days_ago);
        let years = u32::try_from(plan.review_in_years).unwrap_or(3);
        let review = approved
            .checked_add_months(Months::new(12 * years))
            .unwrap_or(approved);
        let id = self.ids.of("plan", 1);
        let row = vec![
            ("plan_no", format!("YA-{}-001", approved.year()).into()),
            ("title", plan.title.as_str().into()),
            ("kind", plan.kind.as_str().into()),
            ("version", plan.version.as_str().into()),
            ("drafted_by", self.cadre(2)),
            ("reviewed_by", self.cadre(1)),
            ("approved_by", self.cadre(0)),
            ("approved_on", self.books.day(plan.approved_days_ago)),
            ("filed_to", plan.filed_to.as_str().into()),
            ("filed_on", self.books.day(plan.approved_days_ago - 5)),
            ("next_review", review.format("%Y-%m-%d").to_string().into()),
            ("status", "published".into()),
        ];
        self.books.put("plan", id, row)?;
        for section in &self.catalogue.sections {
            let number = usize::try_from(section.seq).unwrap_or(0);
            let row = vec![
                ("plan_id", id.to_string().into()),
                ("seq", Value::Int(section.seq)),
                ("heading", section.heading.as_str().into()),
                ("body", section.body.trim().into()),
                (
                    "bindings",
                    Value::Set(section.bindings.iter().cloned().collect()),
                ),
            ];
            self.books
                .put("plan_section", self.ids.of("plan_section", number), row)?;
        }
        Ok(())
    }
}
