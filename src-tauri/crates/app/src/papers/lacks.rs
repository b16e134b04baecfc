//! What the books have nothing of. A paper is printed all the same: it says so, with where to enter
//! it; its preview says so too, and the pouch names it on its page of contents.

use crate::bridge::file::OfficeKind;
use ledger::Spec;
use std::cell::RefCell;

/// A village that has not said yet who lives in danger.
pub(super) const NOBODY_IN_DANGER: &str =
    "还没有登记住在危险区的户：到“户册”里新增，勾选“在危险区”。";

/// Something that a paper should say and the books do not know, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    /// The paper says nothing beside it.
    Everything(String),
    /// The rest stands there, or lines to write it on.
    Something(String),
}

impl Lack {
    /// What is missing, and where it is entered.
    pub(crate) fn sentence(&self) -> &str {
        match self {
            Self::Everything(sentence) | Self::Something(sentence) => sentence,
        }
    }
}

/// What is found missing while a paper is gathered.
#[derive(Default)]
pub(crate) struct Lacks(RefCell<Vec<Lack>>);

impl Lacks {
    /// The paper has nothing to say but this sentence.
    pub(super) fn everything(&self, sentence: impl Into<String>) {
        self.0.borrow_mut().push(Lack::Everything(sentence.into()));
    }

    /// The paper goes without something.
    pub(super) fn something(&self, sentence: impl Into<String>) {
        self.0.borrow_mut().push(Lack::Something(sentence.into()));
    }

    /// The same, said once however often it is found.
    pub(super) fn once(&self, sentence: String) {
        let lack = Lack::Something(sentence);
        let mut found = self.0.borrow_mut();
        if !found.contains(&lack) {
            found.push(lack);
        }
    }

    /// What was found so far, as the paper says it.
    pub(super) fn sentences(&self) -> Vec<String> {
        let found = self.0.borrow();
        found
            .iter()
            .map(|lack| lack.sentence().to_owned())
            .collect()
    }

    /// What was found.
    pub(super) fn into_found(self) -> Vec<Lack> {
        self.0.into_inner()
    }
}

/// Ledgers of what nobody wishes for: nobody is asked to enter any.
const UNWISHED: [&str; 7] = [
    "callout",
    "casualty",
    "damaged_house",
    "destruction",
    "incident",
    "relief",
    "tip_off",
];

/// That a list of an office has no record yet: that of a township holds its villages' too.
pub(super) fn none_listed(spec: &Spec, office: OfficeKind) -> String {
    match office {
        OfficeKind::Village => none_of(spec),
        OfficeKind::Town => format!("本单位和各村送来的册子里，“{}”还没有记录。", spec.label),
    }
}

/// That a ledger has no record yet.
pub(super) fn none_of(spec: &Spec) -> String {
    let label = spec.label;
    if UNWISHED.contains(&spec.name) {
        return format!("“{label}”还没有登记：有了再到“{label}”里记。");
    }
    format!("“{label}”还没有记录：到“{label}”里新增。")
}
