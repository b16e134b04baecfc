//! The screens: npm packages, fonts, the build of `ui/dist`.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context as _, Result};

use crate::process::{npm, run};
use crate::workspace::Workspace;

/// A copy of the lock file the installed packages came from.
const STAMP: &str = "node_modules/.installed-from";

/// What the screens are built from: the guide is shown by them.
const SOURCES: [&str; 2] = ["ui", "assets/guide"];

/// Folders of `ui/` that are made, not written.
const MADE: &[&str] = &["node_modules", "dist", "coverage"];

/// The fonts on paper: their npm package, the file in it and the file as we name it.
const FONTS: &[(&str, &str, &str)] = &[
    (
        "noto-sans-sc",
        "400Regular/NotoSansSC_400Regular.ttf",
        "NotoSansSC-Regular.ttf",
    ),
    (
        "noto-sans-sc",
        "700Bold/NotoSansSC_700Bold.ttf",
        "NotoSansSC-Bold.ttf",
    ),
    (
        "noto-serif-sc",
        "400Regular/NotoSerifSC_400Regular.ttf",
        "NotoSerifSC-Regular.ttf",
    ),
    (
        "noto-serif-sc",
        "700Bold/NotoSerifSC_700Bold.ttf",
        "NotoSerifSC-Bold.ttf",
    ),
];

/// Installs the npm packages of a folder when its lock file has changed.
pub fn install_modules(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("read {}", lock.display()))?;
    let stamp = folder.join(STAMP);
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing npm packages in {}", folder.display());
    run(npm(folder).arg("ci"))?;
    fs::write(&stamp, wanted).with_context(|| format!("write {}", stamp.display()))
}

/// Copies the fonts for paper out of their npm packages.
pub fn copy_fonts(workspace: &Workspace) -> Result<()> {
    let packages = workspace.path("ui/node_modules/@expo-google-fonts");
    let fonts = workspace.path("assets/fonts");
    fs::create_dir_all(&fonts).with_context(|| format!("create {}", fonts.display()))?;
    for (package, theirs, ours) in FONTS {
        let (from, to) = (packages.join(package).join(theirs), fonts.join(ours));
        if to.exists() {
            continue;
        }
        fs::copy(&from, &to).with_context(|| format!("copy {}", from.display()))?;
    }
    Ok(())
}

/// Builds `ui/dist` when a source is newer.
pub fn build(workspace: &Workspace) -> Result<()> {
    let folder = workspace.path("ui");
    let built = fs::metadata(folder.join("dist/index.html")).and_then(|file| file.modified());
    let mut written = SystemTime::UNIX_EPOCH;
    for source in SOURCES.map(|source| workspace.path(source)) {
        let newest = newest(&source).with_context(|| format!("read {}", source.display()))?;
        written = written.max(newest);
    }
    if built.is_ok_and(|built| built >= written) {
        return Ok(());
    }
    println!("Building the screens");
    run(npm(&folder).args(["run", "build"]))
}

/// When a source below the folder was last written.
fn newest(folder: &Path) -> std::io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if MADE.iter().any(|made| entry.file_name() == *made) {
            continue;
        }
        let written = if entry.file_type()?.is_dir() {
            self::newest(&entry.path())?
        } else {
            entry.metadata()?.modified()?
        };
        newest = newest.max(written);
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::Duration;

    #[test]
    fn what_is_made_does_not_count_as_a_source() {
        let folder = std::env::temp_dir().join(format!("xtask-ui-{}", std::process::id()));
        fs::create_dir_all(folder.join("src")).unwrap();
        fs::create_dir_all(folder.join("dist")).unwrap();
        let day = |number: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * number);
        let written = |file: &str, when| {
            File::create(folder.join(file))
                .unwrap()
                .set_modified(when)
                .unwrap();
        };
        written("index.html", day(1));
        written("src/main.ts", day(2));
        written("dist/index.html", day(3));
        let newest = newest(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            newest,
            day(2),
            "the screens would be built every time, or never"
        );
    }
}
