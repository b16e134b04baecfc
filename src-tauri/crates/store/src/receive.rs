//! Taking in entries of other replicas: what is known is skipped, what cannot be folded yet is
//! held, the rest is folded. One transaction; a rehearsal is the same, rolled back.

use crate::Store;
use crate::destroy::{Destroys, Place};
use crate::error::StoreError;
use crate::fold::{Author, Folder, Sight};
use crate::held;
use crate::journal;
use crate::merge::{Arrival, Intent, Merge, ReceiveError, Removal};
use crate::owed;
use crate::photos;
use crate::quarantine::{self, Cut, Shift};
use crate::questions;
use crate::sealed;
use crate::tally::Tally;
use crate::unseen::Withheld;
use ledger::entry::{Seen, Touch};
use ledger::{Digest, Entry, EntryError, Part, Privacy, ReplicaId, RowId};
use rusqlite::Connection;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::iter;
use std::rc::Rc;

mod place;
mod waiting;

impl Store {
    /// Merges entries, in whatever order they come. Their digests are computed here; that their
    /// authors may write the area is for the caller to have verified.
    pub fn receive<E>(
        &mut self,
        entries: &mut dyn Iterator<Item = Result<Entry, E>>,
        intent: Intent,
    ) -> Result<Merge, ReceiveError<E>> {
        let arrival = Arrival {
            entries,
            photos: &mut iter::empty(),
            adoption: None,
        };
        self.take_in(arrival, intent)
    }

    /// Merges entries and keeps those photos that some row then names. What is cut off goes into
    /// quarantine.
    pub fn take_in<E>(
        &mut self,
        arrival: Arrival<'_, E>,
        intent: Intent,
    ) -> Result<Merge, ReceiveError<E>> {
        let Arrival {
            entries,
            photos,
            adoption,
        } = arrival;
        // A savepoint: what the caller notes of the merge may belong together with it.
        let transaction = self.connection.savepoint().map_err(StoreError::from)?;
        let mut intake = Intake::new(&transaction, adoption.map(|adoption| &*adoption.cuts))?;
        for entry in entries {
            intake.take(&entry.map_err(ReceiveError::Source)?)?;
        }
        let mut merge = intake.finish()?;
        if let Some(adoption) = adoption {
            adoption.keep(&transaction)?;
        }
        for photo in photos {
            let photo = photo.map_err(ReceiveError::Source)?;
            merge.photos += u64::from(photos::keep_named(&transaction, &photo)?);
        }
        let too_many = too_many(intent, &merge.removals);
        if intent == Intent::Rehearse || !too_many.is_empty() {
            transaction.finish()
        } else {
            transaction.commit()
        }
        .map_err(StoreError::from)?;
        if too_many.is_empty() {
            Ok(merge)
        } else {
            Err(ReceiveError::TooManyRemoved(too_many))
        }
    }
}

/// What the intent does not allow to go.
fn too_many(intent: Intent, removals: &[Removal]) -> Vec<Removal> {
    let Intent::CommitWithin(limit) = intent else {
        return Vec::new();
    };
    let removals = removals.iter();
    removals
        .filter(|removal| limit.is_passed(removal.removed, removal.of))
        .cloned()
        .collect()
}

/// A merge in hand; with nothing to take in, it settles what changed beside the entries.
pub(crate) struct Intake<'c> {
    connection: &'c Connection,
    folder: Folder<'c>,
    next_id: i64,
    merge: Merge,
    tally: Tally,
    /// Open questions of every area that changes, before it did.
    questions: BTreeMap<String, BTreeSet<String>>,
    /// Rows to fold again, because parts of entries came later: area, ledger, row.
    stale: BTreeSet<(String, u16, RowId)>,
    destroys: Destroys,
    /// Streams of which not all counts.
    cut_off: BTreeSet<(ReplicaId, String)>,
    /// Entries of those that arrived and were not folded.
    unfolded: Vec<i64>,
    /// Entries with leaves that are erased, and perhaps without cause.
    doubtful: BTreeSet<i64>,
    /// Areas of which confidential rows changed, or may have.
    sealed: BTreeSet<String>,
}

