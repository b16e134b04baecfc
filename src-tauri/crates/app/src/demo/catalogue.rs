//! The invented words: names, places, hazards, supplies, posts. Data in `assets/demo`.

use super::village::map::MapFile;
use crate::assets::Assets;
use crate::problem::Problem;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Everything the demo is made of.
pub(super) struct Catalogue {
    pub(super) names: Names,
    pub(super) village: VillageFile,
    pub(super) hazards: Vec<HazardEntry>,
    pub(super) items: Vec<ItemEntry>,
    pub(super) cards: Vec<CardEntry>,
    pub(super) forbidden: BTreeMap<String, Vec<String>>,
    pub(super) sections: Vec<SectionEntry>,
    /// Rows told one by one, by ledger.
    pub(super) told: BTreeMap<String, Vec<toml::Table>>,
    /// What a year brings in great number.
    pub(super) year: YearFile,
    /// The village's own map.
    pub(super) map: MapFile,
}

impl Catalogue {
    pub(super) fn load(assets: &Assets) -> Result<Self, Problem> {
        let hazards: HazardFile = assets.toml("demo/hazards.toml")?;
        let items: ItemFile = assets.toml("demo/supplies.toml")?;
        let cards: CardFile = assets.toml("texts/post_cards.toml")?;
        let rules: HazardCardFile = assets.toml("texts/hazard_cards.toml")?;
        let sections: SectionFile = assets.toml("texts/plan_sections.toml")?;
        let mut told: BTreeMap<String, Vec<toml::Table>> = BTreeMap::new();
        for menu in ["risk", "response", "station", "culture"] {
            told.append(&mut assets.toml(&format!("demo/{menu}.toml"))?);
        }
        Ok(Self {
            told,
            year: assets.toml("demo/year.toml")?,
            map: assets.toml("demo/map.toml")?,
            names: assets.toml("demo/names.toml")?,
            village: assets.toml("demo/village.toml")?,
            hazards: hazards.hazard,
            items: items.item,
            cards: cards.card,
            forbidden: rules
                .card
                .into_iter()
                .map(|card| (card.kind, card.forbidden))
                .collect(),
            sections: sections.section,
        })
    }

    /// Every number that the data files give somebody.
    pub(super) fn phones(&self) -> BTreeSet<String> {
        let village = &self.village;
        let tables = [
            &village.shelter,
            &village.route,
            &village.risk_point,
            &village.post,
        ];
        let tables = tables.into_iter().chain(self.told.values()).flatten();
        let tables = tables.chain([&village.profile]);
        tables
            .flat_map(|table| table.iter().flat_map(|(_, value)| phones_in(value)))
            .collect()
    }
}

/// Telephone numbers anywhere in a value of a data file.
fn phones_in(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) if text.starts_with("1420000") => vec![text.clone()],
        toml::Value::Array(values) => values.iter().flat_map(phones_in).collect(),
        toml::Value::Table(table) => table
            .iter()
            .flat_map(|(_, value)| phones_in(value))
            .collect(),
        _ => Vec::new(),
    }
}

/// Names by the age of who bears them.
#[derive(Deserialize)]
pub(super) struct Names {
    pub(super) surnames: Vec<(String, usize)>,
    male: Given,
    female: Given,
    rare: Rare,
}

#[derive(Deserialize)]
struct Given {
    before_1970: Vec<String>,
    before_2000: Vec<String>,
    since_2000: Vec<String>,
}

#[derive(Deserialize)]
struct Rare {
    given: Vec<String>,
}

impl Names {
    /// Given names of somebody born in this year.
    pub(super) fn given(&self, male: bool, born: i32) -> &[String] {
        let given = if male { &self.male } else { &self.female };
        match born {
            ..1970 => &given.before_1970,
            1970..2000 => &given.before_2000,
            _ => &given.since_2000,
        }
    }

    /// Single characters that fonts and searches tend to lose.
    pub(super) fn rare(&self) -> &[String] {
        &self.rare.given
    }
}

/// The village itself.
#[derive(Deserialize)]
pub(super) struct VillageFile {
    pub(super) profile: toml::Table,
    pub(super) plan: PlanEntry,
    pub(super) group: Vec<GroupEntry>,
    pub(super) risk_point: Vec<toml::Table>,
    pub(super) shelter: Vec<toml::Table>,
    pub(super) route: Vec<toml::Table>,
    pub(super) post: Vec<toml::Table>,
    pub(super) team: Vec<toml::Table>,
}

#[derive(Deserialize)]
pub(super) struct PlanEntry {
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) version: String,
    pub(super) filed_to: String,
    pub(super) approved_days_ago: i64,
    pub(super) review_in_years: i64,
}

