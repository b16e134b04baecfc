//! Photos in a package: frames of salt and bytes, named by their digest, each once (journal.md §5).
//!
//! They are of class 个人, so that only the fullest profile carries them. Which row a photo belongs
//! to is not told here: a row of the ledger 照片 names its digest, and what no row names is of no
//! use to its receiver.

use super::Profile;
use super::limits::{HEADER_MAX, Limit, PACKAGE_MAX, PHOTO_MAX, PHOTOS_MAX};
use super::refused::Refused;
use super::spool::{Frames, Spool, Spooling};
use ledger::kinds::photo;
use ledger::{Digest, Privacy};
use std::collections::HashSet;
use std::io;

/// What header, papers and the framing of everything may take up beside entries and photos.
const RESERVE: u64 = 4 * HEADER_MAX;

/// Writes photos into their member.
pub(crate) struct PhotoWriter {
    spool: Spooling,
    known: HashSet<Digest>,
}

impl PhotoWriter {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            spool: Spooling::new()?,
            known: HashSet::new(),
        })
    }

    /// Whether another photo fits beside entries of so many bytes.
    pub(crate) fn has_room(&self, entries: u64, photo: &[u8]) -> bool {
        let size = entries + self.spool.size() + photo.len() as u64;
        size + RESERVE <= PACKAGE_MAX && self.known.len() < PHOTOS_MAX
    }

    /// Writes a photo, unless it stands here already.
    pub(crate) fn add(&mut self, photo: &[u8]) -> io::Result<()> {
        if self.known.insert(photo::digest(photo)) {
            self.spool.frame(photo)?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> io::Result<Spool> {
        self.spool.finish()
    }
}

/// Whether these bytes can be a photo with its salt.
pub(crate) fn is_photo(bytes: &[u8]) -> bool {
    bytes.len() > photo::SALT && bytes.len() - photo::SALT <= PHOTO_MAX
}

/// Whether the profile may carry photos at all.
pub(crate) fn may_go(profile: Profile) -> bool {
    profile.holds(Privacy::Personal)
}

/// The photos of a verified package: salt and bytes of each.
pub struct Photos<'a>(Frames<'a>);

impl<'a> Photos<'a> {
    pub(crate) fn new(spool: &'a Spool) -> Result<Self, Refused> {
        let frames = spool.frames().map_err(|error| Refused::inside(&error))?;
        Ok(Self(frames))
    }

    /// Walks all photos once: sizes, number, profile, none twice.
    pub(crate) fn verify(self, profile: Profile) -> Result<(), Refused> {
        let mut known = HashSet::new();
        for photo in self {
            let photo = photo?;
            if !may_go(profile) {
                return Err(Refused::HeaderDisagrees);
            }
            if !is_photo(&photo) {
                return Err(Refused::OverLimit(Limit::Photo));
            }
            if !known.insert(photo::digest(&photo)) {
                return Err(Refused::Malformed);
            }
            if known.len() > PHOTOS_MAX {
                return Err(Refused::OverLimit(Limit::Photos));
            }
        }
        Ok(())
    }
}

impl Iterator for Photos<'_> {
    type Item = Result<Vec<u8>, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_entries_that_fill_the_package_there_is_no_room_for_a_photo() {
        let mut writer = PhotoWriter::new().unwrap();
        let photo = [1; 100];
        let most = PACKAGE_MAX - RESERVE - 100;
        assert!(writer.has_room(most, &photo));
        assert!(!writer.has_room(most + 1, &photo));
        writer.add(&photo).unwrap();
        assert!(
            !writer.has_room(most, &photo),
            "the first one takes up room"
        );
    }
}
