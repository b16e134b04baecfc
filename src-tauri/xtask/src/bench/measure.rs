//! Starts the measured processes and reads what they tell.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};

use super::report::Told;
use super::rows::Side;
use super::typst::Typst;
use crate::process::output;
use crate::workspace::{Profile, Workspace};

/// A row of 今日.
const FIRST_ROW: &str = "[data-test=todo], [data-test=due]";

/// A folder with fixtures, and the programs that run in it.
pub struct Bench<'w> {
    workspace: &'w Workspace,
    folder: PathBuf,
    prepared: BTreeSet<&'static str>,
    typst: Option<Typst>,
}

impl<'w> Bench<'w> {
    /// An empty bench in this folder.
    pub fn new(workspace: &'w Workspace, folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
        Ok(Self {
            workspace,
            folder,
            prepared: BTreeSet::new(),
            typst: None,
        })
    }

    /// Makes a fixture, once.
    pub fn prepare(&mut self, fixture: &'static str) -> Result<()> {
        if self.prepared.insert(fixture) {
            let mut program = self.program("bench");
            output(program.args(["prepare", fixture]).arg(&self.folder))?;
        }
        Ok(())
    }

    /// Runs one side of a row once.
    pub fn run(&mut self, row: &str, side: Side) -> Result<Told> {
        let mut command = self.command(row, side)?;
        let started = Instant::now();
        let text = output(&mut command)?;
        let wall = started.elapsed().as_secs_f64();
        let mut told: Told =
            serde_json::from_str(&text).with_context(|| format!("{row} printed no figures"))?;
        told.entry("wall").or_insert_with(|| wall.into());
        Ok(told)
    }

    fn command(&mut self, row: &str, side: Side) -> Result<Command> {
        Ok(match side {
            Side::Subject => self.row(row, "subject"),
            Side::Reference => self.row(row, "reference"),
            Side::Bare(what, fixture) => {
                let target = self.fresh_folder()?.join("bare.yz");
                let mut command = self.program("examples/bare");
                command.arg(what).arg(self.folder.join(fixture)).arg(target);
                command
            }
            Side::BareRead(fixture) => {
                let mut command = self.program("examples/bare_read");
                command.arg(self.folder.join(fixture));
                command
            }
            Side::Typst => self.typst()?,
            Side::Demo => {
                let target = self.fresh_folder()?;
                let mut command = self.program("yizhan");
                command.args(["--json", "demo"]).arg(target);
                command
            }
            Side::Window(fixture) => {
                let mut command = self.on_screen("yizhan-desktop", FIRST_ROW);
                command.arg(self.folder.join(fixture));
                command
            }
            Side::EmptyWindow => self.on_screen("examples/empty_window", "[data-test=row]"),
        })
    }

    fn program(&self, name: &str) -> Command {
        Command::new(self.workspace.program(Profile::Release, name))
    }

    /// A program on a screen of its own, until this element is painted.
    fn on_screen(&self, program: &str, element: &str) -> Command {
        let mut command = Command::new("xvfb-run");
        command
            .args([
                "--auto-servernum",
                "--server-args=-screen 0 1366x768x24",
                "node",
            ])
            .arg(self.workspace.path("tests/desktop/paint.mjs"))
            .arg(self.workspace.program(Profile::Release, program))
            .arg(element);
        command
    }

    fn row(&self, row: &str, side: &str) -> Command {
        let mut command = self.program("bench");
        command.args([row, side]).arg(&self.folder);
        command
    }

    fn typst(&mut self) -> Result<Command> {
        let typst = match self.typst.take() {
            Some(typst) => typst,
            None => Typst::install(&self.workspace.target.join("tools/typst"))?,
        };
        let fonts = self.workspace.path("assets/fonts");
        let command = typst.compile(&self.folder.join("table.typ"), &fonts);
        self.typst = Some(typst);
        Ok(command)
    }

    fn fresh_folder(&self) -> Result<PathBuf> {
        let folder = self.folder.join("run");
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("empty {}", folder.display()))?;
        }
        fs::create_dir_all(&folder).with_context(|| format!("create {}", folder.display()))?;
        Ok(folder)
    }
}
