//! What a township prints: papers of its own as a village does, lists and sums of its villages. A
//! list holds the rows of every village whose books are here, in the order of their codes, each with
//! its village, as the list on screen and the spreadsheet have them. What only a village can answer
//! for, the village prints.

use super::shelf::{OF_VILLAGE, TOWN_PAPERS};
use super::{Gather, Order, filing, register_of};
use crate::acts::handoff::{area_name, area_names, villages};
use crate::bridge::file::OfficeKind;
use crate::bridge::paper::DocumentKind;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{RowId, Spec};
use print::table::{Cell, Column, Table};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// The goods: their list is the township's own, their register that of its villages.
pub(super) const VILLAGES_GOODS: &str = "supply_item";
/// The list of hazards, which is a register with a setting of its own.
const HAZARDS: &str = "hazard_register";
/// Most rows of one list of several villages: some three hundred pages.
const MOST_ROWS: u64 = 10_000;
/// Who stands in the column of villages.
const VILLAGE: &str = "村";

/// The papers of these that a township prints.
pub(super) fn offered(mut kinds: Vec<DocumentKind>) -> Vec<DocumentKind> {
    kinds.retain(|kind| !OF_VILLAGE.contains(&kind.name.as_str()));
    for kind in &mut kinds {
        if let Some(spec) = ledger_of_all(&kind.name) {
            kind.purpose = format!("本单位和各村的“{}”，每条写明是哪个村的。", spec.label);
        } else if kind.name == "supply_list" {
            let goods = spec_of(VILLAGES_GOODS).map_or("", |spec| spec.label);
            kind.purpose = format!("本单位自己的物资；各村的印“{goods}台账”。");
        }
    }
    kinds
}

/// Whether a township's paper lists the rows of all its villages.
pub(crate) fn is_of_all(document: &str) -> bool {
    ledger_of_all(document).is_some()
}

/// The ledger that such a list is of.
pub(crate) fn ledger_of_all(document: &str) -> Option<&'static Spec> {
    match document {
        HAZARDS => ledger::by_name("hazard"),
        _ => register_of(document),
    }
}

/// Refuses at a township what its villages print: their own papers, and those of their records.
pub(crate) fn permit(office: &Office, kind: &DocumentKind, ids: &[String]) -> Result<(), Problem> {
    if office.kind == OfficeKind::Village {
        return Ok(());
    }
    let title = &kind.title;
    if OF_VILLAGE.contains(&kind.name.as_str()) {
        return Err(Problem::new(
            "paper_of_a_village",
            format!("“{title}”由村里自己印，乡镇不印，没有印。请告诉村里在他们的电脑上印。"),
        ));
    }
    let is_own = !TOWN_PAPERS.iter().any(|paper| paper.name == kind.name);
    let Some(ledger) = kind.needs.as_deref().filter(|_| is_own) else {
        return Ok(());
    };
    let ids: Vec<RowId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    let rows = office.store.rows(spec_of(ledger)?, &ids)?;
    let Some(other) = rows.iter().find(|stored| stored.area != office.code) else {
        return Ok(());
    };
    let village = area_name(office, &other.area)?;
    Err(Problem::new(
        "paper_of_a_village",
        format!(
            "选中的记录是{village}的，“{title}”由{village}自己印，没有印。请告诉村里印；乡镇可以印台账的表。"
        ),
    ))
}

/// The villages of which a list has something to print, in order.
pub(crate) fn choices(office: &Office, spec: &'static Spec) -> Result<Vec<String>, Problem> {
    let names = area_names(office)?;
    let mut found = Vec::new();
    for area in office.store.areas()? {
        if count(office, spec, &area)? > 0 {
            found.push(names.get(&area).cloned().unwrap_or(area));
        }
    }
    Ok(found)
}

/// The areas of these names.
pub(crate) fn areas_named(office: &Office, names: &[String]) -> Result<Vec<String>, Problem> {
    let known = area_names(office)?;
    let mut areas = office.store.areas()?;
    areas.retain(|area| names.contains(known.get(area).unwrap_or(area)));
    if areas.is_empty() {
        let names = names.join("、");
        return Err(Problem::new(
            "nothing_to_print",
            format!("“{names}”的册子不在这里，没有印。请换别的村，或改为全部。"),
        ));
    }
    Ok(areas)
}

fn count(office: &Office, spec: &'static Spec, area: &str) -> Result<u64, Problem> {
    let query = Query {
        area: Some(area.to_owned()),
        ..Query::default()
    };
    Ok(office.store.count(spec, &query)?)
}

