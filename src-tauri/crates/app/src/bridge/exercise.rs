//! Shapes of the exercise: the night desk on a copy of the books.

use super::file::FileState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How an exercise ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExerciseEnd {
    /// With a drill record in the real books.
    Recorded,
    /// With nothing written.
    Unrecorded,
}

/// Ends the exercise and goes back to the real books.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EndExercise {
    /// What stays of it.
    pub end: ExerciseEnd,
}

/// An exercise that has ended.
#[derive(Debug, Serialize, TS)]
pub struct EndedExercise {
    /// The real books, open.
    pub state: FileState,
    /// The drill record, if one was written.
    pub drill: Option<String>,
}
