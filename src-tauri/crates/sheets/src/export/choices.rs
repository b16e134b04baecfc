//! Pull-downs. The choices stand on a hidden sheet, because Excel takes only 255 characters of
//! them inline.

use super::column::Column;
use crate::error::SheetError;
use crate::grid::letters;
use crate::intake::Context;
use ledger::Type;
use rust_xlsxwriter::{DataValidation, Formula, Workbook, Worksheet};

/// Name of the hidden sheet.
pub(crate) const SHEET: &str = "选项";

/// The lists of a workbook, one column each on the hidden sheet.
#[derive(Default)]
pub(super) struct Choices {
    lists: Vec<(&'static str, Vec<String>)>,
}

impl Choices {
    /// Offers a pull-down in the cells below the head of a column that takes one of a list.
    pub(super) fn offer(
        &mut self,
        sheet: &mut Worksheet,
        place: u16,
        column: &Column<'_>,
        (last_row, context): (u32, &Context<'_>),
    ) -> Result<(), SheetError> {
        let (name, labels) = match column.field.kind {
            Type::Code(list) => {
                let items = context.labels.items(list);
                (list, items.into_iter().map(|(_, label)| label).collect())
            }
            Type::Bool => ("", vec!["是".to_owned(), "否".to_owned()]),
            _ => return Ok(()),
        };
        let Some(range) = self.range(name, labels) else {
            return Ok(());
        };
        let pull_down = DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_title("不在可选项里")?
            .set_error_message("请从下拉框里选一项。")?;
        sheet.add_data_validation(1, place, last_row, place, &pull_down)?;
        Ok(())
    }

    fn range(&mut self, name: &'static str, labels: Vec<String>) -> Option<String> {
        let last = labels.len();
        if last == 0 {
            return None;
        }
        let known = self.lists.iter().position(|(list, _)| *list == name);
        let place = known.unwrap_or_else(|| {
            self.lists.push((name, labels));
            self.lists.len() - 1
        });
        let column = letters(u32::try_from(place).ok()?);
        Some(format!("='{SHEET}'!${column}$1:${column}${last}"))
    }

    pub(super) fn write(self, book: &mut Workbook) -> Result<(), SheetError> {
        if self.lists.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(SHEET)?;
        sheet.set_hidden(true);
        for (column, (_, labels)) in (0..).zip(self.lists) {
            for (row, label) in (0..).zip(labels) {
                sheet.write_string(row, column, label)?;
            }
        }
        Ok(())
    }
}
