//! Who a cookie belongs to, and how far in they may come.

use model::{
    Moment, Timestamp,
    account::{Account, Session},
    id::SessionId,
    programme::Programme,
    right::Duty,
};
use store::{Mode, Tx, accounts, records, sessions};

use super::{SessionToken, SignInRules};
use crate::{Asker, Error, Held, Office, Who};

/// Somebody with a session. Only [`Gate::Open`] lets them ask for anything but to get further in.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub session: Session,
    pub gate: Gate,
    pub(super) account: Account,
    who: Who,
    is_recent: bool,
}

/// What stands between a session and the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    Open,
    /// The second factor is to be shown.
    Code,
    /// The password must be changed: somebody else chose it, or it is too old.
    Password,
    /// An administrator must set up a second factor.
    Enrolment,
}

/// Proof that the person behind a session proved themselves not long ago.
#[derive(Debug, Clone, Copy)]
pub struct Recent {
    pub(super) session_id: SessionId,
}

/// Writing down that a session lives on is not worth a commit for every page.
const TOUCH: i64 = 60_000;

impl Visitor {
    pub fn login(&self) -> &str {
        &self.account.login
    }

    pub fn name(&self) -> &str {
        &self.account.name
    }

    pub fn who(&self) -> &Who {
        &self.who
    }

    pub fn has_second_factor(&self) -> bool {
        self.account.totp_sealed.is_some()
    }

    /// Whoever has come all the way in may ask.
    pub fn asker(&self, office: &Office, moment: Moment) -> Option<Asker> {
        (self.gate == Gate::Open).then(|| office.asker(self.who.clone(), moment))
    }

    /// For one's own account alone, which is kept in order at any gate but the first.
    pub fn own(&self, office: &Office, moment: Moment) -> Option<Asker> {
        let who = Who { held: Vec::new(), strong: false, ..self.who.clone() };
        (self.gate != Gate::Code).then(|| office.asker(who, moment))
    }

    /// For what must not be done at a desk that somebody left: second factor, recovery codes.
    pub fn recent(&self) -> Result<Recent, Error> {
        let recent = Recent { session_id: self.session.id };
        if self.is_recent { Ok(recent) } else { Err(Error::StepUp) }
    }
}

impl Office {
    /// Finds whose session this is, if it is anybody's. Never waits.
    pub fn recognise(
        &self,
        token: &SessionToken,
        at: Timestamp,
        reply: impl FnOnce(Result<Option<Visitor>, Error>) + Send + 'static,
    ) {
        let (office, look) = (self.clone(), self.look(token, at));
        self.store.submit(Mode::Read, look, move |found| {
            if let Ok(Some(visitor)) = &found {
                office.touch(&visitor.session, at);
            }
            reply(found);
        });
    }

    /// Finds whose session this is, and waits for it.
    pub fn visitor(&self, token: &SessionToken, at: Timestamp) -> Result<Option<Visitor>, Error> {
        self.store.read(self.look(token, at))
    }

    pub(super) fn look(
        &self,
        token: &SessionToken,
        at: Timestamp,
    ) -> impl Fn(&mut Tx) -> Result<Option<Visitor>, Error> + Send + 'static {
        let (token_hash, rules, programme) = (token.hash(), self.rules.clone(), self.programme());
        move |tx| {
            let Some(session) = sessions::by_token(tx, &token_hash)? else { return Ok(None) };
            if has_ended(&session, &rules, at) {
                return Ok(None);
            }
            let found = records::find::<Account>(tx, session.account_id.0)?;
            let Some(account) = found.filter(|account| account.disabled_at.is_none()) else {
                return Ok(None);
            };
            let held = held(tx, &account, &programme)?;
            Ok(Some(visitor(session, account, held, (&rules, at))))
        }
    }

    fn touch(&self, session: &Session, at: Timestamp) {
        if at.as_millis() - session.seen_at.as_millis() < TOUCH {
            return;
        }
        let id = session.id;
        self.store.submit(
            Mode::Write,
            move |tx| sessions::touch(tx, id, at),
            |touched| {
                if let Err(error) = touched {
                    tracing::warn!(%error, "a session's last use could not be written down");
                }
            },
        );
    }
}

fn has_ended(session: &Session, rules: &SignInRules, at: Timestamp) -> bool {
    let age = |since: Timestamp| at.as_millis() - since.as_millis();
    let longest =
        if session.awaits_code { SignInRules::SECOND_FACTOR_WAIT } else { rules.absolute() };
    age(session.seen_at) > rules.idle() || age(session.created_at) > longest
}

/// What an account holds now. A role that the programme no longer has gives nothing.
fn held(tx: &mut Tx, account: &Account, programme: &Programme) -> Result<Vec<Held>, Error> {
    let grants = accounts::grants_in_force(tx, account.id)?;
    let with_rights = grants.into_iter().filter_map(|grant| {
        let rights = programme.role(&grant.role)?.rights.clone();
        let (role, division_code, organisation_id) =
            (grant.role, grant.division_code, grant.organisation_id);
        Some(Held { role, rights, division_code, organisation_id })
    });
    Ok(with_rights.collect())
}

fn visitor(
    session: Session,
    account: Account,
    held: Vec<Held>,
    (rules, at): (&SignInRules, Timestamp),
) -> Visitor {
    let is_recent = at.as_millis() - session.strong_at.as_millis() <= rules.step_up();
    let is_administrator =
        held.iter().flat_map(|held| &held.rights).any(|right| right.duty() != Duty::Business);
    let lacks_second_factor = is_administrator
        && rules.administrators_need_second_factor
        && account.totp_sealed.is_none();
    let is_old = rules
        .password_age()
        .is_some_and(|age| at.as_millis() - account.password_at.as_millis() > age);
    let gate = if session.awaits_code {
        Gate::Code
    } else if account.must_change || is_old {
        Gate::Password
    } else if lacks_second_factor {
        Gate::Enrolment
    } else {
        Gate::Open
    };
    let strong = is_recent && gate == Gate::Open;
    let who = Who { account_id: account.id, name: account.name.clone(), held, strong };
    Visitor { session, gate, account, who, is_recent }
}
