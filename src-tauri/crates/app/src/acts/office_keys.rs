//! The keys of the office: they are changed with the paper recovery code when a laptop is lost or
//! the officer is replaced, and every other laptop takes the new ones over by an invitation.
//!
//! Whoever holds a lost laptop holds the office's former keys. So a change names every laptop that
//! goes on, and of a lost one the last entries that count (journal.md §5); all that is taken over
//! is written in one transaction.

use super::handoff::{own_card, trusted};
use super::join::{letter_of, read_passphrase};
use super::keys::slowed;
use crate::bridge::file::Nothing;
use crate::bridge::office_keys::{
    KeyChangeView, LaptopStanding, LaptopView, OfficeKeysView, RenewKeys, TakeNewKeys,
};
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use exchange::{
    Card, Certificate, Laptop, OfficeKeys, Renewal, ReplicaKeys, RootKey, Rotation, Standing,
};
use ledger::ReplicaId;
use std::collections::{BTreeMap, BTreeSet};
use store::{Adoption, Author, RecoveryCode, StoreError};

mod news;
mod quarantine;

pub(crate) use news::{News, cards, heard, keeps, newest_own, settled};
pub(crate) use quarantine::{admit, list as quarantined};

/// Shows the office's keys, its laptops and what is in quarantine.
pub(crate) fn view(desk: &Desk, _: Nothing) -> Result<OfficeKeysView, Problem> {
    desk.with_office(|office| shown(desk, office))
}

fn shown(desk: &Desk, office: &Office) -> Result<OfficeKeysView, Problem> {
    let own = own_card(office)?;
    let known = cards(office)?;
    let card = known.get(&office.code).unwrap_or(&own);
    let changes = card.rotations.iter().rev();
    Ok(OfficeKeysView {
        fingerprint: own.fingerprint(),
        serial: card.serial(),
        changes: changes.map(|change| change_view(desk, change)).collect(),
        laptops: laptops(office, card)?,
        is_behind: card.succeeds(&own),
        needs_former_paper: office.store.setting(setting::FORMER_PAPER)?.is_some(),
        may_change: KEEPERS.contains(&office.seat.role()),
        quarantined: office.store.quarantined(None)?.len() as u64,
    })
}

fn change_view(desk: &Desk, change: &Rotation) -> KeyChangeView {
    let lost = change.laptops.iter().filter(|it| it.lost_at.is_some());
    let text = match lost.count() {
        0 => format!("第{}次换钥匙，没有电脑丢失", change.serial),
        lost => format!("第{}次换钥匙，登记丢失{lost}台电脑", change.serial),
    };
    KeyChangeView {
        at: desk.clock.text_of(change.wall_ms),
        text,
    }
}

/// The laptops of this office that wrote or were certified, this one first.
fn laptops(office: &Office, card: &Card) -> Result<Vec<LaptopView>, Problem> {
    let authors = office.store.authors(&office.code)?;
    let here = office.store.replica();
    let mut views = Vec::new();
    for certificate in certificates(office)? {
        let replica = certificate.replica;
        let wrote = authors.iter().filter(|it| it.head.replica == replica);
        let wrote: Vec<&Author> = wrote.collect();
        let last = wrote.iter().max_by_key(|author| author.head.seq);
        views.push(LaptopView {
            replica: replica.to_string(),
            name: laptop_name(office, replica, &wrote)?,
            is_here: replica == here,
            standing: standing(card, &certificate),
            last_seen: last.map_or_else(String::new, |last| wall_text(&last.wall)),
            last_number: last.map_or(0, |last| last.head.seq),
            quarantined: wrote.iter().map(|author| author.quarantined).sum(),
        });
    }
    views.sort_by(|one, other| (!one.is_here, &one.name).cmp(&(!other.is_here, &other.name)));
    Ok(views)
}

fn laptop_name(office: &Office, replica: ReplicaId, wrote: &[&Author]) -> Result<String, Problem> {
    let letter = if replica == office.store.replica() {
        let letter = office.store.setting(setting::LETTER)?.unwrap_or_default();
        String::from_utf8(letter).unwrap_or_default()
    } else if wrote.iter().any(|author| author.is_first) {
        String::new()
    } else {
        letter_of(replica)
    };
    Ok(if letter.is_empty() {
        "第一台".to_owned()
    } else {
        format!("{letter}号")
    })
}

fn standing(card: &Card, certificate: &Certificate) -> LaptopStanding {
    if card.lost().contains_key(&certificate.replica) {
        return LaptopStanding::Lost;
    }
    match card.standing(certificate) {
        Some(Standing::Counts) => LaptopStanding::Counts,
        _ => LaptopStanding::FormerKey,
    }
}

/// Every replica of this office: laptops at work, those gone, and what a file was before.
pub(crate) fn own_replicas(office: &Office) -> Result<BTreeSet<ReplicaId>, Problem> {
    let known = certificates(office)?.into_iter();
    Ok(known.map(|certificate| certificate.replica).collect())
}

