//! What a merge leaves for a person to decide: rival values, and rules that came out broken.

use super::display::{Display, Sight, is_masked};
use super::handoff::{area_name, author_name};
use super::history::written;
use super::input;
use super::record::{flags, refuse, rewritten, view};
use crate::bridge::matters::{
    AnswerConflict, AnswerQuestion, ConflictView, ListMatters, Matters, QuestionView, SideView,
};
use crate::bridge::records::Record;
use crate::clock::wall_text;
use crate::desk::Desk;
use crate::office::{Office, row_id, spec_of};
use crate::problem::Problem;
use ledger::{Act, Change, Digest, Field, Op, Register, Row, RowId, Spec, Value};
use store::{Conflict, Question, Side, StoredRow};

/// Most conflicts and questions shown at once; the rest follow as these are answered.
const SHOWN: usize = 200;

/// Lists the conflicts and questions that wait for a person.
pub(crate) fn list(desk: &Desk, request: ListMatters) -> Result<Matters, Problem> {
    desk.with_office(|office| open(desk, office, request.area.as_deref()))
}

fn open(desk: &Desk, office: &Office, area: Option<&str>) -> Result<Matters, Problem> {
    let mut conflicts = office.store.conflicts(area, SHOWN)?;
    conflicts.retain(|conflict| is_known(office, conflict.ledger));
    let mut questions = questions(office, area)?;
    let left = office.store.count_conflicts(area)? + questions.len() as u64;
    questions.truncate(SHOWN);
    Ok(Matters {
        conflicts: conflicts
            .iter()
            .map(|conflict| conflict_view(desk, office, conflict))
            .collect::<Result<_, _>>()?,
        questions: questions
            .iter()
            .map(|(area, question)| question_view(office, area, question))
            .collect::<Result<_, _>>()?,
        left,
    })
}

/// Open questions of one area, or of every area whose books are here, each with its area.
fn questions(office: &Office, area: Option<&str>) -> Result<Vec<(String, Question)>, Problem> {
    let areas = match area {
        Some(area) => vec![area.to_owned()],
        None => office.store.areas()?,
    };
    let mut questions = Vec::new();
    for area in areas {
        let open = office.store.questions(&area, usize::MAX)?.into_iter();
        questions.extend(open.map(|question| (area.clone(), question)));
    }
    questions.retain(|(_, question)| is_known(office, question.ledger));
    Ok(questions)
}

fn is_known(office: &Office, ledger: &str) -> bool {
    ledger::by_name(ledger).is_some_and(|spec| office.knows_of(spec))
}

/// How many questions are open. To find them reads every reference of the books, so the number
/// of an area is kept on this machine until somebody writes there again: rows point to rows of
/// their own area only.
pub(crate) fn count_questions(office: &mut Office) -> Result<u64, Problem> {
    let areas = office.store.areas()?.into_iter();
    areas.map(|area| questions_of(office, &area)).sum()
}

/// How many questions of one area are open.
pub(crate) fn questions_of(office: &mut Office, area: &str) -> Result<u64, Problem> {
    let heads = office.store.heads(area)?;
    let heads: Vec<&[u8]> = heads.iter().map(|head| head.digest.0.as_slice()).collect();
    let state = Digest::of("yizhan/questions", &heads).to_string();
    let name = format!("questions.{area}");
    let kept = office.store.setting(&name)?.unwrap_or_default();
    let kept = std::str::from_utf8(&kept).ok();
    let kept: Option<u64> = kept.and_then(|kept| kept.strip_prefix(&state)?.trim().parse().ok());
    if let Some(count) = kept {
        return Ok(count);
    }
    let count = office.store.questions(area, usize::MAX)?.len() as u64;
    let text = format!("{state} {count}");
    office.store.set_setting(&name, text.as_bytes())?;
    Ok(count)
}

fn conflict_view(
    desk: &Desk,
    office: &Office,
    conflict: &Conflict,
) -> Result<ConflictView, Problem> {
    let spec = spec_of(conflict.ledger)?;
    let stored = office.row(spec, conflict.row)?;
    let mut sides = conflict
        .sides
        .iter()
        .map(|side| side_view(desk, office, spec, (&stored.row, side)))
        .collect::<Result<Vec<_>, _>>()?;
    if conflict.shown < sides.len() {
        sides.swap(0, conflict.shown);
    }
    Ok(ConflictView {
        ledger: spec.name.to_owned(),
        ledger_label: spec.label.to_owned(),
        id: conflict.row.to_string(),
        title: office.title(spec, &stored.row)?,
        register: conflict.register.clone(),
        label: label(spec, &conflict.fields),
        field: typed_field(spec, &conflict.register).map(|field| field.name.to_owned()),
        area: area_name(office, &conflict.area)?,
        ours: conflict.area == office.code,
        form: office.store.form(spec, conflict.row)?.to_string(),
        sides,
    })
}

