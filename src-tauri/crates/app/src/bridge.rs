//! The one list of commands: what a window, a browser, the command line or a test may ask.
//!
//! The list yields the dispatcher, the names and the TypeScript map. Requests are plain structs
//! that refuse unknown fields; answers are shapes made for a screen, free to change with it.

use crate::desk::Desk;
use crate::problem::Problem;
use serde_json::Value as Json;

pub mod access;
pub mod archive;
pub mod backups;
pub mod books;
pub mod damage;
pub mod destroy;
pub mod drafts;
pub mod drives;
pub mod exercise;
pub mod file;
pub mod handoff;
pub mod inspection;
pub mod keys;
pub mod map;
pub mod matters;
pub mod night;
pub mod office_keys;
pub mod paper;
pub mod photos;
pub mod records;
pub mod rulebook;
pub mod search;
pub mod secret;
pub mod sent_down;
pub mod sheet;
pub mod sign;
pub mod standing;
pub mod today;
pub mod township;
pub mod typescript;
pub mod undo;
pub mod users;
pub mod warning;
pub mod wording;
pub mod work;

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
    /// Tells who can open the file.
    key_ring(file::Nothing) -> keys::KeyRing = crate::acts::keys::ring;
    /// Sets somebody's password, or the shared one.
    set_password(keys::SetPassword) -> keys::KeyRing = crate::acts::keys::set_password;
    /// Puts a password on a file that was made without one.
    protect_file(keys::ProtectFile) -> keys::DrawnCode = crate::acts::keys::protect;
    /// Takes somebody's password out of the file, which gets a new key.
    take_out_password(keys::TakeOutPassword) -> keys::KeyRing = crate::acts::keys::take_out;
    /// Draws a new paper recovery code, which makes the former one void.
    new_recovery_code(keys::NewRecoveryCode) -> keys::DrawnCode = crate::acts::keys::new_code;
    /// Lays a recovery code that opens the file out on a sheet of paper.
    print_recovery_code(keys::PrintRecoveryCode) -> paper::Paper = crate::acts::keys::print_code;
    /// Turns the desk to 急时 or back to 平时.
    set_mode(file::SetMode) -> file::FileState = crate::acts::mode::set;
    /// Begins an exercise: the night desk on a copy of the books.
    begin_exercise(file::Nothing) -> file::FileState = crate::acts::exercise::begin;
    /// Goes on with an exercise that a crash or a locked desk interrupted.
    resume_exercise(file::Nothing) -> file::FileState = crate::acts::exercise::resume;
    /// Drops an exercise that was interrupted; nothing of it stays.
    abandon_exercise(file::Nothing) -> file::FileState = crate::acts::exercise::abandon;
    /// Ends the exercise; what stays is a drill record in the real books.
    end_exercise(exercise::EndExercise) -> exercise::EndedExercise = crate::acts::exercise::end;
    /// Looks over the whole file: chains, integrity and, if asked, a second fold.
    check_file(file::CheckFile) -> file::CheckedFile = crate::acts::file::check;
    /// Shows where the last good backup is and how old.
    backup_state(file::Nothing) -> backups::BackupState = crate::acts::backups::state;
    /// Makes the backup that is due, if one is.
    keep_backup(file::Nothing) -> backups::BackupState = crate::acts::backups::keep;
    /// Writes a backup of the file, reopened and counted before it counts.
    backup_file(backups::BackupFile) -> file::SavedFile = crate::acts::backups::save;
    /// Lists the backups that can be found.
    find_backups(backups::FindBackups) -> Vec<backups::FoundBackup> = crate::acts::backups::find;
    /// Makes a new file from a backup, as a new replica of the office.
    restore_file(backups::RestoreFile) -> backups::RestoredFile = crate::acts::backups::restore;
    /// Goes back to before the last merge, or only tells whether that can be done.
    return_before_merge(backups::ReturnBeforeMerge) -> backups::MergeReturn = crate::acts::backups::return_before_merge;

    /// Tells how far the work is that runs now.
    work_state(file::Nothing) -> Option<work::WorkState> = crate::work::state;
    /// Stops the work that runs now at its next step.
    stop_work(file::Nothing) -> Option<work::WorkState> = crate::work::stop;
    /// Lists the sticks and other drives that can be carried away.
    drives(file::Nothing) -> Vec<drives::Drive> = crate::acts::drives::list;

    /// Tells every ledger, code list and menu.
    declarations(file::Nothing) -> books::Declarations = crate::acts::books::declarations;
    /// Shows every code list, where it is used and what was added to it.
    code_lists(file::Nothing) -> Vec<rulebook::CodeListView> = crate::acts::rulebook::code_lists;
    /// Adds a code to a list, or calls one otherwise.
    save_code_item(rulebook::SaveCodeItem) -> Vec<rulebook::CodeListView> = crate::acts::rulebook::save_code_item;
    /// Shows every threshold with the value in force and the one that is shipped.
    thresholds(file::Nothing) -> Vec<rulebook::ThresholdView> = crate::acts::rulebook::thresholds;
    /// Sets a threshold for this office, or takes the office's own value away.
    save_threshold(rulebook::SaveThreshold) -> Vec<rulebook::ThresholdView> = crate::acts::rulebook::save_threshold;
    /// Shows every text that may be worded otherwise: shipped, the township's, the office's own.
    wordings(file::Nothing) -> Vec<wording::WordingChapter> = crate::acts::wording::wordings;
    /// Words a passage for this office, or takes the office's own wording away.
    save_wording(wording::SaveWording) -> Vec<wording::WordingChapter> = crate::acts::wording::save_wording;
    /// Makes the paper a passage stands on, with lines that are not saved.
    try_wording(wording::TryWording) -> paper::Paper = crate::acts::wording::try_wording;
    /// Shows how ready the station is: rates, lamps, self-check, its own colour.
    standing(file::Nothing) -> standing::Standing = crate::acts::standing::standing;
    /// Chooses the set of lamps that is usual in this region.
    choose_lamps(standing::ChooseLamps) -> standing::Standing = crate::acts::standing::choose_lamps;
    /// Shows what needs doing today.
    today(file::Nothing) -> today::Today = crate::acts::today::today;

    /// Lists a page of a ledger.
    list_records(records::ListRecords) -> records::RecordPage = crate::acts::list::list;
    /// Counts the rows that pass each filter of a ledger.
    count_chips(records::CountChips) -> Vec<records::ChipCount> = crate::acts::list::count_chips;
    /// Finds records in every ledger by whatever is known of them.
    search(search::Search) -> search::Findings = crate::acts::search::search;
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
    /// Tells what this desk did last, if it can be taken back.
    last_act(file::Nothing) -> Option<undo::LastActView> = crate::acts::undo::last;
    /// Takes the last act of this desk back by a counter-act.
    undo_act(undo::UndoAct) -> undo::UndoneAct = crate::acts::undo::undo;
    /// Puts a half typed form away in the file.
    keep_draft(drafts::KeepDraft) -> drafts::Draft = crate::acts::drafts::keep;
    /// Fetches a half typed form.
    read_draft(drafts::DraftKey) -> drafts::Draft = crate::acts::drafts::read;
    /// Forgets a half typed form.
    drop_draft(drafts::DraftKey) -> drafts::Draft = crate::acts::drafts::forget;

    /// Lays a photo beside a record.
    add_photo(photos::AddPhoto) -> records::Record = crate::acts::photos::add;
    /// Gives the picture of a photo.
    read_photo(photos::ReadPhoto) -> photos::Picture = crate::acts::photos::read;

    /// Shows a village's own map.
    village_map(map::ReadMap) -> map::MapView = crate::acts::map::view;
    /// Chooses the picture or the drawing that the map is drawn upon.
    set_base_picture(map::SetBasePicture) -> map::MapView = crate::acts::map::set_base;
    /// Puts a record on the map, or moves it there.
    place_mark(map::PlaceMark) -> map::MapView = crate::acts::map::place;
    /// Takes a record off the map; the record stays.
    take_off_mark(map::TakeOffMark) -> map::MapView = crate::acts::map::take_off;
    /// Puts every record on the map whose longitude and latitude lie on it.
    place_by_coordinates(file::Nothing) -> map::MapView = crate::acts::map::place_by_coordinates;

    /// Tells who works at this desk and what he may do.
    users(file::Nothing) -> users::Users = crate::acts::users::list;
    /// Enters somebody who works here, or changes his role.
    save_user(users::SaveUser) -> users::Users = crate::acts::users::save;
    /// Sets somebody's PIN on this machine.
    set_pin(users::SetPin) -> users::Users = crate::acts::users::set_pin;
    /// Seats somebody at this desk.
    switch_user(users::SwitchUser) -> users::Users = crate::acts::users::switch;
    /// Shows who saw what is hidden from others.
    access_log(access::ReadAccessLog) -> access::AccessLog = crate::acts::access::log;

    /// Shows the night desk: warning, calls, transfer, log, report.
    night_desk(file::Nothing) -> night::NightDesk = crate::acts::night::desk;
    /// Shows what a warning file of the authorities says, and what taking it over would do.
    read_warning_file(warning::ReadWarningFile) -> warning::WarningFile = crate::acts::night::read_warning_file;
    /// Takes a warning file over; the same file twice is one warning.
    take_warning_file(warning::ReadWarningFile) -> night::NightDesk = crate::acts::night::take_warning_file;
    /// Sets the time of one of the six steps of the warning in force.
    note_stage(warning::NoteStage) -> night::NightDesk = crate::acts::night::note_stage;
    /// Notes in the log that an action of the warning's colour was done.
    do_action(warning::DoAction) -> night::NightDesk = crate::acts::night::do_action;
    /// Writes what came of a call.
    record_call(night::RecordCall) -> night::NightDesk = crate::acts::night::record_call;
    /// Puts the households of danger zones on the list of those who have to leave.
    start_evacuation(night::StartEvacuation) -> night::NightDesk = crate::acts::night::start_evacuation;
    /// Puts people from outside on that list.
    add_outsiders(night::AddOutsiders) -> night::NightDesk = crate::acts::night::add_outsiders;
    /// Takes a step of one entry of the transfer or of many.
    advance_evacuation(night::AdvanceEvacuation) -> night::NightDesk = crate::acts::night::advance_evacuation;
    /// Counts who of a household has arrived, and names who is missing.
    count_arrivals(night::CountArrivals) -> night::NightDesk = crate::acts::night::count_arrivals;
    /// Sends entries of the transfer to another shelter, or by the alternate way.
    redirect_evacuation(night::RedirectEvacuation) -> night::NightDesk = crate::acts::night::redirect_evacuation;
    /// Shows the lists of the night in the order in which they are printed.
    paper_lists(file::Nothing) -> night::PaperLists = crate::acts::night::paper_lists;
    /// Enters what was written by hand on a row of the printed list of the transfer.
    key_in_transfer(night::KeyInTransfer) -> night::NightDesk = crate::acts::night::key_in_transfer;
    /// Makes the written report of the incident that goes on.
    draft_report(night::DraftReport) -> night::NightDesk = crate::acts::night::draft_report;
    /// Shows the reports of an incident in their order, and which one comes next.
    report_series(night::AskReports) -> night::ReportSeries = crate::acts::night::report_series;
    /// Notes that the township was told how far the transfer is.
    report_progress(file::Nothing) -> night::NightDesk = crate::acts::night::report_progress;
    /// Notes a request for help beside the incident and in the log.
    ask_support(night::AskSupport) -> night::NightDesk = crate::acts::night::ask_support;
    /// Shows who and what is at hand in this hazard, with whom to call.
    night_help(file::Nothing) -> night::NightHelp = crate::acts::night::night_help;

    /// Writes an inspection with its items and the hazards it found, in one act.
    record_inspection(inspection::RecordInspection) -> inspection::RecordedInspection = crate::acts::inspection::record;

    /// Lists what is to be destroyed, and what was.
    destructions(file::Nothing) -> Vec<destroy::DestructionView> = crate::acts::destroy::list;
    /// Proposes which rows of an incident go and which stay.
    plan_destruction(destroy::PlanDestruction) -> destroy::DestructionPlan = crate::acts::destroy::plan;
    /// Destroys what these rows hold of what concerns villagers, for ever.
    carry_out_destruction(destroy::CarryOutDestruction) -> Vec<destroy::DestructionView> = crate::acts::destroy::carry_out;
    /// Writes everything as open files with an index and digests.
    export_archive(archive::ExportArchive) -> archive::ExportedArchive = crate::acts::archive::export;

    /// Tells which papers can be printed.
    documents(file::Nothing) -> Vec<paper::DocumentKind> = crate::acts::paper::documents;
    /// Tells what may be chosen for a paper: groups of the village, parts of the pouch.
    paper_choices(paper::AskPaperChoices) -> paper::PaperChoices = crate::acts::paper::choices;
    /// Makes a paper for the preview.
    print_document(paper::PrintDocument) -> paper::Paper = crate::acts::paper::print;
    /// Makes a paper and saves it as a file.
    save_document(paper::SaveDocument) -> paper::SavedPaper = crate::acts::paper::save;
    /// Tells what the proof on a paper says: whether it is ours, and whether it is the newest.
    verify_paper(paper::VerifyPaper) -> paper::VerifiedPaper = crate::acts::verify_paper::verify;

    /// Reads a spreadsheet into a ledger, or only tells what that would do.
    import_sheet(sheet::ImportSheet) -> sheet::SheetOutcome = crate::acts::sheet::import;
    /// Writes the rows of a spreadsheet that were not taken in, to be mended.
    save_rejected(sheet::SaveRejected) -> file::SavedFile = crate::acts::sheet::save_rejected;
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
    /// Writes the statistics as a plain workbook, for an office that has no program.
    export_statistics(handoff::AtPath) -> file::SavedFile = crate::acts::sheet::statistics::export;
    /// Verifies a package, as far as the keys at hand allow.
    verify_package(handoff::AtPath) -> handoff::VerifiedPackage = crate::acts::handoff::verify;
    /// Merges a package, or only tells what that would do.
    import_package(handoff::ImportPackage) -> handoff::MergeOutcome = crate::acts::handoff::import;
    /// Shows the villages of a township side by side.
    township_desk(file::Nothing) -> township::TownshipDesk = crate::acts::township::desk;
    /// Sums the villages' reports of one disaster, with what the sum leaves out.
    sum_damage(damage::SumDamage) -> damage::DamageSum = crate::acts::township::damage::damage;
    /// Writes the villages side by side as a spreadsheet.
    export_township(township::ExportTownship) -> file::SavedFile = crate::acts::township::export;
    /// Shows what the township asked about a hazard of a village, and what it may ask.
    hazard_supervision(township::OfHazard) -> township::Supervision = crate::acts::township::supervision::supervision;
    /// Shows what of a village's books is missing here and what parted in them.
    village_books(township::OfVillage) -> township::VillageBooks = crate::acts::township::streams::village_books;
    /// Lists what the township sent down beside its orders: warnings, wordings, plans.
    sent_down(file::Nothing) -> sent_down::SentDown = crate::acts::township::sent_down::sent_down;
    /// Takes a warning of the township over into the village's own, or lifts the one taken.
    take_town_warning(sent_down::TakeSent) -> sent_down::SentDown = crate::acts::night::take_town_warning;
    /// Takes over the sections of a township's plan that the village has none of.
    take_town_plan(sent_down::TakeSent) -> sent_down::SentDown = crate::acts::township::sent_down::take_town_plan;
    /// Takes one section of a township's plan over, in place of the village's own.
    take_town_section(sent_down::TakeSent) -> sent_down::SentDown = crate::acts::township::sent_down::take_town_section;
    /// Lists what the township asked for and is still open, with the villages' answers.
    town_orders(file::Nothing) -> township::Orders = crate::acts::township::orders::list;
    /// Asks something of villages; it goes down with their next packages.
    give_order(township::GiveOrder) -> township::Orders = crate::acts::township::orders::give;
    /// Answers the township; it goes up with the next package.
    answer_order(township::AnswerOrder) -> township::Orders = crate::acts::township::orders::answer_order;
    /// Merges many packages by one plan, or only tells what that would do.
    import_packages(handoff::ImportPackages) -> handoff::PackagesOutcome = crate::acts::handoff::import_many;
    /// Writes packages for several offices into one folder.
    export_packages(handoff::ExportPackages) -> handoff::ExportedPackages = crate::acts::handoff::export_many;
    /// Shows the office's keys, its laptops and what is in quarantine.
    office_keys(file::Nothing) -> office_keys::OfficeKeysView = crate::acts::office_keys::view;
    /// Changes the office's keys with its paper recovery code, and names the laptops that are lost.
    renew_keys(office_keys::RenewKeys) -> office_keys::OfficeKeysView = crate::acts::office_keys::renew;
    /// Takes over the keys that were changed on another laptop of this office.
    take_new_keys(office_keys::TakeNewKeys) -> office_keys::OfficeKeysView = crate::acts::office_keys::take_new;
    /// Shows what lost laptops wrote after they were lost.
    quarantined(file::Nothing) -> Vec<office_keys::QuarantinedAct> = crate::acts::office_keys::quarantined;
    /// Admits what a lost laptop wrote, up to a number, with the reason.
    admit_quarantined(office_keys::AdmitQuarantined) -> Vec<office_keys::QuarantinedAct> = crate::acts::office_keys::admit;
    /// Seals an invitation with which a second laptop joins this office.
    invite_laptop(handoff::AtPath) -> handoff::Invitation = crate::acts::join::invite;
    /// Makes a new file that joins an office by its invitation.
    join_office(handoff::JoinOffice) -> file::CreatedFile = crate::acts::join::join;

    /// Lists the conflicts and questions that wait for a person.
    open_matters(matters::ListMatters) -> matters::Matters = crate::acts::matters::list;
    /// Decides between rival values of a record.
    answer_conflict(matters::AnswerConflict) -> records::Record = crate::acts::matters::answer_conflict;
    /// Answers an open question.
    answer_question(matters::AnswerQuestion) -> matters::Matters = crate::acts::matters::answer_question;
}

/// Runs the named command on its JSON payload.
pub fn dispatch(desk: &Desk, name: &str, payload: Json) -> Result<Json, Problem> {
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| Problem::unknown_command(name))?;
    crate::acts::exercise::permit(desk, name)?;
    (command.run)(desk, payload)
}

impl Command {
    /// TypeScript shapes of request and answer, as text.
    pub fn shapes(&self) -> (String, String) {
        (self.shapes)(&mut typescript::Shapes::default())
    }
}
