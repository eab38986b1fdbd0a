//! The records behind a number: what each still adds once its corrections are balanced out.

use model::{Date, code::DivisionCode};
use uuid::Uuid;

use super::counted::{Filter, Once, matching, query};
use crate::{Cells, Error, Row, Tx};

/// One record behind a number: what it adds, where and on which day it first did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub record_kind: String,
    pub record_id: Uuid,
    pub day: Date,
    pub division_code: DivisionCode,
    pub quantity: i64,
    /// Present when subjects are counted once each: the records of one stand together.
    pub subject: Option<Uuid>,
}

impl Row for Behind {
    fn read(cells: &Cells<'_>) -> Result<Behind, Error> {
        Ok(Behind {
            record_kind: cells.named("record_kind")?,
            record_id: cells.named("record_id")?,
            day: cells.named("first_day")?,
            division_code: cells.named("place")?,
            quantity: cells.named("quantity")?,
            subject: cells.named("once")?,
        })
    }
}

/// Where a page of the list ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    pub subject: Option<Uuid>,
    pub division_code: DivisionCode,
    pub day: Date,
    pub record_id: Uuid,
}

impl Behind {
    pub fn after(&self) -> After {
        let Behind { subject, day, record_id, .. } = *self;
        After { subject, division_code: self.division_code.clone(), day, record_id }
    }
}

/// A record that was moved to another day or place has facts at both, so what they come to by day
/// and place is found first. `$23`–`$25` is where the page before ended, `$26` the limit.
/// `once` is what is counted once, with a comma after it; `or` stands for it where there is nothing.
macro_rules! behind {
    ($once:literal, $or:literal, $inner:literal, $named:literal) => {
        concat!(
            "SELECT record_kind, record_id, MIN(day) AS first_day, MIN(division_code) AS place,
                    CAST(SUM(quantity) AS BIGINT) AS quantity, ",
            $named,
            " AS once FROM (",
            matching!(
                concat!(
                    "SELECT ",
                    $inner,
                    "record_kind, record_id, day, division_code, SUM(quantity) AS quantity"
                ),
                concat!(
                    "GROUP BY ",
                    $inner,
                    "record_kind, record_id, day, division_code HAVING SUM(quantity) <> 0"
                )
            ),
            ") AS net GROUP BY ",
            $once,
            "record_kind, record_id HAVING SUM(quantity) <> 0 AND (",
            $once,
            $or,
            "MIN(day), record_id) > ($23, $24, $25) ORDER BY ",
            $once,
            "first_day, record_id LIMIT $26"
        )
    };
}

const ALL: &str = behind!("", "'', ", "", "NULL");
const BY_SUBJECT: &str = behind!("subject, ", "", "subject, ", "subject");
const BY_DIVISION: &str = behind!("division_code, ", "", "", "NULL");

/// Up to `limit` records behind a number, by day; those of what is counted once stand together.
pub fn behind(
    tx: &mut Tx,
    filter: &Filter,
    once: Option<Once>,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Behind>, Error> {
    let day = after.map_or(String::new(), |after| after.day.to_string());
    let id = after.map_or(Uuid::nil(), |after| after.record_id);
    match once {
        None => query!(tx.all(ALL, filter, &"", &day, &id, &limit)),
        Some(Once::Subject) => {
            let subject = after.and_then(|after| after.subject).unwrap_or_default();
            query!(tx.all(BY_SUBJECT, filter, &subject, &day, &id, &limit))
        }
        Some(Once::Division) => {
            let code = after.map_or("", |after| after.division_code.as_str());
            query!(tx.all(BY_DIVISION, filter, &code, &day, &id, &limit))
        }
    }
}

/// How many records are behind a number.
pub fn count_behind(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    let count: Option<i64> = query!(tx.one(COUNT, filter))?;
    Ok(count.unwrap_or(0))
}

/// From the index alone, as the number itself.
pub(super) const COUNT: &str = matching!(
    "SELECT COUNT(*) FROM (SELECT record_id",
    "GROUP BY record_id HAVING SUM(quantity) <> 0) AS counted"
);
