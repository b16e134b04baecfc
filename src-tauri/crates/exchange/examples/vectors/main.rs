//! Makes the golden vectors in `vectors/` anew: `cargo run -p exchange --example vectors`.
//!
//! Only the outermost encryption is random, so the package file changes with every run and what
//! is inside never does. A change inside is a change of the format.

#[expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the story is fixed, and told by the tests as well"
)]
mod story;

use exchange::{
    HeadSignature, Opener, Outgoing, Packer, Profile, Recipient, Refused, SealError, Sender, open,
};
use ledger::kinds::photo;
use ledger::{Have, Held};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use story::{Author, Office, VILLAGE};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let (village, town) = (Office::village(), Office::town());
    let mut package = package(&village, &town)?;
    let expected = expected(&mut package, &village, &town)?;
    fs::write(folder.join("village-1.yzb"), package.into_inner())?;
    fs::write(folder.join("village-1.json"), format!("{expected:#}\n"))?;
    for (name, office) in [("village", &village), ("town", &town)] {
        fs::write(
            folder.join(format!("{name}.card.json")),
            office.card.to_json(),
        )?;
        fs::write(
            folder.join(format!("{name}.keys.json")),
            keys(office).to_string(),
        )?;
    }
    Ok(())
}

fn package(village: &Office, town: &Office) -> Result<Cursor<Vec<u8>>, SealError> {
    let Office {
        replica,
        certificate,
        card,
        ..
    } = village;
    let mut author = Author::new(certificate.replica, VILLAGE);
    let entries = story::entries(&mut author);
    let heads = author.tip.into_iter();
    let held = heads.clone().map(|(seq, digest)| Held {
        replica: certificate.replica,
        seq,
        digest,
        classes: [seq; 4],
    });
    let outgoing = Outgoing {
        sender: Sender {
            card,
            keys: replica,
            certificate,
        },
        recipient: Recipient::Office(&town.card),
        package_id: [0x42; 16],
        counter: 1,
        profile: Profile::Full,
        area: VILLAGE.to_owned(),
        have: vec![(
            VILLAGE.to_owned(),
            Have {
                streams: held.collect(),
                photos: BTreeSet::from([photo::digest(&story::photo())]),
            },
        )],
        head_signatures: heads
            .map(|head| HeadSignature::sign(replica, certificate, VILLAGE, head))
            .collect(),
        cards: vec![card.clone()],
    };
    let mut packer = Packer::new(&outgoing)?;
    for entry in &entries {
        packer.add(entry)?;
    }
    packer.add_photo(&story::photo())?;
    let mut file = Cursor::new(Vec::new());
    packer.finish(&mut file)?;
    Ok(file)
}

fn expected(
    package: &mut Cursor<Vec<u8>>,
    village: &Office,
    town: &Office,
) -> Result<Value, Refused> {
    let opener = Opener {
        code: &town.card.code,
        keys: &town.keys,
        passphrase: None,
        card_of: &|_| Some(village.card.clone()),
        known: &|_, _, _| None,
    };
    story::describe(&open(package, &opener)?)
}

fn keys(office: &Office) -> Value {
    json!({
        "office": *office.keys.to_bytes(),
        "replica": *office.replica.to_bytes(),
        "certificate": office.certificate.to_bytes(),
    })
}
