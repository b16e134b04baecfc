//! Ten thousand random sequences of acts through the command list leave every hard rule unbroken.
//!
//! What is typed, in which ledger, in which role, in which order is chance; a failure names the
//! seed and tells the commands of its sequence. `YIZHAN_LONG=1` runs all ten thousand.

use chance::Chance;
use office::Office;
use std::panic::{AssertUnwindSafe, catch_unwind};

mod acts;
pub mod chance;
mod hard;
pub mod office;
pub mod values;

/// Sequences of the usual run, and of the long one.
const SEQUENCES: [u64; 2] = [1_000, 10_000];
/// Files they are spread over.
const FILES: u64 = 4;
/// Sequences of one file after which it is folded again.
const FOLDED: u64 = 125;

/// Steps under hard rules, which chance has to take for the rules to be tried at all.
const GUARDED: [(&str, &str); 6] = [
    ("hazard", "fix_on_spot"),
    ("hazard", "start_fix"),
    ("hazard", "close"),
    ("hazard", "reopen"),
    ("relief", "issue"),
    ("situation_report", "issue"),
];

/// Works at one file; gives how often each command worked and was refused.
fn work(seed: u64, sequences: u64) -> Office {
    let mut office = Office::new(seed.is_multiple_of(2));
    let mut chance = Chance::of(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    for number in 1..=sequences {
        office.told.clear();
        let run = catch_unwind(AssertUnwindSafe(|| {
            for _ in 0..3 + chance.below(10) {
                acts::act(&mut office, &mut chance);
            }
            office.assert_rules();
            if number.is_multiple_of(FOLDED) {
                office.station.assert_sound();
            }
        }));
        let told = || office.told.join("\n");
        assert!(run.is_ok(), "seed {seed}, sequence {number}:\n{}", told());
    }
    office.assert_all_sound();
    office
}

#[test]
fn random_sequences_of_acts_leave_every_hard_rule_unbroken() {
    let is_long = std::env::var_os("YIZHAN_LONG").is_some();
    let each = SEQUENCES[usize::from(is_long)] / FILES;
    let offices: Vec<Office> = std::thread::scope(|scope| {
        let running: Vec<_> = (1..=FILES)
            .map(|seed| scope.spawn(move || work(seed, each)))
            .collect();
        let done = running.into_iter().map(|run| run.join().unwrap());
        done.collect()
    });
    for (ledger, step) in GUARDED {
        let taken = |office: &Office| office.steps.contains(&(ledger, step));
        assert!(offices.iter().any(taken), "{ledger}: nobody took {step}");
    }
    for command in [
        "save_record",
        "advance_record",
        "remove_record",
        "restore_record",
        "undo_act",
        "import_sheet",
        "record_inspection",
    ] {
        let counts = offices
            .iter()
            .filter_map(|office| office.counts.get(command));
        let [done, refused] = counts.fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
        assert!(
            done > 0 && refused > 0,
            "{command}: {done} done, {refused} refused"
        );
    }
}
