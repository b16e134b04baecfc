//! Each subcommand, as the commands of the one list.

use crate::arguments::{Arguments, Command, Sheet};
use crate::{opening, say, serve};
use anyhow::Context as _;
use app::bridge::{COMMANDS, typescript};
use app::demo::{self, DemoOrder};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Runs the subcommand and prints its result.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match &arguments.command {
        Command::Commands { typescript: true } => {
            say::line(typescript::bindings().trim_end());
            return Ok(());
        }
        Command::Serve { file, port } => {
            return serve::run(arguments, file.as_deref(), *port);
        }
        _ => {}
    }
    let result = answer(arguments)?;
    say::result(&result, arguments.json);
    Ok(())
}

fn answer(arguments: &Arguments) -> anyhow::Result<Value> {
    match &arguments.command {
        Command::Commands { .. } => Ok(command_list()),
        Command::Serve { .. } => Ok(Value::Null),
        Command::Init { .. }
        | Command::Demo { .. }
        | Command::Join { .. }
        | Command::Restore { .. } => make(arguments),
        Command::Trust {
            file,
            card,
            fingerprint,
        } => trust(arguments, (file, card), fingerprint.as_deref()),
        Command::Documents => Ok(opening::desk()?.call("documents", json!({}))?),
        Command::Verify { package, file } => {
            let desk = match file {
                Some(file) => opening::open(arguments, file)?,
                None => opening::desk()?,
            };
            Ok(desk.call("verify_package", json!({ "path": absolute(package)? }))?)
        }
        command => {
            let (file, name, payload) = request(command)?;
            Ok(opening::open(arguments, file)?.call(name, payload)?)
        }
    }
}

/// Whoever gives no fingerprint has compared the one that is printed, or does so now.
fn trust(
    arguments: &Arguments,
    (file, card): (&Path, &Path),
    fingerprint: Option<&str>,
) -> anyhow::Result<Value> {
    let desk = opening::open(arguments, file)?;
    let path = absolute(card)?;
    let read = desk.call("read_card", json!({ "path": path }))?;
    let printed = read.get("fingerprint").cloned().unwrap_or_default();
    let fingerprint = fingerprint.map_or(printed, Value::from);
    let payload = json!({ "path": path, "fingerprint": fingerprint });
    Ok(desk.call("trust_card", payload)?)
}

/// Subcommands that make a file.
fn make(arguments: &Arguments) -> anyhow::Result<Value> {
    match &arguments.command {
        Command::Init { .. } => init(arguments),
        Command::Demo { dir, seed, size } => {
            let villages = if size == "township" { 20 } else { 1 };
            let order = DemoOrder {
                dir: absolute(dir)?,
                seed: *seed,
                villages,
            };
            Ok(demo::run(&order)?)
        }
        Command::Join {
            file,
            invite: Some(invite),
            ..
        } => {
            let desk = opening::open(arguments, file)?;
            Ok(desk.call("invite_laptop", json!({ "path": absolute(invite)? }))?)
        }
        Command::Join {
            file,
            invitation: Some(invitation),
            no_password,
            ..
        } => {
            let passphrase = std::env::var("YIZHAN_PASSPHRASE").unwrap_or_default();
            let payload = json!({
                "path": absolute(file)?, "invitation": absolute(invitation)?,
                "passphrase": passphrase, "password": asked_password(arguments, *no_password)?,
            });
            Ok(opening::desk()?.call("join_office", payload)?)
        }
        Command::Restore { .. } => restore(arguments),
        _ => Ok(Value::Null),
    }
}

fn restore(arguments: &Arguments) -> anyhow::Result<Value> {
    let Command::Restore {
        backup,
        file,
        set_aside,
        recovery_code,
    } = &arguments.command
    else {
        return Ok(Value::Null);
    };
    let opens = opening::password(arguments)?;
    let way = if *recovery_code {
        "recovery_code"
    } else {
        "password"
    };
    let payload = json!({
        "backup": absolute(backup)?, "path": absolute(file)?,
        way: opens, "set_aside": set_aside,
    });
    Ok(opening::desk()?.call("restore_file", payload)?)
}

