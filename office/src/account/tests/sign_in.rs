use model::{account::SignInResult, right::Right};
use store::{on_both, testing::now};

use super::*;
use crate::account::own;

fn five_wrong(door: &Door, login: &str) -> Vec<String> {
    (0..8).map(|_| said(door.knock(login, "not the password", now()))).collect()
}

on_both! {
    fn a_new_person_chooses_a_password_and_comes_in(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("wang.fang", "county_office");
        let first = door.knock(" Wang.Fang", "First0 given word", now()).unwrap();
        let visitor = door.visitor(&first.token, now()).unwrap();
        assert_eq!((visitor.gate, first.awaits_code), (Gate::Password, false));
        assert!(visitor.asker(&door.office, moment(now())).is_none());

        let token = door.settle("wang.fang");
        assert!(door.visitor(&first.token, now()).is_none(), "other sessions have ended");
        let visitor = door.visitor(&token, now()).unwrap();
        assert_eq!(visitor.gate, Gate::Open);
        assert!(visitor.who().has(Right::KeepPeople) && !visitor.who().has(Right::Audit));
        let mine = door.asker(&token, now()).read(own::show).unwrap();
        assert_eq!((mine.id, mine.must_change, mine.grants.len()), (id, false, 1));

        assert!(door.knock("wang.fang", "First0 given word", now()).is_err());
        assert!(door.knock("wang.fang", CHOSEN, now()).is_ok());
        door.office.sign_out(&visitor, &caller("192.0.2.1"), now()).unwrap();
        assert!(door.visitor(&token, now()).is_none());
        door.close();
    }

    fn an_unknown_login_is_answered_like_a_wrong_password(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        assert_eq!(five_wrong(&door, "wang.fang"), five_wrong(&door, "nobody.here"));
        let attempts = door.program().read(|act| Ok(store::sign_ins::latest(act.tx, None, 99)?));
        let results: Vec<_> = attempts.unwrap().into_iter().map(|one| one.result).collect();
        let count = |wanted| results.iter().filter(|result| **result == wanted).count();
        assert_eq!((count(SignInResult::Wrong), count(SignInResult::Locked)), (10, 6));
        door.close();
    }

    fn a_guesser_is_locked_out_and_the_owner_is_not(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        door.settle("wang.fang");
        let refused = five_wrong(&door, "wang.fang");
        assert_eq!(said(door.knock("wang.fang", CHOSEN, now())), refused[0], "right, but locked");
        assert!(door.knock_from("198.51.100.9", "wang.fang", CHOSEN, now()).is_ok());
        let later = now().plus_millis(MINUTE);
        assert!(door.knock("wang.fang", CHOSEN, later).is_ok());
        // Success forgives, so five more are free.
        assert!(door.knock("wang.fang", "wrong again", later).is_err());
        assert!(door.knock("wang.fang", CHOSEN, later).is_ok());
        door.close();
    }

    fn a_session_ends_when_nobody_uses_it_and_after_its_day(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        let at = |minutes: i64| now().plus_millis(minutes * MINUTE);
        assert!(door.visitor(&token, at(30)).is_some());
        assert!(door.visitor(&token, at(31)).is_none());
        // Used all day, it ends after twelve hours all the same.
        for minutes in (0..=12 * 60).step_by(20) {
            let (reply, answer) = std::sync::mpsc::channel();
            door.office.recognise(&token, at(minutes), move |found| reply.send(found).unwrap());
            assert!(answer.recv().unwrap().unwrap().is_some(), "{minutes}");
            // On PostgreSQL another thread writes the last use down.
            while minutes < 12 * 60 && door.visitor(&token, at(minutes + 20)).is_none() {
                std::thread::yield_now();
            }
        }
        assert!(door.visitor(&token, at(12 * 60 + 1)).is_none());
        assert!(door.office.sweep_sign_ins(at(13 * 60)).unwrap() > 0);
        door.close();
    }

    fn a_stale_account_and_an_old_password_are_noticed(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("wang.fang", "county_office");
        door.settle("wang.fang");
        let (soon, late) = (now().plus_millis(89 * DAY), now().plus_millis(180 * DAY));
        let token = door.knock("wang.fang", CHOSEN, soon).unwrap().token;
        assert_eq!(door.visitor(&token, soon).unwrap().gate, Gate::Open);
        assert!(said(door.knock("wang.fang", CHOSEN, late)).contains("太久没有使用"));
        door.office.program(late).write(move |act| admin::enable(act, id)).unwrap();
        let token = door.knock("wang.fang", CHOSEN, late).unwrap().token;
        assert_eq!(door.visitor(&token, late).unwrap().gate, Gate::Password);
        door.close();
    }

    fn a_weak_or_equal_password_is_refused(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        let visitor = door.visitor(&token, now()).unwrap();
        let change = |old: &str, new: &str| {
            let passwords = (&password(old), &password(new));
            said(door.office.change_password(&visitor, passwords, &caller("192.0.2.1"), moment(now())))
        };
        assert!(change(CHOSEN, CHOSEN).contains("不能与现在"));
        assert!(change(CHOSEN, "Wang.Fang 2019").contains("登录名"));
        assert!(change(CHOSEN, "P@ssw0rd2019!").contains("太常见"));
        assert!(change("guess", "Another fold 9").contains("密码不对"));
        door.close();
    }

    fn people_see_and_end_their_own_sessions_only(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        door.account("li.lei", "county_office");
        let (token, other) = (door.settle("wang.fang"), door.settle("li.lei"));
        let second = door.knock("wang.fang", CHOSEN, now()).unwrap().token;
        let asker = door.asker(&token, now());
        let sessions = asker.read(own::sessions).unwrap();
        assert_eq!(sessions.len(), 2);
        let theirs = door.visitor(&other, now()).unwrap().session.id;
        let foreign = write(&asker, move |act| own::end_session(act, theirs));
        assert!(matches!(foreign, Err(Error::NotFound)));
        let keep = door.visitor(&token, now()).unwrap().session.id;
        assert_eq!(write(&asker, move |act| own::end_others(act, keep)).unwrap(), 1);
        assert!(door.visitor(&second, now()).is_none() && door.visitor(&other, now()).is_some());
        door.close();
    }
}

