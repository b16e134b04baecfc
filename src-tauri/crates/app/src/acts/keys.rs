//! Who can open the file, and with what: passwords, the paper recovery code, a new file key.
//!
//! Every step is confirmed by the password of whoever does it, or by the paper code. With the
//! paper in hand no role is asked: it is the last resort of an office whose people forgot their
//! passwords. Each step leaves a line in the access log. A file always keeps a password.

use super::access;
use super::file::check_password;
use super::handoff::own_card;
use super::office_keys;
use super::users::at_work;
use crate::bridge::file::Nothing;
use crate::bridge::keys::{
    DrawnCode, KeyRing, NewRecoveryCode, PasswordView, PrintRecoveryCode, ProtectFile, SetPassword,
    TakeOutPassword, Unlisted,
};
use crate::bridge::paper::Paper;
use crate::bridge::secret::Secret;
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, row_id};
use crate::papers;
use crate::problem::Problem;
use exchange::RootKey;
use ledger::RowId;
use store::{Access, RecoveryCode, Store, StoreError, WayIn, WayKind};

mod slowed;

pub(super) use slowed::{slowed, wait_seconds};

/// Tells who can open the file.
pub(crate) fn ring(desk: &Desk, _: Nothing) -> Result<KeyRing, Problem> {
    desk.with_office(|office| view(office))
}

fn view(office: &Office) -> Result<KeyRing, Problem> {
    let ways = Store::ways_in(office.store.path())?;
    let own = own_number(office, &ways);
    let passwords = || ways.iter().filter(|way| way.kind == WayKind::Password);
    let has_own = |id: RowId| passwords().any(|way| way.holder == Some(id));
    let users = || office.seat.users.iter();
    let shown = passwords().map(|way| {
        let user = users().find(|user| Some(user.id) == way.holder);
        PasswordView {
            number: way.number,
            user_id: way.holder.map(|id| id.to_string()),
            name: user.map(|user| user.name.clone()).unwrap_or_default(),
            in_use: way.holder.is_none() || user.is_some_and(|user| user.in_use),
            is_own: own == Some(way.number),
        }
    });
    let without = users().filter(|user| user.in_use && !has_own(user.id));
    Ok(KeyRing {
        unprotected: office.unprotected,
        passwords: shown.collect(),
        without: without
            .map(|user| Unlisted {
                user_id: user.id.to_string(),
                name: user.name.clone(),
            })
            .collect(),
        has_code: ways.iter().any(|way| way.kind == WayKind::Recovery),
        may_manage: KEEPERS.contains(&office.seat.role()),
        user_id: office.seat.current.map(|id| id.to_string()),
    })
}

/// The password that whoever works now is asked for: his own, or else the shared one.
fn own_number(office: &Office, ways: &[WayIn]) -> Option<u32> {
    let of = |holder: Option<RowId>| {
        let mut passwords = ways.iter().filter(|way| way.kind == WayKind::Password);
        passwords
            .find(|way| way.holder == holder)
            .map(|way| way.number)
    };
    let current = office.seat.current;
    current.and_then(|id| of(Some(id))).or_else(|| of(None))
}

/// Sets a password: one's own, another person's who forgot his, or the shared one.
pub(crate) fn set_password(desk: &Desk, request: SetPassword) -> Result<KeyRing, Problem> {
    check_password(Some(request.password.as_str()))?;
    let user = request.user_id.as_deref().map(row_id).transpose()?;
    desk.with_office(|office| {
        require_protected(office)?;
        if let Some(id) = user {
            at_work(&office.seat, id)?;
        }
        let access = confirm(desk, office, &request.confirm)?;
        if user.is_none() || user != office.seat.current {
            require_keeper(desk, office, &access, "设别人的密码")?;
        }
        let password = request.password.as_str();
        match user {
            Some(id) => office.store.set_password_of(id, password)?,
            None => office.store.change_password(&Access::Password(password))?,
        }
        access::note(desk, office, access::Seen::SetPassword(user))?;
        view(office)
    })
}

