//! 档案: everything as open files, readable without the program. Every ledger as text and as a
//! workbook, the journal as lines of JSON, photos, papers, an index (目录.csv) and a list of digests
//! (清单.sha256) that any machine checks with `sha256sum -c`.
//!
//! The folder is written under a temporary name and renamed when it is whole; nothing that is
//! there is ever written over. It is not encrypted, which the screen says first: whoever takes it
//! out says why and types his PIN, and the access log keeps a line.

use super::access::{self, Seen};
use super::display::{Display, Sight};
use super::sheet::workbook_of;
use super::users::check_pin;
use crate::bridge::archive::{ExportArchive, ExportedArchive};
use crate::bridge::file::OfficeKind;
use crate::desk::Desk;
use crate::office::{KEEPERS, Office, setting};
use crate::problem::Problem;
use crate::wording::io_problem;
use crate::{acts, papers, saving};
use ledger::{ALL, Deed, Digest, Field, Privacy, Spec};
use sheets::Line;
use std::fs;
use std::path::{Path, PathBuf};
use store::{Gone, Query, StoredRow};

mod journal;

/// What the work is called while it goes on.
const WORK: &str = "正在写档案";

/// Writes everything as open files.
pub(crate) fn export(desk: &Desk, request: ExportArchive) -> Result<ExportedArchive, Problem> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        let text = "请写明为什么要导出档案，例如“移交镇档案室”。还没有写任何文件。";
        return Err(Problem::of_field("needs_reason", "reason", text));
    }
    let within = saving::folder(&request.path)?;
    let folder = desk.with_office(|office| {
        permit(desk, office, &request)?;
        free_folder(desk, office, within)
    })?;
    let mut archive = Archive::begin(desk, &folder, request.secret)?;
    let noted = desk.with_office(|office| {
        let seen = Seen::Archive {
            secret: request.secret,
            reason,
        };
        access::note(desk, office, seen)
    });
    let written = noted
        .and_then(|()| archive.write())
        .and_then(|()| archive.finish(&folder));
    if written.is_err() {
        // Half an archive is of no use to anybody; the folder is our own.
        let _ = fs::remove_dir_all(&archive.folder);
    }
    written
}

/// Only the secretary and the officer, with a PIN where one is set, and for what is secret only
/// whoever may see it.
fn permit(desk: &Desk, office: &mut Office, request: &ExportArchive) -> Result<(), Problem> {
    office.require_one_of(desk, KEEPERS, "导出档案")?;
    if request.secret {
        for spec in ALL {
            office.require(desk, Deed::Unmask, spec)?;
        }
    }
    let Some(user) = office.seat.current().map(|user| user.id) else {
        return Ok(());
    };
    if office.store.setting(&setting::pin(user))?.is_some() {
        check_pin(
            desk,
            office,
            user,
            request.pin.as_deref().unwrap_or_default(),
        )?;
    }
    Ok(())
}

/// A name that is not taken.
fn free_folder(desk: &Desk, office: &Office, path: &Path) -> Result<PathBuf, Problem> {
    let day = desk.clock.now().format("%Y%m%d-%H%M%S");
    let name = exchange::stick::safe_name(&office.name);
    let folder = path.join(format!("{name}_{}_档案_{day}", office.code));
    if folder.exists() {
        let text = "这个文件夹里已经有同一时刻的档案，没有写。请过一秒再试。";
        return Err(Problem::new("file_exists", text));
    }
    Ok(folder)
}

/// One line of the index.
struct Listed {
    path: String,
    what: String,
    count: u64,
    digest: Digest,
    bytes: u64,
}

/// An archive while it is written.
struct Archive<'d> {
    desk: &'d Desk,
    folder: PathBuf,
    secret: bool,
    listed: Vec<Listed>,
    answer: ExportedArchive,
}

impl<'d> Archive<'d> {
    fn begin(desk: &'d Desk, folder: &Path, secret: bool) -> Result<Self, Problem> {
        let mut part = folder.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        fs::create_dir(&part).map_err(io_problem("create"))?;
        Ok(Self {
            desk,
            folder: part,
            secret,
            listed: Vec::new(),
            answer: ExportedArchive {
                path: folder.display().to_string(),
                files: 0,
                rows: 0,
                entries: 0,
                photos: 0,
                papers: 0,
                bytes: 0,
            },
        })
    }

    /// The highest class that goes along.
    fn up_to(&self) -> Privacy {
        if self.secret {
            Privacy::Secret
        } else {
            Privacy::Personal
        }
    }

