//! The warnings of a year and who answered them: one in twelve telephones rings in vain, the rest
//! answer after seventy seconds at the median (domain §6).

use super::Village;
use crate::demo::books::at;
use crate::demo::catalogue::AlertEntry;
use crate::problem::Problem;
use chrono::{Datelike as _, NaiveDateTime, TimeDelta};
use ledger::kinds::warning::disaster_of;
use ledger::{RowId, Value};
use std::collections::BTreeMap;

/// Seconds to an answer: the ventiles of a lognormal distribution with median 70.
const ANSWER_SECONDS: [i64; 19] = [
    18, 25, 30, 36, 41, 46, 52, 57, 63, 70, 78, 86, 96, 107, 121, 138, 162, 200, 275,
];
const CHANNELS: [&str; 4] = ["town", "hotline", "sms", "group_chat"];

impl Village<'_> {
    pub(super) fn warnings(&mut self) -> Result<(), Problem> {
        let catalogue = self.catalogue;
        let alerts = catalogue.year.alert.iter().enumerate();
        let mut dated: Vec<_> = alerts
            .filter_map(|(place, alert)| Some((self.anchors.moment(&alert.day)?, place, alert)))
            .collect();
        dated.sort_by_key(|(moment, place, _)| (*moment, *place));
        let mut given: BTreeMap<i32, u32> = BTreeMap::new();
        for (moment, place, alert) in dated {
            let number = given.entry(moment.year()).or_default();
            *number += 1;
            let number = format!("YJ-{}-{number:03}", moment.year());
            let id = self.alert_id(place, alert);
            let row = self.warning_row(alert, moment, number);
            self.books.put("warning", id, row)?;
            self.callouts(alert, moment, id)?;
        }
        Ok(())
    }

    fn alert_id(&self, place: usize, alert: &AlertEntry) -> RowId {
        if alert.key.is_empty() {
            self.ids.named("warning", &format!("told/{place}"))
        } else {
            self.ids.named("warning", &alert.key)
        }
    }

    fn warning_row(
        &mut self,
        alert: &AlertEntry,
        moment: NaiveDateTime,
        number: String,
    ) -> Vec<(&'static str, Value)> {
        let lists = self.books.desk.lists();
        let kind = lists.label("warning_kind", &alert.kind);
        let level = lists.label("warning_level", &alert.level);
        let headline = format!("清溪县发布{kind}{level}预警");
        let after = |minutes| at(moment + TimeDelta::minutes(minutes));
        let code = moment.format("%Y%m%d%H%M%S");
        let mut row = vec![
            ("warning_no", number.into()),
            ("event_type", alert.kind.as_str().into()),
            ("severity", alert.level.as_str().into()),
            ("received_at", at(moment)),
            ("received_by", self.cadre(2)),
            ("headline", headline.into()),
            ("send_time", after(-6)),
            ("onset", at(moment)),
            ("expires", after(12 * 60)),
            ("lifted_at", after(13 * 60)),
            ("status", "actual".into()),
            ("msg_type", "alert".into()),
            ("identifier", format!("99010100100000_{code}_1").into()),
            ("verified_at", after(3)),
            ("verified_note", "打镇应急办值班电话核实。".into()),
        ];
        let channel = self.random.pick(&CHANNELS).copied().unwrap_or_default();
        row.push(("channel", channel.into()));
        let texts = self.catalogue.year.alert_text.iter();
        if let Some(said) = texts.into_iter().find(|said| said.kind == alert.kind) {
            row.push(("sender", said.sender.as_str().into()));
            row.push(("area_desc", said.area_desc.as_str().into()));
            row.push(("description", said.description.as_str().into()));
            // Of one kind nobody copied what to do: a gap, on purpose.
            if alert.kind != "hail" {
                row.push(("instruction", said.instruction.as_str().into()));
            }
        }
        if called(alert) > 0 {
            row.push(("called_at", after(1)));
            row.push(("answered_at", after(14)));
            row.push(("supervised_at", after(30)));
            row.push(("supervision", "带班领导抽查三人，都到岗。".into()));
            row.push(("summed_up_at", after(14 * 60)));
            row.push(("summary", "责任人都有回应，没接通的敲门叫到。".into()));
        }
        row
    }

    /// One call serves all posts of one person; who does not answer is fetched at the door.
    fn callouts(
        &mut self,
        alert: &AlertEntry,
        moment: NaiveDateTime,
        warning: RowId,
    ) -> Result<(), Problem> {
        for seq in 0..called(alert) {
            let target = usize::try_from(seq).unwrap_or(0);
            let place = moment + TimeDelta::minutes(1) + TimeDelta::seconds(seq * 20);
            let seconds = self.random.pick(&ANSWER_SECONDS).copied().unwrap_or(70);
            let in_vain = self.random.per_mille(80);
            let answered = place + TimeDelta::seconds(seconds);
            let arrived = answered + TimeDelta::minutes(self.random.between(5, 16));
            let mut row = vec![
                ("target_id", self.cadre(target)),
                ("warning_id", warning.to_string().into()),
                ("seq", Value::Int(seq + 1)),
                ("method", "phone".into()),
                ("attempt", Value::Int(1)),
                ("called_at", at(place)),
                ("called_by", self.cadre(2)),
            ];
            if in_vain {
                row.push(("result", "no_answer".into()));
                self.callout(row)?;
                self.at_the_door((target, seq), place, warning)?;
                continue;
            }
            row.push(("result", "confirmed".into()));
            row.push(("answered_at", at(answered)));
            if alert.level != "yellow" {
                row.push(("arrived_at", at(arrived)));
                row.push(("action", "到岗，按处置卡做。".into()));
            }
            self.callout(row)?;
        }
        Ok(())
    }

    fn at_the_door(
        &mut self,
        (target, seq): (usize, i64),
        called: NaiveDateTime,
        warning: RowId,
    ) -> Result<(), Problem> {
        let knocked = called + TimeDelta::minutes(self.random.between(6, 12));
        self.callout(vec![
            ("target_id", self.cadre(target)),
            ("warning_id", warning.to_string().into()),
            ("seq", Value::Int(seq + 1)),
            ("method", "door".into()),
            ("attempt", Value::Int(2)),
            ("called_at", at(knocked)),
            ("called_by", self.cadre(4)),
            ("result", "knocked".into()),
            ("answered_at", at(knocked + TimeDelta::minutes(1))),
            ("action", "上门叫到，随即到岗。".into()),
        ])
    }

    fn callout(&mut self, row: Vec<(&'static str, Value)>) -> Result<(), Problem> {
        let number = self.books.written("callout") + 1;
        self.books
            .put("callout", self.ids.of("callout", number), row)
    }
}

/// How many people answer for something when it comes: nobody, where nobody has to leave home.
fn called(alert: &AlertEntry) -> i64 {
    match (disaster_of(&alert.kind), alert.level.as_str()) {
        (None, _) | (_, "blue") => 0,
        (_, "yellow") => 12,
        (_, "orange") => 26,
        _ => 34,
    }
}
