//! The books as 今日, 站情 and the monthly report look at them. A township sees the villages whose
//! books it holds, each line with the village's name; people are never ranked.

use super::sign::{self, Unconfirmed};
use crate::bridge::file::OfficeKind;
use crate::desk::Desk;
use crate::office::{Office, references, spec_of};
use crate::problem::Problem;
use crate::stock::{self, ItemStock};
use crate::thresholds::Thresholds;
use chrono::{Days, NaiveDate};
use ledger::{Row, RowId, Type, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Query, StoredRow};

/// The books of one day.
pub(crate) struct Picture<'a> {
    /// The open office.
    pub(crate) office: &'a Office,
    /// The day.
    pub(crate) today: NaiveDate,
    /// The numbers of the rules.
    pub(crate) thresholds: Arc<Thresholds>,
    /// The office's own profile.
    pub(crate) profile: Row,
    /// What there is of each item of the office.
    pub(crate) stocks: Vec<ItemStock>,
    /// Who is to fetch the households of the danger zones.
    pub(crate) escorts: Escorts,
    /// What was agreed by word of mouth and waits for its signature.
    pub(crate) spoken: Vec<Unconfirmed>,
    /// Whose readiness is looked at: the office's own, or that of one of its villages.
    pub(crate) own: String,
    /// Whose books are looked at; all that are here if none.
    scope: Option<String>,
    areas: BTreeMap<String, String>,
}

/// How far the households in danger zones are covered (包户).
#[derive(Debug, Default)]
pub(crate) struct Escorts {
    /// Households in danger zones.
    pub(crate) households: u64,
    /// Those nobody is to fetch.
    pub(crate) uncovered: Uncovered,
    /// Those with an A角 but no B角.
    pub(crate) single: Uncovered,
}

/// Households that lack somebody.
#[derive(Debug, Default)]
pub(crate) struct Uncovered {
    /// How many.
    pub(crate) count: u64,
    /// One of them.
    pub(crate) first: Option<RowId>,
}

impl Escorts {
    fn of(office: &Office, scope: Option<&str>) -> Result<Self, Problem> {
        let spec = spec_of("household")?;
        let zone = ("in_danger_zone", vec![Value::from(true)]);
        let none = |field| (field, vec![Value::Null]);
        let query = |equals: Vec<_>| Query {
            area: scope.map(str::to_owned),
            equals,
            limit: 1,
            ..Query::default()
        };
        let lacking = |equals: Vec<_>| -> Result<Uncovered, Problem> {
            let page = office.store.list(spec, &query(equals))?;
            Ok(Uncovered {
                count: page.total,
                first: page.rows.first().map(|stored| stored.id),
            })
        };
        let uncovered = lacking(vec![zone.clone(), none("escort_a")])?;
        let without_b = lacking(vec![zone.clone(), none("escort_b")])?;
        let without_both = vec![zone.clone(), none("escort_a"), none("escort_b")];
        let both = office.store.count(spec, &query(without_both))?;
        Ok(Self {
            households: office.store.count(spec, &query(vec![zone]))?,
            single: Uncovered {
                count: without_b.count.saturating_sub(both),
                first: without_b.first,
            },
            uncovered,
        })
    }
}

impl<'a> Picture<'a> {
    /// Looks at the books.
    pub(crate) fn of(desk: &Desk, office: &'a Office) -> Result<Self, Problem> {
        Ok(Self {
            today: desk.clock.today(),
            thresholds: desk.thresholds(),
            profile: office.profile()?,
            stocks: stock::of_office(office)?,
            escorts: Escorts::of(office, office.scope().as_deref())?,
            spoken: sign::unconfirmed(desk, office)?,
            own: office.code.clone(),
            scope: office.scope(),
            areas: super::handoff::area_names(office)?,
            office,
        })
    }

