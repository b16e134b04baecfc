//! Code lists: what each stored code is called. Data, editable, in `assets/lists/codes.toml`.

use crate::assets::Assets;
use crate::bridge::books::CodeItem;
use crate::problem::Problem;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Every code list by name.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    items: BTreeMap<String, Vec<CodeItem>>,
    aliases: BTreeMap<String, Vec<(String, String)>>,
    fixed: BTreeSet<String>,
}

#[derive(Deserialize)]
struct CodesFile {
    list: Vec<CodesList>,
}

#[derive(Deserialize)]
struct CodesList {
    name: String,
    items: Vec<(String, String)>,
    /// Other ways the offices' own sheets write a code.
    #[serde(default)]
    aliases: Vec<(String, String)>,
    /// Whether the program takes steps by its codes, so that a new one would mean nothing.
    #[serde(default)]
    fixed: bool,
}

impl Lists {
    /// Reads the shipped lists.
    pub fn load(assets: &Assets) -> Result<Self, Problem> {
        let file: CodesFile = assets.toml("lists/codes.toml")?;
        let states = ledger::ALL
            .iter()
            .filter_map(|spec| Some(spec.flow?.states));
        let mut lists = Self {
            fixed: states.map(str::to_owned).collect(),
            ..Self::default()
        };
        for list in file.list {
            let items = list
                .items
                .into_iter()
                .map(|(code, label)| CodeItem { code, label });
            if list.fixed {
                lists.fixed.insert(list.name.clone());
            }
            lists.items.insert(list.name.clone(), items.collect());
            lists.aliases.insert(list.name, list.aliases);
        }
        Ok(lists)
    }

    /// Lays codes added or called otherwise by the township or the office over the shipped ones;
    /// the last one of a code holds. No code ever goes.
    pub(crate) fn lay_over<'a>(&mut self, items: impl IntoIterator<Item = (&'a str, CodeItem)>) {
        for (list, item) in items {
            let Some(known) = self.items.get_mut(list) else {
                continue;
            };
            match known.iter_mut().find(|known| known.code == item.code) {
                Some(known) => known.label = item.label,
                None => known.push(item),
            }
        }
    }

    /// Every list.
    pub fn all(&self) -> &BTreeMap<String, Vec<CodeItem>> {
        &self.items
    }

    /// Whether the program takes steps by the codes of this list: states of flows, and lists
    /// that say so themselves.
    pub fn is_fixed(&self, list: &str) -> bool {
        self.fixed.contains(list)
    }

    /// Items of a list, in order.
    pub fn items(&self, list: &str) -> &[CodeItem] {
        self.items.get(list).map_or(&[], Vec::as_slice)
    }

    /// Other ways the offices' own sheets write the codes of a list.
    pub fn aliases(&self, list: &str) -> &[(String, String)] {
        self.aliases.get(list).map_or(&[], Vec::as_slice)
    }

    /// What a code is called; the code itself where the list does not know it.
    pub fn label<'a>(&'a self, list: &str, code: &'a str) -> &'a str {
        self.items(list)
            .iter()
            .find(|item| item.code == code)
            .map_or(code, |item| &item.label)
    }

    /// The code that is called so, written so, or known by this other name.
    pub fn code(&self, list: &str, text: &str) -> Option<&str> {
        let is_it = |item: &&CodeItem| item.label == text || item.code == text;
        let by_name = self
            .items(list)
            .iter()
            .find(is_it)
            .map(|item| item.code.as_str());
        by_name.or_else(|| {
            let mut aliases = self.aliases(list).iter();
            aliases
                .find(|(alias, _)| alias == text)
                .map(|(_, code)| code.as_str())
        })
    }
}
