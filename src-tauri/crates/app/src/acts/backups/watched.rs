//! A backup as a person sees it made: shown, and stopped at its next part.

use crate::desk::Desk;
use crate::problem::Problem;
use std::ops::ControlFlow;
use std::path::Path;
use store::{Backup, BackupProgress, BackupStage, PageCopy, Store};

/// Copies the pages, step by step.
pub(super) fn copy(
    desk: &Desk,
    store: &Store,
    (path, made_ms): (&Path, i64),
) -> Result<PageCopy, Problem> {
    Ok(store.copy_pages(path, made_ms, &|progress| step(desk, progress))?)
}

/// Checks, packs and reads back what was copied, step by step.
pub(super) fn finish(desk: &Desk, copy: PageCopy) -> Result<Backup, Problem> {
    Ok(copy.finish(&|progress| step(desk, progress))?)
}

/// Both halves at once.
pub(super) fn whole(desk: &Desk, store: &Store, made: (&Path, i64)) -> Result<Backup, Problem> {
    finish(desk, copy(desk, store, made)?)
}

/// Shows how far it is; the backup ends where somebody asked for a stop.
fn step(desk: &Desk, progress: BackupProgress) -> ControlFlow<()> {
    match desk.step(label(progress.stage), progress.done, progress.total) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    }
}

/// Shows how far it is, and goes on: what the law asks for is not left half done.
pub(super) fn shown(desk: &Desk, progress: BackupProgress) -> ControlFlow<()> {
    // A stop that was asked for does not reach this work; its end is told like any other.
    let _ = desk.step("正在改写旧备份", progress.done, progress.total);
    ControlFlow::Continue(())
}

fn label(stage: BackupStage) -> &'static str {
    match stage {
        BackupStage::Copying => "正在拷贝册子",
        BackupStage::Packing => "正在写备份",
        BackupStage::Reading => "正在读回来核对",
    }
}
