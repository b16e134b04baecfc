//! The judge's own memory: every write of a history with what its author knew, and from it what
//! has to be shown to somebody who knows some of them. It shares nothing with the store but the
//! bytes of the entries.
//!
//! A write's past is noted when it is written, as the set of writes its author had before him;
//! what stands in the heads about that is never looked at.

use anyhow::{Context as _, Result};
use ledger::{Change, Digest, Entry, Op, Part, Privacy, Register, ReplicaId, RowId, Value, Write};
use std::collections::{BTreeMap, HashMap};
use store::Cut;

use super::bits::Bits;

/// A register of a row: ledger, row, register.
pub type Place = (u16, RowId, Register);

/// What a write says of its register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The row is there, or is not.
    Exists(bool),
    /// The filled fields, by number.
    Fields(BTreeMap<u16, Value>),
    /// The element is in the list, or is not.
    In(bool),
}

/// An entry, as the judge remembers it.
pub struct Fact {
    /// Its identity.
    pub digest: Digest,
    /// Its author.
    pub replica: ReplicaId,
    /// Its number in the author's stream.
    pub seq: u64,
    /// The author's clock.
    pub utc_ms: i64,
    /// All that the author had before him.
    pub past: Bits,
    /// Which classes it has leaves of: bit n is class n.
    pub classes: u8,
    batch: (RowId, u32),
    said: Vec<(Place, Said)>,
    destroys: Vec<(u16, RowId)>,
}

/// All entries of a history.
#[derive(Default)]
pub struct Facts {
    list: Vec<Fact>,
    by_digest: HashMap<Digest, usize>,
}

impl Facts {
    /// Remembers an entry whose author had this before him.
    pub fn add(&mut self, entry: &Entry, past: Bits) -> Result<usize> {
        let mut said: BTreeMap<Place, Said> = BTreeMap::new();
        let mut destroys = Vec::new();
        for change in entry.changes()? {
            if matches!(change.op, Op::Destroy(_)) {
                destroys.push((change.ledger, change.row));
            } else {
                // A later change of an entry takes the place of its earlier one.
                said.extend(told(&change)?);
            }
        }
        let digest = entry.digest();
        let number = self.list.len();
        self.list.push(Fact {
            digest,
            replica: entry.head.replica,
            seq: entry.head.seq,
            utc_ms: entry.head.wall.utc_ms,
            past,
            classes: classes_of(entry),
            batch: (entry.head.act_id, entry.head.parts),
            said: said.into_iter().collect(),
            destroys,
        });
        self.by_digest.insert(digest, number);
        Ok(number)
    }

    /// The number of the entry of this digest.
    pub fn find(&self, digest: &Digest) -> Option<usize> {
        self.by_digest.get(digest).copied()
    }

    /// The entry of this number.
    pub fn get(&self, number: usize) -> Option<&Fact> {
        self.list.get(number)
    }

    /// Of what is known, what can be folded: everything before it is known, and all of its batch.
    pub fn folded(&self, known: &Bits) -> Bits {
        let mut folded = Bits::default();
        for number in known.iter().filter(|number| self.is_whole(*number, known)) {
            folded.insert(number);
        }
        folded
    }

    fn is_whole(&self, number: usize, known: &Bits) -> bool {
        let Some(fact) = self.list.get(number) else {
            return false;
        };
        if fact.batch.1 == 1 {
            return fact.past.is_within(known);
        }
        let batch = self.list.iter().enumerate();
        let batch = batch.filter(|(place, other)| {
            other.batch == fact.batch && known.contains(*place) && other.past.is_within(known)
        });
        batch.count() == fact.batch.1 as usize
    }

    /// Whether two entries of a replica have the same number.
    pub fn is_forked(&self, replica: ReplicaId, among: &Bits) -> bool {
        let ours = among.iter().filter_map(|number| self.list.get(number));
        let mut numbers: Vec<u64> = ours
            .filter(|fact| fact.replica == replica)
            .map(|fact| fact.seq)
            .collect();
        let all = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.len() < all
    }
}

/// Which classes of an entry came along.
pub fn classes_of(entry: &Entry) -> u8 {
    let parts = Privacy::ALL.into_iter().zip(&entry.parts);
    parts.fold(0, |bits, (class, part)| match part {
        Part::Leaves(leaves) if !leaves.is_empty() => bits | 1 << class as u8,
        _ => bits,
    })
}

/// What a change says, register by register.
fn told(change: &Change) -> Result<BTreeMap<Place, Said>> {
    let spec = ledger::by_number(change.ledger).context("an unknown ledger")?;
    let mut said = BTreeMap::new();
    let place = |register| (change.ledger, change.row, register);
    let is_there = change.op != Op::Remove;
    said.insert(place(Register::Existence), Said::Exists(is_there));
    for (number, write) in &change.writes {
        let field = spec.field_by_number(*number).context("an unknown field")?;
        match write {
            Write::Elements { added, removed } => {
                let added = added.iter().map(|element| (element, true));
                let removed = removed.iter().map(|element| (element, false));
                for (element, is_in) in removed.chain(added) {
                    let register = Register::Element(*number, element.clone());
                    said.insert(place(register), Said::In(is_in));
                }
            }
            Write::Whole(value) => {
                let fields = said
                    .entry(place(Register::of(field)))
                    .or_insert_with(|| Said::Fields(BTreeMap::new()));
                if let (Said::Fields(fields), false) = (fields, value.is_empty()) {
                    fields.insert(*number, value.clone());
                }
            }
        }
    }
    Ok(said)
}

