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
    /// A paper with what concerns villagers was made.
    Print {
        /// Which paper.
        document: &'a str,
    },
    /// Somebody's PIN was set anew without the former one.
    ResetPin(RowId),
}

/// Writes a line into the log.
pub(crate) fn note(desk: &Desk, office: &mut Office, seen: Seen<'_>) -> Result<(), Problem> {
    let mut line = store::AccessLine {
        at_ms: desk.clock.wall().utc_ms,
        actor: office.seat.actor(),
        ..store::AccessLine::default()
    };
    let owned = |fields: &[&str]| fields.iter().map(ToString::to_string).collect();
    let kind = match seen {
        Seen::Reveal {
            spec,
            id,
            fields,
            reason,
        } => {
            spec.name.clone_into(&mut line.subject);
            line.row = id.to_string();
            line.fields = owned(fields);
            reason.trim().clone_into(&mut line.reason);
            "reveal"
        }
        Seen::Export {
            spec,
            fields,
            reason,
        } => {
            spec.name.clone_into(&mut line.subject);
            line.fields = owned(fields);
            reason.clone_into(&mut line.reason);
            "export"
        }
        Seen::Print { document } => {
            document.clone_into(&mut line.subject);
            "print"
        }
        Seen::ResetPin(user) => {
            "desk_user".clone_into(&mut line.subject);
            line.row = user.to_string();
            "reset_pin"
        }
    };
    kind.clone_into(&mut line.kind);
    Ok(office.store.log_access(&line)?)
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
        "print" => "打印，不是公开版".to_owned(),
        "reset_pin" => "没有用原来的PIN，重设了PIN".to_owned(),
        _ => String::new(),
    };
    if line.reason.is_empty() {
        done
    } else {
        format!("{done}，事由：{}", line.reason)
    }
}
