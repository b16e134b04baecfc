//! Who can open the file: a password each, wrong tries slowed down, the paper recovery code, and
//! a person taken out with a new file key.

use acceptance::{Station, desk_at};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const SHARED: &str = "溪水边种着两棵板栗";
const OF_LI: &str = "李家门前有口老水井";
const OF_WANG: &str = "王家后山的竹子真多";
const SECONDS_ON: &str = "2026-07-12T08:00:02+08:00";
const A_MINUTE_ON: &str = "2026-07-12T08:01:05+08:00";
const NEXT_DAY: &str = "2026-07-13T08:00:00+08:00";

/// 栗溪村 with a shared password, 李秀英 and 王小兵, and its paper recovery code.
struct Village {
    station: Station,
    code: String,
}

impl Village {
    fn new() -> Self {
        let station = Station::village();
        for (name, role) in [("李秀英", "officer"), ("王小兵", "watch")] {
            station.call("save_user", json!({ "name": name, "role": role }));
        }
        let drawn = station.call("protect_file", json!({ "password": SHARED }));
        let code = drawn["recovery_code"].as_str().unwrap().to_owned();
        Self { station, code }
    }

    /// The village after both set passwords of their own; 李秀英 works.
    fn with_passwords() -> Self {
        let village = Self::new();
        for (name, password) in [("李秀英", OF_LI), ("王小兵", OF_WANG)] {
            let id = village.id(name);
            let set = json!({ "user_id": id, "password": password, "confirm": SHARED });
            // 李秀英 sets the other's first password with the shared one no longer hers to use.
            let set = match name {
                "李秀英" => set,
                _ => json!({ "user_id": id, "password": password, "confirm": OF_LI }),
            };
            village.station.call("set_password", set);
        }
        village
    }

