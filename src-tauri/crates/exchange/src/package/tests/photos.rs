//! Photos travel whole, once, and with the fullest profile only.

use super::tools::{hand, spools, tar, untouched, wrap};
use super::*;
use crate::package::limits::{Limit, PHOTO_MAX};
use crate::package::spool::{Spool, Spooling};
use ledger::kinds::photo::SALT;

fn packed(story: &Story, profile: Profile, photos: &[&[u8]]) -> Result<Vec<u8>, SealError> {
    let outgoing = story.outgoing(profile);
    let mut packer = Packer::new(&outgoing)?;
    for entry in &story.entries {
        packer.add(entry)?;
    }
    for photo in photos {
        packer.add_photo(photo)?;
    }
    let mut file = Cursor::new(Vec::new());
    packer.finish(&mut file)?;
    Ok(file.into_inner())
}

/// Bytes that compress as badly as those of a picture.
fn noise(length: usize) -> Vec<u8> {
    let blocks = (0..length.div_ceil(32)).map(|block| Digest::of("noise", &[&block.to_be_bytes()]));
    let mut bytes: Vec<u8> = blocks.flat_map(|digest| digest.0).collect();
    bytes.truncate(length);
    bytes
}

fn photos_of(incoming: &Incoming) -> Vec<Vec<u8>> {
    let photos = incoming.photos().unwrap();
    photos.collect::<Result<_, _>>().unwrap()
}

/// A package that is right in everything but its photos.
fn forged(story: &Story, photos: Spool, profile: Profile) -> Refused {
    let mut entries = story.entries.clone();
    if profile != Profile::Full {
        let thin = story.open(&story.package(profile)).unwrap();
        entries = collect(&thin);
    }
    let mut spools = spools(&story.village.card, &entries, &story.heads);
    spools[7] = photos;
    let tar = tar(&story.village, &entries, &spools, &|header| {
        header.profile = profile;
    });
    let package = wrap(&tar, hand(&story.village), &untouched);
    story.open(&package).unwrap_err()
}

fn member(photos: &[&[u8]]) -> Spool {
    let mut spooling = Spooling::new().unwrap();
    for photo in photos {
        spooling.frame(photo).unwrap();
    }
    spooling.finish().unwrap()
}

#[test]
fn photos_arrive_byte_for_byte_in_their_order_and_once() {
    let story = Story::new();
    let (one, two) = (story::photo(), noise(SALT + PHOTO_MAX));
    let package = packed(&story, Profile::Full, &[&two, &one, &two]).unwrap();
    let incoming = story.open(&package).unwrap();
    assert_eq!(photos_of(&incoming), [two, one]);
    assert_eq!(collect(&incoming), story.entries);
}

#[test]
fn a_profile_without_what_is_personal_carries_no_photo() {
    let story = Story::new();
    for profile in [Profile::Statistics, Profile::Duty] {
        let refused = packed(&story, profile, &[&story::photo()]).unwrap_err();
        assert_eq!(refused, SealError::Withheld, "{profile:?}");
        let photos = member(&[&story::photo()]);
        let refused = forged(&story, photos, profile);
        assert_eq!(refused, Refused::HeaderDisagrees, "{profile:?}");
    }
}

#[test]
fn a_photo_that_is_too_large_or_no_photo_is_refused() {
    let story = Story::new();
    let (large, bare) = (noise(SALT + PHOTO_MAX + 1), noise(SALT));
    for photo in [&large, &bare] {
        let refused = packed(&story, Profile::Full, &[photo]).unwrap_err();
        assert_eq!(refused, SealError::TooLarge(Limit::Photo));
        let refused = forged(&story, member(&[photo]), Profile::Full);
        assert_eq!(refused, Refused::OverLimit(Limit::Photo));
    }
}

#[test]
fn a_photo_that_stands_there_twice_is_refused() {
    let story = Story::new();
    let photo = story::photo();
    let refused = forged(&story, member(&[&photo, &photo]), Profile::Full);
    assert_eq!(refused, Refused::Malformed);
}

#[test]
fn a_changed_byte_in_a_photo_refuses_the_package() {
    let story = Story::new();
    let mut spools = spools(&story.village.card, &story.entries, &story.heads);
    spools[7] = member(&[&story::photo()]);
    let whole = tar(&story.village, &story.entries, &spools, &untouched);
    let at = whole
        .windows(4)
        .position(|bytes| bytes == b"much")
        .expect("the photo stands in the tar as it is");
    for place in [at - 20, at, at + 3] {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        let package = wrap(&altered, hand(&story.village), &untouched);
        let refused = story.open(&package).unwrap_err();
        assert_eq!(refused, Refused::HeaderDisagrees, "byte {place}");
    }
}
