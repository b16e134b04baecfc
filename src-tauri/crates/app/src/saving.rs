//! Files a person asked for, put down whole where he said.
//!
//! A paper may replace an earlier paper, a sheet an earlier sheet: whoever names the same file
//! twice means that, and the system's own dialog has asked him. Nothing else that stands there is
//! ever replaced, whatever its name says: no books, no keys, no file of another program.

use crate::acts::file::has_extension;
use crate::problem::Problem;
use crate::wording::file_problem;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

/// Bytes by which a kind of file is known.
const KIND: usize = 4;
/// What a file of the program's own is known by that is text: `{`, and behind it its format.
const TEXT_KIND: usize = "{\n  \"format\": \"yizhan-card".len();
/// Endings of files that the program alone makes, each in its own place.
const BOOKS: [&str; 4] = ["yz", "key", "yzb", "yzbak"];

/// Puts a file at `path`, in place of one of its own kind at most.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    // A link that leads nowhere stands there as well.
    let is_free =
        fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let is_book = BOOKS.iter().any(|ending| has_extension(path, ending));
    if !is_free && (is_book || !is_alike(path, bytes)) {
        return Err(file_problem("replace", ErrorKind::AlreadyExists));
    }
    Ok(store::write_whole(path, bytes)?)
}

/// A folder somebody named. Only a whole path says which one he means: a part of one would lead
/// to wherever the program was started.
pub(crate) fn folder(path: &str) -> Result<&Path, Problem> {
    let folder = Path::new(path);
    if folder.is_absolute() {
        return Ok(folder);
    }
    Err(Problem::of_field(
        "folder_not_whole",
        "path",
        "请写文件夹的完整路径，从盘符或最上一层写起，例如 D:\\资料 或 /home/资料。还没有写任何文件。",
    ))
}

fn is_alike(path: &Path, bytes: &[u8]) -> bool {
    let kind = if bytes.starts_with(b"{") {
        TEXT_KIND
    } else {
        KIND
    };
    let mut there = Vec::new();
    let read = File::open(path).and_then(|file| file.take(kind as u64).read_to_end(&mut there));
    read.is_ok() && there.len() == kind && bytes.starts_with(&there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_replaces_an_earlier_paper_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        put(&at("台账.pdf"), b"%PDF-1.7 one").unwrap();
        put(&at("台账.pdf"), b"%PDF-1.7 two").unwrap();
        assert_eq!(fs::read(at("台账.pdf")).unwrap(), b"%PDF-1.7 two");
        for other in [b"PK\x03\x04".as_slice(), b"hello", b"", b"%PD"] {
            fs::write(at("别的.pdf"), other).unwrap();
            let refused = put(&at("别的.pdf"), b"%PDF-1.7 one").unwrap_err();
            assert_eq!(refused.code, "file_exists");
            assert_eq!(fs::read(at("别的.pdf")).unwrap(), other);
        }
    }

    #[test]
    fn neither_books_nor_their_keys_are_replaced_by_whatever_begins_alike() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let card = b"{\n  \"format\": \"yizhan-card-1\", \"code\": 1}".as_slice();
        let key = b"{\n  \"format\": \"yizhan-key/1\"}".as_slice();
        let zip = b"PK\x03\x04".as_slice();
        for (name, there, bytes) in [
            ("栗溪村.yz.key", key, card),
            ("栗溪村.yz.KEY", card, card),
            ("抄来的.json", key, card),
            ("栗溪村.yz", zip, zip),
            ("驿包.yzb", zip, zip),
        ] {
            fs::write(at(name), there).unwrap();
            assert_eq!(put(&at(name), bytes).unwrap_err().code, "file_exists");
            assert_eq!(fs::read(at(name)).unwrap(), there, "{name}");
        }
        fs::write(at("名片.json"), card).unwrap();
        put(&at("名片.json"), card).unwrap();
    }

    #[test]
    fn a_folder_is_named_by_its_whole_path_only() {
        for part in ["", "档案", "./档案", "../档案"] {
            assert_eq!(folder(part).unwrap_err().code, "folder_not_whole");
        }
        let whole = std::env::temp_dir();
        assert_eq!(folder(whole.to_str().unwrap()), Ok(whole.as_path()));
    }

    #[test]
    fn a_folder_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let refused = put(folder.path(), b"%PDF-1.7 one").unwrap_err();
        assert_eq!(refused.code, "file_exists");
        assert!(folder.path().is_dir());
    }
}
