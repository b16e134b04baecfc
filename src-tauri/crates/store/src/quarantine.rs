//! Quarantine (journal.md §5): entries of a replica whose word does not count, or no longer counts
//! beyond some entry, because its laptop is lost. They are kept, passed on and shown, and not
//! folded, until their own office admits them.
//!
//! What is quarantined follows from the entries known and from how far each replica's word counts,
//! never from the order in which they came: whoever knows the same folds the same. An entry counts
//! if it is one of the replica's ends or an ancestor of one; where an end is not here, if its
//! number is not above that end's. An admission is an act of the office that adds an end; it must
//! itself stand within the ends its author was given, so that nobody admits himself.

use crate::Store;
use crate::destroy::Place;
use crate::error::StoreError;
use crate::journal::{self, Tip, array, seq_of};
use crate::local;
use crate::merge::Merge;
use crate::receive::Intake;
use ledger::entry::Wall;
use ledger::kinds::{photo, ruling};
use ledger::{Act, Change, Digest, Entry, Privacy, ReplicaId, RowId, Value, Write};
use rusqlite::{Connection, TransactionBehavior};
use std::collections::{BTreeMap, BTreeSet};

mod reach;

/// Number and digest of an entry up to which a replica's word counts.
pub type End = (u64, Digest);

/// How far the word of a replica counts, where not all of it does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// Whose word.
    pub replica: ReplicaId,
    /// In whose books.
    pub area: String,
    /// The entries up to which it counts; none if nothing of it does.
    pub ends: Vec<End>,
}

/// An entry in quarantine, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// The entry.
    pub digest: Digest,
    /// Who wrote it: the copy of the file.
    pub replica: ReplicaId,
    /// Its number in its stream.
    pub seq: u64,
    /// When, by that machine's clock.
    pub wall: Wall,
    /// Who acted, as an account code.
    pub actor: String,
    /// Act number.
    pub act: u16,
    /// What it would write.
    pub changes: Vec<Change>,
}

/// What an office takes over at once when its keys or another's change.
#[derive(Clone, Debug, Default)]
pub struct Adoption {
    /// Settings to keep.
    pub settings: Vec<(&'static str, Vec<u8>)>,
    /// Cards of offices, by code.
    pub cards: Vec<(String, String)>,
    /// Certificates of replicas.
    pub certificates: Vec<(ReplicaId, Vec<u8>)>,
    /// How far each replica's word counts from now on, where not all of it does.
    pub cuts: Vec<Cut>,
}

impl Store {
    /// Takes over changed keys: all of it or nothing. Tells what that does to the books.
    pub fn adopt(&mut self, adoption: &Adoption) -> Result<Merge, StoreError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let merge = Intake::new(&transaction, Some(&adoption.cuts))?.finish()?;
        adoption.keep(&transaction)?;
        transaction.commit()?;
        Ok(merge)
    }

    /// The replicas whose word does not count whole.
    pub fn cuts(&self) -> Result<Vec<Cut>, StoreError> {
        cuts(&self.connection)
    }

    /// The entries in quarantine, of one area or of all, in causal order.
    pub fn quarantined(&self, area: Option<&str>) -> Result<Vec<Quarantined>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT entry.id FROM quarantine JOIN entry ON entry.id = quarantine.entry
             JOIN strand ON strand.id = entry.strand
             WHERE ?1 IS NULL OR strand.area = ?1 ORDER BY entry.id",
        )?;
        let ids = statement.query_map([area], |row| row.get::<_, i64>(0))?;
        let mut found = Vec::new();
        for id in ids {
            let entry = journal::load(&self.connection, id?, Privacy::Secret)?;
            found.push(Quarantined {
                digest: entry.digest(),
                replica: entry.head.replica,
                seq: entry.head.seq,
                wall: entry.head.wall,
                actor: entry.head.actor.clone(),
                act: entry.head.act,
                changes: journal::foldable(&entry)?,
            });
        }
        Ok(found)
    }
}

impl Adoption {
    /// Keeps all of it but the cuts, which the merge keeps first.
    pub(crate) fn keep(&self, connection: &Connection) -> Result<(), StoreError> {
        for (name, value) in &self.settings {
            local::write_setting(connection, name, value)?;
        }
        for (code, card) in &self.cards {
            local::write_card(connection, code, card)?;
        }
        for (replica, bytes) in &self.certificates {
            local::write_certificate(connection, *replica, bytes)?;
        }
        Ok(())
    }
}

