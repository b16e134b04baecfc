//! Destruction: an incident's end asks for it, nothing is decided for anybody, names go and figures
//! stay, the township hears and confirms.

use acceptance::{Station, carry, introduce};
use serde_json::{Value, json};

mod backups;

/// 栗溪村 after a flood: two entries of the transfer, a call, a damaged house.
struct Flood {
    village: Station,
    incident: Value,
}

impl Flood {
    fn new() -> Self {
        let village = Station::village();
        let person = village.person("甄山水", "14200001234");
        let home = village.save("household", json!({ "hh_no": "001", "address": "2组" }));
        let incident = village.save(
            "incident",
            json!({ "kind": "flash_flood", "location": "西冲塘下游", "reporter": "巫匿鸣" }),
        );
        let id = incident["id"].clone();
        for (names, people) in [("贾流水、易流云", 2), ("席慕山", 1)] {
            let entry = json!({
                "place": "桥头工棚", "outsider_kind": "work_shed", "people": people, "names": names,
                "trigger": "order", "incident_id": id,
            });
            village.save("evac_entry", entry);
        }
        let call = json!({
            "target_id": person, "incident_id": id, "household_id": home["id"],
            "result": "confirmed", "method": "phone", "called_at": "2026-07-12 07:30",
        });
        village.save("callout", call);
        let house = json!({
            "household_id": home["id"], "address": "2组沟西", "damage": "severe", "rooms": 2,
            "home_rooms": 2, "incident_id": id,
        });
        village.save("damaged_house", house);
        village.advance("incident", &id, "end", json!({}));
        Self {
            village,
            incident: id,
        }
    }

    fn due(&self) -> Value {
        let due = self.village.call("destructions", json!({}));
        assert_eq!(due.as_array().unwrap().len(), 1, "{due}");
        due[0].clone()
    }

    fn plan(&self) -> Value {
        let id = self.due()["id"].clone();
        self.village.call("plan_destruction", json!({ "id": id }))
    }

    /// What the plan proposes, as it is sent back.
    fn decided(&self) -> Value {
        let plan = self.plan();
        let rows = plan["rows"].as_array().unwrap();
        let (keep, destroy): (Vec<&Value>, Vec<&Value>) =
            rows.iter().partition(|row| row["keep"] != "");
        let named = |row: &&Value| json!({ "ledger": row["ledger"], "id": row["id"] });
        let kept = |row: &&Value| json!({ "ledger": row["ledger"], "id": row["id"], "reason": row["keep"] });
        json!({
            "id": plan["id"], "names": ["李秀英", "周志强"],
            "destroy": destroy.iter().map(named).collect::<Vec<_>>(),
            "keep": keep.iter().map(kept).collect::<Vec<_>>(),
        })
    }

    fn carry_out(&self) -> Value {
        self.village.call("carry_out_destruction", self.decided())[0].clone()
    }
}

fn entries(station: &Station) -> Vec<Value> {
    let page = station.call(
        "list_records",
        json!({ "ledger": "evac_entry", "limit": 9 }),
    );
    page["rows"].as_array().unwrap().clone()
}

/// Whether some entry of the transfer, or who reported the incident, still bears the words.
fn bears(station: &Station, words: &str) -> bool {
    let incidents = json!({ "ledger": "incident", "limit": 9 });
    let incidents = station.call("list_records", incidents);
    let incidents = incidents["rows"].as_array().unwrap().clone();
    let reads = |ledger: &str, rows: Vec<Value>| {
        let mut records = rows.iter().map(|row| station.read(ledger, &row["id"]));
        records.any(|record| record.to_string().contains(words))
    };
    reads("evac_entry", entries(station)) || reads("incident", incidents)
}

#[test]
fn the_end_of_an_incident_asks_for_the_destruction_of_what_was_collected() {
    let flood = Flood::new();
    let due = flood.due();
    assert_eq!(due["done"], false);
    assert_eq!(due["due"], "2026-08-11", "thirty days on");
    let plan = flood.plan();
    let rows = plan["rows"].as_array().unwrap();
    let proposed = |ledger: &str, keep: &str| {
        let ours = rows
            .iter()
            .filter(|row| row["ledger"] == ledger && row["keep"] == keep);
        ours.count()
    };
    assert_eq!(proposed("evac_entry", ""), 2);
    assert_eq!(proposed("callout", ""), 1);
    assert_eq!(proposed("incident", ""), 1, "who reported it");
    assert_eq!(proposed("damaged_house", "relief"), 1, "relief needs it");
    assert_eq!(rows.len(), 5);
    flood.village.assert_sound();
}

