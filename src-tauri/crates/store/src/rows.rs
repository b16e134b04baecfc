//! Rows of any ledger: the only place that builds SQL text, and only from the `&'static` names
//! of the declarations.

use crate::columns::{from_sql, to_sql};
use crate::error::StoreError;
use crate::marks::Marks;
use ledger::{ALL, Field, Row, RowId, Spec};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension as _, Row as SqlRow, params_from_iter};
use std::sync::LazyLock;

/// A row of a ledger as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// Identity.
    pub id: RowId,
    /// Whose books it is in.
    pub area: String,
    /// Its values; of rivals, the one that is shown meanwhile.
    pub row: Row,
    /// Whether it was removed.
    pub gone: bool,
    /// How many of its registers have rivals, its existence among them.
    pub disputed: u32,
    /// Fields that were written again elsewhere without the value having come.
    pub withheld: Vec<&'static str>,
    /// Fields whose class was destroyed: such a field reads 已销毁 while it is empty.
    pub destroyed: Vec<&'static str>,
}

/// A row with everything the fold needs to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    /// Values shown.
    pub(crate) row: Row,
    /// Writer of every register not in `marks`.
    pub(crate) entry: i64,
    /// Other writers.
    pub(crate) marks: Marks,
    /// Whether it is removed.
    pub(crate) gone: bool,
}

/// Statement texts of one ledger.
pub(crate) struct Table {
    pub(crate) spec: &'static Spec,
    select: String,
    insert: String,
}

/// Statement texts of every ledger, in the order of [`ALL`].
pub(crate) static TABLES: LazyLock<Vec<Table>> =
    LazyLock::new(|| ALL.iter().copied().map(Table::new).collect());

/// The table of a ledger by its number.
pub(crate) fn table(number: u16) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.spec.number == number)
}

/// The columns every reader of rows selects, in this order; then the fields.
const OWN_COLUMNS: &str = "id, area, _entry, _marks, _disputed, _gone";
const OWN_COUNT: usize = 6;

/// Selected columns of a ledger: own ones, then its fields in declaration order.
pub(crate) fn selection(spec: &Spec) -> String {
    let fields = spec
        .fields
        .iter()
        .map(|field| format!(", \"{}\"", field.name));
    format!("{OWN_COLUMNS}{}", fields.collect::<String>())
}

impl Table {
    fn new(spec: &'static Spec) -> Self {
        let columns = selection(spec);
        let places: Vec<&str> = vec!["?"; OWN_COUNT + spec.fields.len()];
        Self {
            spec,
            select: format!(
                "SELECT {columns} FROM \"{}\" WHERE id = ?1 AND area = ?2",
                spec.name
            ),
            insert: format!(
                "INSERT INTO \"{}\" ({columns}) VALUES ({})",
                spec.name,
                places.join(", ")
            ),
        }
    }

    /// The row as the fold knows it.
    pub(crate) fn image(
        &self,
        connection: &Connection,
        id: RowId,
        area: &str,
    ) -> Result<Option<Image>, StoreError> {
        let mut statement = connection.prepare_cached(&self.select)?;
        let mut rows = statement.query((id.to_string(), area))?;
        rows.next()?
            .map(|row| read_image(self.spec, row))
            .transpose()
    }

