//! Rows as plain text that any program reads: comma-separated, UTF-8 with the mark by which Excel
//! knows it.

use crate::error::SheetError;

/// The mark before the text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes rows of cells. What begins like a formula is written as text.
pub fn comma_separated(rows: &[Vec<String>]) -> Result<Vec<u8>, SheetError> {
    let mut bytes = MARK.to_vec();
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    for row in rows {
        let cells = row.iter().map(|cell| as_text(cell));
        writer
            .write_record(cells)
            .map_err(|_| SheetError::Unwritable)?;
    }
    writer.flush().map_err(|_| SheetError::Unwritable)?;
    drop(writer);
    Ok(bytes)
}

/// A spreadsheet would run what begins so.
fn as_text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_quotes_and_line_ends_stay_in_their_cell_and_formulas_are_text() {
        let rows = [
            vec!["姓名".to_owned(), "说明".to_owned()],
            vec!["张三".to_owned(), "一，\"二\",\n三".to_owned()],
            vec!["=1+1".to_owned(), String::new()],
        ];
        let bytes = comma_separated(&rows).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(text.contains("\"一，\"\"二\"\",\n三\""));
        assert!(text.contains("'=1+1"));
    }
}