impl Gather<'_> {
    /// Whose rows a list holds: a village's own, at a township those of all whose books are here or
    /// of the chosen ones. Refused where they are more than anybody prints.
    pub(super) fn areas(&self, spec: &'static Spec, order: &Order) -> Result<Vec<String>, Problem> {
        if self.office.kind == OfficeKind::Village {
            return Ok(vec![self.office.code.clone()]);
        }
        let mut areas = self.office.store.areas()?;
        areas.retain(|area| order.areas.is_empty() || order.areas.contains(area));
        let mut rows = 0;
        for area in &areas {
            rows += count(self.office, spec, area)?;
        }
        if rows <= MOST_ROWS {
            return Ok(areas);
        }
        let label = spec.label;
        Err(Problem::new(
            "too_many_rows",
            format!(
                "各村的“{label}”一共{rows}条，一次最多印{MOST_ROWS}条，没有印。请在旁边选几个村来印，或者到“{label}”里导出成表格。"
            ),
        ))
    }

    /// The rows of a list as their papers are filed, village after village.
    pub(super) fn listed(
        &self,
        spec: &'static Spec,
        order: &Order,
    ) -> Result<Vec<StoredRow>, Problem> {
        if !order.ids.is_empty() {
            let mut rows = self.rows(spec.name, &order.ids)?;
            rows.sort_by(|one, other| one.area.cmp(&other.area));
            return Ok(rows);
        }
        let mut rows = Vec::new();
        for area in self.areas(spec, order)? {
            let mut own = self.office.all_of(&area, spec.name)?;
            filing::in_order(spec, &mut own);
            rows.extend(own);
        }
        Ok(rows)
    }

    /// What the villages are called whose rows a township's list holds; nothing at a village.
    pub(super) fn villages(&self) -> Result<BTreeMap<String, String>, Problem> {
        match self.office.kind {
            OfficeKind::Village => Ok(BTreeMap::new()),
            OfficeKind::Town => area_names(self.office),
        }
    }

    /// 栗溪村40条，黄土岭村12条；没有记录的：石门坳村。 Nothing at a village and of rows that were
    /// chosen one by one.
    pub(super) fn by_village(
        &self,
        rows: &[StoredRow],
        (order, unit): (&Order, &str),
    ) -> Result<String, Problem> {
        if self.office.kind == OfficeKind::Village || !order.ids.is_empty() {
            return Ok(String::new());
        }
        let names = area_names(self.office)?;
        let name = |area: &str| names.get(area).cloned().unwrap_or_else(|| area.to_owned());
        let mut asked = self.office.store.areas()?;
        let unheard = villages(self.office)?.into_iter();
        let unheard: Vec<String> = unheard.filter(|area| !asked.contains(area)).collect();
        asked.retain(|area| *area != self.office.code);
        let (mut told, mut none) = (Vec::new(), Vec::new());
        for of_one in rows.chunk_by(|one, other| one.area == other.area) {
            let area = of_one.first().map_or("", |stored| stored.area.as_str());
            asked.retain(|other| other != area);
            told.push(format!("{}{}{unit}", name(area), of_one.len()));
        }
        if order.areas.is_empty() {
            none.extend(asked.iter().map(|area| name(area)));
            none.extend(
                unheard
                    .iter()
                    .map(|area| format!("{}（没送来过册子）", name(area))),
            );
        }
        Ok(match (told.join("，"), none.join("、")) {
            (told, none) if none.is_empty() => format!("{told}。"),
            (told, none) => format!("{told}；没有记录的：{none}。"),
        })
    }

    /// The table with a first column that says of which village each row is; a village's as it is.
    pub(super) fn with_villages(
        &self,
        table: &mut Table,
        rows: &[StoredRow],
    ) -> Result<(), Problem> {
        let names = self.villages()?;
        if names.is_empty() || rows.is_empty() {
            return Ok(());
        }
        table
            .columns
            .insert(0, Column::text(VILLAGE, Column::FITTED));
        for (cells, stored) in table.rows.iter_mut().zip(rows) {
            let name = names.get(&stored.area).unwrap_or(&stored.area);
            cells.insert(0, Cell::from(name.as_str()));
        }
        if !table.sums.is_empty() {
            // The word for a sum stands in the first column that has none.
            let word = table.sums.iter_mut().find(|cell| cell.text == "合计");
            let word = word.map(|cell| std::mem::replace(cell, Cell::from("")));
            table.sums.insert(0, word.unwrap_or_else(|| Cell::from("")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::clock::Clock;
    use crate::desk::Desk;
    use crate::papers;

    #[test]
    fn every_paper_that_is_left_to_the_villages_is_one_that_there_is() {
        let desk = Desk::new(Assets::find(None).unwrap(), Clock::system()).unwrap();
        let kinds = papers::kinds(&desk).unwrap();
        for name in OF_VILLAGE {
            assert!(kinds.iter().any(|kind| kind.name == name), "{name}");
        }
    }
}
