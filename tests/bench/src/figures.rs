//! What a process can say about itself, and how samples become one figure.

use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Runs the work and tells how long it took.
pub fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let started = Instant::now();
    let done = work()?;
    Ok((done, started.elapsed().as_secs_f64()))
}

/// The sample below which this share of them lies, in seconds.
pub fn quantile(mut samples: Vec<Duration>, percent: usize) -> f64 {
    samples.sort_unstable();
    let place = samples.len() * percent / 100;
    let place = place.min(samples.len().saturating_sub(1));
    samples.get(place).map_or(0.0, Duration::as_secs_f64)
}

/// Most memory this process ever held, in KiB.
pub fn peak_memory_kib() -> Result<u64> {
    number_after("/proc/self/status", "VmHWM:")
}

/// Bytes this process has read from files so far, whether or not the disk was asked.
pub fn bytes_read() -> Result<u64> {
    number_after("/proc/self/io", "rchar:")
}

fn number_after(file: &str, word: &str) -> Result<u64> {
    let text = fs::read_to_string(file).with_context(|| format!("read {file}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(word));
    let number = line.and_then(|line| line.split_whitespace().next());
    let number = number.with_context(|| format!("{file} has no {word}"))?;
    number
        .parse()
        .with_context(|| format!("{word} of {file} is no number"))
}

/// Size of a file; 0 if it is not there.
pub fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_95th_of_a_hundred_is_slower_than_95() {
        let samples = (0..100).rev().map(Duration::from_secs).collect();
        assert!((quantile(samples, 95) - 95.0).abs() < f64::EPSILON);
        assert!(quantile(Vec::new(), 95).abs() < f64::EPSILON);
    }

    #[test]
    fn a_process_knows_its_own_memory_and_reading() {
        let before = bytes_read().unwrap();
        let read = fs::read(std::env::current_exe().unwrap()).unwrap().len() as u64;
        assert!(
            bytes_read().unwrap() - before >= read,
            "a whole file was read in between"
        );
        assert!(
            peak_memory_kib().unwrap() * 1024 >= read,
            "the file was in memory"
        );
    }
}
