//! The one command of the window: whatever the screen asks, by name.
//!
//! Every failure reaches the screen as a Problem `{code, message, fields}`. Work runs on a thread
//! of its own, so the window stays alive.

use std::sync::Arc;

use app::{Desk, Problem};
use serde_json::Value;
use tauri::{AppHandle, Manager as _, State, WebviewWindow};

use crate::dialogs::{Dialog, Wish};
use crate::opening::Opening;
use crate::paths;

/// Answers one request of the screen: the shell's own names here, all others by `app`.
#[tauri::command]
pub async fn call(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    opening: State<'_, Opening>,
    name: String,
    payload: Value,
) -> Result<Value, Problem> {
    if let Some(dialog) = Dialog::named(&name) {
        let wish: Wish =
            serde_json::from_value(payload).map_err(|error| Problem::bad_request(&error))?;
        return Ok(dialog.ask(&window, wish).await);
    }
    if let Some(answer) = shell_answer(window.app_handle(), &opening, &name) {
        return Ok(answer);
    }
    let desk = Arc::clone(&desk);
    let work = move || desk.call(&name, payload);
    let answer = tauri::async_runtime::spawn_blocking(work).await;
    answer.unwrap_or_else(|error| Err(Problem::internal("call", &error)))
}

fn shell_answer(window: &AppHandle, opening: &Opening, name: &str) -> Option<Value> {
    match name {
        "desk_opened_with" => Some(opening.answer()),
        "desk_places" => Some(paths::answer(window)),
        _ => None,
    }
}
