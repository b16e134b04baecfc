//! What this machine keeps for itself and never hands over: settings, cards, certificates,
//! signatures, what peers hold, and the log of handoffs.

use crate::Store;
use crate::error::StoreError;
use crate::journal::{array, seq_of};
use ledger::entry::Seen;
use ledger::{Digest, ReplicaId};
use rusqlite::{Connection, OptionalExtension as _};

/// The newest signature of a stream's head, by its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadSignature {
    /// Of which area.
    pub area: String,
    /// What was signed: author, number, digest.
    pub head: Seen,
    /// The signature.
    pub signature: Vec<u8>,
}

/// What a replica of another office, or another laptop of this one, said that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerHave {
    /// Whose replica it is, by the office's code.
    pub office: String,
    /// Of whose books.
    pub area: String,
    /// Who said so.
    pub replica: ReplicaId,
    /// Number of the package that said so, by its writer's count.
    pub counter: u64,
    /// What it said, in the bytes of the package.
    pub bytes: Vec<u8>,
}

/// One line of the log of handoffs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// When, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// What: `export`, `import`, `receipt`, `backup`.
    pub kind: String,
    /// Code of the office on the other side; may be empty.
    pub office: String,
    /// Identity of the package.
    pub package: Vec<u8>,
    /// Figures, as JSON.
    pub detail: String,
}

/// Reads a setting on a connection.
pub(crate) fn read_setting(
    connection: &Connection,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Writes a setting on a connection.
pub(crate) fn write_setting(
    connection: &Connection,
    name: &str,
    value: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute((name, value))?;
    Ok(())
}

/// Keeps an office's card on a connection.
pub(crate) fn write_card(
    connection: &Connection,
    code: &str,
    card: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO office_card (code, card) VALUES (?1, ?2)
             ON CONFLICT (code) DO UPDATE SET card = excluded.card",
        )?
        .execute((code, card))?;
    Ok(())
}

/// Keeps a replica's certificate on a connection.
pub(crate) fn write_certificate(
    connection: &Connection,
    replica: ReplicaId,
    bytes: &[u8],
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO certificate (replica, bytes) VALUES (?1, ?2)
             ON CONFLICT (replica) DO UPDATE SET bytes = excluded.bytes",
        )?
        .execute((replica.0, bytes))?;
    Ok(())
}

impl Store {
    /// A setting of this file on this machine.
    pub fn setting(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        read_setting(&self.connection, name)
    }

    /// Keeps a setting.
    pub fn set_setting(&mut self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        write_setting(&self.connection, name, value)
    }

    /// Forgets a setting.
    pub fn forget_setting(&mut self, name: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM setting WHERE name = ?1")?
            .execute([name])?;
        Ok(())
    }

    /// The card (名片) of an office, as JSON.
    pub fn office_card(&self, code: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT card FROM office_card WHERE code = ?1")?;
        Ok(statement.query_row([code], |row| row.get(0)).optional()?)
    }

    /// Every known card, by code.
    pub fn office_cards(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT code, card FROM office_card ORDER BY code")?;
        let cards = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(cards.collect::<Result<_, _>>()?)
    }

    /// Keeps an office's card.
    pub fn set_office_card(&mut self, code: &str, card: &str) -> Result<(), StoreError> {
        write_card(&self.connection, code, card)
    }

    /// A replica's certificate.
    pub fn certificate(&self, replica: ReplicaId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes FROM certificate WHERE replica = ?1")?;
        Ok(statement
            .query_row([replica.0], |row| row.get(0))
            .optional()?)
    }

    /// Keeps a replica's certificate.
    pub fn set_certificate(&mut self, replica: ReplicaId, bytes: &[u8]) -> Result<(), StoreError> {
        write_certificate(&self.connection, replica, bytes)
    }

