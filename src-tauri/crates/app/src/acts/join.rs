//! A second laptop joins its office; a restored file becomes a new replica.

use super::file::{Identity, check_password, lay_open, new_file};
use super::handoff::{own_card, trusted};
use crate::bridge::file::CreatedFile;
use crate::bridge::handoff::{AtPath, Invitation, JoinOffice};
use crate::desk::Desk;
use crate::office::{KEEPERS, new_id, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{Card, Certificate, HeadSignature, Invite, OfficeKeys, Passphrase, ReplicaKeys};
use ledger::ReplicaId;
use std::path::Path;
use store::Store;

/// Seals an invitation with which a second laptop joins this office.
pub(crate) fn invite(desk: &Desk, request: AtPath) -> Result<Invitation, Problem> {
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "邀请第二台电脑")?;
        let keys = office
            .store
            .setting(setting::OFFICE_KEYS)?
            .unwrap_or_default();
        let invite = Invite {
            keys: OfficeKeys::from_bytes(&keys)
                .map_err(|error| Problem::internal("keys", &error))?,
            card: own_card(office)?,
            trusted: trusted(office)?.into_values().collect(),
        };
        let (sealed, passphrase) = exchange::seal_invite(&invite)?;
        crate::saving::put(Path::new(&request.path), &sealed)?;
        Ok(Invitation {
            path: request.path,
            passphrase: passphrase.groups(),
        })
    })
}

/// Makes a new file that joins an office by its invitation.
pub(crate) fn join(desk: &Desk, request: JoinOffice) -> Result<CreatedFile, Problem> {
    check_password(request.password.as_deref())?;
    let sealed = std::fs::read(&request.invitation).map_err(io_problem("read"))?;
    let passphrase = read_passphrase(&request.passphrase, "没有加入")?;
    let invite = exchange::open_invite(&sealed, &passphrase)?;
    let (path, access) = new_file(&request.path, request.password.as_deref())?;
    let replica = ReplicaId(new_id().0);
    let letter = letter_of(replica);
    let identity = Identity {
        office_keys: &invite.keys,
        card: &invite.card,
        letter: &letter,
    };
    let (store, recovery) = Store::found(&path, &access, replica, |mut store, _| {
        identity.write(&mut store)?;
        for card in &invite.trusted {
            store.set_office_card(&card.code, &card.to_json())?;
        }
        Ok::<_, Problem>(store)
    })?;
    let state = lay_open(desk, path, (store, &access))?;
    Ok(CreatedFile {
        recovery_code: recovery.to_string(),
        state,
    })
}

/// The words of an invitation as they were told; `outcome` is what did not come about.
pub(crate) fn read_passphrase(typed: &str, outcome: &str) -> Result<Passphrase, Problem> {
    Passphrase::read(typed).map_err(|_| {
        let text = format!("口令写得不对，{outcome}。请对照另一台电脑上的口令逐组核对。");
        Problem::of_field("wrong_passphrase", "passphrase", text)
    })
}

/// The letters behind printed numbers of every replica but the first: drawn from its identity,
/// so that two laptops that never met cannot print the same.
pub(crate) fn letter_of(replica: ReplicaId) -> String {
    const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    let [.., first, second] = replica.0;
    [first, second]
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()))
        .map(|letter| char::from(*letter))
        .collect()
}

/// Makes a copied or restored file a new replica with its own key, certificate and letters.
pub(crate) fn renew_replica(store: &mut Store, replica: ReplicaId) -> Result<(), Problem> {
    let keys = store.setting(setting::OFFICE_KEYS)?.unwrap_or_default();
    let office_keys =
        OfficeKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))?;
    let card = store.setting(setting::CARD)?.unwrap_or_default();
    let card = String::from_utf8(card).map_err(|error| Problem::internal("card", &error))?;
    let card = Card::from_json(&card)?;
    sign_former_heads(store)?;
    store.become_replica(replica)?;
    let letter = letter_of(replica);
    Identity {
        office_keys: &office_keys,
        card: &card,
        letter: &letter,
    }
    .write(store)
}

/// Signs what the file had written as the replica it was before: its key goes with the next
/// identity, and nobody could vouch for those entries any more.
fn sign_former_heads(store: &mut Store) -> Result<(), Problem> {
    let keys = store.setting(setting::REPLICA_KEYS)?.unwrap_or_default();
    let keys = ReplicaKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))?;
    for area in store.areas()? {
        for head in store.heads(&area)? {
            let certificate = store.certificate(head.replica)?;
            let certificate = certificate.as_deref().and_then(Certificate::from_bytes);
            let Some(former) = certificate.filter(|known| known.replica_key == keys.public())
            else {
                continue;
            };
            let signed = HeadSignature::sign(&keys, &former, &area, (head.seq, head.digest));
            store.set_head_signature(&store::HeadSignature {
                area: area.clone(),
                head,
                signature: signed.to_bytes(),
            })?;
        }
    }
    Ok(())
}
