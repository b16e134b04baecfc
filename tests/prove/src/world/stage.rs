//! A history being played: who there is, what each knows, what lies on the way.

use anyhow::{Context as _, Result, anyhow, ensure};
use ledger::entry::Wall;
use ledger::{Digest, Entry, Privacy, ReplicaId, RowId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use store::{Adoption, Cut, Intent, Merge, Stamp, Store, StoreError};

use super::bits::Bits;
use super::deed::{At, Deed};
use super::facts::{Facts, View, classes_of};
use super::judge;
use super::pool::Pool;
use super::story::{Step, Story, index};
use crate::chance::Chance;

/// Replicas a history has at most, copies included.
const CROWD: usize = 34;

/// What comes with one package.
pub type Package = Rc<Vec<Entry>>;

/// A replica.
pub struct Actor {
    /// Number of its file.
    pub file: usize,
    /// What reached it.
    pub known: Bits,
    /// Of what reached it, which classes.
    pub classes: BTreeMap<usize, u8>,
    /// Up to which class it is given anything.
    pub sees: Privacy,
    /// Whether it heard of the lost laptops.
    pub knows_cuts: bool,
    /// What reached it, piece by piece: the past a backup goes back to.
    log: Vec<Package>,
    is_lost: bool,
}

/// A history being played.
pub struct Stage<'p> {
    pub(super) pool: &'p mut Pool,
    pub(super) area: String,
    pub(super) facts: Facts,
    pub(super) actors: Vec<Actor>,
    pub(super) cuts: Vec<Cut>,
    /// Replicas of which there are copies.
    pub(super) copied: BTreeSet<ReplicaId>,
    /// Whether somebody is or was not given everything.
    pub(super) is_partial: bool,
    wire: Vec<Package>,
    files: usize,
    deeds: u32,
}

impl<'p> Stage<'p> {
    /// An empty stage with the story's replicas.
    pub fn new(pool: &'p mut Pool, story: &Story) -> Result<Self> {
        let area = pool.next_area();
        let mut stage = Self {
            pool,
            area,
            facts: Facts::default(),
            actors: Vec::new(),
            cuts: Vec::new(),
            copied: BTreeSet::new(),
            is_partial: false,
            wire: Vec::new(),
            files: 0,
            deeds: 0,
        };
        for _ in 0..story.replicas {
            let actor = stage.newcomer()?;
            stage.actors.push(actor);
        }
        Ok(stage)
    }

    /// Plays the steps.
    pub fn play(&mut self, story: &Story) -> Result<()> {
        for (number, step) in story.steps.iter().enumerate() {
            let played = self.step(step);
            played.with_context(|| format!("step {number} {step:?}"))?;
        }
        Ok(())
    }

    /// Leaves the files for the next history: none of its cuts stays.
    pub fn leave(self) -> Result<()> {
        if !self.cuts.is_empty() {
            for cut in &self.cuts {
                self.pool.stain(cut.replica);
            }
            for file in 0..self.files {
                self.pool.store(file)?.adopt(&Adoption::default())?;
            }
        }
        for replica in self.copied {
            self.pool.stain(replica);
        }
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<()> {
        let many = self.actors.len();
        match step {
            Step::Act { who, deed, clock } => self.act(who % many, deed, *clock),
            Step::Talk { from, to } => self.talk(from % many, to % many).map(drop),
            Step::Pack { from, to } => {
                let package = self.pack(from % many, to % many)?;
                self.wire.push(package);
                Ok(())
            }
            Step::Deliver { package, to, way } => self.deliver(*package, to % many, *way),
            Step::Clone { who, back } => self.copy(who % many, *back),
            Step::Restore { who, back } => self.go_back(who % many, *back, Going::New),
            Step::Rollback { who, back } => self.go_back(who % many, *back, Going::Same),
            Step::Profile { who, class } => {
                self.profile(who % many, *class);
                Ok(())
            }
            Step::Revoke { who } => self.revoke(who % many),
            Step::Learn { who } => {
                let is_honest = self
                    .actors
                    .get(who % many)
                    .is_some_and(|actor| !actor.is_lost);
                if is_honest {
                    self.learn(who % many)
                } else {
                    Ok(())
                }
            }
            Step::Look { who } => self.look(who % many),
        }
    }

    fn newcomer(&mut self) -> Result<Actor> {
        let file = self.files;
        self.files += 1;
        self.pool.refresh(file)?;
        Ok(Actor {
            file,
            known: Bits::default(),
            classes: BTreeMap::new(),
            sees: Privacy::Secret,
            knows_cuts: false,
            log: Vec::new(),
            is_lost: false,
        })
    }

    pub(super) fn actor(&self, who: usize) -> Result<&Actor> {
        self.actors.get(who).context("a replica")
    }

    fn actor_mut(&mut self, who: usize) -> Result<&mut Actor> {
        self.actors.get_mut(who).context("a replica")
    }

    pub(super) fn store(&mut self, who: usize) -> Result<&mut Store> {
        let file = self.actor(who)?.file;
        self.pool.store(file)
    }

    /// What the judge holds that somebody must see.
    pub(super) fn view(&self, who: usize) -> Result<View<'_>> {
        let actor = self.actor(who)?;
        let cuts = if actor.knows_cuts {
            self.cuts.as_slice()
        } else {
            &[]
        };
        Ok(View::of(&self.facts, &actor.known, cuts))
    }

