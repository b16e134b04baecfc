//! 站情: how ready the station is. Lamps, self-check and colours are data in
//! `assets/lists/readiness.toml`; the colour is the village's own, with its reason, and is never
//! laid beside another village's (domain §1 F58, §8.1).

use crate::acts::picture::Picture;
use crate::acts::rulebook::set_threshold;
use crate::bridge::file::Nothing;
use crate::bridge::rulebook::SaveThreshold;
use crate::bridge::standing::{ChooseLamps, Has, Lamp, Preset, SelfCheck, Standing};
use crate::desk::Desk;
use crate::office::Office;
use crate::problem::Problem;
use readiness::{Order, PresetOrder, Readiness};
use sources::{Finding, Light};

mod colour;
pub(crate) mod rates;
mod readiness;
mod sources;
pub(crate) mod yearly;

/// Threshold that holds the number of the chosen preset.
const CHOICE: &str = "lamp_preset";

/// Shows how ready the station is.
pub(crate) fn standing(desk: &Desk, _: Nothing) -> Result<Standing, Problem> {
    desk.with_office(|office| shown(desk, office))
}

/// Chooses the set of lamps that is usual in this region.
pub(crate) fn choose_lamps(desk: &Desk, request: ChooseLamps) -> Result<Standing, Problem> {
    let readiness = Readiness::load(desk)?;
    let number = readiness
        .preset
        .iter()
        .position(|preset| preset.name == request.preset)
        .and_then(|place| i64::try_from(place + 1).ok());
    let Some(number) = number else {
        let text = "没有这种说法，什么也没有改动。请从列出的里面选。";
        return Err(Problem::of_field("not_valid", "preset", text));
    };
    desk.with_office(|office| {
        let choice = SaveThreshold {
            name: CHOICE.to_owned(),
            value: Some(number),
        };
        set_threshold(desk, office, &choice)?;
        shown(desk, office)
    })
}

fn shown(desk: &Desk, office: &Office) -> Result<Standing, Problem> {
    let picture = Picture::of(desk, office)?;
    let readiness = Readiness::load(desk)?;
    let preset = chosen(&readiness, &picture);
    let lamps = lamps(desk, &picture)?;
    let period = rates::period_of(&picture);
    Ok(Standing {
        rates: rates::all(&picture, period)?,
        period: rates::period_words(period),
        preset: preset.map_or_else(String::new, |preset| preset.name.clone()),
        presets: readiness.preset.iter().map(preset_view).collect(),
        self_checks: readiness
            .self_check
            .iter()
            .map(|order| self_check(order, &picture))
            .collect::<Result<_, _>>()?,
        has: readiness
            .town_target
            .iter()
            .map(|order| has(order, &picture))
            .collect::<Result<_, _>>()?,
        status: colour::of(&readiness.colour, &picture, &lamps)?,
        lamps,
    })
}

fn chosen<'a>(readiness: &'a Readiness, picture: &Picture<'_>) -> Option<&'a PresetOrder> {
    let number = usize::try_from(picture.thresholds.value(CHOICE)).unwrap_or(1);
    let place = number.saturating_sub(1);
    readiness.preset.get(place).or(readiness.preset.first())
}

fn preset_view(preset: &PresetOrder) -> Preset {
    Preset {
        name: preset.name.clone(),
        label: preset.label.clone(),
    }
}

/// The six lamps as they stand, of the chosen preset.
pub(crate) fn lamps(desk: &Desk, picture: &Picture<'_>) -> Result<Vec<Lamp>, Problem> {
    if !picture.is_village() {
        return super::township::lamps(desk, picture.office);
    }
    let readiness = Readiness::load(desk)?;
    of_preset(chosen(&readiness, picture), picture)
}

fn of_preset(preset: Option<&PresetOrder>, picture: &Picture<'_>) -> Result<Vec<Lamp>, Problem> {
    let orders = preset.map_or(&[][..], |preset| preset.lamp.as_slice());
    orders.iter().map(|order| lamp(order, picture)).collect()
}

fn lamp(order: &Order, picture: &Picture<'_>) -> Result<Lamp, Problem> {
    let Finding {
        light,
        text,
        ledger,
        ..
    } = sources::look(order, picture)?;
    Ok(Lamp {
        name: order.name.clone(),
        label: order.label.clone(),
        state: light.code().to_owned(),
        text,
        ledger: ledger.to_owned(),
    })
}

fn self_check(order: &Order, picture: &Picture<'_>) -> Result<SelfCheck, Problem> {
    let found = sources::look(order, picture)?;
    Ok(SelfCheck {
        name: order.name.clone(),
        label: order.label.clone(),
        met: (!found.is_unknown).then_some(found.light <= Light::Blue),
        text: found.text,
        ledger: found.ledger.to_owned(),
    })
}

fn has(order: &Order, picture: &Picture<'_>) -> Result<Has, Problem> {
    let found = sources::look(order, picture)?;
    Ok(Has {
        name: order.name.clone(),
        label: order.label.clone(),
        own: !found.is_unknown && found.light <= Light::Blue,
    })
}
