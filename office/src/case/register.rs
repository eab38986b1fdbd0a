//! A file of the cases that an earlier register tells, read row by row and brought in chunk by chunk.

use std::{
    collections::{HashMap, hash_map::Entry},
    io::Read,
};

use model::{
    Date, Text,
    case::{Case, Filled, PastCase},
    code::DivisionCode,
    process::{FieldKind, Process},
    standards::read_date,
    text::Say,
};
use papers::{Cell, Event, Row};

use super::{
    columns::{Column, about, empty, is_called, lacks, twice, unknown, unread},
    past::{Brought, CHUNK, bring, judge},
};
use crate::{Asker, Error, import::Directory};

/// Where a file is read from, as often as it takes.
pub type Opener<'a> = dyn Fn() -> std::io::Result<Box<dyn Read + Send>> + 'a;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Registered {
    pub rows: u64,
    pub brought: Brought,
    /// The rows that are wrong, by their number in the file; the first of them.
    pub problems: Vec<(u32, Text)>,
    pub wrong: u64,
}

/// As many problems as are told.
const SHOWN: usize = 200;

/// How far it has come: rows looked at, and then brought in of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Judged(u64),
    Brought(u64, u64),
}

/// Reads a file of closed cases of one process: first every row is judged, and only if none is wrong and
/// it is `for_good`, they are brought in. Begun again after a break, it goes on where it was.
pub fn register(
    asker: &Asker,
    process: &str,
    open: &Opener<'_>,
    for_good: bool,
    tell: &mut dyn FnMut(Progress),
) -> Result<Registered, Error> {
    let key = process.to_owned();
    asker.read(move |act| judge(act, &key, &[]).map(drop))?;
    let programme = asker.programme();
    let process = programme.process(process).ok_or(Error::NotFound)?;
    let divisions = asker.read(|act| Ok(store::divisions::all(act.tx)?))?;
    let file = File { asker, process, directory: Directory::new(divisions), open };
    let mut done = Registered::default();
    let mut seen = HashMap::new();
    file.chunks(|rows| {
        let mut read = Vec::with_capacity(rows.len());
        for (number, row) in rows {
            done.rows += 1;
            match row {
                Ok(past) => {
                    let id = Case::past_id(&process.key, past.opened_on, &past.old_number);
                    match seen.entry(id) {
                        Entry::Occupied(first) => done.complain(number, twice(*first.get())),
                        Entry::Vacant(place) => {
                            place.insert(number);
                        }
                    }
                    read.push((number, past));
                }
                Err(why) => done.complain(number, why),
            }
        }
        let (numbers, pasts): (Vec<u32>, Vec<PastCase>) = read.into_iter().unzip();
        let key = process.key.clone();
        for (nth, error) in asker.read(move |act| judge(act, &key, &pasts))? {
            done.complain(numbers.get(nth).copied().unwrap_or(0), error.say());
        }
        tell(Progress::Judged(done.rows));
        Ok(())
    })?;
    done.problems.sort_by_key(|(number, _)| *number);
    if done.wrong > 0 || !for_good {
        return Ok(done);
    }
    let mut so_far = 0;
    file.chunks(|rows| {
        so_far += rows.len() as u64;
        let pasts: Vec<PastCase> = rows.into_iter().filter_map(|(_, row)| row.ok()).collect();
        let key = process.key.clone();
        let brought = asker.write(move |act| bring(act, &key, &pasts))?;
        done.brought.new += brought.new;
        done.brought.known += brought.known;
        tell(Progress::Brought(so_far, done.rows));
        Ok(())
    })?;
    Ok(done)
}

impl Registered {
    fn complain(&mut self, row: u32, why: Text) {
        self.wrong += 1;
        if self.problems.len() < SHOWN {
            self.problems.push((row, why));
        }
    }
}

type Judged = (u32, Result<PastCase, Text>);

struct File<'a> {
    asker: &'a Asker,
    process: &'a Process,
    directory: Directory,
    open: &'a Opener<'a>,
}

