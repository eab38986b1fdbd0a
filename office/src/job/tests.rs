//! A job is done, at least once, whoever dies; and one that cannot be done ends up in sight.

use std::{
    sync::atomic::{AtomicBool, AtomicI64, Ordering},
    thread,
};

use model::{Timestamp, id::OrganisationId};
use store::{jobs, settings, testing::now};

use super::*;
use crate::{Refusal, testing::County};

const MINUTE: i64 = 60_000;

#[test]
fn every_kind_of_job_is_told_in_both_languages() {
    for kind in super::kinds::KINDS {
        let title = super::title(kind.name);
        assert!(title.zh != kind.name && title.en != kind.name, "{}", kind.name);
    }
}

pub(super) const OF_TESTS: &[Kind] = &[
    // Counts how often it was done, under its body.
    Kind {
        name: "test.count",
        run: |asker, body| {
            let body = body.to_owned();
            asker.write(move |act| {
                let before =
                    settings::get(act.tx, &body)?.and_then(|n| n.parse().ok()).unwrap_or(0);
                Ok(settings::set(act.tx, &body, &(before + 1).to_string())?)
            })
        },
        every: None,
    },
    Kind { name: "test.fail", run: |_, _| Err(Error::Broken("always".to_owned())), every: None },
    Kind {
        name: "test.refuse",
        run: |_, _| Err(Refusal::whole(model::Text::fixed("不行", "no")).into()),
        every: None,
    },
];

fn queue(county: &County, kind: &'static str, body: &str) {
    let body = body.to_owned();
    county.office.program(now()).write(move |act| act.queue(kind, &body)).unwrap();
}

fn run_at(county: &County, minutes: i64) -> usize {
    run_due(&county.office, || now().plus_millis(minutes * MINUTE)).unwrap()
}

fn done(county: &County, body: &str) -> i64 {
    let body = body.to_owned();
    let count = county.office.program(now()).read(move |act| Ok(settings::get(act.tx, &body)?));
    count.unwrap().map_or(0, |count| count.parse().unwrap())
}

fn all(county: &County) -> Vec<Job> {
    county.office.program(now()).read(list).unwrap()
}

/// Tries what fails until it is given up.
fn tire_out(county: &County) {
    for hour in 1..=ATTEMPTS {
        run_at(county, hour * 60);
    }
}

