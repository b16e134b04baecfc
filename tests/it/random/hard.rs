//! The hard rules, asked of a stored record as it is read (domain §2.4, §8.3, §8.4).

use serde_json::Value;

/// What a record breaks, in words; nothing if it is sound.
pub fn broken(ledger: &str, record: &Value) -> Vec<String> {
    let mut found: Vec<String> = refusals(record)
        .map(|code| format!("a stored row that could not be saved: {code}"))
        .collect();
    let values = &record["values"];
    let rule = match ledger {
        "hazard" => hazard(values),
        "relief" => relief(values),
        "supply_movement" => scrap(values),
        _ => None,
    };
    found.extend(rule.map(str::to_owned));
    found
}

/// Findings for which a person's act would have been refused.
pub fn refusals(record: &Value) -> impl Iterator<Item = &str> {
    let flags = record["flags"].as_array().unwrap().iter();
    let refused = flags.filter(|flag| flag["weight"] == "refuse");
    refused.map(|flag| flag["code"].as_str().unwrap())
}

fn is_empty(values: &Value, field: &str) -> bool {
    values[field].as_str().is_none_or(str::is_empty)
}

fn hazard(values: &Value) -> Option<&'static str> {
    if values["grade"] != "major" {
        return None;
    }
    match values["status"].as_str()? {
        "rectifying" | "reviewing" if is_empty(values, "interim_control") => {
            Some("a 重大 hazard is mended without 临时管控")
        }
        "closed" if is_empty(values, "reviewed_by") => Some("a 重大 hazard is closed unreviewed"),
        "closed" if values["reviewed_by"] == values["fixed_by"] => {
            Some("a 重大 hazard was reviewed by the one who mended it")
        }
        "closed" if is_empty(values, "lesson") => Some("a 重大 hazard is closed without 复盘"),
        "closed" if is_empty(values, "similar_check") => {
            Some("a 重大 hazard is closed without 举一反三")
        }
        _ => None,
    }
}

fn relief(values: &Value) -> Option<&'static str> {
    let is_out = matches!(values["status"].as_str()?, "issued" | "published");
    let names = [&values["issued_by"], &values["approved_by"]];
    let two = names[0] != names[1] && names.iter().all(|name| name.is_string());
    (is_out && !two).then_some("relief was handed out under fewer than two names")
}

fn scrap(values: &Value) -> Option<&'static str> {
    let alone = values["handled_by"].is_string() && values["handled_by"] == values["approved_by"];
    (values["kind"] == "out_scrap" && alone).then_some("one person scrapped supplies alone")
}
