//! Why a spreadsheet could not be read or written.

use std::path::PathBuf;

/// A spreadsheet as a whole could not be read or written. What is wrong with single rows is never
/// an error: rows are rejected or marked in the [`Intake`](crate::Intake).
///
/// `Display` carries no cell contents; [`SheetError::NoHeader`] keeps them for the screen only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The file could not be read from disk.
    #[error("{operation} {}: {kind}", path.display())]
    File {
        /// What was being done.
        operation: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        kind: std::io::ErrorKind,
    },
    /// Nothing in it.
    #[error("the spreadsheet holds nothing")]
    Empty,
    /// Neither xlsx nor xls nor text.
    #[error("not a spreadsheet")]
    NotASheet,
    /// The file asks for a password.
    #[error("the spreadsheet is protected by a password")]
    Protected,
    /// Cut off or damaged.
    #[error("the spreadsheet is damaged: {part}")]
    Broken {
        /// The part that could not be read.
        part: &'static str,
    },
    /// Text in no encoding that Chinese offices use.
    #[error("the text is neither UTF-8, UTF-16 nor GB18030")]
    Encoding,
    /// More than the program takes from one file.
    #[error("too large: more than {limit} {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is taken at most.
        limit: u64,
    },
    /// No row names the columns this kind of sheet needs.
    #[error("no header row recognised")]
    NoHeader {
        /// Name of the sheet.
        sheet: String,
        /// The first rows, cells joined by blanks, to be shown to the person; never logged.
        seen: Vec<String>,
    },
    /// A cell of an export is longer than Excel allows (32,767 characters).
    #[error("a value is too long for a cell")]
    CellTooLong {
        /// Row in the export, counted from 1.
        row: u32,
        /// Label of the column.
        label: &'static str,
    },
    /// The workbook could not be put together.
    #[error("the workbook could not be written")]
    Unwritable,
}

impl SheetError {
    /// What happened and what to do, in Chinese.
    pub fn text(&self) -> String {
        match self {
            Self::File { .. } => "文件打不开，请看看是否正被 WPS 打开，或 U盘是否还插着。".into(),
            Self::Empty => "表格是空的，里面没有内容。请看看是不是选错了文件。".into(),
            Self::NotASheet => "这不是真正的表格文件（有的系统导出的“xls”其实是网页）。\
                                请用 WPS 或 Excel 打开，另存为 xlsx 后再导入。"
                .into(),
            Self::Protected => "表格设了密码。请在 WPS 里去掉密码，另存后再导入。".into(),
            Self::Broken { .. } => {
                "表格损坏或没有拷完整。请重新拷贝一份，或用 WPS 打开另存后再导入。".into()
            }
            Self::Encoding => "文字编码认不出来。请用 WPS 打开，另存为 xlsx 后再导入。".into(),
            Self::TooLarge { .. } => {
                "表格太大，或空白行列太多。请删去空白，分成几个小表，另存为 xlsx 后再导入。".into()
            }
            Self::NoHeader { sheet, .. } => {
                format!("“{sheet}”里没找到表头，请核对第一行是否写着各列的名称。")
            }
            Self::CellTooLong { row, label } => {
                format!("第{row}行“{label}”太长，一个格子放不下，请先精简。")
            }
            Self::Unwritable => "表格没有写成，请重试。".into(),
        }
    }
}
