//! One case as it went: opened and moved by whoever's turn it was, each step on its own day.

use anyhow::Context;
use chrono::{Datelike, Days};
use model::{
    Date, Moment,
    case::{Filled, NewCase, Taking},
    code::DivisionCode,
    id::{ActivityId, CaseId, CaseStepId},
};
use office::{
    Office, Who,
    activity::{self, View, Wanted},
    case,
};

use super::super::year::{at, id_of};
use crate::verbs::said::done;

pub(super) struct Story<'a> {
    office: &'a Office,
    id: CaseId,
    /// Counts the steps, for ids that are the same in every run.
    step: u64,
    start: Start,
}

/// What a step of the story says.
#[derive(Default)]
pub(super) struct Told<'a> {
    pub(super) fields: &'a [(&'a str, &'a str)],
    pub(super) reason: &'a str,
    pub(super) hand_to: Option<&'a DivisionCode>,
    pub(super) shown: Option<ActivityId>,
}

/// A case among the others: its place, and the day on which it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    place: u64,
    pub(super) day: Date,
    /// Nothing happens after this day: what has not ended by then is open.
    until: Date,
}

/// Cases of one process, begun one after the other, so that their numbers rise with the days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Season {
    /// The place of the first; seasons do not overlap.
    pub(super) place: u64,
    pub(super) from: Date,
    /// The last begins so many days after the first.
    pub(super) days: usize,
    pub(super) until: Date,
}

impl Season {
    pub(super) fn start(&self, nth: usize, of: usize) -> Start {
        let day = self.from + Days::new((nth * self.days / of) as u64);
        Start { place: self.place + nth as u64, day, until: self.until }
    }
}

/// Far from the numbers of the activities, and of each other's steps.
const FIRST: u64 = 1 << 40;
const STEPS: u64 = 32;

impl Start {
    pub(super) fn on(&self, days: u64) -> Date {
        self.day + Days::new(days)
    }

    fn id(&self, office: &Office, day: Date, step: u64) -> uuid::Uuid {
        id_of(at(office, day, 0), FIRST + self.place * STEPS + step).0
    }
}

impl<'a> Story<'a> {
    pub(super) fn open(
        office: &'a Office,
        start: Start,
        who: &Who,
        (process, about): (&str, &DivisionCode),
        fields: &[(&str, &str)],
    ) -> anyhow::Result<Story<'a>> {
        let id = CaseId(start.id(office, start.day, 0));
        let new = NewCase {
            id,
            process: process.to_owned(),
            division_code: about.clone(),
            fields: filled(fields),
            activity_id: None,
        };
        let asker = office.asker(who.clone(), moment(office, start.day));
        done(asker.write(move |act| case::open(act, &new).map(drop)))
            .with_context(|| format!("{process} {}", start.place))?;
        Ok(Story { office, id, step: 0, start })
    }

    /// A step, so many days after the beginning; none once the season is over.
    pub(super) fn take(
        &mut self,
        who: &Who,
        days: u64,
        step: &str,
        told: &Told<'_>,
    ) -> anyhow::Result<()> {
        let day = self.start.on(days);
        if day > self.start.until {
            return Ok(());
        }
        self.step += 1;
        let taking = Taking {
            id: CaseStepId(self.start.id(self.office, day, self.step)),
            step: step.to_owned(),
            seen: None,
            reason: told.reason.to_owned(),
            fields: filled(told.fields),
            activity_id: told.shown,
            hand_to: told.hand_to.cloned(),
        };
        let (asker, id) = (self.office.asker(who.clone(), moment(self.office, day)), self.id);
        done(asker.write(move |act| case::take(act, id, &taking).map(drop)))
            .with_context(|| format!("{step} of case {}", self.start.place))
    }

    /// A step of which nothing more is said.
    pub(super) fn go(&mut self, who: &Who, days: u64, step: &str) -> anyhow::Result<()> {
        self.take(who, days, step, &Told::default())
    }

    /// A step that fills something in.
    pub(super) fn say(
        &mut self,
        who: &Who,
        days: u64,
        step: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        self.take(who, days, step, &Told { fields, ..Told::default() })
    }
}

fn moment(office: &Office, day: Date) -> Moment {
    Moment::new(at(office, day, 0), office.programme().county.offset)
}

fn filled(pairs: &[(&str, &str)]) -> Filled {
    Filled(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

/// The last activity that was held in a village in the month before a day, to show what was done there.
pub(super) fn shown(
    office: &Office,
    village: &DivisionCode,
    day: Date,
) -> anyhow::Result<Option<ActivityId>> {
    let month = day - Days::new(u64::from(day.day()));
    let wanted = Wanted {
        within: Some(village.clone()),
        view: Some(View::Signed),
        period: month.format("%Y-%m").to_string().parse().ok(),
        ..Wanted::default()
    };
    let listed =
        office.program(at(office, day, 0)).read(move |act| activity::list(act, &wanted, None, 1));
    Ok(done(listed)?.lines.first().map(|line| line.id))
}
