//! The code lists as people read them. The lists are data outside this crate; whoever calls it
//! says what stands in them.

use crate::header::key;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// What codes and rows are called.
pub trait Labels {
    /// Codes and labels of a list in the order of its pull-down; none if there is no such list.
    fn items(&self, list: &str) -> Vec<(String, String)>;

    /// Other words found in offices' sheets, and the code each means.
    fn aliases(&self, _list: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    /// What a person said the columns under a header are, by their letters: a field's name or
    /// nothing. `signature` tells the header from others.
    fn columns(&self, _signature: &str) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// What names a row of a ledger to a person; its id is written where nothing does.
    fn title(&self, _ledger: &str, _id: &str) -> Option<String> {
        None
    }
}

/// Code lists looked up by words; each list is asked for, and each word looked up, once.
pub(crate) struct Lists<'a> {
    labels: &'a dyn Labels,
    lists: RefCell<HashMap<&'static str, List>>,
}

/// One list: its words as they are compared, and what was answered before.
#[derive(Default)]
struct List {
    words: HashMap<String, String>,
    exact: HashMap<String, Option<String>>,
    within: HashMap<String, Option<String>>,
}

impl<'a> Lists<'a> {
    pub(crate) fn new(labels: &'a dyn Labels) -> Self {
        Self {
            labels,
            lists: RefCell::default(),
        }
    }

    /// The code a word stands for: a label, an alias or the code itself.
    pub(crate) fn code(&self, list: &'static str, word: &str) -> Option<String> {
        self.with(list, |list| {
            if let Some(known) = list.exact.get(word) {
                return known.clone();
            }
            let code = list.words.get(&key(word)).cloned();
            list.exact.insert(word.to_owned(), code.clone());
            code
        })
    }

    /// The code of the longest label or alias that a text contains, if it is none itself.
    pub(crate) fn code_within(&self, list: &'static str, text: &str) -> Option<String> {
        self.with(list, |list| {
            if let Some(known) = list.within.get(text) {
                return known.clone();
            }
            let code = list.longest_within(&key(text));
            list.within.insert(text.to_owned(), code.clone());
            code
        })
    }

    /// The labels of a list, as far as they fit into a sentence.
    pub(crate) fn choices(&self, list: &str) -> String {
        let labels: Vec<String> = self
            .labels
            .items(list)
            .into_iter()
            .map(|(_, label)| label)
            .collect();
        let few = labels
            .iter()
            .take(8)
            .cloned()
            .collect::<Vec<_>>()
            .join("、");
        if labels.len() > 8 { few + "等" } else { few }
    }

    fn with<T>(&self, name: &'static str, ask: impl FnOnce(&mut List) -> T) -> T {
        let mut lists = self.lists.borrow_mut();
        ask(lists.entry(name).or_insert_with(|| List {
            words: self.words_of(name),
            ..List::default()
        }))
    }

    fn words_of(&self, list: &str) -> HashMap<String, String> {
        let items = self.labels.items(list);
        let mut words: HashMap<String, String> = HashMap::new();
        for (code, label) in &items {
            words.insert(key(label), code.clone());
        }
        for (alias, code) in self.labels.aliases(list) {
            words.entry(key(&alias)).or_insert(code);
        }
        for (code, _) in items {
            words.entry(key(&code)).or_insert(code);
        }
        words
    }
}

impl List {
    fn longest_within(&self, text: &str) -> Option<String> {
        let inside = self
            .words
            .iter()
            .filter(|(word, _)| word.chars().count() > 1 && text.contains(word.as_str()));
        // The word itself decides between equals, so that the choice never depends on hashing.
        let longest = inside.max_by_key(|(word, _)| (word.len(), word.as_str()));
        let exact = self.words.get(text);
        exact.or(longest.map(|(_, code)| code)).cloned()
    }
}
