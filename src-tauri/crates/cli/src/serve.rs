//! The same screens in a browser on this machine, for systems without WebKitGTK 4.1.
//!
//! Loopback only. The address printed at the start holds a token that works once; it is
//! exchanged for an HttpOnly, SameSite=Strict cookie. Host and Origin are checked, nothing is
//! cached, and files that pass through lie in a private folder that goes when the server stops.

use crate::arguments::Arguments;
use crate::{opening, say};
use anyhow::Context as _;
use app::Desk;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path as UrlPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

mod files;
mod guard;

use guard::Guard;

/// Largest spreadsheet or package that may be uploaded.
const MAX_UPLOAD: usize = 256 * 1024 * 1024;

/// Largest request of a screen: a long form, never a file.
const MAX_REQUEST: usize = 4 * 1024 * 1024;

/// What every request shares.
pub(crate) struct Served {
    desk: Desk,
    guard: Guard,
    shelf: files::Shelf,
}

/// Serves until the process is stopped.
pub(crate) fn run(arguments: &Arguments, file: Option<&Path>, port: u16) -> anyhow::Result<()> {
    let desk = match file {
        Some(file) => chosen(arguments, file)?,
        None => opening::desk()?,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(listen(desk, port, arguments.json))
}

/// The file is opened where a password is at hand, and otherwise asked for on the screen.
fn chosen(arguments: &Arguments, file: &Path) -> anyhow::Result<Desk> {
    let desk = opening::desk()?;
    let state = desk.call("choose_file", json!({ "path": std::path::absolute(file)? }))?;
    let is_open = state.get("stage") == Some(&json!("open"));
    if let (false, Some(password)) = (is_open, opening::password(arguments)?) {
        desk.call("unlock_file", json!({ "password": password }))?;
    }
    Ok(desk)
}

async fn listen(desk: Desk, port: u16, as_json: bool) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("端口 {port} 用不了，可能已被占用，请换一个或写 0"))?;
    let port = listener.local_addr()?.port();
    let guard = Guard::new(port)?;
    let url = format!("http://127.0.0.1:{port}/?token={}", guard.token());
    if as_json {
        say::line(&json!({ "url": url }).to_string());
    } else {
        say::line(&format!("请在本机浏览器里打开（地址只能用一次）：{url}"));
    }
    let screens = desk.assets.screens();
    let served = Arc::new(Served {
        desk,
        guard,
        shelf: files::Shelf::new(screens)?,
    });
    let router = Router::new()
        .route(
            "/call/{name}",
            post(call).layer(DefaultBodyLimit::max(MAX_REQUEST)),
        )
        .route(
            "/file",
            get(files::download).put(files::upload).post(files::reserve),
        )
        .fallback(get(files::screen))
        .layer(DefaultBodyLimit::max(MAX_UPLOAD))
        .layer(middleware::from_fn_with_state(Arc::clone(&served), watched))
        .with_state(Arc::clone(&served));
    axum::serve(listener, router)
        .with_graceful_shutdown(asked_to_stop())
        .await?;
    Ok(())
}

/// Ends when somebody presses Ctrl+C or the system asks the program to stop.
async fn asked_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminated) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn watched(State(served): State<Arc<Served>>, request: Request, next: Next) -> Response {
    let mut response = match served.guard.admit(&request) {
        guard::Verdict::Admitted => next.run(request).await,
        guard::Verdict::Exchange(cookie) => guard::exchanged(&cookie),
        guard::Verdict::Refused => {
            (StatusCode::FORBIDDEN, "请用程序给出的地址打开。").into_response()
        }
    };
    let headers = response.headers_mut();
    for (name, value) in guard::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn call(
    State(served): State<Arc<Served>>,
    UrlPath(name): UrlPath<String>,
    headers: HeaderMap,
    body: String,
) -> Response {
    let is_json = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json");
    let payload: Result<Value, _> = serde_json::from_str(&body);
    let (true, Ok(payload)) = (is_json, payload) else {
        return (StatusCode::BAD_REQUEST, axum_json(&json!({ "code": "bad_request", "message": "请求不是 JSON，什么也没有改动。", "fields": [] }))).into_response();
    };
    let answer = tokio::task::spawn_blocking(move || served.desk.call(&name, payload)).await;
    match answer {
        Ok(Ok(answer)) => axum_json(&answer).into_response(),
        Ok(Err(problem)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, axum_json(&json!(problem))).into_response()
        }
        Err(error) => {
            let problem = app::Problem::internal("call", &error);
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                axum_json(&json!(problem)),
            )
                .into_response()
        }
    }
}

fn axum_json(value: &Value) -> ([(header::HeaderName, &'static str); 1], String) {
    (
        [(header::CONTENT_TYPE, "application/json")],
        value.to_string(),
    )
}
