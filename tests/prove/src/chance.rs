//! Chance from a seed, the same on every machine (SplitMix64): a failed try can be repeated.

/// A source of chance.
pub struct Chance(u64);

impl Chance {
    /// The chance of one try of one seed.
    pub fn of(seed: u64, attempt: u64) -> Self {
        // Mixed twice: the chance of one try must not run into that of the next one.
        Self(mixed(
            seed ^ mixed(attempt.wrapping_add(0x9e37_79b9_7f4a_7c15)),
        ))
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number below a bound; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 { 0 } else { self.next() % bound }
    }
}

fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