    fn write(&mut self) -> Result<(), Problem> {
        let specs: Vec<&'static Spec> = ALL
            .iter()
            .copied()
            .filter(|spec| self.secret || !spec.confidential)
            .collect();
        let office = self.desk.office_kind().unwrap_or(OfficeKind::Village);
        // The rows of a township's villages stand in the tables: on paper they are thousands of pages.
        let is_table = |name: &str| office == OfficeKind::Town && papers::township::is_of_all(name);
        let kinds: Vec<_> = papers::offered(self.desk, office)?
            .into_iter()
            .filter(|kind| kind.needs.is_none() && !is_table(&kind.name))
            .collect();
        let total = (specs.len() + kinds.len() + 2) as u64;
        for (done, spec) in (0..).zip(&specs) {
            self.desk.step(WORK, done, total)?;
            self.ledger(spec)?;
        }
        let done = specs.len() as u64;
        self.desk.step(WORK, done, total)?;
        self.journal()?;
        self.desk.step(WORK, done + 1, total)?;
        self.photos()?;
        for (paper, kind) in (done + 2..).zip(&kinds) {
            self.desk.step(WORK, paper, total)?;
            self.paper(kind)?;
        }
        Ok(())
    }

    /// Keeps a file of the archive and notes it for index and digests.
    fn put(&mut self, path: &str, (what, count): (&str, u64), bytes: &[u8]) -> Result<(), Problem> {
        let file = self.folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(io_problem("create"))?;
        }
        fs::write(&file, bytes).map_err(io_problem("write"))?;
        self.note(path, (what, count), bytes);
        Ok(())
    }

    fn note(&mut self, path: &str, (what, count): (&str, u64), bytes: &[u8]) {
        self.listed.push(Listed {
            path: path.to_owned(),
            what: what.to_owned(),
            count,
            digest: Digest::plain(bytes),
            bytes: bytes.len() as u64,
        });
    }

    /// One ledger: text of all its rows, and a workbook of the living ones.
    fn ledger(&mut self, spec: &'static Spec) -> Result<(), Problem> {
        let limit = self.up_to();
        let fields: Vec<&Field> = spec
            .fields
            .iter()
            .filter(|field| field.privacy <= limit)
            .collect();
        let desk = self.desk;
        let (rows, text, book) = desk.with_office(|office| {
            let rows = rows(office, spec)?;
            let text = table(desk, office, (spec, &fields), &rows)?;
            let living = rows.iter().filter(|stored| !stored.gone);
            let lines: Vec<Line> = living
                .map(|stored| Line {
                    key: String::new(),
                    values: stored.row.clone(),
                })
                .collect();
            let book = workbook_of(desk, office, (spec, &fields), &lines)?;
            Ok((rows.len() as u64, text, book))
        })?;
        self.answer.rows += rows;
        let (label, what) = (spec.label, format!("台账“{}”", spec.label));
        self.put(&format!("台账/{label}.csv"), (&what, rows), &text)?;
        self.put(&format!("台账/{label}.xlsx"), (&what, rows), &book)
    }

    fn journal(&mut self) -> Result<(), Problem> {
        let limit = self.up_to();
        let desk = self.desk;
        let areas = desk.with_office(|office| Ok(office.store.areas()?))?;
        for area in areas {
            let (entries, text) =
                desk.with_office(|office| journal::lines(desk, office, &area, limit))?;
            self.answer.entries += entries;
            let what = format!("流水，区划{area}");
            self.put(
                &format!("流水/{area}.jsonl"),
                (&what, entries),
                text.as_bytes(),
            )?;
        }
        Ok(())
    }

    fn photos(&mut self) -> Result<(), Problem> {
        let photos = self.desk.with_office(|office| {
            let spec = crate::office::spec_of("photo")?;
            let mut digests: Vec<String> = rows(office, spec)?
                .iter()
                .map(|stored| stored.row.text("digest").to_owned())
                .filter(|digest| !digest.is_empty())
                .collect();
            digests.sort_unstable();
            digests.dedup();
            Ok(digests)
        })?;
        for digest in photos {
            self.desk.step(WORK, self.answer.photos.into(), 0)?;
            let salted = self
                .desk
                .with_office(|office| Ok(office.store.photo(&digest)?))?;
            let salted = salted.unwrap_or_default();
            if let Some(picture) = salted.get(ledger::kinds::photo::SALT..) {
                self.answer.photos += 1;
                self.put(&format!("照片/{digest}.jpg"), ("照片", 1), picture)?;
            }
        }
        Ok(())
    }

    fn paper(&mut self, kind: &crate::bridge::paper::DocumentKind) -> Result<(), Problem> {
        let name = exchange::stick::safe_name(&kind.title);
        let path = format!("纸面/{name}.pdf");
        let file = self.folder.join(&path);
        fs::create_dir_all(self.folder.join("纸面")).map_err(io_problem("create"))?;
        let written = acts::paper::write(self.desk, kind, &file)?;
        let bytes = fs::read(&file).map_err(io_problem("read"))?;
        self.answer.papers += 1;
        self.note(&path, (&kind.title, written.pages as u64), &bytes);
        Ok(())
    }

    /// Index, digests, and the name under which the archive counts.
    fn finish(&mut self, folder: &Path) -> Result<ExportedArchive, Problem> {
        let index = self.index()?;
        self.put("目录.csv", ("目录", self.listed.len() as u64), &index)?;
        self.put("说明.txt", ("说明", 1), EXPLAINED.as_bytes())?;
        let mut digests = String::new();
        for listed in &self.listed {
            let line = [
                listed.digest.to_string(),
                "  ".to_owned(),
                listed.path.clone(),
            ];
            digests.extend(line);
            digests.push('\n');
        }
        let list = self.folder.join("清单.sha256");
        fs::write(list, &digests).map_err(io_problem("write"))?;
        fs::rename(&self.folder, folder).map_err(io_problem("rename"))?;
        let bytes: u64 = self.listed.iter().map(|listed| listed.bytes).sum();
        Ok(ExportedArchive {
            files: u32::try_from(self.listed.len() + 1).unwrap_or(u32::MAX),
            bytes: bytes + digests.len() as u64,
            path: self.answer.path.clone(),
            ..self.answer
        })
    }

    fn index(&self) -> Result<Vec<u8>, Problem> {
        let heads = ["文件", "是什么", "几条（页）", "字节", "SHA-256"];
        let mut lines = vec![heads.map(str::to_owned).to_vec()];
        lines.extend(self.listed.iter().map(|listed| {
            vec![
                listed.path.clone(),
                listed.what.clone(),
                listed.count.to_string(),
                listed.bytes.to_string(),
                listed.digest.to_string(),
            ]
        }));
        Ok(sheets::comma_separated(&lines)?)
    }
}

