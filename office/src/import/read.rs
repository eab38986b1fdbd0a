//! The job that reads a file and judges its rows: a dry run that changes no record.

use std::sync::Arc;

use model::{
    Text,
    account::Account,
    id::ImportId,
    import::{Import, ImportState, RowVerdict},
    programme::Recipe,
    text::Say,
};
use papers::{Event, Refused};

use super::{
    directory::Directory,
    judge::{Judge, Judged},
    keep,
    mapping::Mapping,
    register::{Register, Wanted},
    row::RowReader,
    sheet::{Line, Sheets},
    stored::Stored,
};
use crate::{Act, Asker, Error};

/// Rows that are judged and kept together.
const CHUNK: usize = 1_000;

/// Reads and judges, unless that is done. Starting again after a kill starts over.
pub(super) fn read(
    asker: &Asker,
    id: ImportId,
    tell: &mut dyn FnMut(i64),
) -> Result<Import, Error> {
    let import = asker.read(move |act| act.find::<Import>(id.0))?;
    if import.state != ImportState::Uploaded {
        return Ok(import);
    }
    while asker.write(move |act| Ok(store::imports::drop_rows(act.tx, id, 10_000)?))? {}
    let programme = Arc::clone(asker.programme());
    let Some(recipe) = programme.recipe(&import.recipe) else {
        let text = Text::fixed(
            "方案中已没有这种名册：请重新选择种类后上传",
            "the programme no longer has this kind of roster: choose another and upload again",
        );
        return settle(asker, &import, &Found::refused(text));
    };
    let divisions = asker.read(|act| Ok(store::divisions::all(act.tx)?))?;
    let (import, directory) = (Arc::new(import), Directory::new(divisions));
    let mapping = Mapping::read(import.mapping.as_deref());
    let sheets = Sheets::new(recipe, mapping);
    let found = Found::default();
    let register = Register::default();
    let mut reading = Reading { asker, import, recipe, directory, sheets, register, found };
    match reading.walk(tell) {
        Ok(()) => {}
        Err(Halt::Refused(Refused::Unstartable { reason } | Refused::Unreadable { reason })) => {
            return Err(Error::Broken(reason));
        }
        Err(Halt::Refused(refused)) => {
            return settle(asker, &reading.import, &Found::refused(refused.say()));
        }
        Err(Halt::Error(error)) => return Err(error),
    }
    let Reading { import, sheets, mut found, .. } = reading;
    found.mapping = sheets.mapping;
    settle(asker, &import, &found)
}

/// Why the reading ended early.
enum Halt {
    /// The file cannot be read.
    Refused(Refused),
    /// The office cannot go on.
    Error(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Halt {
        Halt::Error(error)
    }
}

/// What a file turned out to hold.
#[derive(Debug, Clone, Default)]
struct Found {
    refused: Option<Text>,
    mapping: Mapping,
    read: i64,
    new: i64,
    known: i64,
    bad: i64,
}

impl Found {
    fn refused(text: Text) -> Found {
        Found { refused: Some(text), ..Found::default() }
    }

    fn count(&mut self, verdict: RowVerdict) {
        self.read += 1;
        match verdict {
            RowVerdict::New => self.new += 1,
            RowVerdict::Known => self.known += 1,
            RowVerdict::Bad => self.bad += 1,
            RowVerdict::Skipped => {}
        }
    }
}

/// One file while it is read.
struct Reading<'a> {
    asker: &'a Asker,
    import: Arc<Import>,
    recipe: &'a Recipe,
    directory: Directory,
    sheets: Sheets<'a>,
    register: Register,
    found: Found,
}

