//! A FAT32 stick in memory: names that differ in case alone are the same, what is not synced may
//! be lost when it is pulled, and one fault strikes at one operation.

use exchange::stick::{FileName, Files, StickError, Synced};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;
use std::rc::Rc;

use crate::chance::Chance;

/// What the sectors of a stick are torn into.
const SECTOR: usize = 512;
/// What an earlier attempt left behind.
const REMAINS: &[u8] = b"half of an earlier attempt";
const ENODEV: i32 = 19;
const EIO: i32 = 5;
const EINVAL: i32 = 22;

/// What is wrong with the stick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing but its slowness.
    Slow,
    /// Room for so many bytes.
    Full { room: u64 },
    /// Files end at so many bytes.
    Short { most: u64 },
    /// Locked against writing.
    Locked,
    /// Gone from this operation on.
    Pulled { at: u64 },
    /// This operation and all later ones of its kind fail, though it is there.
    Failing { at: u64 },
    /// Bytes from here on are taken and forgotten, as counterfeit sticks do.
    Counterfeit { from: u64 },
    /// One bit reads back otherwise.
    Flipped { at: u64 },
    /// Unmounted under the program: the folder of the machine's own disk is in its place.
    Swapped { at: u64 },
    /// Nothing; somebody asks to stop.
    Stopped,
}

impl Fault {
    /// A fault that may strike while so many bytes are written.
    pub fn of(chance: &mut Chance, bytes: u64) -> Self {
        let operations = 12 + 2 * bytes / 262_144;
        let (at, place) = (chance.below(operations), chance.below(bytes.max(1)));
        match chance.below(10) {
            0 => Self::Slow,
            1 => Self::Full { room: place },
            2 => Self::Short { most: place },
            3 => Self::Locked,
            4 => Self::Failing { at },
            5 => Self::Counterfeit { from: place },
            6 => Self::Flipped { at: place },
            7 => Self::Swapped { at },
            8 => Self::Stopped,
            _ => Self::Pulled { at },
        }
    }

    /// Whether the error says what this fault is.
    pub fn is_told_by(&self, error: &StickError) -> bool {
        match self {
            Self::Slow => false,
            Self::Full { .. } => matches!(error, StickError::Full { .. }),
            Self::Short { .. } => matches!(error, StickError::TooLarge { .. }),
            Self::Locked => matches!(error, StickError::ReadOnly { .. }),
            Self::Pulled { .. } | Self::Swapped { .. } => matches!(error, StickError::Gone { .. }),
            Self::Failing { .. } => {
                matches!(error, StickError::Failing { .. } | StickError::Gone { .. })
            }
            Self::Counterfeit { .. } | Self::Flipped { .. } => {
                matches!(error, StickError::ReadBack { .. })
            }
            Self::Stopped => matches!(error, StickError::Stopped),
        }
    }
}

/// A name, as it was written, and the file it stands for.
type Names = BTreeMap<String, (String, usize)>;

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    synced: Vec<u8>,
}

struct Inner {
    fault: Fault,
    operations: u64,
    has_struck: bool,
    is_crowded: bool,
    names: Names,
    settled: Names,
    files: Vec<File>,
}

/// The stick.
pub struct Model(Rc<RefCell<Inner>>);

/// What lies on the stick when it is looked at again.
pub struct Left(BTreeMap<String, Vec<u8>>);

impl Model {
    /// An empty stick with a fault.
    pub fn new(fault: Fault) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            fault,
            operations: 0,
            has_struck: false,
            is_crowded: false,
            names: Names::new(),
            settled: Names::new(),
            files: Vec::new(),
        })))
    }

    /// Puts some earlier files on it, the unfinished one of another day among them.
    pub fn earlier(&self, chance: &mut Chance, name: &FileName) -> Vec<(String, Vec<u8>)> {
        let wanted = [
            "照片.jpg",
            "BEIFEN.YZBAK",
            "栗溪村_990101102203_20260712_01.yzb",
        ];
        let mut inner = self.0.borrow_mut();
        let mut earlier = Vec::new();
        for name in wanted {
            if chance.below(2) == 0 {
                let bytes = vec![b'e'; usize::try_from(chance.below(2_000)).unwrap_or(0)];
                inner.lay(name, &bytes);
                earlier.push((name.to_owned(), bytes));
            }
        }
        if chance.below(3) == 0 {
            inner.lay("没写完_Beifen.part", REMAINS);
        }
        let is_exact = FileName::exact("Beifen.yzbak").is_ok_and(|exact| exact == *name);
        inner.is_crowded = is_exact && inner.names.contains_key("beifen.yzbak");
        earlier
    }

    /// Whether the fault has struck.
    pub fn has_struck(&self) -> bool {
        self.0.borrow().has_struck
    }

    /// The fault is the person's, and strikes now.
    pub fn strike(&self) {
        self.0.borrow_mut().has_struck = true;
    }

    /// Whether the only name that may be used is taken.
    pub fn is_crowded(&self) -> bool {
        self.0.borrow().is_crowded
    }

    /// What lies on it afterwards; of a pulled stick, what chance let survive.
    pub fn after(&self, chance: &mut Chance) -> Left {
        let inner = self.0.borrow();
        let was_pulled = inner.has_struck && matches!(inner.fault, Fault::Pulled { .. });
        let names = if was_pulled {
            surviving(&inner, chance)
        } else {
            inner.names.values().cloned().collect()
        };
        let bytes = |file: usize, chance: &mut Chance| {
            let file = inner.files.get(file).cloned().unwrap_or_default();
            if was_pulled {
                torn(&file, chance)
            } else {
                file.bytes
            }
        };
        let files = names
            .into_iter()
            .map(|(name, file)| (name, bytes(file, chance)));
        Left(files.collect())
    }

    /// Writes as one must not: the final name first, no sync.
    #[cfg(test)]
    pub fn write_carelessly(&self, content: &[u8]) -> io::Result<()> {
        let path = Path::new("/media/stick/a.yzb");
        self.create(path)?.write_all(content)?;
        self.settle(path)?;
        self.volume(path)?;
        self.settle(path)
    }
}

