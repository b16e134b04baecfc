//! The demo: the main job from end to end.

use app::demo::{DemoOrder, run};
use serde_json::json;
use std::path::Path;
use std::process::Command;

#[test]
fn the_demo_does_the_main_job_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let order = DemoOrder {
        dir: folder.path().to_path_buf(),
        seed: 20_260_601,
        villages: 1,
    };
    let summary = run(&order).unwrap();
    assert_eq!(
        summary["handoff"]["sent"],
        summary["handoff"]["acknowledged"]
    );
    assert_eq!(summary["handoff"]["conflicts"], 0);
    assert_eq!(
        summary["handoff"]["planned"], true,
        "the plan said what the merge did"
    );
    let ledgers = &summary["ledgers"];
    assert_eq!(
        (ledgers["household"].clone(), ledgers["hazard"].clone()),
        (json!(300), json!(40))
    );
    every_ledger_is_kept(ledgers);
    let documents = summary["documents"].as_array().unwrap();
    assert!(
        documents
            .iter()
            .all(|document| document["pages"].as_u64().unwrap() > 0)
    );
    for name in [
        "栗溪村.yz",
        "栗溪村.yz.key",
        "竹坪镇.yz",
        "print/岗位应急处置卡.pdf",
    ] {
        assert!(folder.path().join(name).is_file(), "{name} is there");
    }
    every_paper_reads_back(&folder.path().join("print"));
    let refused = run(&order).unwrap_err();
    assert_eq!(
        refused.code, "file_exists",
        "files that are there are never overwritten"
    );
    for name in ["栗溪村.yz", "竹坪镇.yz"] {
        let desk = acceptance::desk();
        desk.call("choose_file", json!({ "path": folder.path().join(name) }))
            .unwrap();
        let checked = desk.call("check_file", json!({ "rebuild": true })).unwrap();
        assert_eq!(checked["ok"], true, "{name}: {}", checked["differences"]);
        assert_eq!(
            desk.call("open_matters", json!({})).unwrap()["questions"],
            json!([]),
            "{name}"
        );
    }
}

/// The numbers of the demo's plan (domain §6).
fn every_ledger_is_kept(ledgers: &serde_json::Value) {
    let planned = [
        ("supply_item", 80),
        ("responder", 30),
        ("warning", 36),
        ("duty_shift", 366),
        ("inspection", 120),
        ("responsibility_letter", 46),
        ("publicity", 18),
        ("incident", 3),
        ("situation_report", 5),
        ("drill", 3),
        ("qualification", 10),
    ];
    for (ledger, count) in planned {
        assert_eq!(ledgers[ledger], count, "{ledger}");
    }
    let kept_by_the_program = [
        "ruling",
        "desk_user",
        "sign_off",
        "photo",
        "base_picture",
        "map_mark",
        "code_item",
        "threshold",
        "wording",
    ];
    // Nobody died, so there is no list of the dead; and no township has asked for anything yet.
    let empty = ["casualty", "town_order"];
    for spec in ledger::ALL {
        let name = spec.name;
        if !kept_by_the_program.contains(&name) && !empty.contains(&name) {
            assert!(ledgers[name].as_u64() > Some(0), "{name} has rows");
        }
    }
}

