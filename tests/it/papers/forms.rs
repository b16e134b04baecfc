//! Forms of single records, in a batch and to write on: in which order they come, what they leave to
//! a hand, what a sheet says when it came loose.

use super::text_of;
use acceptance::Station;
use serde_json::{Value, json};

/// What a paper says, without its spaces and breaks.
fn printed(station: &Station, order: Value) -> String {
    let path = station.path("表.pdf");
    // A file that is there is never written over.
    let _ = std::fs::remove_file(&path);
    let mut order = order;
    order["path"] = json!(path);
    station.call("save_document", order);
    text_of(&path).split_whitespace().collect()
}

fn assert_in_turn(said: &str, words: &[&str]) {
    let places: Vec<Option<usize>> = words.iter().map(|word| said.find(word)).collect();
    assert!(places.iter().all(Option::is_some), "{words:?}: {said}");
    assert!(places.is_sorted(), "{words:?} stand at {places:?}");
}

#[test]
fn a_stack_of_papers_stands_by_number_or_as_it_happened() {
    let station = Station::village();
    for day in ["2026-07-03", "2026-07-01", "2026-07-02"] {
        station.save("duty_shift", json!({ "on_date": day, "slot": "day" }));
        let topic = format!("会商{day}");
        let held_at = format!("{day} 09:00");
        let values = json!({ "topic": topic, "kind": "monthly", "held_at": held_at });
        station.save("consultation", values);
    }
    let shifts = printed(&station, json!({ "document": "shift_handover" }));
    assert_in_turn(&shifts, &["2026-07-01", "2026-07-02", "2026-07-03"]);
    let talks = printed(&station, json!({ "document": "consultation_record" }));
    assert_in_turn(
        &talks,
        &["会商2026-07-01", "会商2026-07-02", "会商2026-07-03"],
    );
}

#[test]
fn nobody_is_asked_to_mend_what_is_mended_and_a_passed_deadline_is_said() {
    let station = Station::village();
    let hazard = |description: &str, due: &str| {
        let values = json!({
            "description": description, "location": "3组沟西", "grade": "general",
            "found_at": "2026-07-01 09:00", "due_date": due,
        });
        station.save("hazard", values)["id"].clone()
    };
    hazard("路灯不亮", "2026-07-10");
    hazard("护栏松动", "2026-07-30");
    let mended = hazard("井盖破损", "2026-07-10");
    let fixer = station.person("何桂花", "14200000871");
    let repair = json!({ "fix_result": "换了井盖", "fixed_by": fixer });
    station.advance("hazard", &mended, "fix_on_spot", repair);
    let said = printed(&station, json!({ "document": "rectification_notice" }));
    assert!(!said.contains("井盖破损"), "{said}");
    assert_eq!(said.matches("已超期2天").count(), 1, "{said}");
    // The receipt says on its own what it is about, and there is one way to write a day.
    for words in [
        "地点：3组沟西。隐患：路灯不亮。期限：2026年7月10日。",
        "级别",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("2026-07-10"), "{said}");
    let chosen = printed(
        &station,
        json!({ "document": "rectification_notice", "ids": [mended] }),
    );
    assert!(chosen.contains("井盖破损"), "whoever chooses it gets it");
}

