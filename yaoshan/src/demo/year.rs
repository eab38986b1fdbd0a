//! The year 2019 goes by: what was held is planned, recorded and signed, each at its own moment.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
};

use anyhow::{Context, anyhow};
use chrono::{Days, NaiveTime};
use model::{
    Date, Moment, Timestamp,
    activity::{Minutes, NewActivity, Report},
    code::DivisionCode,
    id::{ActivityId, OrganisationId},
};
use office::{
    Act, Error, Mode, Office, Who, activity,
    organisation::{self, Order, Question},
};

use super::{
    Step,
    accounts::Actors,
    calendar::{self, Event, Holder, Holders},
    sample::Sample,
};
use crate::verbs::said::done;

/// How many acts may be on their way at once: enough for full groups, far from a full queue.
const AT_ONCE: usize = 512;

pub(super) fn hold(
    office: &Office,
    sample: &Sample,
    actors: &Actors,
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let holders = holders(office)?;
    let events = calendar::of(sample, &holders);
    let mut by_month: BTreeMap<u32, Vec<(ActivityId, Event)>> = BTreeMap::new();
    for (place, event) in (0_u64..).zip(events) {
        let month = chrono::Datelike::month(&event.held_on);
        let id = id_of(at(office, event.held_on, 0), place);
        by_month.entry(month).or_default().push((id, event));
    }
    let (mut held, of) = (0, by_month.values().map(Vec::len).sum());
    for (month, events) in by_month {
        let wave = Wave { office, actors };
        wave.all(&events, |wave, id, event| wave.plan(id, event))?;
        wave.all(&events, |wave, id, event| wave.record(id, event))?;
        let signed: Vec<_> = events.iter().filter(|(_, event)| event.is_signed).cloned().collect();
        wave.all(&signed, |wave, id, event| wave.sign(id, event))?;
        held += events.len();
        tell(&Step { words: format!("活动 activities 2019-{month:02}"), done: held, of });
    }
    Ok(())
}

/// The same id in every run, so that a build that was broken off goes on without doubling anything.
pub(super) fn id_of(at: Timestamp, place: u64) -> ActivityId {
    let mut rest = [0; 10];
    rest[2..].copy_from_slice(&place.to_be_bytes());
    let millis = at.as_millis().unsigned_abs();
    ActivityId(uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid())
}

/// Nine o'clock of the county's day, `days` after `day`.
pub(super) fn at(office: &Office, day: Date, days: u64) -> Timestamp {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    let local =
        (day + Days::new(days)).and_time(nine).and_local_timezone(office.programme().county.offset);
    local.single().map_or(Timestamp::EPOCH, |at| at.to_utc().into())
}

struct Wave<'a> {
    office: &'a Office,
    actors: &'a Actors,
}

type Work = Box<dyn Fn(&mut Act<'_>) -> Result<(), Error> + Send>;

/// An act with its actor and its day.
struct Planned {
    who: Who,
    at: Timestamp,
    work: Work,
}

impl Wave<'_> {
    /// Sends all acts on their way, a few hundred at a time, and waits for every answer.
    fn all(
        &self,
        events: &[(ActivityId, Event)],
        make: impl Fn(&Self, ActivityId, &Event) -> Planned,
    ) -> anyhow::Result<()> {
        let (reply, answers): (Sender<Result<(), Error>>, Receiver<_>) = channel();
        let mut waiting = 0;
        for (id, event) in events {
            let Planned { who, at, work } = make(self, *id, event);
            let moment = Moment::new(at, self.office.programme().county.offset);
            let (reply, work) = (reply.clone(), Arc::new(Mutex::new(work)));
            let work = move |act: &mut Act<'_>| {
                let work = work.lock().map_err(|_| Error::Broken("poisoned".to_owned()))?;
                work(act)
            };
            self.office
                .asker(who, moment)
                .submit(Mode::Write, work, move |done| drop(reply.send(done)));
            waiting += 1;
            if waiting >= AT_ONCE {
                settle(&answers)?;
                waiting -= 1;
            }
        }
        (0..waiting).try_for_each(|_| settle(&answers))
    }

    fn plan(&self, id: ActivityId, event: &Event) -> Planned {
        let (recorder, _) = self.actors.of(&event.division_code);
        let new = new_activity(id, event);
        Planned {
            who: self.recorder(event, recorder),
            at: at(self.office, event.held_on - Days::new(7), 0),
            work: Box::new(move |act| activity::plan(act, &new).map(drop)),
        }
    }

    fn record(&self, id: ActivityId, event: &Event) -> Planned {
        let (recorder, _) = self.actors.of(&event.division_code);
        let report = report(event);
        Planned {
            who: self.recorder(event, recorder),
            at: at(self.office, event.held_on, event.recorded_after),
            work: Box::new(move |act| activity::hold(act, id, &report).map(drop)),
        }
    }

    fn sign(&self, id: ActivityId, event: &Event) -> Planned {
        let (_, signer) = self.actors.of(&event.division_code);
        let who = if is_of_county(event) { &self.actors.county_signer } else { signer };
        Planned {
            who: who.clone(),
            at: at(self.office, event.held_on, event.recorded_after + 1),
            work: Box::new(move |act| activity::sign(act, id).map(drop)),
        }
    }

    fn recorder(&self, event: &Event, recorder: &Who) -> Who {
        if is_of_county(event) { self.actors.county.clone() } else { recorder.clone() }
    }
}

