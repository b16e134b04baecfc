//! Replicas to play with: files without a password in a folder of their own.

use crate::{Access, Intent, Merge, Receipt, Stamp, Store, StoreError};
use ledger::entry::Wall;
use ledger::{Act, Change, Digest, Entry, Have, Op, Privacy, ReplicaId, RowId, Spec, Value, Write};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

pub(super) const AREA: &str = "990101102203";

pub(super) fn spec(name: &str) -> &'static Spec {
    ledger::by_name(name).expect("the ledger is declared")
}

pub(super) fn row(number: u8) -> RowId {
    RowId([number; 16])
}

pub(super) fn text(text: &str) -> Value {
    Value::from(text)
}

pub(super) fn set(elements: &[&str]) -> Value {
    Value::Set(
        elements
            .iter()
            .map(|element| (*element).to_owned())
            .collect(),
    )
}

/// A put of one field.
pub(super) fn put(ledger: &str, id: RowId, field: &str, value: Value) -> Change {
    Change::put(spec(ledger), id, [(field, value)])
}

pub(super) fn restore(ledger: &str, id: RowId) -> Change {
    Change {
        ledger: spec(ledger).number,
        row: id,
        op: Op::Restore,
        writes: BTreeMap::new(),
    }
}

pub(super) fn elements(ledger: &str, id: RowId, field: &str, element: &str, is_in: bool) -> Change {
    let one = BTreeSet::from([element.to_owned()]);
    let (added, removed) = if is_in {
        (one, BTreeSet::new())
    } else {
        (BTreeSet::new(), one)
    };
    let number = spec(ledger).field(field).expect("declared").number;
    Change {
        ledger: spec(ledger).number,
        row: id,
        op: Op::Put,
        writes: BTreeMap::from([(number, Write::Elements { added, removed })]),
    }
}

/// A replica in a folder of its own, and a clock that runs by one second an act.
pub(super) struct Replica {
    pub(super) store: Store,
    pub(super) folder: TempDir,
    acts: u8,
    clock_ms: i64,
}

impl Replica {
    pub(super) fn new(number: u8) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("栗溪村.yz");
        let (store, _) =
            Store::create(&path, &Access::Open, ReplicaId([number; 16])).expect("a new file");
        // These tests are about meaning, not about power cuts; a sync an act would take minutes.
        let quick = "PRAGMA synchronous = OFF";
        store.connection.execute_batch(quick).expect("quick");
        Self {
            store,
            folder,
            acts: 0,
            clock_ms: 1_780_000_000_000 + i64::from(number),
        }
    }

    pub(super) fn set_clock(&mut self, utc_ms: i64) {
        self.clock_ms = utc_ms;
    }

    pub(super) fn stamp(&mut self, act: Act) -> Stamp {
        self.acts += 1;
        self.clock_ms += 1000;
        let mut act_id = self.store.replica().0;
        act_id[15] ^= self.acts;
        // A twin has the same replica id; its acts are others.
        act_id[..8].copy_from_slice(&self.folder_tag());
        Stamp {
            wall: Wall {
                utc_ms: self.clock_ms,
                offset_min: 480,
                boot: 1,
            },
            actor: "a1".to_owned(),
            act,
            act_id: RowId(act_id),
            form: None,
        }
    }

    fn folder_tag(&self) -> [u8; 8] {
        let name = self.folder.path().to_string_lossy();
        let digest = Digest::of("test", &[name.as_bytes()]);
        digest.0[..8].try_into().expect("eight bytes")
    }

    pub(super) fn try_act(&mut self, act: Act, changes: &[Change]) -> Result<Receipt, StoreError> {
        let stamp = self.stamp(act);
        self.store.act(AREA, &stamp, changes)
    }

    pub(super) fn act(&mut self, changes: &[Change]) -> Receipt {
        self.try_act(Act::SAVE_RECORD, changes)
            .expect("the act is written")
    }

    /// Takes in all that the other has and this one lacks.
    pub(super) fn hear(&mut self, other: &Self) -> Merge {
        let have = self.store.have(AREA).expect("have");
        let mut lacking = other
            .store
            .entries_lacking(AREA, &have, Privacy::Secret)
            .expect("lacking");
        self.store
            .receive(&mut lacking, Intent::Commit)
            .expect("no merge fails")
    }

    pub(super) fn take(&mut self, entries: &[Entry]) -> Merge {
        self.receive(entries, Intent::Commit)
    }

    pub(super) fn receive(&mut self, entries: &[Entry], intent: Intent) -> Merge {
        let mut entries = entries.iter().cloned().map(Ok::<_, StoreError>);
        self.store
            .receive(&mut entries, intent)
            .expect("no merge fails")
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.entries_up_to(Privacy::Secret)
    }

    pub(super) fn entries_up_to(&self, class: Privacy) -> Vec<Entry> {
        self.store
            .entries_lacking(AREA, &Have::default(), class)
            .expect("lacking")
            .collect::<Result<_, _>>()
            .expect("entries load")
    }

    pub(super) fn value(&self, ledger: &str, id: RowId, field: &str) -> Value {
        let stored = self.store.row(spec(ledger), id).expect("read");
        stored.map_or(Value::Null, |stored| stored.row.get(field).clone())
    }

    pub(super) fn digest(&self) -> Digest {
        self.store.state_digest(AREA).expect("digest")
    }

    pub(super) fn assert_sound(&mut self) {
        let report = self.store.check(crate::CheckDepth::Rebuild).expect("check");
        assert!(
            report.ok,
            "the ledgers are the fold of the journal: {report:?}"
        );
    }
}

/// Two replicas that both know person 1.
pub(super) fn pair() -> (Replica, Replica) {
    let mut one = Replica::new(1);
    one.act(&[put("person", row(1), "name", text("张三"))]);
    let mut two = Replica::new(2);
    two.hear(&one);
    (one, two)
}

pub(super) fn meet(one: &mut Replica, two: &mut Replica) {
    one.hear(two);
    two.hear(one);
    assert_eq!(one.digest(), two.digest(), "equal entries, equal books");
    one.assert_sound();
    two.assert_sound();
}
