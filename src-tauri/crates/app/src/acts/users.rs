//! The people at the desk: who they are, who of them works now, and their PINs.
//!
//! People are records and travel with the office's laptops; a PIN stays on the machine where it
//! was chosen. Somebody who keeps the desk (村书记, 应急管理员) is always left in use, and only a
//! secretary makes or changes a secretary, once there is one.

use super::access;
use crate::bridge::file::Nothing;
use crate::bridge::users::{May, SaveUser, SetPin, SwitchUser, UserView, Users};
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, Seat, User, new_id, row_id, setting, spec_of};
use crate::problem::Problem;
use ledger::{ALL, Act, Change, Deed, Menu, Role, RowId, Spec, Value};

mod pin;

pub(super) use pin::check as check_pin;

/// Tells who works at this desk and what he may do.
pub(crate) fn list(desk: &Desk, _: Nothing) -> Result<Users, Problem> {
    desk.with_office(|office| view(desk, office))
}

fn view(desk: &Desk, office: &Office) -> Result<Users, Problem> {
    let users = office
        .seat
        .users
        .iter()
        .map(|user| user_view(desk, office, user))
        .collect::<Result<_, _>>()?;
    Ok(Users {
        current: office.seat.current().map(|user| user.id.to_string()),
        users,
        may: may(office.seat.role()),
    })
}

fn user_view(desk: &Desk, office: &Office, user: &User) -> Result<UserView, Problem> {
    let role = user.role.code();
    Ok(UserView {
        id: user.id.to_string(),
        name: user.name.clone(),
        role: role.to_owned(),
        role_label: desk.lists().label("desk_role", role).to_owned(),
        person_id: user.person.clone(),
        has_pin: office.store.setting(&setting::pin(user.id))?.is_some(),
        in_use: user.in_use,
        signs: user.in_use && signs(user.role),
    })
}

fn may(role: Role) -> May {
    let shown = || ALL.iter().filter(|spec| spec.menu != Menu::Hidden);
    let any = |deed: Deed| shown().any(|spec| role.may(deed, spec));
    let written = shown().filter(|spec| role.may(Deed::Write, spec));
    let ledgers: Vec<String> = written.map(|spec| spec.name.to_owned()).collect();
    May {
        write: !ledgers.is_empty(),
        ledgers,
        remove: any(Deed::Remove),
        sign: signs(role),
        unmask: any(Deed::Unmask),
        manage: keeps_desk(role),
        see_personal: role.sees() >= ledger::Privacy::Personal,
    }
}

fn signs(role: Role) -> bool {
    ALL.iter().any(|spec| role.may(Deed::Sign, spec))
}

fn keeps_desk(role: Role) -> bool {
    KEEPERS.contains(&role)
}

/// Enters somebody who works here, or changes him. Whoever is entered first sits down at once.
pub(crate) fn save(desk: &Desk, request: SaveUser) -> Result<Users, Problem> {
    let spec = spec_of("desk_user")?;
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "设置使用人")?;
        let id = request.id.as_deref().map(row_id).transpose()?;
        let is_first = !office.seat.is_shared();
        let user = wanted(desk, office, id, &request)?;
        let change = put(spec, &user);
        super::record::refuse(&super::record::flags(desk, spec, &row_of(&user)))?;
        office.act(desk, Act::SET_USER, None, &[change])?;
        office.take_seat()?;
        if is_first {
            office.seat_user(user.id)?;
        }
        view(desk, office)
    })
}

/// What the request asks for, if it may be.
fn wanted(
    desk: &Desk,
    office: &Office,
    id: Option<RowId>,
    request: &SaveUser,
) -> Result<User, Problem> {
    let lists = desk.lists();
    let role = lists.code("desk_role", &request.role);
    let role = role.and_then(Role::by_code).ok_or_else(|| {
        Problem::of_field(
            "not_valid",
            "role",
            "请选一个角色：村书记、应急管理员、值班员或查看。",
        )
    })?;
    let former = match id {
        Some(id) => Some(known(&office.seat, id)?),
        None => None,
    };
    let user = User {
        id: id.unwrap_or_else(new_id),
        name: request.name.trim().to_owned(),
        role,
        person: match (&request.person_id, former) {
            (Some(person), _) => person.clone(),
            (None, former) => former.map(|user| user.person.clone()).unwrap_or_default(),
        },
        in_use: request.in_use.unwrap_or(true),
    };
    check_name(&office.seat, &user)?;
    check_role(&office.seat, former, &user)?;
    if !user.person.is_empty() {
        let person = office
            .store
            .row(spec_of("person")?, row_id(&user.person)?)?;
        person.ok_or_else(|| {
            let text = "选的这个人已不在册子里，请重新选。";
            Problem::of_field("unknown_reference", "person_id", text)
        })?;
    }
    Ok(user)
}

