use super::{FontError, Fonts, MISSING};
use crate::page::{Family, Weight};
use crate::text::tests::FONTS;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// 通用规范汉字表.
const GENERAL: &str = include_str!("tests/general_characters.txt");

fn general() -> impl Iterator<Item = char> {
    let lines = GENERAL.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::chars)
}

#[test]
fn every_general_character_is_drawn_by_the_shipped_faces() {
    assert_eq!(general().count(), 8105);
    let text: String = general().collect();
    assert_eq!(FONTS.missing(&text), []);
    for weight in [Weight::Regular, Weight::Bold] {
        let lacking: String = general()
            .filter(|letter| FONTS.sans(weight).glyph(*letter).is_none())
            .collect();
        assert_eq!(lacking, "", "{weight:?} sans");
        for letter in general() {
            let (face, _) = FONTS.drawn((Family::Serif, weight), letter);
            assert!(face.name.starts_with("Noto"), "{letter} in {}", face.name);
        }
    }
}

#[test]
fn characters_that_nobody_draws_are_named_once_and_stand_as_a_mark() {
    assert_eq!(FONTS.missing("栗溪村𬜬\n☐村☐"), ['☐']);
    let style = (Family::Sans, Weight::Regular);
    let (_, mark) = FONTS.drawn(style, MISSING);
    let (_, drawn) = FONTS.drawn(style, '☐');
    assert!(mark.is_some(), "the mark itself has a shape");
    assert_eq!(drawn, mark, "an empty box is printed");
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

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/fonts")
}

/// A folder with one font, the shipped serif under the name of an installed 仿宋, which its maker
/// permits to embed or not (OpenType `OS/2`, fsType).
fn machine(permission: u16) -> TempDir {
    machine_with("FZFSK--GBK1-0", permission)
}

fn machine_with(name: &str, permission: u16) -> TempDir {
    let mut bytes = std::fs::read(shipped().join(super::SERIF_REGULAR)).unwrap();
    let units = |name: &str| -> Vec<u8> {
        let units = name.encode_utf16();
        units.flat_map(u16::to_be_bytes).collect()
    };
    let (old, new) = (units("Noto Serif SC"), units(name));
    let places: Vec<usize> = bytes
        .windows(old.len())
        .enumerate()
        .filter(|(_, window)| *window == old)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "the font says its name");
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(&new);
    }
    let raw = ttf_parser::RawFace::parse(&bytes, 0).unwrap();
    let tag = ttf_parser::Tag::from_bytes(b"OS/2");
    let mut records = raw.table_records.into_iter();
    let about = records.find(|record| record.tag == tag).unwrap().offset as usize;
    bytes[about + 8..about + 10].copy_from_slice(&permission.to_be_bytes());
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deeper")).unwrap();
    std::fs::write(folder.path().join("deeper/installed.ttf"), bytes).unwrap();
    folder
}

fn with(folder: &TempDir) -> Fonts {
    let fonts = Fonts::load(&shipped()).unwrap();
    fonts.with_folders(vec![folder.path().to_owned()])
}

#[test]
fn official_papers_are_set_in_the_machine_s_own_face_where_it_is_installed() {
    let folder = machine(0);
    let fonts = with(&folder);
    let name = |family, weight| fonts.face(family, weight).name.clone();
    assert_eq!(name(Family::Serif, Weight::Regular), "installed");
    assert_eq!(name(Family::Title, Weight::Bold), "NotoSerifSC-Bold");
    assert_eq!(name(Family::Sans, Weight::Regular), "NotoSansSC-Regular");
}

#[test]
fn headings_of_the_second_order_are_in_the_machine_s_own_script_or_in_bold() {
    let name = |folder: TempDir| {
        let fonts = with(&folder);
        fonts.face(Family::Script, Weight::Bold).name.clone()
    };
    assert_eq!(name(machine_with("FZKTK--GBK1-0", 0)), "installed");
    assert_eq!(name(machine_with("FZKTK--GBK1-0", 2)), "NotoSerifSC-Bold");
    assert_eq!(name(machine(0)), "NotoSerifSC-Bold");
}

#[test]
fn a_face_that_may_not_be_embedded_in_part_is_left_alone() {
    const RESTRICTED: u16 = 0x0002;
    const WHOLE_ONLY: u16 = 0x0100;
    for permission in [RESTRICTED, WHOLE_ONLY] {
        let folder = machine(permission);
        let fonts = with(&folder);
        let face = fonts.face(Family::Serif, Weight::Regular);
        assert_eq!(face.name, "NotoSerifSC-Regular");
        assert!(fonts.borrowed('国').is_none());
    }
}

#[test]
fn a_face_of_the_machine_draws_what_it_has_and_nothing_else() {
    const PREVIEW_AND_PRINT: u16 = 0x0004;
    let folder = machine(PREVIEW_AND_PRINT);
    let fonts = with(&folder);
    let (face, glyph) = fonts.borrowed('国').expect("the face has it");
    assert_eq!(face.name, "installed");
    assert!(glyph.advance > 0);
    assert!(fonts.borrowed('☐').is_none());
    assert_eq!(fonts.missing("国☐"), ['☐']);
    assert!(
        fonts.borrowed_letters("国村").is_empty(),
        "shipped faces come first"
    );
}

#[test]
fn spoilt_files_among_the_machine_s_fonts_are_passed_over() {
    let folder = machine(0);
    for (name, bytes) in [
        ("a.ttf", &b"ttcf\0\x01\0\0\xff\xff\xff\xff"[..]),
        ("b.otf", b"OTTO\xff\xff"),
        ("c.ttc", b""),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let fonts = with(&folder);
    assert_eq!(fonts.face(Family::Serif, Weight::Regular).name, "installed");
}
