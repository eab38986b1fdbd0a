//! What a form about organisations offers.

use model::{Date, code::DivisionCode, programme::Membership, right::Right};
use store::{
    organisations::{Filter, Line, Order},
    search::Terms,
};

use super::{kind_of, list};
use crate::{Act, Error};

/// How many a form offers; beyond that nobody chooses from a list.
const OFFERED: i64 = 1000;

/// What an organisation of a kind in a division may stand below on a day. Those of its own
/// division and of those above come first.
pub fn parents_for(
    act: &mut Act<'_>,
    kind: &str,
    division: &DivisionCode,
    day: Date,
) -> Result<Vec<Line>, Error> {
    let under = kind_of(act.programme, kind)?.under.clone();
    if under.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = list::joined(under.iter().map(String::as_str));
    let mut lines = of_kinds(act, Right::SeeOrganisations, kinds, day)?;
    lines.sort_by_key(|line| !line.division_code.contains(division));
    Ok(lines)
}

/// The organisations to which the person who asks may transfer somebody.
pub fn taking_transfers(act: &mut Act<'_>, day: Date) -> Result<Vec<Line>, Error> {
    let kinds = act.programme.organisation_kinds.iter();
    let formal = kinds.filter(|kind| kind.membership == Membership::Formal);
    let kinds = list::joined(formal.map(|kind| kind.key.as_str()));
    of_kinds(act, Right::KeepOrganisations, kinds, day)
}

fn of_kinds(act: &mut Act<'_>, right: Right, kinds: String, day: Date) -> Result<Vec<Line>, Error> {
    let filter = Filter {
        scope: act.scope(right, None)?,
        kinds: Some(kinds),
        search: Terms::default(),
        day,
        gap: None,
        gap_kinds: String::new(),
        leading: String::new(),
    };
    Ok(store::organisations::list(act.tx, &filter, Order::Division, None, OFFERED)?)
}