#[test]
fn the_demo_breaks_no_rule_that_would_refuse_it_and_its_flaws_are_seen() {
    let folder = tempfile::tempdir().unwrap();
    let order = DemoOrder {
        dir: folder.path().to_path_buf(),
        seed: 20_260_601,
        villages: 1,
    };
    run(&order).unwrap();
    // The demo is made of today: it is looked at today.
    let assets = app::Assets::find(None).unwrap();
    let desk = app::Desk::new(assets, app::Clock::system()).unwrap();
    desk.call(
        "choose_file",
        json!({ "path": folder.path().join("栗溪村.yz") }),
    )
    .unwrap();
    for spec in ledger::ALL.iter().filter(|spec| !spec.fields.is_empty()) {
        let asked = json!({ "ledger": spec.name, "limit": 500 });
        let Ok(page) = desk.call("list_records", asked) else {
            continue;
        };
        let rows = page["rows"].as_array().unwrap();
        for row in rows.iter().step_by(rows.len() / 4 + 1) {
            let asked = json!({ "ledger": spec.name, "id": row["id"] });
            let record = desk.call("read_record", asked).unwrap();
            let flags = record["flags"].as_array().unwrap();
            let refused = flags.iter().find(|flag| flag["weight"] == "refuse");
            assert_eq!(refused, None, "{}: {}", spec.name, row["title"]);
        }
    }
    for (command, flaws) in [
        (
            "today",
            ["灭火器到期", "操作证到期", "带班领导、值班员", "超1天"],
        ),
        (
            "standing",
            ["3户只有A角", "1天没排班", "没有可用的", "重大隐患超期"],
        ),
    ] {
        let said = desk.call(command, json!({})).unwrap().to_string();
        for flaw in flaws {
            assert!(said.contains(flaw), "{command} tells of {flaw}");
        }
    }
    every_row_told_is_kept(&desk);
    cracks_do_not_close(&desk);
    whoever_is_named_as_the_monitor_reads(&desk);
    what_a_count_missed_was_written_off(&desk);
    let people = the_night_of_the_flood(&desk);
    assert_eq!(people, [31, 96, 64, 32], "households, people, 集中, 投亲");
    every_list_counts_as_the_night_did(&desk, folder.path());
}

fn cells(desk: &app::Desk, asked: serde_json::Value) -> Vec<serde_json::Value> {
    let mut rows = Vec::new();
    loop {
        let mut asked = asked.clone();
        asked["limit"] = json!(500);
        asked["offset"] = json!(rows.len());
        let page = desk.call("list_records", asked).unwrap();
        let more = page["rows"].as_array().unwrap().clone();
        if more.is_empty() {
            return rows;
        }
        rows.extend(more.into_iter().map(|row| row["cells"].clone()));
    }
}

/// Certificates of one name are several, and a villager has no number of an office.
fn every_row_told_is_kept(desk: &app::Desk) {
    let certificates = cells(desk, json!({ "ledger": "qualification" }));
    assert_eq!(certificates.len(), 10);
    let people = cells(desk, json!({ "ledger": "person" }));
    let offices = [
        "142 0000 1020",
        "142 0000 1120",
        "14200001020",
        "14200001120",
    ];
    for person in people {
        let phone = person["mobile"].as_str().unwrap_or_default();
        assert!(!offices.contains(&phone), "{person}");
    }
}

fn cracks_do_not_close(desk: &app::Desk) {
    let asked = json!({ "ledger": "monitor_reading", "sort": "read_at" });
    let mut widths = std::collections::BTreeMap::new();
    for reading in cells(desk, asked) {
        let point = reading["point_id"].as_str().unwrap_or_default().to_owned();
        let width = reading["value"].as_str().unwrap_or_default();
        let width = width.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        if let (true, Ok(width)) = (point.contains('缝'), width.parse::<f64>()) {
            let before = widths.insert(point, width).unwrap_or(0.0);
            assert!(width >= before, "{reading}");
        }
    }
    assert_eq!(widths.len(), 4, "{widths:?}");
}

/// The slip of a household names whom the sheets of its risk point show.
fn whoever_is_named_as_the_monitor_reads(desk: &app::Desk) {
    let points = cells(desk, json!({ "ledger": "monitor_point" }));
    for risk in cells(desk, json!({ "ledger": "risk_point" })) {
        let name = risk["name"].as_str().unwrap();
        let of_risk = |point: &&serde_json::Value| {
            let of = point["risk_point_id"].as_str().unwrap_or_default();
            of.ends_with(name)
        };
        let keepers: Vec<_> = points
            .iter()
            .filter(of_risk)
            .map(|one| &one["keeper_a"])
            .collect();
        assert!(
            keepers.is_empty() || keepers.contains(&&risk["monitor_person"]),
            "{risk}: {keepers:?}"
        );
    }
}