#[test]
fn a_movement_slip_names_the_goods_their_lot_and_how_many_of_what() {
    let station = Station::village();
    let item = json!({ "name": "救生圈", "spec": "直径71厘米", "unit": "个" });
    let item = station.save("supply_item", item)["id"].clone();
    let batch = station.save(
        "supply_batch",
        json!({ "item_id": item, "lot": "202609-2" }),
    );
    let movement = json!({
        "kind": "in_purchase", "batch_id": batch["id"], "qty": "2", "moved_at": "2026-07-10 09:00",
    });
    station.save("supply_movement", movement);
    for public in [false, true] {
        let order = json!({ "document": "movement_slip", "public": public });
        let said = printed(&station, order);
        for words in ["救生圈直径71厘米", "202609-2", "2个"] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}

#[test]
fn a_blank_movement_slip_has_lines_for_several_articles() {
    let station = Station::village();
    let path = station.path("空白出入库单.pdf");
    let order = json!({ "document": "movement_slip", "blank": true, "path": path });
    station.call("save_document", order);
    let text = text_of(&path);
    assert_eq!(text.matches('\u{c}').count(), 1, "one sheet: {text}");
    let said: String = text.split_whitespace().collect();
    assert!(said.contains("序物资名称和规格批号数量和单位"), "{said}");
}

#[test]
fn a_card_of_a_point_where_nobody_lives_says_so_and_leaves_no_line_for_a_way() {
    let station = Station::village();
    let point = |name: &str, households: Value| {
        let values = json!({ "name": name, "kind": "drowning", "threat_hh": households });
        station.save("risk_point", values)["id"].clone()
    };
    let pool = point("沟西深潭", json!(0));
    let slope = point("屋后切坡", Value::Null);
    for (id, times) in [(pool, 2), (slope, 0)] {
        let order = json!({ "document": "work_card", "ids": [id] });
        let said = printed(&station, order);
        assert_eq!(said.matches("没有住户").count(), times, "{said}");
    }
}

#[test]
fn a_record_of_a_talk_lists_the_tasks_that_came_of_it_and_no_others() {
    let station = Station::village();
    let talk = |topic: &str| {
        let values = json!({ "topic": topic, "kind": "monthly", "held_at": "2026-07-10 09:00" });
        station.save("consultation", values)["id"].clone()
    };
    let (one, other) = (talk("汛期会商"), talk("防火会商"));
    let who = station.person("何桂花", "14200000871");
    for (id, content) in [(&one, "添一副软担架"), (&other, "清林边秸秆")] {
        let order = json!({ "content": content, "source": "consultation", "consultation_id": id,
            "owner_id": who, "due_date": "2026-07-20" });
        station.save("task", order);
    }
    let said = printed(
        &station,
        json!({ "document": "consultation_record", "ids": [one] }),
    );
    assert!(!said.contains("清林边秸秆"), "{said}");
    for words in ["添一副软担架", "何桂花", "2026-07-20"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_closed_record_leaves_nothing_to_write_on_and_says_what_was_left_empty() {
    let station = Station::village();
    let warning = json!({
        "event_type": "rainstorm", "severity": "orange", "received_at": "2026-07-12 02:00",
    });
    let warning = station.save("warning", warning)["id"].clone();
    let order = json!({ "document": "callout_sheet", "ids": [warning] });
    let open = printed(&station, order.clone());
    assert!(!open.contains("没有填"), "{open}");
    let summed = json!({ "summed_up_at": "2026-07-12 06:00" });
    station.change("warning", &warning, summed);
    let closed = printed(&station, order);
    assert!(
        closed.contains("没有填") && closed.contains("还没有评估"),
        "{closed}"
    );
    let blank = printed(
        &station,
        json!({ "document": "destruction_paper", "blank": true }),
    );
    assert!(blank.contains("办完逐项打勾"), "{blank}");
    assert!(!blank.contains("已经抹去"), "nothing was done yet: {blank}");
}

#[test]
fn every_sheet_of_the_pouch_has_its_number_in_the_whole() {
    let station = Station::village();
    station.person("何桂花", "14200000871");
    let paper = station.call("print_document", json!({ "document": "pouch" }));
    let pages = paper["pages"].as_u64().unwrap();
    let said = printed(&station, json!({ "document": "pouch" }));
    for page in 1..=pages {
        let number = format!("袋内第{page}页，共{pages}页");
        assert_eq!(said.matches(&number).count(), 1, "{number}");
    }
}

#[test]
fn a_blank_report_says_in_what_to_reckon_and_has_boxes_to_tick() {
    let station = Station::village();
    let order = json!({ "document": "situation_report_paper", "blank": true });
    let said = printed(&station, order);
    for words in [
        "□初报□续报□核报",
        "因灾死亡人口（人）",
        "倒塌住房户数（户）",
        "农作物受灾面积（公顷）",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_script_says_what_is_written_on_its_lines() {
    let station = Station::village();
    let said = printed(&station, json!({ "document": "broadcast_scripts" }));
    for words in [
        "空格里依次写：谁发布的（如县气象台），几点",
        "哪几组、哪一片。",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
