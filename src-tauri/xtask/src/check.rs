//! The house rules that no compiler knows, each a function over sources that can be given a bad
//! sample.

mod arrows;
mod code;
mod foreign;
mod names;
mod pictures;
mod punctuation;
mod shape;
mod sources;
mod sql;

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::process::{cargo, output, run};
use crate::workspace::{Profile, Workspace};
use sources::{BINDINGS, sources};

/// One rule of the house, by name.
pub struct Rule {
    /// What the rule demands.
    pub name: &'static str,
    complaints: Complaints,
}

/// Looks for breaches of one rule.
type Complaints = fn(&Workspace) -> Result<Vec<String>>;

impl Rule {
    const fn new(name: &'static str, complaints: Complaints) -> Self {
        Self { name, complaints }
    }

    /// Where the rule is broken, in words; empty when it holds.
    pub fn complaints(&self, workspace: &Workspace) -> Result<Vec<String>> {
        (self.complaints)(workspace)
    }
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule::new("arrows point right only", |all| {
        Ok(arrows::between(&all.metadata))
    }),
    Rule::new("each library has its home", |all| {
        Ok(arrows::abroad(&all.metadata))
    }),
    Rule::new("foreign libraries are welcome", foreign::unwelcome),
    Rule::new("files stay short", |all| Ok(shape::long(&written(all)?))),
    Rule::new("no mod.rs", |all| Ok(shape::mod_files(&written(all)?))),
    Rule::new("the top level stays as agreed", shape::strays),
    Rule::new("names say something", |all| {
        Ok(names::empty(&written(all)?))
    }),
    Rule::new("SQL lives in store", |all| Ok(sql::abroad(&written(all)?))),
    Rule::new("no SQL replaces rows", |all| {
        Ok(sql::replacing(&written(all)?))
    }),
    Rule::new("only the bridge knows the window", |all| {
        Ok(shape::window_calls(&written(all)?))
    }),
    Rule::new("Chinese is punctuated in full width", mixed_punctuation),
    Rule::new("pictures are made, there and shown", pictures::astray),
];

/// Formats, mends what the lints can mend, writes what is generated.
pub fn fix(workspace: &Workspace) -> Result<()> {
    let fixing = [
        "clippy",
        "--fix",
        "--allow-dirty",
        "--allow-staged",
        "--workspace",
    ];
    run(cargo()
        .current_dir(&workspace.root)
        .args(fixing)
        .arg("--all-targets"))?;
    run(cargo().current_dir(&workspace.root).args(["fmt", "--all"]))?;
    write_bindings(workspace)
}

/// Writes the TypeScript types of the command list.
pub fn write_bindings(workspace: &Workspace) -> Result<()> {
    let words = [
        "run",
        "--quiet",
        "--package",
        "cli",
        "--",
        "commands",
        "--typescript",
    ];
    let bindings = output(cargo().current_dir(&workspace.root).args(words))?;
    let file = workspace.path(BINDINGS);
    fs::write(&file, bindings).with_context(|| format!("write {}", file.display()))
}

/// Tells whether the committed TypeScript types are those of the built program.
pub fn are_bindings_fresh(workspace: &Workspace) -> Result<bool> {
    let program = workspace.program(Profile::Debug, "yizhan");
    let bindings = output(Command::new(program).args(["commands", "--typescript"]))?;
    let file = workspace.path(BINDINGS);
    let committed =
        fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
    Ok(committed == bindings)
}

/// The sources people write: Rust, TypeScript, Vue, SQL.
fn written(workspace: &Workspace) -> Result<Vec<sources::Source>> {
    sources(
        &workspace.root,
        &["src-tauri", "ui", "tests"],
        &["rs", "ts", "vue", "mjs", "sql"],
    )
}

fn mixed_punctuation(workspace: &Workspace) -> Result<Vec<String>> {
    let root = &workspace.root;
    let shipped = [
        "assets/lists",
        "assets/texts",
        "assets/demo",
        "assets/guide",
    ];
    let shipped = sources(root, &shipped, &["toml", "txt", "md", "json"])?;
    let code = sources(root, &["src-tauri", "ui/src"], &["rs", "ts", "vue"])?;
    Ok([punctuation::in_text(&shipped), punctuation::in_code(&code)].concat())
}