#[test]
fn names_go_figures_stay_and_what_relief_needs_is_kept_with_its_reason() {
    let flood = Flood::new();
    assert!(bears(&flood.village, "席慕山"));
    let done = flood.carry_out();
    assert_eq!(
        (&done["done"], &done["destroyed"], &done["kept"]),
        (&json!(true), &json!(4), &json!(1))
    );
    for row in entries(&flood.village) {
        let record = flood.village.read("evac_entry", &row["id"]);
        assert_eq!(record["values"]["names"], Value::Null);
        assert_eq!(record["shown"]["names"], "已销毁");
        assert!(record["values"]["people"].as_i64().unwrap() > 0, "a figure");
    }
    assert!(!bears(&flood.village, "席慕山"));
    let certificate = flood.village.read("destruction", &done["id"]);
    let shown = &certificate["shown"];
    assert_eq!(shown["kept_of"], "倒损住房1条（救助补偿还要用）");
    assert_eq!(shown["first_name"], "李秀英");
    let houses = json!({ "ledger": "damaged_house", "limit": 9 });
    let houses = flood.village.call("list_records", houses);
    let kept = flood
        .village
        .read("damaged_house", &houses["rows"][0]["id"]);
    assert_eq!(kept["values"]["address"], "2组沟西");
    flood.village.assert_sound();
    let paper = json!({ "document": "destruction_paper", "ids": [done["id"]] });
    assert_eq!(flood.village.call("print_document", paper)["pages"], 1);
}

#[test]
fn nothing_is_destroyed_while_a_row_is_undecided_a_reason_is_missing_or_one_person_signs() {
    let flood = Flood::new();
    let whole = flood.decided();
    let mut open = whole.clone();
    open["destroy"].as_array_mut().unwrap().pop();
    let mut unreasoned = whole.clone();
    unreasoned["keep"][0]["reason"] = json!("");
    let mut alone = whole.clone();
    alone["names"] = json!(["李秀英", "李秀英"]);
    for (request, code) in [
        (open, "not_decided"),
        (unreasoned, "keep_needs_reason"),
        (alone, "needs_signature"),
    ] {
        let problem = flood.village.refuse("carry_out_destruction", request);
        assert_eq!(problem.code, code);
    }
    assert!(bears(&flood.village, "席慕山"), "nothing is gone");
    flood.village.call("carry_out_destruction", whole.clone());
    let again = flood.village.refuse("carry_out_destruction", whole);
    assert_eq!(again.code, "already_destroyed");
}

#[test]
fn the_township_destroys_with_the_next_package_and_confirms_with_its_own() {
    let flood = Flood::new();
    let town = Station::town();
    introduce(&flood.village, &town);
    carry(&flood.village, &town);
    assert!(bears(&town, "席慕山"));
    let done = flood.carry_out();
    let heard = |of: &Value| {
        (
            of["offices"][0]["name"].clone(),
            of["offices"][0]["confirmed"].clone(),
        )
    };
    assert_eq!(heard(&done), (json!("竹坪镇"), json!(false)));
    carry(&flood.village, &town);
    assert!(!bears(&town, "席慕山"));
    for row in entries(&town) {
        assert_eq!(
            town.read("evac_entry", &row["id"])["shown"]["names"],
            "已销毁"
        );
    }
    carry(&town, &flood.village);
    assert_eq!(heard(&flood.due()), (json!("竹坪镇"), json!(true)));
    town.assert_sound();
    flood.village.assert_sound();
    assert_eq!(
        flood.village.read("incident", &flood.incident)["shown"]["reporter"],
        "已销毁"
    );
}

#[test]
fn the_longer_branch_of_a_laptop_that_was_put_back_confirms_no_destruction() {
    let flood = Flood::new();
    let town = Station::town();
    introduce(&flood.village, &town);
    let image = flood.village.image();
    for tail in 0..9 {
        flood.village.person("周志强", &format!("1420000083{tail}"));
    }
    carry(&flood.village, &town);
    flood.village.put_back(&image);
    flood.carry_out();
    carry(&town, &flood.village);
    let confirmed = || flood.due()["offices"][0]["confirmed"].clone();
    assert_eq!(confirmed(), false, "the township knows only the other");
    carry(&flood.village, &town);
    carry(&town, &flood.village);
    assert_eq!(confirmed(), true);
    assert!(!bears(&town, "席慕山"));
}

