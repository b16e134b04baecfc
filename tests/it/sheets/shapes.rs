//! Spreadsheets in every shape in which offices save them, and broken ones. For each file it is said
//! what comes in, what is refused and why; nothing comes in garbled.

use super::import;
use acceptance::{Station, sheet};
use serde_json::{Value, json};

/// A file and what becomes of it.
struct Shape {
    ledger: &'static str,
    file: &'static str,
    /// Imported before: ledger and file.
    before: &'static [(&'static str, &'static str)],
    /// Data rows, and how many of them are new records.
    rows: [u64; 2],
    /// Rows refused, with words of the reason.
    rejected: &'static [(u64, &'static str)],
    /// Rows marked, with words of the reason.
    marks: &'static [(u64, &'static str)],
    /// What then stands in the books: field and value as shown, of some record.
    holds: &'static [(&'static str, &'static str)],
}

const PLAIN: Shape = Shape {
    ledger: "team",
    file: "",
    before: &[],
    rows: [0, 0],
    rejected: &[],
    marks: &[],
    holds: &[],
};

const fn teams(file: &'static str) -> Shape {
    Shape {
        file,
        rows: [3, 3],
        holds: &[
            ("name", "𬜬溪抢险队"),
            ("leader_id", "王大山"),
            ("rally_min", "10分钟"),
            ("min_size", "8人"),
        ],
        ..PLAIN
    }
}

const fn of(ledger: &'static str, file: &'static str, rows: [u64; 2]) -> Shape {
    Shape {
        ledger,
        file,
        rows,
        ..PLAIN
    }
}

const SHAPES: &[Shape] = &[
    teams("队伍-UTF8.csv"),
    teams("队伍-UTF8有标记.csv"),
    teams("队伍-UTF16LE.csv"),
    teams("队伍-UTF16BE.csv"),
    teams("队伍-GB18030.csv"),
    teams("队伍-制表符.csv"),
    teams("队伍-分号.csv"),
    teams("队伍-回车换行.csv"),
    Shape {
        holds: &[("name", "二队"), ("min_size", "6人")],
        ..of("team", "队伍-老格式.xls", [2, 2])
    },
    of("team", "队伍-每页重复表头.csv", [2, 2]),
    Shape {
        holds: &[
            ("name", "一队,二组"),
            ("remark", "每周一\n练一次，带\"对讲机\""),
        ],
        ..of("team", "队伍-引号换行.csv", [1, 1])
    },
    of("team", "队伍-多余的列.csv", [2, 2]),
    Shape {
        rejected: &[(2, "没有一格能对上"), (3, "没有一格能对上")],
        ..of("team", "队伍-表头不认识.csv", [2, 0])
    },
    Shape {
        rejected: &[(3, "示例里的字")],
        ..of("team", "队伍-示例没删.csv", [2, 1])
    },
    of("team", "队伍-空行空列.xlsx", [2, 2]),
    Shape {
        marks: &[(3, "公式出错（#DIV/0!）")],
        holds: &[("min_size", "8人")],
        ..of("team", "队伍-公式出错.xlsx", [2, 2])
    },
    of("team", "队伍-隐藏的表.xlsx", [1, 1]),
    of("team", "队伍-带宏.xlsm", [1, 1]),
    Shape {
        rejected: &[(2, "像是“储备协议”的表")],
        ..of("team", "队伍-几页混装.xlsx", [4, 3])
    },
    Shape {
        rejected: &[(2, "没有一格能对上")],
        ..of("team", "队伍-另一种表.xlsx", [1, 0])
    },
    Shape {
        holds: &[
            ("mobile", "142 0000 0001"),
            ("mobile", "142 0000 0002"),
            ("birth", "1957-01-02"),
        ],
        ..of("person", "花名册-电话带小数全角.csv", [2, 2])
    },
    Shape {
        rejected: &[(4, "与第2行是同一个人"), (5, "与第3行是同一个人")],
        ..of("person", "花名册-同一个人.csv", [5, 3])
    },
    Shape {
        rejected: &[(3, "没有写姓名")],
        ..of("person", "花名册-没有姓名.csv", [2, 1])
    },
    Shape {
        marks: &[(2, "科学计数")],
        holds: &[("mobile", "142 0000 0001"), ("birth", "1957-01-02")],
        ..of("person", "花名册-身份证变成科学计数.xlsx", [2, 2])
    },
    Shape {
        before: &[("person", "花名册-重名.csv")],
        marks: &[(2, "不止一个"), (4, "“人员”里没有“没有这个单位”")],
        holds: &[("a_id", "王大山"), ("b_id", "李小河"), ("a_id", "周德水")],
        ..of("post", "岗位-重名的人.csv", [4, 4])
    },
    Shape {
        rejected: &[(4, "请填“是”或“否”")],
        holds: &[
            ("on_cut_slope", "是"),
            ("near_river", "否"),
            ("floors", "1层"),
        ],
        ..of("household", "户册-打勾.csv", [3, 2])
    },
    Shape {
        before: &[("household", "户册-打勾.csv")],
        ..of("person", "户册-按户号找户.csv", [2, 2])
    },
    Shape {
        rejected: &[(3, "“半室内”不在可选项里")],
        holds: &[("capacity", "120人"), ("area_m2", "1200.5平方米")],
        ..of("shelter", "避难场所-认不出的选项.csv", [2, 1])
    },
    Shape {
        holds: &[("capacity", "120人"), ("location", "村西")],
        ..of("shelter", "避难场所-两行表头.xlsx", [2, 2])
    },
    of("shelter", "避难场所-标题合计落款.xlsx", [2, 2]),
    Shape {
        holds: &[
            ("barrier_free", "是"),
            ("barrier_free", "否"),
            ("capacity", "80人"),
        ],
        ..of("shelter", "队伍-布尔和百分比.xlsx", [2, 2])
    },
    Shape {
        rejected: &[(3, "没有就填“无”")],
        holds: &[("location", "二组")],
        ..of("situation_report", "灾情-无和正在核实.csv", [2, 1])
    },
    Shape {
        marks: &[(5, "“上个月”读不懂")],
        holds: &[
            ("due_date", "2026-07-12"),
            ("due_date", "2026-08-01"),
            ("due_date", "2026-08-05"),
            ("due_date", "2026-08-06"),
        ],
        ..of("hazard", "隐患-日期各式.csv", [4, 4])
    },
    Shape {
        holds: &[("found_at", "2026-07-01 00:00"), ("due_date", "2026-08-01")],
        ..of("hazard", "隐患-日期格子.xlsx", [2, 2])
    },
    Shape {
        holds: &[("group", "1组"), ("group", "2组"), ("status", "已销号")],
        ..of("hazard", "隐患-合并的组别.xlsx", [3, 3])
    },
];

