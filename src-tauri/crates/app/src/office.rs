//! The open office: its file, who it is, and how an act gets into its journal.

use crate::acts::exercise::{self, Exercise};
use crate::acts::rulebook::LEDGERS;
use crate::acts::township::Kept;
use crate::bridge::file::OfficeKind;
use crate::desk::Desk;
use crate::problem::Problem;
use ledger::{Act, Change, Digest, Row, RowId, Spec, Value};
use names::Named;
use std::cell::RefCell;
use store::{Stamp, Store, StoredRow};

mod fence;
mod names;
mod seat;

pub(crate) use fence::{CARRIERS, KEEPERS, append_only};
pub(crate) use seat::{Seat, User};

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
    /// The exercise whose copy this is; none if the books are the real ones.
    pub(crate) exercise: Option<Exercise>,
    /// Whether the file was made without a password.
    pub(crate) unprotected: bool,
    /// Who works at this desk.
    pub(crate) seat: Seat,
    /// What rows were called lately.
    named: RefCell<Named>,
    /// What was read of the villages, in a township.
    pub(crate) villages: RefCell<Kept>,
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
    /// Present if the paper recovery code was drawn anew and an earlier one changes the keys.
    pub(crate) const FORMER_PAPER: &str = "office.former_paper";
    /// Number of the last package written.
    pub(crate) const COUNTER: &str = "package.counter";
    /// Who worked here last: a row id.
    pub(crate) const USER: &str = "desk.user";

    /// What is kept of somebody's PIN.
    pub(crate) fn pin(user: ledger::RowId) -> String {
        format!("pin.{user}")
    }

    /// How often his PIN was mistyped, and when last.
    pub(crate) fn pin_tries(user: ledger::RowId) -> String {
        format!("pin.tries.{user}")
    }
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
        let exercise = exercise::of(&store)?;
        let mut office = Self {
            store,
            code,
            name,
            kind,
            demo,
            exercise,
            unprotected,
            seat: Seat::default(),
            named: RefCell::default(),
            villages: RefCell::default(),
        };
        office.resume_seat()?;
        Ok(office)
    }

    /// Writes one act into the journal of the office's own area.
    pub(crate) fn act(
        &mut self,
        desk: &Desk,
        act: Act,
        form: Option<Digest>,
        changes: &[Change],
    ) -> Result<(), Problem> {
        self.act_as(desk, (act, new_id()), form, changes)
    }

    /// Writes an act whose identity means something.
    pub(crate) fn act_as(
        &mut self,
        desk: &Desk,
        (act, act_id): (Act, RowId),
        form: Option<Digest>,
        changes: &[Change],
    ) -> Result<(), Problem> {
        self.permit(desk, act, changes)?;
        let stamp = self.stamp(desk, (act, act_id), form);
        self.store.act(&self.code, &stamp, changes)?;
        let of_rulebook = |change: &Change| {
            ledger::by_number(change.ledger).is_some_and(|spec| LEDGERS.contains(&spec.name))
        };
        if changes.iter().any(of_rulebook) {
            desk.follow(Some(self))?;
        }
        Ok(())
    }

    /// Writes an act and keeps the photos its rows name, salt and bytes of each.
    pub(crate) fn act_with_photos(
        &mut self,
        desk: &Desk,
        act: Act,
        (changes, photos): (&[Change], &[&[u8]]),
    ) -> Result<(), Problem> {
        self.permit(desk, act, changes)?;
        let stamp = self.stamp(desk, (act, new_id()), None);
        self.store
            .act_with_photos(&self.code, &stamp, changes, photos)?;
        Ok(())
    }

    /// Destroys what these rows hold of what concerns villagers, and writes the record of it in
    /// the same act.
    pub(crate) fn destroy(
        &mut self,
        desk: &Desk,
        rows: &[(&Spec, RowId)],
        record: &[Change],
    ) -> Result<(), Problem> {
        self.permit(desk, Act::DESTROY, record)?;
        let stamp = self.stamp(desk, (Act::DESTROY, new_id()), None);
        self.store.destroy(&self.code, &stamp, rows, record)?;
        Ok(())
    }

    fn stamp(&self, desk: &Desk, (act, act_id): (Act, RowId), form: Option<Digest>) -> Stamp {
        Stamp {
            wall: desk.clock.wall(),
            actor: self.seat.actor(),
            act,
            act_id,
            form,
        }
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
        self.profile_of(&self.code)
    }

    /// The profile of an area; empty before it is filled.
    pub(crate) fn profile_of(&self, area: &str) -> Result<Row, Problem> {
        let spec = spec_of("village_profile")?;
        let id = RowId::fixed(spec.name, area, "");
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

    /// Every living row of a ledger in the office's own books.
    pub(crate) fn all(&self, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
        self.all_of(&self.code, ledger)
    }

    /// Every living row of a ledger in the books of one area.
    pub(crate) fn all_of(&self, area: &str, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
        let spec = spec_of(ledger)?;
        let query = store::Query {
            area: Some(area.to_owned()),
            ..store::Query::default()
        };
        Ok(self.store.list(spec, &query)?.rows)
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
