//! What each paper says and where: a snapshot of its tree, and the rules a snapshot does not tell.

use super::{card, imprint, says, tree};
use crate::documents::contact_list::{self, Contact, ContactGroup, ContactList};
use crate::documents::form::{self, Fact, Form, Part};
use crate::documents::hazard_register::{self, Deadline, Grade, Hazard, HazardRegister};
use crate::documents::register::{self, Register};
use crate::documents::response_card::{self, ResponseCards};
use crate::documents::supply_list::{self, Freshness, Stock, Supply, SupplyList};
use crate::documents::village_plan::{self, Block, Section, VillagePlan};
use crate::page::Document;
use crate::render;
use crate::table::{Cell, Column, Table};
use crate::text::tests::FONTS;

fn plan() -> VillagePlan {
    let section = |title: &str, blocks| Section {
        title: title.to_owned(),
        blocks,
    };
    let group = ContactGroup {
        title: "上级".to_owned(),
        contacts: vec![contact("镇应急办值班", "马立新", "14200001020")],
    };
    VillagePlan {
        imprint: imprint(),
        title: "综合应急预案".to_owned(),
        version: "3".to_owned(),
        office: "栗溪村村民委员会".to_owned(),
        issued_on: "2026年7月1日".to_owned(),
        sections: vec![
            section("村情与风险", vec![
                Block::Paragraph("栗溪村下辖8个村民小组，共300户1000人，临河住户42户，屋后切坡住户27户，低洼住户21户，主汛期为5月1日至9月30日。".to_owned()),
            ]),
            section("组织与分工", vec![
                Block::Heading("监测预警组".to_owned()),
                Block::List(vec!["收预警、看雨量、查险段。".to_owned()]),
                Block::Table(table()),
            ]),
        ],
        annexes: vec![
            section("各岗应急处置卡", vec![Block::Cards(vec![card()])]),
            section("通讯录", vec![Block::Contacts(vec![group])]),
            section("物资表", vec![Block::Supplies(supplies())]),
        ],
    }
}

#[test]
fn village_plan_tree() {
    insta::assert_snapshot!(tree(&village_plan::lay_out(&plan(), &FONTS)));
}

#[test]
fn annexes_that_say_nothing_yet_share_a_page_and_the_contents_lead_there() {
    let line = |number: usize| Section {
        title: format!("名单{number}"),
        blocks: vec![Block::Paragraph(
            "“队伍”还没有记录：到“队伍”里新增。".to_owned(),
        )],
    };
    let mut bare = plan();
    let card = bare.annexes.remove(0);
    bare.annexes = (1..=6).map(line).collect();
    bare.annexes.insert(0, card.clone());
    bare.annexes.push(card);
    let document = village_plan::lay_out(&bare, &FONTS);
    let annexes = document.bookmarks.iter().skip(3);
    let pages: Vec<usize> = annexes.map(|entry| entry.page).collect();
    let card = pages[0];
    let expected = [vec![card], vec![card + 1; 6], vec![card + 2]].concat();
    assert_eq!(pages, expected);
    for number in 1..=6 {
        let head = format!("附件{}　名单{number}", number + 1);
        assert!(texts_of(&document, card + 1).contains(&head.as_str()));
    }
}

#[test]
fn contents_lead_to_the_page_where_a_section_begins() {
    let mut long = plan();
    let paragraph = Block::Paragraph("先救人；水急山响就撤，不拿命去抢险。".repeat(60));
    long.sections[0].blocks = vec![paragraph; 3];
    let document = village_plan::lay_out(&long, &FONTS);
    let contents: Vec<&str> = texts_of(&document, 1);
    for bookmark in document.bookmarks.iter().skip(1) {
        let at = contents
            .iter()
            .position(|text| *text == bookmark.title)
            .expect("an entry");
        assert_eq!(
            contents[at + 1],
            (bookmark.page + 1).to_string(),
            "{}",
            bookmark.title
        );
        let there = texts_of(&document, bookmark.page);
        let mut parts = bookmark.title.split('　');
        assert!(
            parts.all(|part| there.contains(&part)),
            "{}",
            bookmark.title
        );
    }
    assert!(
        document.bookmarks[2].page > 2,
        "the long first section moves the second"
    );
}

