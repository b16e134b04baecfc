//! Where a passage stands in its file.

use toml::{Table, Value};

/// The way to a passage.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// An array or a table; empty for the file itself.
    first: String,
    /// The table of the array whose key holds this; none where `first` is a table.
    among: Option<(String, String)>,
    key: String,
}

/// What stands there.
pub(super) enum Content<'a> {
    /// One sentence or more in one text, or a paragraph on each line of it.
    Text(&'a str),
    /// Lines.
    List(&'a [Value]),
}

impl<'a> Content<'a> {
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text)),
            Value::Array(list) => Some(Self::List(list)),
            _ => None,
        }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        match self {
            Self::Text(text) => {
                let lines = text.split('\n').filter(|line| !line.is_empty());
                lines.map(str::to_owned).collect()
            }
            Self::List(list) => {
                let texts = list.iter().filter_map(Value::as_str);
                texts.map(str::to_owned).collect()
            }
        }
    }
}

impl Place {
    /// A key of the table of an array that is told apart by another key.
    pub(super) fn in_array(array: &str, (id, value): (&str, &str), key: &str) -> Self {
        Self {
            first: array.to_owned(),
            among: Some((id.to_owned(), value.to_owned())),
            key: key.to_owned(),
        }
    }

    /// A key of a table.
    pub(super) fn in_table(table: &str, key: &str) -> Self {
        Self {
            first: table.to_owned(),
            among: None,
            key: key.to_owned(),
        }
    }

    /// What stands there.
    pub(super) fn read<'a>(&self, file: &'a Table) -> Option<Content<'a>> {
        let table = file.get(&self.first)?.as_table()?;
        table.get(&self.key).and_then(Content::of)
    }

    /// Puts lines in the place of what stands there, in the same shape.
    pub(super) fn put(&self, file: &mut Table, lines: &[String]) {
        let Some(value) = self.table(file).and_then(|table| table.get_mut(&self.key)) else {
            return;
        };
        *value = match value {
            Value::String(old) if old.contains('\n') => Value::String(lines.join("\n") + "\n"),
            Value::String(_) => Value::String(lines.concat()),
            _ => Value::Array(lines.iter().cloned().map(Value::String).collect()),
        };
    }

    fn table<'a>(&self, file: &'a mut Table) -> Option<&'a mut Table> {
        let first = file.get_mut(&self.first)?;
        let Some((id, wanted)) = &self.among else {
            return first.as_table_mut();
        };
        let mut tables = first.as_array_mut()?.iter_mut();
        tables.find_map(|value| {
            let is_it = value.get(id).and_then(Value::as_str) == Some(wanted);
            value.as_table_mut().filter(|_| is_it)
        })
    }
}
