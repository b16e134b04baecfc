//! Running other programs.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// How often a long program says that it is still at work.
const HEARTBEAT: Duration = Duration::from_mins(1);

/// Runs a program whose output goes to the terminal; fails when the program fails.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name(command);
    let status = command
        .status()
        .with_context(|| format!("{name} could not be started"))?;
    ensure!(status.success(), "{name} failed ({status})");
    Ok(())
}

/// Runs a program silently and tells whether it succeeded; a missing program did not.
pub fn succeeds(command: &mut Command) -> bool {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// Runs a program and returns what it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command
        .output()
        .with_context(|| format!("{name} could not be started"))?;
    ensure!(
        output.status.success(),
        "{name} failed ({}): {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program whose output goes to `log`, saying from time to time that it is still at work,
/// and tells whether it succeeded.
pub fn logged(command: &mut Command, log: &Path) -> Result<bool> {
    let name = name(command);
    let file = File::create(log).with_context(|| format!("create {}", log.display()))?;
    let errors = file
        .try_clone()
        .with_context(|| format!("share {}", log.display()))?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .with_context(|| format!("{name} could not be started"))?;
    let mut spoken = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if spoken.elapsed() > HEARTBEAT {
            spoken = Instant::now();
            println!("      … {}", tail(log, 1).trim());
        }
        sleep(Duration::from_millis(100));
    }
}

/// The last lines of a log.
pub fn tail(log: &Path, lines: usize) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let all: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    all.get(all.len().saturating_sub(lines)..)
        .unwrap_or_default()
        .join("\n")
}

/// A program found on the search path.
pub fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm in a folder, saying only what matters.
pub fn npm(folder: &Path) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder)
        .env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false")
        .env("npm_config_loglevel", "error");
    npm
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args().take(2));
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_is_named() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().contains("sh -c exit 3 failed"), "{error}");
    }

    #[test]
    fn a_log_holds_both_streams_and_the_verdict_is_the_programs_own() {
        let log = std::env::temp_dir().join(format!("xtask-log-{}", std::process::id()));
        let both = "echo out; echo err >&2; exit 1";
        let verdict = logged(Command::new("sh").args(["-c", both]), &log).unwrap();
        let text = tail(&log, 5);
        fs::remove_file(&log).unwrap();
        assert!(!verdict, "a failing program was taken for a passing one");
        assert_eq!(text, "out\nerr");
    }

    #[test]
    fn a_missing_program_is_not_found() {
        assert_eq!(found(&["no-such-program-of-ours"]), None);
        assert!(!succeeds(&mut Command::new("no-such-program-of-ours")));
    }
}
