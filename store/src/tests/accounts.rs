use model::{
    Timestamp,
    account::{Account, Attempts, Grant, Session, SignIn, SignInResult},
    id::{AccountId, GrantId, PersonId, SessionId},
    journal::Hash,
};

use crate::{
    Error, Store, Tx,
    accounts::{self, Counter},
    on_both, records, sessions, sign_ins,
    testing::now,
};

fn account(login: &str) -> Account {
    Account {
        id: AccountId::new(now()),
        login: login.to_owned(),
        name: "试".to_owned(),
        person_id: None,
        password_hash: String::new(),
        password_at: now(),
        must_change: true,
        totp_sealed: None,
        disabled_at: None,
        created_at: now(),
    }
}

pub(super) fn session(account_id: AccountId, token: u8) -> Session {
    Session {
        id: SessionId::new(now()),
        token_hash: Hash([token; 32]),
        account_id,
        created_at: now(),
        seen_at: now(),
        strong_at: now(),
        awaits_code: true,
        agent: "Firefox".to_owned(),
    }
}

fn later() -> Timestamp {
    now().plus_millis(1000)
}

pub(super) fn with_account(store: &Store) -> Account {
    let account = account("wang");
    let kept = account.clone();
    store.write(move |tx| records::insert(tx, &kept)).unwrap();
    account
}

fn write<T: Send + 'static>(
    store: &Store,
    work: impl Fn(&mut Tx) -> Result<T, Error> + Send + 'static,
) -> T {
    store.write(work).unwrap()
}

