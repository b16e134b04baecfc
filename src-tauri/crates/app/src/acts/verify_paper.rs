//! Verifying a paper by its proof (核对码): whether it is ours, what it is, when it was printed, and
//! whether it still says what the books say.

mod changes;

use super::handoff::{area_name, trusted};
use crate::bridge::paper::{
    DocumentKind, PaperFact, PaperVerdict, TypedGroup, VerifiedPaper, VerifyPaper,
};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::papers::proofs::{moment_of, office_keys};
use crate::papers::{self, Order};
use crate::problem::Problem;
use exchange::proof::{BLANK, CHOSEN, PUBLIC};
use exchange::{Maker, Mistyped, Proof, ProofText};
use ledger::{Privacy, Role, Spec};
use print::documents::Audience;
use store::StoredRow;

/// Letters of a group.
const LETTERS: usize = 5;

/// Tells what typed or scanned letters say.
pub(crate) fn verify(desk: &Desk, request: VerifyPaper) -> Result<VerifiedPaper, Problem> {
    let text = match ProofText::read(&request.text) {
        Ok(text) => text,
        Err(mistyped) => return Ok(told_mistyped(&request.text, &mistyped)),
    };
    let kinds = papers::kinds_of_all(desk)?;
    let role = desk.role();
    desk.with_office(|office| {
        let proof = text.proof();
        let paper = Printed::of((desk, office, role), (proof, &kinds))?;
        let maker = maker(office, &text)?;
        if maker == Some(Maker::Nobody) || maker.is_none() {
            return foreign(office, (proof, maker));
        }
        let (verdict, said) = paper.compared()?;
        let former = match maker {
            Some(Maker::Former) => FORMER,
            _ => "",
        };
        Ok(VerifiedPaper {
            verdict,
            headline: format!("{said}{former}"),
            facts: paper.facts()?,
            changes: paper.changes(verdict)?,
            groups: Vec::new(),
        })
    })
}

const FORMER: &str = "印的时候用的是后来换掉的钥匙；换钥匙若是因为丢了电脑，请重印一份再用。";

/// By whose keys it is sealed; nothing where the sender's card is not here.
fn maker(office: &Office, text: &ProofText) -> Result<Option<Maker>, Problem> {
    let keys = office_keys(office)?;
    if text.proof().office == office.code {
        return Ok(Some(text.is_own(&keys)));
    }
    let cards = trusted(office)?;
    let card = cards.get(&text.proof().office);
    Ok(card.map(|card| text.is_of(card, &keys)))
}

fn foreign(
    office: &Office,
    (proof, maker): (&Proof, Option<Maker>),
) -> Result<VerifiedPaper, Problem> {
    let name = area_name(office, &proof.office)?;
    let headline = if maker.is_none() {
        format!(
            "这张纸说是区划代码{name}的单位印的，这里没有它的名片，核对不了。请让印纸的村或乡镇自己核对。"
        )
    } else if proof.office == office.code {
        "不是本单位印的：核对码不是本单位的钥匙封的，多半是仿造的。请不要照着办，打村值守电话问清楚。".to_owned()
    } else {
        format!(
            "这张纸说是{name}印的，但不是封给本单位核对的，这里认不出真假。请让{name}自己核对；它说不是，就不要照着办。"
        )
    };
    Ok(VerifiedPaper {
        verdict: PaperVerdict::Foreign,
        headline,
        facts: Vec::new(),
        changes: Vec::new(),
        groups: Vec::new(),
    })
}

fn told_mistyped(typed: &str, mistyped: &Mistyped) -> VerifiedPaper {
    let letters = ledger::spelling::typed(typed);
    let (headline, wrong): (String, Box<dyn Fn(usize) -> bool>) = match mistyped {
        Mistyped::Length { letters: 0, .. } => (
            "还没有输入核对码。它是二维码旁边的60个字母和数字。".to_owned(),
            Box::new(|_| false),
        ),
        Mistyped::Length { letters, from } => {
            let from = *from;
            let text = format!(
                "核对码应是60个字，现在有{letters}个。前{}组没错，请从第{from}组起对照纸上看，是漏了字还是多了字。",
                from - 1
            );
            (text, Box::new(move |group| group >= from))
        }
        Mistyped::Groups(groups) => {
            let names: Vec<String> = groups.iter().map(usize::to_string).collect();
            let text = format!(
                "第{}组有错字，其余都对。请对照纸上那几组再输一次。",
                names.join("、")
            );
            let groups = groups.clone();
            (text, Box::new(move |group| groups.contains(&group)))
        }
        Mistyped::Newer => (
            "核对码没有输错，但是更新的程序印的，这里还认不出。请先升级程序再核对。".to_owned(),
            Box::new(|_| false),
        ),
    };
    let groups = (1..).zip(letters.chunks(LETTERS));
    VerifiedPaper {
        verdict: PaperVerdict::Mistyped,
        headline,
        facts: Vec::new(),
        changes: Vec::new(),
        groups: groups
            .map(|(place, group)| TypedGroup {
                text: group.iter().collect(),
                is_wrong: wrong(place),
            })
            .collect(),
    }
}

/// A paper whose seal holds, looked up in the books.
struct Printed<'a> {
    desk: &'a Desk,
    office: &'a Office,
    role: Role,
    proof: &'a Proof,
    kind: Option<&'a DocumentKind>,
    /// Ledger of its record or of its rows.
    spec: Option<&'static Spec>,
    record: Option<StoredRow>,
}

