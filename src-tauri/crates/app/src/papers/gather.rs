//! Looking up what papers say: people with their phones, rows by reference, masks by edition.

use super::doubts;
use super::filing;
use super::lacks::Lacks;
pub(super) use super::mask::WITHHELD;
use super::mask::{Mask, masked_name};
use super::proofs::Proofs;
use crate::bridge::file::OfficeKind;
use crate::desk::Desk;
use crate::lists::Lists;
use crate::office::{Office, references, spec_of};
use crate::passages::Passages;
use crate::problem::Problem;
use ledger::kinds::person::{called_at, is_here};
use ledger::numbers::phone_groups;
use ledger::{Field, Privacy, Row, RowId, Spec, Type};
use print::documents::Audience;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::StoredRow;

/// The books, seen by a paper of one edition.
pub(crate) struct Gather<'a> {
    /// The desk.
    pub(crate) desk: &'a Desk,
    /// The office.
    pub(crate) office: &'a Office,
    /// The edition.
    pub(crate) audience: Audience,
    /// The texts.
    pub(crate) texts: Arc<Passages>,
    /// What seals its proof; nothing for a sample.
    pub(crate) proofs: Option<Proofs>,
    /// What is found missing.
    pub(super) lacks: Lacks,
    /// What the public edition masks; nothing on duty.
    pub(super) mask: Option<Mask>,
}

/// Somebody, as a paper of this edition names him.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Name; masked in the public edition.
    pub(crate) name: String,
    /// Work phone, else own phone; empty in the public edition.
    pub(crate) phone: String,
    /// Duty in the village.
    pub(crate) duty: String,
    /// Who he is, whatever he is called here.
    pub(crate) id: String,
}

