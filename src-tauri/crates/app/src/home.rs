//! The person's own folder on this machine, where what must never travel with a file lies: the
//! machine's secret and the witnesses of its replicas.

use std::path::PathBuf;

/// The folder, if the system names one. `YIZHAN_HOME` puts it elsewhere.
pub fn folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(home) = named("YIZHAN_HOME") {
        return Some(PathBuf::from(home));
    }
    if cfg!(windows) {
        // Local, not roaming: a profile that follows its person to another machine would take
        // the machine's secret along.
        return named("LOCALAPPDATA").map(|folder| PathBuf::from(folder).join("yizhan"));
    }
    let state = named("XDG_STATE_HOME").map(PathBuf::from);
    let state = state.or_else(|| {
        let home = PathBuf::from(named("HOME")?);
        Some(home.join(".local").join("state"))
    });
    state.map(|folder| folder.join("yizhan"))
}
