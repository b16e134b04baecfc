//! 演练: the night desk on a copy of the books. The copy lies beside the real file (栗溪村.演练.yz),
//! opens with the same passwords and says in itself that it is one; nothing of it is ever handed
//! on ([`fence`]), every screen and paper is marked, and what stays is a drill record in the real
//! books. The real file is closed meanwhile: a crash cannot touch it.
//!
//! At its end the copy is removed: it holds every villager once more, and nobody would look after
//! it. One that a crash or a locked desk left behind is named when the real file is opened.

use super::file::state_of;
use super::{backups, mode, night, replica};
use crate::bridge::exercise::{EndExercise, EndedExercise, ExerciseEnd};
use crate::bridge::file::{FileState, Nothing, OfficeKind};
use crate::desk::{AtHand, Desk};
use crate::office::{Office, new_id};
use crate::problem::Problem;
use ledger::{Deed, ReplicaId};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use store::{Store, StoreError};

mod drill;
mod fence;

pub(crate) use fence::permit;

/// Setting by which a file is known to be the copy of an exercise.
const EXERCISE: &str = "exercise";

/// What the copy knows of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Exercise {
    /// When it began, as a stored moment.
    pub(crate) begun_at: String,
    /// File name of the real books, in the same folder.
    real: String,
}

