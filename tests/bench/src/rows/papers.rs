//! Paper: a long table and one card, from a cold process, fonts included.

use crate::books::{self, FAULTS, PLACES};
use crate::chance::Chance;
use crate::figures::{peak_memory_kib, timed};
use crate::office::{call, desk, open};
use anyhow::{Context as _, Result};
use print::documents::Imprint;
use print::documents::register::{self, Orientation, Register};
use print::documents::response_card::{self, Holder, Phone, ResponseCard, ResponseCards, Stage};
use print::table::{Cell, Column, Table};
use print::{Document, Fonts};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Heads and shares of the width.
const COLUMNS: [(&str, u16); 6] = [
    ("编号", 30),
    ("隐患描述", 26),
    ("地点", 16),
    ("组别", 10),
    ("期限", 18),
    ("责任人", 14),
];

fn rows() -> Vec<[String; 6]> {
    let mut chance = Chance::new(5);
    let row = |number: u64| {
        [
            format!("{}-{number:04}", books::code(1)),
            chance.pick(&FAULTS).to_owned(),
            chance.pick(&PLACES).to_owned(),
            books::group(number),
            format!(
                "2026-{:02}-{:02}",
                chance.below(12) + 1,
                chance.below(28) + 1
            ),
            [chance.pick(&books::SURNAMES), chance.pick(&books::GIVEN)].concat(),
        ]
    };
    (1..=2_000).map(row).collect()
}

/// A register of 2,000 rows.
pub fn table(dir: &Path) -> Result<Value> {
    let cells = |row: [String; 6]| row.into_iter().map(Cell::from).collect();
    let register = Register {
        imprint: imprint(),
        title: "隐患台账".to_owned(),
        summary: String::new(),
        orientation: Orientation::Portrait,
        table: Table {
            columns: COLUMNS
                .iter()
                .map(|(label, weight)| Column::text(label, *weight))
                .collect(),
            rows: rows().into_iter().map(cells).collect(),
            sums: Vec::new(),
        },
    };
    print(&dir.join("table.pdf"), |fonts| {
        register::lay_out(&register, fonts)
    })
}

/// One card of a post.
pub fn card(dir: &Path) -> Result<Value> {
    let stage = |title: &str| Stage {
        title: title.to_owned(),
        lines: vec!["先敲老弱病残孕幼的门，一户一户点清。".to_owned(); 4],
    };
    let holder = |role: &str| Holder {
        role: role.to_owned(),
        name: Some("何桂花".to_owned()),
        phone: Some("14200000871".to_owned()),
    };
    let card = ResponseCard {
        post: "转移责任人".to_owned(),
        hazard: "暴雨山洪".to_owned(),
        pictogram: None,
        acts: Vec::new(),
        holders: vec![holder("A角"), holder("B角")],
        stages: ["平时", "接到预警", "发生时", "灾后"].map(stage).to_vec(),
        watchword: Some("宁可白跑，不可不跑。".to_owned()),
        carry: Some("名单、喇叭、手电".to_owned()),
        forbidden: vec!["严禁让人回去拿东西。".to_owned()],
        proof: "WT396-ZQKVG-G2MDJ-J082X-0C20P-250DC-TG4G6-G1R6B-V9A2F-VYTK4-4ZJ9V-V0PCZ".to_owned(),
        version: "3".to_owned(),
    };
    let phone = Phone {
        label: "村值守".to_owned(),
        number: "14200002203".to_owned(),
    };
    let cards = ResponseCards {
        imprint: imprint(),
        title: "应急处置卡".to_owned(),
        phones: vec![phone],
        cards: vec![card],
    };
    print(&dir.join("card.pdf"), |fonts| {
        response_card::lay_out(&cards, fonts)
    })
}

/// A paper of the demo village, from opening its file to the finished PDF.
pub fn of_demo(dir: &Path, document: &str) -> Result<Value> {
    let file = dir.join("demo/栗溪村.yz");
    let (paper, seconds) = timed(|| {
        let desk = open(&file)?;
        call(&desk, "print_document", json!({ "document": document }))
    })?;
    let of = |name: &str| paper.get(name).cloned().unwrap_or_default();
    Ok(json!({
        "seconds": seconds, "bytes": of("bytes"), "pages": of("pages"),
        "memory_kib": peak_memory_kib()?,
    }))
}

fn imprint() -> Imprint {
    Imprint {
        village: "栗溪村".to_owned(),
        printed_at: "2026-07-12 08:00".to_owned(),
        ..Imprint::default()
    }
}

/// The whole process is the measure, so this only says what came of it.
fn print(path: &Path, lay_out: impl FnOnce(&Fonts) -> Document) -> Result<Value> {
    let fonts = Fonts::load(&desk()?.assets.fonts())?;
    let document = lay_out(&fonts);
    let bytes = print::render(&document, &fonts)?;
    fs::write(path, &bytes).with_context(|| format!("write {}", path.display()))?;
    Ok(json!({ "pages": document.pages.len(), "bytes": bytes.len() }))
}

/// The same table as a Typst document: same paper, margins, face, size, column shares and rules.
pub fn write_typst(path: &Path) -> Result<()> {
    let shares: Vec<String> = COLUMNS
        .iter()
        .map(|(_, share)| format!("{share}fr"))
        .collect();
    let mut text = format!(
        "#set page(\"a4\", margin: 18mm, numbering: \"1/1\")\n\
         #set text(font: \"Noto Sans SC\", size: 9.5pt, lang: \"zh\")\n\
         #text(22pt, weight: \"bold\")[栗溪村隐患台账]\n\n\
         #table(columns: ({}), stroke: (x: none, y: 0.3pt), inset: 3.5pt, table.header(",
        shares.join(", ")
    );
    for (label, _) in COLUMNS {
        write!(text, "[*{label}*], ")?;
    }
    text.push_str("),\n");
    for row in rows() {
        for cell in row {
            write!(text, "[{cell}], ")?;
        }
        text.push('\n');
    }
    text.push_str(")\n");
    fs::write(path, text).with_context(|| format!("write {}", path.display()))
}
