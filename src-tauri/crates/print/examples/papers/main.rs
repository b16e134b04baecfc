//! Renders every paper with invented content into a folder, to be looked at:
//! `cargo run -p print --example papers -- FONTS OUT`. A third argument makes every text that many
//! times as long.

mod village;

use print::documents::{
    contact_list, hazard_register, register, response_card, supply_list, village_plan,
};
use print::{Document, Fonts, render};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[expect(clippy::print_stdout, reason = "a program for developers")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .unwrap_or_else(|| "assets/fonts".to_owned());
    let out = PathBuf::from(arguments.next().unwrap_or_else(|| "demo/papers".to_owned()));
    let times = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    std::fs::create_dir_all(&out)?;
    let started = Instant::now();
    let fonts = Fonts::load(Path::new(&folder))?;
    println!("fonts {:?}", started.elapsed());
    let books = village::Books { times };
    write(&out, "response_cards", &fonts, |f| {
        response_card::lay_out(&books.cards(), f)
    })?;
    write(&out, "one_card", &fonts, |f| {
        response_card::lay_out(&books.one_card(), f)
    })?;
    write(&out, "village_plan", &fonts, |f| {
        village_plan::lay_out(&books.plan(), f)
    })?;
    write(&out, "hazard_register", &fonts, |f| {
        hazard_register::lay_out(&books.hazards(), f)
    })?;
    write(&out, "supply_list", &fonts, |f| {
        supply_list::lay_out(&books.supplies(), f)
    })?;
    write(&out, "contact_list", &fonts, |f| {
        contact_list::lay_out(&books.contacts(), f)
    })?;
    write(&out, "register", &fonts, |f| {
        register::lay_out(&books.register(12), f)
    })?;
    write(&out, "long_register", &fonts, |f| {
        register::lay_out(&books.register(2000), f)
    })?;
    write(&out, "empty_cards", &fonts, |f| {
        response_card::lay_out(&response_card::ResponseCards::default(), f)
    })?;
    write(&out, "empty_plan", &fonts, |f| {
        village_plan::lay_out(&village_plan::VillagePlan::default(), f)
    })?;
    write(&out, "empty_hazards", &fonts, |f| {
        hazard_register::lay_out(&hazard_register::HazardRegister::default(), f)
    })?;
    write(&out, "empty_contacts", &fonts, |f| {
        contact_list::lay_out(&contact_list::ContactList::default(), f)
    })?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "a program for developers")]
fn write(
    out: &Path,
    name: &str,
    fonts: &Fonts,
    lay_out: impl FnOnce(&Fonts) -> Document,
) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let document = lay_out(fonts);
    let laid_out = started.elapsed();
    let bytes = render(&document, fonts)?;
    let pages = document.pages.len();
    println!(
        "{name}: {pages} pages, {} bytes, {laid_out:?} + {:?}",
        bytes.len(),
        started.elapsed().saturating_sub(laid_out)
    );
    std::fs::write(out.join(format!("{name}.pdf")), bytes)?;
    Ok(())
}
