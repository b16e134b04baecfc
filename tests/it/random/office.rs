//! An office at which chance works: what it knows, who sits there, what it was told to do.

use super::chance::Chance;
use super::hard;
use super::values::Known;
use acceptance::Station;
use app::Problem;
use ledger::{Deed, Role, Spec};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An office and what the test remembers of it.
pub struct Office {
    pub station: Station,
    /// Who works here; nobody at a desk of one person.
    pub users: Vec<(Role, Value)>,
    pub role: Role,
    pub lists: Value,
    pub known: Known,
    /// The commands of this sequence.
    pub told: Vec<String>,
    /// A record that chance goes on with, so that some go the whole way.
    pub at_hand: Option<(&'static Spec, String)>,
    /// Records this sequence wrote or tried to.
    pub touched: BTreeSet<(&'static str, String)>,
    /// Steps that were taken, by ledger.
    pub steps: BTreeSet<(&'static str, &'static str)>,
    /// What ledgers that only grow said first.
    logs: BTreeMap<(&'static str, String), Value>,
    /// How often each command worked, and how often it was refused.
    pub counts: BTreeMap<String, [u32; 2]>,
}

impl Office {
    /// An office; at a shared one somebody works in every role.
    pub fn new(shared: bool) -> Self {
        let station = Station::village();
        let lists = station.call("declarations", json!({}))["lists"].clone();
        let mut office = Self {
            station,
            users: Vec::new(),
            role: Role::Secretary,
            lists,
            known: Known::new(),
            told: Vec::new(),
            at_hand: None,
            touched: BTreeSet::new(),
            steps: BTreeSet::new(),
            logs: BTreeMap::new(),
            counts: BTreeMap::new(),
        };
        for name in ["周志强", "李秀英", "赵铁柱"] {
            let id = office.station.person(name, "14200000871");
            office.remember("person", &id);
        }
        if shared {
            for (role, name) in Role::ALL
                .iter()
                .zip(["周志强", "李秀英", "王小兵", "陈阿福"])
            {
                let user = json!({ "name": name, "role": role.code() });
                let users = office.station.call("save_user", user);
                let users = users["users"].as_array().unwrap();
                let own = users.iter().find(|user| user["name"] == name).unwrap();
                office.users.push((*role, own["id"].clone()));
            }
            office.seat(Role::Secretary);
        }
        office
    }

    /// One record of every ledger that others refer to, as far as little is asked for it.
    pub fn furnish(&mut self) {
        let rows = [
            ("household", json!({ "address": "3组8号" })),
            (
                "risk_point",
                json!({ "name": "后山", "kind": self.lists["risk_kind"][0]["code"] }),
            ),
            ("hazard", json!({ "description": "路灯不亮" })),
            ("supply_item", json!({ "name": "方便面", "unit": "箱" })),
        ];
        for (ledger, values) in rows {
            let spec = ledger::by_name(ledger).unwrap();
            let answer = self.station.desk.call(
                "save_record",
                json!({ "ledger": spec.name, "values": values }),
            );
            if let Ok(record) = answer {
                self.remember(spec.name, &record["id"]);
            }
        }
    }

    pub fn remember(&mut self, ledger: &'static str, id: &Value) {
        let ids = self.known.entry(ledger).or_default();
        let id = id.as_str().unwrap().to_owned();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// One of the latest records of a ledger, so that some go a long way.
    pub fn recent(&self, chance: &mut Chance, ledger: &str) -> Option<String> {
        let ids = self.known.get(ledger).filter(|ids| !ids.is_empty())?;
        let reach = ids.len().min(6);
        Some(ids[ids.len() - 1 - chance.below(reach)].clone())
    }

    pub fn seat(&mut self, role: Role) {
        let user = self.users.iter().find(|(of, _)| *of == role);
        if let Some((_, id)) = user {
            let switch = json!({ "id": id });
            self.station.call("switch_user", switch);
            self.role = role;
        }
    }

    /// Runs a command that may be refused, never for a fault of the program.
    pub fn ask(&mut self, command: &str, request: Value) -> Result<Value, Problem> {
        let text: String = request.to_string().chars().take(600).collect();
        self.told.push(format!("{command} {text}"));
        let answer = self.station.desk.call(command, request);
        let count = self.counts.entry(command.to_owned()).or_default();
        count[usize::from(answer.is_err())] += 1;
        if let Err(problem) = &answer {
            self.told.push(format!("  {}", problem.code));
            assert_ne!(problem.code, "internal", "{problem}");
            assert!(!problem.message.is_empty(), "a refusal says why");
        }
        answer
    }

    /// Runs a command that writes a ledger: only in a role that may.
    pub fn write(
        &mut self,
        command: &str,
        (spec, deed): (&'static Spec, Deed),
        request: Value,
    ) -> Result<Value, Problem> {
        let answer = self.ask(command, request);
        if answer.is_ok() {
            assert!(
                self.role.may(deed, spec),
                "{:?} wrote {}",
                self.role,
                spec.name
            );
        }
        answer
    }

    /// Form and values of a record, as whoever sits here sees them.
    pub fn state(&self, ledger: &str, id: &str) -> Option<Value> {
        let read = json!({ "ledger": ledger, "id": id });
        let record = self.station.desk.call("read_record", read).ok()?;
        Some(json!({
            "form": record["form"], "gone": record["gone"], "values": record["values"],
        }))
    }

    /// What this sequence wrote keeps every hard rule.
    pub fn assert_rules(&mut self) {
        self.seat(Role::Secretary);
        for (ledger, id) in std::mem::take(&mut self.touched) {
            let record = self.station.read(ledger, &json!(id));
            let broken = hard::broken(ledger, &record);
            assert!(broken.is_empty(), "{ledger} {id}: {broken:?}");
            self.assert_log_stands(ledger, id, &record);
        }
    }

    fn assert_log_stands(&mut self, ledger: &'static str, id: String, record: &Value) {
        if !ledger::by_name(ledger).unwrap().append_only {
            return;
        }
        let values = record["values"].clone();
        assert_eq!(record["gone"], false, "{ledger}: a line of a log went");
        let first = self
            .logs
            .entry((ledger, id))
            .or_insert_with(|| values.clone());
        assert_eq!(
            *first, values,
            "{ledger}: a line of a log was written again"
        );
    }

    /// What sheets brought could have been typed as well.
    pub fn assert_all_sound(&mut self) {
        self.seat(Role::Secretary);
        for ledger in [
            "hazard",
            "relief",
            "post",
            "household",
            "plan",
            "incident_log",
        ] {
            let page = json!({ "ledger": ledger, "limit": 500 });
            let page = self.station.call("list_records", page);
            for line in page["rows"].as_array().unwrap() {
                let record = self.station.read(ledger, &line["id"]);
                let refused: Vec<&str> = hard::refusals(&record).collect();
                assert!(refused.is_empty(), "{ledger}: {refused:?}");
            }
        }
        self.station.assert_sound();
    }
}
