//! The paper recovery code: 100 random bits in five groups of five letters.
//!
//! The letters are those of [`ledger::spelling`]; the fifth of every group checks the four before it
//! and the group's place: a typo is always noticed, and the group is named.

use crate::error::StoreError;
use ledger::spelling::{check_symbol, group, letter, typed as letters_of};
use std::fmt;
use zeroize::Zeroizing;

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
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(letters_of(typed));
        if letters.len() != GROUPS * LETTERS {
            return Err(StoreError::RecoveryLength {
                letters: letters.len(),
            });
        }
        for (place, letters) in letters.chunks(LETTERS).enumerate() {
            if group(place, letters).is_none() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::spelling::ALPHABET;

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
