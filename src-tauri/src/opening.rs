//! The file named on the command line, if any.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// What the window was asked to show first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Opening {
    file: Option<PathBuf>,
}

impl Opening {
    /// Reads `FILE` or `--file FILE`; anything else the desktop environment adds is ignored.
    pub fn from_arguments(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let file = arguments
            .into_iter()
            .find(|argument| !argument.to_string_lossy().starts_with('-'))
            .map(|file| std::path::absolute(&file).unwrap_or_else(|_| PathBuf::from(file)));
        Self { file }
    }

    /// Answers `desk_opened_with`: the path, or null.
    pub fn answer(&self) -> Value {
        json!(self.file.as_deref().map(Path::to_string_lossy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(arguments: &[&str]) -> Opening {
        Opening::from_arguments(arguments.iter().map(OsString::from))
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
}
