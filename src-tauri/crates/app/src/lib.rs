//! What a person can do: the five rooms wired together behind one list of commands.
//!
//! Only this crate knows what time it is, who is asking and which file is open. A shell (the
//! window, the command line, the browser server) makes one [`Desk`] and calls [`Desk::call`];
//! tests do the same. Nothing here draws, opens a socket or shows a dialog.

pub mod assets;
pub mod bridge;
pub mod clock;
pub mod demo;
pub mod desk;
pub mod home;
pub mod lists;
pub mod problem;
pub mod thresholds;

mod acts;
mod office;
mod papers;
mod passages;
mod saving;
mod stock;
mod wording;
mod work;

pub use assets::Assets;
pub use clock::Clock;
pub use desk::Desk;
pub use problem::Problem;
