//! What the runs come to: figures, ratios, and whether the budgets were kept.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::rows::{Budget, Figure};

/// What one process told.
pub type Told = Map<String, Value>;

/// One line of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    name: &'static str,
    value: Option<f64>,
    unit: &'static str,
    reference: Option<f64>,
    ratio: Option<f64>,
    budget: String,
    /// Whether the budget was kept; none if nothing was measured.
    pub ok: Option<bool>,
}

impl Verdict {
    /// Judges one figure of a row by what its processes told.
    pub fn of(figure: &Figure, subject: &[Told], reference: &[Told]) -> Result<Self> {
        let value = settle(figure, subject)?;
        let told = reference.iter().any(|told| told.contains_key(figure.of));
        let reference = told.then(|| settle(figure, reference)).transpose()?;
        let ratio = reference
            .filter(|other| *other > 0.0)
            .map(|other| value / other);
        Ok(Self {
            name: figure.name,
            value: Some(value),
            unit: figure.unit,
            reference,
            ratio,
            budget: words(figure),
            ok: (figure.budget != Budget::Told).then(|| is_kept(figure.budget, value, reference)),
        })
    }

    /// A budget that nothing measures, with the reason.
    pub fn unmeasured((name, reason): &(&'static str, &'static str)) -> Self {
        Self {
            name,
            value: None,
            unit: "",
            reference: None,
            ratio: None,
            budget: format!("not measured: {reason}"),
            ok: None,
        }
    }
}

/// The median of times, the worst of counts.
fn settle(figure: &Figure, told: &[Told]) -> Result<f64> {
    let numbers = told
        .iter()
        .map(|told| told.get(figure.of).and_then(Value::as_f64));
    let numbers: Option<Vec<f64>> = numbers.collect();
    let mut numbers = numbers.with_context(|| format!("{}: no {}", figure.name, figure.of))?;
    numbers.sort_unstable_by(f64::total_cmp);
    let is_time = matches!(figure.of, "seconds" | "wall");
    let place = if is_time {
        numbers.len() / 2
    } else {
        numbers.len().saturating_sub(1)
    };
    let settled = numbers
        .get(place)
        .with_context(|| format!("{}: no runs", figure.name))?;
    Ok(settled * figure.scale)
}

fn is_kept(budget: Budget, value: f64, reference: Option<f64>) -> bool {
    let within = |times: f64, more: f64| {
        reference.is_some_and(|other| value <= (other * times).max(other + more))
    };
    match budget {
        Budget::Told => true,
        Budget::AtMost(most) => value <= most,
        Budget::Times(times) => reference.is_some_and(|other| value <= other * times),
        Budget::TimesOrMore(times, more) => within(times, more),
        Budget::AtMostAndTimesOrMore(most, times, more) => value <= most && within(times, more),
    }
}

fn words(figure: &Figure) -> String {
    let unit = figure.unit;
    let growth = |times: f64, more: f64| {
        if more > 0.0 {
            format!("≤ {times}× or +{more} {unit}")
        } else {
            format!("≤ {times}×")
        }
    };
    match figure.budget {
        Budget::Told => "none".to_owned(),
        Budget::AtMost(most) => format!("≤ {most} {unit}"),
        Budget::Times(times) => format!("≤ {times}×"),
        Budget::TimesOrMore(times, more) => growth(times, more),
        Budget::AtMostAndTimesOrMore(most, times, more) => {
            format!("≤ {most} {unit}, {}", growth(times, more))
        }
    }
}

/// The report for programs.
pub fn json(verdicts: &[Verdict]) -> Value {
    let line = |verdict: &Verdict| {
        json!({
            "name": verdict.name, "value": verdict.value, "unit": verdict.unit,
            "reference": verdict.reference, "ratio": verdict.ratio,
            "budget": verdict.budget, "ok": verdict.ok,
        })
    };
    verdicts.iter().map(line).collect()
}

