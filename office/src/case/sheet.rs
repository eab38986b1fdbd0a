//! One case as its page shows it.

use model::{
    Date, Text, Timestamp,
    case::{Case, CaseStep},
    code::DivisionCode,
    id::{ActivityId, CaseId, OrganisationId, PersonId},
    process::{FieldKind, Party, Process, Step},
    right::Right,
};
use store::facts::FactRow;
use uuid::Uuid;

use super::{acting, definition, find};
use crate::{Act, Error, account, journal, record::Places};

/// Everything that the page of one case says.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub case: Case,
    pub process: Process,
    pub division: String,
    pub owner: Option<String>,
    pub handler: String,
    pub opener: String,
    /// Title and value of what was filled in, in the order of the definition.
    pub fields: Vec<(Text, Text)>,
    /// The steps that it took, the first first.
    pub told: Vec<Told>,
    /// What the asker may do next.
    pub ways: Vec<Way>,
    /// The working days left of the state and of the promise; negative when it is overdue.
    pub state_left: Option<i64>,
    pub promise_left: Option<i64>,
    /// The activity that raised it.
    pub activity: Option<(ActivityId, String)>,
    /// What its steps add to the county's numbers.
    pub facts: Vec<FactRow>,
    /// The record whose entry took it in: its first step, or itself where no step is known.
    pub opening: Uuid,
    /// Every change of it.
    pub history: Vec<journal::Step>,
}

/// One step that was taken.
#[derive(Debug, Clone)]
pub struct Told {
    pub title: Text,
    pub state: Text,
    pub party: Party,
    /// The office, and who; the calendar has neither.
    pub desk: Option<String>,
    pub name: Option<String>,
    pub at: Timestamp,
    pub day: Date,
    pub reason: Option<String>,
    pub fields: Vec<(Text, Text)>,
    pub activity: Option<(ActivityId, String)>,
}

/// A step that the asker may take, and for which office.
#[derive(Debug, Clone)]
pub struct Way {
    pub step: Step,
    pub party: Party,
    pub desk_code: DivisionCode,
}

/// As many changes as the page of a case tells.
const HISTORY: i64 = 50;

pub fn sheet(act: &mut Act<'_>, id: CaseId) -> Result<Sheet, Error> {
    let case = find(act, id)?;
    let process = definition(act, &case.process, case.revision)?.into_owned();
    let today = act.moment.today;
    let mut places = Places::on(today);
    let steps = store::cases::steps(act.tx, id)?;
    let mut facts = store::facts::of_record(act.tx, id.0)?;
    let mut told = Vec::with_capacity(steps.len());
    for step in &steps {
        facts.extend(store::facts::of_record(act.tx, step.id.0)?);
        told.push(told_of(act, &process, step, &mut places)?);
    }
    let calendar = &act.programme.calendar;
    let left = |due: Date| calendar.between(today, due);
    let state_left = case.state_due_on.map(left);
    let promise_left = case.is_open().then(|| left(case.promise_due_on));
    let ways = ways(act, &case, &process);
    Ok(Sheet {
        division: places.name(act, &case.division_code)?,
        owner: case.owner_code.as_ref().map(|code| places.name(act, code)).transpose()?,
        handler: places.name(act, &case.handler_code)?,
        opener: places.name(act, &case.opener_code)?,
        fields: filled(act, &process, &case.filled())?,
        activity: case.activity_id.map(|id| activity(act, id)).transpose()?.flatten(),
        told,
        ways,
        state_left,
        promise_left,
        opening: steps.first().map_or(id.0, |step| step.id.0),
        history: journal::steps(act, id.0, HISTORY)?,
        facts,
        process,
        case,
    })
}

fn ways(act: &Act<'_>, case: &Case, process: &Process) -> Vec<Way> {
    let steps = process.steps_from(&case.state);
    let found = steps.filter_map(|step| {
        let (party, desk_code) = acting(act, case, step.right?, &step.by)?;
        let is_own = process.closed_by_others
            && step.right == Some(Right::AcceptCase)
            && case.handled_by == Some(act.who.account_id);
        (!is_own).then(|| Way { step: step.clone(), party, desk_code })
    });
    found.collect()
}

fn told_of(
    act: &mut Act<'_>,
    process: &Process,
    taken: &CaseStep,
    places: &mut Places,
) -> Result<Told, Error> {
    let step = process.step(&taken.step).map(|step| step.title.clone());
    let state = process.state(&taken.to_state).map(|state| state.title.clone());
    Ok(Told {
        title: step.unwrap_or(Text::fixed("登记", "opened")),
        state: state.unwrap_or_else(|| process.title.clone()),
        party: taken.party,
        desk: taken.desk_code.as_ref().map(|code| places.name(act, code)).transpose()?,
        name: taken.taken_by.map(|by| account::name_of(act, by)).transpose()?,
        at: taken.at,
        day: taken.day,
        reason: taken.reason.clone(),
        fields: filled(act, process, &taken.filled())?,
        activity: taken.activity_id.map(|id| activity(act, id)).transpose()?.flatten(),
    })
}

/// An activity by its title, for whoever may see it.
fn activity(act: &mut Act<'_>, id: ActivityId) -> Result<Option<(ActivityId, String)>, Error> {
    match crate::activity::find(act, id) {
        Ok(activity) => Ok(Some((id, activity.title))),
        Err(Error::NotFound | Error::Denied { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn filled(
    act: &mut Act<'_>,
    process: &Process,
    filled: &model::case::Filled,
) -> Result<Vec<(Text, Text)>, Error> {
    let mut pairs = Vec::new();
    for field in &process.fields {
        let Some(value) = filled.get(&field.key) else { continue };
        let plain = || Text::new(value.to_owned(), value.to_owned());
        let told = match field.kind {
            FieldKind::Choice => {
                let option = field.options.iter().find(|option| option.key == value);
                option.map_or_else(plain, |option| option.title.clone())
            }
            FieldKind::YesNo if value == "yes" => Text::fixed("是", "yes"),
            FieldKind::YesNo => Text::fixed("否", "no"),
            FieldKind::Organisation | FieldKind::Person => named(act, field.kind, value)?,
            _ => plain(),
        };
        pairs.push((field.title.clone(), told));
    }
    Ok(pairs)
}

/// What a record is called, for whoever may see it.
fn named(act: &mut Act<'_>, kind: FieldKind, value: &str) -> Result<Text, Error> {
    let hidden = Text::fixed("（无权查看）", "(not yours to see)");
    let Ok(id) = value.parse() else { return Ok(hidden) };
    let name = if kind == FieldKind::Person {
        crate::person::find(act, PersonId(id)).map(|person| person.name)
    } else {
        crate::organisation::find(act, OrganisationId(id)).map(|organisation| organisation.name)
    };
    match name {
        Ok(name) => Ok(Text::new(name.clone(), name)),
        Err(Error::NotFound | Error::Denied { .. }) => Ok(hidden),
        Err(error) => Err(error),
    }
}
