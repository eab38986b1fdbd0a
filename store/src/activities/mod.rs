//! Activities: lists, the calendar, who came, who held none.

mod calendar;
mod gaps;
mod list;

use model::{
    Date,
    activity::{Activity, Attendance},
    code::DivisionCode,
    id::{AccountId, ActivityId, OrganisationId, PersonId},
};

pub use self::{
    calendar::{DayCount, days, first_of_each_day},
    gaps::{Holder, SHOWN, held_days, holders, possible_holders},
    list::{Filter, Line, Order, count, list, tally},
};
use crate::{Error, Scope, Tx, row::row};

/// How many are past their day and still open: few, however many there are in all, because the
/// index finds them by their state.
pub fn overdue(tx: &mut Tx, scope: &Scope, today: Date) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*) FROM activity
        WHERE state IN ('planned', 'notified') AND COALESCE(held_on, planned_on) < $1
          AND division_code >= $2 AND division_code <= $3 AND (organisation_id = $4 OR $4 IS NULL)";
    let (last, organisation_id) = (scope.last(), scope.organisation_id());
    Ok(tx.one(SQL, &[&today, scope.first(), &last, &organisation_id])?.unwrap_or(0))
}

/// How many of these kinds are held and wait for a signature by somebody other than who recorded
/// them: few, however many there are in all, because an index holds no others.
pub fn unsigned(
    tx: &mut Tx,
    scope: &Scope,
    kinds: &[String],
    not_by: AccountId,
) -> Result<i64, Error> {
    let (last, organisation_id) = (scope.last(), scope.organisation_id());
    let mut count = 0;
    for kind in kinds {
        let found: Option<i64> =
            tx.one(UNSIGNED, &[kind, scope.first(), &last, &organisation_id, &not_by])?;
        count += found.unwrap_or(0);
    }
    Ok(count)
}

const UNSIGNED: &str = "
    SELECT COUNT(*) FROM activity
    WHERE state = 'held' AND kind = $1 AND division_code >= $2 AND division_code <= $3
      AND (organisation_id = $4 OR $4 IS NULL) AND recorded_by <> $5";

/// The record that puts this one right, if there is one.
pub fn correction_of(tx: &mut Tx, id: ActivityId) -> Result<Option<Activity>, Error> {
    tx.one("SELECT * FROM activity WHERE corrects_id = $1", &[&id])
}

/// Everybody on an activity's list.
pub fn attendance(tx: &mut Tx, id: ActivityId) -> Result<Vec<Attendance>, Error> {
    tx.all("SELECT * FROM attendance WHERE activity_id = $1 ORDER BY id", &[&id])
}

/// How many people stand on an activity's list.
pub fn listed(tx: &mut Tx, id: ActivityId) -> Result<i64, Error> {
    let count = tx.one("SELECT COUNT(*) FROM attendance WHERE activity_id = $1", &[&id])?;
    Ok(count.unwrap_or(0))
}

/// One line of a list of who came, with the name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attendee {
    pub person_id: PersonId,
    pub name: String,
    pub present: bool,
    pub reason: Option<String>,
}

row!(Attendee { person_id, name, present, reason });

/// Who came and who did not, those present first.
pub fn attendees(tx: &mut Tx, id: ActivityId) -> Result<Vec<Attendee>, Error> {
    const SQL: &str = "
        SELECT a.person_id, p.name, a.present, a.reason
        FROM attendance AS a JOIN person AS p ON p.id = a.person_id
        WHERE a.activity_id = $1 ORDER BY a.present DESC, p.name, a.person_id";
    tx.all(SQL, &[&id])
}

/// Somebody who belongs to an organisation, and so is expected at what it holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Member {
    pub person_id: PersonId,
    pub name: String,
    pub duty: Option<String>,
}

row!(Member { person_id, name, duty });

/// Who belongs to an organisation on this day, each once.
pub fn members(tx: &mut Tx, id: OrganisationId, day: Date) -> Result<Vec<Member>, Error> {
    const SQL: &str = "
        SELECT a.person_id, p.name, MAX(a.duty) AS duty
        FROM affiliation AS a JOIN person AS p ON p.id = a.person_id
        WHERE a.organisation_id = $1 AND a.from_on <= $2
          AND (a.until_on IS NULL OR a.until_on > $2)
        GROUP BY a.person_id, p.name ORDER BY p.name, a.person_id";
    tx.all(SQL, &[&id, &day])
}

/// An account that a notice may go to, and where its role holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub account_id: AccountId,
    pub role: String,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
}

row!(Holding { account_id, role, division_code, organisation_id });

/// Everybody who may sign in and holds a role for this division itself or for this organisation.
pub fn holdings_at(
    tx: &mut Tx,
    division: &DivisionCode,
    organisation: Option<OrganisationId>,
) -> Result<Vec<Holding>, Error> {
    const SQL: &str = "
        SELECT g.account_id, g.role, g.division_code, g.organisation_id
        FROM role_grant AS g JOIN account AS a ON a.id = g.account_id
        WHERE g.revoked_at IS NULL AND a.disabled_at IS NULL
          AND (g.organisation_id = $2 OR (g.organisation_id IS NULL AND g.division_code = $1))
        ORDER BY g.account_id, g.id";
    tx.all(SQL, &[division, &organisation])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::Place;

    crate::on_both! {
        fn what_waits_for_a_signature_is_counted_by_its_index(fresh: Fresh) {
            let store = fresh.open();
            let on_sqlite = matches!(fresh.place, Place::Sqlite(_));
            let plan = store.write(move |tx| {
                let explain = if on_sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN" };
                let sql: &'static str = format!("{explain} {UNSIGNED}").leak();
                let (kind, first, last) = ("theme_day", "410423000000", "410423999999");
                let (nobody, by) = (None::<OrganisationId>, AccountId(Uuid::from_u128(1)));
                if on_sqlite {
                    let rows: Vec<(i64, i64, i64, String)> =
                        tx.all(sql, &[&kind, &first, &last, &nobody, &by])?;
                    return Ok::<_, Error>(rows.into_iter().map(|row| row.3).collect());
                }
                // A small table is always read whole, so that way is closed here.
                tx.exec("SET LOCAL enable_seqscan = off", &[])?;
                let rows: Vec<String> = tx.all(sql, &[&kind, &first, &last, &nobody, &by])?;
                Ok(rows.join("\n"))
            }).unwrap();
            assert!(plan.contains("activity_unsigned"), "{plan}");
        }
    }
}
