//! What waits for the asker: the page that a working day begins with.

use std::collections::HashSet;

use model::{Text, import::ImportState, period::Period, programme::ActivityKind, right::Right};
use store::activities;

use crate::{
    Act, Error,
    activity::{self, Line},
    case, import, posting,
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
    /// Divisions without anybody at their one full-time post.
    Vacant { post: String, title: Text },
    /// Cases whose next step is an office's of the asker.
    Cases,
    /// Rosters that have been judged, or whose columns somebody has to name.
    Imports,
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
    /// The next few cases, by the clock that runs out first.
    pub cases: Vec<case::Row>,
}

/// As many cases as the page shows before the list.
const FEW: i64 = 5;

pub fn day(act: &mut Act<'_>) -> Result<Day, Error> {
    let (mut waiting, mut coming) = (Vec::new(), Vec::new());
    let mut note = |task, count| waiting.push(Waiting { task, count });
    if act.who.has(Right::SeeActivities) {
        let to_do = activity::to_do(act)?;
        note(Task::Overdue, to_do.overdue.unwrap_or(0));
        note(Task::Unsigned, to_do.unsigned.unwrap_or(0));
        coming = to_do.coming;
    }
    note(Task::Cases, case::waiting(act)?);
    note(Task::Imports, imports(act)?);
    note(Task::Notices, crate::notice::unread(act)?);
    if act.who.has(Right::ManageSystem) {
        note(Task::Jobs, crate::job::given_up(act)?);
    }
    if act.who.has(Right::RecordActivity) {
        for kind in act.programme.activity_kinds.iter().filter(|kind| kind.rhythm.is_some()) {
            waiting.extend(due(act, kind)?);
        }
    }
    waiting.extend(vacant(act)?);
    waiting.retain(|waiting| waiting.count > 0);
    let cases = if act.who.has(Right::SeeCases) { case::to_do(act, FEW)? } else { Vec::new() };
    Ok(Day { waiting, coming, cases })
}

/// How many things want the asker's hand: the number on every page, so it counts what is counted
/// quickly however much has been recorded.
pub fn count(act: &mut Act<'_>) -> Result<i64, Error> {
    let mut found = crate::notice::unread(act)? + case::waiting(act)?;
    if act.who.has(Right::RecordActivity) {
        let scope = act.scope(Right::RecordActivity, None)?;
        found += activities::overdue(act.tx, &scope, act.moment.today)?;
    }
    if act.who.has(Right::SignActivity) {
        found += activity::unsigned(act)?;
    }
    if act.who.has(Right::ManageSystem) {
        found += crate::job::given_up(act)?;
    }
    Ok(found)
}

/// Rosters that wait for somebody's decision.
fn imports(act: &mut Act<'_>) -> Result<i64, Error> {
    if !act.who.has(Right::ImportRosters) {
        return Ok(0);
    }
    let mut count = 0;
    for state in [ImportState::Judged, ImportState::Unmatched] {
        let list = import::List { state: Some(state), ..import::List::default() };
        count += import::count(act, &list)?;
    }
    Ok(count)
}

/// Divisions without their one full-time post, the first secretary's, for whoever may fill it.
fn vacant(act: &mut Act<'_>) -> Result<Option<Waiting>, Error> {
    let mut posts = act.programme.posts.iter();
    let post = posts.find(|post| post.full_time && post.per_division == Some(1));
    let may = act.who.has(Right::KeepPostings) && act.who.has(Right::SeePostings);
    let Some(post) = post.filter(|_| may) else { return Ok(None) };
    let gaps = posting::gaps(act, &post.key, None, None)?;
    let task = Task::Vacant { post: post.key.clone(), title: post.title.clone() };
    Ok(Some(Waiting { task, count: gaps.gaps.len() as i64 }))
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

#[cfg(test)]
mod tests {
    use model::{Moment, activity::NewActivity, id::ActivityId};
    use store::{on_both, testing::now};

    use super::*;
    use crate::testing::{COUNTY, County, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code};

    fn tasks(day: &Day) -> Vec<(&'static str, i64)> {
        let name = |task: &Task| match task {
            Task::Overdue => "overdue",
            Task::Unsigned => "unsigned",
            Task::Due { .. } => "due",
            Task::Vacant { .. } => "vacant",
            Task::Cases => "cases",
            Task::Imports => "imports",
            Task::Notices => "notices",
            Task::Jobs => "jobs",
        };
        day.waiting.iter().map(|waiting| (name(&waiting.task), waiting.count)).collect()
    }

    on_both! {
        fn what_waits_is_what_is_late_here_and_what_is_owed_now(fresh: Fresh) {
            let county = County::open(fresh);
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let branch_id = county.organisation("village_branch", "岳庄村党支部", VILLAGE);
            let planned = NewActivity {
                id: ActivityId::new(now()),
                kind: "theme_day".to_owned(),
                title: "重温入党誓词".to_owned(),
                division_code: code(VILLAGE),
                organisation_id: Some(branch_id),
                place: "村部".to_owned(),
                planned_on: clerk.moment().today,
                starts: None,
                expected: None,
                speaker: None,
            };
            clerk.write(move |act| activity::plan(act, &planned)).unwrap();
            let today = clerk.read(day).unwrap();
            let (due, open) = (tasks(&today), today.coming.len());
            let (vacant, due): (Vec<_>, Vec<_>) =
                due.into_iter().partition(|(task, _)| *task == "vacant");
            assert!(!due.is_empty() && due.iter().all(|due| *due == ("due", 1)), "{due:?}");
            let gaps = clerk.read(|act| posting::gaps(act, "first_secretary", None, None));
            assert_eq!(vacant, [("vacant", gaps.unwrap().divisions as i64)]);
            assert_eq!((open, clerk.read(count).unwrap()), (1, 0));

            let later = Moment::new(now().plus_millis(86_400_000), clerk.programme().county.offset);
            let next_day = county.asker_at("township_clerk", TOWNSHIP, later);
            let found = next_day.read(day).unwrap();
            assert_eq!((tasks(&found)[0], next_day.read(count).unwrap()), (("overdue", 1), 1));
            let elsewhere = county.asker_at("township_clerk", OTHER_TOWNSHIP, later);
            let there = tasks(&elsewhere.read(day).unwrap());
            assert!(matches!(there[..], [("vacant", _)]), "{there:?}");
            assert_eq!(elsewhere.read(count).unwrap(), 0);
            let keeper = county.asker("system_admin", COUNTY);
            assert_eq!(tasks(&keeper.read(day).unwrap()), []);
        }
    }
}