on_both! {
    fn a_session_changes_its_token_and_ends(fresh: Fresh) {
        let store = fresh.open();
        let account = with_account(&store);
        let (one, two) = (session(account.id, 1), session(account.id, 2));
        let (first, second) = (one.clone(), two.clone());
        write(&store, move |tx| {
            sessions::begin(tx, &first)?;
            sessions::begin(tx, &second)
        });
        let id = one.id;
        write(&store, move |tx| sessions::strengthen(tx, id, &Hash([3; 32]), later()));
        let found = move |token| move |tx: &mut Tx| sessions::by_token(tx, &Hash([token; 32]));
        assert_eq!(write(&store, found(1)), None);
        let strong = Session {
            token_hash: Hash([3; 32]), seen_at: later(), strong_at: later(), awaits_code: false, ..one
        };
        assert_eq!(write(&store, found(3)), Some(strong.clone()));
        let owner = account.id;
        let all = write(&store, move |tx| sessions::of_account(tx, owner));
        assert_eq!(all, [strong, two.clone()]);
        let stranger = AccountId::new(now());
        assert!(!write(&store, move |tx| sessions::end(tx, stranger, id)));
        assert_eq!(write(&store, move |tx| sessions::end_all(tx, owner, Some(id))), 1);
        assert_eq!(write(&store, move |tx| sessions::sweep(tx, now(), now())), 0);
        assert_eq!(write(&store, move |tx| sessions::sweep(tx, later().plus_millis(1), now())), 1);
        assert_eq!(write(&store, found(3)), None);
    }

    fn attempts_are_kept_by_kind_account_and_source(fresh: Fresh) {
        let store = fresh.open();
        let account = with_account(&store).id;
        let here = move |source: &'static [u8]| {
            Counter { kind: "here", account_id: account.0, source }
        };
        let state = Attempts { failed: 3, failed_at: now(), locked_until: Some(later()) };
        write(&store, move |tx| {
            accounts::set_attempts(tx, here(b"a"), Attempts { failed: 2, ..state })?;
            accounts::set_attempts(tx, here(b"a"), state)?;
            accounts::set_attempts(tx, here(b""), state)
        });
        let get = move |source| move |tx: &mut Tx| accounts::attempts(tx, here(source));
        assert_eq!(write(&store, get(b"a")), Some(state));
        assert_eq!(write(&store, get(b"b")), None);
        write(&store, move |tx| accounts::forgive(tx, here(b"a")));
        assert_eq!(write(&store, get(b"a")), None);
        assert_eq!(write(&store, |tx| accounts::sweep_attempts(tx, now())), 0);
        write(&store, move |tx| accounts::forgive_account(tx, account));
        assert_eq!(write(&store, get(b"")), None);
    }

    fn a_code_serves_once(fresh: Fresh) {
        let store = fresh.open();
        let id = with_account(&store).id;
        assert!(write(&store, move |tx| accounts::use_step(tx, id, 7, now())));
        assert!(!write(&store, move |tx| accounts::use_step(tx, id, 7, now())));
        assert!(!write(&store, move |tx| accounts::use_step(tx, id, 6, now())));
        write(&store, move |tx| accounts::used(tx, id, later()));
        assert_eq!(write(&store, move |tx| accounts::last_use(tx, id)), Some((later(), Some(7))));

        let (one, two) = (Hash([1; 32]), Hash([2; 32]));
        write(&store, move |tx| accounts::set_recovery(tx, id, &[one, two]));
        assert!(write(&store, move |tx| accounts::use_recovery(tx, id, &one, now())));
        assert!(!write(&store, move |tx| accounts::use_recovery(tx, id, &one, now())));
        assert_eq!(write(&store, move |tx| accounts::recovery_left(tx, id)), 1);
        write(&store, move |tx| accounts::set_recovery(tx, id, &[]));
        assert!(!write(&store, move |tx| accounts::use_recovery(tx, id, &two, now())));
    }

    fn accounts_are_read_in_pages(fresh: Fresh) {
        let store = fresh.open();
        for login in ["b", "a", "c"] {
            let account = account(login);
            write(&store, move |tx| records::insert(tx, &account));
        }
        let logins = |after: &'static str| {
            move |tx: &mut Tx| {
                let page = accounts::page(tx, after, 2)?;
                Ok(page.into_iter().map(|account| account.login).collect::<Vec<_>>())
            }
        };
        assert_eq!(write(&store, logins("")), ["a", "b"]);
        assert_eq!(write(&store, logins("b")), ["c"]);
        assert!(write(&store, |tx| accounts::by_login(tx, "C")).is_none());
    }

    fn grants_are_those_of_the_account_and_of_its_person(fresh: Fresh) {
        let store = fresh.open();
        let account = with_account(&store);
        let grant = |role: &str, revoked_at| Grant {
            id: GrantId::new(now()),
            account_id: account.id,
            role: role.to_owned(),
            division_code: "410423000000".parse().unwrap(),
            organisation_id: None,
            granted_at: now(),
            revoked_at,
        };
        let (held, gone) = (grant("auditor", None), grant("clerk", Some(later())));
        let (one, two) = (held.clone(), gone.clone());
        write(&store, move |tx| {
            records::insert(tx, &one)?;
            records::insert(tx, &two)
        });
        let id = account.id;
        let in_force = write(&store, move |tx| accounts::grants_in_force(tx, id));
        assert_eq!(in_force, std::slice::from_ref(&held));
        assert_eq!(write(&store, move |tx| accounts::grants_of(tx, id)).len(), 2);
        let of_person = move |person| move |tx: &mut Tx| accounts::grants_of_person(tx, id, person);
        assert_eq!(write(&store, of_person(None)), std::slice::from_ref(&held));
        let stranger = Some(PersonId::new(now()));
        assert_eq!(write(&store, of_person(stranger)), [held]);
        assert_eq!(write(&store, |tx| accounts::holders(tx, "auditor")), 1);
        assert_eq!(write(&store, |tx| accounts::holders(tx, "clerk")), 0);
    }

    fn attempts_to_sign_in_are_read_latest_first(fresh: Fresh) {
        let store = fresh.open();
        let account_id = AccountId::new(now());
        let sign_in = |at: Timestamp, account_id| SignIn {
            id: SessionId::new(at).0,
            at,
            account_id,
            result: SignInResult::Wrong,
            address: "192.0.2.7".to_owned(),
            agent: "Firefox".to_owned(),
        };
        let (one, two) = (sign_in(now(), Some(account_id)), sign_in(later(), None));
        let (first, second) = (one.clone(), two.clone());
        write(&store, move |tx| {
            sign_ins::add(tx, &first)?;
            sign_ins::add(tx, &second)
        });
        let before = Some((two.at, two.id));
        assert_eq!(write(&store, |tx| sign_ins::latest(tx, None, 9)), [two, one.clone()]);
        let earlier = write(&store, move |tx| sign_ins::latest(tx, before, 9));
        assert_eq!(earlier, std::slice::from_ref(&one));
        let of_account = move |tx: &mut Tx| sign_ins::of_account(tx, account_id, 9);
        assert_eq!(write(&store, of_account), [one]);
        assert_eq!(write(&store, |tx| sign_ins::sweep(tx, later())), 1);
    }
}
