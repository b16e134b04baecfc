//! Installs the package in a fresh Debian system made for it, and starts it there, as on the
//! laptop of an office that never saw the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::process::{output, run, succeeds};

/// The system that is made.
const SUITE: &str = "bookworm";
/// A virtual screen, and what counts its windows; an office has a real one.
const SCREEN: [&str; 3] = ["xvfb", "xauth", "x11-utils"];
/// Opens the window on the demo's village and waits until the system shows one with its name.
const LOOK: &str = "
    cd /root && yizhan demo demo >/dev/null
    xvfb-run --auto-servernum sh -c '
        yizhan-desktop demo/栗溪村.yz & window=$!
        for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            sleep 1
            if xwininfo -root -tree | grep -q 驿站; then kill $window; exit 0; fi
        done
        exit 1'";

/// Makes the system, installs, starts.
pub(super) fn try_in(place: &Path, package: &Path) -> Result<()> {
    ensure!(
        succeeds(Command::new("mmdebstrap").arg("--version")),
        "`mmdebstrap` is missing; it makes the fresh system: apt-get install mmdebstrap"
    );
    let root = place.join("fresh-root");
    if root.exists() {
        fs::remove_dir_all(&root).with_context(|| format!("empty {}", root.display()))?;
    }
    println!("Making a fresh Debian in {}", root.display());
    run(Command::new("mmdebstrap")
        .args(["--quiet", "--variant=apt", SUITE])
        .arg(&root))?;
    let there = root.join("root/yizhan.deb");
    fs::copy(package, &there).with_context(|| format!("copy {}", package.display()))?;
    println!("Installing the package there");
    inside(&root, &["apt-get", "update", "-qq"])?;
    let install = [
        "apt-get",
        "install",
        "-qq",
        "--yes",
        "--no-install-recommends",
    ];
    inside(
        &root,
        &[&install[..], &["/root/yizhan.deb"], &SCREEN].concat(),
    )?;
    println!("Starting it there");
    inside(&root, &["sh", "-ec", LOOK])?;
    let version = output(within(&root).args(["yizhan", "--version"]))?;
    println!(
        "Installed and started in a fresh Debian: {}",
        version.trim()
    );
    Ok(())
}

fn inside(root: &Path, words: &[&str]) -> Result<()> {
    run(within(root).args(words))
}

/// A command inside, with processes of its own to look at: a program asks there where it lies.
fn within(root: &Path) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--pid", "--fork", "--mount-proc", "--root"])
        .arg(root)
        .args([
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "LC_ALL=C.UTF-8",
            "HOME=/root",
        ]);
    command
}
