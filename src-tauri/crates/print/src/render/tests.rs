use super::render;
use crate::page::{Bookmark, Document, Ink, Item, PT, Page, Paint, Size, Weight};
use crate::text::Setter;
use crate::text::Style;
use crate::text::tests::FONTS;
use lopdf::{Dictionary, Object};

fn paper(texts: &[&str]) -> Document {
    let style = Style::regular(12 * PT);
    let setter = Setter::new(&FONTS, style);
    let lines = texts.iter().zip(1..).map(|(text, n)| {
        let line = setter.line(text);
        line.place(50 * PT, n * 40 * PT, style)
    });
    let page = Page {
        size: Size::A4,
        items: lines.collect(),
    };
    Document {
        title: "栗溪村预案".to_owned(),
        pages: vec![page.clone(), page],
        bookmarks: Vec::new(),
    }
}

fn reopened(document: &Document) -> lopdf::Document {
    let bytes = render(document, &FONTS).expect("the paper can be written");
    lopdf::Document::load_mem(&bytes).expect("the file can be read again")
}

fn fonts(file: &lopdf::Document) -> Vec<&Dictionary> {
    let dictionaries = file
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    let descriptors = dictionaries.filter(|dictionary| dictionary.has_type(b"FontDescriptor"));
    descriptors.collect()
}

#[test]
fn faces_are_embedded_as_subsets() {
    let mut document = paper(&["转移责任人"]);
    let bold = Style::bold(12 * PT);
    let line = Setter::new(&FONTS, bold).line("何桂花");
    document.pages[0].items.push(line.place(0, 9 * PT, bold));
    let file = reopened(&document);
    let fonts = fonts(&file);
    assert_eq!(fonts.len(), 2);
    for font in fonts {
        let name = font.get(b"FontName").and_then(Object::as_name).unwrap();
        assert!(
            name.starts_with(b"YIZHAN+NotoSansSC-"),
            "the name says subset"
        );
        let program = font
            .get(b"FontFile2")
            .and_then(Object::as_reference)
            .unwrap();
        let program = file
            .get_object(program)
            .and_then(Object::as_stream)
            .unwrap();
        let length = program.decompressed_content().unwrap().len();
        assert!(
            (200..60_000).contains(&length),
            "{length} bytes of a few glyphs"
        );
    }
}

#[test]
fn the_text_comes_back_exactly_also_where_glyphs_are_shared_or_rare() {
    let texts = [
        "共8户，“马上走”。",
        "阿依古丽·买买提•一‧二・三",
        "姓𬜬，142 0000 0871",
        "（①➀）",
    ];
    let file = reopened(&paper(&texts));
    let text = file.extract_text(&[1]).unwrap();
    let kept = |text: &str| text.replace(char::is_whitespace, "");
    assert_eq!(kept(&text), kept(&texts.concat()));
}

#[test]
fn a_mark_pressed_against_its_neighbour_is_narrow_instead_of_stepped_back_over() {
    let document = paper(&["九月，“七下八上”。"]);
    let file = reopened(&document);
    let page = file.get_pages()[&1];
    let content = file.get_page_content(page);
    let operations = lopdf::content::Content::decode(&content)
        .unwrap()
        .operations;
    let shown = operations
        .iter()
        .filter(|operation| operation.operator == "TJ");
    let parts = shown.flat_map(|operation| operation.operands[0].as_array().unwrap());
    let moves: Vec<f32> = parts.filter_map(|part| part.as_float().ok()).collect();
    assert!(
        moves.iter().all(|step| *step <= 0.0),
        "no step back: {moves:?}"
    );
}

#[test]
fn a_paper_says_its_title_and_language() {
    let file = reopened(&paper(&["预案"]));
    let catalog = file.catalog().unwrap();
    let language = catalog.get(b"Lang").and_then(Object::as_str).unwrap();
    assert_eq!(language, b"zh-CN");
    let info = file
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .unwrap();
    let info = file.get_dictionary(info).unwrap();
    let title = info.get(b"Title").and_then(Object::as_str).unwrap();
    let units = title
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    let title: Vec<u16> = units.skip(1).collect();
    assert_eq!(String::from_utf16(&title).unwrap(), "栗溪村预案");
}

#[test]
fn bookmarks_keep_the_reading_order_on_one_page() {
    let mut document = paper(&["预案"]);
    let titles = ["一、村情", "二、组织", "三、预警"];
    document.bookmarks = titles
        .map(|title| Bookmark {
            title: title.to_owned(),
            page: 1,
        })
        .to_vec();
    let file = reopened(&document);
    let root = file
        .catalog()
        .unwrap()
        .get(b"Outlines")
        .and_then(Object::as_reference)
        .unwrap();
    let root = file.get_dictionary(root).unwrap();
    let mut next = root.get(b"First").and_then(Object::as_reference).ok();
    let mut found = Vec::new();
    while let Some(entry) = next.map(|id| file.get_dictionary(id).unwrap()) {
        let title = entry.get(b"Title").and_then(Object::as_str).unwrap();
        let units = title
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        found.push(String::from_utf16(&units.skip(1).collect::<Vec<_>>()).unwrap());
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
    }
    assert_eq!(found, titles);
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let document = paper(&["转移31户96人"]);
    assert_eq!(render(&document, &FONTS), render(&document, &FONTS));
}

#[test]
fn shapes_are_drawn_before_texts_and_white_text_is_white() {
    let mut document = paper(&[]);
    let style = Style::bold(9 * PT);
    let figure = Setter::new(&FONTS, style)
        .line("1")
        .place(90 * PT, 90 * PT, style);
    let Item::Text {
        x,
        y,
        size,
        family,
        weight,
        text,
        gaps,
        tracking,
        width,
        ..
    } = figure
    else {
        panic!("a placed line is a text");
    };
    let ink = Ink::White;
    let white = Item::Text {
        x,
        y,
        size,
        family,
        weight,
        ink,
        text,
        gaps,
        tracking,
        width,
    };
    let disc = Item::Circle {
        x: 90 * PT,
        y: 90 * PT,
        radius: 9 * PT,
        paint: Paint::Fill,
    };
    document.pages[0].items = vec![white, disc];
    let file = reopened(&document);
    let page = file.get_pages()[&1];
    let content = String::from_utf8(file.get_page_content(page)).unwrap();
    let at = |operator: &str| {
        content
            .find(operator)
            .unwrap_or_else(|| panic!("no {operator}"))
    };
    assert!(at(" c\n") < at("BT"), "the disc lies below the figure");
    assert!(content[at("BT")..].contains("1 g"), "the figure is white");
    assert_eq!(weight, Weight::Bold);
}
