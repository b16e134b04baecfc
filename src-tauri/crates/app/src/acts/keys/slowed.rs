//! Wrong passwords and recovery codes are slowed down, for each file on its machine and over
//! restarts of the program: what was wrong, and when, stands beside the key file until something
//! opens the file. The note holds two numbers and nothing else.

use crate::acts::tries::{Tries, seconds};
use crate::desk::Desk;
use crate::problem::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use store::StoreError;

/// Tries something secret at the file, unless the wait after the last wrong try is not over.
pub(in crate::acts) fn slowed<T>(
    desk: &Desk,
    file: &Path,
    attempt: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, Problem> {
    let note = note_of(file);
    let now_ms = desk.clock.wall().utc_ms;
    let tries = read(&note);
    let wait_ms = tries.wait_ms(now_ms);
    if wait_ms > 0 {
        if tries.as_of(now_ms) != tries {
            keep(&note, tries.as_of(now_ms));
        }
        return Err(wait(seconds(wait_ms)));
    }
    let answer = attempt();
    match &answer {
        Err(StoreError::WrongPassword | StoreError::WrongRecoveryCode) => {
            keep(&note, tries.wrong(now_ms));
        }
        Ok(_) if tries != Tries::default() => forget(&note),
        _ => {}
    }
    Ok(answer?)
}

/// Seconds until the next try.
pub(in crate::acts) fn wait_seconds(desk: &Desk, file: &Path) -> i64 {
    seconds(read(&note_of(file)).wait_ms(desk.clock.wall().utc_ms))
}

fn wait(seconds: i64) -> Problem {
    Problem::new(
        "unlock_wait",
        format!(
            "刚才输错了，请过{seconds}秒再试。册子没有改动；输错几次，等的时间会加长，最长一分钟。"
        ),
    )
}

fn note_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".tries");
    PathBuf::from(name)
}

fn read(note: &Path) -> Tries {
    fs::read_to_string(note).map_or_else(|_| Tries::default(), |text| Tries::read(&text))
}

/// Where the folder cannot be written to, the derivation alone slows a guess down.
fn keep(note: &Path, tries: Tries) {
    if let Err(error) = fs::write(note, tries.to_text()) {
        tracing::warn!(kind = ?error.kind(), "wrong tries cannot be noted");
    }
}

fn forget(note: &Path) {
    if let Err(error) = fs::remove_file(note) {
        tracing::warn!(kind = ?error.kind(), "the note of wrong tries stays");
    }
}
