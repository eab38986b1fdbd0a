//! The records that rows make.

use model::{
    activity::{Activity, Attendance},
    import::Import,
    organisation::{Affiliation, Organisation, Parent},
    person::Person,
    posting::{Pairing, Posting},
};
use uuid::Uuid;

use crate::{Act, Error, Kept};

/// One record that a row makes. Nothing that is already there is ever changed by an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Made {
    Organisation(Organisation),
    Parent(Parent),
    Person(Box<Person>),
    Affiliation(Affiliation),
    Posting(Posting),
    Pairing(Pairing),
    Activity(Box<Activity>),
    Attendance(Attendance),
}

impl Made {
    pub(super) fn uuid(&self) -> Uuid {
        match self {
            Made::Organisation(it) => it.id.0,
            Made::Parent(it) => it.id.0,
            Made::Person(it) => it.id.0,
            Made::Affiliation(it) => it.id.0,
            Made::Posting(it) => it.id.0,
            Made::Pairing(it) => it.id.0,
            Made::Activity(it) => it.id.0,
            Made::Attendance(it) => it.id.0,
        }
    }

    pub(super) fn add(&self, act: &mut Act<'_>) -> Result<(), Error> {
        match self {
            Made::Organisation(it) => add(act, it),
            Made::Parent(it) => add(act, it),
            Made::Person(it) => add(act, it.as_ref()),
            Made::Affiliation(it) => add(act, it),
            Made::Posting(it) => add(act, it),
            Made::Pairing(it) => add(act, it),
            Made::Activity(it) => add(act, it.as_ref()),
            Made::Attendance(it) => add(act, it),
        }
    }
}

fn add<R: Kept>(act: &mut Act<'_>, record: &R) -> Result<(), Error> {
    // Rows are done once, so a record that is there already is somebody else's.
    if act.add(record)? { Ok(()) } else { Err(Error::IdTaken) }
}

/// The id of the `k`-th record of a row: the same whenever the row is looked at, and in the order
/// of rows, so that indexes grow at one end.
pub(super) fn id(import: &Import, n: i64, k: u8) -> Uuid {
    let millis = import.uploaded_at.as_millis().unsigned_abs();
    let own = import.id.0.as_bytes();
    let n = u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    let rest = [own[8], n[0], own[9], n[1], n[2], n[3], k, own[13], own[14], own[15]];
    uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use model::{Timestamp, id::ImportId, import::ImportState};

    use super::*;

    #[test]
    fn each_record_of_each_row_has_its_own_id_in_the_order_of_rows() {
        let at: Timestamp = "2026-11-24T17:30:00Z".parse().unwrap();
        let import = Import {
            id: ImportId::new(at),
            recipe: "people".to_owned(),
            file_name: String::new(),
            digest: Vec::new(),
            size: 0,
            division_code: "410423000000".parse().unwrap(),
            state: ImportState::Uploaded,
            problem: None,
            uploaded_by: model::id::AccountId::PROGRAM,
            uploaded_at: at,
            mapping: None,
            rows_read: 0,
            rows_new: 0,
            rows_known: 0,
            rows_bad: 0,
            rows_done: 0,
            leaves_bad: false,
            acted_by: None,
            settled_at: None,
            purged_at: None,
        };
        let ids: Vec<Uuid> =
            (0..70_000).flat_map(|n| [id(&import, n, 0), id(&import, n, 7)]).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        assert_eq!(id(&import, 5, 1), id(&import, 5, 1));
        assert_eq!(ids[0].get_version_num(), 7);
    }
}
