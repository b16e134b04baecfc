//! Putting a file on a stick as a person sees it done: shown, stopped, and finished only when it
//! may be pulled out.

use crate::desk::Desk;
use crate::problem::Problem;
use exchange::stick::{Progress, Stage};
use exchange::{FileName, OnStick, Stick};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::Path;

/// Writes these bytes into the folder, step by step.
pub(crate) fn write(
    desk: &Desk,
    (folder, name): (&Path, &FileName),
    bytes: &[u8],
) -> Result<OnStick, Problem> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    copy(desk, (folder, name), (&mut &*bytes, size))
}

/// Writes so many bytes of the content into the folder, step by step.
pub(crate) fn copy(
    desk: &Desk,
    (folder, name): (&Path, &FileName),
    (content, size): (&mut dyn std::io::Read, u64),
) -> Result<OnStick, Problem> {
    let why = RefCell::new(None);
    let watch = |progress: Progress| match desk.step(
        label(progress.stage),
        progress.done,
        progress.total,
    ) {
        Ok(()) => ControlFlow::Continue(()),
        Err(problem) => {
            *why.borrow_mut() = Some(problem);
            ControlFlow::Break(())
        }
    };
    let written = Stick::at(folder).watched(&watch).write(name, content, size);
    written.map_err(|error| why.take().unwrap_or_else(|| error.into()))
}

fn label(stage: Stage) -> &'static str {
    match stage {
        Stage::Writing => "正在写进U盘，请不要拔出",
        Stage::ReadingBack => "正在读回来核对，请不要拔出",
    }
}
