//! Every flow of every ledger, exhaustively: each state that can be reached × each step × each
//! role, through the command list. The rules of the steps are the domain's; here it is held that
//! no command lets anybody past them.

use crate::random::chance::Chance;
use crate::random::office::Office;
use crate::random::values::sensible;
use ledger::{Deed, Flow, Menu, Need, Role, Spec, Step};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Tries to answer what a step asks for in a way that its guards let through.
const TRIES: usize = 12;

/// A ledger with a flow, and the office in which it is tried.
struct Trial {
    office: Office,
    chance: Chance,
    spec: &'static Spec,
    flow: &'static Flow,
}

impl Trial {
    fn new(spec: &'static Spec, flow: &'static Flow) -> Self {
        let mut office = Office::new(true);
        office.furnish();
        Self {
            office,
            chance: Chance::of(u64::from(spec.number)),
            spec,
            flow,
        }
    }

    fn values(&mut self, wanted: impl Fn(&ledger::Field) -> bool) -> Map<String, Value> {
        let (office, chance) = (&self.office, &mut self.chance);
        let fields = self.spec.fields.iter();
        fields
            .filter(|field| !field.automatic && wanted(field))
            .map(|field| {
                let value = sensible(chance, (field, &office.lists, &office.known));
                (field.name.to_owned(), value)
            })
            .collect()
    }

    fn begin(&mut self) -> Value {
        let values = self.values(|field| field.need == Need::Always);
        self.office.station.save(self.spec.name, json!(values))
    }

    fn attempt(&mut self, record: &Value, step: &Step) -> Result<Value, String> {
        let values = self.values(|field| step.asks.iter().any(|ask| ask.field == field.name));
        let signer = &self.office.users[0].1;
        let request = json!({
            "ledger": self.spec.name, "id": record["id"], "step": step.name, "values": values,
            "form": record["form"],
            "sign": { "signer": signer, "oral": { "how": "打电话", "at": "7:30" } },
        });
        let answer = self.office.station.desk.call("advance_record", request);
        answer.map_err(|problem| problem.code.to_owned())
    }

    /// A record in each state that can be reached.
    fn records(&mut self) -> BTreeMap<&'static str, Value> {
        let mut reached = BTreeMap::from([(self.flow.initial, Vec::new())]);
        let mut open = vec![self.flow.initial];
        let mut records = BTreeMap::new();
        while let Some(state) = open.pop() {
            let way: Vec<&'static Step> = reached[state].clone();
            records.insert(state, self.brought(&way));
            for step in self.flow.steps_from(state) {
                if !reached.contains_key(step.to) {
                    let mut longer = way.clone();
                    longer.push(step);
                    reached.insert(step.to, longer);
                    open.push(step.to);
                }
            }
        }
        records
    }

    /// A new record, taken along these steps.
    fn brought(&mut self, way: &[&'static Step]) -> Value {
        for _ in 0..TRIES {
            let mut record = self.begin();
            let done = way.iter().all(|step| match self.attempt(&record, step) {
                Ok(next) => {
                    record = next;
                    true
                }
                Err(_) => false,
            });
            if done {
                return record;
            }
        }
        let steps: Vec<&str> = way.iter().map(|step| step.name).collect();
        panic!("{}: no way along {steps:?}", self.spec.name)
    }

    /// Whether whoever sits here gets past: in no other state, in no other role.
    fn assert_held(&mut self, state: &str, record: &mut Value, step: &'static Step) {
        let role = self.office.role;
        let case = format!("{}, {state}, {}, {role:?}", self.spec.name, step.name);
        let found = self.attempt(record, step);
        if !role.may_know_of(self.spec) {
            assert_eq!(found, Err("unknown_ledger".to_owned()), "{case}");
        } else if !role.may(Deed::Write, self.spec) {
            assert_eq!(found, Err("not_your_role".to_owned()), "{case}");
        } else if !step.from.contains(&state) {
            assert_eq!(found, Err("step_not_allowed".to_owned()), "{case}");
        } else if let Ok(next) = found {
            assert_eq!(next["values"][self.flow.state], step.to, "{case}");
            let last = self.office.station.call("last_act", json!({}));
            self.office
                .station
                .call("undo_act", json!({ "id": last["id"] }));
            let id = record["id"].clone();
            *record = self.office.station.read(self.spec.name, &id);
            assert_eq!(
                record["values"][self.flow.state], state,
                "{case}, taken back"
            );
        }
    }
}

#[test]
fn in_every_state_of_every_flow_each_role_takes_its_steps_and_no_others() {
    let flows = ledger::ALL
        .iter()
        .filter(|spec| spec.menu != Menu::Hidden)
        .filter_map(|spec| Some((*spec, spec.flow?)));
    for (spec, flow) in flows {
        let mut trial = Trial::new(spec, flow);
        let mut records = trial.records();
        let reached: Vec<&str> = records.keys().copied().collect();
        for step in flow.steps {
            assert!(
                reached.contains(&step.to),
                "{}: {} is never reached",
                spec.name,
                step.to
            );
        }
        for role in Role::ALL {
            trial.office.seat(role);
            for (state, record) in &mut records {
                for step in flow.steps {
                    trial.assert_held(state, record, step);
                }
            }
        }
        trial.office.station.assert_sound();
    }
}
