//! The same ID number is the same person.

use model::{
    Text, id::PersonId, person::Person, programme::Reach, right::Right, standards::IdNumber,
    text::Say,
};

use super::{Plain, seal, sight};
use crate::{Act, Error, Refusal, words};

/// Refuses somebody whose ID number another record already has.
pub(super) fn refuse_twin(act: &mut Act<'_>, person: &Person) -> Result<(), Error> {
    let Some(hash) = &person.id_number_hash else { return Ok(()) };
    match store::people::by_id_number(act.tx, hash)? {
        Some(known) if known.id != person.id => Err(twin(act, &known)?.into()),
        _ => Ok(()),
    }
}

/// Names the known record to those who may see it; to others only whom to ask.
fn twin(act: &mut Act<'_>, known: &Person) -> Result<Refusal, Error> {
    if sight::may_see(act, known)? {
        let (name, place) = (&known.name, words::division(act, &known.division_code)?);
        let text = Text::new(
            format!(
                "这个身份号码已登记在「{name}」（{place}）名下，请直接使用这条记录，不必重复登记"
            ),
            format!(
                "this ID number is already registered for {name} ({place}); use that record instead of a second one"
            ),
        );
        return Ok(Refusal::new("id_number", text).about("person", known.id.0));
    }
    let keepers = act
        .programme
        .roles
        .iter()
        .find(|role| role.rights.contains(&Right::KeepPeople) && role.reach == Reach::County);
    let office = keepers
        .map_or(Text::fixed("县级主管部门", "the county office"), |role| role.title.clone());
    let text = Text::new(
        format!("这个身份号码在县内其他地方已经登记，请联系{}办理", office.zh),
        format!(
            "this ID number is already registered elsewhere in the county; ask the {}",
            office.en
        ),
    );
    Ok(Refusal::new("id_number", text))
}

/// Finds a person by the whole ID number, among those the asker may see. The number comes in a
/// request's body, never in an address, and nothing is opened.
pub fn by_id_number(act: &mut Act<'_>, typed: &Plain) -> Result<Option<PersonId>, Error> {
    act.scope(Right::SeePeople, None)?;
    let Some(known) = bearing(act, typed)? else { return Ok(None) };
    Ok(sight::may_see(act, &known)?.then_some(known.id))
}

/// Whoever has this number, seen or not.
pub(crate) fn bearing(act: &mut Act<'_>, typed: &Plain) -> Result<Option<Person>, Error> {
    let number =
        IdNumber::parse(typed.expose()).map_err(|bad| Refusal::new("id_number", bad.say()))?;
    let hash = seal::hash(act, &number);
    Ok(store::people::by_id_number(act.tx, &hash)?)
}
