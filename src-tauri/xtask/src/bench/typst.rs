//! Typst, the reference for paper: its Python package in an environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::{found, output};

/// The release that is compared with.
const PACKAGE: &str = "typst==0.15.2";

/// Compiles an untagged PDF in a cold process. Python's own start is not counted against Typst.
const SCRIPT: &str = "\
import json, sys, time, typst
started = time.perf_counter()
pdf = typst.compile(sys.argv[1], font_paths=[sys.argv[2]], ignore_system_fonts=True, pdf_tags=False)
wall = time.perf_counter() - started
print(json.dumps({'wall': wall, 'bytes': len(pdf)}))
";

/// An installed Typst.
pub struct Typst {
    python: PathBuf,
}

impl Typst {
    /// Installs it into the folder unless it is there.
    pub fn install(folder: &Path) -> Result<Self> {
        let inside = if cfg!(windows) {
            "Scripts/python.exe"
        } else {
            "bin/python"
        };
        let typst = Self {
            python: folder.join(inside),
        };
        if typst.is_ready() {
            return Ok(typst);
        }
        let python = found(&["python3", "python", "python.exe"])
            .context("the row paper_table needs Python 3 for its reference, Typst")?;
        output(Command::new(python).args(["-m", "venv"]).arg(folder))?;
        let pip = ["-m", "pip", "install", "--quiet", PACKAGE];
        output(Command::new(&typst.python).args(pip))?;
        Ok(typst)
    }

    fn is_ready(&self) -> bool {
        let mut check = Command::new(&self.python);
        crate::process::succeeds(check.args(["-c", "import typst"]))
    }

    /// The process that compiles a document with the fonts of a folder.
    pub fn compile(&self, document: &Path, fonts: &Path) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-c", SCRIPT]).arg(document).arg(fonts);
        command
    }
}