fn texts_of(document: &Document, page: usize) -> Vec<&str> {
    let before: usize = (0..page).map(|page| count(document, page)).sum();
    document
        .texts()
        .skip(before)
        .take(count(document, page))
        .collect()
}

fn count(document: &Document, page: usize) -> usize {
    let only = Document {
        pages: vec![document.pages[page].clone()],
        ..document.clone()
    };
    only.texts().count()
}

#[test]
fn every_page_says_what_it_is_and_that_its_data_are_invented_and_has_one_number() {
    let document = village_plan::lay_out(&plan(), &FONTS);
    let total = document.pages.len();
    for page in 0..total {
        let texts = texts_of(&document, page);
        assert!(texts.contains(&"演示数据"));
        assert!(texts.contains(&"栗溪村 · 综合应急预案 · 2026-07-01 16:20 打印 · 公开版"));
        assert!(texts.contains(&format!("共 {total} 页").as_str()));
        assert!(texts.iter().all(|text| !text.starts_with("第 ")));
    }
    assert!(texts_of(&document, 2).contains(&"— 3 —"));
}

fn hazards() -> HazardRegister {
    let hazard = |number: &str, grade, deadline| Hazard {
        village: String::new(),
        number: number.to_owned(),
        grade,
        what: "屋后切坡有新裂缝，长约12米。".to_owned(),
        place: "3组沟西小路口".to_owned(),
        owner: "何桂花".to_owned(),
        phone: "14200000871".to_owned(),
        due: "2026-07-12".to_owned(),
        deadline,
        state: "整改中".to_owned(),
    };
    HazardRegister {
        imprint: imprint(),
        by_village: String::new(),
        states: ["已发现", "管控中", "整改中"].map(str::to_owned).to_vec(),
        hazards: vec![
            hazard("栗隐〔2026〕011号", Grade::General, Deadline::Kept),
            hazard("栗隐〔2026〕012号", Grade::Major, Deadline::Overdue),
        ],
    }
}

#[test]
fn hazard_register_tree() {
    let document = hazard_register::lay_out(&hazards(), &FONTS);
    insta::assert_snapshot!(tree(&document));
}

#[test]
fn states_are_counted_in_the_order_in_which_a_hazard_passes_through_them() {
    let mut input = hazards();
    input.hazards[1].state = "已发现".to_owned();
    let document = hazard_register::lay_out(&input, &FONTS);
    let mut texts = document.texts();
    assert!(texts.any(|text| text.contains("其中已发现1条，整改中1条。")));
}

#[test]
fn grades_are_words_with_marks_and_overdue_is_a_word() {
    let document = hazard_register::lay_out(&hazards(), &FONTS);
    for wanted in ["● 重大", "○ 一般", "2026-07-12 已超期", "142 0000 0871"] {
        assert!(says(&document, wanted), "{wanted}");
    }
    assert!(says(
        &document,
        "共2条：重大1条，一般1条；已超期1条。其中整改中2条。"
    ));
}

fn supplies() -> Vec<Supply> {
    let supply = |name: &str, stock, freshness| Supply {
        class: "防汛".to_owned(),
        name: name.to_owned(),
        model: "60×100厘米".to_owned(),
        unit: "条".to_owned(),
        booked: "150".to_owned(),
        usable: "120".to_owned(),
        least: "200".to_owned(),
        expiry: "2026-05-01".to_owned(),
        spoiled: "30条".to_owned(),
        place: "村委会仓库".to_owned(),
        keeper: "马立新".to_owned(),
        stock,
        freshness,
    };
    vec![
        supply("编织袋", Stock::Low, Freshness::Good),
        supply("急救包", Stock::Enough, Freshness::Expired),
    ]
}

#[test]
fn supply_list_tree() {
    let input = SupplyList {
        imprint: imprint(),
        supplies: supplies(),
    };
    let document = supply_list::lay_out(&input, &FONTS);
    assert!(says(&document, "低于最低") && says(&document, "30条已过期"));
    insta::assert_snapshot!(tree(&document));
}

fn contact(post: &str, name: &str, phone: &str) -> Contact {
    Contact {
        post: post.to_owned(),
        name: name.to_owned(),
        phone: phone.to_owned(),
        ..Contact::default()
    }
}

