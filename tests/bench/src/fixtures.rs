//! Files that rows begin from, made once per bench and not measured.

use crate::books;
use crate::office::{call, close, copy, desk, open, write};
use crate::rows::papers;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use app::Desk;
use app::demo::DemoOrder;
use ledger::{Field, ReplicaId, Row, Write};
use serde_json::{Value, json};
use sheets::{Labels, Line};
use std::fs;
use std::path::{Path, PathBuf};
use store::{Access, Store};

/// Password of the fixture `locked`.
pub const PASSWORD: &str = "栗溪村口的老樟树";
/// Rows of the fixture `people`.
pub const PEOPLE: u64 = 100_000;
/// Rows of the fixture `sheet`.
pub const SHEET_ROWS: u64 = 50_000;

/// Makes a fixture in the folder.
pub fn prepare(fixture: &str, dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("create {}", dir.display()))?;
    match fixture {
        "village" => village(dir),
        "locked" => locked(dir),
        "people" => people(dir),
        "sheet" => sheet(dir),
        "paper" => papers::write_typst(&dir.join("table.typ")),
        "township" => township(dir),
        "demo" => demo(dir),
        unknown => bail!("there is no fixture {unknown}"),
    }
}

fn create(file: &Path, (code, name): (&str, &str), password: Option<&str>) -> Result<Desk> {
    let kind = if code == books::TOWN {
        "town"
    } else {
        "village"
    };
    let desk = desk()?;
    call(
        &desk,
        "create_file",
        json!({ "path": file, "code": code, "name": name, "kind": kind, "password": password }),
    )?;
    Ok(desk)
}

/// `village.yz`: a VILLAGE that never met its township.
fn village(dir: &Path) -> Result<()> {
    let file = dir.join("village.yz");
    close(&create(&file, (&books::code(1), "栗溪村"), None)?)?;
    write(&file, &books::code(1), &books::village(1)?)
}

/// `demo/`: the fictional village with its 300 households, and all that was written in its year.
fn demo(dir: &Path) -> Result<()> {
    let order = DemoOrder {
        dir: dir.join("demo"),
        seed: 1,
        villages: 1,
    };
    let made = app::demo::run(&order).map_err(|problem| anyhow!("demo: {problem}"))?;
    ensure!(made.is_object(), "the demo told nothing");
    Ok(())
}

/// `locked.yz`: an office with a password.
fn locked(dir: &Path) -> Result<()> {
    let file = dir.join("locked.yz");
    close(&create(&file, (&books::code(1), "栗溪村"), Some(PASSWORD))?)
}

/// `people.yz`: the rows of the import, for the reference to read.
fn people(dir: &Path) -> Result<()> {
    let file = dir.join("people.yz");
    let (store, _) = Store::create(&file, &Access::Open, ReplicaId([1; 16]))?;
    store.close()?;
    write(&file, &books::code(1), &[books::people(1, PEOPLE)?])
}

/// What codes are called, for a sheet without references.
pub struct Codes(pub std::sync::Arc<app::lists::Lists>);

impl Labels for Codes {
    fn items(&self, list: &str) -> Vec<(String, String)> {
        let items = self.0.items(list).iter();
        items
            .map(|item| (item.code.clone(), item.label.clone()))
            .collect()
    }

    fn aliases(&self, list: &str) -> Vec<(String, String)> {
        self.0.aliases(list).to_vec()
    }
}

/// `people.xlsx`: a roll of 50,000 people, as an office would save it.
fn sheet(dir: &Path) -> Result<()> {
    let spec = books::spec("person")?;
    let wanted = [
        "name",
        "relation",
        "sex",
        "birth",
        "id_no",
        "mobile",
        "group",
        "residence",
    ];
    let fields: Vec<&Field> = wanted.iter().filter_map(|name| spec.field(name)).collect();
    let lines = books::people(1, SHEET_ROWS)?.into_iter().map(|change| {
        let mut values = Row::default();
        for (number, write) in change.writes {
            if let (Some(field), Write::Whole(value)) = (spec.field_by_number(number), write) {
                values.set(field.name, value);
            }
        }
        Line {
            key: String::new(),
            values,
        }
    });
    let lines: Vec<Line> = lines.collect();
    let desk = desk()?;
    let today = desk.clock.today();
    let codes = Codes(desk.lists());
    let context = sheets::Context {
        today,
        labels: &codes,
    };
    let bytes = sheets::export(spec, &fields, &lines, &context).context("write the sheet")?;
    fs::write(dir.join("people.xlsx"), bytes).context("save the sheet")
}