impl<'c> Intake<'c> {
    /// `cuts` take the place of those that are known.
    pub(crate) fn new(
        connection: &'c Connection,
        cuts: Option<&[Cut]>,
    ) -> Result<Self, StoreError> {
        if let Some(cuts) = cuts {
            quarantine::keep_cuts(connection, cuts)?;
        }
        Ok(Self {
            connection,
            folder: Folder::new(connection),
            next_id: journal::next_id(connection)?,
            merge: Merge::default(),
            tally: Tally::default(),
            questions: BTreeMap::new(),
            stale: BTreeSet::new(),
            destroys: Destroys::load(connection)?,
            cut_off: quarantine::streams(connection)?,
            unfolded: Vec::new(),
            doubtful: BTreeSet::new(),
            sealed: BTreeSet::new(),
        })
    }

    fn take(&mut self, entry: &Entry) -> Result<(), StoreError> {
        let digest = entry.digest();
        if let Some(id) = journal::id_of(self.connection, &digest)? {
            return self.complete(id, entry);
        }
        if held::find(self.connection, &digest)?.is_some() {
            return self.complete_held(entry, digest);
        }
        if entry.head.part >= entry.head.parts {
            return Err(EntryError::Head.into());
        }
        let missing = self.missing(entry)?;
        if missing.is_none() && entry.head.parts == 1 {
            self.fold(entry, digest)?;
            return self.release(VecDeque::from([digest]));
        }
        held::hold(self.connection, (entry, digest), missing)?;
        let mut arrived = VecDeque::from(self.fold_batch(entry)?);
        arrived.push_back(digest);
        self.release(arrived)
    }

    /// Remembers what was open before the area's books change.
    fn note_questions(&mut self, area: &str) -> Result<(), StoreError> {
        if !self.questions.contains_key(area) {
            let open = questions::keys(self.connection, area)?;
            self.questions.insert(area.to_owned(), open);
        }
        Ok(())
    }

    /// A known entry came again, perhaps with classes that had been withheld.
    fn complete(&mut self, id: i64, entry: &Entry) -> Result<(), StoreError> {
        self.merge.unchanged += 1;
        let mut is_fuller = false;
        let author = self.folder.author(id, Rc::default())?;
        let entry = &*self.without_destroyed(entry, &author)?;
        for (class, part) in entry.parts.iter().enumerate() {
            if matches!(part, Part::Leaves(_)) && journal::fill(self.connection, id, class, part)? {
                is_fuller = true;
            }
        }
        if is_fuller {
            self.folder.forget(id);
            self.note_questions(&entry.head.area)?;
            self.merge.completed += 1;
            self.doubtful.insert(id);
            let whole = journal::load(self.connection, id, Privacy::Secret)?;
            journal::note_touches(self.connection, id, &whole)?;
            self.note_sealed(entry);
            self.folder.read_anew();
            let touches = entry.touches()?.into_iter();
            self.stale
                .extend(touches.map(|touch| (entry.head.area.clone(), touch.ledger, touch.row)));
            self.carry_out(id, entry)?;
        }
        Ok(())
    }

