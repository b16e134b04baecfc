use super::*;

#[test]
fn office_keys_survive_storage() {
    let keys = OfficeKeys::generate().unwrap();
    let read = OfficeKeys::from_bytes(&keys.to_bytes()).unwrap();
    assert_eq!(read.signing_public(), keys.signing_public());
    assert_eq!(read.receiving().to_public(), keys.receiving().to_public());
    assert_eq!(
        OfficeKeys::from_bytes(b"not a key").unwrap_err(),
        KeyError::Malformed
    );
}

#[test]
fn replaced_keys_still_open_what_was_sealed_to_them() {
    let keys = OfficeKeys::generate().unwrap();
    let renewed = keys.renewed().unwrap().renewed().unwrap();
    assert_ne!(renewed.signing_public(), keys.signing_public());
    let read = OfficeKeys::from_bytes(&renewed.to_bytes()).unwrap();
    let opens: Vec<String> = read
        .identities()
        .map(|key| key.to_public().to_string())
        .collect();
    assert_eq!(opens.len(), 3);
    assert_eq!(
        opens.last(),
        Some(&keys.receiving().to_public().to_string())
    );
}

#[test]
fn replica_keys_survive_storage() {
    let keys = ReplicaKeys::generate().unwrap();
    let read = ReplicaKeys::from_bytes(keys.to_bytes().as_slice()).unwrap();
    assert_eq!(read.public(), keys.public());
    assert_eq!(
        ReplicaKeys::from_bytes(&[1; 31]).unwrap_err(),
        KeyError::Malformed
    );
}

#[test]
fn debug_text_shows_no_key() {
    let office = OfficeKeys::generate().unwrap();
    let text = format!("{office:?} {:?}", ReplicaKeys::generate().unwrap());
    assert_eq!(text, "OfficeKeys { .. } ReplicaKeys { .. }");
}

#[test]
fn a_signature_for_one_purpose_is_no_signature_for_another() {
    let keys = ReplicaKeys::generate().unwrap();
    let signature = keys.sign("yizhan/one", &[b"same bytes"]);
    assert!(is_signed(
        &keys.public(),
        &signature,
        "yizhan/one",
        &[b"same bytes"]
    ));
    assert!(!is_signed(
        &keys.public(),
        &signature,
        "yizhan/two",
        &[b"same bytes"]
    ));
}

#[test]
fn an_office_writes_its_own_area_only() {
    assert!(may_write("990101102203", "990101102203"));
    assert!(may_write("990101102000", "990101102000"));
    assert!(
        !may_write("990101102000", "990101102203"),
        "a township never writes a village's books"
    );
    assert!(!may_write("990101102203", "990101102000"));
    assert!(!may_write("", ""), "no code is no office");
}

#[test]
fn the_shared_area_is_the_townships_code() {
    assert_eq!(shared_area("990101102203").as_deref(), Some("990101102000"));
    assert_eq!(shared_area("990101102000").as_deref(), Some("990101102000"));
    assert_eq!(shared_area("栗溪村"), None);
}
