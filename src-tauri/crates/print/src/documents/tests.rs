mod bounds;
mod cards;
mod forms;
mod kept;
mod measure;
mod papers;
mod pocket;
mod posters;
mod rest;
mod slips;

use super::response_card::{Holder, ResponseCard, Stage};
use super::{Audience, Imprint, Origin};
use crate::page::Document;
use std::fmt::Write as _;

fn imprint() -> Imprint {
    Imprint {
        village: "栗溪村".to_owned(),
        printed_at: "2026-07-01 16:20".to_owned(),
        audience: Audience::Public,
        origin: Origin::Demonstration,
        ..Imprint::default()
    }
}

/// As the office of the golden proof prints it.
const PROOF: &str = "WT396-ZQKVG-G2MDJ-J082X-0C20P-250DC-TG4G6-G1R6B-V9A2F-VYTK4-4ZJ9V-V0PCZ";

/// The tree with one item per line, so that a difference can be read.
fn tree(document: &Document) -> String {
    let mut tree = format!("{}\n", document.title);
    for bookmark in &document.bookmarks {
        writeln!(tree, "- {} → {}", bookmark.title, bookmark.page).unwrap();
        for below in &bookmark.below {
            writeln!(tree, "  - {} → {}", below.title, below.page).unwrap();
        }
    }
    for page in &document.pages {
        writeln!(tree, "page {} × {}", page.size.width, page.size.height).unwrap();
        for item in &page.items {
            writeln!(tree, "{}", serde_json::to_string(item).unwrap()).unwrap();
        }
    }
    tree
}

fn says(document: &Document, wanted: &str) -> bool {
    document.texts().any(|text| text == wanted)
}

fn stage(title: &str, lines: &[&str]) -> Stage {
    Stage {
        title: title.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    }
}

fn holder(role: &str, name: Option<&str>, phone: Option<&str>) -> Holder {
    Holder {
        role: role.to_owned(),
        name: name.map(str::to_owned),
        phone: phone.map(str::to_owned),
    }
}

fn card() -> ResponseCard {
    ResponseCard {
        post: "转移责任人".to_owned(),
        hazard: "暴雨山洪".to_owned(),
        pictogram: None,
        acts: Vec::new(),
        holders: vec![
            holder("A角", Some("何桂花"), Some("14200000871")),
            holder("B角", None, None),
        ],
        stages: vec![
            stage("平时", &["背熟包的户：谁要背、要车、要药。"]),
            stage("接到预警", &["五分钟回话，带名单、喇叭、手电。"]),
            stage("发生时", &["到点报：几户、几人、缺谁。"]),
            stage("灾后", &["没批准不放人；送回先看坡、房、电。"]),
        ],
        watchword: Some("马上走！".to_owned()),
        carry: Some("名单、喇叭、手电".to_owned()),
        forbidden: vec!["不返家取物，不渡河。".to_owned()],
        proof: String::new(),
        version: "3".to_owned(),
    }
}
