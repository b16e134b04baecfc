//! What a power cut leaves: all that was synced, and of the rest whatever chance spares.

use super::log::{FileId, Log, Op};
use crate::chance::Chance;
use crate::image::Image;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Whether the disk heeds a sync.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Syncs {
    /// It does: what was synced stays.
    Heeded,
    /// It lies: the proof must then find losses, or it proves nothing.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "only a test asks for a lying disk")
    )]
    Ignored,
}

impl Log {
    /// The folder as it was after so many changes, with all of them spared.
    pub fn image_at(&self, changes: usize) -> Image {
        let mut disk = Disk::before(self);
        for op in self.ops.iter().take(changes) {
            disk.take(op, Syncs::Heeded);
        }
        disk.settle();
        disk.image()
    }

    /// The folder as a power cut after so many changes leaves it.
    pub fn survivor(&self, changes: usize, syncs: Syncs, chance: &mut Chance) -> Image {
        let mut disk = Disk::before(self);
        for op in self.ops.iter().take(changes) {
            disk.take(op, syncs);
        }
        disk.cut(&mut Luck::draw(chance));
        disk.image()
    }
}

/// The disk while the log is played back.
struct Disk<'log> {
    files: Vec<Platter<'log>>,
    names: BTreeMap<PathBuf, FileId>,
    /// Changes of names that no sync of their folder has made to last.
    pending: Vec<&'log Op>,
}

/// A file: what lasts, and what was written since.
#[derive(Default)]
struct Platter<'log> {
    lasting: Vec<u8>,
    pending: Vec<&'log Op>,
}

impl<'log> Disk<'log> {
    fn before(log: &Log) -> Self {
        let files = log.start.values().map(|bytes| Platter {
            lasting: bytes.clone(),
            pending: Vec::new(),
        });
        Self {
            files: files.collect(),
            names: log.start.keys().cloned().zip(0..).collect(),
            pending: Vec::new(),
        }
    }

    fn take(&mut self, op: &'log Op, syncs: Syncs) {
        match op {
            Op::Write { file, .. } | Op::Resize { file, .. } => {
                if let Some(file) = self.file(*file) {
                    file.pending.push(op);
                }
            }
            Op::Sync { file } if syncs == Syncs::Heeded => {
                if let Some(file) = self.file(*file) {
                    file.settle();
                }
            }
            Op::SyncNames { folder } if syncs == Syncs::Heeded => self.settle_names(folder),
            Op::Name { .. } | Op::Rename { .. } | Op::Unname { .. } => self.pending.push(op),
            Op::Sync { .. } | Op::SyncNames { .. } | Op::Acknowledge => {}
        }
    }

    fn file(&mut self, file: FileId) -> Option<&mut Platter<'log>> {
        if file >= self.files.len() {
            self.files.resize_with(file + 1, Platter::default);
        }
        self.files.get_mut(file)
    }

    fn settle(&mut self) {
        for file in &mut self.files {
            file.settle();
        }
        for op in std::mem::take(&mut self.pending) {
            self.rename(op);
        }
    }

    fn settle_names(&mut self, folder: &Path) {
        for op in std::mem::take(&mut self.pending) {
            if parent_of(op) == Some(folder) {
                self.rename(op);
            } else {
                self.pending.push(op);
            }
        }
    }

    fn rename(&mut self, op: &Op) {
        match op {
            Op::Name { file, name } => {
                self.names.insert(name.clone(), *file);
            }
            Op::Rename { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                }
            }
            Op::Unname { name } => {
                self.names.remove(name);
            }
            _ => {}
        }
    }

    /// Names come and go in the order they were changed in, as file systems keep it; bytes of a
    /// file in any.
    fn cut(&mut self, luck: &mut Luck<'_>) {
        let pending = std::mem::take(&mut self.pending);
        let spared = luck.of(pending.len());
        for op in pending.into_iter().take(spared) {
            self.rename(op);
        }
        for file in &mut self.files {
            file.cut(luck);
        }
    }

    fn image(self) -> Image {
        let empty = Vec::new();
        let bytes = |file: FileId| self.files.get(file).map_or(&empty, |file| &file.lasting);
        let names = self.names.iter();
        names
            .map(|(name, file)| (name.clone(), bytes(*file).clone()))
            .collect()
    }
}

impl Platter<'_> {
    fn settle(&mut self) {
        for op in std::mem::take(&mut self.pending) {
            match op {
                Op::Write { at, bytes, .. } => self.write(*at, bytes),
                Op::Resize { length, .. } => self.lasting.resize(size(*length), 0),
                _ => {}
            }
        }
    }

    fn cut(&mut self, luck: &mut Luck<'_>) {
        for op in std::mem::take(&mut self.pending) {
            match op {
                Op::Write { at, bytes, .. } => self.spare(*at, bytes, luck),
                Op::Resize { length, .. } if luck.fate() != Fate::Lost => {
                    self.lasting.resize(size(*length), 0);
                }
                _ => {}
            }
        }
    }

    /// Writes what is spared, sector by sector.
    fn spare(&mut self, at: u64, mut bytes: &[u8], luck: &mut Luck<'_>) {
        let mut from = at;
        while !bytes.is_empty() {
            let room = luck.sector - from % luck.sector;
            let (sector, rest) = bytes.split_at(size(room).min(bytes.len()));
            match luck.fate() {
                Fate::Spared => self.write(from, sector),
                Fate::Torn => {
                    let (spared, _) = sector.split_at(luck.of(sector.len()));
                    self.write(from, spared);
                }
                // The length may have lasted though the bytes did not.
                Fate::Lost if luck.fate() == Fate::Torn => {
                    let end = size(from) + sector.len();
                    self.lasting.resize(self.lasting.len().max(end), 0);
                }
                Fate::Lost => {}
            }
            from += sector.len() as u64;
            bytes = rest;
        }
    }

    fn write(&mut self, at: u64, bytes: &[u8]) {
        let (from, end) = (size(at), size(at) + bytes.len());
        if self.lasting.len() < end {
            self.lasting.resize(end, 0);
        }
        if let Some(place) = self.lasting.get_mut(from..end) {
            place.copy_from_slice(bytes);
        }
    }
}

/// What becomes of a sector that was not synced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Spared,
    Torn,
    Lost,
}

/// How a power cut falls.
struct Luck<'chance> {
    chance: &'chance mut Chance,
    sector: u64,
    /// Sectors spared of sixteen.
    spared: u64,
}

impl<'chance> Luck<'chance> {
    /// Some cuts spare all that was written, some nothing, most of them something.
    fn draw(chance: &'chance mut Chance) -> Self {
        // The two sizes in which disks write.
        let sector = if chance.below(2) == 0 { 512 } else { 4096 };
        let spared = match chance.below(8) {
            0 => 0,
            1 => 16,
            _ => 1 + chance.below(15),
        };
        Self {
            chance,
            sector,
            spared,
        }
    }

    fn fate(&mut self) -> Fate {
        if self.chance.below(16) < self.spared {
            return Fate::Spared;
        }
        if self.spared > 0 && self.chance.below(4) == 0 {
            Fate::Torn
        } else {
            Fate::Lost
        }
    }

    /// How many of the first of so many.
    fn of(&mut self, count: usize) -> usize {
        match self.spared {
            0 => 0,
            16 => count,
            _ => size(self.chance.below(count as u64 + 1)),
        }
    }
}

fn parent_of(op: &Op) -> Option<&Path> {
    match op {
        Op::Name { name, .. } | Op::Unname { name } | Op::Rename { to: name, .. } => name.parent(),
        _ => None,
    }
}

fn size(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}
