//! The invite of a second laptop: the office's keys, its card and the cards it trusts, sealed to
//! a generated passphrase. The new laptop makes a replica of its own and certifies it itself, so
//! the township needs no new trust (journal.md §1).

use crate::card::Card;
use crate::fields::{self, Fields};
use crate::keys::{KeyError, OfficeKeys};
use crate::passphrase::Passphrase;
use age::DecryptError;
use ledger::cbor::Item;
use std::collections::BTreeMap;
use std::io::Read as _;
use zeroize::Zeroizing;

/// First line of an invite file.
pub(crate) const MAGIC: &[u8] = b"yizhan-invite-1\n";
const FAMILY: &[u8] = b"yizhan-invite-";
/// Most bytes of an invite: its sealed content and the line before it.
pub(crate) const INVITE_MAX: usize = 1024 * 1024;

/// What a second laptop of an office needs.
#[derive(Clone, Debug)]
pub struct Invite {
    /// The office's keys.
    pub keys: OfficeKeys,
    /// The office's own card.
    pub card: Card,
    /// The cards it trusts.
    pub trusted: Vec<Card>,
}

/// Why an invite is not made or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InviteError {
    /// The operating system gives no random numbers.
    #[error("no randomness")]
    NoRandomness,
    /// Some other file.
    #[error("not an invite")]
    NotAnInvite,
    /// Made by a newer version of the program.
    #[error("invite of a newer version")]
    Newer,
    /// The passphrase does not open it.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Damaged or incomplete.
    #[error("invite was altered")]
    Altered,
}

impl From<KeyError> for InviteError {
    fn from(_: KeyError) -> Self {
        Self::NoRandomness
    }
}

/// Seals an invite. The passphrase goes another way than the file.
pub fn seal_invite(invite: &Invite) -> Result<(Vec<u8>, Passphrase), InviteError> {
    let passphrase = Passphrase::generate()?;
    let plain = Zeroizing::new(invite.to_bytes());
    let sealed =
        age::encrypt(&passphrase.recipient(), &plain).map_err(|_| InviteError::NoRandomness)?;
    Ok(([MAGIC, &sealed].concat(), passphrase))
}

/// Opens an invite.
pub fn open_invite(bytes: &[u8], passphrase: &Passphrase) -> Result<Invite, InviteError> {
    let sealed = match bytes.strip_prefix(MAGIC) {
        Some(sealed) if bytes.len() <= INVITE_MAX => sealed,
        None if bytes.starts_with(FAMILY) => return Err(InviteError::Newer),
        _ => return Err(InviteError::NotAnInvite),
    };
    let identity = passphrase.identity();
    let identities = std::iter::once(&identity as &dyn age::Identity);
    let mut opened =
        crate::package::lock::unlock(sealed, identities).map_err(|error| match error {
            DecryptError::DecryptionFailed => InviteError::WrongPassphrase,
            _ => InviteError::Altered,
        })?;
    let mut plain = Zeroizing::new(Vec::new());
    opened
        .read_to_end(&mut plain)
        .map_err(|_| InviteError::Altered)?;
    Invite::from_bytes(&plain).ok_or(InviteError::Altered)
}

impl Invite {
    fn to_bytes(&self) -> Vec<u8> {
        let trusted = self.trusted.iter().map(|card| Item::Text(card.to_json()));
        Item::Map(BTreeMap::from([
            (0, fields::bytes(&self.keys.to_bytes())),
            (1, Item::Text(self.card.to_json())),
            (2, Item::List(trusted.collect())),
        ]))
        .to_bytes()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let item = Item::from_bytes(bytes).ok()?;
        let fields = Fields::of(&item)?;
        let card = |item: &Item| Card::from_json(item.text()?).ok();
        let invite = Self {
            keys: OfficeKeys::from_bytes(fields::slice(fields.item(0)?)?).ok()?,
            card: card(fields.item(1)?)?,
            trusted: fields.list(2)?.iter().map(card).collect::<Option<_>>()?,
        };
        let fits = invite.card.signing == invite.keys.signing_public();
        fits.then_some(invite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::OfficeKind;

    fn invite() -> Invite {
        let keys = OfficeKeys::generate().unwrap();
        let village = (OfficeKind::Village, ("990101102203", "栗溪村"));
        let card = Card::issue(&keys, [1; 32], village.0, village.1).unwrap();
        let town = OfficeKeys::generate().unwrap();
        let town =
            Card::issue(&town, [2; 32], OfficeKind::Town, ("990101102000", "竹坪镇")).unwrap();
        Invite {
            keys,
            card,
            trusted: vec![town],
        }
    }

    #[test]
    fn a_second_laptop_gets_keys_card_and_trust() {
        let invite = invite();
        let (bytes, passphrase) = seal_invite(&invite).unwrap();
        let opened = open_invite(&bytes, &passphrase).unwrap();
        assert_eq!(opened.keys.signing_public(), invite.keys.signing_public());
        assert_eq!((opened.card, opened.trusted), (invite.card, invite.trusted));
    }

    #[test]
    fn a_wrong_passphrase_or_another_file_is_named() {
        let (bytes, passphrase) = seal_invite(&invite()).unwrap();
        let other = Passphrase::generate().unwrap();
        let refused = |bytes: &[u8], passphrase| open_invite(bytes, passphrase).unwrap_err();
        assert_eq!(refused(&bytes, &other), InviteError::WrongPassphrase);
        assert_eq!(refused(b"hello", &passphrase), InviteError::NotAnInvite);
        assert_eq!(
            refused(b"yizhan-invite-2\n", &passphrase),
            InviteError::Newer
        );
        assert_eq!(
            refused(&bytes[..bytes.len() - 1], &passphrase),
            InviteError::Altered
        );
        let mut altered = bytes.clone();
        *altered.last_mut().unwrap() ^= 1;
        assert_eq!(refused(&altered, &passphrase), InviteError::Altered);
    }
}
