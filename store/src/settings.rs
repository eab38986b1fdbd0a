//! A few named values that are neither records nor programme, such as the journal's origin.

use crate::{Error, Tx};

pub fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, Error> {
    tx.one("SELECT value FROM setting WHERE name = $1", &[&name])
}

pub fn set(tx: &mut Tx, name: &str, value: &str) -> Result<(), Error> {
    const SQL: &str = "
        INSERT INTO setting (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.exec(SQL, &[&name, &value])?;
    Ok(())
}
