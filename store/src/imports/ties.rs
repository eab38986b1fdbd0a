//! What forbids the undoing of an import: later records that name its records, and records of its
//! own that somebody has changed since.

use model::id::ImportId;
use uuid::Uuid;

use crate::{Error, Tx, row::row};

/// One such record. `changed` if it is the import's own.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tie {
    pub record_kind: String,
    pub record_id: Uuid,
    pub changed: bool,
}

row!(Tie { record_kind, record_id, changed });

/// Records of others that name a person of the import.
macro_rules! naming_person {
    ($table:literal, $own:literal) => {
        concat!(
            "SELECT '",
            $table,
            "' AS record_kind, t.id AS record_id, FALSE AS changed FROM person AS p JOIN ",
            $table,
            " AS t ON t.person_id = p.id WHERE p.import_id = $1 ",
            $own
        )
    };
}

/// Records of others that name an organisation of the import in this column.
macro_rules! naming_organisation {
    ($table:literal, $column:literal, $own:literal) => {
        concat!(
            " UNION ALL SELECT '",
            $table,
            "', t.id, FALSE FROM organisation AS o JOIN ",
            $table,
            " AS t ON t.",
            $column,
            " = o.id WHERE o.import_id = $1 ",
            $own
        )
    };
}

/// Records of the import that more than one entry has touched.
macro_rules! changed {
    ($table:literal) => {
        concat!(
            " UNION ALL SELECT '",
            $table,
            "', t.id, TRUE FROM ",
            $table,
            " AS t WHERE t.import_id = $1 AND (SELECT COUNT(*) FROM journal_change AS c
                WHERE c.record_id = t.id) > 1"
        )
    };
}

macro_rules! ties {
    () => {
        concat!(
            "SELECT record_kind, record_id, changed FROM (",
            naming_person!("affiliation", "AND (t.import_id <> $1 OR t.import_id IS NULL)"),
            " UNION ALL ",
            naming_person!("posting", "AND (t.import_id <> $1 OR t.import_id IS NULL)"),
            " UNION ALL ",
            naming_person!("pairing", "AND (t.import_id <> $1 OR t.import_id IS NULL)"),
            " UNION ALL ",
            naming_person!("attendance", ""),
            " UNION ALL ",
            naming_person!("account", ""),
            " UNION ALL ",
            naming_person!("reveal", ""),
            naming_organisation!(
                "affiliation",
                "organisation_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "posting",
                "organisation_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "posting",
                "sent_by_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "pairing",
                "organisation_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "activity",
                "organisation_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "parent",
                "organisation_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!(
                "parent",
                "parent_id",
                "AND (t.import_id <> $1 OR t.import_id IS NULL)"
            ),
            naming_organisation!("role_grant", "organisation_id", ""),
            " UNION ALL SELECT 'activity', t.id, FALSE FROM activity AS a
                JOIN activity AS t ON t.corrects_id = a.id WHERE a.import_id = $1",
            " UNION ALL SELECT 'case_file', t.id, FALSE FROM activity AS a
                JOIN case_file AS t ON t.activity_id = a.id WHERE a.import_id = $1",
            " UNION ALL SELECT 'case_step', t.id, FALSE FROM activity AS a
                JOIN case_step AS t ON t.activity_id = a.id WHERE a.import_id = $1",
            changed!("organisation"),
            changed!("parent"),
            changed!("person"),
            changed!("affiliation"),
            changed!("posting"),
            changed!("pairing"),
            changed!("activity"),
            ") AS ties LIMIT $2"
        )
    };
}

/// Up to `limit` records that would be left without what they stand on, or whose later changes
/// would be lost.
pub fn ties(tx: &mut Tx, id: ImportId, limit: i64) -> Result<Vec<Tie>, Error> {
    const SQL: &str = ties!();
    tx.all(SQL, &[&id, &limit])
}
