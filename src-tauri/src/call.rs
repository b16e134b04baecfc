//! The one command of the window: whatever the screen asks, by name.
//!
//! Every failure reaches the screen as a Problem `{code, message, fields}`. Work runs on a thread
//! of its own, so the window stays alive, and a defect in one request ends that request only.

use std::panic::{AssertUnwindSafe, catch_unwind};
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
    let work = move || guarded(|| desk.call(&name, payload));
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

/// Turns a defect of one request into a Problem, so that the next request still finds a window.
fn guarded(work: impl FnOnce() -> Result<Value, Problem>) -> Result<Value, Problem> {
    // The desk itself takes over what a defect left behind; see `Desk::at_hand`.
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Problem::internal("call", &"panicked")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_defect_in_one_request_becomes_a_problem_in_words() {
        let problem = guarded(|| panic!("a defect of this request")).unwrap_err();
        assert_eq!(problem.code, "internal");
        assert!(
            problem.message.contains("请重试"),
            "nobody is told what to do next: {problem}"
        );
    }

    #[test]
    fn an_answer_and_a_refusal_pass_unchanged() {
        let refusal = Problem::new("no_file_open", "还没有打开村册。");
        assert_eq!(
            guarded(|| Ok(json!({ "rows": 3 }))),
            Ok(json!({ "rows": 3 }))
        );
        assert_eq!(guarded(|| Err(refusal.clone())), Err(refusal));
    }
}
