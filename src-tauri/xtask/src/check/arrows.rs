//! Which package may know which: our own arrows, and the one home of each foreign library.

use cargo_metadata::{Dependency, Metadata, Package};

/// Every package of ours, and those of ours it may know.
const ARROWS: &[(&str, &[&str])] = &[
    ("ledger", &[]),
    ("store", &["ledger"]),
    ("exchange", &["ledger"]),
    ("sheets", &["ledger"]),
    ("print", &["ledger"]),
    ("cap", &[]),
    (
        "app",
        &["ledger", "store", "exchange", "sheets", "print", "cap"],
    ),
    ("cli", &["app"]),
    ("yizhan-desktop", &["app"]),
    // The tests look at a file from outside as well.
    (
        "acceptance",
        &["app", "ledger", "store", "exchange", "sheets", "print"],
    ),
    // The bench measures each room by itself.
    (
        "bench",
        &["app", "ledger", "store", "exchange", "sheets", "print"],
    ),
    // Hostile packages are built without the program's own packer.
    ("forger", &["ledger", "exchange"]),
    // The proofs break files from outside, through the tests' own offices.
    (
        "prove",
        &[
            "acceptance",
            "forger",
            "app",
            "ledger",
            "store",
            "exchange",
            "sheets",
        ],
    ),
    ("xtask", &[]),
];

/// Foreign libraries, and the packages that may name them.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("pinyin", &["store"]),
    ("minicbor", &["ledger"]),
    // The forger makes packages from FORMAT.md, by itself.
    ("ed25519-dalek", &["exchange", "forger"]),
    ("age", &["exchange", "store", "forger"]),
    ("x25519-dalek", &["exchange"]),
    ("bech32", &["exchange"]),
    ("zstd", &["exchange", "forger", "prove"]),
    ("tar", &["exchange"]),
    // sheets measures with it what a workbook inflates to.
    ("zip", &["exchange", "sheets", "prove"]),
    ("calamine", &["sheets"]),
    ("rust_xlsxwriter", &["sheets"]),
    ("csv", &["sheets"]),
    ("encoding_rs", &["sheets", "cap"]),
    ("oasiscap", &["cap"]),
    ("quick-xml", &["cap"]),
    ("printpdf", &["print"]),
    ("subsetter", &["print"]),
    ("ttf-parser", &["print"]),
    ("qrcode", &["print"]),
    ("ts-rs", &["app"]),
    // The tests take photos to be put away.
    ("image", &["app", "acceptance"]),
    ("uuid", &["app"]),
    ("sysinfo", &["app"]),
    ("rustix", &["app", "exchange", "prove"]),
    ("clap", &["cli"]),
    ("axum", &["cli"]),
    ("tokio", &["cli"]),
    ("tauri", &["yizhan-desktop"]),
    ("tauri-build", &["yizhan-desktop"]),
    ("tauri-plugin-single-instance", &["yizhan-desktop"]),
    ("tauri-plugin-window-state", &["yizhan-desktop"]),
    ("rfd", &["yizhan-desktop"]),
    ("libc", &["prove"]),
    ("cargo_metadata", &["xtask"]),
    (
        "anyhow",
        &[
            "cli",
            "yizhan-desktop",
            "xtask",
            "acceptance",
            "bench",
            "forger",
            "prove",
        ],
    ),
];

/// Complains of arrows between our packages that the table does not draw.
pub fn between(metadata: &Metadata) -> Vec<String> {
    let ours = metadata.workspace_packages();
    let is_ours = |name: &str| ours.iter().any(|package| package.name.as_str() == name);
    known(&ours)
        .filter(|(_, dependency)| is_ours(&dependency.name))
        .filter(|(package, dependency)| !is_allowed(ARROWS, package, &dependency.name))
        .map(|(package, dependency)| format!("{package} must not know {}", dependency.name))
        .collect()
}

/// Complains of foreign libraries named outside their home.
pub fn abroad(metadata: &Metadata) -> Vec<String> {
    known(&metadata.workspace_packages())
        .filter(|(package, dependency)| is_abroad(package, &dependency.name))
        .map(|(package, dependency)| format!("{package} must not name {}", dependency.name))
        .collect()
}

fn known<'all>(ours: &[&'all Package]) -> impl Iterator<Item = (&'all str, &'all Dependency)> {
    ours.iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .map(|dependency| (package.name.as_str(), dependency))
        })
        .collect::<Vec<_>>()
        .into_iter()
}

fn is_allowed(table: &[(&str, &[&str])], package: &str, name: &str) -> bool {
    table
        .iter()
        .any(|(from, to)| *from == package && to.contains(&name))
}

fn is_abroad(package: &str, library: &str) -> bool {
    HOMES
        .iter()
        .any(|(name, homes)| *name == library && !homes.contains(&package))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A workspace of packages with their direct dependencies, as cargo tells it.
    fn workspace(packages: &[(&str, &[&str])]) -> Metadata {
        let told: Vec<Value> = packages
            .iter()
            .map(|(name, needs)| package(name, needs))
            .collect();
        let ids: Vec<&Value> = told.iter().map(|package| &package["id"]).collect();
        let whole = json!({
            "packages": told, "workspace_members": ids, "workspace_default_members": ids,
            "resolve": null, "workspace_root": "/", "target_directory": "/target",
            "build_directory": null, "version": 1, "metadata": null,
        });
        serde_json::from_value(whole).unwrap()
    }

    fn package(name: &str, needs: &[&str]) -> Value {
        let dependency = |needed: &&str| {
            json!({
                "name": needed, "source": null, "req": "*", "kind": null, "rename": null,
                "optional": false, "uses_default_features": true, "features": [], "target": null,
                "registry": null,
            })
        };
        json!({
            "name": name, "version": "0.1.0", "id": format!("path+file:///{name}#0.1.0"),
            "source": null, "dependencies": needs.iter().map(dependency).collect::<Vec<_>>(),
            "targets": [], "features": {}, "manifest_path": "/Cargo.toml", "metadata": null,
            "publish": null, "authors": [], "categories": [], "keywords": [], "readme": null,
            "repository": null, "homepage": null, "documentation": null, "edition": "2024",
            "links": null, "default_run": null, "rust_version": null, "license": null,
            "license_file": null, "description": null,
        })
    }

    #[test]
    fn siblings_that_meet_are_reported() {
        let bad = workspace(&[
            ("store", &["ledger", "sheets"]),
            ("sheets", &[]),
            ("ledger", &[]),
        ]);
        assert_eq!(between(&bad), ["store must not know sheets"]);
    }

    #[test]
    fn an_unknown_package_of_ours_must_first_be_given_its_arrows() {
        let bad = workspace(&[("new", &["ledger"]), ("ledger", &[])]);
        assert_eq!(between(&bad), ["new must not know ledger"]);
    }

    #[test]
    fn a_library_outside_its_home_is_reported() {
        let bad = workspace(&[("app", &["rusqlite", "serde"]), ("store", &["rusqlite"])]);
        assert_eq!(abroad(&bad), ["app must not name rusqlite"]);
        assert_eq!(between(&bad), Vec::<String>::new());
    }
}
