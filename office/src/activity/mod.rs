//! Activities: planned, announced, held, signed, put right, and read.

mod attend;
mod choice;
mod correct;
mod each;
mod gaps;
mod list;
mod notify;
mod plan;
mod record;
mod sheet;
#[cfg(test)]
mod tests;

use model::{
    Date,
    activity::{Activity, ActivityRefused, Occasion},
    code::DivisionCode,
    id::{ActivityId, OrganisationId},
    organisation::Organisation,
    programme::ActivityKind,
    right::Right,
    text::Say,
};

pub use self::{
    attend::attend,
    choice::{Choices, choices, find_people, holder, places},
    correct::{correct, withdraw},
    each::each,
    gaps::{Gap, Gaps, gaps},
    list::{
        Cursor, DayCount, Line, Listed, Order, ToDo, View, Wanted, calendar, list, tally, to_do,
    },
    notify::notify,
    plan::{PlanChange, cancel, plan, replan, to_replan},
    record::{hold, record, sign},
    sheet::{Next, Sheet, expected_people, find, sheet},
};
pub(crate) use self::{list::unsigned, notify::deliver};
use crate::{Act, Error, Refusal, refuse};
pub use store::activities::{Attendee, Holder, Member};

impl From<ActivityRefused> for Refusal {
    fn from(refused: ActivityRefused) -> Refusal {
        Refusal { field: refused.field(), text: refused.say(), about: None }
    }
}

impl From<ActivityRefused> for Error {
    fn from(refused: ActivityRefused) -> Error {
        Error::Refused(refused.into())
    }
}

/// What an activity stands on: its kind and the organisation that holds it, on its day.
struct Ground<'p> {
    kind: &'p ActivityKind,
    holder: Option<Organisation>,
}

/// What somebody says about where and by whom: read from what was sent, or from a record.
struct Claim<'c> {
    kind: &'c str,
    division_code: &'c DivisionCode,
    organisation_id: Option<OrganisationId>,
    day: Date,
}

impl<'c> Claim<'c> {
    fn of(activity: &'c Activity) -> Claim<'c> {
        Claim {
            kind: &activity.kind,
            division_code: &activity.division_code,
            organisation_id: activity.organisation_id,
            day: activity.day(),
        }
    }
}

impl Ground<'_> {
    fn on<'o>(&'o self, act: &Act<'_>) -> Occasion<'o> {
        Occasion {
            kind: self.kind,
            organisation: self.holder.as_ref(),
            by: act.who.account_id,
            moment: act.moment,
            import_id: None,
        }
    }
}

/// Checks the right at the place and over the holder, and that both exist on the day.
fn ground<'p>(act: &mut Act<'p>, right: Right, claim: &Claim<'_>) -> Result<Ground<'p>, Error> {
    let programme = act.programme;
    let Some(kind) = programme.activity_kind(claim.kind) else {
        return refuse(
            "kind",
            "没有这种活动类型，请从列表中选择",
            "there is no such kind of activity; choose one from the list",
        );
    };
    let holder = claim.organisation_id.map(|id| act.find::<Organisation>(id.0)).transpose()?;
    require(act, right, claim.division_code, holder.as_ref())?;
    let existed = holder.as_ref().is_none_or(|holder| {
        holder.from_on <= claim.day && holder.until_on.is_none_or(|until| claim.day < until)
    });
    if !existed {
        return refuse(
            "organisation_id",
            "该组织在活动当天尚未成立或已撤销，请核对组织和日期",
            "that organisation did not exist on the day; check the organisation and the date",
        );
    }
    if store::divisions::find(act.tx, claim.division_code, claim.day)?.is_none() {
        return refuse(
            "division_code",
            "活动当天没有这个行政区划，请核对地点所在的区划和日期",
            "there was no such division on that day; check the division and the date",
        );
    }
    Ok(Ground { kind, holder })
}

/// Whoever writes about an activity needs the right where it is held and over who holds it: nobody
/// fills the record of an organisation that is not theirs.
fn require(
    act: &mut Act<'_>,
    right: Right,
    division: &DivisionCode,
    holder: Option<&Organisation>,
) -> Result<(), Error> {
    act.require(right, division, holder.map(|holder| holder.id))?;
    match holder {
        Some(holder) => act.require(right, &holder.division_code, Some(holder.id)),
        None => Ok(()),
    }
}

/// An activity that exists for somebody with this right, and what it stands on.
fn open<'p>(
    act: &mut Act<'p>,
    right: Right,
    id: ActivityId,
) -> Result<(Activity, Ground<'p>), Error> {
    let activity: Activity = act.find(id.0)?;
    let ground = ground(act, right, &Claim::of(&activity))?;
    Ok((activity, ground))
}