fn known(seat: &Seat, id: RowId) -> Result<&User, Problem> {
    seat.users.iter().find(|user| user.id == id).ok_or_else(|| {
        Problem::new(
            "record_missing",
            "没有这个使用人，什么也没有改动。请回到名单再选一次。",
        )
    })
}

fn check_name(seat: &Seat, user: &User) -> Result<(), Problem> {
    if user.name.is_empty() {
        return Err(Problem::of_field("not_valid", "name", "请填姓名。"));
    }
    let mut others = seat.users.iter().filter(|other| other.id != user.id);
    if user.in_use && others.any(|other| other.in_use && other.name == user.name) {
        let text = "名单里已经有这个名字。两人同名时请加上组别，例如“（2组）”。";
        return Err(Problem::of_field("not_valid", "name", text));
    }
    Ok(())
}

fn check_role(seat: &Seat, former: Option<&User>, user: &User) -> Result<(), Problem> {
    let is_secretary = |user: &User| user.in_use && user.role == Role::Secretary;
    let touches_secretary = is_secretary(user) || former.is_some_and(is_secretary);
    let has_secretary = seat.users.iter().any(is_secretary);
    if touches_secretary && has_secretary && seat.role() != Role::Secretary {
        return Err(Problem::of_field(
            "not_your_role",
            "role",
            "村书记由村书记自己设置或更换，什么也没有改动。请找村书记来办。",
        ));
    }
    let mut left = seat.users.iter().filter(|other| other.id != user.id);
    let is_kept = user.in_use && keeps_desk(user.role)
        || left.any(|other| other.in_use && keeps_desk(other.role));
    if !is_kept {
        return Err(Problem::of_field(
            "not_valid",
            "role",
            "至少要有一位村书记或应急管理员在用，否则没有人能设置这张桌子。什么也没有改动。",
        ));
    }
    Ok(())
}

fn put(spec: &Spec, user: &User) -> Change {
    let row = row_of(user);
    let fields = spec.fields.iter();
    Change::put(
        spec,
        user.id,
        fields.map(|field| (field.name, row.get(field.name).clone())),
    )
}

fn row_of(user: &User) -> ledger::Row {
    let mut row = ledger::Row::default();
    row.set("name", user.name.as_str());
    row.set("role", user.role.code());
    row.set("person_id", user.person.as_str());
    row.set("in_use", Value::Bool(user.in_use));
    row
}

/// Seats somebody at this desk, with his PIN if he has one here.
pub(crate) fn switch(desk: &Desk, request: SwitchUser) -> Result<Users, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        at_work(&office.seat, id)?;
        if office.store.setting(&setting::pin(id))?.is_some() {
            let typed = request.pin.as_deref().unwrap_or_default();
            pin::check(desk, office, id, typed)?;
        }
        office.seat_user(id)?;
        view(desk, office)
    })
}

/// Somebody who works here now.
pub(super) fn at_work(seat: &Seat, id: RowId) -> Result<&User, Problem> {
    let user = known(seat, id)?;
    if user.in_use {
        return Ok(user);
    }
    Err(Problem::new(
        "not_in_use",
        "这个人已经停用，什么也没有改动。请从名单里选在用的人。",
    ))
}

/// Sets somebody's PIN on this machine, or takes it away. Everybody sets his own; with the paper
/// recovery code, or where the file has none, a forgotten one is set anew, and the log tells.
pub(crate) fn set_pin(desk: &Desk, request: SetPin) -> Result<Users, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        at_work(&office.seat, id)?;
        pin::check_digits(&request.pin)?;
        let old = request.old.as_deref().unwrap_or_default();
        let is_own = office.seat.current == Some(id);
        match office.store.setting(&setting::pin(id))? {
            Some(_) if pin::is_recovery(office, old)? => {
                office.require_one_of(desk, KEEPERS, "重设别人的PIN")?;
                access::note(desk, office, access::Seen::ResetPin(id))?;
            }
            Some(_) => pin::check(desk, office, id, old)?,
            None if is_own => {}
            None => return Err(only_his_own()),
        }
        pin::keep(office, id, &request.pin)?;
        view(desk, office)
    })
}

fn only_his_own() -> Problem {
    Problem::new(
        "not_your_role",
        "PIN由本人设，什么也没有改动。请先在上面换成本人，再设PIN。",
    )
}
