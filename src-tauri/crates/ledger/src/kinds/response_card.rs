//! 处置卡: what the holder of a post does, in words that fit a card in a pocket (domain §2.7).

use crate::check::Flag;
use crate::spec::{Field, Menu, Spec, Type};
use crate::value::{Row, Value};

/// The declaration.
pub static SPEC: Spec = Spec {
    number: 9,
    name: "response_card",
    label: "处置卡",
    menu: Menu::Response,
    title: &[],
    columns: &["post_id", "hazard_kind", "version", "slogan"],
    unique: &[&["post_id", "hazard_kind"]],
    fields: &[
        Field::new(1, "post_id", "岗位", Type::Ref("post")).always(),
        Field::new(2, "hazard_kind", "灾种", Type::Code("disaster_kind"))
            .always()
            .open(),
        Field::new(3, "before", "平时", Type::Lines)
            .later()
            .hint(BLOCK_HINT),
        Field::new(4, "on_warning", "接到预警", Type::Lines)
            .later()
            .hint(BLOCK_HINT),
        Field::new(5, "on_event", "发生时", Type::Lines)
            .later()
            .hint(BLOCK_HINT),
        Field::new(6, "after", "灾后", Type::Lines)
            .later()
            .hint(BLOCK_HINT),
        Field::new(7, "forbidden", "严禁", Type::Lines).hint(BLOCK_HINT),
        Field::new(8, "carry", "携带", Type::Lines).hint(BLOCK_HINT),
        Field::new(9, "slogan", "口令", Type::Text)
            .hint("喊出来人人听得懂的一句，例如“马上走，往高处走”。"),
        Field::new(10, "version", "版本", Type::Text).hint("例如：第3版。"),
    ],
    checks,
    ..Spec::DEFAULT
};

/// The most lines a block of a card may have.
pub const MAX_LINES: usize = 5;

/// The most characters a line of a card may have; every character counts (domain §8.8).
pub const MAX_LINE_CHARS: usize = 22;

const BLOCK_HINT: &str = "至多五行，每行至多二十二字（含标点）。";

const BLOCKS: [&str; 6] = [
    "before",
    "on_warning",
    "on_event",
    "after",
    "forbidden",
    "carry",
];

fn checks(row: &Row) -> Vec<Flag> {
    BLOCKS
        .into_iter()
        .flat_map(|block| match row.get(block) {
            Value::Lines(lines) => overlong(block, lines),
            _ => Vec::new(),
        })
        .collect()
}

fn overlong(block: &'static str, lines: &[String]) -> Vec<Flag> {
    let block_flag = (lines.len() > MAX_LINES).then(|| {
        Flag::mark(
            "card_block_too_long",
            block,
            format!("这一块有{}行，超过五行，卡片上会挤。", lines.len()),
        )
    });
    let line_flags = lines.iter().enumerate().filter_map(|(place, line)| {
        let count = line.chars().count();
        (count > MAX_LINE_CHARS).then(|| {
            let text = format!("第{}行有{count}个字，超过二十二字。", place + 1);
            Flag::mark("card_line_too_long", block, text)
        })
    });
    block_flag.into_iter().chain(line_flags).collect()
}
