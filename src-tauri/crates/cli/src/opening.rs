//! From a file on the command line to an open office.

use crate::arguments::Arguments;
use anyhow::Context as _;
use app::{Assets, Clock, Desk};
use serde_json::json;
use std::path::Path;

/// The password from `--password-file` or `YIZHAN_PASSWORD`, if one was given.
pub(crate) fn password(arguments: &Arguments) -> anyhow::Result<Option<String>> {
    let Some(path) = &arguments.password_file else {
        return Ok(std::env::var("YIZHAN_PASSWORD").ok());
    };
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("密码文件读不出来：{}", path.display()))?;
    Ok(text.lines().next().map(str::to_owned))
}

/// A desk with nothing on it.
pub(crate) fn desk() -> anyhow::Result<Desk> {
    Ok(Desk::new(Assets::find(None)?, Clock::system())?.at_home(app::home::folder()))
}

/// A desk with this file open.
pub(crate) fn open(arguments: &Arguments, file: &Path) -> anyhow::Result<Desk> {
    let desk = desk()?;
    let state = desk.call("choose_file", json!({ "path": file }))?;
    if state.get("stage") != Some(&json!("open")) {
        desk.call("unlock_file", json!({ "password": password(arguments)? }))?;
    }
    Ok(desk)
}
