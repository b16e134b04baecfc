//! What comes along with foreign libraries: their licences, where they are from, and that none of
//! them could ask something of another machine. The lists stand in `.cargo/deny.toml`, where
//! `cargo deny` reads them as well; that tool takes longer to build than this whole workspace, so
//! what it looks up offline is looked up here.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result};
use cargo_metadata::{Metadata, MetadataCommand, Package};

use crate::workspace::Workspace;

/// Where the program is to run.
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];

/// Complains of every library that may not come along.
pub fn unwelcome(workspace: &Workspace) -> Result<Vec<String>> {
    let file = workspace.path(".cargo/deny.toml");
    let lists = fs::read_to_string(&file).with_context(|| format!("read {}", file.display()))?;
    let (allowed, banned) = (list(&lists, "allow"), list(&lists, "deny"));
    let mut complaints = BTreeSet::new();
    for target in TARGETS {
        let all = MetadataCommand::new()
            .manifest_path(workspace.path("Cargo.toml"))
            .other_options(vec![
                "--locked".to_owned(),
                "--filter-platform".to_owned(),
                target.to_owned(),
            ])
            .exec()
            .context("cargo does not know the libraries")?;
        for package in resolved(&all) {
            complaints.extend(complaint(package, &allowed, &banned));
        }
    }
    Ok(complaints.into_iter().collect())
}

/// The packages that are built for the target.
fn resolved(all: &Metadata) -> impl Iterator<Item = &Package> {
    let nodes = all.resolve.iter().flat_map(|resolve| &resolve.nodes);
    let used: BTreeSet<_> = nodes.map(|node| &node.id).collect();
    all.packages
        .iter()
        .filter(move |package| used.contains(&package.id))
}

fn complaint(package: &Package, allowed: &[&str], banned: &[&str]) -> Option<String> {
    let name = package.name.as_str();
    let from_registry = package
        .source
        .as_ref()
        .is_none_or(|source| source.repr.starts_with("registry+"));
    let licence = package.license.as_deref().unwrap_or("none");
    if banned.contains(&name) {
        Some(format!("{name} could ask something of another machine"))
    } else if !from_registry {
        Some(format!("{name} is from somewhere else than the registry"))
    } else if !is_allowed(licence, allowed) {
        Some(format!("{name} has the licence {licence}"))
    } else {
        None
    }
}

/// The quoted words of the first list of this name.
fn list<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("\n{name} = [");
    let inner = text
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once(']'));
    inner.map_or_else(Vec::new, |(inner, _)| {
        inner.split('"').skip(1).step_by(2).collect()
    })
}

/// Whether an expression of SPDX can be met with the allowed licences alone.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ")
        .replace(" WITH ", "-WITH-");
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    words.reverse();
    let met = either(&mut words, allowed);
    met && words.is_empty()
}

fn either(words: &mut Vec<&str>, allowed: &[&str]) -> bool {
    let mut met = both(words, allowed);
    while words.last() == Some(&"OR") {
        words.pop();
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Vec<&str>, allowed: &[&str]) -> bool {
    let mut met = one(words, allowed);
    while words.last() == Some(&"AND") {
        words.pop();
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Vec<&str>, allowed: &[&str]) -> bool {
    match words.pop() {
        Some("(") => {
            let met = either(words, allowed);
            words.pop() == Some(")") && met
        }
        Some(licence) => allowed.contains(&licence.replace("-WITH-", " WITH ").as_str()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_met_by_one_of_several_or_by_all_that_are_demanded() {
        let allowed = ["MIT", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"];
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(GPL-3.0 OR MIT) AND BSD-3-Clause",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0",
        ] {
            assert!(is_allowed(good, &allowed), "{good} was refused");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR BSD-3-Clause) AND GPL-3.0",
            "Apache-2.0",
            "none",
            "",
            "(MIT",
            "MIT)",
        ] {
            assert!(!is_allowed(bad, &allowed), "{bad} was taken");
        }
    }

    #[test]
    fn the_lists_are_read_from_where_they_stand() {
        let text =
            "[licenses]\nallow = [\n    \"MIT\",\n    \"ISC\",\n]\n[bans]\ndeny = [\"curl\"]\n";
        assert_eq!(list(text, "allow"), ["MIT", "ISC"]);
        assert_eq!(list(text, "deny"), ["curl"]);
        assert_eq!(list(text, "skip"), Vec::<&str>::new());
    }

    #[test]
    fn a_library_that_asks_the_network_or_has_no_licence_is_reported() {
        let package = |name: &str, licence: Option<&str>, source: Option<&str>| -> Package {
            serde_json::from_value(serde_json::json!({
                "name": name, "version": "0.1.0", "id": format!("path+file:///{name}#0.1.0"),
                "source": source, "dependencies": [], "targets": [], "features": {},
                "manifest_path": "/Cargo.toml", "license": licence,
            }))
            .unwrap()
        };
        let told = |package: &Package| complaint(package, &["MIT"], &["curl"]);
        assert_eq!(told(&package("good", Some("MIT"), None)), None);
        assert!(told(&package("curl", Some("MIT"), None)).is_some());
        assert!(told(&package("bare", None, None)).is_some());
        let elsewhere = package("far", Some("MIT"), Some("git+https://example.org/far"));
        assert!(told(&elsewhere).is_some());
    }
}