/// Shows and talks are the county's, wherever they are held.
fn is_of_county(event: &Event) -> bool {
    event.kind.starts_with("touring_")
}

fn settle(answers: &Receiver<Result<(), Error>>) -> anyhow::Result<()> {
    done(answers.recv().map_err(|_| anyhow!("the office has gone"))?)
}

fn new_activity(id: ActivityId, event: &Event) -> NewActivity {
    NewActivity {
        id,
        kind: event.kind.to_owned(),
        title: event.title.clone(),
        division_code: event.division_code.clone(),
        organisation_id: event.organisation_id,
        place: event.place.clone(),
        planned_on: event.held_on,
        starts: None,
        expected: event.marks.as_ref().map(|marks| marks.len() as i64),
        speaker: event.speaker.clone(),
    }
}

fn report(event: &Event) -> Report {
    let minutes =
        event.minutes.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect();
    Report {
        held_on: event.held_on,
        title: None,
        place: None,
        speaker: None,
        expected: None,
        present: event.present,
        summary: event.summary.clone(),
        minutes: Minutes(minutes),
        attendance: event.marks.clone(),
    }
}

/// Who holds what, with the people expected at it.
fn holders(office: &Office) -> anyhow::Result<Holders> {
    let asker = office.program(at(office, Date::from_ymd_opt(2019, 1, 10).unwrap_or_default(), 0));
    let mut holders = Holders::new();
    for kind in ["village_branch", "office_branch", "functional_organisation", "lecture_group"] {
        let found = asker.read(move |act| of_kind(act, kind)).context(kind)?;
        holders.insert(kind, found);
    }
    Ok(holders)
}

fn of_kind(act: &mut Act<'_>, kind: &'static str) -> Result<Vec<Holder>, Error> {
    let day = Date::from_ymd_opt(2019, 12, 31);
    let question = Question { kind: Some(kind.to_owned()), day, ..Question::default() };
    let mut found = Vec::new();
    organisation::each(act, &question, Order::Division, |line, _| {
        let (id, name, division_code) = (line.id, line.name.clone(), line.division_code.clone());
        found.push(Holder { id, name, division_code, people: Vec::new() });
    })?;
    for holder in &mut found {
        let people = activity::expected_people(act, holder.id, act.moment.today)?;
        holder.people = people.into_iter().map(|member| member.person_id).collect();
    }
    Ok(found)
}

/// Every organisation of a kind, and where it is.
pub(super) fn seats(
    office: &Office,
    kind: &'static str,
) -> anyhow::Result<Vec<(OrganisationId, DivisionCode)>> {
    let found = holders(office)?.remove(kind).unwrap_or_default();
    Ok(found.into_iter().map(|holder| (holder.id, holder.division_code)).collect())
}

/// The village branch at this division.
pub(super) fn branch_at(office: &Office, code: &str) -> anyhow::Result<Option<OrganisationId>> {
    let code: DivisionCode = code.parse()?;
    let mut branches = seats(office, "village_branch")?.into_iter();
    Ok(branches.find(|(_, division)| *division == code).map(|(id, _)| id))
}
