//! The judge can fail: books that do not show what was written are found out.

use ledger::Privacy;

use super::deed::Deed;
use super::pool::Pool;
use super::stage::Stage;
use super::story::{Step, Story};
use super::{judge, play};
use crate::chance::Chance;
use crate::world::bits::Bits;
use crate::world::facts::View;

fn said(who: usize, deed: Deed) -> Step {
    Step::Act {
        who,
        deed,
        clock: 1_777_593_600_000,
    }
}

/// Plays the steps, then shows the township's books to a judge who knows only these writes.
fn judged(steps: Vec<Step>, known: &[usize]) -> Result<(), String> {
    let mut pool = Pool::new().expect("files");
    let story = Story { replicas: 3, steps };
    let mut scene = Stage::new(&mut pool, &story).expect("a stage");
    scene.play(&story).expect("the story is played");
    let mut bits = Bits::default();
    for number in known {
        bits.insert(*number);
    }
    let view = View::of(&scene.facts, &bits, &[]);
    let file = scene.pool.store(0).expect("a file");
    judge::judge(file, &scene.area, &view).map_err(|error| format!("{error:#}"))
}

/// Two replicas write the same field without knowing of each other; the township hears both.
fn rivals() -> Vec<Step> {
    vec![
        said(1, Deed::Text(0, "group")),
        said(2, Deed::Text(0, "group")),
        Step::Talk { from: 1, to: 0 },
        Step::Talk { from: 2, to: 0 },
    ]
}

#[test]
fn books_that_show_what_was_written_pass() {
    assert_eq!(judged(rivals(), &[0, 1]), Ok(()));
}

#[test]
fn a_conflict_nobody_should_have_is_found_out() {
    for known in [0, 1] {
        assert!(judged(rivals(), &[known]).is_err());
    }
}

#[test]
fn a_value_that_was_lost_is_found_out() {
    let mut steps = rivals();
    // The third write reaches nobody.
    steps.push(said(1, Deed::Text(1, "group")));
    let found = judged(steps, &[0, 1, 2]);
    assert!(found.is_err_and(|what| what.contains("absent")));
}

#[test]
fn a_destroyed_value_that_is_still_shown_is_found_out() {
    let steps = vec![
        said(1, Deed::Text(0, "kin_contact")),
        Step::Talk { from: 1, to: 0 },
        // The destruction reaches nobody.
        said(1, Deed::Destroy(0)),
    ];
    assert!(judged(steps.clone(), &[0]).is_ok());
    assert!(judged(steps, &[0, 1]).is_err());
}

#[test]
fn every_kind_of_step_comes_up_in_ten_thousand_stories() {
    let stories = (0..10_000).map(|attempt| Story::of(&mut Chance::of(1, attempt)));
    let steps: Vec<String> = stories
        .flat_map(|story| story.steps)
        .map(|step| format!("{step:?}"))
        .collect();
    let kinds = [
        "Talk",
        "Pack",
        "Deliver",
        "Clone",
        "Restore",
        "Rollback",
        "Profile",
        "Revoke",
        "Learn",
        "Look",
        "Destroy",
        "Remove",
        "Move",
        "Tip",
        "Answer",
        "Sheet",
        "Household",
    ];
    for kind in kinds {
        assert!(steps.iter().any(|step| step.contains(kind)), "{kind}");
    }
}

#[test]
fn a_story_can_be_played_again_on_the_same_files() {
    let mut pool = Pool::new().expect("files");
    let story = Story::of(&mut Chance::of(3, 3));
    for _ in 0..2 {
        assert_eq!(play(&mut pool, &story), Ok(()));
    }
    pool.check().expect("the files are whole");
}

/// Plays the steps to their end on three replicas.
fn played(steps: Vec<Step>) -> Result<(), String> {
    let mut pool = Pool::new().expect("files");
    let found = play(&mut pool, &Story { replicas: 3, steps });
    found.and_then(|()| pool.check().map_err(|error| format!("{error:#}")))
}

#[test]
fn a_tip_that_another_wrote_on_unseen_is_marked_where_the_other_write_is_kept_back() {
    for class in [Privacy::Open, Privacy::Duty] {
        for between in [false, true] {
            let mut steps = vec![
                Step::Profile { who: 2, class },
                said(0, Deed::Tip(0)),
                said(2, Deed::Tip(0)),
            ];
            if between {
                steps.insert(2, Step::Talk { from: 0, to: 2 });
            }
            assert_eq!(played(steps), Ok(()), "{class:?} {between}");
        }
    }
}

#[test]
fn what_a_lost_laptop_destroys_comes_again_wherever_it_was_erased() {
    let given = vec![
        said(2, Deed::Text(1, "medical_need")),
        Step::Revoke { who: 1 },
        Step::Talk { from: 2, to: 1 },
        said(1, Deed::Destroy(1)),
    ];
    let mut heard_first = given.clone();
    heard_first.push(Step::Talk { from: 1, to: 0 });
    let own = vec![
        said(2, Deed::Twice(0)),
        Step::Talk { from: 2, to: 0 },
        Step::Revoke { who: 2 },
        said(2, Deed::Destroy(0)),
    ];
    for steps in [given, heard_first, own] {
        assert_eq!(played(steps.clone()), Ok(()), "{steps:?}");
    }
}
