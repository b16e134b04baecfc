//! The one list of commands: what a window, a browser, the command line or a test may ask.
//!
//! The list yields the dispatcher, the names and the TypeScript map. Requests are plain structs
//! that refuse unknown fields; answers are shapes made for a screen, free to change with it.

use crate::desk::Desk;
use crate::problem::Problem;
use serde_json::Value as Json;

pub mod books;
pub mod file;
pub mod handoff;
pub mod paper;
pub mod records;
pub mod sheet;
pub mod today;
pub mod typescript;

/// One command: its name, what it is for, and how to run it on JSON.
pub struct Command {
    /// Name, a verb and its object.
    pub name: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// Runs it.
    run: fn(&Desk, Json) -> Result<Json, Problem>,
    /// Tells the TypeScript shapes of request and answer.
    shapes: fn(&mut typescript::Shapes) -> (String, String),
}

fn run<Request, Answer>(
    desk: &Desk,
    payload: Json,
    act: fn(&Desk, Request) -> Result<Answer, Problem>,
) -> Result<Json, Problem>
where
    Request: serde::de::DeserializeOwned,
    Answer: serde::Serialize,
{
    let payload = if payload.is_null() {
        Json::Object(serde_json::Map::new())
    } else {
        payload
    };
    let request = serde_json::from_value(payload).map_err(|error| Problem::bad_request(&error))?;
    let answer = act(desk, request)?;
    serde_json::to_value(answer).map_err(|error| Problem::internal("answer", &error))
}

macro_rules! commands {
    ($($(#[doc = $purpose:literal])* $name:ident($request:ty) -> $answer:ty = $act:path;)*) => {
        /// Every command, in the order of the screens.
        pub static COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            purpose: concat!($($purpose),*),
            run: |desk, payload| run::<$request, $answer>(desk, payload, $act),
            shapes: |shapes| (shapes.of::<$request>(), shapes.of::<$answer>()),
        },)*];
    };
}

