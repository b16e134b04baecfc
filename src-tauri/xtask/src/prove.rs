//! Runs the long versions of the proofs (`tests/prove`) in a release build.

use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::process::{cargo, run};
use crate::workspace::{Profile, Workspace};

/// Builds the proofs and the program they kill, and passes the words on.
pub fn prove(workspace: &Workspace, arguments: &[String]) -> Result<ExitCode> {
    run(cargo()
        .current_dir(&workspace.root)
        .args(["build", "--release", "--quiet", "--bins"])
        .args(["--package", "prove", "--package", "cli"]))?;
    let program = workspace.program(Profile::Release, "prove");
    let status = Command::new(&program)
        .current_dir(&workspace.root)
        .env("YIZHAN", workspace.program(Profile::Release, "yizhan"))
        .args(arguments)
        .status()
        .with_context(|| format!("start {}", program.display()))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
