//! The program as it is carried to another machine: one folder, packed, nothing to install but
//! what the system brings.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::run as start;
use crate::run::build;
use crate::setup::{Purpose, setup};
use crate::workspace::{Profile, Workspace};

/// The programs in the folder.
const PROGRAMS: &[&str] = &["yizhan", "yizhan-desktop"];

/// The shipped files, here and in the folder; `app` looks for them beside the program.
const SHIPPED: &[(&str, &str)] = &[
    ("assets/lists", "assets/lists"),
    ("assets/texts", "assets/texts"),
    ("assets/demo", "assets/demo"),
    ("assets/fonts", "assets/fonts"),
    ("ui/dist", "assets/ui"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("README.md", "README.md"),
];

/// Builds the release and packs it.
pub fn dist(workspace: &Workspace) -> Result<()> {
    setup(workspace, Purpose::Run)?;
    build(workspace, &["cli", "yizhan-desktop"])?;
    let name = format!("yizhan-{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let parent = workspace.target.join("dist");
    let folder = parent.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    for program in PROGRAMS {
        let built = workspace.program(Profile::Release, program);
        let file = built.file_name().unwrap_or_default();
        copy(&built, &folder.join(file))?;
    }
    for (here, there) in SHIPPED {
        copy(&workspace.path(here), &folder.join(there))?;
    }
    let archive = format!("{name}.tar.gz");
    start(
        Command::new("tar")
            .current_dir(&parent)
            .args(["-czf", &archive, &name]),
    )?;
    println!("Packed {}", parent.join(archive).display());
    Ok(())
}

/// Copies a file, or a folder with all it holds.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        for entry in fs::read_dir(from).with_context(|| format!("read {}", from.display()))? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    }
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("copy {}", from.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_copied_with_all_it_holds() {
        let root = std::env::temp_dir().join(format!("xtask-dist-{}", std::process::id()));
        fs::create_dir_all(root.join("from/texts")).unwrap();
        fs::write(root.join("from/texts/a.txt"), "村").unwrap();
        copy(&root.join("from"), &root.join("to")).unwrap();
        let copied = fs::read_to_string(root.join("to/texts/a.txt"));
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(copied.unwrap(), "村");
    }
}
