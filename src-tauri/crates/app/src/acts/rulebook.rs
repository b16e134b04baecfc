//! The code lists, thresholds and texts as an office sets them: its own over its township's over what is
//! shipped (`assets/lists`). Codes are added and called otherwise, never taken away, so that no
//! record loses its meaning.

use super::wording;
use crate::bridge::books::CodeItem;
use crate::bridge::file::Nothing;
use crate::bridge::rulebook::{CodeListView, OwnCode, SaveCodeItem, SaveThreshold, ThresholdView};
use crate::desk::{Desk, Rulebook};
use crate::office::{Office, new_id, spec_of};
use crate::problem::Problem;
use crate::thresholds::Threshold;
use ledger::{Act, Change, RowId, Type, Value};
use std::collections::BTreeSet;
use store::{Query, StoredRow};

/// Longest name of a code: it must fit a button.
const LABEL_CHARS: usize = 20;

/// Kinds whose rows change the rulebook.
pub(crate) const LEDGERS: [&str; 3] = ["code_item", "threshold", "wording"];

/// The shipped rulebook with what the township and then the office itself laid over it.
pub(crate) fn lay_over(office: &Office, shipped: &Rulebook) -> Result<Rulebook, Problem> {
    let mut rulebook = shipped.clone();
    let items = laid_down(office, "code_item")?;
    rulebook.lists_mut().lay_over(items.iter().map(|stored| {
        let text = |field| stored.row.text(field);
        let item = CodeItem {
            code: text("code").to_owned(),
            label: text("label").to_owned(),
        };
        (text("list"), item)
    }));
    let values = laid_down(office, "threshold")?;
    let values = values.iter().filter_map(|stored| {
        let value = stored.row.get("value").int()?;
        Some((stored.row.text("name"), value))
    });
    rulebook.thresholds_mut().lay_over(values);
    let wordings = laid_down(office, "wording")?;
    let wordings = wordings.iter().map(|stored| wording::read(&stored.row));
    rulebook.passages_mut().lay_over(wordings);
    Ok(rulebook)
}

/// Rows of the township's shared area, then those of the office's own.
pub(super) fn laid_down(office: &Office, ledger: &str) -> Result<Vec<StoredRow>, Problem> {
    let mut rows = Vec::new();
    let shared = exchange::shared_area(&office.code).filter(|shared| *shared != office.code);
    for area in shared.into_iter().chain([office.code.clone()]) {
        let query = Query {
            area: Some(area),
            ..Query::default()
        };
        rows.extend(office.store.list(spec_of(ledger)?, &query)?.rows);
    }
    Ok(rows)
}

/// Shows every code list, where it is used and what was added to it.
pub(crate) fn code_lists(desk: &Desk, _: Nothing) -> Result<Vec<CodeListView>, Problem> {
    desk.with_office(|office| lists_view(desk, office))
}

fn lists_view(desk: &Desk, office: &Office) -> Result<Vec<CodeListView>, Problem> {
    let set: BTreeSet<(String, String)> = laid_down(office, "code_item")?
        .iter()
        .map(|stored| {
            let text = |field| stored.row.text(field).to_owned();
            (text("list"), text("code"))
        })
        .collect();
    let lists = desk.lists();
    let views = lists.all().iter().map(|(name, items)| CodeListView {
        name: name.clone(),
        used_by: used_by(name),
        may_add: !lists.is_fixed(name),
        items: items
            .iter()
            .map(|item| OwnCode {
                own: set.contains(&(name.clone(), item.code.clone())),
                code: item.code.clone(),
                label: item.label.clone(),
            })
            .collect(),
    });
    Ok(views.filter(|view| !view.used_by.is_empty()).collect())
}

/// The ledgers and fields that use a list: 隐患·级别、风险点·等级.
fn used_by(list: &str) -> String {
    let fields = ledger::ALL
        .iter()
        .flat_map(|spec| spec.fields.iter().map(move |field| (spec, field)));
    let users: Vec<String> = fields
        .filter(|(_, field)| {
            matches!(field.kind, Type::Code(named) | Type::Codes(named) if named == list)
        })
        .map(|(spec, field)| format!("{}·{}", spec.label, field.label))
        .collect();
    users.join("、")
}

/// Adds a code to a list, or calls one otherwise.
pub(crate) fn save_code_item(
    desk: &Desk,
    request: SaveCodeItem,
) -> Result<Vec<CodeListView>, Problem> {
    let label = request.label.trim().to_owned();
    desk.with_office(|office| {
        check_label(desk, &request, &label)?;
        let code = match request.code.as_str() {
            "" => fresh_code(),
            code => code.to_owned(),
        };
        let spec = spec_of("code_item")?;
        let meaning = format!("{}/{code}", request.list);
        let values = [
            ("list", Value::from(request.list.as_str())),
            ("code", Value::from(code)),
            ("label", Value::from(label)),
        ];
        let id = RowId::fixed(spec.name, &office.code, &meaning);
        let change = Change::put(spec, id, values);
        office.act(desk, Act::SAVE_RECORD, None, &[change])?;
        lists_view(desk, office)
    })
}

