//! 栗溪村, which does not exist: its people are invented and its telephone numbers unassigned.

mod cards;
mod lists;
mod plan;

use print::documents::{Audience, Imprint, Origin};

/// The village's books, every text repeated so many times.
pub struct Books {
    /// 1 for what is printed, 10 to see what gives way.
    pub times: usize,
}

impl Books {
    fn long(&self, text: &str) -> String {
        text.repeat(self.times)
    }

    fn lines(&self, texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| self.long(text)).collect()
    }
}

/// A proof as it stands on paper.
const PROOF: &str = "WT396-ZQKVG-G2MDJ-J082X-0C20P-250DC-TG4G6-G1R6B-V9A2F-VYTK4-4ZJ9V-V0PCZ";

fn imprint() -> Imprint {
    Imprint {
        village: "栗溪村".to_owned(),
        printed_at: "2026-07-01 16:20".to_owned(),
        audience: Audience::Duty,
        origin: Origin::Demonstration,
        proof: PROOF.to_owned(),
        lacks: Vec::new(),
    }
}

/// The entry of this number, from the first again after the last.
fn nth<T: Copy>(list: &[T], at: usize) -> Option<T> {
    list.iter().copied().cycle().nth(at)
}
