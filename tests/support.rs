//! Builders shared by the acceptance tests: offices on real files, driven through the command
//! list with exactly the JSON that the screens send.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a builder of tests fails the test it is used in"
)]

use app::{Assets, Clock, Desk, Problem};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// An office at work in a folder of its own.
pub struct Station {
    /// The desk with the office's file open.
    pub desk: Desk,
    /// Where its file lies.
    pub file: PathBuf,
    /// The paper recovery code that was shown when the file was made.
    pub paper: String,
    folder: tempfile::TempDir,
}

/// The morning of every test.
pub const NOW: &str = "2026-07-12T08:00:00+08:00";

/// An hour later: a second laptop's clock, so that which of two rival values is shown meanwhile
/// does not depend on chance.
pub const LATER: &str = "2026-07-12T09:00:00+08:00";

fn text_of(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// A desk with nothing on it, on the morning of [`NOW`].
pub fn desk() -> Desk {
    desk_at(NOW)
}

/// A desk with nothing on it, whose clock stands at a moment.
pub fn desk_at(moment: &str) -> Desk {
    let at = app::clock::moment(moment).expect("the constant is a moment");
    Desk::new(
        Assets::find(None).expect("assets lie in the source tree"),
        Clock::fixed(at),
    )
    .expect("the shipped lists are readable")
}

impl Station {
    /// 栗溪村, made without a password.
    pub fn village() -> Self {
        Self::office("990101102203", "栗溪村", "village")
    }

    /// 竹坪镇, made without a password.
    pub fn town() -> Self {
        Self::office("990101102000", "竹坪镇", "town")
    }

    /// An office made without a password.
    pub fn office(code: &str, name: &str, kind: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join(format!("{name}.yz"));
        let mut station = Self {
            desk: desk(),
            file,
            paper: String::new(),
            folder,
        };
        let created = station.call(
            "create_file",
            json!({ "path": station.file, "code": code, "name": name, "kind": kind, "password": null }),
        );
        station.paper = text_of(&created["recovery_code"]);
        station
    }

    /// A second laptop of the same office, joined by an invitation.
    pub fn second_laptop(&self) -> Self {
        let invitation = self.path("邀请.yzj");
        let told = self.call("invite_laptop", json!({ "path": invitation }));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("第二台.yz");
        let mut station = Self {
            desk: desk_at(LATER),
            file,
            paper: String::new(),
            folder,
        };
        let created = station.call(
            "join_office",
            json!({
                "path": station.file, "invitation": invitation,
                "passphrase": told["passphrase"], "password": null,
            }),
        );
        station.paper = text_of(&created["recovery_code"]);
        station
    }

    /// The file as it lies on the disk now.
    pub fn image(&self) -> Vec<u8> {
        self.call("lock_file", json!({}));
        let image = std::fs::read(&self.file).expect("the file");
        self.call("choose_file", json!({ "path": self.file }));
        image
    }

    /// Puts the file back as it was: an image of the disk, which no witness beside it tells.
    pub fn put_back(&self, image: &[u8]) {
        self.call("lock_file", json!({}));
        std::fs::write(&self.file, image).expect("the file");
        self.call("choose_file", json!({ "path": self.file }));
    }

    /// A path in the station's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command that must succeed.
    pub fn call(&self, name: &str, payload: Value) -> Value {
        match self.desk.call(name, payload) {
            Ok(answer) => answer,
            Err(problem) => panic!(
                "{name} should have worked, but: {problem} {:?}",
                problem.fields
            ),
        }
    }

    /// Runs a command that must be refused, and gives the problem.
    pub fn refuse(&self, name: &str, payload: Value) -> Problem {
        match self.desk.call(name, payload) {
            Ok(answer) => panic!("{name} should have been refused, but answered {answer}"),
            Err(problem) => problem,
        }
    }

    /// Saves a new record and gives it back.
    pub fn save(&self, ledger: &str, values: Value) -> Value {
        self.call("save_record", json!({ "ledger": ledger, "values": values }))
    }

    /// Changes fields of a record as it stands now.
    pub fn change(&self, ledger: &str, id: &Value, values: Value) -> Value {
        let record = self.read(ledger, id);
        self.call(
            "save_record",
            json!({ "ledger": ledger, "id": id, "values": values, "form": record["form"] }),
        )
    }

    /// Takes a step of a record as it stands now.
    pub fn advance(&self, ledger: &str, id: &Value, step: &str, values: Value) -> Value {
        let record = self.read(ledger, id);
        self.call(
            "advance_record",
            json!({ "ledger": ledger, "id": id, "step": step, "values": values, "form": record["form"] }),
        )
    }

    /// Reads a record.
    pub fn read(&self, ledger: &str, id: &Value) -> Value {
        self.call("read_record", json!({ "ledger": ledger, "id": id }))
    }

    /// How many living rows a ledger has.
    pub fn count(&self, ledger: &str) -> u64 {
        let page = self.call("list_records", json!({ "ledger": ledger, "limit": 1 }));
        page["total"].as_u64().expect("a total")
    }

    /// Somebody, and his id.
    pub fn person(&self, name: &str, mobile: &str) -> Value {
        self.save("person", json!({ "name": name, "mobile": mobile }))["id"].clone()
    }

    /// A second fold finds what the first one made.
    pub fn assert_sound(&self) {
        let checked = self.call("check_file", json!({ "rebuild": true }));
        assert_eq!(
            checked["ok"], true,
            "a second fold differs: {}",
            checked["differences"]
        );
    }
}

/// Two offices come to trust each other: cards carried both ways, fingerprints compared.
pub fn introduce(one: &Station, other: &Station) {
    for (of, to) in [(one, other), (other, one)] {
        let path = of.path("名片.json");
        of.call("save_card", json!({ "path": path }));
        let own = of.call("office_card", json!({}));
        to.call(
            "trust_card",
            json!({ "path": path, "fingerprint": own["fingerprint"] }),
        );
    }
}

/// Carries a package from one office to the other and gives what the merge answered.
pub fn carry(from: &Station, to: &Station) -> Value {
    let package = export(from, to);
    to.call("import_package", json!({ "path": package }))
}

/// Writes a package for the other office and gives its path.
pub fn export(from: &Station, to: &Station) -> PathBuf {
    let code = to.call("file_state", json!({}))["code"].clone();
    let written = from.call(
        "export_package",
        json!({ "to": code, "path": from.folder.path() }),
    );
    PathBuf::from(written["path"].as_str().expect("a path"))
}

/// A spreadsheet of the committed samples.
pub fn sheet(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/sheets")
        .join(name)
}
