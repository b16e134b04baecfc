//! The one window: where it stood last time, what its title says, and what a second start does.
//!
//! Size and place are kept on this machine by Tauri's own plugin, which puts a window that would
//! stand off every screen back onto one. The second start of the program ends at once; what it
//! was to open is shown by the first.

use std::path::Path;

use tauri::plugin::TauriPlugin;
use tauri::{App, AppHandle, Manager as _, Runtime, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_window_state::StateFlags;

use crate::opening::Opening;

const LABEL: &str = "main";

/// Tells the page that `desk_opened_with` has a new answer. A constant: no argument of a second
/// start ever becomes a script.
const ASKED_AGAIN: &str = "window.dispatchEvent(new Event('yizhan-opened-with'))";

/// Shows the first window instead of a second one.
pub fn only_one<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_single_instance::Builder::new()
        .callback(|app, arguments, folder| shown_again(app, arguments, &folder))
        .build()
}

/// Keeps size, place and whether the window fills the screen.
pub fn remembered<R: Runtime>() -> TauriPlugin<R> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Opens the window of the configuration; its title is that of the page.
pub fn open<R: Runtime>(app: &App<R>) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app, config)?
            .on_document_title_changed(|window, title| {
                // A title that cannot be set is not worth a word.
                let _ = window.set_title(&title);
            })
            .build()?;
    }
    Ok(())
}

fn shown_again<R: Runtime>(app: &AppHandle<R>, arguments: Vec<String>, folder: &str) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    bring_to_front(&window);
    // The first word is the program itself.
    let words = arguments.into_iter().skip(1).map(Into::into);
    if app.state::<Opening>().again(words, Path::new(folder))
        && let Err(error) = window.eval(ASKED_AGAIN)
    {
        tracing::error!(%error, "a second start was not heard");
    }
}

/// A window that cannot come to the front still shows what was asked for.
fn bring_to_front<R: Runtime>(window: &WebviewWindow<R>) {
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    const ENTRY: &str = include_str!("../linux/yizhan.desktop");
    const TYPES: &str = include_str!("../linux/yizhan.xml");

    fn conf() -> Value {
        serde_json::from_str(include_str!("../tauri.conf.json")).unwrap()
    }

    #[test]
    fn both_kinds_of_file_are_known_to_the_system_by_the_same_names_everywhere() {
        let conf = conf();
        let kinds = conf["bundle"]["fileAssociations"].as_array().unwrap();
        let ends: Vec<&str> = kinds
            .iter()
            .map(|kind| kind["ext"][0].as_str().unwrap())
            .collect();
        assert_eq!(ends, ["yz", "yzb"]);
        for kind in kinds {
            let mime = kind["mimeType"].as_str().unwrap();
            let end = kind["ext"][0].as_str().unwrap();
            assert!(ENTRY.contains(&format!("{mime};")), "{mime} opens nothing");
            let told = TYPES.split("<mime-type ").find(|part| part.contains(mime));
            let glob = format!("<glob pattern=\"*.{end}\"/>");
            assert!(told.unwrap().contains(&glob), "{end} is no {mime}");
        }
    }

    #[test]
    fn the_desktop_entry_hands_over_the_file_that_was_double_clicked() {
        let exec = ENTRY.lines().find(|line| line.starts_with("Exec="));
        assert_eq!(exec, Some("Exec={{exec}} %f"));
        assert!(ENTRY.contains("Name=驿站\n"));
    }

    #[test]
    fn the_window_is_opened_by_the_program_itself_and_nobody_else() {
        let windows = conf()["app"]["windows"].clone();
        assert_eq!(windows[0]["label"], super::LABEL);
        assert_eq!(
            windows[0]["create"], false,
            "a window beside ours would not carry the title of the page"
        );
    }
}
