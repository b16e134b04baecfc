use super::breaks::{self, Break};
use super::{Setter, Style, spacing};
use crate::fonts::Fonts;
use crate::page::{Length, PT};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts");
    Fonts::load(&folder).expect("cargo xtask test puts the fonts into assets/fonts")
});

const BODY: Style = Style::regular(10 * PT);

/// The text with a bar wherever a line may end.
fn parts(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let breaks = breaks::of(&letters);
    let marked = letters.iter().zip(breaks).flat_map(|(letter, may_end)| {
        let bar = (may_end == Break::Allowed).then_some('|');
        bar.into_iter().chain([*letter])
    });
    marked.collect()
}

fn set(text: &str, characters: Length) -> Vec<String> {
    let setter = Setter::new(&FONTS, BODY);
    let lines = setter.lines(text, characters * BODY.size);
    lines.into_iter().map(|line| line.text).collect()
}

#[test]
fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
    assert_eq!(parts("走，（快）走。"), "走，|（快）|走。");
    assert_eq!(parts("喊“马上走”！"), "喊|“马|上|走”！");
    assert_eq!(parts("看《预案》第"), "看|《预|案》|第");
    assert_eq!(parts("到——了……完％"), "到——|了……|完％");
}

#[test]
fn a_number_stays_with_its_unit() {
    assert_eq!(parts("转移31户96人"), "转|移|31户|96人");
    assert_eq!(parts("距镇7.5公里"), "距|镇|7.5公里");
    assert_eq!(parts("占地12平方米整"), "占|地|12平方米|整");
    assert_eq!(parts("约 15 米"), "约 |15 米");
    assert_eq!(parts("第3版"), "第3版");
    assert_eq!(parts("在2026年7月12日前"), "在|2026年7月12日|前");
}

#[test]
fn a_place_to_write_in_stays_in_one_piece() {
    assert_eq!(parts("自＿＿＿至＿＿＿。"), "自|＿＿＿|至|＿＿＿。");
}

#[test]
fn a_telephone_an_identity_and_a_document_number_stay_in_one_piece() {
    assert_eq!(
        parts("值守 142 0000 0871 夜间"),
        "值|守 |142 0000 0871 |夜|间"
    );
    assert_eq!(parts("证99010120170523001X号"), "证|99010120170523001X|号");
    assert_eq!(parts("掩990101********0014。"), "掩|990101********0014。");
    assert_eq!(parts("见栗隐〔2026〕012号文"), "见栗隐〔2026〕012号|文");
    assert_eq!(parts("119 110"), "119 |110", "two numbers are not one");
}

#[test]
fn a_thin_space_parts_ideographs_from_figures_but_not_from_marks() {
    let line = Setter::new(&FONTS, BODY).line("共8户，A角");
    let places: Vec<usize> = line.gaps.iter().map(|gap| gap.after).collect();
    assert_eq!(
        places,
        [1, 2, 5],
        "around 8 and behind A, not behind the comma"
    );
    assert!(line.gaps.iter().all(|gap| gap.em == spacing::THIN));
}

#[test]
fn neighbouring_marks_are_pressed_together_and_a_last_one_needs_half_its_room() {
    let setter = Setter::new(&FONTS, BODY);
    assert_eq!(
        setter.width("走”。"),
        20 * PT,
        "one em for 走, half for each mark"
    );
    assert_eq!(set("一二三四。", 5), ["一二三四。"]);
    assert_eq!(
        setter.lines("一二三四。", 45 * PT).len(),
        1,
        "the blank half hangs out"
    );
    assert_eq!(
        setter.lines("一二三四五。", 54 * PT).len(),
        2,
        "but no more than that"
    );
}

#[test]
fn a_word_wider_than_the_measure_is_broken_rather_than_cut_off() {
    let lines = set("990101201705230011", 4);
    assert!(lines.len() > 1);
    assert_eq!(lines.concat(), "990101201705230011");
}

#[test]
fn the_last_line_is_never_a_single_character() {
    assert_eq!(set("一二三四五六七", 6), ["一二三四五", "六七"]);
}

#[test]
fn line_feeds_begin_new_lines_and_blanks_at_line_ends_vanish() {
    assert_eq!(set("账面\n低于最低", 9), ["账面", "低于最低"]);
    assert_eq!(set("第一 第二", 3), ["第一", "第二"]);
    assert!(set("", 9).is_empty());
}

#[test]
fn justified_lines_fill_the_measure_but_the_last_does_not() {
    let text =
        "全村登记风险点16处：地质灾害隐患点5处、山洪危险区4处、病险山塘2座，其余为危房隐患。";
    let measure = 203 * PT;
    let lines = Setter::new(&FONTS, BODY).justified(text, measure, 20 * PT);
    let (last, full) = lines.split_last().expect("there are lines");
    for (line, room) in full.iter().zip([measure - 20 * PT, measure]) {
        let lacking = room - line.width;
        assert!(
            (0..PT).contains(&lacking),
            "{lacking} left of {room}: {}",
            line.text
        );
    }
    assert_eq!(last.tracking, 0);
}

#[test]
fn longest_word_is_what_must_not_be_broken() {
    let setter = Setter::new(&FONTS, BODY);
    let phone = setter.width("142 0000 0871");
    assert_eq!(setter.longest_word("电话 142 0000 0871"), phone);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_character_is_set_and_no_line_is_too_wide(
        text in "[一二三山洪转移，。；（）“”《》0-9a-z ·%—]{0,80}",
        characters in 3..30_i32,
    ) {
        let measure = characters * BODY.size;
        let lines = Setter::new(&FONTS, BODY).lines(&text, measure);
        prop_assert!(lines.iter().all(|line| line.width <= measure));
        let kept = |text: &str| text.replace(' ', "");
        let set: String = lines.iter().map(|line| line.text.as_str()).collect();
        prop_assert_eq!(kept(&set), kept(&text));
    }
}