    /// Looks at the books of one village, at the township that holds them: what the village sees
    /// of itself, but for what it has still to sign.
    pub(crate) fn of_village(
        desk: &Desk,
        office: &'a Office,
        village: &str,
    ) -> Result<Self, Problem> {
        Ok(Self {
            today: desk.clock.today(),
            thresholds: desk.thresholds(),
            profile: office.profile_of(village)?,
            stocks: stock::of_area(office, village)?,
            escorts: Escorts::of(office, Some(village))?,
            spoken: Vec::new(),
            own: village.to_owned(),
            scope: Some(village.to_owned()),
            areas: BTreeMap::new(),
            office,
        })
    }

    /// Whether these are the books of one village.
    pub(crate) fn is_village(&self) -> bool {
        self.office.kind == OfficeKind::Village || self.own != self.office.code
    }

    /// The day, as stored.
    pub(crate) fn day(&self) -> String {
        self.day_in(0)
    }

    /// The day so many days from now, or ago, as stored.
    pub(crate) fn day_in(&self, days: i64) -> String {
        let away = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(away)
        } else {
            self.today.checked_add_days(away)
        };
        day.unwrap_or(self.today).format("%Y-%m-%d").to_string()
    }

    /// Rows of a ledger in the books that are looked at.
    pub(crate) fn rows(&self, ledger: &str, query: Query) -> Result<Vec<StoredRow>, Problem> {
        let query = Query {
            area: query.area.or_else(|| self.scope.clone()),
            ..query
        };
        Ok(self.office.store.list(spec_of(ledger)?, &query)?.rows)
    }

    /// How many rows of a ledger there are in the books that are looked at.
    pub(crate) fn count(&self, ledger: &str, query: Query) -> Result<u64, Problem> {
        let query = Query {
            area: query.area.or_else(|| self.scope.clone()),
            ..query
        };
        Ok(self.office.store.count(spec_of(ledger)?, &query)?)
    }

    /// Name of the village a row belongs to, for a township; a village needs none.
    pub(crate) fn area(&self, area: &str) -> String {
        if self.is_village() {
            return String::new();
        }
        self.areas
            .get(area)
            .cloned()
            .unwrap_or_else(|| area.to_owned())
    }

    /// Villages, or the office's own books, that keep a ledger at all.
    pub(crate) fn keepers(&self, ledger: &str) -> Result<Vec<String>, Problem> {
        let areas = match self.scope.clone() {
            Some(own) => vec![own],
            None => self.office.store.areas()?,
        };
        let mut keepers = Vec::new();
        for area in areas {
            let query = Query {
                area: Some(area.clone()),
                ..Query::default()
            };
            if self.count(ledger, query)? > 0 {
                keepers.push(area);
            }
        }
        Ok(keepers)
    }

    /// What names a row.
    pub(crate) fn title(&self, ledger: &str, row: &Row) -> Result<String, Problem> {
        self.office.title(spec_of(ledger)?, row)
    }

    /// What names the row that a reference field points to; empty if it points nowhere.
    pub(crate) fn named(&self, ledger: &str, row: &Row, field: &str) -> Result<String, Problem> {
        let kind = spec_of(ledger)?.field(field).map(|field| field.kind);
        let (Some(Type::Ref(target)), Some(id)) =
            (kind, references(row.get(field)).first().copied())
        else {
            return Ok(String::new());
        };
        let stored = self.target(target, id)?;
        stored.map_or_else(
            || Ok(String::new()),
            |stored| self.title(target, &stored.row),
        )
    }

    /// A row another one points to.
    pub(crate) fn target(&self, ledger: &str, id: RowId) -> Result<Option<StoredRow>, Problem> {
        Ok(self.office.store.row(spec_of(ledger)?, id)?)
    }
}

/// A condition that a field holds one of these codes.
pub(crate) fn one_of(field: &'static str, codes: &[&str]) -> (&'static str, Vec<Value>) {
    (field, codes.iter().map(|code| Value::from(*code)).collect())
}
