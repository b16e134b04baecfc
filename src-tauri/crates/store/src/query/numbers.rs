//! Numbers of rows in their table, a bit each.

/// A set of row numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    bits: Vec<u64>,
    count: usize,
}

impl Numbers {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Adds a row.
    pub(super) fn insert(&mut self, number: i64) {
        let (word, bit) = place(number);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(word)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.count += 1;
        }
    }

    /// Whether the row of this number is among them.
    pub(super) fn contains(&self, number: i64) -> bool {
        let (word, bit) = place(number);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Those that are in both.
    pub(super) fn and(&self, other: &Self) -> Self {
        let both = self.bits.iter().zip(&other.bits);
        let bits: Vec<u64> = both.map(|(one, other)| one & other).collect();
        let count = bits.iter().map(|bits| bits.count_ones() as usize).sum();
        Self { bits, count }
    }

    /// The least and the greatest of them.
    pub(super) fn span(&self) -> Option<(i64, i64)> {
        let filled = |(_, bits): &(i64, &u64)| **bits != 0;
        let mut words = (0_i64..).zip(&self.bits).filter(filled);
        let first = words.next()?;
        let end = words.last().unwrap_or(first);
        let least = first.0 * 64 + i64::from(first.1.trailing_zeros());
        let greatest = end.0 * 64 + 63 - i64::from(end.1.leading_zeros());
        Some((least, greatest))
    }

    /// All of them, the least first.
    pub(super) fn iter(&self) -> impl Iterator<Item = i64> {
        let words = (0_i64..).zip(&self.bits);
        words.flat_map(|(word, bits)| {
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| word * 64 + bit)
        })
    }
}

fn place(number: i64) -> (usize, u64) {
    let word = usize::try_from(number / 64).unwrap_or(0);
    (word, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_span_of_numbers_is_from_the_least_to_the_greatest() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.span(), None);
        for (number, span) in [
            (70, (70, 70)),
            (65, (65, 70)),
            (64, (64, 70)),
            (512, (64, 512)),
        ] {
            numbers.insert(number);
            assert_eq!(numbers.span(), Some(span));
        }
        let found: Vec<i64> = numbers.iter().collect();
        assert_eq!(found, [64, 65, 70, 512]);
    }
}
