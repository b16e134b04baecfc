//! What in a file is passed over, and said so.

use crate::export::CHOICES_SHEET;

/// How the name of a sheet ends whose rows were taken in already and only wait to be looked at.
pub const MARKED: &str = "·待核对";

/// Something in a file that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Macros. They are never run.
    Macros,
    /// A hidden sheet of this name.
    Hidden(String),
    /// A sheet of this name whose rows were taken in before.
    Marked(String),
}

impl Aside {
    /// What a person is told.
    pub fn text(&self) -> String {
        match self {
            Self::Macros => "表格里带有宏。宏没有运行，只读了格子里的内容。".to_owned(),
            Self::Hidden(name) => {
                format!("隐藏的工作表“{name}”没有读。要导入它，请先取消隐藏。")
            }
            Self::Marked(name) => {
                format!("工作表“{name}”里的行上次已经导入，没有再读。要改请在程序里改。")
            }
        }
    }

    /// A hidden sheet, unless it is the one that holds our own pull-downs.
    pub(super) fn hidden(name: &str) -> Option<Self> {
        (name != CHOICES_SHEET).then(|| Self::Hidden(name.to_owned()))
    }
}
