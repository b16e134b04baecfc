//! Shapes beside the desk itself: who and what is at hand, and the lists as they are printed.

use serde::Serialize;
use ts_rs::TS;

/// Who and what is at hand.
#[derive(Debug, Serialize, TS)]
pub struct NightHelp {
    /// What each post does in this hazard.
    pub cards: Vec<NightCard>,
    /// Teams, each with its leader.
    pub teams: Vec<HelpLine>,
    /// Who can do what.
    pub skills: Vec<HelpLine>,
    /// People and things from outside, the nearest first.
    pub resources: Vec<HelpLine>,
    /// Supplies that are there and not expired.
    pub supplies: Vec<HelpLine>,
}

/// The card of a post for this hazard.
#[derive(Debug, Serialize, TS)]
pub struct NightCard {
    /// Row id of the card.
    pub id: String,
    /// Post.
    pub post: String,
    /// Who holds it.
    pub holder: String,
    /// His telephone.
    pub phone: String,
    /// What he does now.
    pub lines: Vec<String>,
}

/// Somebody or something that helps, and whom to call for it.
#[derive(Debug, Serialize, TS)]
pub struct HelpLine {
    /// What it is.
    pub what: String,
    /// How much, how far, where.
    pub detail: String,
    /// Whom to call.
    pub who: String,
    /// His telephone, in groups.
    pub phone: String,
}

/// The lists of the night as they are printed, to key in what was written on them.
#[derive(Debug, Serialize, TS)]
pub struct PaperLists {
    /// 叫应名单, group by group.
    pub calls: Vec<PaperCall>,
    /// 转移清单.
    pub transfer: Vec<PaperTransfer>,
}

/// A row of 叫应名单.
#[derive(Debug, Serialize, TS)]
pub struct PaperCall {
    /// Its number on the paper.
    pub number: u32,
    /// Identity on the board.
    pub key: String,
    /// The person.
    pub person: Option<String>,
    /// The household he is called for.
    pub household: Option<String>,
    /// His name.
    pub name: String,
    /// What he is called for.
    pub roles: String,
    /// Group.
    pub group: String,
    /// Tries that are written already: `02:15 未接`.
    pub tries: Vec<String>,
    /// Clock time at which he answered; empty if he did not.
    pub answered: String,
}

/// A row of 转移清单.
#[derive(Debug, Serialize, TS)]
pub struct PaperTransfer {
    /// Its number on the paper.
    pub number: u32,
    /// The household.
    pub household: String,
    /// Group.
    pub group: String,
    /// Head and door.
    pub who: String,
    /// How many have to leave.
    pub people: u32,
    /// How many were counted at the shelter.
    pub arrived: Option<i64>,
    /// The state in words; empty if it is not on the list yet.
    pub status_label: String,
    /// Clock time of the word; empty if none is known.
    pub notified_at: String,
    /// Clock time of setting off.
    pub left_at: String,
    /// Clock time of arrival.
    pub arrived_at: String,
}
