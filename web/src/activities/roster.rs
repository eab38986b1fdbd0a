//! The list of who came, as part of a form: a box to tick for each person, and why not.

use std::collections::HashSet;

use model::{
    Date, Text,
    activity::{Absence, Mark},
    id::{OrganisationId, PersonId},
    word::Word,
};
use office::activity::{self, Attendee, Member};

use crate::{Problem, asker::Asker, list::Choice, typed::Typed};

/// One person's line.
pub(super) struct Seat {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) note: String,
    pub(super) came: bool,
    pub(super) reason: String,
    /// Found by name: left out again unless something is said of them.
    pub(super) is_guest: bool,
}

/// The part of a form that asks who came.
pub(super) struct Roster {
    pub(super) seats: Vec<Seat>,
    pub(super) reasons: Vec<Choice>,
}

/// The reasons to choose from.
fn reasons() -> Vec<Choice> {
    Absence::ALL.iter().map(|reason| Choice::new(reason.word(), reason.title())).collect()
}

impl Roster {
    /// The list as it stands, completed by the people of the organisation.
    pub(super) fn of(listed: &[Attendee], members: Vec<Member>) -> Roster {
        let seat = |attendee: &Attendee| Seat {
            id: attendee.person_id,
            name: attendee.name.clone(),
            note: String::new(),
            came: attendee.present,
            reason: attendee.reason.clone().unwrap_or_default(),
            is_guest: false,
        };
        let mut roster = Roster { seats: listed.iter().map(seat).collect(), reasons: reasons() };
        roster.add(members, false);
        roster
    }

    /// The list as it was typed.
    pub(super) fn typed(typed: &Typed) -> Roster {
        let seat = |id: PersonId| {
            let key = id.to_string();
            Seat {
                name: typed.get(&format!("name-{key}")).to_owned(),
                note: typed.get(&format!("note-{key}")).to_owned(),
                came: typed.has("came", &key),
                reason: typed.get(&format!("why-{key}")).to_owned(),
                is_guest: typed.has("guest", &key),
                id,
            }
        };
        let ids = typed.all("listed").filter_map(|id| id.parse().ok());
        Roster { seats: ids.map(seat).collect(), reasons: reasons() }
    }

    /// Adds people who are not on it yet; nothing is said about whether they came.
    pub(super) fn add(&mut self, people: Vec<Member>, is_guest: bool) {
        let seen: HashSet<PersonId> = self.seats.iter().map(|seat| seat.id).collect();
        let fresh = people.into_iter().filter(|person| !seen.contains(&person.person_id));
        self.seats.extend(fresh.map(|person| Seat {
            id: person.person_id,
            name: person.name,
            note: person.duty.unwrap_or_default(),
            came: false,
            reason: String::new(),
            is_guest,
        }));
    }

    /// A reason that is not one of the list's own words.
    pub(super) fn is_other(&self, reason: &str) -> bool {
        !reason.is_empty() && self.reasons.iter().all(|choice| choice.value != reason)
    }
}

/// The list as it was sent; none if nobody was ticked and no reason given: it was left for later.
/// A guest who was found but neither ticked nor excused does not go on it.
pub(super) fn marks(typed: &Typed) -> Option<Vec<Mark>> {
    let roster = Roster::typed(typed);
    let is_untouched = roster.seats.iter().all(|seat| !seat.came && seat.reason.is_empty());
    if is_untouched {
        return None;
    }
    let is_on = |seat: &Seat| seat.came || !seat.reason.is_empty() || !seat.is_guest;
    let seats = roster.seats.into_iter().filter(is_on);
    let mark = |seat: Seat| Mark {
        person_id: seat.id,
        present: seat.came,
        reason: Some(seat.reason).filter(|reason| !seat.came && !reason.is_empty()),
    };
    Some(seats.map(mark).collect())
}

/// The people whom an organisation's activity is for.
pub(super) async fn members(
    asker: &Asker,
    organisation: Option<OrganisationId>,
    day: Date,
) -> Result<Vec<Member>, Problem> {
    let Some(id) = organisation else { return Ok(Vec::new()) };
    Ok(asker.read(move |act| activity::expected_people(act, id, day)).await?)
}

/// People whom somebody looked for by name.
pub(super) async fn found(asker: &Asker, typed: &Typed) -> Result<Vec<Member>, Problem> {
    let name = typed.get("find_name").to_owned();
    Ok(asker.read(move |act| activity::find_people(act, &name)).await?)
}

/// What the fields of the list are called.
pub(super) const LABEL: (&str, Text) = ("attendance", Text::fixed("到会名单", "List of who came"));