fn init(arguments: &Arguments) -> anyhow::Result<Value> {
    let Command::Init {
        file,
        code,
        name,
        town,
        no_password,
    } = &arguments.command
    else {
        return Ok(Value::Null);
    };
    let payload = json!({
        "path": absolute(file)?, "code": code, "name": name,
        "kind": if *town { "town" } else { "village" },
        "password": asked_password(arguments, *no_password)?,
    });
    Ok(opening::desk()?.call("create_file", payload)?)
}

/// The password of a new file; none only where that was asked for in so many words.
fn asked_password(arguments: &Arguments, none: bool) -> anyhow::Result<Option<String>> {
    if none {
        return Ok(None);
    }
    let password = opening::password(arguments)?.ok_or_else(|| {
        app::Problem::new(
            "password_missing",
            "还没有给密码，什么也没有建。请用 --password-file 或环境变量 YIZHAN_PASSWORD 给出密码；特意不设密码请加 --no-password。",
        )
    })?;
    Ok(Some(password))
}

/// The command of the list that a subcommand about an open file stands for.
fn request(command: &Command) -> anyhow::Result<(&Path, &str, Value)> {
    Ok(match command {
        Command::Call {
            file,
            name,
            payload,
        } => (file, name, payload_json(payload)?),
        Command::Print {
            file,
            document,
            ids,
            groups,
            public,
            blank,
            output,
        } => {
            let path = absolute(output)?;
            let payload = json!({
                "document": document,
                "ids": ids,
                "groups": groups,
                "public": public,
                "blank": blank,
                "path": path,
            });
            (file, "save_document", payload)
        }
        Command::Sheet(order) => {
            let (name, payload) = sheet(order)?;
            (&order.file, name, payload)
        }
        Command::Card { file, output } => (file, "save_card", json!({ "path": absolute(output)? })),
        Command::Export {
            file,
            to,
            profile,
            output,
        } => {
            let payload = json!({ "to": to, "profile": profile, "path": absolute(output)? });
            (file, "export_package", payload)
        }
        Command::Import {
            file,
            package,
            plan,
            confirm_removals,
        } => {
            let payload = json!({
                "path": absolute(package)?, "plan": plan, "confirm_removals": confirm_removals,
            });
            (file, "import_package", payload)
        }
        Command::VerifyPaper { file, text } => (file, "verify_paper", json!({ "text": text })),
        Command::Status { file } => (file, "handoff_state", json!({})),
        Command::Backup { file, dir } => (file, "backup_file", json!({ "folder": absolute(dir)? })),
        Command::Check { file, rebuild } => (file, "check_file", json!({ "rebuild": rebuild })),
        _ => anyhow::bail!("这个命令不针对打开的村册"),
    })
}

fn sheet(order: &Sheet) -> anyhow::Result<(&'static str, Value)> {
    let (ledger, path) = (&order.ledger, absolute(&order.path)?);
    let columns: BTreeMap<&str, &str> = order
        .columns
        .iter()
        .map(|(letters, field)| (letters.as_str(), field.as_str()))
        .collect();
    let mapping = (!columns.is_empty()).then_some(columns);
    Ok(match (order.what.as_str(), &order.output) {
        ("template", _) => ("sheet_template", json!({ "ledger": ledger, "path": path })),
        ("export", _) => {
            let payload = json!({ "ledger": ledger, "path": path, "reason": order.reason });
            ("export_sheet", payload)
        }
        ("rejected", Some(output)) => {
            let to = absolute(output)?;
            let payload = json!({ "ledger": ledger, "path": path, "to": to, "mapping": mapping });
            ("save_rejected", payload)
        }
        _ => {
            let payload = json!({
                "ledger": ledger, "path": path, "plan": order.plan, "mapping": mapping,
            });
            ("import_sheet", payload)
        }
    })
}

fn payload_json(text: &str) -> anyhow::Result<Value> {
    let text = if text == "-" {
        std::io::read_to_string(std::io::stdin()).context("标准输入读不出来")?
    } else {
        text.to_owned()
    };
    serde_json::from_str(&text).context("请求不是 JSON")
}

fn command_list() -> Value {
    let commands = COMMANDS.iter().map(|command| {
        let (request, answer) = command.shapes();
        json!({
            "name": command.name, "purpose": command.purpose.trim(),
            "request": request, "answer": answer,
        })
    });
    commands.collect()
}

/// Paths go to the command list in full: the office does not know where the shell stands.
fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("路径不对：{}", path.display()))
}
