//! Lists of activities: what somebody asked to see, in pieces, by month, or as a spreadsheet's rows.

use std::{fmt, str::FromStr};

use model::{
    Date, Text,
    activity::ActivityState,
    code::DivisionCode,
    id::{ActivityId, OrganisationId},
    period::Period,
    right::Right,
    words,
};
pub use store::activities::{DayCount, Line, Order};
use store::{
    activities::{self, Filter},
    search::Terms,
};

use crate::{Act, Error};

words! {
    /// What a list shows: a state, or what wants doing.
    pub enum View {
        Planned = "planned",
        Notified = "notified",
        Held = "held",
        Signed = "signed",
        Cancelled = "cancelled",
        Corrected = "corrected",
        /// The day has passed and nobody has said what became of it.
        Overdue = "overdue",
        /// Recorded by somebody else and waiting for a signature that the asker may give.
        Unsigned = "unsigned",
    }
}

impl View {
    pub const fn title(self) -> Text {
        match self {
            View::Planned => ActivityState::Planned.title(),
            View::Notified => ActivityState::Notified.title(),
            View::Held => ActivityState::Held.title(),
            View::Signed => ActivityState::Signed.title(),
            View::Cancelled => ActivityState::Cancelled.title(),
            View::Corrected => ActivityState::Corrected.title(),
            View::Overdue => Text::fixed("到期未登记", "past its day, not recorded"),
            View::Unsigned => Text::fixed("待我签审", "waiting for my signature"),
        }
    }

    const fn state(self) -> Option<ActivityState> {
        match self {
            View::Planned => Some(ActivityState::Planned),
            View::Notified => Some(ActivityState::Notified),
            View::Held | View::Unsigned => Some(ActivityState::Held),
            View::Signed => Some(ActivityState::Signed),
            View::Cancelled => Some(ActivityState::Cancelled),
            View::Corrected => Some(ActivityState::Corrected),
            View::Overdue => None,
        }
    }
}

/// What somebody asked to see. Everything absent is everything the asker may see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub within: Option<DivisionCode>,
    pub organisation_id: Option<OrganisationId>,
    pub kind: Option<String>,
    pub view: Option<View>,
    pub period: Option<Period>,
    pub late: bool,
    pub text: String,
    pub order: Order,
}

/// Where a page of a list begins: after, or before, one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub day: Date,
    pub id: ActivityId,
    /// Towards the beginning of the list.
    pub back: bool,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.back { "b" } else { "a" };
        write!(f, "{mark}{}_{}", self.day, self.id)
    }
}

/// A cursor that this program did not make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct BadCursor;

impl FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Cursor, BadCursor> {
        let (back, rest) = match text.strip_prefix('b') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('a').ok_or(BadCursor)?),
        };
        let (day, id) = rest.split_once('_').ok_or(BadCursor)?;
        let day = day.parse().map_err(|_| BadCursor)?;
        Ok(Cursor { day, id: id.parse().map_err(|_| BadCursor)?, back })
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub lines: Vec<Line>,
    pub total: i64,
    pub before: Option<Cursor>,
    pub after: Option<Cursor>,
}

/// One page of the activities that are wanted.
pub fn list(
    act: &mut Act<'_>,
    wanted: &Wanted,
    from: Option<Cursor>,
    limit: i64,
) -> Result<Listed, Error> {
    let filter = filter(act, wanted)?;
    let total = activities::count(act.tx, &filter)?;
    let back = from.is_some_and(|cursor| cursor.back);
    let order = if back { opposite(wanted.order) } else { wanted.order };
    let start = from.map(|cursor| (cursor.day, cursor.id));
    let mut lines = activities::list(act.tx, &filter, order, start, limit + 1)?;
    let is_cut = lines.len() > usize::try_from(limit).unwrap_or(0);
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    if back {
        lines.reverse();
    }
    let at = |line: Option<&Line>, back| line.map(|l| Cursor { day: l.day, id: l.id, back });
    let has_before = if back { is_cut } else { from.is_some() };
    let has_after = if back { from.is_some() } else { is_cut };
    let before = at(lines.first(), true).filter(|_| has_before);
    let after = at(lines.last(), false).filter(|_| has_after);
    Ok(Listed { lines, total, before, after })
}

