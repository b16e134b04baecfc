//! Photos beside a record: put away small and silent, carried whole, shown to whom they may be.

use acceptance::{Station, carry, export, introduce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use serde_json::{Value, json};

/// What a telephone takes: noisy, and with the place beside the picture.
fn taken(shade: u8) -> String {
    let mut state = u32::from(shade) + 1;
    let picture = RgbImage::from_fn(320, 240, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [grey, ..] = state.to_be_bytes();
        Rgb([shade, grey, grey])
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 92)
        .encode_image(&picture)
        .unwrap();
    let exif = b"\xff\xe1\x00\x22Exif\0\0GPS 30.27415 120.15515 Phone".as_slice();
    STANDARD.encode([&jpeg[..2], exif, &jpeg[2..]].concat())
}

fn add(station: &Station, hazard: &Value, phase: &str, shade: u8) -> Value {
    let photo = json!({
        "ledger": "hazard", "id": hazard["id"], "phase": phase, "data": taken(shade),
        "caption": "后门", "taken_at": "2026-07-12 07:40",
    });
    station.call("add_photo", photo)
}

fn hazard(station: &Station) -> Value {
    station.save(
        "hazard",
        json!({ "description": "小卖部后门堆纸箱", "location": "村口" }),
    )
}

/// The picture of a record's photo, as bytes.
fn picture(station: &Station, photo: &Value) -> Vec<u8> {
    let answer = station.call("read_photo", json!({ "id": photo["id"] }));
    assert_eq!(answer["kind"], "image/jpeg");
    STANDARD.decode(answer["data"].as_str().unwrap()).unwrap()
}

fn photos(station: &Station, hazard: &Value) -> Vec<Value> {
    let record = station.read("hazard", &hazard["id"]);
    record["photos"].as_array().unwrap().clone()
}

#[test]
fn a_photo_is_put_away_small_and_tells_nothing_but_what_it_shows() {
    let village = Station::village();
    let record = add(&village, &hazard(&village), "before", 10);
    let photo = &record["photos"][0];
    assert_eq!(
        (&photo["phase_label"], &photo["caption"], &photo["taken_at"]),
        (&json!("整改前"), &json!("后门"), &json!("2026-07-12 07:40"))
    );
    assert_eq!(
        (&photo["here"], &photo["masked"]),
        (&json!(true), &json!(false))
    );
    let kept = picture(&village, photo);
    assert!(kept.len() <= 150 * 1024, "{} bytes", kept.len());
    let tells = |words: &[u8]| kept.windows(words.len()).any(|found| found == words);
    assert!(!tells(b"Exif") && !tells(b"GPS") && !tells(b"Phone"));
    village.assert_sound();
}

#[test]
fn photos_stand_in_the_order_in_which_they_were_added_and_beside_their_own_record() {
    let village = Station::village();
    let (one, other) = (hazard(&village), hazard(&village));
    for (phase, shade) in [("after", 1), ("before", 2), ("before", 3)] {
        add(&village, &one, phase, shade);
    }
    let phases: Vec<Value> = photos(&village, &one)
        .iter()
        .map(|photo| photo["phase"].clone())
        .collect();
    assert_eq!(phases, ["after", "before", "before"]);
    assert!(photos(&village, &other).is_empty());
}

#[test]
fn the_township_sees_the_same_bytes_and_is_not_sent_them_twice() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    for (phase, shade) in [("before", 20), ("after", 30)] {
        add(&village, &record, phase, shade);
    }
    let merged = carry(&village, &town);
    assert_eq!(merged["photos"], 2);
    let (ours, theirs) = (photos(&village, &record), photos(&town, &record));
    assert_eq!(ours, theirs);
    for photo in &ours {
        assert_eq!(picture(&village, photo), picture(&town, photo));
    }
    assert_eq!(
        carry(&village, &town)["photos"],
        0,
        "a replay brings nothing"
    );
    carry(&town, &village);
    let second = village.call("export_package", json!({ "path": village.path(".") }));
    assert_eq!(
        (&second["photos"], &second["photos_left"]),
        (&json!(0), &json!(0)),
        "what the receipt names is not sent again"
    );
    village.assert_sound();
    town.assert_sound();
}

