//! Writing: what a person did becomes one transaction of one or more entries.

use crate::Store;
use crate::destroy;
use crate::error::StoreError;
use crate::fold::{Author, Folder, Sight};
use crate::journal::{self, Position, Tip};
use crate::keyfile;
use crate::normalize::{Unchanged, normalize};
use crate::photos;
use crate::quarantine;
use crate::receive::Intake;
use crate::rows::{Image, table};
use ledger::entry::{MAX_BYTES, MAX_CHANGES, Seen, Wall};
use ledger::{Act, Change, Digest, Entry, Head, Knowledge, Op, RowId, Spec, Value, Write};
use rusqlite::{Connection, TransactionBehavior};
use std::rc::Rc;

/// Who acted, when, and on what sight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Clock reading; shown to people, never used to decide.
    pub wall: Wall,
    /// Who acted, as an account code; never a name.
    pub actor: String,
    /// What was done.
    pub act: Act,
    /// Identity of the act.
    pub act_id: RowId,
    /// What the form had shown ([`Store::form`]), if there was a form.
    pub form: Option<Digest>,
}

/// What an act left in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Digests of its entries, in order; none if nothing changed.
    pub entries: Vec<Digest>,
    /// Number of the stream's last entry afterwards.
    pub last_seq: u64,
}

/// Bytes of changes after which an entry is closed, well under [`MAX_BYTES`].
const FULL: usize = MAX_BYTES * 3 / 4;

impl Store {
    /// Writes one act of this replica into the books of `area`: one transaction, one entry or,
    /// if it is large, a batch of entries.
    ///
    /// A change may name whole values of unordered lists and single fields of merge groups; what
    /// equals the stored row is dropped, except that [`Act::ANSWER_CONFLICT`] decides rival
    /// values even if what is shown stays.
    pub fn act(
        &mut self,
        area: &str,
        stamp: &Stamp,
        changes: &[Change],
    ) -> Result<Receipt, StoreError> {
        self.act_with_photos(area, stamp, changes, &[])
    }

    /// Writes one act and keeps the photos its rows name, salt and bytes of each, in the same
    /// transaction.
    pub fn act_with_photos(
        &mut self,
        area: &str,
        stamp: &Stamp,
        changes: &[Change],
        photos: &[&[u8]],
    ) -> Result<Receipt, StoreError> {
        let replica = self.replica;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let stream = Stream::open(&transaction, replica, area)?;
        let chunks = fold_here(&transaction, area, stamp.act, changes)?;
        let receipt = stream.append(&transaction, stamp, &chunks)?;
        let mut folded = chunks.iter().flatten();
        if folded.any(|change| matches!(change.op, Op::Destroy(_))) {
            destroy::carry_out_here(&transaction, &receipt.entries)?;
        }
        if stamp.act == Act::ADMIT_QUARANTINED {
            Intake::new(&transaction, None)?.finish()?;
        }
        for photo in photos {
            photos::keep(&transaction, photo)?;
        }
        transaction.commit()?;
        if let (Some(witness), Some(last)) = (&mut self.witness, receipt.entries.last()) {
            witness.note(area, (receipt.last_seq, *last));
        }
        Ok(receipt)
    }
}

/// Normalises and folds the changes, in the chunks that become entries.
fn fold_here(
    connection: &Connection,
    area: &str,
    act: Act,
    changes: &[Change],
) -> Result<Vec<Vec<Change>>, StoreError> {
    let unchanged = if act == Act::ANSWER_CONFLICT {
        Unchanged::Answer
    } else {
        Unchanged::Drop
    };
    let mut folder = Folder::new(connection);
    let mut author = Author {
        entry: journal::next_id(connection)?,
        sight: Sight::All,
        withheld: Rc::default(),
    };
    let mut chunks: Vec<Vec<Change>> = Vec::new();
    let mut bytes = 0;
    for change in changes {
        let table = table(change.ledger).ok_or(StoreError::UnknownLedger(change.ledger))?;
        let image = table.image(connection, change.row, area)?;
        let Some(change) = normalize(table.spec, image.as_ref(), change, unchanged)? else {
            continue;
        };
        refuse_unseen(table.spec, image.as_ref(), &change)?;
        let size = size_of(&change);
        match chunks.last_mut() {
            Some(chunk) if chunk.len() < MAX_CHANGES && bytes + size <= FULL => {
                bytes += size;
                folder.fold_onto(table, image, &author, (area, &change))?;
                chunk.push(change);
            }
            last => {
                author.entry += i64::from(last.is_some());
                bytes = size;
                folder.fold_onto(table, image, &author, (area, &change))?;
                chunks.push(vec![change]);
            }
        }
    }
    folder.index()?;
    Ok(chunks)
}

/// A write covers what was written before it, so it must have been shown that: nothing is written
/// over a value that was withheld.
fn refuse_unseen(spec: &Spec, image: Option<&Image>, change: &Change) -> Result<(), StoreError> {
    let unseen = image.map(|image| &image.marks.unseen);
    let mut written = change.writes.keys();
    let hidden = unseen.and_then(|unseen| written.find(|field| unseen.holds(**field)));
    hidden.map_or(Ok(()), |field| {
        Err(StoreError::Withheld {
            ledger: spec.name,
            row: change.row,
            field: *field,
        })
    })
}

