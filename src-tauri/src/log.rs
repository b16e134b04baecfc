//! The log of the desktop: ids, codes and places in the program, never what a person typed.

use std::fs::{self, OpenOptions};
use std::path::Path;
use std::sync::Mutex;

/// A log that has grown beyond this many bytes starts anew.
const LIMIT: u64 = 1024 * 1024;

/// Writes to `yizhan.log` in the folder from now on. Without a log the program works as well.
pub fn start(folder: &Path) {
    let path = folder.join("yizhan.log");
    let full = fs::metadata(&path).is_ok_and(|log| log.len() > LIMIT);
    let mut options = OpenOptions::new();
    let options = if full {
        options.write(true).truncate(true)
    } else {
        options.append(true)
    };
    let opened = fs::create_dir_all(folder).and_then(|()| options.create(true).open(&path));
    if let Ok(file) = opened {
        let log = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(Mutex::new(file));
        // A subscriber that is set already is the one a test listens to.
        let _ = log.try_init();
    }
    std::panic::set_hook(Box::new(|defect| {
        // Where, but not what: the words of a panic may quote a value.
        tracing::error!(
            at = defect.location().map(tracing::field::display),
            "defect"
        );
    }));
}