    /// How many living rows an area has.
    pub(crate) fn count(&self, connection: &Connection, area: &str) -> Result<u64, StoreError> {
        let name = self.spec.name;
        let sql = format!("SELECT COUNT(*) FROM \"{name}\" WHERE area = ?1 AND _gone = 0");
        let mut statement = connection.prepare_cached(&sql)?;
        let count: i64 = statement.query_row([area], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Writes a row that was not there.
    pub(crate) fn insert(
        &self,
        connection: &Connection,
        id: RowId,
        area: &str,
        image: &Image,
    ) -> Result<(), StoreError> {
        let own = [
            Sql::Text(id.to_string()),
            Sql::Text(area.to_owned()),
            Sql::Integer(image.entry),
            image.marks.to_bytes().map_or(Sql::Null, Sql::Blob),
            Sql::Integer(image.marks.disputed().into()),
            Sql::Integer(image.gone.into()),
        ];
        let fields = self.spec.fields.iter();
        let values = fields.map(|field| to_sql(image.row.get(field.name)));
        let mut statement = connection.prepare_cached(&self.insert)?;
        statement.execute(params_from_iter(own.into_iter().chain(values)))?;
        Ok(())
    }

    /// Writes what differs between two images of a row, and nothing else, so that no index is
    /// rewritten for nothing.
    pub(crate) fn update(
        &self,
        connection: &Connection,
        key: (RowId, &str),
        before: &Image,
        after: &Image,
    ) -> Result<(), StoreError> {
        let mut sets: Vec<(&'static str, Sql)> = Vec::new();
        for field in self.spec.fields {
            let value = after.row.get(field.name);
            if value != before.row.get(field.name) {
                sets.push((field.name, to_sql(value)));
            }
        }
        if after.entry != before.entry {
            sets.push(("_entry", Sql::Integer(after.entry)));
        }
        if after.marks != before.marks {
            sets.push((
                "_marks",
                after.marks.to_bytes().map_or(Sql::Null, Sql::Blob),
            ));
        }
        if after.marks.disputed() != before.marks.disputed() {
            sets.push(("_disputed", Sql::Integer(after.marks.disputed().into())));
        }
        if after.gone != before.gone {
            sets.push(("_gone", Sql::Integer(after.gone.into())));
        }
        if sets.is_empty() {
            return Ok(());
        }
        let assignments: Vec<String> = sets
            .iter()
            .map(|(name, _)| format!("\"{name}\" = ?"))
            .collect();
        let sql = format!(
            "UPDATE \"{}\" SET {} WHERE id = ? AND area = ?",
            self.spec.name,
            assignments.join(", ")
        );
        let (id, area) = key;
        let key = [Sql::Text(id.to_string()), Sql::Text(area.to_owned())];
        let values = sets.into_iter().map(|(_, value)| value).chain(key);
        connection
            .prepare_cached(&sql)?
            .execute(params_from_iter(values))?;
        Ok(())
    }
}

/// Reads the values behind the own columns.
fn read_values(spec: &Spec, row: &SqlRow<'_>) -> Result<Row, StoreError> {
    let mut values = Row::default();
    for (place, field) in spec.fields.iter().enumerate() {
        let stored = row.get_ref(OWN_COUNT + place)?;
        values.set(field.name, from_sql(field.kind, stored));
    }
    Ok(values)
}

/// Reads these fields, selected in this order behind the identity.
pub(crate) fn read_part(fields: &[&'static Field], row: &SqlRow<'_>) -> Result<Row, StoreError> {
    let mut values = Row::default();
    for (place, field) in fields.iter().enumerate() {
        let stored = row.get_ref(1 + place)?;
        values.set(field.name, from_sql(field.kind, stored));
    }
    Ok(values)
}

/// Reads a row selected by [`selection`] for the fold.
pub(crate) fn read_image(spec: &Spec, row: &SqlRow<'_>) -> Result<Image, StoreError> {
    let marks: Option<Vec<u8>> = row.get(3)?;
    Ok(Image {
        row: read_values(spec, row)?,
        entry: row.get(2)?,
        marks: Marks::from_bytes(spec, marks.as_deref())?,
        gone: row.get(5)?,
    })
}

/// Reads a row selected by [`selection`] for people.
pub(crate) fn read_stored(spec: &Spec, row: &SqlRow<'_>) -> Result<StoredRow, StoreError> {
    let marks: Option<Vec<u8>> = row.get(3)?;
    let marks = Marks::from_bytes(spec, marks.as_deref())?;
    Ok(StoredRow {
        id: read_id(row, 0)?,
        area: row.get(1)?,
        row: read_values(spec, row)?,
        gone: row.get(5)?,
        disputed: row.get(4)?,
        withheld: marks.unseen.names(spec),
        destroyed: marks.destroyed(spec),
    })
}

/// Reads the identity of a row from a text column.
pub(crate) fn read_id(row: &SqlRow<'_>, column: usize) -> Result<RowId, StoreError> {
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|_| StoreError::Damaged { what: "row id" })
}

/// The stored row of this identity. Should two areas hold one, the first area's.
pub(crate) fn stored(
    connection: &Connection,
    spec: &Spec,
    id: RowId,
) -> Result<Option<StoredRow>, StoreError> {
    let sql = format!(
        "SELECT {} FROM \"{}\" WHERE id = ?1 ORDER BY area LIMIT 1",
        selection(spec),
        spec.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement
        .query_row([id.to_string()], |row| Ok(read_stored(spec, row)))
        .optional()?
        .transpose()
}
