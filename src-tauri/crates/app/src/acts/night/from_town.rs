//! Warnings that the township sent down with its package. Nothing of them is in force in the
//! village until a person takes them over, by one key, into the village's own 预警; two laptops
//! that take the same one write the same record. What the township lifts is lifted by one key too.

use super::brought::{Brought, Plan};
use super::{Tonight, warning};
use crate::acts::record::difference;
use crate::bridge::sent_down::{SentDown, SentWarning, TakeSent};
use crate::desk::Desk;
use crate::office::{Office, row_id, spec_of};
use crate::problem::Problem;
use ledger::{Act, Change, Deed, Row, RowId, dates};
use store::{Order, Query, StoredRow};

/// Days for which a warning of the township is looked at.
const DAYS: i64 = 14;

/// What of the township's record is what the warning says; what it did about it is its own.
const SAID: [&str; 17] = [
    "event_type",
    "severity",
    "headline",
    "sender",
    "send_time",
    "onset",
    "area_desc",
    "area_shapes",
    "description",
    "instruction",
    "effective",
    "expires",
    "status",
    "msg_type",
    "urgency",
    "certainty",
    "identifier",
];

/// What the township sent and the village may still act on, the newest first.
pub(crate) fn town_warnings(desk: &Desk, office: &Office) -> Result<Vec<SentWarning>, Problem> {
    let tonight = Tonight::of(desk, office)?;
    let mut shown = Vec::new();
    for stored in sent(&tonight)? {
        let standing = Standing::of(&tonight, &stored)?;
        if standing.is_shown() {
            shown.push(view(&tonight, &stored, &standing)?);
        }
    }
    Ok(shown)
}

/// Takes a warning of the township over, or lifts the one that was taken.
pub(crate) fn take_town_warning(desk: &Desk, request: TakeSent) -> Result<SentDown, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        office.require(desk, Deed::Write, office.spec("warning")?)?;
        let stored = office.row(spec_of("warning")?, id)?;
        let changes = {
            let tonight = Tonight::of(desk, office)?;
            if Some(stored.area.as_str()) != shared(office).as_deref() {
                return Err(not_sent());
            }
            let standing = Standing::of(&tonight, &stored)?;
            standing.changes(&tonight)?
        };
        if !changes.is_empty() {
            office.act(desk, Act::SAVE_RECORD, None, &changes)?;
        }
        crate::acts::township::sent_down::shown(desk, office)
    })
}

fn not_sent() -> Problem {
    let text = "这条预警不是乡镇发下来的，什么也没有改动。请从“乡镇发来的”里选。";
    Problem::new("not_sent_down", text)
}

/// The township's area, unless this is the township itself.
fn shared(office: &Office) -> Option<String> {
    exchange::shared_area(&office.code).filter(|shared| *shared != office.code)
}

fn sent(tonight: &Tonight<'_>) -> Result<Vec<StoredRow>, Problem> {
    let Some(area) = shared(tonight.office) else {
        return Ok(Vec::new());
    };
    let from = tonight.now - chrono::Duration::days(DAYS);
    let query = Query {
        area: Some(area),
        since: vec![("received_at", from.format("%Y-%m-%d").to_string().into())],
        sort: vec![("received_at", Order::Descending)],
        ..Query::default()
    };
    Ok(tonight.office.store.list(spec_of("warning")?, &query)?.rows)
}

/// How it stands with one warning of the township.
struct Standing {
    brought: Brought,
    plan: Plan,
    /// When the township lifted it; empty if it did not.
    lifted_at: String,
    is_over: bool,
}

impl Standing {
    fn of(tonight: &Tonight<'_>, stored: &StoredRow) -> Result<Self, Problem> {
        let brought = brought(tonight, stored)?;
        let ends = dates::moment_of(stored.row.text("expires"));
        Ok(Self {
            plan: Plan::of(tonight, &brought)?,
            brought,
            lifted_at: stored.row.text("lifted_at").to_owned(),
            is_over: ends.is_some_and(|ends| ends < tonight.now),
        })
    }

    /// `new`, `taken`, or `lifted` where the township lifted what is still up here.
    fn state(&self) -> &'static str {
        match &self.plan.known {
            None => "new",
            Some(own) if !self.lifted_at.is_empty() && own.row.text("lifted_at").is_empty() => {
                "lifted"
            }
            Some(_) => "taken",
        }
    }

    /// What is over and was never taken is not shown, nor what is over in both books.
    fn is_shown(&self) -> bool {
        let is_over = self.is_over || !self.lifted_at.is_empty();
        self.state() == "lifted" || !is_over
    }

    fn changes(&self, tonight: &Tonight<'_>) -> Result<Vec<Change>, Problem> {
        match &self.plan.known {
            Some(own) if self.state() == "lifted" => {
                let mut row = own.row.clone();
                row.set("lifted_at", self.lifted_at.as_str());
                Ok(vec![difference(
                    spec_of("warning")?,
                    own.id,
                    &own.row,
                    &row,
                )])
            }
            _ => self.plan.changes(tonight, &self.brought),
        }
    }
}

/// The identity that a warning of the township has in the village's own books.
fn own_id(office: &Office, sent: &str) -> RowId {
    RowId::fixed("warning", &office.code, sent)
}

fn brought(tonight: &Tonight<'_>, stored: &StoredRow) -> Result<Brought, Problem> {
    let mut said = Row::default();
    for field in SAID {
        said.set(field, stored.row.get(field).clone());
    }
    let follows = stored.row.text("earlier_id");
    let earlier = match follows.parse() {
        Ok(id) => tonight.office.store.row(spec_of("warning")?, id)?,
        Err(_) => None,
    };
    let number = earlier.map(|earlier| earlier.row.text("identifier").to_owned());
    Ok(Brought {
        said,
        id: own_id(tonight.office, &stored.id.to_string()),
        references: number.into_iter().collect(),
        earlier: (!follows.is_empty()).then(|| own_id(tonight.office, follows)),
        source: "乡镇",
    })
}

fn view(
    tonight: &Tonight<'_>,
    stored: &StoredRow,
    standing: &Standing,
) -> Result<SentWarning, Problem> {
    let row = standing.plan.row(tonight, &standing.brought)?;
    let title = warning::title(tonight, &row);
    let is_end = row.text("msg_type") == "cancel";
    let at = |field: &str| {
        let at = stored.row.text(field);
        at.get(..16).unwrap_or(at).replace('T', " ")
    };
    let own = standing.plan.known.as_ref();
    Ok(SentWarning {
        id: stored.id.to_string(),
        title: if is_end {
            format!("解除{title}")
        } else {
            title
        },
        level: row.text("severity").to_owned(),
        sender: stored.row.text("sender").to_owned(),
        received_at: at("received_at"),
        area: stored.row.text("area_desc").to_owned(),
        description: stored.row.text("description").to_owned(),
        instruction: stored.row.text("instruction").to_owned(),
        state: standing.state().to_owned(),
        effects: if own.is_some() {
            Vec::new()
        } else {
            standing.plan.effects(tonight, &standing.brought)
        },
        record: own.map_or_else(String::new, |own| own.id.to_string()),
    })
}