commands! {
    /// Tells which file is at hand and whether it is open.
    file_state(file::Nothing) -> file::FileState = crate::acts::file::state;
    /// Makes a new office file with its password; answers with the paper recovery code.
    create_file(file::CreateFile) -> file::CreatedFile = crate::acts::file::create;
    /// Chooses a file without opening it.
    choose_file(file::ChooseFile) -> file::FileState = crate::acts::file::choose;
    /// Opens the chosen file with its password or paper recovery code.
    unlock_file(file::UnlockFile) -> file::FileState = crate::acts::file::unlock;
    /// Closes the file; the password is asked again.
    lock_file(file::Nothing) -> file::FileState = crate::acts::file::lock;
    /// Looks over the whole file: chains, integrity and, if asked, a second fold.
    check_file(file::CheckFile) -> file::CheckedFile = crate::acts::file::check;
    /// Writes a backup of the file, reopened and counted before it counts.
    backup_file(file::BackupFile) -> file::SavedFile = crate::acts::file::backup;
    /// Makes a new file from a backup, as a new replica of the office.
    restore_file(file::RestoreFile) -> file::FileState = crate::acts::file::restore;

    /// Tells every ledger, code list and menu.
    declarations(file::Nothing) -> books::Declarations = crate::acts::books::declarations;
    /// Shows what needs doing today.
    today(file::Nothing) -> today::Today = crate::acts::today::today;

    /// Lists a page of a ledger.
    list_records(records::ListRecords) -> records::RecordPage = crate::acts::list::list;
    /// Offers rows of a ledger for a reference field.
    pick_records(records::PickRecords) -> Vec<records::Pick> = crate::acts::list::pick;
    /// Reads one record with its steps, marks and rival values.
    read_record(records::ReadRecord) -> records::Record = crate::acts::record::read;
    /// Gives the values a new record starts with.
    blank_record(records::BlankRecord) -> records::Record = crate::acts::record::blank;
    /// Saves a new record, or the changed fields of one.
    save_record(records::SaveRecord) -> records::Record = crate::acts::record::save;
    /// Removes a record; its history stays.
    remove_record(records::RemoveRecord) -> records::Record = crate::acts::record::remove;
    /// Brings a removed record back.
    restore_record(records::RemoveRecord) -> records::Record = crate::acts::record::restore;
    /// Takes a step of a record's flow.
    advance_record(records::AdvanceRecord) -> records::Record = crate::acts::record::advance;
    /// Tells who changed what in a record, and when.
    record_history(records::ReadRecord) -> Vec<records::PastAct> = crate::acts::history::of_record;

    /// Tells which papers can be printed.
    documents(file::Nothing) -> Vec<paper::DocumentKind> = crate::acts::paper::documents;
    /// Makes a paper for the preview.
    print_document(paper::PrintDocument) -> paper::Paper = crate::acts::paper::print;
    /// Makes a paper and saves it as a file.
    save_document(paper::SaveDocument) -> file::SavedFile = crate::acts::paper::save;

    /// Reads a spreadsheet into a ledger, or only tells what that would do.
    import_sheet(sheet::ImportSheet) -> sheet::SheetOutcome = crate::acts::sheet::import;
    /// Writes a ledger as a spreadsheet.
    export_sheet(sheet::ExportSheet) -> file::SavedFile = crate::acts::sheet::export;
    /// Writes an empty spreadsheet of a ledger with its pull-down lists.
    sheet_template(sheet::ExportSheet) -> file::SavedFile = crate::acts::sheet::template;

    /// Shows this office's card.
    office_card(file::Nothing) -> handoff::CardView = crate::acts::handoff::card;
    /// Saves this office's card as a file.
    save_card(handoff::AtPath) -> file::SavedFile = crate::acts::handoff::save_card;
    /// Reads another office's card and its fingerprint, trusting nothing yet.
    read_card(handoff::AtPath) -> handoff::CardView = crate::acts::handoff::read_card;
    /// Trusts another office's card once its fingerprint was read out and compared.
    trust_card(handoff::TrustCard) -> handoff::CardView = crate::acts::handoff::trust;
    /// Shows what was carried where, and what was acknowledged.
    handoff_state(file::Nothing) -> handoff::HandoffState = crate::acts::handoff::state;
    /// Writes a package for another office.
    export_package(handoff::ExportPackage) -> handoff::ExportedPackage = crate::acts::handoff::export;
    /// Verifies a package, as far as the keys at hand allow.
    verify_package(handoff::AtPath) -> handoff::VerifiedPackage = crate::acts::handoff::verify;
    /// Merges a package, or only tells what that would do.
    import_package(handoff::ImportPackage) -> handoff::MergeOutcome = crate::acts::handoff::import;
    /// Seals an invitation with which a second laptop joins this office.
    invite_laptop(handoff::AtPath) -> handoff::Invitation = crate::acts::join::invite;
    /// Makes a new file that joins an office by its invitation.
    join_office(handoff::JoinOffice) -> file::CreatedFile = crate::acts::join::join;

    /// Lists the conflicts and questions that wait for a person.
    open_matters(handoff::ListMatters) -> handoff::Matters = crate::acts::matters::list;
    /// Decides between rival values of a record.
    answer_conflict(handoff::AnswerConflict) -> records::Record = crate::acts::matters::answer_conflict;
    /// Answers an open question.
    answer_question(handoff::AnswerQuestion) -> handoff::Matters = crate::acts::matters::answer_question;
}

/// Runs the named command on its JSON payload.
pub fn dispatch(desk: &Desk, name: &str, payload: Json) -> Result<Json, Problem> {
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| Problem::unknown_command(name))?;
    (command.run)(desk, payload)
}

impl Command {
    /// TypeScript shapes of request and answer, as text.
    pub fn shapes(&self) -> (String, String) {
        (self.shapes)(&mut typescript::Shapes::default())
    }
}
