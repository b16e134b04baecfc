//! The five sample sheets, with counts taken from them by other means.

use super::{context, sample};
use crate::hazards::HazardRecord;
use crate::intake::SkipKind;
use crate::people::PersonRecord;
use crate::{Intake, Reading, hazards, likely, people, supplies};
use ledger::numbers::IdNoFault;

fn count<T>(items: &[T], holds: impl Fn(&T) -> bool) -> usize {
    items.iter().filter(|item| holds(item)).count()
}

fn hazard_intake(file: &str) -> Intake<HazardRecord> {
    let grids = sample(file);
    assert_eq!(grids.len(), 1, "the sample has one sheet");
    hazards(&grids[0], &context()).unwrap()
}

fn people_intake(file: &str) -> Intake<PersonRecord> {
    people(&sample(file)[0], &context()).unwrap()
}

#[test]
fn the_hazard_sheet_gives_its_35_hazards_and_accounts_for_every_row() {
    for file in ["隐患台账.xlsx", "隐患台账.xls"] {
        let intake = hazard_intake(file);
        assert_eq!(intake.records.len(), 35, "{file}");
        assert_eq!(intake.rejected, [], "{file}: no row is refused");
        assert_eq!(
            intake.rows(),
            40,
            "{file}: every row of the sheet is accounted for"
        );
        assert_eq!(
            intake.header_row, 4,
            "{file}: the header stands in rows 3 and 4"
        );
        assert_eq!(intake.unmapped, [], "{file}: every column is understood");
        let kinds: Vec<SkipKind> = intake.skipped.iter().map(|skipped| skipped.kind).collect();
        let title = [SkipKind::Title; 2].iter();
        let heading = [SkipKind::Heading; 2].iter();
        let total = [SkipKind::TotalRow].iter();
        assert!(
            kinds.iter().eq(title.chain(heading).chain(total)),
            "{file}: {kinds:?}"
        );
    }
}

#[test]
fn a_two_row_header_maps_every_column_by_letter() {
    let intake = hazard_intake("隐患台账.xlsx");
    let mapping: Vec<(&str, &str, &str)> = intake
        .mapping
        .iter()
        .map(|mapped| (mapped.letters.as_str(), mapped.head.as_str(), mapped.field))
        .collect();
    let expected = [
        ("A", "序号", "serial"),
        ("B", "组别", "group"),
        ("C", "隐患描述", "description"),
        ("D", "类 别", "kind"),
        ("E", "发现时间", "found_at"),
        ("F", "整改责任人", "owner_id"),
        ("G", "联系电话", "owner_phone"),
        ("H", "整改期限", "due_date"),
        ("I", "整改情况", "status"),
        ("J", "备注", "remark"),
    ];
    assert_eq!(mapping, expected);
}

#[test]
fn xls_and_xlsx_of_the_same_sheet_give_the_same_hazards() {
    let (old, new) = (
        hazard_intake("隐患台账.xls"),
        hazard_intake("隐患台账.xlsx"),
    );
    assert_eq!(old.records, new.records);
    assert_eq!(old.notes, new.notes);
}

#[test]
fn merged_groups_dates_of_every_shape_and_phones_as_numbers_are_read() {
    let records = hazard_intake("隐患台账.xlsx").records;
    let groups = ["1组", "2组", "3组", "4组", "5组", "6组", "7组", "8组"]
        .map(|group| count(&records, |record| record.group == group));
    assert_eq!(
        groups,
        [4, 4, 4, 6, 3, 3, 5, 6],
        "merged cells belong to every row they cover"
    );
    assert_eq!(
        count(&records, |record| record.found_on.is_none()),
        0,
        "every date is read"
    );
    assert_eq!(count(&records, |record| record.due_on.is_none()), 0);
    let (first, last) = (&records[0], &records[34]);
    assert_eq!(
        first.found_on.as_deref(),
        Some("2026-01-08"),
        "typed 2026.1.8"
    );
    assert_eq!(first.due_on.as_deref(), Some("2026-02-04"), "an Excel date");
    assert_eq!(last.found_on.as_deref(), Some("2026-04-20"));
    assert_eq!(
        last.due_on.as_deref(),
        Some("2026-05-17"),
        "typed 2026/5/17"
    );
    assert_eq!(first.owner_phone, "14200007737", "stored as a number");
    assert_eq!(count(&records, |record| record.owner_phone.len() != 11), 0);
}

#[test]
fn progress_becomes_a_state_and_what_was_guessed_is_marked() {
    let intake = hazard_intake("隐患台账.xlsx");
    let states = ["confirmed", "rectifying", "reviewing", "closed"]
        .map(|state| count(&intake.records, |record| record.state == state));
    assert_eq!(
        states,
        [10, 6, 10, 9],
        "未整改 7 and empty 3, 整改中, 已整改, 销号"
    );
    let majors = count(&intake.records, |record| {
        record.grade.as_deref() == Some("major")
    });
    assert_eq!(majors, 8, "重大 in the remark makes a grave hazard");
    assert_eq!(
        intake.notes.len(),
        11,
        "3 empty states and 8 grades were guessed"
    );
    assert_eq!(intake.notes[0].column, "J 备注");
    assert_eq!(
        count(&intake.records, |record| record.kind.is_none()),
        0,
        "every kind has a code"
    );
}

