//! The end of a history: everybody tells everybody, by way of the township, until nothing new
//! arrives; then the oracles.

use anyhow::{Context as _, Result, ensure};
use ledger::{Have, Privacy};

use super::bits::Bits;
use super::facts::View;
use super::judge;
use super::stage::Stage;

/// Rounds after which everything must have arrived everywhere.
const ROUNDS: usize = 8;

impl Stage<'_> {
    /// Lets everything arrive, and judges.
    pub fn settle(&mut self) -> Result<()> {
        for who in 0..self.actors.len() {
            self.learn(who)?;
        }
        let mut rounds = 0;
        while self.round()? {
            rounds += 1;
            ensure!(rounds < ROUNDS, "after {rounds} rounds there is still news");
        }
        let whole = self.all_arrived()?;
        self.equal_books()?;
        self.named_forks(&whole)?;
        if self.is_everything_there(&whole)? {
            let (file, area) = (self.actor(0)?.file, self.area.clone());
            let view = View::of(&self.facts, &whole, &self.cuts);
            let store = self.pool.store(file)?;
            // What everybody erased before the destruction lost its word is nowhere any more. That
            // nobody has it is known by then: all show the same books, marks included.
            let is_lost = view.has_void_destruction() && judge::is_marked(store, &area)?;
            if !is_lost {
                judge::judge(store, &area, &view).context("in the end")?;
            }
            judge::is_gone(store, &area, &view)?;
        }
        Ok(())
    }

    fn round(&mut self) -> Result<bool> {
        let mut is_news = false;
        for who in 1..self.actors.len() {
            is_news |= self.talk(who, 0)?;
        }
        for who in 1..self.actors.len() {
            is_news |= self.talk(0, who)?;
        }
        Ok(is_news)
    }

    /// All that is left of the history anywhere, which everybody must have by now, in every class
    /// he may have.
    fn all_arrived(&mut self) -> Result<Bits> {
        let mut known = Bits::default();
        for actor in &self.actors {
            known.join(&actor.known);
        }
        let whole = self.facts.folded(&known);
        let area = self.area.clone();
        for who in 0..self.actors.len() {
            let actor = self.actor(who)?;
            let folded = self.facts.folded(&actor.known);
            ensure!(folded == whole, "replica {who} was not told of everything");
            let file = actor.file;
            let store = self.pool.store(file)?;
            let entries = store.entries_lacking(&area, &Have::default(), Privacy::Open)?;
            ensure!(
                entries.len() == whole.count(),
                "replica {who} has {} entries of {}",
                entries.len(),
                whole.count()
            );
            self.parts_arrived(who, &whole)?;
        }
        Ok(whole)
    }

    fn parts_arrived(&self, who: usize, whole: &Bits) -> Result<()> {
        let actor = self.actor(who)?;
        let permitted = (1_u8 << (actor.sees as u8 + 1)) - 1;
        for number in whole.iter() {
            let classes = |of: &super::stage::Actor| of.classes.get(&number).copied().unwrap_or(0);
            let anywhere = self
                .actors
                .iter()
                .fold(0, |all, actor| all | classes(actor));
            let missing = anywhere & permitted & !classes(actor);
            ensure!(
                missing == 0,
                "replica {who} lacks classes {missing:b} of entry {number}"
            );
        }
        Ok(())
    }

    /// Whether every part of every entry is left somewhere.
    fn is_everything_there(&self, whole: &Bits) -> Result<bool> {
        let town = self.actor(0)?;
        let is_there = |number: usize| {
            let fact = self.facts.get(number);
            let classes = town.classes.get(&number).copied().unwrap_or(0);
            fact.is_some_and(|fact| fact.classes & !classes == 0)
        };
        Ok(whole.iter().all(is_there))
    }

    fn equal_books(&mut self) -> Result<()> {
        let area = self.area.clone();
        let town = self.actor(0)?.file;
        let digest = self.pool.store(town)?.state_digest(&area)?;
        let rows = judge::rows(self.pool.store(town)?, &area)?;
        for who in 1..self.actors.len() {
            let actor = self.actor(who)?;
            let (file, sees) = (actor.file, actor.sees);
            let store = self.pool.store(file)?;
            if sees == Privacy::Secret {
                ensure!(
                    store.state_digest(&area)? == digest,
                    "replica {who} shows other books: {}",
                    judge::difference(store, &area, &rows)?
                );
            } else {
                judge::tells_no_lie(store, &rows).with_context(|| format!("replica {who}"))?;
            }
        }
        Ok(())
    }

    /// Of every replica that was copied, everybody can tell whether two wrote in its name.
    fn named_forks(&mut self, whole: &Bits) -> Result<()> {
        for replica in self.copied.clone() {
            let is_forked = self.facts.is_forked(replica, whole);
            for who in 0..self.actors.len() {
                let is_named = self.store(who)?.has_forked(replica)?;
                ensure!(
                    is_named == is_forked,
                    "fork of {replica}: {is_forked}, replica {who} says {is_named}"
                );
            }
        }
        Ok(())
    }
}
