//! The cases of 2019: problems, actions, weak villages, needs, demands, and what the counters handled;
//! and what the last weeks brought.

mod action;
mod demand;
mod history;
mod need;
mod people;
mod problem;
mod service;
mod story;
mod village;

use anyhow::Context;
use chrono::Days;
use model::{Date, code::DivisionCode, id::OrganisationId};
use office::Office;

use self::story::Season;
use super::{Step, accounts::Actors, chance::Chance, year::seats};

const PROBLEMS: usize = 236;
const WEAK_VILLAGES: usize = 36;
const NEEDS: usize = 240;
const DEMANDS: usize = 300;
const SERVICES: usize = 500;
const LATELY: u64 = 18;
const DEMANDS_LATELY: usize = 80;
const SERVICES_LATELY: usize = 120;
/// Cases lie this far apart by process, so that no two have one place.
const APART: u64 = 1 << 16;

/// What all the stories draw on.
struct Ground<'a> {
    office: &'a Office,
    actors: &'a Actors,
    villages: Vec<(OrganisationId, DivisionCode)>,
    units: Vec<(OrganisationId, DivisionCode)>,
}

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    (today, past_items): (Date, usize),
    tell: &mut dyn FnMut(&Step),
) -> anyhow::Result<()> {
    let villages = seats(office, "village_branch")?;
    let units = seats(office, "office_branch")?;
    let ground = Ground { office, actors, villages, units };
    ground.problems(tell)?;
    ground.actions(tell)?;
    let named = people::named(office)?;
    ground.weak_villages(&named, tell)?;
    ground.needs(&named, tell)?;
    ground.demands(season(4, 350), DEMANDS, tell)?;
    ground.services(season(5, 354), SERVICES, tell)?;
    let places: Vec<DivisionCode> = ground.villages.iter().map(|seat| seat.1.clone()).collect();
    history::bring(office, &places, past_items, tell)?;
    // The last weeks too, up to yesterday, so that something is under way when the county is seen.
    let lately = |nth: u64| Season {
        place: nth * APART,
        from: today - Days::new(LATELY + 1),
        days: LATELY as usize,
        until: today - Days::new(1),
    };
    ground.demands(lately(6), DEMANDS_LATELY, tell)?;
    ground.services(lately(7), SERVICES_LATELY, tell)
}

/// What began in 2019, and how it stood at the end of the year.
fn season(nth: u64, days: usize) -> Season {
    let day = |month, day| Date::from_ymd_opt(2019, month, day).unwrap_or_default();
    Season { place: nth * APART, from: day(1, 8), days, until: day(12, 30) }
}

/// Tells now and then how far a process has come.
fn tell_of(tell: &mut dyn FnMut(&Step), words: &str, nth: usize, of: usize) {
    let done = nth + 1;
    if done.is_multiple_of(50) || done == of {
        tell(&Step { words: words.to_owned(), done, of });
    }
}

impl Ground<'_> {
    fn problems(&self, tell: &mut dyn FnMut(&Step)) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_103);
        for nth in 0..PROBLEMS {
            let start = season(0, 320).start(nth, PROBLEMS);
            let village = chance.pick(&self.villages);
            problem::run(self.office, self.actors, start, village, &mut chance)?;
            tell_of(tell, "问题清单 problems", nth, PROBLEMS);
        }
        Ok(())
    }

    fn actions(&self, tell: &mut dyn FnMut(&Step)) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_104);
        let of = action::ACTIONS.len();
        for (nth, name) in action::ACTIONS.iter().enumerate() {
            let start = season(1, 14 * of).start(nth, of);
            let lead = chance.pick(&self.units).0;
            let near = self.villages.get(nth * 7..).unwrap_or_default();
            action::run(self.office, self.actors, start, (name, lead), near)?;
            tell_of(tell, "专项整治 actions", nth, of);
        }
        Ok(())
    }

    /// One village after another of those that have a first secretary, all over the county.
    fn weak_villages(
        &self,
        named: &people::Named,
        tell: &mut dyn FnMut(&Step),
    ) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_105);
        let apart = (named.first_secretaries.len() / WEAK_VILLAGES).max(1);
        let found = named.first_secretaries.iter().step_by(apart).take(WEAK_VILLAGES);
        for (nth, (village, secretary)) in found.enumerate() {
            let start = season(2, 40).start(nth, WEAK_VILLAGES);
            let township = village.parent().context("a village is in a township")?;
            let leader = named.township_leaders.get(&township);
            let parties = village::Parties {
                county_leader: *chance.pick(&named.county_leaders),
                township_leader: *leader.context("every township has a leader")?,
                first_secretary: *secretary,
                county_unit: chance.pick(&self.units).0,
            };
            let about = (village, &parties);
            village::run(self.office, self.actors, start, about, &mut chance)?;
            tell_of(tell, "软弱涣散村 weak villages", nth, WEAK_VILLAGES);
        }
        Ok(())
    }

    fn needs(&self, named: &people::Named, tell: &mut dyn FnMut(&Step)) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_106);
        for nth in 0..NEEDS {
            let start = season(3, 320).start(nth, NEEDS);
            let about = (&chance.pick(&self.villages).1, *chance.pick(&named.envoys));
            need::run(self.office, self.actors, start, about, &mut chance)?;
            tell_of(tell, "技术需求 needs", nth, NEEDS);
        }
        Ok(())
    }

    fn demands(
        &self,
        season: Season,
        of: usize,
        tell: &mut dyn FnMut(&Step),
    ) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_107 + season.place);
        for nth in 0..of {
            let village = &chance.pick(&self.villages).1;
            demand::run(self.office, self.actors, season.start(nth, of), village, &mut chance)?;
            tell_of(tell, "群众诉求 demands", nth, of);
        }
        Ok(())
    }

    fn services(
        &self,
        season: Season,
        of: usize,
        tell: &mut dyn FnMut(&Step),
    ) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_108 + season.place);
        for nth in 0..of {
            let village = &chance.pick(&self.villages).1;
            service::run(self.office, self.actors, season.start(nth, of), village, &mut chance)?;
            tell_of(tell, "服务事项 service items", nth, of);
        }
        Ok(())
    }
}
