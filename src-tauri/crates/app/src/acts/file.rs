//! Making, opening, checking and saving the file.

use crate::bridge::file::{
    BackupFile, CheckFile, CheckedFile, ChooseFile, CreateFile, CreatedFile, FileState, Nothing,
    OfficeKind, RestoreFile, SavedFile, Stage, UnlockFile,
};
use crate::desk::{AtHand, Desk};
use crate::office::{Office, new_id, setting, spec_of};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, OfficeKeys, ReplicaKeys, RootKey};
use ledger::{Act, Change, ReplicaId, RowId, Value, numbers};
use std::path::{Path, PathBuf};
use store::{Access, CheckDepth, Lock, Store};

/// Fewest characters of a password.
const MIN_PASSWORD: usize = 8;

/// Tells which file is at hand and whether it is open.
pub(crate) fn state(desk: &Desk, _: Nothing) -> Result<FileState, Problem> {
    state_of(desk, &desk.at_hand())
}

/// The file at hand, as the screens need it.
pub(super) fn state_of(desk: &Desk, at_hand: &AtHand) -> Result<FileState, Problem> {
    let office = at_hand.office.as_ref();
    let stage = match (office, &at_hand.path) {
        (Some(_), _) => Stage::Open,
        (None, Some(_)) => Stage::Locked,
        (None, None) => Stage::None,
    };
    let urgent = office.map(super::mode::is_urgent).transpose()?;
    Ok(FileState {
        stage,
        path: at_hand.path.as_ref().map(|path| path.display().to_string()),
        name: office.map(|office| office.name.clone()).unwrap_or_default(),
        code: office.map(|office| office.code.clone()).unwrap_or_default(),
        kind: office.map_or(OfficeKind::Village, |office| office.kind),
        demo: office.is_some_and(|office| office.demo),
        unprotected: office.is_some_and(|office| office.unprotected),
        urgent: urgent.unwrap_or(false),
        today: desk.clock.today().format("%Y-%m-%d").to_string(),
    })
}

/// Chooses a file without a password asked; one made without a password opens at once.
pub(crate) fn choose(desk: &Desk, request: ChooseFile) -> Result<FileState, Problem> {
    let path = PathBuf::from(&request.path);
    let mut at_hand = desk.at_hand();
    if at_hand.office.is_some() && at_hand.path.as_ref() == Some(&path) {
        return state_of(desk, &at_hand);
    }
    let lock = Store::lock(&path)?;
    *at_hand = AtHand {
        path: Some(path.clone()),
        office: None,
    };
    if lock == Lock::Open {
        let store = Store::open(&path, &Access::Open)?;
        at_hand.office = Some(Office::of(store, true)?);
    }
    desk.follow(at_hand.office.as_ref())?;
    state_of(desk, &at_hand)
}

