//! Texts on papers and screens, passage by passage: the shipped files of `assets/texts` with what
//! the township and then the office words otherwise laid over them. `passages.toml` says which
//! passages may be worded and how long they may be, `safety_points.toml` what each must keep
//! saying (domain §8.5). What keeps to neither is passed over: the paper then says what is shipped.

mod place;
mod rules;

use crate::assets::Assets;
use crate::problem::Problem;
use place::{Content, Place};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

use rules::Rules;
pub(crate) use rules::{Fault, Point};

/// Every text, as it holds in the books at hand.
#[derive(Clone, Debug)]
pub(crate) struct Passages {
    files: BTreeMap<String, toml::Table>,
    chapters: Vec<Chapter>,
    all: Vec<Passage>,
    rules: Rules,
}

/// The passages of a file, under one heading.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chapter {
    /// Name of the file.
    pub(crate) name: String,
    /// Heading.
    pub(crate) title: String,
    /// The paper on which a trial is looked at, `{entry}` for one of the same name; empty where
    /// there is none.
    #[serde(default)]
    pub(crate) paper: String,
    /// Passages that repeat in each table of an array.
    #[serde(default)]
    entries: Vec<Entries>,
    /// Passages that stand once in the file.
    #[serde(default)]
    whole: Vec<Whole>,
}

/// Tables of an array, each with the same parts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    /// Name of the array.
    array: String,
    /// Key that tells its tables apart.
    id: String,
    /// Key of what a table is called.
    title: String,
    parts: Vec<PartOf>,
}

/// A part of each table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartOf {
    key: String,
    label: String,
    lines: usize,
    chars: usize,
}

/// A passage that stands once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    table: String,
    key: String,
    entry: String,
    label: String,
    lines: usize,
    chars: usize,
}

/// Lines that are worded together.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// Name: `hazard_cards/flood/first`.
    pub(crate) name: String,
    /// Name of the file.
    pub(crate) file: String,
    /// What it is about.
    pub(crate) entry: String,
    /// Which part of it.
    pub(crate) label: String,
    /// Most lines.
    pub(crate) most_lines: usize,
    /// Most characters of a line.
    pub(crate) most_chars: usize,
    /// As shipped.
    pub(crate) shipped: Vec<String>,
    /// As worded in the books at hand.
    set: Option<Vec<String>>,
    place: Place,
}

impl Passage {
    /// Words in braces that the shipped lines hold.
    pub(crate) fn places(&self) -> BTreeSet<String> {
        rules::places(&self.shipped)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    chapter: Vec<Chapter>,
}

impl Passages {
    /// Reads the shipped texts.
    pub(crate) fn load(assets: &Assets) -> Result<Self, Problem> {
        let catalogue: Catalogue = assets.toml("texts/passages.toml")?;
        let rules: Rules = assets.toml("texts/safety_points.toml")?;
        let mut files = BTreeMap::new();
        let mut all = Vec::new();
        for chapter in &catalogue.chapter {
            let file: toml::Table = assets.toml(&format!("texts/{}.toml", chapter.name))?;
            all.extend(chapter.passages(&file));
            files.insert(chapter.name.clone(), file);
        }
        Ok(Self {
            files,
            chapters: catalogue.chapter,
            all,
            rules,
        })
    }

    /// Lays wordings over what held before; the last one of a passage holds. One that breaks a
    /// rule, written by a program that knew other rules, is passed over.
    pub(crate) fn lay_over(&mut self, wordings: impl IntoIterator<Item = (String, Vec<String>)>) {
        for (name, lines) in wordings {
            let is_sound = self
                .named(&name)
                .is_some_and(|passage| self.fault(passage, &lines).is_none());
            if is_sound {
                self.set(&name, lines);
            }
        }
    }

    /// Words a passage without asking any rule: for a trial nobody keeps.
    pub(crate) fn set(&mut self, name: &str, lines: Vec<String>) {
        let known = self.all.iter_mut().find(|passage| passage.name == name);
        if let Some(passage) = known {
            passage.set = Some(lines);
        }
    }

