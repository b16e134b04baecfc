//! The file the window was asked to show: on the command line, by a double click, or by a second
//! start while the window is open.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

/// What the window was asked to show last.
#[derive(Debug, Default)]
pub struct Opening {
    file: Mutex<Option<PathBuf>>,
}

impl Opening {
    /// Reads what the program was started with.
    pub fn from_arguments(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let file = named(arguments, Path::new(""));
        Self {
            file: Mutex::new(file),
        }
    }

    /// Takes over what a second start, in its own folder, named; naming nothing changes nothing.
    pub fn again(&self, arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> bool {
        let file = named(arguments, folder);
        let is_named = file.is_some();
        if is_named {
            *self.file.lock().unwrap_or_else(PoisonError::into_inner) = file;
        }
        is_named
    }

    /// The book it names, which can be opened while the page is still being drawn; a package is only
    /// read once somebody has seen its plan.
    pub fn book(&self) -> Option<PathBuf> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let is_package = |path: &PathBuf| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("yzb"))
        };
        file.clone().filter(|path| !is_package(path))
    }

    /// Answers `desk_opened_with`: the path, or null.
    pub fn answer(&self) -> Value {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        json!(file.as_deref().map(Path::to_string_lossy))
    }
}

/// Reads `FILE` or `--file FILE`; anything else the desktop environment adds is ignored.
fn named(arguments: impl IntoIterator<Item = OsString>, folder: &Path) -> Option<PathBuf> {
    let file = arguments
        .into_iter()
        .find(|argument| !argument.to_string_lossy().starts_with('-'))?;
    let file = folder.join(file);
    Some(std::path::absolute(&file).unwrap_or(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(arguments: &[&str]) -> Vec<OsString> {
        arguments.iter().map(OsString::from).collect()
    }

    fn opening(arguments: &[&str]) -> Opening {
        Opening::from_arguments(words(arguments))
    }

    #[test]
    fn the_file_may_be_named_bare_or_after_its_option() {
        let expected = json!("/home/station/栗溪村.yz");
        assert_eq!(opening(&["/home/station/栗溪村.yz"]).answer(), expected);
        assert_eq!(
            opening(&["--file", "/home/station/栗溪村.yz"]).answer(),
            expected
        );
    }

    #[test]
    fn a_relative_file_is_made_absolute_so_that_the_screen_can_show_where_it_is() {
        let answer = opening(&["栗溪村.yz"]).answer();
        let path = Path::new(answer.as_str().unwrap());
        assert!(
            path.is_absolute(),
            "{path:?} depends on where the program was started"
        );
        assert!(path.ends_with("栗溪村.yz"), "{path:?} names another file");
    }

    #[test]
    fn without_a_file_the_screen_asks_for_one() {
        assert_eq!(opening(&[]).answer(), Value::Null);
        assert_eq!(opening(&["--no-color"]).answer(), Value::Null);
    }

    #[test]
    fn a_book_is_opened_ahead_of_the_page_and_a_package_is_not() {
        let book = opening(&["/home/station/栗溪村.yz"]).book();
        assert_eq!(book.as_deref(), Some(Path::new("/home/station/栗溪村.yz")));
        assert_eq!(opening(&["/media/stick/2026-07.YZB"]).book(), None);
        assert_eq!(opening(&[]).book(), None);
    }

    #[test]
    fn a_second_start_names_its_file_from_its_own_folder() {
        let opening = opening(&["/home/station/栗溪村.yz"]);
        assert!(opening.again(words(&["2026-07.yzb"]), Path::new("/media/stick")));
        assert_eq!(opening.answer(), json!("/media/stick/2026-07.yzb"));
    }

    #[test]
    fn a_second_start_without_a_file_leaves_what_is_open() {
        let opening = opening(&["/home/station/栗溪村.yz"]);
        assert!(!opening.again(words(&[]), Path::new("/")));
        assert_eq!(opening.answer(), json!("/home/station/栗溪村.yz"));
    }
}
