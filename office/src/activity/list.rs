//! Lists of activities: what somebody asked to see, in pieces, by month, or as a spreadsheet's rows.

use model::{
    Text,
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

use crate::{Act, Error, paged};

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

/// Where a page of activities begins.
pub type Cursor = paged::Cursor<ActivityId>;

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
    let page = paged::page(
        wanted.order,
        from,
        limit,
        |line: &Line| (line.day, line.id),
        |order, after, limit| activities::list(act.tx, &filter, order, after, limit),
    )?;
    Ok(Listed { lines: page.lines, total, before: page.before, after: page.after })
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
