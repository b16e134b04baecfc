//! 月度形势分析报告: drawn from the ledgers of a month, nothing typed for it alone.

use acceptance::Station;
use serde_json::{Value, json};
use std::process::Command;

fn printed(station: &Station, ids: Value) -> String {
    let path = station.path("月报.pdf");
    station.call(
        "save_document",
        json!({ "document": "monthly_report", "ids": ids, "path": path }),
    );
    let output = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
        .expect("poppler-utils is set up");
    let text = String::from_utf8(output.stdout).unwrap();
    text.replace([' ', '\n'], "")
}

/// June 2026: one warning, two called, one household away, one hazard found and one overdue.
fn june() -> Station {
    let station = Station::village();
    let owner = station.person("周志强", "14200000871");
    let warning = station.save(
        "warning",
        json!({
            "event_type": "rainstorm", "severity": "orange", "channel": "phone",
            "received_at": "2026-06-20 20:00", "status": "actual",
        }),
    );
    station.save(
        "callout",
        json!({
            "warning_id": warning["id"], "target_id": owner, "result": "confirmed",
            "method": "phone", "called_at": "2026-06-20 20:01", "answered_at": "2026-06-20 20:03",
        }),
    );
    station.save(
        "evac_entry",
        json!({ "warning_id": warning["id"], "outsider_kind": "tourist", "place": "溪边民宿", "people": 6 }),
    );
    let hazard = station.save(
        "hazard",
        json!({ "description": "山塘坝脚渗水", "location": "3组西冲塘", "found_at": "2026-06-21 09:00" }),
    );
    station.advance(
        "hazard",
        &hazard["id"],
        "confirm",
        json!({
            "kind": "reservoir", "grade": "major", "owner_id": owner,
            "requirement": "导渗", "due_date": "2026-06-28",
        }),
    );
    station
}

#[test]
fn the_report_counts_the_month_that_is_over() {
    let text = printed(&june(), json!([]));
    for said in [
        "月度形势分析报告",
        "栗溪村2026年6月",
        "6月，收到预警1条，发生突发事件0起。应转移6人，已到0人。",
        "新发现隐患1条，销号0条；到印发时还有1条没有销号，其中重大1条、已超期1条。",
        "山塘坝脚渗水",
        "应叫1人，答1人",
        "0%（1条里0条）",
        "100%（1人里1人）",
        "这个月还没有月研判的会商记录",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!text.contains("死亡"), "nobody entered a figure: {text}");
}

#[test]
fn the_report_takes_its_judgement_from_the_consultation() {
    let station = june();
    let consultation = station.save(
        "consultation",
        json!({
            "topic": "六月形势研判", "kind": "monthly", "held_at": "2026-07-03 09:00",
            "judgement": "雨水偏多，西冲塘要紧盯。", "decisions": ["七月十日前导渗完", "民宿装喇叭"],
        }),
    );
    for ids in [json!([]), json!([consultation["id"]])] {
        let text = printed(&station, ids);
        assert!(text.contains("雨水偏多，西冲塘要紧盯。"), "{text}");
        assert!(text.contains("民宿装喇叭"));
        assert!(!text.contains("还没有月研判"));
    }
}

#[test]
fn a_consultation_late_in_a_month_prints_its_own_month() {
    let station = june();
    let held = station.save(
        "consultation",
        json!({ "topic": "五月形势研判", "kind": "monthly", "held_at": "2026-05-29 09:00" }),
    );
    let text = printed(&station, json!([held["id"]]));
    assert!(text.contains("2026年5月"), "{text}");
    assert!(text.contains("5月，收到预警0条"), "{text}");
    assert!(text.contains("本月没有收到预警。"));
}

#[test]
fn a_casualty_that_is_being_checked_is_never_a_zero() {
    let station = june();
    let incident = |dead: &str| {
        station.save(
            "incident",
            json!({
                "kind": "flash_flood", "location": "沟西", "occurred_at": "2026-06-21 03:20", "dead": dead,
            }),
        );
    };
    incident("无");
    assert!(printed(&station, json!([])).contains("死亡无。"));
    incident("正在核实");
    assert!(printed(&station, json!([])).contains("死亡正在核实。"));
}

#[test]
fn a_township_prints_no_rate_that_it_does_not_reckon() {
    let town = Station::town();
    let text = printed(&town, json!([]));
    assert!(text.contains("物资") && text.contains("演练"), "{text}");
    let letters = |name: &str| text.contains(name);
    assert!(
        !["stocked", "drilled", "trained"].into_iter().any(letters),
        "{text}"
    );
}

#[test]
fn a_task_past_its_day_is_marked_like_a_hazard() {
    let station = june();
    for (content, day) in [("修喇叭", "2026-07-01"), ("清秸秆", "2026-07-30")] {
        let task = json!({ "content": content, "due_date": day, "source": "consultation" });
        station.save("task", task);
    }
    let text = printed(&station, json!([]));
    assert!(text.contains("2026-07-01已超期"), "{text}");
    assert!(!text.contains("2026-07-30已超期"), "{text}");
}
