//! Where people go: a forbidden shelter is never proposed, and people who are there already are
//! recorded and told to move on; a full one, and more people than live there, are only marked
//! (domain §8.3).

use crate::check::Flag;
use crate::value::{Row, Value};

/// Whether the shelter may be put forward against this hazard (list `disaster_kind`): it is not
/// forbidden for it.
pub fn may_propose(shelter: &Row, hazard_kind: &str) -> bool {
    let forbidden =
        |kind: &str| matches!(shelter.get("bad_kinds"), Value::Set(kinds) if kinds.contains(kind));
    !forbidden(hazard_kind) && !forbidden("any")
}

/// What is wrong with where these people went: the hazard they flee, and how many people the
/// shelter holds by now, they included.
pub fn shelter_flags(entry: &Row, shelter: &Row, hazard_kind: &str, occupants: u64) -> Vec<Flag> {
    let is_there = matches!(entry.text("status"), "arrived" | "moving");
    let unfit = !may_propose(shelter, hazard_kind);
    let forbidden = unfit.then(|| {
        let text = if is_there {
            "这个安置点防不了这次的灾，马上换点，把人带走。"
        } else {
            "这个安置点防不了这次的灾，换一个。"
        };
        Flag::mark("forbidden_shelter", "shelter_id", text)
    });
    let capacity = shelter.get("capacity").int();
    let capacity = capacity.and_then(|places| u64::try_from(places).ok());
    let over = capacity.filter(|places| occupants > *places).map(|places| {
        let text = format!("安置点能住{places}人，现在有{occupants}人，请分一部分到别处。");
        Flag::mark("shelter_over_full", "shelter_id", text)
    });
    forbidden.into_iter().chain(over).collect()
}

/// Marks more people than live in the household: guests count too, so it is only asked again.
pub fn more_than_residents(entry: &Row, residents: u64) -> Option<Flag> {
    let people = u64::try_from(entry.get("people").int()?).ok()?;
    (people > residents && residents > 0).then(|| {
        let text = format!("册子上这户常住{residents}人，这里写了{people}人，请核对有没有来客。");
        Flag::mark("more_than_residents", "people", text)
    })
}
