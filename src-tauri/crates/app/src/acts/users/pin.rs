//! PINs: 4 to 8 digits, kept on this machine as a blob that only they open. A wrong one makes
//! the next try wait: one second, two, four … up to a minute, over restarts of the program.

use crate::acts::tries::{Tries, seconds};
use crate::desk::Desk;
use crate::office::{Office, setting};
use crate::problem::Problem;
use ledger::RowId;
use store::{Access, Lock, Store};

fn tries_of(office: &Office, id: RowId) -> Result<Tries, Problem> {
    let bytes = office.store.setting(&setting::pin_tries(id))?;
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(Tries::read(&text.unwrap_or_default()))
}

fn keep_tries(office: &mut Office, id: RowId, tries: Tries) -> Result<(), Problem> {
    let text = tries.to_text();
    Ok(office
        .store
        .set_setting(&setting::pin_tries(id), text.as_bytes())?)
}

/// Refuses a wrong PIN, and any while the wait after the last wrong one is not over.
pub(crate) fn check(
    desk: &Desk,
    office: &mut Office,
    id: RowId,
    typed: &str,
) -> Result<(), Problem> {
    let blob = office.store.setting(&setting::pin(id))?.ok_or_else(|| {
        Problem::of_field(
            "pin_not_set",
            "pin",
            "这台电脑上还没有设这个人的PIN，没有办成。请换成本人，先设PIN。",
        )
    })?;
    let now_ms = desk.clock.wall().utc_ms;
    let tries = tries_of(office, id)?;
    let wait_ms = tries.wait_ms(now_ms);
    if wait_ms > 0 {
        if tries.as_of(now_ms) != tries {
            keep_tries(office, id, tries.as_of(now_ms))?;
        }
        let seconds = seconds(wait_ms);
        let text = format!("PIN刚才输错了，请过{seconds}秒再试。什么也没有改动。");
        return Err(Problem::of_field("pin_wait", "pin", text));
    }
    if store::pin_opens(typed, &blob) {
        keep_tries(office, id, Tries::default())?;
        return Ok(());
    }
    // An empty field is no guess.
    if !typed.is_empty() {
        keep_tries(office, id, tries.wrong(now_ms))?;
    }
    Err(Problem::of_field(
        "wrong_pin",
        "pin",
        "PIN不对，什么也没有改动。请本人再输一次。",
    ))
}

/// Refuses what is not 4 to 8 digits; nothing at all takes the PIN away.
pub(super) fn check_digits(pin: &str) -> Result<(), Problem> {
    let is_pin = matches!(pin.len(), 0 | 4..=8) && pin.bytes().all(|byte| byte.is_ascii_digit());
    if is_pin {
        return Ok(());
    }
    Err(Problem::of_field(
        "not_valid",
        "pin",
        "PIN是4到8位数字，例如生日以外好记的6位。还没有设。",
    ))
}

/// Whether this is the paper recovery code of the file; a file that was made without a password
/// has none and asks for none.
pub(super) fn is_recovery(office: &Office, typed: &str) -> Result<bool, Problem> {
    if Store::lock(office.store.path())? == Lock::Open {
        return Ok(typed.is_empty());
    }
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).count();
    Ok(letters > 8 && office.store.opens_with(&Access::Recovery(typed))?)
}

/// Keeps a PIN in place of the former one, or takes it away.
pub(super) fn keep(office: &mut Office, id: RowId, pin: &str) -> Result<(), Problem> {
    if pin.is_empty() {
        office.store.forget_setting(&setting::pin(id))?;
    } else {
        let blob = store::seal_pin(pin)?;
        office.store.set_setting(&setting::pin(id), &blob)?;
    }
    Ok(office.store.forget_setting(&setting::pin_tries(id))?)
}