/// What this file says of an exercise, if it is the copy of one.
pub(crate) fn of(store: &Store) -> Result<Option<Exercise>, Problem> {
    let bytes = store.setting(EXERCISE)?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Where the copy of these books lies.
fn copy_of(real: &Path) -> PathBuf {
    let stem = real.file_stem().unwrap_or_default().to_string_lossy();
    real.with_file_name(format!("{stem}.演练.yz"))
}

/// Whether an exercise of these books was left without an end.
pub(crate) fn is_left(office: &Office) -> bool {
    office.exercise.is_none() && copy_of(office.store.path()).exists()
}

/// Begins an exercise on a copy of the books as they stand.
pub(crate) fn begin(desk: &Desk, _: Nothing) -> Result<FileState, Problem> {
    let mut at_hand = desk.at_hand();
    let office = require_real(&mut at_hand)?;
    office.require(desk, Deed::Write, office.spec("drill")?)?;
    if office.kind == OfficeKind::Town {
        let text = "演练是村里急时台的事，乡镇没有急时台，没有开始。";
        return Err(Problem::new("not_a_village", text));
    }
    if mode::is_urgent(office)? {
        let text = "现在正是急时，没有开始演练。等这一夜过去、回到平时再练。";
        return Err(Problem::new("urgent_now", text));
    }
    if is_left(office) {
        let text = "上次演练还没有结束，没有开始新的。请先接着练完，或丢开那一次。";
        return Err(Problem::new("exercise_left", text));
    }
    let real = office.store.path().to_owned();
    let exercise = Exercise {
        begun_at: desk.clock.moment(),
        real: file_name(&real),
    };
    let twin = office
        .store
        .twin(&copy_of(&real), |store| furnish(store, &exercise))?;
    change_over(desk, &mut at_hand, twin)
}

/// Makes a copy the copy of an exercise: another replica, marked, and in 急时 from the start.
fn furnish(mut store: Store, exercise: &Exercise) -> Result<Store, Problem> {
    super::join::renew_replica(&mut store, ReplicaId(new_id().0))?;
    let said = serde_json::to_vec(exercise).map_err(|error| Problem::internal("mark", &error))?;
    store.set_setting(EXERCISE, &said)?;
    mode::begin_urgent(&mut store)?;
    Ok(store)
}

/// Goes on with an exercise that was left.
pub(crate) fn resume(desk: &Desk, _: Nothing) -> Result<FileState, Problem> {
    let mut at_hand = desk.at_hand();
    let office = require_real(&mut at_hand)?;
    let twin = open_left(office)?;
    change_over(desk, &mut at_hand, twin)
}

/// Drops an exercise that was left; nothing of it is written.
pub(crate) fn abandon(desk: &Desk, _: Nothing) -> Result<FileState, Problem> {
    let mut at_hand = desk.at_hand();
    let office = require_real(&mut at_hand)?;
    office.require(desk, Deed::Write, office.spec("drill")?)?;
    drop_left(desk, office)?;
    state_of(desk, &at_hand)
}

/// Removes the copy of an exercise, so that nobody's data outlives there what was done to it in
/// the real books. One that these books' key does not open is only laid aside.
pub(crate) fn drop_left(desk: &Desk, office: &Office) -> Result<(), Problem> {
    if !is_left(office) {
        return Ok(());
    }
    match open_left(office) {
        Ok(twin) => Ok(twin.discard()?),
        Err(_) => backups::lay_aside(desk, &copy_of(office.store.path()), "旧").map(drop),
    }
}

/// Ends the exercise: the drill record goes into the real books, the copy away.
pub(crate) fn end(desk: &Desk, request: EndExercise) -> Result<EndedExercise, Problem> {
    let mut at_hand = desk.at_hand();
    let copy = at_hand.office.as_mut().ok_or_else(not_exercising)?;
    let exercise = copy.exercise.clone().ok_or_else(not_exercising)?;
    copy.take_seat()?;
    let course = night::course(desk, copy, &exercise.begun_at)?;
    let path = copy.store.path().with_file_name(&exercise.real);
    let store = copy.store.open_twin(&path).map_err(real_is_away)?;
    let mut real = opened(desk, store, copy.unprotected)?;
    let drill = match request.end {
        ExerciseEnd::Recorded => Some(drill::write(desk, &mut real, &course)?),
        ExerciseEnd::Unrecorded => None,
    };
    let unused = at_hand.office.replace(real);
    at_hand.path = Some(path);
    if let Some(copy) = unused {
        copy.store.discard()?;
    }
    desk.follow(at_hand.office.as_ref())?;
    Ok(EndedExercise {
        state: state_of(desk, &at_hand)?,
        drill: drill.map(|id| id.to_string()),
    })
}

/// The real books at hand.
fn require_real(at_hand: &mut AtHand) -> Result<&mut Office, Problem> {
    let office = at_hand.office.as_mut().ok_or_else(|| {
        let text = "还没有打开村册。请先打开，再演练。";
        Problem::new("no_file_open", text)
    })?;
    office.take_seat()?;
    if office.exercise.is_some() {
        let text = "已经在演练了，什么也没有改动。";
        return Err(Problem::new("exercising", text));
    }
    Ok(office)
}

fn open_left(office: &Office) -> Result<Store, Problem> {
    let path = copy_of(office.store.path());
    let twin = office.store.open_twin(&path)?;
    if of(&twin)?.is_none() {
        let text = "那个文件不是演练用的拷贝，没有动它。请把它挪到别处，再演练。";
        return Err(Problem::new("not_an_exercise", text));
    }
    Ok(twin)
}

/// Lays the copy open in place of the real books, which are closed.
fn change_over(desk: &Desk, at_hand: &mut AtHand, twin: Store) -> Result<FileState, Problem> {
    let unprotected = at_hand.office.as_ref().is_some_and(|real| real.unprotected);
    let path = twin.path().to_owned();
    let copy = opened(desk, twin, unprotected)?;
    let real = at_hand.office.replace(copy);
    at_hand.path = Some(path);
    if let Some(real) = real {
        real.store.close()?;
    }
    desk.follow(at_hand.office.as_ref())?;
    state_of(desk, at_hand)
}

fn opened(desk: &Desk, store: Store, unprotected: bool) -> Result<Office, Problem> {
    let mut office = Office::of(store, unprotected)?;
    replica::settle(desk, &mut office)?;
    Ok(office)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn not_exercising() -> Problem {
    Problem::new("not_exercising", "现在没有在演练，什么也没有改动。")
}

fn real_is_away(error: StoreError) -> Problem {
    match error {
        StoreError::Io { .. } => Problem::new(
            "real_books_away",
            "真册子不在演练册旁边，演练没有结束，什么也没有丢。请把真册子放回原来的文件夹，再结束一次。",
        ),
        other => other.into(),
    }
}
