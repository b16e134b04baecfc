//! One folder, packed: nothing to install but what the system brings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::{PROGRAMS, assets};
use crate::process::run;
use crate::workspace::{Profile, Workspace};

/// What lies beside the programs.
const PAPERS: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "README.md"];

/// Fills the folder and packs it; gives the archive.
pub(super) fn pack(workspace: &Workspace, place: &Path) -> Result<PathBuf> {
    let name = format!("yizhan-{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let folder = place.join(&name);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    for program in PROGRAMS {
        let built = workspace.program(Profile::Release, program);
        let file = built.file_name().unwrap_or_default();
        copy(&built, &folder.join(file))?;
    }
    for (from, there) in assets(workspace) {
        copy(&from, &folder.join("assets").join(there))?;
    }
    for paper in PAPERS {
        copy(&workspace.path(paper), &folder.join(paper))?;
    }
    let archive = format!("{name}.tar.gz");
    run(Command::new("tar")
        .current_dir(place)
        .args(["-czf", &archive, &name]))?;
    Ok(place.join(archive))
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
