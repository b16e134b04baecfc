//! Reference of the bench (design §7): the window of the same shell on a page with one word. What
//! it takes to open is the system's share in the opening of ours. Nothing of the program uses it.

use tauri::http::Response;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] =
    "<!doctype html><meta charset=\"utf-8\"><p data-test=\"row\">驿站</p>".as_bytes();

fn main() -> anyhow::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut response = Response::new(PAGE);
            let kind = tauri::http::HeaderValue::from_static("text/html; charset=utf-8");
            response.headers_mut().insert("content-type", kind);
            response
        })
        .setup(|program| {
            let page = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
            WebviewWindowBuilder::new(program, "main", page)
                .inner_size(1366.0, 768.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
