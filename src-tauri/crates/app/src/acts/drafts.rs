//! Half typed forms, put away in the encrypted file: what people type lies nowhere in clear.
//! Everybody has his own.

use crate::bridge::drafts::{Draft, DraftKey, KeepDraft};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;

/// Most bytes of a draft: a form of long texts, no more.
const MOST_BYTES: usize = 512 * 1024;

/// Puts a half typed form away.
pub(crate) fn keep(desk: &Desk, request: KeepDraft) -> Result<Draft, Problem> {
    let content = serde_json::to_string(&request.values)
        .map_err(|error| Problem::internal("draft", &error))?;
    if content.len() > MOST_BYTES {
        return Err(Problem::new(
            "draft_too_large",
            "填的内容太长，草稿没有存下。请先保存这条记录。",
        ));
    }
    desk.with_office(|office| {
        let key = own_key(office, &request.key);
        office.store.keep_draft(&key, &content)?;
        Ok(Draft {
            values: Some(request.values),
        })
    })
}

/// Fetches a half typed form.
pub(crate) fn read(desk: &Desk, request: DraftKey) -> Result<Draft, Problem> {
    desk.with_office(|office| {
        let content = office.store.draft(&own_key(office, &request.key))?;
        let values = content.map(|content| serde_json::from_str(&content));
        Ok(Draft {
            values: values
                .transpose()
                .map_err(|error| Problem::internal("draft", &error))?,
        })
    })
}

/// Forgets a half typed form.
pub(crate) fn forget(desk: &Desk, request: DraftKey) -> Result<Draft, Problem> {
    desk.with_office(|office| {
        let key = own_key(office, &request.key);
        office.store.drop_draft(&key)?;
        Ok(Draft { values: None })
    })
}

fn own_key(office: &Office, key: &str) -> String {
    format!("{}/{key}", office.seat.actor())
}
