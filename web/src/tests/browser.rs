//! One browser before one county: keeps cookies, follows nothing by itself.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{Router, body::Body, body::to_bytes, extract::Request, http::StatusCode};
use model::{
    Timestamp,
    id::{AccountId, GrantId},
};
use office::{
    Office,
    account::{NewAccount, NewGrant, Password, SignInRules, admin, grants},
    testing::{COUNTY, County, code},
};
use store::testing::{Fresh, now};
use tower::ServiceExt;

use super::site::Answer;
use crate::{Desk, Outside};

/// The password that accounts are made with.
pub(super) const GIVEN: &str = "First0 given word";
/// What people then choose.
pub(super) const CHOSEN: &str = "West4 mulberry-fold";

/// A county with its pages, on SQLite, with a clock that stands until it is moved.
pub(super) struct House {
    pub(super) office: Office,
    pub(super) county: Arc<County>,
    clock: Arc<AtomicI64>,
    pub(super) router: Router,
}

impl House {
    pub(super) fn open() -> House {
        House::with(SignInRules::default())
    }

    pub(super) fn with(rules: SignInRules) -> House {
        let county = Arc::new(County::open(Fresh::sqlite()));
        let office = county.office.clone().with_rules(rules);
        let clock = Arc::new(AtomicI64::new(now().as_millis()));
        let hand = clock.clone();
        let kept = county.clone();
        let random = Arc::new(move || {
            // The folder of the database goes with the last desk.
            let _ = &kept;
            office::Entropy.bytes().unwrap()
        });
        let outside = Outside { secure: false, origins: Vec::new(), proxies: Vec::new(), random };
        let now = Arc::new(move || Timestamp::from_millis(hand.load(Ordering::Relaxed)).unwrap());
        let router = crate::router(Desk { office: office.clone(), now, outside });
        House { office, county, clock, router }
    }

    /// Answers a real browser until it is stopped.
    pub(super) fn serve(&self, address: &str) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind(address).await.unwrap();
            axum::serve(listener, self.router.clone()).await.unwrap();
        });
    }

    pub(super) fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.clock.load(Ordering::Relaxed)).unwrap()
    }

    pub(super) fn wait(&self, minutes: i64) {
        self.clock.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// An account with a role for the whole county.
    pub(super) fn account(&self, login: &str, role: &str) -> AccountId {
        self.account_at(login, role, COUNTY)
    }

    pub(super) fn account_at(&self, login: &str, role: &str, division: &str) -> AccountId {
        let id = AccountId::new(now());
        let new = NewAccount {
            id,
            login: login.to_owned(),
            name: format!("{login} 某"),
            person_id: None,
        };
        let grant = NewGrant {
            id: GrantId::new(now()),
            account_id: id,
            role: role.to_owned(),
            division_code: code(division),
            organisation_id: None,
        };
        let hashed = self.office.hash_for(login, &Password::new(GIVEN.to_owned())).unwrap();
        let program = self.office.program(self.now());
        program
            .write(move |act| {
                admin::create(act, &new, &hashed)?;
                grants::grant(act, &grant)
            })
            .unwrap();
        id
    }

    /// Does what the job queue holds, as the server does beside its pages.
    pub(super) fn work(&self) {
        let now = self.now();
        office::job::run_due(&self.office, || now).unwrap();
    }

    pub(super) fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    /// A browser of somebody who has signed in and chosen their password.
    pub(super) fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        browser.post("/sign-in", &[("login", login), ("password", GIVEN)]);
        let fields = [("password", GIVEN), ("new_password", CHOSEN), ("again", CHOSEN)];
        let answer = browser.post("/account/password", &fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

pub(super) struct Browser {
    pub(super) router: Router,
    pub(super) cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(super) fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), String::new())
    }

    pub(super) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body)
    }

    /// A form with a file in it.
    pub(super) fn send_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (name, content): (&str, &str),
    ) -> Answer {
        let mut body = String::new();
        for (field, value) in fields {
            body += "--b\r\ncontent-disposition: form-data; name=\"";
            body += &format!("{field}\"\r\n\r\n{value}\r\n");
        }
        body += "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"";
        body += &format!("{name}\"\r\n\r\n{content}\r\n--b--\r\n");
        let request = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=b")
            .header("sec-fetch-site", "same-origin");
        self.send(request, body)
    }

    /// JSON to the API; an empty body stays empty.
    pub(super) fn api(&mut self, request: axum::http::request::Builder, body: &str) -> Answer {
        self.send(request.header("sec-fetch-site", "same-origin"), body.to_owned())
    }

    fn send(&mut self, request: axum::http::request::Builder, body: String) -> Answer {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = request
            .header("accept", "text/html")
            .header("accept-language", "zh")
            .header("cookie", cookies.join("; "))
            .body(Body::from(body))
            .unwrap();
        let router = self.router.clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let answer = runtime.block_on(async {
            let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
            let bytes = to_bytes(body, 1 << 22).await.unwrap();
            let body = String::from_utf8_lossy(&bytes).into_owned();
            Answer { status: parts.status, headers: parts.headers, body }
        });
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (pair, rest) = line.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }
}
