//! The texts as an office words them: its own over its township's over what is shipped
//! (`assets/texts`). A safety point may be said in other words, never left out, and a person says
//! of each that the new words still say it.

use super::paper;
use super::rulebook::laid_down;
use crate::bridge::file::Nothing;
use crate::bridge::paper::Paper;
use crate::bridge::sent_down::SentWording;
use crate::bridge::wording::{PassageView, SafetyPoint, SaveWording, TryWording, WordingChapter};
use crate::desk::Desk;
use crate::office::{Office, spec_of};
use crate::papers;
use crate::passages::{Chapter, Fault, Passage, Passages, Point};
use crate::problem::Problem;
use ledger::{Act, Change, RowId, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

type Worded = BTreeMap<String, Vec<String>>;

/// What the township and what the office itself worded.
struct Layers {
    township: Worded,
    own: Worded,
}

/// Shows every passage: shipped, the township's, the office's own.
pub(crate) fn wordings(desk: &Desk, _: Nothing) -> Result<Vec<WordingChapter>, Problem> {
    desk.with_office(|office| view(desk, office))
}

fn view(desk: &Desk, office: &Office) -> Result<Vec<WordingChapter>, Problem> {
    let passages = desk.passages();
    let layers = layers(office)?;
    let chapter = |chapter: &Chapter| WordingChapter {
        name: chapter.name.clone(),
        title: chapter.title.clone(),
        has_paper: !chapter.paper.is_empty(),
        passages: passages
            .of(chapter)
            .map(|passage| passage_view(&passages, passage, &layers))
            .collect(),
    };
    Ok(passages.chapters().iter().map(chapter).collect())
}

fn passage_view(passages: &Passages, passage: &Passage, layers: &Layers) -> PassageView {
    let [township, own] =
        [&layers.township, &layers.own].map(|layer| layer.get(&passage.name).cloned());
    let written = own.as_ref().or(township.as_ref());
    let fault = written.and_then(|lines| passages.fault(passage, lines));
    PassageView {
        name: passage.name.clone(),
        entry: passage.entry.clone(),
        label: passage.label.clone(),
        shipped: passage.shipped.clone(),
        unheeded: fault.map(|fault| told(passage, &fault)),
        township,
        own,
        most_lines: count(passage.most_lines),
        most_chars: count(passage.most_chars),
        places: passage.places().into_iter().collect(),
        points: passages.points(passage).map(point_view).collect(),
    }
}

/// The passages that the township words otherwise, beside what papers say of them here.
pub(crate) fn sent_wordings(desk: &Desk, office: &Office) -> Result<Vec<SentWording>, Problem> {
    let passages = desk.passages();
    let layers = layers(office)?;
    let title = |passage: &Passage| {
        let mut chapters = passages.chapters().iter();
        let chapter = chapters.find(|chapter| chapter.name == passage.file);
        let words = [
            chapter.map_or("", |chapter| chapter.title.as_str()),
            &passage.entry,
            &passage.label,
        ];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join("·")
    };
    let sent = layers.township.iter().filter_map(|(name, lines)| {
        let passage = passages.named(name)?;
        let own = layers.own.get(name);
        let is_refused = passages.fault(passage, lines).is_some();
        let state = match own {
            Some(own) if own != lines => "own",
            _ if is_refused => "refused",
            _ => "used",
        };
        let shipped = || if is_refused { &passage.shipped } else { lines };
        Some(SentWording {
            name: name.clone(),
            label: title(passage),
            lines: lines.clone(),
            now: own.unwrap_or_else(shipped).clone(),
            state: state.to_owned(),
        })
    });
    Ok(sent.collect())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn point_view(point: &Point) -> SafetyPoint {
    SafetyPoint {
        id: point.id.clone(),
        says: point.says.clone(),
        words: point.words.clone(),
    }
}

fn layers(office: &Office) -> Result<Layers, Problem> {
    let mut layers = Layers {
        township: Worded::new(),
        own: Worded::new(),
    };
    for stored in laid_down(office, "wording")? {
        let layer = if stored.area == office.code {
            &mut layers.own
        } else {
            &mut layers.township
        };
        let (name, lines) = read(&stored.row);
        layer.insert(name, lines);
    }
    Ok(layers)
}

/// A row of the ledger: the passage and its lines.
pub(super) fn read(row: &ledger::Row) -> (String, Vec<String>) {
    let lines = match row.get("lines") {
        Value::Lines(lines) => lines.clone(),
        _ => Vec::new(),
    };
    (row.text("name").to_owned(), lines)
}

/// Words a passage for this office, or takes the office's own wording away.
pub(crate) fn save_wording(
    desk: &Desk,
    request: SaveWording,
) -> Result<Vec<WordingChapter>, Problem> {
    desk.with_office(|office| {
        let passages = desk.passages();
        let passage = known(&passages, &request.name)?;
        let spec = spec_of("wording")?;
        let id = RowId::fixed(spec.name, &office.code, &passage.name);
        let change = match request.lines {
            None => Change::remove(spec, id),
            Some(lines) => {
                let lines = trimmed(&lines);
                permit(&passages, passage, (&lines, &request.kept))?;
                let name = Value::from(passage.name.as_str());
                Change::put(spec, id, [("name", name), ("lines", Value::Lines(lines))])
            }
        };
        let is_there = office.store.row(spec, id)?.is_some_and(|row| !row.gone);
        if is_there || change.op == ledger::Op::Put {
            office.act(desk, Act::SAVE_RECORD, None, &[change])?;
        }
        view(desk, office)
    })
}

/// The paper a passage stands on, with these lines in its place; nothing is saved.
pub(crate) fn try_wording(desk: &Desk, request: TryWording) -> Result<Paper, Problem> {
    let mut passages = Passages::clone(&desk.passages());
    let passage = known(&passages, &request.name)?;
    let paper = passages.paper_of(passage);
    passages.set(&request.name, trimmed(&request.lines));
    let passages = Arc::new(passages);
    let document = desk.with_office(|office| papers::sample(desk, office, &paper, passages))?;
    paper::rendered(desk, document)
}

fn known<'a>(passages: &'a Passages, name: &str) -> Result<&'a Passage, Problem> {
    passages.named(name).ok_or_else(|| {
        let text = "没有这一段用语，什么也没有改动。请从左边选。";
        Problem::of_field("not_valid", "name", text)
    })
}