#[test]
fn the_roll_gives_263_people_in_86_households_and_names_the_two_who_stand_twice() {
    for file in ["村民花名册-UTF8BOM.csv", "村民花名册-GB18030.csv"] {
        let intake = people_intake(file);
        assert_eq!(intake.records.len(), 263, "{file}");
        assert_eq!(intake.rows(), 266, "{file}: every row is accounted for");
        let twice: Vec<u32> = intake
            .rejected
            .iter()
            .map(|rejected| rejected.row)
            .collect();
        assert_eq!(
            twice,
            [265, 266],
            "{file}: the last two rows repeat earlier ones"
        );
        assert!(
            intake.rejected[0].reason.contains("第6行"),
            "{}",
            intake.rejected[0].reason
        );
        assert!(
            intake.rejected[1].reason.contains("第18行"),
            "{}",
            intake.rejected[1].reason
        );
        let heads = count(&intake.records, |person| person.household == person.row);
        assert_eq!(
            heads, 86,
            "{file}: households begin where their number stands"
        );
        assert_eq!(
            count(&intake.records, |person| person.household_no.is_empty()),
            0
        );
    }
}

#[test]
fn both_encodings_of_the_roll_give_the_same_people() {
    let (utf, gb) = (
        people_intake("村民花名册-UTF8BOM.csv"),
        people_intake("村民花名册-GB18030.csv"),
    );
    assert_eq!(
        utf.records, gb.records,
        "rare letters such as 𬜬 and 㛃 included"
    );
    assert!(count(&gb.records, |person| person.name.contains('𬜬')) > 0);
}

#[test]
fn wrong_identity_numbers_are_kept_as_text_and_marked() {
    let intake = people_intake("村民花名册-GB18030.csv");
    let fault = |fault| count(&intake.records, |person| person.id_no_fault == Some(fault));
    assert_eq!(fault(IdNoFault::Ruined), 6, "9.90E+17");
    assert_eq!(fault(IdNoFault::CheckDigit), 7);
    assert_eq!(intake.notes.len(), 13, "one note each, nothing else to say");
    let row_38 = intake
        .records
        .iter()
        .find(|person| person.row == 38)
        .unwrap();
    assert_eq!(
        row_38.id_no, "990101200512218811",
        "the wrong number is kept"
    );
    assert_eq!(
        count(&intake.records, |person| person
            .id_no
            .contains(char::is_whitespace)),
        0
    );
    assert_eq!(count(&intake.records, |person| person.phone.is_empty()), 65);
}

#[test]
fn tags_relations_and_residence_become_codes() {
    let records = people_intake("村民花名册-UTF8BOM.csv").records;
    let tag = |code: &str| count(&records, |person| person.tags.contains(code));
    assert_eq!(tag("aged_80"), 40, "80岁以上;低保 are two tags");
    assert_eq!(tag("low_income"), 73, "低保 and 低保户 mean the same");
    assert_eq!(tag("left_behind"), 29);
    assert_eq!(tag("disabled"), 28);
    let lives = |code: &str| count(&records, |person| person.residence.as_deref() == Some(code));
    assert_eq!(
        (lives("resident"), lives("away")),
        (163, 100),
        "是; 否 and 外出务工"
    );
    assert_eq!(count(&records, |person| person.relation.is_none()), 0);
    assert_eq!(
        count(&records, |person| person.relation.as_deref()
            == Some("head")),
        86
    );
    assert_eq!(
        count(&records, |person| person.sex.as_deref() == Some("male")),
        140
    );
}

#[test]
fn the_supplies_give_17_lines_with_class_amount_and_keeper() {
    let grids = sample("防汛物资储备表.xlsx");
    let intake = supplies(&grids[0], &context()).unwrap();
    assert_eq!((intake.records.len(), intake.rows()), (17, 19));
    assert_eq!((intake.rejected.len(), intake.notes.len()), (0, 0));
    let class = |code: &str| count(&intake.records, |line| line.class.as_deref() == Some(code));
    let classes = [
        "communication",
        "tools",
        "logistics",
        "rescue",
        "protection",
    ]
    .map(class);
    assert_eq!(classes, [3, 3, 6, 3, 2], "an empty class is the one above");
    let radio = &intake.records[0];
    assert_eq!(radio.qty, Some(40_000), "40部");
    assert_eq!(
        (radio.unit.as_str(), radio.place.as_str()),
        ("部", "文化礼堂")
    );
    assert_eq!(radio.keeper_name, "郭福生", "保管人及电话 are one column");
    assert_eq!(radio.keeper_phone, "14200004763");
    assert_eq!(intake.records[4].qty, Some(26_000_000), "26000条");
}

#[test]
fn a_shelf_life_becomes_the_day_it_ends() {
    let grids = sample("防汛物资储备表.xlsx");
    let lines = supplies(&grids[0], &context()).unwrap().records;
    let end = |index: usize| lines[index].expires_on.as_deref();
    assert_eq!(end(0), Some("2027-06-30"), "a day");
    assert_eq!(end(1), Some("2028-01-08"), "24个月 from 2026.1.8");
    assert_eq!(end(2), None, "长期");
    assert_eq!(end(3), Some("2029-01-14"), "3年 from 2026-01-14");
    assert_eq!(count(&lines, |line| line.expires_on.is_some()), 13);
    assert_eq!(lines[1].shelf_months, Some(24));
}

#[test]
fn every_sample_is_recognised_for_what_it_is() {
    let ledger = |file: &str, sheet: usize| likely(&sample(file)[sheet]).map(|spec| spec.name);
    assert_eq!(ledger("隐患台账.xls", 0), Some("hazard"));
    assert_eq!(ledger("村民花名册-GB18030.csv", 0), Some("person"));
    assert_eq!(ledger("防汛物资储备表.xlsx", 0), Some("supply_item"));
    let agreements = &sample("防汛物资储备表.xlsx")[1];
    assert_eq!(
        Reading::Supplies.fit(agreements),
        0,
        "协议储备 is no list of what is in store"
    );
}