#[test]
fn an_old_package_brings_nothing_back_and_the_last_act_cannot_be_undone() {
    let flood = Flood::new();
    let town = Station::town();
    introduce(&flood.village, &town);
    let old = acceptance::export(&flood.village, &town);
    flood.carry_out();
    carry(&flood.village, &town);
    let replayed = town.call("import_package", json!({ "path": old }));
    assert_eq!(replayed["added"], 0);
    assert!(!bears(&town, "席慕山") && !bears(&town, "巫匿鸣"));
    assert_eq!(flood.village.call("last_act", json!({})), Value::Null);
    town.assert_sound();
}

#[test]
fn a_backup_older_than_the_destruction_is_restored_without_what_was_destroyed() {
    let flood = Flood::new();
    let folder = flood.village.path("备份");
    std::fs::create_dir_all(&folder).unwrap();
    let saved = flood
        .village
        .call("backup_file", json!({ "folder": folder }));
    flood.carry_out();
    let restored = json!({
        "backup": saved["path"], "path": flood.village.path("恢复.yz"), "password": null,
    });
    flood.village.call("restore_file", restored);
    assert!(!bears(&flood.village, "席慕山"), "nothing comes back");
    for row in entries(&flood.village) {
        let record = flood.village.read("evac_entry", &row["id"]);
        assert_eq!(record["values"]["names"], Value::Null);
    }
    flood.village.assert_sound();
}

impl Flood {
    /// A shift of that day that handed something on.
    fn shift(&self, day: &str, open_matters: &str) -> Value {
        let village = &self.village;
        let person = village.person(&format!("骆守{}", &day[8..]), "14200005678");
        let shift =
            json!({ "on_date": day, "slot": "all_day", "leader_id": person, "staff_id": person });
        let id = village.save("duty_shift", shift)["id"].clone();
        let said = json!({ "taken_by": person, "open_matters": open_matters });
        village.advance("duty_shift", &id, "hand_over", said);
        id
    }
}

#[test]
fn what_a_shift_of_those_days_handed_on_about_villagers_goes_by_itself() {
    let flood = Flood::new();
    let times = json!({ "occurred_at": "2026-07-12 06:00" });
    flood.village.change("incident", &flood.incident, times);
    let eve = flood.shift("2026-07-11", "席慕山腿脚不便，下一班再去看。");
    let silent = flood.shift("2026-07-12", "");
    let other = flood.shift("2026-06-30", "简兮家借走雨衣两件。");
    let plan = flood.plan();
    let rows = plan["rows"].as_array().unwrap().iter();
    let shifts: Vec<&Value> = rows.filter(|row| row["ledger"] == "duty_shift").collect();
    assert_eq!(shifts.len(), 1, "{shifts:?}");
    assert_eq!(
        (&shifts[0]["id"], &shifts[0]["said"], &shifts[0]["keep"]),
        (
            &eve,
            &json!("未结事项：席慕山腿脚不便，下一班再去看。"),
            &json!("")
        )
    );
    let title = shifts[0]["title"].as_str().unwrap();
    assert!(title.starts_with("2026-07-11 "), "{title}");
    let mut undecided = flood.decided();
    let rows = undecided["destroy"].as_array_mut().unwrap();
    rows.retain(|row| row["ledger"] != "duty_shift");
    let refused = flood.village.refuse("carry_out_destruction", undecided);
    assert_eq!(refused.code, "not_decided");
    flood.carry_out();
    let gone = flood.village.read("duty_shift", &eve);
    assert_eq!(gone["shown"]["open_matters"], "已销毁");
    assert_eq!(
        gone["values"]["on_date"], "2026-07-11",
        "who stood watch stays"
    );
    assert!(!gone.to_string().contains("席慕山"));
    let stays = flood.village.read("duty_shift", &other);
    assert_eq!(stays["values"]["open_matters"], "简兮家借走雨衣两件。");
    assert_eq!(
        flood.village.read("duty_shift", &silent)["values"]["status"],
        "handed_over"
    );
    flood.village.assert_sound();
}
