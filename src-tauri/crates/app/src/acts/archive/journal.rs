//! The journal as lines of JSON: one entry a line, ledgers and fields by their labels.

use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::{Act, Change, Entry, Have, Op, Privacy, Value, Write};
use serde_json::{Map, Value as Json, json};

/// Every entry of an area, causes before effects, up to a class; and how many there are.
pub(super) fn lines(
    desk: &Desk,
    office: &Office,
    area: &str,
    up_to: Privacy,
) -> Result<(u64, String), Problem> {
    let mut text = String::new();
    let mut count = 0;
    for entry in office
        .store
        .entries_lacking(area, &Have::default(), up_to)?
    {
        if count % 500 == 0 {
            desk.step(super::WORK, count, 0)?;
        }
        text.push_str(&line(office, &entry?)?.to_string());
        text.push('\n');
        count += 1;
    }
    Ok((count, text))
}

fn line(office: &Office, entry: &Entry) -> Result<Json, Problem> {
    let head = &entry.head;
    let changes = entry
        .changes()
        .map_err(|error| Problem::internal("entry", &error))?;
    Ok(json!({
        "区划": head.area,
        "副本": head.replica.to_string(),
        "序号": head.seq,
        "摘要": entry.digest().to_string(),
        "前一条": head.prev.map(|prev| prev.to_string()),
        "时间": wall_text(&head.wall),
        "谁": office.actor_name(&head.actor)?,
        "做了什么": Act::by_number(head.act).map_or("新版本程序的操作", |act| act.label),
        "改动": changes.iter().map(change).collect::<Vec<_>>(),
    }))
}

fn change(change: &Change) -> Json {
    let spec = ledger::by_number(change.ledger);
    let label = |number: u16| {
        let field = spec.and_then(|spec| spec.field_by_number(number));
        field.map_or_else(|| number.to_string(), |field| field.label.to_owned())
    };
    let fields = change
        .writes
        .iter()
        .map(|(number, write)| (label(*number), written(write)));
    json!({
        "台账": spec.map_or("（未随档案导出）", |spec| spec.label),
        "编号": change.row.to_string(),
        "动作": match change.op {
            Op::Put => "写",
            Op::Remove => "删除",
            Op::Restore => "恢复",
            Op::Destroy(_) => "销毁",
        },
        "内容": fields.collect::<Map<_, _>>(),
    })
}

fn written(write: &Write) -> Json {
    match write {
        Write::Whole(value) => plain(value),
        Write::Elements { added, removed } => json!({ "加": added, "去": removed }),
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Int(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Lines(lines) => json!(lines),
        Value::Set(set) => json!(set),
    }
}