fn trimmed(lines: &[String]) -> Vec<String> {
    let lines = lines.iter().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn permit(
    passages: &Passages,
    passage: &Passage,
    (lines, kept): (&[String], &[String]),
) -> Result<(), Problem> {
    if let Some(fault) = passages.fault(passage, lines) {
        let code = match fault {
            Fault::Lost(_) | Fault::Together(_) => "safety_point_lost",
            _ => "not_valid",
        };
        return Err(Problem::of_field(code, "lines", told(passage, &fault)));
    }
    let mut points = passages.points(passage);
    match points.find(|point| !kept.contains(&point.id)) {
        None => Ok(()),
        Some(point) => Err(Problem::of_field(
            "safety_point_unconfirmed",
            "kept",
            format!(
                "改过的话是不是还说着“{}”？请看过后打勾，再保存。还没有保存。",
                point.says
            ),
        )),
    }
}

/// What is wrong, and what to do.
fn told(passage: &Passage, fault: &Fault) -> String {
    match fault {
        Fault::Empty => "还没有写，没有保存。要用回原来的，请按“用回原来的”。".to_owned(),
        Fault::Lines => format!(
            "最多写{}行，还没有保存。请并成几行或删短。",
            passage.most_lines
        ),
        Fault::Chars(line, chars) => format!(
            "第{line}行有{chars}个字，最多{}个，还没有保存。请改短。",
            passage.most_chars
        ),
        Fault::Places(words) => format!(
            "花括号里的词要和原来的一样，不能多也不能少：{}。程序要在那里填台账里的内容。还没有保存。",
            words.join("、")
        ),
        Fault::Lost(says) => format!(
            "少了一条安全要点：“{says}”。可以换个说法，不能不说，没有采用。请把它写进去再保存。"
        ),
        Fault::Together(says) => format!("{says}没有采用，请改成只说一样。"),
    }
}
