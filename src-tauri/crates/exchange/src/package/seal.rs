//! Sealing a package.

use super::Profile;
use super::container;
use super::entries::EntryWriter;
use super::header::{HEADER_TAG, Header, Range, covers};
use super::limits::{Limit, PACKAGE_MAX, PAPERS_MAX};
use super::lock;
use super::manifest::{self, Lock, Manifest, PACKAGE_TAG};
use super::members::{self, Spools};
use super::photos::{self, PhotoWriter};
use super::spool::{Spool, Spooling};
use super::streams::Streams;
use crate::card::{Card, SUITE};
use crate::certificate::Certificate;
use crate::hash::Weight;
use crate::head_signature::HeadSignature;
use crate::keys::{ReplicaKeys, is_code};
use crate::passphrase::Passphrase;
use ledger::{Digest, Entry, Have, ReplicaId};
use std::io::{self, Seek, Write};

/// Who sends.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The office's own card.
    pub card: &'a Card,
    /// The sending replica's key.
    pub keys: &'a ReplicaKeys,
    /// The office's word for the replica.
    pub certificate: &'a Certificate,
}

/// Who can open the package.
#[derive(Clone, Copy, Debug)]
pub enum Recipient<'a> {
    /// The office of this card.
    Office(&'a Card),
    /// Whoever is told the passphrase, where no card is known.
    Passphrase {
        /// Code of the office it is meant for; empty for anybody.
        to: &'a str,
        /// The generated passphrase.
        passphrase: &'a Passphrase,
    },
}

/// A package to be sealed, except for its entries.
#[derive(Clone, Debug)]
pub struct Outgoing<'a> {
    /// Who sends.
    pub sender: Sender<'a>,
    /// Who can open it.
    pub recipient: Recipient<'a>,
    /// Fresh identity.
    pub package_id: [u8; 16],
    /// One more than that of the replica's last package.
    pub counter: u64,
    /// Which classes go along.
    pub profile: Profile,
    /// Whose books, beside the township's shared area.
    pub area: String,
    /// What the sender holds of the area and of the shared one.
    pub have: Vec<(String, Have)>,
    /// One for the head of every stream among the entries, and those of others kept here.
    pub head_signatures: Vec<HeadSignature>,
    /// Cards to pass on: of others, and a newer one of the sender's. The sender's own goes along
    /// without being named.
    pub cards: Vec<Card>,
}

/// A sealed package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Digest that stands for the whole package, the same as the receiver will see.
    pub digest: Digest,
    /// Bytes of the file.
    pub bytes: u64,
    /// Entries inside.
    pub entries: u64,
    /// What is inside.
    pub ranges: Vec<Range>,
}

/// Why a package is not sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Card, certificate and key of the sender do not belong together.
    #[error("sender's card, certificate and key do not fit")]
    Sender,
    /// Something of an area that is neither the package's nor its township's.
    #[error("area {area} does not belong into this package")]
    ForeignArea {
        /// The area.
        area: String,
    },
    /// No head signature vouches for an entry of this stream.
    #[error("entries of {replica} are not signed for")]
    Unsigned {
        /// Whose stream.
        replica: ReplicaId,
    },
    /// A photo in a package that may not carry its class.
    #[error("the profile withholds photos")]
    Withheld,
    /// More than a package may hold.
    #[error("package would be over a limit: {0:?}")]
    TooLarge(Limit),
    /// The file could not be written.
    #[error("cannot {operation}: {kind}")]
    Io {
        /// What was being done.
        operation: &'static str,
        /// What the system answered.
        kind: io::ErrorKind,
    },
}

impl From<io::Error> for SealError {
    fn from(error: io::Error) -> Self {
        Self::Io {
            operation: "write the package",
            kind: error.kind(),
        }
    }
}

/// Seals a package of all these entries. They come in causal order: no entry before the one it
/// follows in its stream.
pub fn seal<W: Write + Seek>(
    outgoing: &Outgoing<'_>,
    entries: &mut dyn Iterator<Item = Entry>,
    out: &mut W,
) -> Result<Sealed, SealError> {
    let mut packer = Packer::new(outgoing)?;
    for entry in entries {
        packer.add(&entry)?;
    }
    packer.finish(out)
}

/// A package being filled, entry by entry.
pub struct Packer<'a> {
    outgoing: &'a Outgoing<'a>,
    writer: EntryWriter,
    photos: PhotoWriter,
    streams: Streams,
}

impl<'a> Packer<'a> {
    /// Begins a package.
    pub fn new(outgoing: &'a Outgoing<'a>) -> Result<Self, SealError> {
        let Sender {
            card,
            keys,
            certificate,
        } = outgoing.sender;
        let fits = certificate.office == card.code
            && certificate.office_key == card.signing
            && certificate.replica_key == keys.public()
            && certificate.is_consistent();
        if !fits {
            return Err(SealError::Sender);
        }
        outgoing.admit(&outgoing.area)?;
        for (area, _) in &outgoing.have {
            outgoing.admit(area)?;
        }
        Ok(Self {
            outgoing,
            writer: EntryWriter::new()?,
            photos: PhotoWriter::new()?,
            streams: Streams::default(),
        })
    }

    /// Takes in the next entry; what the profile withholds is left out here.
    pub fn add(&mut self, entry: &Entry) -> Result<(), SealError> {
        self.outgoing.admit(&entry.head.area)?;
        let digest = self.writer.add(entry, self.outgoing.profile)?;
        self.streams.add(&entry.head, digest);
        Ok(())
    }