/// The change by which an office admits what a replica wrote up to an entry. It stands in the
/// ledger of rulings, in a row of its own, so that it travels and its reason is kept.
pub fn admission(area: &str, replica: ReplicaId, end: End, reason: &str) -> Change {
    let question = format!("{}/{}/{}", question_of(replica), end.0, end.1);
    let values = [
        ("question", Value::from(question.as_str())),
        ("answer", Value::from("keep")),
        ("reason", Value::from(reason)),
    ];
    Change::put(&ruling::SPEC, row_of(area, replica), values)
}

fn question_of(replica: ReplicaId) -> String {
    format!("quarantine/{replica}")
}

fn row_of(area: &str, replica: ReplicaId) -> RowId {
    RowId::fixed(ruling::SPEC.name, area, &question_of(replica))
}

/// The end an act of admission names, if the entry is one.
fn admitted(entry: &Entry, replica: ReplicaId) -> Result<Option<End>, StoreError> {
    if entry.head.act != Act::ADMIT_QUARANTINED.number {
        return Ok(None);
    }
    let row = row_of(&entry.head.area, replica);
    let changes = journal::foldable(entry)?;
    let texts = changes.iter().filter(|change| change.row == row);
    let mut texts = texts.flat_map(|change| change.writes.values());
    Ok(texts.find_map(|write| match write {
        Write::Whole(Value::Text(text)) => end_in(text, replica),
        _ => None,
    }))
}

fn end_in(text: &str, replica: ReplicaId) -> Option<End> {
    let rest = text
        .strip_prefix(&question_of(replica))?
        .strip_prefix('/')?;
    let (seq, digest) = rest.split_once('/')?;
    Some((seq.parse().ok()?, digest_in(digest)?))
}

fn digest_in(hex: &str) -> Option<Digest> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    bytes.try_into().ok().map(Digest)
}

/// The entries that fell into quarantine, and those that are to be folded now.
#[derive(Debug, Default)]
pub(crate) struct Shift {
    /// In quarantine from now on.
    pub(crate) set_aside: Vec<i64>,
    /// Free from now on, in causal order; not folded yet.
    pub(crate) released: Vec<i64>,
}

/// Brings the quarantine up to what the file knows. `arrived` stand in the journal and were not
/// folded, because their replicas are cut.
pub(crate) fn settle(connection: &Connection, arrived: &[i64]) -> Result<Shift, StoreError> {
    let cuts = cuts(connection)?;
    let before = all(connection)?;
    if cuts.is_empty() && before.is_empty() {
        return Ok(Shift::default());
    }
    let wanted = wanted(connection, &cuts)?;
    let arrived: BTreeSet<i64> = arrived.iter().copied().collect();
    let unfolded: BTreeSet<i64> = before.union(&arrived).copied().collect();
    let shift = Shift {
        set_aside: wanted.difference(&before).copied().collect(),
        released: unfolded.difference(&wanted).copied().collect(),
    };
    let mut insert = connection.prepare_cached("INSERT INTO quarantine (entry) VALUES (?1)")?;
    for entry in &shift.set_aside {
        insert.execute([entry])?;
    }
    let mut delete = connection.prepare_cached("DELETE FROM quarantine WHERE entry = ?1")?;
    for entry in &shift.released {
        delete.execute([entry])?;
    }
    Ok(shift)
}

/// Compares the quarantine with what the file says it should hold.
pub(crate) fn compare(
    connection: &Connection,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    let wanted = wanted(connection, &cuts(connection)?)?;
    for entry in wanted.symmetric_difference(&all(connection)?) {
        differences.push(format!("entry {entry}: quarantine"));
    }
    Ok(())
}

/// Every entry in quarantine, by local number.
pub(crate) fn all(connection: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT entry FROM quarantine")?;
    let entries = statement.query_map([], |row| row.get(0))?;
    Ok(entries.collect::<Result<_, _>>()?)
}

/// The pictures that entries in quarantine name: they are kept with them, and shown once the entry
/// is admitted. Nobody may ever bring them again.
pub(crate) fn pictures(connection: &Connection) -> Result<BTreeSet<Digest>, StoreError> {
    let mut named = BTreeSet::new();
    for id in all(connection)? {
        let entry = journal::load(connection, id, Privacy::Secret)?;
        for change in journal::foldable(&entry)? {
            named.extend(picture_of(&change));
        }
    }
    Ok(named)
}

