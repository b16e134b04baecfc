//! A desk: one program that may have one office file open.

use crate::acts::rulebook;
use crate::assets::Assets;
use crate::bridge;
use crate::bridge::file::OfficeKind;
use crate::clock::Clock;
use crate::lists::Lists;
use crate::office::Office;
use crate::papers::forms::Forms;
use crate::passages::Passages;
use crate::problem::Problem;
use crate::thresholds::Thresholds;
use crate::work::Works;
use ledger::Role;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use store::Home;

/// One program at work. Shared between threads; one command runs at a time.
pub struct Desk {
    /// The shipped files.
    pub assets: Assets,
    /// The clock.
    pub clock: Clock,
    shipped: Rulebook,
    in_force: RwLock<Rulebook>,
    fonts: OnceLock<print::Fonts>,
    at_hand: Mutex<AtHand>,
    home: Option<Home>,
    /// Held while backups are written anew.
    pub(crate) mending: Mutex<()>,
    /// What is at work, outside the lock of the file at hand.
    pub(crate) works: Works,
}

/// Lists, thresholds and texts: data that an office may lay its own over.
#[derive(Clone)]
pub(crate) struct Rulebook {
    lists: Arc<Lists>,
    thresholds: Arc<Thresholds>,
    passages: Arc<Passages>,
}

impl Rulebook {
    /// What codes are called, to be changed.
    pub(crate) fn lists_mut(&mut self) -> &mut Lists {
        Arc::make_mut(&mut self.lists)
    }

    /// The numbers of the rules, to be changed.
    pub(crate) fn thresholds_mut(&mut self) -> &mut Thresholds {
        Arc::make_mut(&mut self.thresholds)
    }

    /// The texts, to be worded otherwise.
    pub(crate) fn passages_mut(&mut self) -> &mut Passages {
        Arc::make_mut(&mut self.passages)
    }
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
        let shipped = Rulebook {
            lists: Arc::new(Lists::load(&assets)?),
            thresholds: Arc::new(Thresholds::load(&assets)?),
            passages: Arc::new(Passages::load(&assets)?),
        };
        Ok(Self {
            assets,
            clock,
            in_force: RwLock::new(shipped.clone()),
            shipped,
            fonts: OnceLock::new(),
            at_hand: Mutex::default(),
            home: None,
            mending: Mutex::default(),
            works: Works::default(),
        })
    }

    /// A desk of a person: his own folder on this machine tells a copied file from the very one
    /// that was written here, and backups are made without being asked for.
    #[must_use]
    pub fn at_home(mut self, folder: Option<PathBuf>) -> Self {
        self.home = folder.map(Home::at);
        self
    }

    /// The person's own folder on this machine; none at a desk of tests and measurements.
    pub(crate) fn home(&self) -> Option<&Home> {
        self.home.as_ref()
    }

    /// Runs a command of the list on its JSON payload. A defect of one command ends that command
    /// only: whoever asked is told so, and the next one still finds a desk.
    pub fn call(
        &self,
        name: &str,
        payload: serde_json::Value,
    ) -> Result<serde_json::Value, Problem> {
        let _running = self.works.begin();
        contained(|| bridge::dispatch(self, name, payload))
    }

    /// What codes are called in the books at hand.
    pub fn lists(&self) -> Arc<Lists> {
        Arc::clone(&self.in_force().lists)
    }

    /// The numbers of the rules in the books at hand.
    pub fn thresholds(&self) -> Arc<Thresholds> {
        Arc::clone(&self.in_force().thresholds)
    }

    /// The texts as they are worded in the books at hand.
    pub(crate) fn passages(&self) -> Arc<Passages> {
        Arc::clone(&self.in_force().passages)
    }

    fn in_force(&self) -> RwLockReadGuard<'_, Rulebook> {
        self.in_force.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes up the lists, thresholds and texts of an office that is opened or has changed them; the
    /// shipped ones where no office is open.
    pub(crate) fn follow(&self, office: Option<&Office>) -> Result<(), Problem> {
        let rulebook = match office {
            Some(office) => rulebook::lay_over(office, &self.shipped)?,
            None => self.shipped.clone(),
        };
        *self
            .in_force
            .write()
            .unwrap_or_else(PoisonError::into_inner) = rulebook;
        Ok(())
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
        Ok(self.fonts.get_or_init(|| fonts.with_machine()))
    }

    /// The forms, with what the books at hand say on them.
    pub(crate) fn forms(&self) -> Result<Forms, Problem> {
        self.passages().file("forms")
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
        office.take_seat()?;
        work(office)
    }

    /// Whether the open file is a village's or a township's; none while none is open.
    pub(crate) fn office_kind(&self) -> Option<OfficeKind> {
        let at_hand = self.at_hand();
        at_hand.office.as_ref().map(|office| office.kind)
    }

    /// In which role somebody works now; without a file at hand there is nothing to keep from him.
    pub(crate) fn role(&self) -> Role {
        let at_hand = self.at_hand();
        at_hand
            .office
            .as_ref()
            .map_or(Role::Secretary, |office| office.seat.role())
    }
}

/// Turns a defect into a Problem. What it left behind is taken over by [`Desk::at_hand`].
fn contained<T>(work: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Problem::internal("command", &"panicked")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_in_one_command_becomes_a_problem_in_words() {
        let problem = contained::<()>(|| panic!("142 0000 0001")).unwrap_err();
        assert_eq!(problem.code, "internal");
        assert!(
            problem.message.contains("请重试"),
            "nobody is told what to do next: {problem}"
        );
        assert!(
            !problem.to_string().contains("142"),
            "what the defect was about is told: {problem}"
        );
    }

    #[test]
    fn an_answer_and_a_refusal_pass_unchanged() {
        let refusal = Problem::new("no_file_open", "还没有打开村册。");
        assert_eq!(contained(|| Ok(3)), Ok(3));
        assert_eq!(contained::<()>(|| Err(refusal.clone())), Err(refusal));
    }
}