/// Two samples of sign-in times are one distribution: the Kolmogorov–Smirnov distance stays below
/// the critical value at 1 %. Alone on a quiet machine: `cargo nextest run -p office --run-ignored all tells_nothing`.
#[test]
#[ignore = "takes minutes and a quiet machine"]
fn how_long_an_answer_takes_tells_nothing() {
    const TRIES: usize = 1000;
    let door = Door::open(Fresh::sqlite());
    door.account("wang.fang", "county_office");
    let mut samples = [Vec::new(), Vec::new()];
    for round in 0..TRIES {
        // A week later each time, so that no limit interferes.
        let at = now().plus_millis(i64::try_from(round).unwrap() * 7 * DAY);
        for (sample, login) in samples.iter_mut().zip(["wang.fang", "nobody.here"]) {
            let start = std::time::Instant::now();
            assert!(door.knock(login, "not the password", at).is_err());
            sample.push(start.elapsed());
        }
    }
    let [known, unknown] = &mut samples;
    known.sort_unstable();
    unknown.sort_unstable();
    let below = |sample: &[std::time::Duration], at| sample.partition_point(|time| *time <= at);
    let gap = known.iter().map(|at| below(known, *at).abs_diff(below(unknown, *at))).max().unwrap();
    // 1.63 · √(2/n), in tries.
    let critical = (1.63 * (2.0 / TRIES as f64).sqrt() * TRIES as f64) as usize;
    assert!(gap < critical, "{gap} of {TRIES} tries apart, critical is {critical}");
}
