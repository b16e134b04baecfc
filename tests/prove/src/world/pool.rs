//! The files the histories are played on: made once and used for many histories, each in an area
//! of its own. They lie in memory where the system offers such a folder.

use anyhow::{Context as _, Result, ensure};
use ledger::{Digest, ReplicaId};
use std::collections::BTreeSet;
use std::path::Path;
use store::{Access, CheckDepth, Store};
use tempfile::TempDir;

/// Histories after which the files are checked and made anew: what is read of a file with every
/// merge (gaps, destructions) grows with all of them.
const PERIOD: u64 = 800;
/// Where Linux keeps files in memory.
const IN_MEMORY: &str = "/dev/shm";

/// The files.
pub struct Pool {
    folder: TempDir,
    stores: Vec<Store>,
    stains: BTreeSet<ReplicaId>,
    histories: u64,
    replicas: u64,
}

impl Pool {
    /// No files yet.
    pub fn new() -> Result<Self> {
        let memory = Path::new(IN_MEMORY);
        let folder = if memory.is_dir() {
            TempDir::new_in(memory)
        } else {
            TempDir::new()
        }?;
        Ok(Self {
            folder,
            stores: Vec::new(),
            stains: BTreeSet::new(),
            histories: 0,
            replicas: 0,
        })
    }

    /// An area no other history of these files has.
    pub fn next_area(&mut self) -> String {
        self.histories += 1;
        format!("{:012}", self.histories)
    }

    /// Whether the files have served long enough.
    pub fn is_used_up(&self) -> bool {
        self.histories >= PERIOD
    }

    /// The file of this number.
    pub fn store(&mut self, number: usize) -> Result<&mut Store> {
        while self.stores.len() <= number {
            let path = self.folder.path().join(format!("{}.yz", self.stores.len()));
            let replica = self.new_replica();
            Store::seal_pages(false)?;
            let created = Store::create(&path, &Access::Open, replica);
            Store::seal_pages(true)?;
            let (mut store, _) = created?;
            store.hasten()?;
            self.stores.push(store);
        }
        self.stores.get_mut(number).context("a file")
    }

    /// Has the file go on as a replica that no copy was made of.
    pub fn refresh(&mut self, number: usize) -> Result<()> {
        let replica = self.store(number)?.replica();
        if self.stains.contains(&replica) {
            let replica = self.new_replica();
            self.store(number)?.become_replica(replica)?;
        }
        Ok(())
    }

    /// A replica that was never there.
    pub fn new_replica(&mut self) -> ReplicaId {
        self.replicas += 1;
        let digest = Digest::of("world", &[&self.replicas.to_be_bytes()]);
        let mut id = [0; 16];
        id.iter_mut()
            .zip(digest.0)
            .for_each(|(to, from)| *to = from);
        ReplicaId(id)
    }

    /// Of this replica there are copies, or its word was cut off: no later history uses it.
    pub fn stain(&mut self, replica: ReplicaId) {
        self.stains.insert(replica);
    }

    /// Checks every file and all histories in it: the ledgers are the fold of the journal.
    pub fn check(&mut self) -> Result<()> {
        for (number, store) in self.stores.iter_mut().enumerate() {
            let report = store.check(CheckDepth::Rebuild)?;
            ensure!(
                report.ok,
                "file {number} is not whole: {:?}",
                report.differences
            );
        }
        Ok(())
    }
}