/// Certificates of this office's own laptops, in the order of their replicas.
fn certificates(office: &Office) -> Result<Vec<Certificate>, Problem> {
    let known = office.store.certificates()?.into_iter();
    let known = known.filter_map(|(_, bytes)| Certificate::from_bytes(&bytes));
    Ok(known
        .filter(|certificate| certificate.office == office.code)
        .collect())
}

/// Changes the office's keys with its paper recovery code.
pub(crate) fn renew(desk: &Desk, request: RenewKeys) -> Result<OfficeKeysView, Problem> {
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "换单位的钥匙")?;
        let lost = lost(office, &request.lost)?;
        let known = cards(office)?;
        let own = own_card(office)?;
        let card = known.get(&office.code).unwrap_or(&own);
        let root = root_of(desk, office, card, request.recovery_code.as_str())?;
        let keys = office_keys(office)?
            .renewed()
            .map_err(|error| Problem::internal("keys", &error))?;
        let renewal = Renewal {
            wall_ms: desk.clock.wall().utc_ms,
            laptops: named(office, card, &lost)?,
            next_root: None,
        };
        let card = card.renew(&root, &keys, renewal)?;
        take_over(desk, office, (&keys, card), Vec::new())?;
        shown(desk, office)
    })
}

/// The replicas that are said to be lost: of this office, and not this laptop.
fn lost(office: &Office, told: &[String]) -> Result<Vec<ReplicaId>, Problem> {
    let ours = certificates(office)?;
    let mut lost = Vec::new();
    for replica in told {
        let replica = replica.parse().ok();
        let known = replica.filter(|replica| ours.iter().any(|it| it.replica == *replica));
        let known = known.ok_or_else(|| {
            Problem::of_field(
                "laptop_unknown",
                "lost",
                "本单位没有这台电脑，钥匙没有换。请在名单里选。",
            )
        })?;
        if known == office.store.replica() {
            return Err(Problem::of_field(
                "own_laptop",
                "lost",
                "这台就是正在用的电脑，不能登记成丢失，钥匙没有换。请选丢了的那一台。",
            ));
        }
        lost.push(known);
    }
    Ok(lost)
}

/// The root key, if the paper is the office's.
fn root_of(desk: &Desk, office: &Office, card: &Card, typed: &str) -> Result<RootKey, Problem> {
    let code = RecoveryCode::read(typed)?;
    let root = RootKey::from_recovery_code(code.as_str());
    let path = office.store.path();
    slowed(desk, path, || {
        if root.public() == card.root {
            Ok(())
        } else {
            Err(StoreError::WrongRecoveryCode)
        }
    })
    .map_err(|problem| match problem.code {
        "wrong_recovery_code" => Problem::of_field(
            "not_office_code",
            "recovery_code",
            "恢复码写法没错，但不是本单位的那一张，钥匙没有换。请找第一台电脑建册时打印的恢复码；后来加入的电脑各有各的恢复码，只能开那台电脑上的册子。",
        ),
        _ => problem,
    })?;
    Ok(root)
}

/// Every laptop whose word counts so far, with where that of a lost one ends.
fn named(office: &Office, card: &Card, lost: &[ReplicaId]) -> Result<Vec<Laptop>, Problem> {
    let heads = office.store.heads(&office.code)?;
    let counting = certificates(office)?.into_iter();
    let counting = counting.filter(|it| {
        let is_named = lost.contains(&it.replica);
        is_named || card.standing(it) == Some(Standing::Counts)
    });
    let laptops = counting.map(|certificate| {
        let heads = heads
            .iter()
            .filter(|head| head.replica == certificate.replica)
            .map(|head| (head.seq, head.digest));
        let is_lost = lost.contains(&certificate.replica);
        let was_lost = card.lost().contains_key(&certificate.replica);
        Laptop {
            replica: certificate.replica,
            key: certificate.replica_key,
            // One lost before keeps the end it was given then.
            lost_at: is_lost.then(|| {
                if was_lost {
                    Vec::new()
                } else {
                    heads.collect()
                }
            }),
        }
    });
    Ok(laptops.collect())
}

fn office_keys(office: &Office) -> Result<OfficeKeys, Problem> {
    let keys = office
        .store
        .setting(setting::OFFICE_KEYS)?
        .unwrap_or_default();
    OfficeKeys::from_bytes(&keys).map_err(|error| Problem::internal("keys", &error))
}

