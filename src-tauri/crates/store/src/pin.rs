//! A PIN (4 to 8 digits) at rest: never the digits, only a blob that they alone open.
//!
//! The PIN tells colleagues at one desk apart; it stays on this machine and guards nothing that
//! the key of the file does not guard already. Its blob is an age-scrypt one like the slots of
//! the key file: 2^14 rounds, 16 MiB, so that ten thousand guesses are no matter of seconds.

use crate::error::StoreError;
use age::scrypt;
use age::secrecy::SecretString;

const WORK_FACTOR: u8 = 14;
/// What the blob holds once it is open.
const INSIDE: &[u8] = b"yizhan/pin";

/// The blob that is kept in place of a PIN.
pub fn seal_pin(pin: &str) -> Result<Vec<u8>, StoreError> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(pin.to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    age::encrypt(&recipient, INSIDE).map_err(|_| StoreError::Crypto("pin"))
}

/// Whether these are the digits the blob was made from.
pub fn pin_opens(pin: &str, blob: &[u8]) -> bool {
    let mut identity = scrypt::Identity::new(SecretString::from(pin.to_owned()));
    identity.set_max_work_factor(WORK_FACTOR);
    age::decrypt(&identity, blob).is_ok_and(|inside| inside == INSIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_digits_open_what_is_kept_of_a_pin() {
        let blob = seal_pin("2580").unwrap();
        assert!(pin_opens("2580", &blob));
        assert!(!pin_opens("2581", &blob) && !pin_opens("", &blob));
        assert!(!blob.windows(4).any(|bytes| bytes == b"2580"));
    }
}
