//! How many passed and failed, read from what each test runner prints.

use std::iter::Sum;

use serde_json::Value;

/// Tests or checks that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Held.
    pub passed: u64,
    /// Broken.
    pub failed: u64,
}

impl Counts {
    /// One check that held.
    pub fn success() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    /// One check that is broken.
    pub fn failure() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// One check.
    pub fn of(verdict: bool) -> Self {
        if verdict {
            Self::success()
        } else {
            Self::failure()
        }
    }

    /// Squares the figures with the runner's own verdict: a runner that failed without naming a
    /// failed test, or passed without running any, counts as one failure.
    pub fn judged(self, verdict: bool) -> Self {
        let silent = !verdict && self.failed == 0;
        let idle = verdict && self.passed == 0;
        Self {
            failed: self.failed + u64::from(silent || idle),
            ..self
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            passed: sum.passed + one.passed,
            failed: sum.failed + one.failed,
        })
    }
}

/// Reads nextest's `Summary […] 3 tests run: 2 passed, 1 failed, 0 skipped`.
pub fn of_nextest(log: &str) -> Counts {
    let summary = log
        .lines()
        .rfind(|line| line.contains(" run: "))
        .unwrap_or_default();
    let results = summary.split(" run: ").nth(1).unwrap_or_default();
    Counts {
        passed: before(results, "passed"),
        failed: ["failed", "timed", "exec"]
            .iter()
            .map(|word| before(results, word))
            .sum(),
    }
}

/// Reads cargo's `test result: ok. 2 passed; 1 failed; …`, one line a test program.
pub fn of_cargo(log: &str) -> Counts {
    let results = log.lines().filter(|line| line.starts_with("test result:"));
    results
        .map(|line| Counts {
            passed: before(line, "passed"),
            failed: before(line, "failed"),
        })
        .sum()
}

/// Reads vitest's JSON report.
pub fn of_vitest(report: &str) -> Counts {
    read(report, "numPassedTests", "numFailedTests")
}

/// Reads the last line of our own runners: `{"passed": 2, "failed": 1}`.
pub fn of_summary(log: &str) -> Counts {
    let summary = log
        .lines()
        .rfind(|line| line.starts_with('{'))
        .unwrap_or_default();
    read(summary, "passed", "failed")
}

fn read(json: &str, passed: &str, failed: &str) -> Counts {
    let report: Value = serde_json::from_str(json).unwrap_or_default();
    let figure = |name: &str| report.get(name).and_then(Value::as_u64).unwrap_or_default();
    Counts {
        passed: figure(passed),
        failed: figure(failed),
    }
}

/// The number that stands before a word.
fn before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line
        .split([' ', ',', ';', '(', ')'])
        .filter(|w| !w.is_empty())
        .collect();
    let next = words.iter().skip(1);
    let found = words.iter().zip(next).find(|(_, after)| **after == word);
    found
        .and_then(|(number, _)| number.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_is_read_with_its_timeouts() {
        let log = "PASS x\n     Summary [   1.234s] 6 tests run: 3 passed (1 slow), 2 failed, 1 timed out, 4 skipped\n";
        assert_eq!(
            of_nextest(log),
            Counts {
                passed: 3,
                failed: 3
            }
        );
        assert_eq!(of_nextest("error: could not compile"), Counts::default());
    }

    #[test]
    fn cargos_results_are_summed_over_programs() {
        let log = "test result: ok. 2 passed; 0 failed; 0 ignored\n\
                   test result: FAILED. 1 passed; 3 failed; 0 ignored\n";
        assert_eq!(
            of_cargo(log),
            Counts {
                passed: 3,
                failed: 3
            }
        );
    }

    #[test]
    fn reports_in_json_are_read() {
        let vitest = r#"{"numTotalTests": 5, "numPassedTests": 4, "numFailedTests": 1}"#;
        assert_eq!(
            of_vitest(vitest),
            Counts {
                passed: 4,
                failed: 1
            }
        );
        let ours = "starting\n{\"passed\": 7, \"failed\": 0}\n";
        assert_eq!(
            of_summary(ours),
            Counts {
                passed: 7,
                failed: 0
            }
        );
    }

    #[test]
    fn a_runner_that_dies_or_runs_nothing_is_a_failure() {
        let good = Counts {
            passed: 2,
            failed: 0,
        };
        assert_eq!(good.judged(true), good);
        assert_eq!(
            good.judged(false),
            Counts {
                passed: 2,
                failed: 1
            }
        );
        assert_eq!(Counts::default().judged(true), Counts::failure());
        assert_eq!(
            Counts {
                passed: 1,
                failed: 2
            }
            .judged(false),
            Counts {
                passed: 1,
                failed: 2
            }
        );
    }
}