/// `town.yz` trusts 30 villages and has nothing of them; `packages/` holds what they send;
/// `township.yz` has taken it in; `carried.yz` is the first village with the receipt.
fn township(dir: &Path) -> Result<()> {
    let packages = dir.join("packages");
    fs::create_dir_all(&packages)?;
    let town = create(&dir.join("town.yz"), (books::TOWN, "竹坪镇"), None)?;
    let card = dir.join("town.card.json");
    let told = save_card(&town, &card)?;
    for number in 1..=books::VILLAGES {
        let (own, fingerprint) = sending_village(dir, number, (&card, &told))?;
        trust(&town, &own, &fingerprint)?;
    }
    close(&town)?;
    copy(&dir.join("town.yz"), &dir.join("township.yz"))?;
    let township = open(&dir.join("township.yz"))?;
    for number in 1..=books::VILLAGES {
        carry(&township, &package(dir, number))?;
    }
    exchange_receipts(dir, &township)?;
    close(&township)
}

/// Package of a village, counted from 1.
pub fn package(dir: &Path, number: u64) -> PathBuf {
    dir.join("packages").join(format!("{number:02}.yzb"))
}

fn save_card(desk: &Desk, path: &Path) -> Result<Value> {
    call(desk, "save_card", json!({ "path": path }))?;
    let card = call(desk, "office_card", json!({}))?;
    Ok(card.get("fingerprint").cloned().unwrap_or_default())
}

fn trust(desk: &Desk, card: &Path, fingerprint: &Value) -> Result<()> {
    let payload = json!({ "path": card, "fingerprint": fingerprint });
    call(desk, "trust_card", payload).map(drop)
}

fn carry(to: &Desk, package: &Path) -> Result<()> {
    call(to, "import_package", json!({ "path": package })).map(drop)
}

/// Makes a village, lets it write its package, and gives its card with the fingerprint.
fn sending_village(
    dir: &Path,
    number: u64,
    (town, told): (&Path, &Value),
) -> Result<(PathBuf, Value)> {
    let name = if number == 1 {
        "carried".to_owned()
    } else {
        format!("village{number:02}")
    };
    let file = dir.join(format!("{name}.yz"));
    let desk = create(
        &file,
        (&books::code(number), &format!("{number}号村")),
        None,
    )?;
    let card = dir.join(format!("packages/{number:02}.card.json"));
    let fingerprint = save_card(&desk, &card)?;
    trust(&desk, town, told)?;
    close(&desk)?;
    write(&file, &books::code(number), &books::village(number)?)?;
    let desk = open(&file)?;
    call(
        &desk,
        "export_package",
        json!({ "path": package(dir, number) }),
    )?;
    close(&desk)?;
    if number > 1 {
        fs::remove_file(&file)?;
        fs::remove_file(dir.join(format!("{name}.yz.key")))?;
    }
    Ok((card, fingerprint))
}

/// The first village gets its receipt, and the township learns that it arrived.
fn exchange_receipts(dir: &Path, township: &Desk) -> Result<()> {
    let (there, back) = (
        dir.join("packages/there.yzb"),
        dir.join("packages/back.yzb"),
    );
    let to = books::code(1);
    call(
        township,
        "export_package",
        json!({ "to": to, "path": there }),
    )?;
    let village = open(&dir.join("carried.yz"))?;
    carry(&village, &there)?;
    call(&village, "export_package", json!({ "path": back }))?;
    close(&village)?;
    carry(township, &back)
}
