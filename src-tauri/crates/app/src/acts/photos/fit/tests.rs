use super::*;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder as _, Rgb};

/// A picture that compresses badly, red in its upper left corner.
fn noisy(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if x < width / 4 && y < height / 4 {
            return Rgb([230, 10, 10]);
        }
        let [grey, ..] = state.to_be_bytes();
        Rgb([grey / 2, grey, grey / 2])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95)
        .encode_image(picture)
        .unwrap();
    bytes
}

/// What a camera writes beside a picture: that it was held upside down or sideways, and a place.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 30.27415 N 120.15515 E");
    let length = u16::try_from(exif.len() + 2).unwrap();
    let head = [&[0xff, 0xe1][..], &length.to_be_bytes(), &exif].concat();
    [&jpeg[..2], &head, &jpeg[2..]].concat()
}

fn read(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory(jpeg).unwrap().to_rgb8()
}

fn is_red(picture: &RgbImage, x: u32, y: u32) -> bool {
    let [red, green, _] = picture.get_pixel(x, y).0;
    red > 150 && green < 90
}

/// Whether the JPEG has only the segments that are needed to draw it.
fn tells_nothing(jpeg: &[u8]) -> bool {
    let has = |words: &[u8]| jpeg.windows(words.len()).any(|found| found == words);
    let marker = |byte| has(&[0xff, byte]) && !(0xd0..=0xd9).contains(&byte);
    !has(b"Exif") && !has(b"GPS") && !(0xe1..=0xef).chain([0xfe]).any(marker)
}

#[test]
fn a_large_photo_becomes_a_jpeg_of_at_most_150_kb_and_1600_pixels() {
    let kept = fit(&jpeg(&noisy(2400, 1800))).unwrap();
    assert!(kept.len() <= MAX_BYTES, "{} bytes", kept.len());
    assert!(kept.starts_with(&[0xff, 0xd8, 0xff]));
    let picture = read(&kept);
    assert_eq!(super::size(&kept), Some(picture.dimensions()));
    assert!(picture.width().max(picture.height()) <= LONGEST);
    assert_eq!(
        picture.width() * 3,
        picture.height() * 4,
        "its proportion stays"
    );
    assert!(is_red(&picture, 5, 5), "and so does what it shows");
}

#[test]
fn what_the_camera_wrote_beside_the_picture_is_gone() {
    let taken = with_exif(&jpeg(&noisy(64, 48)), 1);
    assert!(!tells_nothing(&taken), "or the next line proves nothing");
    assert!(tells_nothing(&fit(&taken).unwrap()));
}

#[test]
fn a_photo_taken_sideways_stands_upright() {
    let kept = fit(&with_exif(&jpeg(&noisy(320, 160)), 6)).unwrap();
    let picture = read(&kept);
    assert_eq!((picture.width(), picture.height()), (160, 320));
    assert!(is_red(&picture, 155, 5), "turned to the right");
}

#[test]
fn png_and_webp_are_read_and_what_shows_through_is_white() {
    let clear = image::RgbaImage::from_fn(40, 30, |x, _| {
        image::Rgba([200, 0, 0, if x < 20 { 255 } else { 0 }])
    });
    let mut encoded = [Vec::new(), Vec::new()];
    let [png, webp] = &mut encoded;
    let (width, height, kind) = (40, 30, ExtendedColorType::Rgba8);
    PngEncoder::new(png)
        .write_image(&clear, width, height, kind)
        .unwrap();
    WebPEncoder::new_lossless(webp)
        .write_image(&clear, width, height, kind)
        .unwrap();
    for bytes in encoded {
        let picture = read(&fit(&bytes).unwrap());
        assert!(is_red(&picture, 5, 5));
        assert!(picture.get_pixel(35, 5).0.iter().all(|part| *part > 240));
    }
}

/// A PNG that claims to be so large, in a few dozen bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&[0; 3], 1, 1, ExtendedColorType::Rgb8)
        .unwrap();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    assert!(fit(&bomb(1, 1)).is_ok(), "the small one is a picture");
    for (width, height) in [(60_000, 60_000), (19_000, 19_000), (1, 3_000_000)] {
        let refused = fit(&bomb(width, height)).unwrap_err();
        assert_eq!(refused.code, "photo_too_large", "{width} × {height}");
    }
    let heavy = vec![0; RAW_MAX + 1];
    assert_eq!(fit(&heavy).unwrap_err().code, "photo_too_large");
}

#[test]
fn what_is_no_picture_or_a_broken_one_is_refused_in_words() {
    let whole = jpeg(&noisy(64, 48));
    let text = "整改照片".as_bytes();
    for bytes in [&[][..], text, &whole[..40], b"GIF89a\x01\0\x01\0\0\0\0"] {
        assert_eq!(fit(bytes).unwrap_err().code, "not_a_photo");
    }
}
