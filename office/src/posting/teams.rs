//! Resident teams and their like, and terms that have run over.

use chrono::Months;
use model::{
    Date, code::DivisionCode, id::OrganisationId, organisation::Organisation, right::Right,
    span::Span,
};
use store::postings::Holder;
pub use store::postings::Team;

use super::rules;
use crate::{Act, Error};

/// Bodies of one kind in which posts are held, with the number of their people on a day.
pub fn teams(
    act: &mut Act<'_>,
    kind: &str,
    within: Option<&DivisionCode>,
    day: Option<Date>,
) -> Result<Vec<Team>, Error> {
    let scope = act.scope(Right::SeePostings, within)?;
    let day = day.unwrap_or(act.moment.today);
    Ok(store::postings::teams(act.tx, kind, &scope, day)?)
}

/// One team and its people, present and past.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TeamSheet {
    pub organisation: Organisation,
    pub present: Vec<Holder>,
    pub past: Vec<Holder>,
}

/// Who serves in a team on a day, and who has served.
pub fn team(act: &mut Act<'_>, id: OrganisationId, day: Option<Date>) -> Result<TeamSheet, Error> {
    let organisation: Organisation = act.find(id.0)?;
    act.require(Right::SeePostings, &organisation.division_code, Some(id))?;
    let day = day.unwrap_or(act.moment.today);
    let all = store::postings::in_organisation(act.tx, id, Span::always())?;
    let (present, mut past): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|held| held.span().holds_on(day));
    past.reverse();
    Ok(TeamSheet { organisation, present, past })
}

/// Somebody who has been at a post for longer than is usual.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Overrun {
    pub holder: Holder,
    pub term_months: i64,
    /// The day on which the usual term was over.
    pub due_on: Date,
    pub days_over: i64,
}

/// Holders whose usual term is over on a day, the longest over first. It is shown, never refused.
pub fn overruns(
    act: &mut Act<'_>,
    post: Option<&str>,
    within: Option<&DivisionCode>,
    day: Option<Date>,
) -> Result<Vec<Overrun>, Error> {
    let scope = act.scope(Right::SeePostings, within)?;
    let day = day.unwrap_or(act.moment.today);
    let posts = match post {
        Some(key) => vec![rules::post(act, key)?],
        None => act.programme.posts.clone(),
    };
    let mut overruns = Vec::new();
    for post in posts {
        let Some(term_months) = post.term_months else { continue };
        let months = Months::new(u32::try_from(term_months).unwrap_or(0));
        let Some(begun_by) = day.checked_sub_months(months) else { continue };
        for holder in store::postings::begun_by(act.tx, &post.key, &scope, day, begun_by)? {
            let due_on = holder.from_on.checked_add_months(months).unwrap_or(day);
            let days_over = (day - due_on).num_days();
            overruns.push(Overrun { holder, term_months, due_on, days_over });
        }
    }
    overruns.sort_by_key(|overrun| (-overrun.days_over, overrun.holder.id));
    Ok(overruns)
}