    /// Every known certificate, by replica.
    pub fn certificates(&self) -> Result<Vec<(ReplicaId, Vec<u8>)>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT replica, bytes FROM certificate ORDER BY replica")?;
        let found = statement.query_map([], |row| {
            Ok((ReplicaId(array(row, 0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Areas that head signatures are kept of.
    pub fn signed_areas(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT area FROM head_signature ORDER BY area")?;
        let areas = statement.query_map([], |row| row.get(0))?;
        Ok(areas.collect::<Result<_, _>>()?)
    }

    /// The newest known head signatures of an area's streams.
    pub fn head_signatures(&self, area: &str) -> Result<Vec<HeadSignature>, StoreError> {
        self.signatures_but(area, None)
    }

    /// The same without those of this replica, which signs its own heads as they stand.
    pub fn head_signatures_of_others(&self, area: &str) -> Result<Vec<HeadSignature>, StoreError> {
        self.signatures_but(area, Some(self.replica))
    }

    fn signatures_but(
        &self,
        area: &str,
        left_out: Option<ReplicaId>,
    ) -> Result<Vec<HeadSignature>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT replica, seq, digest, signature FROM head_signature
             WHERE area = ?1 AND replica IS NOT ?2 ORDER BY replica, seq, digest",
        )?;
        let left_out = left_out.map(|replica| replica.0);
        let signatures = statement.query_map((area, left_out), |row| {
            let head = Seen {
                replica: ReplicaId(array(row, 0)?),
                seq: seq_of(row.get(1)?),
                digest: Digest(array(row, 2)?),
            };
            Ok(HeadSignature {
                area: area.to_owned(),
                head,
                signature: row.get(3)?,
            })
        })?;
        Ok(signatures.collect::<Result<_, _>>()?)
    }

    /// Keeps a head signature whose entry is here, unless a later one of its branch is known. Of
    /// a forked stream the newest of every branch is kept: each vouches for entries that no other
    /// does. One whose entry did not come vouches for nothing that did.
    pub fn set_head_signature(&mut self, signed: &HeadSignature) -> Result<(), StoreError> {
        if !self.has_come(&signed.head.digest)? {
            return Ok(());
        }
        let transaction = self.connection.savepoint()?;
        transaction
            .prepare_cached(
                "INSERT INTO head_signature (replica, area, seq, digest, signature)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (replica, area, digest) DO UPDATE SET signature = excluded.signature",
            )?
            .execute((
                signed.head.replica.0,
                &signed.area,
                signed.head.seq.cast_signed(),
                signed.head.digest.0,
                &signed.signature,
            ))?;
        transaction
            .prepare_cached(
                "DELETE FROM head_signature AS old WHERE replica = ?1 AND area = ?2 AND EXISTS (
                   SELECT 1 FROM head_signature AS new
                   JOIN entry AS last ON last.digest = new.digest
                   JOIN entry AS former ON former.digest = old.digest
                   WHERE new.replica = ?1 AND new.area = ?2 AND new.seq > old.seq
                     AND last.strand = former.strand)",
            )?
            .execute((signed.head.replica.0, &signed.area))?;
        Ok(transaction.commit()?)
    }

    /// Forgets what a peer said it holds: it was put back to an earlier day, and its counter with
    /// it. What it says next counts, whatever its number.
    pub fn forget_peer(&mut self, replica: ReplicaId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM peer_have WHERE replica = ?1")?
            .execute([replica.0])?;
        Ok(())
    }

    /// What the replicas of an office said last that they hold of an area.
    pub fn peer_haves(&self, office: &str, area: &str) -> Result<Vec<PeerHave>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT replica, counter, bytes FROM peer_have WHERE office = ?1 AND area = ?2
             ORDER BY replica",
        )?;
        let haves = statement.query_map([office, area], |row| {
            Ok(PeerHave {
                office: office.to_owned(),
                area: area.to_owned(),
                replica: ReplicaId(array(row, 0)?),
                counter: seq_of(row.get(1)?),
                bytes: row.get(2)?,
            })
        })?;
        Ok(haves.collect::<Result<_, _>>()?)
    }

    /// Believes the newest package of a peer, even if what it holds became less: it may have
    /// restored a backup. Returns whether this one was newer.
    pub fn set_peer_have(&mut self, have: &PeerHave) -> Result<bool, StoreError> {
        let written = self
            .connection
            .prepare_cached(
                "INSERT INTO peer_have (office, area, replica, counter, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (office, area, replica) DO UPDATE
                 SET counter = excluded.counter, bytes = excluded.bytes
                 WHERE excluded.counter > counter",
            )?
            .execute((
                &have.office,
                &have.area,
                have.replica.0,
                have.counter.cast_signed(),
                &have.bytes,
            ))?;
        Ok(written > 0)
    }

    /// Writes a line into the log of handoffs.
    pub fn log_handoff(&mut self, handoff: &Handoff) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO handoff (at_ms, kind, office, package, detail)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                handoff.at_ms,
                &handoff.kind,
                &handoff.office,
                &handoff.package,
                &handoff.detail,
            ))?;
        Ok(())
    }

    /// The last handoffs, newest first.
    pub fn handoffs(&self, limit: usize) -> Result<Vec<Handoff>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at_ms, kind, office, package, detail FROM handoff ORDER BY id DESC LIMIT ?1",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let handoffs = statement.query_map([limit], handoff)?;
        Ok(handoffs.collect::<Result<_, _>>()?)
    }

    /// The handoffs of one kind with one office, newest first.
    pub fn handoffs_with(&self, office: &str, kind: &str) -> Result<Vec<Handoff>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT at_ms, kind, office, package, detail FROM handoff
             WHERE office = ?1 AND kind = ?2 ORDER BY id DESC",
        )?;
        let handoffs = statement.query_map([office, kind], handoff)?;
        Ok(handoffs.collect::<Result<_, _>>()?)
    }
}

fn handoff(row: &rusqlite::Row<'_>) -> rusqlite::Result<Handoff> {
    Ok(Handoff {
        at_ms: row.get(0)?,
        kind: row.get(1)?,
        office: row.get(2)?,
        package: row.get(3)?,
        detail: row.get(4)?,
    })
}
