//! The desktop shell: one window, one command, the system's file dialogs.
//!
//! Everything a person can do lives in `app`; this package only carries the screen's requests
//! there and opens the dialogs that a page cannot open itself. Absent on purpose: any other
//! command, any plugin but the two that keep one window at its place, any network, any knowledge of what the ledgers mean.

mod call;
mod dialogs;
mod log;
mod opening;
mod own_pages;
mod paths;
mod window;

use std::sync::Arc;

use anyhow::Context as _;
use app::{Assets, Clock, Desk, Problem};
use serde_json::json;
use tauri::{App, Manager as _};

/// Opens the window and stays until it is closed.
///
/// The command line may name one file (`yizhan-desktop 栗溪村.yz`), whose unlock screen is then
/// shown first.
pub fn run() -> anyhow::Result<()> {
    let opening = opening::Opening::from_arguments(std::env::args_os().skip(1));
    let desk = desk().inspect_err(dialogs::tell)?;
    tauri::Builder::default()
        // First of all: a second start ends here.
        .plugin(window::only_one())
        .manage(opening)
        .manage(Arc::new(desk))
        .plugin(own_pages::only())
        .plugin(window::remembered())
        .setup(|program| {
            log::start(&program.path().app_log_dir()?);
            open_ahead(program);
            window::open(program)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![call::call])
        .run(tauri::generate_context!())
        .context("the window could not be opened")
}

fn desk() -> Result<Desk, Problem> {
    Ok(Desk::new(Assets::find(None)?, Clock::system())?.at_home(app::home::folder()))
}

/// Opens the named book while the system sets up the window and the page, which then finds it open.
/// A refusal is not lost: the page asks for the same file again and shows why.
fn open_ahead(program: &App) {
    let Some(book) = program.state::<opening::Opening>().book() else {
        return;
    };
    let desk = Arc::clone(&program.state::<Arc<Desk>>());
    tauri::async_runtime::spawn_blocking(move || {
        desk.call("choose_file", json!({ "path": book.to_string_lossy() }))
    });
}
