//! What waits for the asker: the page that a working day begins with.

use std::collections::HashSet;

use model::{Text, period::Period, programme::ActivityKind, right::Right};
use store::activities;

use crate::{
    Act, Error,
    activity::{self, Line},
};

/// One sort of work that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Activities past their day that nobody has recorded.
    Overdue,
    /// Records that the asker may sign.
    Unsigned,
    /// Organisations that have not yet held this kind of activity in the span that is running.
    Due { kind: String, title: Text, span: Period },
    /// Lines in the inbox.
    Notices,
    /// Jobs that the program gave up.
    Jobs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub task: Task,
    pub count: i64,
}

/// A working day as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Only what is not zero, the most pressing first.
    pub waiting: Vec<Waiting>,
    /// The next few activities.
    pub coming: Vec<Line>,
}

pub fn day(act: &mut Act<'_>) -> Result<Day, Error> {
    let mut waiting = pressing(act)?;
    let mut coming = Vec::new();
    if act.who.has(Right::SeeActivities) {
        coming = activity::to_do(act)?.coming;
    }
    if act.who.has(Right::RecordActivity) {
        for kind in act.programme.activity_kinds.iter().filter(|kind| kind.rhythm.is_some()) {
            waiting.extend(due(act, kind)?);
        }
    }
    waiting.retain(|waiting| waiting.count > 0);
    Ok(Day { waiting, coming })
}

/// How many things want the asker's hand: the number that every page shows.
pub fn count(act: &mut Act<'_>) -> Result<i64, Error> {
    Ok(pressing(act)?.iter().map(|waiting| waiting.count).sum())
}

/// What somebody else waits for.
fn pressing(act: &mut Act<'_>) -> Result<Vec<Waiting>, Error> {
    let mut found = Vec::new();
    let mut note = |task, count| found.push(Waiting { task, count });
    if act.who.has(Right::SeeActivities) {
        let to_do = activity::to_do(act)?;
        note(Task::Overdue, to_do.overdue.unwrap_or(0));
        note(Task::Unsigned, to_do.unsigned.unwrap_or(0));
    }
    note(Task::Notices, crate::notice::unread(act)?);
    if act.who.has(Right::ManageSystem) {
        note(Task::Jobs, crate::job::given_up(act)?);
    }
    Ok(found)
}

/// Who owes this kind of activity now and has not held it yet. Whoever was founded within the
/// span owes nothing in it.
fn due(act: &mut Act<'_>, kind: &ActivityKind) -> Result<Option<Waiting>, Error> {
    let Some(rhythm) = &kind.rhythm else { return Ok(None) };
    let Some(span) = model::activity::running(rhythm.every, act.moment.today) else {
        return Ok(None);
    };
    let scope = act.scope(Right::SeeActivities, None)?;
    let (from, until) = (span.from(), span.until());
    let holders = activities::holders(act.tx, &scope, &rhythm.by, from, until)?;
    let held = activities::held_days(act.tx, &scope, &kind.key, from, until)?;
    let held: HashSet<_> = held.into_iter().map(|(id, _)| id).collect();
    let owes = holders.iter().filter(|holder| {
        holder.from_on <= from
            && holder.until_on.is_none_or(|until_on| until_on >= until)
            && !held.contains(&holder.id)
    });
    let count = owes.count() as i64;
    let task = Task::Due { kind: kind.key.clone(), title: kind.title.clone(), span };
    Ok(Some(Waiting { task, count }))
}
