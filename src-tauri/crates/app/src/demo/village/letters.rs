//! Forty-six letters of responsibility; four are not signed yet, on purpose.

use super::Village;
use crate::demo::books::text;
use crate::demo::told::told_key;
use crate::problem::Problem;
use chrono::Datelike as _;
use ledger::Value;

/// How many households of the danger zones sign one.
const HOUSEHOLDS: usize = 13;
const UNSIGNED: [usize; 4] = [9, 20, 33, 44];

/// The other side of a letter: its name and the row it is about.
struct Party {
    kind: &'static str,
    name: String,
    about: (&'static str, Value),
}

impl Village<'_> {
    pub(super) fn letters(&mut self) -> Result<(), Problem> {
        for (place, party) in self.parties().into_iter().enumerate() {
            let row = self.letter(place, party);
            let id = self.ids.of("responsibility_letter", place + 1);
            self.books.put("responsibility_letter", id, row)?;
        }
        Ok(())
    }

    fn parties(&self) -> Vec<Party> {
        let told = |ledger: &str| {
            let tables = self.catalogue.told.get(ledger);
            tables.into_iter().flatten().enumerate()
        };
        let id =
            |ledger: &str, key: &str| -> Value { self.ids.named(ledger, key).to_string().into() };
        let premises = told("premises").map(|(place, table)| Party {
            kind: "premises",
            name: format!("{}（{}）", text(table, "name"), text(table, "operator")),
            about: ("premises_id", id("premises", &told_key(place, table))),
        });
        let posts = (1..).zip(&self.catalogue.village.post);
        let posts = posts.map(|(number, post)| Party {
            kind: "post",
            name: text(post, "name").to_owned(),
            about: ("post_id", self.ids.of("post", number).to_string().into()),
        });
        let grids = told("grid").map(|(place, table)| Party {
            kind: "grid",
            name: format!("{}网格长", text(table, "name").trim_end_matches("网格")),
            about: ("grid_id", id("grid", &told_key(place, table))),
        });
        let households = self.endangered.iter().take(HOUSEHOLDS);
        let households = households.filter_map(|one| {
            let mut all = self.households.iter();
            let household = all.find(|household| household.id == one.household)?;
            let head = household.members.first()?;
            Some(Party {
                kind: "household",
                name: format!("{}{}户", one.group, head.name),
                about: ("household_id", one.household.to_string().into()),
            })
        });
        premises
            .chain(posts)
            .chain(grids)
            .chain(households)
            .collect()
    }

    fn letter(&mut self, place: usize, party: Party) -> Vec<(&'static str, Value)> {
        let year = self.today.year();
        let mut row = vec![
            ("letter_no", format!("ZR-{year}-{:03}", place + 1).into()),
            ("party_b", party.name.into()),
            ("kind", party.kind.into()),
            party.about,
            ("year", Value::Int(year.into())),
        ];
        let mut texts = self.catalogue.year.letter_text.iter();
        if let Some(said) = texts.find(|said| said.kind == party.kind) {
            row.push(("duties", Value::Lines(said.duties.clone())));
            row.push(("bans", Value::Lines(said.bans.clone())));
        }
        if UNSIGNED.contains(&place) {
            row.push(("status", "unsigned".into()));
            return row;
        }
        let signed = self.random.between(40, 330);
        row.push(("start_on", self.books.day(signed)));
        row.push(("end_on", self.books.day(signed - 365)));
        row.push(("signed_on", self.books.day(signed)));
        row.push(("party_a_signer", self.cadre(0)));
        row.push(("status", "signed".into()));
        row
    }
}
