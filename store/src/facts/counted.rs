//! Numbers: every query here is answered from the index `fact_by_measure` alone.

use model::{Date, code::DivisionCode, fact::Measure};

use crate::{Error, Tx};

/// Which facts a figure is about. At most [`TAGS`] tags.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    pub measure: Measure,
    pub tags: Vec<String>,
    /// The first day, for what happened in a period; absent for what stood on its last day.
    pub from: Option<Date>,
    /// The first day after the period.
    pub until: Date,
    pub within: DivisionCode,
    /// Facts of entries with a smaller index count: the journal's size at that time.
    pub size: i64,
}

/// How many tags one query can ask for.
pub const TAGS: usize = 16;

/// What is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Once {
    Subject,
    Division,
}

/// `$1` measure, `$2` from, `$3` until, `$4`–`$5` divisions, `$6` size, `$7`… tags.
macro_rules! matching {
    ($before:expr, $after:expr) => {
        concat!(
            $before,
            " FROM fact WHERE measure = $1 AND day >= $2 AND day < $3
              AND division_code >= $4 AND division_code <= $5 AND journal_index < $6
              AND tag IN ($7, $8, $9, $10, $11, $12, $13, $14,
                          $15, $16, $17, $18, $19, $20, $21, $22) ",
            $after
        )
    };
}
pub(super) use matching;

pub(super) struct Bound {
    pub(super) from: String,
    pub(super) last: DivisionCode,
    pub(super) tags: [Option<String>; TAGS],
}

impl Filter {
    pub(super) fn bound(&self) -> Bound {
        let from = self.from.map(|day| day.to_string()).unwrap_or_default();
        let mut tags = [const { None }; TAGS];
        for (place, tag) in tags.iter_mut().zip(&self.tags) {
            *place = Some(tag.clone());
        }
        Bound { from, last: self.within.last_within(), tags }
    }
}

/// `query!(tx.one(SQL, filter, &more))` runs a query made by `matching!`.
macro_rules! query {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident $(, $more:expr)*)) => {{
        let $crate::facts::counted::Bound { from, last, tags: t } = $filter.bound();
        $tx.$verb($sql, &[
            &$filter.measure, &from, &$filter.until, &$filter.within, &last, &$filter.size,
            &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7],
            &t[8], &t[9], &t[10], &t[11], &t[12], &t[13], &t[14], &t[15], $($more),*
        ])
    }};
}
pub(super) use query;

pub(super) const SUM: &str = matching!("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT)", "");
pub(super) const SUBJECTS: &str = matching!(
    "SELECT COUNT(*) FROM (SELECT subject",
    "GROUP BY subject HAVING SUM(quantity) > 0) AS counted"
);
pub(super) const DIVISIONS: &str = matching!(
    "SELECT COUNT(*) FROM (SELECT division_code",
    "GROUP BY division_code HAVING SUM(quantity) > 0) AS counted"
);
pub(super) const SUM_BY: &str = matching!(
    "SELECT substr(division_code, 1, CAST(CAST($23 AS BIGINT) AS INT)) AS part,
            CAST(SUM(quantity) AS BIGINT)",
    "GROUP BY 1 HAVING SUM(quantity) <> 0 ORDER BY 1"
);
pub(super) const SUBJECTS_BY: &str = matching!(
    "SELECT part, COUNT(*) FROM (
        SELECT substr(division_code, 1, CAST(CAST($23 AS BIGINT) AS INT)) AS part, subject",
    "GROUP BY 1, 2 HAVING SUM(quantity) > 0) AS counted GROUP BY part ORDER BY part"
);
pub(super) const DIVISIONS_BY: &str = matching!(
    "SELECT part, COUNT(*) FROM (
        SELECT substr(division_code, 1, CAST(CAST($23 AS BIGINT) AS INT)) AS part, division_code",
    "GROUP BY 1, 2 HAVING SUM(quantity) > 0) AS counted GROUP BY part ORDER BY part"
);

/// The quantities added up.
pub fn sum(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    let sum: Option<i64> = query!(tx.one(SUM, filter))?;
    Ok(sum.unwrap_or(0))
}

/// How many different subjects or divisions have a quantity above zero.
pub fn distinct(tx: &mut Tx, filter: &Filter, once: Once) -> Result<i64, Error> {
    let count: Option<i64> = match once {
        Once::Subject => query!(tx.one(SUBJECTS, filter))?,
        Once::Division => query!(tx.one(DIVISIONS, filter))?,
    };
    Ok(count.unwrap_or(0))
}

/// A number by the divisions whose codes begin with the same `digits`: 9 for townships, 12 for villages.
pub fn sum_by(tx: &mut Tx, filter: &Filter, digits: i64) -> Result<Vec<(String, i64)>, Error> {
    query!(tx.all(SUM_BY, filter, &digits))
}

/// As [`sum_by`], for what is counted once.
pub fn distinct_by(
    tx: &mut Tx,
    filter: &Filter,
    once: Once,
    digits: i64,
) -> Result<Vec<(String, i64)>, Error> {
    match once {
        Once::Subject => query!(tx.all(SUBJECTS_BY, filter, &digits)),
        Once::Division => query!(tx.all(DIVISIONS_BY, filter, &digits)),
    }
}

/// The last day, up to and with `until`, of any fact with this tag.
pub fn last_day(
    tx: &mut Tx,
    measure: Measure,
    tag: &str,
    until: Date,
) -> Result<Option<Date>, Error> {
    const SQL: &str = "
        SELECT MAX(day) FROM fact WHERE measure = $1 AND tag = $2 AND day <= $3";
    let day: Option<Option<Date>> = tx.one(SQL, &[&measure, &tag, &until])?;
    Ok(day.flatten())
}
