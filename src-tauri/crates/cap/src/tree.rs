//! The XML as a small tree of names and texts. Prefixes and attributes say nothing a village
//! needs and are passed over. Limits hold before anything is kept: a file from a stick may come
//! from anybody.

use crate::CapError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// Elements within elements; CAP itself needs four.
const MAX_DEPTH: usize = 12;
/// Elements of one file.
const MAX_ELEMENTS: usize = 5_000;
/// Characters of one text; the journal takes no longer one.
const MAX_TEXT: usize = 20_000;

/// An element: what it is called, what it says itself, what stands in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// What it says itself, without blanks around it.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The elements of this name in it.
    pub(crate) fn all<'tree>(&'tree self, name: &str) -> impl Iterator<Item = &'tree Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// What the first of these elements that says anything says.
    pub(crate) fn first<'tree>(&'tree self, names: &[&str]) -> &'tree str {
        let said = names.iter().flat_map(|name| self.all(name));
        let mut said = said.map(Element::text).filter(|text| !text.is_empty());
        said.next().unwrap_or_default()
    }
}

/// The one outermost element.
pub(crate) fn root(text: &str) -> Result<Element, CapError> {
    let mut reader = Reader::from_str(text);
    let mut growing = Growing::default();
    loop {
        match reader.read_event().map_err(|_| CapError::NotXml)? {
            Event::Start(start) => growing.open(start.local_name().as_ref())?,
            Event::Empty(start) => {
                growing.open(start.local_name().as_ref())?;
                growing.close();
            }
            Event::End(_) => growing.close(),
            Event::Text(text) => growing.say(&text.xml10_content())?,
            Event::CData(text) => growing.say(&text.xml10_content())?,
            Event::GeneralRef(name) => growing.say(&meant(&name)?)?,
            // Entities of the file's own could say the same thing a million times.
            Event::DocType(_) => return Err(CapError::Hostile),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return growing.root.ok_or(CapError::NotXml),
        }
    }
}

/// What a reference stands for: a character by number, or one of the five names of XML.
fn meant(reference: &BytesRef<'_>) -> Result<String, CapError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| CapError::NotXml)? {
        return Ok(letter.to_string());
    }
    let letter = match reference.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(CapError::Hostile),
    };
    Ok(letter.to_owned())
}

/// The tree as far as it was read.
#[derive(Default)]
struct Growing {
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl Growing {
    fn open(&mut self, name: &str) -> Result<(), CapError> {
        self.elements += 1;
        if self.open.len() >= MAX_DEPTH {
            return Err(CapError::Hostile);
        }
        if self.elements > MAX_ELEMENTS {
            return Err(CapError::TooLarge);
        }
        if self.root.is_some() {
            return Err(CapError::NotXml);
        }
        self.open.push(Element {
            name: name.to_owned(),
            ..Element::default()
        });
        Ok(())
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(closed),
            None => self.root = Some(closed),
        }
    }

    fn say(&mut self, text: &str) -> Result<(), CapError> {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
            if element.text.len() > MAX_TEXT * 4 || element.text.chars().count() > MAX_TEXT {
                return Err(CapError::TooLarge);
            }
        }
        Ok(())
    }
}
