//! The shape of the house: short files, `foo.rs` beside `foo/`, a top level as agreed.

use std::process::Command;

use anyhow::Result;

use super::sources::Source;
use crate::process;
use crate::workspace::Workspace;

/// Longest file a person is asked to read.
const MOST_LINES: usize = 500;

/// What stands at the top; beside it only names that begin with a dot.
const TOP: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "schema.sql",
    "src-tauri",
    "tests",
    "ui",
];

/// Complains of files too long to read at once.
pub fn long(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| matches!(source.extension(), "rs" | "ts" | "vue" | "mjs"))
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(source, lines)| format!("{}: {lines} lines, at most {MOST_LINES}", source.path))
        .collect()
}

/// Complains of modules that hide their name in a folder.
pub fn mod_files(sources: &[Source]) -> Vec<String> {
    let hidden = sources
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"));
    hidden.map(|source| source.path.clone()).collect()
}

/// Complains of screens that speak to the window past the bridge.
pub fn window_calls(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| source.path.starts_with("ui/src/"))
        .filter(|source| !source.path.starts_with("ui/src/bridge/"))
        .filter(|source| source.text.contains("@tauri-apps"))
        .map(|source| source.path.clone())
        .collect()
}

/// Complains of anything else at the top level that git does not ignore.
pub fn strays(workspace: &Workspace) -> Result<Vec<String>> {
    if !workspace.path(".git").exists() {
        return Ok(Vec::new());
    }
    let listing = [
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ];
    let files = process::output(
        Command::new("git")
            .current_dir(&workspace.root)
            .args(listing),
    )?;
    Ok(unexpected(files.split('\0')))
}

fn unexpected<'path>(paths: impl Iterator<Item = &'path str>) -> Vec<String> {
    let mut tops: Vec<&str> = paths.filter_map(|path| path.split('/').next()).collect();
    tops.sort_unstable();
    tops.dedup();
    tops.retain(|top| !top.is_empty() && !top.starts_with('.') && !TOP.contains(top));
    tops.into_iter()
        .map(|top| format!("{top} does not belong at the top level"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_501_lines_is_too_long() {
        let bad = Source::sample("src-tauri/a.rs", &"//\n".repeat(501));
        let good = Source::sample("src-tauri/b.rs", &"//\n".repeat(500));
        assert_eq!(
            long(&[bad, good]),
            ["src-tauri/a.rs: 501 lines, at most 500"]
        );
    }

    #[test]
    fn a_module_named_by_its_folder_is_reported() {
        let bad = Source::sample("src-tauri/crates/app/src/acts/mod.rs", "");
        assert_eq!(mod_files(&[bad]), ["src-tauri/crates/app/src/acts/mod.rs"]);
    }

    #[test]
    fn only_the_bridge_may_speak_to_the_window() {
        let text = "import { invoke } from \"@tauri-apps/api/core\";";
        let bad = Source::sample("ui/src/screens/today.vue", text);
        let good = Source::sample("ui/src/bridge/call.ts", text);
        assert_eq!(window_calls(&[bad, good]), ["ui/src/screens/today.vue"]);
    }

    #[test]
    fn a_stray_at_the_top_is_reported_and_what_belongs_there_is_not() {
        let paths = [
            "Cargo.toml",
            "ui/src/main.ts",
            ".ci/run",
            "notes.txt",
            "scripts/a.sh",
            "",
        ];
        assert_eq!(
            unexpected(paths.into_iter()),
            [
                "notes.txt does not belong at the top level",
                "scripts does not belong at the top level"
            ]
        );
    }
}