fn what_a_count_missed_was_written_off(desk: &app::Desk) {
    let moved = cells(desk, json!({ "ledger": "supply_movement" }));
    let written_off = moved.iter().filter(|row| row["kind"] == "盘亏");
    assert_eq!(written_off.count(), 2);
}

/// One rule counts who is at home: the slips come to what the lists of the transfer say.
fn every_list_counts_as_the_night_did(desk: &app::Desk, folder: &Path) {
    let text = |document: &str| {
        let path = folder.join(format!("{document}.pdf"));
        let order = json!({ "document": document, "path": path });
        desk.call("save_document", order).unwrap();
        let read = Command::new("pdftotext").arg(&path).arg("-").output();
        let text = String::from_utf8(read.unwrap().stdout).unwrap();
        text.replace([' ', '\n'], "")
    };
    let slips = text("safety_slips");
    let homes = slips.split("家中").skip(1);
    let people = homes.map(|rest| rest.split_once('人').unwrap().0.parse::<i64>().unwrap());
    let people: Vec<i64> = people.collect();
    assert_eq!((people.len(), people.iter().sum()), (31, 96));
    for document in ["evacuation_list", "evacuation_list_large"] {
        assert!(text(document).contains("应转31户96人"), "{document}");
    }
    assert!(text("village_plan").contains("共31户96人。"));
}

/// Households, people, people in shelters and people with relatives on the night of the flood.
fn the_night_of_the_flood(desk: &app::Desk) -> [i64; 4] {
    let rows = desk
        .call(
            "list_records",
            json!({ "ledger": "evac_entry", "limit": 500 }),
        )
        .unwrap();
    let (mut sums, mut helped) = ([0; 4], 0);
    for row in rows["rows"].as_array().unwrap() {
        let asked = json!({ "ledger": "evac_entry", "id": row["id"] });
        let values = desk.call("read_record", asked).unwrap()["values"].clone();
        if values["incident_id"].is_null() {
            continue;
        }
        let home = json!({ "ledger": "household", "id": values["household_id"] });
        let home = desk.call("read_record", home).unwrap();
        assert_eq!(values["escort_id"], home["values"]["escort_a"]);
        helped += usize::from(!values["help_needed"].is_null());
        let people = values["people"].as_i64().unwrap();
        let is_central = values["destination"] == "central";
        sums[0] += 1;
        sums[1] += people;
        sums[if is_central { 2 } else { 3 }] += people;
    }
    assert!(
        helped > 9,
        "the record tells who had to be helped: {helped}"
    );
    sums
}

#[test]
fn the_same_seed_gives_the_same_books() {
    let ledgers = |seed| {
        let folder = tempfile::tempdir().unwrap();
        let order = DemoOrder {
            dir: folder.path().to_path_buf(),
            seed,
            villages: 1,
        };
        run(&order).unwrap();
        let desk = acceptance::desk();
        desk.call(
            "choose_file",
            json!({ "path": folder.path().join("栗溪村.yz") }),
        )
        .unwrap();
        desk.call("list_records", json!({ "ledger": "person", "limit": 500 }))
            .unwrap()
    };
    assert_eq!(ledgers(7), ledgers(7));
    assert_ne!(ledgers(7), ledgers(8));
}

/// The Chinese text comes back out of every paper, and only embedded subsets carry it.
fn every_paper_reads_back(folder: &Path) {
    let said = |program: &str, paper: &Path, more: &[&str]| {
        let output = Command::new(program)
            .arg(paper)
            .args(more)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let mut papers = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let paper = entry.unwrap().path();
        let text = said("pdftotext", &paper, &["-"]);
        assert!(
            text.contains("栗溪村"),
            "{} names its village",
            paper.display()
        );
        let fonts = said("pdffonts", &paper, &[]);
        assert!(fonts.lines().count() > 2, "{} has fonts", paper.display());
        for font in fonts.lines().skip(2) {
            assert!(font.contains("yes yes yes"), "{}: {font}", paper.display());
        }
        papers += 1;
    }
    assert!(
        papers >= 18,
        "every document was printed, not only {papers}"
    );
}
