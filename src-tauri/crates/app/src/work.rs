//! Long work tells how far it is, and can be stopped: what is running on a desk at this moment.
//!
//! A command reports at its natural steps with [`Desk::step`]. `work_state` and `stop_work` look
//! here and nowhere else, so they are answered while another command holds the office. A stop is
//! an ordinary problem at the next step: the command gives up as after any other failure, its
//! transaction rolled back, its temporary file removed. Past its last step work can no longer be
//! stopped; it ends as if nobody had asked.

use crate::bridge::file::Nothing;
use crate::bridge::work::WorkState;
use crate::desk::Desk;
use crate::problem::Problem;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

/// The commands at work, one on each thread.
#[derive(Default)]
pub(crate) struct Works(Mutex<Vec<Work>>);

struct Work {
    /// A command runs on one thread from its beginning to its end.
    thread: ThreadId,
    /// None until its first step: short work is never shown.
    reached: Option<(&'static str, u64, u64)>,
    is_stopped: bool,
}

/// A command at work; its end is the end of this value.
pub(crate) struct Running<'desk> {
    works: &'desk Works,
    is_outermost: bool,
}

impl Works {
    /// Begins the work of this thread. Work within work belongs to the outer one.
    pub(crate) fn begin(&self) -> Running<'_> {
        let mut works = self.list();
        let is_outermost = own(&mut works).is_none();
        if is_outermost {
            works.push(Work {
                thread: thread::current().id(),
                reached: None,
                is_stopped: false,
            });
        }
        Running {
            works: self,
            is_outermost,
        }
    }

    fn list(&self) -> MutexGuard<'_, Vec<Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if self.is_outermost {
            let ended = thread::current().id();
            self.works.list().retain(|work| work.thread != ended);
        }
    }
}

fn own(works: &mut [Work]) -> Option<&mut Work> {
    let current = thread::current().id();
    works.iter_mut().find(|work| work.thread == current)
}

impl Desk {
    /// Reports how far the work of this thread is; `total` is 0 where nobody knows it. Answers
    /// with a problem once somebody asked for a stop: the work must then leave all as it was.
    pub(crate) fn step(&self, label: &'static str, done: u64, total: u64) -> Result<(), Problem> {
        let mut works = self.works.list();
        let Some(work) = own(&mut works) else {
            return Ok(());
        };
        if work.is_stopped {
            return Err(Problem::stopped());
        }
        work.reached = Some((label, done, total));
        Ok(())
    }

    /// Reports for work that counts its steps itself.
    pub(crate) fn steps(
        &self,
        label: &'static str,
    ) -> impl FnMut(usize, usize) -> Result<(), Problem> {
        move |done, total| self.step(label, done as u64, total as u64)
    }

    /// Hands on these items, each of them a step.
    pub(crate) fn each<T>(
        &self,
        label: &'static str,
        items: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    ) -> impl Iterator<Item = Result<T, Problem>> {
        let items = items.into_iter();
        let total = items.len() as u64;
        self.counted((label, total), items.map(Ok::<T, Problem>))
    }

    /// Hands on as many items as are expected, each of them a step.
    pub(crate) fn counted<T, E: Into<Problem>>(
        &self,
        (label, total): (&'static str, u64),
        items: impl Iterator<Item = Result<T, E>>,
    ) -> impl Iterator<Item = Result<T, Problem>> {
        (0..).zip(items).map(move |(done, item)| {
            self.step(label, done, total)?;
            item.map_err(Into::into)
        })
    }
}

/// Tells how far the work is that runs now; nothing if none is long.
#[expect(clippy::unnecessary_wraps, reason = "the shape of every command")]
pub(crate) fn state(desk: &Desk, _: Nothing) -> Result<Option<WorkState>, Problem> {
    let works = desk.works.list();
    let shown = works.iter().rev().find_map(|work| work.reached);
    Ok(shown.map(|(label, done, total)| WorkState {
        label: label.to_owned(),
        done,
        total,
    }))
}

/// Asks the work that is shown to stop at its next step, and tells how far it is.
pub(crate) fn stop(desk: &Desk, _: Nothing) -> Result<Option<WorkState>, Problem> {
    for work in desk.works.list().iter_mut() {
        work.is_stopped |= work.reached.is_some();
    }
    state(desk, Nothing {})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Assets, Clock};
    use std::sync::mpsc;

    fn desk() -> Desk {
        Desk::new(Assets::find(None).unwrap(), Clock::system()).unwrap()
    }

    fn shown(desk: &Desk) -> Option<WorkState> {
        state(desk, Nothing {}).unwrap()
    }

    #[test]
    fn work_is_shown_from_its_first_step_to_its_end() {
        let desk = desk();
        let running = desk.works.begin();
        assert!(shown(&desk).is_none(), "a command that takes no steps");
        desk.step("打包", 3, 10).unwrap();
        let state = shown(&desk).expect("it took a step");
        assert_eq!(
            (state.label.as_str(), state.done, state.total),
            ("打包", 3, 10)
        );
        drop(running);
        assert!(shown(&desk).is_none());
    }

    #[test]
    fn a_stop_asked_from_another_thread_ends_the_work_at_its_next_step_while_the_office_is_held() {
        let desk = desk();
        let (took, taken) = mpsc::channel();
        let (asked, go_on) = mpsc::channel();
        let desk = &desk;
        thread::scope(|scope| {
            let worker = scope.spawn(move || {
                let _running = desk.works.begin();
                let _office = desk.at_hand();
                desk.step("打包", 1, 2).unwrap();
                took.send(()).unwrap();
                go_on.recv().unwrap();
                desk.step("打包", 2, 2)
            });
            taken.recv().unwrap();
            let _asking = desk.works.begin();
            assert!(stop(desk, Nothing {}).unwrap().is_some());
            asked.send(()).unwrap();
            let refused = worker.join().unwrap().unwrap_err();
            assert_eq!(refused.code, "stopped");
        });
    }

    #[test]
    fn a_stop_is_for_what_is_shown_and_not_for_what_comes_later() {
        let desk = desk();
        stop(&desk, Nothing {}).unwrap();
        let _running = desk.works.begin();
        stop(&desk, Nothing {}).unwrap();
        assert!(
            desk.step("打包", 0, 1).is_ok(),
            "nobody saw it when it was stopped"
        );
    }

    #[test]
    fn work_within_work_ends_with_the_outer_one() {
        let desk = desk();
        let _outer = desk.works.begin();
        drop(desk.works.begin());
        desk.step("合并", 1, 1).unwrap();
        assert!(shown(&desk).is_some());
    }
}
