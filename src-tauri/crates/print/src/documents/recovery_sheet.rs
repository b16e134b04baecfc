//! 恢复码: the one sheet that opens the file when every password is forgotten. Five groups of five
//! letters, each letter in a box of its own so that it is typed back as it was printed.

use super::{Imprint, masthead};
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::page::{Document, Item, Length, PT, Paint, Size, mm};
use crate::text::{Setter, Style};
use serde::{Deserialize, Serialize};

const TITLE: &str = "恢复码";
const LETTER: Style = Style::bold(30 * PT).leading(38 * PT);
const GROUP: Style = Style::regular(11 * PT).leading(16 * PT);
const HEADING: Style = Style::bold(14 * PT).leading(22 * PT);
const LINE: Style = Style::regular(12 * PT).leading(19 * PT);
const BOX_WIDTH: Length = mm(15);
const BOX_HEIGHT: Length = mm(15);
const ROW: Length = BOX_HEIGHT + 5 * PT;
const LABEL_WIDTH: Length = mm(24);

/// What goes onto the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoverySheet {
    /// What the paper says about itself.
    pub imprint: Imprint,
    /// What it is for, in a sentence.
    pub summary: String,
    /// The code's groups, in order.
    pub groups: Vec<String>,
    /// What to know about it: a heading and its lines.
    pub notes: Vec<(String, Vec<String>)>,
}

/// Lays the sheet out on one page of A4.
pub fn lay_out(input: &RecoverySheet, fonts: &Fonts) -> Document {
    let mut flow = Flow::new(fonts, Size::A4, input.imprint.running(TITLE));
    masthead(&mut flow, (&input.imprint, TITLE), &input.summary);
    flow.y += 6 * PT;
    for (place, group) in input.groups.iter().enumerate() {
        draw_group(&mut flow, place, group);
    }
    for (heading, lines) in &input.notes {
        flow.y += 6 * PT;
        flow.text(heading, HEADING, 0);
        for line in lines {
            flow.text(line, LINE, 0);
        }
    }
    flow.finish()
}

fn draw_group(flow: &mut Flow<'_>, place: usize, group: &str) {
    let label = Setter::new(flow.fonts, GROUP).line(&format!("第{}组", place + 1));
    let middle = flow.y + (BOX_HEIGHT - GROUP.leading) / 2 + GROUP.baseline();
    flow.put(label.place(flow.left(), middle, GROUP));
    let mut x = flow.left() + LABEL_WIDTH;
    for letter in group.chars() {
        flow.put(Item::Rect {
            x,
            y: flow.y,
            width: BOX_WIDTH,
            height: BOX_HEIGHT,
            paint: Paint::Stroke(PT),
        });
        let line = Setter::new(flow.fonts, LETTER).line(&letter.to_string());
        let indent = (BOX_WIDTH - line.width) / 2;
        let baseline = flow.y + (BOX_HEIGHT - LETTER.leading) / 2 + LETTER.baseline();
        flow.put(line.place(x + indent, baseline, LETTER));
        x += BOX_WIDTH;
    }
    flow.y += ROW;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tests::FONTS;

    fn sheet() -> RecoverySheet {
        RecoverySheet {
            imprint: Imprint {
                village: "栗溪村".to_owned(),
                ..Imprint::default()
            },
            summary: "忘了密码时打开村册用。".to_owned(),
            groups: vec!["7K1Q0".to_owned(), "MXW1T".to_owned()],
            notes: vec![("放在哪里".to_owned(), vec!["锁进抽屉。".to_owned()])],
        }
    }

    #[test]
    fn every_letter_stands_in_its_own_box_beside_the_number_of_its_group() {
        let document = lay_out(&sheet(), &FONTS);
        let texts: Vec<&str> = document.texts().collect();
        let expected = [
            "第1组", "7", "K", "1", "Q", "0", "第2组", "M", "X", "W", "1", "T",
        ];
        let from = texts.iter().position(|text| *text == "第1组").unwrap();
        assert_eq!(texts[from..from + expected.len()], expected);
        let items = document.pages[0].items.iter();
        let boxes = items.filter(|item| matches!(item, Item::Rect { .. }));
        assert_eq!(boxes.count(), 10);
    }

    #[test]
    fn five_groups_and_their_notes_fit_on_one_page() {
        let mut long = sheet();
        long.groups = vec!["7K1Q0".to_owned(); 5];
        let lines = vec![
            "锁进抽屉，不同电脑放在一起，不要拍照，不要发到手机上。".to_owned();
            3
        ];
        long.notes = vec![("放在哪里".to_owned(), lines); 4];
        assert_eq!(lay_out(&long, &FONTS).pages.len(), 1);
    }
}
