//! The cases of 2019: problems, actions, weak villages, needs, demands, and what the counters handled.

mod action;
mod demand;
mod need;
mod people;
mod problem;
mod service;
mod story;
mod village;

use anyhow::Context;
use model::{Date, code::DivisionCode, id::OrganisationId};
use office::Office;

use self::story::Start;
use super::{Step, accounts::Actors, chance::Chance, year::seats};

const PROBLEMS: usize = 236;
const WEAK_VILLAGES: usize = 36;
const NEEDS: usize = 240;
const DEMANDS: usize = 300;
const SERVICES: usize = 500;
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
    ground.at_the_counters(tell)
}

fn first() -> Date {
    Date::from_ymd_opt(2019, 1, 8).unwrap_or_default()
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
            let start = Start::spread(0, first(), nth, PROBLEMS, 320);
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
            let start = Start::spread(APART, first(), nth, of, 14 * of);
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
            let start = Start::spread(2 * APART, first(), nth, WEAK_VILLAGES, 40);
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
            let start = Start::spread(3 * APART, first(), nth, NEEDS, 320);
            let about = (&chance.pick(&self.villages).1, *chance.pick(&named.envoys));
            need::run(self.office, self.actors, start, about, &mut chance)?;
            tell_of(tell, "技术需求 needs", nth, NEEDS);
        }
        Ok(())
    }

    fn at_the_counters(&self, tell: &mut dyn FnMut(&Step)) -> anyhow::Result<()> {
        let mut chance = Chance::new(20_190_107);
        for nth in 0..DEMANDS {
            let start = Start::spread(4 * APART, first(), nth, DEMANDS, 350);
            let village = &chance.pick(&self.villages).1;
            demand::run(self.office, self.actors, start, village, &mut chance)?;
            tell_of(tell, "群众诉求 demands", nth, DEMANDS);
        }
        for nth in 0..SERVICES {
            let start = Start::spread(5 * APART, first(), nth, SERVICES, 354);
            let village = &chance.pick(&self.villages).1;
            service::run(self.office, self.actors, start, village, &mut chance)?;
            tell_of(tell, "服务事项 service items", nth, SERVICES);
        }
        Ok(())
    }
}
