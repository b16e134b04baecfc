//! Errors of the rooms, in the officer's words: what happened, what is safe, what to do next.

use crate::problem::Problem;
use std::io::ErrorKind;
use store::StoreError;

mod handoff;

pub(crate) use handoff::rival_text;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::DiskFull => file_problem("database", ErrorKind::StorageFull),
            StoreError::DiskReadOnly => file_problem("database", ErrorKind::ReadOnlyFilesystem),
            StoreError::Stopped => Self::stopped(),
            StoreError::Io {
                operation, kind, ..
            } => file_problem(operation, *kind),
            _ => match key_trouble(&error).or_else(|| book_trouble(&error)) {
                Some((code, message)) => {
                    tracing::warn!(code, "store");
                    Self::new(code, message)
                }
                None => Self::internal("store", &error),
            },
        }
    }
}

/// What is wrong with a password, a paper code or a key file.
fn key_trouble(error: &StoreError) -> Option<(&'static str, String)> {
    Some(match error {
            StoreError::WrongPassword => (
                "wrong_password",
                "密码不对，册子没有打开，也没有改动。请看大小写和输入法再试；忘了密码可用纸上的恢复码打开。".to_owned(),
            ),
            StoreError::WrongRecoveryCode => (
                "wrong_recovery_code",
                "恢复码写法没错，但不是这本册子的。册子没有改动，请找这本册子建立时抄下的那一张。".to_owned(),
            ),
            StoreError::RecoveryTypo { group } => (
                "recovery_code_typo",
                format!("恢复码第{group}组抄错了字，册子没有改动。请对照纸上那一组再输一次。"),
            ),
            StoreError::RecoveryLength { letters } => (
                "recovery_code_length",
                format!("恢复码现在有{letters}个字，长短不对。请对照纸上逐组核对。"),
            ),
            StoreError::LastPassword => (
                "last_password",
                "取消以后就没有人有密码了，什么也没有改动。请先给留下的人设密码。".to_owned(),
            ),
            StoreError::NoSuchSlot => (
                "other_lock",
                "这本册子不是用这种方式上锁的，册子没有改动。请换密码或恢复码再试。".to_owned(),
            ),
            StoreError::KeyFileMissing { .. } => (
                "key_file_missing",
                "册子在，但旁边同名的 .yz.key 钥匙文件不在，所以打不开。册子没有坏；请把两个文件放回同一个文件夹，或从备份恢复。".to_owned(),
            ),
            StoreError::KeyOfAnotherFile { .. } => (
                "key_of_another_file",
                "旁边的钥匙文件是另一本册子的，所以打不开。册子没有坏；请把原来的 .yz.key 放回来，或从备份恢复。".to_owned(),
            ),
            _ => return None,
    })
}

/// What is wrong with the file itself, or with what was to be written into it.
fn book_trouble(error: &StoreError) -> Option<(&'static str, String)> {
    Some(match error {
            StoreError::Withheld { .. } => (
                "withheld_value",
                "这条记录有一栏在别的电脑上又改过，改的内容没有随包送到这里，所以没有保存，册子没有改动。请让那台电脑做一个转移版的驿包送来，收下再改。".to_owned(),
            ),
            StoreError::NotOurs { .. } => (
                "not_our_file",
                "这不是驿站的册子，没有打开，也没有改动它。请选以 .yz 结尾的村册。".to_owned(),
            ),
            StoreError::Unreadable { .. } => (
                "file_unreadable",
                "册子和旁边的钥匙文件对不上，打不开：可能册子坏了，也可能钥匙文件拿错了。两个文件都原样没动；请放回原来的 .yz.key，或从备份恢复。".to_owned(),
            ),
            StoreError::TooNew { .. } => (
                "file_too_new",
                "这本册子是新版程序写的，这一版打不开，也没有改动它。请用新版程序打开。".to_owned(),
            ),
            StoreError::Busy => (
                "file_busy",
                "这本册子正被另一个窗口或程序使用，这一步没有做，册子没有改动。请先关掉那一个再试。".to_owned(),
            ),
            StoreError::Exists { .. } => (
                "file_exists",
                "这个名字的文件已经有了，没有覆盖它。请换一个名字或文件夹。".to_owned(),
            ),
            StoreError::Damaged { .. } => (
                "file_damaged",
                "册子有损坏，没有打开，原文件原样保留。请从最近的备份恢复，坏的那一本会改名放在一边，不会删。".to_owned(),
            ),
            StoreError::DiskFailed => (
                "disk_failed",
                "往盘里读写时出了差错，这一步没有做成，册子里已经记下的都在。请先看盘是不是满了、U盘有没有松，再关掉程序重开；再出错可能是盘要坏了，请马上把册子备份到别处。".to_owned(),
            ),
            _ => return None,
    })
}

