//! 开头五步: how far a new office has come. Told from what is in the file, never from a flag, so
//! that after a crash, on a second laptop or after a restored backup it stands where it stood.

use crate::acts::picture::Picture;
use crate::bridge::today::{HandoffLine, WalkStep, WalkStepName};
use crate::problem::Problem;

/// What a profile must say before a card is worth printing.
const OF_A_VILLAGE: &[&str] = &["town_name", "duty_phone"];
/// A township prints no cards; whoever writes to it must be able to call it.
const OF_A_TOWN: &[&str] = &["duty_phone"];

/// The steps in their order. A township keeps no people of its own and prints no cards.
pub(super) fn steps(
    picture: &Picture<'_>,
    people: u64,
    handoff: &HandoffLine,
) -> Result<Vec<WalkStep>, Problem> {
    let is_village = picture.is_village();
    let asked = if is_village { OF_A_VILLAGE } else { OF_A_TOWN };
    let told = |field: &&str| !picture.profile.get(field).is_empty();
    let mut steps = vec![
        step(WalkStepName::Create, true),
        step(WalkStepName::Profile, asked.iter().all(told)),
    ];
    if is_village {
        let printed = picture.office.store.was_seen("print")?;
        steps.push(step(WalkStepName::Import, people > 0));
        steps.push(step(WalkStepName::Print, printed));
    }
    steps.push(step(WalkStepName::Handoff, !handoff.sent.is_empty()));
    Ok(steps)
}

fn step(name: WalkStepName, done: bool) -> WalkStep {
    WalkStep { name, done }
}
