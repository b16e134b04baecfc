//! What a lost laptop writes after it was lost: kept, passed on, not folded, until admitted.

use super::support::{AREA, Replica, meet, pair, put, row, text};
use crate::{Adoption, Arrival, Cut, End, Intent, Merge, StoreError, admission};
use ledger::kinds::photo;
use ledger::{Act, Change, Digest, Entry, Privacy};
use proptest::prelude::*;

/// The last entry of a replica's own stream.
fn tip(of: &Replica) -> End {
    let heads = of.store.heads(AREA).unwrap();
    let own = heads.iter().find(|head| head.replica == of.store.replica());
    own.map_or((0, Digest([0; 32])), |own| (own.seq, own.digest))
}

fn cut(lost: &Replica, ends: &[End]) -> Cut {
    Cut {
        replica: lost.store.replica(),
        area: AREA.to_owned(),
        ends: ends.to_vec(),
    }
}

/// Learns that a laptop is lost.
fn learn(at: &mut Replica, cut: Cut) -> Merge {
    let adoption = Adoption {
        cuts: vec![cut],
        ..Adoption::default()
    };
    at.store.adopt(&adoption).unwrap()
}

fn admit(at: &mut Replica, lost: &Replica, end: End) {
    let change = admission(AREA, lost.store.replica(), end, "同村里核对过");
    at.try_act(Act::ADMIT_QUARANTINED, &[change]).unwrap();
}

fn name(of: &str) -> Change {
    put("person", row(1), "name", text(of))
}

fn phone(number: &str) -> Change {
    put("person", row(1), "mobile", text(number))
}

fn is_called(at: &Replica, called: &str) -> bool {
    at.value("person", row(1), "name") == text(called)
}

#[test]
fn what_was_written_after_the_loss_is_kept_and_not_folded_whichever_is_heard_first() {
    let (mut stays, mut lost) = pair();
    lost.act(&[phone("14200000001")]);
    stays.hear(&lost);
    let end = tip(&lost);
    lost.act(&[name("冒名"), put("person", row(9), "name", text("捏造"))]);
    let mut early = Replica::new(3);
    let merge = learn(&mut early, cut(&lost, &[end]));
    assert_eq!(merge.quarantined, 0, "nothing of it is here yet");
    let merge = early.hear(&lost);
    assert_eq!((merge.quarantined, merge.rows.added), (1, 1));
    let mut late = Replica::new(4);
    late.hear(&lost);
    assert!(is_called(&late, "冒名"), "who has not heard believes it");
    let merge = learn(&mut late, cut(&lost, &[end]));
    assert_eq!(merge.quarantined, 1);
    for at in [&mut early, &mut late] {
        assert!(is_called(at, "张三"));
        assert_eq!(
            at.value("person", row(1), "mobile"),
            text("14200000001"),
            "what was written before the loss counts"
        );
        assert_eq!(
            at.store.row(super::support::spec("person"), row(9)),
            Ok(None)
        );
        assert_eq!(at.store.quarantined(Some(AREA)).unwrap().len(), 1);
        at.assert_sound();
    }
    assert_eq!(early.digest(), late.digest());
    let mut through = Replica::new(5);
    learn(&mut through, cut(&lost, &[end]));
    through.hear(&early);
    assert_eq!(through.digest(), late.digest(), "quarantine is passed on");
    assert_eq!(through.store.quarantined(None).unwrap().len(), 1);
}

#[test]
fn what_is_admitted_counts_everywhere_and_is_the_rival_of_what_was_written_meanwhile() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    lost.act(&[phone("14200000002")]);
    lost.act(&[name("张三丰")]);
    learn(&mut stays, cut(&lost, &[end]));
    stays.hear(&lost);
    stays.act(&[name("张叁")]);
    assert!(is_called(&stays, "张叁"));
    let mut other = Replica::new(3);
    learn(&mut other, cut(&lost, &[end]));
    meet(&mut stays, &mut other);
    admit(&mut stays, &lost, tip(&lost));
    assert!(stays.store.quarantined(None).unwrap().is_empty());
    assert_eq!(stays.value("person", row(1), "mobile"), text("14200000002"));
    assert_eq!(
        stays.store.conflicts(None, 9).unwrap().len(),
        1,
        "whoever wrote meanwhile had not been shown it"
    );
    let merge = other.hear(&stays);
    assert_eq!(merge.released, 2);
    meet(&mut stays, &mut other);
}

