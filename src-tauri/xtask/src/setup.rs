//! Installs what is missing, and only that: a second time it finds nothing to do.

mod packages;
mod ui;

pub use ui::install_modules;

use anyhow::Result;

use crate::workspace::Workspace;

/// What the machine is being prepared for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To build and open the program.
    Run,
    /// To test it as well: browsers, a virtual screen, PDF tools.
    Test,
}

/// Makes the machine and this checkout ready: system packages, npm packages, fonts, the screens.
pub fn setup(workspace: &Workspace, purpose: Purpose) -> Result<()> {
    packages::install(purpose)?;
    ui::install_modules(&workspace.path("ui"))?;
    ui::copy_fonts(workspace)?;
    ui::build(workspace)?;
    if purpose == Purpose::Test {
        ui::install_modules(&workspace.path("tests/browser"))?;
    }
    Ok(())
}
