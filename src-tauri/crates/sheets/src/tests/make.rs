//! Makes the spreadsheets under `tests/fixtures/sheets/shapes`: every shape in which offices save
//! them, and broken ones. They are committed; run this again after changing it:
//! `cargo test -p sheets make_the_shapes -- --ignored`.

use super::{root, workbook_with_part};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::fs;
use std::io::{Cursor, Write};

const PEOPLE: &str = "户号,姓名,与户主关系,性别,出生日期,身份证号,联系电话\n";

#[test]
#[ignore = "writes the committed fixtures"]
fn make_the_shapes() {
    let folder = root().join("tests/fixtures/sheets/shapes");
    fs::create_dir_all(&folder).unwrap();
    let shapes = texts()
        .into_iter()
        .chain(typed())
        .chain(workbooks())
        .chain(old())
        .chain(broken());
    for (name, bytes) in shapes {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

type Shape = (&'static str, Vec<u8>);

fn teams() -> String {
    let heads = "队伍名称,队伍类型,队长,集结点,集结时限（分钟）,最少人数\n";
    let rows = [
        "应急突击队,应急突击队,王大山,村部门口,10,8人",
        "巡逻队,,李小河,东头桥,15,6",
        "𬜬溪抢险队,,张秋月,沟西值守点,１０,5",
    ];
    format!("{heads}{}\n", rows.join("\n"))
}

fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(bytes_of)
        .collect()
}

/// Text files: encodings, separators, and what people type into cells.
fn texts() -> Vec<Shape> {
    let teams = teams();
    let (gb, ..) = encoding_rs::GB18030.encode(&teams);
    let text = |name, text: &str| (name, text.as_bytes().to_vec());
    vec![
        text("队伍-UTF8.csv", &teams),
        text("队伍-UTF8有标记.csv", &format!("\u{feff}{teams}")),
        ("队伍-UTF16LE.csv", utf_16(&teams, u16::to_le_bytes)),
        ("队伍-UTF16BE.csv", utf_16(&teams, u16::to_be_bytes)),
        ("队伍-GB18030.csv", gb.into_owned()),
        text("队伍-制表符.csv", &teams.replace(',', "\t")),
        text("队伍-分号.csv", &teams.replace(',', ";")),
        text("队伍-回车换行.csv", &teams.replace('\n', "\r\n")),
        text(
            "队伍-每页重复表头.csv",
            "队伍名称,集结点\n一队,村部\n队伍名称,集结点\n二队,桥头\n合计,2支\n填报人：王大山,\n",
        ),
        text(
            "队伍-引号换行.csv",
            "队伍名称,备注\n\"一队,二组\",\"每周一\n练一次，带\"\"对讲机\"\"\"\n",
        ),
        text(
            "队伍-多余的列.csv",
            "队伍名称,吉祥物,集结点,口号\n一队,老虎,村部,冲\n二队,,桥头,\n",
        ),
        text(
            "队伍-表头不认识.csv",
            "组织叫法,碰头处,说法\n一队,村部,常备\n二队,桥头,常备\n",
        ),
        text(
            "队伍-示例没删.csv",
            "队伍名称,集结点\n（示例）应急队,（示例）村部\n一队,（示例）村部\n二队,桥头\n",
        ),
        text(
            "户册-按户号找户.csv",
            "姓名,所在户,性别\n王大山,1-01,男\n李小河,1-09,女\n",
        ),
    ]
}

/// Text files of other ledgers: what people type into cells, and who or what they name.
fn typed() -> Vec<Shape> {
    let text = |name, text: &str| (name, text.as_bytes().to_vec());
    vec![
        text(
            "花名册-电话带小数全角.csv",
            &format!(
                "{PEOPLE}1,王大山,户主,男,1956.3.12,'990101195603120014,14200000001.0\n\
                      1,李小河,配偶,女,1957年1月2日,,１４２０００００００２\n"
            ),
        ),
        text(
            "花名册-同一个人.csv",
            &format!(
                "{PEOPLE}1,王大山,户主,男,1956-03-12,990101195603120014,\n\
                      1,李小河,配偶,女,1957-01-02,,\n\
                      1,王 大 山,户主,男,1956-03-12,990101195603120014,\n\
                      1,李小河,配偶,女,1957.1.2,,\n\
                      2,李小河,户主,女,1957.1.2,,\n"
            ),
        ),
        text(
            "花名册-没有姓名.csv",
            &format!("{PEOPLE}1,王大山,户主,男,,,\n1,,配偶,女,,,14200000002\n合计,2人,,,,,\n"),
        ),
        text(
            "花名册-重名.csv",
            &format!(
                "{PEOPLE}1,王大山,户主,男,1956-03-12,,14200000001\n\
                      2,王大山,户主,男,1966-05-12,,14200000002\n\
                      3,李小河,户主,男,1970-05-12,,14200000003\n"
            ),
        ),
        text(
            "岗位-重名的人.csv",
            "岗位名称,A角,B角\n总指挥,王大山,李小河\n转移组,王大山（14200000002）,李小河\n\
             通信组,没有这个单位,李小河\n保障组,周德水,\n",
        ),
        text(
            "户册-打勾.csv",
            "户编号,住址,切坡建房,临河临沟,在危险区,层数\n1-01,村东1号,√,×,是,2层\n1-02,村东2号,否,√,/,１\n1-03,村东3号,大概,,无,3\n",
        ),
        text(
            "避难场所-认不出的选项.csv",
            "名称,室内外,可容纳,有效面积,适用灾种\n村小学,室内,120人,\"1,200.5\",暴雨山洪、地震\n\
             文化礼堂,半室内,很多,300,火星撞地球\n",
        ),
        text(
            "灾情-无和正在核实.csv",
            "灾种,地点,报告类型,死亡人口,失踪人口,受灾人口\n洪涝灾害,二组,初报,无,正在核实,12\n\
             洪涝灾害,三组,初报,没有,,没数\n",
        ),
        text(
            "隐患-日期各式.csv",
            "隐患描述,整改责任人,发现时间,整改期限,整改情况\n护栏断了,王大山,2026.7.1,46215,未整改\n\
             井盖缺失,王大山,7月2日,2026年8月1日,整改中\n电线老化,王大山,2026-07-03 09:30,8.5,已销号\n\
             路面塌陷,王大山,上个月,20260806,已整改\n",
        ),
    ]
}

fn saved(mut book: Workbook) -> Vec<u8> {
    let made = ExcelDateTime::from_ymd(2026, 7, 12).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    book.save_to_buffer().unwrap()
}

fn rows(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

fn one_sheet(cells: &[&[&str]]) -> Workbook {
    let mut book = Workbook::new();
    rows(book.add_worksheet(), 0, cells);
    book
}

/// Workbooks: merged and stacked heads, totals, notes, numbers that were text, macros.
fn workbooks() -> Vec<Shape> {
    vec![
        ("避难场所-两行表头.xlsx", stacked_heads()),
        ("避难场所-标题合计落款.xlsx", with_frame()),
        ("隐患-合并的组别.xlsx", merged_groups()),
        ("花名册-身份证变成科学计数.xlsx", ruined_numbers()),
        ("隐患-日期格子.xlsx", date_cells()),
        ("队伍-公式出错.xlsx", failed_formula()),
        ("队伍-隐藏的表.xlsx", hidden_sheet()),
        ("队伍-几页混装.xlsx", several_sheets()),
        (
            "队伍-空行空列.xlsx",
            saved(one_sheet(&[
                &[],
                &[],
                &["", "", "队伍名称", "", "集结点"],
                &[],
                &["", "", "一队", "", "村部"],
                &[],
                &[],
                &["", "", "二队", "", "桥头"],
            ])),
        ),
        ("队伍-带宏.xlsm", with_macros()),
        (
            "队伍-只有表头.xlsx",
            saved(one_sheet(&[&["队伍名称", "集结点"]])),
        ),
        (
            "队伍-另一种表.xlsx",
            saved(one_sheet(&[
                &["隐患描述", "整改责任人", "整改期限"],
                &["护栏断了", "王大山", "2026.8.1"],
            ])),
        ),
        ("空白.xlsx", saved(Workbook::new())),
        ("队伍-布尔和百分比.xlsx", booleans()),
    ]
}

fn stacked_heads() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let centre = Format::new();
    sheet.merge_range(0, 0, 1, 0, "名称", &centre).unwrap();
    sheet.merge_range(0, 1, 0, 2, "基本情况", &centre).unwrap();
    sheet.merge_range(0, 3, 1, 3, "备注", &centre).unwrap();
    rows(
        sheet,
        1,
        &[
            &["", "可容纳（人）", "地址"],
            &["村小学", "120", "村东"],
            &["文化礼堂", "80", "村西"],
        ],
    );
    saved(book)
}

fn with_frame() -> Vec<u8> {
    saved(one_sheet(&[
        &["栗溪村避难场所一览表"],
        &["填报单位：栗溪村", "", "", "2026年7月"],
        &["序号", "名称", "可容纳", "地址"],
        &["", "", "（人）", ""],
        &["1", "村小学", "120", "村东"],
        &["2", "文化礼堂", "80", "村西"],
        &["3", "", "", ""],
        &["合计", "", "200", ""],
        &["注：村小学暑假开放。"],
        &["填表人：王大山", "", "审核人：李小河", ""],
    ]))
}

fn merged_groups() -> Vec<u8> {
    let mut book = one_sheet(&[
        &["组别", "隐患描述", "整改责任人", "整改情况"],
        &["", "护栏断了", "王大山", "未整改"],
        &["", "井盖缺失", "王大山", "整改中"],
        &["2组", "电线老化", "李小河", "已销号"],
    ]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet
        .merge_range(1, 0, 2, 0, "1组", &Format::new())
        .unwrap();
    saved(book)
}

fn ruined_numbers() -> Vec<u8> {
    let mut book = one_sheet(&[
        &["户号", "姓名", "与户主关系", "身份证号", "联系电话"],
        &["1", "王大山", "户主"],
        &["1", "李小河", "配偶"],
    ]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_number(1, 3, 990_101_195_603_120_014.0).unwrap();
    sheet.write_number(1, 4, 14_200_000_001.0).unwrap();
    sheet.write_string(2, 3, "990101195701020025").unwrap();
    sheet.write_number(2, 4, 14_200_000_002.0).unwrap();
    saved(book)
}

fn date_cells() -> Vec<u8> {
    let mut book = one_sheet(&[
        &["隐患描述", "整改责任人", "发现时间", "整改期限", "整改情况"],
        &["护栏断了", "王大山", "", "", "未整改"],
        &["井盖缺失", "王大山", "", "", "未整改"],
    ]);
    let sheet = book.worksheet_from_index(0).unwrap();
    let day = Format::new().set_num_format("yyyy年m月d日");
    let found = ExcelDateTime::from_ymd(2026, 7, 1).unwrap();
    sheet
        .write_datetime_with_format(1, 2, &found, &day)
        .unwrap();
    sheet.write_number(1, 3, 46_235).unwrap();
    sheet
        .write_datetime_with_format(2, 2, &found, &day)
        .unwrap();
    sheet.write_string(2, 3, "2026／8／1").unwrap();
    saved(book)
}

fn failed_formula() -> Vec<u8> {
    let mut book = one_sheet(&[
        &["队伍名称", "集结点", "最少人数"],
        &["一队", "村部"],
        &["二队", "桥头"],
    ]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet
        .write_formula(1, 2, Formula::new("=1+7").set_result("8"))
        .unwrap();
    sheet
        .write_formula(2, 2, Formula::new("=A99/0").set_result("#DIV/0!"))
        .unwrap();
    saved(book)
}

fn hidden_sheet() -> Vec<u8> {
    let mut book = one_sheet(&[&["队伍名称", "集结点"], &["一队", "村部"]]);
    let hidden = book.add_worksheet();
    rows(hidden, 0, &[&["队伍名称", "集结点"], &["旧队", "老村部"]]);
    hidden.set_name("旧表").unwrap().set_hidden(true);
    saved(book)
}

fn several_sheets() -> Vec<u8> {
    let mut book = one_sheet(&[&["队伍名称", "集结点"], &["一队", "村部"]]);
    let second = book.add_worksheet();
    second.set_name("商户").unwrap();
    rows(
        second,
        0,
        &[
            &["商户", "品种数量", "联系人A", "电话A"],
            &["国海商店", "矿泉水50箱", "郭福生", "14200004763"],
        ],
    );
    let third = book.add_worksheet();
    third.set_name("更多队伍").unwrap();
    rows(
        third,
        0,
        &[
            &["名称", "集结点", "队长"],
            &["二队", "桥头", ""],
            &["三队", "沟口", ""],
        ],
    );
    saved(book)
}

fn with_macros() -> Vec<u8> {
    let plain = saved(one_sheet(&[&["队伍名称", "集结点"], &["一队", "村部"]]));
    workbook_with_part(
        &plain,
        "xl/vbaProject.bin",
        b"Attribute VB_Name = \"Auto_Open\"",
    )
}

fn booleans() -> Vec<u8> {
    let mut book = one_sheet(&[&["名称", "可容纳", "无障碍"], &["村小学"], &["文化礼堂"]]);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet
        .write_number(1, 1, 120.0)
        .unwrap()
        .write_boolean(1, 2, true)
        .unwrap();
    sheet
        .write_number(2, 1, 80.0)
        .unwrap()
        .write_boolean(2, 2, false)
        .unwrap();
    saved(book)
}

/// Workbooks of Excel 97 to 2003, written record by record ([MS-XLS] 2.1.7.20).
fn old() -> Vec<Shape> {
    let cells: &[&[&str]] = &[
        &["队伍名称", "集结点", "最少人数"],
        &["一队", "村部", "8"],
        &["二队", "桥头", "6"],
    ];
    let stream = Biff::workbook("队伍", cells, &[]);
    let locked = Biff::workbook("队伍", cells, &[0, 0, 1, 0, 1, 0]);
    vec![
        ("队伍-老格式.xls", compound(&[("/Workbook", &stream)])),
        ("加密-老格式.xls", compound(&[("/Workbook", &locked)])),
        (
            "加密.xlsx",
            compound(&[
                ("/EncryptionInfo", &[4, 0, 4, 0]),
                ("/EncryptedPackage", &[0; 64]),
            ]),
        ),
    ]
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// A stream of records.
#[derive(Default)]
struct Biff(Vec<u8>);

impl Biff {
    fn workbook(name: &str, cells: &[&[&str]], password: &[u8]) -> Vec<u8> {
        let mut sheet = Self::default();
        sheet.record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for (row, texts) in (0_u16..).zip(cells) {
            for (column, text) in (0_u16..).zip(*texts) {
                sheet.cell([row, column], text);
            }
        }
        sheet.record(0x000a, &[]);
        let mut globals = Self::default();
        globals.record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        if !password.is_empty() {
            globals.record(0x002f, password);
        }
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let letters = u8::try_from(name.len() / 2).unwrap();
        // What follows: this record with its head, and the end of the globals.
        let start = globals.0.len() + 4 + 8 + name.len() + 4;
        let start = u32::try_from(start).unwrap().to_le_bytes();
        globals.record(0x0085, &[&start[..], &[0, 0, letters, 1], &name].concat());
        globals.record(0x000a, &[]);
        [globals.0, sheet.0].concat()
    }

    fn cell(&mut self, [row, column]: [u16; 2], text: &str) {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        if let Ok(number) = text.parse::<f64>() {
            return self.record(0x0203, &[&place[..], &number.to_le_bytes()].concat());
        }
        let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let count = u16::try_from(letters.len() / 2).unwrap().to_le_bytes();
        self.record(0x0204, &[&place[..], &count, &[1], &letters].concat());
    }

    fn record(&mut self, kind: u16, body: &[u8]) {
        let length = u16::try_from(body.len()).unwrap();
        self.0.extend(kind.to_le_bytes());
        self.0.extend(length.to_le_bytes());
        self.0.extend(body);
    }
}

/// Files that are not what their names say, or not whole.
fn broken() -> Vec<Shape> {
    let whole = saved(one_sheet(&[&["队伍名称", "集结点"], &["一队", "村部"]]));
    let table = "<html><head><meta charset=\"gb2312\"></head><body><table><tr><td>队伍名称</td>\
                 <td>集结点</td></tr><tr><td>一队</td><td>村部</td></tr></table></body></html>";
    let (page, ..) = encoding_rs::GB18030.encode(table);
    let teams = teams();
    vec![
        ("坏-没拷完.xlsx", whole[..whole.len() / 2].to_vec()),
        ("坏-网页改名.xls", page.into_owned()),
        (
            "坏-图片改名.xlsx",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
        ),
        (
            "坏-字没拷完.csv",
            teams.as_bytes()[..=teams.rfind('点').unwrap()].to_vec(),
        ),
        ("坏-零字节.xlsx", Vec::new()),
        (
            "坏-编码混杂.csv",
            [teams.as_bytes(), &[0xff, 0xff, 0xfe, 0x80]].concat(),
        ),
    ]
}
