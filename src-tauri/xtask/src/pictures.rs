//! Takes the pictures of the guide and of the README anew, from a fresh demo.

use std::process::Command;

use anyhow::Result;

use crate::process::run;
use crate::run::build;
use crate::setup::{Purpose, setup};
use crate::workspace::{Profile, Workspace};

/// Prepares, builds, and goes through the screens; with words only those walks.
pub fn pictures(workspace: &Workspace, walks: &[String]) -> Result<()> {
    setup(workspace, Purpose::Test)?;
    build(workspace, &["cli"])?;
    run(Command::new("node")
        .current_dir(&workspace.root)
        .env("YIZHAN", workspace.program(Profile::Release, "yizhan"))
        .arg(workspace.path("tests/browser/pictures.mjs"))
        .args(walks))
}