#[derive(Deserialize)]
pub(super) struct GroupEntry {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) households: usize,
}

#[derive(Deserialize)]
struct HazardFile {
    hazard: Vec<HazardEntry>,
}

/// A hazard with all it might become; its state says how far it got.
#[derive(Deserialize)]
pub(super) struct HazardEntry {
    pub(super) kind: String,
    pub(super) grade: String,
    pub(super) state: String,
    pub(super) src: String,
    pub(super) group: String,
    pub(super) location: String,
    #[serde(default)]
    pub(super) risk_point: String,
    pub(super) description: String,
    pub(super) requirement: String,
    #[serde(default)]
    pub(super) interim_control: String,
    #[serde(default)]
    pub(super) fix_result: String,
    #[serde(default)]
    pub(super) similar_check: String,
    #[serde(default)]
    pub(super) lesson: String,
    #[serde(default)]
    pub(super) fund_yuan: i64,
    #[serde(default)]
    pub(super) transfer_to: String,
    pub(super) found_days_ago: i64,
    #[serde(default)]
    pub(super) due_days: i64,
    #[serde(default)]
    pub(super) closed_days: i64,
}

#[derive(Deserialize)]
struct ItemFile {
    item: Vec<ItemEntry>,
}

#[derive(Deserialize)]
pub(super) struct ItemEntry {
    pub(super) name: String,
    #[serde(default)]
    pub(super) spec: String,
    pub(super) unit: String,
    pub(super) kit_class: String,
    pub(super) mode: String,
    #[serde(default)]
    pub(super) min_qty: i64,
    #[serde(default)]
    pub(super) target_qty: i64,
    #[serde(default)]
    pub(super) shelf_months: i64,
}

#[derive(Deserialize)]
struct CardFile {
    card: Vec<CardEntry>,
}

#[derive(Deserialize)]
pub(super) struct CardEntry {
    pub(super) kind: String,
    pub(super) before: Vec<String>,
    pub(super) on_warning: Vec<String>,
    pub(super) on_event: Vec<String>,
    pub(super) after: Vec<String>,
    #[serde(default)]
    pub(super) carry: Vec<String>,
    #[serde(default)]
    pub(super) slogan: String,
}

#[derive(Deserialize)]
struct HazardCardFile {
    card: Vec<HazardCardEntry>,
}

#[derive(Deserialize)]
struct HazardCardEntry {
    kind: String,
    forbidden: Vec<String>,
}

#[derive(Deserialize)]
struct SectionFile {
    section: Vec<SectionEntry>,
}

#[derive(Deserialize)]
pub(super) struct SectionEntry {
    pub(super) seq: i64,
    pub(super) heading: String,
    pub(super) body: String,
    #[serde(default)]
    pub(super) bindings: Vec<String>,
}

/// The year of the village: its events, its warnings and what is written by the dozen.
#[derive(Default, Deserialize)]
pub(super) struct YearFile {
    /// Day of the year of each event, and how many days ago it is at least.
    pub(super) anchor: BTreeMap<String, (String, i64)>,
    #[serde(default)]
    pub(super) alert: Vec<AlertEntry>,
    #[serde(default)]
    pub(super) alert_text: Vec<AlertText>,
    #[serde(default)]
    pub(super) evacuation: Vec<EvacuationEntry>,
    #[serde(default)]
    pub(super) letter_text: Vec<LetterText>,
    #[serde(default)]
    pub(super) handover: HandoverText,
}

/// A warning that was received.
#[derive(Deserialize)]
pub(super) struct AlertEntry {
    pub(super) day: String,
    pub(super) kind: String,
    pub(super) level: String,
    #[serde(default)]
    pub(super) key: String,
}

/// What a warning of a kind says.
#[derive(Deserialize)]
pub(super) struct AlertText {
    pub(super) kind: String,
    pub(super) sender: String,
    pub(super) description: String,
    pub(super) instruction: String,
    pub(super) area_desc: String,
}

/// A night on which people were brought away.
#[derive(Deserialize)]
pub(super) struct EvacuationEntry {
    pub(super) alert: String,
    #[serde(default)]
    pub(super) incident: String,
    /// Groups that had to leave; all of the danger zones, if none is named.
    pub(super) groups: Vec<String>,
    pub(super) notified: String,
}

/// What letters of responsibility of a kind promise.
#[derive(Deserialize)]
pub(super) struct LetterText {
    pub(super) kind: String,
    pub(super) duties: Vec<String>,
    pub(super) bans: Vec<String>,
}

/// What one shift tells the next.
#[derive(Default, Deserialize)]
pub(super) struct HandoverText {
    pub(super) weather: Vec<String>,
    pub(super) open_matters: Vec<String>,
    pub(super) equipment: Vec<String>,
}
