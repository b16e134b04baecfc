//! Destruction over random histories: rival edits, losses, partial copies, old packages, backups.
//! In the end nothing of what was destroyed is left in any page of any replica, values and salts,
//! and all replicas agree (oracle 8).

use crate::chance::Chance;
use crate::part::{Bound, Outcome, Part};
use anyhow::{Context as _, Result};
use ledger::entry::Wall;
use ledger::{Act, Change, Digest, Entry, Have, Leaf, Privacy, ReplicaId, RowId, Spec, Value};
use std::collections::BTreeMap;
use std::path::Path;
use store::{Access, CheckDepth, Intent, Stamp, Store, StoreError};

/// The part.
pub const PART: Part = Part {
    name: "destroys",
    what: "what is destroyed is gone everywhere, whatever the order, and comes back from nowhere",
    long: 2_000,
    short: 4,
    run,
};

const AREA: &str = "990101102203";
const REPLICAS: u64 = 4;
const ROWS: u64 = 4;

fn run(bound: &Bound) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for attempt in bound.tries() {
        let found = history(Chance::of(bound.seed, attempt))?;
        outcome.count(found.map(|found| format!("{found}: try {attempt}")));
    }
    Ok(outcome)
}

/// One history; tells what was wrong at its end.
fn history(mut chance: Chance) -> Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    let mut world = World::new(folder.path())?;
    for _ in 0..chance.below(24) + 8 {
        world.step(&mut chance)?;
    }
    world.meet()?;
    world.destroy_everything()?;
    world.meet()?;
    // Every package that was ever written comes once more.
    let old: Vec<Entry> = world.written.values().cloned().collect();
    for store in &mut world.stores {
        receive(store, &old)?;
    }
    world.judge()
}

struct World {
    stores: Vec<Store>,
    /// Every entry as it was first written.
    written: BTreeMap<Digest, Entry>,
    acts: u64,
}

fn row(number: u64) -> RowId {
    let mut id = [7; 16];
    id[8..].copy_from_slice(&number.to_be_bytes());
    RowId(id)
}

fn ledger_of(number: u64) -> &'static Spec {
    if number.is_multiple_of(2) {
        &ledger::kinds::person::SPEC
    } else {
        &ledger::kinds::tip_off::SPEC
    }
}

impl World {
    fn new(folder: &Path) -> Result<Self> {
        let mut stores = Vec::new();
        for number in 0..REPLICAS {
            let path = folder.join(format!("{number}.yz"));
            let replica = ReplicaId([u8::try_from(number)? + 1; 16]);
            stores.push(Store::create(&path, &Access::Open, replica)?.0);
        }
        Ok(Self {
            stores,
            written: BTreeMap::new(),
            acts: 0,
        })
    }

    fn store(&mut self, who: usize) -> Result<&mut Store> {
        self.stores.get_mut(who).context("there is such a replica")
    }

    fn stamp(&mut self, act: Act) -> Stamp {
        self.acts += 1;
        Stamp {
            wall: Wall {
                utc_ms: 1_780_000_000_000 + i64::try_from(self.acts).unwrap_or(0) * 1_000,
                offset_min: 480,
                boot: 1,
            },
            actor: "a1".to_owned(),
            act,
            act_id: row(1_000 + self.acts),
            form: None,
        }
    }

    fn step(&mut self, chance: &mut Chance) -> Result<()> {
        let who = usize::try_from(chance.below(REPLICAS))?;
        let other = usize::try_from(chance.below(REPLICAS))?;
        let number = chance.below(ROWS);
        match chance.below(8) {
            0..4 => self.write(who, number)?,
            4 => self.destroy(who, &[number])?,
            kind => {
                let up_to = if kind == 7 {
                    Privacy::Duty
                } else {
                    Privacy::Secret
                };
                let entries = entries(self.store(other)?, up_to)?;
                receive(self.store(who)?, &entries)?;
            }
        }
        self.note(who)
    }

