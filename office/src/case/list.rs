//! Lists of cases: what somebody asked to see, and what waits for the asker.

use std::collections::HashMap;

use model::{
    Date, Text,
    code::DivisionCode,
    id::CaseId,
    period::Period,
    process::{Process, Progress},
    programme::Programme,
    right::Right,
    words,
};
pub use store::cases::Line;
use store::{
    cases::{self, Filter, Order},
    search::Terms,
};

use super::definition;
use crate::{Act, Error, paged, record::Places};

words! {
    /// What a list shows.
    pub enum View {
        /// Whatever has not ended.
        Open = "open",
        /// It is the turn of an office of the asker's.
        Mine = "mine",
        /// A clock has run out.
        Overdue = "overdue",
        Reopened = "reopened",
        /// Sent back to whoever gave it, at least once.
        Returned = "returned",
        /// Sent back again and again.
        PingPong = "ping_pong",
        Ended = "ended",
    }
}

impl View {
    pub const fn title(self) -> Text {
        match self {
            View::Open => Text::fixed("在办", "open"),
            View::Mine => Text::fixed("待我办理", "waiting for me"),
            View::Overdue => Text::fixed("已逾期", "overdue"),
            View::Reopened => Text::fixed("重开过", "reopened"),
            View::Returned => Text::fixed("退回过", "sent back"),
            View::PingPong => Text::fixed("反复退回", "sent back again and again"),
            View::Ended => Text::fixed("已办结", "ended"),
        }
    }
}

/// What somebody asked to see. Everything absent is everything the asker may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// About this division or one below it, or in the hands of one.
    pub within: Option<DivisionCode>,
    pub process: Option<String>,
    pub state: Option<String>,
    pub progress: Option<Progress>,
    pub view: Option<View>,
    /// The state they are in ends in this period.
    pub due: Option<Period>,
    pub text: String,
}

/// Where a page of cases begins.
pub type Cursor = paged::Cursor<CaseId>;

/// A line with what the definition calls its process and state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: Line,
    pub process: Text,
    pub state: Text,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub rows: Vec<Row>,
    pub total: i64,
    pub before: Option<Cursor>,
    pub after: Option<Cursor>,
}

/// One page of the cases that are wanted, the latest opened first.
pub fn list(
    act: &mut Act<'_>,
    wanted: &Wanted,
    from: Option<Cursor>,
    limit: i64,
) -> Result<Listed, Error> {
    let filter = filter(act, wanted)?;
    let total = cases::count(act.tx, &filter)?;
    let page = paged::page(
        Order::Latest,
        from,
        limit,
        |line: &Line| (line.opened_on, line.id),
        |order, after, limit| cases::list(act.tx, &filter, order, after, limit),
    )?;
    Ok(Listed { rows: rows(act, page.lines)?, total, before: page.before, after: page.after })
}

/// Hands everything that is wanted to `tell`, in the list's order, however long it is.
pub fn each(act: &mut Act<'_>, wanted: &Wanted, mut tell: impl FnMut(&Row)) -> Result<(), Error> {
    const PIECE: i64 = 1000;
    let filter = filter(act, wanted)?;
    let mut after = None;
    loop {
        let lines = cases::list(act.tx, &filter, Order::Latest, after, PIECE)?;
        let is_last = (lines.len() as i64) < PIECE;
        after = lines.last().map(|line| (line.opened_on, line.id));
        rows(act, lines)?.iter().for_each(&mut tell);
        if is_last {
            return Ok(());
        }
    }
}

/// How many cases of a process are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub process: String,
    pub state: String,
    pub count: i64,
}

/// How many of each process and state are wanted.
pub fn tally(act: &mut Act<'_>, wanted: &Wanted) -> Result<Vec<Counted>, Error> {
    let filter = filter(act, wanted)?;
    let found = cases::tally(act.tx, &filter)?;
    let counted = |(process, state, count)| Counted { process, state, count };
    Ok(found.into_iter().map(counted).collect())
}

/// Cases by the day on which they are due: how many each day has, and the first few of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub days: Vec<(Date, i64)>,
    pub rows: Vec<Row>,
}

/// What is wanted, by the day on which it is due, `few` of each day.
pub fn calendar(act: &mut Act<'_>, wanted: &Wanted, few: i64) -> Result<Calendar, Error> {
    let filter = filter(act, wanted)?;
    let days = cases::days_due(act.tx, &filter)?;
    let lines = cases::first_due(act.tx, &filter, few)?;
    Ok(Calendar { days, rows: rows(act, lines)? })
}

/// The first few open cases that are wanted, by their clock, and how many there are.
pub fn by_clock(act: &mut Act<'_>, wanted: &Wanted, limit: i64) -> Result<(Vec<Row>, i64), Error> {
    let filter = filter(act, wanted)?;
    let count = cases::count(act.tx, &filter)?;
    let lines = cases::by_clock(act.tx, &filter, limit)?;
    Ok((rows(act, lines)?, count))
}

