//! Papers that can be verified: a code on each that a reader reads, and what its letters tell at
//! the same office, on its other laptop, at the township, and to whoever mistypes or forges them.

use super::editions::household_in_danger;
use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn output(program: &str, arguments: &[&std::ffi::OsStr]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|_| panic!("{program} is set up"));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn saved(station: &Station, document: &str) -> PathBuf {
    let path = station.path(&format!("{document}.pdf"));
    let request = json!({ "document": document, "path": path });
    station.call("save_document", request);
    path
}

/// The codes that a reader finds on the pages, as a scan of 150 dpi shows them.
fn codes(pdf: &Path) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page");
    output(
        "pdftoppm",
        &[
            "-r".as_ref(),
            "150".as_ref(),
            "-gray".as_ref(),
            pdf.as_ref(),
            page.as_ref(),
        ],
    );
    let mut pages: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    let read = pages.iter().map(|page| {
        let arguments = ["-q".as_ref(), "--raw".as_ref(), page.as_ref()];
        output("zbarimg", &arguments)
            .lines()
            .map(str::to_owned)
            .collect()
    });
    read.collect()
}

fn verified(station: &Station, text: &str) -> Value {
    station.call("verify_paper", json!({ "text": text }))
}

fn fact(told: &Value, label: &str) -> String {
    let facts = told["facts"].as_array().unwrap().iter();
    let mut found = facts.filter(|fact| fact["label"] == label);
    let text = found.next().map(|fact| fact["text"].as_str().unwrap());
    text.unwrap_or_default().to_owned()
}

/// The first code of a paper.
fn code(station: &Station, document: &str) -> String {
    let pdf = saved(station, document);
    codes(&pdf).concat().into_iter().next().unwrap()
}

#[test]
fn every_paper_carries_a_code_that_is_read_at_150_dpi_and_says_which_paper_it_is() {
    let station = household_in_danger();
    let kinds = station.call("documents", json!({}));
    let kinds = kinds.as_array().unwrap().iter();
    let told =
        kinds.filter(|kind| kind["group"] != "registers" || kind["name"] == "register_person");
    for kind in told {
        let name = kind["name"].as_str().unwrap();
        let pdf = saved(&station, name);
        assert_sound(&pdf, name);
        let pages = codes(&pdf);
        for (page, codes) in (1..).zip(&pages) {
            assert!(
                !codes.is_empty() || is_half_of_a_sheet(&pdf, page),
                "{name}: no code is read on page {page}"
            );
        }
        if name == "pouch" {
            continue;
        }
        for code in pages.concat() {
            let told = verified(&station, &code);
            assert_eq!(told["verdict"], "newest", "{name}: {told}");
            assert_eq!(fact(&told, "文书"), kind["title"].as_str().unwrap());
        }
    }
}

/// A wall sheet on two A4 is one paper with one code, on its left half or on the other.
fn is_half_of_a_sheet(pdf: &Path, page: usize) -> bool {
    let page = page.to_string();
    let arguments = ["-f", &page, "-l", &page].map(AsRef::as_ref);
    let text = output(
        "pdftotext",
        &[&arguments[..], &[pdf.as_ref(), "-".as_ref()]].concat(),
    );
    ["左半张", "右半张"].iter().any(|half| text.contains(half))
}

/// Well formed, with a title and a language, so that it can be read out.
fn assert_sound(pdf: &Path, name: &str) {
    let checked = Command::new("qpdf")
        .arg("--check")
        .arg(pdf)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(
        checked.status.success() && said.is_empty(),
        "{name}: {said}"
    );
    let told = output("pdfinfo", &[pdf.as_ref()]);
    let title = told.lines().find_map(|line| line.strip_prefix("Title:"));
    assert!(
        title.is_some_and(|title| !title.trim().is_empty()),
        "{name}: {told}"
    );
    let arguments = [
        "--qdf".as_ref(),
        "--object-streams=disable".as_ref(),
        pdf.as_ref(),
        "-".as_ref(),
    ];
    assert!(
        output("qpdf", &arguments).contains("/Lang (zh-CN)"),
        "{name}"
    );
}

