//! The ledger of facts: added to, never changed; and the queries that figures are made of.

use model::{
    Date,
    code::DivisionCode,
    fact::{Fact, Measure},
    id::{EntryId, OrganisationId},
};
use uuid::Uuid;

use crate::{Cells, Error, Row, Tx, row::row};

/// A fact and the record that it follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub fact: Fact,
    pub record_kind: &'static str,
    pub record_id: Uuid,
}

impl Posted {
    /// The fact as one line of text, which the journal entry's digest covers.
    pub fn line(&self) -> String {
        line(&self.fact, self.record_kind, self.record_id)
    }
}

/// A fact as one line: every column but the entry's, separated by `|`, which no column contains.
pub fn line(fact: &Fact, record_kind: &str, record_id: Uuid) -> String {
    let Fact { measure, tag, day, division_code, organisation_id, subject, quantity } = fact;
    let organisation = organisation_id.map(|id| id.to_string()).unwrap_or_default();
    format!(
        "{measure}|{tag}|{day}|{division_code}|{organisation}|{subject}|{quantity}|{record_kind}|{record_id}"
    )
}

pub(crate) fn post(
    tx: &mut Tx,
    entry_id: EntryId,
    journal_index: Option<i64>,
    facts: &[Posted],
) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO fact (entry_id, n, journal_index, measure, tag, day, division_code,
                          organisation_id, subject, quantity, record_kind, record_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    for (n, Posted { fact, record_kind, record_id }) in (0_i64..).zip(facts) {
        let Fact { measure, tag, day, division_code, organisation_id, subject, quantity } = fact;
        tx.exec(
            SQL,
            &[
                &entry_id,
                &n,
                &journal_index,
                measure,
                tag,
                day,
                division_code,
                organisation_id,
                subject,
                quantity,
                record_kind,
                record_id,
            ],
        )?;
    }
    Ok(())
}

/// Which facts a figure is about. At most [`TAGS`] tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub measure: Measure,
    pub tags: Vec<String>,
    /// The first day, for what happened in a period; absent for what stood on its last day.
    pub from: Option<Date>,
    /// The first day after the period.
    pub until: Date,
    pub within: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    /// Facts of entries with a smaller index count: the journal's size at that time.
    pub size: i64,
}

/// How many tags one query can ask for.
pub const TAGS: usize = 16;

/// What is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Once {
    Subject,
    Division,
}

/// `$1` measure, `$2` from, `$3` until, `$4`–`$5` divisions, `$6` organisation, `$7` size, `$8`… tags.
macro_rules! matching {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM fact WHERE measure = $1 AND day >= $2 AND day < $3
              AND division_code >= $4 AND division_code <= $5
              AND (organisation_id = $6 OR $6 IS NULL) AND journal_index < $7
              AND tag IN ($8, $9, $10, $11, $12, $13, $14, $15,
                          $16, $17, $18, $19, $20, $21, $22, $23) ",
            $after
        )
    };
}

struct Bound {
    from: String,
    last: DivisionCode,
    tags: [Option<String>; TAGS],
}

impl Filter {
    fn bound(&self) -> Bound {
        let from = self.from.map(|day| day.to_string()).unwrap_or_default();
        let mut tags = [const { None }; TAGS];
        for (place, tag) in tags.iter_mut().zip(&self.tags) {
            *place = Some(tag.clone());
        }
        Bound { from, last: self.within.last_within(), tags }
    }
}

macro_rules! query {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident $(, $more:expr)*)) => {{
        let Bound { from, last, tags: t } = $filter.bound();
        $tx.$verb($sql, &[
            &$filter.measure, &from, &$filter.until, &$filter.within, &last,
            &$filter.organisation_id, &$filter.size,
            &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7],
            &t[8], &t[9], &t[10], &t[11], &t[12], &t[13], &t[14], &t[15], $($more),*
        ])
    }};
}

/// The quantities added up.
pub fn sum(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = matching!("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT)", "");
    let sum: Option<i64> = query!(tx.one(SQL, filter))?;
    Ok(sum.unwrap_or(0))
}

/// How many different subjects or divisions have a quantity above zero.
pub fn distinct(tx: &mut Tx, filter: &Filter, once: Once) -> Result<i64, Error> {
    const SUBJECTS: &str = matching!(
        "SELECT COUNT(*) FROM (SELECT subject",
        "GROUP BY subject HAVING SUM(quantity) > 0) AS counted"
    );
    const DIVISIONS: &str = matching!(
        "SELECT COUNT(*) FROM (SELECT division_code",
        "GROUP BY division_code HAVING SUM(quantity) > 0) AS counted"
    );
    let count: Option<i64> = match once {
        Once::Subject => query!(tx.one(SUBJECTS, filter))?,
        Once::Division => query!(tx.one(DIVISIONS, filter))?,
    };
    Ok(count.unwrap_or(0))
}

