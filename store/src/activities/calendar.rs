//! Activities by day, for a month's page.

use model::Date;

use super::list::{Filter, Line, lines, listed, query};
use crate::{Error, Tx, row::row};

/// How many activities a day has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct DayCount {
    pub day: Date,
    pub count: i64,
    /// Those of them that were held.
    pub held: i64,
}

row!(DayCount { day, count, held });

/// Every day under the filter that has activities.
pub fn days(tx: &mut Tx, filter: &Filter) -> Result<Vec<DayCount>, Error> {
    const SQL: &str = listed!(
        "SELECT COALESCE(a.held_on, a.planned_on) AS day, COUNT(*) AS count,
                COUNT(CASE WHEN a.state IN ('held', 'signed') THEN 1 END) AS held",
        "GROUP BY COALESCE(a.held_on, a.planned_on) ORDER BY 1"
    );
    query!(tx.all(SQL, filter))
}

/// The first few activities of each day under the filter.
pub fn first_of_each_day(tx: &mut Tx, filter: &Filter, few: i64) -> Result<Vec<Line>, Error> {
    const SQL: &str = lines!(
        "AND a.id IN (
            SELECT id FROM (
                SELECT b.id, ROW_NUMBER() OVER (
                    PARTITION BY COALESCE(b.held_on, b.planned_on) ORDER BY b.id) AS place
                FROM activity AS b
                WHERE b.division_code >= $1 AND b.division_code <= $2
                  AND (b.organisation_id = $3 OR $3 IS NULL)
                  AND (b.organisation_id = $4 OR $4 IS NULL)
                  AND (replace($5, '|' || b.kind || '|', '') <> $5 OR $5 IS NULL)
                  AND (b.state = $6 OR ($6 IS NULL AND b.state <> 'corrected'))
                  AND COALESCE(b.held_on, b.planned_on) >= $9
                  AND COALESCE(b.held_on, b.planned_on) < $10
            ) AS ranked WHERE place <= $21)
         ORDER BY COALESCE(a.held_on, a.planned_on), a.starts NULLS LAST, a.id"
    );
    query!(tx.all(SQL, filter, &few))
}
