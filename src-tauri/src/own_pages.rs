//! The window shows the program's own pages and nothing else: wherever a page, a link or a script
//! would go, only the files embedded in the program are opened.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Runtime, Url};

/// Refuses to leave the program's own pages.
pub fn only<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("own-pages")
        .on_navigation(|_, to| is_own(to))
        .build()
}

/// The embedded files: under their own scheme, or on Windows under a host that no network has.
fn is_own(to: &Url) -> bool {
    matches!(
        (to.scheme(), to.host_str(), to.port()),
        ("tauri", Some("localhost"), None) | ("http" | "https", Some("tauri.localhost"), None)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn conf() -> Value {
        serde_json::from_str(include_str!("../tauri.conf.json")).unwrap()
    }

    fn allowed<'conf>(conf: &'conf Value, directive: &str) -> &'conf str {
        let policy = &conf["app"]["security"]["csp"];
        policy[directive]
            .as_str()
            .unwrap_or_else(|| panic!("{directive} is not said"))
    }

    #[test]
    fn the_window_goes_nowhere_but_to_the_programs_own_pages() {
        let goes = |to: &str| is_own(&Url::parse(to).unwrap());
        assert!(goes("tauri://localhost/"));
        assert!(goes("http://tauri.localhost/index.html#/today"));
        for elsewhere in [
            "https://example.org/",
            "http://127.0.0.1:8000/",
            "http://localhost/",
            "http://tauri.localhost.example.org/",
            "http://tauri.localhost:8080/",
            "http://tauri.localhost@example.org/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "blob:tauri://localhost/0",
        ] {
            assert!(!goes(elsewhere), "the window would go to {elsewhere}");
        }
    }

    #[test]
    fn a_page_loads_and_runs_only_what_is_embedded() {
        let conf = conf();
        assert_eq!(allowed(&conf, "default-src"), "'none'");
        assert_eq!(allowed(&conf, "script-src"), "'self'");
        assert_eq!(allowed(&conf, "style-src"), "'self'");
        for nothing in [
            "object-src",
            "frame-src",
            "frame-ancestors",
            "base-uri",
            "form-action",
        ] {
            assert_eq!(allowed(&conf, nothing), "'none'", "{nothing}");
        }
        let policy = conf["app"]["security"]["csp"].as_object().unwrap();
        for (directive, sources) in policy {
            let sources: Vec<&str> = sources.as_str().unwrap().split(' ').collect();
            let known = [
                "'none'",
                "'self'",
                "data:",
                "blob:",
                "ipc:",
                "http://ipc.localhost",
            ];
            assert!(
                sources.iter().all(|source| known.contains(source)),
                "{directive} allows {sources:?}"
            );
        }
    }

    #[test]
    fn a_page_talks_to_the_program_alone() {
        assert_eq!(
            allowed(&conf(), "connect-src"),
            "ipc: http://ipc.localhost",
            "a page could ask something of another machine"
        );
        assert_eq!(conf()["app"]["withGlobalTauri"], json!(false));
    }

    #[test]
    fn the_window_may_send_one_command_and_nothing_else() {
        let granted: Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        assert_eq!(granted["permissions"], json!(["allow-call"]));
        assert_eq!(granted["windows"], json!(["main"]));
        assert_eq!(granted["local"], json!(true));
        assert_eq!(granted.get("remote"), None, "a remote page could send it");
        assert_eq!(conf()["app"]["security"]["capabilities"], json!(["main"]));
        let others = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities"));
        assert_eq!(others.unwrap().count(), 1, "other grants lie beside it");
    }

    #[test]
    fn files_dropped_on_the_window_are_not_opened_and_no_inspector_is_shipped() {
        let windows = &conf()["app"]["windows"];
        assert_eq!(windows.as_array().unwrap().len(), 1);
        assert_eq!(windows[0]["dragDropEnabled"], json!(false));
        assert_eq!(windows[0].get("devtools"), None);
        let package = include_str!("../Cargo.toml");
        let workspace = include_str!("../../Cargo.toml");
        let tauri = |text: &str| {
            let mut lines = text.lines().map(str::to_owned);
            lines.find(|line| line.starts_with("tauri ")).unwrap()
        };
        for line in [tauri(package), tauri(workspace)] {
            assert!(!line.contains("devtools"), "{line}");
        }
    }
}
