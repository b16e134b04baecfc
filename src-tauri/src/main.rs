//! Starts the window.

// A second, empty console window would open beside ours on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> anyhow::Result<()> {
    yizhan_desktop::run()
}
