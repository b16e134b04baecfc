use super::{FontError, Fonts};
use crate::text::tests::FONTS;

#[test]
fn characters_without_a_glyph_are_named_once() {
    assert_eq!(FONTS.missing("栗溪村𬜬\n☐村☐"), ['☐']);
}

#[test]
fn a_folder_without_fonts_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = Fonts::load(folder.path()).unwrap_err();
    assert!(matches!(&error, FontError::Read { path, .. } if path.starts_with(folder.path())));
}

#[test]
fn a_file_that_is_no_font_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(super::REGULAR), b"not a font").unwrap();
    let error = Fonts::load(folder.path()).unwrap_err();
    assert!(matches!(error, FontError::Unusable { .. }));
}