/// Makes new keys those of this laptop: keys, card and its own certificate, all or nothing.
fn take_over(
    desk: &Desk,
    office: &mut Office,
    (keys, card): (&OfficeKeys, Card),
    others: Vec<Card>,
) -> Result<(), Problem> {
    let replica = office.store.replica();
    let own = office
        .store
        .setting(setting::REPLICA_KEYS)?
        .unwrap_or_default();
    let own = ReplicaKeys::from_bytes(&own).map_err(|error| Problem::internal("keys", &error))?;
    let certificate = keys.certify(&office.code, replica, own.public());
    let settings = vec![
        (setting::OFFICE_KEYS, keys.to_bytes().to_vec()),
        (setting::CARD, card.to_json().into_bytes()),
    ];
    let mut known = cards(office)?;
    known.insert(card.code.clone(), card);
    let taken = others
        .iter()
        .map(|card| (card.code.clone(), card.to_json()));
    let taken: Vec<(String, String)> = taken.collect();
    known.extend(others.into_iter().map(|card| (card.code.clone(), card)));
    let adoption = Adoption {
        settings,
        cards: taken,
        ..settled(office, &known, [certificate])?
    };
    office.store.adopt(&adoption)?;
    forget_counted(office)?;
    desk.follow(Some(office))
}

/// What was counted of questions may be other rows now.
fn forget_counted(office: &mut Office) -> Result<(), Problem> {
    for area in office.store.areas()? {
        office.store.forget_setting(&format!("questions.{area}"))?;
    }
    Ok(())
}

/// Takes over the keys that were changed on another laptop of this office.
pub(crate) fn take_new(desk: &Desk, request: TakeNewKeys) -> Result<OfficeKeysView, Problem> {
    let sealed = std::fs::read(&request.invitation).map_err(io_problem("read"))?;
    let passphrase = read_passphrase(request.passphrase.as_str(), "钥匙没有换")?;
    let invite = exchange::open_invite(&sealed, &passphrase)?;
    desk.with_office(|office| {
        office.require_one_of(desk, KEEPERS, "换单位的钥匙")?;
        let own = own_card(office)?;
        refuse_invitation(office, &own, &invite.card)?;
        let former = trusted(office)?;
        let news = invite.trusted.into_iter().filter(|card| {
            let known = former.get(&card.code);
            known.is_none_or(|known| card.succeeds(known))
        });
        let others: Vec<Card> = news.collect();
        take_over(desk, office, (&invite.keys, invite.card), others)?;
        shown(desk, office)
    })
}

fn refuse_invitation(office: &Office, own: &Card, invited: &Card) -> Result<(), Problem> {
    let problem = if invited.code != own.code {
        Problem::new(
            "other_office",
            "这份邀请是别的单位的，钥匙没有换。请用本单位那台换过钥匙的电脑做邀请。",
        )
    } else if invited == own {
        Problem::new(
            "keys_are_new",
            "这台电脑用的已经是邀请里的钥匙，不用换，什么也没有改动。",
        )
    } else if !invited.succeeds(own) {
        Problem::new(
            "changed_key",
            "邀请里的钥匙接不上本单位现在的钥匙，没有换。请确认邀请是换过钥匙的那台电脑刚做的。",
        )
    } else if invited.lost().contains_key(&office.store.replica()) {
        Problem::new(
            "laptop_is_lost",
            "这台电脑已经登记为丢失，不能再换上新钥匙，册子没有改动。请用这份邀请新建一本（加入本单位），原来没送出的内容由别的电脑收下隔离的记录。",
        )
    } else {
        return Ok(());
    };
    Err(problem)
}

/// Notes that the paper about to be drawn opens the file only, and the former one goes on
/// changing the office's keys.
pub(crate) fn keep_former_paper(office: &mut Office) -> Result<(), Problem> {
    Ok(office.store.set_setting(setting::FORMER_PAPER, &[1])?)
}

/// Passes the office's root on to a new paper code, where the former one is at hand and is the
/// root.
pub(crate) fn follow_paper(
    desk: &Desk,
    office: &mut Office,
    (former, new): (Option<&str>, &RecoveryCode),
) -> Result<(), Problem> {
    let known = cards(office)?;
    let own = own_card(office)?;
    let former = former.map(RecoveryCode::read).transpose()?;
    let root = former.map(|code| RootKey::from_recovery_code(code.as_str()));
    // Where the keys were changed elsewhere, this laptop takes those over first.
    let is_behind = known.get(&own.code).is_some_and(|card| card.succeeds(&own));
    let Some(root) = root.filter(|root| root.public() == own.root && !is_behind) else {
        return Ok(());
    };
    let renewal = Renewal {
        wall_ms: desk.clock.wall().utc_ms,
        laptops: named(office, &own, &[])?,
        next_root: Some(RootKey::from_recovery_code(new.as_str()).public()),
    };
    let keys = office_keys(office)?;
    let card = own.renew(&root, &keys, renewal)?;
    take_over(desk, office, (&keys, card), Vec::new())?;
    Ok(office.store.forget_setting(setting::FORMER_PAPER)?)
}

/// Cards by code, of a list.
fn by_code(cards: impl IntoIterator<Item = Card>) -> BTreeMap<String, Card> {
    let cards = cards.into_iter();
    cards.map(|card| (card.code.clone(), card)).collect()
}
