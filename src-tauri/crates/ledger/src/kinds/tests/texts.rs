//! The cards, scripts and plan text in `assets/texts` keep their measure and their punctuation.

use super::{asset, codes, ledger, tables, text, toml_asset};
use crate::kinds::response_card::{MAX_LINE_CHARS, MAX_LINES};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn lines<'a>(table: &'a toml::Table, name: &str) -> Vec<&'a str> {
    let array = table[name].as_array().unwrap();
    array.iter().map(|line| line.as_str().unwrap()).collect()
}

fn assert_block_fits(lines: &[&str], place: &str) {
    assert!(
        (1..=MAX_LINES).contains(&lines.len()),
        "{place}: {} lines",
        lines.len()
    );
    for line in lines {
        let count = line.chars().count();
        assert!(
            count <= MAX_LINE_CHARS,
            "{place}: {count} characters: {line}"
        );
    }
}

/// The acts in pictures fit one row of a card, each with a few words.
fn assert_pictured(card: &toml::Table) {
    let acts = tables(card, "acts");
    assert!((1..=4).contains(&acts.len()), "{}", text(card, "title"));
    for act in &acts {
        let label = text(act, "label");
        // A digit is half as wide as a Chinese character.
        let halves = label.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
        assert!((4..=14).contains(&halves.sum::<usize>()), "{label}");
    }
}

#[test]
fn nine_hazard_cards_fit_their_blocks() {
    let cards = tables(&toml_asset("texts/hazard_cards.toml"), "card");
    let kinds: BTreeSet<String> = cards
        .iter()
        .map(|card| text(card, "kind").to_owned())
        .collect();
    let mut expected = codes("disaster_kind");
    expected.remove("any");
    assert_eq!(kinds, expected, "one card for each of the nine");
    assert_eq!(cards.len(), 9);
    for card in &cards {
        assert_pictured(card);
        for block in ["signs", "first", "forbidden"] {
            let place = format!("{} {block}", text(card, "title"));
            assert_block_fits(&lines(card, block), &place);
        }
    }
}

#[test]
fn seven_post_cards_fit_their_blocks() {
    let cards = tables(&toml_asset("texts/post_cards.toml"), "card");
    let kinds: BTreeSet<String> = cards
        .iter()
        .map(|card| text(card, "kind").to_owned())
        .collect();
    let mut expected = codes("post_kind");
    expected.remove("other");
    assert_eq!(kinds, expected, "one card for each of the seven");
    assert_eq!(cards.len(), 7);
    for card in &cards {
        assert_pictured(card);
        for block in ["before", "on_warning", "on_event", "after"] {
            assert!(
                ledger("response_card").field(block).is_some(),
                "{block} is a block of a card"
            );
            let place = format!("{} {block}", text(card, "title"));
            assert_block_fits(&lines(card, block), &place);
        }
    }
}

#[test]
fn the_weak_leave_at_yellow_and_everybody_at_orange() {
    let file = toml_asset("texts/warning_actions.toml");
    let levels = tables(&file, "level");
    let codes: Vec<&str> = levels.iter().map(|level| text(level, "code")).collect();
    assert_eq!(codes, ["blue", "yellow", "orange", "red"]);
    let said = |place: usize| lines(&levels[place], "actions").join("");
    assert!(
        said(1).contains("老弱病残孕幼先转"),
        "domain §8.5: red alone is too late"
    );
    assert!(said(2).contains("危险区的人全部转"));
    for level in levels.iter().chain(&tables(&file, "without_transfer")) {
        assert_block_fits(&lines(level, "actions"), text(level, "label"));
    }
    for level in tables(&file, "without_transfer") {
        assert!(
            !lines(&level, "actions").join("").contains('转'),
            "{}",
            text(&level, "label")
        );
    }
}

/// What the sample scripts of the demo village put into the placeholders.
const FILLED: &[(&str, &str)] = &[
    ("{村名}", "栗溪村"),
    ("{发布单位}{时间}", "县气象台今天15时"),
    ("{发布单位}", "县气象台"),
    ("{情况}", "今晚雨大"),
    ("{安置点}", "村小学"),
    ("{片区}", "沟西、坡脚"),
    ("{时间}", "今天9时"),
];

