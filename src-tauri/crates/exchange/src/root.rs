//! The root key of an office: the paper recovery code. It alone vouches for a new office key and
//! says which laptops are lost (journal.md §5, FORMAT.md); it never lies in a file.

use crate::keys;
use ed25519_dalek::SigningKey;
use ledger::Digest;
use std::fmt;
use zeroize::Zeroizing;

pub(crate) const ROOT_TAG: &str = "yizhan/root";

/// The root key of an office, which only the paper recovery code can bring back. Its public half
/// stands in the card, so that it can vouch for a new office key one day.
#[derive(Clone)]
pub struct RootKey(SigningKey);

impl RootKey {
    /// Derives the key from the paper code, however it was typed: case, spaces, hyphens and the
    /// look-alikes O/0 and I/L/1 make no difference.
    pub fn from_recovery_code(code: &str) -> Self {
        let letters = code.chars().filter(char::is_ascii_alphanumeric);
        let plain: Zeroizing<String> = Zeroizing::new(letters.map(as_on_paper).collect());
        let seed = Zeroizing::new(Digest::of(ROOT_TAG, &[plain.as_bytes()]).0);
        Self(SigningKey::from_bytes(&seed))
    }

    /// Public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub(crate) fn sign(&self, tag: &str, parts: &[&[u8]]) -> [u8; 64] {
        keys::sign(&self.0, tag, parts)
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RootKey").finish_non_exhaustive()
    }
}

fn as_on_paper(letter: char) -> char {
    match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_gives_one_root_key_however_it_is_typed() {
        let printed = RootKey::from_recovery_code("7K1Q0-MXW1T-90ABC");
        let typed = RootKey::from_recovery_code("7klqo mxwit 9oabc");
        assert_eq!(
            printed.public(),
            typed.public(),
            "look-alikes, case and separators must not lose an office its root key"
        );
        let other = RootKey::from_recovery_code("7K1Q0-MXW1T-90ABD");
        assert_ne!(printed.public(), other.public());
    }

    #[test]
    fn debug_text_shows_no_root_key() {
        let root = RootKey::from_recovery_code("7K1Q0-MXW1T-90ABC");
        assert_eq!(format!("{root:?}"), "RootKey { .. }");
    }
}