fn check_label(desk: &Desk, request: &SaveCodeItem, label: &str) -> Result<(), Problem> {
    let lists = desk.lists();
    let refuse = |field, text: &str| Err(Problem::of_field("not_valid", field, text));
    let Some(items) = lists.all().get(&request.list) else {
        return refuse("list", "没有这张选项表，什么也没有改动。请从左边的表里选。");
    };
    let is_known = items.iter().any(|item| item.code == request.code);
    if !is_known && !request.code.is_empty() {
        return refuse(
            "code",
            "没有这个选项，什么也没有改动。要加新的，请点“加一项”。",
        );
    }
    if !is_known && lists.is_fixed(&request.list) {
        return refuse("list", "这张表由程序按步骤使用，只能改叫法，不能加新的。");
    }
    if label.is_empty() || label.chars().count() > LABEL_CHARS {
        return refuse("label", "叫法要写一到二十个字，还没有保存。");
    }
    let namesake = lists.code(&request.list, label);
    if namesake.is_some_and(|code| code != request.code) {
        return refuse(
            "label",
            "这张表里已经有一项这样叫，还没有保存。请换个叫法。",
        );
    }
    Ok(())
}

/// A code nobody else has: two offices may add to the same list without meeting.
fn fresh_code() -> String {
    let id: String = new_id().to_string();
    let tail: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let tail = tail.get(tail.len().saturating_sub(12)..).unwrap_or("");
    format!("own_{tail}")
}

/// Shows every threshold with the value in force and the one that is shipped.
pub(crate) fn thresholds(desk: &Desk, _: Nothing) -> Result<Vec<ThresholdView>, Problem> {
    desk.with_office(|office| thresholds_view(desk, office))
}

fn thresholds_view(desk: &Desk, office: &Office) -> Result<Vec<ThresholdView>, Problem> {
    let own: BTreeSet<String> = office
        .all("threshold")?
        .iter()
        .map(|stored| stored.row.text("name").to_owned())
        .collect();
    let thresholds = desk.thresholds();
    let view = |threshold: &Threshold| ThresholdView {
        name: threshold.name.clone(),
        label: threshold.label.clone(),
        unit: threshold.unit.clone(),
        value: threshold.value(),
        shipped: threshold.shipped,
        least: threshold.least,
        most: threshold.most,
        source: threshold.source.clone(),
        own: own.contains(&threshold.name),
    };
    Ok(thresholds.all().iter().map(view).collect())
}

/// Sets a threshold for this office, or takes the office's own value away.
pub(crate) fn save_threshold(
    desk: &Desk,
    request: SaveThreshold,
) -> Result<Vec<ThresholdView>, Problem> {
    desk.with_office(|office| {
        set_threshold(desk, office, &request)?;
        thresholds_view(desk, office)
    })
}

/// Writes the office's own value of a threshold, or removes it.
pub(super) fn set_threshold(
    desk: &Desk,
    office: &mut Office,
    request: &SaveThreshold,
) -> Result<(), Problem> {
    let thresholds = desk.thresholds();
    let Some(threshold) = thresholds.named(&request.name) else {
        let text = "没有这一项门限，什么也没有改动。请从表里选。";
        return Err(Problem::of_field("not_valid", "name", text));
    };
    let spec = spec_of("threshold")?;
    let id = RowId::fixed(spec.name, &office.code, &request.name);
    let change = match request.value {
        None => Change::remove(spec, id),
        Some(value) => {
            check_bounds(threshold, value)?;
            check_colours(desk, &request.name, value)?;
            let name = Value::from(request.name.as_str());
            Change::put(spec, id, [("name", name), ("value", Value::Int(value))])
        }
    };
    if request.value.is_some() || office.store.row(spec, id)?.is_some_and(|row| !row.gone) {
        office.act(desk, Act::SAVE_RECORD, None, &[change])?;
    }
    Ok(())
}

fn check_bounds(threshold: &Threshold, value: i64) -> Result<(), Problem> {
    if (threshold.least..=threshold.most).contains(&value) {
        return Ok(());
    }
    let text = format!(
        "“{}”要在{}到{}{}之间，还没有保存。",
        threshold.label, threshold.least, threshold.most, threshold.unit
    );
    Err(Problem::of_field("not_valid", "value", text))
}

/// Green lies above blue, and blue above yellow.
fn check_colours(desk: &Desk, name: &str, value: i64) -> Result<(), Problem> {
    const COLOURS: [&str; 3] = ["green_percent", "blue_percent", "yellow_percent"];
    if !COLOURS.contains(&name) {
        return Ok(());
    }
    let thresholds = desk.thresholds();
    let then = COLOURS.map(|colour| {
        if colour == name {
            value
        } else {
            thresholds.value(colour)
        }
    });
    if then.is_sorted_by(|higher, lower| higher > lower) {
        return Ok(());
    }
    let text = "绿要比蓝高，蓝要比黄高，还没有保存。请先改另一个颜色。";
    Err(Problem::of_field("not_valid", "value", text))
}
