//! The open office: its file, who it is, and how an act gets into its journal.

use crate::bridge::file::OfficeKind;
use crate::desk::Desk;
use crate::problem::Problem;
use ledger::{Act, Change, Digest, Row, RowId, Spec, Value};
use std::collections::BTreeMap;
use store::{Stamp, Store, StoredRow};

/// An office with its file open.
pub(crate) struct Office {
    /// The file.
    pub(crate) store: Store,
    /// Area code.
    pub(crate) code: String,
    /// Name.
    pub(crate) name: String,
    /// Village or township.
    pub(crate) kind: OfficeKind,
    /// Whether the books are fictional.
    pub(crate) demo: bool,
    /// Whether the file was made without a password.
    pub(crate) unprotected: bool,
}

/// Names under which an office keeps what never travels.
pub(crate) mod setting {
    /// Area code.
    pub(crate) const CODE: &str = "office.code";
    /// Name.
    pub(crate) const NAME: &str = "office.name";
    /// `village` or `town`.
    pub(crate) const KIND: &str = "office.kind";
    /// Keys of the office.
    pub(crate) const OFFICE_KEYS: &str = "office.keys";
    /// The office's own card.
    pub(crate) const CARD: &str = "office.card";
    /// Key of this replica.
    pub(crate) const REPLICA_KEYS: &str = "replica.keys";
    /// Letter behind printed numbers; empty on the first replica.
    pub(crate) const LETTER: &str = "replica.letter";
    /// Present if the books are fictional.
    pub(crate) const DEMO: &str = "demo";
    /// Number of the last package written.
    pub(crate) const COUNTER: &str = "package.counter";
}

impl Office {
    /// Reads who the office is from its open file.
    pub(crate) fn of(store: Store, unprotected: bool) -> Result<Self, Problem> {
        let text = |name| -> Result<String, Problem> {
            let bytes = store.setting(name)?.unwrap_or_default();
            String::from_utf8(bytes).map_err(|error| Problem::internal("setting", &error))
        };
        let kind = if text(setting::KIND)? == "town" {
            OfficeKind::Town
        } else {
            OfficeKind::Village
        };
        let (code, name) = (text(setting::CODE)?, text(setting::NAME)?);
        let demo = store.setting(setting::DEMO)?.is_some();
        Ok(Self {
            store,
            code,
            name,
            kind,
            demo,
            unprotected,
        })
    }

    /// Writes one act into the journal of the office's own area.
    pub(crate) fn act(
        &mut self,
        desk: &Desk,
        act: Act,
        form: Option<Digest>,
        changes: &[Change],
    ) -> Result<(), Problem> {
        let stamp = Stamp {
            wall: desk.clock.wall(),
            actor: "officer".to_owned(),
            act,
            act_id: new_id(),
            form,
        };
        self.store.act(&self.code, &stamp, changes)?;
        Ok(())
    }

    /// A record that must exist.
    pub(crate) fn row(&self, spec: &Spec, id: RowId) -> Result<StoredRow, Problem> {
        self.store.row(spec, id)?.ok_or_else(|| {
            Problem::new(
                "record_missing",
                "这条记录不在册子里，可能在别处改动过。请回到列表再找一次。",
            )
        })
    }

    /// The office's own profile; empty before it is filled.
    pub(crate) fn profile(&self) -> Result<Row, Problem> {
        let spec = spec_of("village_profile")?;
        let id = RowId::fixed(spec.name, &self.code, "");
        Ok(self
            .store
            .row(spec, id)?
            .map(|stored| stored.row)
            .unwrap_or_default())
    }

    /// Whose books a list shows unless it is told: a village its own, a township all it holds.
    pub(crate) fn scope(&self) -> Option<String> {
        match self.kind {
            OfficeKind::Village => Some(self.code.clone()),
            OfficeKind::Town => None,
        }
    }

    /// Every living row of a ledger in the books a list shows.
    pub(crate) fn seen(&self, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
        let query = store::Query {
            area: self.scope(),
            ..store::Query::default()
        };
        Ok(self.store.list(spec_of(ledger)?, &query)?.rows)
    }

    /// Every living row of a ledger in the office's own books.
    pub(crate) fn all(&self, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
        let spec = spec_of(ledger)?;
        let query = store::Query {
            area: Some(self.code.clone()),
            ..store::Query::default()
        };
        Ok(self.store.list(spec, &query)?.rows)
    }

    /// What names the rows that the reference fields of these rows point to.
    pub(crate) fn names<'a>(
        &self,
        spec: &Spec,
        rows: impl IntoIterator<Item = &'a Row>,
    ) -> Result<BTreeMap<RowId, String>, Problem> {
        let rows: Vec<&Row> = rows.into_iter().collect();
        let mut names = BTreeMap::new();
        for field in spec.fields {
            let (ledger::Type::Ref(target) | ledger::Type::Refs(target)) = field.kind else {
                continue;
            };
            let target = spec_of(target)?;
            let ids: Vec<RowId> = rows
                .iter()
                .flat_map(|row| references(row.get(field.name)))
                .filter(|id| !names.contains_key(id))
                .collect();
            for stored in self.store.rows(target, &ids)? {
                names.insert(stored.id, self.title(target, &stored.row)?);
            }
        }
        Ok(names)
    }

    /// What names a row to a person: its title fields. Where these alone do not tell rows apart
    /// (a batch, a movement) or there are none, the row its first reference column points to
    /// comes before them.
    pub(crate) fn title(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        let own = row.title(spec);
        if !own.is_empty() && !spec.unique.is_empty() {
            return Ok(own);
        }
        let of = self.first_target(spec, row)?;
        Ok([of, own]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "))
    }

    /// What names the row that the first reference column points to.
    fn first_target(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        let fields = spec.columns.iter().filter_map(|name| spec.field(name));
        for field in fields {
            let ledger::Type::Ref(target) = field.kind else {
                continue;
            };
            let Some(id) = references(row.get(field.name)).first().copied() else {
                return Ok(String::new());
            };
            let target = spec_of(target)?;
            let stored = self.store.row(target, id)?;
            return stored.map_or_else(
                || Ok(String::new()),
                |stored| self.title(target, &stored.row),
            );
        }
        Ok(String::new())
    }
}

/// A fresh row or act id.
pub(crate) fn new_id() -> RowId {
    RowId(*uuid::Uuid::now_v7().as_bytes())
}

/// Ids that a reference value holds.
pub(crate) fn references(value: &Value) -> Vec<RowId> {
    match value {
        Value::Text(text) => text.parse().into_iter().collect(),
        Value::Set(set) => set.iter().filter_map(|text| text.parse().ok()).collect(),
        _ => Vec::new(),
    }
}

/// The declaration of a ledger that must exist.
pub(crate) fn spec_of(ledger: &str) -> Result<&'static Spec, Problem> {
    ledger::by_name(ledger).ok_or_else(|| {
        Problem::new(
            "unknown_ledger",
            "没有这本台账，什么也没有改动。请从左边的目录里选。",
        )
    })
}

/// A row id sent by a screen.
pub(crate) fn row_id(text: &str) -> Result<RowId, Problem> {
    text.parse().map_err(|_| {
        Problem::new(
            "record_missing",
            "这条记录的编号读不懂，什么也没有改动。请回到列表再打开一次。",
        )
    })
}
