//! What is looked for, as the bytes it would have in UTF-8 and in UTF-16 of either order, all at
//! once: needles are found by their first four bytes.

use anyhow::{Context as _, Result};
use std::collections::HashMap;

use super::seeds::Villager;

const BEGINNING: usize = 4;

/// Bytes that must not be there, by their beginning.
pub struct Needles(HashMap<[u8; BEGINNING], Vec<(Vec<u8>, &'static str)>>);

impl Needles {
    /// Everything that tells who these villagers are.
    pub fn of(villagers: &[Villager]) -> Result<Self> {
        let mut needles = Self(HashMap::new());
        for villager in villagers {
            needles.add(&villager.name, "a name")?;
            needles.add(&villager.mobile, "a phone")?;
            needles.add(&villager.id_no, "an identity number")?;
        }
        Ok(needles)
    }

    /// Something else that nobody may read.
    pub fn add(&mut self, text: &str, what: &'static str) -> Result<()> {
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
        let forms: [Vec<u8>; 3] = [
            text.as_bytes().to_vec(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ];
        for form in forms {
            let beginning = *form.first_chunk().context("a needle of four bytes")?;
            self.0.entry(beginning).or_default().push((form, what));
        }
        Ok(())
    }

    /// What of it stands in these bytes.
    pub fn found_in(&self, bytes: &[u8]) -> Option<String> {
        bytes
            .windows(BEGINNING)
            .enumerate()
            .find_map(|(at, window)| {
                let known = self.0.get(window)?;
                let rest = bytes.get(at..)?;
                let found = known.iter().find(|(needle, _)| rest.starts_with(needle));
                found.map(|(_, what)| format!("{what} at byte {at}"))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::parts::seeded_names::seeds;

    #[test]
    fn a_name_is_found_in_every_way_of_writing_it() {
        let villagers = seeds::villagers(3, &mut Chance::of(1, 1));
        let needles = Needles::of(&villagers).unwrap();
        let name = &villagers[1].name;
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            name.encode_utf16().flat_map(bytes).collect()
        };
        let forms = [
            name.as_bytes().to_vec(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ];
        for form in forms {
            let hidden = [b"xy".as_slice(), &form, b"z"].concat();
            assert_eq!(
                needles.found_in(&hidden).as_deref(),
                Some("a name at byte 2")
            );
        }
        assert_eq!(needles.found_in("别的人不算".as_bytes()), None);
    }
}
