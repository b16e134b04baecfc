//! Steps of a record as data: from which states, to which, what is asked, what must hold.

use crate::value::{Row, Value};
use serde::Serialize;

/// The states a ledger's rows go through and the steps between them.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Flow {
    /// Field that holds the state.
    pub state: &'static str,
    /// Name of the code list of states, in the order of the usual way.
    pub states: &'static str,
    /// State of a new row.
    pub initial: &'static str,
    /// Every step there is.
    pub steps: &'static [Step],
    /// Names of the steps that somebody who may sign puts his name to (domain §2.15, §8.4).
    pub signed: &'static [&'static str],
}

/// One step.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Step {
    /// Identifier, a verb.
    pub name: &'static str,
    /// What the button says.
    pub label: &'static str,
    /// States it may start from.
    pub from: &'static [&'static str],
    /// State it leads to.
    pub to: &'static str,
    /// Fields the step asks for.
    pub asks: &'static [Ask],
    /// What must hold of the row once the asked fields are in.
    #[serde(skip)]
    pub guards: &'static [Guard],
}

/// A field that a step asks for.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Ask {
    /// Field name.
    pub field: &'static str,
    /// Whether the step is refused without it.
    pub required: bool,
}

/// A field the step cannot do without.
pub const fn must(field: &'static str) -> Ask {
    Ask {
        field,
        required: true,
    }
}

/// A field the step offers.
pub const fn may(field: &'static str) -> Ask {
    Ask {
        field,
        required: false,
    }
}

/// What must hold for a step.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// Stable name of the rule.
    pub code: &'static str,
    /// Field the person should look at.
    pub field: &'static str,
    /// What is wrong and what to do, in Chinese.
    pub text: &'static str,
    /// Whether the row satisfies it.
    pub holds: fn(&Row) -> bool,
}

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The ledger has no such step.
    #[error("no step named {0}")]
    UnknownStep(String),
    /// The step does not start from the row's state.
    #[error("step {step} does not start from state {state}")]
    WrongState {
        /// Step asked for.
        step: &'static str,
        /// State the row is in.
        state: String,
    },
    /// A field the step needs is empty.
    #[error("step needs field {0}")]
    Missing(&'static str),
    /// A guard does not hold.
    #[error("{code}: {text}")]
    Guard {
        /// Stable name of the rule.
        code: &'static str,
        /// Field concerned.
        field: &'static str,
        /// Chinese sentence.
        text: &'static str,
    },
}

impl Flow {
    /// State of a row; an empty one counts as the initial state.
    pub fn state_of<'a>(&self, row: &'a Row) -> &'a str {
        match row.text(self.state) {
            "" => self.initial,
            state => state,
        }
    }

    /// Steps that start from the row's state.
    pub fn steps_from(&self, state: &str) -> impl Iterator<Item = &'static Step> {
        self.steps
            .iter()
            .filter(move |step| step.from.contains(&state))
    }

    /// Takes the named step: `row` already holds the asked fields. Returns the row in its new
    /// state, or why the step is refused, and then nothing has changed.
    pub fn advance(&self, row: &Row, step: &str) -> Result<Row, Refusal> {
        let step = self
            .steps
            .iter()
            .find(|candidate| candidate.name == step)
            .ok_or_else(|| Refusal::UnknownStep(step.to_owned()))?;
        let state = self.state_of(row);
        if !step.from.contains(&state) {
            return Err(Refusal::WrongState {
                step: step.name,
                state: state.to_owned(),
            });
        }
        if let Some(ask) = step
            .asks
            .iter()
            .find(|ask| ask.required && row.get(ask.field).is_empty())
        {
            return Err(Refusal::Missing(ask.field));
        }
        if let Some(guard) = step.guards.iter().find(|guard| !(guard.holds)(row)) {
            return Err(Refusal::Guard {
                code: guard.code,
                field: guard.field,
                text: guard.text,
            });
        }
        let mut next = row.clone();
        next.set(self.state, Value::from(step.to));
        Ok(next)
    }
}
