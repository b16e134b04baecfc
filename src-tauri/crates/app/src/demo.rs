//! The main job from end to end, on fictional books: a village and its township, every paper,
//! a package out, the merge, the receipt back.

#![expect(
    clippy::indexing_slicing,
    reason = "a field that JSON lacks reads as null"
)]

use crate::acts;
use crate::assets::Assets;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::office::setting;
use crate::problem::Problem;
use crate::wording::io_problem;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

mod books;
mod catalogue;
mod people;
mod random;
mod told;
mod village;

use catalogue::Catalogue;

/// What demo to make.
#[derive(Clone, Debug)]
pub struct DemoOrder {
    /// Folder that takes the results; files that are there already are never overwritten.
    pub dir: PathBuf,
    /// Seed of the fictional books.
    pub seed: u64,
    /// How many villages hand over to the township.
    pub villages: usize,
}

const VILLAGE: (&str, &str) = ("990101102203", "栗溪村");
const TOWN: (&str, &str) = ("990101102000", "竹坪镇");
/// Villages of a larger demo, behind the first.
const NEIGHBOURS: [&str; 19] = [
    "上坪村",
    "下坪村",
    "石门村",
    "白岩村",
    "桥头村",
    "柳湾村",
    "青山村",
    "大岭村",
    "小河村",
    "双溪村",
    "古井村",
    "松林村",
    "竹园村",
    "梅岭村",
    "水口村",
    "高垅村",
    "南坑村",
    "北坑村",
    "茶亭村",
];

/// Measures the steps.
struct Watch {
    started: Instant,
    spent: BTreeMap<String, Duration>,
}

impl Watch {
    fn step<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let before = self.started.elapsed();
        let done = work()?;
        let spent = self.started.elapsed().saturating_sub(before);
        *self.spent.entry(name.to_owned()).or_default() += spent;
        Ok(done)
    }

    /// Seconds of each step, to the thousandth.
    fn seconds(&self) -> BTreeMap<&str, f64> {
        let rounded = |spent: &Duration| (spent.as_secs_f64() * 1000.0).round() / 1000.0;
        self.spent
            .iter()
            .map(|(name, spent)| (name.as_str(), rounded(spent)))
            .collect()
    }
}

/// Makes the demo and tells what came of it (design §6).
pub fn run(order: &DemoOrder) -> Result<Json, Problem> {
    for folder in ["print", "handoff"] {
        std::fs::create_dir_all(order.dir.join(folder)).map_err(io_problem("create"))?;
    }
    let mut watch = Watch {
        started: Instant::now(),
        spent: BTreeMap::new(),
    };
    let town = watch.step("create", || create(&order.dir, TOWN))?;
    let mut summary = Json::Null;
    for (number, (code, name)) in villages(order.villages).into_iter().enumerate() {
        let village = watch.step("create", || create(&order.dir, (&code, &name)))?;
        let seed = order.seed.wrapping_add(number as u64);
        let ledgers = watch.step("fill", || fill(&village, seed))?;
        let documents = watch.step("print", || {
            if number == 0 {
                print_all(&village, &order.dir.join("print"))
            } else {
                Ok(Json::Null)
            }
        })?;
        let handoff = hand_over(
            &village,
            &town,
            (&order.dir.join("handoff"), &name),
            &mut watch,
        )?;
        if number == 0 {
            summary = json!({ "ledgers": ledgers, "documents": documents, "handoff": handoff });
        }
        close(&village)?;
    }
    close(&town)?;
    if let Some(map) = summary.as_object_mut() {
        map.insert("seconds".to_owned(), json!(watch.seconds()));
    }
    Ok(summary)
}

fn villages(count: usize) -> Vec<(String, String)> {
    let first = (VILLAGE.0.to_owned(), VILLAGE.1.to_owned());
    let others = (204..)
        .zip(NEIGHBOURS)
        .map(|(code, name)| (format!("990101102{code}"), name.to_owned()));
    std::iter::once(first).chain(others).take(count).collect()
}

/// A desk with a new file open. The demo's files are made without a password on purpose.
fn create(dir: &Path, (code, name): (&str, &str)) -> Result<Desk, Problem> {
    let desk = Desk::new(Assets::find(None)?, Clock::system())?;
    let kind = if code == TOWN.0 { "town" } else { "village" };
    let path = dir.join(format!("{name}.yz"));
    desk.call(
        "create_file",
        json!({ "path": path, "code": code, "name": name, "kind": kind, "password": null }),
    )?;
    desk.with_office(|office| {
        office.store.set_setting(setting::DEMO, b"1")?;
        office.demo = true;
        Ok(())
    })?;
    Ok(desk)
}

fn close(desk: &Desk) -> Result<(), Problem> {
    desk.call("lock_file", json!({})).map(|_| ())
}

fn fill(desk: &Desk, seed: u64) -> Result<BTreeMap<String, u64>, Problem> {
    let catalogue = Catalogue::load(&desk.assets)?;
    desk.with_office(|office| village::fill(desk, office, (&catalogue, seed)))
}

/// Prints every document, named by its title.
fn print_all(desk: &Desk, dir: &Path) -> Result<Json, Problem> {
    let mut printed = Vec::new();
    for kind in crate::papers::kinds(desk)? {
        let paper = acts::paper::write(desk, &kind, &dir.join(format!("{}.pdf", kind.title)))?;
        printed.push(json!({ "name": kind.name, "pages": paper.pages, "bytes": paper.bytes }));
    }
    Ok(Json::Array(printed))
}

/// Cards both ways, a package out, the plan, the merge, the receipt back.
fn hand_over(
    village: &Desk,
    town: &Desk,
    (dir, name): (&Path, &str),
    watch: &mut Watch,
) -> Result<Json, Problem> {
    watch.step("trust", || {
        introduce(village, town, &dir.join(format!("{name}.card.json")))?;
        introduce(town, village, &dir.join(format!("{}.card.json", TOWN.1)))
    })?;
    let sent = watch.step("export", || {
        village.call("export_package", json!({ "path": dir }))
    })?;
    let plan = watch.step("plan", || {
        town.call(
            "import_package",
            json!({ "path": sent["path"], "plan": true }),
        )
    })?;
    let merged = watch.step("merge", || {
        town.call("import_package", json!({ "path": sent["path"] }))
    })?;
    let back = watch.step("receipt", || {
        town.call(
            "export_package",
            json!({ "to": code_of(village)?, "path": dir }),
        )
    })?;
    let receipt = watch.step("receipt", || {
        village.call("import_package", json!({ "path": back["path"] }))
    })?;
    let kept_its_word = plan["added"] == merged["added"] && plan["changed"] == merged["changed"];
    Ok(json!({
        "sent": sent["entries"],
        "acknowledged": receipt["acknowledged"],
        "conflicts": merged["conflicts"],
        "planned": kept_its_word,
        "package": sent["path"],
        "receipt": back["path"],
    }))
}

fn code_of(desk: &Desk) -> Result<Json, Problem> {
    let state = desk.call("file_state", json!({}))?;
    Ok(state["code"].clone())
}

/// One office's card is saved, its fingerprint compared, and the card trusted by the other.
fn introduce(of: &Desk, to: &Desk, path: &Path) -> Result<(), Problem> {
    of.call("save_card", json!({ "path": path }))?;
    let own = of.call("office_card", json!({}))?;
    to.call(
        "trust_card",
        json!({ "path": path, "fingerprint": own["fingerprint"] }),
    )?;
    Ok(())
}
