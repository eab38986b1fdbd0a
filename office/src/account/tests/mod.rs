//! Stories of people at the door. Passwords are invented here and nowhere used.

mod administration;
mod sign_in;
mod two_factors;

use model::{
    Moment, Timestamp,
    id::{AccountId, GrantId},
};
use store::testing::{Fresh, now};

use super::{
    Caller, Gate, Knock, NewAccount, NewGrant, Password, SessionToken, SignInRules, SignedIn,
    Visitor, admin, grants,
};
use crate::{
    Act, Asker, Error, Office,
    testing::{COUNTY, County, code},
};

pub(super) const MINUTE: i64 = 60_000;
pub(super) const DAY: i64 = 24 * 60 * MINUTE;
/// What the tests' people choose.
pub(super) const CHOSEN: &str = "West4 mulberry-fold";

pub(super) struct Door {
    county: County,
    pub(super) office: Office,
}

impl Door {
    pub(super) fn open(fresh: Fresh) -> Door {
        Door::with(fresh, SignInRules::default())
    }

    pub(super) fn with(fresh: Fresh, rules: SignInRules) -> Door {
        let county = County::open(fresh);
        let office = county.office.clone().with_rules(rules);
        Door { county, office }
    }

    /// The program makes an account with a role, as the command line does.
    pub(super) fn account(&self, login: &str, role: &str) -> AccountId {
        let id = self.plain_account(login);
        self.grant(id, role).unwrap();
        id
    }

    pub(super) fn plain_account(&self, login: &str) -> AccountId {
        let new = NewAccount {
            id: AccountId::new(now()),
            login: login.to_owned(),
            name: "试用人".to_owned(),
            person_id: None,
        };
        let (id, hashed) =
            (new.id, self.office.hash_for(login, &password("First0 given word")).unwrap());
        assert!(self.program().write(move |act| admin::create(act, &new, &hashed)).unwrap());
        id
    }

    pub(super) fn grant(&self, account_id: AccountId, role: &str) -> Result<(), Error> {
        let new = new_grant(account_id, role);
        self.program().write(move |act| grants::grant(act, &new))
    }

    pub(super) fn program(&self) -> Asker {
        self.office.program(now())
    }

    /// Signs in with the password as the program set it, and chooses another.
    pub(super) fn settle(&self, login: &str) -> SessionToken {
        let SignedIn { token, .. } = self.knock(login, "First0 given word", now()).unwrap();
        let visitor = self.visitor(&token, now()).unwrap();
        assert_eq!(visitor.gate, Gate::Password);
        let passwords = (&password("First0 given word"), &password(CHOSEN));
        self.office
            .change_password(&visitor, passwords, &caller("192.0.2.1"), moment(now()))
            .unwrap()
    }

    pub(super) fn knock(
        &self,
        login: &str,
        secret: &str,
        at: Timestamp,
    ) -> Result<SignedIn, Error> {
        self.knock_from("192.0.2.1", login, secret, at)
    }

    pub(super) fn knock_from(
        &self,
        address: &str,
        login: &str,
        secret: &str,
        at: Timestamp,
    ) -> Result<SignedIn, Error> {
        let knock = Knock { login: login.to_owned(), password: password(secret) };
        self.office.sign_in(knock, &caller(address), at)
    }

    pub(super) fn visitor(&self, token: &SessionToken, at: Timestamp) -> Option<Visitor> {
        self.office.visitor(token, at).unwrap()
    }

    /// Somebody who has come all the way in.
    pub(super) fn asker(&self, token: &SessionToken, at: Timestamp) -> Asker {
        self.visitor(token, at).unwrap().asker(&self.office, moment(at)).unwrap()
    }

    /// The last word of every test: the county agrees with its journal.
    pub(super) fn close(self) {
        drop(self.county.reopen());
    }
}

pub(super) fn new_grant(account_id: AccountId, role: &str) -> NewGrant {
    NewGrant {
        id: GrantId::new(now()),
        account_id,
        role: role.to_owned(),
        division_code: code(COUNTY),
        organisation_id: None,
    }
}

pub(super) fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

pub(super) fn caller(address: &str) -> Caller {
    Caller { address: address.to_owned(), agent: "Firefox".to_owned() }
}

pub(super) fn moment(at: Timestamp) -> Moment {
    Moment::new(at, chrono::FixedOffset::east_opt(8 * 3600).unwrap())
}

/// What somebody is told, to compare two answers.
pub(super) fn said<T>(result: Result<T, Error>) -> String {
    use model::text::Say;
    result.err().unwrap().say().zh.into_owned()
}

/// Does one thing as somebody, at a time.
pub(super) fn write<T: Send + 'static>(
    asker: &Asker,
    work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    asker.write(work)
}