    /// An entry without what it had not seen destroyed.
    fn without_destroyed<'e>(
        &mut self,
        entry: &'e Entry,
        author: &Author,
    ) -> Result<Cow<'e, Entry>, StoreError> {
        let mut rest = Cow::Borrowed(entry);
        if !self.destroys.is_empty() {
            let folder = &mut self.folder;
            self.merge.destroyed += self.destroys.erase(folder, rest.to_mut(), author)?;
        }
        Ok(rest)
    }

    /// Erases what the entry destroys, and has the rows folded again.
    fn carry_out(&mut self, id: i64, entry: &Entry) -> Result<(), StoreError> {
        let (places, erased) =
            self.destroys
                .carry_out(&mut self.folder, self.connection, (id, entry))?;
        for place in places {
            self.doubtful
                .extend(journal::touching(self.connection, &place)?);
            self.stale.insert((place.area, place.ledger, place.row));
        }
        self.merge.destroyed += erased;
        Ok(())
    }

    /// A head does not say which confidential row its entry changed: it may be any.
    fn note_sealed(&mut self, entry: &Entry) {
        if entry.head.touches.contains(&Touch::SEALED) {
            self.sealed.insert(entry.head.area.clone());
        }
    }

    /// Folds an entry whose causes are here. One that contradicts its own chain waits for
    /// ever, and with it all that builds on it: whatever came first, the fold stays the same.
    fn fold(&mut self, entry: &Entry, digest: Digest) -> Result<(), StoreError> {
        let sound = match self.place(entry) {
            Ok(position) => journal::foldable(entry).map(|changes| (position, changes)),
            Err(error) => Err(error),
        };
        let (position, mut changes) = match sound {
            Ok(sound) => sound,
            Err(StoreError::Entry(_)) => {
                let never = Seen {
                    replica: entry.head.replica,
                    seq: entry.head.seq,
                    digest,
                };
                return held::hold(self.connection, (entry, digest), Some(never));
            }
            Err(error) => return Err(error),
        };
        self.note_questions(&entry.head.area)?;
        let id = self.next_id;
        let knowledge = self.folder.knowledge(position.knowledge)?;
        let author = Author {
            entry: id,
            sight: Sight::Some(position, knowledge),
            withheld: Rc::new(Withheld::of(entry)),
        };
        let rest = self.without_destroyed(entry, &author)?;
        if let Cow::Owned(rest) = &rest {
            changes = journal::foldable(rest)?;
        }
        journal::append(self.connection, id, (&rest, digest), position)?;
        self.next_id += 1;
        self.merge.entries += 1;
        self.note_sealed(entry);
        if owed::has_erased(&rest) {
            self.doubtful.insert(id);
        }
        if self.is_cut_off(entry) {
            self.unfolded.push(id);
            return Ok(());
        }
        for change in &changes {
            let folded = self.folder.fold(&author, &entry.head.area, change)?;
            self.tally
                .note((&entry.head.area, change.ledger, change.row), folded);
        }
        self.carry_out(id, &rest)
    }

    fn is_cut_off(&self, entry: &Entry) -> bool {
        let stream = || (entry.head.replica, entry.head.area.clone());
        !self.cut_off.is_empty() && self.cut_off.contains(&stream())
    }

    /// Puts what does not count into quarantine, and has the rows of what came to count or no
    /// longer does folded again.
    fn settle_quarantine(&mut self) -> Result<(), StoreError> {
        let Shift {
            set_aside,
            released,
        } = quarantine::settle(self.connection, &self.unfolded)?;
        self.merge.quarantined = set_aside.len() as u64;
        let unfolded: BTreeSet<i64> = self.unfolded.drain(..).collect();
        for id in set_aside.into_iter().filter(|id| !unfolded.contains(id)) {
            self.fold_again(id)?;
        }
        for id in released {
            self.merge.released += u64::from(!unfolded.contains(&id));
            let entry = self.fold_again(id)?;
            self.carry_out(id, &entry)?;
        }
        Ok(())
    }

    fn fold_again(&mut self, id: i64) -> Result<Entry, StoreError> {
        let entry = journal::load(self.connection, id, Privacy::Secret)?;
        let area = entry.head.area.clone();
        self.note_questions(&area)?;
        self.note_sealed(&entry);
        for touch in entry.touches()? {
            let place = Place {
                area: area.clone(),
                ledger: touch.ledger,
                row: touch.row,
            };
            if touch.op == Touch::DESTROY {
                self.doubtful
                    .extend(journal::touching(self.connection, &place)?);
            }
            self.stale.insert((area.clone(), touch.ledger, touch.row));
        }
        Ok(entry)
    }

    pub(crate) fn finish(mut self) -> Result<Merge, StoreError> {
        self.settle_quarantine()?;
        let owed = owed::settle(&mut self.folder, self.connection, &self.doubtful)?.into_iter();
        self.stale
            .extend(owed.map(|place| (place.area, place.ledger, place.row)));
        for area in &self.sealed {
            self.stale.extend(sealed::rows(self.connection, area)?);
        }
        for (area, ledger, row) in std::mem::take(&mut self.stale) {
            let folded = self.folder.fold_row(ledger, row, &area)?;
            self.tally.note((&area, ledger, row), folded);
        }
        self.folder.index()?;
        self.tally.close(self.connection, &mut self.merge)?;
        for (area, before) in &self.questions {
            let now = questions::keys(self.connection, area)?;
            self.merge.questions += now.difference(before).count() as u64;
        }
        self.merge.held = held::count(self.connection)?;
        self.merge.gaps = held::gaps(self.connection)?;
        Ok(self.merge)
    }
}
