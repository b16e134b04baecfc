//! The shipped texts keep every safety point, and the points are sharp enough to notice a loss.

use super::{Fault, Passage, Passages, Point};
use crate::assets::Assets;
use std::collections::BTreeSet;

fn shipped() -> Passages {
    Passages::load(&Assets::find(None).unwrap()).unwrap()
}

/// Every point with every passage that must say it.
fn told(passages: &Passages) -> Vec<(&Point, &Passage)> {
    let points = passages.rules.points().iter();
    let told = points.flat_map(|point| {
        let named = point.passages.iter();
        named.map(move |name| (point, name))
    });
    told.map(|(point, name)| {
        let passage = passages.named(name);
        (
            point,
            passage.unwrap_or_else(|| panic!("{}: no passage {name}", point.id)),
        )
    })
    .collect()
}

#[test]
fn every_shipped_passage_keeps_its_measure_its_holes_and_its_safety_points() {
    let passages = shipped();
    assert!(passages.all.len() > 70, "{} passages", passages.all.len());
    for passage in &passages.all {
        let fault = passages.fault(passage, &passage.shipped);
        assert_eq!(fault, None, "{}", passage.name);
    }
}

#[test]
fn every_safety_point_is_said_by_every_shipped_variant_and_missed_when_its_line_goes() {
    let passages = shipped();
    for (point, passage) in told(&passages) {
        assert!(
            point.is_kept(&passage.shipped),
            "{} in {}",
            point.id,
            passage.name
        );
        let lines = passage.shipped.iter().cloned();
        let without: Vec<String> = lines.filter(|line| !point.is_said_by(line)).collect();
        assert!(!point.is_kept(&without), "{} in {}", point.id, passage.name);
        let vague = vec!["请大家注意安全，听从安排。".to_owned()];
        assert!(
            !point.is_kept(&vague),
            "{}: vague words pass for it",
            point.id
        );
    }
}

#[test]
fn every_correction_of_the_wording_has_a_point_that_holds_it() {
    let passages = shipped();
    let points = passages.rules.points();
    let held: BTreeSet<u8> = points.iter().map(|point| point.correction).collect();
    // The seventeenth is about invented phone numbers, not about what is said.
    for correction in 1..=16 {
        assert!(held.contains(&correction), "domain §8.5, {correction}");
    }
    let names: BTreeSet<&str> = points.iter().map(|point| point.id.as_str()).collect();
    assert_eq!(names.len(), points.len(), "each has a name of its own");
}

#[test]
fn a_broadcast_never_says_to_take_things_along_and_to_leave_them() {
    let passages = shipped();
    let now = passages.named("broadcasts/move_now/template").unwrap();
    let both = now.shipped[0].replace("扶老人", "带药带证件，扶老人");
    assert!(matches!(
        passages.fault(now, &[both]),
        Some(Fault::Together(_))
    ));
    let early = passages.named("broadcasts/move_early/template").unwrap();
    let both = early.shipped[0].replace("关火关电", "别的什么都不拿");
    assert!(matches!(
        passages.fault(early, &[both]),
        Some(Fault::Together(_))
    ));
}

#[test]
fn a_wording_is_measured_and_its_holes_are_those_of_the_shipped_one() {
    let passages = shipped();
    let signs = passages.named("hazard_cards/flood/signs").unwrap();
    let line = |count: usize| "水".repeat(count);
    let fault = |lines: &[String]| passages.fault(signs, lines);
    assert_eq!(fault(&[]), Some(Fault::Empty));
    assert_eq!(fault(&vec![line(2); 6]), Some(Fault::Lines));
    assert_eq!(fault(&[line(22), line(23)]), Some(Fault::Chars(2, 23)));
    assert_eq!(fault(&[line(22)]), None);
    let unknown = ["水到{门口}".to_owned()];
    assert_eq!(
        fault(&unknown),
        Some(Fault::Places(vec!["门口".to_owned()]))
    );
    let how = passages.named("safety_slip/how/lines").unwrap();
    let lost = ["山已经滑下来：往两侧跑。".to_owned()];
    assert!(matches!(passages.fault(how, &lost), Some(Fault::Places(words)) if words.len() == 5));
}