impl Gather<'_> {
    /// The proof of a paper, or of its part about one record, that says this; none on a sample.
    pub(crate) fn proof(
        &self,
        record: Option<RowId>,
        content: &impl serde::Serialize,
    ) -> Result<String, Problem> {
        let proof = self.proofs.as_ref();
        let proof = proof.map(|proofs| proofs.seal(record, content));
        Ok(proof.transpose()?.unwrap_or_default())
    }

    /// What codes are called.
    pub(crate) fn lists(&self) -> Arc<Lists> {
        self.desk.lists()
    }

    /// The code's label of a field of a row.
    pub(crate) fn label(&self, list: &str, row: &Row, field: &str) -> String {
        self.lists().label(list, row.text(field)).to_owned()
    }

    /// Every row of a ledger, or those ordered, as their papers are filed.
    pub(crate) fn rows(&self, ledger: &str, ids: &[RowId]) -> Result<Vec<StoredRow>, Problem> {
        let spec = spec_of(ledger)?;
        if ids.is_empty() {
            let mut rows = self.office.all(ledger)?;
            filing::in_order(spec, &mut rows);
            return Ok(rows);
        }
        let mut rows = self.office.store.rows(spec, ids)?;
        rows.retain(|stored| !stored.gone);
        filing::in_order(spec, &mut rows);
        if rows.len() == ids.len() {
            return Ok(rows);
        }
        Err(Problem::new(
            "record_missing",
            "要印的记录有一条不在册子里了，没有印。请回到列表再选。",
        ))
    }

    /// The row a reference field points to.
    pub(crate) fn target(
        &self,
        row: &Row,
        field: &str,
        ledger: &str,
    ) -> Result<Option<Row>, Problem> {
        let stored = self.stored_target(row, field, ledger)?;
        Ok(stored.map(|stored| stored.row))
    }

    /// The same with what is known of its values.
    pub(crate) fn stored_target(
        &self,
        row: &Row,
        field: &str,
        ledger: &str,
    ) -> Result<Option<StoredRow>, Problem> {
        let Ok(id) = row.text(field).parse() else {
            return Ok(None);
        };
        let stored = self.office.store.row(spec_of(ledger)?, id)?;
        Ok(stored.filter(|stored| !stored.gone))
    }

    /// The person a reference field points to; nobody where it is empty or the person is gone,
    /// dead or moved away.
    pub(crate) fn person(&self, row: &Row, field: &str) -> Result<Option<Named>, Problem> {
        let person = self.stored_target(row, field, "person")?;
        let here = person.filter(|stored| is_here(&stored.row));
        here.map(|stored| self.named_with_doubts(&stored))
            .transpose()
    }

    /// A person, with what the other side wrote of name and phone while nobody decided.
    pub(super) fn named_with_doubts(&self, stored: &StoredRow) -> Result<Named, Problem> {
        let mut named = Named {
            id: stored.id.to_string(),
            ..self.named(&stored.row)
        };
        let mut doubts = doubts::of_row(self, spec_of("person")?, stored)?;
        let phone = match stored.row.text("duty_phone") {
            "" => "mobile",
            _ => "duty_phone",
        };
        named.name.extend(doubts.remove("name"));
        if self.audience == Audience::Duty
            && let Some(doubt) = doubts.remove(phone)
        {
            named.phone = format!("{}{doubt}", phone_groups(&named.phone));
        }
        Ok(named)
    }

    /// How a person is named on this edition.
    pub(crate) fn named(&self, person: &Row) -> Named {
        let phone = called_at(person);
        let (name, phone) = match self.audience {
            Audience::Duty => (person.text("name").to_owned(), phone.to_owned()),
            Audience::Public => (masked_name(person.text("name")), String::new()),
        };
        Named {
            name,
            phone,
            duty: person.text("duty_title").to_owned(),
            id: String::new(),
        }
    }

    /// Name of the person a field points to, or nothing.
    pub(crate) fn person_name(&self, row: &Row, field: &str) -> Result<String, Problem> {
        Ok(self.person(row, field)?.unwrap_or_default().name)
    }

    /// What names the rows that these rows point to, as this edition may name them.
    pub(crate) fn names<'r>(
        &self,
        spec: &Spec,
        rows: impl IntoIterator<Item = &'r Row>,
    ) -> Result<BTreeMap<RowId, String>, Problem> {
        if self.audience == Audience::Duty {
            return self.office.names(spec, rows);
        }
        let rows: Vec<&Row> = rows.into_iter().collect();
        let mut names = BTreeMap::new();
        for field in spec.fields {
            let (Type::Ref(target) | Type::Refs(target)) = field.kind else {
                continue;
            };
            let target = spec_of(target)?;
            let ids = rows.iter().flat_map(|row| references(row.get(field.name)));
            let ids: BTreeSet<RowId> = ids.collect();
            let ids: Vec<RowId> = ids.into_iter().collect();
            for stored in self.office.store.rows(target, &ids)? {
                names.insert(stored.id, self.public_title(target, &stored.row)?);
            }
        }
        Ok(names)
    }

    /// What a field says in this edition.
    pub(super) fn shown(&self, spec: &Spec, field: &Field, text: String) -> String {
        match &self.mask {
            Some(mask) => mask.field(spec, field, text),
            None => text,
        }
    }

    /// A free text as this edition may say it.
    pub(super) fn open(&self, text: &str) -> String {
        match &self.mask {
            Some(mask) => mask.text(text),
            None => text.to_owned(),
        }
    }

    /// A telephone that may be an office's, as this edition may tell it.
    pub(super) fn line(&self, number: &str) -> String {
        match &self.mask {
            Some(mask) => mask.phone(number),
            None => number.to_owned(),
        }
    }

    /// Somebody's own telephone, as this edition may tell it.
    pub(super) fn phone(&self, person: &Named) -> String {
        match self.audience {
            Audience::Duty => person.phone.clone(),
            Audience::Public => WITHHELD.to_owned(),
        }
    }

    /// What names a row, as this edition may name it.
    pub(crate) fn title(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        match self.audience {
            Audience::Duty => self.office.title(spec, row),
            Audience::Public => self.public_title(spec, row),
        }
    }

    /// The title without what is personal, before it what the row belongs to as
    /// [`Office::title`] has it: a person as 张**, a batch with its goods.
    fn public_title(&self, spec: &Spec, row: &Row) -> Result<String, Problem> {
        if spec.name == "person" {
            return Ok(masked_name(row.text("name")));
        }
        let fields = spec.title.iter().filter_map(|name| spec.field(name));
        let open = fields.filter(|field| field.privacy < Privacy::Personal);
        let own: Vec<String> = open.map(|field| self.open(row.text(field.name))).collect();
        let own = own.join(" ").trim().to_owned();
        if !own.is_empty() && !spec.unique.is_empty() {
            return Ok(own);
        }
        let columns = spec.columns.iter().filter_map(|name| spec.field(name));
        let mut targets = columns.filter_map(|field| match field.kind {
            Type::Ref(target) => Some((field.name, target)),
            _ => None,
        });
        let of = match targets.next() {
            Some((field, target)) => self.target(row, field, target)?.zip(Some(spec_of(target)?)),
            None => None,
        };
        let of = of.map(|(row, target)| self.public_title(target, &row));
        let parts = [of.transpose()?.unwrap_or_default(), own];
        Ok(parts.join(" ").trim().to_owned())
    }

    /// What the office's own telephone is called.
    pub(crate) fn duty_label(&self) -> &'static str {
        match self.office.kind {
            OfficeKind::Village => "村值守",
            OfficeKind::Town => "镇值守",
        }
    }

    /// Who signs what the office issues: 栗溪村村民委员会, 竹坪镇人民政府.
    pub(crate) fn issuer(&self) -> String {
        let name = self.office.name.as_str();
        let body = match self.office.kind {
            OfficeKind::Village => "村民委员会",
            OfficeKind::Town if name.ends_with("街道") => "办事处",
            OfficeKind::Town if name.ends_with(['镇', '乡']) => "人民政府",
            OfficeKind::Town => "",
        };
        format!("{name}{body}")
    }

    /// Today as stored.
    pub(crate) fn today(&self) -> String {
        self.desk.clock.today().format("%Y-%m-%d").to_string()
    }
}

/// The number of an edition without the words around it: 第3版 becomes 3.
pub(crate) fn edition(version: &str) -> String {
    version
        .trim_start_matches('第')
        .trim_end_matches('版')
        .to_owned()
}
