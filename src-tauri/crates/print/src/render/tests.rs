use super::{RenderError, render, render_by_steps};
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

/// The titles of an outline from its first entry on, each with the depth at which it stands.
fn outlined(file: &lopdf::Document, above: &Dictionary, depth: usize) -> Vec<(usize, String)> {
    let mut next = above.get(b"First").and_then(Object::as_reference).ok();
    let mut found = Vec::new();
    while let Some(entry) = next.map(|id| file.get_dictionary(id).unwrap()) {
        let title = entry.get(b"Title").and_then(Object::as_str).unwrap();
        let units = title
            .chunks(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        let title = String::from_utf16(&units.skip(1).collect::<Vec<_>>()).unwrap();
        found.push((depth, title));
        found.extend(outlined(file, entry, depth + 1));
        next = entry.get(b"Next").and_then(Object::as_reference).ok();
    }
    found
}

fn outline_of(file: &lopdf::Document) -> Vec<(usize, String)> {
    let root = file.catalog().unwrap().get(b"Outlines");
    let root = root.and_then(Object::as_reference).unwrap();
    outlined(file, file.get_dictionary(root).unwrap(), 0)
}

#[test]
fn bookmarks_keep_the_reading_order_on_one_page() {
    let mut document = paper(&["预案"]);
    let titles = ["一、村情", "二、组织", "三、预警"];
    document.bookmarks = titles.map(|title| Bookmark::new(title, 1)).to_vec();
    let file = reopened(&document);
    assert_eq!(outline_of(&file), titles.map(|title| (0, title.to_owned())));
}

#[test]
fn bookmarks_below_a_bookmark_stand_below_it_and_are_hidden_until_it_is_opened() {
    let mut document = paper(&["文件袋"]);
    let mut cards = Bookmark::new("处置卡", 0);
    cards.below = vec![
        Bookmark::new("转移责任人", 0),
        Bookmark::new("灾害信息员", 1),
    ];
    document.bookmarks = vec![Bookmark::new("目录", 0), cards, Bookmark::new("通讯录", 1)];
    let file = reopened(&document);
    let told = outline_of(&file);
    let told: Vec<(usize, &str)> = told.iter().map(|(at, title)| (*at, &**title)).collect();
    let wanted = [
        (0, "目录"),
        (0, "处置卡"),
        (1, "转移责任人"),
        (1, "灾害信息员"),
        (0, "通讯录"),
    ];
    assert_eq!(told, wanted);
    let counts = file.objects.values().filter_map(|object| {
        let entry = object.as_dict().ok().filter(|entry| entry.has(b"First"))?;
        entry.get(b"Count").and_then(Object::as_i64).ok()
    });
    let counts: std::collections::BTreeSet<i64> = counts.collect();
    assert_eq!(counts, [-2, 3].into());
}

#[test]
fn a_step_that_fails_ends_the_writing_on_any_page_and_while_it_is_packed() {
    let document = paper(&["转移31户96人"]);
    let steps = std::cell::Cell::new(0);
    let mut told = Vec::new();
    let all = render_by_steps(&document, &FONTS, |done, total| {
        told.push((done, total));
        Ok::<_, RenderError>(())
    });
    assert_eq!(all, render(&document, &FONTS), "it is the same paper");
    assert!(told.is_sorted() && told.iter().all(|(done, total)| done < total));
    for last in [0, 1, told.len() - 1] {
        steps.set(0);
        let stopped = render_by_steps(&document, &FONTS, |_, _| {
            steps.set(steps.get() + 1);
            if steps.get() > last {
                return Err(RenderError::Write);
            }
            Ok(())
        });
        assert_eq!(stopped, Err(RenderError::Write));
        assert_eq!(steps.get(), last + 1, "nothing is done after the stop");
    }
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