#[test]
fn a_part_may_be_admitted_and_the_rest_left() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    lost.act(&[phone("14200000003")]);
    let honest = tip(&lost);
    lost.act(&[name("冒名")]);
    learn(&mut stays, cut(&lost, &[end]));
    stays.hear(&lost);
    admit(&mut stays, &lost, honest);
    assert_eq!(stays.store.quarantined(None).unwrap().len(), 1);
    assert!(is_called(&stays, "张三"));
    assert_eq!(stays.value("person", row(1), "mobile"), text("14200000003"));
    stays.assert_sound();
}

#[test]
fn a_lost_laptop_does_not_admit_itself() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    lost.act(&[name("冒名")]);
    let own = tip(&lost);
    let change = admission(AREA, lost.store.replica(), own, "自己说的");
    lost.try_act(Act::ADMIT_QUARANTINED, &[change]).unwrap();
    learn(&mut stays, cut(&lost, &[end]));
    stays.hear(&lost);
    assert_eq!(stays.store.quarantined(None).unwrap().len(), 2);
    assert!(is_called(&stays, "张三"));
    stays.assert_sound();
}

#[test]
fn a_branch_beside_the_end_is_quarantined_even_with_lower_numbers() {
    let (mut stays, mut lost) = pair();
    let mut copy = Replica::new(2);
    copy.hear(&stays);
    lost.act(&[phone("14200000004")]);
    lost.act(&[phone("14200000005")]);
    stays.hear(&lost);
    let end = tip(&lost);
    // The thief set the laptop's disk back and wrote under numbers that were used already.
    copy.act(&[name("冒名")]);
    learn(&mut stays, cut(&lost, &[end]));
    stays.hear(&copy);
    assert!(is_called(&stays, "张三"));
    assert_eq!(stays.store.quarantined(None).unwrap().len(), 1);
    let mut other_way = Replica::new(3);
    learn(&mut other_way, cut(&lost, &[end]));
    other_way.hear(&copy);
    other_way.hear(&stays);
    assert_eq!(other_way.digest(), stays.digest());
    other_way.assert_sound();
}

#[test]
fn what_an_honest_laptop_wrote_upon_quarantined_entries_goes_on_counting() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    lost.act(&[name("冒名"), put("person", row(9), "name", text("捏造"))]);
    let mut deceived = Replica::new(3);
    deceived.hear(&lost);
    deceived.act(&[put("person", row(9), "mobile", text("14200000006"))]);
    learn(&mut stays, cut(&lost, &[end]));
    stays.hear(&deceived);
    learn(&mut deceived, cut(&lost, &[end]));
    assert_eq!(stays.digest(), deceived.digest());
    assert_eq!(
        stays.value("person", row(9), "mobile"),
        text("14200000006"),
        "the honest write stays"
    );
    stays.act(&[name("张叁")]);
    meet(&mut stays, &mut deceived);
}

#[test]
fn a_laptop_that_took_the_new_keys_is_let_out_again() {
    let (mut stays, mut unheard) = pair();
    unheard.act(&[name("张三丰")]);
    stays.hear(&unheard);
    learn(&mut stays, cut(&unheard, &[]));
    assert!(is_called(&stays, "张三"));
    let merge = stays.store.adopt(&Adoption::default()).unwrap();
    assert_eq!(merge.released, 1);
    assert!(is_called(&stays, "张三丰"));
    stays.assert_sound();
}

