//! How far somebody's knowledge reaches along the strands that are here.

use crate::Store;
use crate::error::StoreError;
use crate::fold::Folder;
use crate::journal::{self, Position, Tip};
use ledger::{Have, Held, Privacy};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// By strand, the number up to which the other side needs nothing.
pub(super) struct Reach(BTreeMap<i64, u64>);

impl Reach {
    /// What need not be given to them.
    pub(super) fn of(
        store: &Store,
        tips: &[Tip],
        (have, up_to): (&Have, Privacy),
    ) -> Result<Self, StoreError> {
        let (mut reach, strangers) = Self::certain(store, tips, (have, up_to))?;
        for held in strangers {
            // Nobody is ahead of this replica in its own stream, but a copy of its file.
            if held.replica != store.replica {
                reach.guess(tips, held, whole(held, up_to));
            }
        }
        Ok(reach)
    }

    /// What they hold as far as their last entries are here, and the ends that are not.
    pub(super) fn certain<'h>(
        store: &Store,
        tips: &[Tip],
        (have, up_to): (&'h Have, Privacy),
    ) -> Result<(Self, Vec<&'h Held>), StoreError> {
        let connection = &store.connection;
        let mut reach = Self(BTreeMap::new());
        let mut strangers = Vec::new();
        let mut folder = Folder::new(connection);
        for held in &have.streams {
            let whole = whole(held, up_to);
            let Some(position) = standing(&mut folder, connection, (tips, held))? else {
                strangers.push(held);
                continue;
            };
            reach.learn(position.strand, whole.min(position.seq));
            let knowledge = folder.knowledge(position.knowledge)?;
            let ancestors = tips
                .iter()
                .filter(|tip| tip.replica == held.replica && tip.strand != position.strand);
            for tip in ancestors {
                let shared = knowledge.0.get(&tip.strand).copied().unwrap_or(0);
                reach.learn(tip.strand, whole.min(shared));
            }
        }
        Ok((reach, strangers))
    }

    /// The number of the strand up to which they need nothing.
    pub(super) fn of_strand(&self, strand: i64) -> u64 {
        self.0.get(&strand).copied().unwrap_or(0)
    }

    /// Their last entry is not here. If their stream is longer than ours, ours is taken for its
    /// beginning; if not, the two are branches of a fork and all of ours is given.
    fn guess(&mut self, tips: &[Tip], held: &Held, whole: u64) {
        let mut ours = tips.iter().filter(|tip| tip.replica == held.replica);
        if let (Some(tip), None) = (ours.next(), ours.next())
            && tip.seq < held.seq
        {
            self.learn(tip.strand, whole.min(tip.seq));
        }
    }

    fn learn(&mut self, strand: i64, seq: u64) {
        let known = self.0.entry(strand).or_insert(seq);
        *known = (*known).max(seq);
    }
}

/// The number up to which nothing of the classes up to this one is missing there.
fn whole(held: &Held, up_to: Privacy) -> u64 {
    let classes = held.classes.iter().take(up_to as usize + 1);
    classes.fold(held.seq, |least, whole| least.min(*whole))
}

/// Where the last entry stands that they have of a stream, if it is here; most often it is the last
/// one here too.
fn standing(
    folder: &mut Folder<'_>,
    connection: &Connection,
    (tips, held): (&[Tip], &Held),
) -> Result<Option<Position>, StoreError> {
    if let Some(tip) = tips.iter().find(|tip| tip.digest == held.digest) {
        return Ok(Some(Position {
            strand: tip.strand,
            seq: tip.seq,
            knowledge: tip.knowledge,
        }));
    }
    let id = journal::id_of(connection, &held.digest)?;
    id.map(|id| folder.position(id)).transpose()
}
