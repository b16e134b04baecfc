//! The paper recovery code: 100 random bits in five groups of five letters.
//!
//! Crockford's base 32 without I, L, O and U. The fifth letter of every group checks the four
//! before it and the group's place, over GF(32): one wrong letter, two neighbours swapped or two
//! groups swapped are always noticed, and the group is named.

use crate::error::StoreError;
use std::fmt;
use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 5;
const LETTERS: usize = 5;

/// A recovery code, as printed and kept in an envelope. Wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// Draws a new code.
    pub fn generate() -> Result<Self, StoreError> {
        let mut random = Zeroizing::new([0_u8; GROUPS * (LETTERS - 1)]);
        getrandom::fill(random.as_mut_slice()).map_err(|_| StoreError::Crypto("randomness"))?;
        let mut code = Zeroizing::new(String::new());
        for (place, group) in random.chunks(LETTERS - 1).enumerate() {
            let symbols: Vec<u8> = group.iter().map(|byte| byte & 31).collect();
            code.extend(symbols.iter().map(|symbol| letter(*symbol)));
            code.push(letter(check_symbol(place, &symbols)));
        }
        Ok(Self(code))
    }

    /// Reads a typed code: case, spaces, hyphens and full-width letters do not matter, O is 0,
    /// I and L are 1. A typo is refused with the number of its group.
    pub fn read(typed: &str) -> Result<Self, StoreError> {
        let plain = Zeroizing::new(ledger::numbers::half_width(typed).to_uppercase());
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(
            plain
                .chars()
                .filter(|letter| letter.is_alphanumeric())
                .map(|letter| match letter {
                    'O' => '0',
                    'I' | 'L' => '1',
                    other => other,
                })
                .collect(),
        );
        if letters.len() != GROUPS * LETTERS {
            return Err(StoreError::RecoveryLength {
                letters: letters.len(),
            });
        }
        for (place, group) in letters.chunks(LETTERS).enumerate() {
            if !group_is_whole(place, group) {
                return Err(StoreError::RecoveryTypo { group: place + 1 });
            }
        }
        Ok(Self(Zeroizing::new(letters.iter().collect())))
    }

    /// The code in its one canonical form: 25 letters without hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % LETTERS == 0 {
                out.write_str("-")?;
            }
            write!(out, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

fn letter(symbol: u8) -> char {
    ALPHABET
        .get(usize::from(symbol & 31))
        .map_or('0', |byte| char::from(*byte))
}

fn group_is_whole(place: usize, group: &[char]) -> bool {
    let symbols: Option<Vec<u8>> = group
        .iter()
        .map(|letter| {
            let found = ALPHABET
                .iter()
                .position(|byte| char::from(*byte) == *letter);
            found.and_then(|symbol| u8::try_from(symbol).ok())
        })
        .collect();
    symbols
        .as_deref()
        .and_then(<[u8]>::split_last)
        .is_some_and(|(check, payload)| *check == check_symbol(place, payload))
}

/// Horner's rule over GF(32), starting from the group's place.
fn check_symbol(place: usize, symbols: &[u8]) -> u8 {
    let start = u8::try_from(place + 1).unwrap_or(0);
    let sum = symbols
        .iter()
        .fold(start, |sum, symbol| double(sum) ^ symbol);
    double(sum)
}

/// Multiplies by x in GF(32) with the primitive polynomial x⁵ + x² + 1.
fn double(symbol: u8) -> u8 {
    let shifted = symbol << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        (shifted ^ 0b10_0101) & 31
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = RecoveryCode::generate().unwrap();
        let printed = code.to_string();
        assert_eq!(printed.len(), 29, "25 letters and four hyphens");
        let typed = printed.to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(RecoveryCode::read(&typed), Ok(code.clone()), "o means 0");
        let typed = printed.replace('1', "l");
        assert_eq!(RecoveryCode::read(&typed), Ok(code), "l means 1");
    }

    #[test]
    fn every_wrong_letter_is_noticed_and_its_group_named() {
        let code = RecoveryCode::generate().unwrap();
        let letters: Vec<char> = code.as_str().chars().collect();
        for place in 0..letters.len() {
            for wrong in ALPHABET.iter().map(|byte| char::from(*byte)) {
                let mut typo = letters.clone();
                typo[place] = wrong;
                let read = RecoveryCode::read(&typo.iter().collect::<String>());
                let group = place / LETTERS + 1;
                let expected = if wrong == letters[place] {
                    Ok(code.clone())
                } else {
                    Err(StoreError::RecoveryTypo { group })
                };
                assert_eq!(read, expected, "letter {place} typed as {wrong}");
            }
        }
    }

    #[test]
    fn swapped_neighbours_and_missing_letters_are_noticed() {
        let code = RecoveryCode::generate().unwrap();
        let letters: Vec<char> = code.as_str().chars().collect();
        for place in (0..24).filter(|place| place % LETTERS != LETTERS - 1) {
            let mut typo = letters.clone();
            typo.swap(place, place + 1);
            let read = RecoveryCode::read(&typo.iter().collect::<String>());
            let is_same = typo == letters;
            assert_eq!(read.is_ok(), is_same, "letters {place} and next swapped");
        }
        assert_eq!(
            RecoveryCode::read(&code.as_str()[1..]),
            Err(StoreError::RecoveryLength { letters: 24 }),
            "a missing letter is not guessed"
        );
    }
}
