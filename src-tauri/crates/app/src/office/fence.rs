//! What may be written, and by whom. Every write of the house passes here, whatever command it
//! came by: a role's limits (domain §2.15), ledgers that only grow, ledgers that the program
//! keeps itself.

use super::{Office, spec_of};
use crate::desk::Desk;
use crate::problem::Problem;
use ledger::{Act, Change, Deed, Op, Role, Spec};

/// Ledgers that only their own commands write, with the acts by which they do.
const KEPT: [(&str, &[Act]); 2] = [
    ("desk_user", &[Act::SET_USER, Act::ANSWER_CONFLICT]),
    (
        "sign_off",
        &[
            Act::ADVANCE_RECORD,
            Act::SIGN_STEP,
            Act::UNDO_ACT,
            Act::ANSWER_CONFLICT,
        ],
    ),
];

/// Who keeps the desk: people, trust between offices, the access log.
pub(crate) const KEEPERS: &[Role] = &[Role::Secretary, Role::Officer];

/// Who hands packages over: everybody who writes at all.
pub(crate) const CARRIERS: &[Role] = &[Role::Secretary, Role::Officer, Role::Watch];

/// Acts of the program itself, before anybody works here.
const OF_THE_PROGRAM: [Act; 2] = [Act::CREATE_OFFICE, Act::FILL_DEMO];

impl Office {
    /// The declaration of a ledger that whoever works now knows of.
    pub(crate) fn spec(&self, ledger: &str) -> Result<&'static Spec, Problem> {
        let spec = spec_of(ledger)?;
        if self.knows_of(spec) {
            Ok(spec)
        } else {
            Err(Problem::new(
                "unknown_ledger",
                "您的角色看不到这本台账，什么也没有改动。要看请找村书记或应急管理员。",
            ))
        }
    }

    /// Whether whoever works now knows that this ledger has rows at all.
    pub(crate) fn knows_of(&self, spec: &Spec) -> bool {
        self.seat.role().may_know_of(spec)
    }

    /// Refuses what the role of whoever works now does not allow, and tells whom to ask.
    pub(crate) fn require(&self, desk: &Desk, deed: Deed, spec: &Spec) -> Result<(), Problem> {
        let role = self.seat.role();
        if role.may(deed, spec) {
            return Ok(());
        }
        let lists = desk.lists();
        let called = |role: Role| lists.label("desk_role", role.code()).to_owned();
        let able = Role::ALL.into_iter().filter(|role| role.may(deed, spec));
        let able = able.map(called).collect::<Vec<_>>().join("或");
        Err(self.not_your_role(&called(role), &what(deed, spec), &able))
    }

    /// Refuses what belongs to no single ledger and only some roles do.
    pub(crate) fn require_one_of(
        &self,
        desk: &Desk,
        able: &[Role],
        what: &str,
    ) -> Result<(), Problem> {
        let role = self.seat.role();
        if able.contains(&role) {
            return Ok(());
        }
        let lists = desk.lists();
        let called = |role: &Role| lists.label("desk_role", role.code()).to_owned();
        let able = able.iter().map(called).collect::<Vec<_>>().join("或");
        Err(self.not_your_role(&called(&role), what, &able))
    }

    fn not_your_role(&self, role: &str, what: &str, able: &str) -> Problem {
        if self.seat.current().is_none() {
            return Problem::new(
                "nobody_at_desk",
                "还没有选是谁在用这台电脑，什么也没有改动。请先在上面选自己的名字。",
            );
        }
        let text = format!("您的角色是“{role}”，不能{what}，什么也没有改动。请找{able}来办。");
        Problem::new("not_your_role", text)
    }

    /// Refuses an act that may not be written, before anything of it is.
    pub(super) fn permit(&self, desk: &Desk, act: Act, changes: &[Change]) -> Result<(), Problem> {
        if OF_THE_PROGRAM.contains(&act) {
            return Ok(());
        }
        for change in changes {
            let Some(spec) = ledger::by_number(change.ledger) else {
                continue;
            };
            if spec.append_only && self.store.row(spec, change.row)?.is_some() {
                return Err(append_only(spec));
            }
            if let Some((_, by)) = KEPT.iter().find(|(name, _)| *name == spec.name) {
                if !by.contains(&act) {
                    return Err(kept(spec));
                }
                continue;
            }
            let takes_away = change.op != Op::Put && act != Act::UNDO_ACT;
            let deed = if takes_away {
                Deed::Remove
            } else {
                Deed::Write
            };
            self.require(desk, deed, spec)?;
        }
        Ok(())
    }
}

fn what(deed: Deed, spec: &Spec) -> String {
    let label = spec.label;
    match deed {
        Deed::Write => format!("登记或改动“{label}”"),
        Deed::Remove => format!("删除或恢复“{label}”的记录"),
        Deed::Sign => format!("签批“{label}”"),
        Deed::Unmask => format!("看“{label}”里遮住的内容"),
    }
}

/// A row of a log is never written again.
pub(crate) fn append_only(spec: &Spec) -> Problem {
    let text = format!(
        "“{}”只增不改，旧的一条没有动。写错了请再记一条更正。",
        spec.label
    );
    Problem::new("append_only", text)
}

fn kept(spec: &Spec) -> Problem {
    let text = format!("“{}”由程序记，不能直接改，什么也没有改动。", spec.label);
    Problem::new("kept_by_program", text)
}
