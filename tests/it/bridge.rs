//! The command list as other programs see it.

use app::bridge::{COMMANDS, typescript};
use std::collections::BTreeSet;

#[test]
fn the_committed_bindings_are_those_of_the_command_list() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bridge/bindings.ts");
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(
        committed == typescript::bindings(),
        "run `cargo xtask bindings` and commit the result"
    );
}

#[test]
fn every_command_has_a_name_of_its_own_and_says_what_it_is_for() {
    let names: BTreeSet<&str> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(names.len(), COMMANDS.len(), "two commands share a name");
    for command in COMMANDS {
        assert!(
            !command.purpose.trim().is_empty(),
            "{} says nothing",
            command.name
        );
    }
}
