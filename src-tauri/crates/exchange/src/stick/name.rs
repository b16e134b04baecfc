//! Names of files on a stick: 村名_代码_日期_序号.yzb, safe on FAT32.

use crate::stick::StickError;

const EXTENSION: &str = "yzb";
/// FAT32 keeps names of 255 UTF-16 units; far fewer leave room for folders and copies.
const NAME_MAX: usize = 60;
const NUMBER_MAX: u32 = 999;
/// Names that Windows keeps for devices, in any folder and with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

/// Name of a package on a stick. Its number is the first free one from 01 on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageName {
    stem: String,
    numbers: u32,
}

impl PackageName {
    /// Makes a name of the office's name, its code, and the day as `YYYYMMDD`. What FAT32 does
    /// not allow becomes `_`.
    pub fn new(office: &str, code: &str, day: &str) -> Result<Self, StickError> {
        let is_digits = |text: &str, length| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_digits(code, 12) || !is_digits(day, 8) {
            return Err(StickError::Name);
        }
        let office = safe_name(office);
        if office.is_empty() {
            return Err(StickError::Name);
        }
        Ok(Self {
            stem: format!("{office}_{code}_{day}"),
            numbers: NUMBER_MAX,
        })
    }

    /// The very name a person chose, without its extension; taken or not, no other is tried.
    pub fn exact(stem: &str) -> Result<Self, StickError> {
        if stem.is_empty() || stem.contains(['/', '\\']) {
            return Err(StickError::Name);
        }
        Ok(Self {
            stem: stem.to_owned(),
            numbers: 0,
        })
    }

    /// The names to try, in order.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = String> {
        let exact = (self.numbers == 0).then(|| format!("{}.{EXTENSION}", self.stem));
        let numbered =
            (1..=self.numbers).map(|number| format!("{}_{number:02}.{EXTENSION}", self.stem));
        exact.into_iter().chain(numbered)
    }

    /// The name while it is being written.
    pub(crate) fn partial(&self) -> String {
        format!("{}.part", self.stem)
    }
}

/// An office's name as part of a file name: what FAT32 does not allow becomes `_`.
pub fn safe_name(office: &str) -> String {
    let letters = office.trim().trim_end_matches('.').chars();
    let name: String = letters
        .map(|letter| if is_safe(letter) { letter } else { '_' })
        .collect();
    let mut units = 0;
    let short: String = name
        .chars()
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= NAME_MAX
        })
        .collect();
    if is_device(&short) {
        format!("_{short}")
    } else {
        short
    }
}

fn is_safe(letter: char) -> bool {
    // The first nine are forbidden by FAT32; some old programs trip over the others.
    !letter.is_control() && !r#""*/:<>?\|+,;=[]%"#.contains(letter)
}

fn is_device(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    DEVICES.iter().any(|device| {
        upper
            .strip_prefix(device)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.len() == 1)
    })
}
