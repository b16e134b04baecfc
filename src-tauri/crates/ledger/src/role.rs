//! Who may do what at this desk (domain §2.15, §8.4). The limits are light on purpose: three
//! cadres share the work of a station, so the same person may fill in, check and sign; only
//! signing, taking away and what is confidential are kept to some.

use crate::flow::Flow;
use crate::spec::{Menu, Privacy, Spec};

/// In which role somebody works at this desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// 村书记: everything, and signs.
    Secretary,
    /// 应急管理员: keeps every ledger.
    Officer,
    /// 值班员: what happens on a shift; everything else he sees.
    Watch,
    /// 查看: looks, writes nothing.
    Viewer,
}

/// What somebody wants to do with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Write a record, or take a step that needs no signature.
    Write,
    /// Take a record away or bring it back.
    Remove,
    /// Put one's name to a step.
    Sign,
    /// See a secret value unmasked.
    Unmask,
}

/// Ledgers outside the menu of response that belong to a shift as well: at night nobody waits for
/// an officer to open a shelter, send people out, hand out supplies or borrow a pump.
const OF_A_SHIFT: [&str; 7] = [
    "hazard",
    "monitor_reading",
    "supply_movement",
    "photo",
    "shelter",
    "responder",
    "borrow",
];

impl Role {
    /// Every role, the one that may do most first.
    pub const ALL: [Self; 4] = [Self::Secretary, Self::Officer, Self::Watch, Self::Viewer];

    /// The code in `assets/lists/codes.toml`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Secretary => "secretary",
            Self::Officer => "officer",
            Self::Watch => "watch",
            Self::Viewer => "viewer",
        }
    }

    /// The role of this code.
    pub fn by_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether this role may do it with records of this ledger.
    pub fn may(self, deed: Deed, spec: &Spec) -> bool {
        if !self.may_know_of(spec) {
            return false;
        }
        match (self, deed) {
            (Self::Secretary, _)
            | (Self::Officer, Deed::Write | Deed::Remove | Deed::Unmask)
            | (Self::Watch, Deed::Unmask) => true,
            (Self::Watch, Deed::Write) => {
                spec.menu == Menu::Response && spec.name != "plan"
                    || OF_A_SHIFT.contains(&spec.name)
            }
            _ => false,
        }
    }

    /// Whether this role may take the step, or has to ask somebody who may.
    pub fn may_step(self, spec: &Spec, flow: &Flow, step: &str) -> bool {
        let deed = if flow.signed.contains(&step) {
            Deed::Sign
        } else {
            Deed::Write
        };
        self.may(deed, spec)
    }

    /// Whether this role knows that rows of this ledger exist.
    pub fn may_know_of(self, spec: &Spec) -> bool {
        !spec.confidential || matches!(self, Self::Secretary | Self::Officer)
    }

    /// The highest class this role sees without asking for more (domain §4, masking L1).
    pub fn sees(self) -> Privacy {
        match self {
            Self::Viewer => Privacy::Duty,
            _ => Privacy::Personal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::{ALL, by_name};

    #[test]
    fn a_viewer_writes_nothing_and_only_the_secretary_signs() {
        for spec in ALL {
            for deed in [Deed::Write, Deed::Remove, Deed::Sign, Deed::Unmask] {
                assert!(!Role::Viewer.may(deed, spec), "{}: {deed:?}", spec.name);
            }
            for role in [Role::Officer, Role::Watch] {
                assert!(!role.may(Deed::Sign, spec), "{}: {role:?} signs", spec.name);
            }
            assert!(Role::Secretary.may(Deed::Sign, spec), "{}", spec.name);
        }
    }

    #[test]
    fn whoever_is_on_watch_writes_what_happens_and_takes_nothing_away() {
        let hazard = by_name("hazard").unwrap();
        assert!(Role::Watch.may(Deed::Write, hazard) && !Role::Watch.may(Deed::Remove, hazard));
        let person = by_name("person").unwrap();
        assert!(!Role::Watch.may(Deed::Write, person));
    }
}
