//! Errors of the handoff: cards, invitations, sticks and packages.

use super::file_problem;
use crate::problem::Problem;

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
