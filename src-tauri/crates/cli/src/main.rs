//! `yizhan`: every command of the program without a window, and `serve`, the same screens in a
//! browser on this machine.
//!
//! Exit codes: 0 done; 1 refused or failed, with a problem on stderr; 2 wrong usage. Passwords
//! come from `--password-file` or `YIZHAN_PASSWORD`, never from an argument.

use clap::Parser as _;
use std::process::ExitCode;

mod arguments;
mod commands;
mod defect;
mod opening;
mod say;
mod serve;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    let log_level = std::env::var("YIZHAN_LOG").unwrap_or_else(|_| "error".to_owned());
    tracing_subscriber::fmt()
        .with_max_level(
            log_level
                .parse()
                .unwrap_or(tracing_subscriber::filter::LevelFilter::ERROR),
        )
        .with_writer(std::io::stderr)
        .init();
    defect::watch();
    match commands::run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::failure(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}
