//! Widths of columns that share a page by what they say: one that is short gets what it needs, the
//! long ones share the rest, and none gets less than keeps its words in one piece.

use crate::page::Length;

/// The widths of columns that would need `natural` to stand in one line each and must have `least`,
/// which fits into `total`.
pub(super) fn widths(natural: &[Length], least: &[Length], total: Length) -> Vec<Length> {
    let wanted: Length = natural.iter().sum();
    if wanted <= total {
        let unused = i64::from(total - wanted);
        let share = |width: &Length| {
            let more = i64::from(*width) * unused / i64::from(wanted.max(1));
            width + Length::try_from(more).unwrap_or(0)
        };
        return natural.iter().map(share).collect();
    }
    let capped = |level: Length| -> Vec<Length> {
        let columns = natural.iter().zip(least);
        let widths = columns.map(|(natural, least)| (*natural).min(level).max(*least));
        widths.collect()
    };
    let (mut low, mut high) = (0, total);
    while high - low > 1 {
        let level = low + (high - low) / 2;
        if capped(level).iter().sum::<Length>() <= total {
            low = level;
        } else {
            high = level;
        }
    }
    capped(low)
}

#[cfg(test)]
mod tests {
    use super::widths;

    #[test]
    fn short_columns_keep_their_lines_and_long_ones_share_the_rest() {
        let shared = widths(&[20, 30, 400, 90], &[10, 10, 10, 10], 200);
        assert_eq!(shared.iter().take(2).collect::<Vec<_>>(), [&20, &30]);
        assert!(shared.iter().sum::<i32>() <= 200, "{shared:?}");
        assert_eq!(shared.get(2), shared.get(3), "the long ones share alike");
    }

    #[test]
    fn what_is_left_over_is_shared_and_no_column_falls_below_its_words() {
        assert_eq!(widths(&[20, 30], &[10, 10], 100), [40, 60]);
        let tight = widths(&[300, 300], &[10, 80], 100);
        assert_eq!(tight, [20, 80]);
    }
}
