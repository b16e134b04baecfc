//! Shapes of records: lists, forms, steps, history.

use super::photos::PhotoView;
use super::sign::{Signature, SignedView};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Values by field name, as JSON: text, numbers, booleans, arrays of text; decimals as text.
pub type Values = BTreeMap<String, serde_json::Value>;

/// Asks for a page of a ledger.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListRecords {
    /// Ledger name.
    pub ledger: String,
    /// Words that must appear.
    #[ts(optional, as = "Option<String>")]
    pub text: String,
    /// Name of a filter.
    #[ts(optional)]
    pub chip: Option<String>,
    /// Fields that must hold exactly these codes, ids or texts.
    #[ts(optional, as = "Option<BTreeMap<String, String>>")]
    pub equals: BTreeMap<String, String>,
    /// Field to sort by; the usual order if none.
    #[ts(optional)]
    pub sort: Option<String>,
    /// Whether the largest comes first.
    #[ts(optional, as = "Option<bool>")]
    pub descending: bool,
    /// Rows to skip.
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// Rows wanted, at most 500; 0 means 100.
    #[ts(optional, as = "Option<u32>")]
    pub limit: u32,
    /// Whether removed records are wanted instead.
    #[ts(optional, as = "Option<bool>")]
    pub gone: bool,
    /// Area code, for a township that looks at one village.
    #[ts(optional)]
    pub area: Option<String>,
}

/// A page of a ledger.
#[derive(Debug, Serialize, TS)]
pub struct RecordPage {
    /// Rows that pass the filters.
    pub total: u64,
    /// The rows of this page.
    pub rows: Vec<RecordLine>,
}

/// Asks how many rows pass each filter of a ledger.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CountChips {
    /// Ledger name.
    pub ledger: String,
    /// Area code, for a township that looks at one village.
    #[serde(default)]
    #[ts(optional)]
    pub area: Option<String>,
}

/// How many rows pass a filter.
#[derive(Debug, Serialize, TS)]
pub struct ChipCount {
    /// Name in requests.
    pub name: String,
    /// Chinese label.
    pub label: String,
    /// Rows that pass.
    pub count: u64,
}

/// One row of a list.
#[derive(Debug, Serialize, TS)]
pub struct RecordLine {
    /// Row id.
    pub id: String,
    /// Whose books it stands in.
    pub area: String,
    /// What each column shows, by field name.
    pub cells: BTreeMap<String, String>,
    /// Codes behind the columns that hold codes, by field name.
    pub codes: BTreeMap<String, String>,
    /// Whether rival values wait for a person.
    pub disputed: bool,
    /// Columns that were written again elsewhere without the value having come.
    pub withheld: Vec<String>,
    /// What needs attention, in a few words (超1天, 低于最低); empty if nothing does.
    pub alert: String,
}

/// Asks for rows to choose from.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PickRecords {
    /// Ledger name.
    pub ledger: String,
    /// Words that must appear; empty for the first rows.
    #[serde(default)]
    pub text: String,
}

/// A row to choose.
#[derive(Debug, Serialize, TS)]
pub struct Pick {
    /// Row id.
    pub id: String,
    /// What names it.
    pub label: String,
    /// What tells it from others of the same name.
    pub hint: String,
}

/// Asks for one record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadRecord {
    /// Ledger name.
    pub ledger: String,
    /// Row id.
    pub id: String,
    /// Whether secret fields are wanted unmasked; the access log notes it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub reveal: bool,
    /// Why they are.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Asks for a new record's first values.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BlankRecord {
    /// Ledger name.
    pub ledger: String,
    /// Values that are known already, such as the household of a new person.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
}

