//! Making, opening, checking and saving the file.

use super::{backups, keys, replica};
use crate::bridge::file::{
    CheckFile, CheckedFile, ChooseFile, CreateFile, CreatedFile, FileState, Nothing, OfficeKind,
    SavedFile, Stage, UnlockFile,
};
use crate::bridge::secret::Secret;
use crate::desk::{AtHand, Desk};
use crate::office::{Office, new_id, setting, spec_of};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, OfficeKeys, ReplicaKeys, RootKey};
use ledger::{Act, Change, ReplicaId, RowId, Value, numbers};
use std::path::{Path, PathBuf};
use store::{Access, CheckDepth, Lock, Store, WayKind};

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
    let locked = at_hand.path.as_deref().filter(|_| office.is_none());
    // A key file that went missing is told when the password is tried.
    let ways = locked.and_then(|path| Store::ways_in(path).ok());
    let ways = ways.unwrap_or_default().into_iter();
    let ways = ways.filter(|way| way.kind == WayKind::Password);
    Ok(FileState {
        stage,
        path: at_hand.path.as_ref().map(|path| path.display().to_string()),
        name: office.map(|office| office.name.clone()).unwrap_or_default(),
        code: office.map(|office| office.code.clone()).unwrap_or_default(),
        kind: office.map_or(OfficeKind::Village, |office| office.kind),
        demo: office.is_some_and(|office| office.demo),
        unprotected: office.is_some_and(|office| office.unprotected),
        urgent: urgent.unwrap_or(false),
        exercise: office
            .and_then(|office| office.exercise.as_ref())
            .map(|exercise| exercise.begun_at.clone()),
        exercise_left: office.is_some_and(super::exercise::is_left),
        numbers: ways.map(|way| way.number).collect(),
        wait_seconds: locked.map_or(0, |path| keys::wait_seconds(desk, path)),
        lock_minutes: office.map_or(0, |office| lock_minutes(desk, office, urgent)),
        today: desk.clock.today().format("%Y-%m-%d").to_string(),
    })
}

/// After how many minutes without use the file locks itself. On the night of the storm the desk
/// is left and come back to all the time, so it waits longer.
fn lock_minutes(desk: &Desk, office: &Office, urgent: Option<bool>) -> i64 {
    let thresholds = desk.thresholds();
    match urgent {
        _ if office.unprotected => 0,
        Some(true) => thresholds.value("lock_minutes_urgent"),
        _ => thresholds.value("lock_minutes"),
    }
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
        let store = backups::open(desk, &path, &Access::Open)?;
        let mut office = Office::of(store, true)?;
        replica::settle(desk, &mut office)?;
        keys::renew_due(desk, &mut office, &Access::Open);
        at_hand.office = Some(office);
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
    let access = access_of(&path, &request)?;
    let store = keys::slowed(desk, &path, || backups::open(desk, &path, &access))?;
    let mut office = Office::of(store, matches!(access, Access::Open))?;
    if office.store.holder().is_some() && office.seat.current().is_none() {
        office.store.close()?;
        return Err(Problem::new(
            "not_in_use",
            "这个密码的主人已经停用，册子没有打开。请找村书记或应急管理员，或用纸上的恢复码打开。",
        ));
    }
    replica::settle(desk, &mut office)?;
    keys::renew_due(desk, &mut office, &access);
    at_hand.office = Some(office);
    desk.follow(at_hand.office.as_ref())?;
    state_of(desk, &at_hand)
}

/// What somebody opens the file with.
fn access_of<'a>(path: &Path, request: &'a UnlockFile) -> Result<Access<'a>, Problem> {
    let password = request.password.as_ref().map(Secret::as_str);
    let code = request.recovery_code.as_ref().map(Secret::as_str);
    match (password, code, request.number) {
        (Some(password), None, Some(number)) => Ok(Access::Numbered { number, password }),
        (Some(password), None, None) => Ok(Access::Password(password)),
        (None, Some(code), _) => Ok(Access::Recovery(code)),
        (None, None, _) if Store::lock(path)? == Lock::Open => Ok(Access::Open),
        (None, None, _) => Err(Problem::of_field(
            "password_missing",
            "password",
            "请输入密码。",
        )),
        (Some(_), Some(_), _) => Err(Problem::new(
            "bad_request",
            "密码和恢复码只用一样。册子没有打开。",
        )),
    }
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
    let password = request.password.as_ref().map(Secret::as_str);
    let access = password.map_or(Access::Open, Access::Password);
    let (store, recovery) = Store::found(&path, &access, replica, |mut store, recovery| {
        found(&mut store, &request, recovery.as_str())?;
        let mut office = Office::of(store, request.password.is_none())?;
        let profile = first_profile(&request)?;
        office.act(desk, Act::CREATE_OFFICE, None, &[profile])?;
        Ok::<_, Problem>(office.store)
    })?;
    Ok(CreatedFile {
        recovery_code: recovery.to_string(),
        state: lay_open(desk, path, (store, &access))?,
    })
}

/// What a new file says of its office.
fn first_profile(request: &CreateFile) -> Result<Change, Problem> {
    let spec = spec_of("village_profile")?;
    let values = [
        ("village_name", Value::from(request.name.trim())),
        ("village_code", Value::from(request.code.as_str())),
    ];
    let row = RowId::fixed(spec.name, &request.code, "");
    Ok(Change::put(spec, row, values))
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
    check_password(request.password.as_ref().map(Secret::as_str))
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
        let mut differences = report.differences;
        differences.extend(super::audit::seals(office)?);
        Ok(CheckedFile {
            ok: differences.is_empty(),
            entries: report.entries,
            differences,
        })
    })
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
    let mut office = Office::of(store, matches!(access, Access::Open))?;
    replica::settle(desk, &mut office)?;
    keys::renew_due(desk, &mut office, access);
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