    fn act(&mut self, who: usize, deed: &Deed, clock: i64) -> Result<()> {
        self.deeds += 1;
        let area = self.area.clone();
        let at = At {
            area: &area,
            number: self.deeds,
        };
        let changes = deed.changes(&at);
        let stamp = Stamp {
            wall: Wall {
                utc_ms: clock,
                offset_min: 480,
                boot: 1,
            },
            actor: "a1".to_owned(),
            act: deed.act(),
            act_id: RowId::fixed("act", &area, &self.deeds.to_string()),
            form: None,
        };
        let view = self.view(who)?;
        let past = view.seen();
        // What a destruction erased that no longer counts is not there either.
        let is_partial = self.is_partial || view.has_void_destruction();
        let store = self.store(who)?;
        let before = store.have(&area)?;
        let receipt = match store.act(&area, &stamp, &changes) {
            // Nothing is written over a value that did not come.
            Err(StoreError::Withheld { .. }) if is_partial => return Ok(()),
            other => other.context("the act")?,
        };
        judge::shows(store, &changes)?;
        let lacking = store.entries_lacking(&area, &before, Privacy::Secret)?;
        let mut written = Vec::new();
        for entry in lacking {
            let entry = entry?;
            if receipt.entries.contains(&entry.digest()) {
                written.push(entry);
            }
        }
        ensure!(
            written.len() == receipt.entries.len(),
            "the journal lacks what was written"
        );
        self.remember(who, written, past)
    }

    fn remember(&mut self, who: usize, written: Vec<Entry>, mut past: Bits) -> Result<()> {
        for entry in &written {
            let number = self.facts.add(entry, past.clone())?;
            past.insert(number);
            let actor = self.actor_mut(who)?;
            actor.known.insert(number);
            actor.classes.insert(number, classes_of(entry));
        }
        if !written.is_empty() {
            self.actor_mut(who)?.log.push(Rc::new(written));
        }
        Ok(())
    }

    /// What one has for another, by what the other says it has.
    fn pack(&mut self, from: usize, to: usize) -> Result<Package> {
        let area = self.area.clone();
        let sees = self.actor(to)?.sees;
        let have = self.store(to)?.have(&area)?;
        let lacking = self.store(from)?.entries_lacking(&area, &have, sees)?;
        let entries: Result<Vec<Entry>, StoreError> = lacking.collect();
        Ok(Rc::new(entries?))
    }

    /// One tells another; whether the other learnt anything.
    pub(super) fn talk(&mut self, from: usize, to: usize) -> Result<bool> {
        if from == to {
            return Ok(false);
        }
        let package = self.pack(from, to)?;
        self.hear(to, package)
    }

    fn deliver(&mut self, package: usize, to: usize, way: u64) -> Result<()> {
        let Some(package) = self.wire.get(package % self.wire.len().max(1)) else {
            return Ok(());
        };
        let mut chance = Chance::of(way, 0);
        let mut entries = Vec::clone(package);
        if chance.below(2) == 0 {
            entries.retain(|_| chance.below(5) != 0);
        }
        if chance.below(2) == 0 {
            for place in (1..entries.len()).rev() {
                let other = index(&mut chance, place + 1);
                entries.swap(place, other);
            }
        }
        if chance.below(4) == 0 {
            let again = entries.first().cloned();
            entries.extend(again);
        }
        self.hear(to, Rc::new(entries)).map(drop)
    }

    fn hear(&mut self, to: usize, package: Package) -> Result<bool> {
        if package.is_empty() {
            return Ok(false);
        }
        let merge = self.take(to, &package)?;
        for entry in package.iter() {
            let number = self.facts.find(&entry.digest());
            let number = number.ok_or_else(|| anyhow!("an entry nobody wrote"))?;
            let actor = self.actor_mut(to)?;
            actor.known.insert(number);
            *actor.classes.entry(number).or_default() |= classes_of(entry);
        }
        self.actor_mut(to)?.log.push(package);
        let store = self.store(to)?;
        let replica = store.replica();
        if store.has_forked(replica)? {
            // On learning that there is another, it goes on as a new one that has seen both.
            let replica = self.pool.new_replica();
            self.store(to)?.become_replica(replica)?;
        }
        Ok(merge.entries + merge.completed > 0)
    }

