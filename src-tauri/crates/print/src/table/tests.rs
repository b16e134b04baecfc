use super::{Align, Cell, Column, Table};
use crate::flow::{Flow, Running};
use crate::page::{Document, Item, Page, Size};
use crate::sheet::Sheet;
use crate::text::Style;
use crate::text::tests::FONTS;

fn flow() -> Flow<'static> {
    let running = Running {
        title: "台账".to_owned(),
        head_left: String::new(),
        continued: String::new(),
        head_right: String::new(),
        foot: "栗溪村".to_owned(),
        sheet: Sheet::Working,
        proof: String::new(),
    };
    Flow::new(&FONTS, Size::A4, running)
}

fn table(rows: impl Iterator<Item = Vec<Cell>>) -> Table {
    Table {
        columns: vec![
            Column::text("编号", 1),
            Column::text("内容", 3),
            Column::number("数量", 1),
        ],
        rows: rows.collect(),
        sums: Vec::new(),
    }
}

fn draw(table: &Table) -> Document {
    let mut flow = flow();
    table.draw(&mut flow);
    flow.finish()
}

fn texts(page: &Page) -> Vec<&str> {
    let texts = page.items.iter().filter_map(|item| match item {
        Item::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

fn right_edge(page: &Page, wanted: &str) -> i32 {
    let edge = page.items.iter().find_map(|item| match item {
        Item::Text { x, width, text, .. } if text == wanted => Some(x + width),
        _ => None,
    });
    edge.unwrap_or_else(|| panic!("{wanted} is not on the page"))
}

#[test]
fn heads_repeat_on_every_page_and_every_row_is_printed_once() {
    let rows = (0..150).map(|n| vec![Cell::from(format!("行{n}")), "编织袋".into(), "5".into()]);
    let document = draw(&table(rows));
    assert!(document.pages.len() > 2);
    for page in &document.pages {
        assert!(texts(page).contains(&"编号"), "a head stands on every page");
    }
    for n in 0..150 {
        let name = format!("行{n}");
        let count = document.texts().filter(|text| *text == name).count();
        assert_eq!(count, 1, "{name}");
    }
}

#[test]
fn a_row_is_not_split_between_pages() {
    let long = "排水泵三千瓦带漏电保护，先断电再下水，用完晒干入库，每月试机一次。".repeat(4);
    let rows = (0..40).map(|n| {
        vec![
            Cell::from(format!("始{n}")),
            format!("{long}\n终{n}").into(),
        ]
    });
    let document = draw(&table(rows));
    assert!(document.pages.len() > 1);
    for page in &document.pages {
        let texts = texts(page);
        let count = |mark| texts.iter().filter(|text| text.starts_with(mark)).count();
        assert_eq!(
            count('始'),
            count('终'),
            "a row ends on the page it begins on"
        );
    }
}

#[test]
fn a_column_that_says_nothing_goes_unless_it_is_to_be_written_on() {
    let rows = [vec!["甲".into(), "".into(), "".into()]];
    let columns = |table: Table| {
        let labels = table.columns.into_iter().map(|column| column.label);
        labels.collect::<Vec<_>>()
    };
    let of = |rows: &[Vec<Cell>]| table(rows.iter().cloned());
    assert_eq!(columns(of(&rows).without_mute_columns(|_| false)), ["编号"]);
    let stays = of(&rows).without_mute_columns(|at| at == 2);
    assert!(stays.rows.iter().all(|row| row.len() == 2));
    assert_eq!(columns(stays), ["编号", "数量"]);
    assert_eq!(of(&[]).without_mute_columns(|_| false).columns.len(), 3);
}

#[test]
fn no_row_stands_alone_on_the_page_on_which_a_table_ends() {
    let rows_of = |page: &Page| texts(page).iter().filter(|text| **text == "编织袋").count();
    for count in 2..90 {
        let rows = (0..count).map(|n| vec![Cell::from(n.to_string()), "编织袋".into()]);
        let document = draw(&table(rows));
        for page in &document.pages {
            assert!(rows_of(page) >= 2, "{count} rows");
        }
    }
}

#[test]
fn no_row_stands_alone_at_the_foot_of_the_page_on_which_a_table_begins() {
    for lines in 30..60 {
        let mut flow = flow();
        (0..lines).for_each(|_| flow.text("先救人。", Style::regular(950), 0));
        table((0..3).map(|_| vec!["编织袋".into()])).draw(&mut flow);
        let document = flow.finish();
        for page in &document.pages {
            let texts = texts(page);
            let rows = texts.iter().filter(|text| **text == "编织袋").count();
            assert_ne!(rows, 1, "below {lines} lines");
        }
    }
}

#[test]
fn a_sum_is_never_parted_from_the_last_row() {
    for count in 2..60 {
        let rows = (0..count).map(|_| vec!["编织袋".into(), "".into(), "5".into()]);
        let mut summed = table(rows);
        summed.sums = vec!["合计".into()];
        let document = draw(&summed);
        let last = document.pages.last().unwrap();
        let texts = texts(last);
        assert!(
            texts.contains(&"编织袋") && texts.contains(&"合计"),
            "{count}"
        );
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_below_a_repeated_head() {
    let lines: Vec<String> = (0..150).map(|n| format!("句{n}")).collect();
    let document = draw(&table(
        [vec!["高".into(), lines.join("\n").into()]].into_iter(),
    ));
    assert!(document.pages.len() > 2);
    let set: Vec<&str> = document
        .texts()
        .filter(|text| text.starts_with('句'))
        .collect();
    assert_eq!(set, lines, "every line of it, in order");
    for page in &document.pages {
        assert!(texts(page).contains(&"内容"));
    }
}

#[test]
fn numbers_end_at_one_edge() {
    let rows = ["7", "1200"].map(|n| vec!["甲".into(), "乙".into(), n.into()]);
    let document = draw(&table(rows.into_iter()));
    let page = &document.pages[0];
    assert_eq!(right_edge(page, "7"), right_edge(page, "1200"));
    assert_eq!(
        right_edge(page, "数量"),
        right_edge(page, "7"),
        "the head stands above them"
    );
}

#[test]
fn a_telephone_number_is_not_broken_by_a_light_column() {
    let mut table = table([vec!["142 0000 0871".into(), "长".repeat(200).into()]].into_iter());
    table.columns[1].weight = 1000;
    assert!(draw(&table).texts().any(|text| text == "142 0000 0871"));
}

#[test]
fn a_column_among_wider_ones_than_the_paper_holds_a_character() {
    let wide = |_| Column::text("14200000871-14200002203", 1);
    let columns = std::iter::once(Column::text("一", 1)).chain((0..7).map(wide));
    let row = std::iter::once(Cell::from("二")).chain((0..7).map(|_| "壹".into()));
    let document = draw(&Table {
        columns: columns.collect(),
        rows: vec![row.collect()],
        sums: Vec::new(),
    });
    let page = &document.pages[0];
    for narrow in ["一", "二"] {
        let next = page.items.iter().filter_map(|item| match item {
            Item::Text { x, text, .. } if text == "壹" => Some(*x),
            _ => None,
        });
        let next = next.min().unwrap();
        let edge = right_edge(page, narrow);
        assert!(
            edge <= next,
            "{narrow} ends at {edge}, its neighbour begins at {next}"
        );
    }
}

#[test]
fn cells_beyond_the_columns_are_printed_too() {
    let row = vec![
        "一".into(),
        "二".into(),
        "三".into(),
        Cell::strong("多出来的"),
    ];
    assert!(
        draw(&table([row].into_iter()))
            .texts()
            .any(|text| text == "多出来的")
    );
}

#[test]
fn an_empty_table_says_so_and_sums_stand_below_the_rows() {
    assert!(
        draw(&table(std::iter::empty()))
            .texts()
            .any(|text| text == "（暂无记录）")
    );
    let mut summed = table([vec!["甲".into()]].into_iter());
    summed.sums = vec!["合计".into(), "".into(), "42".into()];
    let document = draw(&summed);
    assert_eq!(document.texts().filter(|text| *text == "42").count(), 1);
}

#[test]
fn centred_cells_stand_in_the_middle() {
    let mut table = table([vec!["".into(), "条".into()]].into_iter());
    table.columns[1].align = Align::Centre;
    let document = draw(&table);
    let edges = ["条", "内容"].map(|text| right_edge(&document.pages[0], text));
    assert!(
        edges[0] < edges[1],
        "the shorter text ends before the longer one"
    );
}

#[test]
fn sums_are_carried_from_page_to_page_and_come_to_the_whole() {
    let rows = (1..=120).map(|n| vec!["户".into(), "物".into(), Cell::from(n.to_string())]);
    let mut summed = table(rows);
    summed.sums = vec!["合计".into(), "".into(), "7260".into()];
    let document = draw(&summed);
    assert!(document.pages.len() > 1);
    let said: Vec<Vec<&str>> = document.pages.iter().map(texts).collect();
    let behind = |page: &[&str], label: &str| -> Option<String> {
        let at = page.iter().position(|text| *text == label)?;
        page.get(at + 1).map(|text| (*text).to_owned())
    };
    for (page, next) in said.iter().zip(said.iter().skip(1)) {
        let carried = behind(page, "转下页").expect("a broken table says what it came to");
        let numbers = page.iter().filter_map(|text| text.parse::<i64>().ok());
        let before = behind(page, "承上页").and_then(|text| text.parse::<i64>().ok());
        let counted = numbers.sum::<i64>() - carried.parse::<i64>().unwrap();
        assert_eq!(
            carried,
            counted.to_string(),
            "what came before is {before:?}"
        );
        assert_eq!(behind(next, "承上页"), Some(carried));
    }
    let last = said.last().unwrap();
    assert_eq!(behind(last, "合计").as_deref(), Some("7260"));
    assert_eq!(behind(last, "转下页"), None);
}

#[test]
fn a_column_left_to_write_in_stands_between_upright_rules() {
    let uprights = |table: &Table| {
        let document = draw(table);
        let items = document.pages.into_iter().flat_map(|page| page.items);
        let upright = |item: &Item| matches!(item, Item::Line { x, to_x, .. } if x == to_x);
        items.filter(upright).count()
    };
    let rows = |cells: [&'static str; 3]| (0..2).map(move |_| cells.map(Cell::from).to_vec());
    let [filled, open, blank] = [["甲", "乙", "5"], ["甲", "", "5"], ["", "", ""]];
    assert_eq!(uprights(&table(rows(filled))), 0);
    assert_eq!(
        uprights(&table(rows(open))),
        2 * 3,
        "on both sides, head and rows"
    );
    assert_eq!(uprights(&table(rows(blank))), 2 * 3, "between all columns");
    assert_eq!(
        uprights(&table([].into_iter())),
        0,
        "nothing is written into no rows"
    );
}