    /// A value that stands nowhere else.
    fn write(&mut self, who: usize, number: u64) -> Result<()> {
        let stamp = self.stamp(Act::SAVE_RECORD);
        let spec = ledger_of(number);
        let field = if spec.confidential { "content" } else { "name" };
        let value = Value::from(format!("SEED-{:06}-甄", self.acts).as_str());
        let change = Change::put(spec, row(number), [(field, value)]);
        match self.store(who)?.act(AREA, &stamp, &[change]) {
            // What was withheld from a replica it cannot write over.
            Ok(_) | Err(StoreError::Withheld { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn destroy(&mut self, who: usize, numbers: &[u64]) -> Result<()> {
        let stamp = self.stamp(Act::DESTROY);
        let rows: Vec<_> = numbers
            .iter()
            .map(|number| (ledger_of(*number), row(*number)))
            .collect();
        self.store(who)?.destroy(AREA, &stamp, &rows, &[])?;
        Ok(())
    }

    fn destroy_everything(&mut self) -> Result<()> {
        let all: Vec<u64> = (0..ROWS).collect();
        self.destroy(0, &all)?;
        self.note(0)
    }

    fn note(&mut self, who: usize) -> Result<()> {
        for entry in entries(self.store(who)?, Privacy::Secret)? {
            self.written.entry(entry.digest()).or_insert(entry);
        }
        Ok(())
    }

    /// Everybody hears everybody.
    fn meet(&mut self) -> Result<()> {
        for _ in 0..2 {
            for to in 0..self.stores.len() {
                for from in 0..self.stores.len() {
                    if to != from {
                        let entries = entries(self.store(from)?, Privacy::Secret)?;
                        receive(self.store(to)?, &entries)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn judge(mut self) -> Result<Option<String>> {
        let digest = self.store(0)?.state_digest(AREA)?;
        let salts = self.salts();
        for store in &mut self.stores {
            if store.state_digest(AREA)? != digest {
                return Ok(Some("two replicas disagree".to_owned()));
            }
            let report = store.check(CheckDepth::Rebuild)?;
            if !report.ok {
                return Ok(Some(report.differences.join("; ")));
            }
            let pages = store.pages()?;
            let holds = |bytes: &[u8]| pages.windows(bytes.len()).any(|window| window == bytes);
            if holds(b"SEED-") || salts.iter().any(|salt| holds(salt)) {
                return Ok(Some("a page still holds what was destroyed".to_owned()));
            }
        }
        Ok(None)
    }

    /// Salts of some leaves that must be gone; all of them would take too long to look for.
    fn salts(&self) -> Vec<Vec<u8>> {
        let parts = self.written.values().flat_map(|entry| &entry.parts);
        let leaves = parts.filter_map(|part| match part {
            ledger::Part::Leaves(leaves) => Some(leaves),
            ledger::Part::Withheld(_) => None,
        });
        let salts = leaves.flatten().filter_map(|leaf| match leaf {
            Leaf::Bytes(bytes) if bytes.windows(5).any(|window| window == b"SEED-") => {
                bytes.get(..16).map(<[u8]>::to_vec)
            }
            _ => None,
        });
        salts.take(3).collect()
    }
}

fn entries(store: &Store, up_to: Privacy) -> Result<Vec<Entry>> {
    let lacking = store.entries_lacking(AREA, &Have::default(), up_to)?;
    Ok(lacking.collect::<Result<_, _>>()?)
}

fn receive(store: &mut Store, entries: &[Entry]) -> Result<()> {
    let mut entries = entries
        .iter()
        .cloned()
        .map(Ok::<_, std::convert::Infallible>);
    store
        .receive(&mut entries, Intent::Commit)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::PART;

    #[test]
    fn what_is_destroyed_is_gone_everywhere() {
        crate::part::hold(&PART);
    }
}
