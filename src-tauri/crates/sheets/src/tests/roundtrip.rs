//! What is exported comes back as it was.

use super::{context, grid};
use crate::generic::is_template;
use crate::grid::{Grid, read_bytes};
use crate::intake::SkipKind;
use crate::{
    Aside, Context, Fault, Labels, Line, Refused, SheetError, export, generic, hazards, rejects,
    supplies, template,
};
use ledger::{ALL, Field, Menu, Row, Spec, Type, Value};
use proptest::prelude::*;

fn export_and_read(spec: &Spec, lines: &[Line]) -> Grid {
    let fields: Vec<&Field> = spec.fields.iter().collect();
    let bytes = export(spec, &fields, lines, &context()).unwrap();
    let mut grids = read_bytes(&bytes, "").unwrap().grids;
    assert_eq!(grids.len(), 1, "the choices are hidden");
    grids.remove(0)
}

fn codes(list: &str) -> Vec<String> {
    context()
        .labels
        .items(list)
        .into_iter()
        .map(|(code, _)| code)
        .collect()
}

fn text() -> impl Strategy<Value = Value> {
    "[张三李四护栏断了，。A-Za-z0-9 ]{0,10}[甲乙丙]"
        .prop_map(|text: String| Value::from(text.trim()))
}

/// A value as the field would have read it from a form.
fn value(field: &'static Field) -> BoxedStrategy<Value> {
    let day = (1901..2100_i32, 1..=12_u32, 1..=28_u32);
    let filled = match field.kind {
        Type::Int => (-9_999_999..9_999_999_i64).prop_map(Value::Int).boxed(),
        Type::Decimal(_) => any::<i64>().prop_map(Value::Int).boxed(),
        Type::Figure(_) => prop_oneof![
            any::<i64>().prop_map(Value::Int),
            Just(Value::Text("checking".to_owned())),
        ]
        .boxed(),
        Type::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Type::Date => day
            .prop_map(|(y, m, d)| Value::Text(format!("{y}-{m:02}-{d:02}")))
            .boxed(),
        Type::Time => (day, 0..24_u32, 0..60_u32)
            .prop_map(|((y, m, d), hour, minute)| {
                Value::Text(format!("{y}-{m:02}-{d:02}T{hour:02}:{minute:02}+08:00"))
            })
            .boxed(),
        Type::MonthDay => (1..=12_u32, 1..=28_u32)
            .prop_map(|(m, d)| Value::Text(format!("{m:02}-{d:02}")))
            .boxed(),
        Type::Phone => "1420000[0-9]{4}".prop_map(Value::Text).boxed(),
        Type::IdNo => "990101[0-9]{11}[0-9X]".prop_map(Value::Text).boxed(),
        Type::AreaCode => "0[0-9]{11}".prop_map(Value::Text).boxed(),
        Type::Code(list) => prop::sample::select(codes(list))
            .prop_map(Value::Text)
            .boxed(),
        Type::Codes(list) => prop::collection::btree_set(prop::sample::select(codes(list)), 1..4)
            .prop_map(Value::Set)
            .boxed(),
        Type::Lines => prop::collection::vec("[甲乙丙丁，。]{1,6}", 1..4)
            .prop_map(Value::Lines)
            .boxed(),
        Type::Text | Type::LongText => text().boxed(),
        // References are words to be matched with the books: tested by themselves.
        Type::Ref(_) | Type::Refs(_) => Just(Value::Null).boxed(),
    };
    prop_oneof![1 => Just(Value::Null), 3 => filled].boxed()
}

fn row(spec: &'static Spec) -> impl Strategy<Value = Row> {
    let values: Vec<_> = spec
        .fields
        .iter()
        .map(|field| value(field).prop_map(move |value| (field.name, value)))
        .collect();
    values.prop_map(|values| {
        let mut row = Row::default();
        for (name, value) in values {
            row.set(name, value);
        }
        row
    })
}

