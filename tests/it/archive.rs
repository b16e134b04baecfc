//! 档案: everything as open files, with an index and digests any machine can check.

use acceptance::Station;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn exported(station: &Station, secret: bool) -> (PathBuf, Value) {
    let order = json!({ "path": station.path(""), "reason": "移交镇档案室", "secret": secret });
    let answer = station.call("export_archive", order);
    (PathBuf::from(answer["path"].as_str().unwrap()), answer)
}

fn village() -> Station {
    let village = Station::village();
    village.save(
        "person",
        json!({ "name": "甄山水", "mobile": "14200001234", "id_no": "990101199001010019" }),
    );
    village.save(
        "household",
        json!({ "hh_no": "001", "address": "2组，沟西\"老屋\"" }),
    );
    village.save("tip_off", json!({ "content": "私藏烟花", "kind": "fire" }));
    let gone = village.save(
        "hazard",
        json!({ "description": "堆纸箱", "location": "村口" }),
    );
    let remove = json!({ "ledger": "hazard", "id": gone["id"], "form": gone["form"] });
    village.call("remove_record", remove);
    village
}

fn text(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_row_of_every_ledger_and_every_entry_is_in_the_archive_and_the_digests_hold() {
    let village = village();
    let (folder, answer) = exported(&village, true);
    let people = text(&folder, "台账/人员.csv");
    assert!(people.starts_with('\u{feff}') && people.contains("甄山水"));
    assert!(people.contains("990101199001010019"));
    assert!(text(&folder, "台账/户册.csv").contains("\"2组，沟西\"\"老屋\"\"\""));
    assert!(text(&folder, "台账/举报.csv").contains("私藏烟花"));
    assert!(
        text(&folder, "台账/隐患.csv").contains("堆纸箱"),
        "removed rows too"
    );
    let journal = text(&folder, "流水/990101102203.jsonl");
    let checked = village.call("check_file", json!({}));
    assert_eq!(
        journal.lines().count() as u64,
        checked["entries"].as_u64().unwrap()
    );
    for line in journal.lines() {
        serde_json::from_str::<Value>(line).unwrap();
    }
    let mut rows = 0;
    for ledger in ledger::ALL {
        let path = folder.join(format!("台账/{}.csv", ledger.label));
        let csv = fs::read_to_string(path).unwrap();
        let ids = csv.lines().filter(|line| line.get(8..9) == Some("-"));
        rows += ids.count() as u64;
        assert!(folder.join(format!("台账/{}.xlsx", ledger.label)).is_file());
    }
    assert_eq!(answer["rows"].as_u64().unwrap(), rows);
    digests_hold(&folder, answer["files"].as_u64().unwrap());
}

/// Checks the list as `sha256sum -c` does, and that no file is outside it.
fn digests_hold(folder: &Path, files: u64) {
    let list = text(folder, "清单.sha256");
    let mut listed = 1;
    for line in list.lines() {
        let (digest, path) = line.split_once("  ").unwrap();
        let bytes = fs::read(folder.join(path)).unwrap();
        assert_eq!(ledger::Digest::plain(&bytes).to_string(), digest, "{path}");
        assert!(
            text(folder, "目录.csv").contains(path) || path == "目录.csv" || path == "说明.txt"
        );
        listed += 1;
    }
    assert_eq!(listed, files);
    let count = |folder: &Path| fs::read_dir(folder).unwrap().count();
    let inside: usize = ["台账", "流水", "纸面"]
        .iter()
        .map(|name| count(&folder.join(name)))
        .sum();
    assert_eq!(inside as u64 + 3, files, "目录、说明、清单 stand beside");
}

#[test]
fn what_is_secret_stays_behind_unless_asked_for_and_the_access_log_keeps_a_line() {
    let village = village();
    let (folder, _) = exported(&village, false);
    assert!(!text(&folder, "台账/人员.csv").contains("990101199001010019"));
    assert!(!folder.join("台账/举报.csv").exists());
    assert!(!text(&folder, "流水/990101102203.jsonl").contains("私藏烟花"));
    let log = village.call("access_log", json!({}));
    let lines = log["lines"].as_array().unwrap();
    assert!(
        lines.iter().any(|line| line["what"]
            .as_str()
            .unwrap()
            .starts_with("导出档案，没有加密")),
        "{log}"
    );
}

#[test]
fn an_archive_needs_a_reason_and_somebody_who_may() {
    let village = village();
    let order =
        |reason: &str| json!({ "path": village.path(""), "reason": reason, "secret": false });
    assert_eq!(
        village.refuse("export_archive", order(" ")).code,
        "needs_reason"
    );
    for (name, role) in [("周志强", "secretary"), ("陈阿福", "viewer")] {
        village.call("save_user", json!({ "name": name, "role": role }));
    }
    let users = village.call("users", json!({}));
    let viewer = users["users"]
        .as_array()
        .unwrap()
        .iter()
        .find(|user| user["role"] == "viewer");
    village.call("switch_user", json!({ "id": viewer.unwrap()["id"] }));
    assert_eq!(
        village.refuse("export_archive", order("看看")).code,
        "not_your_role"
    );
}

#[test]
fn a_refused_archive_leaves_no_folder_and_no_line_in_the_access_log() {
    let village = village();
    let lines = || village.call("access_log", json!({}))["lines"].clone();
    let files = || fs::read_dir(village.path("")).unwrap().count();
    let before = (lines(), files());
    let order = |path: &Path| json!({ "path": path, "reason": "移交镇档案室", "secret": false });
    for (path, code) in [
        (PathBuf::from("档案"), "folder_not_whole"),
        (PathBuf::new(), "folder_not_whole"),
        (village.path("没有这个文件夹"), "file_missing"),
    ] {
        assert_eq!(village.refuse("export_archive", order(&path)).code, code);
        assert_eq!((lines(), files()), before, "{}", path.display());
    }
    assert!(!Path::new("档案").exists());
    let saved = json!({ "folder": "备份" });
    assert_eq!(
        village.refuse("backup_file", saved).code,
        "folder_not_whole"
    );
}