fn opposite(order: Order) -> Order {
    match order {
        Order::Latest => Order::Earliest,
        Order::Earliest => Order::Latest,
    }
}

/// How many of each kind and state are wanted.
pub fn tally(
    act: &mut Act<'_>,
    wanted: &Wanted,
) -> Result<Vec<(String, ActivityState, i64)>, Error> {
    let filter = filter(act, wanted)?;
    Ok(activities::tally(act.tx, &filter)?)
}

/// A period by days: how many activities each has, and the first `few` of each.
pub fn calendar(
    act: &mut Act<'_>,
    wanted: &Wanted,
    few: i64,
) -> Result<(Vec<DayCount>, Vec<Line>), Error> {
    let filter = filter(act, wanted)?;
    let days = activities::days(act.tx, &filter)?;
    Ok((days, activities::first_of_each_day(act.tx, &filter, few)?))
}

/// What waits for the asker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToDo {
    /// Past their day and not recorded; absent for who may record nothing.
    pub overdue: Option<i64>,
    /// Waiting for the asker's signature; absent for who may sign nothing.
    pub unsigned: Option<i64>,
    /// The next few to come.
    pub coming: Vec<Line>,
}

/// What waits for the asker, for the page of one's own work.
pub fn to_do(act: &mut Act<'_>) -> Result<ToDo, Error> {
    const FEW: i64 = 5;
    let overdue = if act.who.has(Right::RecordActivity) {
        let scope = act.scope(Right::SeeActivities, None)?;
        Some(activities::overdue(act.tx, &scope, act.moment.today)?)
    } else {
        None
    };
    let unsigned = if act.who.has(Right::SignActivity) { Some(unsigned(act)?) } else { None };
    let mut filter = filter(act, &Wanted::default())?;
    filter.from = Some(act.moment.today);
    let coming = activities::list(act.tx, &filter, Order::Earliest, None, FEW)?;
    Ok(ToDo { overdue, unsigned, coming })
}

/// How many records wait for the asker's signature: as many as the list of [`View::Unsigned`] has,
/// counted without reading it.
pub(crate) fn unsigned(act: &mut Act<'_>) -> Result<i64, Error> {
    let scope = act.scope(Right::SignActivity, None)?;
    let kinds = signed_kinds(act);
    Ok(activities::unsigned(act.tx, &scope, &kinds, act.who.account_id)?)
}

/// The kinds whose records somebody else signs.
fn signed_kinds(act: &Act<'_>) -> Vec<String> {
    let kinds = act.programme.activity_kinds.iter().filter(|kind| kind.sign_off);
    kinds.map(|kind| kind.key.clone()).collect()
}

pub(super) fn filter(act: &mut Act<'_>, wanted: &Wanted) -> Result<Filter, Error> {
    let unsigned = wanted.view == Some(View::Unsigned);
    let right = match wanted.view {
        Some(View::Unsigned) => Right::SignActivity,
        _ => Right::SeeActivities,
    };
    let scope = act.scope(right, wanted.within.as_ref())?;
    let kinds = match &wanted.kind {
        Some(kind) => vec![kind.clone()],
        None if unsigned => signed_kinds(act),
        None => Vec::new(),
    };
    Ok(Filter {
        organisation_id: wanted.organisation_id,
        kinds,
        state: wanted.view.and_then(View::state),
        overdue_on: (wanted.view == Some(View::Overdue)).then_some(act.moment.today),
        not_by: unsigned.then_some(act.who.account_id),
        from: wanted.period.map(Period::from),
        until: wanted.period.map(Period::until),
        late: wanted.late,
        search: Terms::new(model::search::query_terms(&wanted.text)),
        ..Filter::new(scope)
    })
}