fn ledger_and_rows() -> impl Strategy<Value = (&'static Spec, Vec<Row>)> {
    prop::sample::select(ALL.to_vec())
        .prop_flat_map(|spec| (Just(spec), prop::collection::vec(row(spec), 1..4)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn importing_our_own_export_is_the_identity_for_every_ledger((spec, rows) in ledger_and_rows()) {
        let lines: Vec<Line> = (0..)
            .zip(rows)
            .map(|(number, values)| Line { key: format!("k{number}"), values })
            .collect();
        let intake = generic(&export_and_read(spec, &lines), spec, &context()).unwrap();
        prop_assert_eq!(&intake.rejected, &[]);
        prop_assert_eq!(&intake.unmapped, &[]);
        let back: Vec<Line> = intake
            .records
            .into_iter()
            .map(|record| Line { key: record.key, values: record.fields.values })
            .collect();
        prop_assert_eq!(back, lines, "{}", spec.name);
    }
}

#[test]
fn every_template_offers_each_field_and_its_example_line_is_passed_over() {
    for spec in ALL.iter().filter(|spec| spec.menu != Menu::Hidden) {
        let bytes = template(spec, &context()).unwrap();
        let grid = read_bytes(&bytes, "").unwrap().grids.remove(0);
        assert_eq!(grid.sheet, spec.label);
        assert!(is_template(&grid, spec), "{}", spec.name);
        let intake = generic(&grid, spec, &context()).unwrap();
        assert_eq!(intake.records, [], "{}: nothing to take in", spec.name);
        assert_eq!(intake.rejected, [], "{}", spec.name);
        let skipped: Vec<SkipKind> = intake.skipped.iter().map(|row| row.kind).collect();
        assert_eq!(
            skipped,
            [SkipKind::Heading, SkipKind::Example],
            "{}",
            spec.name
        );
        let offered: Vec<&str> = intake.mapping.iter().map(|mapped| mapped.field).collect();
        let entered = spec.fields.iter().filter(|field| !field.automatic);
        assert!(
            entered.map(|field| field.name).eq(offered),
            "{}: every field once",
            spec.name
        );
        assert_eq!(intake.unmapped, [], "{}", spec.name);
    }
}

#[test]
fn no_label_contains_the_mark_that_separates_several() {
    for spec in ALL {
        for field in spec.fields {
            let (Type::Code(list) | Type::Codes(list)) = field.kind else {
                continue;
            };
            for (code, label) in context().labels.items(list) {
                let marks = crate::fields::LISTED;
                assert!(
                    !label.contains(marks),
                    "{list}.{code}: {label} could not be read back"
                );
            }
        }
    }
}

/// Titles for references.
struct Titled;

impl Labels for Titled {
    fn items(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn title(&self, _: &str, id: &str) -> Option<String> {
        (id == "一号").then(|| "郭福生 1组".to_owned())
    }
}

#[test]
fn a_reference_is_written_as_its_title_and_comes_back_as_words() {
    let spec = &ledger::kinds::hazard::SPEC;
    let owner = spec.field("owner_id").unwrap();
    let context = Context {
        labels: &Titled,
        ..context()
    };
    let mut values = Row::default();
    values.set("owner_id", "一号");
    values.set("description", "护栏断了。");
    let line = Line {
        key: String::new(),
        values,
    };
    let fields = [owner, spec.field("description").unwrap()];
    let bytes = export(spec, &fields, &[line], &context).unwrap();
    let grid = read_bytes(&bytes, "").unwrap().grids.remove(0);
    let intake = generic(&grid, spec, &context).unwrap();
    assert_eq!(intake.records[0].fields.refs["owner_id"], ["郭福生 1组"]);
    assert!(
        !grid.rows[0].line().contains("记录编号"),
        "without keys there is no column for them"
    );
}

#[test]
fn a_cell_that_cannot_be_read_refuses_its_row_with_column_and_choices() {
    let grid = grid(&[
        &["隐患描述", "级别", "期限"],
        &["护栏断了。", "特大", "2026.7.12"],
        &["护栏断了。", "重大", "下个月"],
        &["护栏断了。", "重大", "46057"],
    ]);
    let intake = generic(&grid, &ledger::kinds::hazard::SPEC, &context()).unwrap();
    assert_eq!(intake.rejected[0].column, "B 级别");
    assert_eq!(
        intake.rejected[0].reason,
        "“特大”不在可选项里，可填：一般、重大。"
    );
    assert_eq!(
        (intake.rejected[1].row, intake.rejected[1].column.as_str()),
        (3, "C 期限")
    );
    let values = &intake.records[0].fields.values;
    assert_eq!(
        values.text("due_date"),
        "2026-02-04",
        "a date that lost its format"
    );
}

#[test]
fn the_workbook_of_refused_rows_can_be_corrected_and_imported() {
    let grid = grid(&[
        &["物资清单"],
        &["类别", "名称", "数量", "单位"],
        &["通信设备", "对讲机", "40", "部"],
        &["", "喇叭", "若干", "个"],
        &["后勤保障", "被褥", "20", "套"],
        &["", "", "5", "条"],
    ]);
    let intake = supplies(&grid, &context()).unwrap();
    assert_eq!((intake.records.len(), intake.rejected.len()), (2, 2));
    let faults: Vec<Fault> = intake
        .rejected
        .iter()
        .map(|rejected| Fault {
            row: rejected.row,
            column: rejected.column.clone(),
            reason: rejected.reason.clone(),
        })
        .collect();
    let refused = Refused {
        grid: &grid,
        header_row: intake.header_row,
        carried: &intake.carried,
        rejected: &faults,
        marked: &faults[..1],
    };
    let bytes = rejects(&[refused], context().today).unwrap();
    let book = read_bytes(&bytes, "").unwrap();
    assert_eq!(
        book.asides,
        [Aside::Marked("表·待核对".to_owned())],
        "what came in already is not read again"
    );
    let back = read_bytes(&bytes, "").unwrap().grids.remove(0);
    let lines: Vec<String> = back.rows.iter().map(crate::grid::GridRow::line).collect();
    assert_eq!(lines[1], "类别 名称 数量 单位 原因 要看的列 在原表第几行");
    assert_eq!(
        lines[2],
        "通信设备 喇叭 若干 个 数量“若干”读不懂，请写数字。 C 数量 4"
    );
    assert!(
        lines[3].starts_with("后勤保障 5 条"),
        "the class above is filled in: {}",
        lines[3]
    );
    let again = supplies(&back, &context()).unwrap();
    assert_eq!(
        again.rejected.len(),
        2,
        "uncorrected rows are refused again, none is lost"
    );
}

#[test]
fn an_identity_number_is_written_as_text_and_a_long_value_is_refused() {
    let spec = &ledger::kinds::person::SPEC;
    let line = |name: &'static str, text: &str| {
        let mut values = Row::default();
        values.set(name, text);
        [Line {
            key: String::new(),
            values,
        }]
    };
    let fields: Vec<&Field> = spec.fields.iter().collect();
    let grid = export_and_read(spec, &line("id_no", "990101195603120014"));
    assert_eq!(grid.rows[1].line(), "990101195603120014");
    let long = "长".repeat(40_000);
    let error = export(spec, &fields, &line("remark", &long), &context()).unwrap_err();
    assert_eq!(
        error,
        SheetError::CellTooLong {
            row: 1,
            label: "备注"
        }
    );
}

#[test]
fn the_same_export_gives_the_same_bytes() {
    let spec = &ledger::kinds::hazard::SPEC;
    let bytes = || template(spec, &context()).unwrap();
    assert_eq!(bytes(), bytes(), "no clock and no machine in it");
}

#[test]
fn a_typed_intake_reads_our_own_export_too() {
    let spec = &ledger::kinds::hazard::SPEC;
    let mut values = Row::default();
    values.set("description", "护栏断了。");
    values.set("status", "rectifying");
    values.set("due_date", "2026-08-01");
    let grid = export_and_read(
        spec,
        &[Line {
            key: "k".to_owned(),
            values,
        }],
    );
    let hazard = &hazards(&grid, &context()).unwrap().records[0];
    assert_eq!(hazard.state, "rectifying");
    assert_eq!(hazard.due_on.as_deref(), Some("2026-08-01"));
}
