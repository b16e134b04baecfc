//! From a fresh checkout to an open window.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::{cargo, run as start};
use crate::setup::{Purpose, setup};
use crate::workspace::{Profile, Workspace};

/// The file by which a folder is known to be ours to make anew, and the warning it carries.
const MARK: &str = "请勿在此存放自己的文件.txt";
const WARNING: &str = "本文件夹由 cargo xtask run 生成，内容全部虚构。再次运行时整个文件夹会重新生成，请勿在此存放自己的文件。\n";

/// The demo village's file.
const VILLAGE: &str = "栗溪村.yz";

/// Prepares, builds, makes the demo, opens the window on it.
pub fn run(workspace: &Workspace) -> Result<()> {
    setup(workspace, Purpose::Run)?;
    build(workspace, &["cli", "yizhan-desktop"])?;
    let demo = demo(workspace)?;
    let window = workspace.program(Profile::Release, "yizhan-desktop");
    if has_display() {
        println!("Opening the window on {}", demo.join(VILLAGE).display());
        return start(Command::new(window).arg(demo.join(VILLAGE)));
    }
    println!("There is no display here, so the window stays closed. The demo is ready:");
    tell(workspace, &demo);
    Ok(())
}

/// Prepares, builds, makes the demo.
pub fn demo_only(workspace: &Workspace) -> Result<()> {
    setup(workspace, Purpose::Run)?;
    build(workspace, &["cli"])?;
    let demo = demo(workspace)?;
    tell(workspace, &demo);
    Ok(())
}

/// Builds release programs.
pub fn build(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    println!("Building; the first time takes several minutes");
    let chosen = packages.iter().flat_map(|package| ["--package", package]);
    start(
        cargo()
            .current_dir(&workspace.root)
            .args(["build", "--release"])
            .args(chosen),
    )
}

fn demo(workspace: &Workspace) -> Result<PathBuf> {
    let folder = free_folder(&workspace.root)?;
    println!("Making the demo village in {}", folder.display());
    let program = workspace.program(Profile::Release, "yizhan");
    start(Command::new(program).arg("demo").arg(&folder))?;
    let mark = folder.join(MARK);
    fs::write(&mark, WARNING).with_context(|| format!("write {}", mark.display()))?;
    Ok(folder)
}

/// `demo`, emptied when it is ours; else the first `demo-N` that is ours or free.
fn free_folder(root: &Path) -> Result<PathBuf> {
    let mut folder = root.join("demo");
    let mut number = 1;
    while folder.exists() && !folder.join(MARK).exists() {
        number += 1;
        folder = root.join(format!("demo-{number}"));
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
    }
    Ok(folder)
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(windows) || cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn tell(workspace: &Workspace, demo: &Path) {
    let program = workspace.program(Profile::Release, "yizhan");
    println!("  papers          {}", demo.join("print").display());
    println!("  packages        {}", demo.join("handoff").display());
    println!(
        "  in a browser    {} serve {}",
        program.display(),
        demo.join(VILLAGE).display()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_ours_is_never_emptied() {
        let root = std::env::temp_dir().join(format!("xtask-demo-{}", std::process::id()));
        fs::create_dir_all(root.join("demo")).unwrap();
        fs::write(root.join("demo/own.txt"), "mine").unwrap();
        fs::create_dir_all(root.join("demo-2")).unwrap();
        fs::write(root.join("demo-2").join(MARK), WARNING).unwrap();
        let chosen = free_folder(&root).unwrap();
        let (own, ours) = (
            root.join("demo/own.txt").exists(),
            root.join("demo-2").exists(),
        );
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(chosen, root.join("demo-2"));
        assert!(own, "a person's own file was deleted");
        assert!(!ours, "the earlier demo would mix with the new one");
    }
}