fn picture_of(change: &Change) -> Option<Digest> {
    let spec = (change.ledger == photo::SPEC.number).then_some(&photo::SPEC)?;
    match change.writes.get(&spec.field("digest")?.number)? {
        Write::Whole(value) => digest_in(value.text()),
        Write::Elements { .. } => None,
    }
}

/// The streams that are cut: their entries are not folded as they arrive.
pub(crate) fn streams(
    connection: &Connection,
) -> Result<BTreeSet<(ReplicaId, String)>, StoreError> {
    let cuts = cuts(connection)?.into_iter();
    Ok(cuts.map(|cut| (cut.replica, cut.area)).collect())
}

/// Keeps how far each replica's word counts.
pub(crate) fn keep_cuts(connection: &Connection, cuts: &[Cut]) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM cut_off")?
        .execute([])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO cut_off (replica, area, seq, digest) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO NOTHING",
    )?;
    for cut in cuts {
        // A stream of which nothing counts still needs its line.
        let nothing = [(0, Digest([0; 32]))];
        let ends = if cut.ends.is_empty() {
            &nothing
        } else {
            cut.ends.as_slice()
        };
        for (seq, digest) in ends {
            insert.execute((cut.replica.0, &cut.area, seq.cast_signed(), digest.0))?;
        }
    }
    Ok(())
}

fn cuts(connection: &Connection) -> Result<Vec<Cut>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT replica, area, seq, digest FROM cut_off ORDER BY 1, 2, 3, 4")?;
    let mut rows = statement.query([])?;
    let mut cuts: BTreeMap<(ReplicaId, String), Vec<End>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let stream = (ReplicaId(array(row, 0)?), row.get(1)?);
        let ends = cuts.entry(stream).or_default();
        let end = (seq_of(row.get(2)?), Digest(array(row, 3)?));
        ends.extend(Some(end).filter(|(seq, _)| *seq > 0));
    }
    let cuts = cuts.into_iter().map(|((replica, area), ends)| Cut {
        replica,
        area,
        ends,
    });
    Ok(cuts.collect())
}

/// What the file says is to be quarantined.
fn wanted(connection: &Connection, cuts: &[Cut]) -> Result<BTreeSet<i64>, StoreError> {
    let mut without_admissions = BTreeSet::new();
    for cut in cuts {
        without_admissions.extend(reach::beyond(connection, cut, &cut.ends)?);
    }
    let mut wanted = BTreeSet::new();
    for cut in cuts {
        let mut ends = cut.ends.clone();
        ends.extend(admissions(connection, cut, &without_admissions)?);
        wanted.extend(reach::beyond(connection, cut, &ends)?);
    }
    Ok(wanted)
}

/// The ends that the cut replica's office admitted later.
fn admissions(
    connection: &Connection,
    cut: &Cut,
    cut_off: &BTreeSet<i64>,
) -> Result<Vec<End>, StoreError> {
    let place = Place {
        area: cut.area.clone(),
        ledger: ruling::SPEC.number,
        row: row_of(&cut.area, cut.replica),
    };
    let mut ends = Vec::new();
    for id in journal::touching(connection, &place)? {
        if !cut_off.contains(&id) {
            let entry = journal::load(connection, id, Privacy::Secret)?;
            ends.extend(admitted(&entry, cut.replica)?);
        }
    }
    Ok(ends)
}

/// The last entries of the strands without what is quarantined: what whoever writes now was
/// shown. `None` if nothing is quarantined, and the tips stand as they are.
pub(crate) fn shown_tips(
    connection: &Connection,
    tips: &[Tip],
) -> Result<Option<Vec<Tip>>, StoreError> {
    let is_any = connection
        .prepare_cached("SELECT 1 FROM quarantine LIMIT 1")?
        .exists([])?;
    if !is_any {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT seq, digest, knowledge FROM entry
         WHERE strand = ?1 AND id NOT IN (SELECT entry FROM quarantine)
         ORDER BY seq DESC LIMIT 1",
    )?;
    let mut shown = Vec::with_capacity(tips.len());
    for tip in tips {
        let mut rows = statement.query([tip.strand])?;
        if let Some(row) = rows.next()? {
            shown.push(Tip {
                strand: tip.strand,
                replica: tip.replica,
                seq: seq_of(row.get(0)?),
                digest: Digest(array(row, 1)?),
                knowledge: row.get(2)?,
            });
        }
    }
    Ok(Some(shown))
}
