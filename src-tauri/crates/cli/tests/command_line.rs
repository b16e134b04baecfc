//! The command line as other programs use it: exit codes, JSON on stdout, problems on stderr.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what the functions beside the tests unwrap fails the test"
)]

use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

fn yizhan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_yizhan"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("YIZHAN_PASSWORD")
        .output()
        .unwrap()
}

fn answer(folder: &Path, arguments: &[&str]) -> Value {
    let output = yizhan(folder, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?} should work: {error}"
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn problem(folder: &Path, arguments: &[&str]) -> Value {
    let output = yizhan(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{arguments:?} should be refused"
    );
    assert!(
        output.stdout.is_empty(),
        "a refusal prints nothing on stdout"
    );
    serde_json::from_slice(&output.stderr).unwrap()
}

fn village(folder: &Path) {
    let order = [
        "init",
        "村.yz",
        "--code",
        "990101102203",
        "--name",
        "栗溪村",
        "--no-password",
        "--json",
    ];
    assert_eq!(answer(folder, &order)["state"]["stage"], "open");
}

#[test]
fn a_village_is_made_asked_printed_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    village(folder);
    let order = json!({ "ledger": "hazard", "values": { "description": "路灯不亮" } }).to_string();
    let saved = answer(folder, &["call", "村.yz", "save_record", &order, "--json"]);
    assert_eq!(saved["shown"]["status"], "已发现");
    let printed = answer(
        folder,
        &[
            "print",
            "村.yz",
            "hazard_register",
            "-o",
            "台账.pdf",
            "--json",
        ],
    );
    assert!(printed["bytes"].as_u64().unwrap() > 1000);
    assert!(
        std::fs::read(folder.join("台账.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
    let checked = answer(folder, &["check", "村.yz", "--rebuild", "--json"]);
    assert_eq!(
        (checked["ok"].clone(), checked["differences"].clone()),
        (json!(true), json!([]))
    );
    let documents = answer(folder, &["documents", "--json"]);
    assert!(
        documents
            .as_array()
            .unwrap()
            .iter()
            .all(|kind| kind["name"].is_string() && kind["title"].is_string())
    );
}

#[test]
fn exit_codes_tell_done_refused_and_wrong_usage_apart() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    village(folder);
    let refused = problem(folder, &["call", "村.yz", "no_such_command", "--json"]);
    assert_eq!(refused["code"], "unknown_command");
    assert!(
        refused["message"]
            .as_str()
            .unwrap()
            .contains("什么也没有改动")
    );
    let missing = problem(folder, &["check", "没有.yz", "--json"]);
    assert!(missing["code"].is_string());
    assert_eq!(
        yizhan(folder, &["frobnicate"]).status.code(),
        Some(2),
        "wrong usage"
    );
    let silent = [
        "init",
        "乙.yz",
        "--code",
        "990101102204",
        "--name",
        "石门村",
        "--json",
    ];
    assert_eq!(
        problem(folder, &silent)["code"],
        "password_missing",
        "no password by accident"
    );
    assert!(!folder.join("乙.yz").exists());
}

#[test]
fn a_password_comes_from_a_file_and_never_from_an_argument() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("密码.txt"), "栗溪村里的好密码\n").unwrap();
    let with_password = |words: &[&'static str]| -> Vec<&'static str> {
        [words, &["--password-file", "密码.txt", "--json"]].concat()
    };
    let init = with_password(&[
        "init",
        "村.yz",
        "--code",
        "990101102203",
        "--name",
        "栗溪村",
    ]);
    assert!(answer(folder, &init)["recovery_code"].is_string());
    assert_eq!(
        problem(folder, &["check", "村.yz", "--json"])["code"],
        "password_missing"
    );
    std::fs::write(folder.join("密码.txt"), "别的密码别的密码\n").unwrap();
    assert_eq!(
        problem(folder, &with_password(&["check", "村.yz"]))["code"],
        "wrong_password"
    );
}

#[test]
fn cards_packages_and_receipts_go_by_the_command_line_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    village(folder);
    answer(
        folder,
        &[
            "init",
            "镇.yz",
            "--code",
            "990101102000",
            "--name",
            "竹坪镇",
            "--town",
            "--no-password",
            "--json",
        ],
    );
    for (of, to) in [("村.yz", "镇.yz"), ("镇.yz", "村.yz")] {
        let card = format!("{of}.card.json");
        answer(folder, &["card", of, "-o", &card, "--json"]);
        assert_eq!(
            answer(folder, &["trust", to, &card, "--json"])["trust"],
            "known"
        );
    }
    answer(folder, &["export", "村.yz", "-o", "送.yzb", "--json"]);
    assert_eq!(
        answer(folder, &["verify", "送.yzb", "--json"])["scope"],
        "outer"
    );
    assert_eq!(
        answer(folder, &["verify", "送.yzb", "镇.yz", "--json"])["scope"],
        "full"
    );
    let plan = answer(folder, &["import", "镇.yz", "送.yzb", "--plan", "--json"]);
    let merged = answer(folder, &["import", "镇.yz", "送.yzb", "--json"]);
    assert_eq!(plan["added"], merged["added"]);
    let again = answer(folder, &["import", "镇.yz", "送.yzb", "--json"]);
    assert_eq!(
        (again["added"].clone(), again["changed"].clone()),
        (json!(0), json!(0))
    );
    let taken = problem(folder, &["export", "村.yz", "-o", "送.yzb", "--json"]);
    assert_eq!(
        taken["code"], "file_exists",
        "an earlier package is never overwritten"
    );
    let status = answer(folder, &["status", "镇.yz", "--json"]);
    assert_eq!(status["offices"][0]["name"], "栗溪村");
}