const EXPLAINED: &str = "\
这是从“驿站”册子里导出的档案，没有加密，谁拿到都能看，请按涉密和个人信息的规定保管。\r
台账：每本一张 .csv（记事本、表格软件都能打开，含已删除的）和一张 .xlsx。\r
流水：每一行是一次操作，谁在什么时候改了哪一条的哪几栏（JSON，一行一条）。\r
照片：.jpg，文件名就是台账“照片”里的照片摘要。纸面：.pdf。\r
目录.csv 列出每个文件；清单.sha256 是每个文件的 SHA-256，可以用 sha256sum -c 清单.sha256 核对。\r
";

/// Every row that is here, living and removed.
fn rows(office: &Office, spec: &'static Spec) -> Result<Vec<StoredRow>, Problem> {
    let mut rows = Vec::new();
    for gone in [Gone::Hidden, Gone::Only] {
        let query = Query {
            gone,
            ..Query::default()
        };
        rows.extend(office.store.list(spec, &query)?.rows);
    }
    Ok(rows)
}

/// The rows as text under their labels.
fn table(
    desk: &Desk,
    office: &Office,
    (spec, fields): (&Spec, &[&Field]),
    rows: &[StoredRow],
) -> Result<Vec<u8>, Problem> {
    let names = office.names(spec, rows.iter().map(|stored| &stored.row))?;
    let lists = desk.lists();
    let display = Display {
        lists: &lists,
        names: &names,
    };
    let mut heads = vec![
        "编号（UUID）".to_owned(),
        "区划".to_owned(),
        "已删除".to_owned(),
    ];
    heads.extend(fields.iter().map(|field| field.label.to_owned()));
    let mut lines = vec![heads];
    for stored in rows {
        let gone = if stored.gone { "是" } else { "" };
        let mut line = vec![stored.id.to_string(), stored.area.clone(), gone.to_owned()];
        let mut shown = display.stored(spec, stored, Sight::Clear);
        let cells = fields.iter().map(|field| shown.remove(field.name));
        line.extend(cells.map(Option::unwrap_or_default));
        lines.push(line);
    }
    Ok(sheets::comma_separated(&lines)?)
}
