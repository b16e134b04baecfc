//! The merge in full, through the command list: what a partial copy says, gaps, wrong clocks, much
//! removed at once, and what a person decides.

mod decisions;
mod partial;
mod removals;
mod succession;
mod trouble;

use acceptance::Station;
use serde_json::{Value, json};

/// A hazard with a place.
fn hazard(station: &Station, what: &str) -> Value {
    station.save("hazard", json!({ "description": what, "location": "村口" }))
}

/// Removes a record as it stands now.
fn remove(station: &Station, ledger: &str, id: &Value) {
    let form = station.read(ledger, id)["form"].clone();
    let request = json!({ "ledger": ledger, "id": id, "form": form });
    station.call("remove_record", request);
}

/// Carries a package of a profile from one office to the other.
fn carry_as(profile: &str, from: &Station, to: &Station) -> Value {
    let code = to.call("file_state", json!({}))["code"].clone();
    let folder = from.path(".");
    let request = json!({ "to": code, "profile": profile, "path": folder });
    let written = from.call("export_package", request);
    to.call("import_package", json!({ "path": written["path"] }))
}

/// The line of a record in its list.
fn line(station: &Station, ledger: &str, id: &Value) -> Value {
    let page = station.call("list_records", json!({ "ledger": ledger, "limit": 500 }));
    let rows = page["rows"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == *id).unwrap().clone()
}