impl<'a> Printed<'a> {
    fn of(
        (desk, office, role): (&'a Desk, &'a Office, Role),
        (proof, kinds): (&'a Proof, &'a [DocumentKind]),
    ) -> Result<Self, Problem> {
        let kind = kinds
            .iter()
            .find(|kind| Proof::document_of(&kind.name) == proof.document);
        let spec = kind.and_then(ledger_of);
        let spec = spec.filter(|spec| role.may_know_of(spec));
        let mut paper = Self {
            desk,
            office,
            role,
            proof,
            kind,
            spec,
            record: None,
        };
        if let Some(spec) = spec.filter(|_| paper.is_about_one()) {
            let mut rows = office.all_of(&proof.office, spec.name)?.into_iter();
            paper.record = rows.find(|stored| Proof::record_of(stored.id) == proof.record);
        }
        Ok(paper)
    }

    fn is_about_one(&self) -> bool {
        self.proof.record != [0; 4]
    }

    fn is(&self, bit: u8) -> bool {
        self.proof.edition & bit != 0
    }

    fn facts(&self) -> Result<Vec<PaperFact>, Problem> {
        let title = match self.kind {
            Some(kind) => kind.title.clone(),
            None if self.proof.document == Proof::document_of(papers::RECOVERY_SHEET) => {
                "恢复码".to_owned()
            }
            None => "这一版程序没有的文书".to_owned(),
        };
        let editions = [
            (PUBLIC, "公开版"),
            (BLANK, "空白表"),
            (CHOSEN, "只印了选中的几条"),
        ];
        let editions = editions.iter().filter(|(bit, _)| self.is(*bit));
        let editions: Vec<&str> = editions.map(|(_, name)| *name).collect();
        let facts = [
            ("文书", title),
            ("记录", self.record_title()?),
            ("哪里印的", area_name(self.office, &self.proof.office)?),
            (
                "什么时候印的",
                moment_of(self.proof)
                    .format("%Y年%-m月%-d日 %H:%M")
                    .to_string(),
            ),
            ("版本", editions.join("，")),
        ];
        let known = facts.into_iter().filter(|(_, text)| !text.is_empty());
        Ok(known
            .map(|(label, text)| PaperFact {
                label: label.to_owned(),
                text,
            })
            .collect())
    }

    /// Whoever may only look is not told whose paper it is.
    fn record_title(&self) -> Result<String, Problem> {
        match (self.spec, &self.record) {
            (Some(spec), Some(stored)) if self.office.sees() >= Privacy::Personal => {
                let title = self.office.title(spec, &stored.row)?;
                Ok(format!("{} {title}", spec.label))
            }
            _ => Ok(String::new()),
        }
    }

    fn compared(&self) -> Result<(PaperVerdict, String), Problem> {
        let name = area_name(self.office, &self.proof.office)?;
        let ours = |said: &str| (PaperVerdict::Ours, format!("是{name}印的。{said}"));
        let Some(kind) = self.kind else {
            return Ok(ours("是不是最新的，这里比不出来。"));
        };
        if self.proof.office != self.office.code {
            return Ok(ours("是不是最新的以村里为准；驿包送来的改动列在下面。"));
        }
        if self.is_about_one() && self.spec.is_some() && self.record.is_none() {
            let said = "但它说的那条记录已经不在册子里了，这张纸作废，请收回。";
            return Ok((PaperVerdict::Outdated, format!("是{name}印的，{said}")));
        }
        if self.is(CHOSEN) {
            return Ok(ours("它只印了当时选中的几条，是不是最新的请看下面的改动。"));
        }
        if self.is_about_one() && self.record.is_none() {
            return Ok(ours(
                "您的角色看不到它说的记录，是不是最新的请找应急管理员核对。",
            ));
        }
        Ok(if self.is_newest(kind)? {
            let said = "内容和册子现在一样，是最新的。";
            (PaperVerdict::Newest, format!("是{name}印的，{said}"))
        } else {
            let said = "但现在再印，内容就不一样了，不是最新的。请重印一份，收回旧的。";
            (PaperVerdict::Outdated, format!("是{name}印的，{said}"))
        })
    }

    /// The same paper is gathered again, and the digests of what it says are compared.
    fn is_newest(&self, kind: &DocumentKind) -> Result<bool, Problem> {
        let order = Order {
            ids: self.record.iter().map(|stored| stored.id).collect(),
            audience: if self.is(PUBLIC) {
                Audience::Public
            } else {
                Audience::Duty
            },
            blank: self.is(BLANK),
            ..Order::default()
        };
        let now = papers::proofs_of(self.desk, self.office, (&kind.name, &order));
        match now {
            Ok(proofs) => Ok(proofs
                .iter()
                .any(|now| now.version == self.proof.version && now.record == self.proof.record)),
            Err(problem) if problem.code == "nothing_to_print" => Ok(false),
            Err(problem) => Err(problem),
        }
    }
}

/// The ledger a paper is printed from, where it is one alone.
fn ledger_of(kind: &DocumentKind) -> Option<&'static Spec> {
    let own = match kind.name.as_str() {
        "hazard_register" => Some("hazard"),
        "supply_list" => Some("supply_item"),
        _ => kind.needs.as_deref(),
    };
    let own = own.and_then(|name| spec_of(name).ok());
    own.or_else(|| papers::register_of(&kind.name))
}