/// A file that could not be read or written.
pub(crate) fn file_problem(operation: &str, kind: ErrorKind) -> Problem {
    tracing::warn!(operation, ?kind, "file");
    let (code, message) = match kind {
        ErrorKind::NotFound => (
            "file_missing",
            "找不到这个文件或文件夹，什么也没有改动。可能U盘已拔出，或文件挪了地方，请重新选。",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "disk_read_only",
            "这个盘现在只能读、不能写，这一步没有做成，册子和原来的文件都完好。U盘请拨开写保护开关；电脑自己的盘请重启再试，还不行就把册子挪到别的盘。",
        ),
        ErrorKind::PermissionDenied => (
            "not_permitted",
            "这里不让写或不让读，什么也没有改动。U盘可能开着写保护，请换个地方或打开写保护开关。",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "disk_full",
            "盘满了，这一步没有做成，册子和原来的文件都完好。请腾出空间，或换一个U盘，再做一次。",
        ),
        ErrorKind::AlreadyExists => (
            "file_exists",
            "这个名字的文件已经有了，没有覆盖它。请换一个名字或文件夹。",
        ),
        _ => (
            "file_failed",
            "读写文件时出了差错，这一步没有做成，原来的文件都还在。请重新插好U盘或换个地方再试。",
        ),
    };
    Problem::new(code, message)
}

/// An input or output error, told by what was being done.
pub(crate) fn io_problem(operation: &'static str) -> impl Fn(std::io::Error) -> Problem {
    move |error| file_problem(operation, error.kind())
}

impl From<cap::CapError> for Problem {
    fn from(error: cap::CapError) -> Self {
        use cap::CapError;
        tracing::warn!(%error, "warning file");
        let (code, what) = match error {
            CapError::TooLarge => (
                "warning_too_large",
                "这个文件太大，不像一条预警，没有收。".to_owned(),
            ),
            CapError::Encoding | CapError::NotXml => (
                "warning_broken",
                "这个文件读不出来，可能拷贝时断了，没有收。".to_owned(),
            ),
            CapError::Hostile => (
                "warning_hostile",
                "这个文件里有预警不该有的东西，可能被人动过手脚，没有收。".to_owned(),
            ),
            CapError::NotAWarning => ("not_a_warning", "这个文件不是预警，没有收。".to_owned()),
            CapError::Missing { element } => {
                let name = match element {
                    "identifier" => "编码",
                    "sent" => "发布时间",
                    _ => "发布单位",
                };
                (
                    "warning_unusable",
                    format!("这条预警缺{name}，或者写法读不懂，没有收。"),
                )
            }
        };
        let next = "册子没有改动。请向乡镇另要一份文件，或先把类别、级别、渠道三样手工登上。";
        Self::new(code, format!("{what}{next}"))
    }
}

impl From<print::RenderError> for Problem {
    fn from(error: print::RenderError) -> Self {
        Self::internal("render", &error)
    }
}

impl From<sheets::SheetError> for Problem {
    fn from(error: sheets::SheetError) -> Self {
        use sheets::SheetError;
        tracing::warn!(%error, "sheet");
        let code = match &error {
            SheetError::File {
                operation, kind, ..
            } => return file_problem(operation, *kind),
            SheetError::Empty => "sheet_empty",
            SheetError::NotASheet => "not_a_sheet",
            SheetError::Protected => "sheet_protected",
            SheetError::Broken { .. } => "sheet_broken",
            SheetError::Encoding => "sheet_encoding",
            SheetError::TooLarge { .. } => "sheet_too_large",
            SheetError::NoHeader { .. } => "sheet_no_header",
            SheetError::CellTooLong { .. } => "cell_too_long",
            SheetError::Unwritable => "sheet_unwritable",
        };
        Self::new(code, format!("{}什么也没有导入。", error.text()))
    }
}
