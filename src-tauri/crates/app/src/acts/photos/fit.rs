//! A photo as it may lie in the file (journal.md §5): a JPEG of at most 150 KB, upright, drawn anew
//! so that nothing of what the camera wrote beside it (place, device, hour) goes along.

use crate::problem::Problem;
use image::codecs::jpeg::JpegEncoder;
use image::error::{LimitError, LimitErrorKind};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, ImageResult, Limits, RgbImage};
use ledger::kinds::photo::MAX_BYTES;
use std::io::Cursor;

/// Most bytes of a picture as it comes.
pub(super) const RAW_MAX: usize = 32 * 1024 * 1024;
/// Most pixels of a picture as it comes: what a good telephone takes.
const PIXELS_MAX: u64 = 64_000_000;
/// Longest side of a picture as it comes.
const SIDE_MAX: u32 = 20_000;
/// Most memory a decoder may ask for beside the picture itself.
const MEMORY_MAX: u64 = 384 * 1024 * 1024;
/// Longest side of a kept picture: a wall's cracks and a sign's letters are still to be read.
const LONGEST: u32 = 1600;
/// Tried from the finest on; if none is small enough, the picture itself gets smaller.
const QUALITIES: [u8; 4] = [85, 75, 62, 50];

/// Makes a picture fit to be kept.
pub(super) fn fit(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    if bytes.len() > RAW_MAX {
        return Err(too_large());
    }
    let picture = upright(bytes).map_err(|error| unreadable(&error))?;
    let mut picture = on_white(&picture);
    loop {
        if let Some(jpeg) = small(&picture).map_err(|error| unreadable(&error))? {
            return Ok(jpeg);
        }
        // Three quarters of each side is about half the picture.
        let (width, height) = (picture.width() * 3 / 4, picture.height() * 3 / 4);
        picture =
            image::imageops::resize(&picture, width.max(1), height.max(1), FilterType::Triangle);
    }
}

/// Width and height of a kept picture; nothing where it is none.
pub(super) fn size(jpeg: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(jpeg)).with_guessed_format();
    reader.ok()?.into_dimensions().ok()
}

/// Decodes a picture within the limits, no larger than it is kept, the right way up.
fn upright(bytes: &[u8]) -> ImageResult<DynamicImage> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > MEMORY_MAX {
        let kind = LimitErrorKind::DimensionError;
        return Err(ImageError::Limits(LimitError::from_kind(kind)));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if width.max(height) > LONGEST {
        picture = picture.resize(LONGEST, LONGEST, FilterType::Triangle);
    }
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// What shows through lies on white paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [colour @ .., alpha] = picture.get_pixel(x, y).0;
        let alpha = u32::from(alpha);
        image::Rgb(colour.map(|part| {
            let part = (u32::from(part) * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(part).unwrap_or(u8::MAX)
        }))
    })
}

/// The picture as JPEG, if some quality is small enough.
fn small(picture: &RgbImage) -> ImageResult<Option<Vec<u8>>> {
    for quality in QUALITIES {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(picture)?;
        if jpeg.len() <= MAX_BYTES {
            return Ok(Some(jpeg));
        }
    }
    Ok(None)
}

fn too_large() -> Problem {
    Problem::of_field(
        "photo_too_large",
        "data",
        "这张照片大得不正常，没有打开，册子没有改动。请换一张，或者先在手机上缩小再选。",
    )
}

fn unreadable(error: &ImageError) -> Problem {
    if let ImageError::Limits(_) = error {
        return too_large();
    }
    Problem::of_field(
        "not_a_photo",
        "data",
        "这个文件不是照片，或者照片坏了，册子没有改动。请选手机或相机拍的照片。",
    )
}

#[cfg(test)]
mod tests;