impl Reading<'_> {
    fn walk(&mut self, tell: &mut dyn FnMut(i64)) -> Result<(), Halt> {
        let file = Stored::new(self.asker, self.import.id);
        let office = self.asker.office();
        let events = office.reader.open(file, &office.limits);
        let mut lines: Vec<Line> = Vec::new();
        for event in events.map_err(Halt::Refused)? {
            let event: Event = event.map_err(Halt::Refused)?;
            self.sheets.take(event, &mut lines);
            if lines.len() >= CHUNK {
                self.judge(std::mem::take(&mut lines))?;
                tell(self.found.read);
            }
        }
        self.sheets.finish(&mut lines);
        self.judge(lines)?;
        tell(self.found.read);
        Ok(())
    }

    /// Judges some rows and keeps them.
    fn judge(&mut self, lines: Vec<Line>) -> Result<(), Error> {
        let judged = self.judge_all(&lines)?;
        let office = self.asker.office();
        let mut kept = Vec::with_capacity(lines.len());
        for (line, Judged { verdict, problems, .. }) in lines.into_iter().zip(judged) {
            self.found.count(verdict);
            let place = (self.import.id, self.found.read);
            kept.push(keep::seal_row(
                &office.keyring,
                office.entropy,
                place,
                (line, verdict, problems),
            )?);
        }
        self.asker.write(move |act| {
            kept.iter().try_for_each(|row| Ok(store::imports::put_row(act.tx, row)?))
        })
    }

    fn judge_all(&mut self, lines: &[Line]) -> Result<Vec<Judged>, Error> {
        let office = self.asker.office();
        let judge = Judge {
            programme: self.asker.programme(),
            recipe: self.recipe,
            directory: &self.directory,
            keyring: &office.keyring,
            import: &self.import,
            by: self.import.uploaded_by,
            moment: self.asker.moment(),
            entropy: None,
        };
        let readers: Vec<RowReader<'_>> =
            self.sheets.mapping.sheets.iter().map(|sheet| judge.reader(sheet)).collect();
        let mut wanted = Wanted::default();
        let mut parsed = Vec::with_capacity(lines.len());
        for line in lines {
            let reader = &readers[line.sheet];
            let one = (!reader.is_remark(&line.row)).then(|| reader.read(&line.row));
            one.iter().for_each(|one| judge.wants(one, &mut wanted));
            parsed.push(one);
        }
        self.register.narrow(&mut wanted);
        let found = self.asker.read(move |act| Register::fetch(act, &wanted))?;
        self.register.absorb(found);
        let mut judged = Vec::with_capacity(lines.len());
        for ((line, one), n) in lines.iter().zip(parsed).zip(self.found.read + 1..) {
            let Some(one) = one else {
                judged.push(Judged::skipped());
                continue;
            };
            let place = (n, i64::from(line.row.number));
            judged.push(judge.judge(&readers[line.sheet], &mut self.register, one, place)?);
        }
        Ok(judged)
    }
}

/// Writes down what was found, unless somebody has put the import away meanwhile.
fn settle(asker: &Asker, import: &Import, found: &Found) -> Result<Import, Error> {
    let (id, found) = (import.id, found.clone());
    asker.write(move |act| {
        let old: Import = act.find(id.0)?;
        if old.state != ImportState::Uploaded {
            return Ok(old);
        }
        let (state, problem) = outcome(&found);
        let new = Import {
            state,
            problem: problem.map(|text| json(&text)).transpose()?,
            mapping: Some(json(&found.mapping)?),
            rows_read: found.read,
            rows_new: found.new,
            rows_known: found.known,
            rows_bad: found.bad,
            settled_at: (state == ImportState::Unreadable).then_some(act.moment.at),
            ..old.clone()
        };
        act.change(&old, &new)?;
        act.log("import.judged", id.0)?;
        tell_uploader(act, &new)?;
        Ok(new)
    })
}

fn outcome(found: &Found) -> (ImportState, Option<Text>) {
    if let Some(text) = &found.refused {
        return (ImportState::Unreadable, Some(text.clone()));
    }
    let sheets = &found.mapping.sheets;
    if found.mapping.taken().next().is_none() {
        // The sheet that comes nearest says what is missing.
        let nearest = sheets.iter().max_by_key(|sheet| sheet.columns.len());
        let text = nearest.and_then(|sheet| sheet.problems.first()).cloned();
        return (ImportState::Unmatched, text);
    }
    if found.read == 0 {
        let text = Text::fixed(
            "表头下面没有内容：请填写后重新上传",
            "there is nothing below the headings: fill the sheet in and upload it again",
        );
        return (ImportState::Unmatched, Some(text));
    }
    (ImportState::Judged, None)
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Broken(error.to_string()))
}

/// A line in the inbox of whoever waits for it; the program waits for nothing.
pub(super) fn tell_uploader(act: &mut Act<'_>, import: &Import) -> Result<(), Error> {
    if store::records::find::<Account>(act.tx, import.uploaded_by.0)?.is_none() {
        return Ok(());
    }
    let (name, state) = (&import.file_name, import.state.title());
    let words =
        Text::new(format!("名册「{name}」{}", state.zh), format!("roster “{name}”: {}", state.en));
    act.notify(import.uploaded_by, "import", import.id.0, &words)
}