#[test]
fn a_photo_is_owed_until_every_laptop_of_the_other_office_holds_it() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    add(&village, &hazard(&village), "before", 20);
    carry(&village, &town);
    carry(&town, &village);
    let owed =
        || village.call("export_package", json!({ "path": village.path(".") }))["photos"].clone();
    assert_eq!(owed(), 0);
    let second = town.second_laptop();
    carry(&second, &village);
    assert_eq!(owed(), 1, "the second laptop holds nothing yet");
    assert_eq!(carry(&village, &second)["photos"], 1);
    carry(&second, &village);
    assert_eq!(owed(), 0);
}

#[test]
fn a_plan_counts_the_photos_and_takes_none_in() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    add(&village, &record, "before", 20);
    let package = export(&village, &town);
    let plan = town.call("import_package", json!({ "path": package, "plan": true }));
    assert_eq!(plan["photos"], 1);
    assert_eq!(town.count("photo"), 0);
    assert_eq!(carry(&village, &town)["photos"], 1);
}

#[test]
fn no_profile_but_the_fullest_carries_photos_and_they_are_owed_until_it_does() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    add(&village, &record, "before", 40);
    for profile in ["statistics", "duty"] {
        let path = village.path(&format!("{profile}.yzb"));
        let written = village.call(
            "export_package",
            json!({ "profile": profile, "path": path }),
        );
        assert_eq!(written["photos"], 0, "{profile}");
        assert!(written["bytes"].as_u64().unwrap() < 20_000, "{written}");
        let merged = town.call("import_package", json!({ "path": path }));
        assert_eq!(merged["photos"], 0, "{profile}");
        assert!(
            photos(&town, &record).is_empty(),
            "not even its row is told"
        );
    }
    carry(&town, &village);
    assert_eq!(carry(&village, &town)["photos"], 1);
    assert_eq!(photos(&town, &record)[0]["here"], true);
}

#[test]
fn a_package_with_photos_altered_anywhere_is_refused_and_nothing_is_applied() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    add(&village, &record, "before", 50);
    let bytes = std::fs::read(export(&village, &town)).unwrap();
    let bad = town.path("坏.yzb");
    for place in (0..bytes.len()).step_by(bytes.len() / 12) {
        let mut altered = bytes.clone();
        altered[place] ^= 1;
        std::fs::write(&bad, &altered).unwrap();
        town.refuse("import_package", json!({ "path": bad }));
    }
    assert_eq!((town.count("hazard"), town.count("photo")), (0, 0));
}

#[test]
fn a_removed_photo_is_gone_for_all_and_an_added_one_is_taken_back() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    add(&village, &record, "before", 60);
    carry(&village, &town);
    let photo = photos(&village, &record)[0].clone();
    let form = village.read("photo", &photo["id"])["form"].clone();
    let removal = json!({ "ledger": "photo", "id": photo["id"], "form": form });
    village.call("remove_record", removal);
    assert!(photos(&village, &record).is_empty());
    carry(&village, &town);
    assert!(photos(&town, &record).is_empty());

    add(&village, &record, "after", 61);
    let last = village.call("last_act", json!({}));
    assert_eq!(last["label"], "添加照片");
    assert_eq!(last["what"], "照片“后门”");
    village.call("undo_act", json!({ "id": last["id"] }));
    assert!(photos(&village, &record).is_empty());
    village.assert_sound();
}

