//! How characters are read, for searches in pinyin and by initials.
//!
//! A character with several readings is found by its two most usual ones; at the head of a
//! person's name by the surname's readings alone (单 shàn, 仇 qiú, 解 xiè). ü is written v or u.

use pinyin::{Pinyin, ToPinyinMulti as _};
use std::collections::BTreeSet;

/// Surnames that are read otherwise than the character usually is.
const SURNAMES: &[(&str, &[&str])] = &[
    ("万俟", &["mo", "qi"]),
    ("尉迟", &["yu", "chi"]),
    ("单于", &["chan", "yu"]),
    ("长孙", &["zhang", "sun"]),
    ("澹台", &["tan", "tai"]),
    ("令狐", &["ling", "hu"]),
    ("单", &["shan"]),
    ("仇", &["qiu"]),
    ("曾", &["zeng"]),
    ("解", &["xie"]),
    ("查", &["zha"]),
    ("任", &["ren"]),
    ("区", &["ou"]),
    ("朴", &["piao"]),
    ("盖", &["ge"]),
    ("华", &["hua"]),
    ("尉", &["wei"]),
    ("员", &["yun"]),
    ("缪", &["miao"]),
    ("乐", &["yue"]),
    ("召", &["shao"]),
    ("洗", &["xian"]),
    ("翟", &["zhai"]),
    ("黑", &["he"]),
    ("秘", &["bi"]),
    ("折", &["she"]),
    ("种", &["chong"]),
    ("繁", &["po"]),
    ("那", &["na"]),
    ("牟", &["mu"]),
    ("能", &["nai"]),
    ("句", &["gou"]),
    ("纪", &["ji"]),
    ("葛", &["ge"]),
    ("宁", &["ning"]),
    ("都", &["du"]),
    ("石", &["shi"]),
    ("车", &["che"]),
    ("柏", &["bai"]),
    ("薄", &["bo"]),
    ("卜", &["bu"]),
    ("褚", &["chu"]),
    ("费", &["fei"]),
    ("过", &["guo"]),
    ("盛", &["sheng"]),
    ("祭", &["zhai"]),
    ("应", &["ying"]),
    ("强", &["qiang"]),
    ("沈", &["shen"]),
    ("贾", &["jia"]),
    ("隗", &["wei"]),
    ("晁", &["chao"]),
];

/// Characters of a text from which a search may begin.
const STARTS: usize = 12;
/// Syllables kept in full from the first character, and from any other.
const SYLLABLES: (usize, usize) = (6, 3);
/// Ways to read one beginning that are kept.
const WAYS: usize = 8;
/// Letters up to which a beginning is kept by itself: a search for so few asks for it whole,
/// and need not gather everything that begins so.
pub(crate) const SHORT: usize = 5;

/// Whose readings are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Any text.
    Text,
    /// A person's name, whose first characters are a surname.
    Name,
}

/// What a text is found by in letters: initials and full readings from every character on, and
/// their short beginnings.
pub(crate) fn keys(text: &str, voice: Voice, keys: &mut BTreeSet<String>) {
    let mut run: Vec<Vec<String>> = Vec::new();
    let surname = match voice {
        Voice::Name => surname(text),
        Voice::Text => None,
    };
    let surname = surname.unwrap_or_default();
    for (place, letter) in text.chars().enumerate() {
        let readings = match surname.get(place) {
            Some(reading) => vec![(*reading).to_owned()],
            None => readings(letter),
        };
        if readings.is_empty() {
            keys_of_run(&run, keys);
            run.clear();
        } else {
            run.push(readings);
        }
    }
    keys_of_run(&run, keys);
}

fn surname(text: &str) -> Option<&'static [&'static str]> {
    let found = SURNAMES.iter().find(|(name, _)| text.starts_with(name));
    found.map(|(_, readings)| *readings)
}

fn readings(letter: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for reading in letter.to_pinyin_multi().into_iter().flatten() {
        for spelt in spellings(reading) {
            if readings.len() < 2 && !readings.contains(&spelt) {
                readings.push(spelt);
            }
        }
    }
    readings
}

