//! Files of every earlier day open today and say what they said then.
//!
//! `tests/fixtures/schema/001` and those after it are such files as text, one for each schema that
//! ever went out: `books.sql`, the key file, and what was said in them. Whoever raises the version
//! of the schema keeps the new one too, before anything else is changed:
//!
//!     cargo test -p store -- --ignored keep_a_file_of_today

use super::support::{AREA, Replica, put, row, set, spec, text};
use crate::dump::raise;
use crate::{Access, CheckDepth, Gone, Query, Search, Store, keyfile};
use ledger::kinds::photo;
use ledger::{ALL, Act, Change, Field, Privacy, Row, RowId, Spec, Type, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What was said: ledger, row and field, in words that outlive any type of today.
type Said = BTreeMap<String, String>;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/schema")
}

fn folders() -> Vec<PathBuf> {
    let found = fs::read_dir(fixtures()).unwrap().flatten();
    let mut folders: Vec<PathBuf> = found
        .map(|found| found.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The file of a fixture, raised and not yet opened.
fn raised(fixture: &Path) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("旧册.yz");
    fs::copy(fixture.join("books.yz.key"), keyfile::path_of(&path)).unwrap();
    let dump = fs::read_to_string(fixture.join("books.sql")).unwrap();
    raise(&dump, &path).unwrap();
    (folder, path)
}

fn said(store: &Store) -> Said {
    let mut said = Said::new();
    for spec in ALL {
        for gone in [Gone::Hidden, Gone::Only] {
            let query = Query {
                gone,
                ..Query::default()
            };
            for stored in store.list(spec, &query).unwrap().rows {
                for (name, value) in &stored.row.0 {
                    let place = format!("{}/{}/{name}", spec.name, stored.id);
                    said.insert(place, format!("{value:?}"));
                }
                let state = format!("{}/{}", spec.name, stored.id);
                said.insert(
                    state,
                    format!("gone {gone:?}, destroyed {:?}", stored.destroyed),
                );
            }
        }
    }
    said
}

fn finds(store: &Store, text: &str) -> bool {
    let search = Search {
        text,
        sees: Privacy::Secret,
        area: None,
        ledgers: &|_| true,
        limit: 3,
    };
    !store.search(&search).unwrap().rows.is_empty()
}

#[test]
fn a_file_of_every_earlier_schema_opens_and_says_what_it_said() {
    for fixture in folders() {
        let name = fixture.display();
        let (_folder, path) = raised(&fixture);
        let mut store = Store::open(&path, &Access::Open).unwrap();
        let then: Said =
            serde_json::from_slice(&fs::read(fixture.join("said.json")).unwrap()).unwrap();
        let now = said(&store);
        for (place, value) in &then {
            assert_eq!(now.get(place), Some(value), "{name}: {place}");
        }
        let report = store.check(CheckDepth::Rebuild).unwrap();
        assert!(report.ok, "{name}: {:?}", report.differences);
        assert!(finds(&store, "甄山水"), "{name}: the index is there");
        let stamp = Replica::new(9).stamp(Act::SAVE_RECORD);
        let change = put("person", row(250), "name", text("今天写的"));
        store.act(AREA, &stamp, &[change]).unwrap();
        store.close().unwrap();
        let mut again = Store::open(&path, &Access::Open).unwrap();
        assert!(again.check(CheckDepth::Rebuild).unwrap().ok, "{name}");
    }
}

#[test]
fn the_version_of_todays_schema_is_among_the_files_that_are_kept() {
    let versions = folders().into_iter().map(|fixture| {
        let dump = fs::read_to_string(fixture.join("books.sql")).unwrap();
        let line = dump
            .lines()
            .find_map(|line| line.strip_prefix("PRAGMA user_version = "));
        line.unwrap().trim_end_matches(';').parse::<i64>().unwrap()
    });
    let newest = versions.max();
    assert_eq!(
        newest,
        Some(crate::file::SCHEMA_VERSION),
        "keep a file of this schema: cargo test -p store -- --ignored keep_a_file_of_today"
    );
}

#[test]
fn a_file_of_a_newer_schema_is_left_as_it_is() {
    let (_folder, path) = raised(&folders()[0]);
    let key = keyfile::KeyFile::beside(&path).unwrap();
    let key = key.unwrap_key(&Access::Open).unwrap();
    let pages = crate::file::connect(&path, &key).unwrap();
    pages.execute_batch("PRAGMA user_version = 9999").unwrap();
    drop(pages);
    let before = fs::read(&path).unwrap();
    let refused = Store::open(&path, &Access::Open).map(drop);
    assert!(matches!(
        refused,
        Err(crate::StoreError::TooNew { found: 9999, .. })
    ));
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// The rows of a ledger have ids of their own, as everywhere.
fn id_of(of: &Spec, number: u8) -> RowId {
    let mut id = [number; 16];
    id[..2].copy_from_slice(&of.number.to_be_bytes());
    RowId(id)
}

/// Something of the kind the field holds.
fn sample(field: &Field) -> Value {
    match field.kind {
        Type::Text | Type::LongText => text("甄山水"),
        Type::Lines => Value::Lines(vec!["一".to_owned(), "二".to_owned()]),
        Type::Int | Type::Decimal(_) | Type::Figure(_) => Value::Int(i64::from(field.number)),
        Type::Bool => Value::Bool(true),
        Type::Date => text("2026-07-12"),
        Type::Time => text("2026-07-12T08:00:00+08:00"),
        Type::MonthDay => text("04-01"),
        Type::Code(_) => text("other"),
        Type::Ref(to) => text(&id_of(spec(to), 1).to_string()),
        Type::Codes(_) | Type::Refs(_) => set(&["other"]),
        Type::Phone => text("14200000001"),
        Type::IdNo => text("990101199001010019"),
        Type::AreaCode => text(AREA),
    }
}

/// A row of every ledger with every field, so that none is forgotten.
fn full(spec: &'static Spec, id: RowId) -> Change {
    let mut values = Row::default();
    for field in spec.fields {
        values.set(field.name, sample(field));
    }
    let fields = spec.fields.iter();
    Change::put(
        spec,
        id,
        fields.map(|field| (field.name, values.get(field.name).clone())),
    )
}

/// Books in which everything the journal knows has happened once.
fn books() -> Replica {
    let id = |ledger: &str, number| id_of(spec(ledger), number);
    let mut one = Replica::new(1);
    for of in ALL.iter().filter(|of| of.number != photo::SPEC.number) {
        one.act(&[full(of, id_of(of, 1)), full(of, id_of(of, 2))]);
    }
    take_picture(&mut one);
    let mut two = Replica::new(2);
    two.hear(&one);
    one.act(&[put("person", id("person", 1), "name", text("甄山水（甲）"))]);
    two.act(&[put("person", id("person", 1), "name", text("甄山水（乙）"))]);
    one.act(&[Change::remove(spec("hazard"), id("hazard", 2))]);
    two.act(&[put(
        "tip_off",
        id("tip_off", 1),
        "content",
        text("又有一处"),
    )]);
    let withheld = two.entries_up_to(Privacy::Duty);
    one.take(&withheld);
    two.act(&[put(
        "household",
        id("household", 1),
        "address",
        text("还没接上"),
    )]);
    two.act(&[put(
        "household",
        id("household", 1),
        "address",
        text("先到的"),
    )]);
    let last = two.entries().pop().expect("the last one");
    one.take(&[last]);
    let stamp = one.stamp(Act::DESTROY);
    let gone = [(spec("evac_entry"), id("evac_entry", 2))];
    one.store.destroy(AREA, &stamp, &gone, &[]).unwrap();
    one.store.keep_draft("u/person/new", "写到一半").unwrap();
    one
}

/// A photo, whose row names it by its digest.
fn take_picture(replica: &mut Replica) {
    let salted: &[u8] = b"sixteen of salt. and a picture";
    let digest = text(&photo::digest(salted).to_string());
    let taken = Change::put(&photo::SPEC, id_of(&photo::SPEC, 1), [("digest", digest)]);
    let stamp = replica.stamp(Act::ADD_PHOTO);
    let act = replica
        .store
        .act_with_photos(AREA, &stamp, &[taken], &[salted]);
    act.unwrap();
}

#[test]
#[ignore = "keeps a file of today's schema for those who come later"]
fn keep_a_file_of_today() {
    let books = books();
    let folder = fixtures().join(format!("{:03}", folders().len() + 1));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("books.sql"), books.store.dump().unwrap()).unwrap();
    let key_file = keyfile::path_of(books.store.path());
    fs::copy(key_file, folder.join("books.yz.key")).unwrap();
    let said = serde_json::to_vec_pretty(&said(&books.store)).unwrap();
    fs::write(folder.join("said.json"), said).unwrap();
}