fn fields_of(spec: &Spec, side: &Side) -> Vec<&'static str> {
    let numbers = side.writes.iter().map(|(number, _)| *number);
    numbers
        .filter_map(|number| Some(spec.field_by_number(number)?.name))
        .collect()
}

/// The field of a register into which another value than the rivals may be typed: one that stands
/// alone and that a form may write. A group belongs to its steps, of a list only elements differ.
fn typed_field(spec: &Spec, register: &str) -> Option<&'static Field> {
    let Ok(number) = register.parse() else {
        return None;
    };
    let field = spec.field_by_number(number)?;
    (!field.automatic && Register::of(field) == Register::Field(number)).then_some(field)
}

/// What the disputed register is called: its field, or its flow where a group is at stake.
fn label(spec: &Spec, fields: &[&str]) -> String {
    match fields {
        [only] => spec
            .field(only)
            .map_or_else(String::new, |field| field.label.to_owned()),
        _ if spec.flow.is_some() => "办理情况".to_owned(),
        _ => {
            let labels = fields
                .iter()
                .filter_map(|name| Some(spec.field(name)?.label));
            labels.collect::<Vec<_>>().join("、")
        }
    }
}

fn side_view(
    desk: &Desk,
    office: &Office,
    spec: &Spec,
    (shown, side): (&Row, &Side),
) -> Result<SideView, Problem> {
    let row = applied(spec, shown, side);
    let names = office.names(spec, [&row])?;
    let display = Display {
        lists: &desk.lists(),
        names: &names,
    };
    let values = fields_of(spec, side).into_iter().filter_map(|name| {
        let field = spec.field(name)?;
        let value = row.get(name);
        let text = if is_masked(field, value, Sight::of(office)) {
            "（已填，点开记录才看得到）".to_owned()
        } else {
            display.value(field, value)
        };
        (!text.is_empty()).then(|| (field.label.to_owned(), text))
    });
    Ok(SideView {
        entry: side.entry.to_string(),
        who: author_name(office, (side.replica, &side.actor))?,
        at: wall_text(&side.wall),
        values: values.collect(),
    })
}

/// A row as one of the rivals would have it.
pub(crate) fn applied(spec: &Spec, shown: &Row, side: &Side) -> Row {
    let mut row = shown.clone();
    for (number, write) in &side.writes {
        if let Some(field) = spec.field_by_number(*number) {
            row.set(field.name, written(shown.get(field.name), write));
        }
    }
    row
}

