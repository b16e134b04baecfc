//! 物资储备表: items, and what is in store of them.

use super::roster::Roster;
use super::tally::{Fate, Tally};
use super::{STEP, take_over};
use crate::acts::record::difference;
use crate::desk::Desk;
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use ledger::{Change, Row, RowId, Value};
use sheets::{Context, Grid, SupplyRecord};
use std::collections::{HashMap, HashSet};

/// A batch as a sheet can tell it from others: item, made, expires, place, quantity.
type Batch = (RowId, String, String, String, Option<i64>);

struct Store {
    items: HashMap<(String, String), (RowId, Row)>,
    batches: HashSet<Batch>,
}

/// Takes in one sheet of supplies.
pub(super) fn take_in(
    desk: &Desk,
    office: &Office,
    (grid, context): (&Grid, &Context<'_>),
    tally: &mut Tally,
) -> Result<(), Problem> {
    let intake = sheets::supplies(grid, context)?;
    tally.begin(&intake);
    let mut roster = Roster::read(office)?;
    let mut store = Store::read(office)?;
    for record in desk.each(STEP, &intake.records) {
        let record = record?;
        show(tally, record);
        let who = (
            record.keeper_name.as_str(),
            record.keeper_phone.as_str(),
            "",
        );
        let keeper = roster.meant(who, (tally, record.row))?;
        let item = store.item(record, keeper, tally)?;
        let fate = store.batch(desk, (record, item), tally)?;
        tally.count(fate);
    }
    Ok(())
}

fn show(tally: &mut Tally, record: &SupplyRecord) {
    let qty = record
        .qty
        .map_or_else(String::new, |qty| ledger::numbers::decimal_text(qty, 3));
    let heads = [
        "类别",
        "名称",
        "规格",
        "数量",
        "单位",
        "到期日",
        "存放地点",
        "保管人",
    ];
    let cells = [
        record.class_text.as_str(),
        &record.name,
        &record.spec,
        &qty,
        &record.unit,
        record.expires_on.as_deref().unwrap_or(""),
        &record.place,
        &record.keeper_name,
    ];
    tally.sample(&heads, &cells);
}

impl Store {
    fn read(office: &Office) -> Result<Self, Problem> {
        let mut store = Self {
            items: HashMap::new(),
            batches: HashSet::new(),
        };
        for stored in office.all("supply_item")? {
            let key = (
                stored.row.text("name").to_owned(),
                stored.row.text("spec").to_owned(),
            );
            store.items.insert(key, (stored.id, stored.row));
        }
        for stored in office.all("supply_batch")? {
            let Ok(item) = stored.row.text("item_id").parse() else {
                continue;
            };
            store.batches.insert(batch_key(item, &stored.row));
        }
        Ok(store)
    }

    /// The item of this name and specification, with what the sheet adds to it.
    fn item(
        &mut self,
        record: &SupplyRecord,
        keeper: Option<RowId>,
        tally: &mut Tally,
    ) -> Result<RowId, Problem> {
        let spec = spec_of("supply_item")?;
        let mut told = record.item.values.clone();
        told.set("name", record.name.as_str());
        told.set("spec", record.spec.as_str());
        told.set("unit", record.unit.as_str());
        told.set("kit_class", record.class.as_deref().unwrap_or(""));
        told.set("mode", "physical");
        told.set("bin", record.place.as_str());
        told.set(
            "keeper_id",
            keeper.map_or_else(String::new, |id| id.to_string()),
        );
        told.set(
            "shelf_months",
            record.shelf_months.map_or(Value::Null, Value::Int),
        );
        let key = (record.name.clone(), record.spec.clone());
        if let Some((id, _)) = self.items.get(&key) {
            return Ok(*id);
        }
        let id = new_id();
        let mut row = Row::default();
        take_over(spec, &mut row, &told);
        tally
            .changes
            .push(difference(spec, id, &Row::default(), &row));
        self.items.insert(key, (id, row));
        Ok(id)
    }

    /// The batch with its first movement, unless the very batch is in the books.
    fn batch(
        &mut self,
        desk: &Desk,
        (record, item): (&SupplyRecord, RowId),
        tally: &mut Tally,
    ) -> Result<Fate, Problem> {
        let mut row = record.batch.values.clone();
        row.set("item_id", item.to_string());
        row.set("qty", record.qty.map_or(Value::Null, Value::Int));
        row.set("made_on", record.made_on.as_deref().unwrap_or(""));
        row.set("expires_on", record.expires_on.as_deref().unwrap_or(""));
        row.set("place", record.place.as_str());
        if !self.batches.insert(batch_key(item, &row)) {
            return Ok(Fate::Unchanged);
        }
        let id = new_id();
        let values = row.0.iter().map(|(field, value)| (*field, value.clone()));
        tally
            .changes
            .push(Change::put(spec_of("supply_batch")?, id, values));
        if let Some(qty) = record.qty {
            tally.changes.push(first_movement(desk, id, qty)?);
        }
        Ok(Fate::Added)
    }
}

fn batch_key(item: RowId, row: &Row) -> Batch {
    let text = |field| row.text(field).to_owned();
    (
        item,
        text("made_on"),
        text("expires_on"),
        text("place"),
        row.get("qty").int(),
    )
}

/// What is on the shelf when the books begin is a stocktake, not a purchase.
fn first_movement(desk: &Desk, batch: RowId, qty: i64) -> Result<Change, Problem> {
    let values = [
        ("kind", Value::from("count_up")),
        ("batch_id", Value::from(batch.to_string())),
        ("qty", Value::Int(qty)),
        ("moved_at", Value::from(desk.clock.moment())),
        ("purpose", Value::from("建册时的库存")),
        ("reason", Value::from("由表格导入")),
    ];
    Ok(Change::put(spec_of("supply_movement")?, new_id(), values))
}
