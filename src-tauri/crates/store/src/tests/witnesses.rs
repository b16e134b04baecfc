//! A copied file is told from the very file this machine wrote, before its first write.

use super::support::{AREA, Replica, put, row, text};
use crate::{Access, Home, Origin, Store, keyfile};
use ledger::ReplicaId;
use std::fs;
use std::path::{Path, PathBuf};

fn write(replica: &mut Replica, number: u8) {
    replica.act(&[put("person", row(number), "name", text("张三"))]);
}

fn copy(from: &Path, to: PathBuf) -> PathBuf {
    fs::copy(from, &to).unwrap();
    fs::copy(keyfile::path_of(from), keyfile::path_of(&to)).unwrap();
    to
}

fn origin(path: &Path, home: &Home) -> Origin {
    let store = Store::open(path, &Access::Open).unwrap();
    let origin = store.origin(Some(home)).unwrap();
    store.close().unwrap();
    origin
}

#[test]
fn the_very_file_is_known_again_however_it_was_left() {
    let mut replica = Replica::new(1);
    let home = Home::at(replica.folder.path().join("profile"));
    assert_eq!(replica.store.origin(Some(&home)), Ok(Origin::Fresh));
    replica.store.settle(Some(&home)).unwrap();
    write(&mut replica, 1);
    assert_eq!(replica.store.origin(Some(&home)), Ok(Origin::Known));
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    assert_eq!(origin(&path, &home), Origin::Known);
    let moved = replica.folder.path().join("搬了家.yz");
    fs::rename(&path, &moved).unwrap();
    fs::rename(keyfile::path_of(&path), keyfile::path_of(&moved)).unwrap();
    assert_eq!(
        origin(&moved, &home),
        Origin::Known,
        "a moved file is itself"
    );
}

#[test]
fn a_file_on_another_machine_or_without_its_witness_is_a_copy() {
    let mut replica = Replica::new(1);
    let folder = replica.folder.path().to_owned();
    let home = Home::at(folder.join("profile"));
    replica.store.settle(Some(&home)).unwrap();
    write(&mut replica, 1);
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    assert_eq!(
        origin(&path, &Home::at(folder.join("other"))),
        Origin::Copied
    );
    assert_eq!(origin(&path, &home), Origin::Known);
    let witness = fs::read_dir(folder.join("profile/replicas"))
        .unwrap()
        .next();
    let witness = witness.unwrap().unwrap().path();
    let whole = fs::read(&witness).unwrap();
    fs::write(&witness, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(origin(&path, &home), Origin::Copied, "a torn witness");
    fs::remove_file(&witness).unwrap();
    assert_eq!(origin(&path, &home), Origin::Copied, "no witness");
}

#[test]
fn an_earlier_copy_put_in_the_files_place_is_noticed() {
    let mut replica = Replica::new(1);
    let home = Home::at(replica.folder.path().join("profile"));
    replica.store.settle(Some(&home)).unwrap();
    write(&mut replica, 1);
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    let earlier = fs::read(&path).unwrap();
    replica.store = Store::open(&path, &Access::Open).unwrap();
    replica.store.settle(Some(&home)).unwrap();
    write(&mut replica, 2);
    replica.store.close().unwrap();
    // Written into the same file, so that it was born when the other was.
    fs::write(&path, earlier).unwrap();
    assert_eq!(origin(&path, &home), Origin::Copied);
}

#[test]
fn of_two_copies_on_one_machine_only_one_goes_on_as_the_replica() {
    let mut replica = Replica::new(1);
    let home = Home::at(replica.folder.path().join("profile"));
    replica.store.settle(Some(&home)).unwrap();
    write(&mut replica, 1);
    let path = replica.store.path().to_owned();
    replica.store.close().unwrap();
    let copied = copy(&path, replica.folder.path().join("副本.yz"));
    let origins = [origin(&path, &home), origin(&copied, &home)];
    assert_eq!(origins[0], Origin::Known);
    if fs::metadata(&path).unwrap().created().is_ok() {
        assert_eq!(origins[1], Origin::Copied, "it was born later");
    }
}

#[test]
fn a_new_replica_counts_as_a_copy_until_it_is_settled() {
    let mut replica = Replica::new(1);
    let home = Home::at(replica.folder.path().join("profile"));
    replica.store.settle(Some(&home)).unwrap();
    replica.store.become_replica(ReplicaId([9; 16])).unwrap();
    assert_eq!(replica.store.origin(Some(&home)), Ok(Origin::Copied));
    replica.store.settle(Some(&home)).unwrap();
    assert_eq!(replica.store.origin(Some(&home)), Ok(Origin::Known));
    write(&mut replica, 1);
    let heads = replica.store.heads(AREA).unwrap();
    assert_eq!(heads[0].replica, ReplicaId([9; 16]));
}

#[test]
fn a_twin_that_wrote_as_the_same_replica_is_seen_by_both_after_one_exchange() {
    let (mut one, mut twin) = (Replica::new(1), Replica::new(1));
    write(&mut one, 1);
    twin.hear(&one);
    write(&mut one, 2);
    write(&mut twin, 3);
    assert_eq!(one.store.has_forked(one.store.replica()), Ok(false));
    one.hear(&twin);
    twin.hear(&one);
    assert_eq!(one.store.has_forked(one.store.replica()), Ok(true));
    assert_eq!(twin.store.has_forked(twin.store.replica()), Ok(true));
}