impl File<'_> {
    /// Hands the rows to `take`, some at a time.
    fn chunks(&self, mut take: impl FnMut(Vec<Judged>) -> Result<(), Error>) -> Result<(), Error> {
        let office = self.asker.office();
        let input = (self.open)().map_err(|e| Error::Broken(format!("the file: {e}")))?;
        let limits = papers::Limits {
            bytes: 512 << 20,
            rows: 2_000_000,
            unpacked: 4 << 30,
            cpu_seconds: 600,
            ..office.limits.clone()
        };
        let events = office.reader.open(input, &limits).map_err(|refused| unread(&refused))?;
        let (mut head, mut rows) = (None, Vec::with_capacity(CHUNK));
        for event in events {
            let Event::Row(row) = event.map_err(|refused| unread(&refused))? else {
                // Each sheet has its own line of headings.
                head = None;
                continue;
            };
            let Some(columns) = &head else {
                head = Some(self.columns(&row)?);
                continue;
            };
            rows.push((row.number, self.read(columns, &row)));
            if rows.len() == CHUNK {
                take(std::mem::take(&mut rows))?;
            }
        }
        take(rows)
    }

    /// What each column holds, by the words above it.
    fn columns(&self, row: &Row) -> Result<Vec<Option<Column>>, Error> {
        let mut columns = Vec::new();
        for cell in &row.cells {
            let words = cell.text().unwrap_or_default();
            let words = words.trim();
            let known = Column::ALL
                .iter()
                .find(|(column, _)| is_called(column.key(), &column.title(), words));
            let column = match known {
                Some((column, _)) => Some(column.clone()),
                None if words.is_empty() => None,
                None => {
                    let field = self.process.fields.iter();
                    let mut field = field.filter(|one| is_called(&one.key, &one.title, words));
                    Some(Column::Field(field.next().ok_or_else(|| unknown(words))?.key.clone()))
                }
            };
            columns.push(column);
        }
        let missing = Column::ALL
            .iter()
            .find(|(column, is_needed)| *is_needed && !columns.contains(&Some(column.clone())));
        match missing {
            Some((column, _)) => Err(lacks(&column.title())),
            None => Ok(columns),
        }
    }

    fn read(&self, columns: &[Option<Column>], row: &Row) -> Result<PastCase, Text> {
        let text = |wanted: &Column| {
            let at = columns.iter().position(|column| column.as_ref() == Some(wanted))?;
            let text = row.cells.get(at).and_then(Cell::text)?;
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let need = |column: Column| text(&column).ok_or_else(|| empty(&column.title()));
        let day = |column: Column| -> Result<Date, Text> {
            let title = column.title();
            read_date(&need(column)?, None).map_err(|bad| about(&title, &bad.say()))
        };
        let ended_on = day(Column::EndedOn)?;
        let division = |text: &str, title: &Text| -> Result<DivisionCode, Text> {
            let found = self.directory.division(text, None, ended_on);
            let found = found.or_else(|_| self.directory.division(text, None, self.today()));
            found.map_err(|why| about(title, &why))
        };
        let division_code = division(&need(Column::Division)?, &Column::Division.title())?;
        let handler_code = match text(&Column::Handler) {
            Some(handler) => division(&handler, &Column::Handler.title())?,
            None => division_code.clone(),
        };
        let state = need(Column::State)?;
        let found = self.process.states.iter().find(|one| is_called(&one.key, &one.title, &state));
        let state = found.map_or(state, |state| state.key.clone());
        let mut filled = Filled::default();
        for column in columns.iter().flatten() {
            let Column::Field(key) = column else { continue };
            if let Some(value) = text(column) {
                filled.0.insert(key.clone(), self.value(key, value));
            }
        }
        Ok(PastCase {
            old_number: need(Column::Number)?,
            division_code,
            handler_code,
            opened_on: day(Column::OpenedOn)?,
            ended_on,
            state,
            fields: filled,
        })
    }

    fn today(&self) -> Date {
        self.asker.moment().today
    }

    /// A choice may be written by its title, yes as 是, a day as people write days.
    fn value(&self, key: &str, value: String) -> String {
        let Some(field) = self.process.field(key) else { return value };
        match field.kind {
            FieldKind::Choice => {
                let mut options = field.options.iter();
                let option = options.find(|one| is_called(&one.key, &one.title, &value));
                option.map_or(value, |option| option.key.clone())
            }
            FieldKind::YesNo if value == "是" => "yes".to_owned(),
            FieldKind::YesNo if value == "否" => "no".to_owned(),
            FieldKind::Day => read_date(&value, None).map_or(value, |day| day.to_string()),
            _ => value,
        }
    }
}
