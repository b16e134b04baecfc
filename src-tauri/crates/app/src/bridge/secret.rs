//! A password or code on its way in: wiped when done with, and never shown by a log.

use serde::{Deserialize, Deserializer};
use std::fmt;
use ts_rs::TS;
use zeroize::Zeroizing;

/// Something only its owner may read.
#[derive(Clone, TS)]
#[ts(type = "string")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// What was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|typed| Self(Zeroizing::new(typed)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_secret_is_not_told_by_a_log() {
        let secret: Secret = serde_json::from_str("\"山高水长又一春\"").unwrap();
        assert_eq!(secret.as_str(), "山高水长又一春");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