/// One record behind a number: what it adds, where and on which day it first did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub record_kind: String,
    pub record_id: Uuid,
    pub day: Date,
    pub division_code: DivisionCode,
    pub quantity: i64,
}

impl Row for Behind {
    fn read(cells: &Cells<'_>) -> Result<Behind, Error> {
        Ok(Behind {
            record_kind: cells.at(0)?,
            record_id: cells.at(1)?,
            day: cells.at(2)?,
            division_code: cells.at(3)?,
            quantity: cells.at(4)?,
        })
    }
}

/// How many records are behind a number.
pub fn count_behind(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = matching!(
        "SELECT COUNT(*) FROM (SELECT record_id",
        "GROUP BY record_id HAVING SUM(quantity) <> 0) AS counted"
    );
    let count: Option<i64> = query!(tx.one(SQL, filter))?;
    Ok(count.unwrap_or(0))
}

/// The records behind a number, by day: up to `limit` after the day and record of `after`.
pub fn behind(
    tx: &mut Tx,
    filter: &Filter,
    after: Option<(Date, Uuid)>,
    limit: i64,
) -> Result<Vec<Behind>, Error> {
    const SQL: &str = matching!(
        "SELECT record_kind, record_id, MIN(day) AS first_day, MIN(division_code),
                CAST(SUM(quantity) AS BIGINT)",
        "GROUP BY record_kind, record_id
         HAVING SUM(quantity) <> 0 AND (MIN(day), record_id) > ($24, $25)
         ORDER BY first_day, record_id LIMIT $26"
    );
    let (day, id) = after.map_or((String::new(), Uuid::nil()), |(day, id)| (day.to_string(), id));
    query!(tx.all(SQL, filter, &day, &id, &limit))
}

/// A number by the divisions whose codes begin with the same `digits`: 9 for townships, 12 for villages.
pub fn sum_by(tx: &mut Tx, filter: &Filter, digits: i64) -> Result<Vec<(String, i64)>, Error> {
    const SQL: &str = matching!(
        "SELECT substr(division_code, 1, CAST(CAST($24 AS BIGINT) AS INT)) AS part, CAST(SUM(quantity) AS BIGINT)",
        "GROUP BY 1 HAVING SUM(quantity) <> 0 ORDER BY 1"
    );
    query!(tx.all(SQL, filter, &digits))
}

/// As [`sum_by`], for what is counted once.
pub fn distinct_by(
    tx: &mut Tx,
    filter: &Filter,
    once: Once,
    digits: i64,
) -> Result<Vec<(String, i64)>, Error> {
    const SUBJECTS: &str = matching!(
        "SELECT part, COUNT(*) FROM (
            SELECT substr(division_code, 1, CAST(CAST($24 AS BIGINT) AS INT)) AS part, subject",
        "GROUP BY 1, 2 HAVING SUM(quantity) > 0) AS counted GROUP BY part ORDER BY part"
    );
    const DIVISIONS: &str = matching!(
        "SELECT part, COUNT(*) FROM (
            SELECT substr(division_code, 1, CAST(CAST($24 AS BIGINT) AS INT)) AS part, division_code",
        "GROUP BY 1, 2 HAVING SUM(quantity) > 0) AS counted GROUP BY part ORDER BY part"
    );
    match once {
        Once::Subject => query!(tx.all(SUBJECTS, filter, &digits)),
        Once::Division => query!(tx.all(DIVISIONS, filter, &digits)),
    }
}

/// A fact as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    pub entry_id: EntryId,
    pub n: i64,
    pub journal_index: Option<i64>,
    pub measure: Measure,
    pub tag: String,
    pub day: Date,
    pub division_code: DivisionCode,
    pub organisation_id: Option<OrganisationId>,
    pub subject: Uuid,
    pub quantity: i64,
    pub record_kind: String,
    pub record_id: Uuid,
}

row!(FactRow {
    entry_id,
    n,
    journal_index,
    measure,
    tag,
    day,
    division_code,
    organisation_id,
    subject,
    quantity,
    record_kind,
    record_id,
});

impl FactRow {
    pub fn fact(&self) -> Fact {
        Fact {
            measure: self.measure,
            tag: self.tag.clone(),
            day: self.day,
            division_code: self.division_code.clone(),
            organisation_id: self.organisation_id,
            subject: self.subject,
            quantity: self.quantity,
        }
    }

    pub fn line(&self) -> String {
        line(&self.fact(), &self.record_kind, self.record_id)
    }
}

pub fn of_entry(tx: &mut Tx, entry_id: EntryId) -> Result<Vec<FactRow>, Error> {
    tx.all("SELECT * FROM fact WHERE entry_id = $1 ORDER BY n", &[&entry_id])
}

pub fn of_record(tx: &mut Tx, record_id: Uuid) -> Result<Vec<FactRow>, Error> {
    tx.all("SELECT * FROM fact WHERE record_id = $1 ORDER BY entry_id, n", &[&record_id])
}
