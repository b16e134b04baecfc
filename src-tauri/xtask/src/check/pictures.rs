//! The pictures of the guide and of the README: each is made by a walk of `tests/browser/pictures`,
//! each is there, each is shown somewhere, and none is large.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result};

use super::sources::{Source, sources};
use crate::workspace::Workspace;

/// Where the pictures lie.
const FOLDER: &str = "assets/guide/pictures";

/// Largest picture, in bytes: a small laptop loads a page of them at once.
const MOST_BYTES: u64 = 120_000;

/// Names of pictures without their ending.
type Names = BTreeSet<String>;

/// Complains of pictures that are named, made or kept in one place and not in the others.
pub fn astray(workspace: &Workspace) -> Result<Vec<String>> {
    let root = &workspace.root;
    let readers = sources(root, &["assets/guide"], &["md"])?;
    let readme = fs::read_to_string(workspace.path("README.md")).context("read README.md")?;
    let walks = sources(root, &["tests/browser/pictures/walks"], &["mjs"])?;
    let shown = readers
        .iter()
        .flat_map(|page| between(&page.text, "](pictures/", ".webp)"));
    let shown = shown.chain(between(&readme, "](assets/guide/pictures/", ".webp)"));
    Ok(complaints(
        &shown.collect(),
        &made(&walks),
        &kept(workspace)?,
    ))
}

fn made(walks: &[Source]) -> Names {
    let all = walks.iter();
    all.flat_map(|walk| between(&walk.text, "picture(\"", "\""))
        .collect()
}

/// The files that are there, with their sizes.
fn kept(workspace: &Workspace) -> Result<BTreeMap<String, u64>> {
    let folder = workspace.path(FOLDER);
    let mut kept = BTreeMap::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let name = name.strip_suffix(".webp").unwrap_or(&name).to_owned();
        kept.insert(name, entry.metadata()?.len());
    }
    Ok(kept)
}

fn complaints(shown: &Names, made: &Names, kept: &BTreeMap<String, u64>) -> Vec<String> {
    let there: Names = kept.keys().cloned().collect();
    let said = |names: Vec<&String>, what: &str| -> Vec<String> {
        let lines = names.into_iter();
        lines.map(|name| format!("{name}.webp {what}")).collect()
    };
    let large = kept.iter().filter(|(_, bytes)| **bytes > MOST_BYTES);
    [
        said(shown.difference(&there).collect(), "is shown but not there"),
        said(
            shown.difference(made).collect(),
            "is shown but no walk takes it",
        ),
        said(
            made.difference(shown).collect(),
            "is taken but shown nowhere",
        ),
        said(
            there.difference(made).collect(),
            "is there but no walk takes it",
        ),
        said(large.map(|(name, _)| name).collect(), "is too large"),
    ]
    .concat()
}

/// What stands between two marks, wherever they stand.
fn between<'text>(
    text: &'text str,
    before: &'text str,
    after: &'text str,
) -> impl Iterator<Item = String> + 'text {
    let rest = text.split(before).skip(1);
    rest.filter_map(move |rest| rest.split_once(after))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.contains(['\n', '(', '"']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Names {
        all.iter().map(|&name| name.to_owned()).collect()
    }

    fn files(all: &[&str]) -> BTreeMap<String, u64> {
        all.iter().map(|&name| (name.to_owned(), 1)).collect()
    }

    #[test]
    fn a_picture_that_is_made_shown_and_there_is_fine() {
        let all = ["gate", "night"];
        assert_eq!(
            complaints(&names(&all), &names(&all), &files(&all)),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_picture_that_is_missing_in_one_place_is_reported() {
        let both = names(&["gate"]);
        assert_eq!(
            complaints(&both, &both, &files(&[])),
            ["gate.webp is shown but not there"]
        );
        assert_eq!(
            complaints(&both, &names(&[]), &files(&["gate"])),
            [
                "gate.webp is shown but no walk takes it",
                "gate.webp is there but no walk takes it"
            ]
        );
        assert_eq!(
            complaints(&names(&[]), &both, &files(&["gate"])),
            ["gate.webp is taken but shown nowhere"]
        );
    }

    #[test]
    fn a_picture_too_large_for_a_small_laptop_is_reported() {
        let both = names(&["gate"]);
        let size = |bytes| BTreeMap::from([("gate".to_owned(), bytes)]);
        assert_eq!(
            complaints(&both, &both, &size(MOST_BYTES + 1)),
            ["gate.webp is too large"]
        );
        assert!(complaints(&both, &both, &size(MOST_BYTES)).is_empty());
    }

    #[test]
    fn names_are_read_out_of_pages_and_walks() {
        let page = "1. 点。\n\n   ![第一屏](pictures/gate.webp)\n\n看[别的](02-b.md)。";
        let found: Vec<_> = between(page, "](pictures/", ".webp)").collect();
        assert_eq!(found, ["gate"]);
        let walk = Source::sample(
            "tests/a.mjs",
            "await picture(\"gate\");\npicture(\"night\", part);\npicture(title);",
        );
        assert_eq!(made(&[walk]), names(&["gate", "night"]));
    }
}
