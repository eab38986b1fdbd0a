//! The list of activities: narrowed, ordered, counted.

use model::{
    Date, Timestamp,
    activity::ActivityState,
    code::DivisionCode,
    id::{AccountId, ActivityId, OrganisationId},
};

use crate::{Error, Scope, Tx, row::row, search::Terms};

/// What a list is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub organisation_id: Option<OrganisationId>,
    /// Empty for every kind.
    pub kinds: Vec<String>,
    /// Absent for every state but corrected.
    pub state: Option<ActivityState>,
    /// Only those still open though their day was before this one.
    pub overdue_on: Option<Date>,
    /// Not recorded by this account: what it may sign.
    pub not_by: Option<AccountId>,
    /// The first day, and the first day after the last.
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Only records that came late.
    pub late: bool,
    pub search: Terms,
}

impl Filter {
    /// Everything in scope.
    pub fn new(scope: Scope) -> Filter {
        Filter {
            scope,
            organisation_id: None,
            kinds: Vec::new(),
            state: None,
            overdue_on: None,
            not_by: None,
            from: None,
            until: None,
            late: false,
            search: Terms::default(),
        }
    }

    pub(super) fn bound(&self) -> Bound {
        let day = |day: Option<Date>, none: &str| day.map_or(none.to_owned(), |d| d.to_string());
        Bound {
            last: self.scope.last(),
            scoped: self.scope.organisation_id(),
            kinds: (!self.kinds.is_empty()).then(|| format!("|{}|", self.kinds.join("|"))),
            from: day(self.from, ""),
            until: day(self.until, "~"),
            late: self.late.then_some(1),
        }
    }
}

/// The parameters that are made of a filter.
pub(super) struct Bound {
    pub(super) last: DivisionCode,
    pub(super) scoped: Option<OrganisationId>,
    /// The wanted kinds as `|a|b|`: taking `|kind|` out of it shows whether it is there.
    pub(super) kinds: Option<String>,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) late: Option<i64>,
}

/// `$1`–`$2` divisions, `$3` organisation in scope, `$4` organisation, `$5` kinds, `$6` state,
/// `$7` overdue, `$8` not by, `$9`–`$10` days, `$11` late, `$12` number of terms, `$13`–`$20` terms.
macro_rules! listed {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " FROM activity AS a
              WHERE a.division_code >= $1 AND a.division_code <= $2
                AND (a.organisation_id = $3 OR $3 IS NULL)
                AND (a.organisation_id = $4 OR $4 IS NULL)
                AND (replace($5, '|' || a.kind || '|', '') <> $5 OR $5 IS NULL)
                AND (a.state = $6 OR ($6 IS NULL AND a.state <> 'corrected'))
                AND ((a.state IN ('planned', 'notified') AND a.planned_on < $7) OR $7 IS NULL)
                AND (a.recorded_by <> $8 OR $8 IS NULL)
                AND COALESCE(a.held_on, a.planned_on) >= $9
                AND COALESCE(a.held_on, a.planned_on) < $10
                AND (a.late_days >= $11 OR $11 IS NULL)
                AND ($12 = CAST(0 AS BIGINT) OR a.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'activity' AND division_code >= $1 AND division_code <= $2
                      AND term IN ($13, $14, $15, $16, $17, $18, $19, $20)
                    GROUP BY record_id HAVING COUNT(*) = $12)) ",
            $after
        )
    };
}
pub(super) use listed;

/// Binds a filter to `$1`–`$20` of a query made by `listed!`.
macro_rules! query {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident $(, $more:expr)*)) => {{
        let bound = $filter.bound();
        let t = &$filter.search.terms;
        $tx.$verb($sql, &[
            $filter.scope.first(), &bound.last, &bound.scoped, &$filter.organisation_id,
            &bound.kinds, &$filter.state, &$filter.overdue_on, &$filter.not_by, &bound.from,
            &bound.until, &bound.late, &$filter.search.count,
            &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], $($more),*
        ])
    }};
}
pub(super) use query;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub id: ActivityId,
    pub kind: String,
    pub title: String,
    pub division_code: DivisionCode,
    pub division: Option<String>,
    pub organisation_id: Option<OrganisationId>,
    pub organisation: Option<String>,
    pub place: String,
    pub speaker: Option<String>,
    pub state: ActivityState,
    /// The day held, or else planned.
    pub day: Date,
    pub starts: Option<String>,
    pub expected: Option<i64>,
    pub present: Option<i64>,
    pub recorded_at: Option<Timestamp>,
    pub late_days: Option<i64>,
}

row!(Line {
    id,
    kind,
    title,
    division_code,
    division,
    organisation_id,
    organisation,
    place,
    speaker,
    state,
    day,
    starts,
    expected,
    present,
    recorded_at,
    late_days,
});

/// As `listed!`, with the columns of a [`Line`].
macro_rules! lines {
    ($after:literal) => {
        listed!(
            "SELECT a.id, a.kind, a.title, a.division_code, a.organisation_id, a.place, a.speaker,
                    a.state, COALESCE(a.held_on, a.planned_on) AS day, a.starts, a.expected, a.present,
                    a.recorded_at, a.late_days,
                    (SELECT d.name FROM division AS d WHERE d.code = a.division_code
                     ORDER BY d.from_on DESC LIMIT 1) AS division,
                    (SELECT o.name FROM organisation AS o WHERE o.id = a.organisation_id)
                        AS organisation",
            $after
        )
    };
}
pub(super) use lines;

/// Which day comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Latest,
    Earliest,
}

impl Order {
    pub const fn opposite(self) -> Order {
        match self {
            Order::Latest => Order::Earliest,
            Order::Earliest => Order::Latest,
        }
    }
}

/// Up to `limit` activities after the day and id of `after`.
pub fn list(
    tx: &mut Tx,
    filter: &Filter,
    order: Order,
    after: Option<(Date, ActivityId)>,
    limit: i64,
) -> Result<Vec<Line>, Error> {
    const LATEST: &str = lines!(
        "AND (COALESCE(a.held_on, a.planned_on), a.id) < ($21, $22)
         ORDER BY COALESCE(a.held_on, a.planned_on) DESC, a.id DESC LIMIT $23"
    );
    const EARLIEST: &str = lines!(
        "AND (COALESCE(a.held_on, a.planned_on), a.id) > ($21, $22)
         ORDER BY COALESCE(a.held_on, a.planned_on), a.id LIMIT $23"
    );
    let (sql, end) = match order {
        Order::Latest => (LATEST, ("~".to_owned(), uuid::Uuid::max())),
        Order::Earliest => (EARLIEST, (String::new(), uuid::Uuid::nil())),
    };
    let (day, id) = after.map_or(end, |(day, id)| (day.to_string(), id.0));
    query!(tx.all(sql, filter, &day, &id, &limit))
}

pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Error> {
    const SQL: &str = listed!("SELECT COUNT(*)", "");
    let found: Option<i64> = query!(tx.one(SQL, filter))?;
    Ok(found.unwrap_or(0))
}

/// How many of each kind and state.
pub fn tally(tx: &mut Tx, filter: &Filter) -> Result<Vec<(String, ActivityState, i64)>, Error> {
    const SQL: &str = listed!(
        "SELECT a.kind, a.state, COUNT(*)",
        "GROUP BY a.kind, a.state ORDER BY a.kind, a.state"
    );
    query!(tx.all(SQL, filter))
}
