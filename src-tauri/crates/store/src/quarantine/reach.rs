//! How far the word of a replica reaches along the branches of its stream.

use super::{Cut, End};
use crate::error::StoreError;
use crate::journal::{self, seq_of};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// One branch of a stream: its strand, and where it parts from which other.
type Branch = (i64, Option<(i64, u64)>);

/// The entries of the cut stream beyond these ends.
pub(super) fn beyond(
    connection: &Connection,
    cut: &Cut,
    ends: &[End],
) -> Result<Vec<i64>, StoreError> {
    let branches = branches(connection, cut)?;
    let mut reach: BTreeMap<i64, u64> = BTreeMap::new();
    for (seq, digest) in ends {
        let here = match journal::id_of(connection, digest)? {
            Some(id) => Some(journal::position(connection, id)?.strand),
            None => None,
        };
        match here {
            Some(strand) => follow(&branches, (strand, *seq), &mut reach),
            None => branches.iter().for_each(|(strand, _)| {
                let reached = reach.entry(*strand).or_default();
                *reached = (*reached).max(*seq);
            }),
        }
    }
    let mut statement =
        connection.prepare_cached("SELECT id FROM entry WHERE strand = ?1 AND seq > ?2")?;
    let mut beyond = Vec::new();
    for (strand, _) in branches {
        let counts = reach.get(&strand).copied().unwrap_or(0);
        let ids = statement.query_map((strand, counts.cast_signed()), |row| row.get(0))?;
        beyond.extend(ids.collect::<Result<Vec<i64>, _>>()?);
    }
    Ok(beyond)
}

fn branches(connection: &Connection, cut: &Cut) -> Result<Vec<Branch>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, parent, parent_seq FROM strand WHERE area = ?1 AND replica = ?2",
    )?;
    let branches = statement.query_map((&cut.area, cut.replica.0), |row| {
        let parent: Option<i64> = row.get(1)?;
        let seq: Option<i64> = row.get(2)?;
        Ok((row.get(0)?, parent.zip(seq.map(seq_of))))
    })?;
    Ok(branches.collect::<Result<_, _>>()?)
}

/// From an end back to the stream's first entry, over the branches it parted from.
fn follow(branches: &[Branch], end: (i64, u64), reach: &mut BTreeMap<i64, u64>) {
    let mut next = Some(end);
    while let Some((strand, seq)) = next {
        let reached = reach.entry(strand).or_default();
        *reached = (*reached).max(seq);
        let branch = branches.iter().find(|(known, _)| *known == strand);
        // A strand's parent came before it, so this ends.
        next = branch.and_then(|(_, parent)| parent.filter(|(parent, _)| *parent < strand));
    }
}