    fn take(&mut self, to: usize, entries: &[Entry]) -> Result<Merge> {
        let mut source = entries.iter().cloned().map(Ok::<_, StoreError>);
        let merge = self.store(to)?.receive(&mut source, Intent::Commit);
        merge.map_err(|error| anyhow!("a merge failed: {error}"))
    }

    fn profile(&mut self, who: usize, class: Privacy) {
        // The township keeps everything.
        if let Some(actor) = self.actors.get_mut(who).filter(|_| who > 0) {
            actor.sees = class;
            self.is_partial |= class < Privacy::Secret;
        }
    }

    fn copy(&mut self, who: usize, back: usize) -> Result<()> {
        if self.files >= CROWD {
            return Ok(());
        }
        let copy = self.state_of(who, back)?;
        let replica = self.store(who)?.replica();
        self.pool.store(copy.file)?.become_replica(replica)?;
        self.copied.insert(replica);
        self.actors.push(copy);
        Ok(())
    }

    fn go_back(&mut self, who: usize, back: usize, going: Going) -> Result<()> {
        // The township's is the one copy that is sure to have everything in the end.
        if self.files >= CROWD || who == 0 {
            return Ok(());
        }
        let earlier = self.state_of(who, back)?;
        let replica = self.store(who)?.replica();
        if going == Going::Same {
            self.pool.store(earlier.file)?.become_replica(replica)?;
            self.copied.insert(replica);
        }
        *self.actor_mut(who)? = earlier;
        Ok(())
    }

    /// A new file with what somebody's held some arrivals ago.
    fn state_of(&mut self, who: usize, back: usize) -> Result<Actor> {
        let mut copy = self.newcomer()?;
        let actor = self.actor(who)?;
        (copy.sees, copy.is_lost) = (actor.sees, actor.is_lost);
        let pieces = actor.log.len().saturating_sub(back);
        copy.log = actor.log.iter().take(pieces).cloned().collect();
        let entries: Vec<Entry> = copy
            .log
            .iter()
            .flat_map(|piece| piece.iter().cloned())
            .collect();
        for entry in &entries {
            let number = self
                .facts
                .find(&entry.digest())
                .context("an entry nobody wrote")?;
            copy.known.insert(number);
            *copy.classes.entry(number).or_default() |= classes_of(entry);
        }
        let mut source = entries.into_iter().map(Ok::<_, StoreError>);
        let merge = self
            .pool
            .store(copy.file)?
            .receive(&mut source, Intent::Commit);
        merge.map_err(|error| anyhow!("an old state cannot be laid down: {error}"))?;
        Ok(copy)
    }

    /// The township cuts off what it does not know of somebody's stream.
    fn revoke(&mut self, who: usize) -> Result<()> {
        if who == 0 || !self.cuts.is_empty() {
            return Ok(());
        }
        let replica = self.store(who)?.replica();
        let area = self.area.clone();
        let heads = self.store(0)?.heads(&area)?.into_iter();
        let ours = heads.filter(|head| head.replica == replica);
        let ends: Vec<(u64, Digest)> = ours.map(|head| (head.seq, head.digest)).collect();
        self.cuts.push(Cut {
            replica,
            area,
            ends,
        });
        self.actor_mut(who)?.is_lost = true;
        self.learn(0)
    }

    pub(super) fn learn(&mut self, who: usize) -> Result<()> {
        if self.cuts.is_empty() || self.actor(who)?.knows_cuts {
            return Ok(());
        }
        let adoption = Adoption {
            cuts: self.cuts.clone(),
            ..Adoption::default()
        };
        self.store(who)?.adopt(&adoption).context("the cut")?;
        self.actor_mut(who)?.knows_cuts = true;
        Ok(())
    }

    fn look(&mut self, who: usize) -> Result<()> {
        if self.is_partial {
            return Ok(());
        }
        let actor = self.actors.get(who).context("a replica")?;
        let cuts = if actor.knows_cuts {
            self.cuts.as_slice()
        } else {
            &[]
        };
        let view = View::of(&self.facts, &actor.known, cuts);
        if view.has_void_destruction() {
            return Ok(());
        }
        judge::judge(self.pool.store(actor.file)?, &self.area, &view)
    }
}

/// As whom an earlier state goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    New,
    Same,
}