    /// The chapters.
    pub(crate) fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// The passages of a chapter, in order.
    pub(crate) fn of<'a>(&'a self, chapter: &'a Chapter) -> impl Iterator<Item = &'a Passage> {
        let passages = self.all.iter();
        passages.filter(move |passage| passage.file == chapter.name)
    }

    /// The paper on which a passage is looked at; a form's own where `{entry}` stands for it.
    pub(crate) fn paper_of(&self, passage: &Passage) -> String {
        let mut chapters = self.chapters.iter();
        let chapter = chapters.find(|chapter| chapter.name == passage.file);
        let entry = passage.name.split('/').nth(1).unwrap_or_default();
        chapter.map_or_else(String::new, |chapter| {
            chapter.paper.replace("{entry}", entry)
        })
    }

    /// The passage of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Passage> {
        self.all.iter().find(|passage| passage.name == name)
    }

    /// What a passage must keep saying.
    pub(crate) fn points<'a>(&'a self, passage: &'a Passage) -> impl Iterator<Item = &'a Point> {
        self.rules.points_of(&passage.name)
    }

    /// What is wrong with lines for a passage, if anything is.
    pub(crate) fn fault(&self, passage: &Passage, lines: &[String]) -> Option<Fault> {
        self.rules.fault(passage, lines)
    }

    /// A text file as it is worded in the books at hand.
    pub(crate) fn file<T: DeserializeOwned>(&self, name: &str) -> Result<T, Problem> {
        let mut file = self.files.get(name).cloned().unwrap_or_default();
        let worded = self.all.iter().filter(|passage| passage.file == name);
        for passage in worded {
            if let Some(lines) = &passage.set {
                passage.place.put(&mut file, lines);
            }
        }
        file.try_into().map_err(|error: toml::de::Error| {
            tracing::error!(name, %error, "text malformed");
            Problem::new(
                "assets_malformed",
                format!(
                    "程序自带的文件 texts/{name}.toml 格式不对。册子没有问题；请改回原样或重新安装程序。"
                ),
            )
        })
    }
}

impl Chapter {
    fn passages(&self, file: &toml::Table) -> Vec<Passage> {
        let repeated = self
            .entries
            .iter()
            .flat_map(|entries| self.repeated(entries, file));
        let whole = self.whole.iter().filter_map(|whole| self.once(whole, file));
        repeated.chain(whole).collect()
    }

    fn repeated(&self, entries: &Entries, file: &toml::Table) -> Vec<Passage> {
        let tables = file.get(&entries.array).and_then(toml::Value::as_array);
        let tables = tables
            .into_iter()
            .flatten()
            .filter_map(|one| one.as_table());
        let mut passages = Vec::new();
        for table in tables {
            let text = |key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or("");
            let id = text(&entries.id);
            for part in &entries.parts {
                let Some(content) = table.get(&part.key).and_then(Content::of) else {
                    continue;
                };
                passages.push(Passage {
                    name: format!("{}/{id}/{}", self.name, part.key),
                    file: self.name.clone(),
                    entry: text(&entries.title).to_owned(),
                    label: part.label.clone(),
                    most_lines: part.lines,
                    most_chars: part.chars,
                    shipped: content.lines(),
                    set: None,
                    place: Place::in_array(&entries.array, (&entries.id, id), &part.key),
                });
            }
        }
        passages
    }

    fn once(&self, whole: &Whole, file: &toml::Table) -> Option<Passage> {
        let place = Place::in_table(&whole.table, &whole.key);
        let shipped = place.read(file)?.lines();
        Some(Passage {
            name: format!("{}/{}/{}", self.name, whole.table, whole.key),
            file: self.name.clone(),
            entry: whole.entry.clone(),
            label: whole.label.clone(),
            most_lines: whole.lines,
            most_chars: whole.chars,
            shipped,
            set: None,
            place,
        })
    }
}

#[cfg(test)]
mod tests;