/// Files that are refused as a whole, and the problem's code.
const REFUSED: [(&str, &str); 10] = [
    ("空白.xlsx", "sheet_empty"),
    ("坏-零字节.xlsx", "sheet_empty"),
    ("队伍-只有表头.xlsx", "sheet_no_rows"),
    ("加密.xlsx", "sheet_protected"),
    ("加密-老格式.xls", "sheet_protected"),
    ("坏-没拷完.xlsx", "sheet_broken"),
    ("坏-字没拷完.csv", "sheet_broken"),
    ("坏-网页改名.xls", "not_a_sheet"),
    ("坏-图片改名.xlsx", "not_a_sheet"),
    ("坏-编码混杂.csv", "sheet_encoding"),
];

fn told<'a>(outcome: &'a Value, list: &str) -> Vec<(u64, &'a str)> {
    let rows = outcome[list].as_array().unwrap().iter();
    rows.map(|row| {
        (
            row["row"].as_u64().unwrap(),
            row["reason"].as_str().unwrap(),
        )
    })
    .collect()
}

/// What the outcome does not tell of these rows.
fn untold(outcome: &Value, list: &str, expected: &[(u64, &str)]) -> Vec<String> {
    let told = told(outcome, list);
    let is_told = |row: u64, words: &str| {
        let mut told = told.iter();
        told.any(|(at, reason)| *at == row && reason.contains(words))
    };
    let untold = expected.iter().filter(|(row, words)| !is_told(*row, words));
    untold
        .map(|(row, words)| format!("row {row} in {list} does not say “{words}”: {told:?}"))
        .collect()
}