/// One record.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "RecordView")]
pub struct Record {
    /// Ledger name.
    pub ledger: String,
    /// Row id; empty for a new record.
    pub id: String,
    /// Whose books it stands in.
    pub area: String,
    /// What names it.
    pub title: String,
    /// Values by field name. A masked field is null here.
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
    /// What each field shows, by field name: labels, names, masks.
    pub shown: BTreeMap<String, String>,
    /// Names of the rows that reference fields point to, by id.
    pub names: BTreeMap<String, String>,
    /// Fields whose value is hidden until it is asked for.
    pub masked: Vec<String>,
    /// The writes this form shows; sent back when saving.
    pub form: String,
    /// Whether it was removed.
    pub gone: bool,
    /// Steps that may be taken now.
    pub steps: Vec<StepView>,
    /// Who put his name to which step, newest first.
    pub signed: Vec<SignedView>,
    /// Photos beside it, in the order in which they were added.
    pub photos: Vec<PhotoView>,
    /// What is wrong or missing.
    pub flags: Vec<FlagView>,
    /// Fields with rival values.
    pub disputed: Vec<String>,
    /// Fields that were written again elsewhere without the value having come.
    pub withheld: Vec<String>,
    /// Ledgers whose rows point here, with their number.
    pub related: Vec<Related>,
    /// What is usually written next, beginning with it.
    pub begins: Vec<Begin>,
    /// Papers that can be printed from it.
    pub papers: Vec<String>,
    /// How often it was written since it came into being.
    pub acts: u32,
}

/// A step that may be taken.
#[derive(Debug, Serialize, TS)]
pub struct StepView {
    /// Name in requests.
    pub name: String,
    /// What the button says.
    pub label: String,
    /// State it leads to.
    pub to: String,
    /// Fields it asks for.
    pub asks: Vec<AskView>,
    /// Whether somebody who may sign has to put his name to it at this desk.
    pub signed: bool,
}

/// A field a step asks for.
#[derive(Debug, Serialize, TS)]
pub struct AskView {
    /// Field name.
    pub field: String,
    /// Whether the step is refused without it.
    pub required: bool,
}

/// A finding on a record.
#[derive(Debug, Serialize, TS)]
pub struct FlagView {
    /// Stable name of the rule.
    pub code: String,
    /// Field it concerns.
    pub field: String,
    /// `mark` or `refuse`.
    pub weight: String,
    /// Chinese sentence.
    pub text: String,
}

/// Rows of another ledger that point here.
#[derive(Debug, Serialize, TS)]
pub struct Related {
    /// Their ledger.
    pub ledger: String,
    /// Its Chinese name.
    pub label: String,
    /// The field that points here.
    pub field: String,
    /// How many.
    pub count: u64,
}

/// A record that can be begun with what another one says.
#[derive(Debug, Serialize, TS)]
pub struct Begin {
    /// Its ledger.
    pub ledger: String,
    /// Its Chinese name.
    pub label: String,
    /// The field that names the record it begins with.
    pub field: String,
}

/// Saves a record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveRecord {
    /// Ledger name.
    pub ledger: String,
    /// Row id; none for a new record.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<String>,
    /// Only the fields that changed.
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
    /// The `form` the record was read with; needed with an id.
    #[serde(default)]
    #[ts(optional)]
    pub form: Option<String>,
}

/// Removes or restores a record.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveRecord {
    /// Ledger name.
    pub ledger: String,
    /// Row id.
    pub id: String,
    /// The `form` the record was read with.
    pub form: String,
}

/// Takes a step.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AdvanceRecord {
    /// Ledger name.
    pub ledger: String,
    /// Row id.
    pub id: String,
    /// Step name.
    pub step: String,
    /// The fields it asks for.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub values: Values,
    /// The `form` the record was read with.
    pub form: String,
    /// Who signs, where the step is signed.
    #[serde(default)]
    #[ts(optional)]
    pub sign: Option<Signature>,
}

/// One act in a record's history, newest first.
#[derive(Debug, Serialize, TS)]
pub struct PastAct {
    /// When, in local words.
    pub at: String,
    /// Who, as office, laptop and person.
    pub who: String,
    /// What was done.
    pub act: String,
    /// What changed.
    pub changes: Vec<PastChange>,
}

/// One field of a past act.
#[derive(Debug, Serialize, TS)]
pub struct PastChange {
    /// Field name.
    pub field: String,
    /// Chinese label.
    pub label: String,
    /// What it showed before, empty if nothing.
    pub before: String,
    /// What was written.
    pub after: String,
}
