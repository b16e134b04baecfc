//! Choosing many rows at once: the households of some groups of the village, the cards of some posts.

use crate::office::Office;
use crate::papers;
use crate::problem::Problem;
use ledger::{RowId, Spec, Value};
use std::collections::BTreeSet;
use store::{Query, StoredRow};

/// The field that names a group of the village.
const GROUP: &str = "group";

/// By what the rows of a paper are chosen together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// By the group of the village.
    Group,
    /// By the post a card is for.
    Post,
}

impl Split {
    /// How the rows of a ledger are chosen together, if they are.
    pub(super) fn of(spec: &Spec) -> Option<Self> {
        if spec.name == "response_card" {
            Some(Self::Post)
        } else {
            spec.field(GROUP).map(|_| Self::Group)
        }
    }

    /// What it is called.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Group => "小组",
            Self::Post => "岗位",
        }
    }

    /// The names of which a paper has something to print, in order.
    pub(super) fn names(
        self,
        office: &Office,
        (spec, document): (&'static Spec, &str),
    ) -> Result<Vec<String>, Problem> {
        match self {
            Self::Group => {
                let usual = papers::usually_only(document).into_iter().collect();
                let rows = list(office, spec, usual)?;
                let groups = rows.iter().map(|stored| stored.row.text(GROUP).to_owned());
                let groups: BTreeSet<String> = groups.filter(|group| !group.is_empty()).collect();
                Ok(groups.into_iter().collect())
            }
            Self::Post => {
                let cards = list(office, spec, Vec::new())?;
                let has_card = |post: &StoredRow| {
                    let id = post.id.to_string();
                    cards.iter().any(|card| card.row.text("post_id") == id)
                };
                let mut names: Vec<String> = Vec::new();
                for post in posts(office)?.iter().filter(|post| has_card(post)) {
                    let name = post.row.text("name");
                    if !name.is_empty() && !names.iter().any(|other| other == name) {
                        names.push(name.to_owned());
                    }
                }
                Ok(names)
            }
        }
    }

    /// The rows of the named ones.
    pub(super) fn rows(
        self,
        office: &Office,
        (spec, document): (&'static Spec, &str),
        names: &[String],
    ) -> Result<Vec<RowId>, Problem> {
        let wanted: Vec<Value> = match self {
            Self::Group => names
                .iter()
                .map(|name| Value::from(name.as_str()))
                .collect(),
            Self::Post => posts(office)?
                .iter()
                .filter(|post| names.iter().any(|name| name == post.row.text("name")))
                .map(|post| Value::from(post.id.to_string()))
                .collect(),
        };
        let field = match self {
            Self::Group => GROUP,
            Self::Post => "post_id",
        };
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut equals = vec![(field, wanted)];
        equals.extend(papers::usually_only(document));
        let rows = list(office, spec, equals)?;
        Ok(rows.iter().map(|stored| stored.id).collect())
    }
}

fn posts(office: &Office) -> Result<Vec<StoredRow>, Problem> {
    let mut posts = office.all("post")?;
    posts.sort_by_key(|post| post.row.get("seq").int().unwrap_or(i64::MAX));
    Ok(posts)
}

fn list(
    office: &Office,
    spec: &'static Spec,
    equals: Vec<(&'static str, Vec<Value>)>,
) -> Result<Vec<StoredRow>, Problem> {
    let query = Query {
        area: Some(office.code.clone()),
        equals,
        ..Query::default()
    };
    Ok(office.store.list(office.spec(spec.name)?, &query)?.rows)
}