/// Every record of a ledger as it is shown.
fn shown(station: &Station, ledger: &str) -> Vec<Value> {
    let page = station.call("list_records", json!({ "ledger": ledger, "limit": 500 }));
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| station.read(ledger, &row["id"])["shown"].clone())
        .collect()
}

/// Whether every letter is one that Chinese offices write: what is garbled shows as something else.
fn is_clean(text: &str) -> bool {
    text.chars().all(|letter| {
        matches!(letter,
            '\n' | ' '..='~' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}'
            | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}' | '“' | '”' | '‘' | '’'
            | '…' | '—' | '·' | '√' | '×')
    }) && !text.contains("锟斤拷")
        && !text.contains("烫烫烫")
}

/// What is not as the table says.
fn complaints(shape: &Shape) -> Vec<String> {
    let station = Station::village();
    for (ledger, file) in shape.before {
        import(&station, ledger, &format!("shapes/{file}"), false);
    }
    let already = station.count(shape.ledger);
    let file = format!("shapes/{}", shape.file);
    let outcome = import(&station, shape.ledger, &file, false);
    let number = |name: &str| outcome[name].as_u64().unwrap();
    let refused = outcome["rejected"].as_array().unwrap().len();
    let counts = [number("rows"), number("added")];
    let records = shown(&station, shape.ledger);
    let mut complaints = untold(&outcome, "rejected", shape.rejected);
    complaints.extend(untold(&outcome, "marks", shape.marks));
    let mut complain = |holds: bool, text: String| {
        complaints.extend((!holds).then_some(text));
    };
    complain(
        counts == shape.rows,
        format!("{counts:?}, {}", outcome["rejected"]),
    );
    complain(
        refused == shape.rejected.len(),
        format!("{}", outcome["rejected"]),
    );
    let accounted = number("added") + number("changed") + refused as u64;
    complain(accounted == number("rows"), "a row is lost".to_owned());
    let there = already + number("added");
    complain(
        records.len() as u64 == there,
        "the books hold other rows".to_owned(),
    );
    for (field, text) in shape.holds {
        let held = records.iter().any(|record| record[field] == *text);
        complain(held, format!("{field} is not “{text}”: {records:?}"));
    }
    for text in records
        .iter()
        .flat_map(|record| record.as_object().unwrap().values())
    {
        complain(is_clean(text.as_str().unwrap()), format!("garbled: {text}"));
    }
    complaints
}

#[test]
fn every_shape_comes_in_with_each_refused_row_listed_and_nothing_garbled() {
    let all = SHAPES.iter().flat_map(|shape| {
        let of_shape = complaints(shape).into_iter();
        of_shape.map(|complaint| format!("{}: {complaint}", shape.file))
    });
    let all: Vec<String> = all.collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn what_is_no_whole_spreadsheet_is_refused_in_words_and_changes_nothing() {
    let station = Station::village();
    for (file, code) in REFUSED {
        let path = sheet(&format!("shapes/{file}"));
        let refused = station.refuse("import_sheet", json!({ "ledger": "team", "path": path }));
        assert_eq!(refused.code, code, "{file}: {refused}");
        assert!(refused.message.ends_with('。'), "{file}: {refused}");
    }
    assert_eq!(station.count("team"), 0);
}

#[test]
fn every_committed_shape_is_in_one_of_the_tables() {
    let folder = sheet("shapes");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_known = SHAPES.iter().any(|shape| shape.file == name)
            || SHAPES
                .iter()
                .any(|shape| shape.before.iter().any(|(_, file)| *file == name))
            || REFUSED.iter().any(|(file, _)| *file == name);
        assert!(is_known, "{name} is asserted nowhere");
    }
}

#[test]
fn macros_hidden_sheets_and_a_sheet_of_another_ledger_are_told() {
    let station = Station::village();
    let aside = |file: &str| {
        let outcome = import(&station, "team", &format!("shapes/{file}"), true);
        outcome["asides"][0].as_str().unwrap().to_owned()
    };
    assert!(aside("队伍-另一种表.xlsx").contains("像是“隐患”的表"));
    assert!(aside("队伍-带宏.xlsm").contains("宏没有运行"));
    assert!(aside("队伍-隐藏的表.xlsx").contains("隐藏的工作表“旧表”没有读"));
}
