//! The only clock of the house, injectable for tests.

use chrono::{DateTime, FixedOffset, Local, NaiveDate, Timelike as _};
use ledger::entry::Wall;

/// Milliseconds of a day.
pub(crate) const DAY_MS: i64 = 86_400_000;

/// Tells the time.
pub struct Clock {
    read: Box<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>,
    boot: i64,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::reading(|| Local::now().fixed_offset())
    }

    /// A clock that stands still.
    pub fn fixed(at: DateTime<FixedOffset>) -> Self {
        Self::reading(move || at)
    }

    fn reading(read: impl Fn() -> DateTime<FixedOffset> + Send + Sync + 'static) -> Self {
        let mut boot = [0; 6];
        // Without randomness the boot number is 0: it is shown to people and decides nothing.
        let _ = getrandom::fill(&mut boot);
        let boot = boot
            .iter()
            .fold(0_i64, |number, byte| (number << 8) | i64::from(*byte));
        Self {
            read: Box::new(read),
            boot,
        }
    }

    /// Now, in local time.
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.read)()
    }

    /// Today, in local time.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Now as a stored moment: `2026-07-12T03:20+08:00`.
    pub fn moment(&self) -> String {
        self.now().format("%Y-%m-%dT%H:%M%:z").to_string()
    }

    /// A moment of a log in local words: 2026年7月12日 03:20.
    pub fn text_of(&self, utc_ms: i64) -> String {
        wall_text(&Wall {
            utc_ms,
            ..self.wall()
        })
    }

    /// Now as an entry of the journal notes it.
    pub fn wall(&self) -> Wall {
        let now = self.now();
        Wall {
            utc_ms: now.timestamp_millis(),
            offset_min: i64::from(now.offset().local_minus_utc() / 60),
            boot: self.boot,
        }
    }
}

/// A moment as it is written, for clocks that stand still.
pub fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

/// A clock reading of an entry in local words: 2026年7月12日 03:20.
pub fn wall_text(wall: &Wall) -> String {
    let local = DateTime::from_timestamp_millis(wall.utc_ms + wall.offset_min * 60_000);
    local.map_or_else(String::new, |at| {
        let at = at.naive_utc();
        format!(
            "{} {:02}:{:02}",
            at.format("%Y年%-m月%-d日"),
            at.hour(),
            at.minute()
        )
    })
}