    fn id(&self, name: &str) -> Value {
        let users = self.station.call("users", json!({}));
        let users = users["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["name"] == name);
        user.unwrap()["id"].clone()
    }

    fn number(&self, name: &str) -> Value {
        let ring = self.station.call("key_ring", json!({}));
        let passwords = ring["passwords"].as_array().unwrap();
        let of = passwords.iter().find(|password| password["name"] == name);
        of.unwrap()["number"].clone()
    }

    /// Locks the file and comes back at another moment, with a program begun anew.
    fn locked_at(&mut self, moment: &str) {
        self.station.call("lock_file", json!({}));
        self.station.desk = desk_at(moment);
        let chosen = json!({ "path": self.station.file });
        self.station.call("choose_file", chosen);
    }

    fn worker(&self) -> Value {
        let users = self.station.call("users", json!({}));
        let current = users["current"].clone();
        let users = users["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["id"] == current);
        user.map_or(Value::Null, |user| user["name"].clone())
    }
}

#[test]
fn each_person_opens_the_file_with_his_own_password_and_sits_down() {
    let mut village = Village::with_passwords();
    let wang = village.number("王小兵");
    village.locked_at(NEXT_DAY);
    let state = village.station.call("file_state", json!({}));
    assert_eq!(
        state["numbers"],
        json!([1, 2, 3]),
        "numbers stand in for names"
    );
    let key_file = fs::read_to_string(key_path(&village.station.file)).unwrap();
    assert!(!key_file.contains("王小兵"), "the key file names nobody");
    village.station.call(
        "unlock_file",
        json!({ "number": wang, "password": OF_WANG }),
    );
    assert_eq!(village.worker(), "王小兵");
    village.locked_at(NEXT_DAY);
    let crossed = json!({ "number": wang, "password": OF_LI });
    let refused = village.station.refuse("unlock_file", crossed);
    assert_eq!(refused.code, "wrong_password");
}

#[test]
fn whoever_has_a_password_of_his_own_is_not_seated_by_the_shared_one() {
    let mut village = Village::with_passwords();
    assert_eq!(village.worker(), "李秀英");
    village.locked_at(NEXT_DAY);
    village
        .station
        .call("unlock_file", json!({ "number": 1, "password": SHARED }));
    assert_eq!(village.worker(), Value::Null, "he says who he is first");
}

#[test]
fn a_wrong_password_makes_the_next_try_wait_even_after_a_restart() {
    let mut village = Village::new();
    village.locked_at(acceptance::NOW);
    let refuse = |village: &Village, password: &str| {
        let try_it = json!({ "password": password });
        village.station.refuse("unlock_file", try_it).code
    };
    assert_eq!(refuse(&village, "不是这一个密码"), "wrong_password");
    assert_eq!(
        refuse(&village, SHARED),
        "unlock_wait",
        "even the right one waits"
    );
    village.station.desk = desk_at(SECONDS_ON);
    village
        .station
        .call("choose_file", json!({ "path": village.station.file }));
    assert_eq!(refuse(&village, "也不是这一个"), "wrong_password");
    let state = village.station.call("file_state", json!({}));
    assert_eq!(state["wait_seconds"], 2, "the second wait is twice as long");
    let code = json!({ "recovery_code": village.code });
    let by_code = village.station.refuse("unlock_file", code).code;
    assert_eq!(by_code, "unlock_wait", "the paper code waits with it");
    village.station.desk = desk_at(A_MINUTE_ON);
    village
        .station
        .call("choose_file", json!({ "path": village.station.file }));
    village
        .station
        .call("unlock_file", json!({ "password": SHARED }));
    let left = files_of(&village.station.file);
    let is_note = |path: &PathBuf| path.to_string_lossy().ends_with(".tries");
    assert!(!left.iter().any(is_note), "what opened takes the note away");
}

#[test]
fn a_forgotten_password_is_set_anew_with_the_paper_code_whose_typos_are_named() {
    let mut village = Village::new();
    village.locked_at(NEXT_DAY);
    let typo = with_typo_in_group(&village.code, 3);
    let refused = village
        .station
        .refuse("unlock_file", json!({ "recovery_code": typo }));
    assert_eq!(refused.code, "recovery_code_typo");
    assert!(refused.message.contains("第3组"), "{}", refused.message);
    let typed = village.code.to_lowercase().replace('-', " ");
    village
        .station
        .call("unlock_file", json!({ "recovery_code": typed }));
    let typo = json!({ "password": OF_LI, "confirm": with_typo_in_group(&village.code, 5) });
    let refused = village.station.refuse("set_password", typo);
    assert_eq!(refused.code, "recovery_code_typo");
    let set = json!({ "password": OF_LI, "confirm": village.code });
    village.station.call("set_password", set);
    village.locked_at(NEXT_DAY);
    village
        .station
        .call("unlock_file", json!({ "password": OF_LI }));
}

#[test]
fn a_new_recovery_code_is_printed_once_and_makes_the_old_one_void() {
    let mut village = Village::new();
    let confirm = json!({ "confirm": SHARED });
    let drawn = village.station.call("new_recovery_code", confirm);
    let code = drawn["recovery_code"].clone();
    let sheet = json!({ "recovery_code": code });
    let paper = village.station.call("print_recovery_code", sheet);
    assert_eq!(paper["pages"], 1);
    assert_eq!(paper["notes"], json!([]));
    let old = json!({ "recovery_code": village.code });
    let refused = village.station.refuse("print_recovery_code", old.clone());
    assert_eq!(
        refused.code, "wrong_recovery_code",
        "a void code is never printed"
    );
    village.locked_at(NEXT_DAY);
    let refused = village.station.refuse("unlock_file", old);
    assert_eq!(refused.code, "wrong_recovery_code");
    village.station.desk = desk_at("2026-07-14T08:00:00+08:00");
    village
        .station
        .call("choose_file", json!({ "path": village.station.file }));
    village
        .station
        .call("unlock_file", json!({ "recovery_code": code }));
}

#[test]
fn whoever_is_taken_out_opens_nothing_with_what_he_kept() {
    let mut village = Village::with_passwords();
    village.station.person("陈守田", "14200000001");
    let key_file = key_path(&village.station.file);
    let kept = fs::read(&key_file).unwrap();
    let own = json!({ "number": village.number("李秀英"), "confirm": OF_LI });
    let refused = village.station.refuse("take_out_password", own);
    assert_eq!(refused.code, "own_password");
    let out = json!({ "number": village.number("王小兵"), "confirm": OF_LI });
    let ring = village.station.call("take_out_password", out);
    assert_eq!(ring["passwords"].as_array().unwrap().len(), 2);
    assert_eq!(village.station.count("person"), 1, "work goes on at once");
    village.station.person("孙桂花", "14200000002");
    village.station.assert_sound();
    village.locked_at(NEXT_DAY);
    let wang = json!({ "password": OF_WANG });
    let refused = village.station.refuse("unlock_file", wang.clone());
    assert_eq!(refused.code, "wrong_password");
    let renewed = fs::read(&key_file).unwrap();
    fs::write(&key_file, kept).unwrap();
    village.station.desk = desk_at("2026-07-14T08:00:00+08:00");
    village
        .station
        .call("choose_file", json!({ "path": village.station.file }));
    let refused = village.station.refuse("unlock_file", wang);
    assert_ne!(
        refused.code, "wrong_password",
        "his old key is right, the file is not its own"
    );
    fs::write(&key_file, renewed).unwrap();
    village
        .station
        .call("unlock_file", json!({ "password": OF_LI }));
    assert_eq!(village.station.count("person"), 2);
}

#[test]
fn a_watch_changes_his_own_password_and_nobody_elses() {
    let mut village = Village::with_passwords();
    let (li, wang) = (village.id("李秀英"), village.id("王小兵"));
    village.locked_at(NEXT_DAY);
    village
        .station
        .call("unlock_file", json!({ "number": 3, "password": OF_WANG }));
    let others = json!({ "user_id": li, "password": "谁也猜不到的一句话", "confirm": OF_WANG });
    let refused = village.station.refuse("set_password", others);
    assert_eq!(refused.code, "not_your_role");
    let wrong = json!({ "user_id": wang, "password": "谁也猜不到的一句话", "confirm": SHARED });
    let refused = village.station.refuse("set_password", wrong);
    assert_eq!(
        refused.code, "wrong_password",
        "his own is asked for, not the shared one"
    );
    village.station.desk = {
        village.station.call("lock_file", json!({}));
        desk_at("2026-07-14T08:00:00+08:00")
    };
    village
        .station
        .call("choose_file", json!({ "path": village.station.file }));
    village
        .station
        .call("unlock_file", json!({ "number": 3, "password": OF_WANG }));
    let own = json!({ "user_id": wang, "password": "谁也猜不到的一句话", "confirm": OF_WANG });
    village.station.call("set_password", own);
}

#[test]
fn a_stopped_person_opens_nothing_until_he_is_taken_out_too() {
    let mut village = Village::with_passwords();
    let id = village.id("王小兵");
    let stop = json!({ "id": id, "name": "王小兵", "role": "watch", "in_use": false });
    village.station.call("save_user", stop);
    village.locked_at(NEXT_DAY);
    let refused = village
        .station
        .refuse("unlock_file", json!({ "number": 3, "password": OF_WANG }));
    assert_eq!(refused.code, "not_in_use");
    village
        .station
        .call("unlock_file", json!({ "number": 2, "password": OF_LI }));
    let log = village.station.call("access_log", json!({}));
    let what: Vec<&str> = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["what"].as_str())
        .collect();
    assert!(what.contains(&"设了打开册子的密码"), "{what:?}");
}

#[test]
fn no_password_and_no_code_lies_in_any_file_beside_the_books() {
    let village = Village::with_passwords();
    let folder = village.station.path("备份");
    fs::create_dir(&folder).unwrap();
    village
        .station
        .call("backup_file", json!({ "folder": folder }));
    village.station.call("lock_file", json!({}));
    let code = village.code.replace('-', "");
    let mut read = 0;
    for path in files_of(&village.station.file)
        .into_iter()
        .chain(files_in(&folder))
    {
        let bytes = fs::read(&path).unwrap();
        for secret in [SHARED, OF_LI, OF_WANG, &village.code, &code] {
            assert!(!holds(&bytes, secret), "{}", path.display());
        }
        read += 1;
    }
    assert!(read >= 3, "file, key file and backup were looked at");
}

fn key_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

fn files_of(file: &Path) -> Vec<PathBuf> {
    files_in(file.parent().unwrap())
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

/// Whether the text stands there as UTF-8 or as UTF-16.
fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), wide.as_slice()]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|window| window == *needle))
}

