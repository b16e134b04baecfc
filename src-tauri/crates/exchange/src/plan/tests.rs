use super::*;
use ledger::Digest;

const AREA: &str = "990101102203";

fn held(replica: u8, seq: u64, classes: [u64; 4]) -> Held {
    Held {
        replica: ReplicaId([replica; 16]),
        seq,
        digest: Digest([0; 32]),
        classes,
    }
}

fn header(ranges: &[(u8, u64, u64)], theirs: Vec<Held>) -> Header {
    let range = |&(replica, first, last): &(u8, u64, u64)| Range {
        area: AREA.to_owned(),
        replica: ReplicaId([replica; 16]),
        first,
        last,
        before: None,
        digest: Digest([0; 32]),
    };
    Header {
        from: AREA.to_owned(),
        replica: ReplicaId([1; 16]),
        to: String::new(),
        package_id: [0; 16],
        counter: 1,
        profile: Profile::Duty,
        area: AREA.to_owned(),
        entries: 0,
        ranges: ranges.iter().map(range).collect(),
        have: vec![(AREA.to_owned(), ours(theirs))],
        members: Vec::new(),
    }
}

fn span(replica: u8, first: u64, last: u64) -> Span {
    Span {
        replica: ReplicaId([replica; 16]),
        first,
        last,
    }
}

fn ours(streams: Vec<Held>) -> Have {
    Have {
        streams,
        ..Have::default()
    }
}

#[test]
fn what_overlaps_is_known_and_the_rest_is_new() {
    let header = header(&[(1, 5, 20)], vec![held(1, 20, [20; 4])]);
    let intake = intake(&header, AREA, &ours(vec![held(1, 12, [12; 4])]));
    assert_eq!(intake.known, [span(1, 5, 12)]);
    assert_eq!(intake.new, [span(1, 13, 20)]);
    assert_eq!((intake.missing, intake.fuller), (vec![], vec![]));
}

#[test]
fn a_gap_before_and_a_promise_behind_are_missing() {
    let header = header(&[(1, 8, 9), (1, 11, 12)], vec![held(1, 15, [15; 4])]);
    let intake = intake(&header, AREA, &ours(vec![held(1, 3, [3; 4])]));
    assert_eq!(intake.new, [span(1, 8, 9), span(1, 11, 12)]);
    assert_eq!(
        intake.missing,
        [span(1, 4, 7), span(1, 10, 10), span(1, 13, 15)]
    );
}

#[test]
fn a_stream_the_sender_holds_and_did_not_send_is_missing() {
    let header = header(&[], vec![held(2, 4, [4; 4])]);
    assert_eq!(
        intake(&header, AREA, &ours(vec![])).missing,
        [span(2, 1, 4)]
    );
}

#[test]
fn what_came_as_statistics_is_still_owed_in_full() {
    let statistics = held(1, 10, [10, 4, 0, 0]);
    assert_eq!(acknowledged(&statistics, Profile::Statistics), 10);
    assert_eq!(acknowledged(&statistics, Profile::Duty), 4);
    assert_eq!(acknowledged(&statistics, Profile::Full), 0);
    let header = header(&[(1, 1, 12)], vec![held(1, 12, [12; 4])]);
    let intake = intake(&header, AREA, &ours(vec![statistics]));
    assert_eq!(intake.known, [span(1, 1, 4)]);
    assert_eq!(
        intake.fuller,
        [span(1, 5, 10)],
        "here, but without the class this package brings"
    );
    assert_eq!(intake.new, [span(1, 11, 12)]);
}

#[test]
fn another_areas_ranges_do_not_count() {
    let header = header(&[(1, 1, 3)], vec![]);
    assert_eq!(
        intake(&header, "990101102000", &ours(vec![])),
        Intake::default()
    );
}