fn contacts(count: usize) -> ContactList {
    let group = |title: &str| ContactGroup {
        title: title.to_owned(),
        contacts: (0..count)
            .map(|n| contact("组长", &format!("何{n}"), "14200000871"))
            .collect(),
    };
    ContactList {
        imprint: imprint(),
        lettering: crate::documents::Lettering::Usual,
        groups: vec![group("监测预警组"), group("转移安置组")],
    }
}

#[test]
fn contact_list_tree() {
    insta::assert_snapshot!(tree(&contact_list::lay_out(&contacts(3), &FONTS)));
}

#[test]
fn a_post_stands_beside_the_names_of_a_block_where_each_has_room_and_else_above_them() {
    let tall = |posts: [&str; 2]| {
        let mut list = contacts(0);
        list.groups[0].contacts = posts
            .map(|post| contact(post, "刘明亮", "14200004037"))
            .to_vec();
        let document = contact_list::lay_out(&list, &FONTS);
        let items = document.pages.iter().flat_map(|page| &page.items);
        let lines: std::collections::BTreeSet<_> = items
            .filter_map(|item| match item {
                crate::page::Item::Text { text, y, .. } if posts.contains(&text.as_str()) => {
                    Some(*y)
                }
                _ => None,
            })
            .collect();
        let names = document.pages.iter().flat_map(|page| &page.items);
        let mut names = names.filter_map(|item| match item {
            crate::page::Item::Text { text, y, .. } if text == "刘明亮" => Some(*y),
            _ => None,
        });
        names.all(|y| lines.contains(&y))
    };
    assert!(tall(["包4户", "包1户"]));
    assert!(!tall(["包4户", "危险区转移责任人兼物资保管员"]));
}

#[test]
fn an_office_without_a_name_is_named_as_large_as_a_person() {
    let mut list = contacts(1);
    list.groups[0].contacts = vec![contact("镇应急办", "", "14200001020")];
    let document = contact_list::lay_out(&list, &FONTS);
    let size_of = |wanted: &str| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        let mut sizes = items.filter_map(|item| match item {
            crate::page::Item::Text { text, size, .. } if text == wanted => Some(*size),
            _ => None,
        });
        sizes.next()
    };
    assert!(size_of("何0").is_some());
    assert_eq!(size_of("镇应急办"), size_of("何0"));
}

#[test]
fn a_single_point_of_an_official_document_carries_no_number() {
    let with = |points: &[&str]| {
        let points = points.iter().map(|point| (*point).to_owned()).collect();
        let form = Form {
            manner: form::Manner::Formal,
            parts: vec![Part::List(points)],
            ..notice()
        };
        form::lay_out(&[form], &FONTS)
    };
    assert!(says(&with(&["先救人。"]), "先救人。"));
    assert!(says(&with(&["先救人。", "再报告。"]), "1.先救人。"));
}

#[test]
fn what_is_known_and_what_is_written_beside_it_stand_on_one_line() {
    let signers = vec![
        Fact::half("告知人", "李广田"),
        Fact::half("发卡单位（盖章）", ""),
        Fact::half("日期", ""),
    ];
    let form = Form {
        parts: vec![Part::Signatures(signers)],
        ..notice()
    };
    let document = form::lay_out(&[form], &FONTS);
    let baseline = |wanted: &str| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        let mut found = items.filter_map(|item| match item {
            crate::page::Item::Text { text, y, .. } if text == wanted => Some(*y),
            _ => None,
        });
        found.next()
    };
    for label in ["李广田", "发卡单位（盖章）", "日期"] {
        assert!(baseline(label).is_some(), "{label} is in one piece");
        assert_eq!(baseline(label), baseline("告知人"), "{label}");
    }
}

#[test]
fn a_group_that_goes_on_repeats_its_title_and_nobody_is_lost() {
    let document = contact_list::lay_out(&contacts(60), &FONTS);
    assert!(document.pages.len() > 1);
    assert!(says(&document, "监测预警组（续）"));
    for n in 0..60 {
        let name = format!("何{n}");
        assert_eq!(
            document.texts().filter(|text| *text == name).count(),
            2,
            "{name}"
        );
    }
}

fn table() -> Table {
    Table {
        columns: vec![Column::text("名称", 2), Column::number("可容纳（人）", 1)],
        rows: vec![
            vec![Cell::strong("村小学"), "180".into()],
            vec![Cell::strong("文化礼堂"), "120".into()],
        ],
        sums: vec!["合计".into(), "300".into()],
    }
}

