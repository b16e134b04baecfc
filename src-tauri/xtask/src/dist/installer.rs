//! The system's own installer, made by Tauri's bundler from the programs already built.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::assets;
use crate::process::run;
use crate::setup::install_modules;
use crate::workspace::{Profile, Workspace};

/// The bundler's name for the installer, and how its files end.
const KIND: (&str, &str) = if cfg!(windows) {
    ("nsis", "exe")
} else {
    ("deb", "deb")
};

/// Makes the installer and lays it beside the folder to unpack.
pub(super) fn make(workspace: &Workspace, place: &Path) -> Result<PathBuf> {
    let tools = workspace.path("src-tauri/installers");
    install_modules(&tools)?;
    let config = config(workspace).to_string();
    let (bundle, ending) = KIND;
    run(Command::new("node")
        .current_dir(workspace.path("src-tauri"))
        .arg(tools.join("node_modules/@tauri-apps/cli/tauri.js"))
        .args(["bundle", "--ci", "--bundles", bundle, "--config", &config]))?;
    let made = newest(
        &workspace.target.join("release/bundle").join(bundle),
        ending,
    )?;
    let there = place.join(made.file_name().unwrap_or_default());
    fs::copy(&made, &there).with_context(|| format!("copy {}", made.display()))?;
    Ok(there)
}

/// What only the workspace knows: where the second program and the shipped files lie.
fn config(workspace: &Workspace) -> Value {
    let program = workspace.program(Profile::Release, "yizhan");
    let mut files = Map::new();
    if cfg!(windows) {
        for (from, there) in assets(workspace) {
            files.insert(text(&from), json!(format!("assets/{there}")));
        }
        files.insert(text(&program), json!("yizhan.exe"));
        return json!({ "bundle": { "resources": files } });
    }
    files.insert("/usr/bin/yizhan".to_owned(), json!(text(&program)));
    for (from, there) in assets(workspace) {
        files.insert(
            format!("/usr/share/yizhan/assets/{there}"),
            json!(text(&from)),
        );
    }
    json!({ "bundle": { "linux": { "deb": { "files": files } } } })
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// The file written last of those that end so.
fn newest(folder: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new(ending)))
        .max_by_key(|path| path.metadata().and_then(|file| file.modified()).ok())
        .with_context(|| format!("no .{ending} in {}", folder.display()))
}
