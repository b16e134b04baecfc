//! A desk: one program that may have one office file open.

use crate::assets::Assets;
use crate::bridge;
use crate::clock::Clock;
use crate::lists::Lists;
use crate::office::Office;
use crate::problem::Problem;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// One program at work. Shared between threads; one command runs at a time.
pub struct Desk {
    /// The shipped files.
    pub assets: Assets,
    /// The clock.
    pub clock: Clock,
    /// What codes are called.
    pub lists: Lists,
    fonts: OnceLock<print::Fonts>,
    at_hand: Mutex<AtHand>,
}

/// The file at hand.
#[derive(Default)]
pub(crate) struct AtHand {
    /// The chosen file.
    pub(crate) path: Option<PathBuf>,
    /// The office, once its file is open.
    pub(crate) office: Option<Office>,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(assets: Assets, clock: Clock) -> Result<Self, Problem> {
        let lists = Lists::load(&assets)?;
        Ok(Self {
            assets,
            clock,
            lists,
            fonts: OnceLock::new(),
            at_hand: Mutex::default(),
        })
    }

    /// Runs a command of the list on its JSON payload.
    pub fn call(
        &self,
        name: &str,
        payload: serde_json::Value,
    ) -> Result<serde_json::Value, Problem> {
        bridge::dispatch(self, name, payload)
    }

    /// The fonts, read at the first paper.
    pub(crate) fn fonts(&self) -> Result<&print::Fonts, Problem> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let fonts = print::Fonts::load(&self.assets.fonts()).map_err(|error| {
            tracing::error!(%error, "fonts unreadable");
            Problem::new(
                "fonts_missing",
                "打印用的字体文件读不出来，纸面暂时做不成。册子没有问题；请重新安装程序。",
            )
        })?;
        Ok(self.fonts.get_or_init(|| fonts))
    }

    /// What is at hand. A command that panicked left either the former or the new state on
    /// disk, never half of it, so a poisoned lock is taken over.
    pub(crate) fn at_hand(&self) -> MutexGuard<'_, AtHand> {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works on the open office.
    pub(crate) fn with_office<T>(
        &self,
        work: impl FnOnce(&mut Office) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut at_hand = self.at_hand();
        let office = at_hand.office.as_mut().ok_or_else(|| {
            Problem::new(
                "no_file_open",
                "还没有打开村册。请先打开或新建一本，再做这一步。",
            )
        })?;
        work(office)
    }
}
