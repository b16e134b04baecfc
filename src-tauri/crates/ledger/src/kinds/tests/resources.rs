//! What others lend, promise or give, and what is counted and paid (domain §1 F52, F53, F57, F67,
//! F74, §2.9).

use super::{codes, flags, ledger, row, with};
use crate::check::Weight::Mark;
use crate::flow::Refusal;
use crate::kinds::supply_check::difference;
use crate::value::Row;

#[test]
fn one_person_is_not_two_contacts() {
    for name in ["resource", "agreement"] {
        let once = row(&[("contact_a", "周小川"), ("contact_b", "周小川")]);
        assert_eq!(
            flags(ledger(name), &once),
            [("one_contact_twice", Mark)],
            "{name}"
        );
        let two = with(&once, &[("contact_b", "吴大山")]);
        assert!(flags(ledger(name), &two).is_empty(), "{name}");
    }
}

#[test]
fn days_of_papers_that_run_backwards_are_marked() {
    let cases = [
        (
            "qualification",
            "issued_on",
            "expires_on",
            "expires_before_issued",
        ),
        (
            "insurance",
            "start_on",
            "end_on",
            "policy_ends_before_start",
        ),
        (
            "agreement",
            "start_on",
            "end_on",
            "agreement_ends_before_start",
        ),
        (
            "borrow",
            "borrowed_at",
            "returned_at",
            "returned_before_borrowed",
        ),
    ];
    for (name, first, last, code) in cases {
        let turned = row(&[(first, "2026-05-02"), (last, "2026-05-01")]);
        assert_eq!(flags(ledger(name), &turned), [(code, Mark)], "{name}");
        let same_day = with(&turned, &[(last, "2026-05-02")]);
        assert!(flags(ledger(name), &same_day).is_empty(), "{name}");
    }
}

#[test]
fn an_agreed_resource_names_its_agreement() {
    let spec = ledger("resource");
    let lacks = |row: &Row| spec.gaps(row).any(|field| field.name == "agreement_id");
    let machine = row(&[("name", "小型挖机"), ("basis", "agreement")]);
    assert!(lacks(&machine));
    assert!(!lacks(&with(&machine, &[("basis", "voluntary")])));
}

#[test]
fn nothing_is_requisitioned_without_the_countys_order() {
    let spec = ledger("borrow");
    let pump = row(&[("item", "抽水机"), ("owner", "吴大山")]);
    assert_eq!(flags(spec, &pump), [("borrowed_without_order", Mark)]);
    let ordered = with(&pump, &[("basis", "order")]);
    assert_eq!(
        flags(spec, &ordered),
        [("borrowed_without_order", Mark)],
        "which order?"
    );
    assert!(flags(spec, &with(&ordered, &[("order_no", "清政〔2026〕8号")])).is_empty());
    for basis in ["agreement", "consent"] {
        assert!(
            flags(spec, &with(&pump, &[("basis", basis)])).is_empty(),
            "{basis}"
        );
    }
}

#[test]
fn what_came_back_damaged_is_not_settled_in_silence() {
    let flow = ledger("borrow").flow.unwrap();
    let returned = row(&[
        ("status", "returned"),
        ("damage", "泵壳裂了。"),
        ("settled_at", "2026-07-20T10:00+08:00"),
    ]);
    let refused = flow.advance(&returned, "settle").unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::Guard {
                code: "damage_is_answered",
                ..
            }
        ),
        "{refused}"
    );
    let mut paid = returned.clone();
    paid.set("compensation_yuan", 30_000);
    assert!(flow.advance(&paid, "settle").is_ok());
    let agreed = with(&returned, &[("settlement", "村里修好了，物主同意。")]);
    assert!(flow.advance(&agreed, "settle").is_ok());
    let whole = with(&returned, &[("damage", "")]);
    assert!(
        flow.advance(&whole, "settle").is_ok(),
        "nothing was damaged"
    );
}

#[test]
fn a_lost_thing_may_turn_up_and_is_settled_either_way() {
    let flow = ledger("borrow").flow.unwrap();
    let lost = row(&[
        ("status", "lost"),
        ("damage", "被水冲走。"),
        ("returned_at", "2026-07-14T10:00+08:00"),
    ]);
    assert_eq!(
        flow.state_of(&flow.advance(&lost, "give_back").unwrap()),
        "returned"
    );
    let steps: Vec<&str> = flow.steps_from("lost").map(|step| step.name).collect();
    assert_eq!(steps, ["give_back", "settle"]);
}

#[test]
fn goods_given_enter_the_stock_and_money_has_an_amount() {
    let spec = ledger("donation");
    let asked = |kind: &str| -> Vec<&str> {
        let gift = row(&[("donor", "某某商会"), ("kind", kind)]);
        let only = ["goods", "amount_yuan", "batch_ids"];
        let gaps = spec.gaps(&gift).map(|field| field.name);
        gaps.filter(|name| only.contains(name)).collect()
    };
    assert_eq!(asked("goods"), ["goods", "batch_ids"]);
    assert_eq!(asked("money"), ["amount_yuan"]);
    assert!(asked("service").is_empty());
}

#[test]
fn a_difference_at_a_stocktake_needs_its_reason() {
    let spec = ledger("supply_check");
    let mut count = Row::default();
    count.set("book_qty", 20_000);
    count.set("real_qty", 20_000);
    assert_eq!(difference(&count), Some(0));
    assert!(flags(spec, &count).is_empty());
    count.set("real_qty", 18_500);
    assert_eq!(difference(&count), Some(-1_500));
    assert_eq!(flags(spec, &count), [("difference_needs_reason", Mark)]);
    assert!(flags(spec, &with(&count, &[("reason", "受潮报损没有记账。")])).is_empty());
}

#[test]
fn a_shelf_found_empty_is_a_count_of_zero_and_not_a_gap() {
    let mut count = row(&[("checked_on", "2026-06-30"), ("item_id", "i")]);
    assert_eq!(difference(&count), None, "nobody counted yet");
    count.set("book_qty", 5_000);
    count.set("real_qty", 0);
    assert_eq!(difference(&count), Some(-5_000));
}

#[test]
fn whoever_counts_is_not_the_one_who_watches() {
    let alone = row(&[("checked_by", "p1"), ("watched_by", "p1")]);
    assert_eq!(
        flags(ledger("supply_check"), &alone),
        [("counted_alone", Mark)]
    );
}

#[test]
fn an_award_never_names_who_reported_something() {
    assert!(!codes("award_kind").contains("tip_off"));
    let own = row(&[
        ("recipient", "吴大山"),
        ("person_id", "p1"),
        ("approved_by", "p1"),
    ]);
    assert_eq!(flags(ledger("award"), &own), [("approved_own_award", Mark)]);
}

#[test]
fn sums_below_zero_and_odd_years_are_marked() {
    for (name, field) in [
        ("insurance", "amount_yuan"),
        ("insurance", "premium_yuan"),
        ("donation", "amount_yuan"),
        ("borrow", "compensation_yuan"),
        ("award", "amount_yuan"),
        ("fund", "amount_yuan"),
    ] {
        let mut sum = Row::default();
        sum.set(field, -1);
        assert_eq!(
            flags(ledger(name), &sum),
            [("below_zero", Mark)],
            "{name}.{field}"
        );
    }
    let mut short = Row::default();
    short.set("year", 26);
    assert_eq!(flags(ledger("fund"), &short), [("odd_year", Mark)]);
    short.set("year", 2026);
    assert!(flags(ledger("fund"), &short).is_empty());
}
