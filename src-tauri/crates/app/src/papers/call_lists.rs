//! 叫应名单 on paper, a page for each group: who knocks at which door, with columns to write the
//! tries and the answer in. Where the telephones are dead these lists are the calls; afterwards they
//! are keyed in by their numbers.

use super::{Gather, Order, proven};
use crate::acts::night::{self, Door, DoorList};
use crate::papers::masked_name;
use crate::problem::Problem;
use print::documents::form::{self, Fact, Form, Part};
use print::documents::register::Orientation;
use print::documents::{Audience, Lettering};
use print::page::Document;
use print::table::{Cell, Column, Table};

/// A village that has said neither who acts nor who is to be woken.
const NOBODY: &str =
    "还没有要叫的人：到“岗位”里写上谁负责，到“户册”里勾选哪些户在危险区。这是空白表，可以先手写。";
/// A door without a telephone.
const NO_PHONE: &str = "没有电话，敲门";
/// Empty rows behind those of a group.
const BLANK: usize = 3;
/// Empty rows of a list of nobody.
const ALL_BLANK: usize = 12;
/// Columns at the end that are written on: the tries and the answer.
const ON_PAPER: usize = TRIES + 1;
/// How often somebody is tried before the next one up is told.
const TRIES: usize = 3;

pub(super) fn lay_out(gather: &Gather<'_>, _: &Order) -> Result<Document, Problem> {
    let mut lists = night::door_lists(gather.desk, gather.office)?;
    if lists.is_empty() {
        gather.lacks.something(NOBODY);
        lists.push(DoorList {
            group: String::new(),
            head: String::new(),
            doors: Vec::new(),
        });
    }
    let warned = night::warned_area(gather.desk, gather.office)?;
    let warned = warned.map_or_else(String::new, |warned| warned.title);
    let pages = lists.iter().map(|list| page(gather, (list, &warned)));
    let mut pages: Vec<Form> = pages.collect();
    // One proof for all: a page says only that it is one of them.
    let said: Vec<_> = pages.iter().map(|page| &page.parts).collect();
    let imprint = proven(gather, None, &said)?;
    for page in &mut pages {
        page.imprint = imprint.clone();
    }
    Ok(form::lay_out(&pages, gather.desk.fonts()?))
}

fn page(gather: &Gather<'_>, (list, warned): (&DoorList, &str)) -> Form {
    let group = match list.group.as_str() {
        "" if list.doors.is_empty() => "",
        "" => "没写组别的",
        group => group,
    };
    let count = list.doors.len();
    let reached = list.doors.iter().filter(|door| !door.answered.is_empty());
    let reached = reached.count();
    // Nobody to call is a list that is still to be written.
    let asked = match count {
        0 => String::new(),
        count => format!("{count}人，已应{reached}人"),
    };
    let today = match warned {
        "" => String::new(),
        _ => gather.today(),
    };
    Form {
        title: "叫应名单".to_owned(),
        number: group.to_owned(),
        orientation: Orientation::Landscape,
        lettering: Lettering::Usual,
        parts: vec![
            Part::Facts(vec![
                Fact::half("组长", named(gather, &list.head)),
                Fact::half("要叫", asked),
                Fact::half("哪次预警", warned),
                Fact::half("日期", today),
            ]),
            Part::Paragraph(
                "电话不通就敲门、喊喇叭、敲锣。两人一组。应了的写几点应的；没应的写没应，再去一次；\
                 三次不应报村值守。说不准几点就在时间前写“约”。"
                    .to_owned(),
            ),
            Part::Table(table(gather, list)),
            Part::Signatures(vec![Fact::half("谁去叫的", ""), Fact::half("交回时间", "")]),
        ],
        ..Form::default()
    }
}

fn table(gather: &Gather<'_>, list: &DoorList) -> Table {
    let rows = list.doors.iter().map(|door| row(gather, door));
    let count = if list.doors.is_empty() {
        ALL_BLANK
    } else {
        BLANK
    };
    let blank = std::iter::repeat_n(vec![Cell::from(""); 10], count);
    let tries = ["第1次", "第2次", "第3次"].map(|label| Column::text(label, 8));
    let mut columns = vec![
        Column::number("序", 3),
        Column::text("叫谁", 7),
        Column::text("身份", 10),
        Column::text("电话", 9),
        Column::text("住哪", 10),
        Column::text("谁去敲", 7),
    ];
    columns.extend(tries);
    columns.push(Column::text("几点应的", 8));
    let written_on = columns.len() - ON_PAPER;
    let table = Table {
        columns,
        rows: rows.chain(blank).collect(),
        sums: Vec::new(),
    };
    match gather.audience {
        Audience::Public => table.without_mute_columns(|at| at >= written_on),
        Audience::Duty => table,
    }
}

fn row(gather: &Gather<'_>, door: &Door) -> Vec<Cell> {
    let is_public = gather.audience == Audience::Public;
    let open = |text: &str| {
        if is_public {
            String::new()
        } else {
            text.to_owned()
        }
    };
    let mut cells = vec![
        door.number.to_string(),
        named(gather, &door.name),
        door.roles.clone(),
        open(if door.phone.is_empty() {
            NO_PHONE
        } else {
            &door.phone
        }),
        open(&door.address),
        match door.knocker.as_str() {
            "" => gather.duty_label().to_owned(),
            knocker => named(gather, knocker),
        },
    ];
    let tries = door.tries.iter().map(String::as_str);
    cells.extend(
        tries
            .chain(std::iter::repeat(""))
            .take(TRIES)
            .map(str::to_owned),
    );
    cells.push(door.answered.clone());
    cells.into_iter().map(Cell::from).collect()
}

fn named(gather: &Gather<'_>, name: &str) -> String {
    match gather.audience {
        Audience::Public => masked_name(name),
        Audience::Duty => name.to_owned(),
    }
}