/// Opens the chosen file with its password or paper recovery code.
pub(crate) fn unlock(desk: &Desk, request: UnlockFile) -> Result<FileState, Problem> {
    let mut at_hand = desk.at_hand();
    let path = at_hand
        .path
        .clone()
        .ok_or_else(|| Problem::new("no_file_open", "还没有选村册。请先选一本，再输密码。"))?;
    if at_hand.office.is_some() {
        return state_of(desk, &at_hand);
    }
    let access = match (&request.password, &request.recovery_code) {
        (Some(password), None) => Access::Password(password),
        (None, Some(code)) => Access::Recovery(code),
        (None, None) if Store::lock(&path)? == Lock::Open => Access::Open,
        (None, None) => {
            return Err(Problem::of_field(
                "password_missing",
                "password",
                "请输入密码。",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(Problem::new(
                "bad_request",
                "密码和恢复码只用一样。册子没有打开。",
            ));
        }
    };
    let store = Store::open(&path, &access)?;
    at_hand.office = Some(Office::of(store, matches!(access, Access::Open))?);
    desk.follow(at_hand.office.as_ref())?;
    state_of(desk, &at_hand)
}

/// Closes the file; the password is asked again.
pub(crate) fn lock(desk: &Desk, _: Nothing) -> Result<FileState, Problem> {
    let mut at_hand = desk.at_hand();
    if let Some(office) = at_hand.office.take() {
        office.store.close()?;
    }
    desk.follow(None)?;
    state_of(desk, &at_hand)
}

/// Makes a new office file with its password; answers with the paper recovery code.
pub(crate) fn create(desk: &Desk, request: CreateFile) -> Result<CreatedFile, Problem> {
    check_request(&request)?;
    let path = PathBuf::from(&request.path);
    let replica = ReplicaId(new_id().0);
    let access = request
        .password
        .as_deref()
        .map_or(Access::Open, Access::Password);
    let (mut store, recovery) = Store::create(&path, &access, replica)?;
    let recovery_code = recovery.to_string();
    found(&mut store, &request, recovery.as_str())?;
    let mut office = Office::of(store, request.password.is_none())?;
    let spec = spec_of("village_profile")?;
    let values = [
        ("village_name", Value::from(request.name.trim())),
        ("village_code", Value::from(request.code.as_str())),
    ];
    let profile = Change::put(spec, RowId::fixed(spec.name, &office.code, ""), values);
    office.act(desk, Act::CREATE_OFFICE, None, &[profile])?;
    let mut at_hand = desk.at_hand();
    *at_hand = AtHand {
        path: Some(path),
        office: Some(office),
    };
    desk.follow(at_hand.office.as_ref())?;
    Ok(CreatedFile {
        recovery_code,
        state: state_of(desk, &at_hand)?,
    })
}

fn check_request(request: &CreateFile) -> Result<(), Problem> {
    if !numbers::is_area_code(&request.code) {
        let text = "区划代码应为12位数字，请对照统计用区划代码核对。";
        return Err(Problem::of_field("not_valid", "code", text));
    }
    let is_town = request.code.ends_with("000");
    if is_town != (request.kind == OfficeKind::Town) {
        let text = "村的代码后三位不是000，乡镇的代码后三位是000，请核对。";
        return Err(Problem::of_field("not_valid", "code", text));
    }
    if request.name.trim().is_empty() {
        return Err(Problem::of_field("not_valid", "name", "请填村名或乡镇名。"));
    }
    if !has_extension(Path::new(&request.path), "yz") {
        return Err(Problem::of_field(
            "not_valid",
            "path",
            "文件名请以 .yz 结尾。",
        ));
    }
    check_password(request.password.as_deref())
}

/// A password that is given must not be too short.
pub(crate) fn check_password(password: Option<&str>) -> Result<(), Problem> {
    match password {
        Some(password) if password.chars().count() < MIN_PASSWORD => {
            let text = "密码至少八个字，可以用一句好记的话。";
            Err(Problem::of_field("password_too_short", "password", text))
        }
        _ => Ok(()),
    }
}

/// Gives a new file its identity: office keys, replica key, certificate, card.
fn found(store: &mut Store, request: &CreateFile, recovery_code: &str) -> Result<(), Problem> {
    let office_keys = OfficeKeys::generate().map_err(|error| Problem::internal("keys", &error))?;
    let kind = match request.kind {
        OfficeKind::Village => exchange::OfficeKind::Village,
        OfficeKind::Town => exchange::OfficeKind::Town,
    };
    let root = RootKey::from_recovery_code(recovery_code).public();
    let names = (request.code.as_str(), request.name.trim());
    let card = Card::issue(&office_keys, root, kind, names)?;
    let identity = Identity {
        office_keys: &office_keys,
        card: &card,
        letter: "",
    };
    identity.write(store)
}

/// What makes a file a replica of an office.
pub(crate) struct Identity<'a> {
    /// Keys of the office.
    pub(crate) office_keys: &'a OfficeKeys,
    /// Card of the office.
    pub(crate) card: &'a Card,
    /// Letter behind printed numbers.
    pub(crate) letter: &'a str,
}

impl Identity<'_> {
    /// Writes the identity into a new file, with a fresh key of its own.
    pub(crate) fn write(&self, store: &mut Store) -> Result<(), Problem> {
        let keys = ReplicaKeys::generate().map_err(|error| Problem::internal("keys", &error))?;
        let replica = store.replica();
        let certificate = self
            .office_keys
            .certify(&self.card.code, replica, keys.public());
        let is_town = self.card.kind == exchange::OfficeKind::Town;
        let office_keys = self.office_keys.to_bytes();
        store.set_setting(setting::OFFICE_KEYS, &office_keys)?;
        store.set_setting(setting::REPLICA_KEYS, keys.to_bytes().as_slice())?;
        store.set_setting(setting::CARD, self.card.to_json().as_bytes())?;
        store.set_setting(setting::CODE, self.card.code.as_bytes())?;
        store.set_setting(setting::NAME, self.card.name.as_bytes())?;
        store.set_setting(setting::KIND, if is_town { b"town" } else { b"village" })?;
        store.set_setting(setting::LETTER, self.letter.as_bytes())?;
        store.set_certificate(replica, &certificate.to_bytes())?;
        Ok(())
    }
}