/// The report for people.
pub fn table(verdicts: &[Verdict]) -> String {
    let number = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), |n| format!("{n:.3}"));
    let head = [
        "name",
        "value",
        "unit",
        "reference",
        "ratio",
        "ok",
        "budget",
    ];
    let mut lines = vec![line(head.map(str::to_owned))];
    lines.extend(verdicts.iter().map(|verdict| {
        let ok = match verdict.ok {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "-",
        };
        line([
            verdict.name.to_owned(),
            number(verdict.value),
            verdict.unit.to_owned(),
            number(verdict.reference),
            number(verdict.ratio),
            ok.to_owned(),
            verdict.budget.clone(),
        ])
    }));
    lines.join("\n")
}

fn line([name, value, unit, reference, ratio, ok, budget]: [String; 7]) -> String {
    format!("{name:<18} {value:>10} {unit:<7} {reference:>10} {ratio:>8}  {ok:<4} {budget}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACT: Figure = Figure {
        name: "act",
        of: "seconds",
        unit: "ms",
        scale: 1_000.0,
        budget: Budget::TimesOrMore(2.0, 1.0),
    };

    fn runs(name: &str, figures: &[f64]) -> Vec<Told> {
        figures
            .iter()
            .map(|figure| Told::from_iter([(name.to_owned(), json!(figure))]))
            .collect()
    }

    fn judged(figure: &Figure, subject: &[f64], reference: &[f64]) -> Verdict {
        let (subject, reference) = (runs(figure.of, subject), runs(figure.of, reference));
        Verdict::of(figure, &subject, &reference).unwrap()
    }

    #[test]
    fn one_slow_run_of_a_time_does_not_count_but_one_large_count_does() {
        let time = judged(&ACT, &[0.001, 9.0, 0.001], &[0.001; 3]);
        assert_eq!((time.value, time.ok), (Some(1.0), Some(true)));
        let frames = Figure {
            of: "frames",
            scale: 1.0,
            budget: Budget::AtMost(24.0),
            ..ACT
        };
        assert_eq!(judged(&frames, &[20.0, 25.0, 20.0], &[]).ok, Some(false));
    }

    #[test]
    fn the_larger_allowance_holds() {
        assert_eq!(
            judged(&ACT, &[0.0018], &[0.001]).ok,
            Some(true),
            "1.8 times is within twice"
        );
        assert_eq!(
            judged(&ACT, &[0.0011], &[0.0002]).ok,
            Some(true),
            "0.9 ms more is within 1 ms"
        );
        assert_eq!(
            judged(&ACT, &[0.0050], &[0.002]).ok,
            Some(false),
            "neither allows 5 ms"
        );
    }

    #[test]
    fn a_page_must_be_fast_and_must_not_grow() {
        let page = Figure {
            budget: Budget::AtMostAndTimesOrMore(50.0, 2.0, 5.0),
            ..ACT
        };
        assert_eq!(judged(&page, &[0.049], &[0.030]).ok, Some(true));
        assert_eq!(
            judged(&page, &[0.060], &[0.050]).ok,
            Some(false),
            "over 50 ms"
        );
        assert_eq!(
            judged(&page, &[0.040], &[0.010]).ok,
            Some(false),
            "four times the village"
        );
    }

    #[test]
    fn a_budget_of_times_without_its_reference_is_not_kept() {
        let times = Figure {
            budget: Budget::Times(3.0),
            ..ACT
        };
        assert_eq!(judged(&times, &[0.001], &[]).ok, Some(false));
    }

    #[test]
    fn a_process_that_tells_nothing_is_an_error() {
        let error = Verdict::of(&ACT, &runs("bytes", &[1.0]), &[]).unwrap_err();
        assert!(error.to_string().contains("act: no seconds"), "{error}");
    }

    #[test]
    fn programs_read_what_people_read() {
        let verdict = judged(&ACT, &[0.003], &[0.002]);
        let told = json(std::slice::from_ref(&verdict));
        assert_eq!(told[0]["value"], 3.0);
        assert_eq!(told[0]["ratio"], 1.5);
        assert_eq!(told[0]["budget"], "≤ 2× or +1 ms");
        assert!(
            table(&[verdict]).contains("3.000 ms"),
            "the table shows the value"
        );
        let silent = Verdict::unmeasured(&("window", "no display"));
        assert_eq!(json(&[silent])[0]["ok"], Value::Null);
    }
}
