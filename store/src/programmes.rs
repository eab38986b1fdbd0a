//! Programmes as they were applied.

use model::briefing::ProgrammeRevision;

use crate::{Error, Tx};

/// The one in force.
pub fn latest(tx: &mut Tx) -> Result<Option<ProgrammeRevision>, Error> {
    tx.one("SELECT * FROM programme_revision ORDER BY number DESC LIMIT 1", &[])
}

pub fn numbered(tx: &mut Tx, number: i64) -> Result<Option<ProgrammeRevision>, Error> {
    tx.one("SELECT * FROM programme_revision WHERE number = $1", &[&number])
}

/// All, the latest first.
pub fn all(tx: &mut Tx) -> Result<Vec<ProgrammeRevision>, Error> {
    tx.all("SELECT * FROM programme_revision ORDER BY number DESC", &[])
}

/// The number of the one in force, zero where there is none: cheap enough to ask often.
pub fn last_number(tx: &mut Tx) -> Result<i64, Error> {
    let number: Option<Option<i64>> = tx.one("SELECT MAX(number) FROM programme_revision", &[])?;
    Ok(number.flatten().unwrap_or(0))
}

/// The one that was in force before the latest.
pub fn before_last(tx: &mut Tx) -> Result<Option<ProgrammeRevision>, Error> {
    const SQL: &str = "
        SELECT * FROM programme_revision ORDER BY number DESC LIMIT 1 OFFSET 1";
    tx.one(SQL, &[])
}

/// `used!(postings_of, "…")`: how many records use a key of the programme.
macro_rules! used {
    ($($(#[$doc:meta])* $name:ident: $sql:literal),+ $(,)?) => {$(
        $(#[$doc])*
        pub fn $name(tx: &mut Tx, key: &str) -> Result<i64, Error> {
            Ok(tx.one($sql, &[&key])?.unwrap_or(0))
        }
    )+};
}

used! {
    /// Organisations of a kind.
    organisations_of: "SELECT COUNT(*) FROM organisation WHERE kind = $1",
    /// Postings to a post.
    postings_of: "SELECT COUNT(*) FROM posting WHERE post = $1",
    /// Pairings of a kind.
    pairings_of: "SELECT COUNT(*) FROM pairing WHERE kind = $1",
    /// Activities of a kind.
    activities_of: "SELECT COUNT(*) FROM activity WHERE kind = $1",
    /// Grants of a role that are in force.
    grants_of: "SELECT COUNT(*) FROM role_grant WHERE role = $1 AND revoked_at IS NULL",
    /// Imports by a recipe that are not settled.
    imports_of: "SELECT COUNT(*) FROM import WHERE recipe = $1 AND settled_at IS NULL",
}
