//! 明白卡, 险情卡, 口袋卡 and the pouch that holds them all.

use super::text_of;
use acceptance::Station;
use serde_json::json;

fn printed(station: &Station, document: &str) -> String {
    let path = station.path(&format!("{document}.pdf"));
    station.call(
        "save_document",
        json!({ "document": document, "path": path }),
    );
    text_of(&path).replace([' ', '\n'], "")
}

/// A household below a slope, with its way out and an escort; nobody to stand in for him.
fn below_the_slope() -> Station {
    let station = Station::village();
    let escort = station.person("王满仓", "14200000871");
    let shelter = station.save(
        "shelter",
        json!({ "name": "村小学", "space_type": "indoor" }),
    );
    let route = station.save(
        "route",
        json!({ "name": "晒谷场小路", "shelter_id": shelter["id"], "walk_min": 12 }),
    );
    let risk = station.save(
        "risk_point",
        json!({ "name": "屋后滑坡", "kind": "geological", "location": "3组屋后" }),
    );
    let home = station.save(
        "household",
        json!({
            "hh_no": "017", "group": "3组", "address": "8号", "in_danger_zone": true,
            "risk_point_id": risk["id"], "risk_distance_m": 15,
            "route_id": route["id"], "escort_a": escort,
        }),
    );
    station.save(
        "household",
        json!({ "hh_no": "018", "group": "3组", "address": "9号", "in_danger_zone": false }),
    );
    for (name, help) in [("李大山", json!(["carry"])), ("李小山", json!([]))] {
        station.save(
            "person",
            json!({ "name": name, "household_id": home["id"], "help_needed": help }),
        );
    }
    station
}

#[test]
fn a_slip_says_when_to_go_which_way_and_who_comes() {
    let text = printed(&below_the_slope(), "safety_slips");
    for said in [
        "栗避〔2026〕017号",
        "住址：3组8号",
        "家中2人，其中要背要抬1人",
        "屋后滑坡，编号RP-2026-001，离屋约15米",
        "听到急促锣声或喇叭喊“马上走”。",
        "走晒谷场小路到村小学，12分钟。",
        "山已经滑下来：往两侧跑。",
        "护送人：王满仓，电话14200000871",
        "替手未定，请尽快指定。",
        "要帮：要背1人",
        "不回屋拿东西，不走沟底，不近看裂缝；没有通知不回家。",
        "锣不响了，不等于解除",
    ] {
        assert!(text.contains(said), "the slip says {said}: {text}");
    }
    assert!(
        !text.contains("018号"),
        "nobody outside a danger zone has one"
    );
}

#[test]
fn without_an_alternate_route_the_slip_says_what_to_do_where_the_road_is_cut() {
    let text = printed(&below_the_slope(), "safety_slips");
    assert!(
        text.contains("路断了不硬闯，往高处走，等人来接。"),
        "{text}"
    );
    assert!(!text.contains("路断了走"));
}

#[test]
fn nine_hazard_cards_carry_the_safety_points() {
    let text = printed(&Station::village(), "hazard_cards");
    for said in [
        "往沟两边高处走，离水越远越好。",
        "滑坡落石：往滑动方向的两侧跑。",
        "泥石流：横着离开沟，往两边高处跑。",
        "没受过训练的，谁也不准上前打火。",
        "不穿浓烟，不为找湿毛巾耽误。",
        "打雷进房进车；没处躲，并脚蹲下不躺。",
        "开条窗缝也不保险，炭火灭透再睡。",
        "平房靠门：护住头，跑到空地。",
        "没反应、没正常呼吸：先吹气两口。",
        "关不上阀时，不要扑灭瓶口的火。",
        "12119",
        "9/9",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_pouch_holds_the_set_and_says_what_is_missing() {
    let station = below_the_slope();
    let text = printed(&station, "pouch");
    for said in [
        "应急文件袋",
        "防灾避险明白卡",
        "九类险情卡",
        "叫应记录表（空白表）",
        "没有装进来。",
        "村级应急预案：还没有预案",
        "走晒谷场小路到村小学",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_slips_of_one_group_are_printed_without_those_of_another() {
    let station = below_the_slope();
    station.save(
        "household",
        json!({ "hh_no": "031", "group": "5组", "address": "2号", "in_danger_zone": true }),
    );
    let choices = station.call("paper_choices", json!({ "document": "safety_slips" }));
    assert_eq!(choices["groups"], json!(["3组", "5组"]));
    let path = station.path("3组.pdf");
    station.call(
        "save_document",
        json!({ "document": "safety_slips", "groups": ["3组"], "path": path }),
    );
    let text = text_of(&path).replace([' ', '\n'], "");
    assert!(text.contains("017号") && !text.contains("031号"), "{text}");
    assert!(!text.contains("018号"), "nobody outside a danger zone");
    let nobody = json!({ "document": "safety_slips", "groups": ["9组"] });
    assert_eq!(
        station.refuse("print_document", nobody).code,
        "nothing_to_print"
    );
    let ungrouped = json!({ "document": "hazard_cards", "groups": ["3组"] });
    assert_eq!(
        station.refuse("print_document", ungrouped).code,
        "not_valid"
    );
}

#[test]
fn the_pouch_leaves_out_what_nobody_wants_in_it() {
    let station = below_the_slope();
    let choices = station.call("paper_choices", json!({ "document": "pouch" }));
    let contents = choices["contents"].as_array().unwrap();
    assert!(contents.len() > 20, "{contents:?}");
    let others = contents.iter().map(|part| part["name"].clone());
    let others: Vec<_> = others.filter(|name| name != "hazard_cards").collect();
    let path = station.path("袋.pdf");
    station.call(
        "save_document",
        json!({ "document": "pouch", "without": others, "path": path }),
    );
    let text = text_of(&path).replace([' ', '\n'], "");
    assert!(
        text.contains("九类险情卡") && text.contains("共1样文书"),
        "{text}"
    );
    assert!(!text.contains("叫应记录表"));
}

#[test]
fn before_printing_it_is_said_how_much_is_still_unsettled() {
    let station = below_the_slope();
    let paper = station.call("print_document", json!({ "document": "safety_slips" }));
    let notes = paper["notes"].to_string();
    assert!(notes.contains("纸上有1处写着“请尽快"), "{notes}");
}
