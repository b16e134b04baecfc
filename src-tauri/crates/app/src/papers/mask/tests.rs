use super::*;

fn mask() -> Mask {
    let row = |name: &str, birth: &str| {
        let mut row = Row::default();
        row.set("name", name);
        row.set("birth", birth);
        row
    };
    let known = [
        row("李秀英", "1950-01-01"),
        row("欧阳卫东", ""),
        row("贺小满", "2019-05-01"),
        row("高犇", ""),
        row("谢浩然", "2015-05-01"),
        row("谢浩然", "1985-05-01"),
    ];
    let known: Vec<&Row> = known.iter().collect();
    Mask {
        people: by_first(&known, NaiveDate::from_ymd_opt(2026, 7, 12).unwrap()),
        offices: BTreeSet::from(["14200002203".to_owned()]),
    }
}

fn said(ledger: &str, field: &str, text: &str) -> String {
    let spec = spec_of(ledger).unwrap();
    mask().field(spec, spec.field(field).unwrap(), text.to_owned())
}

#[test]
fn in_a_free_text_only_people_and_numbers_are_masked() {
    let mask = mask();
    for (text, shown) in [
        ("没有未结事项。", "没有未结事项。"),
        ("7组李秀英户门口堆了柴。", "7组李**户门口堆了柴。"),
        ("欧阳卫东、高犇去看了。", "欧阳**、高**去看了。"),
        ("谢浩然带了无人机。", "谢**带了无人机。"),
        ("贺小满在学校。", "一名孩子在学校。"),
        ("打142 0000 0871问。", "打不公开问。"),
        ("打14200000871问。", "打不公开问。"),
        ("2026-07-12 142 0000 0871", "2026-07-12 不公开"),
        (
            "打村值守142 0000 2203，火警119。",
            "打村值守142 0000 2203，火警119。",
        ),
        ("证件99010119500101002X。", "证件不公开。"),
        ("座机0990-1234567。", "座机不公开。"),
        ("救生圈 直径71厘米 202609-2", "救生圈 直径71厘米 202609-2"),
        (
            "2026-07-12 16:20，编号990101102203",
            "2026-07-12 16:20，编号990101102203",
        ),
    ] {
        assert_eq!(mask.text(text), shown);
    }
}

#[test]
fn units_shops_and_posts_stay_and_the_people_beside_them_are_masked() {
    for (text, shown) in [
        ("竹坪镇消防站、竹坪供电所", "竹坪镇消防站、竹坪供电所"),
        (
            "竹坪镇副镇长宋文静（电话参加）",
            "竹坪镇副镇长宋**（电话参加）",
        ),
        ("平安药房（林晓琴）", "平安药房（林**）"),
        ("国海商店（陈国海）", "国海商店（陈**）"),
        ("村书记（总指挥）", "村书记（总指挥）"),
        ("栗溪村卫生室（村医）", "栗溪村卫生室（村医）"),
        ("巡查组", "巡查组"),
        ("上湾农家乐", "上湾农家乐"),
        ("4组运输户", "4组运输户"),
        ("顺风机械出租", "顺风机械出租"),
        ("张桂英户", "张**户"),
        ("包户人", "包户人"),
        ("村民自有", "村民自有"),
        ("林业站", "林业站"),
        ("周德旺", "周**"),
        ("李秀英", "李**"),
        ("贺小满", "贺**"),
        ("阿里木·买买提", "阿**"),
    ] {
        assert_eq!(said("responsibility_letter", "party_b", text), shown);
    }
}

#[test]
fn a_field_is_kept_back_by_its_privacy_class_and_says_so() {
    assert_eq!(said("household", "address", "8号"), WITHHELD);
    assert_eq!(said("household", "address", ""), "");
    assert_eq!(said("person", "name", "欧阳卫东"), "欧阳**");
    assert_eq!(said("destruction", "first_name", "周德旺"), "周**");
    assert_eq!(
        said("duty_shift", "phone", "142 0000 2203"),
        "142 0000 2203"
    );
    assert_eq!(said("duty_shift", "phone", "142 0000 0871"), WITHHELD);
}

#[test]
fn the_number_of_a_person_is_kept_back_though_it_is_the_line_of_an_office() {
    let line = "142 0000 2203";
    assert_eq!(said("person", "mobile", line), WITHHELD);
    assert_eq!(said("station", "duty_phone", line), line);
}

#[test]
fn what_a_household_gets_and_why_is_told_but_no_illness() {
    assert_eq!(said("relief", "reason", "独居老人过冬"), "独居老人过冬");
    assert_eq!(said("relief", "reason", "每周透析三次"), WITHHELD);
    assert_eq!(said("relief", "people", "5人"), "5人");
    let open = said("duty_shift", "open_matters", "病险水库2小时看一次");
    assert_eq!(open, "病险水库2小时看一次");
}

#[test]
fn a_column_of_nothing_but_what_is_kept_back_is_left_out() {
    use print::table::Column;
    let cells = |texts: [&str; 3]| texts.map(Cell::from).to_vec();
    let table = Table {
        columns: ["户主", "住址", "看到什么"]
            .map(|label| Column::text(label, 1))
            .into(),
        rows: vec![cells(["李**", WITHHELD, ""]), cells(["", "", ""])],
        ..Table::default()
    };
    let left = without_withheld(table, |at| at == 1);
    let labels: Vec<&str> = left
        .columns
        .iter()
        .map(|column| column.label.as_str())
        .collect();
    assert_eq!(
        labels,
        ["户主", "看到什么"],
        "what nobody wrote yet stays to be written on"
    );
}
