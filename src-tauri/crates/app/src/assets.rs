//! The files that are shipped beside the program: lists, texts, demo, fonts.

use crate::problem::Problem;
use std::path::{Path, PathBuf};

/// Where the shipped files lie.
#[derive(Clone, Debug)]
pub struct Assets {
    root: PathBuf,
}

impl Assets {
    /// Finds the shipped files: where the shell says, where `YIZHAN_ASSETS` says, beside the
    /// program, in the system's share, or in the source tree the program was built from.
    pub fn find(told: Option<PathBuf>) -> Result<Self, Problem> {
        let from_env = std::env::var_os("YIZHAN_ASSETS").map(PathBuf::from);
        let program = std::env::current_exe().ok();
        let beside = program
            .as_deref()
            .and_then(Path::parent)
            .map(Path::to_path_buf);
        let shared = beside
            .as_deref()
            .and_then(Path::parent)
            .map(|up| up.join("share/yizhan/assets"));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets");
        [told, from_env, beside.map(|dir| dir.join("assets")), shared, Some(source)]
            .into_iter()
            .flatten()
            .find(|root| root.join("lists/codes.toml").is_file())
            .map(|root| Self { root: root.canonicalize().unwrap_or(root) })
            .ok_or_else(|| {
                Problem::new(
                    "assets_missing",
                    "找不到程序自带的资料夹（assets）。册子没有问题；请重新安装程序，或把资料夹放回程序旁边。",
                )
            })
    }

    /// Reads one shipped text file.
    pub fn text(&self, name: &str) -> Result<String, Problem> {
        std::fs::read_to_string(self.root.join(name)).map_err(|error| {
            tracing::error!(name, %error, "asset unreadable");
            Problem::new(
                "assets_missing",
                format!("程序自带的文件 {name} 读不出来。册子没有问题；请重新安装程序。"),
            )
        })
    }

    /// Reads one shipped TOML file.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, Problem> {
        toml::from_str(&self.text(name)?).map_err(|error| {
            tracing::error!(name, %error, "asset malformed");
            Problem::new(
                "assets_malformed",
                format!("程序自带的文件 {name} 格式不对。册子没有问题；请改回原样或重新安装程序。"),
            )
        })
    }

    /// Folder of the screens, for `yizhan serve`: shipped inside, or built in the source tree.
    pub fn screens(&self) -> PathBuf {
        let shipped = self.root.join("ui");
        if shipped.is_dir() {
            shipped
        } else {
            self.root.join("../ui/dist")
        }
    }

    /// Folder of the fonts.
    pub fn fonts(&self) -> PathBuf {
        self.root.join("fonts")
    }
}
