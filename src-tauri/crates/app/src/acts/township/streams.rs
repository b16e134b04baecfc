//! What of a village's books has not come, and what parted in them: which numbers of which laptop,
//! since when, so that a person knows what to ask for. Nothing is ever chosen here: both histories
//! of a fork are kept, and the next receipt makes the village send again what is missing.

use super::require_town;
use crate::acts::handoff::{CarriedLine, area_name, came_from, laptop_name, missing_of, villages};
use crate::acts::matters::questions_of;
use crate::bridge::township::{
    BooksBranch, BooksFork, BooksGap, CamePackage, OfVillage, VillageBooks,
};
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use ledger::ReplicaId;
use std::collections::BTreeMap;
use store::{Author, Branch};

/// Packages that are shown.
const SHOWN: usize = 5;

/// Shows what of a village's books is missing and what parted in them.
pub(crate) fn village_books(desk: &Desk, request: OfVillage) -> Result<VillageBooks, Problem> {
    desk.with_office(|office| {
        require_town(office)?;
        if !villages(office)?.contains(&request.code) {
            let text = "这里不认识这个村，没有可看的。请回到“各村”里选。";
            return Err(Problem::of_field("unknown_office", "code", text));
        }
        shown(desk, office, &request.code)
    })
}

fn shown(desk: &Desk, office: &mut Office, code: &str) -> Result<VillageBooks, Problem> {
    let came = came_from(desk, office, code)?;
    let authors = office.store.authors(code)?;
    let [sequence, absent] = numbers(&came, &authors);
    Ok(VillageBooks {
        name: area_name(office, code)?,
        packages: came.iter().take(SHOWN).map(package).collect(),
        sequence,
        absent,
        gaps: gaps(office, code, &authors)?,
        forks: forks(office, code)?,
        conflicts: office.store.count_conflicts(Some(code))?,
        questions: questions_of(office, code)?,
        code: code.to_owned(),
    })
}

fn package(line: &CarriedLine) -> CamePackage {
    CamePackage {
        at: line.at.clone(),
        content: line.content.clone(),
        number: line.number,
    }
}

/// 第1、2、4个, and those between that never came. Each laptop numbers its own, so that of several
/// laptops the numbers say nothing.
fn numbers(came: &[CarriedLine], authors: &[Author]) -> [String; 2] {
    let mut replicas: Vec<ReplicaId> = authors.iter().map(|author| author.head.replica).collect();
    replicas.dedup();
    let mut known: Vec<u64> = came.iter().map(|line| line.number).collect();
    known.retain(|number| *number > 0);
    known.sort_unstable();
    known.dedup();
    let (Some(first), Some(last), 1) = (known.first(), known.last(), replicas.len()) else {
        return [String::new(), String::new()];
    };
    let absent: Vec<u64> = (*first..=*last)
        .take(usize::from(u16::MAX))
        .filter(|number| !known.contains(number))
        .collect();
    [named(&known), named(&absent)]
}

fn named(numbers: &[u64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u64::to_string).collect();
    if numbers.is_empty() {
        return String::new();
    }
    format!("第{}个", numbers.join("、"))
}

/// What others say they hold, or what an entry that is held back names, and is not here.
fn gaps(office: &Office, code: &str, authors: &[Author]) -> Result<Vec<BooksGap>, Problem> {
    let mut spans: BTreeMap<ReplicaId, (u64, u64)> = missing_of(office, code)?;
    for gap in office.store.gaps()? {
        if gap.area == code {
            let span = spans
                .entry(gap.replica)
                .or_insert((gap.from_seq, gap.to_seq));
            *span = (span.0.min(gap.from_seq), span.1.max(gap.to_seq));
        }
    }
    let mut gaps = Vec::new();
    for (replica, (from, to)) in spans {
        let last = authors.iter().find(|author| author.head.replica == replica);
        gaps.push(BooksGap {
            laptop: laptop_name(office, replica)?,
            span: if from == to {
                format!("第{from}笔")
            } else {
                format!("第{from}到{to}笔")
            },
            after: last.map_or_else(String::new, |author| wall_text(&author.wall)),
        });
    }
    Ok(gaps)
}

fn forks(office: &Office, code: &str) -> Result<Vec<BooksFork>, Problem> {
    let mut parted: BTreeMap<ReplicaId, Vec<Branch>> = BTreeMap::new();
    for branch in office.store.branches(code)? {
        parted.entry(branch.replica).or_default().push(branch);
    }
    let fork = |(replica, branches): (&ReplicaId, &Vec<Branch>)| -> Result<BooksFork, Problem> {
        let shared = branches.iter().map(|branch| branch.shared).min();
        Ok(BooksFork {
            laptop: laptop_name(office, *replica)?,
            shared: shared.unwrap_or(0),
            branches: branches.iter().map(history).collect(),
        })
    };
    parted.iter().map(fork).collect()
}

fn history(branch: &Branch) -> BooksBranch {
    BooksBranch {
        entries: branch.last.saturating_sub(branch.shared),
        from: wall_text(&branch.began),
        to: wall_text(&branch.ended),
    }
}