/// An upper bound of the bytes a change takes in an entry, head and salts included.
fn size_of(change: &Change) -> usize {
    let texts = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text.len() + 6).sum();
    let writes = change.writes.values().map(|write| {
        8 + match write {
            Write::Whole(Value::Text(text)) => text.len() + 6,
            Write::Whole(Value::Lines(lines)) => texts(&mut lines.iter()),
            Write::Whole(Value::Set(set)) => texts(&mut set.iter()),
            Write::Whole(_) => 10,
            Write::Elements { added, removed } => texts(&mut added.iter().chain(removed)),
        }
    });
    128 + writes.sum::<usize>()
}

/// This replica's own stream in one area, and what it is about to learn.
struct Stream {
    replica: ledger::ReplicaId,
    area: String,
    own: Option<Tip>,
    seen: Vec<Seen>,
    knowledge: Knowledge,
}

impl Stream {
    fn open(
        connection: &Connection,
        replica: ledger::ReplicaId,
        area: &str,
    ) -> Result<Self, StoreError> {
        let tips = journal::tips(connection, area)?;
        let own = tips.iter().find(|tip| tip.replica == replica).cloned();
        let before = match &own {
            Some(tip) => journal::knowledge(connection, tip.knowledge)?,
            None => Knowledge::default(),
        };
        let own_strand = own.as_ref().map(|tip| tip.strand);
        let mut knowledge = before.clone();
        let mut seen = Vec::new();
        let shown = quarantine::shown_tips(connection, &tips)?;
        // What others had seen of the quarantined lies in the past of whoever saw them.
        for tip in shown.iter().flatten() {
            knowledge.join(&journal::knowledge(connection, tip.knowledge)?);
        }
        own_strand.map(|strand| knowledge.0.remove(&strand));
        let tips = shown.as_ref().unwrap_or(&tips).iter();
        for tip in tips.filter(|tip| Some(tip.strand) != own_strand) {
            if !before.covers(tip.strand, tip.seq) {
                knowledge.learn(tip.strand, tip.seq);
                seen.push(tip.seen());
            }
        }
        Ok(Self {
            replica,
            area: area.to_owned(),
            own,
            seen,
            knowledge,
        })
    }

    fn append(
        mut self,
        connection: &Connection,
        stamp: &Stamp,
        chunks: &[Vec<Change>],
    ) -> Result<Receipt, StoreError> {
        let parts = u32::try_from(chunks.len()).map_err(|_| ledger::EntryError::TooLarge)?;
        let mut entries = Vec::with_capacity(chunks.len());
        for (part, chunk) in (0..parts).zip(chunks) {
            let entry = self.write(stamp, chunk, (part, parts))?;
            let digest = entry.digest();
            self.append_one(connection, &entry, digest)?;
            entries.push(digest);
        }
        Ok(Receipt {
            entries,
            last_seq: self.own.map_or(0, |tip| tip.seq),
        })
    }

    fn write(
        &mut self,
        stamp: &Stamp,
        changes: &[Change],
        (part, parts): (u32, u32),
    ) -> Result<Entry, StoreError> {
        let head = Head {
            replica: self.replica,
            area: self.area.clone(),
            seq: self.own.as_ref().map_or(0, |tip| tip.seq) + 1,
            prev: self.own.as_ref().map(|tip| tip.digest),
            seen: std::mem::take(&mut self.seen),
            wall: stamp.wall,
            actor: stamp.actor.clone(),
            act: stamp.act.number,
            act_id: stamp.act_id,
            part,
            parts,
            form: stamp.form,
            touches: Vec::new(),
        };
        let mut has_salt = true;
        let mut salt = || {
            keyfile::random().unwrap_or_else(|_| {
                has_salt = false;
                [0; 16]
            })
        };
        let entry = Entry::write(head, changes, &mut salt)?;
        if has_salt {
            Ok(entry)
        } else {
            Err(StoreError::Crypto("randomness"))
        }
    }

    fn append_one(
        &mut self,
        connection: &Connection,
        entry: &Entry,
        digest: Digest,
    ) -> Result<(), StoreError> {
        let strand = match &self.own {
            Some(tip) => tip.strand,
            None => journal::add_strand(connection, self.replica, &self.area, None)?,
        };
        let knowledge = self.knowledge_id(connection)?;
        let position = Position {
            strand,
            seq: entry.head.seq,
            knowledge,
        };
        let id = journal::next_id(connection)?;
        journal::append(connection, id, (entry, digest), position)?;
        self.own = Some(Tip {
            strand,
            replica: self.replica,
            seq: entry.head.seq,
            digest,
            knowledge,
        });
        Ok(())
    }

    fn knowledge_id(&self, connection: &Connection) -> Result<i64, StoreError> {
        let known = match &self.own {
            Some(tip) => Some((
                tip.knowledge,
                journal::knowledge(connection, tip.knowledge)?,
            )),
            None => None,
        };
        let known = known.as_ref().map(|(id, knowledge)| (*id, knowledge));
        journal::keep_knowledge(connection, known, &self.knowledge)
    }
}
