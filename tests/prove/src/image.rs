//! What lies in a folder, taken out of it and laid into another.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names, relative to the folder, and bytes.
pub type Image = BTreeMap<PathBuf, Vec<u8>>;

/// Reads what lies in a folder and below.
pub fn image_of(folder: &Path) -> Result<Image> {
    let mut image = Image::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for found in fs::read_dir(folder.join(&inner))? {
            let found = found?;
            let name = inner.join(found.file_name());
            if found.file_type()?.is_dir() {
                folders.push(name);
            } else {
                image.insert(name, fs::read(found.path())?);
            }
        }
    }
    Ok(image)
}

/// Lays files into an empty folder.
pub fn lay(image: &Image, folder: &Path) -> Result<()> {
    for (name, bytes) in image {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}
