//! The fonts of this machine: 仿宋, 楷体 and 小标宋, in which offices here set their papers, and whatever
//! draws a character that the shipped faces lack. Only faces that may be embedded in part are
//! looked at (OpenType `OS/2`, fsType). Of a file that is not used, no more is read than its name,
//! its permission and its list of characters.

use super::face::{Face, Glyph};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use ttf_parser::{cmap, name, name_id};

/// 仿宋 for running text, the best first, by family, full or PostScript name.
pub(super) const TEXT_FACES: &[&str] = &[
    "仿宋_GB2312",
    "FangSong_GB2312",
    "方正仿宋_GBK",
    "FZFangSong-Z02",
    "FZFSK--GBK1-0",
    "仿宋",
    "FangSong",
];
/// 楷体 for headings of the second order.
pub(super) const SCRIPT_FACES: &[&str] = &[
    "楷体_GB2312",
    "KaiTi_GB2312",
    "方正楷体_GBK",
    "FZKai-Z03",
    "FZKTK--GBK1-0",
    "楷体",
    "KaiTi",
];
/// 小标宋 for titles.
pub(super) const TITLE_FACES: &[&str] = &[
    "方正小标宋_GBK",
    "FZXBSK--GBK1-0",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "FZXBSJW--GB1-0",
];
/// Bit of a font's code pages that says it is made for simplified Chinese (OpenType `OS/2`).
const CHINESE: u32 = 1 << 18;
/// Weight of body text, as fonts count it.
const BODY: u16 = 400;
/// A list of characters or of names that is longer than this is none.
const MOST_BYTES: u32 = 4 << 20;
/// A collection of more faces than this is none.
const MOST_FACES: u32 = 64;

/// Where systems keep their fonts.
pub(super) fn folders() -> Vec<PathBuf> {
    let home = |variable: &str, below: &str| {
        let home = std::env::var_os(variable).map(PathBuf::from);
        home.map(|home| home.join(below))
    };
    let whole = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    let own = [
        home("WINDIR", "Fonts"),
        home("LOCALAPPDATA", "Microsoft/Windows/Fonts"),
        home("HOME", ".local/share/fonts"),
        home("HOME", ".fonts"),
        home("HOME", "Library/Fonts"),
    ];
    let whole = whole.into_iter().map(PathBuf::from);
    whole.chain(own.into_iter().flatten()).collect()
}

/// The fonts of some folders.
#[derive(Debug)]
pub(super) struct Machine {
    folders: Vec<PathBuf>,
    listed: OnceLock<Vec<Listed>>,
    borrowed: Mutex<Borrowed>,
}

/// Faces that were taken up for single characters, and which draws what.
#[derive(Debug, Default)]
struct Borrowed {
    faces: BTreeMap<usize, Option<Arc<Face>>>,
    letters: BTreeMap<char, Option<(Arc<Face>, Glyph)>>,
}

impl Machine {
    pub(super) fn new(folders: Vec<PathBuf>) -> Self {
        Self {
            folders,
            listed: OnceLock::new(),
            borrowed: Mutex::default(),
        }
    }

    /// The first of these faces that is installed.
    pub(super) fn named(&self, names: &[&str]) -> Option<Arc<Face>> {
        let mut found = names.iter().flat_map(|wanted| {
            let is_meant = move |face: &&Listed| face.names.iter().any(|name| name == wanted);
            self.listed().iter().filter(is_meant)
        });
        found.find_map(Listed::load)
    }

    /// A face that draws the character, and how.
    pub(super) fn drawing(&self, letter: char) -> Option<(Arc<Face>, Glyph)> {
        let mut borrowed = self.borrowed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = borrowed.letters.get(&letter) {
            return known.clone();
        }
        let candidates = self.listed().iter().enumerate();
        let found = candidates
            .filter(|(_, face)| face.draws(letter))
            .find_map(|(at, listed)| {
                let face = borrowed.faces.entry(at).or_insert_with(|| listed.load());
                let face = face.clone()?;
                let glyph = face.glyph(letter)?;
                Some((face, glyph))
            });
        borrowed.letters.insert(letter, found.clone());
        found
    }

    fn listed(&self) -> &[Listed] {
        self.listed.get_or_init(|| {
            let mut files = Vec::new();
            for folder in &self.folders {
                files_below(folder, 4, &mut files);
            }
            let mut listed: Vec<Listed> = files.iter().flat_map(|file| faces_of(file)).collect();
            listed.sort_by(|one, other| one.rank().cmp(&other.rank()));
            listed
        })
    }
}

