//! Opening a package: everything is verified before the first entry is handed out.

use super::container::Container;
use super::entries::{Entries, check_leaves};
use super::header::{Header, covers};
use super::limits::{Limit, PAPERS_MAX};
use super::lock::{self, Expanding, Unlocked};
use super::manifest::{self, Lock, Outer};
use super::members::{self, Spools};
use super::photos::Photos;
use super::refused::Refused;
use super::spool::Spool;
use super::streams::{Known, Streams};
use crate::card::Card;
use crate::certificate::Certificate;
use crate::head_signature::HeadSignature;
use crate::keys::{OfficeKeys, is_code, may_write};
use crate::passphrase::Passphrase;
use crate::rival::Rival;
use age::DecryptError;
use std::fmt;
use std::io::{Read, Seek};
use std::iter;

/// What the receiver brings along.
#[derive(Clone, Copy)]
pub struct Opener<'a> {
    /// Code of the receiving office.
    pub code: &'a str,
    /// Its keys.
    pub keys: &'a OfficeKeys,
    /// The passphrase, if one was told.
    pub passphrase: Option<&'a Passphrase>,
    /// The trusted card of an office, the receiver's own among them.
    pub card_of: &'a dyn Fn(&str) -> Option<Card>,
    /// Digest of the entry the receiver holds of a stream (replica, area) at a number.
    pub known: Known<'a>,
}

/// A package of which everything is verified.
pub struct Incoming {
    /// What its outside says.
    pub outer: Outer,
    /// What it is.
    pub header: Header,
    /// The authors' signatures under the heads of their streams, to be kept and passed on.
    pub head_signatures: Vec<HeadSignature>,
    /// Cards passed along: whole, but not thereby trusted.
    pub cards: Vec<Card>,
    spools: Spools,
}

impl Incoming {
    /// The entries, in causal order; as often as asked for.
    pub fn entries(&self) -> Result<Entries<'_>, Refused> {
        Entries::new(&self.spools, self.header.profile)
    }

    /// The photos, salt and bytes of each; as often as asked for.
    pub fn photos(&self) -> Result<Photos<'_>, Refused> {
        let [.., photos] = &self.spools;
        Photos::new(photos)
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Incoming")
            .field("package", &self.outer.digest)
            .field("entries", &self.header.entries)
            .finish_non_exhaustive()
    }
}

/// Verifies what can be verified without a key: scope "outer".
pub fn inspect<R: Read + Seek>(reader: &mut R) -> Result<Outer, Refused> {
    Container::read(reader).and_then(|container| manifest::verify(&container))
}

/// Opens a package and verifies all of it.
pub fn open<R: Read + Seek>(reader: &mut R, opener: &Opener<'_>) -> Result<Incoming, Refused> {
    let container = Container::read(reader)?;
    let outer = manifest::verify(&container)?;
    let is_for_anybody = outer.lock == Lock::Passphrase && outer.to.is_empty();
    if outer.to != opener.code && !is_for_anybody {
        return Err(Refused::NotForUs { to: outer.to });
    }
    let trust = Trust {
        opener,
        suite: outer.suite,
        cards: &[],
    };
    match trust.admit(&outer.certificate) {
        // Its office may have other keys by now, and a card inside that proves it. Where it does
        // not, the key is the reason to give, whatever else is wrong inside.
        Err(refused @ Refused::ChangedKey { .. }) => {
            let incoming = read_inside(container.payload(reader)?, outer, opener);
            let incoming = incoming.map_err(|_| refused)?;
            incoming.verify(opener)?;
            Ok(incoming)
        }
        Err(refused) => Err(refused),
        Ok(()) => {
            let incoming = read_inside(container.payload(reader)?, outer, opener)?;
            incoming.verify(opener)?;
            Ok(incoming)
        }
    }
}

/// Unlocks the payload and reads it against its signed header.
fn read_inside(payload: impl Read, outer: Outer, opener: &Opener<'_>) -> Result<Incoming, Refused> {
    let compressed = opener.unlock(payload, &outer)?;
    let mut tar =
        Expanding::new(compressed, outer.payload_bytes).map_err(|error| Refused::inside(&error))?;
    let (header, spools) = members::read(&mut tar, &outer.certificate)?;
    tar.finish()?;
    agree(&outer, &header)?;
    let [.., signatures, cards, _] = &spools;
    let cards = papers(cards, read_card)?;
    // Whoever leaves his own card out hides that it is another than the trusted one.
    if cards.iter().all(|card: &Card| card.code != outer.from) {
        return Err(Refused::Malformed);
    }
    Ok(Incoming {
        head_signatures: papers(signatures, HeadSignature::from_bytes)?,
        cards,
        outer,
        header,
        spools,
    })
}

