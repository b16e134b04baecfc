//! The parts of the proof, one file each.

use anyhow::{Result, anyhow};

use crate::part::Part;

mod altered_rows;
mod clones;
mod commands;
mod destroys;
#[cfg(target_os = "linux")]
mod full_disk;
mod histories;
mod hostile_packages;
mod hostile_sheets;
pub mod kills;
mod mutations;
mod other_content;
#[cfg(target_os = "linux")]
mod power_cuts;
mod seeded_names;
mod stick_faults;
mod truncations;

/// Every part, the quickest first.
pub const ALL: &[Part] = &[
    stick_faults::PART,
    truncations::PART,
    hostile_packages::PART,
    hostile_sheets::PART,
    mutations::PART,
    commands::PART,
    kills::PART,
    seeded_names::PART,
    other_content::PART,
    altered_rows::PART,
    destroys::PART,
    clones::PART,
    histories::SMALL,
    histories::PART,
    #[cfg(target_os = "linux")]
    full_disk::PART,
    #[cfg(target_os = "linux")]
    power_cuts::PART,
    #[cfg(target_os = "linux")]
    power_cuts::KEYS,
];

/// The part of a name.
pub fn named(name: &str) -> Result<&'static Part> {
    ALL.iter().find(|part| part.name == name).ok_or_else(|| {
        let names: Vec<&str> = ALL.iter().map(|part| part.name).collect();
        anyhow!("there is no part {name}; there are {}", names.join(", "))
    })
}
