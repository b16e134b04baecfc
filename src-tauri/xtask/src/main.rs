//! Developer commands: `cargo xtask <command>`.
//!
//! `run` and `test` need nothing but Rust and Node.js beforehand: they install what is missing,
//! say so, and do nothing twice. Absent on purpose: shell scripts, and any tool a person would
//! have to install first.
#![expect(
    clippy::print_stdout,
    reason = "developer commands speak to the terminal"
)]

mod bench;
mod check;
mod dist;
mod fuzz;
mod pictures;
mod process;
mod prove;
mod run;
mod setup;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use workspace::Workspace;

const USAGE: &str = "\
cargo xtask run        installs what is missing, builds, makes the demo village, opens the window on it
cargo xtask test       installs what is missing, runs every check and test, ends with how many passed
cargo xtask random     ten thousand random sequences of acts, which takes minutes
cargo xtask check      format, lints, dependency arrows, house rules; no tests
cargo xtask rules      the house rules alone, in a second
cargo xtask fix        formats, applies what the lints can mend, writes the generated TypeScript
cargo xtask bindings   writes the TypeScript types generated from the command list
cargo xtask bench      measures a release build against its budgets; [--json] [--quick] [ROW...]
cargo xtask prove      tries to break a file in every way, for hours; [--json] [--seconds N] [--seed N] [--from N] [PART...]
cargo xtask fuzz       feeds what comes from outside at random, with nightly Rust and cargo-fuzz; [--seconds N] [TARGET...]
cargo xtask pictures   takes the pictures of the guide and the README anew, from a fresh demo; [WALK...]
cargo xtask demo       builds and makes the demo village, without a window
cargo xtask dist       builds what is carried to another machine, a folder and an installer, into target/dist;
                       [--try] installs and starts it in a fresh Debian";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match perform(&command, &rest) {
        Ok(code) => code,
        Err(error) => {
            println!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(command: &str, rest: &[String]) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        "run" => run::run(&workspace)?,
        "test" => return test::test(&workspace),
        "random" => return test::long(&workspace),
        "check" => return test::check(&workspace),
        "rules" => return test::rules(&workspace),
        "bench" => return bench::bench(&workspace, rest),
        "prove" => return prove::prove(&workspace, rest),
        "fuzz" => return fuzz::fuzz(&workspace, rest),
        "fix" => check::fix(&workspace)?,
        "bindings" => check::write_bindings(&workspace)?,
        "pictures" => pictures::pictures(&workspace, rest)?,
        "demo" => run::demo_only(&workspace)?,
        "dist" => dist::dist(&workspace, rest)?,
        "" | "help" | "--help" => println!("{USAGE}"),
        unknown => bail!("there is no command `{unknown}`\n\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}