#[test]
fn register_tree() {
    let input = Register {
        imprint: imprint(),
        title: "避难场所台账".to_owned(),
        summary: "筛选：在用。".to_owned(),
        table: table(),
        ..Register::default()
    };
    insta::assert_snapshot!(tree(&register::lay_out(&input, &FONTS)));
}

#[test]
fn every_paper_can_be_laid_out_and_written_from_nothing() {
    let empty = [
        response_card::lay_out(&ResponseCards::default(), &FONTS),
        village_plan::lay_out(&VillagePlan::default(), &FONTS),
        hazard_register::lay_out(&HazardRegister::default(), &FONTS),
        supply_list::lay_out(&SupplyList::default(), &FONTS),
        contact_list::lay_out(&ContactList::default(), &FONTS),
        register::lay_out(&Register::default(), &FONTS),
    ];
    for document in empty {
        assert!(!document.pages.is_empty());
        let bytes = render(&document, &FONTS).expect("an empty paper is a paper");
        assert!(bytes.starts_with(b"%PDF"));
    }
}

fn notice() -> Form {
    Form {
        imprint: imprint(),
        title: "隐患整改告知单".to_owned(),
        number: "栗隐〔2026〕012号".to_owned(),
        parts: vec![
            Part::Facts(vec![
                Fact::half("责任人", "何桂花"),
                Fact::half("期限", "2026年7月20日"),
                Fact::full("隐患", "店后门堆放纸箱，堵住疏散口，一层留宿2人。"),
                Fact::full("临时管控", ""),
            ]),
            Part::Paragraph("请按期改好。逾期未改，本村依法报告乡镇和消防部门处理。".to_owned()),
            Part::Signatures(vec![Fact::half("告知人", "李广田"), Fact::half("签收", "")]),
            Part::Cut("沿此线撕下，回执交村里".to_owned()),
            Part::Lines(2),
        ],
        ..Form::default()
    }
}

#[test]
fn form_tree() {
    insta::assert_snapshot!(tree(&form::lay_out(&[notice()], &FONTS)));
}

#[test]
fn empty_rows_give_way_to_the_signatures_below_them_but_no_other_row_does() {
    let row = |text: &str| vec![Cell::from(text); 2];
    let signed = |said: usize, empty: usize| {
        let said = (0..said).map(|n| row(&format!("第{n}户")));
        let table = Table {
            columns: vec![Column::text("叫谁", 1), Column::text("几点应的", 1)],
            rows: said.chain((0..empty).map(|_| row(""))).collect(),
            sums: Vec::new(),
        };
        let signers = Part::Signatures(vec![Fact::half("谁去叫的", "")]);
        let form = Form {
            imprint: imprint(),
            title: "叫应名单".to_owned(),
            parts: vec![Part::Table(table), signers],
            ..Form::default()
        };
        form::lay_out(&[form], &FONTS)
    };
    let one_page = (1..60).take_while(|count| signed(*count, 0).pages.len() == 1);
    let held = one_page.max().unwrap();
    assert!(held > 10, "a page holds {held} rows and the signatures");
    assert_eq!(signed(held - 1, 6).pages.len(), 1, "five rows too many");
    let over = signed(held + 1, 6);
    assert_eq!(over.pages.len(), 2);
    for n in 0..=held {
        assert!(says(&over, &format!("第{n}户")), "row {n}");
    }
}

#[test]
fn what_is_not_known_yet_leaves_room_for_a_hand() {
    let mut form = notice();
    let filled = form::lay_out(&[form.clone()], &FONTS);
    for part in &mut form.parts {
        if let Part::Facts(facts) = part {
            for fact in facts {
                fact.value.clear();
            }
        }
    }
    let empty = form::lay_out(&[form], &FONTS);
    let rules = |document: &Document| {
        let items = document.pages.iter().flat_map(|page| &page.items);
        items
            .filter(|item| matches!(item, crate::page::Item::Line { .. }))
            .count()
    };
    assert_eq!(rules(&filled), rules(&empty), "each fact keeps its line");
    assert!(says(&empty, "责任人") && !says(&empty, "何桂花"));
}
