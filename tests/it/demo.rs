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
