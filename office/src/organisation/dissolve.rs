//! The end of an organisation, and taking that back.

use model::{
    Date, Text,
    id::OrganisationId,
    organisation::{Organisation, Parent},
};

use super::{keep, rules};
use crate::{Act, Error, Refusal, refuse, words};

/// How many names a refusal tells.
const TOLD: i64 = 5;

/// `until_on` is the first day on which the organisation no longer exists.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    pub organisation_id: OrganisationId,
    pub until_on: Date,
}

/// Dissolves an organisation that nobody belongs to and nothing stands below any more.
pub fn dissolve(act: &mut Act<'_>, end: &Dissolution) -> Result<Organisation, Error> {
    let old = keep(act, end.organisation_id)?;
    if old.until_on == Some(end.until_on) {
        return Ok(old);
    }
    if let Some(until_on) = old.until_on {
        let day = words::day(until_on);
        let text = Text::new(
            format!("该组织已于{}撤销；要改日期，请先恢复", day.zh),
            format!("it was dissolved on {} already; restore it first to change the day", day.en),
        );
        return Err(Refusal::new("until_on", text).into());
    }
    if end.until_on < old.from_on {
        return refuse(
            "until_on",
            "撤销日期早于成立日期",
            "the day is before the organisation was founded",
        );
    }
    is_empty(act, &old, end.until_on)?;
    for edge in store::organisations::parents(act.tx, old.id)? {
        let until_on = end.until_on.max(edge.from_on);
        if edge.until_on.is_none_or(|earlier| earlier > until_on) {
            act.change(&edge, &Parent { until_on: Some(until_on), ..edge.clone() })?;
        }
    }
    let new = Organisation { until_on: Some(end.until_on), ..old.clone() };
    act.change(&old, &new)?;
    act.log("organisation.dissolved", new.id.0)?;
    Ok(new)
}

/// Takes a dissolution back; the organisation stands where it stood.
pub fn restore(act: &mut Act<'_>, id: OrganisationId) -> Result<Organisation, Error> {
    let old = keep(act, id)?;
    let Some(until_on) = old.until_on else { return Ok(old) };
    let new = Organisation { until_on: None, ..old.clone() };
    rules::no_twin(act, &new)?;
    rules::code_is_free(&new, &rules::with_code(act, &new)?)?;
    if store::divisions::find(act.tx, &new.division_code, until_on)?.is_none() {
        return refuse(
            "division_code",
            "所在的行政区划已撤销，不能恢复；请在现在的地点新建",
            "its division is gone, so it cannot be restored; found it anew where it now belongs",
        );
    }
    for edge in store::organisations::parents(act.tx, id)? {
        let above: Organisation = act.find(edge.parent_id.0)?;
        if edge.until_on == Some(until_on) && above.until_on.is_none() {
            act.change(&edge, &Parent { until_on: None, ..edge.clone() })?;
            break;
        }
    }
    act.change(&old, &new)?;
    act.log("organisation.restored", id.0)?;
    Ok(new)
}

/// Refuses while anything still hangs on the organisation, and names it.
fn is_empty(act: &mut Act<'_>, organisation: &Organisation, day: Date) -> Result<(), Error> {
    let id = organisation.id;
    let mut reasons: Vec<Text> = Vec::new();
    let members = store::affiliations::from_day(act.tx, id, day)?.len();
    if members > 0 {
        reasons.push(Text::new(format!("{members} 名成员"), format!("{members} members")));
    }
    let children = store::organisations::children_from(act.tx, id, day, TOLD)?;
    if !children.is_empty() {
        let names: Vec<_> = children.iter().map(|child| child.name.as_str()).collect();
        reasons.push(Text::new(
            format!("下级组织（{}）", names.join("、")),
            format!("organisations below it ({})", names.join(", ")),
        ));
    }
    let (postings, pairings) = store::estate::ties_of(act.tx, id, day)?;
    if postings > 0 {
        reasons.push(Text::new(format!("{postings} 个在任岗位"), format!("{postings} postings")));
    }
    if pairings > 0 {
        reasons.push(Text::new(format!("{pairings} 个结对"), format!("{pairings} pairings")));
    }
    if reasons.is_empty() {
        return Ok(());
    }
    let said: Vec<&str> = reasons.iter().map(|reason| reason.zh.as_ref()).collect();
    let told: Vec<&str> = reasons.iter().map(|reason| reason.en.as_ref()).collect();
    let text = Text::new(
        format!("该组织仍有{}；请先转移或结束，再撤销", said.join("、")),
        format!("it still has {}; move or end these first", told.join(", ")),
    );
    Err(Refusal::whole(text).into())
}
