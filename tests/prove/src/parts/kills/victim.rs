//! The program that is killed: does one deed again and again, and says when each is done.

use acceptance::desk;
use anyhow::{Context as _, Result};
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::books;

/// Names the folder and the deed in the environment of a process that is to be killed.
const FOLDER: &str = "PROVE_VICTIM_FOLDER";
const DEED: &str = "PROVE_VICTIM_DEED";
/// What it says once the books are open, and after each deed.
pub const READY: &str = "ready";
/// What it says after each deed.
pub const DONE: &str = "done";
/// How often a single act is done; a deed that makes a file of a fixed name is done once.
const ACTS: u32 = 40;

/// Does what the environment asks for, if it asks; whether it did.
pub fn serve() -> Result<bool> {
    let (Some(folder), Ok(name)) = (std::env::var_os(FOLDER), std::env::var(DEED)) else {
        return Ok(false);
    };
    let (folder, deed) = (Path::new(&folder), books::deed(&name)?);
    let desk = desk();
    books::choose(&desk, folder)?;
    say(READY)?;
    let times = if deed.name == "act" { ACTS } else { 1 };
    for _ in 0..times {
        deed.at(&desk, folder)?;
        say(DONE)?;
    }
    Ok(true)
}

fn say(word: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    // The test harness may have left the line begun.
    writeln!(out, "\n{word}")?;
    Ok(out.flush()?)
}

/// A process that has opened the books of a folder and is doing a deed in them.
pub struct Victim {
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Victim {
    /// Starts this very program again, and waits until the books are open.
    pub fn start(folder: &Path, deed: &str) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments())
            .env(FOLDER, folder)
            .env(DEED, deed)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let stdout = child.stdout.take().context("what it says")?;
        let mut victim = Self {
            child,
            said: BufReader::new(stdout).lines(),
        };
        if victim.hears(READY)? {
            return Ok(victim);
        }
        victim.child.wait()?;
        anyhow::bail!("the program to be killed does not start");
    }

    /// Kills it at once; gives how often it had said that the deed was done.
    pub fn kill(mut self) -> Result<u64> {
        self.child.kill()?;
        self.child.wait()?;
        let mut done = 0;
        while self.hears(DONE)? {
            done += 1;
        }
        Ok(done)
    }

    /// Lets it come to its end; gives how often it did its deed.
    pub fn outlive(mut self) -> Result<u64> {
        let mut done = 0;
        while self.hears(DONE)? {
            done += 1;
        }
        self.child.wait()?;
        Ok(done)
    }

    /// Waits for a word; whether it came before the end.
    fn hears(&mut self, word: &str) -> Result<bool> {
        for line in self.said.by_ref() {
            if line? == word {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Under the test harness the victim is a test of its own, which does nothing unless asked.
fn arguments() -> &'static [&'static str] {
    if cfg!(test) {
        &[
            "--exact",
            "parts::kills::victim::tests::a_victim_does_what_it_is_asked",
            "--nocapture",
        ]
    } else {
        &[]
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_victim_does_what_it_is_asked() {
        super::serve().unwrap();
    }
}
