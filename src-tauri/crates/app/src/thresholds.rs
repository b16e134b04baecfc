//! Thresholds (门限): the numbers in the rules. Data in `assets/lists/thresholds.toml`, each with
//! where it comes from; the township may set one otherwise for its villages, an office for itself.

use crate::assets::Assets;
use crate::problem::Problem;
use serde::Deserialize;

/// One number of the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Stable name.
    pub name: String,
    /// What it is, in words.
    pub label: String,
    /// Unit behind the value.
    pub unit: String,
    /// The value that is shipped.
    #[serde(rename = "value")]
    pub shipped: i64,
    /// Least value that makes sense.
    pub least: i64,
    /// Greatest value that makes sense.
    pub most: i64,
    /// Where the shipped value comes from, and how certain that is.
    pub source: String,
    /// The value the township or the office set instead.
    #[serde(skip)]
    pub set: Option<i64>,
}

impl Threshold {
    /// The value in force.
    pub fn value(&self) -> i64 {
        self.set.unwrap_or(self.shipped)
    }
}

/// Every threshold, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Thresholds {
    all: Vec<Threshold>,
}

#[derive(Deserialize)]
struct ThresholdsFile {
    threshold: Vec<Threshold>,
}

impl Thresholds {
    /// Reads the shipped thresholds.
    pub fn load(assets: &Assets) -> Result<Self, Problem> {
        let file: ThresholdsFile = assets.toml("lists/thresholds.toml")?;
        Ok(Self {
            all: file.threshold,
        })
    }

    /// Lays values set elsewhere over the shipped ones; the last one of a name holds. A value
    /// outside its bounds, written by a program that knew other bounds, is passed over.
    pub(crate) fn lay_over<'a>(&mut self, values: impl IntoIterator<Item = (&'a str, i64)>) {
        for (name, value) in values {
            let known = self.all.iter_mut().find(|known| known.name == name);
            if let Some(known) = known.filter(|known| (known.least..=known.most).contains(&value)) {
                known.set = Some(value);
            }
        }
    }

    /// Every threshold.
    pub fn all(&self) -> &[Threshold] {
        &self.all
    }

    /// The threshold of this name.
    pub fn named(&self, name: &str) -> Option<&Threshold> {
        self.all.iter().find(|known| known.name == name)
    }

    /// The value in force. A name the file lacks counts as 0; a test holds the names the program
    /// uses against the file.
    pub fn value(&self, name: &str) -> i64 {
        self.named(name).map_or(0, Threshold::value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn shipped() -> Thresholds {
        let assets = Assets::find(None).expect("assets lie in the source tree");
        Thresholds::load(&assets).expect("the file is readable")
    }

    fn sources(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the source folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(std::fs::read_to_string(path).expect("a source file"));
            }
        }
    }

    #[test]
    fn every_threshold_the_program_asks_for_stands_in_the_file() {
        let mut texts = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut texts,
        );
        let thresholds = shipped();
        let mut asked = 0;
        for text in &texts {
            // A path of a form that is counted begins with @ and is no threshold.
            for part in text
                .split(".value(\"")
                .skip(1)
                .filter(|part| !part.starts_with('@'))
            {
                let name = part.split('"').next().unwrap_or_default();
                assert!(thresholds.named(name).is_some(), "{name}");
                asked += 1;
            }
            for head in ["notice: \"", "threshold: \""] {
                for part in text.split(head).skip(1) {
                    let name = part.split('"').next().unwrap_or_default();
                    assert!(
                        name.is_empty() || thresholds.named(name).is_some(),
                        "{name}"
                    );
                }
            }
        }
        assert!(asked > 10, "the scan finds the places");
    }

    #[test]
    fn every_threshold_says_where_it_comes_from_and_keeps_its_bounds() {
        for threshold in shipped().all() {
            assert!(threshold.source.ends_with('。'), "{}", threshold.name);
            assert!(
                (threshold.least..=threshold.most).contains(&threshold.shipped),
                "{}",
                threshold.name
            );
        }
    }

    #[test]
    fn a_value_out_of_bounds_is_passed_over() {
        let mut thresholds = shipped();
        thresholds.lay_over([("callout_tries", 99), ("callout_answer_minutes", 10)]);
        assert_eq!(thresholds.value("callout_tries"), 3);
        assert_eq!(thresholds.value("callout_answer_minutes"), 10);
    }
}
