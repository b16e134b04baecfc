//! People at one desk: roles, PINs, signatures, masks, the access log, and taking an act back.

use acceptance::{Station, desk_at};
use serde_json::{Value, json};

mod masks;
mod pins;
mod signing;
mod undoing;

/// A minute after [`NOW`]: every wait after a wrong PIN is over.
const A_MINUTE_ON: &str = "2026-07-12T08:01:01+08:00";

const PINS: [(&str, &str); 2] = [("secretary", "2580"), ("officer", "14703")];

/// 栗溪村 with somebody in every role; the secretary and the officer have a PIN.
struct Team {
    station: Station,
}

impl Team {
    fn new() -> Self {
        let station = Station::village();
        let people = [
            ("周志强", "secretary"),
            ("李秀英", "officer"),
            ("王小兵", "watch"),
            ("陈阿福", "viewer"),
        ];
        for (name, role) in people {
            station.call("save_user", json!({ "name": name, "role": role }));
        }
        let team = Self { station };
        for (role, pin) in PINS {
            team.station
                .call("switch_user", json!({ "id": team.id(role) }));
            let set = json!({ "id": team.id(role), "pin": pin });
            team.station.call("set_pin", set);
        }
        team
    }

    /// Row id of whoever has the role.
    fn id(&self, role: &str) -> Value {
        let users = self.station.call("users", json!({}));
        let users = users["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["role"] == role);
        user.unwrap()["id"].clone()
    }

    /// Seats whoever has the role.
    fn seat(&self, role: &str) {
        let pin = PINS.iter().find(|(of, _)| *of == role).map(|(_, pin)| *pin);
        let switch = json!({ "id": self.id(role), "pin": pin });
        self.station.call("switch_user", switch);
    }

    /// The same file on the same machine at another moment.
    fn at(self, moment: &str) -> Self {
        self.station.call("lock_file", json!({}));
        let mut station = self.station;
        station.desk = desk_at(moment);
        station.call("choose_file", json!({ "path": station.file }));
        Self { station }
    }

    fn sign(&self, role: &str, pin: &str) -> Value {
        json!({ "signer": self.id(role), "pin": pin })
    }

    /// A hazard that waits for its review.
    fn reviewed_hazard(&self) -> Value {
        let owner = self.station.person("赵铁柱", "14200000871");
        let reviewer = self.station.person("孙桂花", "14200000872");
        let hazard = self.station.save(
            "hazard",
            json!({ "description": "小卖部后门堆纸箱", "location": "1组村口" }),
        );
        let id = hazard["id"].clone();
        let confirm = json!({
            "kind": "fire", "grade": "general", "owner_id": owner, "requirement": "清走纸箱", "due_date": "7.20",
        });
        self.station.advance("hazard", &id, "confirm", confirm);
        self.station.advance("hazard", &id, "start_fix", json!({}));
        let fix = json!({ "fix_result": "已清空", "fixed_by": owner });
        self.station.advance("hazard", &id, "submit_fix", fix);
        json!({ "id": id, "reviewer": reviewer })
    }
}

/// Asks to close a hazard with what is said about the signature.
fn closing(station: &Station, hazard: &Value, sign: &Value) -> Value {
    let form = station.read("hazard", &hazard["id"])["form"].clone();
    json!({
        "ledger": "hazard", "id": hazard["id"], "step": "close", "form": form, "sign": sign,
        "values": { "reviewed_by": hazard["reviewer"], "reviewed_at": "今天" },
    })
}

#[test]
fn a_desk_of_one_person_is_asked_for_nothing() {
    let station = Station::village();
    let users = station.call("users", json!({}));
    assert_eq!(
        (&users["current"], &users["users"]),
        (&json!(null), &json!([]))
    );
    for right in [
        "write",
        "remove",
        "sign",
        "unmask",
        "manage",
        "see_personal",
    ] {
        assert_eq!(users["may"][right], true, "{right}");
    }
    let id = station.save(
        "plan",
        json!({ "title": "村级综合预案", "kind": "comprehensive" }),
    )["id"]
        .clone();
    let history = station.call("record_history", json!({ "ledger": "plan", "id": id }));
    assert_eq!(history[0]["who"], "栗溪村（本机） 应急管理员");
}

#[test]
fn whoever_is_entered_first_sits_down_and_somebody_always_keeps_the_desk() {
    let station = Station::village();
    let refused = station.refuse("save_user", json!({ "name": "陈阿福", "role": "viewer" }));
    assert_eq!(
        refused.fields[0].field, "role",
        "nobody could set the desk any more"
    );
    let users = station.call(
        "save_user",
        json!({ "name": "李秀英", "role": "应急管理员" }),
    );
    let officer = &users["users"][0];
    assert_eq!(
        (&users["current"], &officer["role"]),
        (&officer["id"], &json!("officer"))
    );
    let stop = json!({ "id": officer["id"], "name": "李秀英", "role": "officer", "in_use": false });
    assert_eq!(station.refuse("save_user", stop).code, "not_valid");
    let twice = json!({ "name": "李秀英", "role": "watch" });
    assert_eq!(station.refuse("save_user", twice).fields[0].field, "name");
    station.assert_sound();
}

#[test]
fn only_a_secretary_makes_or_changes_a_secretary_once_there_is_one() {
    let team = Team::new();
    let more = json!({ "name": "吴大海", "role": "secretary" });
    let other = json!({ "name": "吴大海", "role": "watch" });
    team.seat("officer");
    assert_eq!(
        team.station.refuse("save_user", more.clone()).code,
        "not_your_role"
    );
    team.station.call("save_user", other);
    let demote = json!({ "id": team.id("secretary"), "name": "周志强", "role": "viewer" });
    assert_eq!(
        team.station.refuse("save_user", demote).code,
        "not_your_role"
    );
    team.seat("watch");
    assert_eq!(
        team.station.refuse("save_user", more.clone()).code,
        "not_your_role"
    );
    team.seat("secretary");
    let second = json!({ "name": "郑长河", "role": "secretary" });
    team.station.call("save_user", second);
}

#[test]
fn in_every_ledger_each_role_does_what_it_may_and_is_told_whom_to_ask() {
    let team = Team::new();
    let nowhere = "01890000-0000-7000-8000-000000000000";
    for role in ledger::Role::ALL {
        team.seat(role.code());
        for spec in ledger::ALL
            .iter()
            .filter(|spec| spec.menu != ledger::Menu::Hidden)
        {
            let code =
                |command: &str, request: Value| match team.station.desk.call(command, request) {
                    Ok(_) => "done",
                    Err(problem) => problem.code,
                };
            let address = json!({ "ledger": spec.name, "id": nowhere, "form": "" });
            let found = [
                (
                    ledger::Deed::Write,
                    code(
                        "save_record",
                        json!({ "ledger": spec.name, "id": nowhere, "form": "", "values": { "no_such_field": 1 } }),
                    ),
                ),
                (ledger::Deed::Remove, code("remove_record", address.clone())),
                (ledger::Deed::Remove, code("restore_record", address)),
            ];
            for (deed, found) in found {
                let expected = match (role.may_know_of(spec), role.may(deed, spec)) {
                    (false, _) => "unknown_ledger",
                    (true, false) => "not_your_role",
                    (true, true) if deed == ledger::Deed::Write => "unknown_field",
                    (true, true) => "record_missing",
                };
                assert_eq!(found, expected, "{role:?}, {deed:?}, {}", spec.name);
            }
        }
    }
    team.seat("watch");
    let refused = team
        .station
        .refuse("save_record", json!({ "ledger": "person", "values": {} }));
    assert!(
        refused.message.contains("村书记或应急管理员"),
        "it tells whom to ask: {refused}"
    );
}

#[test]
fn in_every_state_of_a_hazard_each_role_takes_its_steps_and_no_others() {
    let team = Team::new();
    team.seat("officer");
    let hazard = team.reviewed_hazard();
    let spec = ledger::by_name("hazard").unwrap();
    let flow = spec.flow.unwrap();
    let check = |state: &str| {
        let roles = ledger::Role::ALL.into_iter();
        for (role, step) in roles.flat_map(|role| flow.steps.iter().map(move |step| (role, step))) {
            if step.name == flow.steps[0].name {
                team.seat(role.code());
            }
            let record = team.station.read("hazard", &hazard["id"]);
            assert_eq!(record["values"]["status"], state);
            let attempt = json!({
                "ledger": "hazard", "id": hazard["id"], "step": step.name, "form": record["form"],
            });
            let starts_here = step.from.contains(&state);
            let case = format!("{role:?}, {state}, {}", step.name);
            let refusal = team.station.desk.call("advance_record", attempt).err();
            if refusal.is_none() {
                assert!(!flow.signed.contains(&step.name), "nobody signed: {case}");
                let last = team.station.call("last_act", json!({}));
                team.station.call("undo_act", json!({ "id": last["id"] }));
            }
            let found = refusal.map_or("done", |problem| problem.code);
            match (role, starts_here) {
                (ledger::Role::Viewer, _) => assert_eq!(found, "not_your_role", "{case}"),
                (_, false) => assert_eq!(found, "step_not_allowed", "{case}"),
                (_, true) => assert!(
                    ["done", "step_needs_field", "needs_signature"].contains(&found),
                    "{case}: {found}"
                ),
            }
        }
    };
    check("reviewing");
    team.seat("watch");
    let bare = closing(&team.station, &hazard, &json!(null));
    assert_eq!(
        team.station.refuse("advance_record", bare).code,
        "needs_signature"
    );
    let own = closing(
        &team.station,
        &hazard,
        &json!({ "signer": team.id("watch"), "pin": "" }),
    );
    assert_eq!(
        team.station.refuse("advance_record", own).fields[0].field,
        "signer"
    );
    let signed = closing(&team.station, &hazard, &team.sign("secretary", "2580"));
    team.station.call("advance_record", signed);
    check("closed");
}

#[test]
fn what_the_program_keeps_is_written_by_its_own_commands_alone() {
    let team = Team::new();
    team.seat("officer");
    let promote =
        json!({ "ledger": "desk_user", "values": { "name": "自封", "role": "secretary" } });
    assert_eq!(
        team.station.refuse("save_record", promote).code,
        "kept_by_program"
    );
    let record = team.station.read("desk_user", &team.id("watch"));
    let gone = json!({ "ledger": "desk_user", "id": record["id"], "form": record["form"] });
    assert_eq!(
        team.station.refuse("remove_record", gone).code,
        "kept_by_program"
    );
}

#[test]
fn a_log_is_never_changed_or_removed_only_added_to() {
    let station = Station::village();
    let line = station.save(
        "incident_log",
        json!({ "at": "7:50", "text": "接到电话，沟口涨水" }),
    );
    let change = json!({ "ledger": "incident_log", "id": line["id"], "form": line["form"], "values": { "text": "改写" } });
    assert_eq!(station.refuse("save_record", change).code, "append_only");
    let gone = json!({ "ledger": "incident_log", "id": line["id"], "form": line["form"] });
    assert_eq!(station.refuse("remove_record", gone).code, "append_only");
    let last = station.call("last_act", json!({}));
    assert_eq!(
        station.refuse("undo_act", json!({ "id": last["id"] })).code,
        "append_only"
    );
    let mended = json!({ "at": "7:55", "text": "更正：是沟尾", "corrects": line["id"] });
    station.save("incident_log", mended);
    assert_eq!(
        station.read("incident_log", &line["id"])["values"]["text"],
        "接到电话，沟口涨水"
    );
}

#[test]
fn history_tells_who_did_it_by_name() {
    let team = Team::new();
    team.seat("watch");
    let hazard = team
        .station
        .save("hazard", json!({ "description": "路灯不亮" }));
    let history = team.station.call(
        "record_history",
        json!({ "ledger": "hazard", "id": hazard["id"] }),
    );
    assert_eq!(history[0]["who"], "栗溪村（本机） 王小兵");
}

#[test]
fn whoever_only_looks_hands_nothing_over_and_trusts_nobody() {
    let team = Team::new();
    let card = team.station.path("名片.json");
    team.station.call("save_card", json!({ "path": card }));
    let folder = json!({ "path": team.station.path("") });
    for (role, invites) in [
        ("viewer", "not_your_role"),
        ("watch", "not_your_role"),
        ("officer", "done"),
    ] {
        team.seat(role);
        let invitation = json!({ "path": team.station.path("邀请.yzj") });
        let invited = team.station.desk.call("invite_laptop", invitation);
        assert_eq!(
            invited.map_or_else(|problem| problem.code, |_| "done"),
            invites,
            "{role}"
        );
        let exported = team.station.desk.call("export_package", folder.clone());
        let refused = exported.unwrap_err().code;
        assert_eq!(
            refused == "not_your_role",
            role == "viewer",
            "{role}: {refused}"
        );
    }
}