/// Looks over the whole file.
pub(crate) fn check(desk: &Desk, request: CheckFile) -> Result<CheckedFile, Problem> {
    let depth = if request.rebuild {
        CheckDepth::Rebuild
    } else {
        CheckDepth::Quick
    };
    desk.with_office(|office| {
        let report = office.store.check(depth)?;
        Ok(CheckedFile {
            ok: report.ok,
            entries: report.entries,
            differences: report.differences,
        })
    })
}

/// Writes a backup of the file, reopened and counted before it counts.
pub(crate) fn backup(desk: &Desk, request: BackupFile) -> Result<SavedFile, Problem> {
    desk.with_office(|office| {
        let stamp = desk.clock.now().format("%Y%m%d-%H%M%S");
        let name = format!(
            "{}_{}_{stamp}.yzbak",
            exchange::stick::safe_name(&office.name),
            office.code
        );
        let path = Path::new(&request.folder).join(name);
        office.store.backup(&path)?;
        saved(&path)
    })
}

/// Makes a new file from a backup, as a new replica of the office.
pub(crate) fn restore(desk: &Desk, request: RestoreFile) -> Result<FileState, Problem> {
    let (path, access) = new_file(&request.path, request.password.as_deref())?;
    let replica = ReplicaId(new_id().0);
    let mut store = Store::restore(Path::new(&request.backup), &path, &access, replica)?;
    super::join::renew_replica(&mut store)?;
    lay_open(desk, path, (store, &access))
}

/// Where a new file goes, and how it will be opened.
pub(crate) fn new_file<'a>(
    path: &str,
    password: Option<&'a str>,
) -> Result<(PathBuf, Access<'a>), Problem> {
    let path = PathBuf::from(path);
    if !has_extension(&path, "yz") {
        let text = "文件名请以 .yz 结尾。";
        return Err(Problem::of_field("not_valid", "path", text));
    }
    Ok((path, password.map_or(Access::Open, Access::Password)))
}

/// Lays a file that was just made open on the desk.
pub(crate) fn lay_open(
    desk: &Desk,
    path: PathBuf,
    (store, access): (Store, &Access<'_>),
) -> Result<FileState, Problem> {
    let office = Office::of(store, matches!(access, Access::Open))?;
    let mut at_hand = desk.at_hand();
    *at_hand = AtHand {
        path: Some(path),
        office: Some(office),
    };
    desk.follow(at_hand.office.as_ref())?;
    state_of(desk, &at_hand)
}

/// A file that was written, with its size.
pub(crate) fn saved(path: &Path) -> Result<SavedFile, Problem> {
    let bytes = std::fs::metadata(path).map_err(io_problem("size"))?.len();
    Ok(SavedFile {
        path: path.display().to_string(),
        bytes,
    })
}

/// Whether a file is named so that a person and the system know what it is.
pub(crate) fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case(wanted))
}
