//! Errors of the rooms, in the officer's words: what happened, what is safe, what to do next.

use crate::problem::Problem;
use std::io::ErrorKind;
use store::StoreError;

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

impl From<exchange::CardError> for Problem {
    fn from(error: exchange::CardError) -> Self {
        use exchange::CardError;
        let (code, message) = match error {
            CardError::Newer => (
                "card_too_new",
                "这张名片是新版程序做的，这一版读不了，什么也没有改动。请升级程序再读。",
            ),
            CardError::Root => (
                "not_office_code",
                "恢复码不是本单位的那一张，钥匙没有换。请找第一台电脑建册时打印的恢复码。",
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
                "U盘满了，文件没有写成，U盘上原来的文件都还在。请腾出地方或换一个U盘。",
            ),
            StickError::TooLarge { .. } => (
                "stick_too_large",
                "文件太大，这个U盘装不下单个这么大的文件，没有写成，原来的文件都还在。请换一个格式为 exFAT 或 NTFS 的U盘。",
            ),
            StickError::ReadOnly { .. } => (
                "stick_read_only",
                "U盘写不进去，可能开着写保护，文件没有写成，原来的文件都还在。请拨开写保护开关或换一个U盘。",
            ),
            StickError::Gone { .. } => (
                "stick_gone",
                "找不到U盘，可能已经拔出，文件没有写成，册子没有改动。请插好U盘再做一次。",
            ),
            StickError::Failing { .. } => (
                "stick_failing",
                "U盘还插着，但读写出错，可能接触不良或快坏了。文件没有写成，册子没有改动。请重新插好再试，再出错就换一个U盘。",
            ),
            StickError::ReadBack { .. } => (
                "stick_lies",
                "写进去的和读回来的不一样，这个U盘靠不住，文件没有留在上面，册子没有改动。请换一个U盘。",
            ),
            StickError::Name(_) => (
                "stick_name",
                "这个文件名不能用，文件没有写成。名字里不要有斜杠、冒号、星号、问号、引号、尖括号和竖线，不要太长，也不要以点或空格结尾。",
            ),
            StickError::Taken { .. } => (
                "file_exists",
                "这个名字的文件已经有了，没有覆盖它。请换一个名字或文件夹。",
            ),
            StickError::Stopped => return Self::stopped(),
            StickError::Content { kind } => return file_problem("read", *kind),
            StickError::Io {
                operation, kind, ..
            } => return file_problem(operation, *kind),
        };
        tracing::warn!(code, "stick");
        Self::new(code, message)
    }
}

impl From<exchange::stick::Unfit> for Problem {
    fn from(unfit: exchange::stick::Unfit) -> Self {
        exchange::StickError::Name(unfit).into()
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
        Refused::ChangedKey {
            rival: Some(rival), ..
        } => ("changed_key", rival_text(rival)),
        Refused::ChangedKey { from, .. } => (
            "changed_key",
            format!(
                "驿包上的钥匙和以前信任的单位（代码{from}）不一样，也没有它的恢复码证明，可能有人冒充。请打电话（号码不要照名片上的）请对方念名片上的30个数字，同“已认识的单位”里的逐组核对；不一样就不要收。"
            ),
        ),
        _ => {
            let (code, reason) = plain_refusal(error);
            (code, reason.to_owned())
        }
    }
}

/// Whose card contradicts the trusted one, both fingerprints, what is safe and what to do.
pub(crate) fn rival_text(rival: &exchange::Rival) -> String {
    let exchange::Rival {
        code,
        name,
        known,
        other,
        ..
    } = rival;
    let (origin, next) = if rival.is_one_root {
        (
            "两张都出自同一张恢复码：多半是在两台电脑上各换了一次钥匙，也可能恢复码被别人拿到了。",
            "请打电话（号码不要照名片上的）找这个单位的负责人，以信任的这组数字为准：在用这组数字的电脑上做邀请，另一台用邀请新建一本。恢复码不在自己手里的，请马上换恢复码和钥匙。",
        )
    } else {
        (
            "两张出自不同的恢复码：可能有人冒充，也可能对方另建了一本册子。",
            "请打电话（号码不要照名片上的）请对方念名片上的30个数字：念的是来的这组，请对方找出原来的恢复码换钥匙，再送新名片来；念的是信任的那组，就不要收这个U盘。",
        )
    };
    format!(
        "{name}（代码{code}）有两张对不上的名片。信任的指纹是{known}，来的指纹是{other}。{origin}信任的那张没有换，仍旧用它。{next}"
    )
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
            "这个驿包是用本单位另一把钥匙封的，打不开。本单位在别的电脑上换过钥匙的，请先在“电脑和钥匙”里换上新钥匙再读；没有换过的，请把现在的名片给对方，让对方重新做一个。",
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