/// Names of fields of a row with rival values.
pub(crate) fn disputed_fields(
    office: &Office,
    spec: &Spec,
    stored: &StoredRow,
) -> Result<Vec<String>, Problem> {
    if stored.disputed == 0 {
        return Ok(Vec::new());
    }
    let conflicts = office.store.conflicts_of(spec, stored.id)?;
    let fields = conflicts.iter().flat_map(|conflict| &conflict.fields);
    let mut names: Vec<String> = fields.map(ToString::to_string).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// Decides between rival values of a record: the chosen side is written again, or another value,
/// having seen all. A decision is put right in the same way: the other side is chosen.
pub(crate) fn answer_conflict(desk: &Desk, request: AnswerConflict) -> Result<Record, Problem> {
    let id = row_id(&request.id)?;
    desk.with_office(|office| {
        let spec = office.spec(&request.ledger)?;
        let stored = office.row(spec, id)?;
        if stored.area != office.code {
            return Err(Problem::new(
                "not_our_books",
                "这是别的单位的册子，要由那个单位定夺。本单位先看着，两种写法都会印出来。",
            ));
        }
        let form = office.store.form(spec, id)?;
        if form.to_string() != request.form {
            return Err(Problem::new(
                "stale_form",
                "这条记录刚又有改动，还没有定夺。请看过现在的内容再选。",
            ));
        }
        let change = match &request.entry {
            Some(entry) => chosen(office, (spec, id), (&request.register, entry))?,
            None => typed(desk, office, (spec, &stored), &request)?,
        };
        office.act(desk, Act::ANSWER_CONFLICT, Some(form), &[change])?;
        view(desk, office, spec, id, Sight::of(office))
    })
}

/// What an entry wrote to the register, to be written again.
fn chosen(
    office: &Office,
    (spec, id): (&Spec, RowId),
    (register, entry): (&str, &str),
) -> Result<Change, Problem> {
    let side = office.store.side((spec, id), register, entry)?;
    let side = side.ok_or_else(|| {
        Problem::new(
            "already_settled",
            "要选的那一种写法不在这条记录的经过里，什么也没有改动。请重新打开“待定夺”再选。",
        )
    })?;
    Ok(Change {
        ledger: spec.number,
        row: id,
        op: Op::Put,
        writes: side.writes.into_iter().collect(),
    })
}

/// A value that none of the rivals wrote, checked like any that is typed into the record.
fn typed(
    desk: &Desk,
    office: &Office,
    (spec, stored): (&'static Spec, &StoredRow),
    request: &AnswerConflict,
) -> Result<Change, Problem> {
    let field = typed_field(spec, &request.register)
        .filter(|field| request.values.keys().eq([field.name]))
        .ok_or_else(|| {
            Problem::new(
                "not_valid",
                "这一处只能从几种写法里选一种，什么也没有改动。要改成别的，请选好之后打开记录改。",
            )
        })?;
    let row = input::read(desk, spec, stored.row.clone(), &request.values)?;
    refuse(&flags(desk, spec, &row))?;
    refuse(&rewritten(spec, &stored.row, &row))?;
    input::references_exist(office, spec, &stored.row, &row)?;
    let value = row.get(field.name).clone();
    Ok(Change::put(spec, stored.id, [(field.name, value)]))
}

fn question_view(
    office: &Office,
    area: &str,
    question: &Question,
) -> Result<QuestionView, Problem> {
    let spec = spec_of(question.ledger)?;
    // What moved may belong to a batch that never came.
    let stored = office.store.row(spec, question.row)?;
    let title = stored
        .as_ref()
        .map(|stored| office.title(spec, &stored.row));
    let label = spec.field(question.field).map_or("", |field| field.label);
    let mut others = Vec::new();
    for id in &question.others {
        if let Some(other) = office.store.row(spec, *id)? {
            others.push(office.title(spec, &other.row)?);
        }
    }
    Ok(QuestionView {
        key: question.key.clone(),
        rule: question.rule.to_owned(),
        text: sentence(question.rule, label, &others.join("、")),
        ledger: spec.name.to_owned(),
        ledger_label: spec.label.to_owned(),
        id: question.row.to_string(),
        title: title
            .transpose()?
            .unwrap_or_else(|| "（不在册）".to_owned()),
        area: area_name(office, area)?,
        ours: area == office.code,
    })
}

/// What does not fit, and what may be done about it.
fn sentence(rule: &str, label: &str, others: &str) -> String {
    match rule {
        "dangling_reference" => {
            format!("“{label}”指的那一条已经不在册子里了。请打开记录重新选，或确认就空着。")
        }
        "repeated" => format!(
            "和“{others}”的{label}相同，可能是同一个登记了两遍。是同一个就删去一条，不是就答复“不是同一个”。"
        ),
        "revived" => "一边删除了它，另一边还在改它，所以先留着。请看看还要不要。".to_owned(),
        "negative_stock" => "出库比入库多，账实不符。请去库里数一数，再记一笔盘点。".to_owned(),
        "same_person_twice_roles" => format!("“{label}”两处填了同一个人。请改成两个人。"),
        _ => "这一条和别处对不上，请打开看看。".to_owned(),
    }
}

/// Answers an open question; the answer is itself a record, so that it travels.
pub(crate) fn answer_question(desk: &Desk, request: AnswerQuestion) -> Result<Matters, Problem> {
    let spec = spec_of("ruling")?;
    if desk
        .lists()
        .code("ruling_answer", &request.answer)
        .is_none()
    {
        return Err(Problem::of_field(
            "not_valid",
            "answer",
            "请从答复选项里选一个。",
        ));
    }
    desk.with_office(|office| {
        let id = RowId::fixed(spec.name, &office.code, &request.key);
        let asked = office.store.questions(&office.code, usize::MAX)?;
        let is_ours = asked.iter().any(|question| question.key == request.key);
        // What was answered once may be answered anew: it is how an answer is taken back.
        if !is_ours && office.store.row(spec, id)?.is_none() {
            return Err(Problem::new(
                "not_our_question",
                "这一处不在本单位要答复的待核里，什么也没有改动。别的单位的册子由那个单位答复。",
            ));
        }
        let values = [
            ("question", Value::from(request.key.as_str())),
            ("answer", Value::from(request.answer.as_str())),
            ("reason", Value::from(request.reason.as_str())),
        ];
        office.act(
            desk,
            Act::ANSWER_QUESTION,
            None,
            &[Change::put(spec, id, values)],
        )?;
        open(desk, office, None)
    })
}
