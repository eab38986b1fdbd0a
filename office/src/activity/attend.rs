//! The list of who came: written by a responsible person, changed until it is signed.

use std::collections::{HashMap, HashSet};

use model::{
    Text,
    activity::{Activity, Attendance, Mark, Turnout, check_marks},
    id::{ActivityId, AttendanceId, PersonId},
    person::Person,
    right::Right,
};
use store::records;

use super::open;
use crate::{Act, Error, Refusal};

/// Makes the list of a held activity exactly this one.
pub fn attend(act: &mut Act<'_>, id: ActivityId, marks: &[Mark]) -> Result<Activity, Error> {
    let (old, _) = open(act, Right::RecordActivity, id)?;
    let marks = check_marks(marks)?;
    let before = store::activities::listed(act.tx, id)?;
    let attended = old.clone().attended(before, Turnout::of(&marks))?;
    write_list(act, &attended, &marks)?;
    act.change(&old, &attended)?;
    act.log("activity.attended", id.0)?;
    Ok(attended)
}

/// Adds, changes and removes what it takes to make the activity's list this one.
pub(super) fn write_list(
    act: &mut Act<'_>,
    activity: &Activity,
    marks: &[Mark],
) -> Result<(), Error> {
    let rows = store::activities::attendance(act.tx, activity.id)?;
    let mut rows: HashMap<PersonId, Attendance> =
        rows.into_iter().map(|row| (row.person_id, row)).collect();
    let strangers = marks.iter().zip(1..).filter(|(mark, _)| !rows.contains_key(&mark.person_id));
    must_be_known(act, activity, strangers.map(|(mark, line)| (mark.person_id, line)).collect())?;
    for mark in marks {
        match rows.remove(&mark.person_id) {
            Some(old) => {
                let new = Attendance::of(activity, mark, old.id);
                act.change(&old, &new)?;
            }
            None => {
                let id = AttendanceId::new(act.moment.at);
                act.add(&Attendance::of(activity, mark, id))?;
            }
        }
    }
    let mut gone: Vec<Attendance> = rows.into_values().collect();
    gone.sort_by_key(|row| row.id);
    for row in gone {
        act.remove(&row)?;
    }
    Ok(())
}

/// People of the organisation, and those whom the writer may see. Somebody else does not exist.
fn must_be_known(
    act: &mut Act<'_>,
    activity: &Activity,
    people: Vec<(PersonId, usize)>,
) -> Result<(), Error> {
    if people.is_empty() {
        return Ok(());
    }
    let members: HashSet<PersonId> = match activity.organisation_id {
        Some(id) => store::activities::members(act.tx, id, activity.day())?
            .into_iter()
            .map(|member| member.person_id)
            .collect(),
        None => HashSet::new(),
    };
    for (id, line) in people.into_iter().filter(|(id, _)| !members.contains(id)) {
        let person: Option<Person> = records::find(act.tx, id.0)?;
        let may_see = match person {
            Some(person) => match act.require(Right::SeePeople, &person.division_code, None) {
                Err(Error::Denied { .. }) => false,
                seen => seen.map(|()| true)?,
            },
            None => false,
        };
        if !may_see {
            let text = Text::new(
                format!("名单第 {line} 行的人没有找到，请重新选择"),
                format!("the person in line {line} of the list was not found; choose again"),
            );
            return Err(Refusal::new("attendance", text).into());
        }
    }
    Ok(())
}
