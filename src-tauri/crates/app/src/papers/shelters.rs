//! Shelters as papers name them: never without what they must not be used for.

use super::Gather;
use crate::problem::Problem;
use ledger::{Row, Value};

/// 暴雨山洪、台风雷电: what a shelter must not be used for; nothing where there is nothing.
pub(super) fn forbidden(gather: &Gather<'_>, shelter: &Row) -> String {
    let Value::Set(bad) = shelter.get("bad_kinds") else {
        return String::new();
    };
    let lists = gather.lists();
    let bad = bad.iter().map(|code| lists.label("disaster_kind", code));
    bad.collect::<Vec<_>>().join("、")
}

/// Every shelter, those that must not be used for something with the words for it.
pub(super) fn listed(gather: &Gather<'_>) -> Result<String, Problem> {
    let rows = gather.office.all("shelter")?.into_iter();
    let named = rows.map(|stored| {
        let name = stored.row.text("name");
        match forbidden(gather, &stored.row).as_str() {
            "" => name.to_owned(),
            bad => format!("{name}（{bad}不能用）"),
        }
    });
    Ok(named.collect::<Vec<_>>().join("、"))
}