/// A face in one of the folders.
#[derive(Debug)]
struct Listed {
    path: PathBuf,
    index: u32,
    names: Vec<String>,
    weight: u16,
    is_chinese: bool,
    /// Where its list of characters stands in the file.
    characters: (u32, u32),
}

impl Listed {
    /// Chinese ones first, then those nearest to body text.
    fn rank(&self) -> (bool, u16, &Path, u32) {
        let off = self.weight.abs_diff(BODY);
        (!self.is_chinese, off, &self.path, self.index)
    }

    fn load(&self) -> Option<Arc<Face>> {
        Face::load(&self.path, self.index).ok().map(Arc::new)
    }

    fn draws(&self, letter: char) -> bool {
        let read = || {
            let mut file = File::open(&self.path).ok()?;
            let bytes = piece(&mut file, self.characters)?;
            draws(&bytes, letter)
        };
        read().unwrap_or(false)
    }
}

fn files_below(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().map(OsStr::to_ascii_lowercase);
        let is_font =
            ending.is_some_and(|ending| ending == "ttf" || ending == "otf" || ending == "ttc");
        if is_font {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            files_below(&path, depth - 1, files);
        }
    }
}

/// The faces of a file that may be embedded in part.
fn faces_of(path: &Path) -> Vec<Listed> {
    let Ok(mut file) = File::open(path) else {
        return Vec::new();
    };
    let offsets = offsets(&mut file).unwrap_or_default();
    let faces = offsets.into_iter().zip(0..);
    let listed = faces.filter_map(|(offset, index)| listed(path, &mut file, (offset, index)));
    listed.collect()
}

/// Where the faces of a file begin.
fn offsets(file: &mut File) -> Option<Vec<u32>> {
    let head = piece(file, (0, 12))?;
    if !head.starts_with(b"ttcf") {
        return Some(vec![0]);
    }
    let count = number(&head, 8)?.min(MOST_FACES);
    let bytes = piece(file, (12, count * 4))?;
    (0..count as usize)
        .map(|at| number(&bytes, at * 4))
        .collect()
}

fn listed(path: &Path, file: &mut File, (offset, index): (u32, u32)) -> Option<Listed> {
    let head = piece(file, (offset, 12))?;
    let count = u32::from(short(&head, 4)?);
    let directory = piece(file, (offset.checked_add(12)?, count * 16))?;
    let place = |tag: &[u8; 4]| {
        let mut records = directory.chunks_exact(16);
        let record = records.find(|record| record.starts_with(tag))?;
        Some((number(record, 8)?, number(record, 12)?))
    };
    let about = piece(file, place(b"OS/2")?)?;
    if !may_be_embedded(short(&about, 8)?) {
        return None;
    }
    let names = piece(file, place(b"name")?)?;
    Some(Listed {
        path: path.to_owned(),
        index,
        names: self::names(&names),
        weight: short(&about, 4)?,
        is_chinese: number(&about, 78).is_some_and(|pages| pages & CHINESE != 0),
        characters: place(b"cmap")?,
    })
}

/// fsType: not restricted (bit 1 alone), subsetting allowed (bit 8), outlines allowed (bit 9).
fn may_be_embedded(permission: u16) -> bool {
    permission & 0x000f != 0x0002 && permission & 0x0300 == 0
}

fn names(bytes: &[u8]) -> Vec<String> {
    const WANTED: [u16; 4] = [
        name_id::FAMILY,
        name_id::FULL_NAME,
        name_id::POST_SCRIPT_NAME,
        name_id::TYPOGRAPHIC_FAMILY,
    ];
    let table = name::Table::parse(bytes);
    let names = table.into_iter().flat_map(|table| table.names);
    let wanted = names.filter(|name| WANTED.contains(&name.name_id));
    wanted.filter_map(|name| name.to_string()).collect()
}

fn draws(characters: &[u8], letter: char) -> Option<bool> {
    let table = cmap::Table::parse(characters)?;
    let mut subtables = table
        .subtables
        .into_iter()
        .filter(cmap::Subtable::is_unicode);
    Some(subtables.any(|table| {
        let glyph = table.glyph_index(u32::from(letter));
        glyph.is_some_and(|glyph| glyph.0 != 0)
    }))
}

/// Bytes of a file from a place on.
fn piece(file: &mut File, (from, length): (u32, u32)) -> Option<Vec<u8>> {
    if length > MOST_BYTES {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.seek(SeekFrom::Start(u64::from(from))).ok()?;
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_be_bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    bytes.try_into().ok().map(u16::from_be_bytes)
}
