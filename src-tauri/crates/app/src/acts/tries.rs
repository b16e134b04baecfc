//! Wrong tries: each makes the next one wait, one second, two, four … up to a minute, over
//! restarts of the program.

/// The longest wait.
const LONGEST_WAIT_MS: i64 = 60_000;

/// How often something secret was mistyped since it was last right, and when last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tries {
    wrong: u32,
    last_ms: i64,
}

impl Tries {
    /// Reads what [`Tries::to_text`] wrote; anything else counts as no wrong try.
    pub(super) fn read(text: &str) -> Self {
        let read = || {
            let (wrong, last_ms) = text.trim().split_once(' ')?;
            Some(Self {
                wrong: wrong.parse().ok()?,
                last_ms: last_ms.parse().ok()?,
            })
        };
        read().unwrap_or_default()
    }

    /// The tries as text.
    pub(super) fn to_text(self) -> String {
        format!("{} {}", self.wrong, self.last_ms)
    }

    /// One more wrong try.
    pub(super) fn wrong(self, now_ms: i64) -> Self {
        Self {
            wrong: self.wrong.saturating_add(1),
            last_ms: now_ms,
        }
    }

    /// Milliseconds until the next try. A clock that was put back begins the wait anew.
    pub(super) fn wait_ms(self, now_ms: i64) -> i64 {
        if self.wrong == 0 {
            return 0;
        }
        let doubled = 1000_i64.checked_shl(self.wrong - 1);
        let pause = doubled
            .filter(|pause| *pause > 0)
            .map_or(LONGEST_WAIT_MS, |pause| pause.min(LONGEST_WAIT_MS));
        (pause - now_ms.saturating_sub(self.last_ms)).clamp(0, pause)
    }

    /// The tries as they count now: after a clock was put back, from now on.
    pub(super) fn as_of(self, now_ms: i64) -> Self {
        Self {
            last_ms: self.last_ms.min(now_ms),
            ..self
        }
    }
}

/// Whole seconds of a wait.
pub(super) fn seconds(wait_ms: i64) -> i64 {
    (wait_ms + 999) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_try_doubles_the_wait_up_to_a_minute() {
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
        assert_eq!(tries.as_of(0).wait_ms(4000), 0);
    }

    #[test]
    fn tries_are_read_back_and_a_torn_note_counts_as_none() {
        let tries = Tries::default().wrong(5).wrong(7);
        assert_eq!(Tries::read(&tries.to_text()), tries);
        for torn in ["", "2", "2 x", "x 7"] {
            assert_eq!(Tries::read(torn), Tries::default(), "{torn}");
        }
    }
}
