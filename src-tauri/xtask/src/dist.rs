//! The program as it is carried to another machine: a folder that needs no installing, and the
//! system's own installer (.deb on Linux, NSIS with the WebView2 runtime inside on Windows).

mod fresh_root;
mod installer;
mod portable;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::run::build;
use crate::setup::{Purpose, setup};
use crate::workspace::Workspace;

/// The programs that are shipped: the one without a window, and the window.
const PROGRAMS: [&str; 2] = ["yizhan", "yizhan-desktop"];

/// The shipped files, here and in the folder where `app` looks for them.
const ASSETS: [(&str, &str); 5] = [
    ("assets/lists", "lists"),
    ("assets/texts", "texts"),
    ("assets/demo", "demo"),
    ("assets/fonts", "fonts"),
    ("ui/dist", "ui"),
];

/// Builds the release and packs it; with `--try` also installs and starts it in a fresh system.
pub fn dist(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let is_tried = match arguments {
        [] => false,
        [word] if word == "--try" => true,
        _ => bail!("cargo xtask dist [--try]"),
    };
    setup(workspace, Purpose::Run)?;
    build(workspace, &["cli", "yizhan-desktop"])?;
    let place = workspace.target.join("dist");
    let archive = portable::pack(workspace, &place)?;
    tell("to unpack anywhere", &archive)?;
    let installer = installer::make(workspace, &place)?;
    tell("to install", &installer)?;
    if is_tried {
        fresh_root::try_in(&place, &installer)?;
    }
    Ok(())
}

/// Says what a file is for and how large it is.
fn tell(purpose: &str, file: &Path) -> Result<()> {
    let size = file
        .metadata()
        .with_context(|| format!("look at {}", file.display()))?;
    let tenths = size.len() / 104_858;
    println!(
        "{}: {}, {}.{} MiB",
        purpose,
        file.display(),
        tenths / 10,
        tenths % 10
    );
    Ok(())
}

/// Each shipped file or folder, with its place below the folder of the assets.
fn assets(workspace: &Workspace) -> impl Iterator<Item = (PathBuf, &'static str)> {
    ASSETS
        .into_iter()
        .map(|(here, there)| (workspace.path(here), there))
}