/// The next few cases that wait for an office of the asker's, by their clock.
pub fn to_do(act: &mut Act<'_>, limit: i64) -> Result<Vec<Row>, Error> {
    Ok(by_clock(act, &Wanted { view: Some(View::Mine), ..Wanted::default() }, limit)?.0)
}

/// What the division is called whose cases are shown: the wanted one, or all that is the asker's.
pub fn place(act: &mut Act<'_>, within: Option<&DivisionCode>) -> Result<String, Error> {
    let scope = act.scope(Right::SeeCases, within)?;
    Places::on(act.moment.today).name(act, scope.within())
}

/// How many cases wait for an office of the asker's.
pub fn waiting(act: &mut Act<'_>) -> Result<i64, Error> {
    let mine = offices(act);
    if mine.is_empty() || !act.who.has(Right::SeeCases) {
        return Ok(0);
    }
    Ok(cases::waiting(act.tx, &mine)?)
}

/// The offices that the asker acts for in cases.
fn offices(act: &Act<'_>) -> Vec<DivisionCode> {
    use Right as R;
    let acts = [R::RaiseCase, R::AssignCase, R::HandleCase, R::AcceptCase];
    let held = act.who.held.iter().filter(|held| held.organisation_id.is_none());
    let held = held.filter(|held| acts.iter().any(|right| held.rights.contains(right)));
    let mut codes: Vec<DivisionCode> = held.map(|held| held.division_code.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn rows(act: &mut Act<'_>, lines: Vec<Line>) -> Result<Vec<Row>, Error> {
    let mut known: HashMap<(String, i64), Process> = HashMap::new();
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let edition = (line.process.clone(), line.revision);
        if !known.contains_key(&edition) {
            let process = definition(act, &line.process, line.revision)?.into_owned();
            known.insert(edition.clone(), process);
        }
        let Some(process) = known.get(&edition) else { continue };
        let state = process.state(&line.state).map(|state| state.title.clone());
        let state = state.unwrap_or_else(|| process.title.clone());
        rows.push(Row { process: process.title.clone(), state, line });
    }
    Ok(rows)
}

pub(super) fn filter(act: &mut Act<'_>, wanted: &Wanted) -> Result<Filter, Error> {
    let scope = act.scope(Right::SeeCases, wanted.within.as_ref())?;
    let view = wanted.view;
    let open = match view {
        Some(View::Open | View::Mine | View::Overdue) => Some(true),
        Some(View::Ended) => Some(false),
        Some(View::Reopened | View::Returned | View::PingPong) | None => {
            let process = wanted.process.as_ref().and_then(|key| act.programme.process(key));
            let state = process.zip(wanted.state.as_ref()).and_then(|(p, key)| p.state(key));
            state.map(|state| !state.is_final())
        }
    };
    let today = act.moment.today;
    Ok(Filter {
        process: wanted.process.clone(),
        state: wanted.state.clone(),
        progress: wanted.progress,
        open,
        overdue_on: (view == Some(View::Overdue)).then_some(today),
        owners: (view == Some(View::Mine)).then(|| offices(act)),
        reopened: view == Some(View::Reopened),
        returned: match view {
            Some(View::Returned) => 1,
            Some(View::PingPong) => cases::PING_PONG,
            _ => 0,
        },
        due: wanted.due.map(|period| (period.from(), period.until())),
        search: terms(act, &wanted.text)?,
        ..Filter::new(scope)
    })
}

/// What the text is looked for by: as the number of an earlier register or of a case from one, if there is
/// such, else by its words.
fn terms(act: &mut Act<'_>, text: &str) -> Result<Terms, Error> {
    let county = &act.programme.county.code;
    let old_number = match numbered(act.programme, text) {
        Some((process, year, sequence)) => cases::old_number(act.tx, process, year, sequence)?,
        None => None,
    };
    let number = old_number.as_deref().unwrap_or(text);
    if let Some(number) = model::search::whole(number).map(|number| Terms::new([number]))
        && !store::search::find(act.tx, "case_file", county, &number, 1)?.is_empty()
    {
        return Ok(number);
    }
    Ok(Terms::new(model::search::query_terms(text)))
}

/// What 服务〔2019〕0031号 says, with or without its last character.
fn numbered<'p>(programme: &'p Programme, text: &str) -> Option<(&'p str, i64, i64)> {
    let (name, rest) = text.trim().split_once('〔')?;
    let (year, sequence) = rest.split_once('〕')?;
    let process = programme.processes.iter().find(|process| process.number == name)?;
    let sequence = sequence.trim_end_matches('号').parse().ok()?;
    Some((&process.key, year.parse().ok()?, sequence))
}