#[test]
fn a_password_is_no_argument_and_nothing_typed_stands_in_a_log() {
    const PASSWORD: &str = "栗溪村里的好密码";
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let code = "990101102203";
    let init = ["init", "村.yz", "--code", code, "--name", "栗溪村"];
    let as_argument = [init.as_slice(), &["--password", PASSWORD]].concat();
    assert_eq!(
        yizhan(folder, &as_argument).status.code(),
        Some(2),
        "a password among the arguments is seen by everybody on the machine"
    );
    let told = |password: &str, arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_yizhan"))
            .args(arguments)
            .current_dir(folder)
            .env("YIZHAN_PASSWORD", password)
            .env("YIZHAN_LOG", "trace")
            .env("RUST_BACKTRACE", "1")
            .output()
            .unwrap()
    };
    let person = json!({ "name": "安小满", "mobile": "142 0000 0002", "cats": 1 });
    let order = json!({ "ledger": "person", "values": person }).to_string();
    let sought = json!({ "text": "安小满" }).to_string();
    let outputs = [
        told(PASSWORD, &init),
        told("猜一个密码试试", &["check", "村.yz"]),
        told(PASSWORD, &["call", "村.yz", "save_record", &order]),
        told(PASSWORD, &["call", "村.yz", "search", &sought]),
        told(PASSWORD, &["call", "村.yz", "search", "{\"text\":7}"]),
    ];
    for output in &outputs {
        let log = String::from_utf8_lossy(&output.stderr);
        for secret in [PASSWORD, "猜一个密码试试", "安小满", "142 0000 0002"] {
            assert!(!log.contains(secret), "{secret} stands in {log}");
        }
        let answer = String::from_utf8_lossy(&output.stdout);
        assert!(
            !answer.contains(PASSWORD),
            "the password was told: {answer}"
        );
    }
}

#[test]
fn a_damaged_file_is_laid_aside_and_a_backup_restored_with_the_paper_code() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let secret = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    secret("密码", "溪水边种着两棵板栗");
    let made = [
        "init",
        "村.yz",
        "--code",
        "990101102203",
        "--name",
        "栗溪村",
        "--password-file",
        "密码",
        "--json",
    ];
    let made = answer(folder, &made);
    secret("恢复码", made["recovery_code"].as_str().unwrap());
    std::fs::create_dir(folder.join("备份处")).unwrap();
    let saved = [
        "backup",
        "村.yz",
        "备份处",
        "--password-file",
        "密码",
        "--json",
    ];
    let saved = answer(folder, &saved);
    let backup = saved["path"].as_str().unwrap();
    std::fs::write(folder.join("村.yz"), b"damaged").unwrap();
    let by = |more: &[&'static str]| {
        let order = [
            "restore",
            backup,
            "村.yz",
            "--password-file",
            "恢复码",
            "--json",
        ];
        [order.as_slice(), more].concat()
    };
    let taken = problem(folder, &by(&["--recovery-code"]));
    assert_eq!(taken["code"], "file_exists");
    let as_password = problem(folder, &by(&["--set-aside"]));
    assert_eq!(as_password["code"], "wrong_password");
    assert_eq!(std::fs::read(folder.join("村.yz")).unwrap(), b"damaged");
    let restored = answer(folder, &by(&["--set-aside", "--recovery-code"]));
    assert_eq!(restored["state"]["stage"], "open");
    let aside = restored["aside"].as_str().unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), b"damaged", "never deleted");
}
