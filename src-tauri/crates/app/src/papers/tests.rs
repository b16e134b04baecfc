//! Reviewed page trees of every paper of the shelf, from a small village whose books hold one of
//! each: what stands where, in which size. The codes, another one at each printing, are left out.

use super::lacks::Lacks;
use super::{Gather, Order, kinds, lay_out_from};
use crate::assets::Assets;
use crate::bridge::paper::PaperGroup;
use crate::clock::{Clock, moment};
use crate::desk::Desk;
use print::documents::Audience;
use print::page::{Document, Item, Weight};
use serde_json::{Value, json};
use std::fmt::Write as _;
use tempfile::TempDir;

/// Registers are one layout, drawn from the declarations: this one stands for all.
const REGISTER: &str = "register_shelter";

fn village() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let at = moment("2026-07-12T08:00:00+08:00").unwrap();
    let desk = Desk::new(Assets::find(None).unwrap(), Clock::fixed(at)).unwrap();
    let path = folder.path().join("栗溪村.yz");
    let office = json!({ "code": "990101102203", "name": "栗溪村", "kind": "village" });
    let mut request = office;
    request["path"] = json!(path);
    request["password"] = Value::Null;
    desk.call("create_file", request).unwrap();
    people_and_places(&desk);
    (desk, folder)
}

fn save(desk: &Desk, ledger: &str, values: &Value) -> Value {
    let record = json!({ "ledger": ledger, "values": values });
    desk.call("save_record", record).unwrap()["id"].clone()
}

fn people_and_places(desk: &Desk) {
    let person = json!({ "name": "何桂花", "mobile": "14200000871", "duty_title": "村支书" });
    let person = save(desk, "person", &person);
    let shelter = json!({ "name": "村小学", "capacity": 180 });
    let shelter = save(desk, "shelter", &shelter);
    let route = json!({ "name": "晒谷场小路", "shelter_id": shelter, "walk_min": 12 });
    let route = save(desk, "route", &route);
    let risk = json!({
        "name": "沟西坡脚", "kind": "geological", "location": "3组沟西", "village_owner": person, "monitor_person": person,
        "route_id": route, "shelter_id": shelter,
    });
    let risk = save(desk, "risk_point", &risk);
    let home = json!({
        "hh_no": "017", "group": "3组", "address": "8号", "in_danger_zone": true, "head_id": person,
        "risk_point_id": risk, "escort_a": person,
    });
    let home = save(desk, "household", &home);
    let post = json!({ "name": "转移责任人", "kind": "escort", "a_id": person, "seq": 1 });
    let post = save(desk, "post", &post);
    let card = json!({ "post_id": post, "hazard_kind": "flood", "version": "第3版" });
    save(desk, "response_card", &card);
    let plan = json!({ "title": "综合应急预案", "version": "第3版", "approved_on": "2026-05-01" });
    let plan = save(desk, "plan", &plan);
    let section = json!({
        "plan_id": plan, "seq": 1, "heading": "村情与风险",
        "body": "（一）村情\n栗溪村总指挥由村支书担任。\n- 先救人。\n- 水急山响就撤。",
    });
    save(desk, "plan_section", &section);
    events(desk, &person, &home);
}

fn events(desk: &Desk, person: &Value, home: &Value) {
    for (ledger, values) in [
        (
            "hazard",
            json!({ "description": "屋后切坡有裂缝", "location": "3组沟西", "grade": "major",
                "found_at": "2026-07-11 09:00", "owner_id": person, "due_date": "2026-07-11" }),
        ),
        (
            "consultation",
            json!({ "topic": "汛期会商", "kind": "monthly", "held_at": "2026-07-10 09:00",
                "host_id": person, "judgement": "下月雨水偏多。" }),
        ),
        (
            "relief",
            json!({ "household_id": home, "item": "棉被", "people": 2, "qty": "2", "unit": "床" }),
        ),
        (
            "duty_shift",
            json!({ "on_date": "2026-07-12", "slot": "day", "leader_id": person }),
        ),
        ("evac_entry", json!({ "household_id": home, "people": 2 })),
        (
            "drill",
            json!({ "name": "山洪转移演练", "kind": "comprehensive", "planned_on": "2026-07-20", "director_id": person }),
        ),
        (
            "supply_item",
            json!({ "name": "编织袋", "unit": "条", "kit_class": "tools", "min_qty": "200" }),
        ),
        (
            "warning",
            json!({ "event_type": "rainstorm", "severity": "orange",
                "received_at": "2026-07-12 02:00" }),
        ),
    ] {
        save(desk, ledger, &values);
    }
}

fn laid_out(desk: &Desk, name: &str) -> Document {
    let laid_out = desk.with_office(|office| {
        let gather = Gather {
            desk,
            office,
            audience: Audience::Duty,
            texts: desk.passages(),
            proofs: None,
            lacks: Lacks::default(),
            mask: None,
        };
        lay_out_from(&gather, name, &Order::default())
    });
    let mut document = laid_out.unwrap();
    if name == "pouch" {
        // What it encloses stands in trees of its own.
        document.pages.truncate(1);
    }
    document
}

/// A line for each text, in points; what is drawn is counted.
fn tree(document: &Document) -> String {
    let mut tree = format!("{}\n", document.title);
    let points = |length: i32| f64::from(length) / 100.0;
    for page in &document.pages {
        let size = page.size;
        writeln!(tree, "\n{} × {}", points(size.width), points(size.height)).unwrap();
        let mut drawn = [0; 6];
        for item in &page.items {
            let kind = match item {
                Item::Text {
                    x,
                    y,
                    size,
                    weight,
                    text,
                    ..
                } => {
                    let bold = if *weight == Weight::Bold { " bold" } else { "" };
                    let [x, y, size] = [x, y, size].map(|length| points(*length));
                    writeln!(tree, "{x} {y} {size}{bold} {text}").unwrap();
                    continue;
                }
                Item::Line { .. } => 0,
                Item::Rect { .. } => 1,
                Item::Circle { .. } => 2,
                Item::Polygon { .. } => 3,
                Item::Qr { .. } => 4,
                Item::Picture { .. } => 5,
            };
            drawn[kind] += 1;
        }
        let kinds = ["lines", "frames", "circles", "shapes", "codes", "pictures"];
        for (kind, count) in kinds.iter().zip(drawn).filter(|(_, count)| *count > 0) {
            writeln!(tree, "{count} {kind}").unwrap();
        }
    }
    tree
}

#[test]
fn every_paper_of_the_shelf_stands_as_it_was_reviewed() {
    let (desk, _folder) = village();
    let mut reviewed = 0;
    for kind in kinds(&desk).unwrap() {
        if kind.group == PaperGroup::Registers && kind.name != REGISTER {
            continue;
        }
        let tree = tree(&laid_out(&desk, &kind.name));
        insta::assert_snapshot!(kind.name, tree);
        reviewed += 1;
    }
    assert!(reviewed > 40, "only {reviewed} papers were found");
}