impl Opener<'_> {
    fn unlock<R: Read>(&self, payload: R, outer: &Outer) -> Result<Unlocked<R>, Refused> {
        let unlocked = match (outer.lock, self.passphrase) {
            (Lock::OfficeKey, _) => {
                let identities = self.keys.identities();
                lock::unlock(payload, identities.map(|key| key as &dyn age::Identity))
            }
            (Lock::Passphrase, Some(passphrase)) => {
                let identity = passphrase.identity();
                lock::unlock(payload, iter::once(&identity as &dyn age::Identity))
            }
            (Lock::Passphrase, None) => return Err(Refused::PassphraseNeeded),
        };
        unlocked.map_err(|error| match (error, outer.lock) {
            (DecryptError::Io(error), _) => Refused::inside(&error),
            (DecryptError::NoMatchingKeys, Lock::OfficeKey) => Refused::OtherKey {
                to: outer.to.clone(),
            },
            (DecryptError::DecryptionFailed, Lock::Passphrase) => Refused::WrongPassphrase,
            _ => Refused::Malformed,
        })
    }
}

/// Whose word is taken: offices of known cards, or of cards passed along that follow a known one.
struct Trust<'a> {
    opener: &'a Opener<'a>,
    suite: u8,
    cards: &'a [Card],
}

impl Trust<'_> {
    /// Whether the office behind a certificate is known and vouches for it, now or before its
    /// keys changed.
    fn admit(&self, certificate: &Certificate) -> Result<(), Refused> {
        let from = certificate.office.clone();
        let Some(known) = (self.opener.card_of)(&from) else {
            return Err(Refused::UnknownSender { from });
        };
        let card = known.successor(self.cards).unwrap_or(&known);
        match card.standing(certificate) {
            None => Err(Refused::ChangedKey {
                from,
                rival: self.rival(&known, certificate).map(Box::new),
            }),
            Some(_) if self.suite < card.suite => Err(Refused::LowerSuite { from }),
            Some(_) => Ok(()),
        }
    }

    /// The card among those passed along that vouches for a certificate, and contradicts the
    /// known one.
    fn rival(&self, known: &Card, certificate: &Certificate) -> Option<Rival> {
        let vouching = self.cards.iter();
        let mut vouching = vouching.filter(|card| card.standing(certificate).is_some());
        vouching.find_map(|card| known.rival(card))
    }
}

/// Whether the header says the same as the outside, and speaks of its own areas only.
fn agree(outer: &Outer, header: &Header) -> Result<(), Refused> {
    let is_same = header.from == outer.from
        && header.replica == outer.certificate.replica
        && header.to == outer.to
        && header.package_id == outer.package_id
        && is_code(&header.area);
    let have_fits = header
        .have
        .iter()
        .all(|(area, _)| covers(&header.area, area));
    if !is_same || !have_fits {
        Err(Refused::HeaderDisagrees)
    } else if header.is_crowded() {
        Err(Refused::OverLimit(Limit::Streams))
    } else {
        Ok(())
    }
}

impl Incoming {
    /// Walks all photos and entries once; what the entries add up to must be what the header
    /// says, and every one must be vouched for by its author.
    fn verify(&self, opener: &Opener<'_>) -> Result<(), Refused> {
        let trust = Trust {
            opener,
            suite: self.outer.suite,
            cards: &self.cards,
        };
        trust.admit(&self.outer.certificate)?;
        for head in &self.head_signatures {
            trust.admit(&head.certificate)?;
            self.verify_author(head)?;
        }
        self.photos()?.verify(self.header.profile)?;
        let mut streams = Streams::default();
        let mut entries = self.entries()?;
        while let Some((digest, entry)) = entries.read()? {
            if !covers(&self.header.area, &entry.head.area) {
                return Err(Refused::HeaderDisagrees);
            }
            check_leaves(&entry)?;
            streams.add(&entry.head, digest);
        }
        if streams.count() != self.header.entries || streams.ranges() != self.header.ranges {
            return Err(Refused::HeaderDisagrees);
        }
        match streams.foreign(&self.head_signatures, opener.known) {
            Some(replica) => Err(Refused::ForeignAuthor { replica }),
            None => Ok(()),
        }
    }

    fn verify_author(&self, head: &HeadSignature) -> Result<(), Refused> {
        if !head.is_consistent() {
            return Err(Refused::BadSignature);
        }
        if !covers(&self.header.area, &head.area) {
            return Err(Refused::HeaderDisagrees);
        }
        if !may_write(&head.certificate.office, &head.area) {
            return Err(Refused::ForeignAuthor {
                replica: head.replica(),
            });
        }
        Ok(())
    }
}

/// Reads a card as a writer writes it, byte for byte.
fn read_card(json: &[u8]) -> Option<Card> {
    let json = std::str::from_utf8(json).ok()?;
    let card = Card::from_json(json).ok()?;
    (card.to_json() == json).then_some(card)
}

fn papers<T>(spool: &Spool, read: impl Fn(&[u8]) -> Option<T>) -> Result<Vec<T>, Refused> {
    let mut frames = spool.frames().map_err(|error| Refused::inside(&error))?;
    let mut papers = Vec::new();
    while let Some(frame) = frames.next()? {
        papers.push(read(&frame).ok_or(Refused::Malformed)?);
        if papers.len() > PAPERS_MAX {
            return Err(Refused::OverLimit(Limit::Papers));
        }
    }
    Ok(papers)
}
