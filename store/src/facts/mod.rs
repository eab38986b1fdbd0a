//! The ledger of facts: added to, never changed; and the queries that figures are made of.

mod behind;
mod counted;
mod gained;
#[cfg(test)]
mod tests;

use model::{
    Date,
    code::DivisionCode,
    fact::{Fact, Measure},
    id::{EntryId, OrganisationId},
};
use uuid::Uuid;

pub use self::{
    behind::{After, Behind, behind, count_behind},
    counted::{Filter, Once, TAGS, distinct, distinct_by, last_day, sum, sum_by},
    gained::{Gained, gained, sum_of},
};
use crate::{Error, Tx, row::row};

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
