//! Records of activities that were held, with those who came if the sheet names them.

use std::collections::BTreeMap;

use model::{
    Text,
    activity::{
        Absence, Activity, ActivityRefused, Attendance, Mark, Minutes, NewActivity, Occasion,
        Report,
    },
    id::{ActivityId, AttendanceId, PersonId},
    organisation::Organisation,
    programme::{ActivityKind, Field},
    word::Word,
};
use store::imports::lookup::Known;

use super::named;
use crate::{
    Refusal,
    import::{judge::Case, made::Made, values::Mention},
};

const DECISION: &str = "decision";

pub(in crate::import) fn judge(case: &mut Case<'_>) {
    let key = case.parsed.values.words(Field::ActivityKind);
    let Some(kind) = key.and_then(|key| case.judge.programme.activity_kind(key)).cloned() else {
        return;
    };
    let holder = named::organisation(case, Field::OrganisationName, &kind.organisation_kinds);
    let marks = marks(case);
    let has_holder =
        holder.is_some() == case.parsed.values.words(Field::OrganisationName).is_some();
    let Some(written) = written(case).filter(|_| has_holder) else { return };
    match record(case, &kind, holder.as_ref(), (written, &marks)) {
        Ok(activity) if is_known(case, &activity) => {}
        Ok(activity) => make(case, activity, &marks),
        Err(refused) => case.refuse(Refusal::from(refused)),
    }
}

/// What the row says of the activity itself; absent while something of it is missing.
fn written(case: &Case<'_>) -> Option<(NewActivity, Report)> {
    let values = &case.parsed.values;
    let (held_on, division) = (values.date(Field::ActivityHeldOn)?, case.parsed.place.clone()?);
    let place = values.owned(Field::ActivityPlace);
    let place = place.unwrap_or_else(|| case.reader.directory.name(&division, held_on));
    let decision = values.owned(Field::ActivityDecision);
    let minutes = decision.map(|decision| (DECISION.to_owned(), decision));
    let new = NewActivity {
        id: ActivityId(case.next_id()),
        kind: values.owned(Field::ActivityKind)?,
        title: values.owned(Field::ActivityTitle)?,
        division_code: division,
        organisation_id: None,
        place,
        planned_on: held_on,
        starts: None,
        expected: None,
        speaker: values.owned(Field::ActivitySpeaker),
    };
    let report = Report {
        held_on,
        title: None,
        place: None,
        speaker: None,
        expected: values.number(Field::ActivityExpected),
        present: values.number(Field::ActivityPresent),
        summary: values.owned(Field::ActivitySummary).unwrap_or_default(),
        minutes: Minutes(minutes.into_iter().collect::<BTreeMap<_, _>>()),
        attendance: None,
    };
    Some((new, report))
}

/// By the same rule as where activities are recorded one by one: what comes here long after it was
/// held is late, in whatever book it was written before.
fn record(
    case: &Case<'_>,
    kind: &ActivityKind,
    holder: Option<&Organisation>,
    ((new, report), marks): ((NewActivity, Report), &[Mark]),
) -> Result<Activity, ActivityRefused> {
    let (by, moment, import_id) = (case.judge.by, case.judge.moment, Some(case.judge.import.id));
    let on = Occasion { kind, organisation: holder, by, moment, import_id };
    let new = NewActivity { organisation_id: holder.map(|holder| holder.id), ..new };
    let attendance = Some(marks.to_vec()).filter(|marks| !marks.is_empty());
    Activity::record(&new, &Report { attendance, ..report }, &on)
}

/// Those who came and those who did not, found by name where the activity was held.
fn marks(case: &mut Case<'_>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (field, present) in [(Field::AttendancePresent, true), (Field::AttendanceAbsent, false)] {
        for mention in case.parsed.values.people(field).to_vec() {
            let Some(person_id) = somebody(case, field, &mention) else { continue };
            let reason = mention.remark.unwrap_or_else(|| Absence::NotGiven.word().to_owned());
            marks.push(Mark { person_id, present, reason: Some(reason).filter(|_| !present) });
        }
    }
    marks
}

fn somebody(case: &mut Case<'_>, field: Field, mention: &Mention) -> Option<PersonId> {
    let place = case.parsed.place.clone()?;
    let name = &mention.name;
    let found = case.register.namesakes.get(&(name.clone(), place));
    let text = match found.map(Vec::as_slice) {
        Some([only]) => return Some(only.id),
        Some([_, _, ..]) => Text::new(
            format!("这里有几个「{name}」：请先导入活动，再在活动页面选人"),
            format!(
                "several people here are called “{name}”: import without the name and choose on the activity's page"
            ),
        ),
        _ => Text::new(
            format!("这里没有登记「{name}」：请核对姓名，或先导入人员名册"),
            format!(
                "nobody called “{name}” is registered here: check the name, or import the roster of people first"
            ),
        ),
    };
    case.bad(field, &text);
    None
}

fn make(case: &mut Case<'_>, activity: Activity, marks: &[Mark]) {
    case.made.push(Made::Activity(Box::new(activity.clone())));
    for mark in marks {
        let id = AttendanceId(case.next_id());
        case.made.push(Made::Attendance(Attendance::of(&activity, mark, id)));
    }
}

/// The same kind, day, place, holder and title.
fn is_known(case: &mut Case<'_>, new: &Activity) -> bool {
    let alike = case.register.activities.get(&Known::of(new));
    let same = alike
        .and_then(|held| held.iter().find(|held| held.organisation_id == new.organisation_id))
        .map(|held| held.id.0);
    let Some(same) = same else { return false };
    if case.register.line(same).is_some() {
        let place = case.where_is(same);
        let text = Text::new(
            format!("在表中重复（{}）：请只留一行", place.zh),
            format!("stands in the sheet twice ({}): keep one row", place.en),
        );
        case.bad_row(&text);
    }
    true
}