store::on_both! {
    fn a_job_is_done_and_gone(fresh: Fresh) {
        let county = County::open(fresh);
        queue(&county, "test.count", "a");
        queue(&county, "test.count", "a");
        queue(&county, "test.count", "b");
        assert_eq!(all(&county).len(), 2, "one that waits already is not queued again");
        assert_eq!(run_at(&county, 0), 2);
        assert_eq!((done(&county, "a"), done(&county, "b")), (1, 1));
        assert_eq!((all(&county), run_at(&county, 60)), (vec![], 0));
    }

    fn takers_at_once_share_the_work(fresh: Fresh) {
        let county = County::open(fresh);
        let bodies: Vec<String> = (0..24).map(|n| format!("job{n}")).collect();
        for body in &bodies {
            queue(&county, "test.count", body);
        }
        let runs: usize = thread::scope(|scope| {
            let takers: Vec<_> = (0..4).map(|_| scope.spawn(|| run_at(&county, 0))).collect();
            takers.into_iter().map(|taker| taker.join().unwrap()).sum()
        });
        assert_eq!(runs, 24);
        assert!(bodies.iter().all(|body| done(&county, body) == 1));
    }

    fn what_a_killed_taker_leaves_is_done_by_the_next(fresh: Fresh) {
        let county = County::open(fresh);
        queue(&county, "test.count", "left");
        let take = |act: &mut Act<'_>| Ok(jobs::take(act.tx, now(), now())?);
        assert!(county.office.program(now()).write(take).unwrap().is_some());
        assert_eq!(run_at(&county, 14), 0, "its taker may still be at it");
        assert_eq!(run_at(&county, 16), 1);
        assert_eq!(done(&county, "left"), 1);
    }

    fn a_job_queued_while_one_like_it_runs_is_kept(fresh: Fresh) {
        let county = County::open(fresh);
        queue(&county, "test.count", "again");
        let take = |act: &mut Act<'_>| Ok(jobs::take(act.tx, now(), now())?);
        let taken = county.office.program(now()).write(take).unwrap().unwrap();
        queue(&county, "test.count", "again");
        assert_eq!(all(&county).len(), 2, "the running one may have read too early");
        // Should the running one fail, its successor does the work of both.
        let put_back = move |act: &mut Act<'_>| Ok(jobs::put_back(act.tx, taken.id, now(), "x")?);
        county.office.program(now()).write(put_back).unwrap();
        assert_eq!(all(&county).len(), 1);
    }

    fn a_failing_job_waits_longer_each_time_and_is_given_up(fresh: Fresh) {
        let county = County::open(fresh);
        queue(&county, "test.fail", "");
        let (mut at, mut waits) = (now(), Vec::new());
        loop {
            let due = at;
            assert_eq!(run_due(&county.office, || due).unwrap(), 1);
            let job = all(&county).pop().unwrap();
            assert_eq!(job.problem.as_deref(), Some("broken: always"));
            if job.given_up_at.is_some() {
                assert_eq!(job.attempts, ATTEMPTS);
                break;
            }
            waits.push(job.run_at.as_millis() - at.as_millis());
            at = job.run_at;
        }
        assert_eq!(waits, [2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000]);
        assert_eq!(run_at(&county, 600), 0);

        let id = all(&county)[0].id;
        let asker = county.office.program(now());
        asker.write(move |act| retry(act, id)).unwrap();
        let again = all(&county).pop().unwrap();
        assert_eq!((again.attempts, again.given_up_at), (0, None));
        let id = again.id;
        let waiting = asker.write(move |act| put_away(act, id));
        assert!(matches!(waiting, Err(Error::NotFound)), "what still waits is not put away");
        tire_out(&county);
    }

    fn a_hopeless_job_is_given_up_at_once(fresh: Fresh) {
        let county = County::open(fresh);
        queue(&county, "test.refuse", "");
        queue(&county, "test.unheard_of", "");
        assert_eq!(run_at(&county, 0), 2);
        let given_up = all(&county).into_iter().filter(|job| job.given_up_at.is_some());
        let given_up: Vec<Job> = given_up.collect();
        assert_eq!(given_up.len(), 1, "a kind unknown here may be a newer program's");
        let id = given_up[0].id;
        county.office.program(now()).write(move |act| put_away(act, id)).unwrap();
        assert_eq!(all(&county).len(), 1);
        tire_out(&county);
    }

    fn the_worker_signs_the_journal_when_it_has_grown_and_then_rests(fresh: Fresh) {
        let county = County::open(fresh);
        let signed = || {
            let last = |act: &mut Act<'_>| Ok(store::journal::last_checkpoint(act.tx)?);
            county.office.program(now()).read(last).unwrap().map_or(0, |last| last.size)
        };
        let (stop, clock) = (AtomicBool::new(false), AtomicI64::new(now().as_millis()));
        thread::scope(|scope| {
            scope.spawn(|| {
                let tick = || {
                    let at = clock.fetch_add(400, Ordering::Relaxed);
                    Timestamp::from_millis(at).unwrap()
                };
                work(&county.office, tick, &stop);
            });
            let until = |size| (0..600).any(|_| {
                thread::sleep(Duration::from_millis(20));
                signed() >= size
            });
            let first = until(1);
            for _ in 0..3 {
                county.office.program(now()).write(grow).unwrap();
            }
            let second = until(4);
            thread::sleep(PAUSE * 2);
            let commits = county.office.commits();
            thread::sleep(PAUSE * 4);
            let rested = county.office.commits() == commits;
            stop.store(true, Ordering::Relaxed);
            assert!(first && second);
            assert!(rested, "an idle county writes nothing");
        });
    }
}

fn grow(act: &mut Act<'_>) -> Result<(), Error> {
    let branch = model::organisation::Organisation {
        id: OrganisationId::new(now()),
        kind: "branch".to_owned(),
        name: "支部".to_owned(),
        credit_code: None,
        division_code: crate::testing::code(crate::testing::VILLAGE),
        seated_on: None,
        from_on: "2018-01-01".parse().unwrap(),
        until_on: None,
        import_id: None,
    };
    act.add(&branch)?;
    act.log("organisation.founded", branch.id.0)
}
