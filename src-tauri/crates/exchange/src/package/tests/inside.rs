//! What stands inside the encryption, bit by bit.

use super::*;
use crate::package::container::Container;
use crate::package::lock::{self, Expanding};
use crate::package::members;
use std::io::Read as _;

/// The plain tar inside a package of the story.
pub(super) fn tar(story: &Story, profile: Profile) -> Vec<u8> {
    unpacked(&story.package(profile), &story.town)
}

/// The plain tar inside a package that the office can open.
pub(super) fn unpacked(package: &[u8], office: &Office) -> Vec<u8> {
    let mut reader = Cursor::new(package);
    let container = Container::read(&mut reader).unwrap();
    let payload = container.payload(&mut reader).unwrap();
    let compressed = lock::unlock(
        payload,
        std::iter::once(office.keys.receiving() as &dyn age::Identity),
    )
    .unwrap();
    let mut tar = Vec::new();
    let size = container.payload.size;
    Expanding::new(compressed, size)
        .unwrap()
        .read_to_end(&mut tar)
        .unwrap();
    tar
}

#[test]
fn every_flipped_bit_inside_is_noticed() {
    let story = Story::new();
    let tar = tar(&story, Profile::Full);
    let certificate = &story.village.certificate;
    assert!(members::read(&mut tar.as_slice(), certificate).is_ok());
    for place in 0..tar.len() {
        let mut altered = tar.clone();
        altered[place] ^= 1 << (place % 8);
        assert!(
            members::read(&mut altered.as_slice(), certificate).is_err(),
            "a flipped bit in byte {place} went unnoticed"
        );
    }
}

#[test]
fn every_truncation_inside_is_noticed() {
    let story = Story::new();
    let tar = tar(&story, Profile::Full);
    for length in 0..tar.len() {
        let read = members::read(&mut &tar[..length], &story.village.certificate);
        assert!(
            read.is_err(),
            "{length} of {} bytes were taken for all",
            tar.len()
        );
    }
}

#[test]
fn it_is_an_ordinary_tar() {
    let story = Story::new();
    let tar = tar(&story, Profile::Full);
    let mut archive = tar::Archive::new(tar.as_slice());
    let names: Vec<String> = archive
        .entries()
        .unwrap()
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect();
    let expected = [members::HEADER, members::HEADER_SIGNATURE];
    let expected: Vec<&str> = expected.into_iter().chain(members::MEMBERS).collect();
    assert_eq!(names, expected);
}
