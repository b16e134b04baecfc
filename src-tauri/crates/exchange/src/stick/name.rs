//! Names of files on a stick: 村名_代码_日期_序号.yzb, safe on FAT32.

/// FAT32 keeps names of 255 UTF-16 units.
const UNITS_MAX: usize = 255;
/// What is made of an office's name is far shorter and leaves room for folders and copies.
const OFFICE_MAX: usize = 60;
const NUMBER_MAX: u32 = 999;
/// Names that Windows keeps for devices, in any folder and with any extension.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

/// Why a name cannot be used on a stick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Nothing is left of it.
    #[error("it is empty")]
    Empty,
    /// It holds a letter that FAT32 does not take.
    #[error("it holds a letter that cannot stand in a name")]
    Letter(char),
    /// It begins or ends with a blank, or ends with a dot.
    #[error("it ends with a blank or a dot")]
    End,
    /// Code or day are none.
    #[error("its code or day is none")]
    Number,
    /// Windows keeps it for a device.
    #[error("it is the name of a device")]
    Device,
    /// It is too long.
    #[error("it is too long")]
    Long,
    /// The stick itself refused it.
    #[error("the file system refuses it")]
    System,
}

/// Name of a file on a stick, and what it is called where that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    stem: String,
    extension: String,
    /// What its unfinished copy is called, without the date: the next attempt finds it.
    kin: String,
    numbering: Numbering,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    /// The very name a person chose, or none.
    Exact,
    /// `_01`, `_02` and on.
    Always,
    /// The name as it is, then `_02` and on.
    WhereTaken,
}

impl FileName {
    /// Name of a package, of the office's name, its code, and the day as `YYYYMMDD`. What FAT32
    /// does not allow becomes `_`.
    pub fn package(office: &str, code: &str, day: &str) -> Result<Self, Unfit> {
        let is_digits = |text: &str, length| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_digits(code, 12) || !is_digits(day, 8) {
            return Err(Unfit::Number);
        }
        let office = safe_name(office);
        if office.is_empty() {
            return Err(Unfit::Empty);
        }
        Ok(Self {
            stem: format!("{office}_{code}_{day}"),
            extension: "yzb".to_owned(),
            kin: format!("{office}_{code}"),
            numbering: Numbering::Always,
        })
    }

    /// The very name a person chose; taken or not, no other is tried.
    pub fn exact(name: &str) -> Result<Self, Unfit> {
        Self::checked(name, Numbering::Exact)
    }

    /// This name, or where it is taken the next number behind it.
    pub fn numbered(name: &str) -> Result<Self, Unfit> {
        Self::checked(name, Numbering::WhereTaken)
    }

    fn checked(name: &str, numbering: Numbering) -> Result<Self, Unfit> {
        fit(name)?;
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        Ok(Self {
            stem: stem.to_owned(),
            extension: extension.to_owned(),
            kin: shortened(stem, OFFICE_MAX),
            numbering,
        })
    }

    /// The names to try, in order.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = String> {
        let (plain, first, last) = match self.numbering {
            Numbering::Exact => (true, 1, 0),
            Numbering::Always => (false, 1, NUMBER_MAX),
            Numbering::WhereTaken => (true, 2, NUMBER_MAX),
        };
        let plain = plain.then(|| self.called(""));
        let numbers = (first..=last).map(|number| self.called(&format!("_{number:02}")));
        plain.into_iter().chain(numbers)
    }

    fn called(&self, number: &str) -> String {
        let ending = if self.extension.is_empty() {
            String::new()
        } else {
            format!(".{}", self.extension)
        };
        let room = UNITS_MAX - units(number) - units(&ending).min(UNITS_MAX / 2);
        format!("{}{number}{ending}", shortened(&self.stem, room))
    }

    /// The name while it is being written.
    pub(crate) fn partial(&self) -> String {
        format!("没写完_{}.part", self.kin)
    }
}

/// Whether FAT32 and Windows take a name as it is.
pub(super) fn fit(name: &str) -> Result<(), Unfit> {
    if name.is_empty() {
        return Err(Unfit::Empty);
    }
    if let Some(letter) = name.chars().find(|letter| is_forbidden(*letter)) {
        return Err(Unfit::Letter(letter));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Err(Unfit::End);
    }
    if is_device(name) {
        return Err(Unfit::Device);
    }
    if units(name) > UNITS_MAX {
        return Err(Unfit::Long);
    }
    Ok(())
}

/// An office's name as part of a file name: what FAT32 does not allow becomes `_`.
pub fn safe_name(office: &str) -> String {
    let letters = office.trim().trim_end_matches('.').chars();
    let name: String = letters
        .map(|letter| if is_safe(letter) { letter } else { '_' })
        .collect();
    let short = shortened(&name, OFFICE_MAX);
    if is_device(&short) {
        format!("_{short}")
    } else {
        short
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn shortened(text: &str, room: usize) -> String {
    let mut taken = 0;
    text.chars()
        .take_while(|letter| {
            taken += letter.len_utf16();
            taken <= room
        })
        .collect()
}

fn is_forbidden(letter: char) -> bool {
    letter.is_control() || r#""*/:<>?\|"#.contains(letter)
}

fn is_safe(letter: char) -> bool {
    // Beside what FAT32 forbids, what some old programs trip over.
    !is_forbidden(letter) && !"+,;=[]%".contains(letter)
}

fn is_device(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    DEVICES.iter().any(|device| {
        upper
            .strip_prefix(device)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || is_port(device, rest))
    })
}

/// COM1 and LPT1, with any extension.
fn is_port(device: &str, rest: &str) -> bool {
    let number = rest.split('.').next().unwrap_or(rest);
    matches!(device, "COM" | "LPT")
        && number.len() == 1
        && number.starts_with(|of: char| of.is_ascii_digit())
}
