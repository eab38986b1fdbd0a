//! What lists of cases are narrowed to, and the way to the rows.

use model::{
    Date,
    code::{DivisionCode, Level},
    process::Progress,
};

use crate::{Scope, search::Terms};

/// What a list is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub scope: Scope,
    pub process: Option<String>,
    /// A state of the process.
    pub state: Option<String>,
    pub progress: Option<Progress>,
    /// True for those that have not ended, false for those that have.
    pub open: Option<bool>,
    /// A clock of theirs has run out before this day.
    pub overdue_on: Option<Date>,
    /// The offices whose turn it is; none of them finds nothing. Absent for any.
    pub owners: Option<Vec<DivisionCode>>,
    /// Only those that were opened again.
    pub reopened: bool,
    /// Only those that were sent back at least so often.
    pub returned: i64,
    /// The state they are in ends on this day or later, and before the other.
    pub due: Option<(Date, Date)>,
    pub search: Terms,
}

impl Filter {
    /// Everything in scope.
    pub fn new(scope: Scope) -> Filter {
        Filter {
            scope,
            process: None,
            state: None,
            progress: None,
            open: None,
            overdue_on: None,
            owners: None,
            reopened: false,
            returned: 0,
            due: None,
            search: Terms::default(),
        }
    }

    /// Whether the tally knows how many there are.
    pub(super) fn is_tallied(&self) -> bool {
        let Filter { overdue_on, owners, reopened, returned, due, search, .. } = self;
        let is_narrow = overdue_on.is_some() || owners.is_some() || due.is_some();
        !is_narrow && !reopened && *returned == 0 && search.count == 0
    }

    /// Whether nothing that has ended is asked for.
    fn is_open(&self) -> bool {
        let has_clock = self.overdue_on.is_some() || self.due.is_some();
        self.open == Some(true) || has_clock || self.owners.is_some()
    }

    /// The way to the rows that looks at the fewest of them.
    pub(super) fn path(&self) -> Path {
        let is_village = self.scope.within().level() == Level::Village;
        if self.search.count > 0 {
            Path::Words
        } else if self.reopened {
            Path::Reopened
        } else if self.returned > 0 {
            Path::Returned
        } else if is_village {
            Path::Place
        } else if self.is_open() {
            Path::Open
        } else {
            match (&self.process, &self.state) {
                (Some(_), Some(_)) => Path::State,
                (Some(_), None) => Path::Process,
                _ => Path::Day,
            }
        }
    }

    /// The offices as `|a|b|`: taking `|code|` out of it shows whether it is there.
    pub(super) fn owners(&self) -> Option<String> {
        let codes = self.owners.as_ref()?.iter().map(DivisionCode::as_str);
        Some(format!("|{}|", codes.collect::<Vec<_>>().join("|")))
    }
}

/// How a query comes to its rows: by which index, of which the next it needs is on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    Words,
    Reopened,
    Returned,
    Place,
    Open,
    State,
    Process,
    Day,
}

/// Who sees a case: whoever may for the division it is about, or for that of the handler.
///
/// `$1`–`$2` divisions in scope, `$3` process, `$4` state, `$5` progress, `$6`
/// open, `$7` overdue, `$8` owners, `$9` least reopened, `$10` number of terms, `$11`–`$18` terms,
/// `$19` least returned, `$20`–`$21` due. What `$way` says again names the index; the `|| ''` keeps the
/// others from being taken for it.
macro_rules! listed {
    ($before:expr, $way:literal, $after:literal) => {
        concat!(
            $before,
            " FROM case_file AS c WHERE ",
            $way,
            " ((c.division_code || '' >= $1 AND c.division_code || '' <= $2)
                  OR (c.handler_code || '' >= $1 AND c.handler_code || '' <= $2))
                AND (c.process = $3 OR $3 IS NULL)
                AND (c.state = $4 OR $4 IS NULL)
                AND (c.progress = $5 OR $5 IS NULL)
                AND ((c.ended_on IS NULL) = $6 OR $6 IS NULL)
                AND ((c.ended_on IS NULL AND (c.state_due_on < $7 OR c.promise_due_on < $7)) OR $7 IS NULL)
                AND (replace($8, '|' || c.owner_code || '|', '') <> $8 OR $8 IS NULL)
                AND c.reopened >= $9 AND c.returned >= $19
                AND (c.state_due_on >= $20 OR $20 IS NULL)
                AND (c.state_due_on < $21 OR $21 IS NULL)
                AND ($10 = CAST(0 AS BIGINT) OR c.id IN (
                    SELECT record_id FROM search_term
                    WHERE record_kind = 'case_file'
                      AND term IN ($11, $12, $13, $14, $15, $16, $17, $18)
                    GROUP BY record_id HAVING COUNT(*) = $10)) ",
            $after
        )
    };
}

/// The statement for the path of a filter.
macro_rules! on_path {
    ($filter:ident, $before:expr, $after:literal) => {
        match $filter.path() {
            Path::Words => listed!(
                $before,
                "c.id IN (SELECT record_id FROM search_term
                    WHERE record_kind = 'case_file'
                      AND term IN ($11, $12, $13, $14, $15, $16, $17, $18)
                    GROUP BY record_id HAVING COUNT(*) = $10) AND",
                $after
            ),
            Path::Reopened => {
                listed!($before, "(c.reopened > 0) = TRUE AND c.reopened > 0 AND", $after)
            }
            Path::Returned => {
                listed!($before, "(c.returned > 0) = TRUE AND c.returned > 0 AND", $after)
            }
            Path::Place => listed!(
                $before,
                "((c.division_code >= $1 AND c.division_code <= $2)
                    OR (c.handler_code >= $1 AND c.handler_code <= $2)) AND",
                $after
            ),
            Path::Open => listed!($before, "c.ended_on IS NULL AND", $after),
            Path::State => listed!($before, "c.process = $3 AND c.state = $4 AND", $after),
            Path::Process => listed!($before, "c.process = $3 AND", $after),
            Path::Day => listed!($before, "", $after),
        }
    };
}

macro_rules! query {
    ($tx:ident.$verb:ident($sql:expr, $filter:ident $(, $more:expr)*)) => {{
        let owners = $filter.owners();
        let least = i64::from($filter.reopened);
        let (due_from, due_until) = $filter.due.unzip();
        let t = &$filter.search.terms;
        $tx.$verb($sql, &[
            $filter.scope.first(), &$filter.scope.last(), &$filter.process,
            &$filter.state, &$filter.progress, &$filter.open, &$filter.overdue_on, &owners, &least,
            &$filter.search.count,
            &t[0], &t[1], &t[2], &t[3], &t[4], &t[5], &t[6], &t[7], &$filter.returned, &due_from, &due_until, $($more),*
        ])
    }};
}

/// The columns of a [`Line`], and perhaps more.
macro_rules! line {
    ($more:literal) => {
        concat!(
            "SELECT c.id, c.process, c.revision, c.number, c.title, c.division_code, c.state,
                c.progress, c.owner_code, c.opened_on, c.state_due_on, c.promise_due_on,
                c.ended_on, c.returned, c.reopened,
                (SELECT d.name FROM division AS d WHERE d.code = c.division_code
                 ORDER BY d.from_on DESC LIMIT 1) AS division,
                (SELECT d.name FROM division AS d WHERE d.code = c.owner_code
                 ORDER BY d.from_on DESC LIMIT 1) AS owner",
            $more
        )
    };
}