#[test]
fn a_wording_that_lost_a_safety_point_is_passed_over() {
    let mut passages = shipped();
    let name = "hazard_cards/house_fire/forbidden";
    let vague = vec!["小心用火。".to_owned()];
    passages.lay_over([(name.to_owned(), vague)]);
    let file: toml::Table = passages.file("hazard_cards").unwrap();
    let text = toml::to_string(&file).unwrap();
    assert!(!text.contains("小心用火") && text.contains("不穿浓烟"));
}

#[test]
fn a_sound_wording_stands_in_the_file_in_the_place_of_the_shipped_one() {
    let mut passages = shipped();
    let signs = vec!["河里发浑，起大响。".to_owned()];
    let talk = "锣停了不等于解除；{锣声规矩}。".to_owned();
    passages.lay_over([
        ("hazard_cards/flood/signs".to_owned(), signs),
        ("safety_slip/signal/text".to_owned(), vec![talk]),
    ]);
    let text = |name| toml::to_string(&passages.file::<toml::Table>(name).unwrap()).unwrap();
    let cards = text("hazard_cards");
    assert!(cards.contains("河里发浑") && !cards.contains("上游轰隆响"));
    assert!(cards.contains("坡上掉土掉石"), "other cards are as shipped");
    assert!(text("safety_slip").contains("锣停了不等于解除"));
}

#[test]
fn a_section_of_the_plan_is_worded_paragraph_by_paragraph_and_keeps_its_points() {
    let mut passages = shipped();
    let name = "plan_sections/transfer/body";
    let section = passages.named(name).unwrap();
    assert_eq!(section.entry, "转移避险");
    let mut lines = section.shipped.clone();
    assert_eq!(lines[0], "（一）什么时候转");
    let gully = lines.iter().position(|line| line.contains("沟底")).unwrap();
    let way = lines[gully].replace("不下沟底，不过漫水桥。", "");
    lines[gully] = way;
    assert!(matches!(
        passages.fault(section, &lines),
        Some(Fault::Lost(_))
    ));
    lines[gully] += "不走沟底，不上漫水桥。";
    lines.push("本村另加：渡口停渡。".to_owned());
    passages.lay_over([(name.to_owned(), lines.clone())]);
    let file: toml::Table = passages.file("plan_sections").unwrap();
    let sections = file["section"].as_array().unwrap();
    let mut bodies = sections
        .iter()
        .map(|section| section["body"].as_str().unwrap());
    let body = bodies.find(|body| body.contains("渡口停渡")).unwrap();
    assert_eq!(body.lines().collect::<Vec<_>>(), lines);
}

#[test]
fn every_kind_of_risk_point_has_words_of_its_own_and_only_slopes_are_left_sideways() {
    let lists = crate::lists::Lists::load(&Assets::find(None).unwrap()).unwrap();
    let file: toml::Table = shipped().file("risk_words").unwrap();
    let kinds = file["kind"].as_array().unwrap();
    let text = |kind: &toml::Value, key: &str| kind[key].as_str().unwrap().to_owned();
    let codes: Vec<String> = kinds.iter().map(|kind| text(kind, "code")).collect();
    let wanted = lists.items("risk_point_kind").iter();
    let wanted: Vec<String> = wanted.map(|item| item.code.clone()).collect();
    assert_eq!(codes, wanted);
    for kind in kinds {
        let (code, away) = (text(kind, "code"), kind["away"].to_string());
        let title = lists.label("risk_point_kind", &code);
        assert_eq!(text(kind, "title"), title);
        if !matches!(code.as_str(), "geological" | "other") {
            assert!(!away.contains("两侧"), "{code}: {away}");
        }
    }
}
