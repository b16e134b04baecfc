//! Shapes of the declarations: what forms and lists are drawn from.

use ledger::{Menu, Need, Privacy, Type};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Every ledger and every code list.
#[derive(Debug, Serialize, TS)]
pub struct Declarations {
    /// The ledgers, in menu order.
    pub ledgers: Vec<LedgerView>,
    /// The code lists by name.
    pub lists: BTreeMap<String, Vec<CodeItem>>,
}

/// One code and what it is called.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodeItem {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub label: String,
}

/// One ledger.
#[derive(Debug, Serialize, TS)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of a declaration, and screens ask for them one by one"
)]
pub struct LedgerView {
    /// Name in requests.
    pub name: String,
    /// Chinese name.
    pub label: String,
    /// Menu: `risk`, `response`, `resource`, `culture` or `hidden`.
    #[ts(type = "'risk' | 'response' | 'resource' | 'culture' | 'hidden'")]
    pub menu: Menu,
    /// Whether there is exactly one row.
    pub single: bool,
    /// Fields of the form, in order.
    pub fields: Vec<FieldView>,
    /// Columns of the list, by field name.
    pub columns: Vec<String>,
    /// Filters above the list.
    pub chips: Vec<ChipView>,
    /// The flow, if there is one.
    pub flow: Option<FlowView>,
    /// Whether spreadsheets of this ledger can be imported.
    pub imports: bool,
    /// Whether a row, once written, is never written again.
    pub append_only: bool,
    /// Whether only those who may see everything know of its rows.
    pub confidential: bool,
    /// Whether pictures may be laid beside its rows.
    pub photos: bool,
}

/// One field.
#[derive(Debug, Serialize, TS)]
pub struct FieldView {
    /// Name in requests.
    pub name: String,
    /// Chinese label.
    pub label: String,
    /// What it holds; lists and references name theirs in `of`.
    #[ts(
        type = "{ type: 'text' | 'long_text' | 'lines' | 'int' | 'bool' | 'date' | 'time' | 'month_day' | 'phone' | 'id_no' | 'area_code' } | { type: 'decimal' | 'figure', of: number } | { type: 'code' | 'codes' | 'ref' | 'refs', of: string }"
    )]
    pub kind: Type,
    /// `always`, `later` or `optional`.
    #[ts(type = "'always' | 'later' | 'optional'")]
    pub need: Need,
    /// `open`, `duty`, `personal` or `secret`.
    #[ts(type = "'open' | 'duty' | 'personal' | 'secret'")]
    pub privacy: Privacy,
    /// Unit behind the value.
    pub unit: String,
    /// A sentence beside the field.
    pub hint: String,
    /// Whether only the program writes it.
    pub automatic: bool,
    /// Whether it is asked in 急时 too.
    pub tonight: bool,
}

/// A filter above a list.
#[derive(Debug, Serialize, TS)]
pub struct ChipView {
    /// Name in requests.
    pub name: String,
    /// Chinese label.
    pub label: String,
}

/// A flow.
#[derive(Debug, Serialize, TS)]
pub struct FlowView {
    /// Field that holds the state.
    pub state: String,
    /// States of the usual way, in order, for the line of steps.
    pub way: Vec<WayState>,
}

/// A state of the usual way.
#[derive(Debug, Serialize, TS)]
pub struct WayState {
    /// What is stored.
    pub code: String,
    /// What is shown.
    pub label: String,
    /// Fields the step into it cannot do without: one of them empty, the state was passed over.
    pub asks: Vec<String>,
}
