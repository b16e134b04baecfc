//! Errors of the rooms, in the officer's words: what happened, what is safe, what to do next.

use crate::problem::Problem;
use store::StoreError;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let (code, message) = match &error {
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
            StoreError::NotOurs { .. } => (
                "not_our_file",
                "这不是驿站的册子，没有打开，也没有改动它。请选以 .yz 结尾的村册。".to_owned(),
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
                "册子有损坏，已停止写入，原文件原样保留。请先复制一份留着，再从最近的备份恢复。".to_owned(),
            ),
            StoreError::Io { operation, kind, .. } => return file_problem(operation, *kind),
            _ => return Problem::internal("store", &error),
        };
        tracing::warn!(code, "store");
        Problem::new(code, message)
    }
}

/// A file that could not be read or written.
pub(crate) fn file_problem(operation: &str, kind: std::io::ErrorKind) -> Problem {
    use std::io::ErrorKind;
    tracing::warn!(operation, ?kind, "file");
    let (code, message) = match kind {
        ErrorKind::NotFound => (
            "file_missing",
            "找不到这个文件或文件夹，什么也没有改动。可能U盘已拔出，或文件挪了地方，请重新选。",
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (
            "not_permitted",
            "这里不让写或不让读，什么也没有改动。U盘可能开着写保护，请换个地方或打开写保护开关。",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "disk_full",
            "地方满了，这一步没有做成，原来的文件都还在。请腾出空间或换一个U盘再试。",
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

impl From<exchange::CardError> for Problem {
    fn from(error: exchange::CardError) -> Self {
        use exchange::CardError;
        let (code, message) = match error {
            CardError::Newer => (
                "card_too_new",
                "这张名片是新版程序做的，这一版读不了，什么也没有改动。请升级程序再读。",
            ),
            CardError::Altered => (
                "card_altered",
                "这张名片被改动过或没有拷全，没有信任它。请让对方重新给一张。",
            ),
            _ => (
                "not_a_card",
                "这不是驿站的单位名片，什么也没有改动。请选对方给的名片文件。",
            ),
        };
        tracing::warn!(code, "card");
        Self::new(code, message)
    }
}

impl From<exchange::InviteError> for Problem {
    fn from(error: exchange::InviteError) -> Self {
        use exchange::InviteError;
        let (code, message) = match error {
            InviteError::WrongPassphrase => (
                "wrong_passphrase",
                "口令不对，没有加入，什么也没有建。请对照另一台电脑上的口令逐组核对。",
            ),
            InviteError::Altered => (
                "invitation_altered",
                "邀请文件被改动过或没有拷全，没有加入。请在第一台电脑上重新出一份。",
            ),
            InviteError::Newer => (
                "invitation_too_new",
                "邀请是新版程序出的，这一版读不了，没有加入。请升级程序再试。",
            ),
            InviteError::NotAnInvite => (
                "not_an_invitation",
                "这不是加入本单位的邀请，什么也没有建。请选第一台电脑出的邀请文件。",
            ),
            InviteError::NoRandomness => return Self::internal("invite", &error),
        };
        tracing::warn!(code, "invite");
        Self::new(code, message)
    }
}

impl From<exchange::SealError> for Problem {
    fn from(error: exchange::SealError) -> Self {
        use exchange::SealError;
        match error {
            SealError::TooLarge(_) => Self::new(
                "package_too_large",
                "要送的内容太多，一个驿包装不下，没有写到U盘上。册子没有改动；请先送统计版或责任版。",
            ),
            SealError::Io { operation, kind } => file_problem(operation, kind),
            _ => Self::internal("seal", &error),
        }
    }
}

impl From<exchange::StickError> for Problem {
    fn from(error: exchange::StickError) -> Self {
        use exchange::StickError;
        let (code, message) = match &error {
            StickError::Full { .. } => (
                "stick_full",
                "U盘满了，驿包没有写成，U盘上原来的文件都还在。请腾出地方或换一个U盘。",
            ),
            StickError::ReadOnly { .. } => (
                "stick_read_only",
                "U盘写不进去，可能开着写保护，驿包没有写成。请拨开写保护开关或换一个U盘。",
            ),
            StickError::Gone { .. } => (
                "stick_gone",
                "找不到U盘，可能已经拔出，驿包没有写成，册子没有改动。请插好U盘再做一次。",
            ),
            StickError::Name => (
                "stick_name",
                "U盘上今天的驿包太多，名字排不下了，驿包没有写成。请换一个文件夹。",
            ),
            StickError::ReadBack { .. } => (
                "stick_failing",
                "写进去的和读回来的不一样，这个U盘靠不住，驿包没有留在上面。请换一个U盘。",
            ),
            StickError::Io {
                operation, kind, ..
            } => return file_problem(operation, *kind),
        };
        tracing::warn!(code, "stick");
        Self::new(code, message)
    }
}

impl From<exchange::Refused> for Problem {
    fn from(error: exchange::Refused) -> Self {
        tracing::warn!(%error, "package refused");
        let (code, reason) = refusal(&error);
        match error {
            exchange::Refused::Io { operation, kind } => file_problem(operation, kind),
            _ => Self::new(code, format!("{reason}什么也没有收进册子。")),
        }
    }
}

/// Why a package is refused, and what to do about it.
fn refusal(error: &exchange::Refused) -> (&'static str, String) {
    use exchange::Refused;
    match error {
        Refused::NotForUs { to } => (
            "package_not_for_us",
            format!("这个驿包是给别的单位的（代码{to}），本单位打不开。请核对是不是拿错了U盘。"),
        ),
        Refused::UnknownSender { from } => (
            "unknown_sender",
            format!("还没有信任发来驿包的单位（代码{from}）。请先读对方的名片，在电话里核对指纹。"),
        ),
        Refused::ChangedKey { from } => (
            "changed_key",
            format!(
                "驿包上的钥匙和以前信任的单位（代码{from}）不一样，可能有人冒充。请打电话问清楚。"
            ),
        ),
        _ => {
            let (code, reason) = plain_refusal(error);
            (code, reason.to_owned())
        }
    }
}

/// The reasons that name no office.
fn plain_refusal(error: &exchange::Refused) -> (&'static str, &'static str) {
    use exchange::Refused;
    const ASK_AGAIN: &str = "这个驿包的格式不对。请让对方升级程序后重新做一个。";
    match error {
        Refused::Truncated => (
            "package_truncated",
            "这个驿包没有拷全，可能U盘拔早了。请让对方重新做一个。",
        ),
        Refused::Altered => (
            "package_altered",
            "这个驿包被改动过，或U盘坏了。请让对方重新做一个，换个U盘送来。",
        ),
        Refused::NotAPackage => ("not_a_package", "这不是驿包。请选以 .yzb 结尾的文件。"),
        Refused::NewerContainer => (
            "package_too_new",
            "这个驿包是新版程序做的，这一版读不了。请升级程序再读。",
        ),
        Refused::OtherKey { .. } => (
            "package_other_key",
            "对方用的是本单位以前的名片，打不开。请把现在的名片给对方，让对方重新做一个。",
        ),
        Refused::BadSignature => (
            "bad_signature",
            "这个驿包的签名不对，不能相信。请让对方重新做一个。",
        ),
        Refused::ForeignAuthor { .. } => (
            "foreign_author",
            "驿包里有不该由这个单位写的内容，不能相信。请打电话问清楚。",
        ),
        Refused::HeaderDisagrees => (
            "header_disagrees",
            "驿包里外说的不一样，可能是拿别人的内容冒充的，不能相信。",
        ),
        Refused::OverLimit(_) => (
            "package_over_limit",
            "这个驿包大得不正常，没有打开。请让对方重新做一个。",
        ),
        Refused::LowerSuite { .. } => (
            "lower_suite",
            "这个驿包的加密比对方名片上答应的弱，不能相信。请让对方升级程序。",
        ),
        Refused::PassphraseNeeded => (
            "passphrase_needed",
            "这个驿包要口令才能打开。请向对方问口令。",
        ),
        Refused::WrongPassphrase => ("wrong_passphrase", "口令不对，驿包没有打开。请逐组核对。"),
        _ => ("package_malformed", ASK_AGAIN),
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
