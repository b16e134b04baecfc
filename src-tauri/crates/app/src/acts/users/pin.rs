//! PINs: 4 to 8 digits, kept on this machine as a blob that only they open. A wrong one makes
//! the next try wait: one second, two, four … up to a minute, over restarts of the program.

use crate::desk::Desk;
use crate::office::{Office, setting};
use crate::problem::Problem;
use ledger::RowId;
use store::{Access, Lock, Store};

/// The longest wait after a wrong PIN.
const LONGEST_WAIT_MS: i64 = 60_000;

/// How often a PIN was mistyped since it was last right, and when last.
struct Tries {
    wrong: u32,
    last_ms: i64,
}

impl Tries {
    fn of(office: &Office, id: RowId) -> Result<Self, Problem> {
        let bytes = office.store.setting(&setting::pin_tries(id))?;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let read = |text: &str| {
            let (wrong, last_ms) = text.split_once(' ')?;
            Some((wrong.parse().ok()?, last_ms.parse().ok()?))
        };
        let (wrong, last_ms) = text.as_deref().and_then(read).unwrap_or((0, 0));
        Ok(Self { wrong, last_ms })
    }

    fn keep(&self, office: &mut Office, id: RowId) -> Result<(), Problem> {
        let text = format!("{} {}", self.wrong, self.last_ms);
        Ok(office
            .store
            .set_setting(&setting::pin_tries(id), text.as_bytes())?)
    }

    /// Milliseconds until the next try. A clock that was put back begins the wait anew.
    fn wait_ms(&self, now_ms: i64) -> i64 {
        if self.wrong == 0 {
            return 0;
        }
        let doubled = 1000_i64.checked_shl(self.wrong - 1);
        let pause = doubled
            .filter(|pause| *pause > 0)
            .map_or(LONGEST_WAIT_MS, |pause| pause.min(LONGEST_WAIT_MS));
        (pause - now_ms.saturating_sub(self.last_ms)).clamp(0, pause)
    }
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
    let mut tries = Tries::of(office, id)?;
    let wait_ms = tries.wait_ms(now_ms);
    if wait_ms > 0 {
        if now_ms < tries.last_ms {
            tries.last_ms = now_ms;
            tries.keep(office, id)?;
        }
        let seconds = (wait_ms + 999) / 1000;
        let text = format!("PIN刚才输错了，请过{seconds}秒再试。什么也没有改动。");
        return Err(Problem::of_field("pin_wait", "pin", text));
    }
    if store::pin_opens(typed, &blob) {
        tries.wrong = 0;
        tries.keep(office, id)?;
        return Ok(());
    }
    // An empty field is no guess.
    if !typed.is_empty() {
        tries.wrong = tries.wrong.saturating_add(1);
        tries.last_ms = now_ms;
        tries.keep(office, id)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_pin_doubles_the_wait_up_to_a_minute() {
        let waits = [1, 2, 3, 6, 7, 40, 200].map(|wrong| {
            Tries {
                wrong,
                last_ms: 1_000_000,
            }
            .wait_ms(1_000_000)
        });
        assert_eq!(waits, [1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
    }

    #[test]
    fn the_wait_ends_and_a_clock_put_back_never_makes_it_longer() {
        let tries = Tries {
            wrong: 3,
            last_ms: 1_000_000,
        };
        assert_eq!(tries.wait_ms(1_003_999), 1);
        assert_eq!(tries.wait_ms(1_004_000), 0);
        assert_eq!(tries.wait_ms(0), 4000);
    }
}
