//! What may not be done in an exercise: whatever leaves the file, comes into it from others, or
//! changes who may open it. A test finds every command that names a place on the disk, so that a
//! new one has to be put on one side or the other.

use crate::desk::Desk;
use crate::problem::Problem;

/// Commands that an exercise refuses.
const REFUSED: &[&str] = &[
    "admit_quarantined",
    "backup_file",
    "carry_out_destruction",
    "export_archive",
    "export_package",
    "export_sheet",
    "export_statistics",
    "import_package",
    "import_packages",
    "import_sheet",
    "invite_laptop",
    "new_recovery_code",
    "print_recovery_code",
    "protect_file",
    "renew_keys",
    "return_before_merge",
    "save_card",
    "save_rejected",
    "set_password",
    "set_pin",
    "take_new_keys",
    "take_out_password",
    "trust_card",
];

/// Refuses in an exercise what would pass it off as the real thing. Other commands are not even
/// looked at: some run while another one holds the file.
pub(crate) fn permit(desk: &Desk, command: &str) -> Result<(), Problem> {
    if !REFUSED.contains(&command) {
        return Ok(());
    }
    let at_hand = desk.at_hand();
    let office = at_hand.office.as_ref();
    if office.is_some_and(|office| office.exercise.is_some()) {
        let text = "正在演练，用的是册子的一份拷贝：它不送出、不备份、不收别人的，这一步没有做。请先结束演练，回到真册子再做。";
        return Err(Problem::new("exercise_only", text));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::REFUSED;
    use crate::bridge::COMMANDS;

    /// Commands that name a place and are harmless in an exercise: papers, which are marked, what
    /// opens another file, and what only reads.
    const HARMLESS: &[&str] = &[
        "choose_file",
        "create_file",
        "find_backups",
        "join_office",
        "read_card",
        "read_warning_file",
        "restore_file",
        "save_document",
        "sheet_template",
        "take_warning_file",
        "verify_package",
    ];

    #[test]
    fn a_command_that_names_a_place_on_the_disk_is_refused_in_an_exercise_or_known_to_be_harmless()
    {
        let places = ["path: string", "folder: string", "paths: Array"];
        for command in COMMANDS {
            let (request, _) = command.shapes();
            let names_a_place = places.iter().any(|place| request.contains(place));
            let is_judged = REFUSED.contains(&command.name) || HARMLESS.contains(&command.name);
            assert!(
                !names_a_place || is_judged,
                "{}: put it into REFUSED, or into HARMLESS if nothing of the copy leaves by it",
                command.name
            );
        }
    }
}