fn spellings(reading: Pinyin) -> Vec<String> {
    let plain = reading.plain();
    if plain.contains('ü') {
        vec![plain.replace('ü', "v"), plain.replace('ü', "u")]
    } else {
        vec![plain.to_owned()]
    }
}

fn keys_of_run(run: &[Vec<String>], keys: &mut BTreeSet<String>) {
    for start in 0..run.len().min(STARTS) {
        let rest = run.get(start..).unwrap_or_default();
        let whole = if start == 0 { SYLLABLES.0 } else { SYLLABLES.1 };
        for way in ways(rest) {
            let initials: String = way.iter().filter_map(|one| one.chars().next()).collect();
            let full: String = way.iter().take(whole).copied().collect();
            for text in [initials, full] {
                keys.extend((1..=SHORT).filter_map(|length| text.get(..length).map(str::to_owned)));
                keys.insert(text);
            }
        }
    }
}

/// The ways to read a run of characters, at most [`WAYS`].
fn ways(run: &[Vec<String>]) -> Vec<Vec<&str>> {
    let mut ways: Vec<Vec<&str>> = vec![Vec::new()];
    for readings in run.iter().take(STARTS) {
        let readings: Vec<&str> = readings.iter().map(String::as_str).collect();
        let kept = if ways.len() * readings.len() > WAYS {
            readings.get(..1)
        } else {
            Some(readings.as_slice())
        };
        let grown = ways.iter().flat_map(|way| {
            let kept = kept.unwrap_or_default().iter();
            kept.map(move |reading| with(way, reading))
        });
        ways = grown.collect();
    }
    ways
}

fn with<'a>(way: &[&'a str], reading: &'a str) -> Vec<&'a str> {
    let mut way = way.to_vec();
    way.push(reading);
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, voice: Voice) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        keys(text, voice, &mut found);
        found
    }

    fn assert_found(text: &str, voice: Voice, wanted: &[&str]) {
        let found = found(text, voice);
        for wanted in wanted {
            assert!(found.contains(*wanted), "{text}: {wanted} among {found:?}");
        }
    }

    #[test]
    fn a_name_is_found_by_its_readings_and_initials_from_every_character() {
        let wanted = [
            "w",
            "wa",
            "wan",
            "wangguihua",
            "guihua",
            "hua",
            "wgh",
            "gh",
            "h",
            "gui",
        ];
        assert_found("王桂花", Voice::Name, &wanted);
    }

    #[test]
    fn a_surname_has_the_surname_s_reading_and_no_other() {
        let surnames = [
            ("单雄信", "shanxiongxin", "danxiongxin"),
            ("仇英", "qiuying", "chouying"),
            ("曾国华", "zengguohua", "cengguohua"),
            ("解小军", "xiexiaojun", "jiexiaojun"),
            ("查良", "zhaliang", "chaliang"),
            ("任重", "renzhong", "lenzhong"),
            ("区大明", "oudaming", "qudaming"),
            ("朴成", "piaocheng", "pucheng"),
            ("尉迟恭", "yuchigong", "weichigong"),
        ];
        for (name, wanted, other) in surnames {
            let found = found(name, Voice::Name);
            assert!(found.contains(wanted), "{name}: {wanted} among {found:?}");
            assert!(!found.contains(other), "{name} is not read {other}");
        }
        assert_found("覃春花", Voice::Name, &["qinchunhua", "tanchunhua"]);
    }

    #[test]
    fn elsewhere_a_character_is_found_by_both_its_readings() {
        assert_found("重要", Voice::Text, &["zhongyao", "chongyao", "zy", "cy"]);
        assert_found("银行", Voice::Text, &["yinhang", "yinxing"]);
        assert_found("吕绿", Voice::Name, &["lvlv", "lulu"]);
    }

    #[test]
    fn a_long_text_of_many_readings_stays_small() {
        let text = "长重行乐单曾解查区都".repeat(50);
        assert!(found(&text, Voice::Text).len() < 800);
    }
}