/// Puts a password on a file that was made without one: with it a new file key, because the
/// former one stood in the key file in clear, and a recovery code.
pub(crate) fn protect(desk: &Desk, request: ProtectFile) -> Result<DrawnCode, Problem> {
    check_password(Some(request.password.as_str()))?;
    desk.with_office(|office| {
        if !office.unprotected {
            let text = "这本册子已经有密码，什么也没有改动。要换密码请点“换密码”。";
            return Err(Problem::new("protected_already", text));
        }
        office.require_one_of(desk, KEEPERS, "给册子设密码")?;
        let code = RecoveryCode::generate()?;
        let password = request.password.as_str();
        under_new_key(desk, office, |store| store.protect(password, &code))?;
        office.unprotected = false;
        office_keys::keep_former_paper(office)?;
        access::note(desk, office, access::Seen::SetPassword(None))?;
        drawn(desk, office, (None, &code))
    })
}

/// Takes somebody's password out of the file, which gets a new key.
pub(crate) fn take_out(desk: &Desk, request: TakeOutPassword) -> Result<KeyRing, Problem> {
    desk.with_office(|office| {
        require_protected(office)?;
        let ways = Store::ways_in(office.store.path())?;
        let mut passwords = ways.iter().filter(|way| way.kind == WayKind::Password);
        let way = passwords.find(|way| way.number == request.number);
        let holder = way.map(|way| way.holder).ok_or_else(|| {
            Problem::new(
                "record_missing",
                "没有这个号的密码，什么也没有改动。请回到名单再选一次。",
            )
        })?;
        let access = confirm(desk, office, &request.confirm)?;
        if matches!(access, Access::Numbered { number, .. } if number == request.number) {
            let text =
                "这是您正在用的密码，不能自己取消，什么也没有改动。请别人来办，或用纸上的恢复码。";
            return Err(Problem::new("own_password", text));
        }
        require_keeper(desk, office, &access, "取消别人的密码")?;
        renew(desk, office, (&[request.number], &access))?;
        access::note(desk, office, access::Seen::TakeOutPassword(holder))?;
        view(office)
    })
}

/// Draws a new paper recovery code, which makes the former one void.
pub(crate) fn new_code(desk: &Desk, request: NewRecoveryCode) -> Result<DrawnCode, Problem> {
    desk.with_office(|office| {
        require_protected(office)?;
        let access = confirm(desk, office, &request.confirm)?;
        require_keeper(desk, office, &access, "换恢复码")?;
        let code = draw(office)?;
        let former = match access {
            Access::Recovery(former) => Some(former),
            _ => None,
        };
        access::note(desk, office, access::Seen::NewCode)?;
        drawn(desk, office, (former, &code))
    })
}

fn draw(office: &mut Office) -> Result<RecoveryCode, Problem> {
    let code = RecoveryCode::generate()?;
    office_keys::keep_former_paper(office)?;
    office
        .store
        .change_password(&Access::Recovery(code.as_str()))?;
    Ok(code)
}

/// The code is told even where the office's keys could not follow it: it opens the file already,
/// and the former paper then goes on changing the keys.
fn drawn(
    desk: &Desk,
    office: &mut Office,
    (former, code): (Option<&str>, &RecoveryCode),
) -> Result<DrawnCode, Problem> {
    if let Err(problem) = office_keys::follow_paper(desk, office, (former, code)) {
        tracing::error!(
            code = problem.code,
            "the office's keys follow the former paper"
        );
    }
    Ok(DrawnCode {
        recovery_code: code.to_string(),
        keeps_former: !is_root(office, code)?,
        keys: view(office)?,
    })
}

/// Whether this paper changes the keys of the office.
fn is_root(office: &Office, code: &RecoveryCode) -> Result<bool, Problem> {
    let root = RootKey::from_recovery_code(code.as_str()).public();
    Ok(own_card(office)?.root == root)
}

/// Gives the file a new key, and takes these passwords out.
pub(super) fn renew(
    desk: &Desk,
    office: &mut Office,
    (leaving, access): (&[u32], &Access),
) -> Result<(), Problem> {
    under_new_key(desk, office, |store| store.renew_key(leaving, access))
}

/// The renewed file is another one on the disk; this machine goes on knowing it as its own.
fn under_new_key(
    desk: &Desk,
    office: &mut Office,
    change: impl FnOnce(&mut Store) -> Result<(), StoreError>,
) -> Result<(), Problem> {
    // The copy of an interrupted exercise still opens with the former key.
    super::exercise::drop_left(desk, office)?;
    change(&mut office.store)?;
    if let Err(error) = office.store.settle(desk.home()) {
        // The key is renewed all the same; at the next opening the file becomes a new replica.
        tracing::warn!(%error, "the renewed file could not be witnessed");
    }
    Ok(())
}