#[test]
fn the_letters_of_a_card_for_the_wallet_are_typed_where_nothing_scans_them() {
    let station = household_in_danger();
    let pdf = saved(&station, "wallet_cards");
    let text = output("pdftotext", &["-raw".as_ref(), pdf.as_ref(), "-".as_ref()]);
    let is_half = |line: &&str| {
        let groups: Vec<&str> = line.split('-').collect();
        groups.len() == 6 && groups.iter().all(|group| group.len() == 5)
    };
    let halves: Vec<&str> = text.lines().map(str::trim).filter(is_half).collect();
    assert_eq!(halves.len(), 2, "one card of two rows of letters: {text}");
    let told = verified(&station, &halves.join("\n").to_lowercase());
    assert_eq!(told["verdict"], "newest", "{told}");
    assert_eq!(fact(&told, "文书"), "岗位口袋卡");
}

#[test]
fn a_wrong_letter_is_pointed_at_and_a_made_up_code_is_not_ours() {
    let station = household_in_danger();
    let code = code(&station, "contact_list");
    let typed = verified(&station, &code.to_lowercase());
    assert_eq!(typed["verdict"], "newest");
    let wrong = if &code[10..11] == "7" { "8" } else { "7" };
    let told = verified(&station, &format!("{}{wrong}{}", &code[..10], &code[11..]));
    assert_eq!(told["verdict"], "mistyped");
    let groups = told["groups"].as_array().unwrap();
    let places = groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group["is_wrong"] == true);
    let places: Vec<usize> = places.map(|(place, _)| place + 1).collect();
    assert_eq!(places, [3], "{told}");
    assert!(told["headline"].as_str().unwrap().contains("第3组"));
    let another = household_in_danger();
    let forged = verified(&another, &code);
    assert_eq!(
        forged["verdict"], "foreign",
        "the same village code, other keys"
    );
    assert!(forged["headline"].as_str().unwrap().contains("仿造"));
}

#[test]
fn another_laptop_tells_that_a_card_is_no_longer_the_newest_and_which_field_changed() {
    let station = household_in_danger();
    let laptop = station.second_laptop();
    carry(&station, &laptop);
    let code = code(&station, "response_cards");
    assert_eq!(verified(&laptop, &code)["verdict"], "newest");
    let posts = laptop.call("list_records", json!({ "ledger": "post" }));
    let other = laptop.person("王满仓", "14200000872");
    laptop.change("post", &posts["rows"][0]["id"], json!({ "a_id": other }));
    let told = verified(&laptop, &code);
    assert_eq!(told["verdict"], "outdated", "{told}");
    let changes = told["changes"].as_array().unwrap();
    let labels = changes
        .iter()
        .flat_map(|change| change["act"]["changes"].as_array().unwrap())
        .map(|field| field["label"].as_str().unwrap());
    assert!(labels.into_iter().any(|label| label == "A角"), "{told}");
    let still = verified(&station, &code);
    assert_eq!(still["verdict"], "newest", "here nothing changed yet");
}

#[test]
fn the_township_tells_a_village_s_paper_from_a_made_up_one_without_any_line() {
    let (village, town) = (household_in_danger(), Station::town());
    introduce(&village, &town);
    let own = code(&village, "response_cards");
    let told = verified(&town, &own);
    assert_eq!(told["verdict"], "ours", "{told}");
    assert_eq!(fact(&told, "文书"), "岗位应急处置卡");
    let forged = code(&household_in_danger(), "response_cards");
    assert_eq!(verified(&town, &forged)["verdict"], "foreign");
}

#[test]
fn a_card_whose_record_is_gone_is_void() {
    let station = household_in_danger();
    let code = code(&station, "response_cards");
    let cards = station.call("list_records", json!({ "ledger": "response_card" }));
    let id = &cards["rows"][0]["id"];
    let form = &station.read("response_card", id)["form"];
    station.call(
        "remove_record",
        json!({ "ledger": "response_card", "id": id, "form": form }),
    );
    let told = verified(&station, &code);
    assert_eq!(told["verdict"], "outdated", "{told}");
    assert!(told["headline"].as_str().unwrap().contains("作废"));
}
