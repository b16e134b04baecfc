//! What happens in a history: drawn from chance, written down, played by the stage.

use ledger::Privacy;

use super::deed::Deed;
use crate::chance::Chance;

/// Ten years in milliseconds: how far clocks are wrong.
const TEN_YEARS: u64 = 315_576_000_000;
/// An acting day: 2026-05-01 in milliseconds.
const DAY: i64 = 1_777_593_600_000;

/// One thing that happens. Replicas and packages are numbers taken modulo how many there are.
#[derive(Clone, Debug)]
pub enum Step {
    /// Somebody writes, by a clock.
    Act {
        /// Who.
        who: usize,
        /// What.
        deed: Deed,
        /// His clock.
        clock: i64,
    },
    /// One hears all that the other has for it, at once.
    Talk {
        /// Who gives.
        from: usize,
        /// Who takes.
        to: usize,
    },
    /// A package is made up and put aside.
    Pack {
        /// Who gives.
        from: usize,
        /// For whom.
        to: usize,
    },
    /// A package that was put aside at any time comes to anybody, perhaps not all of it and not
    /// in order.
    Deliver {
        /// Which.
        package: usize,
        /// To whom.
        to: usize,
        /// Chance of what happens on the way.
        way: u64,
    },
    /// A copy of a file as it was some arrivals ago writes on under the same replica.
    Clone {
        /// Of whom.
        who: usize,
        /// How many arrivals ago.
        back: usize,
    },
    /// A backup is restored: an earlier state goes on as a new replica.
    Restore {
        /// Whose.
        who: usize,
        /// How many arrivals ago it was made.
        back: usize,
    },
    /// A whole disk is put back: an earlier state goes on as the same replica.
    Rollback {
        /// Whose.
        who: usize,
        /// How many arrivals ago.
        back: usize,
    },
    /// What somebody is given from now on goes up to this class.
    Profile {
        /// To whom.
        who: usize,
        /// Up to which class.
        class: Privacy,
    },
    /// The township learns that a laptop is lost and cuts its word off.
    Revoke {
        /// Whose.
        who: usize,
    },
    /// Somebody hears of the lost laptop.
    Learn {
        /// Who.
        who: usize,
    },
    /// The judge looks at somebody's books.
    Look {
        /// Whose.
        who: usize,
    },
}

/// A history before it happened.
#[derive(Clone, Debug)]
pub struct Story {
    /// How many replicas there are at the beginning; number 0 is the township.
    pub replicas: usize,
    /// What happens.
    pub steps: Vec<Step>,
}

impl Story {
    /// Draws a story.
    pub fn of(chance: &mut Chance) -> Self {
        let replicas = match chance.below(200) {
            0 => 13 + index(chance, 18),
            1..=10 => 6 + index(chance, 7),
            _ => 3 + index(chance, 3),
        };
        let length = 8 + index(chance, 14) + 2 * (replicas - 3);
        let temper = Temper::of(chance);
        let steps = (0..length).map(|_| temper.step(chance, replicas));
        Self {
            replicas,
            steps: steps.collect(),
        }
    }
}

impl Story {
    /// Draws a story of as few replicas and steps as can go wrong: many of them find what needs no
    /// length, and each costs little.
    pub fn small(chance: &mut Chance) -> Self {
        let replicas = 3;
        let temper = Temper::of(chance);
        let steps = (0..2 + index(chance, 5)).map(|_| temper.step(chance, replicas));
        Self {
            replicas,
            steps: steps.collect(),
        }
    }
}

/// What kinds of trouble a story has.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent kind of trouble"
)]
struct Temper {
    has_profiles: bool,
    has_copies: bool,
    has_loss: bool,
    has_revocation: bool,
    is_wild: bool,
}

impl Temper {
    fn of(chance: &mut Chance) -> Self {
        Self {
            has_profiles: chance.below(4) == 0,
            has_copies: chance.below(3) == 0,
            has_loss: chance.below(2) == 0,
            has_revocation: chance.below(8) == 0,
            is_wild: chance.below(2) == 0,
        }
    }

    fn step(&self, chance: &mut Chance, replicas: usize) -> Step {
        let (who, other) = (index(chance, replicas), index(chance, replicas));
        let back = index(chance, 4);
        match chance.below(40) {
            0..=19 => Step::Act {
                who,
                deed: Deed::of(chance),
                clock: self.clock(chance),
            },
            20 | 21 if self.has_profiles => Step::Profile {
                who,
                class: class(chance),
            },
            22 if self.has_copies => Step::Clone { who, back },
            23 if self.has_copies => Step::Restore { who, back },
            24 if self.has_copies => Step::Rollback { who, back },
            25 if self.has_revocation => Step::Revoke { who },
            26 | 27 if self.has_revocation => Step::Learn { who },
            28 => Step::Look { who },
            29..=31 if self.has_loss => Step::Pack {
                from: who,
                to: other,
            },
            32..=34 if self.has_loss => Step::Deliver {
                package: index(chance, 64),
                to: who,
                way: chance.next(),
            },
            _ => Step::Talk {
                from: who,
                to: other,
            },
        }
    }

    fn clock(&self, chance: &mut Chance) -> i64 {
        let wrong = if self.is_wild {
            chance.below(2 * TEN_YEARS).cast_signed() - TEN_YEARS.cast_signed()
        } else {
            // The same second for many.
            chance.below(4).cast_signed()
        };
        DAY + wrong
    }
}

fn class(chance: &mut Chance) -> Privacy {
    match chance.below(3) {
        0 => Privacy::Open,
        1 => Privacy::Duty,
        _ => Privacy::Secret,
    }
}

/// A place in a list.
pub fn index(chance: &mut Chance, below: usize) -> usize {
    usize::try_from(chance.below(below as u64)).unwrap_or(0)
}