/// The code with one letter of a group mistyped.
fn with_typo_in_group(code: &str, group: usize) -> String {
    let mut groups: Vec<String> = code.split('-').map(str::to_owned).collect();
    let wrong = groups[group - 1].remove(1);
    groups[group - 1].insert(1, if wrong == '7' { '8' } else { '7' });
    groups.join("-")
}

#[test]
fn a_first_password_that_cannot_be_set_leaves_the_books_open_and_no_password_behind() {
    let station = Station::village();
    let key_file = PathBuf::from(format!("{}.key", station.file.display()));
    let before = fs::read(&key_file).unwrap();
    // A folder stands where the file under its new key would be written.
    let way = PathBuf::from(format!("{}.part", station.file.display()));
    fs::create_dir_all(way.join("x")).unwrap();
    station.refuse("protect_file", json!({ "password": SHARED }));
    assert_eq!(fs::read(&key_file).unwrap(), before);
    let ring = station.call("key_ring", json!({}));
    assert_eq!(ring["unprotected"], true);
    let keys = station.call("office_keys", json!({}));
    assert_eq!(keys["needs_former_paper"], false, "no paper was drawn");
    fs::remove_dir_all(way).unwrap();
    let drawn = station.call("protect_file", json!({ "password": SHARED }));
    assert_eq!(drawn["keys"]["unprotected"], false);
    station.assert_sound();
}