/// Gives a file in which a merge destroyed something its new key, now that somebody opened it.
/// What fails is tried at the next opening: the values are overwritten already.
pub(super) fn renew_due(desk: &Desk, office: &mut Office, access: &Access) {
    let renewed = match office.store.is_key_due() {
        Ok(true) if office.exercise.is_none() => renew(desk, office, (&[], access)),
        due => due.map(drop).map_err(Problem::from),
    };
    if let Err(problem) = renewed {
        tracing::warn!(code = problem.code, "the file keeps its key for now");
    }
}

/// Lays a code that opens the file out on a sheet; a wrong one is never printed.
pub(crate) fn print_code(desk: &Desk, request: PrintRecoveryCode) -> Result<Paper, Problem> {
    let typed = request.recovery_code.as_str();
    let code = RecoveryCode::read(typed)?;
    let document = desk.with_office(|office| {
        if !office.unprotected {
            check(desk, office, &Access::Recovery(typed))?;
        }
        let is_root = is_root(office, &code)?;
        papers::recovery_sheet(desk, office, (&code, is_root))
    })?;
    super::paper::rendered(desk, document)
}

/// What opens the file for whoever confirms a step; nothing is asked where nothing locks it.
pub(super) fn confirm_if_locked<'a>(
    desk: &Desk,
    office: &Office,
    typed: Option<&'a Secret>,
) -> Result<Access<'a>, Problem> {
    match typed {
        _ if office.unprotected => Ok(Access::Open),
        Some(typed) => confirm(desk, office, typed),
        None => Err(nothing_typed()),
    }
}

fn nothing_typed() -> Problem {
    let text = "请输入您的密码，或纸上的恢复码。什么也没有改动。";
    Problem::of_field("password_missing", "confirm", text)
}

/// What opens the file for whoever confirms a step, once it was tried.
fn confirm<'a>(desk: &Desk, office: &Office, typed: &'a Secret) -> Result<Access<'a>, Problem> {
    let typed = typed.as_str();
    if typed.is_empty() {
        return Err(nothing_typed());
    }
    let ways = Store::ways_in(office.store.path())?;
    let access = if looks_like_code(typed) {
        RecoveryCode::read(typed)?;
        Access::Recovery(typed)
    } else if let Some(number) = own_number(office, &ways) {
        Access::Numbered {
            number,
            password: typed,
        }
    } else {
        let text = "您还没有自己的密码，什么也没有改动。请输纸上的恢复码。";
        return Err(Problem::of_field("code_needed", "confirm", text));
    };
    check(desk, office, &access)?;
    Ok(access)
}

fn check(desk: &Desk, office: &Office, access: &Access) -> Result<(), Problem> {
    let wrong = match access {
        Access::Recovery(_) => StoreError::WrongRecoveryCode,
        _ => StoreError::WrongPassword,
    };
    slowed(desk, office.store.path(), || {
        if office.store.opens_with(access)? {
            Ok(())
        } else {
            Err(wrong)
        }
    })
    .map_err(|problem| match problem.code {
        "wrong_password" => Problem::of_field(
            "wrong_password",
            "confirm",
            "密码不对，什么也没有改动。请输您自己的密码，或纸上的恢复码。",
        ),
        _ => problem,
    })
}

/// A code with a typo is told which group it is in, not taken for a password.
fn looks_like_code(typed: &str) -> bool {
    match RecoveryCode::read(typed) {
        Ok(_) => true,
        Err(StoreError::RecoveryTypo { .. }) => typed.split(['-', ' ', '－']).count() > 3,
        Err(_) => false,
    }
}

fn require_protected(office: &Office) -> Result<(), Problem> {
    if office.unprotected {
        let text = "这本册子没有设密码，什么也没有改动。请先给册子设一个密码。";
        return Err(Problem::new("unprotected", text));
    }
    Ok(())
}

/// Whoever keeps the desk, or holds the paper code.
fn require_keeper(
    desk: &Desk,
    office: &Office,
    access: &Access,
    what: &str,
) -> Result<(), Problem> {
    if matches!(access, Access::Recovery(_)) {
        return Ok(());
    }
    office.require_one_of(desk, KEEPERS, what)
}
