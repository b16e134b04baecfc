//! What goes wrong, told to a person: what happened, what is safe, what to do next.

use serde::Serialize;

/// A refusal or failure with a stable code and a Chinese sentence. Never a raw error, never a
/// name, a phone or an identity number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable code that a program may act on.
    pub code: &'static str,
    /// What happened, what is safe, what to do next.
    pub message: String,
    /// Fields concerned, with what is wrong with each.
    pub fields: Vec<ProblemField>,
}

/// A field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemField {
    /// Field name.
    pub field: String,
    /// Chinese sentence.
    pub text: String,
}

impl Problem {
    /// A problem without fields.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            fields: Vec::new(),
        }
    }

    /// A problem of one field.
    pub fn of_field(code: &'static str, field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let fields = vec![ProblemField {
            field: field.to_owned(),
            text: message.clone(),
        }];
        Self {
            code,
            message,
            fields,
        }
    }

    /// The request does not fit the command.
    pub fn bad_request(error: &serde_json::Error) -> Self {
        // serde_json names the unknown or missing field, never a value of a known one.
        tracing::warn!(line = error.line(), kind = ?error.classify(), "request does not fit");
        Self::new(
            "bad_request",
            "请求的内容不对，什么也没有改动。多半是程序版本不一致，请重新打开程序。",
        )
    }

    /// No command has this name.
    pub fn unknown_command(name: &str) -> Self {
        tracing::warn!(name, "unknown command");
        Self::new(
            "unknown_command",
            "没有这个命令，什么也没有改动。可用 yizhan commands 查看全部命令。",
        )
    }

    /// Somebody asked for the work to be stopped, and it was.
    pub fn stopped() -> Self {
        Self::new(
            "stopped",
            "已按您的要求停下，这一步没有做成。册子和原来的文件都和开始前一样，可以随时再做。",
        )
    }

    /// Something that should not happen; the detail goes to the log only.
    pub fn internal(doing: &'static str, error: &dyn std::fmt::Display) -> Self {
        tracing::error!(doing, %error, "internal");
        Self::new(
            "internal",
            "程序出了差错，这一步没有做成，册子没有改动。请重试；再出错就关掉程序重开。",
        )
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}：{}", self.code, self.message)
    }
}

impl std::error::Error for Problem {}
