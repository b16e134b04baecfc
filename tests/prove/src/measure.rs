//! What a try costs: the memory it took at most, and how long it took.

use std::fs;
use std::time::{Duration, Instant};

/// What it cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Bytes of memory at the peak above those before.
    pub bytes: u64,
    /// How long it took.
    pub took: Duration,
}

/// Does something and tells what it cost. Where the system does not tell of its memory, none.
pub fn cost<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    // The system then counts the peak from what is in use now.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let before = memory("VmRSS:");
    let started = Instant::now();
    let done = work();
    let took = started.elapsed();
    let bytes = memory("VmHWM:").saturating_sub(before);
    (done, Cost { bytes, took })
}

fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let words = line.and_then(|line| line.split_whitespace().next());
    words
        .and_then(|kibibytes| kibibytes.parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

impl Cost {
    /// Says what was too much, if anything was.
    pub fn over(&self, bytes: u64, took: Duration) -> Option<String> {
        let is_over = self.bytes > bytes || self.took > took;
        is_over.then(|| {
            format!(
                "it took {} MiB and {} ms",
                self.bytes >> 20,
                self.took.as_millis()
            )
        })
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    #[test]
    fn memory_that_is_taken_and_given_back_is_counted() {
        let (length, cost) = cost(|| {
            let bytes = vec![1_u8; 64 << 20];
            std::hint::black_box(&bytes).len()
        });
        assert_eq!(length, 64 << 20);
        assert!(
            cost.bytes >= 60 << 20,
            "{} bytes were seen of 64 MiB",
            cost.bytes
        );
        assert!(cost.over(1 << 20, Duration::from_mins(1)).is_some());
    }
}
