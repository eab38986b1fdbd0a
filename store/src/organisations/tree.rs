//! The trees in which organisations stand, one level at a time, as of a day.

use model::{Date, code::DivisionCode, id::OrganisationId};

use crate::{Error, Scope, Tx, row::row};

/// One organisation in a tree, and how much is below it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Branch {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub division_code: DivisionCode,
    /// People who belong to it formally, and those who take part.
    pub formal: i64,
    pub functional: i64,
    /// Organisations of this tree right below it.
    pub children: i64,
    /// Organisations of this tree anywhere below it.
    pub below: i64,
    /// Different people in it and anywhere below it.
    pub people: i64,
}

row!(Branch { id, kind, name, division_code, formal, functional, children, below, people });

/// Which part of a level is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The kinds of the tree, as `|a|b|`.
    pub kinds: String,
    pub day: Date,
    /// The division and id of the last organisation before this part.
    pub after: Option<(DivisionCode, OrganisationId)>,
    pub limit: i64,
}

/// `$1` kinds of the tree as `|a|b|`, `$2` day; the selection of the level is the caller's.
macro_rules! level {
    ($top:literal) => {
        concat!(
            "WITH RECURSIVE top (id) AS (",
            $top,
            "),
             down (root, id, depth) AS (
                SELECT id, id, 0 FROM top
                UNION ALL
                SELECT down.root, e.organisation_id, down.depth + 1
                FROM down JOIN parent AS e ON e.parent_id = down.id
                JOIN organisation AS o ON o.id = e.organisation_id
                WHERE e.from_on <= $2 AND (e.until_on IS NULL OR e.until_on > $2)
                  AND o.from_on <= $2 AND (o.until_on IS NULL OR o.until_on > $2)
                  AND REPLACE($1, '|' || o.kind || '|', '') <> $1 AND down.depth < 64),
             size (root, below, children) AS (
                SELECT root, COUNT(*) - 1, COUNT(CASE WHEN depth = 1 THEN 1 END)
                FROM down GROUP BY root),
             crowd (root, people, formal, functional) AS (
                SELECT down.root, COUNT(DISTINCT a.person_id),
                       COUNT(CASE WHEN down.depth = 0 AND a.formal THEN 1 END),
                       COUNT(CASE WHEN down.depth = 0 AND NOT a.formal THEN 1 END)
                FROM down JOIN affiliation AS a ON a.organisation_id = down.id
                WHERE a.from_on <= $2 AND (a.until_on IS NULL OR a.until_on > $2)
                GROUP BY down.root)
             SELECT o.id, o.kind, o.name, o.division_code, COALESCE(crowd.formal, 0) AS formal,
                    COALESCE(crowd.functional, 0) AS functional, size.children, size.below,
                    COALESCE(crowd.people, 0) AS people
             FROM top JOIN organisation AS o ON o.id = top.id
             JOIN size ON size.root = top.id LEFT JOIN crowd ON crowd.root = top.id
             ORDER BY o.division_code, o.id"
        )
    };
}

/// Where a tree begins for somebody: what stands below nothing of the tree that is in scope.
pub fn tops(tx: &mut Tx, scope: &Scope, part: &Part) -> Result<Vec<Branch>, Error> {
    const SQL: &str = level!(
        "SELECT o.id FROM organisation AS o
         WHERE o.division_code >= $3 AND o.division_code <= $4 AND REPLACE($1, '|' || o.kind || '|', '') <> $1
           AND o.from_on <= $2 AND (o.until_on IS NULL OR o.until_on > $2)
           AND (o.id = $5 OR ($5 IS NULL AND NOT EXISTS (
                SELECT 1 FROM parent AS e JOIN organisation AS up ON up.id = e.parent_id
                WHERE e.organisation_id = o.id AND up.division_code >= $3
                  AND up.division_code <= $4 AND REPLACE($1, '|' || up.kind || '|', '') <> $1
                  AND e.from_on <= $2 AND (e.until_on IS NULL OR e.until_on > $2)
                  AND up.from_on <= $2 AND (up.until_on IS NULL OR up.until_on > $2))))
           AND (o.division_code, o.id) > ($6, $7) ORDER BY o.division_code, o.id LIMIT $8"
    );
    let Part { kinds, day, limit, .. } = part;
    let (code, id) = part.start();
    let (last, organisation) = (scope.last(), scope.organisation_id());
    tx.all(SQL, &[kinds, day, scope.first(), &last, &organisation, &code, &id, limit])
}

/// What stands right below an organisation in a tree.
pub fn below(tx: &mut Tx, parent: OrganisationId, part: &Part) -> Result<Vec<Branch>, Error> {
    const SQL: &str = level!(
        "SELECT o.id FROM parent AS e JOIN organisation AS o ON o.id = e.organisation_id
         WHERE e.parent_id = $3 AND e.from_on <= $2 AND (e.until_on IS NULL OR e.until_on > $2)
           AND o.from_on <= $2 AND (o.until_on IS NULL OR o.until_on > $2)
           AND REPLACE($1, '|' || o.kind || '|', '') <> $1
           AND (o.division_code, o.id) > ($4, $5) ORDER BY o.division_code, o.id LIMIT $6"
    );
    let Part { kinds, day, limit, .. } = part;
    let (code, id) = part.start();
    tx.all(SQL, &[kinds, day, &parent, &code, &id, limit])
}

impl Part {
    fn start(&self) -> (String, uuid::Uuid) {
        let after = self.after.as_ref();
        after.map_or((String::new(), uuid::Uuid::nil()), |(code, id)| (code.to_string(), id.0))
    }
}
