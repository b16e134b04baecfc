//! Where a row of a sheet belongs: to the record it was exported from, to one it tells of, or to
//! none yet.

use super::{Stop, Taker, Told, key};
use crate::acts::sheet::books::Twin;
use ledger::RowId;
use sheets::GenericRecord;

/// Where a row of a sheet belongs.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// To a record that is not there yet.
    New,
    /// To this one.
    Record { id: RowId, shows: Shows },
}

/// What a row of a sheet shows of its record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// What it still is: the row was exported since the last change.
    Now,
    /// What it was when the row was exported.
    Then,
    /// Nothing: somebody wrote the row.
    Nothing,
}

impl Taker<'_> {
    /// Where a row belongs.
    pub(super) fn target(&self, told: &Told<'_>) -> Result<Target, Stop> {
        let row = told.record.row;
        if let Some(target) = self.target_of_key(told.record)? {
            return Ok(target);
        }
        if self.spec.single {
            return self.unmet(row, self.single_id(), Shows::Nothing);
        }
        match self.books.twin(&told.values) {
            None => Ok(Target::New),
            Some(Twin::Row(id)) => Ok(Target::Record {
                id,
                shows: Shows::Nothing,
            }),
            Some(Twin::Met(first)) => Err(self.stop(row, "", twice(first))),
        }
    }

    /// Where an exported row belongs; nowhere in particular if its record never was in these books.
    fn target_of_key(&self, record: &GenericRecord) -> Result<Option<Target>, Stop> {
        if record.key.is_empty() {
            return Ok(None);
        }
        let id = record
            .key
            .split_once('.')
            .and_then(|(id, _)| id.parse().ok());
        let Some(id) = id else {
            let text = "“记录编号”那一格被改过，认不出是哪一条。新的一条请把那一格清空。";
            return Err(self.stop(record.row, "", text));
        };
        let office = self.known.office;
        if self.books.row(id).is_some() {
            let is_now = key(id, office.store.form(self.spec, id)?) == record.key;
            let shows = if is_now { Shows::Now } else { Shows::Then };
            return self.unmet(record.row, id, shows).map(Some);
        }
        let Some(stored) = office.store.row(self.spec, id)? else {
            return Ok(None);
        };
        let text = if stored.area == office.code {
            "这一条在程序里已经删除。要改它，请先在程序里恢复。"
        } else {
            "这是别的单位的册子，本单位只能看，不能改。"
        };
        Err(self.stop(record.row, "", text))
    }

    fn unmet(&self, row: u32, id: RowId, shows: Shows) -> Result<Target, Stop> {
        match self.books.met(id) {
            Some(first) => Err(self.stop(row, "", twice(first))),
            None if self.books.row(id).is_some() => Ok(Target::Record { id, shows }),
            None => Ok(Target::New),
        }
    }
}

fn twice(first: u32) -> String {
    format!("与第{first}行是同一条记录，只导入了第{first}行；如不是同一条，请改正后再导入。")
}
