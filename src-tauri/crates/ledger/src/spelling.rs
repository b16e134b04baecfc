//! Letters that people copy by hand from paper: Crockford's base 32 without I, L, O and U, in
//! groups whose last letter checks the others.
//!
//! The check is over GF(32) and starts from the group's place, so that one wrong letter, two
//! neighbours swapped or two groups swapped are always noticed, and the group can be named.

/// The letters, in the order of their symbols.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letters of a typed text: case, spaces, hyphens and full-width letters do not matter, O is
/// 0, I and L are 1.
pub fn typed(text: &str) -> Vec<char> {
    crate::numbers::half_width(text)
        .chars()
        .flat_map(char::to_uppercase)
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// The letter of a symbol from 0 to 31.
pub fn letter(symbol: u8) -> char {
    ALPHABET
        .get(usize::from(symbol & 31))
        .map_or('0', |byte| char::from(*byte))
}

/// The symbol of a letter.
pub fn symbol(letter: char) -> Option<u8> {
    let found = ALPHABET.iter().position(|byte| char::from(*byte) == letter);
    found.and_then(|symbol| u8::try_from(symbol).ok())
}

/// The symbols of a whole group without the one that checks them; nothing if they do not fit.
/// `place` counts the groups from 0.
pub fn group(place: usize, letters: &[char]) -> Option<Vec<u8>> {
    let symbols: Option<Vec<u8>> = letters.iter().map(|letter| symbol(*letter)).collect();
    let symbols = symbols?;
    let (check, payload) = symbols.split_last()?;
    (*check == check_symbol(place, payload)).then(|| payload.to_vec())
}

/// The symbol that checks a group: Horner's rule over GF(32), starting from the group's place.
pub fn check_symbol(place: usize, symbols: &[u8]) -> u8 {
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