/// Names on a pulled stick: of what was not settled each entry, old or new, may be there or not.
fn surviving(inner: &Inner, chance: &mut Chance) -> Vec<(String, usize)> {
    let mut names: Names = Names::new();
    for (key, entry) in inner.settled.iter().chain(&inner.names) {
        let is_settled = inner.settled.get(key) == Some(entry);
        let is_now = inner.names.get(key) == Some(entry);
        if (is_settled && is_now) || chance.below(2) == 0 {
            names.insert(key.clone(), entry.clone());
        }
    }
    names.into_values().collect()
}

/// The bytes of a file on a pulled stick: what was synced, and sectors of the rest by chance.
fn torn(file: &File, chance: &mut Chance) -> Vec<u8> {
    if file.synced == file.bytes {
        return file.synced.clone();
    }
    let mut bytes = file.synced.clone();
    if chance.below(2) == 0 {
        bytes.resize(file.bytes.len(), 0);
    }
    for (sector, of_file) in bytes.chunks_mut(SECTOR).zip(file.bytes.chunks(SECTOR)) {
        if sector.len() == of_file.len() && chance.below(2) == 0 {
            sector.copy_from_slice(of_file);
        }
    }
    bytes
}

impl Inner {
    fn lay(&mut self, name: &str, bytes: &[u8]) {
        let entry = (name.to_owned(), self.files.len());
        self.names.insert(name.to_lowercase(), entry.clone());
        self.settled.insert(name.to_lowercase(), entry);
        self.files.push(File {
            bytes: bytes.to_vec(),
            synced: bytes.to_vec(),
        });
    }

    /// Counts an operation, which the fault may strike.
    fn operate(&mut self) -> io::Result<()> {
        self.operations += 1;
        let error = match self.fault {
            Fault::Pulled { at } if self.operations > at => ENODEV,
            Fault::Failing { at } if self.operations > at => EIO,
            _ => return Ok(()),
        };
        self.has_struck = true;
        Err(io::Error::from_raw_os_error(error))
    }

    fn change(&mut self) -> io::Result<()> {
        if self.fault == Fault::Locked {
            self.has_struck = true;
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        self.operate()
    }

    /// What reading these bytes gives.
    fn told(&self, bytes: &[u8]) -> Vec<u8> {
        let mut told = bytes.to_vec();
        match self.fault {
            Fault::Counterfeit { from } => {
                let from = usize::try_from(from).unwrap_or(usize::MAX);
                told.iter_mut().skip(from).for_each(|byte| *byte = 0);
            }
            Fault::Flipped { at } => {
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                told.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
            }
            _ => {}
        }
        told
    }

    fn append(&mut self, file: usize, bytes: &[u8]) -> io::Result<usize> {
        self.change()?;
        let used: u64 = self
            .files
            .get(file)
            .map_or(0, |file| file.bytes.len() as u64);
        let (most, full) = match self.fault {
            Fault::Full { room } => (room, io::ErrorKind::StorageFull),
            Fault::Short { most } => (most, io::ErrorKind::FileTooLarge),
            _ => (u64::MAX, io::ErrorKind::Other),
        };
        let room = usize::try_from(most.saturating_sub(used)).unwrap_or(usize::MAX);
        let part = bytes.get(..room.min(bytes.len())).unwrap_or(bytes);
        if part.is_empty() {
            self.has_struck = true;
            return Err(full.into());
        }
        if let Some(file) = self.files.get_mut(file) {
            file.bytes.extend(part);
        }
        Ok(part.len())
    }
}

fn name_of(path: &Path) -> io::Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or(io::ErrorKind::NotFound)?;
    let is_fit = !name.contains(['"', '*', ':', '<', '>', '?', '\\', '|'])
        && !name.ends_with(['.', ' '])
        && name.encode_utf16().count() <= 255;
    if is_fit {
        Ok(name.to_owned())
    } else {
        Err(io::Error::from_raw_os_error(EINVAL))
    }
}

