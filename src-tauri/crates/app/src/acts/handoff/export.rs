//! A package out.

use super::receipts::awaited_have;
use super::{Carried, SENT, area_for, log, own_card, profile_code};
use super::{trusted, trusted_card};
use crate::acts::file::has_extension;
use crate::acts::office_keys;
use crate::acts::stick;
use crate::bridge::file::OfficeKind;
use crate::bridge::handoff::{
    ExportPackage, ExportPackages, ExportedPackage, ExportedPackages, UnwrittenPackage,
};
use crate::desk::Desk;
use crate::office::{CARRIERS, Office, new_id, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{
    Card, Certificate, FileName, HeadSignature, OnStick, Outgoing, Packer, Profile, Recipient,
    ReplicaKeys, Sealed, Sender, shared_area,
};
use ledger::Privacy;
use photos::Photos;
use std::io::Cursor;
use std::path::Path;
use store::StoreError;

mod photos;

/// Writes a package for another office: what it lacks, and what this office holds.
pub(crate) fn export(desk: &Desk, request: ExportPackage) -> Result<ExportedPackage, Problem> {
    let profile = profile(request.profile.as_deref())?;
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        let to = recipient(office, request.to.as_deref())?;
        one(desk, office, to, (profile, Path::new(&request.path)))
    })
}

/// Writes a package for each of several offices. A stop leaves those that lie there already.
pub(crate) fn export_many(
    desk: &Desk,
    request: ExportPackages,
) -> Result<ExportedPackages, Problem> {
    let profile = profile(request.profile.as_deref())?;
    desk.with_office(|office| {
        office.require_one_of(desk, CARRIERS, "交接驿包")?;
        let mut done = ExportedPackages {
            written: Vec::new(),
            refused: Vec::new(),
            stopped: false,
        };
        for code in &request.to {
            let to = recipient(office, Some(code))?;
            let name = to.name.clone();
            match one(desk, office, to, (profile, Path::new(&request.path))) {
                Ok(written) => done.written.push(written),
                Err(problem) if problem.code == "stopped" => {
                    done.stopped = true;
                    break;
                }
                Err(problem) => done.refused.push(UnwrittenPackage {
                    to: name,
                    why: problem.message,
                }),
            }
        }
        Ok(done)
    })
}

fn one(
    desk: &Desk,
    office: &mut Office,
    to: Card,
    (profile, path): (Profile, &Path),
) -> Result<ExportedPackage, Problem> {
    let counter = next_counter(office)?;
    let (bytes, sealed, photos) = seal(desk, office, &to, (profile, counter))?;
    // First: a package that fails to be told as written may lie on the stick all the same,
    // and no other may bear its number.
    office
        .store
        .set_setting(setting::COUNTER, &counter.to_be_bytes())?;
    let written = write(desk, office, (path, &to), &bytes)?;
    let profile = profile_code(profile).to_owned();
    let carried = Carried {
        profile: profile.clone(),
        counter,
        entries: sealed.entries,
        last_entry: Some(office.store.last_entry()?),
        replica: None,
    };
    // The package is safe where it lies: a full disk under the file must not make it undone,
    // and what counts as delivered is what the other office acknowledges.
    if let Err(problem) = log(desk, office, (SENT, &to.code, sealed.digest), &carried) {
        tracing::warn!(code = problem.code, "the log of packages");
    }
    Ok(ExportedPackage {
        path: written.path.display().to_string(),
        beside_earlier: written.is_renamed,
        bytes: sealed.bytes,
        entries: sealed.entries,
        photos: photos.packed,
        photos_left: photos.left,
        to: to.name,
        profile,
    })
}

fn profile(name: Option<&str>) -> Result<Profile, Problem> {
    match name {
        None | Some("full") => Ok(Profile::Full),
        Some("duty") => Ok(Profile::Duty),
        Some("statistics") => Ok(Profile::Statistics),
        Some(_) => Err(Problem::of_field(
            "not_valid",
            "profile",
            "内容范围只有统计版、责任版、转移版。",
        )),
    }
}

/// The office that is named; else the township, or the only office that is trusted.
fn recipient(office: &Office, code: Option<&str>) -> Result<Card, Problem> {
    if let Some(code) = code {
        if code == office.code {
            return own_card(office);
        }
        return trusted_card(office, code)?.ok_or_else(|| {
            Problem::of_field(
                "unknown_office",
                "to",
                "还没有信任这个单位的名片，没有做驿包。请先读对方的名片并核对指纹。",
            )
        });
    }
    let cards = trusted(office)?;
    let is_town = |card: &Card| card.kind == exchange::OfficeKind::Town;
    let town = cards.values().find(|card| is_town(card)).cloned();
    let only = if cards.len() == 1 {
        cards.into_values().next()
    } else {
        None
    };
    town.or(only).ok_or_else(|| {
        Problem::of_field(
            "unknown_office",
            "to",
            "还不知道送给谁，没有做驿包。请先读乡镇的名片并核对指纹。",
        )
    })
}

fn next_counter(office: &Office) -> Result<u64, Problem> {
    let bytes = office.store.setting(setting::COUNTER)?.unwrap_or_default();
    let last = bytes.as_slice().try_into().map_or(0, u64::from_be_bytes);
    Ok(last + 1)
}

