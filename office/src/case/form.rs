//! What the forms of cases offer to choose from.

use model::{
    Date, Text,
    case::Case,
    code::{DivisionCode, Level},
    id::{ActivityId, CaseId, OrganisationId, PersonId},
    process::{Effect, FieldKind, Process, Step},
    right::Right,
};

use super::{acting, definition, find};
use crate::{
    Act, Error,
    activity::{self, Order},
    refuse,
};

/// Records that fields can name.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub people: Vec<(PersonId, Text)>,
    pub organisations: Vec<(OrganisationId, String)>,
}

/// What surrounds the form of a new case.
#[derive(Debug, Clone)]
pub struct OpenForm {
    pub process: Process,
    pub places: Vec<(DivisionCode, String)>,
    pub named: Named,
    /// The activity at which it came up.
    pub activity: Option<(ActivityId, String)>,
}

/// What surrounds the form of a step.
#[derive(Debug, Clone)]
pub struct StepForm {
    pub case: Case,
    pub process: Process,
    pub step: Step,
    /// Whom the case can be handed to; empty where the step hands nothing over.
    pub hand_to: Vec<(DivisionCode, String)>,
    pub named: Named,
    /// What was held lately where the case is about; empty where nothing has to be shown.
    pub activities: Vec<(ActivityId, Date, String)>,
}

pub fn open_form(
    act: &mut Act<'_>,
    process: &str,
    below: Option<&DivisionCode>,
    activity: Option<ActivityId>,
) -> Result<OpenForm, Error> {
    let Some(process) = act.programme.process(process).cloned() else {
        return refuse(
            "process",
            "没有这种事项，请从列表中选择",
            "there is no such process; choose one from the list",
        );
    };
    let scope = act.scope(process.opening.right, below)?;
    let within = store::divisions::within(act.tx, &scope, act.moment.today)?;
    let places = within.into_iter().filter(|division| process.levels.contains(&division.level));
    let activity = match activity {
        Some(id) => Some((id, activity::find(act, id)?.title)),
        None => None,
    };
    let named = named(act, &process, scope.within())?;
    let places = places.map(|division| (division.code, division.name)).collect();
    Ok(OpenForm { process, places, named, activity })
}

pub fn step_form(act: &mut Act<'_>, id: CaseId, step: &str) -> Result<StepForm, Error> {
    let case = find(act, id)?;
    let process = definition(act, &case.process, case.revision)?.into_owned();
    let step = process.step(step).cloned().ok_or(Error::NotFound)?;
    let right = step.right.ok_or(Error::NotFound)?;
    let Some((_, desk)) = acting(act, &case, right, &step.by) else {
        return Err(Error::Denied { wanted: right, division: Some(case.handler_code) });
    };
    let hands_over = step.effect == Some(Effect::HandOver);
    let hand_to = if hands_over { line(act, &case, &desk)? } else { Vec::new() };
    let activities = if step.evidence { lately(act, &case)? } else { Vec::new() };
    let named = named(act, &process, &case.division_code)?;
    Ok(StepForm { case, process, step, hand_to, named, activities })
}

/// The offices above a desk, and those right below it, and the division that the case is about.
fn line(
    act: &mut Act<'_>,
    case: &Case,
    desk: &DivisionCode,
) -> Result<Vec<(DivisionCode, String)>, Error> {
    let today = act.moment.today;
    let everything = store::divisions::all(act.tx)?;
    let fits = |code: &DivisionCode| {
        code == desk
            || code.parent().as_ref() == Some(desk)
            || (code.contains(desk) && code.level() >= Level::County)
            || (*code == case.division_code && desk.contains(code))
    };
    let found = everything.into_iter().filter(|one| one.holds_on(today) && fits(&one.code));
    Ok(found.map(|one| (one.code, one.name)).collect())
}

/// What was held lately in the division of the case, or what of it the asker may see.
fn lately(act: &mut Act<'_>, case: &Case) -> Result<Vec<(ActivityId, Date, String)>, Error> {
    const FEW: i64 = 30;
    if !act.who.has(Right::SeeActivities) {
        return Ok(Vec::new());
    }
    let wanted = |within| activity::Wanted {
        within: Some(within),
        order: Order::Latest,
        ..activity::Wanted::default()
    };
    let about = activity::list(act, &wanted(case.division_code.clone()), None, FEW);
    let listed = match about {
        Err(Error::Denied { .. }) => {
            activity::list(act, &wanted(case.handler_code.clone()), None, FEW)
        }
        other => other,
    };
    let lines = match listed {
        Err(Error::Denied { .. }) => return Ok(Vec::new()),
        other => other?.lines,
    };
    let lines = lines.into_iter().filter(|line| line.state.counts());
    Ok(lines.map(|line| (line.id, line.day, line.title)).collect())
}

/// Who and what stands in a division, in the one above and in the county, if a field asks for it.
fn named(act: &mut Act<'_>, process: &Process, about: &DivisionCode) -> Result<Named, Error> {
    let asks = |kind| process.fields.iter().any(|field| field.kind == kind);
    let county = act.programme.county.code.clone();
    let above = about.parent().filter(|code| code.level() >= Level::County);
    let at = [about.clone(), above.unwrap_or_else(|| county.clone()), county];
    let today = act.moment.today;
    let mut named = Named::default();
    if asks(FieldKind::Organisation) && act.who.has(Right::SeeOrganisations) {
        let scope = act.scope(Right::SeeOrganisations, None)?;
        named.organisations = store::cases::organisations_at(act.tx, &scope, &at, today)?;
    }
    if asks(FieldKind::Person) && act.who.has(Right::SeePeople) {
        let scope = act.scope(Right::SeePeople, None)?;
        let programme = act.programme;
        let found = store::cases::people_serving_at(act.tx, &scope, &at, today)?;
        named.people.extend(found.into_iter().map(|(id, name, post)| {
            let post = programme.post(&post).map_or(Text::fixed("", ""), |post| post.title.clone());
            (id, Text::new(format!("{name}　{}", post.zh), format!("{name}, {}", post.en)))
        }));
    }
    Ok(named)
}
