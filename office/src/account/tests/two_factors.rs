use model::right::Right;
use store::{on_both, testing::now};

use super::*;
use crate::account::{
    second_factor::{self, Offer},
    totp::Secret,
};

/// The code that the telephone shows.
fn code(secret: &Secret, at: Timestamp) -> String {
    secret.shown_at(at)
}

fn later(steps: i64) -> Timestamp {
    now().plus_millis(steps * 30_000)
}

/// Sets up a second factor; gives the secret and the recovery codes.
fn enrol(door: &Door, token: &SessionToken) -> (Secret, Vec<String>) {
    let visitor = door.visitor(token, now()).unwrap();
    let Offer { secret, ticket, .. } = door.office.offer_second_factor(&visitor).unwrap();
    let (recent, shown) = (visitor.recent().unwrap(), code(&secret, now()));
    let asker = door.office.asker(visitor.who().clone(), moment(now()));
    let work = move |act: &mut Act<'_>| second_factor::enrol(act, recent, &ticket, &shown);
    let codes = write(&asker, work).unwrap();
    (secret, codes.iter().map(|code| code.to_string()).collect())
}

on_both! {
    fn an_administrator_comes_in_with_two_factors_only(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("zhao", "security_admin");
        let token = door.settle("zhao");
        assert_eq!(door.visitor(&token, now()).unwrap().gate, Gate::Enrolment);
        let (secret, recovery) = enrol(&door, &token);
        assert_eq!(recovery.len(), 10);
        assert_eq!(door.visitor(&token, now()).unwrap().gate, Gate::Open);

        let half = door.knock("zhao", CHOSEN, now()).unwrap();
        assert!(half.awaits_code);
        let visitor = door.visitor(&half.token, now()).unwrap();
        assert_eq!(visitor.gate, Gate::Code);
        assert!(visitor.asker(&door.office, moment(now())).is_none());
        let show = |token: &SessionToken, code: &str, at| {
            door.office.show_code(token, code, &caller("192.0.2.1"), at)
        };
        assert!(show(&half.token, "000000", now()).is_err());
        // The code of the enrolment has been used; the next one serves, once.
        assert!(show(&half.token, &code(&secret, now()), now()).is_err());
        let whole = show(&half.token, &code(&secret, later(1)), later(1)).unwrap();
        assert!(door.visitor(&half.token, later(1)).is_none(), "the token has changed");
        assert_eq!(door.visitor(&whole, later(1)).unwrap().gate, Gate::Open);
        assert!(show(&whole, &code(&secret, later(1)), later(1)).is_err());

        let half = door.knock("zhao", CHOSEN, later(2)).unwrap().token;
        assert!(show(&half, &recovery[3].to_uppercase(), later(2)).is_ok());
        let half = door.knock("zhao", CHOSEN, later(2)).unwrap().token;
        assert!(show(&half, &recovery[3], later(2)).is_err());
        door.close();
    }

    fn codes_are_guessed_five_times_and_no_more(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        let (secret, _) = enrol(&door, &token);
        let half = door.knock("wang.fang", CHOSEN, later(1)).unwrap().token;
        for guess in 0..5 {
            let guess = format!("{guess:06}");
            assert!(door.office.show_code(&half, &guess, &caller("192.0.2.1"), later(1)).is_err());
        }
        let right = code(&secret, later(1));
        // From anywhere: the second factor's limit looks at the account alone.
        let elsewhere = door.knock_from("198.51.100.9", "wang.fang", CHOSEN, later(1)).unwrap().token;
        assert!(door.office.show_code(&elsewhere, &right, &caller("198.51.100.9"), later(1)).is_err());
        let right = code(&secret, later(4));
        assert!(door.office.show_code(&half, &right, &caller("192.0.2.1"), later(4)).is_ok());
        // A session that waits for its code does not wait for ever.
        let half = door.knock("wang.fang", CHOSEN, later(5)).unwrap().token;
        assert!(door.visitor(&half, later(5 + 21)).is_none());
        door.close();
    }

    fn an_old_proof_serves_for_work_but_not_for_administration(fresh: Fresh) {
        let door = Door::open(fresh);
        door.account("zhao", "security_admin");
        let wang = door.account("wang.fang", "county_office");
        let token = door.settle("zhao");
        let (secret, _) = enrol(&door, &token);
        let late = later(2 * 20);
        let asker = door.asker(&token, late);
        assert!(asker.who().has(Right::ManageAccounts));
        assert!(asker.read(move |act| admin::show(act, wang)).is_ok());
        let disabled = write(&asker, move |act| admin::disable(act, wang));
        assert!(matches!(disabled, Err(Error::StepUp)));
        let visitor = door.visitor(&token, late).unwrap();
        assert!(matches!(visitor.recent(), Err(Error::StepUp)));
        let by_password =
            door.office.show_password(&visitor, &password(CHOSEN), &caller("192.0.2.1"), late);
        assert!(by_password.is_err(), "the second factor cannot be passed by");
        let code = code(&secret, late);
        let token = door.office.show_code(&token, &code, &caller("192.0.2.1"), late).unwrap();
        write(&door.asker(&token, late), move |act| admin::disable(act, wang)).unwrap();
        door.close();
    }

    fn without_a_second_factor_the_password_proves_anew(fresh: Fresh) {
        let rules = SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
        let door = Door::with(fresh, rules);
        door.account("zhao", "security_admin");
        let token = door.settle("zhao");
        let late = later(2 * 20);
        assert!(!door.asker(&token, late).who().strong);
        let visitor = door.visitor(&token, late).unwrap();
        let show = |secret: &str| {
            door.office.show_password(&visitor, &password(secret), &caller("192.0.2.1"), late)
        };
        assert!(show("not the password").is_err());
        let fresh_token = show(CHOSEN).unwrap();
        assert!(door.visitor(&token, late).is_none());
        assert!(door.asker(&fresh_token, late).who().strong);
        door.close();
    }
}
