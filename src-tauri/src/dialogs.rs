//! The system's file dialogs, which a page cannot open itself.
//!
//! A dialog answers with the chosen path as text, or null when the person changed their mind.

use std::path::{Path, PathBuf};

use app::Problem;
use rfd::{AsyncFileDialog, FileHandle, MessageDialog, MessageLevel};
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{Manager as _, WebviewWindow};

use crate::paths;

/// One kind of file the dialog shows, such as `驿包` with `["yzb"]`.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Filter {
    name: String,
    extensions: Vec<String>,
}

/// What the dialog says and shows; every field may be left out.
#[derive(Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct Wish {
    title: Option<String>,
    name: Option<String>,
    filters: Vec<Filter>,
    directory: Option<PathBuf>,
}

/// A dialog the screen asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// `choose_open`: an existing file.
    Open,
    /// `choose_save`: a new file.
    Save,
    /// `choose_folder`: a folder, such as a stick.
    Folder,
}

impl Dialog {
    /// Recognises a dialog by the name under which the screen asks for it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "choose_open" => Some(Self::Open),
            "choose_save" => Some(Self::Save),
            "choose_folder" => Some(Self::Folder),
            _ => None,
        }
    }

    /// Shows the dialog over the window and waits for the person's answer.
    pub async fn ask(self, window: &WebviewWindow, wish: Wish) -> Value {
        let fallback = paths::documents(window.app_handle());
        let dialog = prepared(wish, fallback).set_parent(window);
        let chosen = match self {
            Self::Open => dialog.pick_file().await,
            Self::Save => dialog.save_file().await,
            Self::Folder => dialog.pick_folder().await,
        };
        json!(
            chosen
                .as_ref()
                .map(FileHandle::path)
                .map(Path::to_string_lossy)
        )
    }
}

/// Tells of a problem before there is a window to show it.
pub fn tell(problem: &Problem) {
    let dialog = MessageDialog::new()
        .set_level(MessageLevel::Error)
        .set_title("驿站");
    dialog.set_description(&problem.message).show();
}

fn prepared(wish: Wish, fallback: Option<PathBuf>) -> AsyncFileDialog {
    let mut dialog = AsyncFileDialog::new();
    if let Some(title) = wish.title {
        dialog = dialog.set_title(title);
    }
    if let Some(name) = wish.name {
        dialog = dialog.set_file_name(name);
    }
    for filter in wish.filters {
        dialog = dialog.add_filter(filter.name, &filter.extensions);
    }
    let directory = wish
        .directory
        .or(fallback)
        .filter(|directory| directory.is_dir());
    match directory {
        Some(directory) => dialog.set_directory(directory),
        None => dialog,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_three_dialogs_are_answered_by_the_shell() {
        assert_eq!(Dialog::named("choose_open"), Some(Dialog::Open));
        assert_eq!(Dialog::named("choose_save"), Some(Dialog::Save));
        assert_eq!(Dialog::named("choose_folder"), Some(Dialog::Folder));
        assert_eq!(Dialog::named("list_rows"), None, "commands belong to app");
    }

    #[test]
    fn a_wish_may_leave_everything_out() {
        let wish: Wish = serde_json::from_value(json!({})).unwrap();
        assert_eq!(wish, Wish::default());
    }

    #[test]
    fn a_misspelt_wish_is_refused_rather_than_ignored() {
        let wish = serde_json::from_value::<Wish>(json!({ "titel": "打开驿包" }));
        assert!(wish.is_err(), "a dialog without its title would be shown");
    }
}
