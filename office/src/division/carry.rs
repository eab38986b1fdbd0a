//! What goes along when a division gets another code: dated rows end and go on under the new one,
//! so that each day's figures stay with the division of that day.

use model::{
    Date, Text,
    account::Grant,
    activity::{Activity, Attendance},
    code::DivisionCode,
    division::Division,
    id::{AffiliationId, DivisionId, PairingId, PostingId, SeatId},
    organisation::{Affiliation, Organisation, Seat},
    person::Person,
    posting::{Pairing, Posting},
};
use store::estate::{self, Estate};

use super::{change, rules};
use crate::{Act, Error, Refusal, act::Kept};

/// A division goes on under another code, with its villages if it is a township.
pub(super) fn division(act: &mut Act<'_>, old: &Division, new: &Division) -> Result<(), Error> {
    let day = new.from_on;
    let estate = estate::of(act.tx, &old.code, day)?;
    act.change(old, &Division { until_on: Some(day), ..old.clone() })?;
    act.add(new)?;
    for village in &estate.divisions {
        let Some(code) = change::below(&new.code, &village.code) else { continue };
        rules::free(act, "new_code", &code, day)?;
        let village = still(village, day)?;
        let id = DivisionId::new(act.moment.at);
        let next = change::continued(village, id, &code, village.name.clone(), day);
        division(act, village, &next)?;
    }
    let carried = Carried { from: &old.code, to: &new.code, day };
    for grant in &estate.grants {
        act.change(grant, &Grant { division_code: new.code.clone(), ..grant.clone() })?;
    }
    carried.all(act, &estate)
}

/// A division becomes part of another. Roles given for it do not widen to the whole: they lapse.
pub(super) fn into(
    act: &mut Act<'_>,
    old: &Division,
    taking: &Division,
    day: Date,
) -> Result<(), Error> {
    let estate = estate::of(act.tx, &old.code, day)?;
    let ended =
        Division { until_on: Some(day), merged_into: Some(taking.code.clone()), ..old.clone() };
    act.change(old, &ended)?;
    for village in &estate.divisions {
        let village = still(village, day)?;
        let code = free_below(act, &taking.code, &village.code, day)?;
        let id = DivisionId::new(act.moment.at);
        let next = change::continued(village, id, &code, village.name.clone(), day);
        division(act, village, &next)?;
    }
    Carried { from: &old.code, to: &taking.code, day }.all(act, &estate)
}

/// Refuses a village that has been changed after the day.
fn still(village: &Division, day: Date) -> Result<&Division, Error> {
    if village.until_on.is_none() && village.from_on < day {
        return Ok(village);
    }
    let name = village.short_name();
    let text = Text::new(
        format!("「{name}」在那天或以后另有变更，请选更晚的日期"),
        format!("{name} was changed on that day or later; choose a later day"),
    );
    Err(Refusal::new("from_on", text).into())
}

/// The village's own number in the township if it is free there, else the next free one.
fn free_below(
    act: &mut Act<'_>,
    township: &DivisionCode,
    village: &DivisionCode,
    day: Date,
) -> Result<DivisionCode, Error> {
    let same = change::below(township, village);
    let others = (1..1000).filter_map(|n| {
        let code = format!("{}{n:03}", &township.as_str()[..9]);
        code.parse::<DivisionCode>().ok()
    });
    for code in same.into_iter().chain(others) {
        if !store::divisions::is_taken(act.tx, &code, day)? {
            return Ok(code);
        }
    }
    Err(Error::Broken(format!("no free village code below {township}")))
}

struct Carried<'a> {
    from: &'a DivisionCode,
    to: &'a DivisionCode,
    day: Date,
}

impl Carried<'_> {
    fn all(&self, act: &mut Act<'_>, estate: &Estate) -> Result<(), Error> {
        let to = self.to;
        for organisation in &estate.organisations {
            self.organisation(act, organisation)?;
        }
        for old in &estate.affiliations {
            let moved = Affiliation { division_code: to.clone(), ..old.clone() };
            let id = AffiliationId::new(act.moment.at);
            let next = Affiliation { id, from_on: self.day, ..moved.clone() };
            let ended = Affiliation { until_on: Some(self.day), ..old.clone() };
            self.dated(act, old.from_on, [old, &ended, &next, &moved])?;
        }
        for old in &estate.postings {
            let moved = Posting { division_code: to.clone(), ..old.clone() };
            let id = PostingId::new(act.moment.at);
            let next = Posting { id, from_on: self.day, ..moved.clone() };
            let ended = Posting { until_on: Some(self.day), ended_because: None, ..old.clone() };
            self.dated(act, old.from_on, [old, &ended, &next, &moved])?;
        }
        for old in &estate.pairings {
            let moved = Pairing { division_code: to.clone(), ..old.clone() };
            let id = PairingId::new(act.moment.at);
            let next = Pairing { id, from_on: self.day, ..moved.clone() };
            let ended = Pairing { until_on: Some(self.day), ended_because: None, ..old.clone() };
            self.dated(act, old.from_on, [old, &ended, &next, &moved])?;
        }
        for old in &estate.people {
            act.change(old, &Person { division_code: to.clone(), ..old.clone() })?;
        }
        for old in &estate.activities {
            act.change(old, &Activity { division_code: to.clone(), ..old.clone() })?;
        }
        for old in &estate.attendances {
            act.change(old, &Attendance { division_code: to.clone(), ..old.clone() })?;
        }
        // What a case is about stays with the division of its day; whose turn it is must not be lost.
        for old in &estate.cases {
            act.change(old, &old.carried(self.from, to))?;
        }
        Ok(())
    }

    /// An organisation keeps its id; where it sat until the day is a record of its own.
    fn organisation(&self, act: &mut Act<'_>, old: &Organisation) -> Result<(), Error> {
        let sat_from = old.seated_on.unwrap_or(old.from_on);
        let mut new = Organisation { division_code: self.to.clone(), ..old.clone() };
        if sat_from < self.day {
            new.seated_on = Some(self.day);
            let seat = Seat {
                id: SeatId::new(act.moment.at),
                organisation_id: old.id,
                organisation_kind: old.kind.clone(),
                division_code: self.from.clone(),
                from_on: sat_from,
                until_on: self.day,
            };
            act.add(&seat)?;
        }
        act.change(old, &new)?;
        Ok(())
    }

    /// What began before the day ends there and goes on as a new row; what begins later just moves.
    fn dated<R: Kept>(
        &self,
        act: &mut Act<'_>,
        from_on: Date,
        [old, ended, next, moved]: [&R; 4],
    ) -> Result<(), Error> {
        if from_on >= self.day {
            act.change(old, moved)?;
        } else {
            act.change(old, ended)?;
            act.add(next)?;
        }
        Ok(())
    }
}
