//! The layers of a map: which records stand on it, by ledger and kind, and what is said of each.

use crate::acts::display::{Display, Sight};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::problem::Problem;
use ledger::{Row, RowId, Spec};
use std::collections::BTreeMap;
use store::{Query, StoredRow};

/// What a record draws beside its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draws {
    /// Nothing.
    Nothing,
    /// A line.
    Line,
    /// An outline.
    Area,
}

impl Draws {
    /// The word for a screen.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Line => "line",
            Self::Area => "area",
        }
    }
}

/// One layer.
#[derive(Debug)]
pub(crate) struct Layer {
    /// Its name, which is also that of its sign.
    pub(crate) name: &'static str,
    /// What it is called.
    pub(crate) label: &'static str,
    /// The ledger of its records.
    pub(crate) ledger: &'static str,
    /// Codes of `kind` that belong to it; all that no earlier layer has, if none.
    kinds: &'static [&'static str],
    /// The field that names who answers for a record.
    pub(crate) keeper: &'static str,
    /// What its records draw.
    pub(crate) draws: Draws,
}

impl Layer {
    const fn of(name: &'static str, label: &'static str, ledger: &'static str) -> Self {
        Self {
            name,
            label,
            ledger,
            kinds: &[],
            keeper: "keeper_id",
            draws: Draws::Nothing,
        }
    }

    const fn kinds(self, kinds: &'static [&'static str]) -> Self {
        Self { kinds, ..self }
    }

    const fn kept_by(self, keeper: &'static str) -> Self {
        Self { keeper, ..self }
    }

    const fn drawing(self, draws: Draws) -> Self {
        Self { draws, ..self }
    }
}

/// Every layer, in the order of the list and of the poster's table.
pub(crate) static LAYERS: &[Layer] = &[
    Layer::of("risk_point", "风险点和危险区", "risk_point")
        .kept_by("village_owner")
        .drawing(Draws::Area),
    Layer::of("route", "转移路线", "route")
        .kept_by("guide_id")
        .drawing(Draws::Line),
    Layer::of("shelter", "避难场所", "shelter").kept_by("keeper_a"),
    Layer::of("station", "服务站", "station").kept_by("leader_id"),
    Layer::of("supplies", "物资器材", "facility").kinds(&[
        "supply_store",
        "fire_cabinet",
        "lifebuoy",
    ]),
    Layer::of("broadcast", "广播和报警", "facility").kinds(&["broadcast", "alarm"]),
    Layer::of("water", "取水点", "facility").kinds(&["water", "hydrant"]),
    Layer::of("clinic", "卫生室", "facility").kinds(&["clinic"]),
    Layer::of("monitor_point", "监测点", "monitor_point").kept_by("keeper_a"),
    Layer::of("facility", "其他设施", "facility"),
];

/// The layer a record of this ledger and kind belongs to.
pub(crate) fn layer_of(ledger: &str, row: &Row) -> Option<&'static Layer> {
    let kind = row.text("kind");
    let fits = |layer: &&Layer| {
        layer.ledger == ledger && (layer.kinds.is_empty() || layer.kinds.contains(&kind))
    };
    LAYERS.iter().find(fits)
}

/// A record that can stand on the map.
pub(crate) struct Record {
    pub(crate) layer: &'static Layer,
    pub(crate) stored: StoredRow,
}

/// Every record of an area that can stand on its map and that whoever works now knows of, in the
/// order of the layers.
pub(crate) fn records(office: &Office, area: &str) -> Result<Vec<Record>, Problem> {
    let mut ledgers: Vec<&str> = LAYERS.iter().map(|layer| layer.ledger).collect();
    ledgers.dedup();
    ledgers.sort_unstable();
    ledgers.dedup();
    let mut records = Vec::new();
    for ledger in ledgers {
        let spec = spec_of(ledger)?;
        if !office.knows_of(spec) {
            continue;
        }
        let query = Query {
            area: Some(area.to_owned()),
            ..Query::default()
        };
        let rows = office.store.list(spec, &query)?.rows.into_iter();
        records.extend(
            rows.filter(|stored| is_there(&stored.row))
                .filter_map(|stored| {
                    let layer = layer_of(ledger, &stored.row)?;
                    Some(Record { layer, stored })
                }),
        );
    }
    records.sort_by_key(|record| {
        let place = LAYERS.iter().position(|one| one.name == record.layer.name);
        let row = &record.stored.row;
        (
            place,
            row.text("rp_no").to_owned(),
            row.text("name").to_owned(),
            record.stored.id,
        )
    });
    Ok(records)
}

/// A risk point that the county removed is on no map.
fn is_there(row: &Row) -> bool {
    row.text("status") != "removed"
}

/// What matters about a record, in few words, as far as whoever works now may see it.
pub(crate) fn say(layer: &Layer, shown: &BTreeMap<String, String>) -> String {
    let text = |field: &str| shown.get(field).map_or("", String::as_str);
    let labelled = |label: &str, field: &str| match text(field) {
        "" => String::new(),
        told => format!("{label}{told}"),
    };
    let parts = match layer.ledger {
        "risk_point" => vec![
            text("kind").to_owned(),
            text("level").to_owned(),
            labelled("威胁", "threat_hh"),
            labelled("", "threat_pop"),
        ],
        "route" => vec![
            labelled("从", "from_area"),
            labelled("到", "shelter_id"),
            labelled("步行", "walk_min"),
        ],
        "shelter" => vec![
            text("space_type").to_owned(),
            labelled("可容纳", "capacity"),
            labelled("不能用于", "bad_kinds"),
        ],
        "station" => vec![labelled("值守电话", "duty_phone")],
        "monitor_point" => vec![labelled("看", "what"), text("location").to_owned()],
        _ => vec![text("kind").to_owned(), text("location").to_owned()],
    };
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("，")
}

/// What is wrong with a record at all.
pub(crate) fn alert(row: &Row) -> &'static str {
    match (row.text("condition"), row.get("rain_ok").is_true()) {
        ("out_of_use", _) => "停用",
        ("to_repair", _) => "待修",
        _ if *row.get("rain_ok") == false.into() => "雨天不能走",
        _ => "",
    }
}

/// The longitude and latitude of a record, in millionths of a degree.
pub(crate) fn coordinates(row: &Row) -> Option<(i64, i64)> {
    Some((row.get("longitude").int()?, row.get("latitude").int()?))
}

/// What is written about a record, field by field, masked for whoever works now.
pub(crate) fn shown(
    desk: &Desk,
    office: &Office,
    records: &[Record],
) -> Result<BTreeMap<RowId, BTreeMap<String, String>>, Problem> {
    let lists = desk.lists();
    let mut all = BTreeMap::new();
    for spec in specs(records)? {
        let of_spec = || {
            let own = records.iter().filter(|one| one.layer.ledger == spec.name);
            own.map(|one| &one.stored)
        };
        let names = office.names(spec, of_spec().map(|stored| &stored.row))?;
        let display = Display {
            lists: &lists,
            names: &names,
        };
        let sight = Sight::of(office);
        all.extend(of_spec().map(|stored| (stored.id, display.stored(spec, stored, sight))));
    }
    Ok(all)
}

fn specs(records: &[Record]) -> Result<Vec<&'static Spec>, Problem> {
    let mut ledgers: Vec<&str> = records.iter().map(|one| one.layer.ledger).collect();
    ledgers.sort_unstable();
    ledgers.dedup();
    ledgers.into_iter().map(spec_of).collect()
}
