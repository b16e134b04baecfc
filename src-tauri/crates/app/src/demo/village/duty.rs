//! A year of the duty roster and a month ahead. Four days have nobody, on purpose.

use super::Village;
use crate::demo::books::text;
use crate::problem::Problem;
use ledger::Value;

/// Days of the roster, counted back from today: 366 of them.
const DAYS: std::ops::RangeInclusive<i64> = -30..=335;
const NOBODY: [i64; 4] = [213, 96, 41, -3];

impl Village<'_> {
    pub(super) fn duty_shifts(&mut self) -> Result<(), Problem> {
        for days_ago in DAYS.rev() {
            let row = self.shift(days_ago);
            let number = self.books.written("duty_shift") + 1;
            self.books
                .put("duty_shift", self.ids.of("duty_shift", number), row)?;
        }
        Ok(())
    }

    fn shift(&mut self, days_ago: i64) -> Vec<(&'static str, Value)> {
        let turn = usize::try_from(335 - days_ago).unwrap_or(0);
        let phone = text(&self.catalogue.village.profile, "duty_phone");
        let mut row = vec![
            ("on_date", self.books.day(days_ago)),
            ("slot", "all_day".into()),
            ("phone", phone.into()),
        ];
        if NOBODY.contains(&days_ago) {
            row.push(("status", "vacant".into()));
            row.push(("vacant_reason", "值班员临时外出，没有找到人顶。".into()));
            return row;
        }
        row.push(("leader_id", self.cadre(turn % 5)));
        row.push(("staff_id", self.cadre(5 + turn % 13)));
        match days_ago {
            ..0 => row.push(("status", "planned".into())),
            0 => {
                row.push(("taken_at", self.books.moment(0, "08:00")));
                row.push(("status", "on_duty".into()));
            }
            _ => {
                row.push(("taken_at", self.books.moment(days_ago, "08:00")));
                row.extend(self.handed_over(days_ago, turn));
            }
        }
        row
    }

    fn handed_over(&mut self, days_ago: i64, turn: usize) -> Vec<(&'static str, Value)> {
        let said = &self.catalogue.year.handover;
        let mut one_of = |texts: &[String]| -> Value {
            let text = self.random.pick(texts);
            text.map_or(Value::Null, |text| text.as_str().into())
        };
        vec![
            ("weather", one_of(&said.weather)),
            ("open_matters", one_of(&said.open_matters)),
            ("equipment", one_of(&said.equipment)),
            ("keys", "仓库钥匙两把，交清。".into()),
            ("taken_by", self.cadre(5 + (turn + 1) % 13)),
            ("handed_at", self.books.moment(days_ago - 1, "08:00")),
            ("status", "handed_over".into()),
        ]
    }
}
