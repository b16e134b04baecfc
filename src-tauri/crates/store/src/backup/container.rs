//! The bytes of a backup: `yizhan-backup/1\n`, then what it says of itself (JSON), key file and
//! database, each after its length (64 bits, big endian), then the SHA-256 of all before. The
//! database inside is encrypted as it is on disk.
//!
//! On a stick a large backup is cut into parts of equal names: `X.yzbak`, `X.yzbak.2`, … They are
//! read as one.

use super::progress::Watched;
use super::{BackupFacts, BackupStage, Watch};
use crate::error::StoreError;
use crate::keyfile::KeyFile;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

const MAGIC: &[u8] = b"yizhan-backup/1\n";
/// Facts and key file are a few hundred bytes; anything longer is neither.
const MAX_PAPER: u64 = 64 * 1024;
const ALTERED: StoreError = StoreError::Damaged { what: "backup" };

/// Writes facts, key file and the database at `pages` to `part`, and what is beyond `room` bytes
/// to further parts; gives the number of bytes.
pub(super) fn pack(
    (facts, keys): (&BackupFacts, &[u8]),
    (pages, part, room): (&Path, &Path, u64),
    watch: Watch<'_>,
) -> Result<u64, StoreError> {
    let facts = serde_json::to_vec(facts).map_err(|_| ALTERED)?;
    let mut database = File::open(pages).map_err(StoreError::io(pages, "open"))?;
    let size = database
        .metadata()
        .map_err(StoreError::io(pages, "read"))?
        .len();
    let cut = Cut::create(part, room).map_err(StoreError::io(part, "create"))?;
    let mut out = Hashed::new(cut);
    let mut write = || {
        out.write_all(MAGIC)?;
        for paper in [facts.as_slice(), keys] {
            out.write_all(&(paper.len() as u64).to_be_bytes())?;
            out.write_all(paper)?;
        }
        out.write_all(&size.to_be_bytes())?;
        let mut watched = Watched::new(&mut database, (BackupStage::Packing, size), watch);
        io::copy(&mut watched, &mut out)?;
        let digest = out.digest();
        out.inner.write_all(&digest)?;
        out.inner.settle()?;
        Ok(out.bytes + digest.len() as u64)
    };
    write().map_err(StoreError::io(part, "write"))
}

/// Reads a backup whole: the database into `pages`, the key file as result. Refuses any that is
/// cut short or altered.
pub(super) fn unpack(
    path: &Path,
    pages: &mut dyn Write,
    watch: Watch<'_>,
) -> Result<KeyFile, StoreError> {
    let mut input = Hashed::new(BufReader::new(Parts::open(path)?));
    let mut read = || -> io::Result<Option<KeyFile>> {
        let (Some(_), Some(keys)) = (read_head(&mut input)?, read_paper(&mut input)?) else {
            return Ok(None);
        };
        let size = read_length(&mut input)?;
        let database = (&mut input).take(size);
        let mut watched = Watched::new(database, (BackupStage::Reading, size), watch);
        let copied = io::copy(&mut watched, pages)?;
        let digest = input.digest();
        let mut trailer = Vec::new();
        input.inner.read_to_end(&mut trailer)?;
        let is_whole = copied == size && trailer == digest;
        Ok(KeyFile::parse(&keys).filter(|_| is_whole))
    };
    told(path, read())
}

/// What a backup says of itself, and nothing more of it read.
pub(super) fn read_facts(path: &Path) -> Result<BackupFacts, StoreError> {
    told(path, read_head(&mut BufReader::new(Parts::open(path)?)))
}

fn told<T>(path: &Path, read: io::Result<Option<T>>) -> Result<T, StoreError> {
    match read {
        Ok(found) => found.ok_or(ALTERED),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Err(ALTERED),
        Err(error) => Err(StoreError::io(path, "read")(error)),
    }
}

fn read_head(input: &mut impl Read) -> io::Result<Option<BackupFacts>> {
    let mut magic = [0; MAGIC.len()];
    input.read_exact(&mut magic)?;
    if magic != MAGIC {
        return Ok(None);
    }
    let facts = read_paper(input)?;
    Ok(facts.and_then(|facts| serde_json::from_slice(&facts).ok()))
}

fn read_paper(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let length = read_length(input)?;
    if length > MAX_PAPER {
        return Ok(None);
    }
    let mut paper = Vec::new();
    input.take(length).read_to_end(&mut paper)?;
    Ok((paper.len() as u64 == length).then_some(paper))
}

fn read_length(input: &mut impl Read) -> io::Result<u64> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    Ok(u64::from_be_bytes(length))
}

/// Where a further part of a backup stands; they count from 2.
pub(super) fn part_of(first: &Path, number: u32) -> PathBuf {
    let mut name = first.as_os_str().to_owned();
    name.push(format!(".{number}"));
    PathBuf::from(name)
}

/// A backup and, if it was cut for a stick, its further parts, one after another.
struct Parts {
    first: PathBuf,
    number: u32,
    file: File,
}

impl Parts {
    fn open(first: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            first: first.to_owned(),
            number: 1,
            file: File::open(first).map_err(StoreError::io(first, "open"))?,
        })
    }
}

impl Read for Parts {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.file.read(bytes)?;
            if read > 0 || bytes.is_empty() {
                return Ok(read);
            }
            match File::open(part_of(&self.first, self.number + 1)) {
                Ok(file) => (self.file, self.number) = (file, self.number + 1),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
                Err(error) => return Err(error),
            }
        }
    }
}

/// A backup being written, cut into parts of so many bytes.
struct Cut {
    first: PathBuf,
    room: u64,
    left: u64,
    number: u32,
    file: BufWriter<File>,
}

impl Cut {
    fn create(first: &Path, room: u64) -> io::Result<Self> {
        Ok(Self {
            first: first.to_owned(),
            room,
            left: room,
            number: 1,
            file: BufWriter::new(File::create(first)?),
        })
    }

    fn settle(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()
    }

    fn begin_next(&mut self) -> io::Result<()> {
        self.settle()?;
        self.number += 1;
        self.left = self.room;
        let next = File::create(part_of(&self.first, self.number))?;
        self.file = BufWriter::new(next);
        Ok(())
    }
}

impl Write for Cut {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.left == 0 && !bytes.is_empty() {
            self.begin_next()?;
        }
        let room = usize::try_from(self.left).unwrap_or(usize::MAX);
        let fitting = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        let written = self.file.write(fitting)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Counts and hashes what passes through.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    fn new(inner: T) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(bytes)?;
        self.hash.update(bytes.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}