#[test]
fn what_a_lost_laptop_destroyed_is_marked_until_it_comes_again_and_goes_once_it_is_admitted() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    let mut deceived = Replica::new(3);
    deceived.hear(&stays);
    let stamp = lost.stamp(Act::DESTROY);
    let person = super::support::spec("person");
    let destroyed = lost.store.destroy(AREA, &stamp, &[(person, row(1))], &[]);
    destroyed.unwrap();
    deceived.hear(&lost);
    let name = |at: &Replica| at.value("person", row(1), "name");
    let marked = |at: &Replica| {
        let stored = at.store.row(person, row(1)).unwrap().unwrap();
        stored.withheld.contains(&"name")
    };
    assert!(name(&deceived).is_empty() && !marked(&deceived), "believed");
    learn(&mut deceived, cut(&lost, &[end]));
    assert!(name(&deceived).is_empty() && marked(&deceived), "owed");
    let over = deceived.try_act(Act::SAVE_RECORD, &[self::name("张三丰")]);
    assert!(matches!(over, Err(StoreError::Withheld { .. })), "{over:?}");
    learn(&mut stays, cut(&lost, &[end]));
    // By way of somebody who has it erased it is not brought, and nothing breaks.
    let mut late = Replica::new(4);
    learn(&mut late, cut(&lost, &[end]));
    late.hear(&deceived);
    assert!(name(&late).is_empty() && marked(&late));
    late.assert_sound();
    for at in [&mut deceived, &mut late] {
        assert_eq!(at.hear(&stays).completed, 1, "it is asked for again");
        assert!(is_called(at, "张三") && !marked(at));
    }
    stays.hear(&deceived);
    meet(&mut stays, &mut deceived);
    meet(&mut stays, &mut late);
    admit(&mut stays, &lost, tip(&lost));
    meet(&mut stays, &mut deceived);
    assert!(name(&stays).is_empty() && name(&deceived).is_empty());
    assert!(!marked(&stays), "destroyed is not withheld");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// Equal entries and equal cuts give equal books: in any order of entries, with the cut heard
    /// before any of them.
    #[test]
    fn quarantine_does_not_depend_on_the_order_of_arrival(
        writes in prop::collection::vec((0_u8..2, 1_u8..4, 0_u8..9), 4..16),
        lost_after in 0_usize..8,
        admitted in any::<bool>(),
        when in 0_usize..16,
        order in any::<u64>(),
    ) {
        let (mut one, mut lost) = pair();
        let mut end = tip(&lost);
        for (place, (who, who_is, value)) in writes.iter().enumerate() {
            let change = put("person", row(*who_is), "name", text(&format!("名{value}")));
            if *who == 0 {
                one.act(&[change]);
            } else {
                lost.act(&[change]);
                lost.hear(&one);
            }
            if place == lost_after {
                one.hear(&lost);
                end = tip(&lost);
            }
        }
        learn(&mut one, cut(&lost, &[end]));
        one.hear(&lost);
        if admitted {
            admit(&mut one, &lost, tip(&lost));
        }
        let mut entries: Vec<Entry> = one.entries();
        let mut seed = order;
        for place in (1..entries.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let other = usize::try_from(seed >> 33).unwrap() % (place + 1);
            entries.swap(place, other);
        }
        let mut other = Replica::new(7);
        let first = when.min(entries.len());
        other.take(&entries[..first]);
        learn(&mut other, cut(&lost, &[end]));
        other.take(&entries[first..]);
        prop_assert_eq!(one.digest(), other.digest());
        one.assert_sound();
        other.assert_sound();
    }
}

#[test]
fn a_picture_of_an_entry_in_quarantine_is_kept_and_shown_once_the_entry_is_admitted() {
    let (mut stays, mut lost) = pair();
    let end = tip(&lost);
    learn(&mut stays, cut(&lost, &[end]));
    let salted: &[u8] = b"sixteen of salt. and a picture";
    let digest = photo::digest(salted).to_string();
    let taken = Change::put(
        &photo::SPEC,
        row(7),
        [("digest", text(&digest)), ("about_ledger", text("hazard"))],
    );
    let stamp = lost.stamp(Act::ADD_PHOTO);
    let act = lost
        .store
        .act_with_photos(AREA, &stamp, &[taken], &[salted]);
    act.unwrap();
    let have = stays.store.have(AREA).unwrap();
    let mut lacking = lost
        .store
        .entries_lacking(AREA, &have, Privacy::Secret)
        .unwrap();
    let arrival = Arrival {
        entries: &mut lacking,
        photos: &mut [salted, b"a picture nobody ever named"]
            .into_iter()
            .map(|photo| Ok::<_, StoreError>(photo.to_vec())),
        adoption: None,
    };
    let merge = stays.store.take_in(arrival, Intent::Commit).unwrap();
    assert_eq!((merge.quarantined, merge.photos), (1, 1));
    stays.assert_sound();
    assert!(stays.store.row(&photo::SPEC, row(7)).unwrap().is_none());
    admit(&mut stays, &lost, tip(&lost));
    assert!(stays.store.row(&photo::SPEC, row(7)).unwrap().is_some());
    assert_eq!(
        stays.store.photo(&digest).unwrap().as_deref(),
        Some(salted),
        "it came once and never again"
    );
    stays.assert_sound();
}
