//! What the audit administrator reads: entries, denials, attempts to sign in. There is nothing here
//! that changes anything, and nothing that shows what a record says.

use model::{
    Timestamp,
    id::{AccountId, EntryId},
    right::Right,
};
pub use store::trail::{Denied, Touched, Trace, Tried, Wanted};
use uuid::Uuid;

use crate::{Act, Error};

/// Where a list goes on: the moment and id of the last row shown.
pub type Before = Option<(Timestamp, Uuid)>;

/// Journal entries, the latest first.
pub fn entries(
    act: &mut Act<'_>,
    wanted: &Wanted,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Trace>, Error> {
    act.require_county(Right::Audit)?;
    Ok(store::trail::entries(act.tx, wanted, before, limit)?)
}

/// As many records of one entry as are told: a chunk of an earlier register has thousands.
const TOUCHED: i64 = 200;

/// One entry, and the rows that it changed.
pub fn entry(act: &mut Act<'_>, index: i64) -> Result<(Trace, Vec<Touched>), Error> {
    act.require_county(Right::Audit)?;
    let wanted = Wanted::default();
    let below = index.checked_add(1).ok_or(Error::NotFound)?;
    let found = store::trail::entries(act.tx, &wanted, Some(below), 1)?;
    let trace = found.into_iter().find(|trace| trace.idx == index).ok_or(Error::NotFound)?;
    let touched = store::trail::touched(act.tx, trace.id, TOUCHED)?;
    Ok((trace, touched))
}

/// The index of an entry, for whoever has only its id.
pub fn index_of(act: &mut Act<'_>, id: EntryId) -> Result<i64, Error> {
    act.require_county(Right::Audit)?;
    store::journal::find(act.tx, id)?.and_then(|entry| entry.idx).ok_or(Error::NotFound)
}

/// Everything that somebody asked for and had no right to, the latest first.
pub fn denials(
    act: &mut Act<'_>,
    account_id: Option<AccountId>,
    before: Before,
    limit: i64,
) -> Result<Vec<Denied>, Error> {
    act.require_county(Right::Audit)?;
    Ok(store::trail::denials(act.tx, account_id, before, limit)?)
}

/// Every attempt to sign in, the latest first.
pub fn sign_ins(
    act: &mut Act<'_>,
    account_id: Option<AccountId>,
    before: Before,
    limit: i64,
) -> Result<Vec<Tried>, Error> {
    act.require_county(Right::Audit)?;
    Ok(store::trail::sign_ins(act.tx, account_id, before, limit)?)
}

#[cfg(test)]
mod tests {
    use model::account::SignInResult;
    use store::{on_both, testing::now};

    use super::*;
    use crate::{
        account::{Caller, Knock, NewAccount, Password, admin},
        testing::{COUNTY, County, TOWNSHIP},
    };

    on_both! {
        fn an_auditor_reads_what_was_done_denied_and_tried(fresh: Fresh) {
            let county = County::open(fresh);
            let auditor = county.asker("audit_admin", COUNTY);
            let new = NewAccount {
                id: AccountId::new(now()),
                login: "wang.fang".to_owned(),
                name: "王芳".to_owned(),
                person_id: None,
            };
            let (id, password) = (new.id, Password::new("First0 given word".to_owned()));
            let hashed = county.office.hash_for("wang.fang", &password).unwrap();
            let program = county.office.program(now());
            program.write(move |act| admin::create(act, &new, &hashed)).unwrap();

            let wanted = Wanted { subject: Some(id.0), ..Wanted::default() };
            let traces = auditor.read(move |act| entries(act, &wanted, None, 9)).unwrap();
            assert_eq!((traces.len(), &*traces[0].kind, traces[0].changes), (1, "account.created", 1));
            let index = traces[0].idx;
            let (trace, rows) = auditor.read(move |act| entry(act, index)).unwrap();
            assert_eq!((trace.id, &*rows[0].record_kind, rows[0].record_id), (traces[0].id, "account", id.0));
            assert_eq!(auditor.read(move |act| index_of(act, trace.id)).unwrap(), index);
            let after = auditor.read(move |act| entry(act, index + 1));
            assert!(matches!(after, Err(Error::NotFound)));
            assert!(matches!(auditor.read(|act| entry(act, i64::MAX)), Err(Error::NotFound)));
            let nobodys = Wanted { kind: Some("no.such".to_owned()), ..Wanted::default() };
            assert_eq!(auditor.read(move |act| entries(act, &nobodys, None, 9)).unwrap(), []);

            let knock = Knock { login: "wang.fang".to_owned(), password: Password::new("x".to_owned()) };
            let caller = Caller { address: "192.0.2.1".to_owned(), agent: "Firefox\n".to_owned() };
            assert!(county.office.sign_in(knock, &caller, now()).is_err());
            let tried = auditor.read(move |act| sign_ins(act, Some(id), None, 9)).unwrap();
            assert_eq!((tried[0].result, tried[0].account.as_deref()), (SignInResult::Wrong, Some("王芳")));
            assert_eq!(tried[0].agent, "Firefox", "no line of a log can be forged");

            let clerk = county.asker("township_clerk", TOWNSHIP);
            let nosy = clerk.who().account_id;
            assert!(matches!(clerk.read(|act| denials(act, None, None, 9)), Err(Error::Denied { .. })));
            let denied = wait_for_denial(&auditor, nosy);
            assert_eq!(denied.wanted, "audit");
        }
    }

    /// The denial is written by itself, a little later.
    fn wait_for_denial(auditor: &crate::Asker, of: AccountId) -> Denied {
        loop {
            let found = auditor.read(move |act| denials(act, Some(of), None, 1)).unwrap();
            if let Some(denied) = found.into_iter().next() {
                return denied;
            }
            std::thread::yield_now();
        }
    }
}
