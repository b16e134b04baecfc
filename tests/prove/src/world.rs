//! A small world of replicas of one village and its township: stories of what they write, carry,
//! lose, copy, restore and revoke, played on real files, and a judge who remembers every write.
//!
//! A story is drawn from chance alone, and each of its steps stands for itself: what is left when
//! steps are dropped is a story again, which is how a failing one is made short.

mod bits;
mod deed;
mod facts;
mod judge;
mod pool;
mod settle;
mod shrink;
mod stage;
mod story;

pub use pool::Pool;
pub use shrink::shrunk;
pub use story::Story;

/// Plays a story in an area of its own; what it found wrong, if anything.
pub fn play(pool: &mut Pool, story: &Story) -> Result<(), String> {
    let mut stage = stage::Stage::new(pool, story).map_err(told)?;
    let played = stage.play(story);
    let played = played.and_then(|()| stage.settle());
    stage.leave().map_err(told)?;
    played.map_err(told)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn told(error: anyhow::Error) -> String {
    format!("{error:#}")
}

#[cfg(test)]
mod tests;
