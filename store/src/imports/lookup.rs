//! What the rows of a roster are compared with.

use model::{Date, activity::Activity, code::DivisionCode, person::Person};

use crate::{Error, Tx};

/// More namesakes than this are as good as any: the row has to say more.
const NAMESAKES: i64 = 5;

/// Whoever has this ID number, by its keyed hash.
pub fn person(tx: &mut Tx, hash: &[u8]) -> Result<Option<Person>, Error> {
    tx.one("SELECT * FROM person WHERE id_number_hash = $1 LIMIT 1", &[&hash])
}

/// People of exactly this name in exactly this division.
pub fn namesakes(tx: &mut Tx, name: &str, code: &DivisionCode) -> Result<Vec<Person>, Error> {
    const SQL: &str = "
        SELECT * FROM person WHERE name = $1 AND division_code = $2 ORDER BY id LIMIT $3";
    tx.all(SQL, &[&name, code, &NAMESAKES])
}

/// What tells activities apart: one kind, day, division and title.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Known {
    pub kind: String,
    pub day: Date,
    pub division_code: DivisionCode,
    pub title: String,
}

impl Known {
    pub fn of(activity: &Activity) -> Known {
        Known {
            kind: activity.kind.clone(),
            day: activity.day(),
            division_code: activity.division_code.clone(),
            title: activity.title.clone(),
        }
    }
}

/// Every activity that was held so, corrected ones left out.
pub fn activities(tx: &mut Tx, known: &Known) -> Result<Vec<Activity>, Error> {
    // By the expression that the index of divisions holds, and with the kind hidden from the index of
    // kinds: the one would walk a township's whole history, the other a county's whole day.
    const SQL: &str = "
        SELECT * FROM activity
        WHERE division_code = $1 AND COALESCE(held_on, planned_on) = $2 AND kind || '' = $3
          AND title = $4 AND state IN ('held', 'signed') ORDER BY id";
    let Known { kind, day, division_code, title } = known;
    tx.all(SQL, &[division_code, day, kind, title])
}
