//! Photos on a form: two side by side, bounded in height, each with its words below it.

use super::Photo;
use crate::flow::{Flow, height};
use crate::page::{Item, Length, PT, mm};
use crate::text::{Setter, Style};

const CAPTION: Style = Style::regular(9 * PT).leading(13 * PT);
const GUTTER: Length = 14 * PT;
const TALLEST: Length = mm(62);
const IN_A_ROW: usize = 2;

pub(super) fn draw(photos: &[Photo], flow: &mut Flow<'_>) {
    let width = (flow.width() - GUTTER) / 2;
    for row in photos.chunks(IN_A_ROW) {
        let sizes: Vec<(Length, Length)> = row.iter().map(|photo| size(photo, width)).collect();
        let style = flow.lettering.of(CAPTION);
        let setter = Setter::new(flow.fonts, style);
        let captions: Vec<_> = row
            .iter()
            .map(|photo| setter.lines(&photo.caption, width))
            .collect();
        let tall = sizes.iter().map(|(_, tall)| *tall).max().unwrap_or(0);
        let said = captions
            .iter()
            .map(|lines| height(lines, style))
            .max()
            .unwrap_or(0);
        flow.skip(4 * PT);
        flow.ensure(tall + said + 4 * PT);
        let mut x = flow.left();
        for ((photo, (across, down)), lines) in row.iter().zip(sizes).zip(captions) {
            flow.put(Item::Picture {
                x,
                y: flow.y,
                width: across,
                height: down,
                picture: photo.picture.clone(),
            });
            let mut y = flow.y + tall + 3 * PT + style.baseline();
            for line in lines {
                flow.put(line.place(x, y, style));
                y += style.leading;
            }
            x += width + GUTTER;
        }
        flow.y += tall + said + 4 * PT;
    }
}

/// As large as the column and the bound allow, in the picture's own proportions.
fn size(photo: &Photo, width: Length) -> (Length, Length) {
    let dots = |count: u32| i64::from(count.max(1));
    let (across, down) = (dots(photo.picture.across), dots(photo.picture.down));
    let whole = |length: i64| Length::try_from(length).unwrap_or(TALLEST);
    let tall = whole(i64::from(width) * down / across);
    if tall <= TALLEST {
        (width, tall)
    } else {
        (whole(i64::from(TALLEST) * across / down), TALLEST)
    }
}