#[test]
fn a_caption_is_changed_like_any_field_and_a_photo_without_a_picture_is_refused() {
    let village = Station::village();
    let record = hazard(&village);
    add(&village, &record, "before", 70);
    let photo = photos(&village, &record)[0].clone();
    village.change("photo", &photo["id"], json!({ "caption": "后门纸箱" }));
    assert_eq!(photos(&village, &record)[0]["caption"], "后门纸箱");
    let bare = json!({ "ledger": "photo", "values": { "phase": "before" } });
    assert_eq!(village.refuse("save_record", bare).code, "not_valid");
}

#[test]
fn what_is_no_photo_and_where_none_belongs_is_refused_in_words() {
    let village = Station::village();
    let record = hazard(&village);
    let person = village.person("周志强", "14200000871");
    let refuse = |changed: Value| {
        let mut photo = json!({
            "ledger": "hazard", "id": record["id"], "phase": "before", "data": taken(80),
        });
        for (name, value) in changed.as_object().unwrap() {
            photo[name] = value.clone();
        }
        village.refuse("add_photo", photo).code
    };
    let text = STANDARD.encode("不是照片");
    assert_eq!(refuse(json!({ "data": text })), "not_a_photo");
    assert_eq!(refuse(json!({ "data": "？？" })), "not_a_photo");
    assert_eq!(refuse(json!({ "phase": "later" })), "not_readable");
    assert_eq!(refuse(json!({ "taken_at": "有一天" })), "not_readable");
    let elsewhere = json!({ "ledger": "person", "id": person });
    assert_eq!(refuse(elsewhere), "no_photos_here");
    let nowhere = json!({ "id": "01980000-0000-7000-8000-000000000000" });
    assert_eq!(refuse(nowhere), "record_missing");
    assert_eq!(village.count("photo"), 0);
}

#[test]
fn the_township_adds_no_photo_to_a_villages_books() {
    let (village, town) = (Station::village(), Station::town());
    introduce(&village, &town);
    let record = hazard(&village);
    carry(&village, &town);
    let photo = json!({
        "ledger": "hazard", "id": record["id"], "phase": "before", "data": taken(90),
    });
    assert_eq!(town.refuse("add_photo", photo).code, "not_our_books");
}

#[test]
fn whoever_only_looks_sees_that_there_is_a_photo_but_not_the_photo() {
    let village = Station::village();
    let record = hazard(&village);
    add(&village, &record, "before", 100);
    for (name, role) in [("周志强", "secretary"), ("陈阿福", "viewer")] {
        village.call("save_user", json!({ "name": name, "role": role }));
    }
    let users = village.call("users", json!({}));
    let users = users["users"].as_array().unwrap();
    let viewer = users.iter().find(|user| user["role"] == "viewer").unwrap();
    village.call("switch_user", json!({ "id": viewer["id"] }));
    let photo = photos(&village, &record)[0].clone();
    assert_eq!(photo["masked"], true);
    assert_ne!(photo["caption"], "后门");
    let refused = village.refuse("read_photo", json!({ "id": photo["id"] }));
    assert_eq!(refused.code, "photo_masked");
    let more = json!({
        "ledger": "hazard", "id": record["id"], "phase": "before", "data": taken(101),
    });
    assert_eq!(village.refuse("add_photo", more).code, "not_your_role");
}

#[test]
fn a_second_laptop_and_a_restored_backup_have_the_photos() {
    let village = Station::village();
    let record = hazard(&village);
    add(&village, &record, "before", 110);
    let photo = photos(&village, &record)[0].clone();
    let second = village.second_laptop();
    assert_eq!(carry(&village, &second)["photos"], 1);
    assert_eq!(picture(&village, &photo), picture(&second, &photo));
    let backup = village.call("backup_file", json!({ "folder": village.path(".") }));
    let restored = acceptance::desk();
    let file = village.path("恢复.yz");
    let from = json!({ "backup": backup["path"], "path": file });
    restored.call("restore_file", from).unwrap();
    let read = restored.call("read_photo", json!({ "id": photo["id"] }));
    assert!(read.is_ok_and(|read| read["kind"] == "image/jpeg"));
}
