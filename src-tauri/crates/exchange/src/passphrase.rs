//! A generated passphrase for a package whose receiver has no known key, and for an invite:
//! 24 digits (79 bits), read out over the phone in six groups of four.

use crate::keys::{KeyError, random};
use age::secrecy::SecretString;
use std::fmt;
use zeroize::Zeroizing;

const DIGITS: usize = 24;
const GROUP: usize = 4;
/// Work factor of scrypt when sealing: 2^17, the same as of the key file.
pub(crate) const WORK: u8 = 17;
/// Highest work factor accepted when opening: 2^20.
pub(crate) const WORK_MAX: u8 = 20;

/// A generated passphrase. Never chosen by a person.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

/// The text is not 24 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a passphrase of 24 digits")]
pub struct NotAPassphrase;

impl Passphrase {
    /// Makes a new one.
    pub fn generate() -> Result<Self, KeyError> {
        let mut digits = Zeroizing::new(String::with_capacity(DIGITS));
        while digits.len() < DIGITS {
            // 250 is the last multiple of ten in a byte; what lies above would favour 0 to 5.
            let [byte] = random::<1>()?;
            if byte < 250 {
                digits.push(char::from(b'0' + byte % 10));
            }
        }
        Ok(Self(digits))
    }

    /// Reads what a person typed: spaces and hyphens do not matter, full-width digits count.
    pub fn read(text: &str) -> Result<Self, NotAPassphrase> {
        let letters = text.chars().filter(|letter| !is_separator(*letter));
        let digits = letters
            .map(digit)
            .collect::<Option<String>>()
            .map(Zeroizing::new);
        digits
            .filter(|digits| digits.len() == DIGITS)
            .map(Self)
            .ok_or(NotAPassphrase)
    }

    /// The digits in groups of four, to be shown once and written down.
    pub fn groups(&self) -> String {
        let digits: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = digits
            .chunks(GROUP)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }

    pub(crate) fn recipient(&self) -> age::scrypt::Recipient {
        let mut recipient = age::scrypt::Recipient::new(SecretString::from(self.0.as_str()));
        recipient.set_work_factor(WORK);
        recipient
    }

    pub(crate) fn identity(&self) -> age::scrypt::Identity {
        let mut identity = age::scrypt::Identity::new(SecretString::from(self.0.as_str()));
        identity.set_max_work_factor(WORK_MAX);
        identity
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Passphrase").finish_non_exhaustive()
    }
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '－' | '—')
}

fn digit(letter: char) -> Option<char> {
    let full_width = u32::from(letter).checked_sub(u32::from('０'));
    match full_width {
        Some(value @ 0..=9) => char::from_digit(value, 10),
        _ => Some(letter).filter(char::is_ascii_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_read_back_however_it_is_typed() {
        let passphrase = Passphrase::generate().unwrap();
        let shown = passphrase.groups();
        assert_eq!(shown.len(), 29, "six groups of four digits");
        let wide: String = shown
            .chars()
            .map(|letter| match letter.to_digit(10) {
                Some(value) => char::from_u32(u32::from('０') + value).unwrap(),
                None => '－',
            })
            .collect();
        assert_eq!(*Passphrase::read(&wide).unwrap().0, *passphrase.0);
        assert_eq!(*Passphrase::read(&shown).unwrap().0, *passphrase.0);
    }

    #[test]
    fn what_is_not_24_digits_is_refused() {
        for text in [
            "",
            "1234",
            "1234 5678 9012 3456 7890 123x",
            "1234 5678 9012 3456 7890 12345",
        ] {
            assert_eq!(
                Passphrase::read(text).unwrap_err(),
                NotAPassphrase,
                "{text}"
            );
        }
    }

    #[test]
    fn two_passphrases_differ_and_debug_shows_none() {
        let (one, two) = (
            Passphrase::generate().unwrap(),
            Passphrase::generate().unwrap(),
        );
        assert_ne!(*one.0, *two.0);
        assert_eq!(format!("{one:?}"), "Passphrase { .. }");
    }
}