#[test]
fn six_broadcasts_have_at_most_a_hundred_characters_and_their_templates_yield_them() {
    let scripts = tables(&toml_asset("texts/broadcasts.toml"), "broadcast");
    assert_eq!(scripts.len(), 6);
    for script in &scripts {
        let name = text(script, "name");
        let said = text(script, "text");
        let count = said.chars().count();
        assert!(count <= 100, "{name}: {count} characters");
        let colour = if name == "remind" {
            "暴雨黄色预警"
        } else {
            "暴雨橙色预警"
        };
        let filled = FILLED
            .iter()
            .fold(text(script, "template").to_owned(), |text, (hole, word)| {
                text.replace(hole, word)
            })
            .replace("{预警}", colour);
        assert_eq!(filled, said, "{name}");
    }
}

#[test]
fn no_broadcast_says_both_take_and_leave_everything() {
    let scripts = tables(&toml_asset("texts/broadcasts.toml"), "broadcast");
    for script in &scripts {
        let said = text(script, "text");
        let both = said.contains("带药") && said.contains("什么都不拿");
        assert!(!both, "{}: domain §8.5", text(script, "name"));
    }
    let now = scripts
        .iter()
        .find(|script| text(script, "name") == "move_now")
        .unwrap();
    let slope = text(now, "slope_template");
    assert!(slope.contains("往滑坡两侧跑") && !slope.contains("沟两边"));
    assert!(slope.chars().count() <= 100, "{slope}");
}

#[test]
fn the_safety_slip_fits_its_blocks() {
    let file = toml_asset("texts/safety_slip.toml");
    let blocks = tables(&file, "block");
    let names: Vec<&str> = blocks.iter().map(|block| text(block, "name")).collect();
    assert_eq!(names, ["when", "how"]);
    for block in &blocks {
        assert_block_fits(&lines(block, "lines"), text(block, "title"));
    }
}

#[test]
fn the_plan_has_ten_sections_whose_holes_can_be_filled() {
    let file = toml_asset("texts/plan_sections.toml");
    let sections = tables(&file, "section");
    let order: Vec<i64> = sections
        .iter()
        .map(|section| section["seq"].as_integer().unwrap())
        .collect();
    assert_eq!(order, (1..=10).collect::<Vec<_>>());
    let mut known: BTreeSet<&str> = lines(&file, "computed").into_iter().collect();
    known.extend(
        ledger("village_profile")
            .fields
            .iter()
            .map(|field| field.label),
    );
    let bindings = codes("plan_binding");
    for section in &sections {
        let heading = text(section, "heading");
        for binding in lines(section, "bindings") {
            assert!(bindings.contains(binding), "{heading}: {binding}");
        }
        for hole in text(section, "body").split('{').skip(1) {
            let name = hole.split('}').next().unwrap();
            assert!(
                known.contains(name),
                "{heading}: nobody can fill {{{name}}}"
            );
        }
    }
    let size: usize = sections
        .iter()
        .map(|section| text(section, "body").chars().count())
        .sum();
    assert!(
        (2_000..6_000).contains(&size),
        "{size} characters: at most twelve pages"
    );
}

#[test]
fn the_plan_keeps_to_what_a_village_may_do() {
    let plan = asset("texts/plan_sections.toml");
    for word in ["责令", "罚款", "湿毛巾捂", "12119", "快报", "强制征用"] {
        assert!(!plan.contains(word), "a village's plan does not say {word}");
    }
}

/// Half-width marks beside a Chinese character, on one line.
fn half_width_marks(line: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().collect();
    letters
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if (is_chinese(*a) && is_mark(*b)) || (is_mark(*a) && is_chinese(*b))))
        .map(|pair| pair.iter().collect())
        .collect()
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '”' | '》' | '）' | '】')
}

fn is_mark(letter: char) -> bool {
    matches!(letter, ',' | ';' | ':' | '(' | ')' | '!' | '?')
}

#[test]
fn half_width_marks_beside_chinese_are_noticed() {
    assert_eq!(half_width_marks("雨停,水退"), ["停,", ",水"]);
    assert!(half_width_marks("雨停，水退 3:20, 119").is_empty());
}

#[test]
fn assets_and_declarations_use_full_width_punctuation() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "../../../assets/lists",
        "../../../assets/texts",
        "../../../assets/demo",
        "src/kinds",
    ];
    let mut read = 0;
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let content = std::fs::read_to_string(&path).unwrap();
            for line in content.lines() {
                let marks = half_width_marks(line);
                // English docs name Chinese terms between English punctuation.
                let is_doc = line.trim_start().starts_with("//");
                assert!(
                    is_doc || marks.is_empty(),
                    "{}: {marks:?}: {line}",
                    path.display()
                );
            }
            read += 1;
        }
    }
    assert!(read > 20, "only {read} files were read");
}
