//! What a form offers: who may hold an activity, where, and who may stand on its list.

use model::{
    code::DivisionCode, division::Division, id::OrganisationId, organisation::Organisation,
    person::Person, programme::ActivityKind, right::Right,
};
use store::{
    activities::{self, Holder, Member},
    records,
    search::{self, Terms},
};

use crate::{Act, Error};

/// Who and where, of those that the asker may write about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    pub holders: Vec<Holder>,
    /// Divisions where the kind is held; empty if it needs an organisation.
    pub divisions: Vec<Division>,
    /// There are more than are shown: the asker should look for a name.
    pub is_cut: bool,
}

/// Who may hold an activity of this kind, and where it may be held without an organisation.
pub fn choices(act: &mut Act<'_>, kind: &str, right: Right, text: &str) -> Result<Choices, Error> {
    let programme = act.programme;
    let kind = programme.activity_kind(kind).ok_or(Error::NotFound)?;
    let scope = act.scope(right, None)?;
    let terms = Terms::new(model::search::query_terms(text));
    let mut kinds: &[String] = &kind.organisation_kinds;
    if let (true, Some(rhythm)) = (kinds.is_empty(), &kind.rhythm) {
        kinds = &rhythm.by;
    }
    let today = act.moment.today;
    let holders = activities::possible_holders(act.tx, &scope, kinds, &terms, today)?;
    let shown = usize::try_from(activities::SHOWN).unwrap_or(0);
    let mut is_cut = holders.len() >= shown;
    let needs_holder = !kind.organisation_kinds.is_empty() || scope.organisation_id().is_some();
    let mut divisions = Vec::new();
    if !needs_holder {
        let within = store::divisions::within(act.tx, &scope, today)?;
        let fits = |division: &Division| {
            kind.levels.contains(&division.level) && division.name.contains(text.trim())
        };
        divisions = within.into_iter().filter(fits).collect();
        is_cut |= divisions.len() > shown;
        divisions.truncate(shown);
    }
    Ok(Choices { holders, divisions, is_cut })
}

/// The organisation that holds, if the asker may write about it.
pub fn holder(act: &mut Act<'_>, id: OrganisationId, right: Right) -> Result<Organisation, Error> {
    let organisation: Organisation = act.find(id.0)?;
    act.require(right, &organisation.division_code, Some(id))?;
    Ok(organisation)
}

/// The divisions below one where a kind may be held and that the asker may write about.
pub fn places(
    act: &mut Act<'_>,
    kind: &ActivityKind,
    right: Right,
    below: &DivisionCode,
) -> Result<Vec<Division>, Error> {
    let scope = act.scope(right, Some(below))?;
    let within = store::divisions::within(act.tx, &scope, act.moment.today)?;
    Ok(within.into_iter().filter(|division| kind.levels.contains(&division.level)).collect())
}

/// People by name, of those whom the asker may see: guests for a list.
pub fn find_people(act: &mut Act<'_>, text: &str) -> Result<Vec<Member>, Error> {
    const FEW: i64 = 20;
    let scope = act.scope(Right::SeePeople, None)?;
    let terms = Terms::new(model::search::query_terms(text));
    if terms.count == 0 || scope.organisation_id().is_some() {
        return Ok(Vec::new());
    }
    let ids = search::find(act.tx, "person", scope.within(), &terms, FEW)?;
    let mut people = Vec::new();
    for id in ids {
        if let Some(Person { id, name, .. }) = records::find(act.tx, id)? {
            people.push(Member { person_id: id, name, duty: None });
        }
    }
    Ok(people)
}