fn seal(
    desk: &Desk,
    office: &Office,
    to: &Card,
    (profile, counter): (Profile, u64),
) -> Result<(Vec<u8>, Sealed, Photos), Problem> {
    let card = own_card(office)?;
    let keys = office
        .store
        .setting(setting::REPLICA_KEYS)?
        .unwrap_or_default();
    let keys = ReplicaKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))?;
    let certificate = own_certificate(office)?;
    let area = area_for(office, to);
    let areas: Vec<String> = [
        Some(area.clone()),
        shared_area(&area).filter(|shared| *shared != area),
    ]
    .into_iter()
    .flatten()
    .collect();
    let outgoing = Outgoing {
        sender: Sender {
            card: &card,
            keys: &keys,
            certificate: &certificate,
        },
        recipient: Recipient::Office(to),
        package_id: new_id().0,
        counter,
        profile,
        have: areas
            .iter()
            .map(|area| Ok((area.clone(), office.store.have(area)?)))
            .collect::<Result<_, StoreError>>()?,
        head_signatures: signatures(office, &areas, (&keys, &certificate))?,
        cards: cards_along(office, &areas)?,
        area,
    };
    let mut packer = Packer::new(&outgoing)?;
    for area in &areas {
        pack(desk, office, &mut packer, (area, to, profile))?;
    }
    let photos = if profile.holds(Privacy::Personal) {
        photos::pack(office, &mut packer, (&areas, to))?
    } else {
        Photos::default()
    };
    let mut bytes = Cursor::new(Vec::new());
    let sealed = packer.finish(&mut bytes)?;
    Ok((bytes.into_inner(), sealed, photos))
}

/// The own card, so that whoever trusts another one can be told of both, and the cards of those
/// who write in these areas where keys were ever changed: whoever missed a change follows by them.
fn cards_along(office: &Office, areas: &[String]) -> Result<Vec<Card>, Problem> {
    let mut cards = vec![office_keys::newest_own(office)?];
    for area in areas {
        cards.extend(trusted_card(office, area)?);
    }
    cards.retain(|card| card.code == office.code || card.serial() > 0);
    cards.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(cards)
}

/// Packs the entries of an area that the receiving office lacks.
fn pack(
    desk: &Desk,
    office: &Office,
    packer: &mut Packer<'_>,
    (area, to, profile): (&str, &Card, Profile),
) -> Result<(), Problem> {
    let held = awaited_have(office, &to.code, area)?;
    let up_to = profile.classes().last().copied().unwrap_or(Privacy::Open);
    let here = office.store.have(area)?;
    let streams = here.streams.iter();
    let owed = streams.map(|own| own.seq.saturating_sub(held.seq(own.replica)));
    let total = owed.sum();
    let lacking = office.store.vouched_entries_lacking(area, &held, up_to)?;
    for entry in desk.counted(("正在打包", total), lacking) {
        packer.add(&entry?)?;
    }
    Ok(())
}

/// The office's word for this replica.
pub(crate) fn own_certificate(office: &Office) -> Result<Certificate, Problem> {
    let bytes = office.store.certificate(office.store.replica())?;
    bytes
        .as_deref()
        .and_then(Certificate::from_bytes)
        .ok_or_else(|| Problem::internal("certificate", &"missing"))
}

/// Own heads signed as they stand, and those of others as they came.
fn signatures(
    office: &Office,
    areas: &[String],
    (keys, certificate): (&ReplicaKeys, &Certificate),
) -> Result<Vec<HeadSignature>, Problem> {
    let own = office.store.replica();
    let mut signatures = Vec::new();
    for area in areas {
        for head in office.store.heads(area)? {
            if head.replica == own {
                let at = (head.seq, head.digest);
                signatures.push(HeadSignature::sign(keys, certificate, area, at));
            }
        }
        for kept in office.store.head_signatures_of_others(area)? {
            signatures.extend(HeadSignature::from_bytes(&kept.signature));
        }
    }
    Ok(signatures)
}

/// Into a folder under the package's own name, or into the very file that was named.
fn write(
    desk: &Desk,
    office: &Office,
    (target, to): (&Path, &Card),
    bytes: &[u8],
) -> Result<OnStick, Problem> {
    if target.is_dir() {
        let day = desk.clock.today().format("%Y%m%d").to_string();
        let name = match to.kind {
            // A township's packages lie side by side on one stick; each village must find its own.
            exchange::OfficeKind::Village if office.kind == OfficeKind::Town => {
                let name = format!("{}给{}", office.name, to.name);
                FileName::package(&name, &to.code, &day)?
            }
            _ => FileName::package(&office.name, &office.code, &day)?,
        };
        return stick::write(desk, (target, &name), bytes);
    }
    let is_package = has_extension(target, "yzb");
    let (Some(folder), Some(name), true) = (target.parent(), target.file_name(), is_package) else {
        let text = "请选U盘上的文件夹，或给一个以 .yzb 结尾的文件名。没有做驿包。";
        return Err(Problem::of_field("not_valid", "path", text));
    };
    if target.try_exists().map_err(io_problem("look"))? {
        return Err(StoreError::Exists {
            path: target.to_path_buf(),
        }
        .into());
    }
    let name = FileName::exact(&name.to_string_lossy())?;
    stick::write(desk, (folder, &name), bytes)
}