/// What somebody knows, and how far each replica's word counts with him.
pub struct View<'f> {
    facts: &'f Facts,
    /// Rows destroyed, and by which entry.
    destroyers: Vec<(u16, RowId, usize)>,
    /// What is folded.
    pub folded: Bits,
    /// Of that, what counts.
    pub counted: Bits,
}

impl<'f> View<'f> {
    /// Of what is known, with these cuts.
    pub fn of(facts: &'f Facts, known: &Bits, cuts: &[Cut]) -> Self {
        let folded = facts.folded(known);
        let mut view = Self {
            facts,
            destroyers: Vec::new(),
            counted: folded.clone(),
            folded,
        };
        if !cuts.is_empty() {
            let mut counted = Bits::default();
            for number in view
                .folded
                .iter()
                .filter(|number| view.counts(*number, cuts))
            {
                counted.insert(number);
            }
            view.counted = counted;
        }
        for number in view.counted.iter() {
            let rows = facts.get(number).map_or(&[][..], |fact| &fact.destroys);
            let rows = rows.iter().map(|(ledger, row)| (*ledger, *row, number));
            view.destroyers.extend(rows);
        }
        view
    }

    fn counts(&self, number: usize, cuts: &[Cut]) -> bool {
        let Some(fact) = self.facts.get(number) else {
            return false;
        };
        let mut cuts = cuts.iter();
        let Some(cut) = cuts.find(|cut| cut.replica == fact.replica) else {
            return true;
        };
        cut.ends.iter().any(|(seq, digest)| {
            let end = self
                .facts
                .find(digest)
                .filter(|end| self.folded.contains(*end));
            let Some(end) = end else {
                return fact.seq <= *seq;
            };
            let past = self.facts.get(end).map(|end| &end.past);
            end == number || past.is_some_and(|past| past.contains(number))
        })
    }

    /// Whether a destruction is known that does not count: somebody may have erased what it names
    /// before it lost its word, and be without it until it comes again.
    pub fn has_void_destruction(&self) -> bool {
        let void = |number: &usize| !self.counted.contains(*number);
        let mut facts = self.folded.iter().filter(void);
        facts.any(|number| {
            let fact = self.facts.get(number);
            fact.is_some_and(|fact| !fact.destroys.is_empty())
        })
    }

    /// What whoever writes now has before him.
    pub fn seen(&self) -> Bits {
        let mut seen = self.counted.clone();
        for fact in self
            .counted
            .iter()
            .filter_map(|number| self.facts.get(number))
        {
            seen.join(&fact.past);
        }
        seen
    }

    /// Every register ever written, with the writes that no other had seen and nothing destroyed.
    pub fn open(&self) -> BTreeMap<&'f Place, Vec<(&'f Fact, &'f Said)>> {
        let mut places: BTreeMap<&Place, Vec<(usize, &Fact, &Said)>> = BTreeMap::new();
        for number in self.counted.iter() {
            let Some(fact) = self.facts.get(number) else {
                continue;
            };
            for (place, said) in &fact.said {
                let writes = places.entry(place).or_default();
                if !self.is_destroyed(fact, place) {
                    writes.push((number, fact, said));
                }
            }
        }
        let places = places.into_iter().map(|(place, writes)| {
            let is_open = |number: usize| {
                let mut others = writes.iter();
                !others.any(|(_, other, _)| other.past.contains(number))
            };
            let open = writes.iter().filter(|(number, ..)| is_open(*number));
            (place, open.map(|(_, fact, said)| (*fact, *said)).collect())
        });
        places.collect()
    }

    /// What was written and is destroyed.
    pub fn destroyed(&self) -> Vec<&'f Said> {
        let facts = self
            .counted
            .iter()
            .filter_map(|number| self.facts.get(number));
        facts
            .flat_map(|fact| {
                fact.said
                    .iter()
                    .map(move |(place, said)| (fact, place, said))
            })
            .filter(|(fact, place, _)| self.is_destroyed(fact, place))
            .map(|(_, _, said)| said)
            .collect()
    }

    fn is_destroyed(&self, fact: &Fact, (ledger, row, register): &Place) -> bool {
        let mut destroyers = self.destroyers.iter();
        is_alone(*ledger, register)
            && destroyers.any(|(of, which, destroyer)| {
                (of, which) == (ledger, row) && !fact.past.contains(*destroyer)
            })
    }
}

/// Whether the register is of a class whose leaves can be destroyed.
fn is_alone(ledger: u16, register: &Register) -> bool {
    let (Register::Field(number) | Register::Element(number, _)) = register else {
        return false;
    };
    let spec = ledger::by_number(ledger);
    let field = spec.and_then(|spec| spec.field_by_number(*number));
    let class = field.map_or(Privacy::Secret, |field| field.privacy);
    ledger::DESTRUCTIBLE & (1 << class as u8) != 0
}
