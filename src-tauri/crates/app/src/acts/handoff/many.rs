//! Many packages in, by one plan and one confirmation: the stick of a day on which twenty villages
//! came. The plan is the very merge of all of them, one after the other, taken back whole; in the
//! merge each package stands for itself, so that a stop, a refusal or a power cut leaves those that
//! were taken in before.

use super::import::{Purpose, conclude, take};
use crate::bridge::handoff::{
    ImportPackages, MergeOutcome, PackageLine, PackageState, PackagesOutcome,
};
use crate::desk::Desk;
use crate::office::{CARRIERS, Office};
use crate::problem::Problem;
use crate::wording::io_problem;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use store::StoreError;

/// Merges many packages, or only tells what that would do.
pub(crate) fn import_many(
    desk: &Desk,
    request: ImportPackages,
) -> Result<PackagesOutcome, Problem> {
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        crate::acts::audit::require_whole_tail(office)?;
        let (paths, passed_by) = packages(office, &request.paths)?;
        if paths.is_empty() {
            return Err(Problem::new(
                "no_packages",
                "这里没有送给本单位的驿包，什么也没有改动。请换一个U盘或文件夹，驿包的文件名以 .yzb 结尾。",
            ));
        }
        let mut outcome = if request.plan {
            rehearse(desk, office, &paths)?
        } else {
            each(desk, office, &paths, Purpose::Merge(None))?
        };
        outcome.passed_by = passed_by;
        if !request.plan {
            let mut merged = outcome.packages.iter_mut().rev();
            if let Some(last) = merged.find_map(|line| line.outcome.as_mut()) {
                conclude(desk, office, last)?;
            }
        }
        Ok(outcome)
    })
}

/// The packages that are named, and those of a folder that are for this office; how many of a
/// folder are for others. Names of packages end in day and number, so their order is that of time.
fn packages(office: &Office, paths: &[String]) -> Result<(Vec<PathBuf>, u64), Problem> {
    let (mut named, mut passed_by) = (Vec::new(), 0);
    for path in paths.iter().map(PathBuf::from) {
        if !path.is_dir() {
            named.push(path);
            continue;
        }
        for entry in fs::read_dir(&path).map_err(io_problem("read"))? {
            let path = entry.map_err(io_problem("read"))?.path();
            match is_for(office, &path) {
                Some(true) => named.push(path),
                Some(false) => passed_by += 1,
                None => {}
            }
        }
    }
    named.sort();
    named.dedup();
    Ok((named, passed_by))
}

/// Whether a file of a folder is a package for this office; none if it is no package. One that
/// cannot be read is shown with the reason, not passed over.
fn is_for(office: &Office, path: &Path) -> Option<bool> {
    let extension = path.extension()?.to_str()?;
    if !extension.eq_ignore_ascii_case("yzb") || !path.is_file() {
        return None;
    }
    let outer = File::open(path)
        .ok()
        .and_then(|mut file| exchange::inspect(&mut file).ok());
    Some(outer.is_none_or(|outer| outer.to == office.code))
}

/// A rehearsal ends in being taken back, and then tells what it did.
enum TakenBack {
    Told(PackagesOutcome),
    Failed(Problem),
}

impl From<StoreError> for TakenBack {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

fn rehearse(
    desk: &Desk,
    office: &mut Office,
    paths: &[PathBuf],
) -> Result<PackagesOutcome, Problem> {
    let rehearsed = store::together(
        office,
        |office| &mut office.store,
        |office| -> Result<(), TakenBack> {
            let told = each(desk, office, paths, Purpose::Rehearse).map_err(TakenBack::Failed)?;
            Err(TakenBack::Told(told))
        },
    );
    match rehearsed {
        Err(TakenBack::Told(told)) if told.stopped => Err(Problem::stopped()),
        Err(TakenBack::Told(told)) => Ok(told),
        Err(TakenBack::Failed(problem)) => Err(problem),
        Ok(()) => Err(Problem::internal("rehearsal", &"kept")),
    }
}

/// Takes each package in by itself.
fn each(
    desk: &Desk,
    office: &mut Office,
    paths: &[PathBuf],
    purpose: Purpose,
) -> Result<PackagesOutcome, Problem> {
    let mut outcome = PackagesOutcome {
        packages: Vec::new(),
        passed_by: 0,
        stopped: false,
    };
    for path in paths {
        let mut line = PackageLine {
            path: path.display().to_string(),
            state: PackageState::Left,
            refused: String::new(),
            outcome: None,
        };
        if !outcome.stopped {
            match one(desk, office, path, purpose) {
                Ok(taken) => {
                    line.state = state(&taken);
                    line.outcome = Some(taken);
                }
                Err(problem) if problem.code == "stopped" => outcome.stopped = true,
                Err(problem) => {
                    line.state = PackageState::Refused;
                    line.refused = reason(problem);
                }
            }
        }
        outcome.packages.push(line);
    }
    Ok(outcome)
}

fn one(
    desk: &Desk,
    office: &mut Office,
    path: &Path,
    purpose: Purpose,
) -> Result<MergeOutcome, Problem> {
    let mut file = File::open(path).map_err(io_problem("read"))?;
    take(desk, office, &mut file, purpose)
}

fn state(taken: &MergeOutcome) -> PackageState {
    if taken.entries + taken.photos > 0 {
        PackageState::Taken
    } else {
        PackageState::Known
    }
}

/// Why a package is left out. What would take much out of a ledger is never agreed to in passing.
fn reason(problem: Problem) -> String {
    if problem.code == "mass_removal" {
        return "里面要删去很多记录，没有同别的一起收。请在“读驿包”里单独选它，看过再定。"
            .to_owned();
    }
    problem.message
}
