//! Published briefings.

use model::{Timestamp, briefing::Briefing, code::DivisionCode, id::BriefingId, period::Period};

use crate::{Error, Scope, Tx};

/// What a list of briefings is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    /// The key of the text.
    pub key: Option<String>,
    pub period: Option<Period>,
    /// Also those that were withdrawn.
    pub withdrawn: bool,
}

/// `$1`–`$2` divisions, `$3` key, `$4` period, `$5` withdrawn ones too.
macro_rules! listed {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM briefing WHERE division_code >= $1 AND division_code <= $2
               AND (key = $3 OR $3 IS NULL) AND (period = $4 OR $4 IS NULL)
               AND ($5 OR withdrawn_at IS NULL) ",
            $after
        )
    };
}

/// Up to `limit` briefings older than `before`, the latest first.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    before: Option<(Timestamp, BriefingId)>,
    limit: i64,
) -> Result<Vec<Briefing>, Error> {
    const SQL: &str = listed!(
        "SELECT *",
        "AND (published_at, id) < ($6, $7) ORDER BY published_at DESC, id DESC LIMIT $8"
    );
    let Filter { scope, key, period, withdrawn } = filter;
    let (at, id) = before.map_or((i64::MAX, uuid::Uuid::max()), |(at, id)| (at.as_millis(), id.0));
    tx.all(SQL, &[scope.first(), &scope.last(), key, period, withdrawn, &at, &id, &limit])
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("SELECT COUNT(*)", "");
    let Filter { scope, key, period, withdrawn } = filter;
    let count = tx.one(SQL, &[scope.first(), &scope.last(), key, period, withdrawn])?;
    Ok(count.unwrap_or(0))
}

/// How often a text was published for a period and a division.
pub fn last_number(
    tx: &mut Tx,
    key: &str,
    period: Period,
    division: &DivisionCode,
) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT MAX(number) FROM briefing WHERE key = $1 AND period = $2 AND division_code = $3";
    let number: Option<Option<i64>> = tx.one(SQL, &[&key, &period, division])?;
    Ok(number.flatten().unwrap_or(0))
}
