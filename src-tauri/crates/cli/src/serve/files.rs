//! Screens, and files that pass between browser and program.

use super::{Served, guard};
use anyhow::Context as _;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The built screens, and a private folder for what passes through.
pub(crate) struct Shelf {
    screens: PathBuf,
    passing: PathBuf,
}

impl Shelf {
    pub(super) fn new(screens: PathBuf) -> anyhow::Result<Self> {
        let passing = std::env::temp_dir().join(format!("yizhan-{}", guard::random()?));
        private_folder(&passing).context("临时文件夹建不了")?;
        Ok(Self { screens, passing })
    }

    /// A new place for a file of this name; what the name says of folders is left out.
    fn place(&self, name: &str) -> anyhow::Result<PathBuf> {
        let folder = self.passing.join(guard::random()?);
        std::fs::create_dir(&folder)?;
        let name = Path::new(name)
            .file_name()
            .unwrap_or_else(|| "file".as_ref());
        Ok(folder.join(name))
    }
}

impl Drop for Shelf {
    fn drop(&mut self) {
        // Copies of what passed through; the user's own files lie elsewhere.
        let _ = std::fs::remove_dir_all(&self.passing);
    }
}

#[cfg(unix)]
fn private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_folder(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir(path)
}

type Asked = Query<HashMap<String, String>>;

fn named(asked: &Asked) -> &str {
    asked.get("name").map_or("file", String::as_str)
}

/// Takes a file the user chose and tells its path.
pub(super) async fn upload(
    State(served): State<Arc<Served>>,
    asked: Asked,
    body: Bytes,
) -> Response {
    let stored = served.shelf.place(named(&asked)).and_then(|path| {
        std::fs::write(&path, &body)?;
        Ok(path)
    });
    told(stored)
}

/// Reserves a path that a command will write.
pub(super) async fn reserve(State(served): State<Arc<Served>>, asked: Asked) -> Response {
    told(served.shelf.place(named(&asked)))
}

fn told(path: anyhow::Result<PathBuf>) -> Response {
    match path {
        Ok(path) => super::axum_json(&json!({ "path": path })).into_response(),
        Err(error) => {
            let problem = app::Problem::internal("file", &error);
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                super::axum_json(&json!(problem)),
            )
                .into_response()
        }
    }
}

/// Gives back a file that a command wrote; only from the private folder.
pub(super) async fn download(State(served): State<Arc<Served>>, asked: Asked) -> Response {
    let path = asked
        .get("path")
        .map(PathBuf::from)
        .and_then(|path| path.canonicalize().ok());
    let root = served.shelf.passing.canonicalize().ok();
    let inside = path.filter(|path| root.is_some_and(|root| path.starts_with(root)));
    match inside.and_then(|path| std::fs::read(path).ok()) {
        Some(bytes) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file of the screens; any other address is the start page.
pub(super) async fn screen(State(served): State<Arc<Served>>, uri: Uri) -> Response {
    let wanted = uri.path().trim_start_matches('/');
    let is_plain = !wanted.is_empty() && wanted.split('/').all(|part| !part.starts_with('.'));
    let file = served
        .shelf
        .screens
        .join(if is_plain { wanted } else { "index.html" });
    match std::fs::read(&file) {
        Ok(bytes) => ([(header::CONTENT_TYPE, content_type(&file))], bytes).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "界面文件不在，请重新安装程序。").into_response(),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
