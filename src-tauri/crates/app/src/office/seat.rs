//! Who works at this desk: the people of the office, and which of them it is now.
//!
//! An office in which nobody is entered is a one-person desk: everything is allowed and nothing
//! is asked. As soon as somebody is entered, a role limits what may be done and seen, and until
//! somebody says who he is the desk only looks.

use super::{Office, setting, spec_of};
use crate::problem::Problem;
use ledger::{Privacy, Role, RowId, Value};
use store::Store;

/// Somebody who works at the desks of this office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct User {
    /// Row of the ledger `desk_user`.
    pub(crate) id: RowId,
    /// Name.
    pub(crate) name: String,
    /// Role; whoever has one of a newer version only looks.
    pub(crate) role: Role,
    /// Who it is in the books, as an id; may be empty.
    pub(crate) person: String,
    /// Whether he still works here.
    pub(crate) in_use: bool,
}

/// The people of the office, and who of them sits here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seat {
    /// Everybody ever entered and not removed, in the order of names.
    pub(crate) users: Vec<User>,
    /// Who works now.
    pub(crate) current: Option<RowId>,
}

/// The account code of a one-person desk.
pub(crate) const OFFICER: &str = "officer";

impl Seat {
    /// Whether several people share the desk, so that it matters who acts.
    pub(crate) fn is_shared(&self) -> bool {
        self.users.iter().any(|user| user.in_use)
    }

    /// Somebody who works here.
    pub(crate) fn user(&self, id: RowId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id && user.in_use)
    }

    /// Who works now.
    pub(crate) fn current(&self) -> Option<&User> {
        self.current.and_then(|id| self.user(id))
    }

    /// In which role.
    pub(crate) fn role(&self) -> Role {
        match self.current() {
            Some(user) => user.role,
            None if self.is_shared() => Role::Viewer,
            None => Role::Secretary,
        }
    }

    /// Who acts, as the journal notes it: an account code, never a name.
    pub(crate) fn actor(&self) -> String {
        self.current()
            .map_or_else(|| OFFICER.to_owned(), |user| user.id.to_string())
    }
}

impl Office {
    /// Reads anew who works here: a merge may bring people, or take the present one out.
    pub(crate) fn take_seat(&mut self) -> Result<(), Problem> {
        let mut users: Vec<User> = self
            .all("desk_user")?
            .into_iter()
            .map(|stored| User {
                id: stored.id,
                name: stored.row.text("name").to_owned(),
                role: Role::by_code(stored.row.text("role")).unwrap_or(Role::Viewer),
                person: stored.row.text("person_id").to_owned(),
                in_use: *stored.row.get("in_use") != Value::Bool(false),
            })
            .collect();
        users.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        self.seat.users = users;
        if self.seat.current().is_none() {
            self.seat.current = None;
        }
        Ok(())
    }

    /// Goes on with whoever opened the file with his own password; else with whoever worked
    /// last, unless he is to show first that it is him.
    pub(super) fn resume_seat(&mut self) -> Result<(), Problem> {
        self.seat.current = match self.store.holder() {
            Some(holder) => Some(holder),
            None => self.last_seated()?,
        };
        self.take_seat()
    }

    fn last_seated(&self) -> Result<Option<RowId>, Problem> {
        let last = self.store.setting(setting::USER)?;
        let last = last.and_then(|bytes| bytes.as_slice().try_into().ok().map(RowId));
        let Some(id) = last else {
            return Ok(None);
        };
        let ways = Store::ways_in(self.store.path())?;
        let has_password = ways.iter().any(|way| way.holder == Some(id));
        let has_pin = self.store.setting(&setting::pin(id))?.is_some();
        Ok(Some(id).filter(|_| !has_password && !has_pin))
    }

    /// Seats somebody, here and at the next opening.
    pub(crate) fn seat_user(&mut self, id: RowId) -> Result<(), Problem> {
        self.store.set_setting(setting::USER, &id.0)?;
        self.seat.current = Some(id);
        self.take_seat()
    }

    /// The highest class that whoever works now sees without asking for more.
    pub(crate) fn sees(&self) -> Privacy {
        self.seat.role().sees()
    }

    /// What an account code of the journal is called.
    pub(crate) fn actor_name(&self, actor: &str) -> Result<String, Problem> {
        if actor == OFFICER {
            return Ok("应急管理员".to_owned());
        }
        let stored = match actor.parse() {
            Ok(id) => self.store.row(spec_of("desk_user")?, id)?,
            Err(_) => None,
        };
        let name = stored.map(|stored| stored.row.text("name").to_owned());
        Ok(name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "他处人员".to_owned()))
    }
}
