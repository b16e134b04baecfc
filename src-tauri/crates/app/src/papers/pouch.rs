//! 应急文件袋: the papers of a night without power in one file, filled as far as the books go, and
//! the forms to write on behind them. A paper that could only say what is missing
//! is left out; that, and what the others go without, is named on the page of contents.

use super::{Gather, Order, kinds, proven};
use crate::desk::Desk;
use crate::problem::Problem;
use print::documents::Audience;
use print::documents::bundle::{self, Bundle, Enclosed};
use print::page::Document;

/// Printed from the books.
const FILLED: [&str; 18] = [
    "contact_list",
    "response_cards",
    "hazard_cards",
    "evacuation_list",
    "call_lists",
    "safety_slips",
    "work_card",
    "village_plan",
    "poster_a4",
    "duty_roster",
    "supply_list",
    "hazard_register",
    "register_shelter",
    "register_route",
    "register_team",
    "register_resource",
    "register_risk_point",
    "wallet_cards",
];

/// Forms to write on.
const EMPTY: [&str; 7] = [
    "callout_sheet",
    "evacuation_record",
    "monitor_sheet",
    "situation_report_paper",
    "shift_handover",
    "movement_slip",
    "rectification_notice",
];

/// What the pouch may hold: the name of each paper, with its title.
pub(crate) fn contents(desk: &Desk) -> Result<Vec<(&'static str, String)>, Problem> {
    let kinds = kinds(desk)?;
    let titled = parts().into_iter().filter_map(|(name, blank)| {
        let kind = kinds.iter().find(|kind| kind.name == name)?;
        Some((name, titled(&kind.title, blank)))
    });
    Ok(titled.collect())
}

fn parts() -> Vec<(&'static str, bool)> {
    let filled = FILLED.map(|name| (name, false));
    let names = filled.into_iter().chain(EMPTY.map(|name| (name, true)));
    names.collect()
}

fn titled(title: &str, blank: bool) -> String {
    if blank {
        format!("{title}（空白表）")
    } else {
        title.to_owned()
    }
}

pub(super) fn lay_out(gather: &Gather<'_>, chosen: &Order) -> Result<Document, Problem> {
    let mut papers = Vec::new();
    let mut missing = Vec::new();
    let kinds = kinds(gather.desk)?;
    let mut names = parts();
    names.retain(|(name, _)| !chosen.without.iter().any(|without| without == name));
    for name in gather.desk.each("正在备齐文件袋", names) {
        let (name, blank) = name?;
        let Some(kind) = kinds.iter().find(|kind| kind.name == name) else {
            continue;
        };
        let order = order(gather.audience, blank);
        let title = titled(&kind.title, blank);
        let laid_out = super::lay_out(gather.desk, gather.office, name, &order)?;
        let is_bare = laid_out.is_bare();
        let how = if is_bare { "没有装进来。" } else { "" };
        for lack in &laid_out.lacks {
            missing.push(format!("{title}：{how}{}", lack.sentence()));
        }
        if !is_bare {
            let document = laid_out.document;
            papers.push(Enclosed { title, document });
        }
    }
    // What the papers say stands in proofs of their own.
    let enclosed: Vec<&str> = papers.iter().map(|paper| paper.title.as_str()).collect();
    let input = Bundle {
        imprint: proven(gather, None, &(enclosed, &missing))?,
        title: "应急文件袋".to_owned(),
        papers,
        missing,
    };
    Ok(bundle::lay_out(input, gather.desk.fonts()?))
}

/// A form to write on holds nothing that is kept back.
fn order(audience: Audience, blank: bool) -> Order {
    Order {
        audience: if blank { Audience::Duty } else { audience },
        blank,
        ..Order::default()
    }
}