impl Files for Model {
    fn volume(&self, _: &Path) -> io::Result<u64> {
        let mut inner = self.0.borrow_mut();
        match inner.fault {
            Fault::Pulled { at } if inner.operations > at => Err(io::ErrorKind::NotFound.into()),
            Fault::Swapped { at } if inner.operations > at => {
                inner.has_struck = true;
                Ok(2)
            }
            _ => Ok(1),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Synced>> {
        let name = name_of(path)?;
        let mut inner = self.0.borrow_mut();
        inner.change()?;
        if inner.names.contains_key(&name.to_lowercase()) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = inner.files.len();
        inner.files.push(File::default());
        inner.names.insert(name.to_lowercase(), (name, file));
        Ok(Box::new(Writing {
            stick: Rc::clone(&self.0),
            file,
        }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Read>> {
        let mut inner = self.0.borrow_mut();
        inner.operate()?;
        let found = inner.names.get(&name_of(path)?.to_lowercase());
        let file = found
            .map(|(_, file)| *file)
            .ok_or(io::ErrorKind::NotFound)?;
        let bytes = inner.files.get(file).map(|file| file.bytes.clone());
        let bytes = bytes.unwrap_or_default();
        let told = inner.told(&bytes);
        inner.has_struck |= told != bytes;
        Ok(Box::new(io::Cursor::new(told)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (name_of(from)?, name_of(to)?);
        let mut inner = self.0.borrow_mut();
        inner.change()?;
        if inner.names.contains_key(&to.to_lowercase()) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let entry = inner.names.remove(&from.to_lowercase());
        let (_, file) = entry.ok_or(io::ErrorKind::NotFound)?;
        inner.names.insert(to.to_lowercase(), (to, file));
        Ok(())
    }

    fn settle(&self, _: &Path) -> io::Result<()> {
        let mut inner = self.0.borrow_mut();
        inner.operate()?;
        inner.settled = inner.names.clone();
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let name = name_of(path)?.to_lowercase();
        let mut inner = self.0.borrow_mut();
        inner.change()?;
        let removed = inner.names.remove(&name);
        removed
            .map(|_| ())
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

struct Writing {
    stick: Rc<RefCell<Inner>>,
    file: usize,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stick.borrow_mut().append(self.file, bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Synced for Writing {
    fn sync(&mut self) -> io::Result<()> {
        let mut inner = self.stick.borrow_mut();
        inner.change()?;
        if let Some(file) = inner.files.get_mut(self.file) {
            file.synced.clone_from(&file.bytes);
        }
        Ok(())
    }
}

impl Left {
    /// An earlier file that is no longer what it was.
    pub fn broken(&self, earlier: &[(String, Vec<u8>)]) -> Option<String> {
        let is_kept = |(name, bytes): &(String, Vec<u8>)| self.0.get(name) == Some(bytes);
        let lost = earlier.iter().find(|file| !is_kept(file));
        lost.map(|(name, _)| format!("the earlier {name} is not what it was"))
    }

    /// A file under a final name that is neither an earlier one nor the whole of the new one.
    pub fn half(&self, earlier: &[(String, Vec<u8>)], content: &[u8]) -> Option<String> {
        let is_earlier = |name: &str| earlier.iter().any(|(known, _)| known == name);
        let is_part = |name: &str| Path::new(name).extension() == Some("part".as_ref());
        let is_final = |name: &str| !is_part(name) && !is_earlier(name);
        let mut new = self.0.iter().filter(|(name, _)| is_final(name));
        let half = new.find(|(_, bytes)| bytes.as_slice() != content);
        half.map(|(name, _)| format!("{name} is not the whole file"))
    }

    /// A file that was told to be there and is not.
    pub fn missing(&self, path: &Path, content: &[u8]) -> Option<String> {
        let name = path.file_name().and_then(|name| name.to_str())?;
        let is_there = self
            .0
            .get(name)
            .is_some_and(|bytes| bytes.as_slice() == content);
        (!is_there).then(|| format!("{name} was told to be on the stick and is not"))
    }

    /// Whether something unfinished stayed behind.
    pub fn has_unfinished(&self) -> bool {
        let mut files = self.0.iter();
        files.any(|(name, bytes)| name.starts_with("没写完_") && bytes != REMAINS)
    }
}