    /// Takes in a photo, salt and bytes, after the entries; tells whether there was room for it.
    pub fn add_photo(&mut self, photo: &[u8]) -> Result<bool, SealError> {
        if !photos::may_go(self.outgoing.profile) {
            return Err(SealError::Withheld);
        }
        if !photos::is_photo(photo) {
            return Err(SealError::TooLarge(Limit::Photo));
        }
        let has_room = self.photos.has_room(self.writer.size(), photo);
        if has_room {
            self.photos.add(photo)?;
        }
        Ok(has_room)
    }

    /// Writes the package, from the stream's beginning.
    pub fn finish<W: Write + Seek>(self, out: &mut W) -> Result<Sealed, SealError> {
        let outgoing = self.outgoing;
        let signatures = &outgoing.head_signatures;
        if let Some(replica) = self.streams.foreign(signatures, &|_, _, _| None) {
            return Err(SealError::Unsigned { replica });
        }
        let (heads, [open, duty, personal, secret]) = self.writer.finish()?;
        let signatures = signatures.iter().map(HeadSignature::to_bytes);
        let cards = outgoing.cards_along();
        let cards = cards.iter().map(|card| card.to_json().into_bytes());
        let papers = [papers(signatures)?, papers(cards)?];
        let [signatures, cards] = papers;
        let photos = self.photos.finish()?;
        let spools = [
            heads, open, duty, personal, secret, signatures, cards, photos,
        ];
        let header = outgoing.header(&self.streams, &spools);
        if header.is_crowded() {
            return Err(SealError::TooLarge(Limit::Streams));
        }
        let (digest, bytes) = outgoing.write(&header, &spools, out)?;
        Ok(Sealed {
            digest,
            bytes,
            entries: header.entries,
            ranges: header.ranges,
        })
    }
}

fn papers(papers: impl ExactSizeIterator<Item = Vec<u8>>) -> Result<Spool, SealError> {
    if papers.len() > PAPERS_MAX {
        return Err(SealError::TooLarge(Limit::Papers));
    }
    let mut spooling = Spooling::new()?;
    for paper in papers {
        spooling.frame(&paper)?;
    }
    Ok(spooling.finish()?)
}

impl Outgoing<'_> {
    /// The sender's card, unless a newer one of his is among them, and those to pass on.
    fn cards_along(&self) -> Vec<&Card> {
        let own = self.sender.card;
        let is_along = self.cards.iter().any(|card| card.code == own.code);
        let own = (!is_along).then_some(own);
        own.into_iter().chain(&self.cards).collect()
    }

    fn admit(&self, area: &str) -> Result<(), SealError> {
        if is_code(area) && covers(&self.area, area) {
            Ok(())
        } else {
            Err(SealError::ForeignArea {
                area: area.to_owned(),
            })
        }
    }

    fn to(&self) -> &str {
        match self.recipient {
            Recipient::Office(card) => &card.code,
            Recipient::Passphrase { to, .. } => to,
        }
    }

    fn header(&self, streams: &Streams, spools: &Spools) -> Header {
        Header {
            from: self.sender.card.code.clone(),
            replica: self.sender.certificate.replica,
            to: self.to().to_owned(),
            package_id: self.package_id,
            counter: self.counter,
            profile: self.profile,
            area: self.area.clone(),
            entries: streams.count(),
            ranges: streams.ranges(),
            have: self.have.clone(),
            members: members::list(spools),
        }
    }

    fn write<W: Write + Seek>(
        &self,
        header: &Header,
        spools: &Spools,
        out: &mut W,
    ) -> Result<(Digest, u64), SealError> {
        let header = header.to_bytes();
        let signature = self.sender.keys.sign(HEADER_TAG, &[&header]);
        let tar = &mut |out: &mut dyn Write| members::write(out, (&header, &signature), spools);
        let payload = &mut |out: &mut dyn Write| lock::seal(out, &*self.locked_to(), tar);
        let (weight, bytes) = container::write(out, &|weight| self.front(weight), payload)?;
        if bytes > PACKAGE_MAX {
            return Err(SealError::TooLarge(Limit::Package));
        }
        let [manifest, _] = self.front(&weight);
        Ok((Digest::of(PACKAGE_TAG, &[&manifest]), bytes))
    }

    fn locked_to(&self) -> Box<dyn age::Recipient> {
        match self.recipient {
            Recipient::Office(card) => Box::new(card.receiving.clone()),
            Recipient::Passphrase { passphrase, .. } => Box::new(passphrase.recipient()),
        }
    }

    /// Manifest and signature for a payload of this weight.
    fn front(&self, payload: &Weight) -> [Vec<u8>; 2] {
        let manifest = Manifest {
            suite: SUITE,
            from: self.sender.card.code.clone(),
            to: self.to().to_owned(),
            package_id: self.package_id,
            payload_size: payload.size,
            payload: payload.digest,
            lock: match self.recipient {
                Recipient::Office(_) => Lock::OfficeKey,
                Recipient::Passphrase { .. } => Lock::Passphrase,
            },
        }
        .to_bytes();
        let signature = manifest::sign(&manifest, self.sender.keys, self.sender.certificate);
        [manifest, signature]
    }
}
