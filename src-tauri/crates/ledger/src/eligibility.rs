//! Who may be called to a fire: nobody untrained, and none of those the law keeps away from it,
//! 残疾人, 孕妇, 未成年人 and others unfit for it (森林草原防灭火条例 39, in force since 2026-01-01;
//! domain §8.6). Only calling is refused; who was there is recorded as it was.

use crate::dates::day_of;
use crate::value::{Row, Value};
use chrono::NaiveDate;

/// Age from which nobody is called to a fire (domain §8.2: 老年 is sixty and more).
pub const ELDER_AGE: u32 = 60;

/// Age from which somebody is an adult.
pub const ADULT_AGE: u32 = 18;

/// Why somebody is not called to a fire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ineligible {
    /// No training in fighting fires is on the books.
    Untrained,
    /// Under eighteen.
    Minor,
    /// The birth is not on the books, so nobody can tell.
    AgeUnknown,
    /// Sixty or more.
    Elder,
    /// Expecting a child or just delivered.
    Pregnant,
    /// Nursing a child.
    Nursing,
    /// Disabled, or not able to move alone.
    Disabled,
    /// Gravely ill.
    Ill,
}

impl Ineligible {
    /// The reason, in a sentence that names no illness.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Untrained => "没受过扑火训练，不能叫去打火。",
            Self::Minor => "未成年，不能叫去打火。",
            Self::AgeUnknown => "册子上没有出生日期，不能确定成年，先别叫去打火。",
            Self::Elder => "满六十岁了，不叫去打火。",
            Self::Pregnant | Self::Nursing | Self::Disabled | Self::Ill => {
                "依法受保护的人，不能叫去打火。"
            }
        }
    }
}

/// Groups of people (list `vulnerability`) whom nobody calls to a fire.
const PROTECTED: &[(&str, Ineligible)] = &[
    ("pregnant", Ineligible::Pregnant),
    ("nursing", Ineligible::Nursing),
    ("disabled", Ineligible::Disabled),
    ("hearing_speech", Ineligible::Disabled),
    ("mental", Ineligible::Ill),
    ("gravely_ill", Ineligible::Ill),
    ("aged_80", Ineligible::Elder),
];

/// Whether this person, with his row as a responder if he has one, may be called to a fire.
pub fn fire_eligibility(
    person: &Row,
    responder: Option<&Row>,
    today: NaiveDate,
) -> Result<(), Ineligible> {
    protected(person)?;
    of_age(person, today)?;
    let trained = responder
        .is_some_and(|row| row.get("fire_trained").is_true() && row.text("status") != "left");
    if trained {
        Ok(())
    } else {
        Err(Ineligible::Untrained)
    }
}

fn protected(person: &Row) -> Result<(), Ineligible> {
    let belongs = |group: &str| matches!(person.get("vulnerable"), Value::Set(groups) if groups.contains(group));
    if let Some((_, reason)) = PROTECTED.iter().find(|(group, _)| belongs(group)) {
        return Err(*reason);
    }
    match person.text("mobility") {
        "" | "independent" => Ok(()),
        _ => Err(Ineligible::Disabled),
    }
}

fn of_age(person: &Row, today: NaiveDate) -> Result<(), Ineligible> {
    let birth = day_of(person.text("birth")).ok_or(Ineligible::AgeUnknown)?;
    match today.years_since(birth) {
        None | Some(..ADULT_AGE) => Err(Ineligible::Minor),
        Some(ELDER_AGE..) => Err(Ineligible::Elder),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, 12).unwrap()
    }

    fn person(birth: &str, groups: &[&str]) -> Row {
        let mut row = Row::default();
        row.set("birth", birth);
        let groups: BTreeSet<String> = groups.iter().map(|group| (*group).to_owned()).collect();
        row.set("vulnerable", Value::Set(groups));
        row
    }

    fn trained() -> Row {
        let mut row = Row::default();
        row.set("fire_trained", true);
        row
    }

    fn judged(person: &Row) -> Result<(), Ineligible> {
        fire_eligibility(person, Some(&trained()), today())
    }

    #[test]
    fn a_trained_adult_may_be_called_to_a_fire() {
        assert_eq!(judged(&person("1986-03-12", &[])), Ok(()));
        let poor = person("1986-03-12", &["low_income", "tenant"]);
        assert_eq!(judged(&poor), Ok(()), "poverty is no bar");
    }

    #[test]
    fn nobody_untrained_is_called_to_a_fire() {
        let adult = person("1986-03-12", &[]);
        let untrained = Err(Ineligible::Untrained);
        assert_eq!(fire_eligibility(&adult, None, today()), untrained);
        assert_eq!(
            fire_eligibility(&adult, Some(&Row::default()), today()),
            untrained,
            "unasked is untrained"
        );
        let mut left = trained();
        left.set("status", "left");
        assert_eq!(fire_eligibility(&adult, Some(&left), today()), untrained);
    }

    #[test]
    fn nobody_under_eighteen_or_of_unknown_age_is_called_to_a_fire() {
        assert_eq!(judged(&person("2008-07-13", &[])), Err(Ineligible::Minor));
        assert_eq!(judged(&person("2008-07-12", &[])), Ok(()), "eighteen today");
        assert_eq!(judged(&person("2027-01-01", &[])), Err(Ineligible::Minor));
        assert_eq!(judged(&person("", &[])), Err(Ineligible::AgeUnknown));
    }

    #[test]
    fn nobody_of_sixty_and_more_is_called_to_a_fire() {
        assert_eq!(judged(&person("1966-07-12", &[])), Err(Ineligible::Elder));
        assert_eq!(judged(&person("1966-07-13", &[])), Ok(()));
    }

    #[test]
    fn nobody_protected_by_law_is_called_to_a_fire_however_well_trained() {
        for (group, reason) in PROTECTED {
            let one = person("1986-03-12", &[group]);
            assert_eq!(judged(&one), Err(*reason), "{group}");
        }
        for mobility in ["supported", "wheelchair", "stretcher"] {
            let mut one = person("1986-03-12", &[]);
            one.set("mobility", mobility);
            assert_eq!(judged(&one), Err(Ineligible::Disabled), "{mobility}");
        }
    }

    #[test]
    fn the_reason_names_no_illness() {
        for reason in [Ineligible::Ill, Ineligible::Disabled, Ineligible::Pregnant] {
            let text = reason.text();
            assert!(text.ends_with('。') && !text.contains('病') && !text.contains('孕'));
        }
    }
}
