//! The access log: who saw what is hidden from others, when and why. Values never go in.

use crate::bridge::access::{AccessLine, AccessLog, ReadAccessLog};
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, row_id};
use crate::problem::Problem;
use ledger::{RowId, Spec};

/// Lines of a page where the request does not say.
const PAGE: u32 = 100;
/// Most lines of a page.
const MAX_PAGE: u32 = 500;

/// What the log notes.
pub(crate) enum Seen<'a> {
    /// Masked fields of a record were shown.
    Reveal {
        /// Of which ledger.
        spec: &'a Spec,
        /// Which record.
        id: RowId,
        /// Names of the fields.
        fields: &'a [&'a str],
        /// Why, as typed.
        reason: &'a str,
    },
    /// A ledger left the file as a spreadsheet, with these secret fields.
    Export {
        /// Which ledger.
        spec: &'a Spec,
        /// Names of the fields.
        fields: &'a [&'a str],
        /// Why, as typed.
        reason: &'a str,
    },
    /// Everything left the file as open files.
    Archive {
        /// Whether what is secret went along.
        secret: bool,
        /// Why, as typed.
        reason: &'a str,
    },
    /// A paper with what concerns villagers was made.
    Print {
        /// Which paper.
        document: &'a str,
    },
    /// Somebody's PIN was set anew without the former one.
    ResetPin(RowId),
    /// Somebody's password was set, or the shared one.
    SetPassword(Option<RowId>),
    /// Somebody's password was taken out, or the shared one.
    TakeOutPassword(Option<RowId>),
    /// A new paper recovery code was drawn.
    NewCode,
    /// The file was copied or restored and goes on as a new replica.
    Copied,
    /// Another copy wrote as the same replica; the file goes on as a new one.
    Forked,
}

/// Writes a line into the log.
pub(crate) fn note(desk: &Desk, office: &mut Office, seen: Seen<'_>) -> Result<(), Problem> {
    let line = store::AccessLine {
        at_ms: desk.clock.wall().utc_ms,
        actor: office.seat.actor(),
        ..line_of(seen)
    };
    Ok(office.store.log_access(&line)?)
}

fn line_of(seen: Seen<'_>) -> store::AccessLine {
    let owned = |fields: &[&str]| fields.iter().map(ToString::to_string).collect();
    match seen {
        Seen::Reveal {
            spec,
            id,
            fields,
            reason,
        } => store::AccessLine {
            row: id.to_string(),
            fields: owned(fields),
            reason: reason.trim().to_owned(),
            ..line("reveal", spec.name)
        },
        Seen::Export {
            spec,
            fields,
            reason,
        } => store::AccessLine {
            fields: owned(fields),
            reason: reason.to_owned(),
            ..line("export", spec.name)
        },
        Seen::Archive { secret, reason } => store::AccessLine {
            fields: owned(if secret { &["secret"] } else { &[] }),
            reason: reason.trim().to_owned(),
            ..line("archive", "archive")
        },
        Seen::Print { document } => line("print", document),
        Seen::ResetPin(user) => of_user("reset_pin", Some(user)),
        Seen::SetPassword(user) => of_user("set_password", user),
        Seen::TakeOutPassword(user) => of_user("take_out_password", user),
        Seen::NewCode => of_user("new_code", None),
        Seen::Copied => line("copied", "village_profile"),
        Seen::Forked => line("forked", "village_profile"),
    }
}

fn line(kind: &str, subject: &str) -> store::AccessLine {
    store::AccessLine {
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        ..store::AccessLine::default()
    }
}

fn of_user(kind: &str, user: Option<RowId>) -> store::AccessLine {
    store::AccessLine {
        row: user.map(|id| id.to_string()).unwrap_or_default(),
        ..line(kind, "desk_user")
    }
}

/// Shows who saw what is hidden from others.
pub(crate) fn log(desk: &Desk, request: ReadAccessLog) -> Result<AccessLog, Problem> {
    let limit = if request.limit == 0 {
        PAGE
    } else {
        request.limit.min(MAX_PAGE)
    };
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "看查阅日志")?;
        let (total, lines) = office.store.accesses(request.offset, limit)?;
        let lines = lines.iter().map(|line| line_view(desk, office, line));
        Ok(AccessLog {
            total,
            lines: lines.collect::<Result<_, _>>()?,
        })
    })
}

fn line_view(
    desk: &Desk,
    office: &Office,
    line: &store::AccessLine,
) -> Result<AccessLine, Problem> {
    let spec = ledger::by_name(&line.subject);
    let title = match spec.filter(|_| !line.row.is_empty()) {
        Some(spec) => {
            let stored = office.store.row(spec, row_id(&line.row)?)?;
            let title = stored.map(|stored| office.title(spec, &stored.row));
            title.transpose()?.unwrap_or_default()
        }
        None => String::new(),
    };
    Ok(AccessLine {
        at: desk.clock.text_of(line.at_ms),
        who: office.actor_name(&line.actor)?,
        ledger_label: match spec {
            Some(spec) => spec.label.to_owned(),
            None if line.kind == "archive" => "全部台账".to_owned(),
            None => super::paper::title_of(desk, &line.subject)?,
        },
        title,
        what: what(spec, line),
    })
}

fn what(spec: Option<&'static Spec>, line: &store::AccessLine) -> String {
    let label = |name: &String| {
        let field = spec.and_then(|spec| spec.field(name));
        field.map_or_else(|| name.clone(), |field| field.label.to_owned())
    };
    let fields: Vec<String> = line.fields.iter().map(label).collect();
    let done = match line.kind.as_str() {
        "reveal" => format!("显示了{}", fields.join("、")),
        "export" if fields.is_empty() => "导出表格".to_owned(),
        "export" => format!("导出表格，含{}", fields.join("、")),
        "archive" if fields.is_empty() => "导出档案，没有加密".to_owned(),
        "archive" => "导出档案，没有加密，含机密内容".to_owned(),
        "print" => "打印，不是公开版".to_owned(),
        "reset_pin" => "没有用原来的PIN，重设了PIN".to_owned(),
        "set_password" if line.row.is_empty() => "设了册子的共用密码".to_owned(),
        "set_password" => "设了打开册子的密码".to_owned(),
        "take_out_password" => "取消了打开册子的密码，换了册子的钥匙".to_owned(),
        "copied" => "这本册子是拷来的或恢复的，从这里起作为新副本记账".to_owned(),
        "forked" => "另有一份拷贝用同一个副本记过账，从这里起作为新副本记账".to_owned(),
        "new_code" => "换了纸上的恢复码".to_owned(),
        _ => String::new(),
    };
    if line.reason.is_empty() {
        done
    } else {
        format!("{done}，事由：{}", line.reason)
    }
}
